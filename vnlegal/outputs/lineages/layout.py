"""Where the works of a lineage stand in a picture: who carries out left of what is carried out.

Sugiyama's layered drawing: a column for each step on the longest way, an arrow over several columns with a
place in each that it passes, and within a column everything near what it is joined to, so that few arrows
cross.  Arrows that close a circle run back, each in a lane below all, and count for nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...graph.lineage import Lineage

WIDTH, HEIGHT, DOWN = 192, 62, 22  # a box, and the room below it
_ACROSS, _MARGIN, _PASSING, _TURN, _SWEEPS = 112, 20, 20, 24, 6
Pair = tuple[str, str]
_Knot = tuple[str, str, int]  # a work (iri, "", column), or where an arrow passes a column


@dataclass(frozen=True, slots=True)
class Layout:
    """Upper left corners of works, the bends of arrows on their way, and the size of it all."""

    places: Mapping[str, tuple[float, float]]
    ways: Mapping[Pair, tuple[tuple[float, float], ...]]
    width: float
    height: float


def layout(lineage: Lineage) -> Layout:
    """Places for all works of a lineage; the same lineage gives the same places."""
    pairs = sorted({(step.edge.source, step.edge.target) for step in lineage.steps})
    forward = _without_circles(sorted(lineage.depths), pairs)
    column = _columns(lineage.depths, forward)
    chains = {pair: _chain(pair, column) for pair in forward}
    ranks = _ordered(lineage, column, chains)
    return _placed(ranks, chains, pairs)


def _without_circles(works: Sequence[str], pairs: Iterable[Pair]) -> list[Pair]:
    """The arrows but those that lead back to a work on the way to them."""
    after: dict[str, list[str]] = defaultdict(list)
    for source, target in pairs:
        after[source].append(target)
    kept: list[Pair] = []
    done: set[str] = set()
    for start in works:
        way, stack = [start], [iter(after[start])]
        on_way = {start}
        while stack and start not in done:
            target = next(stack[-1], "")
            if not target:
                stack.pop()
                left = way.pop()
                on_way.discard(left)
                done.add(left)
            elif target not in on_way:
                kept.append((way[-1], target))
                if target not in done:
                    way.append(target)
                    on_way.add(target)
                    stack.append(iter(after[target]))
    return sorted(kept)


def _columns(works: Iterable[str], pairs: Sequence[Pair]) -> dict[str, int]:
    """The length of the longest way to a work; one that nothing leads to stands close to where it leads."""
    before: dict[str, int] = dict.fromkeys(works, 0)
    after: dict[str, list[str]] = defaultdict(list)
    for source, target in pairs:
        before[target] += 1
        after[source].append(target)
    starts = [work for work, count in before.items() if not count]
    column, ready = dict.fromkeys(before, 0), list(starts)
    while ready:
        work = ready.pop()
        for target in after[work]:
            column[target] = max(column[target], column[work] + 1)
            before[target] -= 1
            if not before[target]:
                ready.append(target)
    for work in starts:
        column[work] = min((column[target] - 1 for target in after[work]), default=0)
    return column


def _chain(pair: Pair, column: Mapping[str, int]) -> tuple[_Knot, ...]:
    """The ends of an arrow, and between them its places in the columns that it passes."""
    source, target = pair
    first, last = column[source], column[target]
    passed = ((source, target, at) for at in range(first + 1, last))
    return (source, "", first), *passed, (target, "", last)


def _ordered(
    lineage: Lineage, column: Mapping[str, int], chains: Mapping[Pair, tuple[_Knot, ...]]
) -> list[list[_Knot]]:
    """What stands in each column, from top to bottom."""
    knots = {(work, "", at) for work, at in column.items()}.union(*chains.values())
    ranks: list[list[_Knot]] = [[] for _ in range(max(column.values()) + 1)]
    for knot in sorted(knots, key=lambda one: (_dated(lineage, one[0]), one)):
        ranks[knot[2]].append(knot)
    near: dict[_Knot, list[_Knot]] = defaultdict(list)
    for chain in chains.values():
        for one, other in pairwise(chain):
            near[one].append(other)
            near[other].append(one)
    for sweep in range(_SWEEPS):
        for at in range(len(ranks)) if sweep % 2 else reversed(range(len(ranks))):
            _sort(ranks, at, near)
    return ranks


def _dated(lineage: Lineage, iri: str) -> str:
    found = lineage.works[iri].date
    return found.isoformat() if found else "9999"


def _sort(ranks: list[list[_Knot]], at: int, near: Mapping[_Knot, list[_Knot]]) -> None:
    """Order a column by the mean height of the neighbours; what has none keeps its place."""
    heights = {
        knot: (row + 0.5) / len(rank)
        for rank in ranks[max(at - 1, 0) : at + 2]
        for row, knot in enumerate(rank)
    }

    def mean(knot: _Knot) -> float:
        found = [heights[one] for one in near.get(knot, ()) if one[2] != at]
        return sum(found) / len(found) if found else heights[knot]

    ranks[at].sort(key=mean)


def _placed(
    ranks: Sequence[Sequence[_Knot]], chains: Mapping[Pair, tuple[_Knot, ...]], pairs: Iterable[Pair]
) -> Layout:
    tallest = max(sum(_height(knot) + DOWN for knot in rank) for rank in ranks)
    corners = {knot: corner for rank in ranks for knot, corner in _stacked(rank, tallest)}
    places = {knot[0]: corner for knot, corner in corners.items() if not knot[1]}
    ways: dict[Pair, tuple[tuple[float, float], ...]] = dict.fromkeys(pairs, ())
    for pair, chain in chains.items():
        passed = [corners[knot] for knot in chain[1:-1]]
        ways[pair] = tuple((at, y + _PASSING / 2) for x, y in passed for at in (x, x + WIDTH))
    lane = tallest + _MARGIN
    for source, target in sorted(set(ways) - set(chains)):
        ways[source, target] = ((places[source][0] + WIDTH + _TURN, lane), (places[target][0] - _TURN, lane))
        lane += _PASSING
    width = len(ranks) * (WIDTH + _ACROSS) - _ACROSS + 2 * _MARGIN
    return Layout(places, ways, width, lane - DOWN + _MARGIN)


def _stacked(rank: Sequence[_Knot], tallest: float) -> Iterator[tuple[_Knot, tuple[float, float]]]:
    """Upper left corners, the column in the middle of the height."""
    own = sum(_height(knot) + DOWN for knot in rank)
    y = _MARGIN + (tallest - own) / 2
    for knot in rank:
        yield knot, (_MARGIN + knot[2] * (WIDTH + _ACROSS), y)
        y += _height(knot) + DOWN


def _height(knot: _Knot) -> float:
    return _PASSING if knot[1] else HEIGHT
