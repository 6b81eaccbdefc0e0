"""Identity, meaning and links as joins: what is done for one document, one number, one name, one work.

The rules are those of `references` and `corpus`; here they are cut along the keys that a distributed engine
brings together.  All functions take and give plain rows; `spark` moves them.

    document ─ statements ─▶ (number) ─ decide_number ─▶ verdicts ─┐
    document + verdicts ─ name_statements ─▶ (name) ─ decide_name ─▶ names ─┐
    document + verdicts + names ─ settle ─▶ settled ─ sightings ─▶ (work) ─ work_row
                                                    ─ evidence ─▶ (kind, source, target)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from ..corpus import Settled, links_of
from ..corpus.kept_document import packed, unpacked
from ..graph.pieces import graph_of, graph_of_work
from ..model import Document, Resolution, Work
from ..notation import iris
from ..references import works
from ..references.identity import Reading
from ..references.library import NO_WORKS, NamedWork, Numbered, known_of, named_of, own_iri
from ..references.named_works import Verdict
from ..references.resolve import Case, numbered_verdict
from ..references.testimony import Fact, NameFact, Testimony
from .parse import Columns

Rows = Iterator[Columns]

STATEMENTS = {"key": "string", "kind": "string", "path": "string", "id": "string", "body": "binary"}
VERDICTS = {
    "path": "string", "id": "string", "status": "string", "candidates": "array<string>",
    "why": "array<string>",
}  # fmt: skip
NAMES = {"path": "string", "slug": "string", "works": "binary"}
SETTLED = {
    "path": "string", "text": "string", "own": "string", "packed": "binary", "resolutions": "binary",
}  # fmt: skip
SIGHTINGS = {"work": "string", "field": "string", "value": "string", "weight": "bigint"}
EVIDENCE = {
    "kind": "string", "source": "string", "target": "string", "mode": "string", "path": "string",
    "speaker": "string", "cue": "string", "start": "int", "end": "int",
}  # fmt: skip
WORKS = {
    "iri": "string", "number": "string", "doc_type": "string", "date": "date", "title": "string",
    "issuers": "array<string>", "year": "int", "in_corpus": "boolean", "documents": "array<string>",
    "aliases": "array<string>", "packed": "binary",
}  # fmt: skip
GRAPHS = {"value": "string"}

_pack = msgspec.msgpack.encode
_fact = msgspec.msgpack.Decoder(Fact).decode
_own = msgspec.msgpack.Decoder(tuple[str, date | None]).decode
_reading = msgspec.msgpack.Decoder(tuple[Reading, date | None]).decode
_name_fact = msgspec.msgpack.Decoder(NameFact).decode
_named_works = msgspec.msgpack.Decoder(tuple[NamedWork, ...]).decode
_resolutions = msgspec.msgpack.Decoder(tuple[Resolution, ...]).decode
_work = msgspec.msgpack.Decoder(Work).decode


def statements(document: Document) -> Rows:
    """What a document says of number tokens, and what it asks of them: rows of STATEMENTS."""
    testimony = Testimony.of(document)
    row = {"path": testimony.path, "id": ""}
    for fact in testimony.facts():
        if not fact.open:
            yield {**row, "key": fact.token, "kind": "fact", "body": _pack(fact)}
    if header := testimony.header:
        body = _pack((testimony.key_iri, header.day))
        yield {**row, "key": header.token, "kind": "own", "id": "self", "body": body}
    for id, reading in testimony.readings.items():
        body = _pack((reading, testimony.date))
        yield {**row, "key": reading.token, "kind": "reading", "id": id, "body": body}


def decide_number(token: str, rows: Iterable[Columns]) -> Rows:
    """All that is said of one number, and what is asked of it decided: rows of VERDICTS."""
    facts, asked = set(), []
    for row in rows:
        facts.add(_fact(row["body"])) if row["kind"] == "fact" else asked.append(row)
    known = known_of(facts)
    for row in asked:
        if row["kind"] == "own":
            verdict = Verdict("exact", (own_iri(*_own(row["body"]), known),))
        else:
            reading, before = _reading(row["body"])
            verdict = numbered_verdict(reading, known, before)
        yield {
            "path": row["path"],
            "id": row["id"],
            "status": verdict.status,
            "candidates": list(verdict.candidates),
            "why": list(verdict.why),
        }


def name_statements(document: Document, verdicts: Iterable[Columns]) -> Rows:
    """What a document knows by name, and by which names it asks: rows of STATEMENTS."""
    testimony = Testimony.of(document)
    interests = testimony.interests()
    if not interests:
        return
    row = {"path": testimony.path, "id": ""}
    for fact in _case(testimony, verdicts).name_facts():
        yield {**row, "key": fact.slug, "kind": "fact", "body": _pack(fact)}
    for slug in interests:
        yield {**row, "key": slug, "kind": "interest", "body": b""}


def decide_name(slug: str, rows: Iterable[Columns]) -> Rows:
    """The works under one name, for each document that asks: rows of NAMES."""
    facts, asked = set(), []
    for row in rows:
        facts.add(_name_fact(row["body"])) if row["kind"] == "fact" else asked.append(row["path"])
    if facts:
        found = _pack(named_of(facts))
        yield from ({"path": path, "slug": slug, "works": found} for path in asked)


def settle(document: Document, verdicts: Iterable[Columns], names: Iterable[Columns]) -> Columns:
    """A document with its work and what each of its mentions means: a row of SETTLED."""
    case = _case(Testimony.of(document), verdicts)
    library = _Names({row["slug"]: _named_works(row["works"]) for row in names})
    return {
        "path": case.testimony.path,
        "text": iris.text(document.source),
        "own": case.own,
        "packed": packed(document),
        "resolutions": _pack(case.resolutions(library)),
    }


def resolution_rows(row: Columns) -> Rows:
    """What the mentions of a settled document mean: rows of VERDICTS."""
    for one in _resolutions(row["resolutions"]):
        yield {
            "path": one.path,
            "id": one.mention,
            "status": one.status,
            "candidates": list(one.candidates),
            "why": list(one.why),
        }


def sightings(row: Columns) -> Rows:
    """What a settled document says of works: rows of SIGHTINGS."""
    testimony = Testimony.of(unpacked(row["packed"]))
    for one in works.sightings(testimony, row["own"], _resolutions(row["resolutions"])):
        yield one._asdict()


def evidence(row: Columns) -> Rows:
    """What a settled document says of relations between works: rows of EVIDENCE."""
    document = unpacked(row["packed"])
    for link in links_of([document], {row["path"]: row["own"]}, _resolutions(row["resolutions"])):
        for one in link.evidence:
            start, end = one.sentence
            yield {
                "kind": link.kind,
                "source": link.source,
                "target": link.target,
                "mode": one.claim.mode,
                "path": one.path,
                "speaker": one.speaker,
                "cue": one.claim.cue.value,
                "start": start,
                "end": end,
            }


def work_row(iri: str, rows: Iterable[Columns]) -> Rows:
    """A work from all that is said of it: a row of WORKS."""
    one = works.work(iri, (works.Sighting(iri, row["field"], row["value"], row["weight"]) for row in rows))
    yield {
        "iri": iri,
        "number": one.number,
        "doc_type": one.doc_type,
        "date": one.date,
        "title": one.title,
        "issuers": list(one.issuers),
        "year": one.key.year if one.key else None,
        "in_corpus": one.in_corpus,
        "documents": list(one.documents),
        "aliases": list(one.aliases),
        "packed": _pack(one),
    }


def text_graph(text: str, rows: Iterable[Columns]) -> Rows:
    """The graph of one text as N-Quads, of all documents that hold it with their works (`work`)."""
    copies = (
        Settled(unpacked(row["packed"]), _work(row["work"]), _resolutions(row["resolutions"])) for row in rows
    )
    yield {"value": graph_of(copies).rstrip("\n")}


def work_graph(row: Columns) -> Rows:
    """What is known of a work, as N-Quads."""
    yield {"value": graph_of_work(_work(row["packed"])).rstrip("\n")}


@dataclass(frozen=True, slots=True)
class _Names:
    """The library that a document needs once its numbers are decided: names alone."""

    works: Mapping[str, tuple[NamedWork, ...]]

    def known(self, token: str) -> Numbered:
        return NO_WORKS

    def named(self, slug: str) -> tuple[NamedWork, ...]:
        return self.works.get(slug, ())


def _case(testimony: Testimony, verdicts: Iterable[Columns]) -> Case:
    found: dict[str, Any] = {
        row["id"]: Verdict(row["status"], tuple(row["candidates"]), tuple(row["why"])) for row in verdicts
    }
    own = found.pop("self").candidates[0] if "self" in found else testimony.key_iri
    return Case.decided(testimony, own, found)
