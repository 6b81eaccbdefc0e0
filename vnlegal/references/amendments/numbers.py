"""Which provisions get which numbers: renumbered, split or joined ("khoản 4 thành khoản 5 Điều 9").

A number that one side leaves out it has from the other: "khoản 4 thành khoản 5 Điều 9" names Điều 9 once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ... import late
from ...model import Act, Target
from ...notation import eids
from ...text import Text
from ..pinpoints.expressions import RANKS, Path, Steps, find_expressions
from .orders import Op
from .pieces import Piece
from .reasons import NO_NUMBER, UNEVEN

# Between a provision and its new number: "khoản 4 được đánh số lại |thành| khoản 5", "nhập … |vào| khoản 2".
_BECOMES = late.regex(r"(?<!\p{L})(?:thành|vào)(?!\p{L})")

# The levels that need no other one above them.
_TOPS = ("dieu", "chuong", "phan", "phu-luc", "mau")


class Renumbered(NamedTuple):
    """Provisions of an act, and the numbers that they get; positions count in the cleaned text."""

    start: int
    end: int
    act: Act
    targets: tuple[Target, ...]
    becomes: tuple[Target, ...]
    why: tuple[str, ...] = ()


class _Item(NamedTuple):
    """One provision that a clause names; its target is open where the references do not have it."""

    path: Path
    target: Target
    act: Act

    @property
    def full(self) -> bool:
        """Whether it says all that tells where it stands."""
        return any(level in self.path.steps for level in _TOPS)


def renumbered(op: Op, text: Text, start: int, share: str, pieces: Sequence[Piece]) -> Renumbered | None:
    """What a share of a clause gives new numbers; None if it names no provision."""
    sides = _sides(text, start, share, pieces)
    items = [one for side in sides for one in side]
    if not items:
        return None
    act = next((one.act for one in items if one.act.kind not in ("self", "unknown")), items[0].act)
    pairs = [*_paired(sides)]
    targets = tuple(one for olds, _ in pairs for one in olds)
    becomes = tuple(one for _, news in pairs for one in news)
    uneven = op == "number" and becomes and any(len(olds) != len(news) for olds, news in pairs)
    open = not becomes or any(one.eid is None for one in becomes)
    why = (UNEVEN,) if uneven else (NO_NUMBER,) if open else ()
    return Renumbered(items[0].path.start, items[-1].path.end, act, targets, becomes, why)


def _sides(text: Text, start: int, share: str, pieces: Sequence[Piece]) -> list[list[_Item]]:
    """What a clause names, parted by each "thành"."""
    known = {text.at(one.span)[0]: (one, piece.act) for piece in pieces for one in piece.targets}
    sides: list[list[_Item]] = [[]]
    past = 0
    for one in find_expressions(text.flow, text.folded, start, start + len(share)):
        for path in one.paths:
            a, b = path.start - start, path.end - start
            if "·" in share[a:b]:
                continue
            if _BECOMES.search(share, past, a):
                sides.append([])
            unknown = Target(None, text.span(path.start, path.end)), Act("unknown")
            sides[-1].append(_Item(path, *known.get(path.start, unknown)))
            past = b
    return sides


def _paired(sides: Sequence[Sequence[_Item]]) -> Iterator[tuple[list[Target], list[Target]]]:
    """Old provisions and new numbers, side by side: "4 thành 5 và 5 thành 6" is two pairs."""
    full = next((one.target.eid for side in sides for one in side if one.target.eid and one.full), None)
    olds = [*sides[0]]
    for side in sides[1:-1]:
        n = len(olds)
        yield _completed(olds, side[:n], full)
        olds = [*side[n:]]
    yield _completed(olds, sides[-1] if len(sides) > 1 else (), full)


def _completed(
    olds: Sequence[_Item], news: Sequence[_Item], beside: str | None
) -> tuple[list[Target], list[Target]]:
    """The targets of both sides; a side that does not name the article has it from the other."""
    new, old = _named(news), _named(olds)
    above = next((one.target.eid for one in olds if one.target.eid), None)
    return (
        [one.target if one.full else _beside(old or new or beside or one.target.eid, one) for one in olds],
        [one.target if one.full else _beside(new or old or beside or above, one) for one in news],
    )


def _named(side: Sequence[_Item]) -> str | None:
    return next((one.target.eid for one in side if one.target.eid and one.full), None)


def _beside(eid: str | None, one: _Item) -> Target:
    """A provision that lacks its article, with what stands above another one."""
    if eid is None:
        return Target(None, one.target.span)
    to = one.path.to and _placed(eid, {**one.path.steps, **one.path.to})
    return Target(_placed(eid, one.path.steps), one.target.span, to or None)


def _placed(eid: str, steps: Steps) -> str:
    """The steps said, below what another eId has above the first of them."""
    own = [eids.step(level, steps[level]) for level in sorted(steps, key=lambda one: -RANKS[one])]
    given = eid.split("__")
    level = own[0].partition("_")[0]
    like = [i for i, one in enumerate(given) if one.partition("_")[0] == level]
    return eids.join("__".join(given[: like[0] if like else len(given) - 1]), "__".join(own))
