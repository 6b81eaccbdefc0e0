"""What later documents say of the tasks of a plan: added, dropped, put off, handed over, worded anew.

A change is proposed with its sentence and the rows of the ledger that it may mean; it is never applied.  Only
a document that changes the plan, or names it in the sentence, is heard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Protocol

from .. import late
from ..model import Document, Span, ToldTaskChange, Work
from ..text import fold

# The line of a section above a row: "| II | Hạ tầng", "III. NHÂN LỰC".
_SECTION_LINE = late.regex(r"(?m)^[ \t|*#]{0,8}(?P<s>[IVX]{1,5}|[A-H])(?:\s*[|*]|\.\s)")
_LEAST = 0.6  # of the words of a name that a task holds


@dataclass(frozen=True, slots=True)
class TaskChange(ToldTaskChange):
    """What a sentence orders of tasks, with the paper that says so and the rows that it may mean.

    `rows` are the ids of tasks: one is meant, several are undecided, none was found.  `target` is the IRI of
    the plan, `document` the number of the paper.
    """

    path: str = ""
    document: str = ""
    work: str = ""
    day: date | None = None
    target: str = ""
    rows: tuple[str, ...] = ()


class Row(Protocol):
    """What is needed of a row of the ledger."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def work(self) -> str:
        """The document that sets it."""

    @property
    def row(self) -> str:
        """The number of its row in a table."""

    @property
    def portion(self) -> str:
        """The portion that holds it."""

    @property
    def action(self) -> str:
        """What is to be done."""

    @property
    def span(self) -> Span:
        """Its place."""


def of_document(
    document: Document, work: Work, meant: Callable[[str], str | None], changed: Iterable[str]
) -> Iterator[TaskChange]:
    """The changes of one document, each with the plan that it is about.

    `meant` gives the work of a mention; `changed` are the works that the document changes.  A sentence is
    about the plan that it names, else about the one plan that the document changes.
    """
    others = tuple(dict.fromkeys(one for one in changed if one != work.iri))
    for told in document.task_changes:
        named = [meant(one.id) for one in document.mentions if told.span.covers(one.span)]
        targets = [one for one in named if one in others] or list(others[:1] if len(others) == 1 else ())
        said: dict[str, Any] = {one.name: getattr(told, one.name) for one in fields(told)}
        for target in dict.fromkeys(targets):
            yield TaskChange(
                **said,
                path=document.source.path,
                document=work.number or work.title or work.iri,
                work=work.iri,
                day=work.date,
                target=target or "",
            )


def placed(change: TaskChange, rows: Sequence[Row], text: str) -> TaskChange:
    """A change with the rows that it may mean: of its plan, whose `text` is given, or those that it adds."""
    if change.kind == "added":
        added = (row for row in rows if row.work == change.work and change.span.covers(row.span))
        return replace(change, rows=tuple(row.id for row in added))
    found = [row for row in rows if row.work == change.target and _is_meant(change, row)]
    if change.section and len(found) > 1:
        found = [row for row in found if _section(text, row.span) == change.section] or found
    return replace(change, rows=tuple(row.id for row in found))


def _is_meant(change: TaskChange, row: Row) -> bool:
    if change.numbers:
        number = row.row or row.portion.rpartition("_")[2]
        return number in change.numbers
    if not change.name:
        return False
    words, held = fold(change.name).split(), set(fold(row.action).split())
    return sum(word in held for word in words) >= _LEAST * len(words)


def _section(text: str, span: Span) -> str:
    """The number of the last section line above a place."""
    above = [one["s"] for one in _SECTION_LINE.finditer(text, 0, span.start)]
    return above[-1].lower() if above else ""


def by_row(changes: Iterable[TaskChange]) -> Mapping[str, tuple[TaskChange, ...]]:
    """Changes by the id of each row that they may mean."""
    found: dict[str, list[TaskChange]] = defaultdict(list)
    for change in changes:
        for row in change.rows:
            found[row].append(change)
    return {row: tuple(some) for row, some in found.items()}
