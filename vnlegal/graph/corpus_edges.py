"""The edges of a corpus in memory, with what states them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from ..corpus import Corpus, in_part
from ..model import Evidence, Link, Span, Work
from .stated import Edge, Effective, Stated, Statement, Way
from .triples import CHANGES, label


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

    def _statement(self, one: Evidence) -> Statement:
        speaker, document = self._corpus.by_iri[one.speaker], self._texts[one.path]
        words = self._words(one.path, one.sentence)
        cue, mode = one.claim.cue.value, one.claim.mode
        part = one.claim.kind in CHANGES and in_part(document, one.claim)
        return Statement(
            one.speaker, label(speaker), speaker.date, one.path, mode, cue, words, *one.sentence, part
        )

    def effects(self, work: str) -> tuple[Effective, ...]:
        """What the texts of a work say of its effect."""
        found = [
            Effective(
                effect.kind,
                effect.day.value,
                effect.whole,
                path,
                self._words(path, effect.clause),
                *effect.clause,
            )
            for path in self._corpus.by_iri[work].documents
            for effect in self._texts[path].effects
        ]
        return tuple(sorted(found))

    def _words(self, path: str, span: Span) -> str:
        return " ".join(self._texts[path].text(span).split())

    def works(self, iris: Iterable[str]) -> Mapping[str, Work]:
        """Works by IRI."""
        return {iri: self._corpus.by_iri[iri] for iri in iris}
