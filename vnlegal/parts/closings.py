"""Find the closing block of a document: recipients, filing line, signatures.

Recipients and signatures stand side by side, one after the other, or line by line; what a cell is shows
by its form (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7 and II.9; Hướng dẫn 36-HD/VPTW for the Party).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from .. import late
from ..lines import Stretch
from ..scan import Match, plain
from ..text import Text, bare, trim
from .cells import Cell, Cells, cut
from .signers import CAPACITY, TORN, is_office, is_person, name_like, name_of
from .wording import any_of, starts

_ZONE = 9000
# A word of four letters: OCR specks have none.
_WORD = late.regex(r"\p{L}{4}")
# What no line of an office holds, and a seal leaves of one: "ÂUI\\M".
_ODD = late.regex(r"[\\<>=*^~_{}\[\]©®¢£¥|]")
_SCRAP = 6  # letters of what a seal leaves beside an office
# Three digits: a phone or a number, no name.
_DIGITS = late.regex(r"\d{3}")
# "Nơi nhận:", "Nơi nhận (bản chính):", "NƠI NHẬN"; by OCR "Noi nhận:", "Nơi nhân."
_RECIPIENTS = rf"(?:{any_of('recipients')}|n[oơ]i\s+nh[aâăậấầẩẫạ]n(?!\p{{L}}))"
# "Nơi nhận:", with a colon or alone (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.9).
HEADING = late.re(
    plain(
        rf"{_RECIPIENTS}\s?(?:\([^)]{{1,40}}\)\s?)?"
        r"(?:[:;][}\]„.,'`\s]{0,3}|(?=\||\s\s|\s?[-–+•]\s|\s(?:tm|kt|tl|tuq|t/m|k/t|t/l)[.,:\s]"
        rf"|\s(?:{any_of('position')})(?!\p{{L}})|$))"
    )
)
# A dash, or what OCR makes of one: "~ Văn phòng", "—_- Lưu".
_DASH = late.re(plain(r"(?:[-–—+•●▪~„·][_.-]{0,2}\s?){1,2}(?=[\p{L}(“\"])"))
# The number of a page between two recipients, on a line of its own: "13", "Trang 13".
_PAGE_NUMBER = late.regex(r"(?i:trang )?\d{1,4}")
# A dash alone on the line above: its item stands below.
_DASH_LINE = late.regex(r"(?r)\n ?[-–+•] ?\n ?")
# One word of a name.
_NAME_PART = late.regex(r"\p{Lu}\p{Ll}+")
# Where an office begins inside a cell: "- Lưu: VT. |TM. ỦY BAN", "Sở Y tế; |CHỦ TỊCH".
_INNER_OFFICE = late.regex(
    r"(?<=\S[ —–„“-]{1,3})(?<![\p{Lu}.,] )(?=(?:TM|KT|TL|TUQ|TƯQ)[.,:]\s?\p{Lu}{2})"
    r"|(?<=[\p{Ll};:)]|\p{Ll},)(?<!\b[A-ZƯ/]{1,4}\.) (?:[—–„-] )?(?=\p{Lu}{2,}[\p{Lu} ,]* [\p{Lu} ,]*$)"
    r"|(?<=\bVT[.;]) (?=\p{Lu}{2,}(?: \p{Lu}+)+$)"
)
# Two capitals side by side, as every office has them.
_CAPITALS = late.re(plain(r"\p{Lu}\p{Lu}"))
# An office and a name on one line: "CHỦ TỊCH |Nguyễn Văn A"; run together too: "CHỦ NHIỆM|Nguyễn Văn A".
_OFFICE_AND_NAME = late.regex(
    r"(?:[\p{Lu}\d.,/&()-]+ )+(?:\p{Lu}{2,})?(?=(?:\p{Lu}\p{Ll}+ ){1,5}\p{Lu}\p{Ll}*\.?$)"
)
# Where the next recipient begins on the same line: "- Như trên;| - Lưu: VT".
_INNER_ITEM = late.regex(r"(?:[;.] |;)(?=[-–~] ?\p{Lu})")
# An office before the first recipient, on one line: "TM. CHÍNH PHỦ |- Ban Bí thư Trung ương Đảng".
_OFFICE_BEFORE = late.regex(r"(?<!\p{L})(?:TM|KT|TL|TUQ)[.,] ?(?:\p{Lu}+ )+(?=[-–~] \p{Lu}\p{Ll})")
# A signer's name behind the last recipient of a line: "- Văn phòng; Nguyễn Văn A".
_INNER_NAME = late.regex(
    rf"(?<=[;.)]) (?=(?:(?i:{any_of('rank')})\.? ){{0,3}}"
    r"(?:\p{Lu}['’]?\p{L}\p{Ll}* ){1,4}\p{Lu}\p{Ll}*$)"
)
# A signer's name in capitals behind a recipient: "- Lưu: VT; |NGUYỄN VĂN A".
_INNER_CAPITALS = late.regex(r"(?<=;) (?=\p{Lu}{3,}(?: \p{Lu}{2,})+$)")
# What goes on with the item of an office that lists its units: "- VPCP: BTCN, … Công báo; / Các Vụ: TH, NN;".
_UNITS = late.regex(
    r"(?:các (?:vụ|phòng|pcn|pcvp)|trợ lý|thư ký|tgđ|phòng(?= ?:)|vụ(?=:? [a-zđ&]{2,5}[;,]))(?!\p{L})"
)
# "- Lưu: VT", "Lưu Văn phòng Đảng ủy"; by OCR "Luu: VT", "kưu: VT".
FILING = late.re(
    plain(rf"{any_of('filing')}|luu(?!\p{{L}})|\p{{L}}{{2,4}}\s?[:.]\s?(?=(?:vt|văn thư)(?!\p{{L}}))")
)
# What stands for a signature: "(Đã ký)", "[daky]", "(ký tên, đóng dấu)".
_SIGNED = late.re(
    plain(rf"(?:[\[({{“\"]?{any_of('signed')}|[\[(]\s?ký(?!\p{{L}}))(?:[^()\[\]\n]{{0,80}}[\])])?")
)
_AFTER_NAME = " «»<>+-–—=_*~|'`‘’\"^"
# A semicolon between recipients, outside brackets.
_SEMICOLON = late.regex(r";\s(?![^(]{0,60}\))")
# Where a name may begin behind a small letter: a dash that OCR lost.
_DASH_LETTER = late.regex(r"\p{Ll}\s(?=\p{Lu}\p{Ll})")
_JUNK = " .,;:'`‘’\"}„—–_"
# What a recipient cannot end with: "các", "và", a comma.
_CONTINUES = late.regex(r"[,:(/&-]$|(?:các|và|của|thuộc)$")


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


class ClosingReader:
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
        if match := HEADING.match(folded, cell.start):
            return self._heading(i, cell, match.end())
        if match := _SIGNED.match(folded, cell.start, cell.end):
            return self._behind(i, cell, match.end())
        if starts("stamp").match(folded, cell.start) or self._page_number(i, cell):
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
        if self._noise_over_name(i, cell) or self._noise_over_office(i, cell) or self._speck(cell):
            return self._done(cell)
        # A drafter's mark under the filing line ("16 QĐ").
        return self.filed and not self.open and not cell.apart and cell.end - cell.start < 30

    def _page_number(self, i: int, cell: Cell) -> bool:
        """Whether the recipients go on behind a line that holds the number of a page alone."""
        numbered = (
            self.in_items and cell.apart and _PAGE_NUMBER.fullmatch(self.text.clean, cell.start, cell.end)
        )
        follows = self.cells.next(i + 1, 1) if numbered and not self.filed else []
        return bool(follows) and follows[0].apart

    def _speck(self, cell: Cell) -> bool:
        """A mark or two that OCR saw alone on a line: "`"."""
        return cell.end - cell.start < 3 and not any(map(str.isalnum, self.text.clean[cell.start : cell.end]))

    def _noise_over_name(self, i: int, cell: Cell) -> bool:
        """What a seal or a clerk's mark leaves over the name under an office: "(ees 2®)", "cước"."""
        waiting = any(s.office and not s.name for s in self.open)
        words = self.text.clean[cell.start : cell.end]
        noise = len(words) < 25 and (
            not _WORD.search(words)
            or _DIGITS.search(words)
            or (words.islower() and " " not in words)
            or TORN.search(words)
        )
        return bool(waiting and noise) and any(
            name_of(self.text, self._shorn(one)) for one in self.cells.next(i + 1, 3)
        )

    def _noise_over_office(self, i: int, cell: Cell) -> bool:
        """What a seal leaves before the office under the filing line: "sề", "2"."""
        below = self.cells.next(i + 1, 1) if self.filed and cell.end - cell.start < _SCRAP else []
        return bool(below) and not self.open and is_office(self.text, below[0])

    def _echo(self, i: int, cell: Cell) -> bool:
        """Whether a seal tore off what the whole name below says once more: "Trăn" over "Trần Văn Tân"."""
        words = set(bare(self.text.folded[cell.start : cell.end]).split())
        for one in self.cells.next(i + 1, 2):
            whole = set(bare(self.text.folded[one.start : one.end]).split())
            if words < whole and name_of(self.text, one) and is_person(self.text, one):
                return True
        return False

    def _shorn(self, cell: Cell) -> Cell:
        """A cell without the marks round it."""
        start, end = trim(self.text.clean, cell.start, cell.end, _AFTER_NAME)
        return cell._replace(start=min(start, end), end=max(start, end))

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
        if self.filed and starts("registered").match(self.text.folded, begin):
            return self._done(cell)
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
        if waiting is None or not name_of(self.text, cell) or not is_person(self.text, cell):
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
        if not fits and signing and words.isupper() and not (name_of(self.text, cell) or _ODD.search(words)):
            fits = (
                not starts("annex").match(self.text.folded, cell.start)
                and len(words) < 90
                and _CAPITALS.search(words) is not None
                and (self._near(signing, cell) or self._heads(i, cell, signing))
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

    def _heads(self, i: int, cell: Cell, signing: Signing) -> bool:
        """Whether a line apart names the body of a capacity: "K/T VIỆN TRƯỞNG / VIỆN A / PHÓ VIỆN TRƯỞNG"."""
        folded, below = self.text.folded, self.cells.next(i + 1, 1)
        named = CAPACITY.match(folded, signing.office[-1].start) and starts("body").match(folded, cell.start)
        return bool(named and below and is_office(self.text, below[0]))

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
        if self._echo(i, cell):
            return True
        cell = self._shorn(cell)
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


def _divide(text: Text, cell: Cell) -> list[Cell]:
    """Cut a cell between items, before an office behind a recipient, and before a name behind an office."""
    clean = text.clean
    printed = _CAPITALS.search(clean, cell.start, cell.end)  # most cells hold no word in capitals
    cuts = [
        m.span()
        for m in (_INNER_OFFICE.finditer(clean, cell.start + 1, cell.end) if printed else ())
        if is_office(text, cell._replace(start=m.end()))
    ]
    cuts += [(m.start() + 1,) * 2 for m in _INNER_ITEM.finditer(clean, cell.start, cell.end)]
    if printed and clean.find(" - ", cell.start, cell.end) >= 0:
        cuts += [
            (match.end() - 1, match.end()) for match in _OFFICE_BEFORE.finditer(clean, cell.start, cell.end)
        ]
    if match := _OFFICE_AND_NAME.match(clean, cell.start, cell.end):
        end = match.end() - clean[match.end() - 1].isspace()
        if is_office(text, cell._replace(end=end)):
            cuts.append((end, match.end()))
    if not cuts:
        return [cell]
    cuts = sorted(set(cuts))
    starts_at = [cell.start, *(b + clean[b].isspace() for _, b in cuts)]
    ends = [*(a for a, _ in cuts), cell.end]
    return [
        cell._replace(start=a, end=b, column=cell.column + n, apart=cell.apart and n == 0)
        for n, (a, b) in enumerate(zip(starts_at, ends, strict=True))
        if a < b
    ]
