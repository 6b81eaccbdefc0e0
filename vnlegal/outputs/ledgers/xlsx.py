"""The ledger as a workbook: filters, a protected id column, free columns for people, and what they typed.

A column that is not one of ours is theirs: it is read back by the id of its row and stands in the next
workbook, whatever was sorted or moved.  What they type over one of ours, which a hidden sheet tells, gets a
column of its own ("sửa: chủ trì"); comments on cells stay where they are.  A row whose task is no longer
found keeps what was typed, on a sheet of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ...language import english, noted, tr
from ..frame import plain_cell
from .frame import COLUMNS, NOT_FOUND, UNPLACED, Handwritten, LedgerOutput

if TYPE_CHECKING:
    from ...corpus.duties import LedgerRow
    from ...corpus.task_changes import TaskChange

_ID = next(iter(COLUMNS))
_SHEET, _GONE, _WRITTEN = "Sổ nhiệm vụ", "Không còn thấy", "Bản gốc"
_CHANGED = "sửa: "
_WIDTHS = {
    "nội dung": 70,
    "chủ trì": 30,
    "phối hợp": 30,
    "sản phẩm": 30,
    "người giao": 24,
    "thay đổi": 40,
    "ghi chú": 40,
}
_DAY = "dd/mm/yyyy"
_LAST_PRINTED = "sản phẩm"  # from the id to here a row fits across a page


def write(
    rows: Sequence[LedgerRow], today: date, typed: Handwritten, unplaced: Sequence[TaskChange]
) -> bytes:
    """The workbook of some rows, with what was typed into an earlier one.

    Changes of tasks that were not found stand on a sheet of their own.
    """
    from openpyxl import Workbook

    book: Any = Workbook()
    lines = [[_cell(read(row)) for read in COLUMNS.values()] for row in rows]
    theirs = [[typed.cells.get(row.id, {}).get(column) for column in typed.columns] for row in rows]
    book.active.title = tr(_SHEET)
    _fill(book.active, (line + own for line, own in zip(lines, theirs, strict=True)), typed)
    if lost := _lost(rows, typed):
        _fill(book.create_sheet(tr(_GONE)), lost, typed)
    if unplaced:
        _tell(book.create_sheet(tr(NOT_FOUND)), unplaced)
    written = book.create_sheet(_WRITTEN)
    written.sheet_state = "hidden"
    for line in (list(COLUMNS), *lines):
        written.append(line)
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def read_typed(path: Path) -> Handwritten:
    """What people typed into a workbook: every column that is not ours, by the id of its row.

    Raises OSError or ValueError where the file is no workbook of ours.
    """
    from openpyxl import load_workbook

    book = load_workbook(path)
    if _sheet_of(book, _SHEET) is None:
        raise noted(ValueError(f"{path}: không có trang {_SHEET!r}"))
    written = {row.id: row.cells for row in _read(book, _WRITTEN)}
    rows = [row for name in (_GONE, _SHEET) for row in _read(book, name)]
    cells = {row.id: {**row.theirs, **_changes(row, written.get(row.id, row.cells))} for row in rows}
    columns = (*Handwritten().columns, *(column for one in cells.values() for column in one))
    notes = {row.id: row.notes for row in rows if row.notes}
    return Handwritten(tuple(dict.fromkeys(columns)), cells, {row.id: row.cells for row in rows}, notes)


def _sheet_of(book: Any, name: str) -> Any:
    """The sheet of this name in either language; None if there is none."""
    return next((book[one] for one in (name, english(name)) if one in book.sheetnames), None)


def _column(head: str) -> str:
    """The name of a column whose head stands in either language; a column of other people as it is.

    >>> _column("lead"), _column("chủ trì"), _column("changed: lead"), _column("ý kiến")
    ('chủ trì', 'chủ trì', 'sửa: chủ trì', 'ý kiến')
    """
    begin = english(_CHANGED)
    if head.startswith(begin):
        return f"{_CHANGED}{_column(head.removeprefix(begin))}"
    return next((one for one in (*COLUMNS, *Handwritten().columns) if english(one) == head), head)


class _Row(NamedTuple):
    """A row of a sheet, by the heads of its columns."""

    id: str
    cells: Mapping[str, object]
    notes: Mapping[str, str]

    @property
    def theirs(self) -> dict[str, object]:
        """The cells of columns that are not ours."""
        return {head: value for head, value in self.cells.items() if head not in COLUMNS}


def _read(book: Any, name: str) -> Iterator[_Row]:
    sheet = _sheet_of(book, name)
    lines = sheet.iter_rows() if sheet else iter(())
    heads = [_column(str(cell.value)) if cell.value is not None else "" for cell in next(lines, ())]
    if heads and _ID not in heads:
        raise noted(ValueError(f"{name}: không có cột {_ID!r}"))
    for line in lines:
        row = {head: cell for head, cell in zip(heads, line, strict=True) if head}
        if row[_ID].value:
            cells = {head: _plain_day(cell.value) for head, cell in row.items()}
            notes = {head: cell.comment.text for head, cell in row.items() if cell.comment}
            yield _Row(str(row[_ID].value), cells, notes)


def _plain_day(value: object) -> object:
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


def _changes(row: _Row, written: Mapping[str, object]) -> dict[str, object]:
    """What was typed over our own columns."""
    ours = [head for head in row.cells if head in COLUMNS and head != _ID]
    return {
        f"{_CHANGED}{head}": row.cells[head]
        for head in ours
        if (row.cells[head] or None) != (written.get(head) or None)
    }


def _fill(sheet: Any, lines: Iterable[Sequence[object]], typed: Handwritten) -> None:
    """Heads and rows, widths, wrapped lines, filters, comments; all cells free but those of the id."""
    from openpyxl.styles import Font

    sheet.append([tr(head) for head in (*COLUMNS, *typed.columns)])
    for line in lines:
        sheet.append(line)
    for column in sheet.iter_cols():
        _style(column)
    for cell in sheet[1]:
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS.get(_column(str(cell.value)), 16)
        cell.font = Font(bold=True)
    _annotate(sheet, typed)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    guard = sheet.protection
    guard.sheet = True
    guard.sort = guard.autoFilter = guard.formatColumns = guard.formatCells = guard.insertColumns = False
    _lay_out(sheet)


def _lay_out(sheet: Any) -> None:
    """How it is printed: who does what by when, on pages across, the heads on each."""
    last = sheet.cell(1, 1 + list(COLUMNS).index(_LAST_PRINTED)).column_letter
    sheet.print_area = f"A1:{last}{sheet.max_row}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _tell(sheet: Any, unplaced: Sequence[TaskChange]) -> None:
    """Changes of tasks that were not found, one a row."""
    from openpyxl.styles import Alignment, Font

    sheet.append([tr(head) for head in UNPLACED])
    for change in unplaced:
        sheet.append([_cell(read(change)) for read in UNPLACED.values()])
    for cell in sheet[1]:
        sheet.column_dimensions[cell.column_letter].width = 60 if cell.column <= 2 else 20
        cell.font = Font(bold=True)
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.number_format = _DAY if isinstance(cell.value, date) else "General"
    sheet.freeze_panes = "A2"


def _style(column: Sequence[Any]) -> None:
    """One style a column, shared by its cells: a style of its own for each takes most of the time."""
    from openpyxl.styles import Alignment, Protection

    head = _column(str(column[0].value))
    days = {cell for cell in column if isinstance(cell.value, date)}
    for cells in ([cell for cell in column if cell not in days], [*days]):
        for cell in cells[:1]:
            cell.protection = Protection(locked=head == _ID)
            cell.alignment = Alignment(vertical="top", wrap_text=head in _WIDTHS)
            cell.number_format = _DAY if cell in days else "General"
        for cell in cells[1:]:
            cell._style = copy(cells[0]._style)


def _annotate(sheet: Any, typed: Handwritten) -> None:
    """Put comments back on their cells."""
    from openpyxl.comments import Comment

    heads = [_column(str(cell.value)) for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2) if typed.notes else ():
        for head, words in typed.notes.get(str(line[0].value), {}).items():
            if head in heads:
                line[heads.index(head)].comment = Comment(words, "")


def _lost(rows: Sequence[LedgerRow], typed: Handwritten) -> list[list[object]]:
    """Rows of an earlier workbook whose tasks are not found any more, where somebody typed into them."""
    found = {row.id for row in rows}
    kept = {id for id, cells in typed.cells.items() if any(cells.values())} | set(typed.notes)
    return [
        [*(row.get(column) for column in COLUMNS), *(typed.cells[id].get(column) for column in typed.columns)]
        for id, row in typed.old.items()
        if id in kept - found
    ]


def _cell(value: object) -> object:
    return value if isinstance(value, date) else plain_cell(value) if value else None


OUTPUT = LedgerOutput("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write)
