"""A few reusable child processes that answer what may take long; one that takes too long is ended.

An engine cannot be stopped in the middle of a query; a process can.  Starting one takes a while, so each
serves many requests.  A reply comes in frames: what was found before the end is given, marked as cut.

Long questions do not shut out short ones: one that has had its share of a processor gives way to all others
and leaves its place to a new child; only so many may go on.  The last place that is free is kept for what
cannot multiply: look-ups, named questions, and queries for one triple at most.

    Pool(store).run("sparql", "ASK {}", "json", "turtle")     any job of `worker.JOBS`; from any thread
    Pool(store).warm()                                        starts all children, and waits for them
"""

from __future__ import annotations

import atexit
import os
import selectors
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from .. import sandbox
from ..graph.limits import Limits
from ..graph.sparql import RefusedQueryError, read

CutBy = Literal["", "rows", "bytes", "seconds", "memory"]
LIMITS = Limits(seconds=20.0, rows=50_000, answer=32, memory=1024)
SLOW = 8
_STARTING, _GRACE = 120.0, 0.5
_QUICK, _LOOK = 0.5, 2.0  # seconds of a processor: for a question, for a look-up, which may load more
_NICE = 19
_SERVED = 5_000
_SHORT = 2_000  # characters of a query that is looked at before it has a place


class BusyError(Exception):
    """Too many questions take long; the message is in Vietnamese."""


class JobError(Exception):
    """A job that was not done: `kind` is "refused" (wrong use), "unknown", "several", "late", "page" or
    "fault"; of a page that cannot be shown `detail` is the status.
    """

    def __init__(self, kind: str, message: str, detail: Any = None) -> None:
        super().__init__(message)
        self.kind, self.detail = kind, detail


@dataclass(frozen=True, slots=True)
class Reply:
    """What a child sent: a head, the body as far as it came, and what ended it early."""

    head: dict[str, Any]
    body: bytes
    cut: CutBy = ""


class Pool:
    """Children for one store, started when they are needed or all at once (`warm`)."""

    def __init__(
        self, store: str | Path, size: int | None = None, limits: Limits = LIMITS, patience: float = 30.0
    ) -> None:
        self.store, self.limits, self.patience = Path(store), limits, patience
        self.size = size or min(8, max(4, os.cpu_count() or 4))
        self._slow = threading.Semaphore(SLOW)
        self._free = _Places(self.size)
        self._lock, self._warming = threading.Lock(), threading.Lock()
        self._children: set[_Child] = set()
        self._closed = False
        atexit.register(self.close)

    def run(self, job: str, *arguments: object, rows: int | None = None) -> Reply:
        """The reply to a job, of at most `rows`; raises JobError, and BusyError if there is no room."""
        try:
            child = self._free.take(self.patience, _is_light(job, arguments))
        except TimeoutError:
            raise BusyError(f"máy chủ đang bận: chờ quá {self.patience:g} giây") from None
        try:
            child = self._ready(child)
            request = (job, arguments, rows or self.limits.rows)
            with _Conversation(child, self.limits, self._slow) as conversation:
                return conversation.hold(request, self._replace)
        finally:
            replaced = child is not None and child.replaced
            if child is not None and (child.dead or child.served >= _SERVED):
                self._drop(child)
                child = None
            if not replaced:
                self._free.put(child)

    def warm(self) -> None:
        """Start the children that are missing, and wait until they are ready; raises JobError."""
        with ThreadPoolExecutor(self.size) as threads:
            for one in [threads.submit(self._start_one) for _ in range(self.size)]:
                one.result()

    def close(self) -> None:
        """End all children, for good."""
        self._closed = True
        for child in tuple(self._children):
            child.process.kill()  # whoever listens to it hears that, and drops it
            child.process.wait()

    def _replace(self) -> None:
        """Give the place of a child whose question takes long to a new one."""
        self._free.put(None)
        threading.Thread(target=self._warm).start()

    def _warm(self) -> None:
        """See to it that a child is ready for what comes next."""
        if not self._warming.acquire(blocking=False):
            return
        try:
            with suppress(JobError):
                while self._start_one():
                    pass
        finally:
            self._warming.release()

    def _start_one(self) -> bool:
        """Fill a free place that has no child; False if there is none."""
        if not self._free.take_empty():
            return False
        child = None
        try:
            child = self._ready(None)
        finally:
            self._free.put(child)
        return True

    def _ready(self, child: _Child | None) -> _Child:
        """The child, or a new one where there is none that lives; its clock starts when it is ready."""
        if child is not None and child.process.poll() is None:
            return child
        if child is not None:
            self._drop(child)
        if self._closed:
            raise JobError("fault", "máy chủ đang dừng")
        made = _Child(self.store, self.limits)
        with self._lock:
            self._children.add(made)
        try:
            made.frame(time.monotonic() + _STARTING)
        except (EOFError, TimeoutError):
            self._drop(made)
            raise JobError("fault", "không khởi động được tiến trình trả lời") from None
        return made

    def _drop(self, child: _Child) -> None:
        child.stop()
        with self._lock:
            self._children.discard(child)


def _is_light(job: str, arguments: tuple[object, ...]) -> bool:
    """Whether a job can multiply nothing; one that is refused is answered soon."""
    if job != "sparql":
        return True
    query = str(arguments[0])
    try:
        return len(query) <= _SHORT and read(query).triples <= 1
    except RefusedQueryError:
        return True


