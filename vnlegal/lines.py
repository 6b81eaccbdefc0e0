"""Lines, sentences and quotations: where they begin and end in a cleaned text, by one grammar each.

A *line* is a paragraph or an item of a list, however many printed lines it fills.  It opens with a mark
("Điều 5.", "I.", "1.", "1.2", "a)", "-") or without one; its words begin behind the mark.

>>> lines = Lines.of("Điều 2. Bãi bỏ các văn bản\\nsau đây:\\na) Thông tư A; b) Thông tư B\\n")
>>> [(line.mark, line.kind, line.words) for line in lines.all]
[('Điều 2.', 'dieu', 8), ('a)', 'letter', 39)]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from . import late
from .scan import Begun, Match, plain

Stretch = tuple[int, int]
"""Where something stands in the cleaned text, `start:end`; a `Span` counts in the source."""

Kind = Literal[
    "phan", "chuong", "muc", "tieu", "dieu", "capital", "roman", "number", "sub", "letter",
    "bracket", "dash", "plus", "bullet", "none",
]  # fmt: skip

LEVELS: tuple[Kind, ...] = (
    "phan", "chuong", "muc", "tieu", "dieu", "capital", "roman", "number", "sub", "letter",
    "bracket", "dash", "plus", "bullet", "none",
)  # fmt: skip
"""The kinds of marks, the outermost first (Nghị định 78/2025/NĐ-CP, Điều 68)."""
_HEADINGS = LEVELS.index("capital")  # marks of a lower level open headings

_ROMAN = r"[IVXLC]{1,7}"
_ENDS = r"(?=[\s“\"]|\p{L})"

# Who opens a line: "Điều 5.", "Chương II", "A.", "IV.", "1.", "1)", "1.2.", "a)", "(i)", "-", "+", "•"
# (Nghị định 78/2025/NĐ-CP, Điều 68; Nghị định 30/2020/NĐ-CP, Phụ lục I, II.5).
_MARK = late.re(
    plain(rf"""[\s|]{{0,2}}[“"*]{{0,2}}\s?(?:
      (?P<phan>(?i:phần)\s(?:(?i:thứ)\s\p{{L}}+|{_ROMAN}|\d{{1,2}}))(?=[\s.:]|$)[.:]?
    | (?P<chuong>(?i:chương)\s(?:{_ROMAN}|\d{{1,2}})[\p{{Lu}}a-zđ]?)(?=[\s.:]|$)[.:]?
    | (?P<tieu>(?i:tiểu\smục)\s(?:{_ROMAN}|\d{{1,2}}))(?=[\s.:]|$)[.:]?
    | (?P<muc>(?i:mục)\s(?:{_ROMAN}|\d{{1,2}})[a-zđ]?)(?=[\s.:]|$)[.:]?
    | (?P<dieu>(?i:điều)\s\d{{1,4}}[a-zđ]{{0,2}})(?:\s?[.:][-–]?(?=\s|\p{{L}}|$)|(?=\n|$))
    | (?P<capital>[A-ZĐ])(?<![IVX])[.)]\s
    | (?P<roman>{_ROMAN})(?:\s?[.)/](?=[\s\p{{L}}])|\s-\s)
    | (?P<sub>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})[.)]?(?=\s\p{{L}})
    | (?P<number>\d{{1,3}}[a-zđ]?)(?:\s?[.)/]{_ENDS}|\s-\s(?=\p{{Lu}}))
    | (?P<letter>[a-zđ]\d{{0,2}})(?:\s?\){_ENDS}|\.\s(?=\p{{Lu}}))
    | (?P<bracket>\((?:\d{{1,2}}|[a-zđ]|[ivx]{{1,5}})\)){_ENDS}
    | (?P<dash>[-–—])(?=\s|[\p{{Lu}}“"])
    | (?P<plus>\+)(?=\s|\p{{Lu}})
    | (?P<bullet>[•●○▪■◦·])
    )\s?[“"*]{{0,2}}\s?"""),
    re.VERBOSE,
)
# What such a mark begins with, quickly found.
_BEGINS = (
    r"[\s|“\"*]{0,5}(?:[0-9(+•●○▪■◦·–—-]|[a-zđ]\d{0,2}\s?[.)]|[A-ZĐ]{1,7}\s?[.)/-]"
    r"|[pP][hH][ầẦ]|[cC][hH][ưƯ]|[tT][iI][ểỂ]|[mM][ụỤ]|[đĐ][iI][ềỀ])"
)
_MARKED = late.re(_BEGINS)
# A printed line that ends so goes on: what looks like a mark below it is a number ("khoản / 2. …"); not
# behind "chuyển đổi số", "bãi bỏ một số điểm, khoản, điều" or "thay thế cụm từ", which end as any line does.
_UNITS = r"(?:điểm|khoản|điều|mục|chương|phần|tiết|phụ lục|mẫu|cụm từ)"
_DANGLING = late.regex(
    rf"(?r)(?<!\p{{L}})(?<!(?:một số|các|những)\s(?:{_UNITS}(?:,|;|\svà)\s){{0,6}}|cụm\s)"
    r"(?i:điểm|khoản|điều|mục|chương|phần|tiết"
    r"|(?<!(?:đổi|tảng|tế|nghệ|tầng|liệu|đồ|hội|thuật|năng|phủ|quyền|dân|trường|ký|hóa|hệ|đa|thiểu|phẩm)\s)số|ngày|tháng|năm|và|hoặc|của|tại|theo|từ|đến"
    r"|các|quý|kỳ|về|gồm)"
)
# Lines that open a ground or a proposal, mark or none (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.5.b).
_GROUND = late.re(r"(?:Căn\scứ|Chi[ểế]u|Xét|Theo\sđề\snghị)\s")
# Where something may end: a full stop before a blank, a semicolon, a cell, a finished printed line.
_CANDIDATE = late.re(
    r"[.!?…](?=[\s”\"’)]|$)|;(?=\s|$)|\|"
    rf"|\n(?:(?<=[;:|.!?…)/”\"\s]\n)|(?=\s|{_BEGINS}|Căn\s|Xét\s|Theo\s|[A-ZĐÀ-Ỹ“\"]))"
)
# "TP. Hồ Chí Minh", "ThS. Nguyễn …": the dot shortens a word.
_SHORT = late.regex(r"(?r)(?<![^\s(“\"])(?:T[PpXxTS]|Ts|ThS|Ths|PGS|GS|BS|KS|LS|Q|P|H|Mr|Đ/c|đ/c)")
_SHORT_ENDS = "PpXxTSsQHrc"
# "## Căn cứ pháp lý": what a site puts above the grounds of an act.
_GROUNDS = late.regex(r"(?:Các )?[Cc]ăn cứ (?:pháp lý|pháp luật|ban hành):?|Căn cứ:?")
_AFTER = late.re(plain(r"[”\"’)]{0,2}(?:\s+(?=[\p{Lu}\p{N}“\"(*•+–-])|[^\S\n]*\n\s*(?!\p{Ll})|\s*$)"))

