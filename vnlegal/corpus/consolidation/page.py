"""The working page: the text of an act as runs, and its units, while orders are carried out on it.

Positions count in the text as it stands.  A change is a splice: what stands in a stretch goes, new runs come,
and every unit keeps its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ... import late
from ...model import Document, Portion, Span
from ...notation.eids import roman
from ...parts.marks import LETTERS
from .annexes import Annex, Annexes, is_annex, same_annex
from .versions import TextRun, cut

# The label that a unit opens with: "Điều 5.", "Chương II", "4a.", "**Điều 5.**", "PHỤ LỤC II", "Mẫu số 01".
_LABEL = late.regex(
    r"[*#|\s“\"]{0,8}(?P<label>(?i:phụ lục)(?:\s{1,3}(?i:số))?\s{1,3}"
    r"(?:\d{1,3}|[IVXLC]{1,7}|[A-Z])[a-z]?(?![\p{L}\d])"
    r"|(?i:mẫu)(?:\s{1,3}(?i:số))?\s{1,3}\p{N}[\p{L}\p{N}./-]{0,20}(?<![.-])"
    r"|(?i:(?:điều|chương|tiểu mục|mục|phần)\s{1,3}(?:thứ\s)?[\p{L}\d]{1,12}[.:]?)"
    r"|\(?[\p{L}\d]{1,5}(?:\.\d{1,3})*\s?[.)/-]?)\**"
)


# The heading of another chapter or section, or the words with which a law is adopted: no part of an article.
_HEADED = late.regex(
    r"(?m)^[*#| ]{0,6}(?:(?:CHƯƠNG|Chương|MỤC|Mục|PHẦN|Phần|PHỤ LỤC|Phụ lục)\s{1,3}"
    r"(?:[IVXLC]+|\d{1,2}|THỨ \p{Lu}{2,4})[a-z]?"
    r"(?:[ .:]{0,3}$|[.:]\s|\s\p{Lu}{2})|(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết) này (?:đã )?được Quốc hội )"
)
_SMALL = ("dieu", "khoan", "diem", "tiet")
# "4", "4a"; ordinals are Arabic in an eId.
_COUNTED = late.regex(r"(?P<number>\d{1,6})(?P<letter>[a-zđ])?")


@dataclass(slots=True, eq=False)
class Unit:
    """A unit of the act: where it stands now, its heading, what is in it, and what has become of it."""

    eid: str
    kind: str
    num: str
    start: int
    end: int
    heading: tuple[int, int] | None = None
    above: Unit | None = None
    children: list[Unit] = field(default_factory=list)
    repealed: bool = False
    since: date | None = None
    orders: list[str] = field(default_factory=list)
    open: list[int] = field(default_factory=list)

    def walk(self) -> Iterator[Unit]:
        """This unit and all in it, in page order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def line(self) -> Iterator[Unit]:
        """This unit and those that it is part of, outwards."""
        one: Unit | None = self
        while one:
            yield one
            one = one.above


