"""Orders that put a new text in place of an old one: whole units, their opening words, their names."""

from __future__ import annotations

from collections.abc import Sequence

from ... import late
from ...model import Span
from ...references.amendments.reasons import NO_INTRO
from ...text import fold
from .bounds import NO_PARAGRAPH, paragraph
from .carrying import NO_NAME, OTHER_TEXT, Carrying, eids_of, expected, flat
from .page import Unit

# New text for a heading that opens with a label.
_LABELLED = late.regex(r"[*#\s]{0,6}(?i:điều|chương|mục|phần|tiểu mục)\s{1,3}(?:thứ\s)?[\p{L}\d]{1,6}[.:\s]")
# New text that opens with a number of its own: "3. …", "b) …", "(i) …", "Điều 5. …".
_NUMBERED = late.regex(
    r"[*\s]{0,6}(?:\(?(?:\d{1,3}|\p{L})\p{L}?\d?\s?[.)/]|\(?[ivx]{1,4}\)|(?i:điều|chương|mục)\s{1,3}\d)"
)


class Substitution(Carrying):
    """New text for whole units."""

    def run(self) -> None:
        """Put the new text in."""
        one = self.one
        if len(one.targets) == 1 and (one.targets[0].eid or "").endswith("__intro"):
            self._intro(one.targets[0].eid or "")
        elif len(one.targets) == 1 and (ordinal := one.targets[0].paragraph):
            self._paragraph(one.targets[0].eid or "", ordinal)
        elif not one.tree:
            self._unlabelled()
        elif problem := self.other_matter():
            self.leave([str(target.eid) for target in one.targets], problem)
        else:
            self._substitute([*expected(one, self.page)])

    def _substitute(self, expected: Sequence[str]) -> None:
        roots = {root.eid: root for root in self.one.tree}
        if [*roots] != [*expected] or len(roots) != len(self.one.tree):
            self.leave(expected or ["act"], OTHER_TEXT)
            return
        for eid, root in roots.items():
            if (unit := self.unit(eid)) and self.sure(unit):
                self.replace(unit, root)

    def _unlabelled(self) -> None:
        """New text without a number, for the one khoản or điểm that is named and has no units of its own."""
        eids = [*eids_of(self.one)]
        unit = self.unit(eids[0]) if len(eids) == 1 else None
        if unit is None:
            if len(eids) > 1:
                self.leave(eids, OTHER_TEXT)
            return
        new = self.one.new
        words = self.source.text[new[0].start : new[0].end].strip()
        plain = len(new) == 1 and "\n" not in words and not _NUMBERED.match(words)
        if unit.kind not in ("khoan", "diem") or unit.children or not plain or "\n" in self.page.words(unit):
            self.out.fail(unit.eid, OTHER_TEXT)
        elif self.sure(unit):
            self.page.splice(self.page.behind_label(unit), unit.end, self.runs_of(new[0]), unit)
            unit.open = []
            self.changed(unit)

    def _paragraph(self, eid: str, ordinal: int) -> None:
        """One paragraph of a unit, where it is sure which: new text of one paragraph, without a number."""
        if (unit := self.unit(eid)) is None:
            return
        place, new = paragraph(self.page, unit, ordinal), self.one.new
        words = self.source.text[new[0].start : new[0].end].strip() if len(new) == 1 else ""
        if place is None:
            self.out.fail(unit.eid, NO_PARAGRAPH)
        elif not words or "\n" in words or _NUMBERED.match(words):
            self.out.fail(unit.eid, OTHER_TEXT)
        else:
            self.page.splice(*place, self.runs_of(new[0]), unit)
            self.changed(unit)

    def _intro(self, eid: str) -> None:
        """The opening words of a unit, up to the first unit in it."""
        unit = self.unit(eid.removesuffix("__intro"))
        if unit is None:
            return
        if not unit.children or len(self.one.new) != 1:
            self.out.fail(unit.eid, NO_INTRO if not unit.children else OTHER_TEXT)
            return
        end = unit.children[0].start
        end -= len(self.page.text[unit.start : end]) - len(self.page.text[unit.start : end].rstrip())
        words = self.source.text[slice(*self.one.new[0])]
        whole = fold(words).startswith(fold(self.page.label(unit)))
        start = unit.start if whole else self.page.behind_label(unit)
        if whole and unit.heading and unit.kind == "dieu":
            self.out.fail(unit.eid, OTHER_TEXT)
            return
        runs = self.runs_of(self.one.new[0])
        if unit.heading and not whole:  # below the name of the article, on a line of their own
            runs = [self.own("\n"), *runs]
        self.page.splice(start, end, runs, unit)
        self.changed(unit)


class NewName(Carrying):
    """Names of units, each with its piece of new text."""

    def run(self) -> None:
        """Put the names in."""
        units = [unit for target in self.one.targets for unit in self.units_of(target)]
        if len(units) != len(self.one.targets):
            return
        if len(self.one.new) != len(units):
            self.leave([unit.eid for unit in units], OTHER_TEXT)
            return
        for unit, span in zip(units, self.one.new, strict=True):
            self._head(unit, span)

    def _head(self, unit: Unit, span: Span) -> None:
        words, label = self.source.text[span.start : span.end], self.page.label(unit)
        if unit.heading is None:
            self.out.fail(unit.eid, NO_NAME)
            return
        labelled = bool(label) and flat(words).startswith(flat(label))
        if not labelled and _LABELLED.match(words):
            self.out.fail(unit.eid, OTHER_TEXT)
            return
        start, runs = unit.start if labelled else unit.heading[0], self.runs_of(span)
        self.page.splice(start, unit.heading[1], runs, unit)
        unit.heading = (self.page.behind_number(unit), start + sum(len(run.text) for run in runs))
        self.changed(unit)
