r"""Provisions of a corpus: what people ask for, its text, and who refers to it.

>>> from vnlegal.document import parse
>>> from vnlegal.corpus import Corpus
>>> act = parse("Điều 1. Bến\nBến đò.\nĐiều 2. Đò\nTheo Điều 1 của Luật này.\n")
>>> [(document.text(one.span), one.portion) for document, one in Corpus.of([act]).cites("Điều 1")]
[('Điều 1', 'art_2')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from .. import late
from ..language import SaidError
from ..model import Document, Portion, ProvisionReference, Work
from ..notation import eids
from ..references.pinpoints.expressions import RANKS, find_expressions
from ..text import fold

_LINK = late.regex(r"[\s,]*(?:của|tại|trong)?\s+", regex.IGNORECASE)


class NotOneActError(SaidError, KeyError):
    """The words that name an act fit several; `found` are those works."""

    def __init__(self, words: str, found: tuple[Work, ...]) -> None:
        self.words, self.found = words, found
        super().__init__(words)

    def __str__(self) -> str:
        works = "; ".join(f"{one.number or one.title or one.iri}" for one in self.found)
        return f"{self.words!r} có thể là: {works}"


class Sought(NamedTuple):
    """A provision as people ask for it: its eId, and the words that name its act, "" if none do."""

    eid: str
    act: str

    @staticmethod
    def of(words: str) -> Sought | None:
        """Read what was typed; None if it names no provision, or several.

        >>> Sought.of("điểm a khoản 2 Điều 35 Luật Đất đai")
        Sought(eid='art_35__para_2__point_a', act='Luật Đất đai')
        >>> Sought.of("Luật Đất đai 2024, Điều 35")
        Sought(eid='art_35', act='Luật Đất đai 2024')
        """
        found = find_expressions(words, fold(words))
        if not found or len(found[0].paths) != 1 or found[0].paths[0].this or found[0].paths[0].to:
            return None
        steps = found[0].paths[0].steps
        levels = sorted(steps, key=lambda level: -RANKS[level])
        if "dieu" in steps:
            levels = [level for level in levels if RANKS[level] <= RANKS["dieu"]]
        eid = "__".join(eids.step(level, steps[level]) for level in levels)
        behind = words[found[0].end :]
        act = (_LINK.sub("", behind, count=1) or behind).strip()
        return Sought(eid, act or words[: found[0].start].strip(" ,;:"))


def found(documents: Iterable[Document], eid: str) -> Iterator[tuple[Document, Portion]]:
    """The portions with this eId in some texts of one work."""
    for document in documents:
        if portion := document.provision(eid):
            yield document, portion


def refers(one: ProvisionReference, eid: str) -> bool:
    """Whether a reference means a provision, a unit of it, or a range that holds it."""
    return any(
        target.eid is not None
        and (_within(target.eid, eid) or (target.to is not None and _between(target.eid, target.to, eid)))
        for target in one.targets
    )


def _within(eid: str, above: str) -> bool:
    return eid == above or eid.startswith(f"{above}__")


def _between(first: str, last: str, eid: str) -> bool:
    begin, end, sought = map(eids.counted, (first, last, eid))
    if not begin or not end or not sought or not begin[0] == end[0] == sought[0]:
        return False
    return begin[1] <= sought[1] <= end[1]
