"""Which articles a text has: of all lines "Điều n." outside quotation, those that count on.

The article that counts on from the last one opens, whatever stands before it.  One that leaves numbers out
opens where going on without them holds more of the text together than waiting for them; one that counts
again from 1 begins another text.  Of the others, those that stand where a change is ordered are strays,
quotations without their marks; the rest are articles with a wrong number.

>>> numbers = [Mark("dieu", str(n), (n, 0), n, n) for n in (1, 5, 2, 3)]
>>> numbering = count(numbers, lambda mark: True, lambda mark: mark.num == "5")
>>> [mark.num for mark in numbering.articles], [mark.num for mark in numbering.strays]
(['1', '2', '3'], ['5'])
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .marks import CODIFIED, Mark

Asked = Callable[[Mark], bool]


@dataclass(slots=True)
class ArticleNumbers:
    """The articles, those of them that begin to count again or are out of order, and the strays."""

    articles: list[Mark] = field(default_factory=list)
    restarts: list[Mark] = field(default_factory=list)
    slips: list[Mark] = field(default_factory=list)
    strays: list[Mark] = field(default_factory=list)


def count(marks: Sequence[Mark], fresh: Asked, ordered: Asked = lambda mark: False) -> ArticleNumbers:
    """Judge the marks of articles, in page order.

    `fresh` where a sentence or a heading has ended before a mark; `ordered` where the words before order a
    change "as follows": what stands there, and what counts on from it, is the text of another act.
    """
    return _Counter(marks, fresh, ordered).count()


class _Counter:
    def __init__(self, marks: Sequence[Mark], fresh: Asked, ordered: Asked) -> None:
        self.marks, self.fresh, self.ordered = marks, fresh, ordered
        self.places: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for i, mark in enumerate(marks):
            if mark.firm and mark.rank != CODIFIED:
                self.places[mark.rank].append(i)
        self.runs = [1] * len(marks)
        for i in reversed(range(len(marks))):
            after = self._next(marks[i].rank, i) if marks[i].rank != CODIFIED else None
            self.runs[i] += self.runs[after] if after is not None else 0

    def count(self) -> ArticleNumbers:
        found = ArticleNumbers()
        last: tuple[int, ...] | None = None
        quoted: Mark | None = None  # the last article of a new text that stands without its marks
        for i, mark in enumerate(self.marks):
            if mark.rank == CODIFIED:  # it does not count on
                found.articles.append(mark)
            elif last and mark.rank == (1, 0) and self._begins(i, last):
                found.restarts.append(mark)
                found.articles.append(mark)
                last, quoted = mark.rank, None
            elif self._follows(i, last):
                found.articles.append(mark)
                last, quoted = mark.rank, None
            elif mark.firm and self.fresh(mark):
                if self.ordered(mark) or (quoted and mark.rank[0] - quoted.rank[0] in (0, 1)):
                    found.strays.append(mark)
                    quoted = mark
                    continue
                found.articles.append(mark)
                if self._holds_more(i, last):
                    last = mark.rank
                else:
                    found.slips.append(mark)
        return found

    def _later(self, rank: tuple[int, ...], i: int) -> int | None:
        places = self.places.get(rank, ())
        at = bisect_right(places, i)
        return places[at] if at < len(places) else None

    def _next(self, rank: tuple[int, ...], i: int) -> int | None:
        """The next mark that counts on from a number: 6 or 5a from 5."""
        found = [self._later(one, i) for one in ((rank[0] + 1, 0), (rank[0], rank[1] + 1))]
        return min((one for one in found if one is not None), default=None)

    def _follows(self, i: int, last: tuple[int, ...] | None) -> bool:
        """Whether a mark counts on from the last article, and is one."""
        next_ones = ((last[0] + 1, 0), (last[0], last[1] + 1)) if last else ((1, 0),)
        return self.marks[i].rank in next_ones and self._opens(i)

    def _holds_more(self, i: int, last: tuple[int, ...] | None) -> bool:
        """Whether going on from here, numbers left out, holds more together than waiting for them."""
        if last and self.marks[i].rank <= last:
            return False
        waited = self._next(last, i) if last else self._later((1, 0), i)
        return waited is None or self.runs[i] > self.runs[waited]

    def _opens(self, i: int) -> bool:
        """Whether a number that counts on is the article, and no reference cut by a line's end before it."""
        mark = self.marks[i]
        again = self._later(mark.rank, i)
        if again is None:
            return mark.firm or self.fresh(mark)
        if not mark.firm:
            return False
        after = self._next(mark.rank, i)
        return self.fresh(mark) or (after is not None and after < again) or not self.fresh(self.marks[again])

    def _begins(self, i: int, last: tuple[int, ...]) -> bool:
        """Whether another text begins: it counts on from 1, and what is waited for is part of it."""
        waited = self._next(last, i)
        if waited is None:
            return self.fresh(self.marks[i])
        return self.runs[i] - self.runs[waited] >= last[0] > 0
