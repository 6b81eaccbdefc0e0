r"""Rà soát: which documents rest on what an act has changed, with the sentence of each side.

An act that amends, replaces, repeals or suspends others leaves behind documents that were based on these,
guide them, carry them out, or refer to their provisions.  Who refers to a provision that was changed comes
first; then who rests on a document that has ended; then the others; at last who was issued when the change
was made already, and may have heeded it.

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
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from .. import late
from ..corpus import Corpus, in_part
from ..model import Document, Evidence, Instruction, Link, Span, Work
from ..text import printed
from ..vocabulary import kinds_where, relations
from .asked import work_of
from .ended_bodies import EndedBody, ended_bodies
from .validity import validity

CHANGES = kinds_where(lambda row: row.force in ("ends", "rests", "changes", "prolongs"))
RESTS = kinds_where(lambda row: row.family in ("basis", "lineage"))
CITES = "cites"
Rank = Literal["provision", "ended", "other", "later"]
RANKS: tuple[Rank, ...] = ("provision", "ended", "other", "later")
# A word at the end of a line that the sentence cannot end with: "theo quy định tại Điều 9 của".
_ASKS = late.re(r"(?<!\w)(?:của|tại|theo|và|số|các|khoản|điểm|Điều|Luật|Nghị|Thông|Quyết)$")
_YEAR = late.re(r"/(\d{4})/")  # 6/2024/NĐ-CP
_WHOLE = "act"  # the eId of an act itself
_LONG = 240  # characters of a sentence; of a longer one the clause is shown


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
    """A held document that rests on, or refers to, what was changed; of several copies the first.

    `touched` are the provisions that it refers to and that were changed; `status` is its own on the day;
    `bodies` are those that it names and that are no more on the day.
    """

    work: Work
    path: str
    status: str
    kind: str
    on: ActChanged
    touched: tuple[str, ...]
    rank: Rank
    said: ReviewSentence
    bodies: tuple[EndedBody, ...] = ()


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
    made = _Reviewer(corpus, act, on)
    changes = tuple(made.changes(act))
    found: dict[tuple[str, str], list[Affected]] = defaultdict(list)
    for change in changes:
        for one in made.affected(act, change):
            found[one.work.iri, one.on.work.iri].append(one)
    order = sorted(map(_one_line, found.values()), key=_order)
    return Review(act, on, changes, tuple(order))


def _order(one: Affected) -> tuple[int, str, str, str, str]:
    return RANKS.index(one.rank), one.work.number or "", one.path, one.kind, one.on.work.iri


def _one_line(lines: list[Affected]) -> Affected:
    """What several changes of one act mean to one document: the gravest, with every provision touched."""
    first = min(lines, key=lambda one: RANKS.index(one.rank))
    touched = dict.fromkeys(eid for one in (first, *lines) for eid in one.touched)
    return replace(first, touched=tuple(touched))


class _Reviewer:
    """One corpus on one day."""

    def __init__(self, corpus: Corpus, act: Work, on: date) -> None:
        self.corpus, self.act, self.on = corpus, act, on
        self.by_path = {one.source.path: one for one in corpus.documents}
        self.status = cache(lambda work: validity(corpus, work, on).status.value)
        self.bodies = cache(lambda path: ended_bodies(self.by_path[path], on))

    def changes(self, act: Work) -> Iterator[ActChanged]:
        """What the act does to others, one a work and kind."""
        links = [one for one in self.corpus.links if one.source == act.iri and one.kind in CHANGES]
        kinds: dict[str, set[str]] = defaultdict(set)
        for link in links:
            kinds[link.target].add(link.kind)
        for link in links:
            own = [one for one in link.evidence if self.corpus.work_of[one.path].iri == act.iri]
            parts = [in_part(self.by_path[one.path], one.claim) for one in link.evidence]
            eids = tuple(dict.fromkeys(self._ordered(act, link, kinds[link.target])))
            whole = relations().get(link.kind).force != "changes" and not any(parts)
            said = self._told((own or link.evidence)[0])
            yield ActChanged(self.corpus.by_iri[link.target], link.kind, whole, eids, said)

    def _ordered(self, act: Work, link: Link, kinds: set[str]) -> Iterator[str]:
        """The provisions of a work that the act orders to be changed in a way, of those it changes it in."""
        for path in act.documents:
            document, acts = self.by_path[path], self._acts(path)
            for one in document.instructions:
                meant = self.corpus.targets.get((path, one.act.mention or ""))
                if _kind(one, kinds) == link.kind:
                    for target in one.targets:
                        eid, act_of = target.eid, acts.get(target.span.start, meant)
                        yield from (eid,) if eid and eid != _WHOLE and act_of == link.target else ()

    def _acts(self, path: str) -> Mapping[int, str | None]:
        """The act of each provision that a text names, by where: "điểm m Điều 35 Luật A; Điều 19 Luật B"."""
        document = self.by_path[path]
        return {
            target.span.start: self.corpus.act_of(document, one)
            for one in document.references
            if one.act.kind != "self"
            for target in one.targets
        }

    def _told(self, one: Evidence) -> ReviewSentence:
        """The clause of a sentence that names what it is about; a line of a list without its lead."""
        document, named, sentence = self.by_path[one.path], one.object_span, one.sentence
        if not sentence.overlaps(named):
            return _said(document, _around(document, named))
        before = document.text(Span(sentence.start, max(sentence.start, named.start)))
        if ";" in before or len(document.text(sentence)) > _LONG:
            sentence = _clause(document.source.text, sentence, named)
        return _said(document, sentence)

    def affected(self, act: Work, change: ActChanged) -> Iterator[Affected]:
        """Who rests on a work that was changed, or refers to its provisions."""
        references = self._references(change.work.iri)
        linked: set[str] = set()
        for link in self._links_to(change.work.iri):
            for path in {one.path for one in link.evidence}:
                if self._is_other(path, act, link.source):
                    linked.add(path)
                    told = self._told(next(one for one in link.evidence if one.path == path))
                    yield self._line(path, link.kind, change, references.get(path, []), told)
        for path, found in references.items():
            if path not in linked and self._is_other(path, act, self.corpus.work_of[path].iri):
                document = self.by_path[path]
                said = _said(document, _around(document, found[0][1]))
                yield self._line(path, CITES, change, found, said)

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
        self,
        path: str,
        kind: str,
        change: ActChanged,
        references: list[tuple[str, Span]],
        said: ReviewSentence,
    ) -> Affected:
        document, work = self.by_path[path], self.corpus.work_of[path]
        hit = [
            (eid, span)
            for eid, span in references
            if any(_overlap(eid, other) for other in change.provisions)
        ]
        touched = tuple(dict.fromkeys(eid for eid, _ in hit))
        rank: Rank = "provision" if touched else "ended" if change.whole else "other"
        if rank != "ended" and _is_later(work, self.act):
            rank = "later"
        shown = _said(document, _around(document, hit[0][1])) if hit else said
        status, bodies = self.status(work.iri), self.bodies(path)
        return Affected(work, path, status, kind, change, touched, rank, shown, bodies)


def _is_later(work: Work, act: Work) -> bool:
    """Whether a document was issued when the act was there already, by its day or the year in its number."""
    if act.date is None:
        return False
    if work.date:
        return work.date > act.date
    year = _YEAR.search(work.number or "")
    return year is not None and int(year[1]) > act.date.year


def _kind(one: Instruction, kinds: set[str]) -> str:
    """As what an order counts: words that are struck out amend; forms may be replaced."""
    annexed = any(target.eid and target.eid.startswith("annex") for target in one.targets)
    if one.op == "repeal" and one.scope != "phrase":
        best = "repeals"
    else:
        best = "replaces" if one.op == "substitution" and one.scope != "phrase" and annexed else "amends"
    return next((kind for kind in (best, *_KINDS) if kind in kinds), min(kinds))


_KINDS = ("amends", "replaces", "repeals")


def _overlap(one: str, other: str) -> bool:
    """Whether a provision is another, part of it, or holds it.

    >>> _overlap("art_5", "art_5__para_2"), _overlap("art_5", "art_51")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(f"{short}__")


