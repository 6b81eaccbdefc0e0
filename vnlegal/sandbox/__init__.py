"""Children: the one place where processes are started, and what holds each of them.

    start("vnlegal.formats.worker", bounds=Bounds(...))     a child of ours, spoken to by its pipes
    run([program, ...], data, bounds=Bounds(...))           another program, to its end

Every child runs nothing of the current folder, has a clock, a bound of memory and no network, and ends within
two seconds when its parent is gone, also by `kill -9`.  What holds it lives in the child, not in the parent.
"""

from .bounds import Bounds
from .child import clock, pipes
from .network import MISSING, can_lock
from .parent import EndedError, Ran, run, start, stop, where
from .thread import offline

__all__ = [
    "MISSING",
    "Bounds",
    "EndedError",
    "Ran",
    "can_lock",
    "clock",
    "offline",
    "pipes",
    "run",
    "start",
    "stop",
    "where",
]
