"""What must hold of a store whose documents nobody has annotated, counted; what fails is printed.

    vnlegal build FOLDER --attributes TABLE -o STORE
    python tests/benchmarks/store_truth.py STORE

- laws, codes and ordinances that are cited by name and full date, without a number: how many are one work
- numbers that one body alone gives (NĐ-CP, QH15, QĐ-TTg, a ministry's TT) in two works of one year; of the
  National Assembly a law and a resolution may bear the same
- edges to a later work, to the work itself, or from a lower act that would change a law
- held documents that are called by the IRI of their text
- held documents with claims on other works whose lineage shows nothing
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import regex

from vnlegal.corpus import Settled
from vnlegal.graph.lineage import lineage
from vnlegal.graph.stores import Store
from vnlegal.graph.texts import opened
from vnlegal.graph.triples import label, property_of
from vnlegal.model import Work
from vnlegal.vocabulary import kinds_where, relations

_SHOWN = 40
_LAWS = ("luat", "bo-luat", "phap-lenh")
_NATIONAL = regex.compile(
    r"\d+[a-z]?-(?:nd-cp|nq-cp|qh\d+|l-ctn|pl-ubtvqh\d+|nq-ubtvqh\d+|(?:qd|ct)-ttg|tt-b\p{L}+|tt-nhnn)"
)
_CHANGES = kinds_where(lambda row: row.family == "change")
_WORKS = """SELECT DISTINCT ?work WHERE { ?work <https://w3id.org/vnlegal/ns#inCorpus> ?held }"""
_EDGES = "SELECT ?source ?target WHERE { ?source <https://w3id.org/vnlegal/ns#%s> ?target }"


def named_laws(texts: list[Settled]) -> Iterator[tuple[bool, str]]:
    """Whether a law named with its full date was found, and its words with what was decided."""
    for settled in texts:
        decided = {one.mention: one for one in settled.resolutions}
        for one in settled.document.mentions:
            if one.kind == "named" and one.date and one.doc_type and one.doc_type.value in _LAWS:
                found = decided[one.id]
                words = " ".join(settled.document.text(one.span).split())
                yield bool(found.target), f"{settled.document.source.path}: {words} {found.candidates}"


def twins(works: dict[str, Work]) -> Iterator[str]:
    """National numbers of one year in two works."""
    same = defaultdict(list)
    for iri, work in works.items():
        slug, _, apart = iri.rpartition("/")[2].partition("~")
        if work.key and _NATIONAL.fullmatch(slug):
            same[work.key.year, slug, apart].append(iri)
    yield from (" ".join(found) for found in same.values() if len(found) > 1)


def impossible(store: Store, works: dict[str, Work]) -> Iterator[str]:
    """Edges against time, to itself, or from a lower act that changes a law."""
    for row in relations():
        for found in store.query(_EDGES % property_of(row.id)).values():
            source, target = works[str(found["source"])], works[str(found["target"])]
            late = source.date and target.date and source.date < target.date and row.id != "consolidates"
            low = row.id in _CHANGES and target.doc_type in _LAWS and not _is_law(source)
            if late or low or source.iri == target.iri:
                yield f"{label(source)} {row.id} {label(target)}: {source.date} {target.date}"


def _is_law(work: Work) -> bool:
    return work.doc_type in (*_LAWS, "hien-phap", "nghi-quyet", "lenh", "sac-lenh", None)


def silent(store: Store, held: dict[str, list[Settled]]) -> Iterator[str]:
    """Documents whose lineage shows no relation, although their texts claim some of another work."""
    for iri, texts in held.items():
        known = {one.mention: one.target for settled in texts for one in settled.resolutions}
        claims = [
            one
            for settled in texts
            for one in settled.document.claims
            if one.subject == "self" and known.get(one.object) not in (None, iri)
        ]
        found = lineage(store, iri, "both") if claims else None
        if found and not (found.steps or found.elsewhere):
            yield f"{iri}: {len(claims)}"


def main() -> int:
    """Count all, and print what fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    with opened(parser.parse_args().store) as (store, texts):
        works = {iri: store.work(iri) for row in store.query(_WORKS).values() if (iri := str(row["work"]))}
        held = {iri: list(texts(iri)) for iri, work in works.items() if work.in_corpus}
        laws = [*named_laws(list(chain(*held.values())))]
        bad = {
            "laws by name and full date that are no one work": [words for found, words in laws if not found],
            "national numbers in two works": [*twins(works)],
            "impossible edges": [*impossible(store, works)],
            "held documents without a label": [one for one in held if label(works[one]).startswith("/text/")],
            "lineages that show nothing": [*silent(store, held)],
        }
    print(f"works: {len(works)}, held: {len(held)}, laws by name and full date: {len(laws)}")
    for what, rows in bad.items():
        print(f"{what}: {len(rows)}", *rows[:_SHOWN], sep="\n  ")
    return 1 if any(bad.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
