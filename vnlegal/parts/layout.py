"""Lay out the page: where head, preamble, body, notes, closing block, annexes and portal furniture stand.

>>> from vnlegal.text import Text
>>> page = Text.of("BỘ NỘI VỤ\\nSố: 5/BNV-VP\\nV/v họp\\nKính gửi: Bộ Y tế.\\nMời họp./.")
>>> [region.kind for region in find_blocks(page).regions]
['preface', 'subject', 'preface', 'body']
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, takewhile
from typing import Literal, NamedTuple

import regex

from .. import late
from ..model import Block, Part, Span
from ..text import NoteMark, Text, past_blank, trim
from . import attached
from .cells import Cell, cut
from .closing_start import find_closing, recipients_heading
from .closings import Closing
from .continued import continued, is_annexed
from .heads import Head, find_head
from .late_heads import adoption
from .wording import any_of, starts

Kind = Literal["preface", "subject", "preamble", "body", "note", "conclusions", "attachment", "furniture"]

# What opens a ground or a proposal: "Căn cứ", "Xét đề nghị" (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6).
_GROUND = late.regex(rf"(?:[-–+*] ?)?{any_of('ground')}")
# Where an act begins to order: "QUYẾT ĐỊNH:", "Điều 1.", "Chương I".
_ENACTING = late.regex(
    r"^(?:(?:QUYẾT\s+ĐỊNH|QUYẾT\s+NGHỊ|NGHỊ\s+QUYẾT|NGHỊ\s+ĐỊNH|THÔNG\s+TƯ|CHỈ\s+THỊ|LỆNH|KẾT\s+LUẬN|QUYẾT\s+ĐỊNH\s+BAN\s+HÀNH)\s*:?\s*$"
    r"|(?:RA\s+)?SẮC\s+LỆNH\s*:?\s*$|Điều\s+(?:1|thứ nhất)\s*(?:[.:]|$)|ĐIỀU\s+1\s*[.:]"
    r"|(?:Chương|CHƯƠNG)\s+(?:I|1)\b|(?:Phần|PHẦN)\s+(?:I|1|thứ|THỨ|MỞ)\b)",
    regex.MULTILINE,
)
# A line that opens a ground, in any case.
_BASE_LINE = late.regex(rf"^{any_of('ground')}", regex.MULTILINE | regex.IGNORECASE)
# A line that begins with "Căn cứ".
_GROUND_LINE = late.re(r"(?mi)^(?:[-–+*] ?)?căn\s+cứ\s")
# The same, or one with "Xét", "Theo đề nghị".
_GROUND_OR_PROPOSAL = late.re(r"(?mi)^(?:[-–+*] ?)?(?:căn\s+cứ|xét\s(?:tờ|đề|báo)|theo\s+đề\s+nghị)\s")
# A ground or a proposal that a site prints above the letterhead: "- Căn cứ Luật …;", "Xét đề nghị của ….".
_GROUND_ABOVE = late.regex(
    r"(?mi)^(?:[-–+*•] ?)?(?:căn\s+cứ|xét\s+đề\s+nghị|theo\s+đề\s+nghị)\s[^;|]{20,600}?(?:;|\.(?=\s))"
)
_GROUNDS = 3
# The same as a list under a heading: "### Căn cứ pháp lý".
_GROUNDS_LISTED = late.regex(
    r"(?mi)^Căn cứ (?:pháp lý|pháp luật|ban hành):?\n+(?:[-–+*•] [^\n|]{10,600}(?:\n+|$)){3,60}"
)
# Where a ground ends: a stop at the end of its line, an empty line.
_GROUND_END = late.regex(r"[;.:]\s*\n|\n\n")
_PREAMBLE_LIMIT = 12_000
_LAST, _REST = 240, 12  # characters in which an act without letterhead ends with its signature, and behind it
_FALSE_CLOSINGS = 8  # a chapter whose title looks like an office closes nothing: its articles count on
_FOOT = (240, 1200)  # how far from the end a portal's foot is looked for: most pages have none
# A page number alone on its line: "- 2 -", "Trang 2/5".
_PAGE_NUMBER = late.regex(
    r"\n(?:-\s?(?P<n>\d{1,3})\s?-|(?P<n>\d{1,3})|[Tt]rang\s(?P<n>\d{1,3})(?:\s?/\s?\d{1,3})?)(?=\n|\Z)"
)
# Where a note ends: an empty line, a heading, a table.
_NOTE_END = late.regex(
    r"\n\n|\n(?=(?:Điều|Chương|ĐIỀU|CHƯƠNG|PHẦN|PHỤ LỤC|Mục)\s|[IVX]{1,4}\.\s|\d{1,2}\.\s|\|)"
)


class Region(NamedTuple):
    """A stretch of the cleaned page of one kind."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Layout:
    """The regions of a page, in order and without gaps, and the pieces of its head and closing block."""

    text: Text
    regions: tuple[Region, ...]
    head: Head | None
    closing: Closing | None

    @cached_property
    def _starts(self) -> list[int]:
        return [region.start for region in self.regions]

    @cached_property
    def marks(self) -> dict[int, NoteMark]:
        """The marks that open notes, by where the note begins."""
        return {past_blank(self.text.clean, mark.at): mark for mark in self.text.marks if mark.opens}

    @property
    def begin(self) -> int:
        """Where the page begins in the cleaned text: the portal's head ends there."""
        first = self.regions[0] if self.regions else None
        return first.end if first and first.kind == "furniture" and len(self.regions) > 1 else 0

    @property
    def end(self) -> int:
        """Where the page ends in the cleaned text: the portal's foot begins there."""
        last = self.regions[-1] if self.regions else None
        return (
            last.start
            if last and last.kind == "furniture" and len(self.regions) > 1
            else len(self.text.clean)
        )

    @cached_property
    def _parts(self) -> list[Part]:
        kinds = (region.kind for region in self.regions)
        return ["furniture" if kind == "preface" or kind == "conclusions" else kind for kind in kinds] or [
            "body"
        ]

    def part_at(self, at: int) -> Part:
        """The part of one position of the cleaned page, as claims and mentions give it."""
        return self._parts[bisect_right(self._starts, at) - 1]

    def of(self, *kinds: Kind) -> list[Region]:
        """The regions of some kinds."""
        return [region for region in self.regions if region.kind in kinds]

    def blocks(self) -> tuple[Block, ...]:
        """The same regions as source spans; together they are the whole source."""
        if not self.regions:
            return (Block("furniture", Span(0, len(self.text.source))),) if self.text.source else ()
        # The mark of a note may stand before the blanks that end the region in front of it.
        edges = list(accumulate((self._edge(region) for region in reversed(self.regions)), min))[::-1]
        edges[0] = 0
        return tuple(
            Block(region.kind, Span(a, b))
            for region, a, b in zip(self.regions, edges, [*edges[1:], len(self.text.source)], strict=True)
        )

    def _edge(self, region: Region) -> int:
        mark = self.marks.get(region.start) if region.kind == "note" else None
        return mark.span.start if mark else self.text.span(region.start, region.start + 1).start