Strength = Literal["clause", "sentence", "line", "cell", "paragraph"]
ENDS: tuple[Strength, ...] = ("sentence", "line", "cell", "paragraph")
"""What ends a sentence; a semicolon ends only a clause."""


class Stop(NamedTuple):
    """Where something ends: how strongly, at which mark, and where the next line or sentence begins."""

    strength: Strength
    at: int
    next: int


class Line(NamedTuple):
    """A paragraph or an item: its mark and kind, where it, its words and the next line begin."""

    mark: str
    kind: Kind
    start: int
    words: int
    end: int

    @property
    def level(self) -> int:
        """How deep its mark stands, 0 outermost."""
        return LEVELS.index(self.kind)


def mark_at(clean: str, at: int) -> Match | None:
    """The list mark that a line beginning at `at` opens with; its last group names the kind.

    >>> found = [mark_at(line, 0) for line in ("e) Bãi bỏ", "1.2. Sở", "– Luật", "2025. Các")]
    >>> [match and match.lastgroup for match in found]
    ['letter', 'sub', 'dash', None]
    """
    return _MARK.match(clean, at) if _MARKED.match(clean, at) else None


def stops(clean: str, start: int = 0, end: int | None = None) -> Iterator[Stop]:
    """All ends in a stretch, in order, each by the one grammar of this module.

    >>> [(stop.strength, stop.at) for stop in stops("TP. Huế báo cáo; các sở làm. Hết.")]
    [('clause', 15), ('sentence', 27), ('sentence', 32)]
    """
    end = len(clean) if end is None else end
    past = start
    for found in _CANDIDATE.finditer(clean, start, end):
        at = found.start()
        if at < past:
            continue
        stop = _AT[clean[at]](clean, at)
        if stop:
            past = stop.next if stop.strength != "clause" else past
            yield stop


