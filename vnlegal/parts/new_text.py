"""The tree of a new text: what an amending act puts in quotation marks, as units of the act that it changes.

The quotation may open anywhere: “4. …”, “Điều 7a. …”, “2.⏎b) …⏎3.⏎c) …”.  Its units get the eIds of the
provisions that the order names; what stands below them is nested as in any text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..lines import Stretch, quotations
from ..model import Field, Portion
from ..notation import eids
from ..text import Text, trim
from .marks import HEADINGS, LEVEL, Mark, find_marks, opening_mark
from .tree import ended

_KINDS = {"tieu": "tieu-muc", "number": "khoan", "letter": "diem"}
_BLANK = " \n|*#"


@dataclass(slots=True)
class _Unit:
    mark: Mark
    eid: str
    stop: int = 0
    children: list[_Unit] = field(default_factory=list)


def read_new_text(text: Text, pieces: Sequence[Stretch], wanted: Sequence[str]) -> tuple[Portion, ...]:
    """The units of a new text that stands in these pieces of the cleaned text, in page order.

    `wanted` are the eIds that the order names; of a range the first.  Units that they do not name follow
    under the number that they print.  Empty if the text opens none of them.
    """
    return tuple(
        _portion(text, unit) for piece in pieces for unit in _Reader(text, piece, wanted).read() if unit.eid
    )


class _Reader:
    """Nests the marks of one piece: what the order names are roots, the rest goes below what it counts on."""

    def __init__(self, text: Text, piece: Stretch, wanted: Sequence[str]) -> None:
        self.text, self.start, self.end = text, *piece
        self.wanted = wanted
        self.roots: list[_Unit] = []
        self.path: list[_Unit] = []

    def read(self) -> list[_Unit]:
        """The roots, each with what is under it; "" is the eId of what only says where they stand."""
        for mark in self._marks():
            if (root := self._root(mark)) is not None:
                self._add(None, _Unit(mark, root))
            elif (above := self._above(mark)) is not None:
                self._add(above, _Unit(mark, eids.join(above.eid, eids.step(_kind(mark), mark.num))))
        _close(self.roots, self.end)
        return self.roots

    def _marks(self) -> Iterator[Mark]:
        text = self.text
        quoted = quotations(text.clean, self.start, self.end)
        nested = [(a, b) for a, b in quoted if "\n" in text.clean[a:b]]
        first = opening_mark(text, self.start, self.end)
        yield from first
        past = first[-1].end if first else self.start
        for mark in find_marks(text, past, self.end):
            if mark.start >= past and not any(a < mark.start < b for a, b in nested):
                yield mark
                past = mark.start + 1

    def _root(self, mark: Mark) -> str | None:
        """The eId of a mark that the order names or that counts on from one; "" if it names what is above."""
        step = eids.step(_kind(mark), mark.num)
        if not self._opens(mark):
            return None
        for eid in self.wanted:
            above, _, last = eid.rpartition("__")
            if last == step and self._is_open(above, mark):
                return eid
        if any(f"__{step}__" in f"__{eid}" for eid in self.wanted) and self._heads(mark):
            return ""
        elder = next((one for one in reversed(self.roots) if one.eid), None)
        if elder and elder.mark.kind == mark.kind and _follows(elder.mark.rank, mark.rank):
            return eids.join(elder.eid.rpartition("__")[0], step)
        return None

    def _opens(self, mark: Mark) -> bool:
        """Whether a sentence or a heading has ended before a mark."""
        if mark.start == self.start or ended(self.text, mark.start, self.start):
            return True
        last = next((one for one in reversed(self.path)), None)
        if last is None or LEVEL[last.mark.kind] >= LEVEL[mark.kind]:
            return False
        return not last.eid or last.mark.kind in ("dieu", *HEADINGS)

    def _is_open(self, above: str, mark: Mark) -> bool:
        """Whether a unit of this name can begin here: none above it in the path goes on with it."""
        if any(one.eid and LEVEL[one.mark.kind] < LEVEL[mark.kind] for one in self.path):
            return False
        heads = [one.mark for one in self.roots if not one.eid and LEVEL[one.mark.kind] < LEVEL[mark.kind]]
        return not heads or f"__{above}".endswith(f"__{eids.step(_kind(heads[-1]), heads[-1].num)}")

    def _heads(self, mark: Mark) -> bool:
        """Whether a mark only says where the units below it stand, "2.⏎b) …": none that is read holds it."""
        return not any(one.eid and LEVEL[one.mark.kind] < LEVEL[mark.kind] for one in self.path)

    def _above(self, mark: Mark) -> _Unit | None:
        """The unit under which a mark goes: the last one of a higher class where it counts on."""
        if not self.path or not self.path[0].eid or not self._opens(mark):
            return None
        above = next((one for one in reversed(self.path) if LEVEL[one.mark.kind] < LEVEL[mark.kind]), None)
        if above is None:
            return None
        elder = next((one for one in reversed(above.children) if one.mark.kind == mark.kind), None)
        if elder is None:
            first = mark.rank[0] == 1 and mark.rank[-1] <= 1
            return above if first or mark.kind == "dieu" or mark.kind in HEADINGS else None
        free = mark.kind in HEADINGS and mark.rank > elder.mark.rank
        return above if free or _follows(elder.mark.rank, mark.rank) else None

    def _add(self, above: _Unit | None, unit: _Unit) -> None:
        while self.path and LEVEL[self.path[-1].mark.kind] >= LEVEL[unit.mark.kind]:
            self.path.pop()
        (above.children if above else self.roots).append(unit)
        self.path = [*(self.path if above else ()), unit]


def _kind(mark: Mark) -> str:
    kind = _KINDS.get(mark.kind, mark.kind)
    return kind if kind in ("khoan", "diem", "dieu", "tiet", "tieu-muc", *HEADINGS) else "muc-so"


def _follows(old: tuple[int, ...], new: tuple[int, ...]) -> bool:
    """Whether a number counts on: 5 or 4a behind 4, 4b behind 4a."""
    return len(old) == len(new) and (
        (new[:-1] == old[:-1] and new[-1] == old[-1] + 1)
        or (len(new) == 2 and new[0] == old[0] + 1 and new[1] in (0, 1))
    )


def _close(units: list[_Unit], end: int) -> None:
    for unit, after in zip(units, (*units[1:], None), strict=False):
        unit.stop = after.mark.start if after else end
        _close(unit.children, unit.stop)


def _portion(text: Text, unit: _Unit) -> Portion:
    start, end = trim(text.clean, unit.mark.start, unit.stop, _BLANK)
    children = tuple(_portion(text, one) for one in unit.children)
    return Portion(
        _kind(unit.mark),
        unit.mark.num,
        unit.eid,
        _heading(text, unit, end),
        text.span(start, end),
        children,
    )


def _heading(text: Text, unit: _Unit, end: int) -> Field[str] | None:
    """The name of an article, chapter or section: what stands before its first unit or paragraph."""
    mark = unit.mark
    if mark.kind not in ("dieu", *HEADINGS):
        return None
    stop = unit.children[0].mark.start if unit.children else end
    line = text.clean.find("\n", mark.end, stop)
    if mark.kind == "dieu" or line >= 0:
        stop = line if line >= 0 and text.clean[mark.end : line].strip(_BLANK) else stop
    start, close = trim(text.clean, mark.end, stop, " \n.:|-*#")
    long = close - start > 400 or (line < 0 and not unit.children)
    return None if start >= close or long else text.words(start, close, "heading")
