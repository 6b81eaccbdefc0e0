"""Find the closing block of a document: recipients, filing line, signatures.

Recipients and signatures stand side by side, one after the other, or line by line; what a cell is shows
by its form (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7 and II.9; Hướng dẫn 36-HD/VPTW for the Party).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import regex

from ..notation.bodies import province
from ..scan import Begun
from ..text import Text
from .cells import Cell, Cells, cut
from .wording import any_of, forms, starts

Stretch = tuple[int, int]

_ZONE = 9000
_FAR = 1500

_HEADING = regex.compile(rf"{any_of('recipients')}\s?(?:\([^)]{{1,40}}\)\s?)?(?::|(?=\||\s\s|\s?[-–+•]\s|$))")
_DASH = regex.compile(r"[-–—+•●▪]\s?(?=[\p{L}(“\"])")
_DASH_LINE = regex.compile(r"(?r)\n ?[-–+•] ?\n ?")
_SHORT = "|".join(map(regex.escape, forms("capacity")))
_PRINTED = "|".join(re.escape(form.upper()) + r"\." * (len(form) == 1) for form in forms("capacity"))
_CAPACITY = regex.compile(rf"(?:{_SHORT})(?:\.\s?$|(?:\.\s?|:\s?|-|\s)(?=\p{{L}}{{2}}))")
_OFFICE_LINE = Begun(
    re.compile(r"\n(?:\|\s?)?(?:[KQT][/.]|[^\W_a-z]{2})"),
    regex.compile(
        r"^(?:\|\s?)?(?:(?:"
        + _PRINTED
        + r")\s?[.:]?\s?\p{Lu}{2}|XÁC THỰC VĂN BẢN|(?:"
        + "|".join(sorted({form.split()[0].upper() for form in forms("position")}, key=len, reverse=True))
        + r")(?: [\p{Lu}\p{N}.,&/()-]+){0,12}\s?(?=[\n|]|$))",
        regex.MULTILINE,
    ),
    skip=1,
)
_RANK = rf"(?:{any_of('rank')}\.?\s?){{0,4}}"
_NAME = regex.compile(r"(?:\p{Lu}[\p{Ll}'’]*[\p{L}'’]*)(?:[ \n-]\p{Lu}[\p{L}'’]*){1,6}[.]?")
_NAME_LIKE = regex.compile(r"\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}*)*")
_NAME_PART = regex.compile(r"\p{Lu}\p{Ll}+")
_RANKS = regex.compile(_RANK)
_INNER_OFFICE = regex.compile(
    r"(?<=[;.:,\w)]) (?=(?:TM|KT|TL|TUQ)\.\s?\p{Lu}{2})"
    r"|(?<=[;.:])(?<!\b[A-ZƯ/]{1,4}\.) "
    r"(?=(?:PHÓ |THỨ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|CHÁNH )[\p{Lu} ,]*$)"
)
_OFFICE_AND_NAME = regex.compile(r"(?:[\p{Lu}\d.,/&()-]+ )+(?=(?:\p{Lu}\p{Ll}+ ){1,5}\p{Lu}\p{Ll}+\.?$)")
_INNER_ITEM = regex.compile(r"(?:[;.] |;)(?=[-–] ?\p{Lu})")
_CONTINUES = regex.compile(r"[,:(/&-]$|(?:các|và|của|thuộc)$")


@dataclass(slots=True)
class Signing:
    """The cells of one signature: lines of the office, pieces of the name."""

    office: list[Cell] = field(default_factory=list)
    name: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Closing:
    """Where the pieces of a closing block stand."""

    start: int
    end: int
    items: list[list[Stretch]] = field(default_factory=list)
    signings: list[Signing] = field(default_factory=list)


def recipients_heading(text: Text, start: int) -> regex.Match[str] | None:
    """The first "Nơi nhận:" from `start` on that begins a line or a cell."""
    folded, clean = text.folded, text.clean
    for word in ("nơi nhận", "nơi gửi"):
        at = folded.find(word, start)
        while at >= 0:
            before = clean[max(0, at - 2) : at].rstrip(" ")
            match = _HEADING.match(folded, at) if not before or before[-1] in "\n|" else None
            if match and (
                match[0].endswith(":")
                or clean[match.end() : match.end() + 2].lstrip(" ")[:1] in ("", "\n", "|")
            ):
                return match
            at = folded.find(word, at + 1)
    return None


def find_closing(text: Text, start: int) -> Closing | None:
    """The first closing block from `start` on: the document's own, not that of an annexed form."""
    heading = recipients_heading(text, start)
    stop = heading.start() if heading else len(text.clean)
    office = _first_office(text, start, stop)
    if heading and office is None:
        office = _nameless_office(text, max(start, stop - 200), stop)
    if heading is None and office is None:
        return None
    begin = stop if office is None else office
    reader = _Reader(text, begin, heading is not None and (office is None or stop - begin < _FAR))
    return reader.read()


