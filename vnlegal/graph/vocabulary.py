"""The tables as linked data: `ontologies/vocabulary.ttl`, written by `python -m vnlegal.graph.vocabulary`.

Types, relations and resolutions are SKOS concepts; bodies are organisations with the time they existed,
mergers are events (ORG).  Every province of the 63 and of the 34 has its own UBND, HĐND and Tỉnh ủy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

from .. import late, vocabulary
from ..notation import bodies, iris
from ..notation.bodies import reused_names, slug
from ..vocabulary import Issuer, Province, doc_types, issuers, provinces, relations
from . import homes, terms
from .homes import VOCABULARY
from .syntaxes import to_turtle
from .terms import Quad, iri, literal, name, typed

_LOCAL_BODIES = ("ubnd-tinh", "hdnd-tinh", "tu")
_LAST_DAY = "2025-06-30"
_RESOLUTIONS = (
    ("exact", "xác định", "exact", "Issuer, year and number are printed, or the symbol implies the issuer."),
    (
        "inferred",
        "suy ra",
        "inferred",
        "Completed from the same document, the citing province or the corpus.",
    ),
    ("ambiguous", "nhiều khả năng", "ambiguous", "There are candidates, and nothing decides between them."),
    ("unresolved", "chưa xác định", "unresolved", "Issuer or year is unknown, and no work known fits."),
)
Triple = tuple[str, str, str]


def folder() -> Path:
    """Where the ontology files are: in the installed package, else in the working copy."""
    installed = Path(str(files(__package__))) / "ontologies"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "ontologies"


def to_vocabulary() -> str:
    """The text of vocabulary.ttl."""
    head = (
        "# Made from the tables of vnlegal/vocabulary by python -m vnlegal.graph.vocabulary; do not edit.\n\n"
    )
    return head + to_turtle(vocabulary_quads())


@cache
def vocabulary_quads() -> tuple[Quad, ...]:
    """The tables as quads; every store holds them, so that bodies have names and successors."""
    return tuple(Quad(*triple, iri(VOCABULARY)) for triple in _triples())


def stored_vocabulary() -> str:
    """The same as a store keeps it, as N-Quads; made once for an installation."""
    tables = sorted(str(one) for one in Path(vocabulary.__file__).parent.glob("*.toml"))
    code = (__file__, vocabulary.__file__, iris.__file__, bodies.__file__, homes.__file__, terms.__file__)
    key = ("stored vocabulary", *map(late.written, (*code, *tables)))
    return late.kept(key, lambda: terms.to_nquads(homes.stored(vocabulary_quads())))


def _triples() -> Iterator[Triple]:
    yield from _types()
    yield from _relations()
    for key, vi, en, about in _RESOLUTIONS:
        at = iri(iris.concept("resolution", key))
        yield from _concept(at, "resolution", {"vi": vi, "en": en})
        yield at, name("skos:definition"), literal(about, "en")
    for row in issuers():
        if not row.local:
            yield from _body(row)
    for place in provinces():
        yield from _province(place)
    yield from _mergers()


def _types() -> Iterator[Triple]:
    for row in doc_types():
        at = iri(iris.concept("type", row.id))
        yield from _concept(at, "type", {"vi": row.label}, row.names)
        for abbreviation in sorted({*row.state, *row.party}):
            yield at, name("skos:notation"), literal(abbreviation)


def _relations() -> Iterator[Triple]:
    for row in relations():
        at = iri(iris.concept("relation", row.id))
        yield from _concept(at, "relation", {"vi": row.label, "en": row.label_en})
        yield at, name("rdfs:seeAlso"), name(f"vnl:{row.property}")


def _concept(at: str, scheme: str, labels: dict[str, str], also: Iterable[str] = ()) -> Iterator[Triple]:
    yield at, name("rdf:type"), name("skos:Concept")
    yield at, name("skos:inScheme"), iri(f"{iris.BASE}/{scheme}")
    yield iri(f"{iris.BASE}/{scheme}"), name("rdf:type"), name("skos:ConceptScheme")
    for language, words in labels.items():
        yield at, name("skos:prefLabel"), literal(words, language)
    for words in also:
        yield at, name("skos:altLabel"), literal(words, "vi")


def _body(row: Issuer) -> Iterator[Triple]:
    at = iri(iris.body(row.id))
    yield from _organisation(at, row.name, row.names, row.since, row.until)
    if row.parent and not issuers().get(row.parent).local:
        yield at, name("org:subOrganizationOf"), iri(iris.body(row.parent))
    for abbreviation in row.abbreviations:
        yield at, name("skos:notation"), literal(abbreviation)


def _organisation(
    at: str, label: str, also: Iterable[str], since: str | None, until: str | None
) -> Iterator[Triple]:
    yield at, name("rdf:type"), name("org:Organization")
    yield at, name("skos:prefLabel"), literal(label, "vi")
    for words in also:
        yield at, name("skos:altLabel"), literal(words, "vi")
    if since:
        yield at, name("vnl:validFrom"), _moment(since)
    if until:
        yield at, name("vnl:validTo"), _moment(until)


def _moment(text: str) -> str:
    """A date as exact as it is known: a year, a month or a day."""
    return typed(text, {4: "gYear", 7: "gYearMonth"}.get(len(text), "date"))


def _province(row: Province) -> Iterator[Triple]:
    at = iri(iris.concept("place", row.id))
    yield at, name("rdf:type"), name("vnl:Province")
    yield at, name("skos:prefLabel"), literal(row.full_name, "vi")
    if row.code:
        yield at, name("skos:notation"), literal(row.code)
    if row.until:
        yield at, name("vnl:validTo"), _moment(row.until)
    if row.successor:
        yield at, name("vnl:successor"), iri(iris.concept("place", row.successor))
    if row.era == 34 and slug(row.name) not in reused_names() and any(o.name == row.name for o in _old()):
        return  # the body went on unchanged: its row among the 63 has described it
    for key in _LOCAL_BODIES:
        body = iri(_local_body(key, row))
        since = "2025-07-01" if row.era == 34 else None
        yield from _organisation(body, _local_name(key, row), (), since, row.until)
        yield body, name("vnl:inProvince"), at


def _old() -> list[Province]:
    return [row for row in provinces() if row.era == 63]


def _local_body(key: str, row: Province) -> str:
    on = date.fromisoformat(_LAST_DAY)
    return iris.body(f"{key}-{slug(row.name)}", on if row.era == 63 else on + timedelta(1))


def _local_name(key: str, row: Province) -> str:
    if key == "tu":
        return f"{'Thành ủy' if row.kind == 'thanh-pho' else 'Tỉnh ủy'} {row.name}"
    return f"{issuers().get(key).name} {row.full_name}"


def _mergers() -> Iterator[Triple]:
    """One event for each body that others became part of, on the day after their last."""
    events: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in issuers():
        for after in row.successors if row.until and not row.local else ():
            if not issuers().get(after).local:
                events[iris.body(after), row.until or "", iris.body(row.id)].add(after)
    for place in _old():
        if place.until and place.successor:
            for key in _LOCAL_BODIES:
                after = _local_body(key, _by_id(place.successor))
                events[after, place.until, _local_body(key, place)].add(key)
    for after, until, before in sorted(events):
        at = iri(f"{iris.BASE}/event/{after.rsplit('/', 1)[-1]}/{_next(until)}")
        yield at, name("rdf:type"), name("org:ChangeEvent")
        yield at, name("org:originalOrganization"), iri(before)
        yield at, name("org:resultingOrganization"), iri(after)
        yield at, name("dct:date"), _moment(_next(until))


def _by_id(id: str) -> Province:
    return provinces().get(id)


def _next(until: str) -> str:
    """The day after a last day; of a last month or year the month or year itself, for no day is known."""
    return (date.fromisoformat(until) + timedelta(1)).isoformat() if len(until) == 10 else until


def main() -> None:
    """Write vocabulary.ttl."""
    (folder() / "vocabulary.ttl").write_text(to_vocabulary(), "utf-8")


if __name__ == "__main__":
    main()
