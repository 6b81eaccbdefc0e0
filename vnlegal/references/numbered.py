"""Mentions with a number: the type word before, the date and the issuer behind or before.

"Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ" is read outwards from its number, by
the form of a citation in Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import regex

from .. import late
from ..model import DocNumber
from ..notation import body_names, dates, numbers
from ..notation.bodies import abbreviated, named
from ..scan import Match, plain
from ..text import trim
from ..vocabulary import (
    alternatives,
    doc_types,
    doc_types_by_abbreviation,
    doc_types_by_name,
    issuers_by_name,
    one_of,
    one_of_before,
)
from ..vocabulary.acts import ACTS, acts_named, acts_numbered
from .page import Cover, Page, Read, Reference

_REACH = 160

TYPE_IDS: Mapping[str, str] = {
    **{name: rows[0].id for name, rows in doc_types_by_name().items()},
    **{short.lower(): row.id for row in doc_types() for short in row.short},
}
"""Keys of types by folded printed name or abbreviation of a head word ("nq")."""

# The type word (and "số") that ends where a number begins, matched backwards.
_TYPES = "|".join(map(regex.escape, late.longest_first(TYPE_IDS)))
# A type word before its number, issuer or day between: "Nghị định |của Chính phủ số |30/2020/NĐ-CP".
_HEAD = late.regex(
    rf"(?r)(?:(?<![\p{{L}}\p{{N}}/-])(?P<type>{_TYPES})"
    r"(?:(?: (?!số|ngày|của|và|tại|theo|về|(?:được|bị|hết|có)(?!\p{L}))\p{L}{1,12}){0,4}?"
    r"|(?: đưa vụ án ra xét xử(?: (?:sơ|phúc) thẩm)?)| (?P<by>của [^,;.:()\d“”|]{2,90})"
    r"|(?P<dated>(?: đề| ký| ban hành)? ngày (?:[\d/. -]{6,12}|\d{1,2} tháng \d{1,2} năm \d{4})))"
    r"(?: \([^()\d]{3,16}\))?\.? ?(?:\((?=số))?(?: ?số?){0,2} ?:? ?|(?<!\p{L})(?P<bare>số) ?:? ?)"
)
# The same where it sticks to the mention in front: "…/NĐ-CP|Nghị định số |15/…".
_TYPED = late.re(rf"(?P<type>{alternatives(TYPE_IDS)})(?P<dated>\b\B)?(?P<by>\b\B)? ?(?:số)? ?:? ?")
_ANY_TYPE = late.re(alternatives(TYPE_IDS))  # to look for one is cheap
# A type word and a body without "của": "Thông tư liên tịch Bộ Y tế và Bộ Tài chính| số …".
_TYPE_AND_BODY = late.regex(
    rf"(?r)(?<![\p{{L}}\p{{N}}/-])(?P<type>{_TYPES})"
    rf" (?P<body>(?:{one_of('bodies', 'heads')})[^,;.:()\d“”|]{{2,90}}?) ?"
)
# A circular by what it does: "|Thông tư| hướng dẫn| số 03/VGNN-KHCS".
_THAT_GUIDES = late.regex(r"(?r)(?<!\p{L})(?P<type>thông tư(?: liên tịch| liên bộ)?) hướng dẫn")
# A type word in the plural: "|các |Nghị định".
_MANY = late.regex(r"(?r)(?<!\p{L})(?:các|những) ")
# Words that make a number that of a form: "|Mẫu số |01/TB-ĐĐKD".
_FORM = late.regex(rf"(?r){one_of_before('mentions', 'forms')} ?:? ?")

# "Luật Tổ chức chính quyền địa phương số 72/2025/QH15": the name stands between type word and number.
_LAW = late.regex(
    r"(?<!\p{L})(?<!pháp |hội |bộ )(?P<type>bộ luật|luật|pháp lệnh|hiến pháp|nghị quyết)(?!\p{L})"
)
# What stands between "Luật" and its number: "Luật| Đất đai số |31/2024/QH15".
_LAW_NAME = late.regex(r" [^;.()“”|:\d]{0,170}?:?(?: ?số:?| s) ?")

# The word "số" at the end of such a name.
_NUMBER_WORD = late.regex(r"(?:^| )(?:số:?|s) ?$")  # bad pages leave "s" of "số"

# "Nghị định 76/2009, 14/2012 và 17/2013/NĐ-CP": the last number lends its symbol to those before.
_SHARING = late.regex(
    r"(?r)(?P<head>số ?|[\p{L}.] )(?P<items>(?:\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?(?:, | và | & |; )){1,15})"
)
# One number of a list that shares its symbol: "số |15/2020|, 16/2020/NĐ-CP".
_ITEM = late.regex(r"(?P<serial>\d{1,5}[a-zđ]?)(?:/(?P<year>(?:19|20)\d\d))?")

# The mark of a note, or a division of the office, in brackets: "…/TT-BCA|(C11)| ngày …".
_STUCK = r"(?:\((?:\d{1,2}|[a-zđ]{2,8}|[a-z]\d{1,3})\))?"
# What leads from a number to its date: "50/NQ-CP| ban hành |ngày 17/4/2020".
_DATE_NEXT = late.re(
    rf"{_STUCK}(?: ?,? ?| [-–] (?=ngày))(?P<bracket>\()?"
    r"(?:(?:đã )?(?:được )?(?:ký|ban hành|phát hành|đề) )?(?:cùng )?(?=ngày|\d)"
)
# "Quyết định số 56/2024/QĐ-UBND |06/9/2024 của| UBND": the word "ngày" is left out.
_BY = late.re(r" của ")
# A date without the word "ngày": "13 tháng 5 năm 2021".
_WORDED = late.re(r"\d{1,2} tháng \d{1,2} năm (?:19|20)\d\d(?!\d)")
# The Government in small letters: "của |chính phủ|".
_GOVERNMENT = late.re(plain(r"(?:thủ tướng )?chính phủ(?!\p{L})"))
DAY_ALONE = r"(?:,? ngày \d{1,2}(?:[/-]| tháng )\d{1,2}(?![\d/-])(?! năm))?"
"""A day without its year, or nothing: "số 12/BC-STC| ngày 19/6| của Sở Tài chính"."""
# What stands for a day and is none, before its body: "| ngày 1217/2004| của Chính phủ", "| ngày … 2021| của".
_NO_DAY = r"(?:,? ngày(?: {0,9}+(?:[\dlio!/.…_–-]{1,12}+|th[aáẳắ]ng|n[aă]m|ngày)){1,9}+(?= c[uủù]a ))?"

# What leads from a number, a date or such a day to the issuer: "ngày 08/12/2009| của |Bộ Y tế".
_ISSUER_NEXT = late.re(
    rf"{_STUCK}(?:{_NO_DAY}|{DAY_ALONE})(?: ?,? ?| [-–] )(?:thông tư liên tịch )?"
    r"(?:của|cua|cùa|(?P<between>giữa))(?: các| liên)? (?=\S)"
)
# An issuer by its letters: "của |BTC|", "của |TTgCP|".
_ABBREVIATED = late.re(plain(r"\p{Lu}[\p{L}&]{1,9}(?![\p{L}\p{N}/-])"))
# A body behind a date, without "của": "… năm 2018| |Chính phủ quy định …".
_ISSUER_ALONE = late.re(
    plain(r" (?=(?:(?P<meeting>Hội nghị (?:lần thứ|Trung ương))|Chính phủ|Thủ tướng|Quốc hội|Bộ) )")
)
# The place behind a symbol: "…/QĐ-UBND| huyện Thái Thụy|".
_PLACE_NEXT = late.regex(r" (?:tỉnh|huyện|quận|xã|phường|thị xã|thị trấn|thành phố) \p{Lu}\p{Ll}")
# Where a body may stand behind a day without "của", and what must follow it: "ngày 3/2/2020| |UBND tỉnh| về".
_BODY_NEXT, _ABOUT_NEXT = late.re(r",? (?=[^\W\d_])"), late.re(r",? (?:về|v/v) ")
_ON = (" về ", " quy định ", " hướng dẫn ", " ban hành ", " phê duyệt ", " sửa đổi")
_OPINION = " và ý kiến "
# What no name of a body holds: a number with its symbol.
_IN_NAME = late.re(r"\d/")
# Before the field of a second ministry: "liên Bộ Y tế| - |Nội vụ", "Liên bộ Lao động| và |Thương mại".
_LINK = late.regex(r"(?: ?[-–] ?| và )(?=\p{Lu})")
# Between two bodies that issue together: "Bộ Y tế| - |Bộ Tài chính", "giữa Sở A| với |Hội Nông dân tỉnh".
_JOINT = late.regex(r"(?: \((?:nay|trước đây|trước) là [^()]{3,80}\))?(?:,| và| với| -| –) (?=\p{Lu})")

# The second body of a conclusion of both: "của Bộ Chính trị|, Ban Bí thư| về …", not "…, Ban Bí thư đã …".
_AND_SECRETARIAT = late.regex(
    r"(?:,| và) (?P<body>Ban Bí thư(?: Trung ương(?: Đảng)?)?(?:,? \(?kh[oó][aá] [IVX]+\)?)?)"
    r"(?=[,;.:)]|$| \(| (?:về|và|nhằm|hướng dẫn|quy định|thực hiện)(?!\p{L}))"
)
# What says that the body in front issued it: "Bộ Y tế |đã ban hành |Thông tư số".
_ISSUED = late.regex(rf"(?r)(?:,)? {one_of_before('mentions', 'issued_in')} ")
# What binds rules to the act behind: "do Ban Bí thư| ban hành kèm theo |Quyết định số".
_ISSUED_WITH = late.regex(r"(?r) ban hành (?:kèm )?theo ")
# What says that the body in front only directed: "|chỉ đạo của |Bộ Chính trị tại …".
_DIRECTING = late.regex(rf"(?r){one_of_before('mentions', 'directing')} ")
# A word in capitals on either side: "|VIỆN |ĐA| KHOA|".
_CAPITALS_BEFORE, _CAPITALS_BEHIND = late.regex(r"(?r)\p{Lu}{2,} "), late.regex(r" \p{Lu}{2,}(?!\p{Ll})")
# Where a name may begin.
_CAPITAL = late.regex(r"(?<![\p{L}\p{N}])\p{Lu}")


class NumberHead(NamedTuple):
    """Where a mention begins, its type word, the issuer or the name between that and the number."""

    start: int
    doc_type: Read[str] | None = None
    issuer: Read[str] | None = None
    name: str | None = None
    date: Read[date] | None = None


# "Nghị định số 15/2020 ngày …", "Kết luận số 2 của Ban Bí thư", "Nghị quyết 23 của Bộ Chính trị", "Sắc lệnh
# số 22-C ngày …": a number without a symbol, told by its day or by who issued it.
_BARE = late.regex(
    r"số:? ?(?P<number>(?P<serial>\d{1,5}[a-zđ]?)"
    r"(?:/(?P<year>(?:19|20)\d\d)|[ -](?P<mark>[a-z]{1,2})(?=,? ngày \d))?)"
    r"(?:(?=,? (?:(?:ký|ban hành|đề) )?ngày \d)|(?<!/\d{4})(?= của ))"
    r"|(?<=(?:nghị quyết|kết luận|chỉ thị|quy định) )"
    r"(?P<number>(?P<serial>\d{1,3})(?P<year>\b\B)?(?P<mark>\b\B)?)"
    r"(?= của (?:bộ chính trị|ban bí thư|bch|ban chấp hành) )"
)
# "Nghị định 24/2024", "Luật Đấu thầu 43/2013": the letters of the symbol are left out.
_SHORT = late.re(
    r"(?<![\d/.-])(?P<number>(?P<serial>\d{1,4}[a-zđ]?)/(?P<year>(?:19|20)\d\d))"
    r"(?![\d/]|\s?[-–/]\s?\w|(?:[,;]| và| &) \d)"
)
# The year of a number whose symbol is left out: "24|/2024".
_YEAR_PART = late.re(r"/(?:19|20)\d\d")
_LONGEST_SERIAL = 5
# The type word of such a number: "|Nghị định số |24/2024"; "|Luật Đấu thầu |43/2013".
_SHORT_TYPE = late.regex(
    rf"(?r)(?<![\p{{L}}\p{{N}}/-])(?P<type>{_TYPES})"
    r"(?P<name>(?: (?!số|ngày|năm|tháng)\p{L}{1,12}){0,16}?)(?: số:?)? ?"
)
_SYMBOLS = {"nghi-dinh": "NĐ-CP"}
_SINCE = 1997  # from when the number of a decree holds its year
# "Công văn số   /SNV-TCBC ngày   /3/2026": the draft that is cited has no number yet.
_DOTS = r"(?:\.{2,}|…+|_{2,})"
# A number still to be written: "số:    |/QĐ-UBND" (a draft).
_BLANK = late.regex(
    rf"(?<!\p{{L}})[Ss]ố:? ?(?P<blank>{_DOTS}? ?/ ?(?:20\d\d ?/ ?)?"
    r"(?P<symbol>\p{Lu}[\p{L}&]*(?:-\p{Lu}[\p{L}&]*)+))"
)
# Between a number and the next of its list that has no symbol: "số 63 ngày 22-11-1945| và số |77 ngày …".
_AND_NUMBER = late.re(r"(?:,| và) số:? ?")
# A day still to be written: ", ngày … tháng … năm 2025".
_BLANK_DAY = late.regex(
    rf",? ngày ?{_DOTS}? ?(?:/ ?(?:\d{{1,2}}|{_DOTS})? ?/|tháng ?(?:\d{{1,2}}|{_DOTS})? ?năm) ?\d{{4}}"
)


def _numbers(page: Page) -> list[tuple[int, int, DocNumber]]:
    """The numbers of a page with those that have no symbol but a day behind them."""
    taken = Cover((start, end) for start, end, _ in page.numbers)
    bare = [
        (start, end, DocNumber(match["serial"], year, "", "bare", None, (), None, page.flow[start:end]))
        for match in _BARE.finditer(page.folded, page.start)
        for start, end in [match.span("number")]
        if not taken.touches(start, end)
        if not match["mark"] or page.flow[slice(*match.span("mark"))].isupper()
        for year in [int(match["year"]) if match["year"] else None]
    ]
    bare += _shortened(page, Cover((start, end) for start, end, _ in (*bare, *page.numbers)))
    return sorted([*page.numbers, *bare], key=lambda hit: hit[0]) if bare else list(page.numbers)


def _shortened(page: Page, taken: Cover) -> Iterator[tuple[int, int, DocNumber]]:
    """Numbers without the letters of their symbol, where the page, the table or their type tells them."""
    whole: dict[tuple[str, int | None], set[DocNumber]] = {}
    for _, _, one in page.numbers:
        whole.setdefault((one.serial.lstrip("0"), one.year), set()).add(one)
    for match in _short_numbers(page):
        start, end = match.span("number")
        if taken.touches(start, end):
            continue
        typed = _SHORT_TYPE.match(page.folded, max(0, start - _REACH), start)
        if typed is None or _is_other_word(page, typed):
            continue
        if typed["name"] and TYPE_IDS[typed["type"]] not in ACTS:
            continue
        known = whole.get((match["serial"].lstrip("0"), int(match["year"])), set())
        if number := _in_full(TYPE_IDS[typed["type"]], match, known):
            yield start, end, number


def _short_numbers(page: Page) -> Iterator[re.Match[str]]:
    """Where a number without symbol stands, found from the sign in front of its year."""
    folded = page.folded
    for year in _YEAR_PART.finditer(folded, page.start):
        start = year.start()
        while start > max(page.start, year.start() - _LONGEST_SERIAL) and folded[start - 1].isalnum():
            start -= 1
        if match := _SHORT.match(folded, start):
            yield match


def _in_full(kind: str, short: Match, known: Collection[DocNumber]) -> DocNumber | None:
    """The one number that a shortened one means: of the page, of the table, by the symbol of its type."""
    alike = {one.compact: one for one in known if (one.form == "law") == (kind in ACTS)}
    alike = {
        k: one for k, one in alike.items() if not one.doc_type or TYPE_IDS.get(one.doc_type.lower()) == kind
    }
    if alike:
        return next(iter(alike.values())) if len(alike) == 1 else None
    serial, year = short["serial"], int(short["year"])
    if kind in ACTS:
        found = [one for one in acts_numbered(serial.lstrip("0"), year) if one.type == kind]
        symbol = found[0].number if len(found) == 1 else None
    else:
        letters = _SYMBOLS.get(kind) if year >= _SINCE else None
        symbol = f"{serial}/{year}/{letters}" if letters else None
    return numbers.parse(symbol) if symbol else None


def find_blank(page: Page) -> list[Reference]:
    """Cited drafts whose number is blank: the type word, the symbol, the issuer."""
    found = []
    for match in _BLANK.finditer(page.flow, page.start):
        head = _HEAD.match(page.folded, max(0, match.start() - _REACH), match.start("blank"))
        if not head or not head["type"] or _is_of_this(page, head, match["symbol"]):
            continue
        typed = _typed_head(page, head)
        day = _BLANK_DAY.match(page.folded, match.end())
        draft = Reference(
            kind="numbered",
            start=typed.start,
            end=day.end() if day else match.end(),
            doc_type=typed.doc_type,
            issuer=typed.issuer,
            blank=Read(match["symbol"], *match.span("symbol"), "number:blank"),
        )
        found.append(read_tail(page, draft))
    return found


def _is_of_this(page: Page, head: Match, symbol: str) -> bool:
    """Whether a blank number is the page's own: "(Kèm theo Quyết định số   /QĐ-UBND …)"."""
    if page.folded.endswith("kèm theo ", 0, head.start()):
        return True
    own = page.own.number
    return own is not None and own.value.symbol == symbol and TYPE_IDS[head["type"]] == page.own_type


