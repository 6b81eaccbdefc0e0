"""Orders that give units other numbers: renumbered, split, joined.

All numbers of one order change together: "các khoản 4, 5 thành các khoản 5, 6" takes none that is not free.
What holds the units is left open as a whole if that cannot be done: nobody knows then which unit a number
means.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...model import Span, Target
from ...parts.marks import LETTERS
from .carrying import OTHER_TEXT, TAKEN, Carrying
from .page import Unit, rank
from .versions import TextRun

MOVED = "điều khoản chuyển sang đơn vị khác: chưa tính"
OUT_OF_ORDER = "số mới không theo thứ tự"
UNEVEN = "số mới không khớp số điều khoản"
NO_TEXT = "tách, nhập điều khoản mà không có văn bản mới"

_LONGEST = 500  # provisions of a range


class NewNumber(NamedTuple):
    """A new eId; `span` is where the order prints it, None inside of a range."""

    eid: str
    span: Span | None

    @property
    def num(self) -> str:
        """The number as it is printed."""
        return self.eid.rpartition("_")[2].replace("dd", "đ")


class Renumbering(Carrying):
    """Units that get other numbers, one each; with a new text where the order has one."""

    def run(self) -> None:
        """Give the numbers."""
        units = [unit for target in self.one.targets for unit in self.units_of(target)]
        numbers = [number for target in self.one.becomes for number in counted(target)]
        problem = self._failed() or self._unfit(units, numbers) or self._unlike(numbers)
        if self.one.new and not problem and not all(self.sure(unit) for unit in units):
            problem = self._failed()
        if problem:
            self._leave_above(problem)
            return
        self._change(units, numbers)

    def _failed(self) -> str | None:
        return self.out.failed[0][1] if self.out.failed else None

    def _leave_above(self, why: str) -> None:
        self.out.failed.clear()
        eids = [target.eid or "act" for target in self.one.targets]
        self.leave([*dict.fromkeys(eid.rpartition("__")[0] or eid for eid in eids)], why)

    # Which numbers.

    def _unfit(self, units: Sequence[Unit], numbers: Sequence[NewNumber]) -> str | None:
        """Why units cannot get numbers: they are taken, of another unit, or out of sequence."""
        if len(units) != len(numbers):
            return UNEVEN
        if any(_above(one.eid) != _above(number.eid) for one, number in zip(units, numbers, strict=True)):
            return MOVED
        if any(self._taken(number.eid, units) for number in numbers):
            return TAKEN
        if not self.one.new and any(self._num(one) is None for one in units):
            return "không rõ số của đơn vị"
        new = {id(unit): number.eid for unit, number in zip(units, numbers, strict=True)}
        gone = {id(one) for one in self._repealed(units, numbers)}
        return None if all(self._ordered(unit, new, gone) for unit in units) else OUT_OF_ORDER

    def _taken(self, eid: str, units: Sequence[Unit]) -> bool:
        return any(not one.repealed and one not in units for one in self.page.named(eid))

    def _repealed(self, units: Sequence[Unit], numbers: Sequence[NewNumber]) -> list[Unit]:
        """Repealed units whose numbers are used again."""
        return [one for number in numbers for one in self.page.named(number.eid) if one not in units]

    def _ordered(self, unit: Unit, new: dict[int, str], gone: set[int]) -> bool:
        """Whether the units beside one still count on from each other."""
        above = unit.above or self.page.root
        like = [*self.page.units()] if unit.kind == "dieu" else above.children
        same = [one for one in like if one.kind == unit.kind and id(one) not in gone]
        eids = [new.get(id(one), one.eid) for one in same]
        return all(rank(a) < rank(b) for a, b in pairwise(eids) if _above(a) == _above(b))

    def _unlike(self, numbers: Sequence[NewNumber]) -> str | None:
        """Why the new text is not that of the new numbers; None if there is none."""
        if not self.one.new:
            return None
        roots = [root.eid for root in self.one.tree]
        return self.other_matter() if roots == [number.eid for number in numbers] else OTHER_TEXT

    # What changes.

    def _change(self, units: Sequence[Unit], numbers: Sequence[NewNumber]) -> None:
        roots = {root.eid: root for root in self.one.tree}
        for unit in self._repealed(units, numbers):
            self.take_out(unit)
        for unit, number in zip(units, numbers, strict=True):
            if number.eid in roots:
                unit.eid = number.eid
                self.replace(unit, roots[number.eid])
            else:
                self._renumber(unit, number)

    def _renumber(self, unit: Unit, number: NewNumber) -> None:
        start, end = self._num(unit) or (unit.start, unit.start)
        self.page.splice(start, end, self._printed(number), unit)
        self._name(unit, number)
        self.changed(unit)

    def _num(self, unit: Unit) -> tuple[int, int] | None:
        """Where the number of a unit stands."""
        label = self.page.label(unit)
        at = label.rfind(unit.num) if unit.num else -1
        start = self.page.text.index(label, unit.start) + at
        return (start, start + len(unit.num)) if at >= 0 else None

    def _printed(self, number: NewNumber) -> list[TextRun]:
        """The number as the order prints it."""
        words = self.source.text[slice(*number.span)] if number.span else ""
        at = words.rfind(number.num)
        if number.span is None or at < 0:
            return [self.own(number.num)]
        start = number.span.start + at
        return self.runs_of(Span(start, start + len(number.num)))

    def _name(self, unit: Unit, number: NewNumber) -> None:
        old = unit.eid
        for one in unit.walk():
            if f"{one.eid}__".startswith(f"{old}__"):
                one.eid = number.eid + one.eid[len(old) :]
        unit.num = number.num


class Regrouping(Renumbering):
    """One unit that becomes several, or several that become one; only with their new text."""

    def _unfit(self, units: Sequence[Unit], numbers: Sequence[NewNumber]) -> str | None:
        if not self.one.new:
            return NO_TEXT
        eids = [one.eid for one in units] + [one.eid for one in numbers]
        if len({_above(eid) for eid in eids}) > 1 or len({id(one.above) for one in units}) > 1:
            return MOVED
        if any(self._taken(number.eid, units) for number in numbers):
            return TAKEN
        new = [number.eid for number in numbers]
        beside = [one for one in (units[0].above or self.page.root).children if one.kind == units[0].kind]
        first = beside.index(units[0])
        if beside[first : first + len(units)] != [*units]:
            return OUT_OF_ORDER
        row = [one.eid for one in beside[:first]] + new + [one.eid for one in beside[first + len(units) :]]
        return None if all(rank(a) < rank(b) for a, b in pairwise(row)) else OUT_OF_ORDER

    def _change(self, units: Sequence[Unit], numbers: Sequence[NewNumber]) -> None:
        for one in [*units[1:], *self._repealed(units, numbers)]:
            self.take_out(one)
        first, *others = self.one.tree
        before = units[0]
        before.eid = first.eid
        self.replace(before, first)
        for root in others:
            self.put(root, before.above or self.page.root, before)
            before = self.page.named(root.eid)[0]


def _above(eid: str) -> str:
    """What an eId says above its number: "art_5__para"."""
    return eid.rpartition("_")[0]


def counted(target: Target) -> Iterator[NewNumber]:
    """The numbers of a target: one, or all of a range; none of a range that does not count."""
    first, last = target.eid or "", target.to
    if last is None:
        yield NewNumber(first, target.span)
        return
    num, end = first.rpartition("_")[2], last.rpartition("_")[2]
    row = [one.replace("đ", "dd") for one in LETTERS]
    if num.isdigit() and end.isdigit():
        row = [str(n) for n in range(int(num), min(int(end), int(num) + _LONGEST) + 1)]
    if num in row and end in row:
        between = row[row.index(num) : row.index(end) + 1]
        yield from (NewNumber(f"{_above(first)}_{one}", None) for one in between)
