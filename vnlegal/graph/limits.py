"""Questions with limits: asked in a process of its own, which ends when its time is over.

An engine cannot be stopped in the middle of a query; a process can.  What it has answered by then is
given, marked as cut.  The process counts rows and bytes while it writes, has a clock and a bound of memory of
its own, and no network (`sandbox`).
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from .. import sandbox
from .disk import DamagedStoreError, StoreError, damage
from .engines import Answer, Rdflib, Row, Term
from .questions import BadParameterError
from .sparql import RefusedQueryError
from .stores import Store, UnknownQuestionError

Engine = Literal["pyoxigraph", "rdflib"]
_REFUSALS = {
    one.__name__: one
    for one in (RefusedQueryError, BadParameterError, UnknownQuestionError, StoreError, DamagedStoreError)
}
_GRACE = 1.0  # of the child's own clock over the parent's


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a question may take, and how many rows, megabytes of answer and of memory it may need."""

    seconds: float = 60.0
    rows: int = 100_000
    answer: int = 256
    memory: int = 2048

    def cut(self, why: str) -> str:
        """Why an answer is not whole, in Vietnamese; "" if it is."""
        return {
            "": "",
            "rows": f"quá {self.rows} dòng",
            "bytes": f"quá {self.answer} MB",
            "seconds": f"quá {self.seconds:g} giây",
            "memory": f"cần quá {self.memory} MB bộ nhớ",
        }[why]


def ask(
    store: str | Path,
    question: str,
    parameters: Mapping[str, object],
    limits: Limits | None = None,
    engine: Engine = "pyoxigraph",
) -> Answer:
    """The answer of a store on disk to a named question or to SPARQL, cut where it exceeds the limits.

    Raises what `Store.query` raises.
    """
    limits = limits or Limits()
    given = {key: str(value) for key, value in parameters.items()}
    request = msgspec.json.encode((str(store), question, given, limits, engine))
    child = sandbox.start(__name__, bounds=sandbox.Bounds(limits.memory))
    try:
        output, _ = child.communicate(request, timeout=limits.seconds)
        return _read(output, limits, "memory")
    except subprocess.TimeoutExpired:
        child.kill()
        output, _ = child.communicate()
        return _read(output, limits, "seconds")
    finally:
        sandbox.stop(child)


def _read(output: bytes, limits: Limits, ended: str) -> Answer:
    """What the child wrote, line by line: a head, rows, and an end unless something else ended it."""
    head, *lines = [msgspec.json.decode(line) for line in output.split(b"\n")[:-1]] or [("head", ())]
    if head[0] == "error":
        raise _REFUSALS[head[1]](head[2])
    rows = tuple(
        tuple(Term(*cell) if cell else None for cell in line[1]) for line in lines if line[0] == "row"
    )
    kind, *said = lines[-1] if lines else ("none",)
    if kind == "error":
        raise _REFUSALS[said[0]](said[1])
    return Answer(tuple(head[1]), rows, limits.cut(said[0] if kind == "end" else ended))


def _answer(request: bytes) -> Iterator[bytes]:
    store, question, parameters, said, engine = msgspec.json.decode(request)
    limits = msgspec.convert(said, Limits)
    sandbox.clock(limits.seconds + _GRACE)
    try:
        columns, found = _opened(store, engine).stream(question, **parameters)
        yield msgspec.json.encode(("head", columns))
        yield from _within(found, limits)
    except tuple(_REFUSALS.values()) as error:
        yield msgspec.json.encode(("error", type(error).__name__, str(error)))
    except (OSError, RuntimeError) as error:
        if (damaged := damage(error)) is None:
            raise
        yield msgspec.json.encode(("error", type(damaged).__name__, str(damaged)))


def _opened(path: str, engine: Engine) -> Store:
    store = Store.open(path)
    return store if engine == "pyoxigraph" else Store(Rdflib(store.rdflib()))


def _within(found: Iterator[Row], limits: Limits) -> Iterator[bytes]:
    """Rows as they are written, up to the limits, and what cut them short."""
    left, cut = limits.answer << 20, ""
    for number, row in enumerate(found):
        line = msgspec.json.encode(("row", row))
        left -= len(line) + 1
        if cut := "rows" if number == limits.rows else "bytes" if left < 0 else "":
            break
        yield line
    yield msgspec.json.encode(("end", cut))


def main() -> None:
    """Answer one request."""
    asked, answers = sandbox.pipes()
    for line in _answer(asked.read()):
        answers.write(line + b"\n")
        answers.flush()