def _first_office(text: Text, start: int, stop: int) -> int | None:
    """Where the first office of a signature stands that a name follows."""
    tried = start
    for match in _OFFICE_LINE.finditer(text.clean, start, stop):
        if match.start() < tried:
            continue
        closing = _Reader(text, match.start(), False, 700).read()
        if closing.signings and closing.signings[0].name:
            return match.start()
        tried = closing.end
    return None


def _nameless_office(text: Text, start: int, stop: int) -> int | None:
    """Where an office stands that the recipients follow at once: a copy without the signer's name."""
    for match in _OFFICE_LINE.finditer(text.clean, start, stop):
        closing = _Reader(text, match.start(), False, stop - match.start()).read()
        first = closing.signings[0].office[0] if closing.signings else None
        if first and _CAPACITY.match(text.folded, first.start) and stop - closing.end < 6:
            return match.start()
    return None


def is_office(text: Text, cell: Cell) -> bool:
    """Whether a cell is a line of an office: a capacity, or a position in capitals."""
    words = text.folded[cell.start : cell.end]
    clean = text.clean[cell.start : cell.end]
    if match := _CAPACITY.match(words):
        return clean[: len(match[0].rstrip())].isupper() and len(clean) < 160
    return clean.isupper() and len(clean) > 5 and bool(starts("position").match(words))


def name_of(text: Text, cell: Cell) -> bool:
    """Whether a cell is a person's name, with or without a rank before it."""
    rank = _RANKS.match(text.folded, cell.start, cell.end)
    begin = rank.end() if rank else cell.start
    words = text.clean[begin : cell.end]
    if words.isupper() and not province(words):
        first = words.split()[0].lower() if words.split() else ""
        return 2 <= len(words.split()) <= 5 and first in forms("surname")
    return bool(_NAME.fullmatch(words)) and not words.isupper()


