"""Nhiệm vụ: what the document charges whom with, by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from ...model import Document, Portion, Task
from ...notation.eids import kind_word
from ..schedule import deadline_words
from ..site import Site
from .frame import Sheet


def tab(site: Site, request: Request, sheet: Sheet) -> Mapping[str, Any]:
    """Tasks in the order of the text; each with its words, its actors and its deadline in words."""
    document = sheet.document
    if document is None:
        return {"tasks": ()}
    names = _names(document)
    return {
        "tasks": [(task, names.get(task.portion or "", ""), _due(document, task)) for task in document.tasks]
    }


def _due(document: Document, task: Task) -> tuple[str, str]:
    """The deadline as it is meant, and as it is written."""
    if task.deadline is None:
        return "", ""
    field = task.deadline.field
    written = " ".join(document.text(field.span).split()) if field.span else ""
    return deadline_words(task.deadline.kind, field.value), written


def _names(document: Document) -> dict[str, str]:
    """What portions are called, from the smallest up: "điểm a khoản 2 Điều 5"."""
    found: dict[str, str] = {}

    def walk(portion: Portion, above: str) -> None:
        own = f"{kind_word(portion.kind)} {portion.num}"
        found[portion.eid] = f"{own} {above}" if above and portion.kind in ("khoan", "diem", "tiet") else own
        for child in portion.children:
            walk(child, found[portion.eid])

    for top in (*document.body, *(top for one in document.attachments for top in one.body)):
        walk(top, "")
    return found
