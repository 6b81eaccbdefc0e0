"""Forty questions on status and lineage, asked of documents of the pool that state the answer.

None may be answered wrongly; a few may stay unknown.  The pool is no part of the project.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import vnlegal
from vnlegal.corpus import Corpus, load
from vnlegal.graph.triples import label
from vnlegal.graph.validity import Status

POOL = Path(__file__).parents[2] / "shared" / "pool"
FILES = (
    "acts-without-letterhead/b3306416be52.txt", "hanoi/2069ab0c2306.md", "hanoi/ca5b86f5d6b2.md",
    "hanoi/fac0887c9e77.md", "acts-without-letterhead/3e6ec4fc5d0b.txt", "mixed-markdown/dfa3449c909d.md",
    "acts-without-letterhead/029760f40c00.txt", "acts-without-letterhead/14227ce35707.txt",
    "acts-without-letterhead/9801fd18a3fb.txt", "acts-without-letterhead/c8c2e81688fb.txt",
    "mixed-markdown/788ba88d28fe.md", "mixed-markdown/5cac28190a3f.md", "mixed-markdown/eac4b4ddaf85.md",
    "hanoi/83fe7b2e73df.md", "letters-ocr/02d593788ed3.md",
)  # fmt: skip
ENOUGH = 38
pytestmark = pytest.mark.skipif(not POOL.is_dir(), reason="the pool of real documents is not at hand")


def rows() -> Iterator[tuple[str, str, str, str]]:
    for line in Path(__file__).with_name("pool_questions.tsv").read_text("utf-8").splitlines():
        if line.startswith(("status\t", "link\t")):
            ask, number, how, answer = line.split("\t")
            yield ask, number, how, answer


def answered(corpus: Corpus, ask: str, number: str, how: str) -> set[str]:
    """What is answered: one status, or the works at the other end of a relation."""
    if ask == "status":
        return {str(vnlegal.status(corpus, number, date.fromisoformat(how)).status)}
    kind, way = how.lstrip("<"), "in" if how.startswith("<") else "out"
    found = vnlegal.lineage(corpus, number, "down" if way == "in" else "up")
    ends = {(one.edge.kind, one.edge.source, one.edge.target) for one in found.steps}
    for group in found.elsewhere:
        for one in group.works:
            ends.add((group.kind, found.work, one) if group.way == "out" else (group.kind, one, found.work))
    pairs = ((end[1], end[2]) if way == "out" else (end[2], end[1]) for end in ends if end[0] == kind)
    return {label(corpus.by_iri[other]) for own, other in pairs if own == found.work}


def test_forty_questions() -> None:
    corpus = load([POOL / file for file in FILES], attributes=POOL / "attributes.tsv")
    right, wrong = 0, []
    for ask, number, how, answer in rows():
        found = answered(corpus, ask, number, how)
        right += answer in found
        if answer not in found and (ask == "link" or found != {str(Status.UNKNOWN)}):
            wrong.append((ask, number, how, answer, found))
    assert wrong == []
    assert right >= ENOUGH
