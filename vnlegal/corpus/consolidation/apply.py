"""Carries out one order on a page: what can be done for certain is done, everything else says why not.

A provision is changed only where it exists exactly once, its bounds are sure, and the new text is plainly its
own; words only where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ... import late
from ...model import Instruction, Portion, Span, Target
from ...text import fold
from .bounds import doubts
from .page import Unit, WorkingText, rank, unit_of
from .phrases import in_capitals, places
from .versions import DatedOrder, TextRun

MISSING = "không có điều khoản này"
TWICE = "có nhiều điều khoản cùng số"
GONE = "điều khoản đã bị bãi bỏ"
TAKEN = "số này đã có"
NO_PLACE = "không rõ chỗ đặt"
OTHER_TEXT = "văn bản mới không khớp điều khoản mà lệnh nêu"
NOT_FOUND = "không tìm thấy cụm từ"
REPEALED = "(được bãi bỏ)"
# What stands before a provision that an order names: its heading, its opening words, a part without a number.
_NAME = late.regex(r"(?r)(?:tên|tiêu đề|tên gọi)(?: của)?(?: các)? ")
_INTRO = late.regex(r"(?r)(?:đoạn mở đầu|đoạn dẫn|phần mở đầu|phần dẫn|lời dẫn)(?: của| tại)? ")
_UNNUMBERED = late.regex(
    r"(?r)(?<!\p{L})(?:đoạn|khổ|câu|gạch đầu dòng|gạch ngang|dòng|ý|cột|bảng)"
    r"(?: (?:đầu tiên|cuối|cuối cùng|thứ \p{L}+|\p{L}+|\d+))?(?: của| tại| thuộc)? "
)
# A rest that an order leaves out: "…, trừ khoản 2 Điều 5".
_EXCEPT = late.regex(r"(?<!\p{L})(?:trừ(?: trường hợp)?|ngoại trừ|không (?:bao gồm|áp dụng)) ")


@dataclass(slots=True)
class Outcome:
    """What became of an order: the provisions that it changed, in how many places; those left open."""

    eids: list[str] = field(default_factory=list)
    hits: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)

    def fail(self, eid: str, why: str) -> None:
        """Leave a provision open."""
        self.failed.append((eid, why))


def apply(page: WorkingText, order: DatedOrder, day: date) -> Outcome:
    """Carry out an order that counts from a day."""
    return _Work(page, order, day).done()


class _Work:
    """One order on one page."""

    def __init__(self, page: WorkingText, order: DatedOrder, day: date) -> None:
        self.page, self.order, self.day = page, order, day
        self.one: Instruction = order.instruction
        self.source = order.document.source
        self.out = Outcome()
        kinds = ("furniture", "note")
        self.gaps = [block.span for block in order.document.blocks if block.kind in kinds]

    def done(self) -> Outcome:
        """What became of it."""
        one = self.one
        eids = [target.eid or "act" for target in one.targets] or ["act"]
        if one.status == "undecided":
            return self._all(eids, "; ".join(one.why))
        if one.op == "renumbering" or one.source or any(eid.startswith(("annex", "row")) for eid in eids):
            return self._all(eids, "lệnh về phụ lục, bảng, đánh số lại: chưa tính")
        if one.scope == "phrase":
            self._phrases()
        elif one.scope == "whole":
            self._whole(eids)
        elif one.op == "repeal":
            self._repeals()
        elif one.op == "insertion":
            self._insertion()
        elif one.scope == "heading":
            self._headings()
        else:
            self._substitution()
        return self.out

    def _all(self, eids: Sequence[str], why: str) -> Outcome:
        for eid in eids:
            self.out.fail(eid, why)
        return self.out

    # Which units are meant.

    def _unit(self, eid: str) -> Unit | None:
        """The one unit with this eId that is in force; None, and why, if there is none."""
        found = self.page.named(eid)
        if len(found) == 1 and not found[0].repealed:
            return found[0]
        self.out.fail(eid, MISSING if not found else TWICE if len(found) > 1 else GONE)
        return None

    def _targets(self, target: Target) -> list[Unit]:
        """The unit of a target, or those from the first to the last of a range."""
        eid = target.eid or ""
        if target.to is None:
            return [unit] if (unit := self._unit(eid)) else []
        first, last = self._unit(eid), self._unit(target.to)
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

    def _sure(self, unit: Unit) -> bool:
        why = doubts(self.page, unit)
        if why:
            self.out.fail(unit.eid, why)
        return why is None

    def _changed(self, unit: Unit, hits: int = 1) -> None:
        """Write into a unit and those that hold it which order made it what it is."""
        unit.since = self.day
        unit.orders.append(self.order.id)
        self.out.eids.append(unit.eid)
        self.out.hits += hits

    # Runs.

    def _runs(self, span: Span) -> list[TextRun]:
        """A stretch of the amending act, without the page numbers and notes that stand in it."""
        found, at = list[TextRun](), span.start
        for gap in [*(one for one in self.gaps if one.overlaps(span)), Span(span.end, span.end)]:
            if at < gap.start:
                stretch = Span(at, min(gap.start, span.end))
                words = self.source.text[stretch.start : stretch.end]
                found.append(TextRun(words, self.source.sha256, stretch, self.order.id))
            at = max(at, gap.end)
        return found

    def _own(self, words: str) -> TextRun:
        """Characters that the order asks for without printing them."""
        return TextRun(words, None, None, self.order.id)

    # Whole units.

    def _substitution(self) -> None:
        one = self.one
        if len(one.targets) == 1 and (one.targets[0].eid or "").endswith("__intro"):
            self._intro(one.targets[0].eid or "")
        elif not one.tree:
            self._unlabelled()
        elif problem := self._other_matter():
            self._all([str(target.eid) for target in one.targets], problem)
        else:
            self._substitute([*_expected(one, self.page)])

    def _substitute(self, expected: Sequence[str]) -> None:
        roots = {root.eid: root for root in self.one.tree}
        if [*roots] != [*expected] or len(roots) != len(self.one.tree):
            self._all(expected or ["act"], OTHER_TEXT)
            return
        for eid, root in roots.items():
            if (unit := self._unit(eid)) and self._sure(unit):
                self._replace(unit, root)

    def _other_matter(self) -> str | None:
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
            id(unit): unit for eid in _eids(self.one) for one in self.page.nearest(eid) for unit in one.line()
        }
        flat = _flat(line)
        return any(
            flat == _flat(self.page.text[unit.start : unit.heading[1]])
            for unit in above.values()
            if unit.heading
        )

    def _replace(self, unit: Unit, root: Portion) -> None:
        """The new text of a unit in place of the old."""
        start, end = unit.start, unit.end
        runs = self._runs(root.span)
        unit.children, unit.open = [], []
        self.page.splice(start, end, runs, unit)
        self._settle(unit, root, start, runs)

    def _settle(self, unit: Unit, root: Portion, start: int, runs: Sequence[TextRun]) -> None:
        """Give a unit the heading and the units of its new text."""
        new = unit_of(root, unit, _Placed(start, runs))
        unit.heading, unit.children, unit.num = new.heading, new.children, new.num
        for one in new.children:
            one.above = unit
        for one in unit.walk():
            one.since, one.repealed, one.orders = self.day, False, [self.order.id]
        self.out.eids.append(unit.eid)
        self.out.hits += 1

    def _unlabelled(self) -> None:
        """New text without a number, for the one khoản or điểm that is named and has no units of its own."""
        eids = [*_eids(self.one)]
        unit = self._unit(eids[0]) if len(eids) == 1 else None
        if unit is None:
            if len(eids) > 1:
                self._all(eids, OTHER_TEXT)
            return
        new = self.one.new
        words = self.source.text[new[0].start : new[0].end].strip()
        plain = len(new) == 1 and "\n" not in words and not _NUMBERED.match(words)
        if unit.kind not in ("khoan", "diem") or unit.children or not plain or "\n" in self.page.words(unit):
            self.out.fail(unit.eid, OTHER_TEXT)
        elif self._sure(unit):
            self.page.splice(self.page.behind_label(unit), unit.end, self._runs(new[0]), unit)
            unit.open = []
            self._changed(unit)

    def _intro(self, eid: str) -> None:
        """The opening words of a unit, up to the first unit in it."""
        unit = self._unit(eid.removesuffix("__intro"))
        if unit is None:
            return
        if not unit.children or len(self.one.new) != 1:
            self.out.fail(unit.eid, "không có đoạn mở đầu" if not unit.children else OTHER_TEXT)
            return
        end = unit.children[0].start
        end -= len(self.page.text[unit.start : end]) - len(self.page.text[unit.start : end].rstrip())
        words = self.source.text[slice(*self.one.new[0])]
        whole = fold(words).startswith(fold(self.page.label(unit)))
        start = unit.start if whole else self.page.behind_label(unit)
        if whole and unit.heading and unit.kind == "dieu":
            self.out.fail(unit.eid, OTHER_TEXT)
            return
        self.page.splice(start, end, self._runs(self.one.new[0]), unit)
        self._changed(unit)

    def _headings(self) -> None:
        """The names of units: each has its piece of new text."""
        units = [unit for target in self.one.targets for unit in self._targets(target)]
        if len(units) != len(self.one.targets):
            return
        if len(self.one.new) != len(units):
            self._all([unit.eid for unit in units], OTHER_TEXT)
            return
        for unit, span in zip(units, self.one.new, strict=True):
            self._head(unit, span)

    def _head(self, unit: Unit, span: Span) -> None:
        words, label = self.source.text[span.start : span.end], self.page.label(unit)
        if unit.heading is None:
            self.out.fail(unit.eid, "không rõ tên của đơn vị")
            return
        labelled = bool(label) and _flat(words).startswith(_flat(label))
        if not labelled and _LABELLED.match(words):
            self.out.fail(unit.eid, OTHER_TEXT)
            return
        start, runs = unit.start if labelled else unit.heading[0], self._runs(span)
        self.page.splice(start, unit.heading[1], runs, unit)
        unit.heading = (self.page.behind_number(unit), start + sum(len(run.text) for run in runs))
        self._changed(unit)

    # What goes in.

    def _insertion(self) -> None:
        one = self.one
        expected = [*_expected(one, self.page)]
        if not one.tree or [root.eid for root in one.tree] != expected:
            self._all([(one.position and one.position.ref) or eid for eid in expected] or ["act"], OTHER_TEXT)
            return
        if problem := self._other_matter():
            self._all(expected, problem)
            return
        for root in one.tree:
            self._insert(root)

    def _insert(self, root: Portion) -> None:
        found = self.page.named(root.eid)
        if any(not unit.repealed for unit in found):
            self.out.fail(root.eid, TAKEN)
            return
        above = self._above(root.eid)
        before = self._elder(root.eid, above) if above else None
        if above is None or (not self._behind(before) if before else not self._opens(root.eid, above)):
            self.out.fail(root.eid, NO_PLACE)
            return
        if before and before.kind in ("diem", "tiet") and (why := doubts(self.page, before)):
            self.out.fail(root.eid, why)
            return
        for unit in found:
            self._take_out(unit)
        self._put(root, above, before)

    def _above(self, eid: str) -> Unit | None:
        """The unit that holds what goes in: as its eId says, of an article that in which its neighbour is."""
        holder = eid.rpartition("__")[0]
        ref = self.one.position.ref if self.one.position else None
        if ref and self.one.position and self.one.position.where != "into":
            found = self.page.named(ref)
            same = ref.rpartition("__")[2].partition("_")[0] == eid.rpartition("__")[2].partition("_")[0]
            return found[0].above if len(found) == 1 and same else None
        if holder and not holder.startswith("att_"):
            found = self.page.named(holder)
            return found[0] if len(found) == 1 and not found[0].repealed else None
        like = [one for one in self.page.units() if one.kind == "dieu" and rank(one.eid) < rank(eid)]
        if not eid.rpartition("__")[2].startswith("art_") or not like:
            return None
        nearest = max(like, key=lambda one: rank(one.eid))
        into = self.page.named(ref) if ref else []
        return into[0] if len(into) == 1 else nearest.above

    def _elder(self, eid: str, above: Unit) -> Unit | None:
        """The unit of the same kind behind which a number goes."""
        kind = eid.rpartition("__")[2].partition("_")[0]
        same = [one for one in above.children if one.eid.rpartition("__")[2].partition("_")[0] == kind]
        lower = [one for one in same if rank(one.eid) < rank(eid)]
        return lower[-1] if lower else None

    def _behind(self, before: Unit) -> bool:
        """Whether a number goes behind the unit that the order names, or behind 4a where it names 4."""
        place = self.one.position
        if place is None or place.where != "after" or place.ref is None:
            return True
        own = self.order.id in before.orders
        return own or (rank(before.eid)[0] == rank(place.ref)[0] and rank(before.eid) >= rank(place.ref))

    def _opens(self, eid: str, above: Unit) -> bool:
        """Whether a number may come before all others of its kind that a unit holds."""
        position = self.one.position
        return bool(position and position.where == "before" and above.children)

    def _take_out(self, unit: Unit) -> None:
        """A repealed unit whose number is used again goes."""
        if unit.above is None:
            return
        start = len(self.page.text[: unit.start].rstrip("\r\n"))
        unit.above.children.remove(unit)
        self.page.splice(start, unit.end, [], unit.above)

    def _put(self, root: Portion, above: Unit, before: Unit | None) -> None:
        """Put a new unit behind another, or in front of all that a unit holds."""
        runs = self._runs(root.span)
        if before:
            at, i = before.end, above.children.index(before) + 1
            lead, new = [self._own(self._gap(before))], at + len(self._gap(before))
            put = [*lead, *runs]
        else:
            at, i, new = above.children[0].start, 0, above.children[0].start
            put = [*runs, self._own("\n")]
        self.page.splice(at, at, put, above)
        unit = Unit(root.eid, root.kind, root.num, new, new + sum(len(run.text) for run in runs), above=above)
        above.children.insert(i, unit)
        self._settle(unit, root, new, runs)

    def _gap(self, unit: Unit) -> str:
        """The line break before a unit, or the blank line: what goes in behind it gets the same."""
        before = self.page.text[max(0, unit.start - 8) : unit.start]
        gap = before[len(before.rstrip()) :].replace(" ", "")
        return gap if gap in ("\n\n", "\r\n", "\r\n\r\n") else "\n"

    # What goes.

    def _repeals(self) -> None:
        if self.one.scope != "structure":
            self._all([*_eids(self.one)], "bãi bỏ tên đơn vị: chưa tính")
            return
        for target in self.one.targets:
            for unit in self._targets(target):
                if self._sure(unit):
                    self._repeal(unit)

    def _repeal(self, unit: Unit) -> None:
        """A repealed unit keeps its label: "3. (được bãi bỏ)"."""
        label = self.page.label(unit)
        if not label:
            self.out.fail(unit.eid, "không rõ số của đơn vị")
            return
        at = self.page.text.index(label, unit.start) + len(label)
        unit.children, unit.open, unit.heading = [], [], None
        self.page.splice(at, unit.end, [self._own(f" {REPEALED}")], unit)
        unit.repealed = True
        self._changed(unit)

    def _whole(self, eids: Sequence[str]) -> None:
        """The whole act is repealed: its text stays, and none of it is in force."""
        if self.one.op != "repeal":
            self._all(eids, "lệnh về toàn văn bản: chưa tính")
            return
        for unit in self.page.units():
            if not unit.repealed:
                unit.repealed, unit.since = True, self.day
                unit.orders.append(self.order.id)
        self.page.root.repealed = True
        self.out.eids.append("act")
        self.out.hits += 1

    # Words.

    def _phrases(self) -> None:
        words = self.order.words
        if found := _EXCEPT.search(fold(_unquoted(words))):
            self._all([*_eids(self.one)] or ["act"], f"lệnh có phần loại trừ ({found[0].strip()}): chưa tính")
            return
        for target in self.one.targets:
            for unit in self._targets(target):
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
        found = [one for a, b in stretch for one in places(self.page.text, sought, a, b)]
        found = [one for one in found if not self._just_made(*one)]
        problem = self._problem(found, sought, stretch)
        if problem:
            self.out.fail(unit.eid, problem)
            return
        for a, b in reversed(found):
            self._swap(unit, a, b)
        self._changed(unit, len(found))

    def _stretch(self, unit: Unit, target: Target) -> list[tuple[int, int]] | str:
        """Where in a unit the order means: all of it, its name, its opening words."""
        if unit is self.page.root:
            return [(one.start, one.end) for one in unit.children] or [(unit.start, unit.end)]
        before = (
            fold(" ".join(self.source.text[max(0, target.span.start - 60) : target.span.start].split())) + " "
        )
        if _NAME.match(before):
            return [unit.heading] if unit.heading else "không rõ tên của đơn vị"
        if _INTRO.match(before):
            if not unit.children:
                return "không có đoạn mở đầu"
            return [(unit.start, unit.children[0].start)]
        if _UNNUMBERED.match(before):
            return "đoạn, câu không đánh số"
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
        runs = self._runs(place)
        if self.one.op == "insertion":
            where = self.one.position.where if self.one.position else "after"
            at = end if where == "after" else start
            glue = "" if runs[0].text[:1] in ",;.:" else " "
            put = [self._own(glue), *runs] if where == "after" else [*runs, self._own(" ")]
            page.splice(at, at, [one for one in put if one.text], inside)
            return
        words = self.one.old or ""
        if in_capitals(page.text[start:end], words) and runs[0].text[:1].islower() and runs[0].span:
            first, span = runs[0], runs[0].span
            rest = TextRun(first.text[1:], first.sha256, Span(span.start + 1, span.end), first.order)
            runs = [self._own(first.text[0].upper()), rest, *runs[1:]]
        page.splice(start, end, runs, inside)

    def _innermost(self, unit: Unit, start: int, end: int) -> Unit:
        """The smallest unit around a stretch."""
        for child in unit.children:
            if child.start <= start and end <= child.end:
                return self._innermost(child, start, end)
        return unit


# What only tells where new text stands: "2", "Điều 5", "khoản 3".
_BARE = late.regex(r"(?i:điều|khoản|điểm|chương|mục|phần)?\s?(?:\d{1,3}[a-zđ]?|[a-zđ]\d?|[IVXLC]+)\s?[.):]?")
# New text for a heading that opens with a label.
_LABELLED = late.regex(r"[*#\s]{0,6}(?i:điều|chương|mục|phần|tiểu mục)\s{1,3}(?:thứ\s)?[\p{L}\d]{1,6}[.:\s]")
# New text that opens with a number of its own: "3. …", "b) …", "(i) …", "Điều 5. …".
_NUMBERED = late.regex(
    r"[*\s]{0,6}(?:\(?(?:\d{1,3}|\p{L})\p{L}?\d?\s?[.)/]|\(?[ivx]{1,4}\)|(?i:điều|chương|mục)\s{1,3}\d)"
)
_QUOTED = late.regex(r"[“\"«][^“”\"«»]*[”\"»]")


def _unquoted(words: str) -> str:
    return _QUOTED.sub("“”", words)


def _flat(words: str) -> str:
    """Words without blanks and stops, for comparing a heading with itself."""
    return "".join(c for c in fold(words) if c.isalnum())


def _eids(one: Instruction) -> Iterator[str]:
    return (target.eid for target in one.targets if target.eid)


def _expected(one: Instruction, page: WorkingText) -> Iterator[str]:
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


class _Placed:
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
