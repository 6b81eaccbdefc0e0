"""A report for the terminal: each finding with its places quoted and marked, and always a summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

from ...checks.frame import Report, advice
from ...language import tr
from ...model import Finding, Passage, Severity
from ...text import caret
from ..frame import Sheet
from .frame import STATE_VI, ReportOutput, place, position, rule_name, severity_word, summary_line

_COLOURS: dict[Severity, str] = {"error": "\x1b[31m", "warning": "\x1b[33m", "note": "\x1b[36m"}
_MOST_AGREED, _MOST_ALIKE = 20, 5
_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """Findings in order, a blank line between them, notes of one rule together, then the summary line."""
    texts = {one.path: one.text for one in report.sources}
    for first, *again in _alike(report.findings):
        yield "\n".join((*_finding(first, texts, sheet), *_again(again, texts, sheet))) + "\n\n"
    yield from _agreed(report)
    yield summary_line(report) + "\n"


def _alike(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings in order, notes of one rule in one document with the first of them."""
    groups: dict[object, list[Finding]] = {}
    for i, one in enumerate(findings):
        groups.setdefault((one.path, one.code) if one.severity == "note" else i, []).append(one)
    return [*groups.values()]


def _again(notes: list[Finding], texts: dict[str, str], sheet: Sheet) -> Iterator[str]:
    """Where else a document has the note, by line, with the words that are flagged."""
    if not notes:
        return
    yield _paint(tr("  và {count} lưu ý nữa của quy tắc này:", count=len(notes)), _DIM, sheet)
    for one in notes[:_MOST_ALIKE]:
        words = one.evidence[0].text if one.evidence else ""
        yield _paint(f"    {place(one, texts)}: {shorten(words, 60, placeholder='…')}", _DIM, sheet)
    if (more := len(notes) - _MOST_ALIKE) > 0:
        yield _paint(tr("    … và {count} chỗ nữa", count=more), _DIM, sheet)


def _agreed(report: Report) -> Iterator[str]:
    """The references that agree with the text they cite, one a line, the first of them."""
    for one in report.agreed[:_MOST_AGREED]:
        cited, text = (f"{p.path}:{p.line} [{p.span.start}–{p.span.end}]" for p in (one.cited, one.text))
        yield (
            tr("khớp: {label} — trích: {cited} · nơi khác: {text}", label=one.label, cited=cited, text=text)
            + "\n"
        )
    if (more := len(report.agreed) - _MOST_AGREED) > 0:
        yield tr("… và {count} viện dẫn khớp nữa", count=more) + "\n"
    if report.agreed:
        yield "\n"


def _finding(finding: Finding, texts: dict[str, str], sheet: Sheet) -> Iterator[str]:
    word = _paint(severity_word(finding.severity), _COLOURS[finding.severity], sheet)
    state = f" [{tr(STATE_VI[finding.state])}]" if finding.state else ""
    yield f"{place(finding, texts)}: {word} {finding.code} {rule_name(finding)}{state}"
    yield f"  {tr(finding.message)}"
    for i, passage in enumerate(finding.evidence):
        yield f"  {tr('nơi khác')}: {_at(passage, texts)}" if i else f"  {tr('trích')}:"
        yield from _passage(passage, texts[passage.path], sheet)
    todo = "" if finding.fix else advice(finding.code)
    yield from (_paint(f"  → {tr(one)}", _DIM, sheet) for one in (finding.hint, todo) if one)


def _at(passage: Passage, texts: dict[str, str]) -> str:
    line, column = position(texts[passage.path], passage.span.start)
    return f"{passage.path}:{line}:{column}"


def _passage(passage: Passage, text: str, sheet: Sheet) -> Iterator[str]:
    for shown in caret(text, passage.span, max(sheet.width - 4, 40)).split("\n"):
        yield _paint(f"    {shown}".rstrip(), _DIM, sheet)


def _paint(words: str, style: str, sheet: Sheet) -> str:
    return f"{style}{words}{_PLAIN}" if sheet.colour else words


OUTPUT = ReportOutput("text", "text/plain", write)
