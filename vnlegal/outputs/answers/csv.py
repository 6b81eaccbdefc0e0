"""An answer as CSV, safe to open in a spreadsheet: no cell becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ...graph.engines import Answer
from ..frame import Sheet, plain_cell
from .frame import AnswerOutput


def write(answer: Answer, sheet: Sheet) -> Iterator[str]:
    """A line of column names, then a line a row."""
    buffer = io.StringIO()
    lines = csv.writer(buffer, lineterminator="\r\n")
    lines.writerow(answer.columns)
    lines.writerows([plain_cell(cell.value) if cell else "" for cell in row] for row in answer.rows)
    yield buffer.getvalue()


OUTPUT = AnswerOutput("csv", "text/csv", write)
