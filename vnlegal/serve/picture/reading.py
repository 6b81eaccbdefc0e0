"""Reads a picture from the graph: one hop around each opened work, at most `MOST` works in all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from ...graph.engines import Engine
from ...graph.stated import Edge
from .. import relations
from ..listing import Hit
from ..relations import statements
from ..shelf import Shelf
from .frame import MOST, Arrow, Node, Picture, View


@lru_cache(maxsize=32)
def picture(shelf: Shelf, view: View) -> Picture:
    """The picture that a view asks for; the last ones are remembered, for exports show what was seen."""
    engine, kinds = shelf.store.engine, view.kinds or relations.kinds()
    edges = {edge for centre in view.centres for edge in _edges(engine, centre, kinds)}
    near = {end for edge in edges for end in edge[1:]} - set(view.centres)
    total, best = shelf.index.best(near, MOST - len(view.centres), view.issuer, view.since, view.until)
    hits = shelf.index.hits(view.centres) | {hit.iri: hit for hit in best}
    drawn = {one for one in edges if one.source in hits and one.target in hits}
    drawn |= set(_between(engine, hits, kinds))
    arrows = tuple(_arrows(shelf, drawn, view))
    shown = {end for one in arrows for end in (one.source, one.target)} | set(view.centres)
    nodes = tuple(_nodes([hit for hit in hits.values() if hit.iri in shown], arrows, view.centres))
    return Picture(view, nodes, arrows, total - len(best))


def _edges(engine: Engine, centre: str, kinds: Collection[str]) -> Iterator[Edge]:
    for group in relations.groups(engine, centre, kinds):
        for other in group.works:
            yield Edge(group.kind, centre, other) if group.way == "out" else Edge(group.kind, other, centre)


def _between(engine: Engine, works: Collection[str], kinds: Collection[str]) -> Iterator[Edge]:
    """What joins the works that are shown, but for plain citations, which would hide the rest."""
    for kind in kinds:
        for work in works if kind != relations.CITES else ():
            for other in relations.others(engine, work, kind, "out"):
                if other in works and other != work:
                    yield Edge(kind, work, other)


def _arrows(shelf: Shelf, edges: Iterable[Edge], view: View) -> Iterator[Arrow]:
    """An arrow for each pair; relations that nobody states in a chosen mode are not there.

    A work that another carries out is also cited by it: that goes without an arrow.
    """
    said = statements(shelf, edges)
    order = relations.kinds()
    pairs: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in sorted(said, key=lambda one: order.index(one.kind)):
        if any(one.mode in view.modes for one in said[edge]):
            pairs[edge.source, edge.target].append(edge)
    for source, target in sorted(pairs):
        found = pairs[source, target]
        kept = [edge for edge in found if edge.kind != relations.CITES] or found
        told = tuple((edge.kind, said[edge]) for edge in kept)
        yield Arrow(source, target, told)


def _nodes(hits: Iterable[Hit], arrows: Iterable[Arrow], centres: Collection[str]) -> Iterator[Node]:
    """Works with the number of those related to them that are not shown."""
    near: dict[str, set[str]] = defaultdict(set)
    for arrow in arrows:
        near[arrow.source].add(arrow.target)
        near[arrow.target].add(arrow.source)
    for hit in hits:
        opened = hit.iri in centres
        yield Node(hit, opened, 0 if opened else max(0, hit.joined - len(near[hit.iri])))
