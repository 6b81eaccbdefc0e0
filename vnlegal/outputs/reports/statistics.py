"""A report as counts: how often each rule spoke, the most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...checks.frame import SEVERITIES, Report
from ..frame import Sheet
from .frame import ReportOutput, rule_name, severity_word, summary_line


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """One line a rule and severity, then the summary line."""
    counts = Counter((one.code, one.severity, rule_name(one)) for one in report.findings)
    for (code, severity, name), count in sorted(
        counts.items(), key=lambda row: (-row[1], row[0][0], SEVERITIES.index(row[0][1]))
    ):
        yield f"{count:>6}  {code} {name} ({severity_word(severity)})\n"
    yield summary_line(report) + "\n"


OUTPUT = ReportOutput("statistics", "text/plain", write)
