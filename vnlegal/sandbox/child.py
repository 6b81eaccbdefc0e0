"""The child's side: what it is held by before anything of its work is loaded.

python -I -c BOOT '{"parent": 4711, "module": …}'      started by `parent`, not by hand
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO

from . import network

_SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_PAUSE = 0.25


def main(told: dict[str, Any]) -> None:
    """Be held, then do the work of a module."""
    end_with(told["parent"])
    bounds = told["bounds"]
    limit_memory(bounds["megabytes"])
    network.lock(bounds["network"])
    clock(bounds["seconds"])
    sys.argv = [told["module"], *told["arguments"]]
    import_module(told["module"]).main()


def end_with(parent: int) -> None:
    """End when the parent is gone: by a signal of the system (Linux), elsewhere by looking now and then."""
    if sys.platform == "linux":
        network.prctl(_SET_DEATH_SIGNAL, signal.SIGKILL, None)
        if os.getppid() != parent:
            os._exit(1)
    elif hasattr(os, "killpg"):
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PAUSE)
    os.killpg(0, signal.SIGKILL)


def limit_memory(megabytes: int) -> None:
    """Let the system refuse this process more memory than that, and leave no core (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    size = megabytes << 20 if most == resource.RLIM_INFINITY else min(most, megabytes << 20)
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def clock(seconds: float) -> None:
    """End this process in so many seconds, whatever it is doing; 0 stops the clock.

    The system's alarm ends it: a regular expression that comes to no end would never let a thread run.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return
    global _timer
    if _timer:
        _timer.cancel()
    _timer = threading.Timer(seconds, os._exit, (1,)) if seconds else None
    if _timer:
        _timer.daemon = True
        _timer.start()


_timer: threading.Timer | None = None


def pipes() -> tuple[BinaryIO, BinaryIO]:
    """Where requests come in and where answers leave; what a library prints does not get among them."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def watch_over(start: Callable[[], Any], until: float) -> int:
    """The status of another program; with all that it started it ends by its time, or with our parent."""
    parent = os.getppid()
    network.prctl(_SET_DEATH_SIGNAL, 0, None)  # ended by it, this process could end nobody else
    process = start()
    while (status := process.poll()) is None:
        if time.monotonic() > until or os.getppid() != parent:
            _end_all(process)
        time.sleep(0.02)
    return int(status)


def _end_all(process: Any) -> None:
    """End this process and its group."""
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    process.kill()
    os._exit(1)