def _around(document: Document, span: Span) -> Span:
    r"""The line in which a reference stands, with those before and behind that a page broke it into.

    >>> from vnlegal.document import parse
    >>> one = parse("1. Đò theo\nĐiều 9 của\nLuật Bến đò.\n2. Hết.")
    >>> one.text(_around(one, Span(11, 17)))
    '1. Đò theo\nĐiều 9 của\nLuật Bến đò.'
    """
    text = document.source.text
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    end = len(text) if end < 0 else end
    while end < len(text) and end - start < _LONG and _goes_on(text, end):
        after = text.find("\n", end + 1)
        end = len(text) if after < 0 else after
    while start and end - start < _LONG and _goes_on(text, start - 1):
        start = text.rfind("\n", 0, start - 1) + 1
    return Span(start, end)


def _goes_on(text: str, at: int) -> bool:
    """Whether a sentence goes on behind a line end: in small letters, or after a word that asks for more."""
    return text[at + 1 : at + 2].islower() or _ASKS.search(text, max(at - 12, 0), at) is not None


def _clause(text: str, sentence: Span, named: Span) -> Span:
    """The clause of a long sentence, between semicolons and line ends, that names something.

    >>> text = "Bãi bỏ:\\na) Điều 1; b) Điều 2;\\nc) Điều 3"
    >>> at = text.index("Điều 2")
    >>> shown = _clause(text, Span(0, len(text)), Span(at, at + 6))
    >>> text[shown.start : shown.end]
    ' b) Điều 2'
    """
    start = max(text.rfind(mark, sentence.start, named.start) for mark in ";\n") + 1
    ends = [text.find(mark, named.end, sentence.end) for mark in ";\n"]
    return Span(max(start, sentence.start), min((end for end in ends if end >= 0), default=sentence.end))


def _said(document: Document, span: Span) -> ReviewSentence:
    """The words of a place without the marks of Markdown."""
    words = printed(document.source, span).lstrip("-+•> ")
    return ReviewSentence(document.source.path, span, words)