def find_numbered(page: Page) -> list[Reference]:
    """All mentions with a number, in order, each with what is written contiguously with it."""
    found: list[Reference] = []
    last = 0
    for start, end, number in _numbers(page):
        head = _read_head(page, start, number, last)
        if head is None:
            continue
        draft = Reference(
            kind="numbered",
            start=head.start,
            end=end,
            number=Read(number, start, end, _read_by(page, start, end, number)),
            doc_type=head.doc_type,
            issuer=head.issuer,
            name=head.name,
            date=head.date,
        )
        draft = read_tail(page, draft)
        if number.form == "bare" and not _is_told_apart(draft):
            continue
        found += _shared_symbol(page, draft, last)
        found.append(draft._replace(kind="self") if _is_own(page, draft) else draft)
        last = draft.end
    return _without_head(page, found) if page.own.number is None and not page.codifies else found


def _is_told_apart(draft: Reference) -> bool:
    """Whether a day, or a body that issues such documents, makes a number without symbol that of one."""
    return draft.date is not None or (draft.issuer is not None and draft.type_id not in _NO_LETTERS)


_NO_LETTERS = ("du-an", "hop-dong", "ban-an", "van-ban", "de-an")


def _read_by(page: Page, start: int, end: int, number: DocNumber) -> str:
    """What read a number: the line of the grammar, or what completed one whose symbol is left out."""
    short = number.form != "bare" and page.flow[start:end].replace("/", "").isdigit()
    return "number:short" if short else f"number:{number.form}"


