"""Where the works of a picture stand: from left to right by date, undated ones in a lane of their own.

Works of neighbouring dates share a column, unless an arrow joins them.  An arrow over several columns has
its place in each that it passes (Sugiyama's layered drawing), together with others of its kind that begin or
end where it does; within a column everything stands near what it is joined to, so that few arrows cross.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from ...language import spoken, written
from .frame import Arrow, Node, Picture

WIDTH, HEIGHT = 204, 64
_ACROSS, _DOWN, _MARGIN, _HEAD, _LANE = 132, 20, 24, 34, 56
_PASSING = 26  # the room of an arrow that passes a column
_ROWS, _SWEEPS = 9, 8


_Bundle = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Upper left corner of a node, or of the room where an arrow passes."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Places by IRI, ways of arrows between their ends, headings of columns, top of the undated lane."""

    places: Mapping[str, Place]
    ways: Mapping[tuple[str, str], tuple[Place, ...]]
    columns: tuple[tuple[float, str], ...]
    lane: float | None
    width: float
    height: float


def layout(picture: Picture) -> Layout:
    """Places for all works of a picture; the same picture gives the same places."""
    return _Drawing(picture).laid()


@dataclass(eq=False, slots=True)
class _Slot:
    """What takes room in a column: a work, or an arrow that passes."""

    node: Node | None
    column: int
    near: list[_Slot] = field(default_factory=list)
    y: float = 0

    @property
    def height(self) -> float:
        return HEIGHT + _DOWN if self.node else _PASSING


