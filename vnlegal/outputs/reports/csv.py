"""A report as CSV, for a spreadsheet: a row a finding; no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ...checks.frame import Report
from ...language import tr
from ...model import Finding
from ..frame import Sheet, plain_cell
from .frame import ReportOutput, position, rule_name

_COLUMNS = (
    "code", "name", "severity", "state", "message", "document", "line", "column", "start", "end",
    "text", "other_document", "other_line", "other_text", "hint",
)  # fmt: skip


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """A header row, then the findings; lines end as RFC 4180 says."""
    texts = {one.path: one.text for one in report.sources}
    yield _line(_COLUMNS)
    for one in report.findings:
        yield _line(_cells(one, texts))


def _cells(one: Finding, texts: dict[str, str]) -> tuple[str | int, ...]:
    known = one.span is not None and one.path in texts
    line, column = position(texts[one.path], one.span.start) if known and one.span else ("", "")
    start, end = one.span or ("", "")
    said = one.evidence[0].text if one.evidence else ""
    other = one.evidence[1] if len(one.evidence) > 1 else None
    there = (other.path, other.line, other.text) if other else ("", "", "")
    head = (one.code, rule_name(one), one.severity, one.state or "", tr(one.message), one.path)
    return (*head, line, column, start, end, said, *there, tr(one.hint or ""))


def _line(cells: tuple[str | int, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(map(plain_cell, cells))
    return out.getvalue()


OUTPUT = ReportOutput("csv", "text/csv", write)
