"""A report as Markdown: a table of findings with their places, the summary below."""

from __future__ import annotations

from collections.abc import Iterator

from ... import late
from ...checks.frame import Report
from ...language import tr
from ...model import Finding, Passage
from ..frame import Sheet
from .frame import ReportOutput, one_line, rule_name, severity_word, summary_line

_HEADS = ("Mức", "Quy tắc", "Phát hiện", "Trích", "Nơi khác")
_SPECIAL = late.regex(r"([\\`*_{}\[\]<>#|~])")


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """A heading, the table if there is anything to show, the summary."""
    yield f"# {tr('Báo cáo đối chiếu viện dẫn')}\n\n"
    if report.findings:
        heads = " | ".join(map(tr, _HEADS))
        yield f"| {heads} |\n|---|---|---|---|---|\n"
    for one in report.findings:
        yield _row(one)
    yield ("\n" if report.findings else "") + _plain(summary_line(report)) + "\n"


def _row(one: Finding) -> str:
    here = _passage(one.evidence[0]) if one.evidence else _plain(one.path)
    there = "<br>".join(_passage(passage) for passage in one.evidence[1:])
    cells = (severity_word(one.severity), f"{one.code} {rule_name(one)}", _plain(one_line(one)), here, there)
    return "| " + " | ".join(cells) + " |\n"


def _passage(one: Passage) -> str:
    return f"{_plain(one.path)}:{one.line} “{_plain(one.text)}”"


def _plain(words: str) -> str:
    """Words in which Markdown reads no mark-up."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))


OUTPUT = ReportOutput("markdown", "text/markdown", write)
