"""Orders that take units out, or the whole act: a repealed unit keeps its number."""

from __future__ import annotations

from .bounds import NO_PARAGRAPH, paragraph
from .carrying import Carrying, eids_of
from .page import Unit

REPEALED = "(được bãi bỏ)"


class Repeal(Carrying):
    """Units that go."""

    def run(self) -> None:
        """Take the units out."""
        if self.one.scope != "structure":
            self.leave([*eids_of(self.one)], "bãi bỏ tên đơn vị: chưa tính")
            return
        for target in self.one.targets:
            for unit in self.units_of(target):
                if target.paragraph:
                    self._paragraph(unit, target.paragraph)
                elif self.sure(unit):
                    self._repeal(unit)

    def _paragraph(self, unit: Unit, ordinal: int) -> None:
        """One paragraph of a unit that has others; the first one stands behind the number."""
        place = paragraph(self.page, unit, ordinal)
        if place is None or place == paragraph(self.page, unit, 1):
            self.out.fail(unit.eid, NO_PARAGRAPH)
            return
        start = len(self.page.text[: place[0]].rstrip("\r\n "))
        self.page.splice(start, place[1], [], unit)
        self.changed(unit)

    def _repeal(self, unit: Unit) -> None:
        """A repealed unit keeps its label: "3. (được bãi bỏ)"."""
        label = self.page.label(unit)
        if not label:
            self.out.fail(unit.eid, "không rõ số của đơn vị")
            return
        at = self.page.text.index(label, unit.start) + len(label)
        unit.children, unit.open, unit.heading = [], [], None
        self.page.splice(at, unit.end, [self.own(f" {REPEALED}")], unit)
        unit.repealed = True
        self.changed(unit)


class RepealOfAll(Carrying):
    """The whole act goes: its text stays, and none of it is in force."""

    def run(self) -> None:
        """Take all of it out of force."""
        if self.one.op != "repeal":
            self.leave([*eids_of(self.one)], "lệnh về toàn văn bản: chưa tính")
            return
        for unit in self.page.units():
            if not unit.repealed:
                unit.repealed, unit.since = True, self.day
                unit.orders.append(self.order.id)
        self.page.root.repealed = True
        self.out.eids.append("act")
        self.out.hits += 1
