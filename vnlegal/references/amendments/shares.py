"""Which part of one quotation is the new text of which order: "Sửa đổi khoản 4 và bổ sung khoản 5 như sau".

The quotation is cut where the label of what an order names opens a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...lines import Stretch, mark_at
from ...text import Text
from .commands import Commanded
from .passages import Passages


def share_out(text: Text, passages: Passages, takers: Sequence[Commanded]) -> list[tuple[Stretch, ...]]:
    """One quotation for several orders is cut where the label of what one of them names opens a line."""
    if len(takers) < 2 or not passages.pieces:
        return [passages.pieces] * len(takers)
    cuts = _cuts(text, passages, takers)
    if cuts is None:
        return [()] * len(takers)
    edges = [*(at for at, _ in cuts), passages.pieces[-1][1] + 1]
    shares: list[list[Stretch]] = [[] for _ in takers]
    for (s, e), (_, taker) in zip(pairwise(edges), cuts, strict=True):
        shares[taker] += (
            _inner(text, max(a, s), min(b, e)) for a, b in passages.pieces if max(a, s) < min(b, e)
        )
    return [tuple(share) for share in shares]


def _cuts(text: Text, passages: Passages, takers: Sequence[Commanded]) -> list[tuple[int, int]] | None:
    """Where the share of each order begins: one each, or more where theirs alternate ("3, 4a, 5, 5a")."""
    labels = [*_printed(text, passages)]
    left = {label: i for i, one in enumerate(takers) for label in _labels(one)}
    if sum(len(_labels(one)) for one in takers) == len(left):
        cuts = [(at, left.pop(label)) for at, label in labels if label in left]
        if not left and cuts:
            cuts[0] = (passages.pieces[0][0], cuts[0][1])
            return [cuts[0], *(one for before, one in pairwise(cuts) if before[1] != one[1])]
    cuts = [(passages.pieces[0][0], 0)]
    for i, one in enumerate(takers[1:], 1):
        found = (at for at, label in labels if at >= cuts[-1][0] and label == _label(one))
        if (at := next(found, None)) is None:
            return None
        cuts.append((at, i))
    return cuts


def _inner(text: Text, start: int, end: int) -> Stretch:
    words = text.clean[start:end].rstrip(" \n|*#")
    return start, start + len(words)


def _printed(text: Text, passages: Passages) -> Iterator[tuple[int, str]]:
    """The lines of new text that open with a mark, each with its number."""
    for start, end in passages.pieces:
        at = start
        while 0 <= at < end:
            if opened := mark_at(text.clean, at):
                begin = opened.start(opened.lastgroup or 0)
                yield begin, text.folded[begin : opened.end()].strip(' .:)/-“"*').removeprefix("điều ")
            at = text.clean.find("\n", at, end) + 1 or -1


def _label(one: Commanded) -> str:
    """The label that the first provision of an order bears: "5", "dd" as "đ"."""
    return _labels(one)[0]


def _labels(one: Commanded) -> list[str]:
    """The labels that the provisions of an order bear."""
    return [
        (target.eid or "").rpartition("_")[2].replace("dd", "đ").lower()
        for target in one.becomes or one.targets
    ]
