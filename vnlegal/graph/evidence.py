"""What a store says states an edge: its claims, read one by one, or all by one query where they are many.

Measured on 28 million quads on disk: reading a claim by patterns takes a third of a millisecond, a query
some milliseconds to plan, whatever it finds; from some hundred claims on the query wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from ..model import Mode, Span
from ..notation.iris import span_in, text_in
from .engines import Engine
from .stated import Edge, Effective, Stated, Statement, Way
from .terms import iri, name
from .triples import CHANGES, target_of

MANY = 300
_MODES: dict[str, Mode] = {"asserted": "asserted", "reported": "reported"}


def stated(engine: Engine, work: str, kinds: tuple[str, ...], way: Way) -> Iterator[Stated]:
    """Edges from a work ("out") or to it ("in"), each with all that states it."""
    claims = _claims(engine, work, kinds, way)
    many = len(claims) > MANY
    said = _queried(engine, work, kinds, way) if many else _Reader(engine).read(claims, kinds, way)
    found: dict[Edge, set[Statement]] = defaultdict(set)
    for kind, other, statement in said:
        ends = (work, other) if way == "out" else (other, work)
        found[Edge(kind, *ends)].add(statement)
    for edge in sorted(found):
        yield edge, tuple(sorted(found[edge], key=lambda one: (one.path, one.start, one.end, one.cue)))


_Said = tuple[str, str, Statement]


def _claims(engine: Engine, work: str, kinds: Iterable[str], way: Way) -> set[str]:
    """The claims of these kinds; the IRI of a claim shows its kind, which spares reading the others."""
    if way == "out":
        marks = tuple(f"/claim/{kind}/" for kind in kinds)
        found = engine.objects(iri(work), name("vnl:claim"))
        return {one for one in found if any(mark in one for mark in marks)}
    targets = (engine.subjects(name(target_of(kind)), iri(work)) for kind in kinds)
    return {one for found in targets for one in found if "/claim/" in one}


class _Speaker(NamedTuple):
    label: str
    date: date | None


class _Reader:
    """Reads claims by patterns; who speaks and where the text lies is looked up once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._speakers: dict[str, _Speaker] = {}
        self._paths: dict[str, list[str]] = {}

    def read(self, claims: Iterable[str], kinds: Iterable[str], way: Way) -> Iterator[_Said]:
        """What the claims say, of the kinds asked for."""
        wanted = {target_of(kind).partition(":")[2]: kind for kind in kinds}
        for claim in claims:
            values = {p.rsplit("#", 1)[-1]: term.value for p, term in self._engine.about(iri(claim))}
            mode = _MODES.get(values["mode"])
            targets = [key for key in values if key in wanted]
            if mode and targets:
                kind, target = wanted[targets[0]], values[targets[0]]
                sources = [target] if way == "out" else self._engine.subjects(name("vnl:claim"), iri(claim))
                for other in set(sources):
                    place = self._provision(values)
                    for path in self.paths(text_in(claim)):
                        yield kind, other, self._statement(values, mode, path, place, span_in(claim))

    def _provision(self, values: dict[str, str]) -> str:
        """The provisions of the object as they are written, where the claim is about a part of it."""
        if values.get("inPart") != "true":
            return ""
        return min(self._engine.objects(iri(values["objectMention"]), name("vnl:citedProvision")), default="")

    def _statement(self, values: dict[str, str], mode: Mode, path: str, place: str, span: Span) -> Statement:
        speaker = self._speaker(values["speaker"])
        return Statement(
            values["speaker"], speaker.label, speaker.date, path, mode, values["trigger"], values["exact"],
            *span, values.get("inPart") == "true", place,
        )  # fmt: skip

    def _speaker(self, speaker: str) -> _Speaker:
        if speaker not in self._speakers:
            labels = self._engine.objects(iri(speaker), name("rdfs:label"))
            days = sorted(set(self._engine.objects(iri(speaker), name("eli:date_document"))))
            self._speakers[speaker] = _Speaker(min(labels), date.fromisoformat(days[0]) if days else None)
        return self._speakers[speaker]

    def paths(self, text: str) -> list[str]:
        """The files that a text stands in."""
        if text not in self._paths:
            files = self._engine.objects(iri(text), name("eli:is_embodied_by"))
            found = {path for file in files for path in self._engine.objects(iri(file), name("vnl:path"))}
            self._paths[text] = sorted(found)
        return self._paths[text]


def _queried(engine: Engine, work: str, kinds: tuple[str, ...], way: Way) -> Iterator[_Said]:
    for cells in engine.select(_stated(kinds, way), {"work": iri(work)}).rows:
        row = [cell.value if cell else "" for cell in cells]
        _, kind, other, mode, speaker, label, day, cue, words, claim, path, part, place = row
        yield kind, other, Statement(
            speaker, label, date.fromisoformat(day) if day else None, path, _MODES[mode], cue, words,
            *span_in(claim), part == "true", place,
        )  # fmt: skip


@cache
def _stated(kinds: tuple[str, ...], way: Way) -> str:
    """The query for the edges of ?work: a branch for each relation, which engines plan well."""
    branches = "\n  UNION ".join(
        _BRANCH[way] % (kind, name(target_of(kind)), _IN_PART if kind in CHANGES else "") for kind in kinds
    )
    columns = "?work ?kind ?other ?mode ?speaker ?label ?date ?trigger ?sentence ?claim ?path ?part ?place"
    return f"SELECT {columns} WHERE {{\n  {branches}\n}}"


_SAID = f"""
    ?claim {name("vnl:mode")} ?mode ; {name("vnl:speaker")} ?speaker ;
      {name("vnl:trigger")} ?trigger ; {name("oa:exact")} ?sentence .
    FILTER(?mode != "directed")
    ?speaker {name("eli:is_realized_by")} ?text .
    ?text {name("eli:is_embodied_by")} ?file . ?file {name("vnl:path")} ?path .
    FILTER(STRSTARTS(STR(?claim), CONCAT(STR(?text), "/")))
    ?speaker {name("rdfs:label")} ?label .
    OPTIONAL {{ ?speaker {name("eli:date_document")} ?date }}"""
_IN_PART = f"""OPTIONAL {{ ?claim {name("vnl:inPart")} ?part
    OPTIONAL {{ ?claim {name("vnl:objectMention")} ?at . ?at {name("vnl:citedProvision")} ?place }} }}"""
_BRANCH = {
    "out": f'{{ BIND("%s" AS ?kind) ?work {name("vnl:claim")} ?claim . ?claim %s ?other .{_SAID} %s }}',
    "in": f'{{ BIND("%s" AS ?kind) ?claim %s ?work . ?other {name("vnl:claim")} ?claim .{_SAID} %s }}',
}


def effects(engine: Engine, work: str) -> tuple[Effective, ...]:
    """What the texts of a work say of its effect."""
    found, reader = set(), _Reader(engine)
    for effect in engine.objects(iri(work), name("vnl:effect")):
        values = {p.rsplit("#", 1)[-1]: term.value for p, term in engine.about(iri(effect))}
        day, whole = date.fromisoformat(values["effectDate"]), values["inPart"] == "false"
        for path in reader.paths(text_in(effect)):
            place = path, values["exact"], int(values["start"]), int(values["end"])
            found.add(Effective(values["effectKind"], day, whole, *place))
    return tuple(sorted(found))
