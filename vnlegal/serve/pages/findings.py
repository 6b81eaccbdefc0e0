"""Kiểm tra: findings of the checks, both passages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from ... import checks
from ...model import Finding, Passage
from ..shelf import Shelf
from ..site import Site
from .frame import Sheet

_WIDTH = 160


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage with the words around it, and the work it stands in."""

    passage: Passage
    work: str | None
    label: str
    before: str
    words: str
    after: str


def tab(site: Site, request: Request, sheet: Sheet) -> Mapping[str, Any]:
    """The findings that touch the text that is read."""
    report = site.report(sheet.work.iri) if sheet.texts else None
    found = report.findings if report else ()
    rows = tuple((one, _rule(one), tuple(_quotes(site.shelf, one))) for one in found)
    return {"report": report, "rows": rows, "tally": report.total if report else None}


def _rule(one: Finding) -> checks.Rule | None:
    try:
        return checks.get(one.code)
    except checks.UnknownRule:
        return None


def _quotes(shelf: Shelf, one: Finding) -> Iterator[Quote]:
    for passage in one.evidence:
        work = shelf.ledger.own(passage.path)
        text = (
            next(
                (
                    text.document.source.text
                    for text in shelf.texts(work)
                    if text.document.source.path == passage.path
                ),
                "",
            )
            if work
            else ""
        )
        label = shelf.label(work) if work else passage.path
        yield Quote(passage, work, label, *_around(text, passage))


def _around(text: str, passage: Passage) -> tuple[str, str, str]:
    """The passage with what stands before and after it in its paragraph, cut between words."""
    start, end = passage.span
    before = text[max(0, start - _WIDTH) : start].rpartition("\n\n")[2]
    after = text[end : end + _WIDTH].partition("\n\n")[0]
    if len(before) == _WIDTH:
        before = "…" + before.partition(" ")[2]
    if len(after) == _WIDTH:
        after = after.rpartition(" ")[0] + "…"
    return before.lstrip(), text[start:end] or passage.text, after.rstrip()
