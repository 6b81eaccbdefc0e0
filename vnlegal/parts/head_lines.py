"""The lines of a head that their form gives away: motto, number, place and date, title, body.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.1-5; Hướng dẫn 36-HD/VPTW for documents of the Party.  What bad OCR
did to a line is overlooked where the rest of it leaves no doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from .. import late
from ..lines import Stretch
from ..model import DocNumber
from ..notation import numbers
from ..notation.bodies import named, province, restored
from ..scan import Begun, Match
from ..text import Text, bare, fold, trim
from ..vocabulary import doc_types, doc_types_by_abbreviation, doc_types_by_name, words
from .cells import Cell, cut
from .wording import any_of, forms, starts

# Motto, its tagline, the heading of the Party (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.1).
_HOLES = Begun(
    starts("motto", "tagline", "party", "old_motto"),
    late.regex(
        rf"(?<![\p{{L}}])(?:(?P<motto>{any_of('motto')}"
        rf"|(?<=\| ?){any_of('old_motto')}(?= độc lập| [^\n|,]{{2,24}}, ngày )"
        rf"|{any_of('old_motto')}(?=[ |*_–-]{{1,40}}(?:độc lập|số ?:? ?\d)))"
        rf"|(?P<tagline>{any_of('tagline')})|(?P<party>{any_of('party')}))"
    ),
)
# The motto and its tagline with up to five letters wrong: "CỘNG HÒA XÃ HỘI CHÚ NGHIA VIỆT NAM".
_WORN_MOTTO = late.regex(
    r"(?P<motto>cong\W{0,3}hoa\W{0,3}xa\W{0,3}hoi\W{0,3}chu\W{0,3}nghia\W{0,3}viet\W{0,3}nam){e<=5}"
    r"|(?P<tagline>(?!))|(?P<party>(?!))",
    regex.BESTMATCH,
)
# The tagline as OCR leaves it: "Doc lap - Tu do - Hanh phuc", three slips at most.
_WORN_TAGLINE = late.regex(
    r"(?P<tagline>doc\W{0,3}lap.{1,5}tu\W{0,3}do.{1,5}hanh\W{0,3}phuc){e<=3}|(?P<motto>(?!))|(?P<party>(?!))",
    regex.BESTMATCH,
)
_MOTTO, _MOTTO_ERRORS = "conghoaxahoichunghiavietnam", 5
_MOTTO_WORDS = ("cong", "hoa", "xa ho", "hoi chu", "nghia", "viet", "nam")
_TAGLINE_WORDS = ("doc", "lap", "tu do", "hanh", "phuc")
_WORN_ZONE = 4000
_TITLE = 40  # characters of a line that holds a title alone
_OVER_IT = 24  # characters of the line above: "HỘI ĐỒNG NHÀ NƯỚC"
# Above who orders: "LỆNH / … / CHỦ TỊCH NƯỚC |CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|".
_ORDER = late.regex(r"(?m)^LỆNH(?: CỦA CHỦ TỊCH NƯỚC)?$")
# Grounds: "Căn cứ Luật …".
_GROUNDS = late.re(r"(?:[-–+] ?)?(?:căn cứ|thực hiện) ")
_LONG_TITLE = 40  # characters of a line that holds title and subject
_TAGLINE, _TAGLINE_NEAR = 300, 150
_FIRST_REPUBLIC = "việt nam dân"
# Before the country in the title of a treaty or the name of a body ("HỘI ĐỒNG NHÀ NƯỚC / NƯỚC |CỘNG HÒA …"),
# before the Party in that of any paper.
_OF_TITLE = (
    *("giữa nước ", "chính phủ nước ", "hội đồng nhà nước nước ", "hội đồng bộ trưởng nước "),
    *("thành lập ", "lịch sử ", "điều lệ ", "xây dựng ", " của ", "ủy viên ban chấp hành trung ương "),
    *("thành lập\n", "lịch sử\n", "điều lệ\n", " của\n"),
)
# "Số: 15", "Luật số: 81", "Số 10-KL/TU", "số357/TTr-CP"; "Só:", "Sô:", "SỒ:" by OCR.
NUMBER = late.regex(
    rf"(?:(?P<kind>{any_of('numbered')})\s+|(?P<kind>quyết\sđịnh)\s+(?=số\s?:))?"
    r"(?:số(?:(?P<colon>\s?[:;]\s?)|\s?\.\s?(?=[\d\s])|\s+|(?=\d{1,5}\s?/))"
    r"|s[oòóỏõọôồốổỗộơờớởỡợ](?P<colon>\s?[:;]\s?))(?=[\d….·_\s/-]|\S{1,6}\s?/)"
)
BEFORE_NUMBER = late.regex(r"(?<=(?:^|\|)[\p{Lu}\d ,.–-]{4,110}) (?=Số ?(?::|\d))", regex.MULTILINE)
"""Between body and number on one line or in one cell: "BỘ CÔNG THƯƠNG Số: 04/VBHN-BCT"."""
# A number with an unknown symbol: "15/XYZ-ABC".
_TOKEN = late.regex(r"\d{1,8}[a-zđ]?\s?[/-]\s?\p{Lu}[\p{L}\d/&.-]{0,40}")
_SYMBOL = (
    r"(?P<rest>(?:/\s?(?:19|20)\d\d\s?)?[/-]\s?\p{Lu}[\p{L}&]*\d{0,2}(?:\s?[-/]\s?\p{Lu}[\p{L}&\d]*){0,5})"
)
# A number whose digits stand in a cell of their own: "18 | /2025/QĐ-UBND".
_PARTED = late.regex(
    r"\s?(?P<from>\d{1,6}[a-zđ]?)[\s|]*\|[\s|]*/(?:(?:19|20)\d\d/)?\p{Lu}[\p{L}&]*(?:[-/]\p{Lu}[\p{L}&\d]*){0,5}"
)
# A number whose symbol is set with blanks, to the end of its line: "4144 /GDĐT – VP".
_SPACED = late.regex(
    r"\s?(?P<from>\d{1,6}[a-zđ]?)\s?/\s?\p{Lu}[\p{L}&]*(?:\s?[-–]\s?\p{Lu}[\p{L}&]{1,11}){1,3}(?=\s?$)"
)
# A number left blank ("Số:    /UBND-NC", "Số: …/2025/NĐ-CP"), and one that nobody can read ("Số: đút /VP").
_BLANK_TOKEN = late.regex(rf"[\s….·_]*{_SYMBOL}")
# A serial that cannot be read before a symbol: "…|l5a|/QĐ-UBND".
_UNREAD_TOKEN = late.regex(rf"\s?[^\s/]{{1,8}}\s?{_SYMBOL}")
# "…, ngày 05 tháng 3 năm 2024", with blanks for what is still to be written; "ngày 4ð thang 9" by OCR.
_DATE = late.regex(
    r"(?P<comma>\s?[,.]?)\s?ng[àa]y\s?(?:(?P<d>\d{1,2})|[^\s,;]{0,4}|\d \p{L})\s?th[áaâă]ng\s?"
    r"(?:(?P<m>\d{1,2})|[^\s,;]{0,3})\s?n[ăaâ]m\s?(?:(?P<y>(?:19|20)\d\d)|(?:20)?[….·_]*)"
    r"|(?P<comma>,)\s?ngày\s(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)"
)
# A place name at the end of a stretch: "Hà Nội", "TP. Hồ Chí Minh", "Bà Rịa - Vũng Tàu".
_PLACE = late.regex(
    r"(?<![\p{L}\d/-])(?:TP\.?\s?|Tp\.?\s?|T\.P\.?\s)?\p{Lu}[\p{L}'’.]*(?:\s?[-–]\s?\p{Lu}[\p{L}']*|\s(?:ph[ốồôổ]|\p{Lu}[\p{L}'’.]*|\d{1,2}(?=\s*(?:,|$))))*\s?$"
)
# The same with one capital: "Hà nội".
_SMALL_PLACE = late.regex(r"(?<!\p{L})\p{Lu}\p{Ll}+ \p{Ll}+\s?$")
_NO_PLACE = ("trong", "vào", "từ", "hôm nay", "tại")
_HALF = late.regex(r"\s?\p{Lu}\p{Ll}{1,5}\s?\n")
"""The first half of a place name that a narrow column breaks: "Mỹ / Tho, ngày …"."""
# A date that fills a cell, as judgments have it: "Ngày: 22-9-2025", "Ngày 14 tháng 5 năm 2024".
_DAY_ALONE = late.regex(
    r"ngày\s?:?\s?(?P<d>\d{1,2})(?:\stháng\s|\s?[/.-]\s?)(?P<m>\d{1,2})(?:\snăm\s|\s?[/.-]\s?)(?P<y>(?:19|20)\d\d)\.?"
)
# Author, number and date behind a title: "CỦA CHÍNH PHỦ SỐ 10/1999/NĐ-CP NGÀY …" (old prints), "… SỐ 38 NV
# NGÀY …", "BẢN ÁN |19/2019/DS-PT NGÀY 22/02/2019|" (sites).
_INLINE = late.regex(
    r"\s*(?:(?:của\s(?P<who>[^\d]{3,160}?)\s)?số\s?:?\s(?P<number>\d{1,4}\s\p{L}{1,3}(?:/\S{2,12})?|\S{1,40})"
    r"|(?P<number>\d{1,5}/\d{4}/[a-zđ]{2,5}-(?:st|pt|gđt|tt))),?\s{1,2}"
    r"(?P<date>ngày\s(?P<d>\d{1,2})(?:\stháng\s|[/.-])(?P<m>\d{1,2})(?:\snăm\s|[/.-])(?P<y>(?:19|20)\d\d))"
)
# The rest of a title that a line breaks: "THÔNG TƯ / |LIÊN TỊCH|".
_JOINT = late.regex(r"liên\s(?:tịch|bộ|ngành)(?!\p{L})")
# What leads to an author in a title; where a word of it ends.
_OF, _WORD_END = late.regex(r"\s+của\s+"), late.regex(r"(?<=\p{L})(?=\s|$)")
# The number of an old decree: "34", "38 NV", "22-C".
_SYMBOLLESS = late.regex(r"(?P<serial>\d{1,4})(?:[ -]\p{Lu}{1,3})?")
# What stands for the hyphen of an old number: "58| |NQ/HĐNN8", "551||NQ/HĐNN7".
_STUCK_TYPE = late.re(r"(?<=\d) ?(?=[A-ZĐ]{2}/)")
# The line that enacts below the grounds: "NGHỊ ĐỊNH:" (Nghị định 78/2025/NĐ-CP, Phụ lục I).
_ENACTS = late.re(r"(?m)^(?P<type>NGHỊ ĐỊNH|QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT|THÔNG TƯ) ?:?$")
_ENACTS_WITHIN = 6000
_ENACTED = {
    "nghị định": "nghi-dinh", "quyết định": "quyet-dinh", "quyết nghị": "nghi-quyet",
    "nghị quyết": "nghi-quyet", "thông tư": "thong-tu",
}  # fmt: skip
_LAWS, _LAW_REACH = ("luat", "bo-luat", "phap-lenh"), 900
# The grounds and the formula below the title of a law: "Căn cứ vào Hiến pháp …, / Luật này quy định …".
_LAW_BEGINS = late.regex(
    r"\nCăn cứ (?:vào )?[^\n]*\n(?:[^\n]*\n){0,8}?(?:Luật|Bộ luật|Pháp lệnh) này (?:quy định|điều)"
)
# Between two bodies of a line: "Bộ Tài chính| - |Tổng cục Thuế", "BỘ TÀI CHÍNH|/ |TỔNG CỤC THUẾ".
_BETWEEN = late.regex(r"\s[-–—]\s|\s?/\s")
# Words that all begin with a capital: "Thành Phố Hà Nội".
_TITLED = late.regex(r"\p{Lu}[\p{L}’']*(?:,?\s(?:\p{Lu}[\p{L}’']*|[-–&]|\d+))*")


class NumberLine(NamedTuple):
    """A number behind "Số:"; without digits the number is None and the symbol stands alone.

    `blank` says that the digits are still to be written, as in a draft.
    """

    span: Stretch
    number: DocNumber | None
    symbol: str
    blank: bool = False


class DateLine(NamedTuple):
    """Place and date; the place is None where none is printed, the day where it is left blank."""

    place: Stretch | None
    span: Stretch
    day: date | None


def mottoes(text: Text, start: int, stop: int) -> list[Match]:
    """The motto of the State, its tagline, and the heading of the Party (group `party`)."""
    found = [m for m in _HOLES.finditer(text.folded, start, stop) if _is_motto(text, m)]
    motto = next((m for m in found if m["motto"] or m["party"]), None)
    if motto and (motto["party"] or any(m["tagline"] for m in found)):
        return found
    begin, end = (motto.end(), motto.end() + _TAGLINE) if motto else (start, start + _WORN_ZONE)
    return sorted([*found, *_worn(text, begin, min(stop, end))], key=lambda m: m.start())


def _is_motto(text: Text, match: Match) -> bool:
    words = text.clean[match.start() : match.end()]
    if match["tagline"]:
        return match.start() == 0 or text.clean[match.start() - 1] in "\n| "
    of_title = text.folded.endswith(_OF_TITLE, 0, match.start()) or _orders(text, match.start())
    if text.folded.startswith(_FIRST_REPUBLIC, match.start()):  # it is in names of bodies as well
        return text.clean[: match.start()].rstrip(" ")[-1:] in ("", "\n", "|")
    if match["party"] and of_title:
        return False
    if match["party"] and _is_written(" ".join(words.split())):
        before, behind = (
            text.clean[max(0, match.start() - 1) : match.start()],
            text.clean[match.end() : match.end() + 1],
        )
        return before in ("", "\n", " ") and behind in ("", "\n", "|")
    told = "độc lập" in text.folded[match.end() : match.end() + _TAGLINE_NEAR]
    return (words.isupper() and (told or not of_title)) or (bool(match["motto"]) and told)


def _orders(text: Text, at: int) -> bool:
    """Whether the country stands in the name of who orders: "LỆNH / … / CHỦ TỊCH NƯỚC |CỘNG HÒA …|"."""
    president = text.clean.endswith("\nCHỦ TỊCH NƯỚC ", 0, at)
    return president and _ORDER.search(text.clean, max(0, at - _TAGLINE), at) is not None


def _is_written(words: str) -> bool:
    """Whether the heading of the Party is spelled as a name: "Đảng Cộng sản Việt Nam"."""
    return is_titled(words) or (words[0].isupper() and words.endswith("Việt Nam"))


def _worn(text: Text, start: int, stop: int) -> Iterator[Match]:
    """A motto or tagline that OCR has damaged, line by line."""
    at = start
    while at < stop:
        end = text.clean.find("\n", at, stop)
        end = stop if end < 0 else end
        if 20 < end - at < 200 and not any(
            of in text.folded[max(0, at - _OVER_IT) : end] for of in _OF_TITLE
        ):
            yield from (one for one in _worn_in(text, at, end) if not _orders(text, one.start()))
        at = end + 1


def _worn_in(text: Text, at: int, end: int) -> Iterator[Match]:
    """What a line holds; blanks stand for what is before it, so that places are those of the text."""
    line = bare(text.folded[at:end])
    tagline = sum(word in line for word in _TAGLINE_WORDS) > 2
    if tagline and (match := _WORN_TAGLINE.search(" " * at + line, at, end)):
        yield match
        return
    words = text.clean[at:end].strip()
    capital = sum(word in line for word in _MOTTO_WORDS) > 2 and (mostly_capital(words) or is_titled(words))
    letters = "".join(filter(str.isalnum, line)) if capital else ""
    if near(_MOTTO, letters, _MOTTO_ERRORS) and (match := _worn_motto(" " * at + line, at, end)):
        yield match


@lru_cache(32)
def _worn_motto(page: str, at: int, end: int) -> regex.Match[str] | None:
    """The motto in a line; a head is looked at twice, and a motto cut off at its end takes long to find."""
    return _WORN_MOTTO.search(page, at, end)


def near(words: str, letters: str, errors: int) -> bool:
    """Whether a stretch of `letters` is `words` but for so many edits (Myers 1999): cheaper than to find it.

    >>> near("vietnam", "nuocvletnan", 2), near("vietnam", "nuocvletnan", 1)
    (True, False)
    """
    places: dict[str, int] = {}
    for i, letter in enumerate(words):
        places[letter] = places.get(letter, 0) | 1 << i
    whole, last = (1 << len(words)) - 1, 1 << len(words) - 1
    more, less, distance = whole, 0, len(words)
    for letter in letters:
        same = places.get(letter, 0)
        across = ((same & more) + more ^ more) | same
        up, down = less | ~(across | more), more & across
        distance += bool(up & last) - bool(down & last)
        if distance <= errors:
            return True
        more, less = (down << 1 | ~(same | less | up << 1)) & whole, up << 1 & (same | less) & whole
    return False


def mostly_capital(words: str) -> bool:
    """Whether most letters are capitals, as in a line that OCR has damaged."""
    letters = [c for c in words if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.6 * len(letters)


def is_capital(words: str) -> bool:
    """Whether words are in capitals; one small "v" ("V/v") does not count."""
    return words.isupper() or (words.replace("v", "").isupper() and len(words) > 3)


def names_body(words: str) -> bool:
    """Whether words that are not in capitals are the name of a body, as a letterhead may print it.

    >>> names_body("Bộ Tài chính"), names_body("Ủy Ban Nhân Dân"), names_body("Bộ Tài chính hướng dẫn thuế")
    (True, True, False)
    >>> names_body("Bộ Tài chính - Tổng cục Thuế")
    True
    """
    return all(map(_names_one, _BETWEEN.split(words)))


def _names_one(words: str) -> bool:
    if len(words) > 70 or words[-1:] in ".:;,":
        return False
    folded = fold(words)
    return bool(starts("body").match(folded)) and (is_titled(words) or named(words) is not None)


def opens_body(words: str) -> bool:
    """Whether a line in small letters begins as the name of a body does, where a page has its head so.

    >>> opens_body("Tòa án nhân dân khu vực 3"), opens_body("Phòng chống thiên tai:"), opens_body("Kính gửi")
    (True, False, False)
    """
    short = 4 < len(words) < 70 and words[0].isupper() and words[-1] not in ".:;,"
    return short and bool(starts("body").match(fold(words)))


def in_small_letters(text: Text, found: list[Match]) -> bool:
    """Whether a page prints its motto, and so perhaps its whole head, in small letters."""
    printed = [text.clean[slice(*match.span())] for match in found if not match["tagline"]]
    return bool(printed) and not any(mostly_capital(words) for words in printed)


def is_titled(words: str) -> bool:
    """Whether every word begins with a capital, as a letterhead in lower case has it: "Thành Phố Hà Nội"."""
    return len(words) < 70 and bool(_TITLED.fullmatch(words)) and not words.isupper()


def is_letterhead(words: str) -> bool:
    """Whether a line may belong to a letterhead: a body, or words in capitals that no site prints."""
    words = words.strip(" |")
    if is_printed_by_site(words):
        return False
    return (
        is_capital(words)
        or names_body(words)
        or ((mostly_capital(words) or is_titled(words)) and known_worn(words))
    )


def is_printed_by_site(words: str) -> bool:
    """Whether a line is a heading, a stamp or a link that no document prints itself: "Thông tin văn bản"."""
    folded = fold(words)
    heading = folded.rstrip(" .:…") in (*forms("portal heading"), *forms("incoming"))
    return heading or bool(starts("furniture", "stamp").match(folded))


@cache
def _incoming() -> tuple[str, ...]:
    return tuple(bare(form).replace(" ", "") for form in words("scans", "stamp"))


def is_worn_stamp(folded: str) -> bool:
    """Whether a line is the stamp of whoever received a paper, as OCR sees it: "SÔNG THÔNG TIN ĐIỆN TỬ …"."""
    letters = "".join(filter(str.isalnum, bare(folded)))
    return 15 < len(letters) < 40 and any(near(form, letters, 3) for form in _incoming())


def is_spoiled_stamp(words: str) -> bool:
    """Whether a line is such a stamp with letters lost: whole, it may be a letterhead."""
    return is_worn_stamp(fold(words)) and "".join(filter(str.isalnum, bare(fold(words)))) not in _incoming()


def known_worn(words: str) -> bool:
    """Whether words are the name of a registered body that OCR has damaged: "BO TAI CHiNH"."""
    return len(words) < 70 and restored(words) != words


@cache
def _titles() -> tuple[regex.Pattern[str], dict[str, str], dict[str, str]]:
    """The type names that may stand as a title, the row of each, and the same without tones."""
    ids = {fold(name): row.id for row in doc_types() if row.title for name in (row.label, *row.names)}
    # Of "THÔNG BÁO KẾT LUẬN" the second word begins the subject.
    ids = {name: id for name, id in ids.items() if not _two_types(name, ids)}
    names = late.longest_first(ids)
    pattern = "|".join(
        regex.escape(name, special_only=True, literal_spaces=True).replace(" ", r"\s") for name in names
    )
    plain = {bare(name): id for name, id in ids.items() if len(name) > 6}
    return late.regex(rf"(?:{pattern})(?!\p{{L}})"), ids, plain


def _two_types(name: str, ids: dict[str, str]) -> bool:
    words = name.split()
    return any(" ".join(words[:n]) in ids and " ".join(words[n:]) in ids for n in range(1, len(words)))


def title_at(text: Text, cell: Cell) -> tuple[Stretch, str] | None:
    """The title (type name in capitals) that begins a cell, whole lines preferred to beginnings of lines."""
    pattern, ids, _ = _titles()
    best: tuple[Stretch, str] | None = None
    if match := pattern.match(text.folded, cell.start, cell.start + 40):
        for name in _shorter(match[0], ids):
            end = cell.start + len(name)
            if not text.clean[cell.start : end].isupper():
                continue
            whole = end >= len(text.clean) or text.clean[end] in "\n|" or end == cell.end
            if whole:
                return (cell.start, end), ids[name]
            best = (cell.start, end), ids[name]
    return best or _worn_title(text, cell)


def joint_title(text: Text, title: tuple[Stretch, str], cell: Cell) -> tuple[Stretch, str] | None:
    """The title that goes on in the line below it: "THÔNG TƯ / |LIÊN TỊCH| CỦA BỘ A - BỘ B SỐ …"."""
    found = _JOINT.match(text.folded, cell.start, cell.end)
    if found is None or not text.clean[slice(*found.span())].isupper():
        return None
    id = _titles()[1].get(" ".join(text.folded[title[0][0] : found.end()].split()))
    return ((title[0][0], found.end()), id) if id else None


def enacting_line(text: Text, at: int) -> tuple[Stretch, str] | None:
    """The line that enacts, and the type it names: "NGHỊ ĐỊNH:", "QUYẾT NGHỊ:"."""
    line = _ENACTS.search(text.clean, at, at + _ENACTS_WITHIN)
    return (line.span("type"), _ENACTED[text.folded[slice(*line.span("type"))]]) if line else None


def law_title(text: Text, cell: Cell) -> bool:
    """Whether the first line of a text without letterhead is the title of a law, its grounds below: "LUẬT BAN
    HÀNH / VĂN BẢN QUY PHẠM PHÁP LUẬT / Căn cứ vào Hiến pháp …".
    """
    found = title_at(text, cell)
    if found is None or found[1] not in _LAWS or not text.clean[cell.start : cell.end].isupper():
        return False
    return _LAW_BEGINS.search(text.clean, cell.end, cell.end + _LAW_REACH) is not None


def _worn_title(text: Text, cell: Cell) -> tuple[Stretch, str] | None:
    """A whole line in capitals that is a type name but for its tones: "QUYÉT ĐỊNH"."""
    start, end = trim(text.clean, cell.start, cell.end, " .,:;_-'`‘’\"=*~|«»‹›„")
    words = text.clean[start:end]
    if not 6 < end - start < 40 or not words.isupper():
        return None
    id = _titles()[2].get(" ".join(bare(text.folded[start:end]).split()))
    return ((start, end), id) if id else None


def worn_title_of(text: Text, cell: Cell, id: str) -> tuple[Stretch, str] | None:
    """A line in capitals that is a type's name but for one letter and its tones: "- HÔNG TƯ", "K ÉT LUẬN"."""
    if not text.clean[cell.start : cell.end].isupper() or cell.end - cell.start > _TITLE:
        return None
    letters = "".join(filter(str.isalnum, bare(text.folded[cell.start : cell.end])))
    names = (name.replace(" ", "") for name, other in _titles()[2].items() if other == id)
    worn = any(abs(len(name) - len(letters)) < 2 and near(name, letters, 1) for name in names)
    return ((cell.start, cell.end), id) if worn else None


