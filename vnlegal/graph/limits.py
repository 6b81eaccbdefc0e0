"""Questions with limits: asked in a process of its own, which is ended when its time is over.

An engine cannot be stopped in the middle of a query; a process can.  What it has answered by then is
given, marked as cut.

    python -m vnlegal.graph.limits     the child: one request on stdin, the answer row by row on stdout
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

from .disk import StoreError
from .engines import Answer, RefusedQueryError, Term
from .questions import BadParameterError
from .stores import Store, UnknownQuestionError

_REFUSALS = {
    one.__name__: one for one in (RefusedQueryError, BadParameterError, UnknownQuestionError, StoreError)
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a question may take, and how many rows it may give."""

    seconds: float = 60.0
    rows: int = 100_000


def ask(
    store: str | Path, question: str, parameters: Mapping[str, object], limits: Limits | None = None
) -> Answer:
    """The answer of a store on disk to a named question or to SPARQL, cut where it exceeds the limits.

    Raises what `Store.query` raises.
    """
    limits = limits or Limits()
    request = msgspec.json.encode(
        (str(store), question, {k: str(v) for k, v in parameters.items()}, limits.rows)
    )
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(limits.seconds, stop)
        clock.start()
        try:
            output, _ = child.communicate(request)
        finally:
            clock.cancel()
            child.kill()
    return _read(output, limits, late.is_set())


def _read(output: bytes, limits: Limits, late: bool) -> Answer:
    """What the child wrote, line by line: a head, rows, and an end unless its time was over."""
    head, *lines = [msgspec.json.decode(line) for line in output.split(b"\n")[:-1]] or [("head", ())]
    if head[0] == "error":
        raise _REFUSALS[head[1]](head[2])
    rows = tuple(
        tuple(Term(*cell) if cell else None for cell in line[1]) for line in lines if line[0] == "row"
    )
    if lines and lines[-1][0] == "end":
        return Answer(tuple(head[1]), rows, f"quá {limits.rows} dòng" if lines[-1][1] else "")
    if not late:
        raise RuntimeError("tiến trình trả lời đã dừng giữa chừng")
    return Answer(tuple(head[1]), rows, f"quá {limits.seconds:g} giây")


def _answer(request: bytes) -> Iterator[tuple[object, ...]]:
    store, question, parameters, rows = msgspec.json.decode(request)
    try:
        columns, found = Store.open(store).stream(question, **parameters)
        yield "head", columns
        yield from (("row", row) for row in islice(found, rows))
        yield "end", next(found, None) is not None
    except tuple(_REFUSALS.values()) as error:
        yield "error", type(error).__name__, str(error)


def main() -> None:
    """Answer one request."""
    for line in _answer(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
