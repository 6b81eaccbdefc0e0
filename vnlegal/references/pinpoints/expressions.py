"""Expressions that name provisions: "điểm a và điểm b khoản 1 Điều 3", "các điều 26, 28, 30 và 32".

An expression is a row of items, each a level word with its numbers.  It has one shared tail: it ends with the
highest level that it reaches, and that level goes to every item before it that lacks it (Nghị định
78/2025/NĐ-CP, Điều 68 and Phụ lục I: order of levels, commas).

>>> text = "điểm c khoản 2 và khoản 3, 4 điều 8; điều 9 và điều 10"
>>> [text[one.start:one.end] for one in find_expressions(text, text)]
['điểm c khoản 2 và khoản 3, 4 điều 8', 'điều 9', 'điều 10']
>>> [path.steps for path in find_expressions(text, text)[0].paths]
[{'dieu': '8', 'khoan': '2', 'diem': 'c'}, {'dieu': '8', 'khoan': '3'}, {'dieu': '8', 'khoan': '4'}]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

import regex

from ... import late
from ...scan import Begun, Match
from ...vocabulary import alternatives

RANKS = {
    level: rank
    for rank, level in enumerate(
        ("tiet", "diem", "khoan", "muc-so", "dieu", "tieu-muc", "muc", "chuong", "phan", "mau", "phu-luc")
    )
}
"""The levels, small to large, by the key that a record gives them."""

Join = Literal["attach", "and", "to", ""]
This = Literal["", "này", "trên"]
Steps = Mapping[str, str]


class Numeral(NamedTuple):
    """One number of an item, as printed; `to` if it ends a range that the number before it begins."""

    num: str
    start: int
    end: int
    to: bool = False


class Rung(NamedTuple):
    """A level word with its numbers, or with what points at the place where it stands ("Điều này")."""

    level: str
    numbers: tuple[Numeral, ...]
    start: int
    end: int
    this: This = ""

    @property
    def rank(self) -> int:
        """How high the level is, 0 lowest."""
        return RANKS[self.level]


class Path(NamedTuple):
    """One provision that an expression names: the number of each level said, from the largest.

    `this` is the level that points at the place where the expression stands; `to` ends a range.
    """

    steps: Steps
    start: int
    end: int
    this: str | None = None
    to: Steps | None = None


@dataclass(frozen=True)
class Expression:
    """A row of items that share a tail; `joins[i]` says how item i goes on from the one before it."""

    items: tuple[Rung, ...]
    joins: tuple[Join, ...]

    @property
    def start(self) -> int:
        """Where its first level word begins, or the "các" before it."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """Where its last number or demonstrative ends."""
        return self.items[-1].end

    @property
    def top(self) -> Rung:
        """The item of the highest level."""
        return max(self.items, key=lambda one: one.rank)

    @property
    def above(self) -> bool:
        """Whether it points back with "trên": "điểm a, b, c trên"."""
        return any(one.this == "trên" for one in self.items)

    @property
    def points(self) -> bool:
        """Whether it points at the place where it stands."""
        return any(one.this for one in self.items)

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """The provisions that it names, in page order."""
        return tuple(_paths(self))


_ROMAN = r"[ivxlc]{1,7}"
_ORDINAL = r"thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
# Behind a "mục" that numbers what is in a khoản: "mục 2.1| khoản 2| Điều 3", not "Mục 2 Chương I".
_IN_KHOAN = late.regex(r" ?,?(?: của| tại)? (?:điểm|khoản) \d")
# Before a part in small letters: "|mục 2 |phần thứ ba", not "một phần ba".
_IN_PART = late.regex(r"(?r)(?i:mục|chương|điểm|khoản) [\p{L}\d.]{1,8},? ")
# Behind a number that counts things: "khoản 5 triệu đồng", "mục 20%"; "Điều 5 và 10 ngày làm việc".
_SUM = r"(?! ?(?:%|[/.]\d|(?:đồng|nghìn|triệu|tỷ|tỉ|phần trăm)(?!\p{L})))"
_COUNTED = (
    r"(?! ?(?:%|[/.]\d|(?:ngày|tháng|năm|giờ|phút|lần|người|đồng|nghìn|triệu|tỷ|tỉ|bản|bộ(?! luật)|cấp|bên"
    r"|loại|nhóm|trường hợp|phần trăm|m2|m²|ha|km|mét)(?!\p{L})))"
)
_TAIL = r"(?![\p{L}\p{N}])"
# What may stand behind a level word: "5a", "b", "đ1", "1.2", "IV", "thứ hai", "số 01-ĐK".
_NUMBERS = {
    "tiet": rf"(?:[a-zđ]\d{{0,2}}(?:\.\d{{1,2}})?|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|\({_ROMAN}\)|{_ROMAN})",
    "diem": (
        r"(?:[“\"‘']?[a-zđ]\d{0,2}(?:\.\d{1,2})?"
        r"(?:[”\"’']|[. ]?\([ivx]{1,5}\)|\)(?=,? (?:khoản|và điểm|điểm|điều) ))?"
        r"|\d{1,2}(?:\.\d{1,2}){0,3}(?:\.?[a-zđ])?)"
    ),
    "khoan": r"(?:\d{1,3}(?:\.\d{1,2}){0,2}[a-zđ]?\d?)",
    "dieu": r"(?:\d{1,4}[a-zđ]{0,2})",
    "tieu-muc": rf"(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|{_ROMAN})",
    "muc": (
        rf"(?:\d{{1,3}}(?:\.\d{{1,2}}){{0,3}}[a-zđ]?|{_ROMAN}(?:\.\d{{1,2}}){{0,3}}|[a-zđ](?:\.\d{{1,2}})?)"
    ),
    "chuong": rf"(?:{_ROMAN}[a-zđ]?|\d{{1,2}})",
    "phan": rf"(?:{_ORDINAL}|{_ROMAN}|\d{{1,2}}|[a-zđ])",
    "mau": r"(?:(?:số )?\d{1,3}[a-zđ]?(?:[./-][\p{L}\p{N}]{1,12}){0,4})",
    "phu-luc": (
        rf"(?:(?:số )?(?:{_ROMAN}|\d{{1,3}}|[a-zđ](?!\p{{L}}{{2}}))(?:[.-]?[a-zđ\d]{{1,3}}){{0,2}}"
        r"(?:/[\p{L}-]{1,12})?)"
    ),
}
_WORDS = {
    "tiết": "tiet", "điểm": "diem", "khoản": "khoan", "điều": "dieu", "tiểu mục": "tieu-muc", "mục": "muc",
    "chương": "chuong", "phần": "phan", "mẫu": "mau", "phụ lục": "phu-luc",
}  # fmt: skip
_AND = r"(?: ?,| và/hoặc|,? (?:và|hoặc)(?!\p{L})|;(?: (?:và|hoặc)(?!\p{L}))?)"
_TO = r"(?: (?:đến(?: hết)?|tới)(?!\p{L})| ?[-–])"
# A list of one level: "1, 2 và 5", "26, 28 và 32", "từ 10 đến 15", "a đến d", "số 01, 02".
_ITEM = {
    level: late.regex(
        rf"(?:từ )?(?P<n>{number}){_TAIL}{_SUM}"
        rf"(?:(?P<sep>{_AND}(?: từ)?|{_TO}) ?(?P<n>{number}){_TAIL}{_COUNTED}){{0,60}}"
    )
    for level, number in _NUMBERS.items()
}
# The place itself: "Điều |này|".
_THIS = late.regex(r"này(?!\p{L})")
# What stands above: "điểm a, b| nêu trên|".
_ABOVE = late.regex(r" (?:đã )?(?:nêu |nói )?trên(?=[,.;) ])(?! (?:địa bàn|cơ sở|các|một|đất))")
# The plural before a level: "|các |khoản 1, 2".
_MANY = late.regex(r"(?r)(?:một trong |tất cả )?(?:các|những) ")
# A level word before a number: not "địa điểm", "tài khoản", "danh mục", "thành phần".
_LEVEL = late.regex(
    r"(?<![\p{L}\p{N}])(?P<word>tiết|điểm|khoản|điều|tiểu mục|mục|chương|phần|mẫu|phụ lục)"
    r"(?:(?<=khoản|điều)(?=\d)| )"
    r"(?=\d|(?:từ|số) [\da-zđ]|thứ |này(?!\p{L})|\(|[“\"‘']?(?:[a-zđ]\d{0,2}|[ivxlc]{1,7}[a-zđ]?)(?!\p{L}))"
)
# The level words before a number, quickly found.
_LEVELS = Begun(
    late.re(alternatives(_WORDS) + r"(?: (?=[\d(“\"‘'ivxlctsn]|[a-zđ](?:[\d ,;.():”\"’']|$))|(?=\d))"),
    _LEVEL,
)
# What makes another word of a level word: "thời điểm 2", "tài khoản 5", "danh mục 3", "hồ điều tiết 1".
_OTHER = late.regex(
    r"(?r)(?<!\p{L})(?:"
    r"(?:địa|thời|quan|đặc|trọng|ưu|nhược|khuyết|luận|tâm|chấm|cao|(?<!căn )cứ|thang|mốc|yếu) điểm"
    r"|(?:tài|điều|bưu) khoản|(?:danh|hạng|chuyên|đề|khoản|thư) mục|(?:thành|cổ|học|đa) phần"
    r"|(?:huy|văn) chương|biểu mẫu|(?:chi|thời|điều) tiết)"
)
# What binds a level to the next: "khoản 2| của |Điều 5", "khoản 2| |Điều 5".
_ATTACH = late.regex(r"(?: ?,)?(?: (?:của |tại |thuộc |trong |ở )?)?+")
# What binds items of a row: "khoản 2| và |khoản 3".
_COORDINATE = late.regex(rf"{_AND} (?:từ )?")
# What makes a range of two items: "Điều 5| đến |Điều 9".
_RANGE = late.regex(r"(?: đến(?: hết)? | tới | ?[-–] ?)")
# The same inside one item: "Điều 5|-|9".
_RANGE_SIGN = late.regex(r"đến|tới|-|–")
_LONGEST_GAP, _QUOTES = 12, '“”"‘’'


def find_expressions(
    flow: str,
    folded: str,
    start: int = 0,
    end: int | None = None,
    skips: Callable[[int, int], bool] | None = None,
) -> list[Expression]:
    """All expressions of a stretch, in order.

    `skips` says of a level word and the number behind it that the one heads a provision or the other opens a
    line.
    """
    end = len(folded) if end is None else end
    items = (
        item
        for found in _LEVELS.finditer(folded, start, end)
        if (item := _item(flow, folded, found, end)) and not (skips and skips(*found.span()))
    )
    return [*_merged(folded, (part for row in _rows(folded, items) for part in _cut(row)))]


def _item(flow: str, folded: str, found: Match, end: int) -> Rung | None:
    level, at = _WORDS[found["word"]], found.end()
    if _OTHER.match(folded, max(0, found.start() - 16), found.end("word")):
        return None
    many = _MANY.match(folded, max(0, found.start() - 20), found.start())
    start = many.start() if many else found.start()
    if this := _THIS.match(folded, at, end):
        return Rung(level, (), start, this.end(), "này") if _here(level, flow, found.start()) else None
    listed = _ITEM[level].match(folded, at, end)
    if listed and level == "muc" and not _capital(flow, listed) and _IN_KHOAN.match(folded, listed.end()):
        level = "diem"
    if listed is None or not _as_printed(level, flow, found.start(), listed):
        return None
    numbers = tuple(_numbers(flow, listed))
    above = _ABOVE.match(folded, numbers[-1].end)
    return Rung(level, numbers, start, above.end() if above else numbers[-1].end, "trên" if above else "")


def _here(level: str, flow: str, start: int) -> bool:
    """Whether "Mục này" points at a level: "phần này" in small letters may be any part."""
    return level != "mau" and (RANKS[level] < RANKS["tieu-muc"] or flow[start].isupper())


def _numbers(flow: str, listed: regex.Match[str]) -> Iterator[Numeral]:
    separators = ["", *listed.captures("sep")]
    for (start, end), separator in zip(listed.spans("n"), separators, strict=True):
        to = _RANGE_SIGN.search(separator) is not None
        num = flow[start:end].strip(_QUOTES)
        yield Numeral(num if "(" in num else num.rstrip(")"), start, end, to)


def _capital(flow: str, listed: regex.Match[str]) -> bool:
    """Whether a list of numbers begins with a capital: "Mục II", "Mục A"."""
    return flow[listed.spans("n")[0][0]].isupper()


def _as_printed(level: str, flow: str, start: int, listed: regex.Match[str]) -> bool:
    """Whether the first number looks as its level prints it: Roman ones in capitals, letters small."""
    first = flow[slice(*listed.spans("n")[0])].strip(_QUOTES).removeprefix("số ").removeprefix("Số ")
    if first[:1].isdigit() or first.lower().startswith("thứ"):
        return level != "phan" or flow[start].isupper() or _IN_PART.match(flow, 0, start) is not None
    if level in ("diem", "tiet"):
        return first[:1].islower() or flow[start].isupper()
    return first[:1].isupper() or level in ("dieu", "khoan", "mau")


class _Row(NamedTuple):
    items: list[Rung]
    joins: list[Join]


def _rows(folded: str, items: Iterator[Rung]) -> Iterator[_Row]:
    """Items that stand side by side, nothing but a separator between them, one shared tail a row."""
    row: _Row | None = None
    for item, after in pairwise([*items, None]):
        assert item is not None
        if row and _is_section(folded, item) and row.items[-1].level == "diem":
            row.items[-1] = row.items[-1]._replace(level="tiet")
        if row and _is_in_article(folded, row, item):
            row.items[-1] = row.items[-1]._replace(level="muc-so")
        join = _join(folded, row.items[-1], item) if row else ""
        join = "attach" if row and _is_above(folded, row, item) else join
        if row and join and not _closed(row, item, join, _shares(folded, row.items[-1], item, after)):
            row.items.append(item)
            row.joins.append(join)
            continue
        if row:
            yield row
        row = _Row([item], [""])
    if row:
        yield row


def _is_section(folded: str, item: Rung) -> bool:
    """Whether a điểm is called "mục": "điểm b, |mục 2.2|, khoản 2 Điều 3"."""
    return item.level == "diem" and folded.startswith("mục", item.start)


def _is_in_article(folded: str, row: _Row, item: Rung) -> bool:
    """Whether a mục is a numbered paragraph of the article behind it: "điểm 2, |mục II|, Điều 1"."""
    last, gap = row.items[-1], folded[row.items[-1].end : item.start]
    if last.level != "muc" or item.level != "dieu" or any(one.rank > last.rank for one in row.items):
        return False
    return gap in (" ", " của ") or (gap == ", " and len(row.items) > 1 and row.items[0].rank < last.rank)


def _is_above(folded: str, row: _Row, item: Rung) -> bool:
    """Whether a part or chapter behind a comma is that of the mục before it: "điểm 1.2, Mục II|, Phần G|"."""
    last = row.items[-1]
    chained = row.joins[-1] == "attach" or any("." in one.num for one in last.numbers)
    comma = folded[last.end : item.start] == ", "
    return comma and chained and last.level == "muc" and item.level in ("phan", "chuong")


def _shares(folded: str, left: Rung, item: Rung, after: Rung | None) -> bool:
    """Whether an item shares its tail with a larger one before it: "Mục 2 và |Điều 15| Chương IV"."""
    if after is None or not RANKS["dieu"] < left.rank < after.rank or item.level != "dieu":
        return False
    return _join(folded, item, after) == "attach"


def _join(folded: str, left: Rung, right: Rung) -> Join:
    """How the right item goes on from the left one; "" if it does not."""
    if not 0 <= right.start - left.end <= _LONGEST_GAP:
        return ""
    gap = slice(left.end, right.start)
    words = folded[gap]
    if right.rank > left.rank and not left.this and _ATTACH.fullmatch(words):
        return "attach" if "," not in words or left.rank < RANKS["dieu"] else ""
    if words == " " and right.rank < left.rank:
        return "attach"
    if _RANGE.fullmatch(words) and (right.level == left.level or right.rank < left.rank):
        return "to"
    return "and" if _COORDINATE.fullmatch(words) else ""


def _closed(row: _Row, item: Rung, join: Join, shares: bool) -> bool:
    """Whether a row has its tail, so that what follows is another expression."""
    last = row.items[-1]
    if join in ("attach", "to") or shares:
        return False
    if last.this:
        return True
    if item.rank > last.rank:  # "khoản 2 và Điều 5"
        return True
    return last.rank in (RANKS["dieu"], RANKS["chuong"], RANKS["phan"], RANKS["phu-luc"], RANKS["mau"]) or (
        last.rank > RANKS["dieu"] and item.rank < last.rank
    )


def _cut(row: _Row) -> Iterator[Expression]:
    """A row, cut before items at its end that do not reach the tail of those before them."""
    items, joins = row
    highest = list(accumulate((one.rank for one in items), max))
    end, reached, tails = len(items), -1, []
    for i in range(end - 1, 0, -1):
        reached = max(reached, items[i].rank)
        if joins[i] == "and" and reached < highest[i - 1]:
            tails.append((i, end))
            end, reached = i, -1
    yield Expression(tuple(items[:end]), tuple(joins[:end]))
    for start, stop in reversed(tails):
        yield Expression(tuple(items[start:stop]), ("", *joins[start + 1 : stop]))


def _merged(folded: str, found: Iterator[Expression]) -> Iterator[Expression]:
    """ "Điều 111, các khoản 2, 3 và 4": an article in front of what has no tail of its own is its tail."""
    held: Expression | None = None
    for one in found:
        if held and _heads(folded, held, one):
            held = Expression((*held.items, *one.items), (*held.joins, "attach", *one.joins[1:]))
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


def _heads(folded: str, one: Expression, after: Expression) -> bool:
    alone = len(one.items) == 1 and one.top.level == "dieu" and len(one.top.numbers) == 1
    bare = after.top.rank < RANKS["dieu"] and not after.points
    return alone and bare and folded[one.end : after.start] in (", ", " , ")


def _upwards(items: tuple[Rung, ...], joins: tuple[Join, ...]) -> tuple[tuple[Rung, ...], tuple[Join, ...]]:
    """Items with the levels rising: "Điều 5 khoản 2 điểm a" as "điểm a khoản 2 Điều 5"."""
    if len(items) < 2 or joins[1] != "attach" or items[0].rank < items[1].rank:
        return items, joins
    rest, how = _upwards(items[1:], ("", *joins[2:]))
    return (*rest, items[0]), (*how, "attach")


def _paths(expression: Expression) -> Iterator[Path]:
    """From the tail back: a higher level goes to the items before it; what has a lower one is no target."""
    items, joins = _upwards(expression.items, expression.joins)
    above: dict[str, str] = {}
    this: str | None = None
    found: list[list[Path]] = []
    for i in range(len(items) - 1, -1, -1):
        item = items[i]
        above = {level: num for level, num in above.items() if RANKS[level] > item.rank}
        this = this if this and RANKS[this] > item.rank else None
        if item.this == "này":
            this = item.level
        if i == 0 or joins[i] != "attach":
            found.append([*_of_item(item, 0, above, this)])
        elif item.numbers:
            found.append([*_of_item(item, 1, above, this)])
            above = {**above, item.level: item.numbers[0].num}
    paths = [path for group in reversed(found) for path in group]
    yield from _with_ranges(paths, expression)


def _of_item(item: Rung, first: int, above: Steps, this: str | None) -> Iterator[Path]:
    """The targets of one item from its number `first` on: one each, or one range."""
    if not item.numbers and first == 0:
        yield Path(above, item.start, item.end, this)
    for i, number in enumerate(item.numbers[first:], first):
        if number.to:
            continue
        after = item.numbers[i + 1] if i + 1 < len(item.numbers) else None
        last = after if after and after.to else None
        to = _ordered({**above, item.level: last.num}) if last else None
        start, end = item.start if i == 0 else number.start, (last or number).end
        yield Path(_ordered({**above, item.level: number.num}), start, end, this, to)


def _ordered(steps: Steps) -> Steps:
    return dict(sorted(steps.items(), key=lambda step: -RANKS[step[0]]))


def _with_ranges(paths: Sequence[Path], expression: Expression) -> Iterator[Path]:
    """Two targets become one range where "đến" stands between their items."""
    tos = [item.start for item, join in zip(expression.items, expression.joins, strict=True) if join == "to"]
    waiting: Path | None = None
    for path in paths:
        if waiting and any(waiting.end <= at <= path.start for at in tos):
            yield waiting._replace(end=path.end, to=path.steps, this=waiting.this or path.this)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = path
    if waiting:
        yield waiting
