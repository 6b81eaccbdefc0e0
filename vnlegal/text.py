"""Text: a decoded page, cleaned for reading, with an exact map back to its source.

Cleaning composes (NFC), drops what only lays the page out (emphasis marks, tags of HTML, soft hyphens,
`_{…}` braces), turns every kind of blank into one space, and lifts note marks out of the flow.  The map is
written while cleaning, as sorted segments; nothing is ever found again by comparing strings.

>>> text = Text.of("Số: **1070**/UBND-KGVX¹ ")
>>> text.clean
'Số: 1070/UBND-KGVX'
>>> text.source[slice(*text.span(4, 18))]
'1070**/UBND-KGVX'
>>> text.marks[0].label
'1'
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import regex

from . import late
from .lines import Lines
from .lines import past_blank as past_blank
from .model import Field, Passage, Source, Span, T

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

# Đ typed as the Icelandic or African letter, hyphens, slashes and digits typed as look-alikes: one for one.
_LOOKALIKES = tuple(zip("\u00d0\u0189\u00f0\u2010\u2011\u2012\u2212", "ĐĐđ----", strict=True))
_WIDE = str.maketrans("⁄∕／０１２３４５６７８９", "///0123456789")
_ANY_WIDE = late.re("[⁄∕／０-９]")

_DECOMPOSED = late.regex(r"\P{M}\p{M}+|[\u2126\u212a\u212b]")

_MARKUP = late.regex(
    r"""
      (?P<mark> [⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3} |
          (?:(?<=^[*_\ \ufeff]{0,4}) | (?<=[\p{L}\p{N}”"’)*_.;:,])) \[\d{1,3}\] )
    | (?P<break> </?(?:br|p|div|center|table|tr|h[1-6]|hr|ul|ol|li|blockquote)\b[^<>]{0,200}> )
    | (?P<note> <sup>\s*\[?(?P<raised>\d{1,3})\]?\s*</sup> ) | </?sup>
    | (?P<edge> </?t[dh]\b[^<>]{0,200}> )
    | </?(?:b|i|u|em|strong|span|font|small|sub|img|tbody|thead)\b[^<>]{0,300}> | <!--[^<>]{0,300}-->
    | (?P<brace> _\{ (?P<inner>[^{}\n]{1,40}) \} )
    | (?P<brace> \[ (?P<inner>[^\[\]\n*_<]{2,300}) \] \( (?:https?:|/|\#)[^()\s]{0,400} \) )
    | (?P<brace> \[ (?P<inner> \d{1,5} (?:/\d{4})? /\p{Lu}[\p{L}\d&-]{1,30} ) \] )
    | (?<![\p{L}\p{N}_])__(?!_) | (?<=[^\s_])__(?![\p{L}\p{N}_])
    | (?<![\p{L}\p{N}_])_(?=[\p{L}\p{N}“"(*\[]) | (?<=[\p{L}\p{N}.,;:)”"*\]!?])_(?![\p{L}\p{N}_{])
    | \\(?=[-*_.|\#()\[\]<>"'~^`])
    | \\{1,2}(?=[*]{0,3}(?:[\ \u00a0]*\||[\ \u00a0]{2}|[\ \u00a0]?\r?\n|$))
    | (?P<blank> &nbsp; ) | (?P<break> (?:\\r\\n)+ )
    | !\[[^\]\n]{0,80}\](?:\([^()\n]{0,300}\))?
    """,
    regex.VERBOSE | regex.MULTILINE,
)
_STANDS_FOR = {"break": "\n", "edge": "|", "blank": " "}
# Where markup can begin: a plain set is found ten times faster than the grammar. Most of it is emphasis.
_MARKED = late.re(rf"[!*⁰¹²³⁴⁵⁶⁷⁸⁹\[<&_\\{_INVISIBLE}](?:(?<=\*)\*+)?")
_DROPPED = "*" + _INVISIBLE
_HEADLINE = late.re(r"(?m)^[ \t\u00a0]*(?:#{1,6}(?=[ \u00a0])|>{1,3}(?=[ \u00a0*\r]|$))")
# What conversions write between pages: "--- PAGE BREAK ---", "--- Page 2 ---", "---PAGE---".
_PAGE_MARK = late.re(
    r"(?mi)^[ \t\u00a0]*-{2,}[ \u00a0]?page(?:[ \u00a0](?:break|\d{1,4}))?[ \u00a0]?-{2,}[ \t\u00a0]*$"
)
# What a site writes before the first line of a page, with no blank between: "Trang 12|UBND HUYỆN".
_STUCK_PAGE = late.re(r"(?m)^[ \t]*Trang \d{1,4}(?=[^\W\d_]{2})")
# What vbpl.vn writes above a changed provision, a line of its own: "Điều khoản được sửa đổi, bổ sung".
_BADGE = late.re(
    r"(?m)^[ \t]*Điều khoản được "
    r"(?:sửa đổi, bổ sung|sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính)[ \t\r]*(?:\n|\Z)"
)
# What a wiki writes behind a heading: "Điều 1[sửa]".
_EDIT_LINK = late.re(r"\[sửa(?: \| sửa mã nguồn)?\]")
# A ground that lost the end of its word to the link behind it: "Căn c|Luật Đất đai".
_LOST_GROUND = late.re(
    r"(?m)^[ \t|-]{0,3}Căn c(?=(?:Hiến pháp|Luật|Bộ luật|Pháp lệnh|Nghị|Quyết định|Thông tư) )"
)
# All blanks but one space or one line feed.
_ODD = "\t\x0b\f\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_WHITE = late.re(rf" [ \n{_ODD}]+|\n[ \n{_ODD}]+|[{_ODD}][ \n{_ODD}]*")
_ODD_BLANK = late.re(f"[{_ODD}]")
_GAPS = ("\t", "   ", "\u00a0\u00a0", "\u2003")
_MANY_BREAKS = 8
_BREAK = late.re(r"(?<=\S)\s*\n\s*(?=\S)")
_NEWLINE = late.re(r"\r\n?|[\n\f\x0b\u2028\u2029]")

# Old-style tone marks ("hòa", "ủy") are the form of the norms; new-style ones fold onto them.
_TONES = {
    new: old
    for news, olds in (
        ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),
        ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
        ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
    )
    for new, old in zip(news.split(), olds.split(), strict=True)
}
_NEW_STYLE = {new: late.re(rf"{new}(?<!q{new})(?![^\W\d_])") for new in _TONES}


_new = (
    tuple.__new__
)  # makes a named tuple a third faster than its own name does; spans are made by the hundred


class Edit(NamedTuple):
    """Replace `text[start:end]` by `new`."""

    start: int
    end: int
    new: str


class NoteMark(NamedTuple):
    """A note mark lifted out of the flow: its label, where it hung in cleaned and source text.

    A mark that `opens` its line begins a note; the others are the places that notes belong to.
    """

    label: str
    at: int
    span: Span
    opens: bool


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Sorted segments: cleaned text from `clean[i]` on was read from `start[i]:end[i]` of the source.

    Inside a segment of equal length positions run in step, `shift[i]` apart; otherwise (None) all of its
    characters came from the whole of its source.
    """

    clean: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]
    shift: tuple[int | None, ...]
    length: int

    @staticmethod
    def of(clean: Sequence[int], start: Sequence[int], end: Sequence[int], length: int) -> OffsetMap:
        """The map of these segments."""
        shift = [
            a - c if b - a == until - c else None
            for c, until, a, b in zip(clean, (*clean[1:], length), start, end, strict=False)
        ]
        return OffsetMap(tuple(clean), tuple(start), tuple(end), tuple(shift), length)

    @property
    def changes_nothing(self) -> bool:
        """Whether the cleaned text is the source."""
        return self.shift == (0,)

    def span(self, start: int, end: int) -> Span:
        """The source of `clean[start:end]`; an empty stretch maps to an empty span."""
        if start >= end:
            at = self._left(start) if start < self.length else (self.end[-1] if self.end else 0)
            return Span(at, at)
        after = bisect_right(self.clean, start)
        first = last = after - 1
        if after < len(self.clean) and self.clean[after] < end:
            last = bisect_right(self.clean, end - 1, after) - 1
        before, behind = self.shift[first], self.shift[last]
        left = self.start[first] if before is None else start + before
        return _new(Span, (left, self.end[last] if behind is None else end + behind))

    def back(self, span: Span) -> tuple[int, int]:
        """The cleaned characters that were read from any part of a source span."""
        return self._first(span.start), max(self._first(span.end), self._first(span.start))

    def then(self, later: OffsetMap) -> OffsetMap:
        """The map of cleaning by self and then by `later`."""
        if later.changes_nothing:
            return self
        if self.changes_nothing:
            return later
        clean: list[int] = []
        start: list[int] = []
        end: list[int] = []
        for at, a, b, shift in zip(later.clean, later.start, later.end, later.shift, strict=True):
            if shift is None:
                left, right = self.span(a, b)
                clean.append(at)
                start.append(left)
                end.append(right)
                continue
            i = bisect_right(self.clean, a) - 1
            while a < b:  # segment by segment
                stop = min(b, self.clean[i + 1]) if i + 1 < len(self.clean) else b
                own = self.shift[i]
                clean.append(at)
                start.append(self.start[i] if own is None else a + own)
                end.append(self.end[i] if own is None else stop + own)
                at, a, i = at + stop - a, stop, i + 1
        return OffsetMap.of(clean, start, end, later.length)

    def _left(self, at: int) -> int:
        i = bisect_right(self.clean, at) - 1
        shift = self.shift[i]
        return self.start[i] if shift is None else at + shift

    def _first(self, at: int) -> int:
        """The first cleaned character whose source ends after `at`."""
        i = bisect_right(self.end, at)
        if i >= len(self.clean):
            return self.length
        shift = self.shift[i]
        return self.clean[i] + (0 if shift is None else max(at - self.start[i], 0))


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """Make sorted, disjoint edits, and the map from the result back to `text`."""
    pieces: list[str] = []
    clean: list[int] = []
    start: list[int] = []
    end: list[int] = []
    done = length = 0

    for a, b, new in (*edits, Edit(len(text), len(text), "")):
        if done < a:
            pieces.append(text[done:a])
            clean.append(length)
            start.append(done)
            end.append(a)
            length += a - done
        if new:
            pieces.append(new)
            clean.append(length)
            start.append(a)
            end.append(b)
            length += len(new)
        done = b
    return "".join(pieces), OffsetMap.of(clean, start, end, length)


def _compose_edits(text: str) -> list[Edit]:
    if unicodedata.is_normalized("NFC", text):
        return []
    return [
        Edit(m.start(), m.end(), composed)
        for m in _DECOMPOSED.finditer(text)
        if (composed := unicodedata.normalize("NFC", m[0])) != m[0]
    ]


def _markup_edits(text: str) -> tuple[list[Edit], list[tuple[str, int, int]]]:
    edits: list[Edit] = []
    marks: list[tuple[str, int, int]] = []
    past = 0
    for begins in _MARKED.finditer(text):
        if begins.start() < past:
            continue
        if text[begins.start()] in _DROPPED:
            edits.append(Edit(begins.start(), begins.end(), ""))
            continue
        if not (m := _MARKUP.match(text, begins.start())):
            continue
        past = m.end()
        if m["brace"]:
            inner = m.span("inner")
            edits += [Edit(m.start(), inner[0], ""), Edit(inner[1], m.end(), "")]
            continue
        if stands_for := _STANDS_FOR.get(m.lastgroup or ""):
            edits.append(Edit(m.start(), m.end(), stands_for))
            continue
        if m["note"]:
            marks.append((m["raised"], m.start(), m.end()))
        elif m["mark"]:
            marks.append((m["mark"].translate(_SUPERSCRIPTS).strip("[]"), m.start(), m.end()))
        edits.append(Edit(m.start(), m.end(), ""))
    whole = [*(_HEADLINE.finditer(text) if "#" in text or "\n>" in text else ()), *_site_marks(text)]
    lost = [*_LOST_GROUND.finditer(text)] if "Căn c" in text else []
    if whole or lost:
        cut = (Edit(m.start(), m.end(), "") for m in whole)
        edits = sorted([*edits, *cut, *(Edit(m.end(), m.end(), "ứ ") for m in lost)])
    return edits, marks


def _site_marks(text: str) -> Iterator[re.Match[str]]:
    """Whole lines that conversions and sites put between those of the page."""
    if any(mark in text for mark in ("-- PAGE", "-- Page", "--PAGE", "--Page")):
        yield from _PAGE_MARK.finditer(text)
    if "Trang " in text:
        yield from _STUCK_PAGE.finditer(text)
    if "Điều khoản được " in text:
        yield from _BADGE.finditer(text)
    if "[sửa" in text:
        yield from _EDIT_LINK.finditer(text)


def _white_edits(text: str) -> list[Edit]:
    spaced = any(pair in text for pair in ("\n\n", "  ", " \n", "\n ")) or _ODD_BLANK.search(text)
    found = [m.span() for m in _WHITE.finditer(text)] if spaced else []
    if text[:1] in (" ", "\n") and (not found or found[0][0] > 0):
        found.insert(0, (0, 1))
    if text[-1:] in (" ", "\n") and (not found or found[-1][1] < len(text)):
        found.append((len(text) - 1, len(text)))
    step = _line_step(text)
    edits = (Edit(start, end, _white(text, start, end, step)) for start, end in found)
    return [edit for edit in edits if edit.new != text[edit.start : edit.end]]


def _line_step(text: str) -> int:
    """How many breaks end a line: 2 on a page that leaves an empty line between any two."""
    runs: list[int] = []
    for match in _BREAK.finditer(text):
        runs.append(match[0].count("\n"))
        if runs[-1] == 1:
            return 1
    return min(runs) if len(runs) >= _MANY_BREAKS else 1


def _white(text: str, start: int, end: int, step: int) -> str:
    """What stands for a run of blanks: nothing at the ends of the text, a page's end parts paragraphs.

    A line takes `step` breaks.
    """
    if start == 0 or end == len(text):
        return ""
    run = text[start:end]
    lines = len(_NEWLINE.findall(run)) // step
    return " " if not lines else "\n" if lines == 1 and "\f" not in run else "\n\n"


def fold(text: str) -> str:
    """Lower case with old-style tone marks, one character for one.

    >>> fold("CỘNG HOÀ … UỶ BAN, QUÝ")
    'cộng hòa … ủy ban, quý'
    """
    low = _lower(text)
    for new, old in _TONES.items():
        if new in low:
            low = _NEW_STYLE[new].sub(old, low)
    return low


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


# Plain letters stand in it too: a letter that a table lacks costs more than one that it turns into itself.
_MARKS_OFF = (
    {code: chr(code) for code in range(0x80)}
    | {
        ord(letter): base
        for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
        if (base := unicodedata.normalize("NFD", letter := chr(code))[0]) != letter
    }
    | {ord("đ"): "d", ord("Đ"): "D"}
)


def bare(text: str) -> str:
    """Without tones and other marks, one character for one: what bad OCR still leaves of a word.

    >>> bare("quyét định"), bare("số: tỏng cục thuê")
    ('quyet dinh', 'so: tong cuc thue')
    """
    return text.translate(_MARKS_OFF)


@dataclass(frozen=True)
class Text:
    """A source text, its cleaned form, and the way back.

    All reading is done on `clean` (lines kept), `flow` (line breaks as blanks) or `folded` (`flow`
    in lower case with one tone style); the three have the same offsets.  `gaps` says that blanks of the
    source may stand for the space between two columns; `spell` puts slips right in what is folded, one
    letter for one.
    """

    source: str
    clean: str
    map: OffsetMap
    marks: tuple[NoteMark, ...]
    gaps: bool
    spell: Callable[[str], str] = str

    @staticmethod
    def of(source: str, repairs: Iterable[Edit] = ()) -> Text:
        """Clean a source text; `repairs` are edits to make before, sorted and disjoint."""
        mended, map0 = apply(source, repairs)
        composed, map1 = apply(mended, _compose_edits(mended))
        map1 = map0.then(map1)
        edits, marks = _markup_edits(composed)
        bare, map2 = apply(composed, edits)
        if joined := _compose_edits(bare):  # "nhân*\u0301": markup stood between a letter and its tone
            bare, later = apply(bare, joined)
            map2 = map2.then(later)
        white = _white_edits(bare)
        clean, map3 = apply(bare, white)
        for odd, plain in _LOOKALIKES:
            clean = clean.replace(odd, plain)
        if _ANY_WIDE.search(clean):
            clean = clean.translate(_WIDE)
        lifted = tuple(
            _lifted(clean, label, map3._first(map2._first(a)), source, map1.span(a, b))
            for label, a, b in marks
        )
        if composed != source:
            map2 = map1.then(map2)
        gaps = bool(white) and any(gap in source for gap in _GAPS)
        return Text(source, clean, map2.then(map3), lifted, gaps)

    @cached_property
    def flow(self) -> str:
        """`clean` with line breaks as blanks."""
        return self.clean.replace("\n", " ")

    @cached_property
    def folded(self) -> str:
        """`flow`, folded."""
        return self.spell(fold(self.flow))

    @cached_property
    def lines(self) -> Lines:
        """Where the lines, sentences and quotations of `clean` begin and end."""
        return Lines.of(self.clean)

    def cased(self, start: int, end: int) -> str:
        """`flow[start:end]` in one tone style, its capitals kept."""
        flow, folded = self.flow[start:end], self.folded[start:end]
        low = _lower(flow)
        if low == folded:
            return flow
        return "".join(
            one if old == new else new.upper() if one.isupper() else new
            for one, old, new in zip(flow, low, folded, strict=True)
        )

    def span(self, start: int, end: int) -> Span:
        """The source span of `clean[start:end]`."""
        return self.map.span(start, end)

    def at(self, span: Span) -> tuple[int, int]:
        """Where a source span stands in `clean`."""
        return self.map.back(span)

    def field(self, value: T, start: int, end: int, by: str) -> Field[T]:
        """A field read from `clean[start:end]`, trimmed of outer blanks."""
        start, end = trim(self.clean, start, end)
        return Field(value, self.map.span(start, end), by)

    def words(self, start: int, end: int, by: str) -> Field[str]:
        """A field whose value is what stands in `clean[start:end]`, with its blanks made single."""
        return self.field(" ".join(self.clean[start:end].split()), start, end, by)


def _lifted(clean: str, label: str, at: int, source: str, span: Span) -> NoteMark:
    line = span.start
    while line and source[line - 1] in " *_>\t\u00a0\ufeff":
        line -= 1
    opens = source[line - 1 : line] in ("", "\n", "\r")
    return NoteMark(label, past_blank(clean, at) if opens else at, span, opens)


def trim(text: str, start: int, end: int, outer: str = " \n") -> tuple[int, int]:
    """Narrow `start:end` past characters of `outer` at both ends.

    >>> trim("  ab ", 0, 5)
    (2, 4)
    """
    while start < end and text[start] in outer:
        start += 1
    while end > start and text[end - 1] in outer:
        end -= 1
    return start, end


def passage(path: str, source: str, span: Span) -> Passage:
    """The place of a span in a file, for a message."""
    return Passage(
        path, span, source.count("\n", 0, span.start) + 1, " ".join(source[span.start : span.end].split())
    )


def caret(source: str, span: Span, width: int = 100) -> str:
    """The line a span starts on, and a line below it that marks the span with ``^~~``.

    >>> print(caret("Số: 1070/UBND-KGVX", Span(4, 8)))
    Số: 1070/UBND-KGVX
        ^~~~
    """
    begin = source.rfind("\n", 0, span.start) + 1
    stop = source.find("\n", span.start)
    stop = len(source) if stop < 0 else stop
    begin = max(begin, span.start - width // 2)
    stop = min(stop, begin + width)
    line = source[begin:stop].replace("\t", " ")
    marked = max(1, min(span.end, stop) - span.start)
    return f"{line}\n{' ' * (span.start - begin)}^{'~' * (marked - 1)}"


def printed(source: Source, span: Span) -> str:
    """A stretch of a file in one line as it reads: of Markdown without the marks set around words.

    >>> page = Source("a.md", "text/markdown", "", "*Căn cứ* *Nghị quyết số* *203/2025/QH15;*")
    >>> printed(page, Span(1, 40))
    'Căn cứ Nghị quyết số 203/2025/QH15;'
    """
    words = source.text[span.start : span.end]
    return " ".join((Text.of(words).clean if source.media_type == "text/markdown" else words).split())
