"""A report as workflow commands, which GitHub Actions shows as annotations of the lines."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.frame import Report
from ...model import Finding, Severity
from ..frame import Sheet
from .frame import ReportOutput, one_line, position, rule_name

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """One command a finding."""
    texts = {one.path: one.text for one in report.sources}
    for one in report.findings:
        fields = {"file": one.path, **_lines(one, texts), "title": f"{one.code} {rule_name(one)}"}
        given = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in fields.items())
        yield f"::{_LEVELS[one.severity]} {given}::{one_line(one).translate(_DATA)}\n"


def _lines(one: Finding, texts: dict[str, str]) -> dict[str, int]:
    if one.span is None or one.path not in texts:
        return {}
    text = texts[one.path]
    line, column = position(text, one.span.start)
    last, end = position(text, one.span.end)
    columns = {"col": column, "endColumn": end} if line == last else {}
    return {"line": line, "endLine": last, **columns}


OUTPUT = ReportOutput("github", "text/plain", write)
