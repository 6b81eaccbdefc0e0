"""A thread without network, for what native code does in the caller's own process (Linux).

The filter of system calls holds for the thread that asks for it; the caller keeps its network.  Elsewhere,
and in a child that has no network anyway, the work is done where it is asked for.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from . import network

T = TypeVar("T")
_BATCH, _AHEAD = 500, 2


def offline(work: Callable[[], Iterable[T]]) -> Iterator[T]:
    """What an iterable gives that is made and walked without network; raises what it raises."""
    if network.is_locked() or not network.can_lock():
        yield from work()
        return
    given: queue.Queue[Any] = queue.Queue(_AHEAD)
    left = threading.Event()
    threading.Thread(target=_work, args=(work, given, left), daemon=True).start()
    try:
        while batch := given.get():
            if isinstance(batch, BaseException):
                raise batch
            yield from batch
    finally:
        left.set()


def _work(work: Callable[[], Iterable[Any]], given: queue.Queue[Any], left: threading.Event) -> None:
    try:
        network.lock_thread("none")
        found = iter(work())
        while batch := list(islice(found, _BATCH)):
            _put(given, batch, left)
        _put(given, (), left)
    except _LeftError:
        return
    except BaseException as error:
        # What it leads back to belongs to this thread.
        error.__context__ = error.__cause__ = None
        _put(given, error.with_traceback(None), left)


class _LeftError(Exception):
    """Nobody takes any more."""


def _put(given: queue.Queue[Any], batch: Any, left: threading.Event) -> None:
    while not left.is_set():
        try:
            given.put(batch, timeout=0.1)
        except queue.Full:
            continue
        return
    if not isinstance(batch, BaseException):
        raise _LeftError
