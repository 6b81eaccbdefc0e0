"""Find the closing block of a document: recipients, filing line, signatures.

Recipients and signatures stand side by side, one after the other, or line by line; what a cell is shows
by its form (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7 and II.9; Hướng dẫn 36-HD/VPTW for the Party).
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from functools import cache

import regex

from ..notation.bodies import province
from ..scan import Begun, Match, places, plain
from ..text import Text, bare, trim
from .cells import Cell, Cells, cut
from .wording import any_of, forms, starts

Stretch = tuple[int, int]

_ZONE = 9000
_FAR = 1500
_AUTHENTICATED = 400
_SIGNED_WORDS = ("đã ký",)
_LATER = 600
_ANNEX = regex.compile(any_of("annex"))
_LETTER = regex.compile(r"\p{L}")
# "QUYỀN TÁC GIẢ" is no acting head ("QUYỀN GIÁM ĐỐC"), "Chương I" no name.
_RIGHT = regex.compile(rf"quyền\s(?!{any_of('position')})")
_PORTION = regex.compile(r"(?:chương|mục|phần|điều|tiểu mục|phụ lục)\s(?:[ivxlc]+|\d+)")
_WORD = regex.compile(r"\p{L}{4}")
_DIGITS = regex.compile(r"\d{3}")

# "Nơi nhận:", "Nơi nhận (bản chính):", "NƠI NHẬN"; by OCR "Noi nhận:", "Nơi nhân."
_RECIPIENTS = rf"(?:{any_of('recipients')}|n[oơ]i\s+nh[aâăậấầẩẫạ]n(?!\p{{L}}))"
_HEADING = re.compile(
    plain(
        rf"{_RECIPIENTS}\s?(?:\([^)]{{1,40}}\)\s?)?"
        r"(?:[:;][}\]„.,'`\s]{0,3}|(?=\||\s\s|\s?[-–+•]\s|\s(?:tm|kt|tl|tuq|t/m|k/t|t/l)[.,:\s]|$))"
    )
)
_HEADING_WORDS = ("nơi nh", "noi nh", "nơi g")
# A dash, or what OCR makes of one: "~ Văn phòng", "—_- Lưu".
_DASH = re.compile(plain(r"(?:[-–—+•●▪~„·][_.-]{0,2}\s?){1,2}(?=[\p{L}(“\"])"))
_DASH_LINE = regex.compile(r"(?r)\n ?[-–+•] ?\n ?")
_SHORT = "|".join(map(regex.escape, forms("capacity")))
_PRINTED = "|".join(re.escape(form.upper()) + r"\." * (len(form) == 1) for form in forms("capacity"))
_CAPACITY = re.compile(plain(rf"(?:{_SHORT})(?:\.\s?$|(?:[.,]\s?|:\s?|-|\s)(?=\p{{L}}{{2}}))"))
_OFFICE_LINE = Begun(
    re.compile(r"\n(?:\|\s?){0,3}(?:[KQT][/.]|[^\W_a-z]{2})"),
    regex.compile(
        rf"^(?:\|\s?){{0,3}}(?:(?:{_PRINTED})\s?[.,:]?\s?\p{{Lu}}{{2}}"
        r"|XÁC THỰC VĂN BẢN|(?:"
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
    r"(?<=\S[ —–„“-]{1,3})(?<![\p{Lu}.,] )(?=(?:TM|KT|TL|TUQ|TƯQ)[.,:]\s?\p{Lu}{2})"
    r"|(?<=[\p{Ll};:)]|\p{Ll},)(?<!\b[A-ZƯ/]{1,4}\.) (?:[—–„-] )?(?=\p{Lu}{2,}[\p{Lu} ,]* [\p{Lu} ,]*$)"
    r"|(?<=\bVT[.;]) (?=\p{Lu}{2,}(?: \p{Lu}+)+$)"
)
_OFFICE_AND_NAME = regex.compile(r"(?:[\p{Lu}\d.,/&()-]+ )+(?=(?:\p{Lu}\p{Ll}+ ){1,5}\p{Lu}\p{Ll}+\.?$)")
_INNER_ITEM = regex.compile(r"(?:[;.] |;)(?=[-–~] ?\p{Lu})")
# A signer's name behind the last recipient of a line: "- Văn phòng; Nguyễn Văn A".
_INNER_NAME = regex.compile(
    rf"(?<=[;.)]) (?=(?:(?i:{any_of('rank')})\.? ){{0,3}}"
    r"(?:\p{Lu}['’]?\p{L}\p{Ll}* ){1,4}\p{Lu}\p{Ll}*$)"
)
# What stands in the middle of many names and in no other: "Lò Văn Đức", "Thạch Thị Mai".
_MIDDLE = ("văn", "thị")
_INNER_CAPITALS = regex.compile(r"(?<=;) (?=\p{Lu}{3,}(?: \p{Lu}{2,})+$)")
# What goes on with the item of an office that lists its units: "- VPCP: BTCN, … Công báo; / Các Vụ: TH, NN;".
_UNITS = regex.compile(r"(?:các (?:vụ|phòng|pcn|pcvp)|trợ lý|thư ký|tgđ)(?!\p{L})")
# "- Lưu: VT", "Lưu Văn phòng Đảng ủy"; by OCR "Luu: VT", "kưu: VT".
FILING = re.compile(
    plain(rf"{any_of('filing')}|luu(?!\p{{L}})|\p{{L}}{{2,4}}\s?[:.]\s?(?=(?:vt|văn thư)(?!\p{{L}}))")
)
_SIGNED = re.compile(
    plain(rf"(?:[\[({{“\"]?{any_of('signed')}|[\[(]\s?ký(?!\p{{L}}))(?:[^()\[\]\n]{{0,80}}[\])])?")
)
_AFTER_NAME = " «»<>+-–—=_*~|'`‘’\"^"
_SEMICOLON = regex.compile(r";\s(?![^(]{0,60}\))")
_DASH_LETTER = regex.compile(r"\p{Ll}\s(?=\p{Lu}\p{Ll})")
_JUNK = " .,;:'`‘’\"}„—–_"
_CONTINUES = regex.compile(r"[,:(/&-]$|(?:các|và|của|thuộc)$")


# Positions whose words mean nothing else without tones.
_WORN_POSITION = regex.compile(
    rf"(?:{'|'.join(bare(form) for form in forms('position') if len(form) > 6 or form == 'phó')})(?![a-z])"
)


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


def recipients_heading(text: Text, start: int) -> Match | None:
    """The first "Nơi nhận:" from `start` on that begins a line or a cell."""
    clean = text.clean
    for at in places(_HEADING_WORDS, text.folded, start, len(text.folded)):
        before = clean[max(0, at - 2) : at].rstrip(" ")
        match = _HEADING.match(text.folded, at) if not before or before[-1] in "\n|" else None
        if match and (":" in match[0] or _heads_list(text, match.end())):
            return match
    return None


def _heads_list(text: Text, at: int) -> bool:
    """Whether "Nơi nhận" without colon is a heading: alone in its cell, or beside an office or a dash."""
    rest = text.clean[at : at + 3].lstrip(" ")
    wide = next(iter(cut(text, max(0, at - 8), min(len(text.clean), at + 60))), None)
    return rest[:1] in ("", "\n", "|", "-", "–") or rest[:1].isupper() or bool(wide and wide.end <= at)


def find_closing(text: Text, start: int) -> Closing | None:
    """The first closing block from `start` on: the document's own, not that of an annexed form."""
    heading = recipients_heading(text, start)
    stop = heading.start() if heading else len(text.clean)
    office = _first_office(text, start, stop)
    if heading and office is None:
        office = _nameless_office(text, max(start, stop - 300), stop)
    if office is None:
        office = _signed_office(text, start, stop)
    if heading is None and office is None:
        return None
    signed = stop if office is None else office
    begin = _authenticated(text, start, signed)
    reader = _Reader(text, begin, heading is not None and (office is None or stop - begin < _FAR))
    reader.authenticated = begin < signed
    closing = reader.read()
    return closing if closing.signings else _signed_later(text, closing)


