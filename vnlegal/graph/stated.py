"""Edges and what states them: the small words that lineage, stores and outputs share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Protocol

from ..model import Mode, Work

Direction = Literal["up", "down", "both"]


class Statement(NamedTuple):
    """One text that states a relation: who, when, how, in which words, where; of some provisions only?"""

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


class Effective(NamedTuple):
    """What a text says of its own effect: "begins" or "ends" on a day, as a whole or in part, and where."""

    kind: str
    day: date
    whole: bool
    path: str
    sentence: str
    start: int
    end: int


class Edge(NamedTuple):
    """A relation between two works."""

    kind: str
    source: str
    target: str


Way = Literal["out", "in"]
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

    def works(self, iris: Iterable[str]) -> Mapping[str, Work]:
        """Works by IRI."""


class DatedEdges(Edges, Protocol):
    """What validity needs besides."""

    def effects(self, work: str) -> tuple[Effective, ...]:
        """What the texts of a work say of its effect."""
