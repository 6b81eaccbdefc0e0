"""The edges of a corpus in memory, with what states them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from ..corpus import Corpus, days_told, in_part, laws, place_of
from ..model import Evidence, Link, Span, Work
from ..text import printed
from .stated import Addressed, Edge, Effective, Stated, Statement, Way
from .triples import CHANGES, charged, label, named_only


class CorpusEdges:
    """The edges of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._texts = {document.source.path: document for document in corpus.documents}
        self._links: dict[tuple[str, Way], list[Link]] = defaultdict(list)
        for link in corpus.links:
            self._links[link.source, "out"].append(link)
            self._links[link.target, "in"].append(link)

    def stated(self, work: str, kinds: Collection[str], way: Way) -> Iterator[Stated]:
        """Edges from a work ("out") or to it ("in"), each with all that states it."""
        for link in self._links.get((work, way), ()):
            if link.kind in kinds:
                yield Edge(link.kind, link.source, link.target), tuple(map(self._statement, link.evidence))

    def neighbours(self, work: str, kind: str, way: Way) -> Iterator[str]:
        """The works at the other ends; of "cites" also where a text merely names a work."""
        for link in self._links.get((work, way), ()):
            if link.kind == kind:
                yield link.target if way == "out" else link.source
        if kind == "cites":
            yield from self._cited[work, way]

    @cached_property
    def _cited(self) -> Mapping[tuple[str, Way], set[str]]:
        """Which works the texts of which merely name."""
        found: dict[tuple[str, Way], set[str]] = defaultdict(set)
        for document in self._corpus.documents:
            own = self._corpus.work_of[document.source.path].iri
            for target in named_only(self._corpus.settled(document)):
                found[own, "out"].add(target)
                found[target, "in"].add(own)
        return found

    def spoken_to(self, work: str) -> Iterator[Addressed]:
        """The bodies that the texts of a work are sent to, or charge with a task, as named."""
        for path in self._paths(work):
            yield from charged(self._corpus.settled(self._texts[path]))

    def _statement(self, one: Evidence) -> Statement:
        speaker, document = self._corpus.by_iri[one.speaker], self._texts[one.path]
        words = self._words(one.path, one.sentence)
        cue, mode = one.claim.cue.value, one.claim.mode
        part = one.claim.kind in CHANGES and in_part(document, one.claim)
        place = place_of(document, one.claim).provision if part else None
        return Statement(
            one.speaker, label(speaker), speaker.date, one.path, mode, cue, words, *one.sentence, part,
            place.value if place else "",
        )  # fmt: skip

    def effects(self, work: str) -> tuple[Effective, ...]:
        """What the texts of a work say of its effect, and the first day that a codification tells of it."""
        found = [
            Effective(
                effect.kind,
                effect.day.value,
                effect.whole,
                path,
                self._words(path, effect.clause),
                *effect.clause,
            )
            for path in self._paths(work)
            for effect in self._texts[path].effects
        ]
        return tuple(sorted([*found, *self._told[work]]))

    @cached_property
    def _told(self) -> Mapping[str, list[Effective]]:
        """The first days of works that codifications tell."""
        found: dict[str, list[Effective]] = defaultdict(list)
        for path, document in self._texts.items():
            for work, one in days_told(self._corpus.settled(document)).items():
                words = self._words(path, one.clause)
                found[work].append(Effective("begins", one.day, True, path, words, *one.clause))
        return found

    def _paths(self, work: str) -> tuple[str, ...]:
        known = self._corpus.by_iri.get(work)
        return known.documents if known else ()

    def _words(self, path: str, span: Span) -> str:
        return printed(self._texts[path].source, span)

    def works(self, iris: Iterable[str]) -> Mapping[str, Work]:
        """Works by IRI."""
        found = ((iri, self._corpus.by_iri.get(iri) or laws.work_of(iri)) for iri in iris)
        return {iri: work for iri, work in found if work}