def _without_head(page: Page, found: list[Reference]) -> list[Reference]:
    """Mentions of a page without a head: what its annexes, a field or its first line bear is its own."""
    own = {draft.symbol for draft in found if draft.symbol and _is_told(page, draft)}
    return [one._replace(kind="self") if one.symbol in own else one for one in found] if own else found


def _is_told(page: Page, draft: Reference) -> bool:
    """Whether "(Kèm theo …)", "| Số hiệu | …" or the page's first line says that this is the page itself."""
    start = draft.start
    if draft.doc_type is None:
        return _FIELD_OF_NUMBER.match(page.folded, max(0, start - 40), start) is not None
    if draft.type_id != page.own_type:
        return False
    annexed = _ANNEXED.match(page.folded, max(0, start - 24), start) is not None
    return annexed or (start < _FIRST and not page.text.clean[:start].strip("#* \n"))


_FIRST = 40
# The field of a table that gives a page its own number: "| Số ký hiệu | 15/2020/NĐ-CP".
_FIELD_OF_NUMBER = late.regex(r"(?r)(?<!\p{L})số (?:ký )?hiệu(?: gốc)?[^\p{L}\p{N}]{1,12}")
# What makes a number that of the page itself: "|(Ban hành kèm theo |Quyết định số …)".
_ANNEXED = late.regex(r"(?r)\((?:ban hành )?kèm theo ")


