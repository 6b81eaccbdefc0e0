"""Thời gian: an act through time, a provision's texts side by side, what was not carried out in sight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from starlette.requests import Request

from ... import late
from ...corpus.consolidation import (
    Applied,
    Consolidated,
    DatedOrder,
    DayOfChange,
    Difference,
    ProvisionVersion,
    TextRun,
    Timeline,
    Unapplied,
    begins,
    history,
    steps,
)
from ...model import Span, Work
from ...notation import eids
from ...outputs.consolidations.frame import ORIGINALS, STATES, called, open_marks, reason
from ..shelf import Shelf
from ..site import Site
from . import asking
from .frame import Sheet

_WAYS = {"new": "mới", "gone": "không còn", "changed": "sửa đổi"}
# A word or a mark with what is blank behind it: "áo ", "phao", ".".
_WORD = late.regex(r"[\p{L}\p{N}]+\s*|[^\p{L}\p{N}\s]\s*|\s+")
_COMPARED = 5_000  # words of a side, above which it is shown whole


class Marked(NamedTuple):
    """A stretch of a text: the same on both sides or of this one alone; where an order put it, its place."""

    words: str
    own: bool
    source: Whence | None = None
    open: tuple[int, ...] = ()


class Whence(NamedTuple):
    """A stretch of a text of the store, and what its act is called."""

    work: Work
    path: str
    span: Span

    @property
    def label(self) -> str:
        """What the act is called."""
        return called(self.work)


class Side(NamedTuple):
    """A version of a provision beside another: its text in pieces, and the places that it was taken from."""

    version: ProvisionVersion
    since: date | None
    pieces: tuple[Marked, ...]
    sources: tuple[Whence, ...]


class Turn(NamedTuple):
    """What a day did to a provision: both versions, the orders carried out, and those that were not."""

    day: date | None
    before: Side | None
    after: Side | None
    orders: tuple[Applied, ...]
    left: tuple[Unapplied, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A day of the line of time: where it stands on it, in percent, its acts, the articles it touches."""

    day: date
    at: float
    acts: tuple[Whence, ...]
    step: DayOfChange
    touched: tuple[tuple[str, str, str], ...]


_EMPTY: Mapping[str, Any] = {
    "timeline": None, "begin": None, "sentence": None, "line": None, "rows": (), "left": (), "changes": (),
    "eid": "", "above": "", "parts": (), "on": None, "law": None, "read": (),
    "notice": ORIGINALS, "states": STATES, "words": eids.words, "reason": reason,
}  # fmt: skip


def tab(site: Site, request: Request, sheet: Sheet) -> Mapping[str, Any]:
    """The line of time; with `dieu` the history of a provision, with `ngay` the whole text of a day."""
    if not sheet.texts:
        return _EMPTY
    timeline, found = _through(site.shelf, sheet.work.iri, sheet.chosen - 1)
    sources = _Sources(site.shelf, timeline)
    own = {"timeline": timeline, "begin": begins(timeline.base), "sentence": sources.sentence}
    eid, on = request.query_params.get("dieu", ""), asking.day(request, "ngay")
    if changes := tuple(_changes(timeline, eid, sources)) if eid else ():
        return {**_EMPTY, **own, **_history(eid, changes)}
    if on:
        law = timeline.on(on)
        read = tuple(_read(law, sources))
        return {**_EMPTY, **own, "on": on, "law": law, "left": law.unapplied, "read": read}
    rows = tuple(_rows(timeline, found, sources))
    left = tuple(one for step in found for one in step.unapplied)
    return {**_EMPTY, **own, "rows": rows, "left": left, "line": _line(timeline, date.today())}


def _history(eid: str, changes: Sequence[Turn]) -> Mapping[str, Any]:
    """A provision's changes, with what it is part of and what is part of it."""
    last = next(side.version for side in (changes[-1].after, changes[-1].before) if side)
    return {"changes": changes, "eid": eid, "parts": tuple(_parts(last)), "above": _above(last)}


@lru_cache(maxsize=8)
def _through(shelf: Shelf, work: str, base: int) -> tuple[Timeline, tuple[DayOfChange, ...]]:
    timeline = shelf.timeline(work, base)
    return timeline, tuple(steps(timeline))


class _Sources:
    """The places of the texts that a timeline is made of."""

    def __init__(self, shelf: Shelf, timeline: Timeline) -> None:
        self.shelf = shelf
        ones: list[DatedOrder | Unapplied] = [*timeline.orders, *timeline.aside]
        self.known = {one.document.source.sha256: (one.work, one.document) for one in ones}
        self.known[timeline.base.source.sha256] = (timeline.work, timeline.base)

    def sentence(self, one: Applied | Unapplied) -> Whence:
        """Where an order stands, or what was not read as one."""
        order = one.order if isinstance(one, Applied) else one
        span = one.order.instruction.span if isinstance(one, Applied) else one.span
        return Whence(order.work, order.document.source.path, span)

    def of(self, run: TextRun) -> Whence | None:
        """Where a run was taken from."""
        work, document = self.known.get(run.sha256 or "", (None, None))
        return Whence(work, document.source.path, run.span) if work and document and run.span else None

    def gathered(self, runs: Sequence[TextRun]) -> Iterator[Whence]:
        """Where runs were taken from, once for each text: its first stretch."""
        seen = set[str]()
        for source in filter(None, map(self.of, runs)):
            if source.path not in seen:
                seen.add(source.path)
                yield source


# The line of time.


