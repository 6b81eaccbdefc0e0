"""Rows of a page -> flow and columns, in reading order; page numbers out, notes aside.

Letterhead and closing block stand in two columns (Nghị định 30/2020/NĐ-CP, Phụ lục I): the left one is
read before the right one.  A zone of columns begins at a row that a wide gap parts, and holds the rows
around it that leave the same gutter free.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from statistics import median
from typing import NamedTuple

import regex

from .. import late
from ..text import fold
from .grids import Grid
from .rows import Row, Segment, parted
from .signs import ADDRESSEES, COLUMN, FURNITURE, RECIPIENTS

_NUMBER = late.regex(r"(?:[-–—.]\s?)?(?:trang\s)?(?P<page>\d{1,3})(?:\s?[-–—.]|\s?/\s?\d{1,3})?")
_MARK = late.regex(r"(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[\d{1,3}\]|\d{1,3}(?=\s?\p{Lu}))")
_FILING = late.regex(r"[-–+]?\s?lưu\b")
# A running line and the number of its page: "46 CÔNG BÁO/Số 123 + 124/Ngày 15-3-2024".
_PAGED = late.regex(
    r"(?P<before>\d{1,4})\s+(?P<words>\S.*)|(?P<after>\S.*?)\s+(?:[-–]\s?|trang\s)?(?P<behind>\d{1,4})(?:\s?[-–])?"
)
_MARGIN, _OUTER = 0.09, 0.066
_ALIKE = 0.85
_NOTE_SIZE = 0.9
_GUTTER = 6.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Stretches side by side, each from top to bottom; cells of one row of a ruled table or of a zone."""

    cells: tuple[tuple[Segment, ...], ...]
    ruled: bool = False


Item = Segment | Columns


@dataclass(slots=True)
class Layout:
    """A page in reading order; `notes` are the rows of footnotes at its foot."""

    items: list[Item] = field(default_factory=list)
    notes: list[Segment] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0


def lay_out(rows: Sequence[Row], width: float, tables: Sequence[Grid] = ()) -> Layout:
    """One page in reading order; `rows` have no page number any more."""
    page = Layout()
    free = [row for row in (_outside(row, tables) for row in rows) if row]
    page.left, page.right = _margins(free, width)
    body = _body_size(free)
    free, page.notes = _notes(free, body, 0.6 * (page.right - page.left))
    placed = [(grid.top, items) for grid in tables if (items := _cells(grid, rows))]
    for row_items, top in _zones(free, page):
        while placed and placed[0][0] < top:
            page.items += placed.pop(0)[1]
        page.items += row_items
    for _, items in placed:
        page.items += items
    return page


def _outside(row: Row, tables: Sequence[Grid]) -> Row:
    return tuple(one for one in row if not any(_inside(one, grid) for grid in tables))


def _inside(one: Segment, grid: Grid) -> bool:
    return grid.x0 - 2 <= one.middle <= grid.x1 + 2 and grid.top - 1 <= _height(one) <= grid.bottom + 1


def _height(one: Segment) -> float:
    """Where the middle of a line of letters lies."""
    return one.base - 0.3 * one.size


def _cells(grid: Grid, rows: Iterable[Row]) -> list[Item]:
    """The rows of a ruled table; a cell that reaches down stands in its first row, empty in the others."""
    words = [one for row in rows for one in row if _inside(one, grid)]
    if not words:
        return []
    table: list[list[tuple[int, tuple[Segment, ...] | None]]] = [[] for _ in range(grid.rows)]
    places = [(one.middle, _height(one), one) for one in words]
    for box in grid.boxes:
        left, right, top, bottom = box.x0 - 2, box.x1 + 2, box.top - 1, box.bottom + 1
        inside = tuple(one for x, y, one in places if left <= x <= right and top <= y <= bottom)
        for row in range(box.row, box.row + box.height):
            table[row].append((box.column, inside if row == box.row else None))
    found = [_row(cells) for cells in table]
    return [one for one in found if any(one.cells)]


def _row(cells: list[tuple[int, tuple[Segment, ...] | None]]) -> Columns:
    """One row of a table; a cell of a row above that reaches into it is empty, or left out at the end."""
    row = [cell for _, cell in sorted(cells, key=lambda pair: pair[0])]
    while row and row[-1] is None:
        row.pop()
    return Columns(tuple(cell or () for cell in row), True)


