"""What the graph keeps of a document, said twice: from the document, and from RDF alone.

The fields are those that the ontology documents.  What the graph does not keep (the body's portions, notes,
spans of header fields, the order of addressees) is left out of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from vnlegal.corpus import Corpus, Settled, in_part, place_of, sentence_of
from vnlegal.graph.provisions import meant
from vnlegal.graph.triples import CHANGES
from vnlegal.model import Claim, Document, Mention, Resolution, Span, Task, Work
from vnlegal.notation import iris
from vnlegal.outputs import to_record
from vnlegal.vocabulary import relations

Json: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[int, ...]
_VNL, _ELI = "https://w3id.org/vnlegal/ns#", "http://data.europa.eu/eli/ontology#"
_DUE = {"date": "dueDate", "period": "duePeriod", "recurring": "recurrence", "relative": "dueAfter"}


def told(corpus: Corpus, document: Document) -> Json:
    """What the document tells, as far as the graph keeps it."""
    settled = corpus.settled(document)
    record = to_record(document, settled.work.iri, settled.work.key, {})
    decided = {one.mention: one for one in settled.resolutions}
    referred = {one.refers_to for one in document.mentions}  # what a text says of itself is kept for these
    end, work = record["conclusions"], settled.work
    pinpointed = {mention for mention, *_ in _pinpoints(document, settled)}
    pinpointed -= {place_of(document, one).id for one in document.claims if _in_part(document, one)}
    return {
        "source": record["source"],
        "work": work.iri,
        "number": work.number,
        "date": str(work.date) if work.date else None,
        "doc_type": work.doc_type,
        "symbol": (record["preface"]["number"] or {}).get("symbol"),
        "issuers": _set(one["value"] for one in record["preface"]["issuers"]),
        "place": (record["preface"]["place"] or {}).get("value"),
        "addressees": _set(one["value"] for one in record["preface"]["addressees"]),
        "recipients": _set(one["value"] for one in end["recipients"]),
        "signatures": [{key: one[key] and one[key]["value"] for key in one} for one in end["signatures"]],
        "mentions": {
            tuple(one.span): _mention_told(document, one, decided[one.id], work, one.id in pinpointed)
            for one in document.mentions
            if one.kind != "self" or one.id in referred
        },
        "references": {span: targets for _, span, targets in _pinpoints(document, settled)},
        "claims": [_claim_told(document, one) for one in document.claims],
        "tasks": [_task_told(document, one) for one in document.tasks],
        "effects": [
            (one.kind, str(one.day.value), one.whole, tuple(one.clause)) for one in document.effects
        ],
    }  # fmt: skip


def _pinpoints(document: Document, settled: Settled) -> Iterator[tuple[str | None, Place, tuple[str, ...]]]:
    """The references whose work is decided: the mention of their act, where they stand, what they mean."""
    works = {one.mention: one.target for one in settled.resolutions}
    for one in document.references:
        work = settled.work.iri if one.act.kind == "self" else works.get(one.act.mention or "")
        targets = _set(iris.provision_of(work, eid) for eid in meant(one.targets)) if work else ()
        if targets and one.status not in _OPEN:
            yield one.act.mention, tuple(one.span), targets


def _mention_told(document: Document, one: Mention, decided: Resolution, own: Work, pinpointed: bool) -> Json:
    is_open = decided.target is None  # what is decided is told by its work
    back = document.mention(one.refers_to).span if one.refers_to and is_open else None
    target = decided.target if decided.target != own.iri else None
    return {
        "kind": one.kind if is_open else None,
        "part": one.part,
        "text": _flow(document, one.span),
        "number": one.number.value.compact if one.number and is_open else None,
        "date": one.date and str(one.date.value),
        "doc_type": one.doc_type.value if one.doc_type and is_open else None,
        "issuer": one.issuer and one.issuer.value,
        "title": one.title and one.title.value,
        "provision": one.provision.value if one.provision and not pinpointed else None,  # told by references
        "refers_to": back and tuple(back),
        "status": decided.status,
        "target": target,
        "candidates": _set(decided.candidates if is_open else ()),
    }


def _claim_told(document: Document, one: Claim) -> Json:
    return {
        "kind": one.kind,
        "mode": one.mode,
        "subject": "self" if one.subject == "self" else tuple(document.mention(one.subject).span),
        "object": tuple(place_of(document, one).span),
        "cue": one.cue.value,
        "sentence": tuple(sentence_of(document, one)),
        "in part": _in_part(document, one),
    }


def _in_part(document: Document, one: Claim) -> bool:
    return one.kind in CHANGES and in_part(document, one)


def _task_told(document: Document, one: Task) -> Json:
    due = one.deadline
    return {
        "action": one.action.value,
        "span": tuple(one.action.span) if one.action.span else None,
        "actors": _set(field.value for field in one.actors),
        "partners": _set(field.value for field in one.partners),
        "portion": one.portion,
        "due": due and (due.kind, due.field.value),
        "due text": _flow(document, due.field.span) if due and due.field.span else None,
    }


def _flow(document: Document, span: Span) -> str:
    return " ".join(document.text(span).split())


def _set(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


# From RDF alone


class Graph:
    """The triples of some RDF, whatever its graphs."""

    def __init__(self, data: str, syntax: RdfFormat) -> None:
        self.said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in parse(data.encode(), format=syntax):
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, NamedNode | Literal)
            self.said[quad.subject.value][_short(quad.predicate.value)].append(quad.object.value)

    def all(self, subject: str, property: str) -> tuple[str, ...]:
        """What a subject has under a property, each once, in order."""
        return _set(self.said[subject][property])

    def one(self, subject: str, property: str) -> str | None:
        """The one thing that a subject has under a property."""
        found = self.all(subject, property)
        assert len(found) < 2, (subject, property, found)
        return found[0] if found else None


def _short(iri: str) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]


def read(graph: Graph, text: str) -> Json:
    """What RDF says of the document with this text."""
    work = graph.one(text, "realizes")
    assert work is not None
    file = graph.one(text, "is_embodied_by") or ""
    run = graph.one(text, "wasGeneratedBy") or ""
    return {
        "source": {
            "path": graph.one(file, "path"),
            "media_type": graph.one(file, "mediaType"),
            "sha256": graph.one(file, "sha256"),
            "chars": int(graph.one(text, "characters") or -1),
            "parser": graph.one(run, "parserVersion"),
        },
        "work": work,
        "number": graph.one(work, "number"),
        "date": graph.one(work, "date_document"),
        "doc_type": _key(graph.one(work, "docType")),
        "symbol": graph.one(work, "symbol"),
        "issuers": graph.all(work, "issuerName"),
        "place": graph.one(work, "place"),
        "addressees": graph.all(work, "addressee"),
        "recipients": graph.all(work, "recipient"),
        "signatures": [_signature(graph, one) for one in _numbered(graph, work, "signature")],
        "mentions": {_span(one): _mention(graph, one) for one in graph.all(work, "mention")},
        "references": {_span(at): graph.all(at, "targetProvision") for at in graph.all(work, "reference")},
        "claims": [_claim(graph, one) for one in _claims(graph, text)],
        "tasks": [_task(graph, one) for one in _numbered(graph, work, "directive")],
        "effects": [_effect(graph, one) for one in _numbered(graph, work, "effect")],
    }


def _key(iri: str | None) -> str | None:
    return iri and iri.rpartition("/")[2]


def _numbered(graph: Graph, work: str, property: str) -> list[str]:
    return sorted(graph.all(work, property), key=lambda one: int(one.rpartition("/")[2]))


def _span(iri: str) -> Place:
    return tuple(map(int, iri.rpartition("=")[2].split(",")))


def _signature(graph: Graph, at: str) -> Json:
    return {
        "capacity": graph.one(at, "capacity"),
        "position": graph.one(at, "signerPosition"),
        "name": graph.one(at, "signerName"),
    }


def _mention(graph: Graph, at: str) -> Json:
    back = graph.one(at, "refersBackTo")
    targets = {one for key in graph.said[at] if key in _TARGETS for one in graph.all(at, key)}
    assert len(targets) < 2
    numbered = graph.one(at, "citedNumber") is not None
    shown = "numbered" if numbered else "back" if back else "named"
    status = _key(graph.one(at, "resolution")) or "exact"
    return {
        "kind": (graph.one(at, "mentionKind") or shown) if status in _OPEN else None,
        "part": graph.one(at, "part") or "body",
        "text": graph.one(at, "exact"),
        "number": graph.one(at, "citedNumber"),
        "date": graph.one(at, "citedDate"),
        "doc_type": _key(graph.one(at, "citedType")),
        "issuer": graph.one(at, "citedIssuer"),
        "title": graph.one(at, "citedTitle"),
        "provision": graph.one(at, "citedProvision"),
        "refers_to": _span(back) if back else None,
        "status": status,
        "target": next(iter(targets), None),
        "candidates": graph.all(at, "candidate"),
    }


_OPEN = ("ambiguous", "unresolved")
_TARGETS = {f"target{row.property[0].upper()}{row.property[1:]}" for row in relations()}


def _claims(graph: Graph, text: str) -> Iterator[str]:
    found = (one for one in graph.said if one.startswith(f"{text}/claim/"))
    return iter(sorted(found, key=lambda one: int(one.partition("#")[0].rpartition("/")[2])))


def _claim(graph: Graph, at: str) -> Json:
    subject = graph.one(at, "subjectMention")
    return {
        "kind": _key(graph.one(at, "relation")),
        "mode": graph.one(at, "mode"),
        "subject": _span(subject) if subject else "self",
        "object": _span(graph.one(at, "objectMention") or "="),
        "cue": graph.one(at, "trigger"),
        "sentence": (int(graph.one(at, "start") or -1), int(graph.one(at, "end") or -1)),
        "in part": graph.one(at, "inPart") == "true",
    }


def _task(graph: Graph, at: str) -> Json:
    start, end = graph.one(at, "start"), graph.one(at, "end")
    kind = graph.one(at, "deadlineKind")
    due = graph.one(at, _DUE[kind]) if kind in _DUE else "CONTINUOUS"
    return {
        "action": graph.one(at, "action"),
        "span": (int(start), int(end)) if start and end else None,
        "actors": graph.all(at, "leadAgencyName"),
        "partners": graph.all(at, "coordinatingAgencyName"),
        "portion": graph.one(at, "portion"),
        "due": (kind, due) if kind else None,
        "due text": graph.one(at, "deadlineText"),
    }


def _effect(graph: Graph, at: str) -> tuple[object, ...]:
    span = (int(graph.one(at, "start") or -1), int(graph.one(at, "end") or -1))
    return graph.one(at, "effectKind"), graph.one(at, "effectDate"), graph.one(at, "inPart") == "false", span


def text_of(document: Document) -> str:
    """The IRI of the text of a document."""
    return iris.text(document.source)
