"""What texts say of works, counted; a work is made of the counts, in whatever order they came.

What a document says of itself outweighs what any number of others say of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

import regex

from .. import late
from ..model import Mention, Resolution, Work, WorkKey
from ..vocabulary.acts import Statute
from . import naming, statutes
from .identity import Reading
from .testimony import Testimony

HEADER = 1_000_000
_TOP = 1000
# "# Thông báo về việc nghỉ lễ": the first heading of a Markdown page.
_HEADING = late.regex(r"^# +(?P<words>[^\n]{1,120})", regex.MULTILINE)
_GENERIC_TYPE = "van-ban"


class Sighting(NamedTuple):
    """One thing said of a work: a field, its value as text, and how much it counts."""

    work: str
    field: str
    value: str
    weight: int


def sightings(testimony: Testimony, own: str, resolutions: Iterable[Resolution]) -> Iterator[Sighting]:
    """What a document says of works: of itself, and of those it mentions."""
    for field, value in _header(testimony):
        yield Sighting(own, field, value, HEADER)
    targets = {one.mention: one.target for one in resolutions if one.target}
    for mention in testimony.document.mentions:
        iri = targets.get(mention.id)
        if iri and mention.kind not in ("back", "self"):
            for field, value in _cited(testimony, mention, iri):
                yield Sighting(iri, field, value, 1)


def work(iri: str, said: Iterable[Sighting]) -> Work:
    """The work that the sightings tell of; of values said equally often the least."""
    fields: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in said:
        fields[one.field][one.value] += one.weight
    documents = tuple(sorted(fields["document"]))
    least = HEADER if documents else 1
    key, issuers = _best(fields["key"], least), _best(fields["issuers"], least)
    day = _best(fields["date"])
    return Work(
        iri=iri,
        key=_key(key) if key else None,
        number=_best(fields["number"]),
        doc_type=_best(fields["doc_type"]),
        date=date.fromisoformat(day) if day else None,
        issuers=tuple(issuers.split("+")) if issuers else (),
        title=_best(fields["title"]),
        documents=documents,
        aliases=tuple(sorted(fields["alias"])),
        called=_best(fields["called"]),
    )


def _best(counts: Mapping[str, int], least: int = 1) -> str | None:
    ranked = sorted((-count, value) for value, count in counts.items() if count >= least)
    return ranked[0][1] if ranked else None


def _header(testimony: Testimony) -> Iterator[tuple[str, str]]:
    preface, reading = testimony.document.header, testimony.own
    yield "document", testimony.path
    if reading:
        yield "number", reading.number
        yield from _identity(reading)
    for field, value in (("doc_type", preface.doc_type), ("title", preface.subject)):
        if value:
            yield field, value.value
    if not (reading or preface.subject):
        yield "called", _called(testimony)
    if preface.date:
        yield "date", preface.date.value.isoformat()
    if (act := testimony.act()) and act.identifying:
        yield "alias", naming.iri_of(act)


def _called(testimony: Testimony) -> str:
    """What a text without number and subject is called: its first heading, else the name of its file."""
    heading = _HEADING.search(testimony.document.source.text, 0, _TOP)
    return " ".join(heading["words"].split()) if heading else PurePath(testimony.path).name


def _cited(testimony: Testimony, mention: Mention, iri: str) -> Iterator[tuple[str, str]]:
    if mention.number:
        yield "number", mention.number.value.compact
    if mention.date:
        yield "date", mention.date.value.isoformat()
    if mention.doc_type and mention.doc_type.value != _GENERIC_TYPE:
        yield "doc_type", mention.doc_type.value
    name = testimony.names.get(mention.id)
    if title := mention.title.value if mention.title else name.words if name else None:
        yield "title", title
    reading = testimony.readings.get(mention.id)
    if reading and reading.key:
        yield from _identity(reading)
    if not mention.number and (act := statutes.acts_by_iri().get(iri)):
        yield from _tabled(act)
    if name and name.act and name.identifying and (alias := naming.iri_of(name)) != iri:
        yield "alias", alias


def _tabled(act: Statute) -> Iterator[tuple[str, str]]:
    """What the table of acts adds to an act that is cited by name."""
    if key := statutes.key_of(act):
        yield "number", key.number
        yield "issuers", "+".join(key.issuers)
        yield "key", f"{'+'.join(key.issuers)}|{key.year}|{key.series}|{key.number}"
    if act.passed:
        yield "date", act.passed.isoformat()


def _identity(reading: Reading) -> Iterator[tuple[str, str]]:
    if reading.issuers:
        yield "issuers", reading.issuers[0]
    if reading.key:
        yield "key", f"{reading.issuers[0]}|{reading.years[0]}|{reading.series or ''}|{reading.number}"


def _key(text: str) -> WorkKey:
    issuers, year, series, number = text.split("|", 3)
    return WorkKey(tuple(issuers.split("+")), int(year), number, series)
