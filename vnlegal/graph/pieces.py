"""The graphs of a corpus on disk, piece by piece, as N-Quads: made at a desk, so many can be made at once."""

from __future__ import annotations

from collections.abc import Iterable

from ..corpus import Settled
from ..corpus.desk import Desk
from .terms import to_nquads
from .triples import cited_quads, document_quads


def text_graph(desk: Desk, text: str) -> str:
    """The graph of a text, whatever number of files hold it; nothing if none does any more."""
    return graph_of(desk.copies(text))


def bare_text_graph(desk: Desk, text: str) -> str:
    """The same without provisions, for a store of documents only."""
    return graph_of(desk.copies(text), provisions=False)


def graph_of(copies: Iterable[Settled], provisions: bool = True) -> str:
    """The graph of a text from the documents that hold it."""
    return to_nquads(quad for settled in copies for quad in document_quads(settled, provisions))


def cited_graphs(desk: Desk, works: Iterable[str]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """For each work its quads in the graph of cited works, or, if the corpus holds it, the texts of it."""
    return tuple((iri, *_cited_graph(desk, iri)) for iri in works)


def _cited_graph(desk: Desk, iri: str) -> tuple[str, tuple[str, ...]]:
    work = desk.work(iri)
    if work is None:
        return "", ()
    return ("", desk.texts_of(work)) if work.in_corpus else (to_nquads(cited_quads(work)), ())