def _signed_later(text: Text, closing: Closing) -> Closing:
    """A signature a little below the recipients, behind a line that OCR put between them."""
    later = _first_office(text, closing.end, min(len(text.clean), closing.end + _LATER))
    if later is not None and not _ANNEX.search(text.folded, closing.end, later):
        signed = _Reader(text, later, False).read()
        closing.signings, closing.end = signed.signings, signed.end
    return closing


def _authenticated(text: Text, start: int, begin: int) -> int:
    """The line of "XÁC THỰC VĂN BẢN HỢP NHẤT" a little above an office, else the office itself."""
    reach = max(start, begin - _AUTHENTICATED)
    at = next(iter(places(tuple(forms("authenticated")), text.folded, reach, begin)), None)
    return begin if at is None else max(reach, text.clean.rfind("\n", reach, at) + 1)


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
    """Where an office stands that the recipients follow at once: a copy without the signer's name.

    In two columns "CHỦ TỊCH" stands over "Nơi nhận", and the name among the recipients.
    """
    for match in _OFFICE_LINE.finditer(text.clean, start, stop):
        closing = _Reader(text, match.start(), False, stop - match.start()).read()
        first = closing.signings[0].office[0] if closing.signings else None
        between = text.clean[closing.end : stop]
        alone = first and (_CAPACITY.match(text.folded, first.start) or not closing.signings[0].office[1:])
        if alone and not _LETTER.search(between):
            return match.start()
    return None


