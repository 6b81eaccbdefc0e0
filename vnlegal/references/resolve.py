"""Which work each mention means: the only stage that looks at several documents at once.

Numbered mentions are read by `identity`, named ones by `named`; here they meet the works of the corpus.
Documents of the corpus win over works that are only cited.  Where issuer or year stays open nothing is
minted: the mention keeps its candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ..model import Document, Mention, Resolution, WorkKey
from ..notation import iris
from . import naming
from .identity import Reading, own_reading, readings
from .naming import Name

Status = Literal["exact", "inferred", "ambiguous", "unresolved"]
RECENT_DAYS = 366
IN_CORPUS, SAME_SERIES, SAME_NAME = (
    "duy nhất trong kho",
    "trùng số và năm trong một dãy số chung",
    "cùng tên với",
)
PROMULGATED, SAME_TARGET = "văn bản ban hành được nêu", "cùng tên và cùng thực hiện"


class Verdict(NamedTuple):
    """How a mention was resolved."""

    status: Status
    candidates: tuple[str, ...]
    why: tuple[str, ...] = ()

    @property
    def target(self) -> str | None:
        """The one work meant, or None."""
        return self.candidates[0] if self.status in ("exact", "inferred") else None


UNRESOLVED = Verdict("unresolved", ())


@dataclass(frozen=True, slots=True)
class Known:
    """A work that some header or complete citation identifies."""

    iri: str
    token: str
    issuer: str | None
    year: int
    dates: tuple[date, ...]
    in_corpus: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One document with all that it alone says about identity."""

    document: Document
    own: Reading | None
    readings: Mapping[str, Reading]
    names: Mapping[str, Name]

    @staticmethod
    def of(document: Document) -> Page:
        """Read the identities in a document."""
        names = {m.id: name for m in document.mentions if (name := naming.name_of(document, m))}
        return Page(document, own_reading(document), readings(document), names)

    @property
    def date(self) -> date | None:
        """The document's own date."""
        return self.document.preface.date.value if self.document.preface.date else None

    def root(self, mention: Mention) -> Mention | None:
        """What a back reference finally refers to."""
        by_id = {one.id: one for one in self.document.mentions}
        for _ in by_id:
            if mention.kind != "back":
                return mention
            if mention.refers_to not in by_id:
                return None
            mention = by_id[mention.refers_to]
        return None