def _clause(clean: str, at: int) -> Stop:
    return Stop("clause", at, past_blank(clean, at + 1))


def _cell(clean: str, at: int) -> Stop:
    return Stop("cell", at, past_blank(clean, at + 1))


def _sentence(clean: str, at: int) -> Stop | None:
    """A full stop before a capital, a number, a quotation or the end, behind no shortened word."""
    after = _AFTER.match(clean, at + 1)
    if not after or (
        clean[at] == "." and clean[at - 1 : at] in _SHORT_ENDS and _SHORT.match(clean, max(0, at - 5), at)
    ):
        return None
    at -= 2 if clean.endswith("./", 0, at) else 0  # "./." ends a document as one mark
    return Stop("paragraph" if after[0].count("\n") > 1 else "sentence", at, past_blank(clean, after.end()))


def _is_short(clean: str, at: int) -> bool:
    return clean[at - 1 : at] in _SHORT_ENDS and _SHORT.match(clean, max(0, at - 5), at) is not None


def _line(clean: str, at: int) -> Stop | None:
    """A printed line that begins another: behind a blank or a finished line, or with a mark of its own."""
    end = past_blank(clean, at)
    before, below = clean[max(0, at - 4) : at].rstrip()[-1:], clean[end : end + 1]
    if clean.count("\n", at, end) > 1:
        torn = (before.isalpha() or before == ",") and below.islower() and not mark_at(clean, end)
        return None if torn else Stop("paragraph", at, end)
    opened = mark_at(clean, end)
    if opened and _opens(clean, at, opened):
        return Stop("line", at, end)
    if before in ";:|" or (before in '.!?…)/”"' and not below.islower()) or _GROUND.match(clean, end):
        return Stop("line", at, end)
    return Stop("line", at, end) if below.isupper() and _behind_heading(clean, at, end) else None


def _behind_heading(clean: str, at: int, end: int) -> bool:
    """Whether a short marked line is a heading ("Điều 2. Hiệu lực"): the word below would have fitted on."""
    begin = clean.rfind("\n", 0, at) + 1
    if clean[at - 1] == "," or not mark_at(clean, begin) or _DANGLING.match(clean, max(0, at - 8), at):
        return False
    below = clean[end : end + 400].split("\n", 3)
    width = max(map(len, below[:3]))
    return at - begin + 1 + len(below[0].split(" ", 1)[0]) <= 0.75 * width


def _opens(clean: str, at: int, opened: Match) -> bool:
    """Whether what looks like a mark is one: no number or year that a broken line goes on with."""
    if opened.lastgroup in ("dash", "plus") and clean[at - 1].isdigit():
        return not clean[opened.end() : opened.end() + 1].isdigit()
    return _DANGLING.match(clean, max(0, at - 8), at) is None


_AT = {";": _clause, "|": _cell, "\n": _line, **dict.fromkeys(".!?…", _sentence)}


def past_blank(clean: str, at: int) -> int:
    """The first position of a cleaned text, from `at` on, that is no blank.

    >>> past_blank("a \\n b", 1)
    4
    """
    size = len(clean)
    while at < size and clean[at].isspace():
        at += 1
    return min(at, size)