def _signed_office(text: Text, start: int, stop: int) -> int | None:
    """Where a position that is not in capitals stands over "(đã ký)" and a name."""
    for at in places(_SIGNED_WORDS, text.folded, start, stop):
        above = list(cut(text, max(start, at - 160), at))
        below = list(cut(text, at, min(len(text.clean), at + 160)))
        if above and text.clean[above[-1].start] in "([{":
            above.pop()
        named = any(name_of(text, cell) for cell in below[1:3])
        position = above and is_position(text.folded[above[-1].start : above[-1].end])
        if named and position and above[-1].end - above[-1].start < 60:
            return above[-1].start
    return None


def is_office(text: Text, cell: Cell) -> bool:
    """Whether a cell is a line of an office: a capacity, or a position in capitals."""
    words = text.folded[cell.start : cell.end]
    clean = text.clean[cell.start : cell.end]
    if match := _CAPACITY.match(words):
        rest = words[match.end() :]
        if match[0].rstrip().endswith(",") and not (is_position(rest) or starts("body").match(rest)):
            return False  # "các phòng: KT, TH"
        return clean[: len(match[0].rstrip(" ,"))].isupper() and len(clean) < 160
    if starts("authenticated").match(text.folded, cell.start):
        return clean.isupper()
    return clean.isupper() and len(clean) > 5 and is_position(words) and not _RIGHT.match(words)


def is_position(folded: str) -> bool:
    """Whether folded words begin as a position does, its tones lost perhaps ("pho tong cuc truong")."""
    if starts("position").match(folded) or bare(folded)[1:] in _beheaded():
        return True
    return not starts("body", "annex").match(folded) and bool(_WORN_POSITION.match(bare(folded)))


