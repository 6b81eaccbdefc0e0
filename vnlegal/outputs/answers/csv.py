"""An answer as CSV, safe to open in a spreadsheet: no cell becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ...graph.engines import Answer
from ..frame import Sheet
from .frame import AnswerOutput

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(answer: Answer, sheet: Sheet) -> Iterator[str]:
    """A line of column names, then a line a row."""
    buffer = io.StringIO()
    lines = csv.writer(buffer, lineterminator="\r\n")
    lines.writerow(answer.columns)
    lines.writerows([_safe(cell.value) if cell else "" for cell in row] for row in answer.rows)
    yield buffer.getvalue()


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value


OUTPUT = AnswerOutput("csv", "text/csv", write)
