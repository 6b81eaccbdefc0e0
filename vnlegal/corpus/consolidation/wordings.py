"""Orders that change words: "Thay cụm từ “A” bằng cụm từ “B” tại Điều 9"; only where the words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model import Span, Target
from ...references.amendments.reasons import NO_INTRO, NOT_NUMBERED
from ...references.amendments.within import within
from ...text import fold
from .bounds import NO_PARAGRAPH, doubts, paragraph
from .carrying import NO_NAME, NOT_FOUND, Carrying
from .page import Unit
from .phrases import in_capitals, places
from .versions import TextRun


class Wording(Carrying):
    """Words that go, come or change."""

    def run(self) -> None:
        """Change the words."""
        for target in self.one.targets:
            of = replace(target, eid=(target.eid or "").removesuffix("__intro"))
            for unit in self.units_of(of):
                self._phrase(unit, target)

    def _phrase(self, unit: Unit, target: Target) -> None:
        """Change the words in one unit, or in the part of it that the order names."""
        stretch = self._stretch(unit, target)
        if isinstance(stretch, str):
            self.out.fail(unit.eid, stretch)
            return
        sought = self.one.old or (self.one.position.phrase if self.one.position else None)
        if not sought:
            self.out.fail(unit.eid, "không rõ chỗ đặt cụm từ")
            return
        found = [one for a, b in self._around(stretch) for one in places(self.page.text, sought, a, b)]
        found = [one for one in found if not self._just_made(*one)]
        problem = self._problem(found, sought, stretch)
        if problem:
            self.out.fail(unit.eid, problem)
            return
        for a, b in reversed(found):
            self._swap(unit, a, b)
        self.changed(unit, len(found))

    def _around(self, stretch: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        """Where the words stand in which others go: "bỏ từ “A” trong cụm từ “B”"; else the whole stretch."""
        position = self.one.position
        if not position or position.where != "into" or not position.phrase:
            return stretch
        return [one for a, b in stretch for one in places(self.page.text, position.phrase, a, b)]

    def _stretch(self, unit: Unit, target: Target) -> list[tuple[int, int]] | str:
        """Where in a unit the order means: all of it, its name, its opening words."""
        if unit is self.page.root:
            return [(one.start, one.end) for one in unit.children] or [(unit.start, unit.end)]
        before = (
            fold(" ".join(self.source.text[max(0, target.span.start - 60) : target.span.start].split())) + " "
        )
        part = within(before, self.source.text[target.span.start].isdigit())
        if target.paragraph:
            stretch = paragraph(self.page, unit, target.paragraph)
            return [stretch] if stretch else NO_PARAGRAPH
        if part and part.kind == "name":
            return [unit.heading] if unit.heading else NO_NAME
        if (part and part.kind == "intro") or (target.eid or "").endswith("__intro"):
            return [(unit.start, unit.children[0].start)] if unit.children else NO_INTRO
        if part:
            return NOT_NUMBERED
        if why := doubts(self.page, unit):
            return why
        return [(unit.start, unit.end)]

    def _just_made(self, start: int, end: int) -> bool:
        """Whether words stand in what the same act put in on the same day."""
        own = f"{self.source.sha256}#"
        return any(order.startswith(own) for order in self.page.made_by(start, end))

    def _problem(
        self, found: Sequence[tuple[int, int]], sought: str, stretch: Sequence[tuple[int, int]]
    ) -> str | None:
        if not found:
            return NOT_FOUND
        new = self.one.replacement
        if self.one.op == "insertion" and len(found) > 1:
            return "chỗ đặt có nhiều trong điều khoản"
        if new and self.one.op == "substitution" and sought.lower() in new.lower():
            held = [one for a, b in stretch for one in places(self.page.text, new, a, b)]
            if any(a <= x and y <= b for x, y in found for a, b in held):
                return "cụm từ mới đã có sẵn trong điều khoản"
        return self._unprinted()

    def _unprinted(self) -> str | None:
        """Why the new words cannot be pointed at in the clause that orders; None if they can."""
        if self.one.op == "repeal":
            return None
        return None if self._new_words() else "không rõ cụm từ mới trong câu ra lệnh"

    def _new_words(self) -> Span | None:
        """Where the new words stand in the clause that orders: the last place, inside quotation marks."""
        clause, new = self.one.span, self.one.replacement or ""
        text = self.source.text
        found = [
            Span(a, b)
            for a, b in places(text, new, clause.start, min(len(text), clause.end + len(new) + 4))
            if text[a - 1] in "“\"«'‘*" and text[b : b + 1] in ("”", '"', "»", "'", "’", "*", "“")
        ]
        return found[0] if self.one.op == "insertion" and found else found[-1] if found else None

    def _swap(self, unit: Unit, start: int, end: int) -> None:
        """Put the new words in place of the old, beside others, or nothing in place of them."""
        page, inside = self.page, self._innermost(unit, start, end)
        place = self._new_words()
        if self.one.op == "repeal" or place is None:
            before, after = page.text[start - 1 : start], page.text[end : end + 1]
            start -= before == " " and (after in " .,;:)\n" or after == "")
            start -= page.text[start - 1 : start] == "," == after  # "thôn, ấp, hộ" without "ấp" is "thôn, hộ"
            page.splice(start, end, [], inside)
            return
        runs = self.runs_of(place)
        if self.one.op == "insertion":
            where = self.one.position.where if self.one.position else "after"
            at = end if where == "after" else start
            glue = "" if runs[0].text[:1] in ",;.:" else " "
            put = [self.own(glue), *runs] if where == "after" else [*runs, self.own(" ")]
            page.splice(at, at, [one for one in put if one.text], inside)
            return
        words = self.one.old or ""
        if in_capitals(page.text[start:end], words) and runs[0].text[:1].islower() and runs[0].span:
            first, span = runs[0], runs[0].span
            rest = TextRun(first.text[1:], first.sha256, Span(span.start + 1, span.end), first.order)
            runs = [self.own(first.text[0].upper()), rest, *runs[1:]]
        page.splice(start, end, runs, inside)

    def _innermost(self, unit: Unit, start: int, end: int) -> Unit:
        """The smallest unit around a stretch."""
        for child in unit.children:
            if child.start <= start and end <= child.end:
                return self._innermost(child, start, end)
        return unit
