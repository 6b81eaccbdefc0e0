"""The ledger as CSV (RFC 4180), with the byte-order mark that spreadsheets need to read Vietnamese."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

from ...corpus.duties import LedgerRow
from ...language import tr
from ..frame import plain_cell
from .frame import COLUMNS, Handwritten, LedgerOutput


def write(rows: Sequence[LedgerRow], today: date, typed: Handwritten) -> bytes:
    """A row a task, an ISO date where a column holds a day."""
    page = io.StringIO()
    lines = csv.writer(page, lineterminator="\r\n")
    lines.writerow(map(tr, COLUMNS))
    lines.writerows([plain_cell(_cell(read(row))) for read in COLUMNS.values()] for row in rows)
    return ("\ufeff" + page.getvalue()).encode()


def _cell(value: object) -> object:
    return "" if value is None else value.isoformat() if isinstance(value, date) else value


OUTPUT = LedgerOutput("csv", "text/csv", write)