def _is_own(page: Page, draft: Reference) -> bool:
    """Whether this is the document's own number; another date makes it a namesake."""
    own = page.own
    if own.number is None or own.number.value.compact != draft.symbol:
        return False
    return draft.date is None or own.date is None or draft.date.value == own.date.value


def _read_head(page: Page, at: int, number: DocNumber, last: int) -> NumberHead | None:
    """The type word before a number; None where the words before say that this is no document."""
    low = max(last, at - _REACH)
    if _FORM.match(page.folded, low, at):
        return None
    if (number.form == "law" or number.doc_type in ("PL", "L", "LCT")) and (law := _law_head(page, at, low)):
        return law
    match = _stuck_type(page, last, at) or _HEAD.match(page.folded, low, at)
    if match and match["type"] and _is_other_word(page, match):
        match = None
    if number.form == "bare" and not (match and match["type"]):
        listed = match and last and _AND_NUMBER.fullmatch(page.folded, last, at)
        return NumberHead(match.start()) if match and listed else None
    if number.form == "court" and (not match or TYPE_IDS.get(match["type"] or "") not in _BY_COURTS):
        return None
    if match and match["type"] and (paper := _paper_about(page, match, number, low)):
        return paper
    if match and match["type"] and not _of_other_kind(page, match, number):
        return _typed_head(page, match)
    if match and match["type"]:
        return _bare(page, match)
    if match and match["bare"]:
        return _head_with_body(page, low, match.start()) or NumberHead(match.start())
    return None if number.form == "other" else NumberHead(at)


