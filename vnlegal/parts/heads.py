"""Find the head of a document: letterhead, number, place and date, title, subject, addressees.

The order on the page varies (columns, stacked, one line); what each piece is does not.  So the head is
cut into cells, and each cell says by its form what it is (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.1-5, 9).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from .. import late
from ..lines import Stretch
from ..notation.bodies import named
from ..scan import Match
from ..text import Text, fold, past_blank
from .addressees import addressees_end
from .authority import SITTING, is_authority, is_open
from .cells import Cell, Cells, cut
from .head_lines import (
    BEFORE_NUMBER,
    NUMBER,
    DateLine,
    NumberLine,
    date_line,
    day_alone,
    day_of,
    enacting_line,
    fills_line,
    in_small_letters,
    inline_author_end,
    inline_line,
    inline_number,
    is_above_text,
    is_capital,
    is_letterhead,
    is_printed_by_site,
    is_spoiled_stamp,
    is_titled,
    is_worn_stamp,
    joint_title,
    law_title,
    mottoes,
    number_at,
    number_behind,
    numbered_type,
    opens_body,
    standard_number,
    symbol_number,
    title_at,
    title_in_lower_case,
    type_by_symbol,
    worn_title_of,
)
from .head_start import head_start
from .openings import opens_text, speaks
from .wording import forms, starts

_ZONE = 7000
_NOISE = 40
_SMEARED = 7  # lines that a stamp over the head leaves
_SUBJECT_LINES = 14

_TOP = 600  # where a number may stand on the line of a body
# The addressee of a telegram: "CÔNG ĐIỆN … |gửi điện:|".
_TELEGRAM = late.regex(r"(?:gửi\s)?điện\s?:\s?$")
# The same at the beginning of a line of their own: "|ĐIỆN:| Bộ Công Thương".
_TELEGRAM_LINE = late.regex(r"(?:gửi\s)?điện\s?:\s?(?=[\p{L}(])")
# "Kính gửi:" at the end of a cell: the addressees stand below.
_ADDRESS_BEHIND = late.regex(r"(?<=[\s|])kính\sgửi\s?:\s?(?:[-–+]\s.*)?$")
# The author under a title: "|CỦA |BỘ CHÍNH TRỊ" (Hướng dẫn 36-HD/VPTW).
_AUTHOR = late.regex(r"của\s")
# The number of a note at the title of a consolidated text: "THÔNG TƯ|1|".
_NOTE_SIGN = late.regex(r"\s?[(\[]?\d{1,2}[)\]]?")
# A letter or digit: a cell without any is a rule.
_WORDS = late.regex(r"[\p{L}\p{N}]")
# What opens the text below a head: "Căn cứ", "Xét", "Điều 1".
_GROUND = late.regex(r"căn\s+cứ|xét|chi[ếể]u\s|theo đề nghị|điều\s+1")
# The same at the beginning of a line.
_TEXT_LINE = late.re(r"(?mi)^[|\s]{0,3}(?:[-–+]\s?)?(?:căn\s+c[ứưuúừ]\s|điều\s+1\s?[.:])")
# A mark of a list: no subject begins so.
_LETTERED = late.regex(r"(?:[a-zđ]\)|\d{1,2}[.)]|[IVX]{1,4}[.)])\s")
# A heading of the body: "PHẦN THỨ NHẤT", "I. ", "I- ".
_HEADING = late.regex(r"phần\s+(?:[ivx]{1,4}|thứ)(?!\p{L})|[ivx]{1,4}(?:[.)]|-(?=\s))\s|a[.)]\s")
# What tells under rules by which act they come: "(Ban hành kèm theo Quyết định số 59/QĐ-UBND …)".
_ENCLOSED = late.regex(r"\((?:ban\shành|kèm\stheo|đính\skèm)(?!\p{L})")
_SESSION = late.regex(r"\(?(?:khóa|nhiệm\skỳ|kỳ\shọp)\s")
"""The session of an elected body, on a line of its own under the body: "KHÓA XVI, KỲ HỌP THỨ TƯ"."""
# A name in quotation marks on a line of its own: "Hướng dẫn phong trào / |“Xây dựng đời sống mới”|".
_QUOTED = late.regex(r"“[^“”\"]{3,200}”[.;]?|\"[^“”\"]{3,200}\"[.;]?")
_REST = late.regex(r"(?:(?:19|20)\d\d|[-–, ]){1,4}[”\")]?[.]?")
"""What a narrow column may leave of a subject: "… GIAI ĐOẠN 2018 - / 2025”"."""


@dataclass(slots=True)
class Head:
    """Where each piece of a head stands (stretches of `clean`)."""

    start: int
    end: int
    party: bool = False
    draft: bool = False
    letter: bool = False  # its subject begins with "V/v"
    letterhead: list[Cell] = field(default_factory=list)
    number: NumberLine | None = None
    date: DateLine | None = None
    title: tuple[Stretch, str] | None = None
    kind: tuple[Stretch, str] | None = None  # the type that a judgment prints on or above its number line
    author: list[Stretch] = field(default_factory=list)
    subject: list[Stretch] = field(default_factory=list)
    authority: Stretch | None = None
    addressees: Stretch | None = None
    urgency: Stretch | None = None
    secrecy: Stretch | None = None


def find_head(text: Text, stop: int) -> Head | None:
    """The head before `stop` (where the first closing block stands), or None if there is none."""
    start = head_start(text, stop)
    if start is None:
        return None
    head = read_head(text, start, min(start + _ZONE, stop))
    if head.start and (head.title is None or head.number is None):
        _from_above(text, head)
    if not head.title and head.letterhead and _says_no_type(head):
        head.kind = head.kind or enacting_line(text, head.end)
    printed = head.number or head.date or head.title or head.addressees or head.letterhead
    return head if printed else None


def _says_no_type(head: Head) -> bool:
    """Whether neither title nor number tells the type: no number and no day, or an odd one ("Số: 138-QĐ")."""
    if head.number is None:
        return head.date is None
    return head.number.number is not None and head.number.number.form == "other"


def read_head(text: Text, start: int, stop: int) -> Head:
    """The head that begins at `start`."""
    reader = _Reader(text, start, stop)
    reader.read()
    return reader.head


def _from_above(text: Text, head: Head) -> None:
    """Title and number that a page prints only above the letterhead: "# NGHỊ ĐỊNH / Số 15/2026/NĐ-CP"."""
    above = list(islice(cut(text, 0, head.start), 8))
    titles = [found for cell in above if (found := title_at(text, cell)) and found[0][1] == cell.end]
    if head.title is None and titles:
        head.title = titles[-1]
    for cell in above if head.number is None else ():
        match = NUMBER.match(text.folded, cell.start) if text.clean[cell.start].isupper() else None
        if match and (line := number_at(text, match.end(), cell.end)).number and line.span[1] == cell.end:
            head.number = line


def _outside_text(found: list[Match]) -> Iterator[Match]:
    """The first motto only: "QUỐC HỘI / NƯỚC CỘNG HÒA …" below the title is who decides."""
    seen = False
    for match in found:
        if not match["motto"] or not seen:
            yield match
        seen = seen or bool(match["motto"])


class _Reader:
    """Walks the cells of the head zone once, from top to bottom.

    A cell with a mark of its own (number, title, "V/v", "Kính gửi", a stamp) is placed by it; any other by
    the stage that has been reached: letterhead, number, subject of a letter, title.
    """

    def __init__(self, text: Text, start: int, stop: int) -> None:
        self.text = text
        self.head = Head(start, start)
        self.stop = stop
        self.holes = self._find_holes()
        self.cells = Cells(cut(text, start, stop, sorted(self.holes)))
        self.stages = {
            "letterhead": self._letterhead,
            "number": self._under_number,
            "subject": self._under_subject,
            "title": self._under_title,
        }
        self.stage = "letterhead"

    def _find_holes(self) -> list[Stretch]:
        """Mottoes and the line of place and date; they may stand beside anything above the text itself."""
        found = list(_outside_text(mottoes(self.text, self.head.start, self.stop)))
        self.head.party = any(match["party"] for match in found)
        self.lower_case = in_small_letters(self.text, found)
        self.worn = any(starts("motto", "tagline", "party").match(m[0]) is None for m in found)
        holes = [match.span() for match in found]
        begins = _TEXT_LINE.search(self.text.clean, self.head.start, self.stop)
        if line := date_line(self.text, self.head.start, begins.start() if begins else self.stop):
            self.head.date = line
            holes.append((line.place[0] if line.place else line.span[0], line.span[1]))
        seams = BEFORE_NUMBER.finditer(
            self.text.clean, self.head.start, min(self.stop, self.head.start + _TOP)
        )
        return [*holes, *(seam.span() for seam in seams)]

    def read(self) -> None:
        """Give each cell its place in the head until the text itself begins."""
        for i, cell in enumerate(self.cells):
            if not self._take(i, cell):
                break
        if self.stage == "title" or not self.head.title:
            self._drop_authority()
        if self.head.title:
            self._inline(self.head.title[0][1])
        self._strip_subject()
        reached = self.head.end
        for a, b in sorted(self.holes):
            if a < reached + 2 or not self.text.clean[reached:a].strip(" |\n"):
                reached = max(reached, b)
        self.head.end = reached

    def _take(self, i: int, cell: Cell) -> bool:
        """Place one cell; False where the head ends."""
        folded, head = self.text.folded, self.head
        if not _WORDS.search(self.text.clean, cell.start, cell.end):
            return True
        if starts("in the name of").match(folded, cell.start):
            return False
        if self._is_dated(cell) or self._is_standard(cell):
            return self._done(cell)
        if self._mark(cell) or (head.number and cell.start < head.number.span[1] <= cell.end):
            return self._done(cell)
        if (at := self._addressed_in(cell)) is not None:
            return self._address(at)
        if self._wants_number(i, cell) and (match := NUMBER.match(folded, cell.start)):
            return self._number(i, cell, match.end())
        if found := self._title_of(i, cell):
            return self._title(cell, found)
        if (at := self._says_subject(cell)) is not None:
            self.stage = "subject"
            return self._subject(at, cell)
        return self.stages[self.stage](i, cell)

    def _is_dated(self, cell: Cell) -> bool:
        """Whether a cell under the number is the date, without a place: "Ngày: 22-9-2025"."""
        if self.head.number is None or self.head.date is not None:
            return False
        self.head.date = day_alone(self.text, cell)
        return self.head.date is not None

    def _is_standard(self, cell: Cell) -> bool:
        """Whether a cell is the number of a technical standard, which has no "Số": "TCVN 13999:2024"."""
        if self.head.number is not None or cell.end - cell.start > _NOISE:
            return False
        self.head.number = standard_number(self.text, cell)
        return self.head.number is not None

    def _done(self, cell: Cell) -> bool:
        self.head.end = max(self.head.end, cell.end)
        return True

    def _words(self, cell: Cell) -> str:
        return self.text.clean[cell.start : cell.end]

    def _words_of(self, stretch: Stretch) -> str:
        return self.text.clean[slice(*stretch)]

    def _mark(self, cell: Cell) -> bool:
        """Urgency, secrecy, stamps: marks that stand anywhere in a head."""
        words, head = self.text.folded[cell.start : cell.end], self.head
        for id in ("urgency", "secrecy"):
            found = starts(id).match(words)
            if found and found.end() == len(words) and self._words(cell).isupper():
                setattr(head, id, (cell.start, cell.end))
                return True
        if words in forms("youth") and self._beside_letterhead():
            return True
        found = starts("stamp", "authenticated").match(words)
        if self.stage != "letterhead" and is_worn_stamp(words):
            return True
        if self.stage in ("title", "subject"):
            return bool(found and found[0].endswith(":"))
        head.draft = head.draft or words.strip("()").startswith("dự thảo")
        return bool(found) and len(words) < 70

    def _beside_letterhead(self) -> bool:
        """Whether a letterhead stands above that is complete: not "TRUNG ƯƠNG / ĐOÀN TNCS HỒ CHÍ MINH"."""
        above = self.head.letterhead
        return bool(above) and self.text.folded[above[-1].start : above[-1].end] != "trung ương"

    def _addressed_in(self, cell: Cell) -> int | None:
        """Where the addressees begin: behind "Kính gửi", or behind "điện:" under the title of a telegram."""
        folded = self.text.folded
        if opened := starts("addressees").match(folded, cell.start):
            return opened.end()
        if self.head.title and _TELEGRAM.search(folded, cell.start, cell.end):
            return cell.end
        if self.head.title and (sent := _TELEGRAM_LINE.match(folded, cell.start, cell.end)):
            return sent.end()
        if self.head.number and (behind := _ADDRESS_BEHIND.search(folded, cell.start, cell.end)):
            return folded.index(":", behind.start()) + 1
        return None

    def _wants_number(self, i: int, cell: Cell) -> bool:
        """Whether a number line may come: once, in its full form below title or subject, not on a stamp."""
        found = NUMBER.match(self.text.folded, cell.start) if self.head.number is None else None
        if found is None:
            return False
        colon, capital = bool(found["colon"]), self._words(cell)[0].isupper()
        if not (colon and capital if self.stage in ("title", "subject") else colon or capital):
            return False
        if any(number_at(self.text, found.end(), self.stop)[1:3]):
            return True
        if found["kind"] and inline_number(self.text, found.end("kind")):
            return False  # "NGHỊ QUYẾT SỐ 58 NQ/HĐNN8 NGÀY …": the title tells it
        later = (NUMBER.match(self.text.folded, one.start) for one in self.cells.next(i + 1, 8))
        return not any(m and any(number_at(self.text, m.end(), self.stop)[1:3]) for m in later)

    def _number(self, i: int, cell: Cell, at: int) -> bool:
        """The number line; what follows the number on it is a cell of its own."""
        stop = next((a for a, b in sorted(self.holes) if a >= at), self.stop)
        self.head.number = self._symbol_below(i, number_at(self.text, at, min(stop, self.stop)))
        span = self.head.number.span
        self.head.kind = numbered_type(self.text, cell) or self._kind_above(i)
        self.stage = "title" if self.head.title else "number"
        rest = self.text.clean[span[1] : cell.end]
        if span[1] < cell.end and (words := rest.strip(" .;")):
            begin = span[1] + rest.index(words[0])
            return self._take(i, cell._replace(start=begin)) if begin > cell.start else True
        return self._done(cell)

    def _kind_above(self, i: int) -> tuple[Stretch, str] | None:
        """The type over the number of a court: "Quyết định giám đốc thẩm / Số: 06/2024/KDTM-GĐT"."""
        number = self.head.number.number if self.head.number else None
        above = self.cells.next(i - 1, 1) if i and number and number.form == "court" else []
        return title_in_lower_case(self.text, above[0], begins=True) if above else None

    def _symbol_below(self, i: int, line: NumberLine) -> NumberLine:
        """The number line; a blank one whose symbol the other column parts from it ("Số:" … "/TTr-VPCP")."""
        if line.symbol:
            return line
        below = (one for one in self.cells.next(i + 1, 4) if self.text.clean[one.start] == "/")
        found = next((number_at(self.text, one.start, one.end) for one in below), line)
        return found if found.blank else line

    def _says_subject(self, cell: Cell) -> int | None:
        """Where "V/v" stands in a cell, below the number or, where none can be read, a letterhead."""
        head, at = self.head, _past_quote(self.text, cell.start)
        known = head.number or (head.letterhead and self.text.clean[at].isupper())
        return at if head.title is None and known and starts("subject").match(self.text.folded, at) else None

    def _title_of(self, i: int, cell: Cell) -> tuple[Stretch, str] | None:
        """The title that a cell is, where one may come: below number or date, or at the top of a text."""
        head = self.head
        if head.title or self.stage == "subject":
            return None
        known = bool(head.number or head.date or (self.holes and not head.letterhead))
        known = known or self._unnumbered(i, cell)
        titled = (self.lower_case or i == 0) and is_titled(self._words(cell))
        found = title_at(self.text, cell)
        if found is None and (known or titled):
            begins = self.lower_case and titled
            found = title_in_lower_case(self.text, cell, begins, short=head.number is not None)
        if found is None and (own := self._own_type()):
            found = worn_title_of(self.text, cell, own)
        known = known or (i == 0 and law_title(self.text, cell))
        if found and i == 0 and is_above_text(self.text, cell, self.cells.next(1, 3)):
            return found
        return found if found and (known or (i < 12 and fills_line(self.text, cell, found[0][1]))) else None

    def _unnumbered(self, i: int, cell: Cell) -> bool:
        """Whether a cell stands below the motto, and no number comes: rules that a decision promulgates."""
        below = any(b <= cell.start for _, b in self.holes) and title_at(self.text, cell) is not None
        return below and not any(NUMBER.match(self.text.folded, one.start) for one in self.cells.next(i, 10))

    def _title(self, cell: Cell, found: tuple[Stretch, str]) -> bool:
        self.head.title = found
        self.stage = "title"
        end = found[0][1]
        if end < cell.end:
            rest = self.text.clean[end : cell.end]
            if _NOTE_SIGN.fullmatch(rest):
                return self._done(cell)
            begin = end + len(rest) - len(rest.lstrip(" :-–"))
            if _AUTHOR.match(self.text.folded, begin):
                return self._author(cell._replace(start=begin))
            if self.head.number is None and (line := number_behind(self.text, begin, cell.end)):
                self.head.number = line
                return self._done(cell)
            return self._subject(begin, cell) if begin < cell.end else self._done(cell)
        return self._done(cell)

    def _subject(self, start: int, cell: Cell) -> bool:
        if start < cell.end:
            self.head.subject.append((start, cell.end))
        return self._done(cell)

    def _address(self, at: int) -> bool:
        if self.stage == "title":
            self._drop_sender()
            self._drop_authority()
        begin = at + (len(self.text.clean[at : at + 3]) - len(self.text.clean[at : at + 3].lstrip(" :")))
        end = addressees_end(self.text, begin, self.stop)
        self.head.addressees = begin, end
        self.head.end = end
        self.stage = "addressees"
        return False

    def _letterhead(self, i: int, cell: Cell) -> bool:
        """Above the number: bodies, up to the name of a form; other short words are noise."""
        if starts("form").match(self.text.folded, cell.start):
            self.stage = "number"
            return self._done(cell)
        words = self._words(cell)
        if self.head.letterhead and words.startswith("Căn cứ "):
            return False
        small = self.lower_case and " " in words and (is_titled(words) or opens_body(words))
        if is_spoiled_stamp(words):
            return self._done(cell)
        if is_letterhead(words) or (small and not is_printed_by_site(words)):
            self.head.letterhead.append(cell)
            return self._done(cell)
        return cell.end - cell.start < 60 and i < 8

    def _under_number(self, i: int, cell: Cell) -> bool:
        """Below the number: the subject of a letter, what stands there in place of a title, or noise."""
        head = self.head
        if not head.subject and self._names_subject(cell):
            self.stage = "subject"
            return self._subject(cell.start, cell)
        if cell.line > 40 or opens_text(self.text, cell):
            return False
        if not head.subject and self._names_topic(cell):
            self.stage = "title"
            return self._subject(cell.start, cell)
        if is_letterhead(self._words(cell)) and self._addressed(i) is None:
            if starts("authority").match(self.text.folded, cell.start):
                head.authority = cell.start, cell.end
            return self._done(cell)
        return self._addressed(i) is not None or (cell.end - cell.start < _NOISE and self._resumes(i))

    def _own_type(self) -> str | None:
        """The type that the symbol of the number tells."""
        number = self.head.number.number if self.head.number else None
        return type_by_symbol(number, self.head.party or number.form == "party") if number else None

    def _resumes(self, i: int) -> bool:
        """Whether title or "Về việc" comes behind some noise; behind more, the type that the number has."""
        if any(map(self._is_named, self.cells.next(i + 1, 3))):
            return True
        own = self._own_type()
        titles = (self._title_of(i + 1, one) for one in self.cells.next(i + 1, _SMEARED)) if own else ()
        return any(title and title[1] == own for title in titles)

    def _is_named(self, cell: Cell) -> bool:
        """Whether a cell begins as title or subject do; a title in small letters takes all of it."""
        begun = title_at(self.text, cell) or starts("subject").match(self.text.folded, cell.start)
        return bool(begun) or (
            is_titled(self._words(cell)) and title_in_lower_case(self.text, cell) is not None
        )

    def _names_subject(self, cell: Cell) -> bool:
        """The subject of a letter without "V/v": with "Về", or as letters of the Party print it."""
        if not self._letter() or not (line := self._words(cell).strip()):
            return False
        bare = self.head.party and not is_capital(line) and not opens_text(self.text, cell)
        return bare or self.text.folded.startswith("về ", cell.start)

    def _names_topic(self, cell: Cell) -> bool:
        """What a document without its title line is about: "THÔNG QUA ĐIỀU CHỈNH QUY HOẠCH …"."""
        words = self._words(cell)
        if self._letter() or cell.end - cell.start <= 20 or not words.isupper():
            return False
        return bool(starts("topic").match(self.text.folded, cell.start)) or self._is_bare_topic(words)

    def _is_bare_topic(self, words: str) -> bool:
        """Words in capitals under letterhead, number and date that name neither a body nor a heading."""
        head, folded = self.head, fold(words)
        above = head.number and head.date and head.letterhead and len(words.split()) > 5
        other = starts("authority", "body").match(folded) or _SESSION.match(folded) or _HEADING.match(folded)
        return bool(above) and not other and named(words) is None

    def _letter(self) -> bool:
        number = self.head.number
        if number is None:
            return False
        parsed = number.number or symbol_number(number.symbol)
        return parsed is not None and (parsed.form == "letter" or parsed.doc_type in (None, "CV"))

    def _addressed(self, i: int) -> int | None:
        """How many cells ahead "Kính gửi" stands, if it is near."""
        near = self.cells.next(i + 1, 8)
        match = starts("addressees").match
        return next((n for n, cell in enumerate(near, 1) if match(self.text.folded, cell.start)), None)

    def _under_subject(self, i: int, cell: Cell) -> bool:
        apart = cell.apart and not self._words(cell)[0].islower()
        small = any(not self._words_of(one).isupper() for one in self.head.subject)
        ends = apart or opens_text(self.text, cell) or (small and _is_smear(self._words(cell)))
        goes_on = self._addressed(i) is not None or not ends
        return goes_on and self._subject(cell.start, cell)

    def _under_title(self, i: int, cell: Cell) -> bool:
        """A line under the title: author, subject, or the first of the preamble."""
        head, text = self.head, self.text
        title = head.title
        if title and cell.start < title[0][1] and text.clean.find("\n", title[0][0], cell.start) >= 0:
            return True
        first = not head.subject
        if title and first and not head.author and (joint := joint_title(text, title, cell)):
            return self._title(cell, joint)
        if first and not head.author and _AUTHOR.match(text.folded, cell.start):
            return self._author(cell)
        if first and head.author and self._author_goes_on(cell):
            head.author.append((cell.start, cell.end))
            return self._done(cell)
        if not first and _rule_before(text, cell):
            return self._decided(cell)
        # "CHỦ TỊCH NƯỚC … / Chủ tịch nước Việt Nam dân chủ cộng hoà / Chiểu sắc lệnh …"
        if first and head.authority and self._repeats_author(cell):
            return self._done(cell)
        decides = self._capital(self._words(cell)) and (self._is_body(i, cell) or self._repeats_author(cell))
        if first and decides:
            head.authority = cell.start, cell.end
            return self._done(cell)
        if self._goes_on(cell, self._words(cell), first):
            return self._subject(cell.start, cell)
        return self._decided(cell)

    def _decided(self, cell: Cell) -> bool:
        """The line behind the subject, with which the head ends: who decides, or the text itself."""
        if self._capital(self._words(cell)) and starts("authority").match(self.text.folded, cell.start):
            self.head.authority = cell.start, cell.end
        return False

    def _is_body(self, i: int, cell: Cell) -> bool:
        """Whether all of a line is the name of a registered body: who decides, not what about."""
        found, folded = named(self._words(cell)), self.text.folded[cell.start : cell.end]
        after = self.cells.next(i + 1, 1)
        goes_on = bool(after) and self._capital(self._words(after[0])) and not after[0].apart
        return found is not None and bool(starts("authority").match(folded)) and not goes_on

    def _author(self, cell: Cell) -> bool:
        """A line "CỦA BỘ CHÍNH TRỊ" directly under the title names the author."""
        at = self.text.folded.find(" về ", cell.start, cell.end)
        if at >= 0:
            self.head.author.append((cell.start, at))
            return self._subject(at + 1, cell)
        self.head.author.append((cell.start, cell.end))
        title = self.head.title
        inline = inline_number(self.text, title[0][1]) if title else None
        if inline and inline["who"] and inline.end() < cell.end:
            return self._subject(past_blank(self.text.clean, inline.end()), cell)
        return self._done(cell)

    def _repeats_author(self, cell: Cell) -> bool:
        """Whether a line in capitals is the author above once more, who decides: "CHỦ TỊCH CHÍNH PHỦ …"."""
        words = " ".join(self.text.folded[cell.start : cell.end].split()[:2])
        named = any(words in self.text.folded[slice(*line)] for line in self.head.author)
        return named and bool(starts("authority").match(self.text.folded, cell.start))

    def _author_goes_on(self, cell: Cell) -> bool:
        if self.text.folded.startswith(("về", "v/v"), cell.start):
            return False
        a, b = self.head.author[-1]
        return self.text.clean[a:b].rstrip().endswith((",", "-", "và", "VÀ"))

    def _goes_on(self, cell: Cell, words: str, first: bool) -> bool:
        """Whether a line still belongs to the subject under a title."""
        if first:
            if _HEADING.match(self.text.folded, cell.start):
                return False
            ground = _GROUND.match(self.text.folded, cell.start, cell.end)
            decided = cell.apart or self.head.authority or words[-1] in ";,"
            told = speaks(self.text, cell) or (ground and decided)
            return self._capital(words) or not told
        if _ENCLOSED.match(self.text.folded, cell.start):
            return False
        last = self.head.subject[-1]
        capital = all(self._capital(self.text.clean[a:b].strip()) for a, b in self.head.subject if a < b)
        if capital and _HEADING.match(self.text.folded, cell.start):
            return False
        if capital and self._beside_title() and (words[0].islower() or words.startswith("Về ")):
            return True
        if capital:
            return (
                words.startswith(("về ", "(", "Đối với "))
                or self._capital(words)
                or bool(_REST.fullmatch(words))
            )
        if _QUOTED.fullmatch(words) and self.text.clean[last[1] - 1] not in ".:":
            return True
        apart = cell.apart and self.text.clean[last[1] - 1] != ","
        if (apart and not words[0].islower()) or _LETTERED.match(words):
            return False
        if (
            words[-1] == ":"
            or _is_smear(words)
            or self.text.clean[last[1] - 1] in (".:" if words[0].islower() else ".;:")
            or self._capital(words)
            or len(self.head.subject) > _SUBJECT_LINES
        ):
            return False
        return words.lstrip("(")[:1].islower() or not (
            opens_text(self.text, cell) or self._new_paragraph(last, cell)
        )

    def _beside_title(self) -> bool:
        """Whether of the subject only what stands on the line of the title is known: "QUY CHẾ| PHỐI HỢP"."""
        title, subject = self.head.title, self.head.subject
        if title is None or len(subject) != 1:
            return False
        return self.text.clean.find("\n", title[0][0], subject[0][0]) < 0

    def _capital(self, words: str) -> bool:
        """Whether a line is in capitals, or as good as that where the title itself is not ("Quyết Định")."""
        title = self.head.title
        if is_capital(words) or not title or self.text.clean[slice(*title[0])].isupper():
            return is_capital(words)
        return sum(word[0].islower() for word in words.split()) < 0.2 * len(words.split())

    def _new_paragraph(self, last: Stretch, cell: Cell) -> bool:
        """A long line after a short one begins a paragraph, if that wants no other."""
        short = last[1] - last[0] < 50 and cell.end - cell.start > 60
        return short and not is_open(self.text.folded[slice(*last)].strip())

    def _inline(self, at: int) -> None:
        """Take author, number and date out of a title that holds them."""
        match = inline_number(self.text, at)
        if not match:
            return
        head = self.head
        if head.number is None:
            head.number = inline_line(self.text, match)
        if head.date is None:
            head.date = DateLine(None, match.span("date"), day_of(match))
        end = match.end() if match["who"] else inline_author_end(self.text, match.end())
        behind = [(match.end(), end)] if end > match.end() else []
        head.author = [match.span("who")] if match["who"] else behind
        head.subject = [(max(a, end), b) for a, b in head.subject if b > end]

    def _strip_subject(self) -> None:
        """Take "Về việc" (which may be broken over two lines) off the beginning of the subject."""
        subject, folded = self.head.subject, self.text.folded
        at = _past_quote(self.text, past_blank(folded, subject[0][0])) if subject else 0
        match = starts("subject").match(folded, at) if subject else None
        if match:
            begin = match.end() + (folded[match.end() : match.end() + 1] in (":", "."))
            self.head.letter = self.head.title is None and "/" in match[0]
            self.head.subject = [(max(a, begin), b) for a, b in subject if b > begin]

    def _drop_sender(self) -> None:
        """Take who sends a telegram ("CÔNG ĐIỆN / |BAN CHỈ ĐẠO …| / điện:") out of the place of a subject."""
        head = self.head
        telegram = head.title is not None and head.title[1] == "cong-dien"
        if telegram and head.subject and all(self._of_authority(line) for line in head.subject):
            first, last = head.subject[0], head.subject[-1]
            if starts("authority", "body").match(self.text.folded, first[0]):
                head.authority, head.subject = (first[0], last[1]), []

    def _drop_authority(self) -> None:
        """Take the deciding authority ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH") off the end of the subject."""
        head, text = self.head, self.text
        for count in (1, 2, 3):
            tail = head.subject[-count:]
            if len(head.subject) <= count or not all(self._of_authority(line) for line in tail):
                continue
            known = is_authority(text, tail, head.subject[-count - 1], self.worn) or self._issues(tail)
            if not known:
                continue
            if self._broken(head.subject[-count - 1]) and len(head.subject) > count + 1:
                count += 1
            head.end = head.subject[-count][0]
            head.authority = head.end, head.subject[-1][1]
            del head.subject[-count:]
            return

    def _issues(self, tail: list[Stretch]) -> bool:
        """Whether lines apart from what stands above them are those of the letterhead once more."""
        above = self.head.letterhead
        if not above or self.text.folded[above[-1].end - 1] != self.text.folded[tail[-1][1] - 1]:
            return False
        name = _letters(self.text, [(cell.start, cell.end) for cell in above])
        words = _letters(self.text, tail)
        return len(words) > 12 and name.endswith(words)

    def _of_authority(self, line: Stretch) -> bool:
        return self._capital(self.text.clean[slice(*line)].strip()) or bool(
            SITTING.fullmatch(self.text.folded[slice(*line)].strip())
        )

    def _broken(self, line: Stretch) -> bool:
        """Whether a line holds only the first word of an authority: "ỦY / BAN NHÂN DÂN TỈNH BẮC NINH"."""
        return self.text.folded[slice(*line)].strip() in ("ủy", "hội", "chủ", "thủ", "bộ")


def _is_smear(words: str) -> bool:
    """Whether a line under small letters is what OCR made of a stamp: most of its words in capitals."""
    pieces = words.split()
    shown = sum(one.isupper() for one in pieces)
    return len(pieces) > 2 and 2 * shown > len(pieces) and not any(map(str.isdigit, words))


def _letters(text: Text, lines: list[Stretch]) -> str:
    return "".join(char for a, b in lines for char in text.folded[a:b] if char.isalnum())


def _past_quote(text: Text, at: int) -> int:
    """Behind the mark that some print before a subject: "“V/v tổ chức …”", "(Về việc …)"."""
    return at + (text.clean[at] in '"“(')


def _rule_before(text: Text, cell: Cell) -> bool:
    line = text.clean[max(0, cell.start - 40) : cell.start].rstrip("\n |")
    return line.endswith(("---", "___", "***", "–––", "———", "==="))
