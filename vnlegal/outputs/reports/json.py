"""A report as JSON: schema "vnlegal/report/1"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

from ...checks import SEVERITIES
from ...checks.frame import Agreement, Report
from ...model import Finding, Passage
from ..frame import Sheet
from .frame import ReportOutput, counts, rule_name

SCHEMA = "vnlegal/report/1"

Json: TypeAlias = dict[str, Any]


def to_report(report: Report) -> Json:
    """The report as a plain object; spans are half-open, in code points of the source text."""
    return {
        "schema": SCHEMA,
        "summary": summary(report),
        "findings": [finding(one) for one in report.findings],
        "agreed": [_agreed(one) for one in report.agreed],
    }


def summary(report: Report) -> Json:
    """What was read and what comparing the references came to, together and for each document."""
    return {
        "documents": len(report.documents),
        "references": counts(report.total),
        "findings": {severity: report.count(severity) for severity in SEVERITIES},
        "by_document": {path: counts(tally) for path, tally in report.documents},
    }


def finding(one: Finding) -> Json:
    """One finding; the first piece of evidence is the flagged place itself."""
    return {
        "code": one.code,
        "name": rule_name(one),
        "severity": one.severity,
        "state": one.state,
        "message": one.message,
        "document": one.path,
        "span": one.span,
        "evidence": [_passage(passage) for passage in one.evidence],
        "hint": one.hint,
        "fix": one.fix,
    }


def _agreed(one: Agreement) -> Json:
    return {"number": one.label, "evidence": [_passage(one.cited), _passage(one.text)]}


def _passage(one: Passage) -> Json:
    return {"document": one.path, "span": one.span, "line": one.line, "text": one.text}


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """One indented JSON object."""
    yield msgspec.json.format(msgspec.json.encode(to_report(report)), indent=2).decode() + "\n"


OUTPUT = ReportOutput("json", "application/json", write)
