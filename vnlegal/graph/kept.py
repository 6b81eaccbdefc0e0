"""Answers that are kept: a generation of a store never changes, nor does what it answers.

Some named questions look at the whole store.  A build that makes a store anew works them out once and writes
their answers beside the graph; asking only reads them.  A build that changes some files keeps none: their
answers are worked out when they are asked for.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from .engines import Engine, Stream, Term
from .questions import questions
from .sparql import read

WHOLE = ("most-cited", "orphans", "undecided")
_DECODER = msgspec.msgpack.Decoder(tuple[tuple[str, ...], list[tuple[Term | None, ...]]])


def answered(generation: Path, sparql: str, work_out: Callable[[], Stream]) -> Stream:
    """The answer of a generation to a query, as it was kept or as it is worked out."""
    with suppress(OSError, zlib.error, msgspec.DecodeError):
        columns, rows = _DECODER.decode(zlib.decompress(_file(generation, sparql).read_bytes()))
        return columns, iter(rows)
    return work_out()


def keep(generation: Path, engine: Engine) -> None:
    """Work out and write the answers to the questions about the whole store."""
    (generation / "answers").mkdir(exist_ok=True)
    for name in WHOLE:
        query = read(questions()[name].sparql)
        columns, rows = engine.stream(query, {})
        data = msgspec.msgpack.encode((columns, list(rows)))
        _file(generation, query.text).write_bytes(zlib.compress(data))


def _file(generation: Path, sparql: str) -> Path:
    return generation / "answers" / hashlib.sha256(sparql.encode()).hexdigest()[:32]
