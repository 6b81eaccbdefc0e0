"""Where the name of a document ends: scored boundaries, one mechanism for every kind of name.

Behind its type word a name meets boundaries: a mark, the next item of a list, a clause, a period of years.
Each kind has a weight, how sure it is that a name ends there, and a price, what a longer name pays to run
past it.  A comma before a lower-case word is often inside a name, and a period of years is its end:

    Đề án nâng cao chất lượng dạy nghề| , giáo dục thường xuyên đến năm 2030| , Ủy ban …
                                     2 - 1 paid                       5 - 1 = 4: the end

The end is the boundary with the best weight less the prices paid, of equals the first; a name whose best
is below `SURE` is left alone.  What a name is (`Use`) decides the weights: a plan called by its name, an
instrument that a mention in front has made (its name may hold almost any word), an act, a treaty; or the
title behind a number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from heapq import merge
from typing import Literal, NamedTuple

from .. import late
from ..notation import body_names
from ..scan import Begun, Match, plain
from ..text import trim
from ..vocabulary import alternatives, doc_types_by_name, one_of
from .page import Page

Use = Literal["plan", "made", "act", "treaty", "title"]
SURE = 2
_HERE = 99  # the price of running past what no name holds
_Weights = tuple[int, int]

_INSIDE: _Weights = (0, 0)
_TABLE = """
            plan  made  act   treaty title