@dataclass(frozen=True)
class Lines:
    """The lines, sentences and quotations of one cleaned text; positions count in it."""

    clean: str
    stops: tuple[Stop, ...]

    @staticmethod
    def of(clean: str) -> Lines:
        """Read a text once."""
        return Lines(clean, tuple(stops(clean)))

    @cached_property
    def all(self) -> tuple[Line, ...]:
        """The lines, in order; one that stands behind a full stop with a mark of its own counts."""
        begins = [past_blank(self.clean, 0), *(stop.next for stop in self.stops if self._begins_line(stop))]
        ends = [*begins[1:], len(self.clean)]
        return tuple(_read_line(self.clean, a, b) for a, b in zip(begins, ends, strict=True) if a < b)

    def _begins_line(self, stop: Stop) -> bool:
        if stop.strength == "sentence" and "\n" not in self.clean[stop.at : stop.next]:
            opened = mark_at(self.clean, stop.next)
            return opened is not None and opened.lastgroup in ("dieu", "number", "letter")
        return stop.strength != "clause"

    @cached_property
    def _begins(self) -> list[int]:
        return [line.start for line in self.all]

    @cached_property
    def sentences(self) -> list[int]:
        """Where the words of each sentence begin, in order."""
        inner = {stop.next for stop in self.stops if stop.strength == "sentence"}.difference(self._begins)
        return sorted({*(line.words for line in self.all), *inner}.difference([len(self.clean)]))

    def between(self, start: int, end: int) -> Sequence[Stop]:
        """The stops in a stretch."""
        first = bisect_left(self.stops, start, key=lambda stop: stop.at)
        return self.stops[first : bisect_left(self.stops, end, first, key=lambda stop: stop.at)]

    def next_stop(self, at: int, end: int, *, over_lines: bool = False) -> int:
        """Where the clause that holds a position ends, `end` at the latest; lists may run over lines."""
        found = (stop.at for stop in self.between(at, end) if not (over_lines and stop.strength == "line"))
        return next(found, end)

    def sentence(self, at: int) -> int:
        """Where the words of the sentence that holds a position begin."""
        i = bisect_right(self.sentences, at) - 1
        return self.sentences[i] if i >= 0 else 0

    def clause(self, at: int) -> int:
        """Where the words of the clause that holds a position begin: behind the last stop and its mark."""
        i = bisect_right(self.stops, at, key=lambda stop: stop.next) - 1
        return self.words(self.stops[i].next if i >= 0 else past_blank(self.clean, 0))

    def at(self, position: int) -> int:
        """The place in `all` of the line that holds a position."""
        return max(0, bisect_right(self._begins, position) - 1)

    def words(self, start: int) -> int:
        """Where the words of a line that begins at `start` begin: behind its mark."""
        opened = mark_at(self.clean, start)
        return past_blank(self.clean, opened.end()) if opened else start

    def lead(self, i: int) -> int | None:
        """The line that leads line `i`: the nearest above with an outer mark, or that ends with a colon.

        >>> lines = Lines.of("1. Bãi bỏ:\\na) Luật A;\\nb) Luật B.")
        >>> lines.lead(2), lines.lead(0)
        (0, None)
        """
        if i not in self._leads:
            self._leads[i] = self._lead(i)
        return self._leads[i]

    @cached_property
    def _leads(self) -> dict[int, int | None]:
        return {}

    def _lead(self, i: int) -> int | None:
        line, marked = self.all[i], self.all[i].kind != "none"
        outer = line.level if marked else _HEADINGS
        for j in range(i - 1, max(-1, i - _LONGEST_LIST), -1):
            above = self.all[j]
            if above.level < outer or self.last(j) == ":" or self._is_heading(above):
                return j
            if above.kind == line.kind and j in self._leads:
                return self._leads[j]
            if not marked and (above.kind != "none" or self.last(j) not in (";", ",")):
                return None
        return None

    def _is_heading(self, line: Line) -> bool:
        """Whether a line without a mark stands in capitals or alone, or says only that grounds follow."""
        words = self.clean[line.words : line.end].strip()
        if line.kind != "none" or len(words) < 4 or words[-1] in ";,":
            return False
        return words.isupper() or _GROUNDS.fullmatch(words) is not None or self._stands_alone(line, words)

    def _stands_alone(self, line: Line, words: str) -> bool:
        """Whether a few words stand between empty lines and end with no mark: "Văn bản thay thế"."""
        before, behind = self.clean[max(0, line.start - 2) : line.start], self.clean[line.words : line.end]
        alone = before == "\n\n" and behind.endswith("\n\n") and "\n" not in words
        return alone and len(words) < _HEADING and words[-1] not in ".:" and words[0].isupper()

    def last(self, i: int) -> str:
        """The last character of a line, blanks and closing quotation marks aside."""
        line = self.all[i]
        return self.clean[max(line.start, line.end - 40) : line.end].rstrip(' \n|”"')[-1:]

    @cached_property
    def quotations(self) -> tuple[Stretch, ...]:
        """Quoted passages with their marks, in order; see `quotations`."""
        return tuple(quotations(self.clean))

    def quoted(self, at: int) -> bool:
        """Whether a position lies in a quotation: an act that is amended speaks of itself there."""
        i = bisect_right(self.quotations, at, key=lambda quoted: quoted[0]) - 1
        return i >= 0 and at < self.quotations[i][1]