_BY_COURTS = ("ban-an", "quyet-dinh")


def _is_other_word(page: Page, match: Match) -> bool:
    """Whether an abbreviated type word has no capital ("gọi |tt| là số 19/CT-TTg"), or stands amid capitals
    ("BỆNH VIỆN |ĐA| KHOA / Số: 6/KH-BVĐK"): it is another word.
    """
    if match["type"] in doc_types_by_name():
        return False
    start, end = match.span("type")
    return not any(letter.isupper() for letter in page.flow[start:end]) or (
        _CAPITALS_BEFORE.match(page.flow, 0, start) is not None
        and _CAPITALS_BEHIND.match(page.flow, end) is not None
    )


def _of_other_kind(page: Page, match: Match, number: DocNumber) -> bool:
    """ "… một số điều của |Luật Phòng bệnh| / Số: 15/2026/TT-BYT": no law bears the number of a circular."""
    named = page.folded[match.end("type") : match.end()].strip(" :.") not in ("số", "s", "")
    return TYPE_IDS[match["type"]] in ACTS and named and number.doc_type not in (None, "PL", "L", "LCT")


def _paper_about(page: Page, match: Match, number: DocNumber, low: int) -> NumberHead | None:
    """ "|Báo cáo| giám sát, điều chỉnh dự án số 1187/BC-…": the symbol says that it is the report's."""
    rows = doc_types_by_abbreviation(number.form == "party").get(number.doc_type or "", ())
    if TYPE_IDS[match["type"]] not in ("du-an", "de-an") or len(rows) != 1 or rows[0].id == "du-an":
        return None
    word = rows[0].label
    at = page.folded.rfind(word, low, match.start("type"))
    if at < 0 or set(".;:()\n") & set(page.text.clean[at : match.start("type")]):
        return None
    return NumberHead(at, Read(rows[0].id, at, at + len(word), "type:head"))


def _stuck_type(page: Page, last: int, at: int) -> Match | None:
    """ "…/NĐ-CP|Nghị định số": the type word sticks to the number of the mention in front."""
    return _TYPED.fullmatch(page.folded, last, at) if last and page.flow[last - 1].isalpha() else None


def _typed_head(page: Page, match: Match) -> NumberHead:
    start, end = match.span("type")
    if outer := _THAT_GUIDES.match(page.folded, 0, end):
        start, end = outer.span("type")
    issuer = None
    day = None
    if match["dated"]:
        day = next(
            (hit for at, hit in page.dates.items() if match.start("dated") <= at < match.end("dated")), None
        )
        if day is None:
            return _bare(page, match)
    elif match["by"]:
        begin = match.start("by") + len("của ")
        stop = body_names.end(page.flow, page.folded, begin)
        if stop != match.end("by"):
            return _bare(page, match)
        issuer = Read(page.flow[begin:stop], begin, stop, "issuer:of")
    elif TYPE_IDS[match["type"]] in ACTS:
        pass  # what stands behind is the name of the act
    elif match.end("type") < match.end() and (stop := _body_until(page, match.end("type") + 1, match.end())):
        begin = match.end("type") + 1
        issuer = Read(page.flow[begin:stop], begin, stop, "issuer:of")
    kind = Read(TYPE_IDS[page.folded[start:end]], start, end, "type:head")
    return NumberHead(start, kind, issuer, date=day and day._replace(by="date:before"))


def _body_until(page: Page, at: int, number: int) -> int:
    """The end of a body's name that fills "Thông tư |Bộ Tài chính| số", or 0."""
    stop = body_names.end(page.flow, page.folded, at)
    return stop if stop and page.folded[stop:number].strip(" :") in ("số", "") else 0


