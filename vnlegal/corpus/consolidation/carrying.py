"""What every kind of order needs to be carried out: its units, its runs, and what became of it.

A provision is changed only where it exists exactly once, its bounds are sure, and the new text is plainly its
own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ... import late
from ...model import Instruction, Portion, Span, Target
from ...text import fold
from .bounds import doubts
from .page import Unit, WorkingText, rank, unit_of
from .versions import DatedOrder, TextRun

MISSING = "không có điều khoản này"
TWICE = "có nhiều điều khoản cùng số"
GONE = "điều khoản đã bị bãi bỏ"
TAKEN = "số này đã có"
NO_PLACE = "không rõ chỗ đặt"
OTHER_TEXT = "văn bản mới không khớp điều khoản mà lệnh nêu"
NO_NAME = "không rõ tên của đơn vị"
NOT_FOUND = "không tìm thấy cụm từ"
# What only tells where new text stands: "2", "Điều 5", "khoản 3".
_BARE = late.regex(r"(?i:điều|khoản|điểm|chương|mục|phần)?\s?(?:\d{1,3}[a-zđ]?|[a-zđ]\d?|[IVXLC]+)\s?[.):]?")


@dataclass(slots=True)
class Outcome:
    """What became of an order: the provisions that it changed, in how many places; those left open."""

    eids: list[str] = field(default_factory=list)
    hits: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)

    def fail(self, eid: str, why: str) -> None:
        """Leave a provision open."""
        self.failed.append((eid, why))


class Carrying(ABC):
    """One order on one page; each kind of order says how it is carried out (`run`)."""

    def __init__(self, page: WorkingText, order: DatedOrder, day: date) -> None:
        self.page, self.order, self.day = page, order, day
        self.one: Instruction = order.instruction
        self.source = order.document.source
        self.out = Outcome()
        kinds = ("furniture", "note")
        self._gaps = [block.span for block in order.document.blocks if block.kind in kinds]

    @abstractmethod
    def run(self) -> None:
        """Carry it out, or leave it open."""

    def unit(self, eid: str) -> Unit | None:
        """The one unit with this eId that is in force; None, and why, if there is none."""
        found = self.page.named(eid)
        if len(found) == 1 and not found[0].repealed:
            return found[0]
        self.out.fail(eid, MISSING if not found else TWICE if len(found) > 1 else GONE)
        return None

    def units_of(self, target: Target) -> list[Unit]:
        """The unit of a target, or those from the first to the last of a range."""
        eid = target.eid or ""
        if target.to is None:
            return [unit] if (unit := self.unit(eid)) else []
        first, last = self.unit(eid), self.unit(target.to)
        if first is None or last is None:
            return []
        low, high = rank(first.eid), rank(last.eid)
        same = [
            one
            for one in self.page.units()
            if one.kind == first.kind
            and first.start <= one.start <= last.start
            and low <= rank(one.eid) <= high
        ]
        if first.kind != "dieu" and len({id(one.above) for one in same}) > 1:
            self.out.fail(eid, "dãy trải qua nhiều đơn vị")
            return []
        return [one for one in same if not one.repealed]

    def sure(self, unit: Unit) -> bool:
        """Whether it is certain where a unit ends; it is left open if not."""
        why = doubts(self.page, unit)
        if why:
            self.out.fail(unit.eid, why)
        return why is None

    def changed(self, unit: Unit, hits: int = 1) -> None:
        """Write into a unit and those that hold it which order made it what it is."""
        unit.since = self.day
        unit.orders.append(self.order.id)
        self.out.eids.append(unit.eid)
        self.out.hits += hits

    def leave(self, eids: Sequence[str], why: str) -> None:
        """Leave provisions open; the act where none is named."""
        for eid in eids or ("act",):
            self.out.fail(eid, why)

    def runs_of(self, span: Span) -> list[TextRun]:
        """A stretch of the amending act, without the page numbers and notes that stand in it."""
        found, at = list[TextRun](), span.start
        for gap in [*(one for one in self._gaps if one.overlaps(span)), Span(span.end, span.end)]:
            if at < gap.start:
                stretch = Span(at, min(gap.start, span.end))
                words = self.source.text[stretch.start : stretch.end]
                found.append(TextRun(words, self.source.sha256, stretch, self.order.id))
            at = max(at, gap.end)
        return found

    def own(self, words: str) -> TextRun:
        """Characters that the order asks for without printing them."""
        return TextRun(words, None, None, self.order.id)

    def replace(self, unit: Unit, root: Portion) -> None:
        """The new text of a unit in place of the old."""
        start, end = unit.start, unit.end
        runs = self.runs_of(root.span)
        unit.children, unit.open = [], []
        self.page.splice(start, end, runs, unit)
        self.settle(unit, root, start, runs)

    def settle(self, unit: Unit, root: Portion, start: int, runs: Sequence[TextRun]) -> None:
        """Give a unit the heading and the units of its new text."""
        new = unit_of(root, unit, Placed(start, runs))
        unit.heading, unit.children, unit.num = new.heading, new.children, new.num
        for one in new.children:
            one.above = unit
        for one in unit.walk():
            one.since, one.repealed, one.orders = self.day, False, [self.order.id]
        self.out.eids.append(unit.eid)
        self.out.hits += 1

    def take_out(self, unit: Unit) -> None:
        """A repealed unit whose number is used again goes."""
        if unit.above is None:
            return
        start = len(self.page.text[: unit.start].rstrip("\r\n"))
        unit.above.children.remove(unit)
        self.page.splice(start, unit.end, [], unit.above)

    def put(self, root: Portion, above: Unit, before: Unit | None) -> None:
        """Put a new unit behind another, or in front of all that a unit holds."""
        runs = self.runs_of(root.span)
        if before:
            at, i = before.end, above.children.index(before) + 1
            lead, new = [self.own(self.gap(before))], at + len(self.gap(before))
            put = [*lead, *runs]
        else:
            at, i, new = above.children[0].start, 0, above.children[0].start
            put = [*runs, self.own("\n")]
        self.page.splice(at, at, put, above)
        unit = Unit(root.eid, root.kind, root.num, new, new + sum(len(run.text) for run in runs), above=above)
        above.children.insert(i, unit)
        self.settle(unit, root, new, runs)

    def gap(self, unit: Unit) -> str:
        """The line break before a unit, or the blank line: what goes in behind it gets the same."""
        before = self.page.text[max(0, unit.start - 8) : unit.start]
        gap = before[len(before.rstrip()) :].replace(" ", "")
        return gap if gap in ("\n\n", "\r\n", "\r\n\r\n") else "\n"

    def other_matter(self) -> str | None:
        """Why the new text has more than the units that the order names; None if it has not.

        A number, dots or a heading may say where they stand: "2.⏎b) …", "Điều 5. Bến⏎…⏎2. …".
        """
        rest = []
        for span in self.one.new:
            at = span.start
            for root in (one for one in self.one.tree if span.covers(one.span)):
                rest.append(self.source.text[at : root.span.start])
                at = root.span.end
            rest.append(self.source.text[at : span.end])
        lines = [line.strip(' *#|"“”.…') for piece in rest for line in piece.splitlines()]
        return OTHER_TEXT if any(line and not self._says_where(line) for line in lines) else None

    def _says_where(self, line: str) -> bool:
        """Whether a line is the number, or the heading as it stands, of a unit that holds the targets."""
        if _BARE.fullmatch(line):
            return True
        above = {
            id(unit): unit
            for eid in eids_of(self.one)
            for one in self.page.nearest(eid)
            for unit in one.line()
        }
        said = flat(line)
        return any(
            said == flat(self.page.text[unit.start : unit.heading[1]])
            for unit in above.values()
            if unit.heading
        )


def flat(words: str) -> str:
    """Words without blanks and stops, for comparing a heading with itself."""
    return "".join(c for c in fold(words) if c.isalnum())


def eids_of(one: Instruction) -> Iterator[str]:
    """What an order names, as far as that is known."""
    return (target.eid for target in one.targets if target.eid)


def expected(one: Instruction, page: WorkingText) -> Iterator[str]:
    """The eIds that the new text must open with, in order; of a range those that the act has between."""
    for target in one.targets:
        if target.eid is None:
            continue
        if target.to is None:
            yield target.eid
            continue
        low, high, above = rank(target.eid), rank(target.to), target.eid.rpartition("_")[0]
        yield from (
            unit.eid
            for unit in page.units()
            if unit.eid.rpartition("_")[0] == above and low <= rank(unit.eid) <= high
        )


class Placed:
    """Where a character of a source stands on the page, given the runs that were put there."""

    def __init__(self, start: int, runs: Sequence[TextRun]) -> None:
        self.start, self.runs = start, runs

    def __call__(self, at: int) -> int:
        """The position on the page of a position in the source."""
        past = self.start
        for run in self.runs:
            if run.span and at <= run.span.end:
                return past + max(0, at - run.span.start)
            past += len(run.text)
        return past
