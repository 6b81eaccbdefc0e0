"""A lineage for Graphviz: `vnlegal lineage … --format dot | dot -Tsvg`."""

from __future__ import annotations

from collections.abc import Iterator

from ...graph.lineage import Lineage
from ...graph.stated import Step
from ..frame import Sheet
from .frame import LineageOutput
from .wording import about, agreed, kind, said

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": " "})


def write(lineage: Lineage, sheet: Sheet) -> Iterator[str]:
    """One digraph from left to right; what the corpus does not hold has a broken outline."""
    names = {iri: f"n{number}" for number, iri in enumerate(lineage.depths)}
    yield "digraph lineage {\n  rankdir=LR;\n"
    yield '  node [shape=box, fontname="sans-serif", fontsize=11];\n'
    yield '  edge [fontname="sans-serif", fontsize=9];\n'
    for iri, name in names.items():
        yield f"  {name} [{_node(lineage, iri)}];\n"
    for step in lineage.steps:
        yield f"  {names[step.edge.source]} -> {names[step.edge.target]} [{_edge(step)}];\n"
    yield "}\n"


def _node(lineage: Lineage, iri: str) -> str:
    styles = [] if lineage.works[iri].in_corpus else ["dashed"]
    styles += ["bold"] if iri == lineage.work else []
    style = f", style={_quoted(','.join(styles))}" if styles else ""
    label = "\n".join(filter(None, (lineage.label(iri), about(lineage, iri))))
    return f"label={_quoted(label)}, URL={_quoted(iri)}{style}"


def _edge(step: Step) -> str:
    label = "\n".join(filter(None, (kind(step), agreed(step))))
    return f"label={_quoted(label)}, tooltip={_quoted(chr(10).join(said(step)))}"


def _quoted(words: str) -> str:
    return f'"{words.translate(_ESCAPES)}"'


OUTPUT = LineageOutput("dot", "text/vnd.graphviz", write)
