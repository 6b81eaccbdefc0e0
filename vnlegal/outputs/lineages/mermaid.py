"""A lineage for Mermaid: what Markdown pages of GitHub, GitLab and many wikis show as a picture."""

from __future__ import annotations

from collections.abc import Iterator

from ...graph.lineage import Lineage
from ..drawing import mermaid_words
from ..frame import Sheet
from .frame import LineageOutput
from .wording import about, agreed, count, kind, relation


def write(lineage: Lineage, sheet: Sheet) -> Iterator[str]:
    """One flowchart from left to right; what the corpus does not hold has a broken outline."""
    names = {iri: f"n{number}" for number, iri in enumerate(lineage.depths)}
    yield "flowchart LR\n"
    for iri, name in names.items():
        yield f'  {name}["{_lines(lineage.label(iri), about(lineage, iri))}"]\n'
    for step in lineage.steps:
        words = _lines(kind(step), agreed(step))
        yield f'  {names[step.edge.source]} -- "{words}" --> {names[step.edge.target]}\n'
    yield from _folded(lineage, names[lineage.work], len(names))
    yield "  classDef absent stroke-dasharray: 5 4\n"
    if absent := [name for iri, name in names.items() if not lineage.works[iri].in_corpus]:
        yield f"  class {','.join(absent)} absent\n"


def _folded(lineage: Lineage, own: str, first: int) -> Iterator[str]:
    """A box for each group: "335 văn bản ▸", joined to the work as its members are."""
    for number, group in enumerate(lineage.elsewhere, first):
        yield f'  n{number}["{mermaid_words(count(lineage, group))}"]\n'
        ends = (own, f"n{number}") if group.way == "out" else (f"n{number}", own)
        yield f'  {ends[0]} -- "{mermaid_words(relation(group.kind, True))}" --> {ends[1]}\n'


def _lines(*lines: str) -> str:
    return "<br>".join(mermaid_words(line) for line in lines if line)


OUTPUT = LineageOutput("mermaid", "text/vnd.mermaid", write)
