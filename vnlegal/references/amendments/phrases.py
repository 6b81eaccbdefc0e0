"""Phrases that an order puts in, takes out or changes: “A” bằng “B”, “A” vào sau “B”.

>>> clause = "thay cụm từ “a” bằng cụm từ “b”, từ “c” bằng từ “d” tại điều 9"
>>> [(one.old, one.new) for one in find_phrases(clause, [(12, 15), (28, 31), (36, 39), (48, 51)], "swap")]
[((12, 15), (28, 31)), ((36, 39), (48, 51))]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from ... import late
from ...lines import Stretch
from .orders import Op


class Phrase(NamedTuple):
    """One change of words: the old ones, the new ones, and next to which; quotations with their marks."""

    old: Stretch | None
    new: Stretch | None
    near: Stretch | None = None
    where: Literal["after", "before", "into"] = "after"

    @property
    def start(self) -> int:
        """Where its first quotation begins."""
        return min(one[0] for one in (self.old, self.new, self.near) if one)


_WORD = r"(?: (?:các|những|cụm từ|từ|cụm|chữ|số|dấu|đoạn|nội dung|câu|ký hiệu))*[: ]*$"
# What stands before the words that take the place of others: "… bằng cụm từ “B”".
_BY = late.regex(rf"(?:bằng|thành|là){_WORD}")
# What stands before the words next to which others go: "… vào sau cụm từ “B”".
_NEAR = late.regex(rf"(?P<where>sau|trước){_WORD}")


# What stands before the words in which others go or change: "bỏ từ “A” trong cụm từ “B”".
_IN = late.regex(rf"(?<!\p{{L}})trong{_WORD}")


def find_phrases(clause: str, quoted: Sequence[Stretch], op: Op) -> list[Phrase]:
    """The changes of words that a clause orders, given its quotations in order."""
    return [*(_added(clause, quoted) if op == "add" else _changed(clause, quoted, op))]


def _added(clause: str, quoted: Sequence[Stretch]) -> Iterator[Phrase]:
    waiting: list[Stretch] = []
    for before, one in zip((0, *(b for _, b in quoted)), quoted, strict=False):
        near = _NEAR.search(clause, before, one[0])
        if not near:
            waiting.append(one)
            continue
        where: Literal["after", "before"] = "after" if near["where"] == "sau" else "before"
        yield from (Phrase(None, new, one, where) for new in waiting)
        waiting = []
    yield from (Phrase(None, new) for new in waiting)


def _changed(clause: str, quoted: Sequence[Stretch], op: Op) -> Iterator[Phrase]:
    waiting: list[Phrase] = []
    for before, one in zip((0, *(b for _, b in quoted)), quoted, strict=False):
        if waiting and _IN.search(clause, before, one[0]):
            waiting[-1] = waiting[-1]._replace(near=one, where="into")
        elif _BY.search(clause, before, one[0]):
            yield from (phrase._replace(new=one) for phrase in waiting)
            waiting = []
        else:
            waiting.append(Phrase(one, None))
    if op == "cut":
        yield from waiting