def _margins(rows: Sequence[Row], width: float) -> tuple[float, float]:
    """The edges of the text: where most long rows begin and end."""
    long = [(row[0].x0, row[-1].x1) for row in rows if row[-1].x1 - row[0].x0 > 0.55 * width]
    if len(long) < 2:
        return 0.14 * width, 0.93 * width
    return _edge([pair[0] for pair in long], min), _edge([pair[1] for pair in long], max)


def _edge(values: list[float], outer: object) -> float:
    """The outermost place at which at least two of the values lie."""
    for value in sorted(values, reverse=outer is max):
        if sum(abs(value - other) < 3 for other in values) >= 2:
            return value
    return median(values)


def _body_size(rows: Sequence[Row]) -> float:
    sizes: Counter[float] = Counter()
    for row in rows:
        for one in row:
            sizes[round(one.size * 2) / 2] += len(one.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _notes(rows: list[Row], body: float, wide: float) -> tuple[list[Row], list[Segment]]:
    """Cut the small rows at the foot of a page that begin with a note mark, or are wider than recipients."""
    at = len(rows)
    begin = at
    while at and len(rows[at - 1]) == 1 and rows[at - 1][0].size <= _NOTE_SIZE * body:
        at -= 1
        if _MARK.match(rows[at][0].text) or rows[at][0].x1 - rows[at][0].x0 > wide:
            begin = at
    return rows[:begin], [row[0] for row in rows[begin:]]


def _zones(rows: list[Row], page: Layout) -> Iterable[tuple[list[Item], float]]:
    """The rows as flow and zones of columns, each with the place of its top."""
    at = 0
    pending: list[Row] = []
    while at < len(rows):
        row = rows[at]
        if len(row) < 2 or _opens_address(row):
            pending.append(row)
            at += 1
            continue
        zone, at, begin = _grow(rows, at, pending, page)
        for one in pending[:begin]:
            yield _flow(one), one[0].base
        pending = []
        yield _columns(zone), zone[0][0].base
    for one in pending:
        yield _flow(one), one[0].base


def _opens_address(row: Row) -> bool:
    return bool(ADDRESSEES.match(fold(row[0].text)))


def _flow(row: Row) -> list[Item]:
    if len(row) == 1:
        return [row[0]]
    first, last = row[0], row[-1]
    return [
        Segment("   ".join(one.text for one in row), first.x0, last.x1, first.base, first.size, first.lead)
    ]


def _grow(rows: list[Row], at: int, pending: list[Row], page: Layout) -> tuple[list[Row], int, int]:
    """The zone around a parted row, where it ends, and which pending rows stay before it."""
    gutter = _gutter(rows[at])
    zone = [rows[at]]
    at += 1
    while at < len(rows):
        row = _cut(rows[at], gutter)
        shrunk = _leaves_free(row, gutter)
        if shrunk is None or _stands_alone(row, rows[at - 1], page):
            break
        gutter = shrunk
        zone.append(row)
        at += 1
    begin = len(pending)
    while begin:
        row = pending[begin - 1]
        shrunk = _leaves_free(row, gutter)
        if (
            shrunk is None
            or _stands_alone(row, zone[0], page)
            or not _belongs_above(row, begin == len(pending) == 0, gutter, zone)
        ):
            break
        gutter = shrunk
        zone.insert(0, row)
        begin -= 1
    return zone, at, begin


def _gutter(row: Row) -> tuple[float, float]:
    """The widest gap of a row."""
    gaps = [(b.x0 - a.x1, a.x1, b.x0) for a, b in pairwise(row)]
    _, left, right = max(gaps)
    return left, right


def _cut(row: Row, gutter: tuple[float, float]) -> Row:
    """A row whose words come close to the gutter from both sides, cut there."""
    return tuple(piece for one in row for piece in parted(one, *gutter))


def _leaves_free(row: Row, gutter: tuple[float, float]) -> tuple[float, float] | None:
    """What is left of a gutter beside a row; None if a segment stands in it."""
    left, right = gutter
    for one in row:
        if one.x1 <= right - 1 and one.middle < (left + right) / 2:
            left = max(left, one.x1)
        elif one.x0 >= left + 1 and one.middle > (left + right) / 2:
            right = min(right, one.x0)
        else:
            return None
    return (left, right) if right - left >= _GUTTER else None


def _stands_alone(row: Row, beside: Row, page: Layout) -> bool:
    """A row of the flow: centred on the page, "Kính gửi", a line of a portal, or far from the zone."""
    if _opens_address(row):
        return True
    one = row[0]
    if len(row) > 1 or FURNITURE.match(fold(one.text)):
        return len(row) == 1
    middle = (page.left + page.right) / 2
    centred = abs(one.middle - middle) < 0.02 * (page.right - page.left) and one.x1 - one.x0 < 0.6 * (
        page.right - page.left
    )
    return centred or abs(one.base - beside[0].base) > 12 * one.size


def _belongs_above(row: Row, first: bool, gutter: tuple[float, float], zone: list[Row]) -> bool:
    """Rows before the parted one: of the letterhead all, of the closing block the office on the right."""
    near = zone[0][0].base - row[0].base < 2.6 * row[0].size
    right = row[0].x0 >= gutter[0]
    capital = row[0].text.isupper()
    return near and (right or capital or bool(RECIPIENTS.match(fold(row[0].text))))


def _columns(zone: list[Row]) -> list[Item]:
    """A zone as columns; one parted row alone is a line with wide gaps."""
    segments = sorted((one for row in zone for one in row), key=lambda one: one.x0)
    if len(zone) == 1 and not RECIPIENTS.match(fold(zone[0][0].text)):
        return _flow(zone[0])
    columns: list[list[Segment]] = []
    edge = -1.0
    for one in segments:
        if not columns or one.x0 > edge + _GUTTER:
            columns.append([])
        columns[-1].append(one)
        edge = max(edge, one.x1)
    return [Columns(tuple(tuple(sorted(column, key=lambda one: one.base)) for column in columns))]


def rejoin(pages: Sequence[Layout]) -> None:
    """Give a closing block, and a row of a table, that a page break cut its lower half back."""
    _rejoin_rows(pages)
    for page, after in pairwise(pages):
        last = page.items[-1] if page.items else None
        if not isinstance(last, Columns) or last.ruled or not _closes(last):
            continue
        columns = [list(cell) for cell in last.cells]
        while after.items and (more := _lower_half(after.items[0], columns)):
            for column, lines in zip(columns, more, strict=False):
                column += lines
            after.items.pop(0)
        page.items[-1] = Columns(tuple(map(tuple, columns)))


def _rejoin_rows(pages: Sequence[Layout]) -> None:
    """Put the lower half of a cut row below its upper half, behind the head that a page repeats."""
    head: Columns | None = None
    for page, after in pairwise(pages):
        head = _last_head(page.items, head)
        if head is None or not after.items:
            continue
        lower = int(_printed(after.items[0]) == _printed(head))
        upper, below = page.items[-1], after.items[lower] if lower < len(after.items) else None
        if isinstance(upper, Columns) and isinstance(below, Columns) and _goes_on(upper, below):
            more = zip_longest(upper.cells, below.cells, fillvalue=())
            page.items[-1] = Columns(tuple(one + other for one, other in more), True)
            after.items.pop(lower)


def _last_head(items: Sequence[Item], before: Columns | None) -> Columns | None:
    """The first row of the table with which a page ends; that of the page before, if it is all table."""
    head = before
    for item in items:
        if not isinstance(item, Columns) or not item.ruled:
            head = None
        elif head is None:
            head = item
    return head


def _printed(item: Item) -> list[str]:
    return [" ".join(one.text for one in cell) for cell in item.cells] if isinstance(item, Columns) else []


def _goes_on(upper: Columns, below: Columns) -> bool:
    """Whether a row goes on: without a number, words only below words, the first in lower case or digits."""
    if not (upper.ruled and below.ruled and len(below.cells) <= len(upper.cells) > 2):
        return False
    first, *others = below.cells
    filled = [cell for cell in others if cell]
    under = all(above for above, cell in zip(upper.cells, below.cells, strict=False) if cell)
    return bool(upper.cells[0] and not first and under) and any(
        not cell[0].text[:1].isupper() and cell[0].text[:1] not in "-–+•" for cell in filled
    )


def _closes(zone: Columns) -> bool:
    return any(RECIPIENTS.search(fold("\n".join(one.text for one in cell))) for cell in zone.cells)


def _lower_half(item: Item, columns: list[list[Segment]]) -> list[list[Segment]]:
    """What of the next page belongs below each column; nothing if it is no part of a closing block."""
    filed = any(_FILING.match(fold(one.text)) for column in columns for one in column)
    edges = [(min(one.x0 for one in column), max(one.x1 for one in column)) for column in columns]
    between = [(a[1] + b[0]) / 2 for a, b in pairwise(edges)]
    more: list[list[Segment]] = [[] for _ in columns]
    if isinstance(item, Columns):
        for one in (one for cell in item.cells for one in cell):
            more[bisect_left(between, one.middle)].append(one)
        return [] if item.ruled or filed or not all(more) else more
    at = bisect_left(between, item.middle)
    if filed and at == 0:
        return []
    left = between[at - 1] if at else edges[at][0] - 3
    right = edges[at + 1][0] if at + 1 < len(edges) else edges[at][1] + 40
    if left <= item.x0 and item.x1 <= right:
        more[at].append(item)
        return more
    return []


def without_numbers(pages: list[list[Row]], heights: Sequence[float]) -> list[list[Row]]:
    """Pages without their numbers and without the lines that head or foot them.

    A running line differs from page to page in nothing but the number of the page, at its beginning or its
    end; what differs in more, as the items of a list do, is text.
    """
    running = _running(pages, heights)
    return [
        [row for n, row in enumerate(rows) if (index, n) not in running and not _is_number(rows, n, height)]
        for index, (rows, height) in enumerate(zip(pages, heights, strict=True))
    ]


class _Edge(NamedTuple):
    """A row at the edge of a page: its words without a number at either end, that number, how near the edge.

    A page that `opens` has a letterhead, whose lines may be those of another letterhead.
    """

    page: int
    row: int
    words: str
    number: int | None
    margin: float
    opens: bool


def _running(pages: list[list[Row]], heights: Sequence[float]) -> set[tuple[int, int]]:
    """The rows that head or foot many pages, or every other one, as (page, row)."""
    groups: dict[tuple[bool, str, str], list[_Edge]] = {}
    for index, (rows, height) in enumerate(zip(pages, heights, strict=True)):
        for one in _edges(index, rows, height):
            key = one.row < 2, _skeleton(one.words), "".join(regex.findall(r"\d", one.words))
            groups.setdefault(key, []).append(one)
    found = [group for group in _alike(groups) if _runs_on(group, len(pages))]
    return {(one.page, one.row) for group in found for one in group}


def _edges(page: int, rows: list[Row], height: float) -> Iterator[_Edge]:
    """The first and last two rows of a page, where they stand in its margin."""
    opens = bool(COLUMN.search(fold(" ".join(one.text for row in rows[:6] for one in row))))
    for n in sorted({*range(min(2, len(rows))), *range(max(0, len(rows) - 2), len(rows))}):
        margin = min(rows[n][0].base, height - rows[n][0].base) / height
        words = " ".join(one.text for one in rows[n]).strip()
        if margin < _MARGIN and len(rows[n]) < 4 and words:
            match = _PAGED.fullmatch(words)
            number = int(match["before"] or match["behind"]) if match else None
            yield _Edge(page, n, match["words"] or match["after"] if match else words, number, margin, opens)


def _skeleton(words: str) -> str:
    """Letters without their marks, for the layer of a scan spells one line in many ways."""
    return "".join(c for c in unicodedata.normalize("NFD", fold(words)) if c.isalpha())


def _alike(groups: dict[tuple[bool, str, str], list[_Edge]]) -> list[list[_Edge]]:
    """Groups of lines with the same digits whose letters are nearly the same, joined."""
    joined: list[tuple[tuple[bool, str, str], list[_Edge]]] = []
    for key, group in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        for (top, letters, digits), members in joined[:40]:
            if (top, digits) == (key[0], key[2]) and _close(letters, key[1]):
                members += group
                break
        else:
            joined.append((key, list(group)))
    return [group for _, group in joined]


def _close(one: str, other: str) -> bool:
    if one == other:
        return True
    less, more = sorted((len(one), len(other)))
    if less <= 6 or 2 * less <= _ALIKE * (
        less + more
    ):  # no such pair can be alike: its letters do not suffice
        return False
    return SequenceMatcher(None, one, other).ratio() > _ALIKE


def _runs_on(group: list[_Edge], pages: int) -> bool:
    """Whether lines head or foot pages: on at least two whose numbers they count, or on many without."""
    if len(group) < 2 or len(group[0].words) > 120 or all(one.opens for one in group):
        return False
    numbers = [one.number - one.page for one in group if one.number is not None]
    if len(numbers) == len(group) and len(set(numbers)) == 1:
        return True
    outer = all(one.margin < _OUTER for one in group)
    return len({one.page for one in group}) >= (2 if outer and pages < 6 else max(3, 0.4 * pages))


def _is_number(rows: list[Row], n: int, height: float) -> bool:
    """A page number, alone in its row, in the margin."""
    row = rows[n]
    margin = min(row[0].base, height - row[0].base) / height
    alone = len(row) == 1 and n in (0, len(rows) - 1) and margin < 0.12
    return alone and bool(_NUMBER.fullmatch(fold(row[0].text)))
