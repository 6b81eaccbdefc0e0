"""A corpus: documents, the works that they are and speak of, and the links between those.

The same documents give the same corpus whatever their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from .. import formats
from ..model import (
    Claim,
    Document,
    Evidence,
    Link,
    Mention,
    Mode,
    Portion,
    ProvisionReference,
    Resolution,
    Span,
    Work,
    above,
)
from ..notation import iris
from ..notation.periods import days
from ..references import extent, guards, sentences, works
from ..references.codification import SourceDay, source_days
from ..references.identity import standpoint
from ..references.resolve import resolve
from ..references.testimony import Testimony
from . import laws, provisions

if TYPE_CHECKING:  # a build needs neither: they are loaded by who asks
    from . import duties
    from .consolidation import Consolidated, Difference, Disagreement, Held, ProvisionVersion, Timeline


@dataclass(frozen=True, slots=True)
class Settled:
    """A document with its work and what each of its mentions means: all that its graph is made of."""

    document: Document
    work: Work
    resolutions: tuple[Resolution, ...]


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
        settled = tuple(resolve(ordered))
        own = {one.source.path: iri for one, (iri, _) in zip(ordered, settled, strict=True)}
        resolutions = tuple(one for _, found in settled for one in found)
        return Corpus(ordered, _works(ordered, settled), resolutions, links_of(ordered, own, resolutions))

    def __repr__(self) -> str:
        """The corpus in a line."""
        return str(above("outputs.notebook").short_corpus(self))

    def _repr_html_(self) -> str:
        """What a notebook shows: its documents."""
        return str(above("outputs.notebook").corpus_card(self))

    def to_pandas(self, table: str = "documents") -> Any:
        """Its documents, mentions or claims as a pandas DataFrame, with the columns of bulk.parse."""
        return above("bulk.frames").to_frame(self.documents, table, "pandas")

    def to_polars(self, table: str = "documents") -> Any:
        """The same as a polars DataFrame."""
        return above("bulk.frames").to_frame(self.documents, table, "polars")

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

    def settled(self, document: Document) -> Settled:
        """A document of the corpus with its work and the meaning of its mentions."""
        path = document.source.path
        found = (self.resolution_of[path, mention.id] for mention in document.mentions)
        return Settled(document, self.work_of[path], tuple(found))

    def find(self, words: str) -> tuple[Work, ...]:
        """Works by number or name as people type them: all that match, corpus documents first.

        "1070/UBND-KGVX", "số 1070", "nghi quyet 50/nq-cp", "chương trình hành động" are understood, and the
        names of laws ("Luật Đất đai 2024", "BLHS 2015"), also of those that only the table of acts knows.
        """
        found = () if laws.is_named(words) else iris.Wanted.of(words).among(self.works)
        return found or laws.found(words, self.by_iri.get)

    def tasks(
        self,
        on: date | None = None,
        *,
        body: str = "",
        programme: str = "",
        assigner: str = "",
        due: str = "",
        state: str = "",
    ) -> tuple[duties.LedgerRow, ...]:
        """The task ledger as it stands on a day (today), the earliest limit first.

        Only tasks of a body, of a programme ("57-NQ/TW") or of an assigner, by words of their names; with a
        day of their limit in a period ("2026-12", "2026-Q1", "2026-01-01/2026-03-31"); in a state by time
        ("overdue", "soon", "not due", "continuous", "unknown day", "no limit") or by evidence ("none",
        "reported").  Raises ValueError where `due` is no period.

        >>> page = "BỘ NỘI VỤ\\nSố: 15/BNV-VP\\nGiao Sở Y tế rà soát hồ sơ trước ngày 30 tháng 6 năm 2026.\\n"
        >>> from vnlegal import parse
        >>> [(one.actors, str(one.last)) for one in Corpus.of([parse(page)]).tasks(due="2026-06")]
        [(('Sở Y tế',), '2026-06-30')]
        """
        from . import duties

        window = days(due) if due else None
        if window == (None, None):
            raise ValueError(f"no period: {due!r}")
        wanted = duties.LedgerFilter(body, programme, window, state, assigner)
        return tuple(row for row in duties.ledger(self, on or date.today()) if wanted.keeps(row))

    @overload
    def provision(self, words: str) -> tuple[tuple[Document, Portion], ...]: ...

    @overload
    def provision(self, words: str, on: date) -> ProvisionVersion | None: ...

    def provision(
        self, words: str, on: date | None = None
    ) -> tuple[tuple[Document, Portion], ...] | ProvisionVersion | None:
        """The provision that words name, in each text of its act: "khoản 3 Điều 5 Luật Đất đai".

        Without an act it is that of the one document of the corpus.  Empty if there is none.  With a day it
        is the provision as it reads then, None if the act does not have it; KeyError if no act is meant.
        NotOneActError, which lists them, if the words fit several acts.
        """
        asked = provisions.Sought.of(words)
        if on is not None:
            from .consolidation import at

            return at(self._timeline_of(words, asked), asked.eid if asked else "", on)
        texts = self._texts_of(asked.act) if asked else ()
        return tuple(provisions.found(texts, asked.eid)) if asked else ()

    def history(self, words: str) -> tuple[ProvisionVersion, ...]:
        """The versions of a provision, in order; KeyError if no one act is meant."""
        from .consolidation import history

        asked = provisions.Sought.of(words)
        return history(self._timeline_of(words, asked), asked.eid if asked else "")

    def diff(self, work: str, first: date, second: date) -> tuple[Difference, ...]:
        """The articles of an act that read otherwise on the second day; KeyError as for `timeline`."""
        from .consolidation import differences

        return tuple(differences(self.timeline(work), first, second))

    def compare(self, official: Document, on: date | None = None) -> tuple[Disagreement, ...]:
        """Where an official consolidated text and the one computed differ.

        The act is the one of the corpus whose name or number the text names first; the day, if none is given,
        the last one that its notes tell of.  KeyError if no text of the act is held, or the day is not known.
        """
        from .consolidation import day_of, disagreements

        day = on or day_of(official)
        iri = self._consolidated_act(official)
        if day is None or iri is None:
            raise KeyError(official.source.path)
        return tuple(disagreements(self.timeline(iri), official, day))

    def _consolidated_act(self, official: Document) -> str | None:
        """The first act that a text names of which another text is held."""
        held = {_bare(work.number): work.iri for work in self.works if work.number and work.in_corpus}
        numbers = (str(one.number.value) for one in official.mentions if one.number)
        return next((held[_bare(number)] for number in numbers if _bare(number) in held), None)

    def _timeline_of(self, words: str, asked: provisions.Sought | None) -> Timeline:
        work = self._asked_work(asked.act) if asked else None
        if work is None:
            raise KeyError(words)
        return self.timeline(work)

    def cites(self, words: str) -> tuple[tuple[Document, ProvisionReference], ...]:
        """Who refers to a provision, to a unit of it, or to a range that holds it, in page order.

        NotOneActError, which lists them, if the words fit several acts.
        """
        asked = provisions.Sought.of(words)
        work = self._asked_work(asked.act) if asked else None
        if asked is None or work is None:
            return ()
        return tuple(
            (document, one)
            for document in self.documents
            for one in document.references
            if provisions.refers(one, asked.eid) and self.act_of(document, one) == work
        )

    def act_of(self, document: Document, one: ProvisionReference) -> str | None:
        """The IRI of the work whose provisions a reference means, where that is decided."""
        if one.status in ("ambiguous", "unresolved"):
            return None
        path = document.source.path
        return (
            self.work_of[path].iri
            if one.act.kind == "self"
            else self.targets.get((path, one.act.mention or ""))
        )

    def timeline(self, work: str) -> Timeline:
        """An act with all changes that the documents order of it; `work` is its IRI, or words as for `find`.

        KeyError if no one work of which a text is held answers.  Of several texts the first by path counts.
        """
        from .consolidation import Timeline

        iri = work if work in self.by_iri else self._held_work(work)
        held = {one.source.path: self._held(one) for one in self.documents}
        base = held[min(self.by_iri[iri].documents)]
        return Timeline.of(base, [one for one in held.values() if one.work.iri != iri])

    def consolidate(self, work: str, on: date) -> Consolidated:
        """The text of an act on a day, run by run, and what was not applied; KeyError as for `timeline`."""
        return self.timeline(work).on(on)

    def _held(self, document: Document) -> Held:
        from .consolidation import Held

        path = document.source.path
        found = (self.resolution_of[path, mention.id] for mention in document.mentions)
        return Held.of(document, self.work_of[path], found)

    def _held_work(self, words: str) -> str:
        found = tuple(one for one in self.find(words) if one.in_corpus)
        if not found:
            raise KeyError(words)
        return self._one_act(words, found).iri

    def _asked_work(self, words: str) -> str | None:
        """The one act that words mean, None if none is known; without words that of the one document."""
        if not words:
            return self.work_of[self.documents[0].source.path].iri if len(self.documents) == 1 else None
        found = self.find(words)
        return self._one_act(words, found).iri if found else None

    @staticmethod
    def _one_act(words: str, found: tuple[Work, ...]) -> Work:
        if len(found) > 1:
            raise provisions.NotOneActError(words, found)
        return found[0]

    def _texts_of(self, words: str) -> tuple[Document, ...]:
        work = self._asked_work(words)
        return tuple(one for one in self.documents if self.work_of[one.source.path].iri == work)


def _bare(number: str) -> str:
    return number.lstrip("0").lower()


def load(
    paths: Iterable[str | Path],
    unread: Callable[[formats.UnreadableFile], None] | None = None,
    attributes: str | Path | formats.Table | None = None,
) -> Corpus:
    """The corpus of some files and folders.

    A file that cannot be read is given to `unread` and left out; without it the error is raised.
    `attributes` is a table of what is known of the files from outside (formats.attributes).
    """
    return Corpus.of(read_all(paths, unread, attributes))


def read_all(
    paths: Iterable[str | Path],
    unread: Callable[[formats.UnreadableFile], None] | None = None,
    attributes: str | Path | formats.Table | None = None,
) -> Iterator[Document]:
    """The documents of some files and folders, as `load` takes them."""
    table = formats.Table.read(attributes) if isinstance(attributes, str | Path) else attributes
    for path in formats.expand(paths):
        try:
            yield read_document(path, table)
        except formats.UnreadableFile as error:
            if unread is None:
                raise
            unread(error)


def read_document(path: str | Path, attributes: formats.Table | None = None) -> Document:
    """Read and parse one file, with what a table tells of it; raises UnreadableFile."""
    from ..document import parse

    return parse(formats.read(path, attributes.row(str(path)) if attributes else None))


def province_of(document: Document) -> str | None:
    """The province of the body that a document speaks for."""
    return standpoint(document).province


def sentence_around(document: Document, span: Span) -> Span:
    """The sentence that holds a stretch."""
    return sentences.around(document, span)


def sentence_of(document: Document, claim: Claim) -> Span:
    """The sentence that states a claim."""
    return sentences.of_claim(document, claim)


def days_told(settled: Settled) -> dict[str, SourceDay]:
    """The works of which a codification tells the first day, the same at all articles, and where."""
    targets = {one.mention: one.target for one in settled.resolutions}
    found: dict[str, list[SourceDay]] = {}
    for one in source_days(settled.document):
        if (target := targets[one.mention]) and target != settled.work.iri:
            found.setdefault(target, []).append(one)
    return {target: told[0] for target, told in found.items() if len({one.day for one in told}) == 1}


def in_part(document: Document, claim: Claim) -> bool:
    """Whether a claim is about a part of its object only."""
    return extent.in_part(document, claim)


def can_be(document: Document, claim: Claim, resolution: Resolution | None) -> bool:
    """Whether a claim can be a link: none acts on a later document, nor changes one above it."""
    target = resolution.target if resolution else None
    if claim.subject == "self" and resolution and guards.is_later(resolution):
        return False
    return guards.is_possible(document, claim, target)


def can_cite(document: Document, mention: Mention, resolution: Resolution) -> bool:
    """Whether a mention can be a link: none cites a later document."""
    return not guards.is_later(resolution) and guards.can_cite(document, mention, resolution.target)


def place_of(document: Document, claim: Claim) -> Mention:
    """The mention at which a claim speaks of its object."""
    return sentences.place_of(document, claim)


def links_of(
    documents: Iterable[Document], own: Mapping[str, str], resolutions: Iterable[Resolution]
) -> tuple[Link, ...]:
    """Every relation that the documents state, with all places that state it; `own`: works by path."""
    resolved = list(resolutions)
    targets = {(one.path, one.mention): one.target for one in resolved}
    later = {(one.path, one.mention) for one in resolved if guards.is_later(one)}
    found: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for document in documents:
        path = document.source.path
        for claim in document.claims:
            source = own[path] if claim.subject == "self" else targets.get((path, claim.subject))
            target = targets.get((path, claim.object))
            if claim.mode == "directed" or not (source and target) or source == target:
                continue
            if claim.subject == "self" and (path, claim.object) in later:
                continue
            if guards.is_possible(document, claim, target):
                found[claim.kind, source, target].append(_evidence(document, claim, own[path]))
    return tuple(Link(*key, _modes(found[key]), tuple(found[key])) for key in sorted(found))


def _modes(evidence: Iterable[Evidence]) -> tuple[Mode, ...]:
    return tuple(sorted({one.claim.mode for one in evidence}))


def _evidence(document: Document, claim: Claim, speaker: str) -> Evidence:
    thing = sentences.place_of(document, claim)
    return Evidence(document.source.path, speaker, claim, thing.span, sentences.of_claim(document, claim))


def _works(
    documents: Iterable[Document], settled: Iterable[tuple[str, tuple[Resolution, ...]]]
) -> tuple[Work, ...]:
    said: dict[str, list[works.Sighting]] = defaultdict(list)
    for document, (own, resolutions) in zip(documents, settled, strict=True):
        for one in works.sightings(Testimony.of(document), own, resolutions):
            said[one.work].append(one)
    return tuple(works.work(iri, said[iri]) for iri in sorted(said))
