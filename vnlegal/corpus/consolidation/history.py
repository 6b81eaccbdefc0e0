"""What becomes of a provision through time, and what differs between two days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .timeline import Timeline
from .versions import Applied, Consolidated, Provision, TextRun, Unapplied


@dataclass(frozen=True, slots=True)
class ProvisionVersion:
    """A provision as it reads from a day on: its text, run by run, and the orders that made it so."""

    law: Consolidated
    provision: Provision

    @property
    def text(self) -> str:
        """Its characters."""
        return self.law.text_of(self.provision)

    @property
    def runs(self) -> tuple[TextRun, ...]:
        """Its runs."""
        return self.law.runs_of(self.provision)

    @property
    def changes(self) -> tuple[Applied, ...]:
        """The orders that made it what it is, in the sequence in which they counted."""
        return tuple(one for one in self.law.applied if one.order.id in self.provision.changed_by)

    @property
    def unapplied(self) -> tuple[Unapplied, ...]:
        """The orders on it that were not carried out."""
        return tuple(self.law.unapplied[n] for n in self.provision.open)


@dataclass(frozen=True, slots=True)
class Difference:
    """An article on two days; None where the act does not have it."""

    eid: str
    before: ProvisionVersion | None
    after: ProvisionVersion | None


@dataclass(frozen=True, slots=True)
class DayOfChange:
    """A day on which an act changes: how it reads from then on, and what that day carried out and left."""

    law: Consolidated
    applied: tuple[Applied, ...]
    unapplied: tuple[Unapplied, ...]
    changed: tuple[Difference, ...]


def at(timeline: Timeline, eid: str, on: date) -> ProvisionVersion | None:
    """A provision on a day; None if the act does not have it then, or has it twice."""
    law = timeline.on(on)
    found = law.provision(eid)
    return ProvisionVersion(law, found) if found else None


def history(timeline: Timeline, eid: str) -> tuple[ProvisionVersion, ...]:
    """The versions of a provision, in order: one for each day on which its text or its state changed."""
    versions: list[ProvisionVersion] = []
    for law in timeline.versions():
        if (found := law.provision(eid)) is None:
            continue
        one = ProvisionVersion(law, found)
        if not versions or _seen(versions[-1]) != _seen(one):
            versions.append(one)
    return tuple(versions)


def _seen(one: ProvisionVersion) -> tuple[str, str]:
    return one.text, one.provision.state


def differences(timeline: Timeline, first: date, second: date) -> Iterator[Difference]:
    """The articles that read otherwise, or are in another state, on the second day."""
    yield from _between(timeline.on(first), timeline.on(second))


def steps(timeline: Timeline) -> Iterator[DayOfChange]:
    """Each day of a change, in order, with the articles that read otherwise than on the day before."""
    before = timeline.on(timeline.days[0] - timedelta(1)) if timeline.days else None
    for day in timeline.days:
        law = timeline.on(day)
        if before:
            done = {one.order.id for one in before.applied}
            left = {one.key for one in before.unapplied}
            yield DayOfChange(
                law,
                tuple(one for one in law.applied if one.order.id not in done),
                tuple(one for one in law.unapplied if one.key not in left),
                tuple(_between(before, law)),
            )
        before = law


def _between(old: Consolidated, new: Consolidated) -> Iterator[Difference]:
    before, after = _articles(old), _articles(new)
    for eid in dict.fromkeys((*after, *before)):
        one, other = before.get(eid), after.get(eid)
        if one is None or other is None or _seen(one) != _seen(other):
            yield Difference(eid, one, other)


def _articles(law: Consolidated) -> dict[str, ProvisionVersion]:
    return {one.eid: ProvisionVersion(law, one) for one in law.provisions if _is_article(one)}


def _is_article(one: Provision) -> bool:
    return one.kind == "dieu" or (one.kind == "muc-so" and one.level == 1)
