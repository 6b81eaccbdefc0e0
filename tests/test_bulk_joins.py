"""Resolution cut along keys, as a distributed engine does it, is that of a corpus in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache

import pytest
from conftest import LETTERS
from pages import letter, mixed
from test_ledger import HEADS, TOLD

from vnlegal.bulk import joins
from vnlegal.bulk.parse import Columns
from vnlegal.corpus import Corpus, load
from vnlegal.graph.homes import stored
from vnlegal.graph.terms import to_nquads
from vnlegal.graph.triples import corpus_quads
from vnlegal.model import Document


def by_key(rows: Iterable[Columns], key: str, function: Callable[..., Iterator[Columns]]) -> list[Columns]:
    """What an engine does: bring together, in no order that could be relied upon."""
    found: dict[str, list[Columns]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return [new for value in sorted(found, reverse=True) for new in function(value, found[value][::-1])]


def gathered(rows: Iterable[Columns]) -> dict[str, list[Columns]]:
    found = defaultdict(list)
    for row in rows:
        found[row["path"]].append(row)
    return found


def settled(documents: Iterable[Document]) -> list[Columns]:
    held = {one.source.path: one for one in documents}
    said = [row for one in held.values() for row in joins.statements(one)]
    verdicts = gathered(by_key(said, "key", joins.decide_number))
    asked = [row for path, one in held.items() for row in joins.name_statements(one, verdicts[path])]
    names = gathered(by_key(asked, "key", joins.decide_name))
    return [joins.settle(one, verdicts[path], names[path]) for path, one in held.items()]


@cache
def corpora() -> tuple[Corpus, ...]:
    """Made when they are first asked: every worker collects this file, one runs it."""
    return tuple(_corpora())


def _corpora() -> Iterator[Corpus]:
    yield load(LETTERS)
    yield mixed(LETTERS)
    for shift in range(3):
        heads = [{**head, "subject": f"công tác {n}"} for n, head in enumerate(HEADS)]
        bodies = [TOLD[(n * 5 + shift) % len(TOLD)] for n in range(len(HEADS))]
        one = [letter(told, f"{n}", **head) for n, (told, head) in enumerate(zip(bodies, heads, strict=True))]
        bare = [letter(told, f"bare{n}", number=f"{n + 50}/BXD-VP") for n, told in enumerate(TOLD)]
        yield Corpus.of([*one, *bare])


@pytest.mark.parametrize("number", range(5))
def test_joins_give_the_corpus(number: int) -> None:
    corpus = corpora()[number]
    rows = settled(corpus.documents)
    own = {row["path"]: row["own"] for row in rows}
    assert own == {path: work.iri for path, work in corpus.work_of.items()}
    found = sorted(map(str, (one for row in rows for one in joins.resolution_rows(row))))
    assert len(found) == len(corpus.resolutions)
    for one in corpus.resolutions:
        expected = {
            "path": one.path, "id": one.mention, "status": one.status,
            "candidates": list(one.candidates), "why": list(one.why),
        }  # fmt: skip
        assert str(expected) in found
    told = {(row["kind"], row["source"], row["target"]) for one in rows for row in joins.evidence(one)}
    assert told == {(link.kind, link.source, link.target) for link in corpus.links}
    assert sum(len(list(joins.evidence(one))) for one in rows) == sum(
        len(one.evidence) for one in corpus.links
    )


@pytest.mark.parametrize("number", range(5))
def test_joins_give_the_graph(number: int) -> None:
    corpus = corpora()[number]
    rows = settled(corpus.documents)
    works = by_key((said for row in rows for said in joins.sightings(row)), "work", joins.work_row)
    assert {row["iri"] for row in works} == {work.iri for work in corpus.works}
    packed = {row["iri"]: row["packed"] for row in works}
    texts = by_key(({**row, "work": packed[row["own"]]} for row in rows), "text", joins.text_graph)
    known = [new for row in works for new in joins.work_graph(row)]
    lines = {line for row in (*texts, *known) for line in row["value"].splitlines()}
    assert lines == set(to_nquads(stored(corpus_quads(corpus))).splitlines())
