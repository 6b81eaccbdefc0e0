"""Tables of questions on status and lineage: read, asked of a corpus or a store, and judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vnlegal.corpus import Corpus
from vnlegal.graph.asked import NotOneWorkError, work_of
from vnlegal.graph.lineage import lineage
from vnlegal.graph.stores import Store
from vnlegal.graph.triples import label
from vnlegal.graph.validity import Status, validity


def answers(graph: Corpus | Store, ask: str, number: str, how: str) -> set[str]:
    """What is answered: one status, or the numbers of the works at the other end of a relation."""
    work = work_of(graph, number).iri
    if ask == "status":
        return {str(validity(graph, work, date.fromisoformat(how)).status)}
    way, kind = ("in", how[1:]) if how.startswith("<") else ("out", how)
    found = lineage(graph, work, "down" if way == "in" else "up")
    ends = {one.edge for one in found.steps if one.edge.kind == kind}
    others = {
        edge.target if way == "out" else edge.source for edge in ends if work in (edge.source, edge.target)
    }
    groups = (one.works for one in found.elsewhere if (one.kind, one.way) == (kind, way))
    known = graph.by_iri.__getitem__ if isinstance(graph, Corpus) else graph.work
    return {label(known(one)) for one in others.union(*groups)}


def rows(path: Path) -> Iterator[list[str]]:
    """Ask, number, how, answer."""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(("status\t", "link\t")):
            yield line.split("\t")


def verdict(graph: Corpus | Store, ask: str, number: str, how: str, answer: str) -> str:
    """Right, wrong or unknown."""
    try:
        found = answers(graph, ask, number, how)
    except NotOneWorkError:
        return "unknown"
    if answer in found:
        return "right"
    return "unknown" if ask == "status" and found == {str(Status.UNKNOWN)} else "wrong"