def _head_with_body(page: Page, low: int, at: int) -> NumberHead | None:
    """ "Thông tư liên tịch Bộ Kế hoạch & Đầu tư và Bộ Tài chính số …": no "của" stands between."""
    typed = _ANY_TYPE.search(page.folded, low, at)
    match = _TYPE_AND_BODY.match(page.folded, low, at) if typed else None
    if not match:
        return None
    begin, stop = match.span("body")
    end = body_names.end(page.flow, page.folded, begin)
    if not end or (end != stop and _joint_names(page, begin, end)[-1][1] != stop):
        return None
    kind = Read(TYPE_IDS[match["type"]], *match.span("type"), "type:head")
    names = _joint_names(page, begin, end) if end != stop else [(begin, stop)]
    value = " - ".join(page.flow[a:b].strip() for a, b in names)
    return NumberHead(match.start(), kind, Read(value, begin, stop, "issuer:of"))


def _bare(page: Page, match: Match) -> NumberHead:
    """The type word is too far off: the mention begins at "số"."""
    start = page.folded.rfind("số", match.start(), match.end())
    return NumberHead(start if start >= 0 else match.end())


def _law_head(page: Page, at: int, low: int) -> NumberHead | None:
    for match in reversed(list(_LAW.finditer(page.folded, low, at))):
        start, end = match.span("type")
        if not page.flow[start].isupper() or not _LAW_NAME.fullmatch(page.folded, end, at):
            continue
        name = _name_in_front(page, start, end, at)
        if name is None and _MANY.match(page.folded, max(0, start - 12), start):
            return None
        if name is None or match["type"] != "nghị quyết":
            return NumberHead(
                start, Read(TYPE_IDS[page.folded[start:end]], start, end, "type:head"), None, name
            )
    return None


def _name_in_front(page: Page, start: int, end: int, at: int) -> str | None:
    """The name between "Luật" and a number, without "số", but of a law whose name ends with that word."""
    said = page.flow[end:at].strip()
    name = said if acts_named(f"{page.flow[start:end]} {said}") else _NUMBER_WORD.sub("", said)
    return name.strip(" :") or None


def _shared_symbol(page: Page, last: Reference, low: int) -> list[Reference]:
    """The mentions before one that share its symbol; none if the words before do not name a type."""
    if last.number is None or last.doc_type is not None or last.start != last.number.start:
        return []
    match = _SHARING.match(page.folded, max(low, last.start - _REACH), last.start)
    head = _HEAD.match(page.folded, low, match.start("items")) if match else None
    if not match or not head or not head["type"] or head["by"]:
        return []
    typed, model = _typed_head(page, head), last.number.value
    items = list(_ITEM.finditer(page.folded, match.start("items"), last.start))
    if model.year is None and any(item["year"] for item in items):
        return []
    first = _number_word(page, typed.start, last.start)
    return [
        Reference(
            kind="numbered",
            start=item.start() if i else first,
            end=item.end(),
            number=Read(_with_symbol(model, item), *item.span(), "number:shared"),
            doc_type=typed.doc_type,
        )
        for i, item in enumerate(items)
    ]


def _number_word(page: Page, start: int, end: int) -> int:
    """Where a list of numbers begins: at "số" behind a type word in the plural, else at the type word."""
    many = _MANY.match(page.folded, max(0, start - 12), start)
    word = page.folded.find("số", start, end) if many else -1
    return word if word >= 0 else start


def _with_symbol(model: DocNumber, item: Match) -> DocNumber:
    year = int(item["year"]) if item["year"] else model.year
    lead = f"{item['serial']}/{year}/" if year else f"{item['serial']}/"
    return replace(model, serial=item["serial"], year=year, compact=lead + model.symbol)


def read_tail(page: Page, draft: Reference) -> Reference:
    """What identifies the document behind its number: date and issuer, in either order."""
    draft = _with_place(page, draft)
    for _ in range(2):
        before, draft = draft, _with_issuer(page, _with_date(page, draft))
        if draft is before:
            break
    return _with_bracket(page, draft)


def _with_place(page: Page, draft: Reference) -> Reference:
    """ "quyết định số 5/QĐ-|UBND huyện Thái Thụy|, ngày …": the place of the body that ends the symbol."""
    number = draft.number
    if draft.issuer is not None or number is None or draft.end != number.end:
        return draft
    begin = draft.end - len("UBND")
    if page.flow[begin : draft.end] not in ("UBND", "HĐND") or not _PLACE_NEXT.match(page.flow, draft.end):
        return draft
    stop = body_names.end(page.flow, page.folded, begin)
    if stop <= draft.end:
        return draft
    return draft._replace(issuer=Read(page.flow[begin:stop], begin, stop, "issuer:behind"), end=stop)


def _with_bracket(page: Page, draft: Reference) -> Reference:
    """ "công văn của Sở Nội vụ (số 45/SNV-TL ngày 3/2/2020|)|": it closes what it opened."""
    opened = page.flow.count("(", draft.start, draft.end) > page.flow.count(")", draft.start, draft.end)
    return draft._replace(end=draft.end + 1) if opened and page.flow.startswith(")", draft.end) else draft


def _with_date(page: Page, draft: Reference) -> Reference:
    if draft.date is not None or not (gap := _DATE_NEXT.match(page.folded, draft.end)):
        return draft
    hit = page.dates.get(gap.end()) or _day_without_word(page, gap.end())
    bracketed = gap["bracket"] is not None
    if hit is None or (
        page.folded[gap.end()].isdigit()
        and not (bracketed or _BY.match(page.folded, hit.end))
        and " tháng " not in page.folded[gap.end() : hit.end]
    ):
        return draft
    if page.flow.startswith("Ngày", gap.end()) and not _BY.match(page.folded, hit.end):  # a sentence begins
        return draft
    closed = bracketed and page.flow[hit.end : hit.end + 1] == ")"
    return draft._replace(date=hit._replace(by="date:behind"), end=hit.end + closed)


