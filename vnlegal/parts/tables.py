"""Tables as portals print them: each cell on lines of its own between bars, or a row on one line.

A row of cells on their own lines ends with one bar more; which of two bars in a row is an empty cell
follows from the number of columns and from the running number that begins the next row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import late
from ..lines import Stretch
from ..text import Text, trim

# The number of a row: "1", "II", "A.".
_LEAD = late.regex(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-ZĐ])\.?")
# A rule between rows: "|---|".
_RULE = late.regex(r"[-:.…\s|]+")
# Heads of columns that tell what is done: "Nội dung", "Nhiệm vụ".
_WHAT = late.regex(r"nội dung|nhiệm vụ|công việc|đầu việc|hoạt động|đề án")
# And by whom: "Đơn vị chủ trì", "Phân công nhiệm vụ".
_WHO = late.regex(r"chủ trì|phối hợp|phân công|trách nhiệm|(?:cơ quan|đơn vị|người)[^|]{0,12} thực hiện")
# A row that a line holds without bars around it: "1 | Rà soát | Sở Nội vụ".
_BARE_ROW = late.regex(r"(?m)^(?!\s*\|)[^|\n]+(?:\|[^|\n]*)+\|[ \t]*[^|\s][^|\n]*$")
_COLUMNS = 14
_LONGEST_CELL = 2000
_LONGEST_HEAD = 90  # the cells of a head are no longer


@dataclass(frozen=True, slots=True)
class Table:
    """The head row and the others; a row that spans columns has fewer cells."""

    head: tuple[Stretch, ...]
    rows: tuple[tuple[Stretch, ...], ...]

    @property
    def bounds(self) -> Stretch:
        """From the head to the end of the last row of two cells or more: what follows a table is one cell."""
        full = (row for row in reversed(self.rows) if len(row) > 1)
        last = next((row for row in full if row[-1][1] - row[-1][0] < _LONGEST_CELL), self.head)
        return self.head[0][0], last[-1][1]


def find_tables(text: Text, start: int, end: int) -> Iterator[Table]:
    """Tables whose head row begins with TT, STT or the like, or tells who does what."""
    cells = _cells(text, start, end)
    at = 0
    while at < len(cells):
        if _is_number_head(text, cells[at]) or _is_task_head(text, cells, at):
            head, after = _head(text, cells, at)
            if len(head) >= 3:
                rows, at = _rows(text, cells, after, len(head))
                yield Table(tuple(head), tuple(rows))
                continue
        at += 1


def _cells(text: Text, start: int, end: int) -> list[Stretch]:
    """What stands between bars; an empty stretch for two bars in a row and around a row without bars."""
    cells: list[Stretch] = []
    at = start
    for row in _BARE_ROW.finditer(text.clean, start, end):
        cells += _between_bars(text, at, row.start())
        cells += [(row.start(), row.start()), *_between_bars(text, *row.span()), (row.end(), row.end())]
        at = row.end()
    return cells + _between_bars(text, at, end)


def _between_bars(text: Text, start: int, end: int) -> list[Stretch]:
    cells: list[Stretch] = []
    at = start
    while at <= end:
        bar = text.clean.find("|", at, end)
        stop = end if bar < 0 else bar
        if bar >= 0 and _is_apart(text.clean[at:stop]):
            cells += [(at, at), trim(text.clean, at, stop), (stop, stop)]
        elif not _RULE.fullmatch(text.clean, at, stop) or at == stop or not text.clean[at:stop].strip():
            cells.append(trim(text.clean, at, stop))
        at = stop + 1
    return cells


def _is_apart(words: str) -> bool:
    """Whether words between bars are prose between two tables: blank lines stand on either side."""
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return before.count("\n") > 1 and after.count("\n") > 1 and bool(words.strip())


def _is_number_head(text: Text, cell: Stretch) -> bool:
    return text.folded[slice(*cell)].strip(" .") in ("tt", "stt", "số tt", "số thứ tự")


def _is_task_head(text: Text, cells: list[Stretch], at: int) -> bool:
    """Whether a row begins there whose short cells tell who does what."""
    if cells[at][0] == cells[at][1] or not _begins_line(text, cells, at):
        return False
    head, _ = _head(text, cells, at)
    names = [text.folded[a:b] for a, b in head]
    return (
        3 <= len(names) <= _COLUMNS
        and not any(_is_number_head(text, cell) for cell in head)
        and all(len(name) < _LONGEST_HEAD for name in names)
        and any(map(_WHAT.search, names))
        and any(map(_WHO.search, names))
    )


def _begins_line(text: Text, cells: list[Stretch], at: int) -> bool:
    """Whether a cell is the first of its row: behind an empty one, or behind prose that no bar begins."""
    before = cells[at - 1] if at else (-1, -1)
    if before[0] == before[1]:
        return _is_barred(text, cells[at]) or before[0] == cells[at][0]
    return _is_barred(text, cells[at]) and not _is_barred(text, before)


def _is_barred(text: Text, cell: Stretch) -> bool:
    before = text.clean[max(0, cell[0] - 80) : cell[0]].rstrip(" \n")
    return before.endswith("|")


def _head(text: Text, cells: list[Stretch], at: int) -> tuple[list[Stretch], int]:
    head: list[Stretch] = []
    while at < len(cells) and len(head) <= _COLUMNS:
        if cells[at][0] == cells[at][1]:
            return head, at + 1
        head.append(cells[at])
        at += 1
    return head, at


def _rows(text: Text, cells: list[Stretch], at: int, width: int) -> tuple[list[tuple[Stretch, ...]], int]:
    rows: list[tuple[Stretch, ...]] = []
    row: list[Stretch] = []
    while at < len(cells):
        empty = _is_empty(cells, at)
        if _is_number_head(text, cells[at]) or (not row and _is_task_head(text, cells, at)):
            break
        if empty and rows and not row and _begins_empty(cells, at, width):
            row.append(cells[at])
        elif empty and (len(row) >= width or (row and _begins_row(text, cells, at + 1))):
            rows.append(tuple(row))
            row = []
        elif len(row) >= width:
            rows.append(tuple(row))
            row = [cells[at]]
        elif row or not (empty or _RULE.fullmatch(text.clean, *cells[at])):
            row.append(cells[at])
        at += 1
    if row:
        rows.append(tuple(row))
    return rows, at


def _is_empty(cells: list[Stretch], at: int) -> bool:
    return at < len(cells) and cells[at][0] == cells[at][1]


def _begins_empty(cells: list[Stretch], at: int, width: int) -> bool:
    """Whether an empty cell begins a row: it stands behind the bar that parts rows, a full row before one."""
    ends = _is_empty(cells, at + width) or at + width == len(cells) - 1
    return ends and _is_empty(cells, at - 1) and not _is_empty(cells, at + 1)


def _begins_row(text: Text, cells: list[Stretch], at: int) -> bool:
    if at >= len(cells):
        return False
    return bool(_LEAD.fullmatch(text.clean[slice(*cells[at])])) or _is_task_head(text, cells, at)
