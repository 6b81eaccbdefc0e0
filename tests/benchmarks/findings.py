"""Findings on real pages with the verdict of who read them: how often each rule is right.

    python tests/benchmarks/findings.py POOL [--attributes TABLE] [--select VL102,VL501] [--show]

The verdicts are in tests/finding_verdicts.tsv: rule, severity, file, place, and whether the finding is
right, each by reading the page.  Printed are, by rule and by what it calls them, how many were read and how
many are right; with `--show` also each finding that nobody has read, with the words around it.  Verdicts on
what is found no more are counted apart.  A rule that was mended by these very pages earns nothing by them:
its row in the table `measured` of vocabulary/checks.toml wants others.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import vnlegal
from vnlegal.corpus import Corpus, load
from vnlegal.model import Finding

VERDICTS = Path(__file__).parents[1] / "finding_verdicts.tsv"
SUFFIXES = (".txt", ".md", ".docx")
AROUND = 160


class Key(NamedTuple):
    """What a verdict is about."""

    code: str
    file: str
    start: int
    end: int


def verdicts() -> Mapping[Key, bool]:
    """The readings by finding."""
    lines = (one for one in VERDICTS.read_text("utf-8").splitlines() if not one.startswith("#"))
    rows = csv.DictReader(lines, delimiter="\t")
    return {
        Key(row["rule"], row["file"], int(row["start"]), int(row["end"])): row["verdict"] == "right"
        for row in rows
    }


def files(pool: Path) -> list[Path]:
    """The texts of a folder; what must be recognised or cut from pages first is left out."""
    return sorted(one for one in pool.rglob("*") if one.suffix in SUFFIXES)


def found(corpus: Corpus, pool: Path, select: list[str]) -> Iterator[tuple[Key, Finding, str]]:
    """Every finding of some rules, with the words around it."""
    texts = {one.source.path: one.source.text for one in corpus.documents}
    for one in vnlegal.check(corpus, select=select):
        if one.span:
            file = Path(one.path).relative_to(pool).as_posix()
            around = texts[one.path][max(one.span.start - AROUND, 0) : one.span.end + AROUND]
            yield Key(one.code, file, *one.span), one, " ".join(around.split())


def table(read: Mapping[tuple[str, str], Counter[bool]]) -> Iterator[str]:
    """A line for each rule and severity."""
    yield "| rule | read | right | precision |"
    yield "| --- | --- | --- | --- |"
    for (code, severity), count in sorted(read.items()):
        yield f"| {code} {severity} | {count.total()} | {count[True]} | {count[True] / count.total():.2f} |"


def main() -> None:
    """Check, join with what was read, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pool", type=Path)
    parser.add_argument("--attributes")
    parser.add_argument("--select", default="VL")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    corpus = load(files(args.pool), attributes=args.attributes or args.pool / "attributes.tsv")
    known, met = verdicts(), set[Key]()
    read: dict[tuple[str, str], Counter[bool]] = {}
    for key, one, around in found(corpus, args.pool, args.select.split(",")):
        if key in known:
            met.add(key)
            read.setdefault((one.code, one.severity), Counter())[known[key]] += 1
        elif args.show:
            print(*key, one.severity, one.message, one.hint or "", around, sep="\t")
    gone = sum(key not in met for key in known if key.code.startswith(tuple(args.select.split(","))))
    print(*table(read), f"verdicts on what is found no more: {gone}", sep="\n")


if __name__ == "__main__":
    main()
