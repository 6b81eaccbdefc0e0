"""The attachments: annexes, forms and texts issued with the document, behind its signatures."""

from __future__ import annotations

import re
from bisect import bisect
from itertools import islice

import regex

from ..model import Attachment
from ..scan import Begun
from ..text import Text
from .cells import Cell, cut
from .layout import Layout
from .wording import any_of, starts

_ENCLOSED = regex.compile(rf"\(\s?(?:ban hành\s)?{any_of('enclosed')}")
_ANNEX_LINE = Begun(
    re.compile(r"\n(?:\|\s?)?(?:P[Hh]|[MB][ẪẫIi])"),
    regex.compile(
        r"^(?:\|\s?)?(?:PHỤ\s+LỤC|Phụ\s+lục|PHỤ\s+BIỂU|MẪU\s+SỐ|Mẫu\s+số|BIỂU\s+(?:SỐ|MẪU)|Biểu\s+(?:số|mẫu))(?:\s+[\p{Lu}\d][\p{L}\d./-]{0,12})?\s*(?=[\n|.:]|$)",
        regex.MULTILINE,
    ),
    skip=1,
)
_HEADING_LINES = 14


def read_attachments(text: Text, layout: Layout) -> tuple[Attachment, ...]:
    """Each annex with its heading; what follows the closing block at once is the first."""
    found: list[Attachment] = []
    for region in layout.of("attachment"):
        edges = [
            region.start,
            *(at for at in _openings(text, region.start, region.end) if at > region.start + 3),
        ]
        for start, end in zip(edges, [*edges[1:], region.end], strict=True):
            if attachment := _attachment(text, start, end, bool(found)):
                found.append(attachment)
    return tuple(found)


def _openings(text: Text, start: int, end: int) -> list[int]:
    """Where annexes begin: at a line "PHỤ LỤC II", or at the capitals above "(Kèm theo …)"."""
    named = [m.start() for m in _ANNEX_LINE.finditer(text.clean, start, end)]
    enclosed = [_heading_above(text, m.start(), start) for m in _ENCLOSED.finditer(text.folded, start, end)]
    return sorted({*named, *(at for at in enclosed if bisect(named, at - 250) == bisect(named, at))})


def _heading_above(text: Text, at: int, stop: int) -> int:
    """The first of the lines in capitals right above a bracket."""
    begin = at
    while begin > stop:
        line = text.clean.rfind("\n", stop, begin - 1) + 1 or stop
        words = text.clean[line : begin - 1].strip(" |")
        if not words or not (words.isupper() or starts("annex").match(text.folded, line)):
            break
        begin = line
    return begin


def _attachment(text: Text, start: int, end: int, more: bool) -> Attachment | None:
    heading = _heading(text, list(islice(cut(text, start, min(end, start + 2500)), _HEADING_LINES)))
    if heading is None:
        words = text.words(start, min(end, start + 1), "attachment")
        return Attachment(words, text.span(start, end)) if words.value and not more else None
    return Attachment(text.words(*heading, "annex heading"), text.span(start, end))


def _heading(text: Text, cells: list[Cell]) -> tuple[int, int] | None:
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
        if not cells:
            return None
        return cells[0].start, cells[0].end
    return cells[0].start, last.end
