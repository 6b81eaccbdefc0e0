"""What consolidation hands out: an act on a day, run by run, with what was applied and what was not.

Every character belongs to exactly one run, and the runs one behind the other are the text.  A run tells from
which text it was taken and which order put it there; the originals prevail (Pháp lệnh 01/2012/UBTVQH13,
Điều 9).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ...model import Document, Instruction, Span, Work

State = Literal["in-force", "repealed", "not-yet", "unknown"]


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters that came here together: from which text, which stretch of it, put here by which order.

    `span` is None for what no text has: the break before a new unit, "(được bãi bỏ)", a capital.  `order` is
    None for the base.
    """

    text: str
    sha256: str | None
    span: Span | None
    order: str | None


@dataclass(frozen=True, slots=True)
class DatedOrder:
    """An instruction with the act that gives it; `id` is the hash of the text and the id of the instruction.

    `day` is the day from which it counts, None if that is not known.
    """

    id: str
    document: Document
    work: Work
    instruction: Instruction
    day: date | None

    @property
    def words(self) -> str:
        """The clause that orders, on one line."""
        return " ".join(self.document.text(self.instruction.span).split())


@dataclass(frozen=True, slots=True)
class Applied:
    """An order that was carried out: on which provisions, and how many places it changed."""

    order: DatedOrder
    eids: tuple[str, ...]
    hits: int


@dataclass(frozen=True, slots=True)
class Unapplied:
    """An order, or a passage of an amending act, that was not carried out: which provisions it leaves open.

    `order` is None where the passage was not read as an order at all; `span` is where it stands.
    """

    document: Document
    work: Work
    span: Span
    order: DatedOrder | None
    eids: tuple[str, ...]
    why: str
    day: date | None

    @property
    def key(self) -> tuple[str, Span, str]:
        """What makes it the same on another day: its place and why."""
        return self.document.source.sha256, self.span, self.why

    @property
    def words(self) -> str:
        """What stands there, on one line, shortened."""
        words = " ".join(self.document.text(self.span).split())
        return words if len(words) <= 240 else f"{words[:239]}…"


@dataclass(frozen=True, slots=True)
class Provision:
    """A unit of the act on a day: where its text stands, and which orders made it what it is.

    `label` is where its number and heading end.  `since` is the day of the last change, or that from which
    the act is in force; `until` the first day of the next change that is known.  A unit is `unknown` if an
    order that was not carried out concerns it, what it is part of, or what is part of it: `open` counts those
    in `Consolidated.unapplied`, and `named` those of them that name the unit itself.
    """

    eid: str
    kind: str
    num: str
    heading: str | None
    start: int
    label: int
    end: int
    level: int
    state: State
    since: date | None
    until: date | None
    changed_by: tuple[str, ...]
    open: tuple[int, ...]
    named: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Consolidated:
    """An act on a day."""

    base: Document
    work: Work
    on: date
    runs: tuple[TextRun, ...]
    provisions: tuple[Provision, ...]
    applied: tuple[Applied, ...]
    unapplied: tuple[Unapplied, ...]
    later: tuple[DatedOrder, ...]

    @property
    def text(self) -> str:
        """The whole text, which is that of the runs."""
        return "".join(run.text for run in self.runs)

    @property
    def is_base(self) -> bool:
        """Whether no order has changed the text or left it open: it is the base, character by character."""
        return not self.applied and not self.unapplied

    def provision(self, eid: str) -> Provision | None:
        """The unit with this eId; None if there is none, or more than one."""
        found = [one for one in self.provisions if one.eid == eid]
        return found[0] if len(found) == 1 else None

    def text_of(self, one: Provision) -> str:
        """The characters of a unit."""
        return self.text[one.start : one.end]

    def runs_of(self, one: Provision) -> tuple[TextRun, ...]:
        """The runs of a unit, the first and the last cut to its bounds."""
        return tuple(cut(self.runs, one.start, one.end))


def cut(runs: tuple[TextRun, ...] | list[TextRun], start: int, end: int) -> list[TextRun]:
    """The runs of a stretch of the text that they make.

    >>> runs = [TextRun("Điều 1.", None, None, None), TextRun(" Bến", None, None, None)]
    >>> [one.text for one in cut(runs, 5, 9)]
    ['1.', ' B']
    """
    found, at = list[TextRun](), 0
    for run in runs:
        a, b = max(start - at, 0), min(end - at, len(run.text))
        if a < b:
            span = run.span and Span(run.span.start + a, run.span.start + b)
            found.append(
                run if b - a == len(run.text) else TextRun(run.text[a:b], run.sha256, span, run.order)
            )
        at += len(run.text)
        if at >= end:
            break
    return found
