"""A corpus: documents, the works that they are and speak of, and the links between those.

The same documents give the same corpus whatever their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from . import formats
from .model import Claim, Document, Evidence, Link, Mention, Mode, Resolution, Span, Work, WorkKey
from .notation import iris
from .references import sentences
from .references.identity import own_reading, readings, standpoint
from .references.naming import name_of
from .references.resolve import resolve

V = TypeVar("V")
_GENERIC_TYPE = "van-ban"


@dataclass(frozen=True)
class Corpus:
    """Documents by path, works by IRI, one resolution for each mention, and the links they give."""

    documents: tuple[Document, ...]
    works: tuple[Work, ...]
    resolutions: tuple[Resolution, ...]
    links: tuple[Link, ...]

    @staticmethod
    def of(documents: Iterable[Document]) -> Corpus:
        """The corpus of some documents; each path stands once."""
        ordered = tuple(sorted(documents, key=lambda one: one.source.path))
        own, resolutions = resolve(ordered)
        return Corpus(
            ordered, _works(ordered, own, resolutions), resolutions, _links(ordered, own, resolutions)
        )

    @cached_property
    def by_iri(self) -> Mapping[str, Work]:
        """Works by IRI."""
        return {work.iri: work for work in self.works}

    @cached_property
    def work_of(self) -> Mapping[str, Work]:
        """The work that each document is a text of, by path."""
        return {path: work for work in self.works for path in work.documents}

    @cached_property
    def targets(self) -> Mapping[tuple[str, str], str]:
        """The work that a mention means, by path and mention id, where it is decided."""
        return {(one.path, one.mention): one.target for one in self.resolutions if one.target}

    @cached_property
    def resolution_of(self) -> Mapping[tuple[str, str], Resolution]:
        """Resolutions by path and mention id."""
        return {(one.path, one.mention): one for one in self.resolutions}

    def province_of(self, document: Document) -> str | None:
        """The province of the body that a document speaks for."""
        return standpoint(document).province

    def find(self, words: str) -> tuple[Work, ...]:
        """Works by number or name as people type them: all that match, corpus documents first.

        "1070/UBND-KGVX", "số 1070", "nghi quyet 50/nq-cp", "chương trình hành động" are understood.
        """
        return iris.Wanted.of(words).among(self.works)


def load(
    paths: Iterable[str | Path], unread: Callable[[formats.UnreadableFile], None] | None = None
) -> Corpus:
    """The corpus of some files and folders.

    A file that cannot be read is given to `unread` and left out; without it the error is raised.
    """
    documents = []
    for path in formats.expand(paths):
        try:
            documents.append(read_document(path))
        except formats.UnreadableFile as error:
            if unread is None:
                raise
            unread(error)
    return Corpus.of(documents)


def read_document(path: str | Path) -> Document:
    """Read and parse one file; raises UnreadableFile."""
    from .document import parse

    return parse(formats.read(path))


def sentence_of(document: Document, claim: Claim) -> Span:
    """The sentence that states a claim."""
    return sentences.of_claim(document, claim)


def place_of(document: Document, claim: Claim) -> Mention:
    """The mention at which a claim speaks of its object."""
    return sentences.place_of(document, claim)


def _links(
    documents: Iterable[Document], own: Mapping[str, str], resolutions: Iterable[Resolution]
) -> tuple[Link, ...]:
    """Every relation that some text states, with all places that state it."""
    targets = {(one.path, one.mention): one.target for one in resolutions}
    found: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for document in documents:
        path = document.source.path
        for claim in document.claims:
            source = own[path] if claim.subject == "self" else targets.get((path, claim.subject))
            target = targets.get((path, claim.object))
            if claim.mode != "directed" and source and target and source != target:
                found[claim.kind, source, target].append(_evidence(document, claim, own[path]))
    return tuple(Link(*key, _modes(found[key]), tuple(found[key])) for key in sorted(found))


def _modes(evidence: Iterable[Evidence]) -> tuple[Mode, ...]:
    return tuple(sorted({one.claim.mode for one in evidence}))


def _evidence(document: Document, claim: Claim, speaker: str) -> Evidence:
    thing = sentences.place_of(document, claim)
    return Evidence(document.source.path, speaker, claim, thing.span, sentences.of_claim(document, claim))


class _Seen:
    """What headers and mentions say of one work."""

    def __init__(self) -> None:
        self.documents: list[str] = []
        self.key: WorkKey | None = None
        self.issuers: tuple[str, ...] = ()
        self.values: dict[str, Counter[object]] = defaultdict(Counter)

    def count(self, name: str, value: object, weight: int = 1) -> None:
        if value is not None:
            self.values[name][value] += weight

    def best(self, name: str, kind: type[V]) -> V | None:
        """The value said most often; of equals the least, whatever the order of documents."""
        ranked = sorted(self.values[name].items(), key=lambda item: (-item[1], str(item[0])))
        return next((value for value, _ in ranked if isinstance(value, kind)), None)


_HEADER = 1_000_000  # what a document says of itself outweighs what any number of others say


def _works(
    documents: Iterable[Document], own: Mapping[str, str], resolutions: Iterable[Resolution]
) -> tuple[Work, ...]:
    targets: dict[str, dict[str, str]] = defaultdict(dict)
    for one in resolutions:
        if one.target:
            targets[one.path][one.mention] = one.target
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for document in documents:
        path = document.source.path
        _see_header(document, seen[own[path]])
        _see_mentions(document, targets[path], seen)
    return tuple(_work(iri, seen[iri]) for iri in sorted(seen))


def _see_header(document: Document, work: _Seen) -> None:
    preface, reading = document.preface, own_reading(document)
    work.documents.append(document.source.path)
    if reading:
        work.count("number", reading.number, _HEADER)
        work.issuers = tuple(reading.issuers[0].split("+")) if reading.issuers else ()
        work.key = reading.key
    for name, field in (("doc_type", preface.doc_type), ("date", preface.date), ("title", preface.subject)):
        work.count(name, field.value if field else None, _HEADER)


def _see_mentions(document: Document, targets: Mapping[str, str], seen: dict[str, _Seen]) -> None:
    known = readings(document)
    for mention in document.mentions:
        iri = targets.get(mention.id)
        if not iri or mention.kind in ("back", "self"):
            continue
        work = seen[iri]
        _see_mention(document, mention, work)
        reading = known.get(mention.id)
        if reading and reading.key and not work.documents:
            work.key, work.issuers = reading.key, reading.key.issuers


def _see_mention(document: Document, mention: Mention, work: _Seen) -> None:
    work.count("number", mention.number.value.compact if mention.number else None)
    work.count("date", mention.date.value if mention.date else None)
    if mention.doc_type and mention.doc_type.value != _GENERIC_TYPE:
        work.count("doc_type", mention.doc_type.value)
    name = name_of(document, mention)
    title = mention.title.value if mention.title else name.words if name else None
    work.count("title", title)


def _work(iri: str, seen: _Seen) -> Work:
    return Work(
        iri=iri,
        key=seen.key,
        number=seen.best("number", str),
        doc_type=seen.best("doc_type", str),
        date=seen.best("date", date),
        issuers=seen.issuers,
        title=seen.best("title", str),
        documents=tuple(sorted(seen.documents)),
    )