def name_of(text: Text, cell: Cell) -> bool:
    """Whether a cell is a person's name, with or without a rank before it."""
    rank = _RANKS.match(text.folded, cell.start, cell.end)
    begin = rank.end() if rank else cell.start
    words = text.clean[begin : cell.end]
    if _PORTION.match(text.folded, begin):
        return False
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
        self.flowing = False
        self.done = 0
        self.authenticated = False
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
        if match := _SIGNED.match(folded, cell.start, cell.end):
            return self._behind(i, cell, match.end())
        if starts("stamp").match(folded, cell.start):
            return self._done(cell)
        if self.in_items and self._dash(cell) and self._pending_name() is None:
            return self._item(cell)
        if self._office(i, cell) or self._name(i, cell):
            return self._done(cell)
        if self._flows(cell):
            return True
        if self.in_items and not self.filed and self._dash_above(cell):
            return self._item(cell)
        if self.in_items and self._continues_item(cell):
            self.closing.items[-1].append((cell.start, cell.end))
            return self._done(cell)
        if self.in_items and self._lost_dash(i, cell):
            return self._item(cell)
        if self.in_items and not self.closing.items and self._before_dash(i, cell):
            return self._done(cell)
        if self.authenticated and not any(s.name for s in self.open):
            return self._done(cell)
        if self._noise_over_name(i, cell) or self._speck(cell):
            return self._done(cell)
        # A drafter's mark under the filing line ("16 QĐ").
        return self.filed and not self.open and not cell.apart and cell.end - cell.start < 30

    def _speck(self, cell: Cell) -> bool:
        """A mark or two that OCR saw alone on a line: "`"."""
        return cell.end - cell.start < 3 and not any(map(str.isalnum, self.text.clean[cell.start : cell.end]))

    def _noise_over_name(self, i: int, cell: Cell) -> bool:
        """What a seal or a clerk's mark leaves over the name under an office: "(ees 2®)", "Epas: 180"."""
        waiting = any(s.office and not s.name for s in self.open)
        words = _WORD.search(self.text.clean, cell.start, cell.end)
        noise = cell.end - cell.start < 25 and (
            not words or _DIGITS.search(self.text.clean, cell.start, cell.end)
        )
        return bool(waiting and noise) and any(name_of(self.text, one) for one in self.cells.next(i + 1, 3))

    def _done(self, cell: Cell) -> bool:
        self.closing.end = max(self.closing.end, cell.end)
        return True

    def _behind(self, i: int, cell: Cell, end: int) -> bool:
        """What stands on a line behind a heading or behind "(đã ký)" is a cell of its own."""
        self._done(cell)
        self.done = end
        start = (
            end + len(self.text.clean[end : cell.end]) - len(self.text.clean[end : cell.end].lstrip(_JUNK))
        )
        return self._take(i, cell._replace(start=start)) if start < cell.end else True

    def _heading(self, i: int, cell: Cell, end: int) -> bool:
        if self.text.clean.count("; ", end, cell.end) > 1 and not _DASH.match(self.text.clean, end + 1):
            return self._one_line(cell, end)
        if not self.expects_recipients:
            return self.in_items and not self.closing.items and self._behind(i, cell, end)
        self.expects_recipients = False
        self.in_items = True
        return self._behind(i, cell, end)

    def _one_line(self, cell: Cell, end: int) -> bool:
        """Recipients behind the heading with only semicolons between: "Nơi nhận: A; B; Lưu: VT."."""
        self.expects_recipients, self.in_items, self.flowing = False, True, True
        for piece in self._pieces(cell, end):
            self._item(piece)
        return True

    def _pieces(self, cell: Cell, start: int) -> list[Cell]:
        """What stands between the semicolons of a cell."""
        edges = [start, *(m.end() for m in _SEMICOLON.finditer(self.text.clean, start, cell.end)), cell.end]
        pieces = [trim(self.text.clean, a, b, " \n") for a, b in itertools.pairwise(edges)]
        return [cell._replace(start=a, end=b) for a, b in pieces if a < b]

    def _flows(self, cell: Cell) -> bool:
        """The next line of recipients that only semicolons part, where a line ended within one."""
        if not self.flowing or self.filed or cell.apart or self._last_words()[-1:] == ".":
            return False
        first, *rest = self._pieces(cell, cell.start)
        if self._last_words()[-1:] == ";":
            rest = [first, *rest]
        else:
            self.closing.items[-1].append((first.start, first.end))
        for piece in rest:
            self._item(piece)
        return self._done(cell)

    def _dash(self, cell: Cell) -> Match | None:
        """The dash of an item, or in a list of items the letter that OCR made of it."""
        found = _DASH.match(self.text.clean, cell.start)
        return found or (_DASH_LETTER.match(self.text.clean, cell.start) if self.dashed else None)

    def _lost_dash(self, i: int, cell: Cell) -> bool:
        """Whether a cell is an item without dash: the one before is complete, and the list goes on."""
        if self.filed or cell.end - cell.start > 200 or starts("annex").match(self.text.folded, cell.start):
            return False
        ended = not self.closing.items or self._last_words()[-1:] in ";,"
        if not self.closing.items and self._before_dash(i, cell):
            return False
        if not self.dashed:
            return ended and (not self.open or FILING.match(self.text.folded, cell.start) is not None)
        near = self.cells.next(i + 1, 6)
        goes_on = any(self._dash(one) or FILING.match(self.text.folded, one.start) for one in near)
        return ended and goes_on and self.text.clean[cell.start].isupper()

    def _before_dash(self, i: int, cell: Cell) -> bool:
        """Noise between "Nơi nhận:" and the first item: "ae CHÍNH PHỦ"."""
        return cell.end - cell.start < 40 and any(self._dash(one) for one in self.cells.next(i + 1, 2))

    def _last_words(self) -> str:
        end = self.closing.items[-1][-1][1]
        return self.text.clean[max(0, end - 12) : end].rstrip(" |")

    def _item(self, cell: Cell) -> bool:
        cell = self._without_office(self._without_name(cell))
        match = self._dash(cell)
        if match and self._is_name(cell._replace(start=match.end())):
            return self._done(cell)
        nested = bool(match) and self.text.clean[cell.start] == "+" and bool(self.closing.items)
        self.dashed = self.dashed or bool(match)
        begin = match.end() if match else cell.start
        filing = bool(FILING.match(self.text.folded, begin))
        if nested and not filing:
            self.closing.items[-1].append((cell.start, cell.end))
        else:
            self.closing.items.append([(begin, cell.end)])
        self.filed = self.filed or filing
        return self._done(cell)

    def _without_name(self, cell: Cell) -> Cell:
        """An item without the name of who signs, which the other column put at its end."""
        match = _INNER_NAME.search(self.text.clean, cell.start, cell.end)
        if match is None:
            return cell
        return cell._replace(end=match.start()) if self._is_name(cell._replace(start=match.end())) else cell

    def _without_office(self, cell: Cell) -> Cell:
        """An item without the damaged line of an office that the other column put at its end."""
        match = _INNER_CAPITALS.search(self.text.clean, cell.start, cell.end)
        signing = next((s for s in self.open if s.office and not s.name), None)
        if match is None or signing is None or cell.line - signing.office[-1].line > 1:
            return cell
        signing.office.append(cell._replace(start=match.end()))
        self._done(cell)
        return cell._replace(end=match.start())

    def _is_name(self, cell: Cell) -> bool:
        """Whether an office waits for a name and this is one; it is given to it."""
        waiting = next((s for s in self.open if s.office and not s.name), None)
        if waiting is None or not name_of(self.text, cell) or not _is_person(self.text, cell):
            return False
        waiting.name.append(cell)
        return self._done(cell)

    def _continues_item(self, cell: Cell) -> bool:
        """Whether a cell without dash goes on with the item before it."""
        if not self.closing.items or (cell.apart and self.filed):
            return False
        last, clean, folded = self._last_words(), self.text.clean, self.text.folded
        if self.filed:
            return bool(_CONTINUES.search(last)) or (last[-1] not in ".;" and clean[cell.start].islower())
        if clean[cell.start] == "(" or (_UNITS.match(folded, cell.start) and self._lists_units()):
            return True
        return self.dashed and (last[-1] not in ";." or clean[cell.start].islower())

    def _lists_units(self) -> bool:
        return self.text.folded[self.closing.items[-1][0][0] :].startswith(("vp", "văn phòng"))

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

    def _office(self, i: int, cell: Cell) -> bool:
        """Add an office line to the signature whose column it stands in."""
        signing = next((s for s in reversed(self.open) if not s.name and self._same_column(s, cell)), None)
        fits = is_office(self.text, cell) or self._position(i, cell, signing)
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
        self.authenticated = self.authenticated or bool(
            starts("authenticated").match(self.text.folded, cell.start)
        )
        return True

    def _position(self, i: int, cell: Cell, signing: Signing | None) -> bool:
        """Whether a cell is a position that is not in capitals: "Phó Chủ tịch" under "KT. CHỦ TỊCH"."""
        words = self.text.clean[cell.start : cell.end]
        if not starts("position").match(self.text.folded, cell.start) or not words[0].isupper():
            return False
        if words[-1] in ";.,:" or len(words) > 60 or (self.in_items and not self.filed and self.dashed):
            return False
        if signing:
            return cell.line - signing.office[-1].line <= 3
        near = self.cells.next(i + 1, 3)
        signed = any(_SIGNED.match(self.text.folded, one.start) for one in near)
        return (self.filed or signed) and any(name_of(self.text, one) for one in near)

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
            return self._rest_of_name(cell)
        start, end = trim(self.text.clean, cell.start, cell.end, _AFTER_NAME)
        cell = cell._replace(end=max(start, end))
        whole = name_of(self.text, cell)
        part = bool(_NAME_PART.fullmatch(self.text.clean, cell.start, cell.end)) and self._goes_on(i)
        if not whole and not part:
            return False
        waiting[0].name.append(cell)
        return True

    def _rest_of_name(self, cell: Cell) -> bool:
        """The last word of a name that a line break cut: "Lê Hải / Hòa"."""
        named = next((s.name for s in reversed(self.open) if s.name), None)
        word = _NAME_PART.fullmatch(self.text.clean, cell.start, cell.end)
        if not named or not word or cell.apart or self.text.clean[named[-1].end] != "\n":
            return False
        if cell.start != named[-1].end + 1 or len(named) > 1:
            return False
        named.append(cell)
        return True

    def _goes_on(self, i: int) -> bool:
        """Whether the next cell is the rest of a name that a line break cut."""
        follows = self.cells.next(i + 1, 1)
        return bool(follows) and not follows[0].apart and name_like(self.text, follows[0])


