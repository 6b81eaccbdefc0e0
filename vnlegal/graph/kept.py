"""Answers that are kept: a generation of a store never changes, nor does what it answers.

A named question without parameters looks at the whole store.  Its answer is written beside the generation
when it was found whole for the first time, and goes with it; where that may not be written nothing is kept.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from .engines import Row, Stream, Term

MOST = 50_000  # rows; longer answers are not kept
_DECODER = msgspec.msgpack.Decoder(tuple[tuple[str, ...], list[tuple[Term | None, ...]]])


def answered(generation: Path, sparql: str, work_out: Callable[[], Stream]) -> Stream:
    """The answer of a generation to a query, as it was kept or as it is worked out."""
    file = generation / "answers" / hashlib.sha256(sparql.encode()).hexdigest()[:32]
    with suppress(OSError, msgspec.DecodeError):
        columns, rows = _DECODER.decode(file.read_bytes())
        return columns, iter(rows)
    columns, found = work_out()
    return columns, _keeping(file, columns, found)


def _keeping(file: Path, columns: tuple[str, ...], found: Iterator[Row]) -> Iterator[Row]:
    """The rows as they are found; written down when all have been taken."""
    rows: list[Row] = []
    for row in found:
        if len(rows) <= MOST:
            rows.append(row)
        yield row
    if len(rows) <= MOST:
        with suppress(OSError):
            _write(file, msgspec.msgpack.encode((columns, rows)))


def _write(file: Path, data: bytes) -> None:
    """In one step, for those who may read the generation."""
    mode = file.parent.parent.stat().st_mode & 0o777
    file.parent.mkdir(mode=mode, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode & 0o666), "wb") as out:
        out.write(data)
    draft.replace(file)
