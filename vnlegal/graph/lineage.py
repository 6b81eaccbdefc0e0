"""Lineage: which documents a document carries out, and which carry it out, with the evidence of each step.

Upwards a step follows the lineage relations (implements, guides) from subject to object.  What a document
promulgates counts as part of it: from 50/NQ-CP the way goes on through the programme that it promulgates
to what that programme implements, and from a programme to the document that promulgates it.  It never
crosses from one attachment to another, so the two promulgation steps do not follow each other.  What amends
a resolution or a plan hangs under it, and so under the programme that it serves; an amended law passes its
chain on to nobody, for an act that amends it in one article is about something else.

All other relations of the work are folded into groups: how many works stand in them, and which.

Nothing recurses: a chain of any length and every cycle end.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from ..corpus import Corpus
from ..model import Mode, Work, above
from ..vocabulary import doc_types, kinds_where, relations
from .answering import Answering, answering
from .corpus_edges import CorpusEdges
from .cycles import find_cycles
from .stated import Direction, Edge, Edges, Group, Stated, Statement, Step, Way
from .triples import label

MAKES = kinds_where(lambda row: row.force == "makes")
"""The relations by which a document makes another: what it makes counts as part of it."""
ALTERS = kinds_where(lambda row: row.force == "changes")
"""The relations that are followed where their object is a programme: a plan, a resolution, a decision."""
_MODES: tuple[Mode, ...] = ("asserted", "reported")
RULES = frozenset(row.id for row in doc_types() if row.classes == ("normative",))
"""The types that are no programme: acts that only set rules."""
CITES = "cites"
_NAMED = 3  # works of a group that are named beside their number


def default_kinds() -> tuple[str, ...]:
    """The relations that lineage follows unless told otherwise."""
    return kinds_where(lambda row: row.family == "lineage")


@dataclass(frozen=True, slots=True)
class Lineage:
    """What was found: works by IRI and depth, `cycles` as lists of works; `cut` if `depth` hid something.

    `elsewhere` are the other relations of the work, each way, with the works that stand in them; `asked` the
    bodies that it speaks to, each with its works that carry it out or answer it (downwards only).
    """

    work: str
    direction: Direction
    works: Mapping[str, Work]
    depths: Mapping[str, int]
    steps: tuple[Step, ...]
    cycles: tuple[tuple[str, ...], ...]
    cut: bool
    elsewhere: tuple[Group, ...] = ()
    asked: tuple[Answering, ...] = ()

    def __repr__(self) -> str:
        """The lineage in a line."""
        return str(above("outputs.notebook").short_lineage(self))

    def _repr_html_(self) -> str:
        """What a notebook shows: the picture."""
        return str(above("outputs.notebook").drawn(self))

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
    modes: Collection[Mode] = _MODES,
    on: date | None = None,
) -> Lineage:
    """The lineage of a work.

    `depth` bounds the number of steps; `kinds` replaces the default relations; `modes` and `on` (what was
    said up to a day) restrict the statements that count: an edge that none of them states is not there.
    """
    edges = CorpusEdges(graph) if isinstance(graph, Corpus) else graph
    walk = _Walk(_Counted(edges, tuple(modes), on), kinds)
    ways: tuple[Direction, ...] = ("up", "down") if direction == "both" else (direction,)
    for way in ways:
        walk.go(work, way, depth)
    steps = walk.steps()
    elsewhere = tuple(walk.elsewhere(work, steps))
    asked = () if direction == "up" else answering(edges, work, walk.reached("down"))
    named = [iri for group in elsewhere for iri in group.works[:_NAMED]]
    named += [iri for one in asked for iri in one.works]
    works = edges.works(sorted({*walk.depths, *named}))
    return Lineage(work, direction, works, walk.depths, steps, walk.cycles(), walk.cut, elsewhere, asked)


class _Counted:
    """The edges of a graph with the statements that count; each work is asked about once."""

    def __init__(self, edges: Edges, modes: Collection[Mode], on: date | None) -> None:
        self._edges, self._modes, self._on = edges, modes, on
        self._programmes: dict[str, bool] = {}
        self._found: dict[tuple[str, tuple[str, ...], Way], list[Stated]] = {}

    def stated(self, work: str, kinds: tuple[str, ...], way: Way) -> list[Stated]:
        """Edges of a work that are stated in a chosen mode up to the chosen day."""
        asked = (work, kinds, way)
        if asked not in self._found:
            told = self._edges.stated(*asked) if kinds else ()
            counted = ((edge, tuple(filter(self._counts, statements))) for edge, statements in told)
            self._found[asked] = sorted(one for one in counted if one[1])
        return self._found[asked]

    def neighbours(self, work: str, kind: str, way: Way) -> set[str]:
        """The works at the other ends; where everything that is said counts nothing of it need be read."""
        if self._on is None and set(self._modes) == set(_MODES):
            return set(self._edges.neighbours(work, kind, way))
        told = self.stated(work, (kind,), way)
        return {edge.target if way == "out" else edge.source for edge, _ in told}

    def is_programme(self, work: str) -> bool:
        """Whether a work may be a programme: what is amended in it is amended for the sake of the same."""
        if work not in self._programmes:
            type_ = self._edges.works([work])[work].doc_type
            self._programmes[work] = type_ is not None and type_ not in RULES
        return self._programmes[work]

    def _counts(self, one: Statement) -> bool:
        late = self._on and one.speaker_date and one.speaker_date > self._on
        return one.mode in self._modes and not late


def _ends(steps: Iterable[Step], work: str, kind: str, way: Way) -> Iterator[str]:
    """The other ends of the steps of a kind from a work, or to it."""
    for edge in (step.edge for step in steps if step.edge.kind == kind):
        own, other = (edge.source, edge.target) if way == "out" else (edge.target, edge.source)
        if own == work:
            yield other


class _Walk:
    """A breadth-first walk that remembers depths, edges and state transitions."""

    def __init__(self, edges: _Counted, kinds: Collection[str] | None) -> None:
        self.edges = edges
        self._alters = () if kinds else ALTERS
        kinds = tuple(kinds or default_kinds())
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
        yield from self._altered(state.work, up)

    def _altered(self, work: str, up: bool) -> Iterator[tuple[Stated, _State]]:
        """To the programme that a work amends, or from a programme to what amends it."""
        if not self._alters or not (up or self.edges.is_programme(work)):
            return
        for stated in self.edges.stated(work, self._alters, "out" if up else "in"):
            other = stated[0].target if up else stated[0].source
            if not up or self.edges.is_programme(other):
                yield stated, _State(other, "")

    def reached(self, way: Direction) -> set[str]:
        """The works that were reached one way."""
        return {state.work for pair in self._ways.get(way, {}).items() for state in (pair[0], *pair[1])}

    def steps(self) -> tuple[Step, ...]:
        """All edges walked, nearest first."""
        ranked = sorted(self._found.items(), key=lambda item: (item[1][0], item[0]))
        return tuple(Step(edge, depth, statements) for edge, (depth, statements) in ranked)

    def elsewhere(self, work: str, steps: Collection[Step]) -> Iterator[Group]:
        """The relations of a work that no step shows, those from it first; at last what is only named."""
        ways: tuple[Way, ...] = ("out", "in")
        for way in ways:
            known: set[str] = {work}
            for row in sorted(relations(), key=lambda row: row.id == CITES):
                shown = known if row.id == CITES else {work, *_ends(steps, work, row.id, way)}
                ends = self.edges.neighbours(work, row.id, way)
                if left := sorted(ends - shown):
                    yield Group(row.id, way, tuple(left))
                known |= ends

    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Circles of the walk, upwards, each from its first work by IRI."""
        found = {
            circle for ways in self._ways.values() for circle in find_cycles(ways, lambda state: state.work)
        }
        return tuple(sorted(found))
