"""What one document says about identity, alone: its own header, its numbered and its named mentions.

`facts` and `interests` are all that other documents ever need to know of it: a store keeps them by
number token and by name, so that a change leads to just the documents that it can touch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..model import Document, Mention
from ..notation import iris
from ..vocabulary import label
from ..vocabulary.acts import ACTS
from . import naming
from .identity import Reading, own_reading, readings
from .naming import Name


class Fact(NamedTuple):
    """What a document adds about one number token.

    A header (`held`) or a complete citation names a work by the IRI of its key (without `~2`); an `open`
    reading names none: what others know of the token decides what it means.
    """

    token: str
    iri: str = ""
    issuer: str | None = None
    year: int = 0
    day: date | None = None
    held: bool = False
    open: bool = False


class NameFact(NamedTuple):
    """A work that a document knows under a name, and the works that it says this one implements."""

    slug: str
    iri: str
    year: int | None
    issuer: str | None
    targets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Testimony:
    """One document with all that it alone says about identity."""

    document: Document
    own: Reading | None
    readings: Mapping[str, Reading]
    names: Mapping[str, Name]

    @staticmethod
    def of(document: Document) -> Testimony:
        """Read the identities in a document."""
        names = {m.id: name for m in document.mentions if (name := naming.name_of(document, m))}
        return Testimony(document, own_reading(document), readings(document), names)

    @property
    def path(self) -> str:
        """Where the document was read from."""
        return self.document.source.path

    @property
    def date(self) -> date | None:
        """The document's own date."""
        day = self.document.header.date
        return day.value if day else None

    @property
    def key_iri(self) -> str:
        """The IRI of the key in the header, without `~2`; of the text where the header shows no key."""
        key = self.own.key if self.own else None
        return iris.mint(key) if key else iris.anonymous(self.document.source)

    @property
    def header(self) -> Fact | None:
        """The document itself as one that citations may mean; None without number and year."""
        own = self.own
        if own is None or len(own.years) != 1:
            return None
        issuer = own.issuers[0] if own.issuers else None
        return Fact(own.token, self.key_iri, issuer, own.years[0], own.date, held=True)

    def facts(self) -> frozenset[Fact]:
        """All that it adds about number tokens."""
        header = self.header
        return frozenset([*([header] if header else []), *map(_fact, self.readings.values())])

    def interests(self) -> frozenset[str]:
        """The slugs of the names that it mentions, and of its own if it is a law."""
        act = self.act()
        return frozenset(name.slug for name in [*self.names.values(), *([act] if act else [])])

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

    def promulgated(self) -> Iterator[tuple[str, Name]]:
        """Who promulgates which named work: "self" or the id of a mention, and the name."""
        for claim in self.document.claims:
            if claim.kind == "promulgates" and claim.mode != "directed" and claim.object in self.names:
                yield claim.subject, self.names[claim.object]

    def act(self) -> Name | None:
        """The name of the law that the document is the text of."""
        subject = self.document.header.subject
        if not (self.own and self.own.doc_type in ACTS and subject and self.own.years):
            return None
        words = f"{label(self.own.doc_type).capitalize()} {subject.value} {self.own.years[0]}"
        return naming.read("self", words, self.own.doc_type)


def _fact(reading: Reading) -> Fact:
    key = reading.key
    if key is None or reading.series is None:
        return Fact(reading.token, open=True)
    return Fact(reading.token, iris.mint(key), "+".join(key.issuers), key.year, reading.date)
