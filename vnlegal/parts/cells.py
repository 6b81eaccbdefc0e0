"""Cells: the pieces that stand side by side on a line of a letterhead or a closing block.

A page in two columns comes as table cells (`|`), as lines with a wide gap, or as lines with nothing
but a known phrase between the columns.  Cutting lines into cells makes the three alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from .. import late
from ..model import Span
from ..text import Text, trim

# A gap between two columns: three blanks or a tab.
_GAP = late.regex(r"(?<=[^\s|])(?:[ \u00a0\u2003]{3,}|[ \u00a0]*\t[ \u00a0\t]*)(?=[^\s|])")
# The edge of a table cell.
_BAR = late.re(r"\|")
# A rule, or the mark that a conversion left between pages: "--- PAGE 2 ---", "Page 1 of 2".
_RULE = late.re(
    r"[-–—_*=~.•…+:\s|\\/]*|[-–—=*#\s]*(?i:page|trang)\s*(?:(?i:break)|\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?)[-–—=*\s]*"
)


_RULED = "-–—_+:*=~.•…\\/ PpTt"

Seam = tuple[int, int, bool]


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


class Cells:
    """Cells cut as they are asked for, so that a reader pays only for the lines that it reads."""

    def __init__(self, cells: Iterator[Cell]) -> None:
        self._coming = cells
        self._cut: list[Cell] = []

    def __iter__(self) -> Iterator[Cell]:
        at = 0
        while at < len(self._cut) or self.next(at, 1):
            yield self._cut[at]
            at += 1

    def next(self, at: int, count: int) -> list[Cell]:
        """Up to `count` cells from number `at` on."""
        missing = at + count - len(self._cut)
        if missing > 0:
            self._cut += islice(self._coming, missing)
        return self._cut[at : at + count]


def cut(text: Text, start: int, end: int, holes: Sequence[tuple[int, int]] = ()) -> Iterator[Cell]:
    """The cells of `clean[start:end]`, leaving out sorted `holes`; rules (`-----`) are dropped."""
    clean = text.clean
    seams = [*_gaps(text, start, end), *((a, b, False) for a, b in holes)]
    apart = True
    for number, (a, b) in enumerate(_lines(clean, start, end)):
        if clean[a:b] == "|":
            apart = True
            continue
        column = 0
        inside = [seam for seam in seams if seam[0] < b and seam[1] > a] if seams else []
        if inside or clean.find("|", a, b) >= 0:
            pieces = _pieces(clean, a, b, inside)
        else:
            pieces = [(*trim(clean, a, b), False)]
            apart = apart or a == b
        for c, d, edge in pieces:
            apart = apart or edge
            if c < d and not (clean[c] in _RULED and _RULE.fullmatch(clean, c, d)):
                yield Cell(c, d, number, column, apart)
                apart = False
                column += 1
        apart = apart or clean[b - 1 : b] == "|"


def _lines(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start <= end:
        stop = clean.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _pieces(clean: str, start: int, end: int, seams: Sequence[Seam]) -> list[tuple[int, int, bool]]:
    """Pieces of one line between bars, wide gaps and holes; True where a bar stands before."""
    cuts = [(m.start(), m.end(), True) for m in _BAR.finditer(clean, start, end)]
    cuts += [(max(a, start), min(b, end), False) for a, b, _ in seams]
    pieces: list[tuple[int, int, bool]] = []
    at, edge = start, False
    for a, b, bar in [*sorted(cuts), (end, end, False)]:
        if a >= at:
            pieces.append((*trim(clean, at, a), edge))
            edge = False
        edge = edge or bar
        at = max(at, b)
    return pieces


def _gaps(text: Text, start: int, end: int) -> list[Seam]:
    """Where one blank of the cleaned text stands for a wide gap or a tab of the source."""
    if start >= end or not text.gaps:
        return []
    found = [
        text.at(Span(m.start(), m.start() + 1))[0] for m in _GAP.finditer(text.source, *text.span(start, end))
    ]
    return [(at, at + 1, False) for at in found]
