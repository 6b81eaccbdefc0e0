"""A lineage as GraphML, for Gephi, yEd, Cytoscape and networkx; attributes as in `to_networkx`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...graph.lineage import Lineage
from ...graph.stated import Step
from ..drawing import graphml
from ..frame import Sheet
from .frame import LineageOutput
from .wording import answers, folded, kind, said

_NODE = {
    "label": "string", "number": "string", "title": "string", "doc_type": "string", "date": "string",
    "issuers": "string", "in_corpus": "boolean", "depth": "int",
}  # fmt: skip
_EDGE = {
    "kind": "string", "label": "string", "depth": "int", "speakers": "int", "statements": "int",
    "modes": "string", "evidence": "string",
}  # fmt: skip


def write(lineage: Lineage, sheet: Sheet) -> Iterator[str]:
    """One graph; the statements of a step are lines of its `evidence`, folded groups stand at the graph."""
    nodes = ((iri, _node(lineage, iri)) for iri in lineage.depths)
    edges = ((step.edge.source, step.edge.target, _edge(step)) for step in lineage.steps)
    about = {"elsewhere": "\n".join(folded(lineage)), "asked": "\n".join(answers(lineage))}
    yield from graphml((_NODE, _EDGE), nodes, edges, about)


def _node(lineage: Lineage, iri: str) -> dict[str, Any]:
    work = lineage.works[iri]
    return {
        "label": lineage.label(iri),
        "number": work.number,
        "title": work.title,
        "doc_type": work.doc_type,
        "date": work.date and work.date.isoformat(),
        "issuers": " ".join(work.issuers),
        "in_corpus": work.in_corpus,
        "depth": lineage.depths[iri],
    }


def _edge(step: Step) -> dict[str, Any]:
    return {
        "kind": step.edge.kind,
        "label": kind(step),
        "depth": step.depth,
        "speakers": step.speakers,
        "statements": len(step.statements),
        "modes": " ".join(sorted({one.mode for one in step.statements})),
        "evidence": "\n".join(said(step)),
    }


OUTPUT = LineageOutput("graphml", "application/graphml+xml", write)
