"""Edges and what states them: the small words that lineage, stores and outputs share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Protocol

from ..model import Mode, Work

Direction = Literal["up", "down", "both"]


class Statement(NamedTuple):
    """One text that states a relation: who, when, how, in which words, where.

    `in_part`: of some provisions only, `provision` as it is written, if they are named beside the act.
    """

    speaker: str
    speaker_label: str
    speaker_date: date | None
    path: str
    mode: Mode
    cue: str
    sentence: str
    start: int
    end: int
    in_part: bool = False
    provision: str = ""


class Effective(NamedTuple):
    """What a text says of its own effect: "begins" or "ends" on a day, as a whole or in part, and where."""

    kind: str
    day: date
    whole: bool
    path: str
    sentence: str
    start: int
    end: int


class Addressed(NamedTuple):
    """A body as a text names it, and its IRI if the registry knows it with its place."""

    name: str
    body: str | None


class Edge(NamedTuple):
    """A relation between two works."""

    kind: str
    source: str
    target: str


Way = Literal["out", "in"]


class Group(NamedTuple):
    """All works that stand in one relation to a work, one way: it does so ("out"), or they do ("in")."""

    kind: str
    way: Way
    works: tuple[str, ...]


Stated = tuple[Edge, tuple[Statement, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """An edge on the way, `depth` steps from the work asked about, with all that states it."""

    edge: Edge
    depth: int
    statements: tuple[Statement, ...]

    @property
    def speakers(self) -> int:
        """How many documents agree on it."""
        return len({one.speaker for one in self.statements})


class Edges(Protocol):
    """What lineage needs of a graph: a corpus or a store."""

    def stated(self, work: str, kinds: Collection[str], way: Way) -> Iterable[Stated]:
        """Edges from a work ("out") or to it ("in"), each with all that states it."""

    def neighbours(self, work: str, kind: str, way: Way) -> Iterable[str]:
        """The works at the other ends of these edges; of "cites" also where a text merely names a work."""

    def works(self, iris: Iterable[str]) -> Mapping[str, Work]:
        """Works by IRI."""

    def spoken_to(self, work: str) -> Iterable[Addressed]:
        """The bodies that the texts of a work are sent to, or charge with a task, as named."""


class DatedEdges(Edges, Protocol):
    """What validity needs besides."""

    def effects(self, work: str) -> tuple[Effective, ...]:
        """What the texts of a work say of its effect."""
