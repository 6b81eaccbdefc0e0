"""An official consolidated text beside the one computed: a witness, not a source.

Where the two differ it is a finding with three places: the computed text with what put it there, and the
official text.  Numbers of notes, blanks, case, stops and the style of tone marks do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ... import late
from ...model import Document, Span
from ...text import fold
from .history import ProvisionVersion
from .page import WorkingText
from .timeline import Timeline
from .versions import Consolidated, Provision, TextRun, cut

_LEFT_OUT = late.regex(r"\[\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]|[^\p{L}\p{N}]")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An article that reads otherwise in an official text: the first place where it does, in either.

    `computed` is None where the computed text lacks the article, `official` where the official one does;
    `run` is what put the computed characters there.
    """

    eid: str
    computed: ProvisionVersion | None
    official: Span | None
    ours: str
    theirs: str
    run: TextRun | None


def day_of(official: Document) -> date | None:
    """The day that an official text shows: the last one from which a change counts that its notes tell of."""
    return max((one.effect for one in official.changes if one.effect), default=None)


def disagreements(timeline: Timeline, official: Document, on: date) -> Iterator[Disagreement]:
    """Where an official text and the computed one differ, article by article, as the official has them."""
    law = timeline.on(on)
    ours = {one.eid: one for one in law.provisions if one.kind == "dieu"}
    units = WorkingText(official).units()  # which end before the heading of the next chapter
    theirs = {one.eid: Span(one.start, one.end) for one in units if one.kind == "dieu"}
    for eid in dict.fromkeys((*theirs, *ours)):
        found = _compared(law, official, eid, ours.get(eid), theirs.get(eid))
        if found:
            yield found


def _compared(
    law: Consolidated, official: Document, eid: str, own: Provision | None, other: Span | None
) -> Disagreement | None:
    computed = ProvisionVersion(law, own) if own else None
    if own is None or computed is None or other is None:
        return Disagreement(eid, computed, other, "", "", None)
    ours, theirs = law.text_of(own), official.text(other)
    (mine, at), (printed, there) = _flat(ours), _flat(theirs)
    if mine == printed:
        return None
    pairs = enumerate(zip(mine, printed, strict=False))
    same = next((i for i, (a, b) in pairs if a != b), min(len(mine), len(printed)))
    place = at[same] if same < len(at) else len(ours) - 1
    here = there[same] if same < len(there) else len(theirs) - 1
    run = next(iter(cut(law.runs, own.start + place, own.start + place + 1)), None)
    shown = Span(other.start + here, min(other.end, other.start + here + _SHOWN))
    return Disagreement(eid, computed, shown, _around(ours, place), _around(theirs, here), run)


def _flat(words: str) -> tuple[str, list[int]]:
    """The letters and digits of a text, folded, and where each stands."""
    folded = fold(words)
    gone = {i for found in _LEFT_OUT.finditer(folded) for i in range(*found.span())}
    kept = [i for i in range(len(folded)) if i not in gone]
    return "".join(folded[i] for i in kept), kept


def _around(words: str, at: int) -> str:
    return " ".join(words[max(0, at - _SHOWN // 2) : at + _SHOWN].split())
