"""Findings on real pages with the verdict of who read them: how often each rule is right.

    python tests/benchmarks/findings.py [--write]
    python tests/benchmarks/findings.py POOL [--attributes TABLE] [--select VL102,VL501] [--show]

The verdicts are in tests/finding_verdicts.tsv, one a line: rule, what it called the finding, lot and page,
a digest of the finding's words with those around them, whether it is right, and whether the reading counts.
A lot whose wrong findings a rule was mended by says nothing more of that rule.  Without a folder the table
of all readings is printed; `--write` also puts what counts into vocabulary/checks.toml, from which rules
take how grave they may be, and the table into docs/accuracy.md.  With a folder what is found there today is
joined with the verdicts; `--show` prints each finding that nobody has read, with its digest.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import vnlegal
from vnlegal.corpus import Corpus, load
from vnlegal.model import Finding, Span

ROOT = Path(__file__).parents[2]
VERDICTS = ROOT / "tests" / "finding_verdicts.tsv"
VOCABULARY = ROOT / "vnlegal" / "vocabulary" / "checks.toml"
DOCS = ROOT / "docs" / "accuracy.md"
MARK = "# Findings that were read by hand"
BEGIN, END = "<!-- readings -->\n", "<!-- end of readings -->\n"
SUFFIXES = (".txt", ".md", ".docx")
AROUND, SHOWN = 60, 160
POOL = "pool"


class Reading(NamedTuple):
    """One finding that was read: `lot` is the set of pages, `page` one of them."""

    code: str
    severity: str
    lot: str
    page: str
    digest: str
    right: bool
    counts: bool


def digest(code: str, text: str, span: Span) -> str:
    """What a finding is known by, wherever its page lies: rule, words, and the words around them."""
    parts = (text[max(span.start - AROUND, 0) : span.start], text[span.start : span.end])
    words = [" ".join(one.split()) for one in (*parts, text[span.end : span.end + AROUND])]
    return sha256("\0".join((code, *words)).encode()).hexdigest()[:12]


def readings() -> tuple[Reading, ...]:
    """All that were kept."""
    lines = (one for one in VERDICTS.read_text("utf-8").splitlines() if not one.startswith("#"))
    return tuple(
        Reading(
            row["rule"],
            row["severity"],
            row["lot"],
            row["page"],
            row["finding"],
            row["verdict"] == "right",
            row["counts"] == "yes",
        )
        for row in csv.DictReader(lines, delimiter="\t")
    )


def _kind(one: Reading) -> tuple[str, str]:
    return one.code, one.severity


def by_kind() -> Mapping[tuple[str, str], tuple[Reading, ...]]:
    """The readings by rule and by what it called them."""
    return {kind: tuple(some) for kind, some in groupby(sorted(readings(), key=_kind), _kind)}


def counted() -> Mapping[tuple[str, str], tuple[int, int]]:
    """How many were read and how many are right, of those that count."""
    kept = {kind: [one.right for one in some if one.counts] for kind, some in by_kind().items()}
    return {kind: (len(right), sum(right)) for kind, right in kept.items() if right}


def measured() -> str:
    """The table `measured` of the vocabulary."""
    rows = (
        f'[[measured]]\ncode = "{code}"\nseverity = "{severity}"\nread = {read}\nright = {right}\n'
        for (code, severity), (read, right) in counted().items()
    )
    return "\n".join(rows)


def _share(some: list[bool]) -> str:
    return f"{sum(some)} of {len(some)}" if some else "–"


def table() -> str:
    """A line for each rule and severity: in the pool, on other pages, and what counts."""
    lines = ["| rule | as | pool | other pages | counts |", "| --- | --- | ---: | ---: | ---: |"]
    for (code, severity), some in by_kind().items():
        pool = _share([one.right for one in some if one.lot == POOL])
        other = _share([one.right for one in some if one.lot != POOL])
        counts = _share([one.right for one in some if one.counts])
        lines.append(f"| {code} | {severity} | {pool} | {other} | {counts} |")
    return "\n".join(lines) + "\n"


def write() -> None:
    """Put what counts into the vocabulary, the table into the docs."""
    page = VOCABULARY.read_text("utf-8")
    head, _, tail = page.partition(MARK)
    VOCABULARY.write_text(f"{head}{MARK}{tail.partition(chr(10))[0]}\n{measured()}", "utf-8")
    docs = DOCS.read_text("utf-8")
    between = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    DOCS.write_text(between.sub(lambda _: f"{BEGIN}\n{table()}\n{END}", docs), "utf-8")


def files(pool: Path) -> list[Path]:
    """The texts of a folder; what must be recognised or cut from pages first is left out."""
    return sorted(one for one in pool.rglob("*") if one.suffix in SUFFIXES)


def found(corpus: Corpus, select: list[str]) -> Iterator[tuple[str, Finding, str]]:
    """Every finding of some rules, by its digest, with the words around it."""
    texts = {one.source.path: one.source.text for one in corpus.documents}
    for one in vnlegal.check(corpus, select=select):
        if one.span:
            text = texts[one.path]
            around = text[max(one.span.start - SHOWN, 0) : one.span.end + SHOWN]
            yield digest(one.code, text, one.span), one, " ".join(around.split())


def join(pool: Path, attributes: Path, select: list[str], show: bool) -> Iterator[str]:
    """What is found in a folder today, with what was read of it."""
    known, met = {one.digest: one for one in readings()}, Counter[tuple[str, str, str]]()
    for key, one, around in found(load(files(pool), attributes=attributes), select):
        verdict = known.get(key)
        met[one.code, one.severity, ("right" if verdict.right else "wrong") if verdict else "not read"] += 1
        if show and not verdict:
            yield "\t".join((key, one.code, one.severity, one.path, one.message, one.hint or "", around))
    yield from (f"{' '.join(kind)}: {count}" for kind, count in sorted(met.items()))


def main() -> None:
    """Print the table, write it, or hold a folder against it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pool", type=Path, nargs="?")
    parser.add_argument("--attributes", type=Path)
    parser.add_argument("--select", default="VL")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.pool:
        attributes = args.attributes or args.pool / "attributes.tsv"
        print(*join(args.pool, attributes, args.select.split(","), args.show), sep="\n")
        return
    if args.write:
        write()
    print(table(), end="")


if __name__ == "__main__":
    main()
