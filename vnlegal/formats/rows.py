"""Glyphs on a page -> rows of segments, by where they stand and not by the order they were drawn in.

Lengths are points, y runs downwards.  A number that a signing program laid over the page comes last in
the file and is still read in its place: "Số:", "1906" and "/VPCP-KGVX" make one row.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from .. import late
from ..text import fold
from .signs import COLUMN
from .writer import superscript

_LEFT = itemgetter(1)
_WORD_GAP = 0.1
_GAP = 0.6
_WIDE = 1.45
_MARKER = late.regex(r"(?:[-–—+•*]|\(?\p{L}\)|\d{1,2}[.)]?|[ivx]{1,5}\.)")
_BLANK = late.regex(r"(?:\bngày|\btháng|\bsố\s?:)(?:\s?\d{0,2})$")
_SYMBOL = late.regex(r"[/-]\s?\p{Lu}")
_UNIT = late.regex(r"(?<!\p{L})(?:[kdcm]?m|10)$")


class Glyph(NamedTuple):
    """A word, or a letter that was drawn apart, with its edges, its base line and the size of its font.

    `overlay`: laid over the page by a signing program; `doubt`: OCR was not sure of it; `parted`: a blank
    follows.
    """

    char: str
    x0: float
    x1: float
    base: float
    size: float
    overlay: bool = False
    doubt: bool = False
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one row without a wide gap; `lead` is the width of the first of them.

    `doubts` are stretches of the text that OCR was not sure of; `gaps` are the wider blanks between its
    words: from where to where, and at which character of the text.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    lead: float
    doubts: tuple[tuple[int, int], ...] = ()
    gaps: tuple[tuple[float, float, int], ...] = ()

    @property
    def middle(self) -> float:
        """Half way between the edges."""
        return (self.x0 + self.x1) / 2


Row = tuple[Segment, ...]


def rows_of(glyphs: Iterable[Glyph], walls: Sequence[tuple[float, float, float]] = ()) -> list[Row]:
    """The rows of a page from top to bottom; `walls` are vertical rules (x, top, bottom) that part cells."""
    found = []
    for runs in _lines(_visible(glyphs)):
        pieces = _headed(_split(_merged(runs), walls))
        if pieces:
            found.append(tuple(_segment(piece) for piece in pieces))
    return found


Wall = tuple[float, float, float]
Walls = Sequence[Wall]


def _visible(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Without letters that were drawn twice to look bold."""
    seen: set[tuple[str, int, int]] = set()
    out = []
    for glyph in glyphs:
        key = glyph[0], round(glyph[1] / 1.5), round(glyph[3] / 1.5)
        if key not in seen:
            seen.add(key)
            out.append(glyph)
    return out


Run = list[Glyph]


def _lines(glyphs: list[Glyph]) -> list[list[Run]]:
    """Runs by base line; raised marks and overlaid words join the line whose height they share."""
    lines: list[list[Run]] = []
    bases: list[float] = []
    for run in sorted(_runs(glyphs), key=lambda run: (-run[0].size, run[0].base)):
        at = _nearest(run[0], lines, bases)
        if at is None:
            at = bisect_left(bases, run[0].base)
            bases.insert(at, run[0].base)
            lines.insert(at, [])
        lines[at].append(run)
    return lines


def _merged(runs: list[Run]) -> list[Glyph]:
    """The glyphs of a line from left to right; a run laid over it or into a blank stays in one piece."""
    runs = sorted(runs, key=lambda run: run[0].x0 - run[-1].x1)
    guests = [
        run for n, run in enumerate(runs) if run[0].overlay or any(_lies_in(run, host) for host in runs[:n])
    ]
    hosts = [run for run in runs if run not in guests] if guests else runs
    line = sorted([glyph for run in hosts for glyph in run], key=_LEFT)
    for run in sorted(guests, key=lambda run: run[0].x0):
        middle = (run[0].x0 + run[-1].x1) / 2
        at = bisect_left(line, middle, key=lambda glyph: (glyph.x0 + glyph.x1) / 2)
        line[at:at] = run
    return line


def _lies_in(run: Run, host: Run) -> bool:
    return host[0].x0 < run[0].x0 and run[-1].x1 < host[-1].x1


def _runs(glyphs: list[Glyph]) -> list[Run]:
    """Glyphs drawn one after the other on one base line in one size."""
    runs: list[Run] = []
    run: Run = []
    end, line, high = 0.0, 0.0, 0.0
    for glyph in glyphs:
        _, x0, x1, base, size, _, _, _ = glyph
        if run and -1 < x0 - end < high and abs(line - base) < 0.3 and abs(high - size) < 0.3:
            run.append(glyph)
        else:
            run = [glyph]
            runs.append(run)
        end, line, high = x1, base, size
    return runs


def _nearest(glyph: Glyph, lines: list[list[Run]], bases: list[float]) -> int | None:
    """The line that shares at least half the height of a glyph."""
    at = bisect_left(bases, glyph.base - glyph.size)
    best, most = None, 0.5
    while at < len(bases) and bases[at] < glyph.base + 2.5 * glyph.size:
        main = lines[at][0][0]
        low, high = (
            min(main.base, glyph.base),
            max(main.base - 0.7 * main.size, glyph.base - 0.7 * glyph.size),
        )
        share = (low - high) / (0.7 * min(glyph.size, main.size))
        if share >= most:
            best, most = at, share
        at += 1
    return best


def _split(line: list[Glyph], walls: Walls) -> list[list[Glyph]]:
    """Cut a line at wide gaps and at the rules between cells."""
    pieces: list[list[Glyph]] = []
    piece: list[Glyph] = []
    last: Glyph | None = None
    end, high = 0.0, 0.0
    beside = _beside(line, walls) if walls else []
    for glyph in line:
        _, x0, x1, _, size, _, _, _ = glyph
        wide = last is None or x0 - end > _WIDE * (size if size > high else high)
        if wide or (last is not None and beside and _walled(last, glyph, beside)):
            piece = []
            pieces.append(piece)
        piece.append(glyph)
        last, end, high = glyph, x1, size
    return _unstretched(pieces, walls)


