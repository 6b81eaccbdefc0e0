"""Reports -> text: one module of this folder a shape, each with its `OUTPUT`, all named in `REPORTS`."""

from __future__ import annotations

from . import concise, csv, diff, github, html, json, jsonl, junit, markdown, sarif, statistics, text
from .frame import ReportOutput, summary_line
from .json import to_report

__all__ = ["REPORTS", "ReportOutput", "get", "summary_line", "to_report"]

REPORTS: tuple[ReportOutput, ...] = (
    text.OUTPUT,
    concise.OUTPUT,
    json.OUTPUT,
    jsonl.OUTPUT,
    sarif.OUTPUT,
    github.OUTPUT,
    junit.OUTPUT,
    csv.OUTPUT,
    markdown.OUTPUT,
    html.OUTPUT,
    statistics.OUTPUT,
    diff.OUTPUT,
)


def get(name: str) -> ReportOutput:
    """The shape of this name; KeyError if there is none."""
    for one in REPORTS:
        if one.name == name:
            return one
    raise KeyError(name)
