"""A report as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines.

All rules are declared, so that a clean run says what it looked for; columns count code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias
from urllib.parse import quote

import msgspec

from ... import __version__
from ...checks import DECLARED
from ...checks.baseline import fingerprints
from ...checks.frame import Report, Rule, prose
from ...model import Finding, Passage, Span
from ..frame import Sheet
from .frame import ReportOutput, position

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

Json: TypeAlias = dict[str, Any]


def to_sarif(report: Report) -> Json:
    """The report as a SARIF log with one run."""
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(one.path)}} for one in report.sources],
        "results": [*_results(report)],
        "properties": {"references": _references(report)},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _driver() -> Json:
    return {
        "name": "vnlegal",
        "semanticVersion": __version__,
        "language": "vi",
        "rules": [_rule(rule) for rule in DECLARED],
    }


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": prose(rule.what_vi).split(". ")[0].rstrip(".") + "."},
        "fullDescription": {"text": prose(rule.what_vi)},
        "help": {"text": f"{prose(rule.what_vi)}\n\n{prose(rule.why_vi)}\n\n{prose(rule.what_en)}"},
        "defaultConfiguration": {"level": rule.level, "enabled": not rule.preview},
        "properties": {"why": prose(rule.why_vi), "preview": rule.preview},
    }


def _results(report: Report) -> Iterator[Json]:
    texts = {one.path: one.text for one in report.sources}
    index = {rule.code: i for i, rule in enumerate(DECLARED)}
    both = [*((one, "new") for one in report.findings), *((one, "unchanged") for one in report.known)]
    prints = fingerprints([one for one, _ in both])
    for (one, state), print_ in zip(both, prints, strict=True):
        result: Json = {
            "ruleId": one.code,
            "level": one.severity,
            "message": {"text": _message(one)},
            "locations": [_location(one.path, one.span, texts)],
            "relatedLocations": [_related(i, p, texts) for i, p in enumerate(one.evidence[1:], 1)],
            "partialFingerprints": {"vnlegal/v1": print_},
            "properties": {"state": one.state},
        }
        if one.code in index:
            result["ruleIndex"] = index[one.code]
        if report.has_baseline:
            result["baselineState"] = state
        yield result


def _message(one: Finding) -> str:
    """Message and hint, in the language that the log declares."""
    return f"{one.message} ({one.hint})" if one.hint else one.message


def _related(number: int, passage: Passage, texts: dict[str, str]) -> Json:
    place = _location(passage.path, passage.span, texts)
    return {"id": number, "message": {"text": "nơi khác"}, **place}


def _location(path: str, span: Span | None, texts: dict[str, str]) -> Json:
    place: Json = {"artifactLocation": {"uri": _uri(path)}}
    if span is not None and path in texts:
        place["region"] = _region(span, texts[path])
    return {"physicalLocation": place}


def _region(span: Span, text: str) -> Json:
    line, column = position(text, span.start)
    last, end = position(text, span.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": last,
        "endColumn": end,
        "charOffset": span.start,
        "charLength": span.end - span.start,
        "snippet": {"text": text[span.start : span.end]},
    }


def _uri(path: str) -> str:
    return quote(path.replace("\\", "/"), safe="/~.-_")


def _references(report: Report) -> Json:
    total = report.total
    return {"found": total.found, "compared": total.compared, "notInCorpus": total.not_in_corpus}


def write(report: Report, sheet: Sheet) -> Iterator[str]:
    """One indented JSON object."""
    yield msgspec.json.format(msgspec.json.encode(to_sarif(report)), indent=2).decode() + "\n"


OUTPUT = ReportOutput("sarif", "application/sarif+json", write)
