"""Cells: the pieces that stand side by side on a line of a letterhead or a closing block.

A page in two columns comes as table cells (`|`), as lines with a wide gap, or as lines with nothing
but a known phrase between the columns.  Cutting lines into cells makes the three alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import regex

from ..model import Span
from ..text import Text, trim

_GAP = regex.compile(r"(?<=[^\s|])(?:[ \u00a0\u2003]{3,}|[ \u00a0]*\t[ \u00a0\t]*)(?=[^\s|])")
_RULE = regex.compile(r"[-–—_*=~.•…+:\s|\\/]*")
_BREAK = regex.compile(r"<br ?/?>")


class Cell(NamedTuple):
    """A piece of a line, `clean[start:end]`, without outer blanks.

    `line` counts lines of the stretch that was cut; `column` counts the pieces of that line; `apart`
    says that an empty line or the edge of a table cell stands before it.
    """

    start: int
    end: int
    line: int
    column: int
    apart: bool


def cut(text: Text, start: int, end: int, holes: Sequence[tuple[int, int]] = ()) -> list[Cell]:
    """The cells of `clean[start:end]`, leaving out sorted `holes`; rules (`-----`) are dropped."""
    cells: list[Cell] = []
    apart = True
    for number, (a, b) in enumerate(_lines(text.clean, start, end)):
        if a == b:
            apart = True
        column = 0
        for c, d, edge in _pieces(text, a, b, holes):
            apart = apart or edge
            if c < d and not _RULE.fullmatch(text.clean, c, d):
                cells.append(Cell(c, d, number, column, apart))
                apart = False
                column += 1
        if text.clean[a:b].rstrip().endswith("|"):
            apart = True
    return cells


def _lines(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start <= end:
        stop = clean.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _pieces(
    text: Text, start: int, end: int, holes: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, bool]]:
    """Pieces of one line between bars, wide gaps and holes; True where a bar stands before."""
    cuts = [(at, at + 1, True) for at in range(start, end) if text.clean[at] == "|"]
    cuts += [(at, at + 1, False) for at in _gaps(text, start, end)]
    cuts += [(m.start(), m.end(), False) for m in _BREAK.finditer(text.clean, start, end)]
    cuts += [(max(a, start), min(b, end), False) for a, b in holes if a < end and b > start]
    at, edge = start, False
    for a, b, bar in [*sorted(cuts), (end, end, False)]:
        if a >= at:
            c, d = trim(text.clean, at, a)
            yield c, d, edge
            edge = False
        edge = edge or bar
        at = max(at, b)


def _gaps(text: Text, start: int, end: int) -> Iterable[int]:
    """Where, in a cleaned line, one blank stands for a wide gap of the source."""
    if start >= end:
        return ()
    span = text.span(start, end)
    if span.end - span.start < end - start + 2:
        return [at for at in _tabs(text, span.start, span.end)]
    found = (m.start() for m in _GAP.finditer(text.source, span.start, span.end))
    return [text.map.back(_one(at))[0] for at in found]


def _tabs(text: Text, start: int, end: int) -> Iterator[int]:
    at = text.source.find("\t", start, end)
    while at >= 0:
        yield text.map.back(_one(at))[0]
        at = text.source.find("\t", at + 1, end)


def _one(at: int) -> Span:
    return Span(at, at + 1)