def _line(timeline: Timeline, today: date) -> Mapping[str, Any] | None:
    """The days that a line of time reaches from and to, and where today stands on it."""
    if not timeline.days:
        return None
    first, last = _reach(timeline)
    now = _percent(today, first, last) if first <= today <= last else None
    return {"first": first, "last": last, "now": now}


def _reach(timeline: Timeline) -> tuple[date, date]:
    first = min(filter(None, (begins(timeline.base), timeline.work.date, *timeline.days)))
    return first, timeline.days[-1]


def _percent(day: date, first: date, last: date) -> float:
    """Where a day stands between two others, with a margin at either end."""
    return round(2 + 96 * (day - first).days / max((last - first).days, 1), 2)


def _rows(timeline: Timeline, found: Sequence[DayOfChange], sources: _Sources) -> Iterator[Row]:
    for one in found:
        said: list[Applied | Unapplied] = [*one.applied, *one.unapplied]
        places = [sources.sentence(order) for order in said]
        acts = {place.path: place for place in reversed(places)}
        touched = tuple(_touched(one))
        yield Row(one.law.on, _percent(one.law.on, *_reach(timeline)), tuple(acts.values()), one, touched)


def _touched(step: DayOfChange) -> Iterator[tuple[str, str, str]]:
    """The articles that a day changes: eId, name, how."""
    for one in step.changed:
        yield one.eid, eids.words(one.eid), _way(one)


def _way(one: Difference) -> str:
    if one.before is None or one.after is None:
        return _WAYS["new" if one.before is None else "gone"]
    state = one.after.provision.state
    return STATES[state] if state in ("unknown", "repealed") else _WAYS["changed"]


# A provision through time.


def _changes(timeline: Timeline, eid: str, sources: _Sources) -> Iterator[Turn]:
    """Each change of a provision; one that was never changed has one version and nothing behind it."""
    versions = history(timeline, eid)
    if not versions:
        return
    first = versions[0]
    if first.changes or first.unapplied:  # put in by an order
        side = Side(first, first.law.on, (Marked(first.text, True),), tuple(sources.gathered(first.runs)))
        yield Turn(first.law.on, None, side, first.changes, first.unapplied)
    elif len(versions) == 1:
        yield Turn(None, _whole(first, sources), None, (), ())
    since = first.law.on if first.changes else first.provision.since
    for old, new in pairwise(versions):
        yield _change(old, new, since, sources)
        since = new.law.on


def _whole(one: ProvisionVersion, sources: _Sources) -> Side:
    return Side(one, one.provision.since, (Marked(one.text, False),), tuple(sources.gathered(one.runs)))


def _change(old: ProvisionVersion, new: ProvisionVersion, since: date | None, sources: _Sources) -> Turn:
    before, after = told_apart(old.text, new.text)
    made = {one.order.id for one in old.changes}
    known = {one.key for one in old.unapplied}
    return Turn(
        new.law.on,
        Side(old, since, before, tuple(sources.gathered(old.runs))),
        Side(new, new.law.on, after, tuple(sources.gathered(new.runs))),
        tuple(one for one in new.changes if one.order.id not in made),
        tuple(one for one in new.unapplied if one.key not in known),
    )


def told_apart(old: str, new: str) -> tuple[tuple[Marked, ...], tuple[Marked, ...]]:
    """Two texts word by word: what stands in both, and what in one alone.

    >>> [[(one.words, one.own) for one in side] for side in told_apart("bến đò cũ", "bến đò mới")]
    [[('bến đò', False), (' ', False), ('cũ', True)], [('bến đò', False), (' ', False), ('mới', True)]]
    """
    a, b = _WORD.findall(old), _WORD.findall(new)
    if max(len(a), len(b)) > _COMPARED:
        return (Marked(old, False),), (Marked(new, False),)
    bare = ([one.rstrip() for one in a], [one.rstrip() for one in b])
    codes = SequenceMatcher(None, *bare).get_opcodes()
    sides = ([(tag, a[i:j]) for tag, i, j, _, _ in codes], [(tag, b[i:j]) for tag, _, _, i, j in codes])
    old_side, new_side = (
        tuple(piece for tag, words in side for piece in _pieces("".join(words), tag != "equal"))
        for side in sides
    )
    return old_side, new_side


def _pieces(words: str, own: bool) -> Iterator[Marked]:
    """Words as a piece, what is blank behind them apart."""
    bare = words.rstrip()
    yield from (Marked(one, own and one is bare) for one in (bare, words[len(bare) :]) if one)


def _parts(one: ProvisionVersion) -> Iterator[tuple[str, str, bool]]:
    """The units right under a provision: eId, name, whether anything changed it or left it open."""
    for unit in one.law.provisions:
        if unit.eid.rpartition("__")[0] == one.provision.eid:
            yield unit.eid, eids.words(unit.eid), bool(unit.changed_by or unit.open)


def _above(one: ProvisionVersion) -> str:
    """The eId of the unit that a provision is part of; "" for an article."""
    above = one.provision.eid.rpartition("__")[0]
    return above if one.law.provision(above) else ""


# The whole text of a day.


def _read(law: Consolidated, sources: _Sources) -> Iterator[Marked]:
    """The text in pieces: what an order put there with its place, and the numbers of what was left open."""
    marks, at = open_marks(law), 0
    for run in law.runs:
        source = sources.of(run) if run.order else None
        start, end = at, at + len(run.text)
        for place in (*(one for one in sorted(marks) if start < one < end), end):
            open = tuple(marks.get(place, ()))
            yield Marked(run.text[at - start : place - start], run.order is not None, source, open)
            at = place
