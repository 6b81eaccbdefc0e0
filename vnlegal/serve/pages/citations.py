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
from ...model import Mention, Resolution, Span
from ...notation import iris
from ...text import printed
from .. import relations, wording
from ..shelf import Shelf
from ..site import Site
from . import asking
from .frame import Sheet
from .provisions import cited
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
    """A place that speaks of this work, or of a provision of it: the words, and how they speak of it."""

    work: str
    path: str
    words: str
    kinds: tuple[str, ...]
    start: int
    end: int


def tab(site: Site, request: Request, sheet: Sheet) -> Mapping[str, Any]:
    """Both lists; the second one, which may be long, by pages; `dieu` asks for one provision."""
    rows = tuple(_rows(sheet.settled)) if sheet.settled else ()
    works = {target for row in rows for target in row.resolution.candidates}
    page = asking.number(request, "trang", 1)
    provisions = cited(site.shelf, sheet.work.iri, sheet.texts)
    chosen = provisions.get(request.query_params.get("dieu", ""))
    kinds = dict.fromkeys(chosen.places, frozenset()) if chosen else _kinds(site.shelf, sheet.work.iri)
    places = tuple(_read(site.shelf, kinds, page))
    works |= {place.work for place in places}
    return {
        "rows": rows, "hits": site.shelf.index.hits(works), "places": places, "total": len(kinds),
        "page": page, "pages": -(-len(kinds) // SIZE), "around": around, "chosen": chosen,
        "provisions": tuple(one for one in provisions.values() if "__" not in one.eid),
        "own": frozenset(iris.text(one.document.source) for one in sheet.texts),
    }  # fmt: skip


def _rows(settled: Settled) -> Iterator[Row]:
    document = settled.document
    resolutions = {one.mention: one for one in settled.resolutions}
    says: dict[str, list[str]] = defaultdict(list)
    for claim in document.claims:
        says[claim.object].append(f"{wording.relation(claim.kind)} ({wording.MODES[claim.mode]})")
    for mention in document.mentions:
        if mention.kind != "self":
            words = printed(document.source, mention.span)
            yield Row(mention, words, resolutions[mention.id], tuple(dict.fromkeys(says[mention.id])))


def _kinds(shelf: Shelf, work: str) -> dict[str, frozenset[str]]:
    """The mentions of a work anywhere, and what is said there of it."""
    engine = shelf.store.engine
    kinds: dict[str, set[str]] = defaultdict(set)
    for kind in relations.kinds():
        for at in engine.subjects(name(target_of(kind)), iri(work)):
            if iris.is_stretch(at):
                kinds[at].add(kind)
    return {at: frozenset(found) for at, found in kinds.items()}


def _order(at: str) -> tuple[str, int]:
    match = _PLACE.fullmatch(at)
    return (match["text"], int(match["start"])) if match else (at, 0)


def _read(shelf: Shelf, kinds: Mapping[str, frozenset[str]], page: int) -> Iterator[Place]:
    """One page of places, in the order of texts; each text is opened once."""
    for at in sorted(kinds, key=_order)[(page - 1) * SIZE : page * SIZE]:
        match = _PLACE.fullmatch(at)
        owners = shelf.store.engine.objects(iri(match["text"]), name("eli:realizes")) if match else iter(())
        found = ((owner, one.document) for owner in sorted(set(owners)) for one in shelf.texts(owner))
        for owner, document in found:
            if match and iris.text(document.source) == match["text"]:
                span = Span(int(match["start"]), int(match["end"]))
                words = relations.around(document, span)
                yield Place(owner, document.source.path, words, tuple(sorted(kinds[at])), *span)
                break
