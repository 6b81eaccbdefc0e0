"""The graphs of a corpus on disk, piece by piece, as N-Quads: made at a desk, so many can be made at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..corpus import Settled
from ..corpus.desk import Desk
from ..model import Work
from .given import given, packed
from .homes import stored
from .provisions import Extent
from .terms import Quad, to_nquads
from .triples import text_quads, work_quads


class TextGraph(NamedTuple):
    """The graph of a text, and what it gives to the answers that are kept, by work."""

    nquads: str
    given: dict[str, bytes]


def text_graph(desk: Desk, text: str, extent: Extent) -> TextGraph:
    """The graph of a text, whatever number of files hold it; nothing if none does any more."""
    quads = list(_quads_of(desk.copies(text), extent))
    return TextGraph(to_nquads(quads), {work: packed(one) for work, one in given(quads).items()})


def graph_of(copies: Iterable[Settled], extent: Extent = "between") -> str:
    """The graph of a text from the documents that hold it, as a store keeps it."""
    return to_nquads(_quads_of(copies, extent))


def _quads_of(copies: Iterable[Settled], extent: Extent) -> Iterator[Quad]:
    return stored(quad for settled in copies for quad in text_quads(settled, extent))


def graph_of_work(work: Work) -> str:
    """What the corpus knows of a work, as a store keeps it."""
    return to_nquads(stored(work_quads(work)))


def work_graphs(desk: Desk, works: Iterable[str]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """For each work what is known of it, nothing if nobody speaks of it any more, and the texts of it."""
    return tuple((iri, *_work_graph(desk, iri)) for iri in works)


def _work_graph(desk: Desk, iri: str) -> tuple[str, tuple[str, ...]]:
    work = desk.work(iri)
    return (graph_of_work(work), desk.texts_of(work)) if work else ("", ())
