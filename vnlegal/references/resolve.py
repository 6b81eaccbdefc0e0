"""Which work each mention means: the only stage that looks at several documents at once.

A numbered mention is decided by its own reading and by what the library knows of its number; a named one
by the document's own claims, by its page, and then by the library.  Documents of the corpus win over works
that are only cited.  Where issuer or year stays open nothing is minted: the mention keeps its candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..model import Document, Mention, Resolution
from ..notation import iris
from ..vocabulary.acts import ACTS
from . import naming
from .guards import LATER
from .identity import Reading
from .library import NO_WORKS, Known, Library, Numbered, Shelf, candidates, own_iri
from .named_works import ONLY_ONE, UNRESOLVED, Status, Verdict, implemented, named_verdict
from .naming import Name
from .testimony import NameFact, Testimony

RECENT_DAYS = 366
SAME_SERIES = "trùng số và năm trong một dãy số chung"


@dataclass(frozen=True, slots=True)
class Case:
    """One document whose numbers are decided: its own work, verdicts by mention id, instruments it makes."""

    testimony: Testimony
    own: str
    numbered: Mapping[str, Verdict]
    attached: Mapping[str, str]

    @staticmethod
    def of(testimony: Testimony, library: Library) -> Case:
        """Decide the numbers of a document."""
        header = testimony.header
        known = library.known(header.token) if header else NO_WORKS
        own = own_iri(testimony.key_iri, header.day if header else None, known)
        numbered = {
            id: numbered_verdict(reading, library.known(reading.token), testimony.date)
            for id, reading in testimony.readings.items()
        }
        return Case.decided(testimony, own, numbered)

    @staticmethod
    def decided(testimony: Testimony, own: str, numbered: Mapping[str, Verdict]) -> Case:
        """The case of a document whose own work and numbered mentions were decided elsewhere (`bulk`)."""
        selves = (mention.id for mention in testimony.document.mentions if mention.kind == "self")
        verdicts = {**numbered, **dict.fromkeys(selves, Verdict("exact", (own,)))}
        return Case(testimony, own, verdicts, _attached(testimony, verdicts, own))

    def name_facts(self) -> frozenset[NameFact]:
        """The works that the document knows by name."""
        found = set()
        for id, name in self.testimony.names.items():
            iri = self.attached.get(id) or (self.numbered[id].target if id in self.numbered else None)
            if iri:
                targets = implemented(self.testimony, self.numbered, name)
                found.add(NameFact(name.slug, iri, name.year, name.issuer, targets))
        if act := self.testimony.act():
            found.add(NameFact(act.slug, self.own, act.year, act.issuer, frozenset()))
        return frozenset(found)

    def resolutions(self, library: Library) -> tuple[Resolution, ...]:
        """What every mention means, in page order."""
        verdicts = {
            id: named_verdict(self.testimony, self.numbered, self.attached, name, library)
            for id, name in self.testimony.names.items()
        }
        verdicts.update(self.numbered)
        return tuple(self._resolution(mention, verdicts) for mention in self.testimony.document.mentions)

    def _resolution(self, mention: Mention, verdicts: Mapping[str, Verdict]) -> Resolution:
        path = self.testimony.path
        if mention.kind == "back" and mention.refers_to == "self":
            return Resolution(path, mention.id, "exact", (self.own,))
        root = self.testimony.root(mention)
        verdict = verdicts.get(root.id, UNRESOLVED) if root else UNRESOLVED
        why = (*verdict.why, root.id) if root and root is not mention else verdict.why
        return Resolution(path, mention.id, verdict.status, verdict.candidates, why)


def resolve(documents: Sequence[Document]) -> Iterator[tuple[str, tuple[Resolution, ...]]]:
    """For each document, in the order given: the IRI of its work, and what its mentions mean."""
    told = [Testimony.of(document) for document in documents]
    shelf = Shelf(fact for testimony in told for fact in testimony.facts())
    cases = [Case.of(testimony, shelf) for testimony in told]
    shelf.name(fact for case in cases for fact in case.name_facts())
    return ((case.own, case.resolutions(shelf)) for case in cases)


def acts_by_name(document: Document) -> dict[str, Resolution]:
    """What the acts that a document cites by name mean, by mention id, as far as its page and the table tell.

    >>> from vnlegal.document import parse
    >>> text = "CHÍNH PHỦ\\nSố: 15/2020/NĐ-CP\\n\\nNGHỊ ĐỊNH\\n\\nCăn cứ Luật Đất đai;\\n"
    >>> next(one.why for one in acts_by_name(parse(text)).values())
    ('Luật Đất đai số 45/2013/QH13 có hiệu lực từ 2014-07-01 đến 2024-07-31',)
    """
    named = {one.id for one in document.mentions if one.kind == "named" and _is_act(one)}
    if not named:
        return {}
    ((_, found),) = resolve([document])
    return {one.mention: one for one in found if one.mention in named}


def _is_act(mention: Mention) -> bool:
    return mention.doc_type is not None and mention.doc_type.value in ACTS


def numbered_verdict(reading: Reading, known: Numbered, before: date | None) -> Verdict:
    """Which work a reading means, of those known under its number; `before`: the day of who cites it."""
    if reading.series is None and reading.key and (fit := candidates(reading, known.works, before)):
        status: Status = "ambiguous" if len(fit) > 1 else "inferred" if reading.why else "exact"
        return Verdict(status, tuple(work.iri for work in fit), reading.why)
    if reading.key:
        return _complete(reading, iris.mint(reading.key), known, before)
    fit = candidates(reading, known.works, before)
    if why := _sure(reading, fit, before):
        return Verdict("inferred", (fit[0].iri,), (*reading.why, why))
    return Verdict("ambiguous" if fit else "unresolved", tuple(work.iri for work in fit), reading.why)


def _complete(reading: Reading, iri: str, known: Numbered, before: date | None) -> Verdict:
    """A reading with issuer and year: the corpus work with this key, else the cited one."""
    status: Status = "inferred" if reading.why else "exact"
    held = known.held.get(iri, ())
    if not held:
        series = _series(reading, known) if reading.shared_series else ()
        if len(series) == 1:
            return Verdict("inferred", (series[0].iri,), (*reading.why, SAME_SERIES))
        return Verdict(status, (iri,), reading.why)
    if len(held) > 1:
        held = tuple(work for work in held if reading.date in work.dates) or held
    if len(held) > 1:
        return Verdict("ambiguous", tuple(work.iri for work in held), reading.why)
    later = not reading.date and before and held[0].dates and min(held[0].dates) > before
    return Verdict(status, (held[0].iri,), (*reading.why, LATER) if later else reading.why)


def _series(reading: Reading, known: Numbered) -> tuple[Known, ...]:
    """Documents of the corpus of that number and day, whoever issued them."""
    fit = candidates(replace(reading, issuers=()), known.works, None)
    return tuple(work for work in fit if work.in_corpus and reading.date in work.dates)


def _sure(reading: Reading, fit: Sequence[Known], before: date | None) -> str | None:
    """Why an incomplete reading can mean only its one candidate."""
    if reading.shared_series and len(fit) == 1 and reading.years:
        return SAME_SERIES
    held = [work for work in fit if work.in_corpus]
    if len(fit) != 1 or not held or len(reading.issuers) != 1 or not before or not held[0].dates:
        return None
    return ONLY_ONE if (before - held[0].dates[0]).days <= RECENT_DAYS else None


def _attached(testimony: Testimony, verdicts: Mapping[str, Verdict], own: str) -> dict[str, str]:
    """The IRIs of named instruments that this document says a known work promulgates, by mention id."""
    found: dict[str, set[str]] = defaultdict(set)
    for maker, name in testimony.promulgated():
        promulgator: str | None = own
        if maker != "self":
            subject = testimony.root(testimony.document.mention(maker))
            promulgator = verdicts[subject.id].target if subject and subject.id in verdicts else None
        if promulgator:
            found[name.id].add(_instrument(promulgator, name))
    return {id: one.pop() for id, one in found.items() if len(one) == 1}


def _instrument(promulgator: str, name: Name) -> str:
    """A promulgated instrument: known by its own name if that is enough, else by its promulgator."""
    return naming.iri_of(name) if name.identifying else iris.attachment(promulgator, name.words)