mark        3/!   3/!   3/!   3/!   3/!
bracket     3/1   2/0   3/1   3/1   -
clause      3/!   3/!   3/!   3/!   3/!
item        3/!   3/!   3/!   3/!   3/!
when        5/!   2/0   -     -     -
owner       5/!   5/!   -     -     -
dated       -     -     5/!   5/!   -
end         3/!   3/!   3/!   3/!   3/!
name        3/!   -     3/!   3/!   -
act         -     -     3/!   -     -
perhaps     2/1   -     2/1   -     -
capital     3/1   3/2   3/1   -     -
comma       2/1   -     1/1   1/1   -
"""


def _weights(cell: str) -> _Weights:
    """ "3/1" is a weight and a price, "3/!" what no name runs past, "-" what is inside it."""
    weight, _, price = cell.partition("/")
    return _INSIDE if cell == "-" else (int(weight), _HERE if price == "!" else int(price))


def _read_table() -> Mapping[str, Mapping[str, _Weights]]:
    uses, *rows = (line.split() for line in _TABLE.strip().splitlines())
    return {kind: dict(zip(uses, map(_weights, cells), strict=True)) for kind, *cells in rows}


_KINDS = _read_table()
"""For each kind of boundary and each use its weight and its price."""

_TYPES = alternatives(doc_types_by_name())
_YEAR = r"(?:19|20)\d\d"
_YEARS = rf"(?:từ )?(?:năm )?{_YEAR}(?: ?[-–] ?| đến )(?:năm )?{_YEAR}"
# "giai đoạn 2021 - 2025, tầm nhìn đến năm 2030", "giai đoạn I: từ năm 2022 đến năm 2025", "10 năm 2011-2020",
_PERIOD = (
    rf"(?:(?:trong )?(?:giai đoạn|thời kỳ|nhiệm kỳ) (?:[ivx\d]{{1,3}}:? )?{_YEARS}"
    rf"|(?:và )?(?:(?:tầm nhìn|định hướng) (?:đến )?(?:năm )?|đến (?:năm )?){_YEAR}"
    rf"|(?:(?:\d{{1,2}}|mười|năm) năm )?{_YEAR} ?[-–] ?{_YEAR}"
    rf"|(?:(?:các )?năm )?{_YEAR} và (?:năm )?{_YEAR})"
)
FOR_WHEN = late.regex(rf"(?:,? (?:{_PERIOD}|\({_PERIOD}\)))+(?![\d/])")
"""For when an instrument is, as the end of its name says it: "5 năm (2021 - 2025)", "đến năm 2030"."""

OWNED = late.regex(r" của (?P<owner>(?:thủ tướng )?chính phủ)(?!\p{L})")
""" "… của Chính phủ" says whose a plan or programme is."""

# What ends every name: a mark, an empty line (unless it cuts a sentence), a line that begins an item.
_BRACKET = late.regex(r"(?P<bracket>(?= \([\p{Lu}\d&/-]{2,12}\)))")
# A short form or years in brackets are inside: "(MTQG)", "(2021 - 2025)".
_IN_BRACKETS = r"\((?:[\p{Lu}\d&/-]{2,12}|(?:giai đoạn |thời kỳ |nhiệm kỳ )?\d{4}\s?[-–]\s?\d{4})"
# Where the name of an instrument may end at a mark: ";", ":", ".", a bracket, an item.
_MARK = Begun(
    late.re(r"[;:.”“|\"()\n]"),
    late.regex(
        rf"[;.”“|\"]|:(?!\stừ năm \d)|(?!{_IN_BRACKETS}\))\(|(?<!{_IN_BRACKETS})\)|\n\n(?!\p{{Ll}})"
        r"|(?<=\p{Ll})\n(?=\p{Lu}{2}[\p{Lu} ]{6,60}\n)"
        r"|\n(?=(?:[-+•–] |\d{1,3}(?:\.\d{1,2})*[.)/] |[a-zđ]\) |(?:Điều|Chương|Mục|Phần) [\dIVX]))"
    ),
)
# Words that open a bracket which no title holds, over the end of a line too: "(sau\\nđây gọi tắt là …)".
_TITLE_BRACKETS = one_of("mentions", "title_brackets").replace(" ", r"\s")
# Where a title behind a number may end at a mark; what a colon quotes on the next line is no title, and a
# line this long is a paragraph, which nothing cuts.
_TITLE_MARK = Begun(
    late.re(r"[;|.\n):]|\s\("),
    late.regex(
        rf"[;|]|\.(?=\s|$|/)|\n\n(?!\p{{Ll}})|\n(?=[-+•–] |\d{{1,2}}\. )"
        r"|(?<=[^\n]{140})\n(?=\p{Lu}\p{Ll})|\)"
        rf"|(?<!việc)(?<!về):(?=\s*\n|\s*[“\"]Điều\s\d)|\s\((?={_TITLE_BRACKETS}|\p{{Lu}})"
    ),
)
# What closes a bracket.
_CLOSES = late.regex(r"\)")
# Quoted words inside a name: "Phong trào |“Toàn dân đoàn kết”| …".
_INNER_QUOTES = late.regex(r"“[^“”|]{3,200}”(?=[ ,;.])")
# What else may end one, by kind; the first alternative that fits is meant.
_PLACES = late.regex(
    rf"(?P<when>{FOR_WHEN.pattern})|(?P<owner> của (?:thủ tướng )?chính phủ(?!\p{{L}}))"
    rf"|(?P<dated>,? (?:ký (?:tại [^;,.()]{{2,30}} )?)?(?:ngày |số:? ?\d|(?:năm )?{_YEAR}(?![\d/-])))"
    rf"|(?P<comma>,(?= ))|(?P<and> và(?= ))"
    rf"| (?:(?P<perhaps>{one_of('mentions', 'name_perhaps')})"
    rf"|(?P<end>{one_of('mentions', 'title_ends', 'issue_ends')})"
    rf"|(?P<name>{one_of('mentions', 'name_ends')})|(?P<act>{one_of('mentions', 'act_ends')}))"
)
# Other rules beside the act: "… về máy móc|, quy định của pháp luật|", "… Luật A| và các văn bản sửa đổi|".
_RULES_NEXT = late.re(
    plain(
        r"(?:,| và) (?:các |những )?(?:quy định (?:khác )?(?:của pháp luật|(?:có )?liên quan)"
        r"|văn bản (?:sửa đổi|hướng dẫn|thay thế|khác|(?:có )?liên quan))"
    )
)
# The few of them that end a title.
_TITLE_PLACES = late.re(
    plain(
        r"(?P<comma>,(?= ))|(?P<and> và(?= ))"
        rf"| (?P<end>{one_of('mentions', 'title_ends')})"
    )
)
_BEHIND = ("when", "owner")  # these belong to the name
# What is in it is listed behind: "Luật Sông nước|, bao gồm:|".
_LISTS = late.re(r", (?:bao )?gồm(?: (?:cả|có|các|những)\b[^,;:.\n]{0,40})?:")
# A field more behind a semicolon, inside a title: "… trong lĩnh vực lâm nghiệp|; thú y|; chăn nuôi.".
_FIELD_MORE = late.regex(
    rf"; (?!(?:{_TYPES}|{one_of('mentions', 'titles', 'title_ends', 'main_verbs')})(?!\p{{L}}))"
    r"(?:\p{Ll}+(?:,? )?){1,9}(?=[;.\n])"
)
_FIELDS = "lĩnh vực "
# A comma inside a name: "chống tham nhũng|,| lãng phí".
_GOES_ON = late.re(plain(rf",(?= {one_of('mentions', 'name_goes_on')})"))
# "Khu kinh tế Vũng Áng|, tỉnh Hà Tĩnh|, …": where a place lies is inside the name that holds it.
_LIES_IN = late.regex(
    r", (?:tỉnh|thành phố|huyện|quận|thị xã) \p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){0,3}"
    r"(?=[,;.)”\n]| (?:đến|giai đoạn|thời kỳ|tỷ lệ|tỉ lệ) )"
)
# A comma between figures: "tuyến số |1, 2|".
_FIGURES = late.re(r"(?<!\d{3})\d, \d")
# A comma that leaves the name: "Kế hoạch X|, bảo đảm …".
_LEAVES = late.re(plain(rf", {one_of('mentions', 'name_leaves', 'name_ends')}"))
# A comma that ends a title: "về Y|, trong đó …".
_ENDS = late.re(plain(rf", {one_of('mentions', 'title_ends', 'title_leaves', 'title_papers')}"))
# Another paper behind "và": "về mức thu| và ý kiến thảo luận |của đại biểu".
_PAPER_NEXT = late.re(plain(rf" và {one_of('mentions', 'title_papers')}"))
# The day on which the next clause happens: "về Y|, ngày 24/10/2023, |Ủy ban nhân dân tỉnh ban hành …".
_ON_A_DAY = late.re(
    r", (?:(?:sáng|chiều|vào) )?ngày \d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{4})?| tháng \d{1,2}(?: năm \d{4})?), "
)
# The next item of a list by its type word: "Kế hoạch A| và Đề án |B".
_ITEM = late.re(plain(rf"(?:,| và) (?:các |những |một số |toàn bộ )?(?P<type>{_TYPES})(?![\p{{L}}])"))
# Behind such a word a number or "này": no name.
_COUNTED = late.re(r" (?:số|này|\d)")
# A provision of the next document: "Điều 5 Luật A|, khoản 1 Điều 6 |Luật B".
_PINPOINT_NEXT = late.re(r"(?:,| và) (?:các )?(?:điểm [a-zđ]|khoản \d|điều \d)")
# What an amending act's own name has in front of one: "Luật |sửa đổi| Điều 3, Điều 5 …".
_PINPOINTS = late.re(plain(r"(?:sửa đổi|bổ sung|bãi bỏ|điều \d)"))
# "và" before another act or programme: "Đề án A| và ban hành |Quy chế B".
_MAKES_NEXT = late.re(plain(rf" và (?:(?:ban hành|công bố) |(?:các )?{one_of('mentions', 'national')})"))
# "và" before a plural: "Đề án A| và các |văn bản liên quan".
_MANY_NEXT = late.re(r" và (?:các|những) ")
_PLACE = late.regex(r"(?: \p{Lu}\p{Ll}[\p{L}-]*){1,3}")  # "Công ước |Ramsar| và hợp tác quốc tế"
# "và" before another clause: "Kế hoạch A| và tổ chức thực hiện|".
_CLAUSE_NEXT = late.re(plain(rf" và {one_of('mentions', 'name_and_leaves')}"))
# Words that want "và" inside the name: "phối hợp |giữa| A và B".
_BETWEEN = late.regex(r"(?<!\p{L})(?:giữa|phối hợp)(?!\p{L})")
# What joins a name to what follows and is no part of it: "Luật A| và |quy định …".
_SEPARATOR = late.regex(r"(?r)(?:,| và)+")
# Which body a bracket says: "Ban Thường vụ Tỉnh ủy| (khóa XV)| ban hành".
_WHICH = r"(?: \([^()]{2,40}\))?"
# A main verb a few words on, or such a one at once: what follows a comma is a clause.
_VERB = late.regex(
    rf"{_WHICH}(?:(?: \p{{L}}+){{0,5}}? {one_of('mentions', 'main_verbs')}"
    rf"| {one_of('mentions', 'main_verbs_at_once')}(?!\p{{L}}))"
)
# A body that a title gives a work to: "về việc giao |Sở A|, Sở B xây dựng …".
_GIVEN_TO = late.regex(r"(?<!\p{L})(?:giao|phân công|ủy quyền) (?:cho )?(?=\p{L}[^,;:.()]{3,80}$)")
# A body by its first word alone: "về Y|, Ban Thường vụ đề nghị| …", "về Y|, Bộ yêu cầu| …".
_BARE_ACTS = late.re(
    plain(rf"{one_of('bodies', 'heads')} {one_of('mentions', 'main_verbs', 'main_verbs_at_once')}")
)
# Who speaks for the Prime Minister: "về Y|, Phó Thủ tướng Hoàng Trung Hải| có ý kiến".
_DEPUTY = late.regex(r"(?:Phó )?Thủ tướng(?: Thường trực)?(?: Chính phủ)?(?: \p{Lu}\p{Ll}+){2,4}(?=[ ,])")
# Before a second body that does it too: "Bộ Chính trị|, |Ban Bí thư yêu cầu …".
_NEXT_BODY = late.re(r",? (?:và )?(?=\S)")
# Many act: "về Y|, các cơ quan, đơn vị đã |quán triệt …".
_MANY_ACT = late.regex(r", (?:các|những|nhiều|toàn thể) (?:\p{L}+,? ){1,10}?(?:đã|sẽ|vẫn) ")
# Where a proper name may begin.
_CAPITAL = late.regex(r"(?<![\p{L}\p{N}])\p{Lu}")
# Words in small letters: the name is not printed in capitals.
_SMALL = late.regex(r"\p{Ll}{2}|\p{Lu}\p{Ll}")
_LONGEST_BODY = 80
REACH, _TITLE_REACH = 330, 700
"""How long a name and a title may be, in characters."""


class Boundary(NamedTuple):
    """Where a name may end, which kind of boundary that is, its weight and its price."""

    at: int
    kind: str
    weight: int
    price: int


def name_end(page: Page, start: int, at: int, use: Use, limit: int | None = None) -> int:
    """Where the name ends whose type word is `start:at`; 0 where no boundary is sure enough."""
    best, sure, paid = 0, SURE - 1, 0
    for boundary in boundaries(page, start, at, use, limit):
        if boundary.weight - paid > sure:
            best, sure = boundary.at, boundary.weight - paid
        paid += boundary.price
        if paid >= _HERE:
            break
    separator = _SEPARATOR.match(page.folded, at, best) if best else None
    return separator.start() if separator else best


def boundaries(page: Page, start: int, at: int, use: Use, limit: int | None = None) -> Iterator[Boundary]:
    """The boundaries behind the type word `start:at`, in order, up to the last that a name could reach."""
    last = furthest(page, start, at, use)
    if limit is not None:
        last = min(last, limit)
    past = at
    quoted = _quotations(page, at, last)
    for begin, end, kind in _places(page, start, at, last, use):
        if begin < past or any(low < begin < high for low, high in quoted):
            continue
        if kind not in _BEHIND and (stop := _body_around(page, at, begin)):
            past = stop
        elif (weights := _KINDS[kind][use]) != _INSIDE:
            yield Boundary(end if kind in _BEHIND else begin, kind, *weights)
    if use == "title" or last < at + REACH:
        yield Boundary(last, "mark", *_KINDS["mark"][use])


def _quotations(page: Page, at: int, last: int) -> list[tuple[int, int]]:
    """Quoted words inside a name: nothing ends it there."""
    if "“" not in page.flow[at:last]:
        return []
    return [quoted.span() for quoted in _INNER_QUOTES.finditer(page.flow, at, last + 1)]


def _places(page: Page, start: int, at: int, last: int, use: Use) -> Iterator[tuple[int, int, str]]:
    """Start, end and kind of every place where a name may end, in order."""
    for match in _matches(page, at, last, use):
        kind: str | None = match.lastgroup
        if kind == "comma":
            kind = _comma(page, start, match.start(), use)
        elif kind == "and":
            kind = _and(page, start, at, match.start(), use)
        elif kind == "owner" and use == "made" and _is_joint(page, match.end()):
            kind = None
        if kind:
            yield match.start(), match.end(), kind


def _matches(page: Page, at: int, last: int, use: Use) -> Iterable[Match]:
    if use == "title":
        return _TITLE_PLACES.finditer(page.folded, at, last)
    brackets = _BRACKET.finditer(page.text.clean, at, last) if "(" in page.flow[at:last] else iter(())
    return merge(brackets, _PLACES.finditer(page.folded, at, last), key=lambda match: match.start())


def _comma(page: Page, start: int, at: int, use: Use) -> str | None:
    """A comma: inside the name, before the next item, before a clause of its own."""
    if _LISTS.match(page.folded, at):
        return "clause"
    if _GOES_ON.match(page.folded, at) or _FIGURES.match(page.folded, at - 1):
        return None
    if _is_pinpoint(page, start, at, use):
        return "item"
    if use in ("plan", "made") and _LIES_IN.match(page.flow, at) and not page.flow[at - 1].isdigit():
        return None
    if _ENDS.match(page.folded, at) or _RULES_NEXT.match(page.folded, at):
        return "clause"
    if use == "title":
        given = _GIVEN_TO.search(page.folded, start, at)
        if given and _body_end(page, given.end()) == at:
            return None
        day = _ON_A_DAY.match(page.folded, at)
        acts = _they_act(page, day.end() if day else at + 2) or _MANY_ACT.match(page.folded, at)
        return "clause" if acts else None
    body = body_names.end(page.flow, page.folded, at + 2) if page.flow[at + 2 : at + 3].isupper() else 0
    leaves = _ITEM.match(page.folded, at) if use == "made" else _LEAVES.match(page.folded, at)
    if leaves or page.flow[at - 4 : at].isdigit():  # it has said for when
        return "clause"
    if _is_item(page, at):
        return "item"
    if body:
        return "clause"
    capital = page.flow[at + 2 : at + 3].isupper() and not _is_short(page, at + 2) and use != "treaty"
    return "capital" if capital else "comma"


def _and(page: Page, start: int, at: int, here: int, use: Use) -> str | None:
    """ "và": before the next item or a clause, or inside the name."""
    if _RULES_NEXT.match(page.folded, here):
        return "clause"
    if use == "title":
        if _they_act(page, here + 4) or _PAPER_NEXT.match(page.folded, here):
            return "clause"
        return "item" if _MANY_NEXT.match(page.flow, here) and _is_item(page, here) else None
    if _is_pinpoint(page, start, here, use) or _is_item(page, here) or _MAKES_NEXT.match(page.folded, here):
        return "item"
    if use == "act" and _MANY_NEXT.match(page.flow, here):
        return "clause"
    if use == "treaty" and _PLACE.fullmatch(page.flow, at, here):
        return "clause"
    if page.flow[start:at].isupper():
        return None
    if _CLAUSE_NEXT.match(page.folded, here):
        return "perhaps"
    if not page.flow[here + 4 : here + 5].isupper():
        return None
    if not body_names.end(page.flow, page.folded, here + 4):
        return "capital"
    return None if _BETWEEN.search(page.folded, start, here) else "capital" if use == "made" else "clause"


def _they_act(page: Page, at: int) -> bool:
    """Whether bodies that are named here do something: "Bộ Chính trị, Ban Bí thư| yêu cầu …"."""
    if page.flow[at : at + 1].isupper() and _BARE_ACTS.match(page.folded, at):
        return True
    stop = _body_end(page, at)
    if deputy := _DEPUTY.match(page.flow, at):
        stop = deputy.end()
    while stop and (more := _NEXT_BODY.match(page.flow, stop)) and (further := _body_end(page, more.end())):
        stop = further
    return stop > 0 and _VERB.match(page.folded, stop) is not None


def _body_end(page: Page, at: int) -> int:
    if page.flow[at : at + 1].isupper():
        return body_names.end(page.flow, page.folded, at)
    return body_names.small_end(page.flow, page.folded, at)


def _is_joint(page: Page, at: int) -> bool:
    """ "Quy chế phối hợp công tác của Chính phủ| và Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"."""
    return page.folded.startswith(" và ", at) and body_names.end(page.flow, page.folded, at + 4) > 0


def _is_item(page: Page, at: int) -> bool:
    """Whether a comma or "và" stands before another document: ", Luật Kế toán", " và nghị quyết số 5"."""
    item = _ITEM.match(page.folded, at)
    if not item:
        return False
    return page.flow[item.start("type")].isupper() or _COUNTED.match(page.folded, item.end()) is not None


def _is_pinpoint(page: Page, start: int, at: int, use: Use) -> bool:
    """Whether a comma or "và" behind the name of an act stands before a provision of the next."""
    return (
        use == "act"
        and _PINPOINT_NEXT.match(page.folded, at) is not None
        and _PINPOINTS.search(page.folded, start, at) is None
    )


def _is_short(page: Page, at: int) -> bool:
    return page.flow[at : at + 2].isupper()


def furthest(page: Page, start: int, at: int, use: Use = "plan") -> int:
    """Where every name from `start` has ended: at a mark, with its part of the page, its capitals."""
    last = _first_mark(page, at, use)
    last = min(last, _part_end(page, start, last))
    small = _SMALL.search(page.flow, at, last) if page.flow[start:at].isupper() else None
    return page.flow.rfind(" ", at, small.start() + 1) if small else last


def _first_mark(page: Page, at: int, use: Use) -> int:
    """The first mark that does not open a quotation inside the name, or how far a name reaches."""
    marks, reach = (_TITLE_MARK, _TITLE_REACH) if use == "title" else (_MARK, REACH)
    past, limit = at, min(len(page.flow), at + reach)
    for mark in marks.finditer(page.text.clean, at, limit):
        if mark.start() < past:
            continue
        inner = _goes_past(page, at, mark.start(), use)
        if not inner:
            return trim(page.text.clean, at, mark.start())[1]
        past = inner.end()
    return limit


def _goes_past(page: Page, start: int, at: int, use: Use) -> Match | None:
    """What a name holds at a mark: quoted words; a title what closes a bracket of its own, one more field."""
    if use != "title":
        return _INNER_QUOTES.match(page.flow, at)
    if page.flow[at] == ")" and page.flow.rfind("(", start, at) > page.flow.rfind(")", start, at):
        return _CLOSES.match(page.flow, at)
    fields = page.flow[at] == ";" and page.folded.find(_FIELDS, start, at) >= 0
    return _FIELD_MORE.match(page.flow, at) if fields else None


def _part_end(page: Page, start: int, last: int) -> int:
    """Where the part of the page ends that `start` stands in, or `last`."""
    i = bisect_right(page.part_starts, start)
    begins = (at for at in page.part_starts[i:] if at <= last and page.part_at(at) != page.part_at(start))
    at = next(begins, last + 1)
    return trim(page.text.clean, start, at)[1] if at <= last else last


def _body_around(page: Page, low: int, at: int) -> int:
    """The end of the name of a body, or of its field, that holds position `at`, or 0: "Sở Nông nghiệp| và Môi
    trường", "ngành Giáo dục| và Đào tạo".
    """
    for capital in _CAPITAL.finditer(page.flow, max(low, at - _LONGEST_BODY), at):
        stop = body_names.end(page.flow, page.folded, capital.start())
        stop = max(stop, body_names.field_end(page.folded, capital.start()))
        if stop > at:
            return stop
    return 0
