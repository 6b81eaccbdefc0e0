"""Lineage: which documents a document carries out, and which carry it out, with the evidence of each step.

Upwards a step follows the lineage relations (implements, guides) from subject to object.  What a document
promulgates counts as part of it: from 50/NQ-CP the way goes on through the programme that it promulgates
to what that programme implements, and from a programme to the document that promulgates it.  It never
crosses from one attachment to another, so the two promulgation steps do not follow each other.

Nothing recurses: a chain of any length and every cycle end.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, Protocol

from ..corpus import Corpus
from ..model import Mode, Work
from ..vocabulary import relations
from .triples import label

Direction = Literal["up", "down", "both"]
PROMULGATES = "promulgates"


def default_kinds() -> tuple[str, ...]:
    """The relations that lineage follows unless told otherwise."""
    return tuple(row.id for row in relations() if row.lineage)


class Statement(NamedTuple):
    """One text that states a relation: who, when, how, in which words, where."""

    speaker: str
    speaker_label: str
    speaker_date: date | None
    path: str
    mode: Mode
    cue: str
    sentence: str
    start: int
    end: int


class Edge(NamedTuple):
    """A relation between two works."""

    kind: str
    source: str
    target: str


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


@dataclass(frozen=True, slots=True)
class Lineage:
    """What was found: works by IRI and depth, `cycles` as lists of works; `cut` if `depth` hid something."""

    work: str
    direction: Direction
    works: Mapping[str, Work]
    depths: Mapping[str, int]
    steps: tuple[Step, ...]
    cycles: tuple[tuple[str, ...], ...]
    cut: bool

    @property
    def others(self) -> tuple[str, ...]:
        """All works but the one asked about, nearest first."""
        ranked = sorted(self.depths.items(), key=lambda item: (item[1], item[0]))
        return tuple(iri for iri, _ in ranked if iri != self.work)

    def label(self, iri: str) -> str:
        """What a work is called."""
        return label(self.works[iri]) if iri in self.works else iri


class Edges(Protocol):
    """What lineage needs of a graph: a corpus or a store."""

    def outgoing(self, work: str, kinds: Collection[str]) -> Iterable[Edge]:
        """Edges from a work."""

    def incoming(self, work: str, kinds: Collection[str]) -> Iterable[Edge]:
        """Edges to a work."""

    def statements(self, edge: Edge) -> tuple[Statement, ...]:
        """What states an edge."""

    def work(self, iri: str) -> Work:
        """A work."""


class CorpusEdges:
    """The edges of a corpus in memory."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._texts = {document.source.path: document for document in corpus.documents}
        self._links = {Edge(link.kind, link.source, link.target): link for link in corpus.links}
        self._out: dict[str, list[Edge]] = defaultdict(list)
        self._in: dict[str, list[Edge]] = defaultdict(list)
        for edge in self._links:
            self._out[edge.source].append(edge)
            self._in[edge.target].append(edge)

    def outgoing(self, work: str, kinds: Collection[str]) -> Iterable[Edge]:
        """Edges from a work."""
        return (edge for edge in self._out[work] if edge.kind in kinds)

    def incoming(self, work: str, kinds: Collection[str]) -> Iterable[Edge]:
        """Edges to a work."""
        return (edge for edge in self._in[work] if edge.kind in kinds)

    def statements(self, edge: Edge) -> tuple[Statement, ...]:
        """What states an edge."""
        found = []
        for one in self._links[edge].evidence:
            speaker, document = self._corpus.by_iri[one.speaker], self._texts[one.path]
            words = " ".join(document.text(one.sentence).split())
            cue, mode = one.claim.cue.value, one.claim.mode
            found.append(
                Statement(
                    one.speaker, label(speaker), speaker.date, one.path, mode, cue, words, *one.sentence
                )
            )
        return tuple(found)

    def work(self, iri: str) -> Work:
        """A work."""
        return self._corpus.by_iri[iri]


class _State(NamedTuple):
    """A work, and by which promulgation step (if any) it was reached."""

    work: str
    by: Literal["", "annex", "promulgator"]