class WorkingText:
    """The text and the units of an act."""

    def __init__(self, base: Document) -> None:
        source = base.source
        self.runs = (
            [TextRun(source.text, source.sha256, Span(0, len(source.text)), None)] if source.text else []
        )
        self.text = source.text
        self.root = Unit("act", "van-ban", "", 0, len(source.text))
        self.root.children = [unit_of(one, self.root) for one in base.body]
        annexes = Annexes(base)
        self.annexes_clear = annexes.clear
        known = {one.attached.id for top in annexes.all for one in (top, *top.forms)}
        rest = [Annex.of(one) for one in base.attachments if one.id not in known]
        for annex in sorted([*annexes.all, *rest], key=lambda one: one.span):
            self.root.children.append(annex_unit(annex, self.root))
        for unit in self.root.children:
            self._bound(unit)

    def _bound(self, unit: Unit) -> None:
        """No unit from the article down goes on behind the heading of another chapter."""
        for child in unit.children:
            self._bound(child)
        if unit.kind in _SMALL:
            at = unit.children[-1].end if unit.children else unit.start + 1
            found = _HEADED.search(self.text, at, unit.end)
            unit.end = at + len(self.text[at : found.start()].rstrip()) if found else unit.end

    def units(self) -> Iterator[Unit]:
        """All units, in page order."""
        for child in self.root.children:
            yield from child.walk()

    def named(self, eid: str) -> list[Unit]:
        """The units with an eId; several where the base prints a number twice."""
        if eid == "act":
            return [self.root]
        found = [one for one in self.units() if one.eid == eid or one.eid.rpartition("-")[0] == eid]
        if not found and eid.startswith("chp_"):  # "Mục 4 Chương VIII", where chapters go through the parts
            found = [one for one in self.units() if one.eid.endswith(f"__{eid}")]
        if found or not is_annex(eid):
            return found
        if eid == "annex":  # the only one there is
            return [one for one in self.root.children if one.kind == "phu-luc"]
        return [one for one in self.units() if same_annex(one.eid, eid)]

    def nearest(self, eid: str) -> list[Unit]:
        """The unit with an eId, or the smallest one that would hold it; the whole act if none would."""
        while eid:
            if found := self.named(eid):
                return found
            eid = eid.rpartition("__")[0]
        return [self.root]

    def miss(self, eid: str) -> None:
        """Note an annex that the copy does not have: a unit without words at the end."""
        above, _, form = eid.partition("__form_")
        top = (
            f"annex__form_{form.partition('__')[0]}" if above == "annex" and form else eid.partition("__")[0]
        )
        if is_annex(top) and not self.named(top):
            kind = "mau" if "__form_" in top else "phu-luc"
            at = len(self.text)
            self.root.children.append(Unit(top, kind, top.rpartition("_")[2], at, at, above=self.root))

    def words(self, unit: Unit) -> str:
        """The text of a unit."""
        return self.text[unit.start : unit.end]

    def label(self, unit: Unit) -> str:
        """The label that a unit opens with, as printed."""
        found = _LABEL.match(self.text, unit.start, unit.end)
        return found["label"] if found else ""

    def label_end(self, unit: Unit) -> int:
        """Where the number and the heading of a unit end."""
        found = _LABEL.match(self.text, unit.start, unit.end)
        at = found.end("label") if found else unit.start
        return max(at, unit.heading[1]) if unit.heading else at

    def behind_number(self, unit: Unit) -> int:
        """Where the words behind the number of a unit begin."""
        found = _LABEL.match(self.text, unit.start, unit.end)
        at = found.end() if found else unit.start
        while at < unit.end and self.text[at] in " .:*":
            at += 1
        return at

    def behind_label(self, unit: Unit) -> int:
        """Where the words of a unit begin, behind its label and heading."""
        found = _LABEL.match(self.text, unit.start, unit.end)
        at = found.end() if found else unit.start
        at = unit.heading[1] if unit.heading and unit.heading[1] > at else at
        while at < unit.end and self.text[at] in " .:*":
            at += 1
        return at

    def made_by(self, start: int, end: int) -> set[str]:
        """The orders that put something into a stretch."""
        return {one.order for one in cut(self.runs, start, end) if one.order}

    # Changes.

    def splice(self, start: int, end: int, new: Sequence[TextRun], inside: Unit) -> None:
        """Put runs in place of a stretch that lies in a unit; units in the stretch were taken out before."""
        words = "".join(one.text for one in new)
        self.runs = _joined([*cut(self.runs, 0, start), *new, *cut(self.runs, end, len(self.text))])
        self.text = self.text[:start] + words + self.text[end:]
        by, around = len(words) - (end - start), set(map(id, inside.line()))
        for unit in self.root.walk():
            if id(unit) in around:
                unit.end += by
            elif unit.start >= end:
                unit.start, unit.end = unit.start + by, unit.end + by
            else:
                continue
            unit.heading = _moved(unit.heading, start, end, by)


def _joined(runs: Iterable[TextRun]) -> list[TextRun]:
    return [one for one in runs if one.text]


def _moved(stretch: tuple[int, int] | None, start: int, end: int, by: int) -> tuple[int, int] | None:
    """A heading after a splice: behind it or around it; none where the splice cuts it."""
    if stretch is None or stretch[1] <= start:
        return stretch
    if stretch[0] >= end:
        return stretch[0] + by, stretch[1] + by
    return (stretch[0], stretch[1] + by) if stretch[0] <= start and end <= stretch[1] else None


def unit_of(one: Portion, above: Unit, place: Callable[[int], int] = int) -> Unit:
    """A portion as a unit; `place` says where a character of its text stands on the page."""
    heading = one.heading.span if one.heading else None
    unit = Unit(
        one.eid,
        one.kind,
        one.num,
        place(one.span.start),
        place(one.span.end),
        (place(heading.start), place(heading.end)) if heading else None,
        above,
    )
    unit.children = [unit_of(child, unit, place) for child in one.children]
    return unit


def annex_unit(one: Annex, above: Unit, place: Callable[[int], int] = int) -> Unit:
    """An annex with its forms and its portions as units."""
    unit = Unit(one.eid, one.kind, one.num, place(one.span.start), place(one.span.end), above=above)
    unit.children = [unit_of(portion, unit, place) for portion in one.attached.body]
    for own in unit.walk():
        if own.eid.startswith(f"{one.attached.id}__"):
            own.eid = one.eid + own.eid[len(one.attached.id) :]
    unit.children += [annex_unit(form, unit, place) for form in one.forms]
    return unit


def rank(eid: str) -> tuple[int, int]:
    """Where a number stands among its like: 4, 4a, 5; c, d, đ, e; II, IIa, III.

    >>> [rank(one) for one in ("art_5__para_4a", "art_5__point_dd", "chp_IIa", "art_5__point_a2")]
    [(4, 1), (5, 0), (2, 1), (1, 2)]
    """
    name, _, num = eid.rpartition("__")[2].partition("_")
    num = num.partition("-")[0].replace("dd", "đ")
    if found := _COUNTED.fullmatch(num):
        return int(found["number"]), LETTERS.find(found["letter"]) + 1 if found["letter"] else 0
    if name == "point" and num[:1] in LETTERS and (not num[1:] or num[1:].isdigit()):
        return LETTERS.index(num[:1]) + 1, int(num[1:] or 0)
    if value := roman(num) or roman(num.upper() if name == "point" else ""):
        return value, 0
    return roman(num[:-1]), LETTERS.find(num[-1:].lower()) + 1 if roman(num[:-1]) else 0
