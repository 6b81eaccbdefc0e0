"""A report as JUnit XML: a suite a document, a failed case a finding, a passed case where there is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ...checks.frame import Report
from ...model import Finding
from ..frame import Sheet, printable
from .frame import ReportOutput, one_line, place, rule_name


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """One XML document; notes count as passed cases with output."""
    texts = {one.path: one.text for one in report.sources}
    by_path: dict[str, list[Finding]] = {path: [] for path, _ in report.documents}
    extra: dict[str, list[Finding]] = defaultdict(list)
    for one in report.findings:
        (by_path if one.path in by_path else extra)[one.path].append(one)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    tests, failures = _cases(by_path, extra), _failed(report.findings)
    yield f'<testsuites name="vnlegal" tests="{tests}" failures="{failures}">\n'
    for path, findings in [*by_path.items(), *extra.items()]:
        yield from _suite(path, findings, texts)
    yield "</testsuites>\n"


def _cases(*groups: dict[str, list[Finding]]) -> int:
    return sum(max(len(findings), 1) for group in groups for findings in group.values())


def _failed(findings: tuple[Finding, ...] | list[Finding]) -> int:
    return sum(one.severity != "note" for one in findings)


def _suite(path: str, findings: list[Finding], texts: dict[str, str]) -> Iterator[str]:
    name, tests = _attribute(path), max(len(findings), 1)
    yield f'  <testsuite name={name} tests="{tests}" failures="{_failed(findings)}">\n'
    if not findings:
        yield f'    <testcase classname={name} name="vnlegal"/>\n'
    for one in findings:
        where, message = place(one, texts), one_line(one)
        yield f"    <testcase classname={name} name={_attribute(f'{one.code} {rule_name(one)} {where}')}>\n"
        if one.severity == "note":
            yield f"      <system-out>{_text(message)}</system-out>\n"
        else:
            quoted = "\n".join(f"{p.path}:{p.line}: {p.text}" for p in one.evidence)
            head = f'      <failure type="{one.severity}" message={_attribute(message)}>'
            yield f"{head}{_text(quoted)}</failure>\n"
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _text(words: str) -> str:
    return escape(printable(words))


def _attribute(words: str) -> str:
    return quoteattr(printable(words))


OUTPUT = ReportOutput("junit", "application/xml", write)
