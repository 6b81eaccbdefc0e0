"""Đối chiếu: a text that is pasted or a file that is dropped, checked beside the store and never stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...checks.settings import Settings
from ...formats import UnreadableFile, decode
from ...formats.frame import Overdue
from ...formats.guard import Guard
from ...language import tr
from ...model import Span
from .. import drafts, schemas, wording
from ..checking import MAX_TEXT, Compared
from ..drafts import Cited
from ..marking import Mark, marked
from ..posting import aside, parts, read_bytes
from ..shelf import Shelf
from ..site import Site

PATH = "/doi-chieu"
MAX_FILE = 8 << 20
SECONDS = 20
_GUARD = Guard(SECONDS, 1024)
_ALL = Settings(notes=True)
_NOTHING = {"name": "", "text": "", "problem": "", "overdue": ""}


async def posted(request: Request) -> dict[str, str]:
    """What was posted, as a text: its name, its words, and why it could not be read; raises Problem."""
    fields = parts(request.headers.get("content-type", ""), await read_bytes(request, MAX_FILE))
    file, pasted = fields.get("tep"), fields.get("van-ban")
    if file and file.file and file.data:
        return await aside(lambda: _read(PurePath(file.file).name, file.data))
    words = pasted.data.decode("utf-8", "replace").replace("\r\n", "\n") if pasted else ""
    return _given("", words)


def _read(name: str, data: bytes) -> dict[str, str]:
    try:
        return _given(name, decode(name, data, _GUARD).text)
    except UnreadableFile as error:
        overdue = "1" if isinstance(error.__cause__, Overdue) else ""
        return {"name": name, "text": "", "problem": str(error), "overdue": overdue}


def _given(name: str, text: str) -> dict[str, str]:
    fits = text.strip() != "" and len(text) <= MAX_TEXT
    problem = "" if fits else f"văn bản phải có từ 1 đến {MAX_TEXT} ký tự"
    return {"name": name, "text": text if fits else "", "problem": problem, "overdue": ""}


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with its number, and the places in other texts that it rests on, with their pages."""

    number: int
    finding: schemas.Finding
    here: bool
    others: tuple[tuple[schemas.Passage, str | None, str], ...]


def routes(site: Site) -> list[Route]:
    """`/doi-chieu`: the form, and what was found in what it sent."""

    def page(request: Request) -> Response:
        given: Mapping[str, str] = request.scope.get("posted") or _NOTHING
        shown = _shown(site.shelf, given["text"]) if given["text"] else {}
        shown = {"rows": None, "seconds": SECONDS, **shown}
        made = site.page(request, "doi-chieu.html", given=given, **shown)
        made.headers["Cache-Control"] = "no-store"
        return made

    return [Route(PATH, page, methods=["GET", "POST"])]


def _shown(shelf: Shelf, text: str) -> dict[str, Any]:
    """The text with its findings, numbered in order of place."""
    compared = Compared.of(shelf, text)
    draft = drafts.Manuscript.read(text, shelf, compared, _ALL)
    rows = tuple(_row(shelf, i, one) for i, one in enumerate(draft.findings, 1))
    marks = [*(_cited(one) for one in draft.cited), *_flagged(rows)]
    blocks = [replace(one, span=_moved(one.span, compared.shift)) for one in compared.posted.blocks]
    return {
        "rows": rows,
        "text": marked(text, blocks, marks),
        "severities": Counter(row.finding.severity for row in rows),
        "states": Counter(one.state for one in draft.cited),
    }


def _moved(span: Span, shift: int) -> Span:
    return Span(max(0, span.start - shift), span.end - shift)


def _row(shelf: Shelf, number: int, one: schemas.Finding) -> Row:
    at = drafts.place(one)
    others = (_other(shelf, passage) for passage in one.passages if passage is not at)
    return Row(number, one, at is not None, tuple(others))


def _other(shelf: Shelf, passage: schemas.Passage) -> tuple[schemas.Passage, str | None, str]:
    """Another place, the page of its text and what that is called; the posted text has neither."""
    work = shelf.ledger.own(passage.document)
    if work is None:
        return passage, None, ""
    page = wording.url(work, "noi-dung", *passage.span, ban=shelf.copy(work, passage.document))
    return passage, page, shelf.label(work)


def _flagged(rows: tuple[Row, ...]) -> Iterator[Mark]:
    for row in rows:
        if at := drafts.place(row.finding):
            title = f"{row.number}. {tr(row.finding.message)}"
            attributes = (("class", f"flag flag-{row.finding.severity}"), ("title", title))
            yield Mark(Span(*at.span), "mark", attributes, f"cho-{row.number}")


def _cited(one: Cited) -> Mark:
    """A citation: a link to the one work that is meant, if the store knows it."""
    work = one.works[0] if len(one.works) == 1 else None
    said = drafts.in_full(work) if work else ""
    title = " · ".join(filter(None, (said, tr(wording.STATES[one.state]))))
    if work and one.is_known:
        return Mark(one.span, "a", (("class", "mention"), ("href", wording.url(work.iri)), ("title", title)))
    return Mark(one.span, "span", (("class", "mention"), ("title", title)))
