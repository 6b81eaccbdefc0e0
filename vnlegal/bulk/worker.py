"""The worker's side of a crew: takes things from its parent and answers each. Run by `crew`, not by hand.

The time limit is kept by the system (an alarm that ends the process), not by Python: a regular expression
that does not come to an end would never let a Python thread run.
"""

from __future__ import annotations

import gc
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO

from .. import sandbox
from ..corpus.sharing import Lost, Open
from ..formats.guard import GUARD

_YOUNG = 100_000  # objects between two collections: documents hold no circles, so there is little to find


def main() -> None:
    """Serve until the parent closes the way in."""
    seconds = float(sys.argv[1])
    given, answers = sandbox.pipes()
    GUARD.seconds = min(GUARD.seconds, seconds * 0.9)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work: Callable[[Any], Any] = _nothing
    with ExitStack() as opened:
        for kind, message in _messages(given):
            if kind != "thing":
                opened.close()
                work = _opened(opened, message) if kind == "open" else _nothing
                if kind == "open" and not _send(answers, None):
                    break
            elif not _answer(answers, work, message, seconds):
                break


def _messages(given: BinaryIO) -> Iterator[tuple[str, Any]]:
    while True:
        try:
            yield pickle.load(given)
        except EOFError:
            return


def _opened(opened: ExitStack, open: Open[Any, Any]) -> Callable[[Any], Any]:
    """Open the work; what it loaded stays, and need not be looked through again."""
    work: Callable[[Any], Any] = opened.enter_context(open())
    freeze_loaded()
    return work


def freeze_loaded() -> None:
    """Leave what is loaded out of the search for circles, and search seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG)


def _answer(answers: BinaryIO, work: Callable[[Any], Any], message: tuple[int, Any], seconds: float) -> bool:
    """Work on one thing and send the result; False where the parent has gone."""
    number, thing = message
    sandbox.clock(seconds)
    result = _done(work, thing)
    sandbox.clock(0)
    return _send(answers, (number, result))


def _send(answers: BinaryIO, message: object) -> bool:
    try:
        pickle.dump(message, answers, protocol=5)
        answers.flush()
    except BrokenPipeError:
        return False
    return True


def _nothing(thing: Any) -> Any:
    raise AssertionError("no work is open")


def _done(work: Callable[[Any], Any], thing: Any) -> Any:
    try:
        return work(thing)
    except MemoryError:
        return Lost("không đủ bộ nhớ")
    except Exception as error:
        return Lost(f"lỗi của chương trình: {type(error).__name__}: {error}")