def title_in_lower_case(
    text: Text, cell: Cell, begins: bool = False, short: bool = False
) -> tuple[Stretch, str] | None:
    """A cell that is a type name and nothing else, in any case: "Quyết Định"; or one that `begins` so, with
    a name of one word if `short`: "Luật Sở Hữu Trí Tuệ".
    """
    pattern, ids, _ = _titles()
    id = ids.get(" ".join(text.folded[cell.start : cell.end].split()))
    if id and text.clean[cell.start].isupper():
        return (cell.start, cell.end), id
    match = pattern.match(text.folded, cell.start, cell.end) if begins else None
    return ((cell.start, match.end()), ids[match[0]]) if match and (short or " " in match[0]) else None


def _shorter(found: str, ids: dict[str, str]) -> list[str]:
    """A found type name and the type names that it begins with, the longest first."""
    words = found.split()
    names = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return [name for name in names if name in ids]


def number_at(text: Text, at: int, stop: int) -> NumberLine:
    """The number behind "Số:"; for a blank the symbol alone, so that the type can be known from its form."""
    flow = text.flow[at : min(stop, at + 70)]
    if match := _PARTED.match(flow):
        number = numbers.parse("".join(match[0].replace("|", "").split()))
        if number:
            return NumberLine((at + match.start("from"), at + match.end()), number, number.symbol)
    line = text.clean.find("\n", at, at + len(flow))
    if match := _SPACED.match(flow, 0, line - at if line > 0 else len(flow)):
        number = numbers.parse("".join(match[0].replace("–", "-").split()))
        if number:
            return NumberLine((at + match.start("from"), at + match.end()), number, number.symbol)
    for start, end, number in numbers.find(flow):
        if not flow[:start].strip(" |:."):
            return NumberLine((at + start, at + end), number, number.symbol)
        break
    if match := _TOKEN.match(flow.lstrip(" |")):
        lead = len(flow) - len(flow.lstrip(" |"))
        raw = "".join(match[0].split()).rstrip(".-/")
        serial = raw[: next(i for i, c in enumerate(raw) if c in "/-")]
        symbol = raw[len(serial) + 1 :]
        number = DocNumber(serial, None, symbol, "other", None, (), None, raw)
        return NumberLine((at + lead, at + lead + len(match[0].rstrip(".-/"))), number, symbol)
    for pattern, blank in ((_BLANK_TOKEN, True), (_UNREAD_TOKEN, False)):
        if match := pattern.match(flow):
            return NumberLine((at, at + match.end()), None, "".join(match["rest"].split()), blank)
    return NumberLine((at, at), None, "")


