"""Questions on status and lineage, asked of a store: how many are answered rightly, wrongly, or not.

    vnlegal build FOLDER --attributes TABLE -o STORE
    python tests/benchmarks/store_questions.py STORE [QUESTIONS.tsv]

The questions (tests/store_questions.tsv) are of documents that do not ship.  Exits with 1 where one is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS))

from questions import rows, verdict  # noqa: E402

from vnlegal.graph.stores import Store  # noqa: E402

QUESTIONS = TESTS / "store_questions.tsv"


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