_OPPOSITE = {"annex": "promulgator", "promulgator": "annex", "": "-"}


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
    walk = _Walk(edges, tuple(kinds or default_kinds()), tuple(modes), on)
    ways: tuple[Direction, ...] = ("up", "down") if direction == "both" else (direction,)
    for way in ways:
        walk.go(work, way, depth)
    works = {iri: edges.work(iri) for iri in sorted(walk.depths)}
    return Lineage(work, direction, works, walk.depths, walk.steps(), walk.cycles(), walk.cut)


class _Walk:
    """A breadth-first walk that remembers depths, edges and state transitions."""

    def __init__(
        self, edges: Edges, kinds: Collection[str], modes: Collection[Mode], on: date | None
    ) -> None:
        self.edges, self.kinds, self.modes, self.on = edges, kinds, modes, on
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
            for edge, reached in self._steps(state, way):
                statements = self._counted(edge)
                if not statements:
                    continue
                if limit is not None and depth >= limit:
                    self.cut = True
                    break
                self._found.setdefault(edge, (depth + 1, statements))
                before, after = (state, reached) if way == "up" else (reached, state)
                ways[before].append(after)
                if reached not in seen:
                    seen.add(reached)
                    self.depths.setdefault(reached.work, depth + 1)
                    queue.append((reached, depth + 1))

    def _steps(self, state: _State, way: Direction) -> list[tuple[Edge, _State]]:
        """Where one step leads; promulgation goes both ways, but not there and back."""
        work, follow = state.work, [kind for kind in self.kinds if kind != PROMULGATES]
        up = way == "up"
        plain = self.edges.outgoing(work, follow) if up else self.edges.incoming(work, follow)
        found = [(edge, _State(edge.target if up else edge.source, "")) for edge in plain]
        if PROMULGATES in self.kinds:
            if _OPPOSITE[state.by] != "annex":
                annexes = self.edges.outgoing(work, (PROMULGATES,))
                found += [(edge, _State(edge.target, "annex")) for edge in annexes]
            if _OPPOSITE[state.by] != "promulgator":
                promulgators = self.edges.incoming(work, (PROMULGATES,))
                found += [(edge, _State(edge.source, "promulgator")) for edge in promulgators]
        return sorted(found)

    def _counted(self, edge: Edge) -> tuple[Statement, ...]:
        if edge in self._found:
            return self._found[edge][1]
        return tuple(
            one
            for one in self.edges.statements(edge)
            if one.mode in self.modes and not (self.on and one.speaker_date and one.speaker_date > self.on)
        )

    def steps(self) -> tuple[Step, ...]:
        """All edges walked, nearest first."""
        ranked = sorted(self._found.items(), key=lambda item: (item[1][0], item[0]))
        return tuple(Step(edge, depth, statements) for edge, (depth, statements) in ranked)

    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Circles of the walk, upwards, each from its first work by IRI."""
        found = {
            circle for ways in self._ways.values() for circle in find_cycles(ways, lambda state: state.work)
        }
        return tuple(sorted(found))


def find_cycles(
    graph: Mapping[_State, Collection[_State]], name: Callable[[_State], str]
) -> tuple[tuple[str, ...], ...]:
    """Disjoint circles of a directed graph, found by peeling off what cannot lie on one."""
    left = _peel(set(graph), graph)
    found = set()
    while left:
        path: dict[_State, None] = {}
        at = min(left)
        while at not in path:
            path[at] = None
            at = min(after for after in graph.get(at, ()) if after in left)
        circle = list(path)[list(path).index(at) :]
        names = list(dict.fromkeys(map(name, circle)))
        if len(names) > 1:
            turn = names.index(min(names))
            found.add(tuple(names[turn:] + names[:turn]))
        left = _peel(left - set(circle), graph)
    return tuple(sorted(found))


def _peel(left: set[_State], graph: Mapping[_State, Collection[_State]]) -> set[_State]:
    """What remains when nodes without a way on are taken away, again and again."""
    before: dict[_State, list[_State]] = defaultdict(list)
    ways = dict.fromkeys(left, 0)
    for state in left:
        for after in set(graph.get(state, ())) & left:
            ways[state] += 1
            before[after].append(state)
    ends = [state for state, count in ways.items() if not count]
    while ends:
        end = ends.pop()
        ways.pop(end)
        for state in before[end]:
            ways[state] -= 1
            if not ways[state]:
                ends.append(state)
    return set(ways)
