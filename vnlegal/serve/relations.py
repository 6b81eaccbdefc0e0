"""Relations of a work as the graph holds them, and what states each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from ..corpus import Settled
from ..graph.engines import Engine
from ..graph.stated import Edge, Group, Statement, Way
from ..graph.terms import iri, name
from ..graph.triples import property_of
from ..model import Document, Span
from ..text import printed
from ..vocabulary import relations
from .shelf import Shelf

CITES = "cites"


def kinds() -> tuple[str, ...]:
    """All relations, in the order of the vocabulary."""
    return tuple(row.id for row in relations())


def groups(engine: Engine, work: str, among: Collection[str] | None = None) -> Iterator[Group]:
    """The relations of a work, each way, those that lead out first; empty ones are left out."""
    for kind in kinds():
        for way in ("out", "in"):
            if among is None or kind in among:
                found = tuple(sorted(set(others(engine, work, kind, way)) - {work}))
                if found:
                    yield Group(kind, way, found)


def others(engine: Engine, work: str, kind: str, way: Way) -> Iterator[str]:
    """The works at the other end."""
    property = name(f"vnl:{property_of(kind)}")
    return engine.objects(iri(work), property) if way == "out" else engine.subjects(property, iri(work))


Statements = Mapping[Edge, tuple[Statement, ...]]


def statements(shelf: Shelf, edges: Iterable[Edge]) -> Statements:
    """All that states some edges; each work is asked once for what is said of it."""
    by_source: dict[str, set[Edge]] = defaultdict(set)
    for edge in edges:
        by_source[edge.source].add(edge)
    found: dict[Edge, tuple[Statement, ...]] = {}
    for source, wanted in by_source.items():
        claimed = {edge.kind for edge in wanted} - {CITES}
        told = dict(shelf.store.stated(source, tuple(sorted(claimed)), "out")) if claimed else {}
        found.update((edge, told.get(edge, ())) for edge in wanted if edge.kind != CITES)
        cited = {edge.target for edge in wanted if edge.kind == CITES}
        for target, said in _cited(shelf, source, cited).items():
            found[Edge(CITES, source, target)] = said
    return found


def _cited(shelf: Shelf, source: str, targets: Collection[str]) -> Mapping[str, tuple[Statement, ...]]:
    """Where a work merely speaks of others: the words around each mention."""
    said: dict[str, list[Statement]] = defaultdict(list)
    label = shelf.label(source) if targets else ""
    for one in shelf.texts(source) if targets else ():
        path, day = one.document.source.path, one.work.date
        for target, span in _plain_mentions(one):
            if target in targets:
                words = around(one.document, span)
                said[target].append(Statement(source, label, day, path, "asserted", "", words, *span))
    return {target: tuple(found) for target, found in said.items()}


def _plain_mentions(one: Settled) -> Iterator[tuple[str, Span]]:
    """Mentions of a decided work of which the text itself says nothing more."""
    meant = {found.mention: found.target for found in one.resolutions}
    own = {it.object for it in one.document.claims if (it.subject, it.mode) == ("self", "asserted")}
    for mention in one.document.mentions:
        if (target := meant.get(mention.id)) and mention.id not in own:
            yield target, mention.span


def around(document: Document, span: Span, width: int = 90) -> str:
    """The words around a stretch, cut between words, on one line."""
    text = document.source.text
    start, end = max(0, span.start - width), min(len(text), span.end + width)
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    if head:
        start = text.find(" ", start, span.start) + 1 or span.start
    if tail:
        end = max(text.rfind(" ", span.end, end), span.end)
    return f"{head}{printed(document.source, Span(start, end))}{tail}"
