"""A report as JSON lines: one finding a line, as in the JSON report, without the summary."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ...checks.frame import Report
from ..frame import Sheet
from .frame import ReportOutput
from .json import finding


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """Findings in order."""
    for one in report.findings:
        yield msgspec.json.encode(finding(one)).decode() + "\n"


OUTPUT = ReportOutput("jsonl", "application/x-ndjson", write)