@cache
def _beheaded() -> frozenset[str]:
    """Positions without tones and their first letter, on which a seal lies: "NHỦ TƯỚNG" is "THỦ TƯỚNG"."""
    return frozenset(bare(form)[1:] for form in forms("position") if len(form) > 7 and " " in form)


@cache
def _surnames() -> frozenset[str]:
    """Family names without tones."""
    return frozenset(bare(form) for form in forms("surname"))


def _is_person(text: Text, cell: Cell) -> bool:
    """Whether words that may be a name are one: by a rank, the surname, the middle name or an apostrophe."""
    rank = _RANKS.match(text.folded, cell.start, cell.end)
    words = text.folded[cell.start : cell.end].split()
    if (rank and rank.end() > cell.start) or bare(words[0]) in _surnames():
        return True
    return words[1] in _MIDDLE or "’" in words[0] or "'" in words[0]


def name_like(text: Text, cell: Cell) -> bool:
    """Whether a cell is one or more capitalised words."""
    return bool(_NAME_LIKE.fullmatch(text.clean, cell.start, cell.end))


def _divide(text: Text, cell: Cell) -> list[Cell]:
    """Cut a cell between items, before an office behind a recipient, and before a name behind an office."""
    clean = text.clean
    cuts = [
        m.span()
        for m in _INNER_OFFICE.finditer(clean, cell.start + 1, cell.end)
        if is_office(text, cell._replace(start=m.end()))
    ]
    cuts += [(m.start() + 1,) * 2 for m in _INNER_ITEM.finditer(clean, cell.start, cell.end)]
    if (match := _OFFICE_AND_NAME.match(clean, cell.start, cell.end)) and is_office(
        text, cell._replace(end=match.end() - 1)
    ):
        cuts.append((match.end() - 1, match.end()))
    cuts = sorted(set(cuts))
    starts_at = [cell.start, *(b + clean[b].isspace() for _, b in cuts)]
    ends = [*(a for a, _ in cuts), cell.end]
    return [
        cell._replace(start=a, end=b, column=cell.column + n, apart=cell.apart and n == 0)
        for n, (a, b) in enumerate(zip(starts_at, ends, strict=True))
        if a < b
    ]