class _Places:
    """Places of children that are free, each with its child or yet without one.

    The last, which has a child if any has one, is kept for light jobs.
    """

    def __init__(self, size: int) -> None:
        self._kept = min(1, size - 1)
        self._places: list[_Child | None] = [None] * size
        self._changed = threading.Condition()

    def take(self, patience: float, light: bool) -> _Child | None:
        """A place, waited for; raises TimeoutError."""
        kept = 0 if light else self._kept
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._places) > kept, patience):
                raise TimeoutError
            return self._places.pop(-1 - kept)

    def take_empty(self) -> bool:
        """Take a place without a child, if there is one."""
        with self._changed:
            if None not in self._places:
                return False
            self._places.remove(None)
            return True

    def put(self, child: _Child | None) -> None:
        """Give a place back."""
        with self._changed:
            self._places.insert(len(self._places) if child else 0, child)
            self._changed.notify_all()


class _Conversation:
    """One request to a child, and what comes back."""

    def __init__(self, child: _Child, limits: Limits, slow: threading.Semaphore) -> None:
        self.child, self.limits, self._slow = child, limits, slow
        self.head: dict[str, Any] | None = None
        self.body = bytearray()
        self._long, self._worked, self._share = False, child.worked(), _QUICK

    def __enter__(self) -> _Conversation:
        return self

    def __exit__(self, *error: object) -> None:
        if self._long:
            self.child.dead = True  # it has given way, and only a superuser could take that back
            self._slow.release()

    def hold(self, request: tuple[object, ...], prolonged: Callable[[], None]) -> Reply:
        """Ask, and listen until the child has said all, or its time is over, or it has died."""
        cut: CutBy
        begin = time.monotonic()
        self._share = _QUICK if request[0] in ("sparql", "question") else _LOOK
        try:
            self.child.send(msgspec.msgpack.encode(request))
            cut = self._listen(begin + _QUICK, begin + self.limits.seconds + _GRACE, prolonged)
        except TimeoutError:
            self.child.dead, cut = True, "seconds"
        except (EOFError, BrokenPipeError):
            self.child.dead, cut = True, "memory"
        if self.head is None or (cut and not self.body):
            raise JobError("late", f"{self.limits.cut(cut)} mà chưa có kết quả nào", cut)
        return Reply(self.head, bytes(self.body), cut)

    def _listen(self, quick: float, until: float, prolonged: Callable[[], None]) -> CutBy:
        while True:
            try:
                kind, frame = self.child.frame(until if self._long else min(quick, until))
            except TimeoutError:
                if self._long or quick >= until:
                    raise
                if self._prolong():
                    prolonged()
                quick += _QUICK / 2
                continue
            if kind == "R":
                self.body += frame
                if len(self.body) > self.limits.answer << 21:
                    self.child.dead = True
                    return "bytes"
                continue
            said = msgspec.json.decode(frame)
            if kind == "X":
                raise JobError(*said)
            if kind == "E":
                cut: CutBy = said
                return cut
            self.head = said

    def _prolong(self) -> bool:
        """Let the question take longer, behind all others; raises BusyError if too many do.

        One that has only waited, on a machine with much else to do, goes on as it is.
        """
        if self.child.worked() < self._worked + self._share:
            return False
        if not self._slow.acquire(blocking=False):
            self.child.dead = True
            raise BusyError("máy chủ đang trả lời nhiều câu hỏi dài, xin hỏi lại sau")
        self._long = self.child.replaced = True
        if hasattr(os, "setpriority"):
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.child.process.pid, _NICE)
        return True


class _Child:
    """A process and its pipes."""

    def __init__(self, store: Path, limits: Limits) -> None:
        wanted = (str(store), msgspec.json.encode(limits).decode())
        self.process = sandbox.start("vnlegal.serve.worker", *wanted, bounds=sandbox.Bounds(limits.memory))
        self.served, self.dead, self.replaced = 0, False, False
        self._rest = bytearray()

    def send(self, message: bytes) -> None:
        """Hand it a request."""
        assert self.process.stdin is not None
        self.served += 1
        self.process.stdin.write(len(message).to_bytes(4) + message)
        self.process.stdin.flush()

    def frame(self, until: float) -> tuple[str, bytes]:
        """Kind and content of what it says next; raises TimeoutError, or EOFError where it has died."""
        while (end := self._end()) is None:
            self._rest += self._piece(until)
        kind, found = chr(self._rest[0]), bytes(self._rest[5:end])
        del self._rest[:end]
        return kind, found

    def _end(self) -> int | None:
        """Where the first frame ends: a letter, four bytes of length, the content."""
        if len(self._rest) < 5:
            return None
        end = 5 + int.from_bytes(self._rest[1:5])
        return end if len(self._rest) >= end else None

    def _piece(self, until: float) -> bytes:
        assert self.process.stdout is not None
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.process.stdout, selectors.EVENT_READ)
            if not waiting.select(max(0.0, until - time.monotonic())):
                raise TimeoutError
        piece = os.read(self.process.stdout.fileno(), 1 << 18)
        if not piece:
            raise EOFError
        return piece

    def worked(self) -> float:
        """Seconds of a processor that it has had; where the system does not tell, those of the clock."""
        try:
            with open(f"/proc/{self.process.pid}/stat", encoding="utf-8", errors="replace") as told:
                user, system = told.read().rpartition(")")[2].split()[11:13]
            return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
        except OSError:
            return time.monotonic()

    def stop(self) -> None:
        """End it."""
        sandbox.stop(self.process)


@cache
def pool_of(store: Path) -> Pool:
    """The children of a store, shared by all that serve it."""
    return Pool(store)
