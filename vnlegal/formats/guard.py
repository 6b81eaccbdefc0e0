"""Guard: a child process that reads files which may be hostile, with limits of time and memory.

One child serves many files.  It ends when a file takes too long, needs too much or makes it die, and the
next file gets a new one; what holds it is told in `sandbox`.
"""

from __future__ import annotations

import atexit
import json
import os
import selectors
import subprocess
import threading
import time

from .. import sandbox
from ..model import Finding, Span
from .frame import Overdue, Reading, Refusal

SECONDS = 300
MEGABYTES = 2048
MAX_ANSWER = 512 * 2**20
_FILES = 500


class Guard:
    """The parent's side: starts the child, hands it files, waits for the answer."""

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self.seconds = seconds
        self.megabytes = megabytes
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._served = 0
        self._lock = threading.Lock()

    def read(self, name: str, data: bytes) -> Reading:
        """What the format of this name makes of the bytes, read in the child."""
        with self._lock:
            child = self._running()
            try:
                return answer(self._ask(child, name, data))
            except (BrokenPipeError, EOFError):
                self.stop()
                raise Refusal(
                    "tiến trình đọc tệp dừng đột ngột: tệp hỏng hoặc cần quá nhiều bộ nhớ"
                ) from None
            except TimeoutError:
                self.stop()
                raise Overdue(f"đọc quá {self.seconds:g} giây") from None

    def stop(self) -> None:
        """End the child, if it is ours."""
        if self._child is not None and self._owner == os.getpid():
            sandbox.stop(self._child)
        self._child = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._served >= _FILES:
            self.stop()
        if self._child is None or self._owner != os.getpid() or self._child.poll() is not None:
            bounds = sandbox.Bounds(self.megabytes, network="local")
            self._child = sandbox.start(f"{__package__}.worker", bounds=bounds)
            self._owner, self._served = os.getpid(), 0
        self._served += 1
        return self._child

    def _ask(self, child: subprocess.Popen[bytes], name: str, data: bytes) -> bytes:
        if child.stdin is None or child.stdout is None:
            raise EOFError
        until = time.monotonic() + self.seconds
        head = {"format": name, "size": len(data), "seconds": self.seconds}
        writer = threading.Thread(target=_send, args=(child.stdin, head, data), daemon=True)
        writer.start()
        reply = _receive(child.stdout.fileno(), until)
        writer.join()
        return reply


def _send(pipe: object, head: dict[str, object], data: bytes) -> None:
    try:
        pipe.write(json.dumps(head).encode() + b"\n")  # type: ignore[attr-defined]
        pipe.write(data)  # type: ignore[attr-defined]
        pipe.flush()  # type: ignore[attr-defined]
    except (BrokenPipeError, ValueError, OSError):
        return  # The child has gone; the reader of the answer says so.


def _receive(pipe: int, until: float) -> bytes:
    """The next line and the bytes it announces."""
    got = bytearray()
    wanted: int | None = None
    with selectors.DefaultSelector() as waiting:
        waiting.register(pipe, selectors.EVENT_READ)
        while wanted is None or len(got) < wanted:
            if not waiting.select(max(0.0, until - time.monotonic())):
                raise TimeoutError
            piece = os.read(pipe, 1 << 20)
            if not piece:
                raise EOFError
            got += piece
            if wanted is None and b"\n" in got:
                head, _, rest = got.partition(b"\n")
                wanted, got = int(head), rest
                if wanted > MAX_ANSWER:
                    raise EOFError
    return bytes(got)


def pack(reading: Reading) -> bytes:
    """A reading as JSON, for the way out of the child."""
    findings = [(one.code, one.message, one.span) for one in reading.findings]
    return json.dumps({"text": reading.text, "locators": reading.locators, "findings": findings}).encode()


def answer(reply: bytes) -> Reading:
    """What the child answered; its refusals are raised again."""
    said = json.loads(reply)
    if "refusal" in said:
        raise Refusal(said["refusal"])
    findings = tuple(
        Finding(code, "note", message, "", Span(*span) if span else None)
        for code, message, span in said["findings"]
    )
    return Reading(said["text"], tuple((at, place) for at, place in said["locators"]), findings)


GUARD = Guard()
atexit.register(GUARD.stop)