class Index:
    """Known works by number token; corpus documents first, then by IRI."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_token: dict[str, list[Known]] = defaultdict(list)
        for work in sorted(known, key=lambda one: (not one.in_corpus, one.iri)):
            self._by_token[work.token].append(work)

    def candidates(self, reading: Reading, before: date | None) -> tuple[Known, ...]:
        """Works that a reading may mean; none that is younger than the citing document."""
        return tuple(
            work
            for work in self._by_token[reading.token]
            if (not reading.issuers or work.issuer is None or work.issuer in reading.issuers)
            and (not reading.years or work.year in reading.years)
            and not (before and work.year > before.year)
            and not (before and work.dates and min(work.dates) > before)
        )

    def same_key(self, iri: str, token: str) -> tuple[Known, ...]:
        """The corpus works that share a key (`…`, `…~2`)."""
        return tuple(w for w in self._by_token[token] if w.in_corpus and w.iri.split("~")[0] == iri)


def resolve(documents: Sequence[Document]) -> tuple[dict[str, str], tuple[Resolution, ...]]:
    """The work of each document by path, and the resolution of each mention, in the order given."""
    pages = [Page.of(document) for document in documents]
    own = own_works(pages)
    index = Index([*_in_corpus(pages, own), *_cited(pages, own)])
    numbered = [_numbered(page, index, own[page.document.source.path]) for page in pages]
    attached = [_attached(page, verdicts, own) for page, verdicts in zip(pages, numbered, strict=True)]
    pool = NamePool(pages, numbered, attached, own)
    found = []
    for page, verdicts, local in zip(pages, numbered, attached, strict=True):
        by_name = {id: pool.verdict(page, verdicts, local, name) for id, name in page.names.items()}
        both = {**by_name, **verdicts}
        found += [_resolution(page, mention, both, own) for mention in page.document.mentions]
    return own, tuple(found)


def own_works(pages: Sequence[Page]) -> dict[str, str]:
    """The work of each document, by path; documents that share a key but not a date are several works."""
    shared: dict[str, set[date]] = defaultdict(set)
    for page in pages:
        if page.own and page.own.key and page.own.date:
            shared[iris.mint(page.own.key)].add(page.own.date)
    found = {}
    for page in pages:
        key = page.own.key if page.own else None
        iri = iris.mint(key) if key else iris.anonymous(page.document.source)
        days = sorted(shared.get(iri, ()))
        at = days.index(page.own.date) if page.own and page.own.date in days else 0
        found[page.document.source.path] = iris.nth(iri, at + 1)
    return found


def _in_corpus(pages: Iterable[Page], own: Mapping[str, str]) -> Iterable[Known]:
    for page in pages:
        reading = page.own
        if reading and len(reading.years) == 1:
            issuer = reading.issuers[0] if reading.issuers else None
            days = (reading.date,) if reading.date else ()
            yield Known(own[page.document.source.path], reading.token, issuer, reading.years[0], days, True)


def _cited(pages: Iterable[Page], own: Mapping[str, str]) -> Iterable[Known]:
    """Works that complete citations identify, except those that the corpus holds."""
    held = {iri.split("~")[0] for iri in own.values()}
    days: dict[WorkKey, set[date]] = defaultdict(set)
    for page in pages:
        for reading in page.readings.values():
            if reading.key and iris.mint(reading.key) not in held:
                days[reading.key].update([reading.date] if reading.date else [])
    by_iri: dict[str, Known] = {}
    for key, dates in days.items():
        iri, token = iris.mint(key), iris.number_slug(key.number)
        dates = dates | set(by_iri[iri].dates if iri in by_iri else ())
        by_iri[iri] = Known(iri, token, "+".join(key.issuers), key.year, tuple(sorted(dates)), False)
    return by_iri.values()


def _numbered(page: Page, index: Index, own: str) -> dict[str, Verdict]:
    verdicts = {id: _verdict(reading, index, page.date) for id, reading in page.readings.items()}
    for mention in page.document.mentions:
        if mention.kind == "self":
            verdicts[mention.id] = Verdict("exact", (own,))
    return verdicts


def _verdict(reading: Reading, index: Index, before: date | None) -> Verdict:
    if reading.key:
        return _complete(reading, iris.mint(reading.key), index)
    candidates = index.candidates(reading, before)
    if why := _sure(reading, candidates, before):
        return Verdict("inferred", (candidates[0].iri,), (*reading.why, why))
    return Verdict("ambiguous" if candidates else "unresolved", tuple(w.iri for w in candidates), reading.why)


def _complete(reading: Reading, iri: str, index: Index) -> Verdict:
    """A reading with issuer and year: the corpus work with this key, else the cited one."""
    held = index.same_key(iri, reading.token)
    status: Status = "inferred" if reading.why else "exact"
    if not held:
        series = [
            w for w in index.candidates(_any_issuer(reading), None) if w.in_corpus and reading.date in w.dates
        ]
        if reading.shared_series and len(series) == 1:
            return Verdict("inferred", (series[0].iri,), (*reading.why, SAME_SERIES))
        return Verdict(status, (iri,), reading.why)
    if len(held) > 1:
        held = tuple(work for work in held if reading.date in work.dates) or held
    if len(held) > 1:
        return Verdict("ambiguous", tuple(work.iri for work in held), reading.why)
    return Verdict(status, (held[0].iri,), reading.why)


def _any_issuer(reading: Reading) -> Reading:
    return Reading(
        reading.id, reading.number, reading.token, (), reading.years, reading.date, reading.doc_type
    )


def _sure(reading: Reading, candidates: Sequence[Known], before: date | None) -> str | None:
    """Why an incomplete reading can mean only its one candidate."""
    if reading.shared_series and len(candidates) == 1 and reading.years:
        return SAME_SERIES
    held = [work for work in candidates if work.in_corpus]
    if len(candidates) != 1 or not held or len(reading.issuers) != 1 or not before or not held[0].dates:
        return None
    return IN_CORPUS if (before - held[0].dates[0]).days <= RECENT_DAYS else None


def _attached(page: Page, verdicts: Mapping[str, Verdict], own: Mapping[str, str]) -> dict[str, str]:
    """The IRIs of named instruments that this document says a known work promulgates, by mention id."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in page.document.claims:
        if claim.kind != "promulgates" or claim.mode == "directed" or claim.object not in page.names:
            continue
        if claim.subject == "self":
            promulgator: str | None = own[page.document.source.path]
        else:
            subject = page.root(page.document.mention(claim.subject))
            promulgator = verdicts[subject.id].target if subject and subject.id in verdicts else None
        if promulgator:
            found[claim.object].add(_instrument(promulgator, page.names[claim.object]))
    return {id: one.pop() for id, one in found.items() if len(one) == 1}


