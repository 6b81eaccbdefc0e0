"""The attachments: texts issued with the document, annexes, forms; each with a tree of its own.

They stand behind the signatures or, where a page has none, behind the last article.  A letter or decision in
the same file, with a number of its own, is one too (Nghị định 30/2020/NĐ-CP, Phụ lục I, III).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from .. import late
from ..lines import Stretch
from ..model import Attachment, DocNumber, Field, Part
from ..text import Text, past_blank, trim
from .cells import Cell, cut
from .head_lines import mottoes
from .headings import (
    HEADED,
    HEADING_LINES,
    LONGEST_LINE,
    annexes,
    enclosures,
    heading_above,
    is_letterhead,
    letterheads,
    lines_of,
    number_of,
    type_line,
)
from .layout import Layout, Region
from .tasks import Apart
from .tree import read_tree
from .wording import any_of, starts

# What opens a ground: an act of its own begins.
_GROUND = late.regex(rf"(?:[-–+*] ?)?{any_of('ground')}")
# Where the text of an attachment begins: "Chương I", "I. ", "1. ".
_TEXT_BEGINS = late.regex(r"(?i:chương|phần|mục|điều)\s+(?:\d|thứ|[IVX])|[IVX]{1,4}\.\s|[A-ZĐ]\.\s|1\.\s")
_TITLE_LINES = 7
_LONGEST_PREAMBLE = 12_000
_NEAR = 250
_BLANK = 40  # characters of a region that may hold no word


@dataclass(frozen=True)
class Attached:
    """Where an attachment, its heading and its pieces stand in the cleaned text."""

    bounds: tuple[Stretch, ...]
    heading: Stretch
    title: tuple[Stretch, str] | None
    number: tuple[Stretch, DocNumber] | None
    grounds: Stretch

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.bounds[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.bounds[-1][1]


@dataclass(frozen=True)
class Attachments:
    """The attachments of a page, in order, and what part each place of theirs plays."""

    layout: Layout
    all: tuple[Attached, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.all]

    def at(self, place: int) -> Attached | None:
        """The attachment that holds a position of the cleaned text."""
        i = bisect_right(self._starts, place) - 1
        return self.all[i] if i >= 0 and place < self.all[i].end else None

    def role_at(self, place: int) -> Part:
        """The part that a position plays in the text it belongs to: an attached plan has a body too."""
        part = self.layout.part_at(place)
        one = self.at(place) if part == "attachment" else None
        if one is None or one.title is None or place < one.heading[1]:
            return part
        if one.grounds[0] <= place < one.grounds[1]:
            return "preamble"
        return "body" if place >= one.grounds[1] else part

    def edges(self) -> Iterator[int]:
        """Where the part that is played may change, besides the edges of regions."""
        for one in self.all:
            yield from (one.start, one.heading[1], *one.grounds)


def find_attachments(text: Text, layout: Layout) -> Attachments:
    """Each attachment with its heading; what follows the closing block at once is the first."""
    regions = [(one.start, one.end) for one in layout.of("attachment") if _has_words(text, one)]
    if not regions:
        return Attachments(layout, ())
    start, end = regions[0][0], regions[-1][1]
    edges = [start, *(at for at in openings(text, start, end) if at > start + 3), end]
    found: list[Attached] = []
    for a, b in pairwise(edges):
        bounds = tuple((max(a, c), min(b, d)) for c, d in regions if c < b and d > a)
        if bounds and text.clean[a:b].strip() and (one := _attached(text, bounds, bool(found))):
            found.append(one)
    return Attachments(layout, tuple(found))


def _has_words(text: Text, region: Region) -> bool:
    """Whether a region holds more than the blanks that notes leave between them."""
    return region.end - region.start > _BLANK or any(map(str.isalnum, text.clean[region.start : region.end]))


def read_attachments(text: Text, attachments: Attachments) -> tuple[Attachment, ...]:
    """The attachments with what is read of each, and its portions."""
    return tuple(_read(text, one, f"att_{n}") for n, one in enumerate(attachments.all, 1))


def texts_of(attachments: Attachments, read: Sequence[Attachment]) -> Iterator[Apart]:
    """The attachments as texts that give tasks."""
    return (Apart(one.bounds, shown.body) for one, shown in zip(attachments.all, read, strict=True))


def _read(text: Text, one: Attached, id: str) -> Attachment:
    bounds = [(max(a, one.heading[1]), b) for a, b in one.bounds if b > one.heading[1]]
    span = text.span(*trim(text.clean, one.start, one.end))
    return Attachment(
        heading=text.words(*one.heading, "annex heading"),
        span=span,
        id=id,
        doc_type=Field(one.title[1], text.span(*one.title[0]), "title") if one.title else None,
        number=text.field(one.number[1], *one.number[0], "number line") if one.number else None,
        body=read_tree(text, bounds, id) if bounds else (),
    )


def openings(text: Text, start: int, end: int) -> list[int]:
    """Where attachments begin: "PHỤ LỤC II", the heading above "(Kèm theo …)", a numbered letterhead."""
    named = list(annexes(text, start, end))
    own = {heading_above(text, at, start) for at in enclosures(text, start, end)} | {
        *letterheads(text, start, end)
    }
    return sorted({*named, *(at for at in own if not _follows(named, at))})


def _follows(named: Sequence[int], at: int) -> bool:
    """Whether the line that names an annex stands a little above, so that a heading is part of its own."""
    i = bisect_right(named, at) - 1
    return i >= 0 and at - named[i] < _NEAR


def _attached(text: Text, bounds: tuple[Stretch, ...], more: bool) -> Attached | None:
    start, end = bounds[0][0], bounds[-1][1]
    annex = starts("annex").match(text.folded, past_blank(text.clean, start)) is not None
    lines = lines_of(text, start, min(end, start + HEADED))[:HEADING_LINES]
    titles = ((i, found) for i, line in enumerate(lines) if (found := type_line(text, *line)))
    i, title = next(titles, (0, None)) if not annex else (0, None)
    if title is None or not all(is_letterhead(text, *line) for line in lines[:i]):
        heading = _heading(text, list(islice(cut(text, start, min(end, start + 2500)), HEADING_LINES)))
        if heading is None:
            return None if more else Attached(bounds, (start, start), None, None, (start, start))
        top = lines[-1][1] if lines else start
        own = number_of(text, start, top) if not annex and any(mottoes(text, start, top)) else None
        return Attached(bounds, heading, None, own, (heading[1], heading[1]))
    heading = title[0][0], _title_end(text, lines[i:])
    number = number_of(text, start, title[0][0])
    return Attached(bounds, heading, title, number, _grounds(text, heading[1], end))


def _title_end(text: Text, lines: Sequence[Stretch]) -> int:
    """Where a heading ends: before its bracket, the first chapter, article or ground, or a sentence."""
    last = lines[0][1]
    for start, end in lines[1:_TITLE_LINES]:
        words = text.clean[start:end]
        if words.startswith("(") or _TEXT_BEGINS.match(words) or _GROUND.match(text.folded, start):
            break
        if end - start > LONGEST_LINE or words.endswith((".", ";", ":")) or "…" in words or ".." in words:
            break
        if "\n\n" in text.clean[last:start] and not words.isupper():
            break
        last = end
    return last


def _grounds(text: Text, start: int, end: int) -> Stretch:
    """The run of "Căn cứ …;" lines that follows a heading, and who issues it in front of them."""
    first = last = None
    for a, b in lines_of(text, start, min(end, start + _LONGEST_PREAMBLE)):
        if _GROUND.match(text.folded, a):
            first, last = (a if first is None else first), b
        elif _TEXT_BEGINS.match(text.clean, a) or (last is not None and text.clean[last - 1] in ".:"):
            break
        elif last is not None:
            last = b
    return (first, last) if first is not None and last is not None else (start, start)


def _heading(text: Text, cells: list[Cell]) -> Stretch | None:
    """The lines in capitals (or the annex's name) up to the bracket or the first running text."""
    last = None
    for i, cell in enumerate(cells):
        words = text.clean[cell.start : cell.end]
        capital = words.isupper() or starts("annex").match(text.folded, cell.start)
        if (
            words.startswith("(")
            or ".." in words
            or "…" in words
            or not capital
            or (i and cell.apart and last and text.clean[last.end : cell.start].count("|"))
        ):
            break
        last = cell
    if last is None:
        return (cells[0].start, cells[0].end) if cells else None
    return cells[0].start, last.end
