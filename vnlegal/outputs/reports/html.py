"""A report as one HTML file that needs nothing else: findings, and each text with its passages marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html import escape

from ...checks.frame import Report
from ...language import spoken, tr
from ...model import Finding, Passage, Source
from ..frame import Sheet
from .frame import ReportOutput, one_line, rule_name, severity_word, summary_line

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}
body{color:#1b1b1b;background:#fff}
pre{white-space:pre-wrap;font:inherit;background:#f6f6f4;padding:1rem;border-radius:4px}
mark{background:#ffe08a;color:inherit}mark.error{background:#f7b5ae}mark.warning{background:#ffd9a0}
mark.other{background:#cfe5ff}article{border-left:4px solid #999;padding-left:1rem;margin:1.5rem 0}
article.error{border-color:#b3261e}article.warning{border-color:#a86200}article.note{border-color:#2b6cb0}
blockquote{margin:.3rem 0 .3rem 1rem}small{color:#555}
@media (prefers-color-scheme:dark){body{background:#171717;color:#eee}pre{background:#242424}
mark,mark.error,mark.warning,mark.other{color:#111}small{color:#bbb}a{color:#9cc7ff}}
"""


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """The page, piece by piece."""
    title = tr("Báo cáo đối chiếu viện dẫn")
    yield f'<!doctype html>\n<html lang="{spoken()}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    yield f"<h1>{title}</h1>\n<p>{escape(summary_line(report))}</p>\n"
    ids = {one.path: f"t{i}" for i, one in enumerate(report.sources, 1)}
    for one in report.findings:
        yield _finding(one, ids)
    marked = _marked(report)
    for source in report.sources:
        if source.path in marked:
            yield _text(source, ids[source.path], marked[source.path])
    yield "</body>\n</html>\n"


def _finding(one: Finding, ids: dict[str, str]) -> str:
    head = f"{severity_word(one.severity)} {one.code} {rule_name(one)}"
    places = "".join(
        f"<blockquote>{tr('nơi khác' if i else 'trích')}: {_passage(passage, ids)}</blockquote>\n"
        for i, passage in enumerate(one.evidence)
    )
    title = f"<h3>{escape(head)}</h3>\n<p>{escape(one_line(one))}</p>\n"
    return f'<article class="{one.severity}">\n{title}{places}</article>\n'


def _passage(one: Passage, ids: dict[str, str]) -> str:
    anchor = f"{ids[one.path]}-{one.span.start}"
    where = f'<a href="#{anchor}">{escape(one.path)}:{one.line}</a>'
    return f"“{escape(one.text)}” <small>{where} [{one.span.start}–{one.span.end}]</small>"


_Marks = dict[int, tuple[int, str]]


def _marked(report: Report) -> dict[str, _Marks]:
    """For each path the stretches to mark: start, end and class; where two overlap the first stays."""
    found: dict[str, _Marks] = defaultdict(dict)
    for one in report.findings:
        for i, passage in enumerate(one.evidence):
            kind = one.severity if i == 0 else "other"
            found[passage.path].setdefault(passage.span.start, (passage.span.end, kind))
    return found


def _text(source: Source, id: str, marks: _Marks) -> str:
    pieces, done = [], 0
    for start, (end, kind) in sorted(marks.items()):
        anchor = f"{id}-{start}"
        if start < done:
            pieces.append(f'<a id="{anchor}"></a>')
            continue
        pieces.append(escape(source.text[done:start]))
        pieces.append(f'<mark id="{anchor}" class="{kind}">{escape(source.text[start:end])}</mark>')
        done = end
    pieces.append(escape(source.text[done:]))
    return f'<h2 id="{id}">{escape(source.path)}</h2>\n<pre>{"".join(pieces)}</pre>\n'


OUTPUT = ReportOutput("html", "text/html", write)
