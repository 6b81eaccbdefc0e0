"""Quotations with and without planted changes, held against the acts they are taken from.

    python tests/benchmarks/verify_quotes.py FOLDER --attributes TABLE [--acts 30] [--each 10]

Of each act some clauses are quoted, half as they stand and half with one planted change (a word dropped,
swapped or added, a number changed).  Printed: of the changed ones how many are told, of those told how many
were changed, and each mistake.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import vnlegal
from vnlegal.corpus.verification import verified
from vnlegal.formats import Table
from vnlegal.model import Document, Portion
from vnlegal.notation import eids
from vnlegal.vocabulary import label

_WORDS = (
    "không",
    "phải",
    "được",
    "hoặc",
    "trừ",
    "ba mươi",
    "cấp tỉnh",
    "tối đa",
    "người lao động",
    "bộ trưởng",
)
_SENTENCE = re.compile(r"[^.;:\n“”\"]{40,220}")


def clauses(document: Document) -> Iterator[Portion]:
    """The units that people quote: clauses, and articles without."""
    for top in document.body:
        for one in top.walk():
            if one.kind in ("khoan", "diem") or (one.kind == "dieu" and not one.children):
                yield one


def changed(words: list[str], how: random.Random) -> tuple[list[str], str]:
    """A quotation with one change, and its kind."""
    numbers = [i for i, word in enumerate(words) if word.strip(",").isdigit()]
    kind = how.choice(["dropped", "swapped", "added", "number" if numbers else "swapped"])
    at = how.randrange(1, len(words) - 1)
    other = how.choice([one for one in _WORDS if one != words[at].lower()])
    if kind == "number":
        at = how.choice(numbers)
        return [*words[:at], str(int(words[at].strip(",")) + how.randint(1, 9)), *words[at + 1 :]], kind
    return {
        "dropped": words[:at] + words[at + 1 :],
        "swapped": [*words[:at], other, *words[at + 1 :]],
        "added": [*words[:at], other, *words[at:]],
    }[kind], kind


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--attributes", required=True)
    asked.add_argument("--acts", type=int, default=30)
    asked.add_argument("--each", type=int, default=10)
    args = asked.parse_args()
    how, table = random.Random(7), Table.read(args.attributes)
    count: Counter[str] = Counter()
    for path in how.sample(sorted(args.folder.glob("*.txt")), args.acts):
        document = vnlegal.parse(vnlegal.read(path, table.row(str(path))))
        header = document.header
        if not header.number:
            continue
        name = f"{label(header.doc_type.value) if header.doc_type else 'Văn bản'} số {header.number.value}"
        units = list(clauses(document))
        for unit in how.sample(units, min(args.each, len(units))):
            sentences = _SENTENCE.findall(document.text(unit).partition(".")[2] or document.text(unit))
            if not sentences:
                continue
            words = sentences[0].split()[:-1]  # the last one may be cut
            said, kind = changed(words, how) if how.random() < 0.5 else (words, "as it stands")
            posted = vnlegal.parse(f"Theo {eids.words(unit.eid)} {name}: “{' '.join(said)}”.")
            found = [q.found for s in verified(posted, [document]) for one in s.citations for q in one.quotes]
            told = any(one in ("not found", "elsewhere") for one in found)
            count[f"{kind}: {'told' if told else 'passed' if found else 'no quotation'}"] += 1
            if told != (kind != "as it stands"):
                print(path.name, unit.eid, kind, found, "|", " ".join(said)[:160])
    print(dict(sorted(count.items())))
    planted = sum(n for key, n in count.items() if not key.startswith("as it"))
    hit = sum(n for key, n in count.items() if not key.startswith("as it") and key.endswith("told"))
    print(
        f"recall {hit / planted:.3f} of {planted}; precision {hit / (hit + count['as it stands: told']):.3f}"
    )


if __name__ == "__main__":
    main()
