"""The ledger as a workbook: filters, a protected id column, free columns for people, and what they typed.

A column that is not one of ours is theirs: it is read back by the id of its row and stands in the next
workbook, whatever was sorted or moved.  A row whose task is no longer found keeps what was typed, on a sheet
of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..frame import plain_cell
from .frame import COLUMNS, Handwritten, LedgerOutput

if TYPE_CHECKING:
    from ...corpus.duties import LedgerRow

_ID = next(iter(COLUMNS))
_SHEET, _GONE = "Sổ nhiệm vụ", "Không còn thấy"
_WIDTHS = {"nội dung": 70, "chủ trì": 30, "phối hợp": 30, "sản phẩm": 30, "người giao": 24, "ghi chú": 40}
_DAY = "dd/mm/yyyy"


def write(rows: Sequence[LedgerRow], today: date, typed: Handwritten) -> bytes:
    """The workbook of some rows, with what was typed into an earlier one."""
    from openpyxl import Workbook

    book: Any = Workbook()
    sheet = book.active
    sheet.title = _SHEET
    _head(sheet, typed)
    for row in rows:
        ours = [_cell(read(row)) for read in COLUMNS.values()]
        theirs = typed.cells.get(row.id, {})
        sheet.append([*ours, *(theirs.get(column) for column in typed.columns)])
    _finish(sheet)
    _gone(book, rows, typed)
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def read_typed(path: Path) -> Handwritten:
    """What people typed into a workbook: every column that is not ours, by the id of its row.

    Raises OSError or ValueError where the file is no workbook of ours.
    """
    from openpyxl import load_workbook

    book = load_workbook(path)
    cells: dict[str, Mapping[str, object]] = {}
    old: dict[str, Mapping[str, object]] = {}
    columns = list(Handwritten().columns)
    for name in (_SHEET, _GONE):
        for row in _read(book[name]) if name in book.sheetnames else ():
            theirs = {key: value for key, value in row.items() if key not in COLUMNS}
            columns += [key for key in theirs if key not in columns]
            cells[str(row[_ID])] = theirs
            old[str(row[_ID])] = row
    if not cells and _SHEET not in book.sheetnames:
        raise ValueError(f"{path}: không có trang {_SHEET!r}")
    return Handwritten(tuple(columns), cells, old)


def _read(sheet: Any) -> Iterator[dict[str, object]]:
    lines = sheet.iter_rows(values_only=True)
    heads = [str(head) if head is not None else "" for head in next(lines, ())]
    if _ID not in heads:
        raise ValueError(f"{sheet.title}: không có cột {_ID!r}")
    for line in lines:
        row = {head: value for head, value in zip(heads, line, strict=True) if head}
        if row.get(_ID):
            yield row


def _head(sheet: Any, typed: Handwritten) -> None:
    from openpyxl.styles import Font

    sheet.append([*COLUMNS, *typed.columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _finish(sheet: Any) -> None:
    """Widths, wrapped lines, filters; all cells free but those of the id."""
    from openpyxl.styles import Alignment, Protection

    for column in sheet.iter_cols():
        head = str(column[0].value)
        sheet.column_dimensions[column[0].column_letter].width = _WIDTHS.get(head, 16)
        for cell in column:
            cell.protection = Protection(locked=head == _ID)
            cell.alignment = Alignment(vertical="top", wrap_text=head in _WIDTHS)
            if isinstance(cell.value, date | datetime):
                cell.number_format = _DAY
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    guard = sheet.protection
    guard.sheet = True
    guard.sort = guard.autoFilter = guard.formatColumns = guard.formatCells = guard.insertColumns = False


def _gone(book: Any, rows: Sequence[LedgerRow], typed: Handwritten) -> None:
    """Rows of an earlier workbook whose tasks are not found any more, where somebody typed into them."""
    found = {row.id for row in rows}
    lost = [row for id, row in typed.old.items() if id not in found and any(typed.cells[id].values())]
    if not lost:
        return
    sheet = book.create_sheet(_GONE)
    _head(sheet, typed)
    for row in lost:
        sheet.append([row.get(column) for column in (*COLUMNS, *typed.columns)])
    _finish(sheet)


def _cell(value: object) -> object:
    return value if isinstance(value, date) else plain_cell(value) if value else None


OUTPUT = LedgerOutput("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write)
