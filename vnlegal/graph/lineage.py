"""Lineage: which documents a document carries out, and which carry it out, with the evidence of each step.

Upwards a step follows the lineage relations (implements, guides) from subject to object.  What a document
promulgates counts as part of it: from 50/NQ-CP the way goes on through the programme that it promulgates
to what that programme implements, and from a programme to the document that promulgates it.  It never
crosses from one attachment to another, so the two promulgation steps do not follow each other.

Nothing recurses: a chain of any length and every cycle end.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ..corpus import Corpus
from ..model import Mode, Work
from ..vocabulary import kinds_where, relations
from .corpus_edges import CorpusEdges
from .cycles import find_cycles
from .stated import Direction, Edge, Edges, Stated, Statement, Step, Way
from .triples import label

MAKES = kinds_where(lambda row: row.force == "makes")
"""The relations by which a document makes another: what it makes counts as part of it."""


def default_kinds() -> tuple[str, ...]:
    """The relations that lineage follows unless told otherwise."""
    return kinds_where(lambda row: row.family == "lineage")


class Other(NamedTuple):
    """A relation that was not asked for, from the work ("out") or to it ("in"), with so many works."""

    kind: str
    way: Way
    works: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """What was found: works by IRI and depth, `cycles` as lists of works; `cut` if `depth` hid something.

    Where nothing was found, `elsewhere` tells by which other relations the work stands in the graph.
    """

    work: str
    direction: Direction
    works: Mapping[str, Work]
    depths: Mapping[str, int]
    steps: tuple[Step, ...]
    cycles: tuple[tuple[str, ...], ...]
    cut: bool
    elsewhere: tuple[Other, ...] = ()

    @property
    def others(self) -> tuple[str, ...]:
        """All works but the one asked about, nearest first."""
        ranked = sorted(self.depths.items(), key=lambda item: (item[1], item[0]))
        return tuple(iri for iri, _ in ranked if iri != self.work)

    def label(self, iri: str) -> str:
        """What a work is called."""
        return label(self.works[iri]) if iri in self.works else iri


class _State(NamedTuple):
    """A work, and by which promulgation step (if any) it was reached."""

    work: str
    by: Literal["", "annex", "promulgator"]


def lineage(
    graph: Corpus | Edges,
    work: str,
    direction: Direction = "up",
    depth: int | None = None,
    kinds: Collection[str] | None = None,
    modes: Collection[Mode] = ("asserted", "reported"),
    on: date | None = None,
) -> Lineage:
    """The lineage of a work.

    `depth` bounds the number of steps; `kinds` replaces the default relations; `modes` and `on` (what was
    said up to a day) restrict the statements that count: an edge that none of them states is not there.
    """
    edges = CorpusEdges(graph) if isinstance(graph, Corpus) else graph
    walk = _Walk(_Counted(edges, tuple(modes), on), tuple(kinds or default_kinds()))
    ways: tuple[Direction, ...] = ("up", "down") if direction == "both" else (direction,)
    for way in ways:
        walk.go(work, way, depth)
    works, steps = edges.works(sorted(walk.depths)), walk.steps()
    elsewhere = () if steps else tuple(walk.elsewhere(work))
    return Lineage(work, direction, works, walk.depths, steps, walk.cycles(), walk.cut, elsewhere)


class _Counted:
    """The edges of a graph with the statements that count; each work is asked about once."""

    def __init__(self, edges: Edges, modes: Collection[Mode], on: date | None) -> None:
        self._edges, self._modes, self._on = edges, modes, on
        self._found: dict[tuple[str, tuple[str, ...], Way], list[Stated]] = {}

    def stated(self, work: str, kinds: tuple[str, ...], way: Way) -> list[Stated]:
        """Edges of a work that are stated in a chosen mode up to the chosen day."""
        asked = (work, kinds, way)
        if asked not in self._found:
            told = self._edges.stated(*asked) if kinds else ()
            counted = ((edge, tuple(filter(self._counts, statements))) for edge, statements in told)
            self._found[asked] = sorted(one for one in counted if one[1])
        return self._found[asked]

    def _counts(self, one: Statement) -> bool:
        late = self._on and one.speaker_date and one.speaker_date > self._on
        return one.mode in self._modes and not late


class _Walk:
    """A breadth-first walk that remembers depths, edges and state transitions."""

    def __init__(self, edges: _Counted, kinds: Collection[str]) -> None:
        self.edges = edges
        self._follow = tuple(kind for kind in kinds if kind not in MAKES)
        self._annexes = tuple(kind for kind in kinds if kind in MAKES)
        self.depths: dict[str, int] = {}
        self.cut = False
        self._found: dict[Edge, tuple[int, tuple[Statement, ...]]] = {}
        self._ways: dict[Direction, dict[_State, list[_State]]] = {}

    def go(self, work: str, way: Direction, limit: int | None) -> None:
        """Walk one way from a work."""
        start, ways = _State(work, ""), self._ways.setdefault(way, defaultdict(list))
        self.depths.setdefault(work, 0)
        queue, seen = deque([(start, 0)]), {start}
        while queue:
            state, depth = queue.popleft()
            if limit is not None and depth >= limit:
                self.cut = self.cut or any(True for _ in self._steps(state, way))
                continue
            for (edge, statements), reached in self._steps(state, way):
                self._found.setdefault(edge, (depth + 1, statements))
                before, after = (state, reached) if way == "up" else (reached, state)
                ways[before].append(after)
                if reached not in seen:
                    seen.add(reached)
                    self.depths.setdefault(reached.work, depth + 1)
                    queue.append((reached, depth + 1))

    def _steps(self, state: _State, way: Direction) -> Iterator[tuple[Stated, _State]]:
        """Where one step leads; promulgation goes both ways, but not there and back."""
        up = way == "up"
        leaving = self.edges.stated(state.work, self._annexes + (self._follow if up else ()), "out")
        coming = self.edges.stated(state.work, self._annexes + (() if up else self._follow), "in")
        for stated in leaving:
            annex = stated[0].kind in MAKES
            if not (annex and state.by == "promulgator"):
                yield stated, _State(stated[0].target, "annex" if annex else "")
        for stated in coming:
            promulgator = stated[0].kind in MAKES
            if not (promulgator and state.by == "annex"):
                yield stated, _State(stated[0].source, "promulgator" if promulgator else "")

    def steps(self) -> tuple[Step, ...]:
        """All edges walked, nearest first."""
        ranked = sorted(self._found.items(), key=lambda item: (item[1][0], item[0]))
        return tuple(Step(edge, depth, statements) for edge, (depth, statements) in ranked)

    def elsewhere(self, work: str) -> Iterator[Other]:
        """The relations of a work that are not followed, those from it first."""
        asked = {*self._follow, *self._annexes}
        kinds = tuple(row.id for row in relations() if row.id not in asked)
        ways: tuple[Way, ...] = ("out", "in")
        for way in ways:
            counted = Counter(edge.kind for edge, _ in self.edges.stated(work, kinds, way))
            yield from (Other(kind, way, counted[kind]) for kind in kinds if counted[kind])

    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Circles of the walk, upwards, each from its first work by IRI."""
        found = {
            circle for ways in self._ways.values() for circle in find_cycles(ways, lambda state: state.work)
        }
        return tuple(sorted(found))