def number_behind(text: Text, at: int, stop: int) -> NumberLine | None:
    """The number that fills the rest of a line behind its title: "ÁN LỆ |SỐ 75/2025/AL|"."""
    match = NUMBER.match(text.folded, at)
    line = number_at(text, match.end(), stop) if match else None
    return line if line and line.number and line.span[1] == stop else None


def fills_line(text: Text, cell: Cell, end: int) -> bool:
    """Whether a title that ends at `end` is all of a line, or all but its number or its author: "ÁN LỆ |SỐ
    75/2025/AL|", "QUYẾT ĐỊNH| CỦA THỦ TƯỚNG CHÍNH PHỦ|".
    """
    begin, _ = trim(text.clean, end, cell.end)
    if end < cell.end == inline_author_end(text, end) and text.clean[begin : cell.end].isupper():
        return True
    numbered = end < cell.end and (number_behind(text, begin, cell.end) or _INLINE.match(text.folded, end))
    return end >= cell.end or bool(numbered)


def is_above_text(text: Text, cell: Cell, following: Sequence[Cell]) -> bool:
    """Whether a long line in capitals stands right above grounds: "KẾ HOẠCH KỶ NIỆM 90 NĂM … / Căn cứ"."""
    if cell.end - cell.start < _LONG_TITLE or not text.clean[cell.start : cell.end].isupper():
        return False
    below = next((one for one in following if not text.clean[one.start : one.end].isupper()), None)
    return below is not None and bool(_GROUNDS.match(text.folded, below.start))