def find_blocks(text: Text) -> Layout:
    """Lay out a page. Text that is no official document is all body, without head and closing block."""
    first = recipients_heading(text, 0)
    if head := continued(text):
        annexed = is_annexed(text, head)
        closing = None if annexed else find_closing(text, head.end)
        return Layout(text, _Finder(text, head, closing, annexed).regions(), head, closing)
    head = find_head(text, first.start() if first else len(text.clean))
    head = None if head and attached.stands_low(text, head.start, head.end) else head
    begin = head.end if head else 0
    closing = find_closing(text, begin) if head or first else _closing_of_act(text)
    for _ in range(_FALSE_CLOSINGS):
        if closing is None or (on := attached.goes_on(text, begin, closing.start)) is None:
            break
        closing = find_closing(text, on)
    finder = _Finder(text, head, closing)
    return Layout(text, finder.regions(), head, closing)


def _closing_of_act(text: Text) -> Closing | None:
    """Who signs an act without letterhead: below the formula of a law, or at the end of the text."""
    if found := adoption(text, None):
        return find_closing(text, found.date_at[1])
    if not attached.has_articles(text):
        return None
    closing = find_closing(text, max(0, len(text.clean) - _LAST))
    ends = closing is not None and closing.end > len(text.clean) - _REST and closing.signings
    return closing if ends else None


