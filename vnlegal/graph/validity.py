"""Hiệu lực of a document on a day, as far as the texts at hand tell, with the evidence.

A document begins and ends by its own words, and ends, rests or loses a part by the acts that replace,
repeal or suspend it.  Such an act works from the day of its own effect: where that is not known, only the
time before its date is certain.  What no text says is unknown; that nobody says that it has ended is no
proof that it has not.

    not yet     before its own date, or before it says that it takes effect
    in force    it says that it has taken effect, and no text says that it ended, rests or lost a part
    partly      some of its provisions are in force and others are not
    ended       its own last day is past, or an act in effect replaces or repeals it
    suspended   an act in effect suspends it
    unknown     everything else
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..corpus import Corpus
from ..model import Work
from ..vocabulary import relations
from .corpus_edges import CorpusEdges
from .stated import DatedEdges, Edge, Effective, Statement

_FORCE = {row.id: row.force for row in relations() if row.force and row.force != "makes"}
"""What each kind of act does to the force of a document: it ends, rests, changes or prolongs it."""


class Status(StrEnum):
    """Whether a document is in force."""

    NOT_YET = "not yet"
    IN_FORCE = "in force"
    PARTLY = "partly"
    ENDED = "ended"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """An act that changes the document, with all that states it; it works from the day `since`, if known."""

    edge: Edge
    act: Work
    since: date | None
    in_part: bool
    statements: tuple[Statement, ...]

    def works(self, on: date) -> bool | None:
        """Whether it works on a day; None if that cannot be told."""
        if self.since:
            return self.since <= on
        return False if self.act.date and on < self.act.date else None


@dataclass(frozen=True, slots=True)
class Validity:
    """The status of a work on a day, with what the work says of itself and what others do to it."""

    work: Work
    on: date
    status: Status
    effects: tuple[Effective, ...]
    changes: tuple[Change, ...]


def validity(graph: Corpus | DatedEdges, work: str, on: date) -> Validity:
    """The status of a work on a day."""
    edges = CorpusEdges(graph) if isinstance(graph, Corpus) else graph
    subject = edges.works([work])[work]
    effects, changes = edges.effects(work), tuple(_changes(edges, work))
    return Validity(subject, on, _status(subject, on, effects, changes), effects, changes)


def _changes(edges: DatedEdges, work: str) -> Iterator[Change]:
    for edge, statements in edges.stated(work, tuple(_FORCE), "in"):
        counted = tuple(one for one in statements if one.mode != "directed")
        if counted:
            begins = [one.day for one in edges.effects(edge.source) if one.whole and one.kind == "begins"]
            part = all(one.in_part for one in counted)
            act = edges.works([edge.source])[edge.source]
            yield Change(edge, act, min(begins, default=None), part, counted)


def _status(work: Work, on: date, effects: Iterable[Effective], changes: Iterable[Change]) -> Status:
    whole = [one for one in effects if one.whole]
    begins = [one.day for one in whole if one.kind == "begins"]
    later = [one.day for one in effects if not one.whole and one.kind == "begins"]
    if any(one.day < on for one in whole if one.kind == "ends"):
        return Status.UNKNOWN if any(_FORCE[one.edge.kind] == "prolongs" for one in changes) else Status.ENDED
    acts = [one for one in changes if _FORCE[one.edge.kind] in ("ends", "rests")]
    wholly = [(_FORCE[one.edge.kind], one.works(on)) for one in acts if not one.in_part]
    if any(force == "ends" and works for force, works in wholly):
        return Status.ENDED
    if (work.date and on < work.date) or (begins and on < min(begins)):
        return Status.PARTLY if later and min(later) <= on else Status.NOT_YET
    if any(works is None for _, works in wholly):
        return Status.UNKNOWN
    if any(works for _, works in wholly):
        return Status.SUSPENDED
    return _standing(on, bool(begins), later, [one.works(on) for one in acts if one.in_part])


def _standing(on: date, begun: bool, later: list[date], parts: list[bool | None]) -> Status:
    """Of a document that nothing has ended: whole, in part, or not known to have begun."""
    if any(parts) or (begun and any(day > on for day in later)):
        return Status.PARTLY
    if not begun or any(works is None for works in parts):
        return Status.UNKNOWN
    return Status.IN_FORCE
