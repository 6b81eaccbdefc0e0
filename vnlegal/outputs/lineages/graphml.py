"""A lineage as GraphML, for Gephi, yEd, Cytoscape and networkx; attributes as in `to_networkx`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ...graph.lineage import Lineage
from ...graph.stated import Step
from ..frame import Sheet, printable
from .frame import LineageOutput
from .wording import kind, said

_NODE = {
    "label": "string", "number": "string", "title": "string", "doc_type": "string", "date": "string",
    "issuers": "string", "in_corpus": "boolean", "depth": "int",
}  # fmt: skip
_EDGE = {
    "kind": "string", "label": "string", "depth": "int", "speakers": "int", "statements": "int",
    "modes": "string", "evidence": "string",
}  # fmt: skip


def write(lineage: Lineage, sheet: Sheet) -> Iterator[str]:
    """One graph; the statements of a step are lines of its `evidence`."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for domain, keys in (("node", _NODE), ("edge", _EDGE)):
        for key, type_ in keys.items():
            yield f'  <key id="{domain}-{key}" for="{domain}" attr.name="{key}" attr.type="{type_}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for iri in lineage.depths:
        yield f"    <node id={_quoted(iri)}>\n{_data('node', _node(lineage, iri))}    </node>\n"
    for step in lineage.steps:
        ends = f"source={_quoted(step.edge.source)} target={_quoted(step.edge.target)}"
        yield f"    <edge {ends}>\n{_data('edge', _edge(step))}    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _node(lineage: Lineage, iri: str) -> dict[str, Any]:
    work = lineage.works[iri]
    return {
        "label": lineage.label(iri),
        "number": work.number,
        "title": work.title,
        "doc_type": work.doc_type,
        "date": work.date and work.date.isoformat(),
        "issuers": " ".join(work.issuers),
        "in_corpus": str(work.in_corpus).lower(),
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


def _data(domain: str, values: Mapping[str, Any]) -> str:
    given = ((key, value) for key, value in values.items() if value not in (None, ""))
    return "".join(
        f'      <data key="{domain}-{key}">{escape(printable(str(value)))}</data>\n' for key, value in given
    )


def _quoted(words: str) -> str:
    return quoteattr(printable(words))


OUTPUT = LineageOutput("graphml", "application/graphml+xml", write)
