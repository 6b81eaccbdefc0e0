"""What runs beside the data: iterators of Arrow batches -> iterators of Arrow batches.

Each is a small frozen value that an engine can send to where the data are, and knows nothing of the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from ..corpus.kept_document import unpacked
from . import joins
from .crew import Crew
from .parse import DOCUMENTS, Columns, claim_rows, found, mention_rows, rows
from .records import schema

if TYPE_CHECKING:
    import pyarrow

BATCH = 200  # rows in one batch
AHEAD = 8  # documents that wait for the process that parses
PARSED = {**DOCUMENTS, "packed": "binary"}
Function = Callable[..., Iterator[Columns]]
Batches = Iterator["pyarrow.RecordBatch"]


@dataclass(frozen=True)
class Parse:
    """Batches of what is to be read -> batches of parsed documents."""

    seconds: float

    def __call__(self, batches: Batches) -> Batches:
        """Batches from batches."""
        wanted = (
            (row["path"], row["content"]) if row["content"] is not None else row["path"]
            for batch in batches
            for row in batch.to_pylist()
        )
        with Crew(1, self.seconds, ahead=AHEAD) as crew:
            parsed = (found(*one) for one in crew(rows, wanted))
            yield from _batches(({**one.document, "packed": one.packed} for one in parsed), PARSED)


@dataclass(frozen=True)
class Each:
    """The rows that a function gives for each row."""

    function: Function
    columns: dict[str, str]

    def __call__(self, batches: Batches) -> Batches:
        """Batches from batches."""
        made = (new for batch in batches for row in batch.to_pylist() for new in self.function(row))
        return _batches(made, self.columns)


@dataclass(frozen=True)
class ByKey:
    """The rows that a function gives for a key and all its rows, which stand one after the other."""

    key: str
    function: Function
    columns: dict[str, str]

    def __call__(self, batches: Batches) -> Batches:
        """Batches from batches."""
        every = (row for batch in batches for row in batch.to_pylist())
        made = (
            new for key, same in groupby(every, lambda row: row[self.key]) for new in self.function(key, same)
        )
        return _batches(made, self.columns)


def _batches(made: Iterator[Columns], columns: dict[str, str]) -> Batches:
    import pyarrow

    form = schema(columns)
    while some := list(islice(made, BATCH)):
        yield pyarrow.RecordBatch.from_pylist(some, form)


def mentions(row: Columns) -> Iterator[Columns]:
    """The mentions of a kept document."""
    return mention_rows(unpacked(row["packed"]))


def claims(row: Columns) -> Iterator[Columns]:
    """The claims of a kept document."""
    return claim_rows(unpacked(row["packed"]))


def statements(row: Columns) -> Iterator[Columns]:
    """What a kept document says of numbers."""
    return joins.statements(unpacked(row["packed"]))


def name_statements(row: Columns) -> Iterator[Columns]:
    """What a kept document, with its verdicts, says of names."""
    return joins.name_statements(unpacked(row["packed"]), row["verdicts"] or ())


def settle(row: Columns) -> Iterator[Columns]:
    """A kept document with its verdicts and names, settled."""
    yield joins.settle(unpacked(row["packed"]), row["verdicts"] or (), row["names"] or ())
