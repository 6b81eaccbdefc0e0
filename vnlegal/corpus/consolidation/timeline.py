"""An act through time: its orders carried out day by day, and its text on any of those days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ...model import Document, Work
from .apply import apply
from .orders import orders_on
from .page import Unit, WorkingText
from .unread import Held
from .versions import Applied, Consolidated, DatedOrder, Provision, State, Unapplied

_FREE = (
    "van-ban",
    "phan",
    "chuong",
    "muc",
    "tieu-muc",
    "dinh-kem",
    "phu-luc",
    "mau",
)  # an open unit in them leaves them known


@dataclass(frozen=True, slots=True)
class Timeline:
    """A base text with all orders on it that the texts at hand give, in the sequence in which they count."""

    base: Document
    work: Work
    orders: tuple[DatedOrder, ...]
    aside: tuple[Unapplied, ...]

    @staticmethod
    def of(base: Held, others: Sequence[Held]) -> Timeline:
        """The orders on a base text; the texts may come in any sequence."""
        orders, aside = orders_on(base.work, base.document, others)
        return Timeline(base.document, base.work, tuple(orders), tuple(aside))

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which something changes, in order."""
        days = {one.day for one in self.orders} | {one.day for one in self.aside}
        return tuple(sorted(day for day in days if day))

    def on(self, day: date) -> Consolidated:
        """The act on a day."""
        return _State(self, day).result()

    def versions(self) -> Iterator[Consolidated]:
        """The act before the first change, and on each day of a change."""
        first = self.days[0] if self.days else date.max
        begin = begins(self.base) or self.work.date or date.min
        if begin < first:
            yield self.on(begin)
        yield from (self.on(day) for day in self.days)


def begins(document: Document) -> date | None:
    """The day from which an act says it is in force; None if it names none, or several."""
    days = {one.day.value for one in document.effects if one.whole and one.kind == "begins"}
    return days.pop() if len(days) == 1 else None


class _State:
    """Carries out what counts up to a day."""

    def __init__(self, timeline: Timeline, on: date) -> None:
        self.timeline, self.day = timeline, on
        self.page = WorkingText(timeline.base)
        self.applied, self.unapplied = list[Applied](), list[Unapplied]()
        self.later = [one for one in timeline.orders if one.day and one.day > on]
        signed = timeline.work.date
        for one in timeline.aside:
            known = one.day or one.work.date or signed
            if known is None or known <= on:
                self._leave(one)
        for order in timeline.orders[
            : bisect_right(timeline.orders, on, key=lambda one: one.day or date.max)
        ]:
            self._carry_out(order)

    def _carry_out(self, order: DatedOrder) -> None:
        day = order.day or date.max
        out = apply(self.page, order, day)
        if out.eids:
            self.applied.append(Applied(order, tuple(out.eids), out.hits))
        for why, failed in groupby(sorted(out.failed, key=lambda one: one[1]), key=lambda one: one[1]):
            eids = tuple(eid for eid, _ in failed)
            span = order.instruction.span
            self._leave(Unapplied(order.document, order.work, span, order, eids, why, day))

    def _leave(self, one: Unapplied) -> None:
        """Note what was not carried out, at the provisions that it concerns."""
        n = len(self.unapplied)
        self.unapplied.append(one)
        for eid in one.eids:
            self.page.miss(eid)
            for unit in self.page.nearest(eid):
                unit.open.append(n)

    def result(self) -> Consolidated:
        """The page as it stands."""
        begin = begins(self.timeline.base)
        found = tuple(self._provision(unit, begin) for unit in self.page.units())
        return Consolidated(
            self.timeline.base,
            self.timeline.work,
            self.day,
            tuple(self.page.runs),
            found,
            tuple(self.applied),
            tuple(self.unapplied),
            tuple(self.later),
        )

    def _provision(self, unit: Unit, begin: date | None) -> Provision:
        open = self._open(unit)
        state: State = (
            "unknown"
            if open
            else "repealed"
            if any(one.repealed for one in unit.line())
            else "not-yet"
            if begin and self.day < begin
            else "in-force"
        )
        heading = self.page.text[slice(*unit.heading)] if unit.heading else None
        inside = [one for one in unit.walk() if one.since]
        return Provision(
            unit.eid,
            unit.kind,
            unit.num,
            " ".join(heading.split()) if heading else None,
            unit.start,
            self.page.label_end(unit),
            unit.end,
            len([*unit.line()]) - 1,
            state,
            max((one.since for one in inside if one.since), default=begin),
            self._until(unit),
            tuple(dict.fromkeys(order for one in inside for order in one.orders)),
            tuple(open),
            tuple(unit.open),
        )

    def _open(self, unit: Unit) -> list[int]:
        """What was not carried out and concerns a unit, what it is part of, or what is part of it."""
        line = [one for one in unit.line() if one.eid != "act"]
        above = [n for one in line for n in one.open if one is unit or not self._is_of_name(n)]
        below = [] if unit.kind in _FREE else [n for one in unit.walk() for n in one.open]
        return sorted({*above, *below})

    def _is_of_name(self, n: int) -> bool:
        """Whether what was not carried out is of a name alone, which leaves what is below it known."""
        order = self.unapplied[n].order
        return order is not None and order.instruction.scope == "heading"

    def _until(self, unit: Unit) -> date | None:
        """The first later day on which an order names a unit, what it is part of, or what is part of it."""
        return next((one.day for one in self.later if _names(one, unit.eid)), None)


def _names(order: DatedOrder, eid: str) -> bool:
    return any(
        target.eid == "act"
        or f"{eid}__".startswith(f"{target.eid}__")
        or (target.eid or "").startswith(f"{eid}__")
        for target in order.instruction.targets
    )
