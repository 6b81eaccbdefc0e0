"""The graph for networkx: works as nodes, relations as parallel edges.

    node   IRI of a work · number, title, label, doc_type, date (ISO), year, issuers, in_corpus
    edge   key = kind · kind, label (Vietnamese), modes, speakers (IRIs of the documents that state it),
           statements (how many places state it)

>>> from vnlegal.corpus import Corpus
>>> to_networkx(Corpus.of([])).number_of_nodes()
0
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from ..corpus import Corpus
from ..model import Link, Work
from ..vocabulary import relations
from .triples import label

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]


def to_networkx(corpus: Corpus, kinds: Collection[str] | None = None) -> Graph:
    """A networkx.MultiDiGraph of all works and of the links of the given kinds (all without them)."""
    import networkx

    graph: Graph = networkx.MultiDiGraph()
    for work in corpus.works:
        graph.add_node(work.iri, **node(work))
    for link in corpus.links:
        if kinds is None or link.kind in kinds:
            graph.add_edge(link.source, link.target, key=link.kind, **edge(link))
    return graph


def node(work: Work) -> dict[str, Any]:
    """The attributes of a work."""
    return {
        "number": work.number,
        "title": work.title,
        "label": label(work),
        "doc_type": work.doc_type,
        "date": work.date.isoformat() if work.date else None,
        "year": work.key.year if work.key else None,
        "issuers": work.issuers,
        "in_corpus": work.in_corpus,
    }


def edge(link: Link) -> dict[str, Any]:
    """The attributes of a link."""
    return {
        "kind": link.kind,
        "label": relations().get(link.kind).label,
        "modes": link.modes,
        "speakers": tuple(sorted({one.speaker for one in link.evidence})),
        "statements": len(link.evidence),
    }