def _day_without_word(page: Page, at: int) -> Read[date] | None:
    """ "Tờ trình số 1167/TTr-SLĐTBXH 13 tháng 5 năm 2021": the word "ngày" is left out; "ngày 15/3/21"."""
    if short := dates.brief(page.folded, at):
        return Read(short[1], at, short[0], "date")
    match = _WORDED.match(page.folded, at)
    day = dates.read(f"ngày {match[0]}") if match else None
    return Read(day, at, match.end(), "date") if match and day else None


def _with_issuer(page: Page, draft: Reference) -> Reference:
    if draft.issuer is not None:
        return draft
    if not (gap := _ISSUER_NEXT.match(page.folded, draft.end)):
        return _with_issuer_alone(page, draft)
    joint = gap["between"] or (draft.number is not None and draft.number.value.form == "joint")
    stop = body_names.end(page.flow, page.folded, gap.end())
    if not stop and (small := _GOVERNMENT.match(page.folded, gap.end())):  # "của chính phủ"
        stop = small.end()
    if stop and page.flow[gap.end() : stop].isupper():
        short = _with_abbreviated(page, draft, gap.end())
        if short.end == stop:
            return short
    if not stop and "của" in gap[0]:
        stop = body_names.small_end(page.flow, page.folded, gap.end()) or _office_alone(page, gap.end())
    if "," in gap[0] and page.folded.startswith(" tại ", stop):  # that body's own paper follows
        return draft
    if opinion := page.folded.find(_OPINION, gap.end(), stop) + 1:
        stop = opinion - 1  # "… của Ban Pháp chế| và ý kiến của các đại biểu Hội đồng nhân dân"
    if stop and _IN_NAME.search(page.flow, gap.end(), stop):
        stop = 0  # two columns run into each other
    if not stop:
        return _with_abbreviated(page, draft, gap.end())
    stop = _within_part(page, gap.end(), stop)
    if gap[0].endswith("liên "):
        stop = _linked(page, stop)
    names = _joint_names(page, gap.end(), stop) if joint or _is_joint(draft) else [(gap.end(), stop)]
    if gap["between"] and len(names) < 2:
        return draft
    politburo = page.folded.startswith("bộ chính trị", gap.end())
    if politburo and (both := _AND_SECRETARIAT.match(page.flow, stop)):
        names.append(both.span("body"))
    stop = trim(page.flow, gap.end(), names[-1][1])[1]
    value = " - ".join(page.flow[a:b].strip() for a, b in names)
    return draft._replace(issuer=Read(value, gap.end(), stop, "issuer:behind"), end=stop)


def _within_part(page: Page, start: int, stop: int) -> int:
    """Where an issuer ends that closes a subject: who decides, on the next line, bears the same name."""
    name = " ".join(page.folded[start:stop].split()[:2])
    again = page.folded.find(f" {name} ", start + len(name), stop)
    return again if again > 0 and page.text.clean[again] == "\n" else stop


def _office_alone(page: Page, at: int) -> int:
    """Where "… của |Tổng Giám đốc| về kế hoạch" ends: an office of whose body nothing is said; or 0."""
    office = _ROLE_ALONE.match(page.folded, at) if page.flow[at : at + 1].isupper() else None
    return office.end() if office else 0


def _with_issuer_alone(page: Page, draft: Reference) -> Reference:
    """ "Nghị định số … ngày 23 tháng 4 năm 2018 |Chính phủ| quy định …": the word "của" is left out."""
    if not draft.date or draft.date.end != draft.end:
        return draft
    if body := _signing_body(page, draft):
        begin, end = body
        return draft._replace(issuer=Read(page.flow[begin:end], begin, end, "issuer:behind"), end=end)
    bare = _ISSUER_ALONE.match(page.flow, draft.end)
    stop = body_names.end(page.flow, page.folded, bare.end()) if bare else 0
    if bare is None or not (bare["meeting"] or page.folded.startswith(_ON, stop)) or not stop:
        return draft
    return draft._replace(
        issuer=Read(page.flow[bare.end() : stop], bare.end(), stop, "issuer:behind"), end=stop
    )


def _signing_body(page: Page, draft: Reference) -> tuple[int, int] | None:
    """ "Quyết định số 13/QĐ-UBND ngày 3/2/2020|, UBND tỉnh|, về …": the body that the symbol names."""
    number = draft.number.value if draft.number else None
    comma = _BODY_NEXT.match(page.flow, draft.end)
    if number is None or comma is None:
        return None
    stop = body_names.end(page.flow, page.folded, comma.end())
    if not stop or not signs(page.flow[comma.end() : stop], number.issuers):
        return None
    return (comma.end(), stop) if _ABOUT_NEXT.match(page.folded, stop) else None


def _linked(page: Page, stop: int) -> int:
    """ "của liên Bộ Y tế| - Nội vụ|": the second ministry is named by its field alone."""
    while link := _LINK.match(page.flow, stop):
        words = page.folded[link.end() : link.end() + 60].split(" ")[:8]
        fields = (" ".join(words[:n]).rstrip(",;.") for n in range(len(words), 0, -1))
        field = next((one for one in fields if f"bộ {one}" in issuers_by_name()), None)
        if field is None:
            break
        stop = link.end() + len(field)
    return stop