def standard_number(text: Text, cell: Cell) -> NumberLine | None:
    """The number of a technical standard that a whole cell is (Luật 68/2006/QH11, Điều 10 và 26)."""
    number = numbers.parse(text.clean[cell.start : cell.end])
    known = number is not None and number.form == "standard"
    return NumberLine((cell.start, cell.end), number, number.symbol) if number and known else None


def symbol_number(symbol: str) -> DocNumber | None:
    """A blank number read as if it were written, for its type and issuers only."""
    return numbers.parse(("0" if symbol[:1] in "/-" else "0/") + symbol)


def type_by_symbol(number: DocNumber, party: bool) -> str | None:
    """The type that the symbol's abbreviation means, if it means one."""
    if number.doc_type is None:
        return None
    rows = doc_types_by_abbreviation(party).get(number.doc_type, ())
    return rows[0].id if len(rows) == 1 else None


def date_line(text: Text, start: int, stop: int) -> DateLine | None:
    """The first date with a place before it that begins a cell: that of the document, not one it cites."""
    for match in _DATE.finditer(text.folded, start, stop):
        if place := _place_before(text, match):
            return DateLine(place, (match.start() + len(match["comma"]), match.end()), day_of(match))
    return None


def _place_before(text: Text, match: Match) -> Stretch | None:
    """The place name that ends where the date begins: it begins a cell or follows the number."""
    clean, at = text.clean, match.start()
    line = max(clean.rfind("|", 0, at), clean.rfind("\n", 0, at)) + 1
    above = max(clean.rfind("|", 0, line - 1), clean.rfind("\n", 0, line - 1)) + 1 if line else 0
    broken = not clean[line:at].strip() or province(clean[above:at]) or _HALF.fullmatch(clean, above, line)
    wrapped = line and clean[line - 1] == "\n" and broken
    line = above if wrapped else _cell_start(text, line, at)
    motto = max((m.end() for m in _HOLES.finditer(text.folded, line, at) if m["motto"]), default=line)
    line = motto if clean[line:motto].isupper() else line
    found = _PLACE.search(clean[line:at]) or _small_place(clean[line:at])
    if not found or len(found[0]) > 45 or fold(found[0]).strip() in _NO_PLACE:
        return None
    before = clean[line : line + found.start()].strip(" \n—–;‘’'`.-_=*o0")
    behind_subject = starts("subject").match(fold(before)) and province(found[0])  # all on one line
    if before and not (before.isupper() or fold(before).endswith("hạnh phúc") or behind_subject):
        return None
    return trim(clean, line + found.start(), line + found.end(), " \n.")