def _instrument(promulgator: str, name: Name) -> str:
    """A promulgated instrument: known by its own name if that is enough, else by its promulgator."""
    return naming.iri_of(name) if name.identifying else iris.attachment(promulgator, name.words)


def implemented(page: Page, verdicts: Mapping[str, Verdict], name: Name) -> frozenset[str]:
    """The works that this document says a named work implements, under the same name anywhere in it."""
    found = set()
    for claim in page.document.claims:
        subject = page.names.get(claim.subject)
        if claim.kind != "implements" or claim.mode == "directed" or not subject:
            continue
        if naming.same(subject, name) and claim.object in verdicts and verdicts[claim.object].target:
            found.add(verdicts[claim.object].target or "")
    return frozenset(found)


class NamePool:
    """Works that are known by name anywhere in the corpus: promulgated instruments and numbered acts."""

    def __init__(
        self,
        pages: Sequence[Page],
        numbered: Sequence[Mapping[str, Verdict]],
        attached: Sequence[Mapping[str, str]],
        own: Mapping[str, str],
    ) -> None:
        self._works: dict[str, dict[str, tuple[Name, frozenset[str]]]] = defaultdict(dict)
        for page, verdicts, local in zip(pages, numbered, attached, strict=True):
            for id, name in page.names.items():
                iri = local.get(id) or (verdicts[id].target if id in verdicts else None)
                if iri:
                    self._add(iri, name, implemented(page, verdicts, name))
            self._add_act(page, own)

    def _add(self, iri: str, name: Name, targets: frozenset[str]) -> None:
        _, before = self._works[name.slug].get(iri, (name, frozenset()))
        self._works[name.slug][iri] = (name, before | targets)

    def _add_act(self, page: Page, own: Mapping[str, str]) -> None:
        """A law whose own text is in the corpus."""
        preface = page.document.preface
        if page.own and page.own.doc_type in naming.ACTS and preface.subject and page.own.years:
            words = f"{naming.ACTS[page.own.doc_type]} {preface.subject.value} {page.own.years[0]}"
            self._add(
                own[page.document.source.path], naming.read("self", words, page.own.doc_type), frozenset()
            )

    def verdict(
        self, page: Page, verdicts: Mapping[str, Verdict], local: Mapping[str, str], name: Name
    ) -> Verdict:
        """Which work a name means in a document: by its own claims, by its page, by the corpus."""
        if name.id in local:
            return Verdict("exact", (local[name.id],), (PROMULGATED,))
        return self._on_page(page, verdicts, local, name) or self._anywhere(page, verdicts, name)

    def _on_page(
        self, page: Page, verdicts: Mapping[str, Verdict], local: Mapping[str, str], name: Name
    ) -> Verdict | None:
        """The same name, or a longer form of it, that is settled elsewhere in the document."""
        settled = {id: verdicts[id].target for id in page.names if id in verdicts and verdicts[id].target}
        for alike in (naming.same, naming.shortens):
            found = {
                iri: id
                for id, iri in {**settled, **local}.items()
                if iri and id != name.id and alike(name, page.names[id])
            }
            if len(found) == 1:
                iri, id = found.popitem()
                return Verdict("inferred", (iri,), (f"{SAME_NAME} {id}",))
        return None

    def _anywhere(self, page: Page, verdicts: Mapping[str, Verdict], name: Name) -> Verdict:
        targets = implemented(page, verdicts, name)
        fit = {
            iri: theirs
            for iri, (other, theirs) in sorted(self._works.get(name.slug, {}).items())
            if naming.same(name, other) and not (targets and theirs and not targets & theirs)
        }
        alike = [iri for iri, theirs in fit.items() if targets & theirs]
        if len(alike) == 1:
            return Verdict("inferred", (alike[0],), (SAME_TARGET,))
        if name.identifying and len(fit) == 1:
            return Verdict("inferred", tuple(fit), (IN_CORPUS,))
        if name.identifying and not fit:
            return Verdict("exact", (naming.iri_of(name),))
        return Verdict("ambiguous" if fit else "unresolved", tuple(fit))


def _resolution(
    page: Page, mention: Mention, verdicts: Mapping[str, Verdict], own: Mapping[str, str]
) -> Resolution:
    path = page.document.source.path
    if mention.kind == "back" and mention.refers_to == "self":
        return Resolution(path, mention.id, "exact", (own[path],))
    root = page.root(mention)
    verdict = verdicts.get(root.id, UNRESOLVED) if root else UNRESOLVED
    why = (*verdict.why, root.id) if root and root is not mention else verdict.why
    return Resolution(path, mention.id, verdict.status, verdict.candidates, why)
