"""Who answers for a body that was merged, from the registry: ministries, provinces and what belongs to them.

>>> [(heir.name, heir.since) for heir in answering("Bộ Kế hoạch và Đầu tư", date(2025, 9, 2))]
[('Bộ Tài chính', '2025-03-01')]
>>> [(heir.name, heir.since) for heir in answering("UBND tỉnh Kon Tum", date(2025, 9, 2))]
[('Ủy ban nhân dân tỉnh Quảng Ngãi', '2025-07-01')]
>>> answering("Bộ Kế hoạch và Đầu tư", date(2020, 1, 1))[0].since is None     # it answered for itself
True
>>> answering("Hội Người cao tuổi", date(2025, 9, 2))                         # not in the registry
()
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..vocabulary import Issuer, Province, issuers, provinces
from . import bodies
from .bodies import Named, existed, slug


@dataclass(frozen=True, slots=True)
class Heir:
    """A body that answers for another: its key, and the day, month or year since when; None: always."""

    name: str
    key: str
    since: str | None


def answering(name: str, on: date) -> tuple[Heir, ...]:
    """The bodies that answer on a day for the one of this name; none where the registry does not say."""
    found = bodies.named(name)
    if found is None or found.key is None:
        return ()
    return tuple(dict.fromkeys(_heirs(found, None, on)))


def _heirs(body: Named, since: str | None, on: date, depth: int = 8) -> Iterator[Heir]:
    """The body itself if it exists, else those that came after it."""
    place = _province(body)
    if not existed(body.row, on) and depth:
        for id in body.row.successors:
            after = Named(issuers().get(id), None, body.place)
            yield from _heirs(after, next_day(body.row.until), on, depth - 1)
    elif place and place.until and place.until < on.isoformat() and place.successor:
        after = Named(body.row, body.level, slug(provinces().get(place.successor).name))
        if body.provincial:  # units below the province were drawn anew: who follows them is not known
            yield Heir(_name(after.row, after.place), after.key or "", next_day(place.until))
    elif body.key and existed(body.row, on):
        yield Heir(_name(body.row, body.place), body.key, since)


def _province(body: Named) -> Province | None:
    """The province of a local body as it was before the mergers."""
    if not (body.row.local and body.place):
        return None
    return next((row for row in provinces() if row.era == 63 and _in(body.place, row)), None)


def _in(place: str, row: Province) -> bool:
    return place == slug(row.name) or place.endswith(f"-{slug(row.name)}")


def _name(row: Issuer, place: str | None) -> str:
    if place is None:
        return row.name
    full = [
        one.full_name for era in (34, 63) for one in provinces() if one.era == era and slug(one.name) == place
    ]
    head = row.name
    if row.id == "tu":
        head, full = (
            ("Thành ủy" if full and full[0].startswith("thành phố") else "Tỉnh ủy"),
            [name.removeprefix("thành phố ").removeprefix("tỉnh ") for name in full],
        )
    return f"{head} {full[0]}" if full else row.name


def next_day(until: str | None) -> str | None:
    """The day after a last day; of a last month or year that itself, for no day is known.

    >>> next_day("2025-02-28"), next_day("2007-07")
    ('2025-03-01', '2007-07')
    """
    if until is None or len(until) < 10:
        return until
    return (date.fromisoformat(until) + timedelta(1)).isoformat()
