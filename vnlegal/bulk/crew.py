"""A crew: processes that share work on many things, so that a bad one costs itself and no other.

    with Crew(jobs=2) as crew:
        build(paths, store, read_document, share=crew)

Each process has a few things waiting and answers them one by one, so that it is known at which it died.
That thing is tried once more by a new process; if that dies too, or if the time is up, it is given back as
`Lost` with the reason, and the others go on.  What waits is bounded, whatever the number of things.
"""

from __future__ import annotations

import pickle
import queue
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from types import TracebackType
from typing import Any, NamedTuple, TypeVar

from .. import sandbox
from ..corpus.sharing import Lost, Open, WorkLostError
from ..formats.clock import SECONDS

T = TypeVar("T")
R = TypeVar("R")

MEGABYTES = 4096
AHEAD = 32  # things that wait for one process: enough to bridge a write of the parent's
_ATTEMPTS = 2


class _Numbered(NamedTuple):
    """A thing with its place in the order."""

    number: int
    thing: Any


class Crew:
    """Processes that share work (corpus.sharing.Share); with `ordered` the results come as the things did."""

    def __init__(
        self,
        jobs: int,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
        ahead: int = AHEAD,
        ordered: bool = False,
    ) -> None:
        self.jobs, self.seconds, self.megabytes, self.ahead = max(1, jobs), seconds, megabytes, ahead
        self.ordered = ordered
        self._workers: list[_Worker] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def __call__(self, open: Open[T, R], things: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Each thing with its result, or with why it has none."""
        numbered: Iterator[_Numbered] = (_Numbered(n, thing) for n, thing in enumerate(things))
        shift = _Shift(self, pickle.dumps(("open", open)), numbered)
        found = shift.results()
        return _in_order(found) if self.ordered else (one for _, one in found)

    def worker(self, place: int, answers: queue.SimpleQueue[Any]) -> _Worker:
        """The worker at a place, living and listened to."""
        while len(self._workers) <= place:
            self._workers.append(_Worker(self.seconds, self.megabytes))
        if self._workers[place].gone:
            self._workers[place] = _Worker(self.seconds, self.megabytes)
        self._workers[place].answers = answers
        return self._workers[place]


class _Shift:
    """One run of a crew over some things."""

    def __init__(self, crew: Crew, opening: bytes, things: Iterator[_Numbered]) -> None:
        self._crew, self._opening, self._things = crew, opening, things
        self._again: deque[_Numbered] = deque()
        self._deaths: dict[int, int] = {}
        self._answers: queue.SimpleQueue[tuple[_Worker, Any]] = queue.SimpleQueue()
        self._at_work: dict[_Worker, int] = {}
        self._first = self._next = 0  # the oldest thing without a result; how many were taken
        self._unready = 0  # workers that died before they could begin
        self._done: set[int] = set()

    def results(self) -> Iterator[tuple[int, tuple[Any, Any]]]:
        """Number, thing and result, as they come."""
        try:
            for place in range(self._crew.jobs):
                self._start(place)
            while any(worker.waiting for worker in self._at_work):
                worker, answer = self._answers.get()
                found = self._died(worker) if answer is None else self._answered(worker, answer)
                if found:
                    self._finish(found[0])
                    yield found
                for one in list(self._at_work):
                    self._feed(one)
        finally:
            self._leave()

    def _start(self, place: int) -> None:
        worker = self._crew.worker(place, self._answers)
        worker.opened = worker.ready = False
        self._at_work[worker] = place
        self._feed(worker)

    def _feed(self, worker: _Worker) -> None:
        """Let as many things wait as may; the first opens the work."""
        room = self._crew.ahead - len(worker.waiting)
        if room * 2 < self._crew.ahead:
            return
        more = list(islice(chain(self._retried(), self._taken()), room))
        if more and not worker.opened:
            worker.send(self._opening)
            worker.opened = True
        for one in more:
            worker.waiting.append(one)
            worker.send(pickle.dumps(("thing", tuple(one)), protocol=5))

    def _retried(self) -> Iterator[_Numbered]:
        while self._again:
            yield self._again.popleft()

    def _taken(self) -> Iterator[_Numbered]:
        """New things; in order, no further ahead of the oldest open one than fits into memory."""
        reach = self._crew.ahead * self._crew.jobs * 4
        while not self._crew.ordered or self._next < self._first + reach:
            one = next(self._things, None)
            if one is None:
                return
            self._next += 1
            yield one

    def _finish(self, number: int) -> None:
        self._done.add(number)
        while self._first in self._done:
            self._done.remove(self._first)
            self._first += 1

    def _answered(self, worker: _Worker, answer: tuple[int, Any]) -> tuple[int, tuple[Any, Any]]:
        number, result = answer
        one = worker.waiting.popleft()
        assert one.number == number
        return number, (one.thing, result)

    def _died(self, worker: _Worker) -> tuple[int, tuple[Any, Any]] | None:
        """Put another worker in its place; the thing it died at is tried again, or lost."""
        place, reason = self._at_work.pop(worker), worker.why()
        if not worker.waiting:
            return None
        suspect, *others = worker.waiting
        worker.waiting.clear()
        if not worker.ready:
            self._unready += 1
            if self._unready > _ATTEMPTS * self._crew.jobs:
                raise WorkLostError(f"tiến trình con không chạy được: {reason}")
            self._again.extendleft(reversed([suspect, *others]))
            self._start(place)
            return None
        self._deaths[suspect.number] = self._deaths.get(suspect.number, 0) + 1
        lost = worker.alarmed or self._deaths[suspect.number] >= _ATTEMPTS
        self._again.extendleft(reversed(others if lost else [suspect, *others]))
        self._start(place)
        return (suspect.number, (suspect.thing, Lost(reason))) if lost else None

    def _leave(self) -> None:
        """Close the work; a run that is broken off leaves no worker with things still waiting."""
        for worker in self._at_work:
            if worker.waiting:
                worker.stop()
            elif worker.opened:
                worker.send(pickle.dumps(("close", None)))


def _in_order(found: Iterable[tuple[int, tuple[T, Any]]]) -> Iterator[tuple[T, Any]]:
    waiting: dict[int, tuple[T, Any]] = {}
    due = 0
    for number, one in found:
        waiting[number] = one
        while due in waiting:
            yield waiting.pop(due)
            due += 1


class _Worker:
    """The parent's end of one process: a thread writes to it, another listens to it."""

    def __init__(self, seconds: float, megabytes: int) -> None:
        self._seconds = seconds
        bounds = sandbox.Bounds(megabytes, network="local")
        self._process = sandbox.start("vnlegal.bulk.worker", str(seconds), bounds=bounds)
        self.waiting: deque[_Numbered] = deque()
        self.answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.opened = self.ready = self.gone = False
        self._letters: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        for work in (self._write, self._listen):
            threading.Thread(target=work, daemon=True).start()

    def send(self, letter: bytes) -> None:
        """Send something; the process may be busy, so that writing must not hold us up."""
        self._letters.put(letter)

    @property
    def alarmed(self) -> bool:
        """Whether it was ended by the time limit."""
        return self._process.wait() == -signal.SIGALRM

    def why(self) -> str:
        """Why it ended."""
        status = self._process.wait()
        if self.alarmed:
            return f"đọc quá {self._seconds:g} giây"
        name = signal.Signals(-status).name if status < 0 else f"mã {status}"
        return f"tiến trình đọc dừng đột ngột ({name})"

    def stop(self) -> None:
        """End it."""
        self.gone = True
        self._letters.put(None)
        self._process.kill()
        self._process.wait()

    def _write(self) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with suppress(OSError), pipe:
            while (letter := self._letters.get()) is not None:
                pipe.write(letter)
                pipe.flush()

    def _listen(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        with pipe:
            while True:
                try:
                    answer = pickle.load(pipe)
                except (EOFError, OSError, pickle.UnpicklingError):
                    break
                if answer is None:
                    self.ready = True
                else:
                    self.answers.put((self, answer))
        self.gone = True
        self._letters.put(None)
        self.answers.put((self, None))
