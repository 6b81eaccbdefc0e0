"""Ruled tables: the lines drawn on a page -> cells, also those that span rows or columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

_NEAR = 3.0


class Rule(NamedTuple):
    """A drawn line: its place across (y of a horizontal one), and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a grid by its edges; `row` and `column` count from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float
    row: int
    column: int
    height: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: int
    boxes: tuple[Box, ...]


def grids(across: Iterable[Rule], down: Iterable[Rule]) -> list[Grid]:
    """Tables from horizontal and vertical rules; at least two columns and two cells."""
    found = []
    for flat, upright in _connected(_merged(across), _merged(down)):
        grid = _grid(flat, upright)
        if grid is not None:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.top, grid.x0))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line as one."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (round(one.at / _NEAR), one.start)):
        for i, last in enumerate(out[-40:], max(0, len(out) - 40)):
            if (
                abs(last.at - rule.at) < _NEAR
                and rule.start <= last.end + _NEAR
                and rule.end >= last.start - _NEAR
            ):
                out[i] = Rule(last.at, min(last.start, rule.start), max(last.end, rule.end))
                break
        else:
            out.append(rule)
    return out


def _crosses(flat: Rule, upright: Rule) -> bool:
    return (
        flat.start - _NEAR <= upright.at <= flat.end + _NEAR
        and upright.start - _NEAR <= flat.at <= upright.end + _NEAR
    )


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that cross one another."""
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for upright in down:
        touched = [flat for flat in across if _crosses(flat, upright)]
        joined: tuple[list[Rule], list[Rule]] = (touched, [upright])
        rest = []
        for group in groups:
            if any(flat in group[0] for flat in touched):
                joined = ([*joined[0], *(f for f in group[0] if f not in joined[0])], [*joined[1], *group[1]])
            else:
                rest.append(group)
        groups = [*rest, joined]
    return groups


def _places(values: Iterable[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    xs, ys = _places(rule.at for rule in down), _places(rule.at for rule in across)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > 20_000:
        return None
    boxes = []
    taken: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right, below = column + 1, row + 1
            while right < len(xs) - 1 and not _drawn(down, xs[right], ys[row], ys[row + 1]):
                right += 1
            while below < len(ys) - 1 and not any(
                _drawn(across, ys[below], xs[c], xs[c + 1]) for c in range(column, right)
            ):
                below += 1
            taken |= {(r, c) for r in range(row, below) for c in range(column, right)}
            boxes.append(Box(xs[column], ys[row], xs[right], ys[below], row, column, below - row))
    return Grid(xs[0], ys[0], xs[-1], ys[-1], len(ys) - 1, tuple(boxes))


def _drawn(rules: list[Rule], at: float, start: float, end: float) -> bool:
    """Whether a rule is drawn at this place over most of the way."""
    return any(
        abs(rule.at - at) <= _NEAR and min(rule.end, end) - max(rule.start, start) > 0.6 * (end - start)
        for rule in rules
    )
