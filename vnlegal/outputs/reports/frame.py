"""What a shape of report is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...checks import DECLARED
from ...checks.frame import SEVERITIES, SEVERITY_VI, Report, Tally
from ...language import tr
from ...model import Finding, Severity, State
from ..frame import Sheet

STATE_VI = {
    State.AGREES: "khớp",
    State.DIFFERS: "khác nhau",
    State.CONFLICT: "mâu thuẫn",
    State.AMBIGUOUS: "chưa rõ văn bản nào",
    State.NOT_IN_CORPUS: "không có trong tập",
    State.NOT_CHECKED: "chưa đối chiếu",
}
_NAMES = {rule.code: rule.name for rule in DECLARED}


@dataclass(frozen=True, slots=True)
class ReportOutput:
    """One way to write a report; `write` yields pieces of text."""

    name: str
    media_type: str
    write: Callable[[Report, Sheet], Iterator[str]]


def severity_word(severity: Severity) -> str:
    """A severity, in the language spoken."""
    return tr(SEVERITY_VI[severity])


def rule_name(finding: Finding) -> str:
    """The readable name of the rule that a finding is of."""
    return _NAMES.get(finding.code, "")


def counts(tally: Tally) -> dict[str, int]:
    """A tally as a plain object: found, compared, and each state."""
    states = {name: getattr(tally, name) for name in Tally.__slots__}
    return {"found": tally.found, "compared": tally.compared, **states}


def summary_line(report: Report) -> str:
    """How many references were found, compared, not in the corpus … in one line."""
    all_ = report.total
    references = tr(
        "{documents} văn bản, {all_.found} viện dẫn: {all_.compared} đã đối chiếu "
        "({all_.agrees} khớp, {all_.differs} khác nhau, {all_.conflict} mâu thuẫn), "
        "{all_.not_in_corpus} không có trong tập, {all_.ambiguous} chưa rõ văn bản nào, "
        "{all_.not_checked} chưa đối chiếu.",
        documents=len(report.documents),
        all_=all_,
    )
    errors, warnings, notes = (report.count(severity) for severity in SEVERITIES)
    found = tr(
        "Phát hiện: {errors} lỗi, {warnings} cảnh báo, {notes} lưu ý",
        errors=errors, warnings=warnings, notes=notes,
    )  # fmt: skip
    known = tr(" (và {count} đã biết)", count=len(report.known)) if report.has_baseline else ""
    hidden = tr("; {count} lưu ý không hiện (xem bằng --notes)", count=report.hidden) if report.hidden else ""
    return f"{references} {found}{known}{hidden}."


def one_line(finding: Finding) -> str:
    """Message and hint together, in the language spoken."""
    return f"{tr(finding.message)} ({tr(finding.hint)})" if finding.hint else tr(finding.message)


def place(finding: Finding, texts: Mapping[str, str]) -> str:
    """path:line:column, or the path alone where there is no place in a text."""
    if finding.span is None or finding.path not in texts:
        return finding.path
    line, column = position(texts[finding.path], finding.span.start)
    return f"{finding.path}:{line}:{column}"


def position(text: str, at: int) -> tuple[int, int]:
    """Line and column of a position, both from 1, columns in code points."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