def _read_line(clean: str, start: int, end: int) -> Line:
    opened = mark_at(clean, start)
    if opened is None or opened.end() > end:
        return Line("", "none", start, start, end)
    kind: Kind = opened.lastgroup  # type: ignore[assignment]
    printed = clean[opened.start(kind) : opened.end()].strip(' “"*\n')
    return Line(printed, kind, start, past_blank(clean, opened.end()), end)


# Marks of quotation: curly, angled, and straight ones that open (behind a blank) or close (before one).
_QUOTE = Begun(
    late.re("[“«”»’'\"]"),
    late.regex(
        r"(?P<opens>[“«]|(?<![^\s(:|])(?:\"|'')(?=[\p{L}\d]|\([ivx]{1,5}\)|[-–+] ?\p{L}|, \p{L}))"
        r"|(?P<closes>[”»]|’’|''|(?<=[\p{L}\d.;,:!?)%/])\"(?=[\s.;,:)|/]|$))"
    ),
)
_LONGEST_PORTION, _LONGEST_PARAGRAPH, _LONGEST_WORDS = 60_000, 3_000, 1_500
_HEADING = 40  # characters of a heading that only empty lines set off
_LONGEST_LIST = 400  # items, as in a decision that repeals several hundred


def quotations(clean: str, start: int = 0, end: int | None = None) -> Iterator[Stretch]:
    """Quoted passages, in order of their beginning, the outermost only.

    What opens with one kind of mark may close with another.  A mark that nothing closes, or that another
    opening mark at the beginning of a line follows, holds its own paragraph and no more.

    >>> text = "“một” và “hai\\nba. \\"bốn\\" năm"
    >>> [text[a:b] for a, b in quotations(text)]
    ['“một”', '“hai\\nba.', '"bốn"']
    """
    end = len(clean) if end is None else end
    past = start
    for begin, stop in sorted(_pairs(clean, start, end), key=lambda pair: (pair[0], -(pair[1] or 0))):
        if begin >= past:
            past = stop or _paragraph_end(clean, begin, end)
            yield begin, past


def _pairs(clean: str, start: int, end: int) -> Iterator[tuple[int, int | None]]:
    """Where each opening mark stands and what closes it, None if nothing does."""
    opened: list[int] = []
    for mark in _QUOTE.finditer(clean, start, end):
        at = mark.start()
        if mark["opens"]:
            if len(opened) == 1 and _begins_line(clean, at) and _begins_line(clean, opened[0]):
                yield opened.pop(), None
            opened.append(at)
        elif opened:
            begin = opened.pop()
            yield begin, mark.end() if at - begin <= _reach(clean, begin, at) else None
    yield from ((at, None) for at in opened)


def _reach(clean: str, begin: int, end: int) -> int:
    """How long what is quoted may be: a portion of an act, a paragraph, or words inside a sentence."""
    if clean[max(0, begin - 3) : begin].rstrip(" ")[-1:] not in ("", "\n", "|", ":"):
        return 0 if "\n\n" in clean[begin : min(end, begin + _LONGEST_WORDS)] else _LONGEST_WORDS
    return _LONGEST_PORTION if mark_at(clean, begin) else _LONGEST_PARAGRAPH


def _begins_line(clean: str, at: int) -> bool:
    return clean[max(0, at - 1) : at] in ("", "\n", "|")


def _paragraph_end(clean: str, at: int, end: int) -> int:
    """Where the sentence or line ends that an unclosed mark stands in."""
    opened = mark_at(clean, at)
    end = min(end, at + 2000)
    found = (stop for stop in stops(clean, opened.end() if opened else at, end) if stop.strength != "clause")
    stop = next(found, None)
    return stop.at + (clean[stop.at] in ".!?…") if stop else end
