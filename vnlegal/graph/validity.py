"""Hiệu lực of a document on a day, as far as the texts at hand tell, with the evidence.

A document begins and ends by its own words, and ends, rests or loses a part by the acts that replace,
repeal or suspend it.  Such an act works from the day of its own effect, of a law that has no text here by
the table of acts; where that is not known, certain is
the time before its date and that two years after it: by then acts have taken effect.  Of laws the table of
acts tells their days too.  What no text says is unknown; that nobody says that it has ended is no proof that
it has not.

    not yet     before its own date, or before it says that it takes effect
    in force    it says that it has taken effect, and no text says that it ended, rests or lost a part
    partly      some of its provisions are in force and others are not; it has not ended as a whole
    ended       its own last day is past, or an act in effect replaces or repeals it
    suspended   an act in effect suspends it
    unknown     everything else
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from ..corpus import Corpus
from ..corpus.laws import acts_by_iri
from ..model import Work, above
from ..vocabulary import relations
from ..vocabulary.acts import Statute, last_day, outlived
from .corpus_edges import CorpusEdges
from .stated import DatedEdges, Edge, Effective, Statement

_FORCE = {row.id: row.force for row in relations() if row.force and row.force != "makes"}
"""What each kind of act does to the force of a document: it ends, rests, changes or prolongs it."""


SETTLED = timedelta(days=2 * 366)
"""By then an act has taken effect of which no first day is known."""


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

    @property
    def provisions(self) -> tuple[str, ...]:
        """The provisions that it changes, as they are written, if it is about a part."""
        return tuple(dict.fromkeys(one.provision for one in self.statements if one.provision))

    def works(self, on: date) -> bool | None:
        """Whether it works on a day; None if that cannot be told."""
        if self.since:
            return self.since <= on
        first, last = _made(self.act)
        if first and on < first:
            return False
        return True if last and last + SETTLED <= on else None


def _made(act: Work) -> tuple[date | None, date | None]:
    """Between which days an act was made: its date, or the year of its number."""
    year = act.key.year if act.key else None
    return (act.date, act.date) if act.date or not year else (date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class Validity:
    """The status of a work on a day, with what the work says of itself and what others do to it.

    `act` is its row in the table of acts, which tells days and what ended it, complete up to `THROUGH`.
    """

    work: Work
    on: date
    status: Status
    effects: tuple[Effective, ...]
    changes: tuple[Change, ...]
    act: Statute | None = None

    def __repr__(self) -> str:
        """The answer in a line."""
        return str(above("outputs.notebook").short_validity(self))

    def _repr_html_(self) -> str:
        """What a notebook shows: the answer and what it rests on."""
        return str(above("outputs.notebook").validity_card(self))


def validity(graph: Corpus | DatedEdges, work: str, on: date) -> Validity:
    """The status of a work on a day."""
    edges = CorpusEdges(graph) if isinstance(graph, Corpus) else graph
    subject = edges.works([work])[work]
    effects, changes = edges.effects(work), tuple(_changes(edges, work))
    act = acts_by_iri().get(work)
    signs = _tabled(_signs(subject, on, effects, changes), act, on)
    return Validity(subject, on, _status(signs), effects, changes, act)


def _changes(edges: DatedEdges, work: str) -> Iterator[Change]:
    for edge, statements in edges.stated(work, tuple(_FORCE), "in"):
        told = tuple(one for one in statements if one.mode != "directed")
        counted = tuple(one for one in told if one.speaker == edge.source) or told
        if counted:
            begins = [one.day for one in edges.effects(edge.source) if one.whole and one.kind == "begins"]
            if not begins and (tabled := acts_by_iri().get(edge.source)) and tabled.since:
                begins = [tabled.since]
            part = all(one.in_part for one in counted)
            act = edges.works([edge.source])[edge.source]
            yield Change(edge, act, min(begins, default=None), part, counted)


class _Signs(NamedTuple):
    """What is known of a document on a day; of acts, what they do to it as a whole or to a part."""

    own_end: bool
    prolonged: bool
    ended: bool
    early: bool
    part_begun: bool
    act_undated: bool
    rested: bool
    part_lost: bool
    part_later: bool
    begun: bool
    part_undated: bool


# The first line whose signs all hold tells the status.
_RULES: tuple[tuple[tuple[str, ...], Status], ...] = (
    (("own_end", "prolonged"), Status.UNKNOWN),
    (("own_end",), Status.ENDED),
    (("ended",), Status.ENDED),
    (("early", "part_begun"), Status.PARTLY),
    (("early",), Status.NOT_YET),
    (("act_undated",), Status.UNKNOWN),
    (("rested",), Status.SUSPENDED),
    (("part_lost",), Status.PARTLY),
    (("begun", "part_later"), Status.PARTLY),
    (("part_undated",), Status.UNKNOWN),
    (("begun",), Status.IN_FORCE),
    ((), Status.UNKNOWN),
)


def _tabled(signs: _Signs, act: Statute | None, on: date) -> _Signs:
    """What the table of acts tells besides: the first day of a law, and the last where another ended it.

    Of an act that amends others nobody says that it is in force once they all have ended.
    """
    if act is None:
        return signs
    last = last_day(act)
    return signs._replace(
        ended=signs.ended or (last is not None and last < on),
        early=signs.early or bool(act.since and on < act.since),
        begun=signs.begun or (act.since is not None and not outlived(act, on)),
    )


def _status(signs: _Signs) -> Status:
    return next(status for names, status in _RULES if all(getattr(signs, name) for name in names))


def _signs(work: Work, on: date, effects: tuple[Effective, ...], changes: tuple[Change, ...]) -> _Signs:
    begins = [one.day for one in effects if one.whole and one.kind == "begins"]
    later = [one.day for one in effects if not one.whole and one.kind == "begins"]
    acts = [one for one in changes if _FORCE[one.edge.kind] in ("ends", "rests")]
    wholly = {(_FORCE[one.edge.kind], one.works(on)) for one in acts if not one.in_part}
    partly = {one.works(on) for one in acts if one.in_part}
    return _Signs(
        own_end=any(one.day < on for one in effects if one.whole and one.kind == "ends"),
        prolonged=any(_FORCE[one.edge.kind] == "prolongs" for one in changes),
        ended=("ends", True) in wholly,
        early=bool((work.date and on < work.date) or (begins and on < min(begins))),
        part_begun=any(day <= on for day in later),
        act_undated=any(works is None for _, works in wholly),
        rested=("rests", True) in wholly,
        part_lost=True in partly,
        part_later=any(day > on for day in later),
        begun=bool(begins),
        part_undated=None in partly,
    )