class _Reader:
    """Walks the cells of a closing block once."""

    def __init__(self, text: Text, start: int, recipients: bool, zone: int = _ZONE) -> None:
        self.text = text
        self.closing = Closing(start, start)
        cells = cut(text, start, min(len(text.clean), start + zone))
        self.cells = Cells(piece for cell in cells for piece in _divide(text, cell))
        self.expects_recipients = recipients
        self.in_items = False
        self.filed = False
        self.dashed = False
        self.done = 0
        self.columns: dict[int, list[Cell]] = {}
        self.open: list[Signing] = []

    def read(self) -> Closing:
        """Take cells until one belongs to something else."""
        for i, cell in enumerate(self.cells):
            if not self._take(i, cell):
                break
        self.closing.signings += [s for s in self.open if s.office]
        return self.closing

    def _take(self, i: int, cell: Cell) -> bool:
        folded = self.text.folded
        if cell.start < self.done:
            return True
        if match := _HEADING.match(folded, cell.start):
            return self._heading(i, cell, match.end())
        if starts("signed").match(folded, cell.start) or starts("stamp").match(folded, cell.start):
            return self._done(cell)
        if self.in_items and _DASH.match(self.text.clean, cell.start) and self._pending_name() is None:
            return self._item(cell)
        if self._office(cell) or self._name(i, cell):
            return self._done(cell)
        if self.in_items and not self.filed and self._dash_above(cell):
            return self._item(cell)
        if self.in_items and self._continues_item(cell):
            self.closing.items[-1].append((cell.start, cell.end))
            return self._done(cell)
        if self.in_items and not self.filed and not self.dashed and not self.open:
            return self._item(cell)
        # A drafter's mark under the filing line ("16 QĐ").
        return self.filed and not self.open and not cell.apart and cell.end - cell.start < 30

    def _done(self, cell: Cell) -> bool:
        self.closing.end = max(self.closing.end, cell.end)
        return True

    def _heading(self, i: int, cell: Cell, end: int) -> bool:
        if not self.expects_recipients:
            return False
        self.expects_recipients = False
        self.in_items = True
        rest = cell._replace(start=end + (self.text.clean[end : end + 1] == " "))
        self._done(cell)
        self.done = end
        return self._take(i, rest) if rest.start < rest.end else True

    def _item(self, cell: Cell) -> bool:
        match = _DASH.match(self.text.clean, cell.start)
        nested = bool(match) and self.text.clean[cell.start] == "+" and bool(self.closing.items)
        self.dashed = self.dashed or bool(match)
        begin = match.end() if match else cell.start
        filing = bool(starts("filing").match(self.text.folded, begin))
        if nested and not filing:
            self.closing.items[-1].append((cell.start, cell.end))
        else:
            self.closing.items.append([(begin, cell.end)])
        self.filed = self.filed or filing
        return self._done(cell)

    def _continues_item(self, cell: Cell) -> bool:
        """Whether a cell without dash goes on with the item before it."""
        if not self.closing.items or (cell.apart and self.filed):
            return False
        end = self.closing.items[-1][-1][1]
        last = self.text.clean[:end][-12:].rstrip()
        if self.filed:
            return bool(_CONTINUES.search(last)) or (
                last[-1] not in ".;" and self.text.clean[cell.start].islower()
            )
        return self.dashed and (last[-1] not in ";." or self.text.clean[cell.start].islower())

    def _dash_above(self, cell: Cell) -> bool:
        """Whether the dash of an item stands alone on the line above."""
        return bool(_DASH_LINE.match(self.text.clean, max(0, cell.start - 8), cell.start))

    def _pending_name(self) -> Signing | None:
        return next(
            (s for s in self.open if s.office and s.name and len(s.name) == 1 and self._partial(s)), None
        )

    def _partial(self, signing: Signing) -> bool:
        a, b = signing.name[0].start, signing.name[0].end
        return bool(_NAME_PART.fullmatch(self.text.clean, a, b))

    def _office(self, cell: Cell) -> bool:
        """Add an office line to the signature whose column it stands in."""
        signing = next((s for s in reversed(self.open) if not s.name and self._same_column(s, cell)), None)
        fits = is_office(self.text, cell)
        words = self.text.clean[cell.start : cell.end]
        if not fits and signing and words.isupper() and not name_of(self.text, cell):
            fits = (
                not starts("annex").match(self.text.folded, cell.start)
                and len(words) < 90
                and self._near(signing, cell)
            )
        if not fits:
            return False
        if signing is None:
            signing = Signing()
            self.open.append(signing)
        signing.office.append(cell)
        return True

    def _near(self, signing: Signing, cell: Cell) -> bool:
        return cell.line - signing.office[-1].line <= 2 and not cell.apart

    def _same_column(self, signing: Signing, cell: Cell) -> bool:
        last = signing.office[-1]
        return last.line != cell.line and (not self._side_by_side() or last.column == cell.column)

    def _side_by_side(self) -> bool:
        return len({s.office[0].line for s in self.open}) < len(self.open)

    def _name(self, i: int, cell: Cell) -> bool:
        """Give a name to the first signature that waits for one."""
        if partial := self._pending_name():
            if (
                _NAME_PART.match(self.text.clean, cell.start)
                and name_like(self.text, cell)
                and not cell.apart
            ):
                partial.name.append(cell)
                return True
            return False
        waiting = [s for s in self.open if s.office and not s.name]
        if not waiting:
            return False
        whole = name_of(self.text, cell)
        part = bool(_NAME_PART.fullmatch(self.text.clean, cell.start, cell.end)) and self._goes_on(i)
        if not whole and not part:
            return False
        waiting[0].name.append(cell)
        return True

    def _goes_on(self, i: int) -> bool:
        """Whether the next cell is the rest of a name that a line break cut."""
        follows = self.cells.next(i + 1, 1)
        return bool(follows) and not follows[0].apart and name_like(self.text, follows[0])


def name_like(text: Text, cell: Cell) -> bool:
    """Whether a cell is one or more capitalised words."""
    return bool(_NAME_LIKE.fullmatch(text.clean, cell.start, cell.end))


def _divide(text: Text, cell: Cell) -> list[Cell]:
    """Cut a cell between items, before an office behind a recipient, and before a name behind an office."""
    clean = text.clean
    cuts = [m.start() for m in _INNER_OFFICE.finditer(clean, cell.start, cell.end)]
    cuts += [m.start() + 1 for m in _INNER_ITEM.finditer(clean, cell.start, cell.end)]
    if (match := _OFFICE_AND_NAME.match(clean, cell.start, cell.end)) and is_office(
        text, cell._replace(end=match.end() - 1)
    ):
        cuts.append(match.end() - 1)
    if not cuts:
        return [cell]
    edges = [cell.start, *(at + clean[at].isspace() for at in sorted(set(cuts)))]
    ends = [*sorted(set(cuts)), cell.end]
    return [
        cell._replace(start=a, end=b, column=cell.column + n, apart=cell.apart and n == 0)
        for n, (a, b) in enumerate(zip(edges, ends, strict=True))
    ]