def _is_who(words: str) -> bool:
    """Whether a line above the grounds says who decides, or when: "(Họp từ ngày 8 đến ngày 10/12/2015)"."""
    return words.isupper() or words.startswith("(")


class _Finder:
    """Cuts the page at the few places that are known and names what lies between."""

    def __init__(self, text: Text, head: Head | None, closing: Closing | None, annexed: bool = False) -> None:
        self.text = text
        self.head = head
        self.closing = closing
        self.annexed = annexed  # nothing but annexes follows the head
        self.size = len(text.clean)

    def regions(self) -> tuple[Region, ...]:
        """All regions, in order, adjacent pieces of one kind joined."""
        base = [*self._before(), *self._middle(), *self._after()]
        overlays = [*self._subjects(), *self._notes(), *self._page_numbers()]
        return tuple(_join(_overlay(base, sorted(overlays, key=lambda r: r.start))))

    def _before(self) -> Iterable[Region]:
        if self.head:
            a, b = self._grounds_above(self.head)
            yield from _some("furniture", 0, a)
            yield from _some("preamble", a, b)
            yield from _some("furniture", b, self.head.start)
            yield from _some("preface", self.head.start, self.head.end)

    def _grounds_above(self, head: Head) -> tuple[int, int]:
        """The grounds that a site prints above the letterhead, where none stand below it."""
        if _GROUND_LINE.search(self.text.clean, head.end):
            return head.start, head.start
        listed = _GROUNDS_LISTED.search(self.text.clean, 0, head.start)
        found = [match.span() for match in _GROUND_ABOVE.finditer(self.text.clean, 0, head.start)]
        if not listed and len(found) < _GROUNDS:
            return head.start, head.start
        starts, ends = zip(*found, *([listed.span()] if listed else []), strict=True)
        return min(starts), max(ends)

    def _middle(self) -> Iterable[Region]:
        begin = self.head.end if self.head else 0
        stop = self.closing.start if self.closing else self.size
        enacting = self._preamble_end(begin, stop)
        yield from _some("preamble", begin, enacting)
        if self.closing:
            yield from _some("body", enacting, stop)
        else:
            tail = self._tail(enacting)
            more = enacting if self.annexed else attached.begins(self.text, enacting, tail)
            yield from _some("body", enacting, more)
            yield from _some("attachment", more, tail)
            yield from _some("furniture", tail, self.size)

    def _preamble_end(self, begin: int, stop: int) -> int:
        """Where the grounds end and the text that orders begins; `begin` if there are no grounds."""
        if self.head is None:
            return begin
        cells = list(cut(self.text, begin, min(stop, begin + 700)))
        words = (self.text.clean[cell.start : cell.end] for cell in cells)
        first = next((cell for cell, one in zip(cells, words, strict=True) if not _is_who(one)), None)
        if first is None or not _GROUND.match(self.text.folded, first.start):
            return begin
        limit = min(stop, begin + _PREAMBLE_LIMIT)
        enacting = self.head.title or self.head.kind or self._enacts()
        match = _ENACTING.search(self.text.clean, first.start, limit) if enacting else None
        if match:
            return match.start()
        return self._last_ground(first.start, limit) or begin

    def _enacts(self) -> bool:
        """Whether a page without a title is, by its number, a decision or resolution."""
        number = self.head.number.number if self.head and self.head.number else None
        return number is not None and number.doc_type in ("QĐ", "NQ")

    def _last_ground(self, start: int, limit: int) -> int:
        """The end of the last paragraph of a run of "Căn cứ …;" lines, and of the proposals behind them."""
        end = 0
        if not _GROUND_LINE.match(self.text.clean, start):
            return end
        for match in _GROUND_OR_PROPOSAL.finditer(self.text.clean, start, limit):
            if match.start() != start and match.start() > end + 2:
                break
            stop = _GROUND_END.search(self.text.clean, match.start(), limit)
            end = stop.start() + 1 if stop else limit
        return end

    def _after(self) -> Iterable[Region]:
        if not self.closing:
            return
        yield from _some("conclusions", self.closing.start, self.closing.end)
        tail = self._tail(self.closing.end)
        start = attached.past_site(self.text, self._first_words(self.closing.end, tail), tail)
        if attached.is_note(self.text, start, tail):
            start = tail
        yield from _some("furniture", self.closing.end, start)
        yield from _some("attachment", start, tail)
        yield from _some("furniture", tail, self.size)

    def _first_words(self, start: int, stop: int) -> int:
        """Where, behind the closing block, the first words stand that are no furniture."""
        past = start
        for cell in cut(self.text, start, stop):
            if cell.start < past:
                continue
            found = starts("stamp", "furniture").match(self.text.folded, cell.start)
            if found is None and self.text.folded.find("www.", cell.start, cell.end) < 0:
                return cell.start
            past = found.end() if found else cell.end
        return stop

    def _tail(self, start: int) -> int:
        """Where the portal's foot begins: captions that name this document, source lines, links."""
        foot: list[Cell] = []
        for reach in _FOOT:
            begin = max(start, self.text.clean.rfind("\n", 0, max(0, self.size - reach)) + 1)
            cells = list(cut(self.text, begin, self.size))
            foot = list(takewhile(self._is_foot, reversed(cells)))
            if len(foot) < len(cells):
                break
        return foot[-1].start if foot else self.size

    def _is_foot(self, cell: Cell) -> bool:
        folded = self.text.folded
        if starts("furniture").match(folded, cell.start) or starts("stamp").match(folded, cell.start):
            return True
        number = self.head.number.number if self.head and self.head.number else None
        words = self.text.clean[cell.start : cell.end]
        if number is None or words.isupper() or words[:1] in "(-":
            return False
        at = folded.find(number.compact.lower(), cell.start, min(cell.end, cell.start + 60))
        return at >= 0 and not words.endswith((";", ":", "./.")) and self.closing is not None and cell.apart

    def _subjects(self) -> Iterable[Region]:
        if self.head and self.head.subject:
            yield Region("subject", self.head.subject[0][0], self.head.subject[-1][1])

    def _notes(self) -> Iterable[Region]:
        """Notes run to the next note, an empty line or a heading; at the end of the page to the next note."""
        starts = [past_blank(self.text.clean, mark.at) for mark in self.text.marks if mark.opens]
        if not starts:
            return
        begin = self.head.end if self.head else 0
        closed = self.closing.end if self.closing else self.size
        foot = self._tail(closed)
        for start, limit in zip(starts, (*starts[1:], self.size), strict=False):
            if start < begin:
                continue
            limit = min(limit, closed if start < closed else foot)
            if start < closed and (match := _NOTE_END.search(self.text.clean, start + 1, limit)):
                limit = match.start()
            a, b = trim(self.text.clean, start, limit, " \n|")
            yield from _some("note", a, b)

    def _page_numbers(self) -> Iterable[Region]:
        """Numbers alone on a line that count on from page to page; not cells of a table."""
        expected, clean = 0, self.text.clean
        for match in _PAGE_NUMBER.finditer(f"\n{clean}"):  # so that each line has a break before it
            page, start, end = int(match["n"]), match.start(), match.end() - 1
            around = clean[max(0, start - 2) : start] + clean[end : end + 2]
            if "|" in around or not (page == expected + 1 or (expected == 0 and page in (1, 2))):
                continue
            expected = page
            yield Region("furniture", start, end)


def _some(kind: Kind, start: int, end: int) -> Iterable[Region]:
    if start < end:
        yield Region(kind, start, end)


def _overlay(base: list[Region], overlays: list[Region]) -> list[Region]:
    """Lay regions over others; what is covered of the lower gives way."""
    found: list[Region] = []
    queue = list(reversed(overlays))
    for region in base:
        at = region.start
        while queue and queue[-1].start < region.end:
            over = queue.pop()
            start, end = max(over.start, at), min(over.end, region.end)
            if start >= end:
                continue
            found += [*_some(region.kind, at, start), Region(over.kind, start, end)]
            at = end
            if over.end > region.end:
                queue.append(over._replace(start=region.end))
                break
        found += _some(region.kind, at, region.end)
    return found


def _join(regions: list[Region]) -> Iterable[Region]:
    """Adjacent regions of one kind as one, but each note by itself."""
    last: Region | None = None
    for region in regions:
        if last and last.kind == region.kind != "note":
            last = last._replace(end=region.end)
            continue
        if last:
            yield last
        last = region
    if last:
        yield last
