"""How long one document may take, in the process that reads it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from .frame import UnreadableFile

SECONDS = 600.0  # for one document; the guard of file formats gives up after 300


class OverdueError(UnreadableFile):
    """A document that took too long."""


@contextmanager
def within(seconds: float, path: str = "") -> Iterator[None]:
    """Raises OverdueError when the time is up: between two steps of Python, or within a pattern.

    Only the main thread has an alarm, and Windows has none: elsewhere the work is not bounded here.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: object) -> NoReturn:
        raise OverdueError(path, f"đọc quá {seconds:g} giây")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
