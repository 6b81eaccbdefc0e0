"""The ledger as CSV (RFC 4180), with the byte-order mark that spreadsheets need to read Vietnamese."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from ...corpus.duties import LedgerRow
from ...corpus.task_changes import TaskChange
from ...language import tr
from ..frame import plain_cell
from .frame import COLUMNS, NOT_FOUND, Handwritten, LedgerOutput, change_words


def write(
    rows: Sequence[LedgerRow], today: date, typed: Handwritten, unplaced: Sequence[TaskChange]
) -> bytes:
    """A row a task, an ISO date where a column holds a day.

    A change whose task was not found stands in a row without an id, below the tasks.
    """
    page = io.StringIO()
    lines = csv.writer(page, lineterminator="\r\n")
    lines.writerow(map(tr, COLUMNS))
    lines.writerows([plain_cell(_cell(read(row))) for read in COLUMNS.values()] for row in rows)
    lines.writerows(map(_not_found, unplaced))
    return ("\ufeff" + page.getvalue()).encode()


def _not_found(change: TaskChange) -> list[object]:
    """A row that holds a change alone, under the heads of tasks."""
    told = {
        "trạng thái": tr(NOT_FOUND),
        "thay đổi": f"{change_words(change)}: “{change.sentence}”",
        "văn bản giao": change.document,
        "ngày giao": change.day,
        "tệp": change.path,
        "vị trí": f"{change.span.start}-{change.span.end}",
    }
    return [plain_cell(_cell(told.get(head))) for head in COLUMNS]


def _cell(value: object) -> object:
    return "" if value is None else value.isoformat() if isinstance(value, date) else value


OUTPUT = LedgerOutput("csv", "text/csv", write)
