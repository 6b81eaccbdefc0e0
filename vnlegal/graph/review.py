r"""Rà soát: which documents rest on what an act has changed, with the sentence of each side.

An act that amends, replaces, repeals or suspends others leaves behind documents that were based on these,
guide them, carry them out, or refer to their provisions.  Who refers to a provision that was changed comes
first; then who rests on a document that has ended; then the others.

>>> from vnlegal.document import parse
>>> from dataclasses import replace
>>> def text(words, number, day):
...     one = parse(words, {"number": number, "date": day, "issuer": "Chính phủ", "doc_type": "Nghị định"})
...     return replace(one, source=replace(one.source, path=number))
>>> held = Corpus.of([
...     text("Điều 1. Nghị định này bãi bỏ Nghị định số 5/2010/NĐ-CP.", "7/2020/NĐ-CP", "2020-01-02"),
...     text("Căn cứ Nghị định số 5/2010/NĐ-CP;\nĐiều 1. Bến đò.", "6/2015/NĐ-CP", "2015-01-02")])
>>> made = review(held, "7/2020/NĐ-CP", date(2021, 1, 1))
>>> [(one.work.number, one.kind, one.rank) for one in made.affected]
[('6/2015/NĐ-CP', 'based_on', 'ended')]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from ..corpus import Corpus, in_part
from ..model import Document, Link, Span, Work
from ..vocabulary import kinds_where, relations
from .asked import work_of
from .validity import validity

CHANGES = kinds_where(lambda row: row.force in ("ends", "rests", "changes", "prolongs"))
RESTS = kinds_where(lambda row: row.family in ("basis", "lineage"))
CITES = "cites"
Rank = Literal["provision", "ended", "other"]
RANKS: tuple[Rank, ...] = ("provision", "ended", "other")


@dataclass(frozen=True, slots=True)
class ReviewSentence:
    """A sentence and where it stands."""

    path: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ActChanged:
    """What the reviewed act did to another: as a whole, or to some provisions (eIds), and its words."""

    work: Work
    kind: str
    whole: bool
    provisions: tuple[str, ...]
    said: ReviewSentence


@dataclass(frozen=True, slots=True)
class Affected:
    """A held document that rests on, or refers to, what was changed.

    `touched` are the provisions that it refers to and that were changed; `status` is its own on the day.
    """

    work: Work
    path: str
    status: str
    kind: str
    on: ActChanged
    touched: tuple[str, ...]
    rank: Rank
    said: ReviewSentence


@dataclass(frozen=True, slots=True)
class Review:
    """What a review came to: the act, the day, what it changed, and who is affected, the nearest first."""

    act: Work
    on: date
    changes: tuple[ActChanged, ...]
    affected: tuple[Affected, ...]


def review(corpus: Corpus, changed: str, on: date) -> Review:
    """Which documents of a corpus rest on what an act changed; `changed` names it as people type it.

    Raises NotOneWorkError if no work, or more than one, fits.
    """
    act = work_of(corpus, changed)
    made = _Reviewer(corpus, on)
    changes = tuple(made.changes(act))
    found = {
        (one.path, one.kind, one.on.work.iri): one for change in changes for one in made.affected(act, change)
    }
    order = sorted(
        found.values(), key=lambda one: (RANKS.index(one.rank), one.work.number or "", one.path, one.kind)
    )
    return Review(act, on, changes, tuple(order))


class _Reviewer:
    """One corpus on one day."""

    def __init__(self, corpus: Corpus, on: date) -> None:
        self.corpus, self.on = corpus, on
        self.by_path = {one.source.path: one for one in corpus.documents}
        self.status = cache(lambda work: validity(corpus, work, on).status.value)

    def changes(self, act: Work) -> Iterator[ActChanged]:
        """What the act does to others, one a work and kind."""
        for link in self.corpus.links:
            if link.source != act.iri or link.kind not in CHANGES:
                continue
            document = self.by_path[link.evidence[0].path]
            parts = [in_part(self.by_path[one.path], one.claim) for one in link.evidence]
            ends = relations().get(link.kind).force == "ends"
            eids = tuple(dict.fromkeys(self._ordered(act, link.target, ends)))
            whole = relations().get(link.kind).force != "changes" and not any(parts)
            yield ActChanged(
                self.corpus.by_iri[link.target],
                link.kind,
                whole,
                eids,
                _said(document, link.evidence[0].sentence),
            )

    def _ordered(self, act: Work, target: str, ends: bool) -> Iterator[str]:
        """The provisions of a work that the act orders to be repealed, or to be changed otherwise."""
        for path in act.documents:
            document = self.by_path[path]
            for one in document.instructions:
                meant = self.corpus.targets.get((path, one.act.mention or ""))
                if meant == target and (one.op == "repeal") is ends:
                    yield from (target.eid for target in one.targets if target.eid)

    def affected(self, act: Work, change: ActChanged) -> Iterator[Affected]:
        """Who rests on a work that was changed, or refers to its provisions."""
        references = self._references(change.work.iri)
        linked: set[str] = set()
        for link in self._links_to(change.work.iri):
            for path in {one.path for one in link.evidence}:
                if self._is_other(path, act, link.source):
                    linked.add(path)
                    said = next(one for one in link.evidence if one.path == path)
                    yield self._line(path, link.kind, change, references.get(path, []), said.sentence)
        for path, found in references.items():
            if path not in linked and self._is_other(path, act, self.corpus.work_of[path].iri):
                yield self._line(path, CITES, change, found, _around(self.by_path[path], found[0][1]))

    def _links_to(self, work: str) -> list[Link]:
        return [link for link in self.corpus.links if link.target == work and link.kind in RESTS]

    def _is_other(self, path: str, act: Work, source: str) -> bool:
        """Whether a path is a text of who speaks, and not of the reviewed act."""
        own = self.corpus.work_of[path].iri
        return own == source and own != act.iri

    def _references(self, work: str) -> Mapping[str, list[tuple[str, Span]]]:
        """Provisions of a work that each text refers to, with where it does."""
        found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
        for path, document in self.by_path.items():
            if self.corpus.work_of[path].iri == work:
                continue
            for one in document.references:
                if self.corpus.act_of(document, one) == work:
                    found[path] += [(target.eid, one.span) for target in one.targets if target.eid]
        return {path: places for path, places in found.items() if places}

    def _line(
        self, path: str, kind: str, change: ActChanged, references: list[tuple[str, Span]], sentence: Span
    ) -> Affected:
        document, work = self.by_path[path], self.corpus.work_of[path]
        hit = [
            (eid, span)
            for eid, span in references
            if any(_overlap(eid, other) for other in change.provisions)
        ]
        touched = tuple(dict.fromkeys(eid for eid, _ in hit))
        rank: Rank = "provision" if touched else "ended" if change.whole else "other"
        said = _said(document, _around(document, hit[0][1]) if hit else sentence)
        return Affected(work, path, self.status(work.iri), kind, change, touched, rank, said)


def _overlap(one: str, other: str) -> bool:
    """Whether a provision is another, part of it, or holds it.

    >>> _overlap("art_5", "art_5__para_2"), _overlap("art_5", "art_51")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(f"{short}__")


def _around(document: Document, span: Span) -> Span:
    """The line in which a reference stands."""
    text = document.source.text
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    return Span(start, len(text) if end < 0 else end)


def _said(document: Document, span: Span) -> ReviewSentence:
    return ReviewSentence(document.source.path, span, " ".join(document.text(span).split()))