def _beside(line: list[Glyph], walls: Walls) -> list[Wall]:
    """The walls that stand at the height of a line."""
    low, high = min(glyph.base for glyph in line) - 2, max(glyph.base for glyph in line) - 2
    return [wall for wall in walls if wall[1] <= high and low <= wall[2]]


def _walled(last: Glyph, glyph: Glyph, walls: Walls) -> bool:
    """Whether a rule stands between two words."""
    low, high, base = last.x1 - 1, glyph.x0 + 1, glyph.base - 2
    return any(low <= x <= high and top <= base <= bottom for x, top, bottom in walls)


def _unstretched(pieces: list[list[Glyph]], walls: Walls) -> list[list[Glyph]]:
    """Join what justification tore apart: many gaps of one width; a blank to fill; a marker and its text."""
    gaps = [b[0].x0 - _end(a) for a, b in pairwise(pieces)]
    if len(gaps) >= 3 and not walls and max(gaps) < min(1.2 * min(gaps), 2.2 * pieces[0][0].size):
        return [[glyph for piece in pieces for glyph in _spaced(piece)]]
    out = pieces[:1]
    for gap, piece in zip(gaps, pieces[1:], strict=True):
        size, before = piece[0].size, fold(_plain(out[-1]))
        marker = len(out) == 1 and _MARKER.fullmatch(before) and gap < 4 * size and not walls
        blank = _BLANK.search(before) or (before[-1:].isdigit() and _SYMBOL.match(_plain(piece)))
        if marker or (blank and gap < 8 * size):
            out[-1] = [*_spaced(out[-1]), *piece]
        else:
            out.append(piece)
    return out


def _spaced(piece: list[Glyph]) -> list[Glyph]:
    return [*piece[:-1], piece[-1]._replace(parted=True)]


def _end(piece: list[Glyph]) -> float:
    return max([glyph[2] for glyph in piece])


def _plain(piece: list[Glyph]) -> str:
    return "".join([f"{glyph[0]} " if glyph[7] else glyph[0] for glyph in piece]).strip()


def _headed(pieces: list[list[Glyph]]) -> list[list[Glyph]]:
    """Cut before the lines of the motto where the left column comes close to them."""
    out: list[list[Glyph]] = []
    for piece in pieces:
        if any(map(str.islower, piece[0].char)):  # no letterhead begins so
            out.append(piece)
            continue
        words = _segment(piece).text
        match = COLUMN.search(fold(words))
        if match and match.start() > 3 and words[: match.start()].isupper():
            count = len(words[: match.start()].replace(" ", ""))
            seen = 0
            for i, glyph in enumerate(piece):
                if seen == count:
                    out += [piece[:i], piece[i:]]
                    break
                seen += len(glyph.char)
            continue
        out.append(piece)
    return out


def _segment(piece: list[Glyph]) -> Segment:
    size = _middle([glyph[4] for glyph in piece])
    # Letters that were drawn apart one by one may be spaced; words stand apart as they are.
    between = [b[1] - a[2] for a, b in pairwise(piece) if len(a[0]) == len(b[0]) == 1]
    between = between if 2 * len(between) >= len(piece) - 1 else []
    wide = max(0.0, _middle(between) if between else 0.0) + _WORD_GAP * size
    base = _middle([glyph[3] for glyph in piece if glyph[4] > 0.85 * size])
    text = ""
    lead: float | None = None
    doubts: list[tuple[int, int]] = []
    gaps: list[tuple[float, float, int]] = []
    spaced, begin, after = False, piece[0].x0, piece[0].x0
    for char, x0, x1, line, height, _, doubt, parted in piece:
        if (
            text
            and (spaced or x0 - after > wide)
            and not (char > "\u02ff" and unicodedata.combining(char[0]))
        ):
            lead = lead if lead is not None else after - begin
            if x0 - after > _GAP * size:
                gaps.append((after, x0, len(text)))
            text += " "
        if doubt:
            doubts.append((len(text), len(text) + len(char)))
        raised = height < 0.82 * size and base - line > 0.12 * size and char.isdecimal()
        text += superscript(char) if raised and not _UNIT.search(text) else char
        after, spaced = x1, parted
    end = max([glyph[2] for glyph in piece])
    lead = lead if lead is not None else end - begin
    return Segment(text, begin, end, base, size, lead, tuple(doubts), tuple(gaps))


def _middle(values: list[float]) -> float:
    """The median; most often all values are one."""
    return values[0] if values.count(values[0]) == len(values) else median(values)


def parted(one: Segment, left: float, right: float) -> tuple[Segment, ...]:
    """A segment cut at the blank that stands in a gutter; itself if there is none."""
    for start, end, at in one.gaps:
        if min(end, right) - max(start, left) > 0.3 * one.size:
            words = one.text[at:].lstrip()
            lead = (one.x1 - end) * len(words.split(" ")[0]) / max(1, len(words))
            skip = len(one.text) - len(words)
            doubts = tuple((a - skip, b - skip) for a, b in one.doubts if a >= skip)
            gaps = tuple((a, b, i - skip) for a, b, i in one.gaps if i >= skip)
            return (
                replace(
                    one,
                    text=one.text[:at],
                    x1=start,
                    doubts=tuple(d for d in one.doubts if d[1] <= at),
                    gaps=(),
                ),
                replace(one, text=words, x0=end, lead=lead, doubts=doubts, gaps=gaps),
            )
    return (one,)
