"""A report with one line a finding: path:line:column: severity CODE name: message."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.frame import Report
from ..frame import Sheet
from .frame import ReportOutput, one_line, place, rule_name, severity_word, summary_line


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """Findings in order, then the summary line."""
    texts = {one.path: one.text for one in report.sources}
    for one in report.findings:
        word = severity_word(one.severity)
        yield f"{place(one, texts)}: {word} {one.code} {rule_name(one)}: {one_line(one)}\n"
    yield summary_line(report) + "\n"


OUTPUT = ReportOutput("concise", "text/plain", write)
