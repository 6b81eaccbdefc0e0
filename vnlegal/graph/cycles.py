"""Circles in a directed graph, without recursion: a chain may be longer than Python's stack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

Node = TypeVar("Node", bound=tuple[Any, ...])


def find_cycles(
    graph: Mapping[Node, Collection[Node]], name: Callable[[Node], str]
) -> tuple[tuple[str, ...], ...]:
    """Disjoint circles of a directed graph, found by peeling off what cannot lie on one."""
    left = _peel(set(graph), graph)
    found = set()
    while left:
        path: dict[Node, None] = {}
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


def _peel(left: set[Node], graph: Mapping[Node, Collection[Node]]) -> set[Node]:
    """What remains when nodes without a way on are taken away, again and again."""
    before: dict[Node, list[Node]] = defaultdict(list)
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