class _Drawing:
    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.speaks = Counter(arrow.source for arrow in picture.arrows)
        self.spoken = Counter(arrow.target for arrow in picture.arrows)
        joined: dict[str, set[str]] = defaultdict(set)
        for arrow in picture.arrows:
            joined[arrow.source].add(arrow.target)
            joined[arrow.target].add(arrow.source)
        dated = sorted((one for one in picture.nodes if _when(one)), key=self._order)
        rows = max(_ROWS, round((2 * len(dated)) ** 0.5))
        self.nodes = _columns(dated, joined, rows)
        self.columns = [[_Slot(node, at) for node in nodes] for at, nodes in enumerate(self.nodes)]
        self.slots = {slot.node.iri: slot for column in self.columns for slot in column if slot.node}
        self.joined = joined
        self.ways = self._join()
        self.undated = [one for one in picture.nodes if not _when(one)]

    def _order(self, node: Node) -> tuple[str, int, str]:
        """By date; on one day what is spoken of stands before what speaks of it."""
        more = self.speaks[node.iri] - self.spoken[node.iri]
        return _when(node), (more > 0) - (more < 0), node.iri

    def _join(self) -> dict[tuple[str, str], list[_Slot]]:
        """Join the ends of arrows; those of one kind at one work pass a column in one slot."""
        ways: dict[tuple[str, str], list[_Slot]] = {}
        bundles: dict[_Bundle, _Slot] = {}
        for arrow in self.picture.arrows:
            ends = [self.slots[iri] for iri in (arrow.source, arrow.target) if iri in self.slots]
            if len(ends) < 2:
                continue
            step = 1 if ends[1].column > ends[0].column else -1
            columns = range(ends[0].column + step, ends[1].column, step)
            passed = [self._passing(bundles, at, self._bundle(arrow)) for at in columns]
            for one, other in pairwise([ends[0], *passed, ends[1]]):
                one.near.append(other)
                other.near.append(one)
            ways[arrow.source, arrow.target] = passed
        return ways

    def _bundle(self, arrow: Arrow) -> _Bundle:
        """What arrows have in common that run side by side: the busier end, the relation, who says so."""
        ends = (arrow.source, arrow.target)
        busy = max(ends, key=lambda iri: (len(self.joined[iri]), iri))
        return busy, ends.index(busy), arrow.kinds, arrow.asserted

    def _passing(self, bundles: dict[_Bundle, _Slot], at: int, bundle: _Bundle) -> _Slot:
        """The slot of a bundle in a column, made when the first of its arrows passes."""
        if (at, *bundle) not in bundles:
            bundles[at, *bundle] = _Slot(None, at)
            self.columns[at].append(bundles[at, *bundle])
        return bundles[at, *bundle]

    def laid(self) -> Layout:
        self._arrange()
        rows = max((sum(slot.height for slot in column) for column in self.columns), default=0)
        top = _MARGIN + _HEAD + rows / 2
        places = {iri: Place(_x(slot.column), top + slot.y) for iri, slot in self.slots.items()}
        ways = {
            ends: tuple(Place(_x(slot.column), top + slot.y + _PASSING / 2 - _DOWN / 2) for slot in passed)
            for ends, passed in self.ways.items()
        }
        heads = tuple((_x(at) + WIDTH / 2, _span(nodes)) for at, nodes in enumerate(self.nodes))
        bottom = _MARGIN + _HEAD + rows
        wide = max(len(self.columns), min(len(self.undated), 4))
        lanes = self._lane(places, bottom, wide)
        height = bottom + lanes + _MARGIN - _DOWN
        return Layout(places, ways, heads, bottom if lanes else None, _x(wide) - _ACROSS + _MARGIN, height)

    def _arrange(self) -> None:
        """Sweep over the columns, putting each slot at the mean height of what it is joined to."""
        for column in self.columns:
            _stack(column)
        for sweep in range(_SWEEPS):
            for column in self.columns if sweep % 2 == 0 else self.columns[::-1]:
                wanted = {
                    id(slot): _mean([_middle(one) for one in slot.near], _middle(slot)) for slot in column
                }
                column.sort(key=lambda slot: round(wanted[id(slot)], 2))
                _stack(column)

    def _lane(self, places: dict[str, Place], bottom: float, wide: int) -> float:
        """Put the undated works below, near what they are joined to; how much room they take."""
        if not self.undated:
            return 0

        def near(node: Node) -> tuple[float, str]:
            return _mean([places[one].x for one in self.joined[node.iri] if one in places], 0), node.iri

        for at, node in enumerate(sorted(self.undated, key=near)):
            places[node.iri] = Place(_x(at % wide), bottom + _LANE + at // wide * (HEIGHT + _DOWN))
        return _LANE + -(-len(self.undated) // wide) * (HEIGHT + _DOWN)


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _x(column: int) -> float:
    return _MARGIN + column * (WIDTH + _ACROSS)


def _middle(slot: _Slot) -> float:
    return slot.y + slot.height / 2


def _stack(column: list[_Slot]) -> None:
    """Put the slots of a column under one another, the middle of all at nought."""
    y = -sum(slot.height for slot in column) / 2
    for slot in column:
        slot.y = y
        y += slot.height


def _when(node: Node) -> str:
    """The day, or the year where no day is known, so that it sorts within its year."""
    if node.hit.date:
        return node.hit.date.isoformat()
    return f"{node.hit.year}" if node.hit.year else ""


def _columns(nodes: Iterable[Node], joined: Mapping[str, set[str]], rows: int) -> list[list[Node]]:
    columns: list[list[Node]] = []
    for node in nodes:
        last = columns[-1] if columns else []
        if not last or len(last) >= rows or any(one.iri in joined[node.iri] for one in last):
            columns.append([node])
        else:
            last.append(node)
    return columns


def _span(column: list[Node]) -> str:
    """The dates of a column: a day, or the months or years that it holds."""
    days = [node.hit.date for node in column if node.hit.date]
    years = sorted({node.hit.date.year if node.hit.date else node.hit.year or 0 for node in column})
    if len(days) == len(column) and len(set(days)) == 1:
        return written(days[0])
    if len(years) == 1:
        return _months(days) if len(days) == len(column) else f"{years[0]}"
    return f"{years[0]}–{years[-1]}"


def _months(days: list[date]) -> str:
    first, last = min(days), max(days)
    if spoken() == "en":
        return f"{first:%Y-%m}" if first.month == last.month else f"{first:%Y-%m} – {last:%Y-%m}"
    return f"{first:%m/%Y}" if first.month == last.month else f"{first:%m}–{last:%m/%Y}"