def _small_place(words: str) -> regex.Match[str] | None:
    """A province at the end whose second word is in small letters: "Hà nội"."""
    found = _SMALL_PLACE.search(words)
    return found if found and province(found[0]) else None


def _cell_start(text: Text, line: int, at: int) -> int:
    """Where, on a line, the cell begins that ends at a date: behind a wide gap or behind the number."""
    cells = list(cut(text, line, at))
    start = cells[-1].start if cells else line
    if match := NUMBER.search(text.folded, start, at):
        start = number_at(text, match.end(), at)[0][1]
    return start


def inline_number(text: Text, at: int) -> Match | None:
    """Author, number and date behind a title: "CỦA CHÍNH PHỦ SỐ 10/1999/NĐ-CP NGÀY …" (old prints)."""
    return _INLINE.match(text.folded, at)


def inline_author_end(text: Text, at: int) -> int:
    """Where the author ends that stands behind such a line: "SỐ 28-L/CTN NGÀY 02/12/1993| CỦA QUỐC HỘI|"."""
    of = _OF.match(text.folded, at)
    ends = [word.end() for word in _WORD_END.finditer(text.clean, of.end(), of.end() + 90)] if of else []
    return next((end for end in reversed(ends) if named(text.clean[of.end() : end])), at) if of else at