def _with_abbreviated(page: Page, draft: Reference, at: int) -> Reference:
    """ "… của BTC", "… của TTgCP": an issuer by the abbreviation that symbols know it by."""
    token = _ABBREVIATED.match(page.flow, at)
    on = draft.date.value if draft.date else draft.number.value.year if draft.number else None
    rows = abbreviated(token[0], on) if token else ()
    if not token or len(rows) != 1:
        return draft
    return draft._replace(issuer=Read(rows[0].name, at, token.end(), "issuer:behind"), end=token.end())


def _is_joint(draft: Reference) -> bool:
    """Whether the symbol names two bodies: "515/KH-BCA-BNN&MT"."""
    number = draft.number.value if draft.number else None
    return bool(number and number.issuers and number.unit and abbreviated(number.unit))


def _joint_names(page: Page, at: int, stop: int) -> list[tuple[int, int]]:
    """The bodies that issued a joint document, from the first (`at:stop`) on."""
    names = [(at, stop)]
    while (more := _JOINT.match(page.flow, names[-1][1])) and (
        further := body_names.end(page.flow, page.folded, more.end())
    ):
        names.append((more.end(), further))
    return names


def issuer_before(page: Page, at: int, symbol: Sequence[str] = ()) -> Read[str] | None:
    """The body named directly before position `at`: "Bộ X tại ", "Ủy ban nhân dân tỉnh đã ban hành ".

    Of a body that has only directed ("chỉ đạo của X tại …") the abbreviations in the symbol must tell.
    """
    match = _ISSUED.match(page.folded, max(0, at - 60), at)
    if not match and page.text.clean[at - 2 : at] != " (":
        return _issuer_of_annexed(page, at, symbol)
    stop = match.start() if match else at - 2
    if page.folded[stop - 1 : stop] == ")":
        stop = page.folded.rfind(" (", max(0, stop - 90), stop)
    return _body_ending(page, stop, symbol, in_brackets=not match) if stop > 0 else None


def _issuer_of_annexed(page: Page, at: int, symbol: Sequence[str]) -> Read[str] | None:
    """ "Quy chế cán bộ do |Ban Bí thư Trung ương Đảng| ban hành theo Quyết định số 289-QĐ/TW"."""
    match = _ISSUED_WITH.match(page.folded, max(0, at - 30), at)
    body = _body_ending(page, match.start(), symbol, in_brackets=False) if match else None
    return body if body and page.folded.endswith(" do ", 0, body.start) else None


def _body_ending(page: Page, stop: int, symbol: Sequence[str], *, in_brackets: bool) -> Read[str] | None:
    low = max(0, stop - 130)
    for start in _capitals(page.flow, low, stop):
        end = body_names.end(page.flow, page.folded, start)
        if end and page.folded.endswith("liên ", low, start):
            end = _linked(page, end)
        if end == stop:
            directs = _DIRECTING.match(page.folded, max(0, low - 20), start)
            name = page.flow[start:stop]
            if page.folded.startswith("ban hành", start):  # "(Ban hành kèm theo Thông tư số …"
                return None
            if in_brackets and page.folded.startswith("hội nghị", start):  # said there, issued by another
                return None
            if (directs and not signs(name, symbol)) or _is_anothers(name, symbol, by_any=in_brackets):
                return None
            return Read(page.flow[start:stop], start, stop, "issuer:before")
    return None


def _is_anothers(name: str, symbol: Sequence[str], *, by_any: bool) -> bool:
    """Whether the symbol names the office of a body: "ý kiến của Bộ Chính trị tại Văn bản số …-CV/VPTW".

    In brackets that of any other: "theo kết luận của Bộ Chính trị (Công văn số 8-CV/BTCTW)".
    """
    rows = abbreviated(symbol[0]) if symbol else ()
    return (
        bool(rows)
        and named(name) is not None
        and not signs(name, symbol)
        and (by_any or all(row.name.startswith("Văn phòng") for row in rows))
    )


# An office by itself: "của |Tổng Giám đốc| về …", "của |Hiệu trưởng|;".
_ROLE_ALONE = late.re(
    plain(
        rf"{one_of('bodies', 'roles')}(?=[,;.)]|$|\n| (?:về|v/v|ban hành|quy định|phê duyệt|giao|công bố) )"
    )
)
# An office before its body: "|Giám đốc |Sở Tài chính".
_OFFICE = late.regex(rf"{one_of('bodies', 'roles')} ")


def signs(name: str, symbol: Sequence[str]) -> bool:
    """Whether a body is the one that the abbreviations in a symbol name.

    >>> signs("Thủ tướng Chính phủ", ["TTg"]), signs("Thủ tướng Chính phủ", ["VPCP"])
    (True, False)
    >>> signs("Giám đốc Sở Tài chính", ["STC"])
    True
    """
    office = _OFFICE.match(name.lower())
    bodies = (named(name), named(name[office.end() :]) if office else None)
    return any(body.row in abbreviated(one) for body in bodies if body for one in symbol[:1])


def _capitals(flow: str, low: int, high: int) -> Iterator[int]:
    return (match.start() for match in _CAPITAL.finditer(flow, low, high))
