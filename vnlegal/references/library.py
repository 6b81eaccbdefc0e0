"""What a corpus knows of identity: works by number token, and works by name.

In memory it is made of all documents; a store on disk answers the same questions from its tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from ..notation import iris
from .identity import Reading
from .naming import Name
from .testimony import Fact, NameFact


class Known(NamedTuple):
    """A work that some header or complete citation identifies; of a cited one only the earliest day."""

    iri: str
    token: str
    issuer: str | None
    year: int
    dates: tuple[date, ...]
    in_corpus: bool


@dataclass(frozen=True, slots=True)
class Numbered:
    """The works with one number token: those of the corpus first, then by IRI; the held ones also by key.

    A number such as 1/QĐ-UBND stands for a thousand works; the key leads to its own at once.
    """

    works: tuple[Known, ...]
    held: Mapping[str, tuple[Known, ...]]


NO_WORKS = Numbered((), {})


@dataclass(frozen=True, slots=True)
class NamedWork:
    """A work with the years and issuers that go with one of its names, and what it implements."""

    iri: str
    forms: frozenset[tuple[int | None, str | None]]
    targets: frozenset[str]

    def fits(self, name: Name) -> bool:
        """Whether the name may be this work's: no printed year or issuer speaks against it."""
        return any(
            not (year and name.year and year != name.year)
            and not (issuer and name.issuer and issuer != name.issuer)
            for year, issuer in self.forms
        )


class Library(Protocol):
    """What resolution asks of a corpus."""

    def known(self, token: str) -> Numbered:
        """Works with this number token."""

    def named(self, slug: str) -> tuple[NamedWork, ...]:
        """Works under this name, by IRI."""


class Shelf:
    """The library of documents in memory."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        by_token: dict[str, set[Fact]] = defaultdict(set)
        for fact in facts:
            by_token[fact.token].add(fact)
        self._known = {token: known_of(found) for token, found in by_token.items()}
        self._named: Mapping[str, tuple[NamedWork, ...]] = {}

    def name(self, facts: Iterable[NameFact]) -> None:
        """Learn names; they are known only after numbers are decided."""
        by_slug: dict[str, set[NameFact]] = defaultdict(set)
        for fact in facts:
            by_slug[fact.slug].add(fact)
        self._named = {slug: named_of(found) for slug, found in by_slug.items()}

    def known(self, token: str) -> Numbered:
        """Works with this number token."""
        return self._known.get(token, NO_WORKS)

    def named(self, slug: str) -> tuple[NamedWork, ...]:
        """Works under this name."""
        return self._named.get(slug, ())


def known_of(facts: Iterable[Fact]) -> Numbered:
    """The works that the facts about one token tell of; what the corpus holds is not also cited."""
    by_key: dict[str, set[Fact]] = defaultdict(set)
    cited: dict[str, set[Fact]] = defaultdict(set)
    for fact in facts:
        if not fact.open:
            (by_key if fact.held else cited)[fact.iri].add(fact)
    held = {iri: _held(iri, by_key[iri]) for iri in sorted(by_key)}
    others = sorted(_cited(iri, cited[iri]) for iri in cited if iri not in held)
    works = sorted(work for same in held.values() for work in same)
    return Numbered((*works, *others), held)


def _held(iri: str, facts: Iterable[Fact]) -> tuple[Known, ...]:
    """Documents that share a key but not a day are several works."""
    days = sorted({fact.day for fact in facts if fact.day})
    one = next(iter(facts))
    return tuple(
        Known(iris.nth(iri, n + 1), one.token, one.issuer, one.year, tuple(days[n : n + 1]), True)
        for n in range(max(len(days), 1))
    )


def _cited(iri: str, facts: Iterable[Fact]) -> Known:
    one = min(facts, key=lambda fact: (fact.day is None, fact.day or date.min))
    return Known(iri, one.token, one.issuer, one.year, (one.day,) if one.day else (), False)


def named_of(facts: Iterable[NameFact]) -> tuple[NamedWork, ...]:
    """The works that the facts about one name tell of."""
    by_iri: dict[str, list[NameFact]] = defaultdict(list)
    for fact in facts:
        by_iri[fact.iri].append(fact)
    return tuple(
        NamedWork(
            iri,
            frozenset((fact.year, fact.issuer) for fact in by_iri[iri]),
            frozenset(target for fact in by_iri[iri] for target in fact.targets),
        )
        for iri in sorted(by_iri)
    )


def own_iri(key_iri: str, day: date | None, known: Numbered) -> str:
    """The IRI of a document of the corpus with this key and day."""
    return next((work.iri for work in known.held.get(key_iri, ()) if day in work.dates), key_iri)


def candidates(reading: Reading, works: Iterable[Known], before: date | None) -> tuple[Known, ...]:
    """Works that a reading may mean; none that is younger than the citing document."""
    return tuple(
        work
        for work in works
        if (not reading.issuers or work.issuer is None or work.issuer in reading.issuers)
        and (not reading.years or work.year in reading.years)
        and reading.series in (None, iris.series(work.iri))
        and not (before and work.year > before.year)
        and not (before and work.dates and min(work.dates) > before)
    )