def inline_line(text: Text, match: Match) -> NumberLine:
    """The number of such a line; decrees of 1945-1959 bear one without a symbol, or with a letter or two."""
    line = number_at(text, *match.span("number"))
    printed = text.clean[slice(*match.span("number"))]
    if line.number is None and (parted := numbers.parse(_STUCK_TYPE.sub("-", printed, count=1))):
        return NumberLine(match.span("number"), parted, parted.symbol)
    if line.number or not (found := _SYMBOLLESS.fullmatch(printed)):
        return line
    number = DocNumber(found["serial"], None, "", "bare", None, (), None, printed)
    return NumberLine(match.span("number"), number, "")


def day_alone(text: Text, cell: Cell) -> DateLine | None:
    """The date that a whole cell is, without a place: "Ngày: 22-9-2025"."""
    match = _DAY_ALONE.fullmatch(text.folded, cell.start, cell.end)
    return DateLine(None, (cell.start, cell.end), day_of(match)) if match else None


def numbered_type(text: Text, cell: Cell) -> tuple[Stretch, str] | None:
    """The type that stands before "số" on the number line: "Bản án số: 27/2025/HNGĐ-ST"."""
    match = NUMBER.match(text.folded, cell.start)
    rows = doc_types_by_name().get(" ".join(match["kind"].split())) if match and match["kind"] else None
    return (match.span("kind"), rows[0].id) if match and rows else None


def day_of(match: Match) -> date | None:
    """The day that a date line gives, None for a blank or a day that no calendar has."""
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except (TypeError, ValueError):
        return None
