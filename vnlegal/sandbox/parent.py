"""The parent's side: starts children, and ends them."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from .bounds import Bounds

# -I: neither the current folder nor what the environment names comes before Python's own modules.
_BOOT = (
    "import json, sys; told = json.loads(sys.argv[1]); sys.path += told['path']; "
    "from vnlegal.sandbox.child import main; main(told)"
)
_GRACE = 1.0


class EndedError(Exception):
    """Another program did not come to its end: `why` is "seconds" or "output"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Ran(NamedTuple):
    """What became of another program."""

    status: int
    output: bytes
    errors: bytes


def start(
    module: str,
    *arguments: str,
    bounds: Bounds,
    env: Mapping[str, str] | None = None,
    stderr: int | None = None,
) -> subprocess.Popen[bytes]:
    """A child that runs `main` of a module of ours within bounds, with pipes to and from it."""
    told = {
        "parent": os.getpid(),
        "path": _places(),
        "module": module,
        "arguments": arguments,
        "bounds": bounds.told(),
    }
    return _start(
        [sys.executable, "-I", "-c", _BOOT, json.dumps(told)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        env=env,
        start_new_session=True,
    )


def stop(child: subprocess.Popen[bytes]) -> None:
    """End a child with all that it has started, and close its pipes."""
    _kill(child)
    child.wait()
    for pipe in (child.stdin, child.stdout, child.stderr):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _kill(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL) if hasattr(os, "killpg") else child.kill()


def run(command: Sequence[str], data: bytes, bounds: Bounds, env: Mapping[str, str] | None = None) -> Ran:
    """Another program, to its end; raises EndedError where it exceeds its seconds or its output."""
    until = time.monotonic() + bounds.seconds
    own = replace(bounds, seconds=0.0)
    words = (str(bounds.seconds), *command)
    child = start("vnlegal.sandbox.program", *words, bounds=own, env=env, stderr=subprocess.PIPE)
    taken = [_Taken(child, pipe, bounds.output) for pipe in (child.stdout, child.stderr)]
    sender = threading.Thread(target=_send, args=(child.stdin, data), daemon=True)
    sender.start()
    try:
        for one in taken:
            one.join(max(0.0, until - time.monotonic()) + _GRACE)
        if any(one.more for one in taken):
            raise EndedError("output")
        if time.monotonic() >= until:
            raise EndedError("seconds")
        return Ran(child.wait(_GRACE), taken[0].data, taken[1].data)
    except subprocess.TimeoutExpired:
        raise EndedError("seconds") from None
    finally:
        stop(child)


def where(program: str, path: str | None = None) -> str | None:
    """Where a program is, looked for in whole paths alone: never the current folder's."""
    named = path or os.environ.get("PATH", os.defpath)
    places = [place for place in named.split(os.pathsep) if os.path.isabs(place)]
    found = shutil.which(program, path=os.pathsep.join(places))
    return found if found and os.path.isabs(found) else None


def _places() -> list[str]:
    """Where a child may find modules after Python's own: ours, but not the current folder."""
    here, home = _real(os.curdir), _real(str(Path(__file__).parents[2]))
    return [place for place in sys.path if place and (_real(place) != here or here == home)]


def _real(place: str) -> str:
    try:
        return os.path.realpath(place)
    except OSError:  # the current folder has been removed
        return ""


class _Taken(threading.Thread):
    """What comes out of a pipe of a child, which is ended where that is more than so many bytes."""

    def __init__(self, child: subprocess.Popen[bytes], pipe: Any, most: int) -> None:
        super().__init__(daemon=True)
        self._child, self._pipe, self._most = child, pipe, most
        self.data, self.more = b"", False
        self.start()

    def run(self) -> None:
        """Take it."""
        with suppress(OSError, ValueError):
            self.data = self._pipe.read(self._most)
            self.more = bool(self._pipe.read(1))
            if self.more:
                _kill(self._child)


def _send(pipe: Any, data: bytes) -> None:
    with suppress(OSError, ValueError), pipe:
        pipe.write(data)


class _Starter:
    """A thread that starts all children: Linux ends a child with the thread that started it.

    Threads of a server come and go; this one lives as long as the process, and a fork has its own.
    """

    def __init__(self) -> None:
        self._wanted: queue.SimpleQueue[tuple[Any, queue.SimpleQueue[Any]]] = queue.SimpleQueue()
        self._lock, self._owner = threading.Lock(), 0

    def __call__(self, command: list[str], **how: Any) -> subprocess.Popen[bytes]:
        """The process; raises what starting it raises."""
        with self._lock:
            if self._owner != os.getpid():
                self._owner, self._wanted = os.getpid(), queue.SimpleQueue()
                threading.Thread(target=self._work, args=(self._wanted,), daemon=True).start()
        made: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._wanted.put(((command, how), made))
        found = made.get()
        if isinstance(found, BaseException):
            raise found
        process: subprocess.Popen[bytes] = found
        return process

    def _work(self, wanted: queue.SimpleQueue[Any]) -> None:
        while True:
            (command, how), made = wanted.get()
            try:
                made.put(subprocess.Popen(command, **how))
            except BaseException as error:
                made.put(error)


_start = _Starter()
