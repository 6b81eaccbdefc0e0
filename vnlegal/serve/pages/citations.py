"""Trích dẫn: every place where the text speaks of a document, and every place that speaks of this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from ... import late
from ...corpus import Settled
from ...graph.terms import iri, name
from ...graph.triples import target_of
from ...model import Mention, Resolution
from .. import relations, wording
from ..shelf import Shelf
from ..site import Site
from . import asking
from .frame import Sheet
from .search import around

SIZE = 25
_PLACE = late.regex(r"(?P<text>.+/text/[0-9a-f]{12})#char=(?P<start>\d+),(?P<end>\d+)")


@dataclass(frozen=True, slots=True)
class Row:
    """A mention in the text: its words, what it means, and what the text says of that."""

    mention: Mention
    words: str
    resolution: Resolution
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of this work in a text: how it speaks of it."""

    work: str
    path: str
    words: str
    kinds: tuple[str, ...]
    start: int
    end: int


def tab(site: Site, request: Request, sheet: Sheet) -> Mapping[str, Any]:
    """Both lists; the second one, which may be long, by pages."""
    rows = tuple(_rows(sheet.settled)) if sheet.settled else ()
    works = {target for row in rows for target in row.resolution.candidates}
    page = asking.number(request, "trang", 1)
    total, places = _places(site.shelf, sheet.work.iri, page)
    works |= {place.work for place in places}
    return {
        "rows": rows, "hits": site.shelf.index.hits(works), "places": places, "total": total, "page": page,
        "pages": -(-total // SIZE), "around": around,
    }  # fmt: skip


def _rows(settled: Settled) -> Iterator[Row]:
    document = settled.document
    resolutions = {one.mention: one for one in settled.resolutions}
    says: dict[str, list[str]] = defaultdict(list)
    for claim in document.claims:
        says[claim.object].append(f"{wording.relation(claim.kind)} ({wording.MODES[claim.mode]})")
    for mention in document.mentions:
        if mention.kind != "self":
            words = " ".join(document.text(mention.span).split())
            yield Row(mention, words, resolutions[mention.id], tuple(dict.fromkeys(says[mention.id])))


def _places(shelf: Shelf, work: str, page: int) -> tuple[int, tuple[Place, ...]]:
    """One page of the mentions of a work anywhere, and how many there are; each text is opened once."""
    engine = shelf.store.engine
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind in relations.kinds():
        for at in engine.subjects(name(target_of(kind)), iri(work)):
            if "#char=" in at:
                kinds[at].add(kind)
    ordered = sorted(kinds, key=_order)
    chosen = ordered[(page - 1) * SIZE : page * SIZE]
    return len(ordered), tuple(place for at in chosen for place in _read(shelf, at, kinds[at]))


def _order(at: str) -> tuple[str, int]:
    match = _PLACE.fullmatch(at)
    return (match["text"], int(match["start"])) if match else (at, 0)


def _read(shelf: Shelf, at: str, kinds: set[str]) -> Iterator[Place]:
    match = _PLACE.fullmatch(at)
    owners = shelf.store.engine.objects(iri(match["text"]), name("eli:realizes")) if match else iter(())
    for owner in sorted(set(owners)):
        for one in shelf.texts(owner):
            span = next(
                (
                    m.span
                    for m in one.document.mentions
                    if match and m.span == (int(match["start"]), int(match["end"]))
                ),
                None,
            )
            if span and match and match["text"].endswith(one.document.source.sha256[:12]):
                words = relations.around(one.document, span)
                yield Place(owner, one.document.source.path, words, tuple(sorted(kinds)), *span)
                break
