"""Quotations with and without planted changes, held against the acts they are taken from.

    python tests/benchmarks/verify_quotes.py FOLDER --attributes TABLE [--acts 30] [--each 10] [--way single]

Of each act some units are quoted, half as they stand and half with one planted change (a word dropped,
swapped or added, a number changed).  The ways: `single` quotes a clause with its exact pinpoint; `over` runs
from one clause into the next; `several` has a sentence cite two or three acts, each with its own quotation.
Printed: of the changed ones how many are told, of those told how many were changed, how many quotations were
laid at another act than their own, and each mistake.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

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
_AS_IT_STANDS = "as it stands"
# Sentences that cite one act and sentences that cite several; {0} a citation, {1} its quotation.
_ONE = ("Theo {0}: {1}.", "{0} quy định {1}.", "{1} ({0}).", "Tại {0} có nêu: {1}.")
_SEVERAL = (
    ("Theo {0}: {1}", "theo {0} thì {1}", "còn {0} quy định {1}"),
    ("{1} ({0})", "{1} ({0})", "{1} ({0})"),
    ("{0} quy định {1}", "trong khi đó {0} nêu {1}", "và {0} ghi {1}"),
    ("Tại {0} có nêu {1}", "tại {0} có nêu {1}", "tại {0} có nêu {1}"),
)


class Quotation(NamedTuple):
    """What is quoted: where it stands, in whose words, and what was done to it."""

    number: str
    cited: str
    words: str
    kind: str


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


def _name(document: Document) -> str:
    header = document.header
    kind = label(header.doc_type.value) if header.doc_type else "Văn bản"
    return f"{kind[:1].upper()}{kind[1:]} số {header.number.value if header.number else ''}"


def _quotation(document: Document, pinpoint: str, words: list[str], how: random.Random) -> Quotation:
    said, kind = changed(words, how) if how.random() < 0.5 else (words, _AS_IT_STANDS)
    number = str(document.header.number.value) if document.header.number else ""
    return Quotation(number, f"{pinpoint} {_name(document)}", f"“{' '.join(said)}”", kind)


def of_a_clause(document: Document, how: random.Random, each: int) -> Iterator[Quotation]:
    """The first sentence of units drawn at random."""
    units = list(clauses(document))
    for unit in how.sample(units, min(each, len(units))):
        text = document.text(unit)
        sentences = _SENTENCE.findall(text.partition(".")[2] or text)
        if sentences:
            # The last word may be cut.
            yield _quotation(document, eids.words(unit.eid), sentences[0].split()[:-1], how)


def over_clauses(document: Document, how: random.Random, each: int) -> Iterator[Quotation]:
    """The end of a clause and the beginning of the next, with the number between; cited three ways."""
    rows = [one.children for top in document.body for one in top.walk() if one.kind == "dieu"]
    pairs = [pair for row in rows for pair in pairwise(row) if {one.kind for one in pair} == {"khoan"}]
    for one, other in how.sample(pairs, min(each, len(pairs))):
        end, begin = document.text(one).split()[-12:], document.text(other).split()[:12]
        if not any(mark in " ".join([*end, *begin]) for mark in '“”"…') and len(end) == len(begin) == 12:
            article = eids.words(one.eid.split("__para")[0])
            pinpoint = how.choice(
                (
                    article,
                    f"các khoản {one.num}, {other.num} {article}",
                    f"khoản {one.num} và khoản {other.num} {article}",
                )
            )
            yield _quotation(document, pinpoint, [*end, *begin], how)


def _sentence(quoted: Sequence[Quotation], how: random.Random) -> str:
    if len(quoted) == 1:
        said = how.choice(_ONE).format(quoted[0].cited, quoted[0].words)
    else:
        forms = how.choice(_SEVERAL)
        said = (
            ", ".join(form.format(one.cited, one.words) for form, one in zip(forms, quoted, strict=False))
            + "."
        )
    return f"{said[:1].upper()}{said[1:]}"


class Measure:
    """What was told of quotations, counted."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.strayed = 0

    def hold(self, quoted: Sequence[Quotation], held: Sequence[Document], how: random.Random) -> None:
        """Hold one sentence against the acts that it quotes."""
        said = _sentence(quoted, how)
        posted = vnlegal.parse(said)
        told = [
            (posted.text(quote.span), one.number, quote.found)
            for sentence in verified(posted, held)
            for one in sentence.citations
            for quote in one.quotes
        ]
        for one in quoted:
            found = [(number, what) for words, number, what in told if words == one.words[1:-1]]
            self.strayed += any(number != one.number for number, _ in found)
            wrong = any(what in ("not found", "elsewhere") for _, what in found)
            outcome = "told" if wrong else "passed" if found else "no quotation"
            self.count[f"{one.kind}: {outcome}"] += 1
            if outcome != ("passed" if one.kind == _AS_IT_STANDS else "told"):
                print(one.cited, one.kind, found, "|", said[:400])

    def lines(self) -> Iterator[str]:
        """Each kind, then recall and precision."""
        planted = sum(n for key, n in self.count.items() if not key.startswith(_AS_IT_STANDS))
        hit = sum(
            n for key, n in self.count.items() if not key.startswith(_AS_IT_STANDS) and key.endswith(": told")
        )
        told = hit + self.count[f"{_AS_IT_STANDS}: told"]
        yield str(dict(sorted(self.count.items())))
        yield f"recall {hit / max(planted, 1):.3f} of {planted}; precision {hit / max(told, 1):.3f} of {told}"
        yield f"quotations {self.count.total()}, laid at another act {self.strayed}"


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--attributes", required=True)
    asked.add_argument("--acts", type=int, default=30)
    asked.add_argument("--each", type=int, default=10)
    asked.add_argument("--way", choices=("single", "over", "several"), default="single")
    asked.add_argument("--seed", type=int, default=7)
    args = asked.parse_args()
    how, table, measure = random.Random(args.seed), Table.read(args.attributes), Measure()
    paths = how.sample(sorted(args.folder.glob("*.txt")), args.acts)
    acts = [vnlegal.parse(vnlegal.read(path, table.row(str(path)))) for path in paths]
    acts = [one for one in acts if one.header.number]
    take = over_clauses if args.way == "over" else of_a_clause
    if args.way != "several":
        for act in acts:
            for one in take(act, how, args.each):
                measure.hold([one], [act], how)
    for at in range(len(acts) if args.way == "several" else 0):
        some = [acts[(at + i) % len(acts)] for i in range(how.choice((2, 3)))]
        for row in zip(*(of_a_clause(act, how, args.each) for act in some), strict=False):
            measure.hold(row, some, how)
    print(*measure.lines(), sep="\n")


if __name__ == "__main__":
    main()
