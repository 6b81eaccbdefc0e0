"""Suggested corrections of form as a unified diff of the texts; nothing is ever written into a text.

Only findings with one right writing are in it.  For files that are no plain text the lines are those that
`vnlegal text` prints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import unified_diff

from ... import late
from ...checks.frame import Report
from ...model import Source, Span
from ..frame import Sheet
from .frame import ReportOutput

_LINE = late.regex(r"[^\n]*\n|[^\n]+")


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """One diff a text, in order of paths; nothing where there is nothing to correct."""
    fixes: dict[str, dict[Span, str]] = defaultdict(dict)
    for one in report.findings:
        if one.fix is not None and one.span is not None:
            fixes[one.path].setdefault(one.span, one.fix)
    for source in report.sources:
        if source.path in fixes:
            yield from _diff(source, fixes[source.path])


def _diff(source: Source, fixes: dict[Span, str]) -> Iterator[str]:
    before, after = _lines(source.text), _lines(corrected(source.text, fixes))
    for line in unified_diff(before, after, f"a/{source.path}", f"b/{source.path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines as `patch` counts them: only a line feed ends one."""
    return _LINE.findall(text)


def corrected(text: str, fixes: dict[Span, str]) -> str:
    """A text with its fixes; of two that overlap the first stays.

    >>> corrected("ngày 2 tháng 04", {Span(5, 6): "02", Span(13, 15): "4", Span(14, 15): "5"})
    'ngày 02 tháng 4'
    """
    pieces, done = [], 0
    for span in sorted(fixes):
        if span.start >= done:
            pieces += [text[done : span.start], fixes[span]]
            done = span.end
    return "".join([*pieces, text[done:]])


OUTPUT = ReportOutput("diff", "text/x-diff", write)
