"""Questions on status and lineage, asked of a store: how many are answered rightly, wrongly, or not.

    vnlegal build ../shared/pool --attributes ../shared/pool/attributes.tsv -o STORE
    python tests/benchmarks/store_questions.py STORE [QUESTIONS.tsv]

The questions (tests/store_questions.tsv) are of documents that do not ship.  Exits with 1 where one is wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vnlegal.graph.asked import NotOneWorkError, work_of
from vnlegal.graph.lineage import lineage
from vnlegal.graph.stores import Store
from vnlegal.graph.triples import label
from vnlegal.graph.validity import Status, validity

QUESTIONS = Path(__file__).parent.parent / "store_questions.tsv"


def answers(store: Store, ask: str, number: str, how: str) -> set[str]:
    """What a store answers: one status, or the numbers of the works at the other end of a relation."""
    work = work_of(store, number).iri
    if ask == "status":
        return {str(validity(store, work, date.fromisoformat(how)).status)}
    way, kind = ("in", how[1:]) if how.startswith("<") else ("out", how)
    found = lineage(store, work, "down" if way == "in" else "up")
    ends = {one.edge for one in found.steps if one.edge.kind == kind}
    others = {
        edge.target if way == "out" else edge.source for edge in ends if work in (edge.source, edge.target)
    }
    groups = (one.works for one in found.elsewhere if (one.kind, one.way) == (kind, way))
    return {label(store.work(one)) for one in others.union(*groups)}


def rows(path: Path) -> Iterator[list[str]]:
    """Ask, number, how, answer."""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(("status\t", "link\t")):
            yield line.split("\t")


def verdict(store: Store, ask: str, number: str, how: str, answer: str) -> str:
    """Right, wrong or unknown."""
    try:
        found = answers(store, ask, number, how)
    except NotOneWorkError:
        return "unknown"
    if answer in found:
        return "right"
    return "unknown" if ask == "status" and found == {str(Status.UNKNOWN)} else "wrong"


def main() -> int:
    """Ask all questions, and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("questions", type=Path, nargs="?", default=QUESTIONS)
    arguments = parser.parse_args()
    store, counts = Store.open(arguments.store), Counter[str]()
    for row in rows(arguments.questions):
        counts[(said := verdict(store, *row))] += 1
        if said != "right":
            print(said, *row, sep="\t")
    print(*(f"{said}: {count}" for said, count in counts.most_common()), sep=", ")
    return 1 if counts["wrong"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
