"""The acts of the National Assembly and its Standing Committee, and which bore a name on a day.

`acts.tsv` holds those that stand alone, `amending_acts.tsv` those that amend them.

A row of `acts.tsv` says of one act what it says of itself: its number, its days, the acts that it ends.
What ended an act, and on which day, follows from the row of the act that ended it.  The table vouches for
no day after `THROUGH`: later acts are missing.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

import regex

from .. import late
from ..text import bare, fold
from . import abbreviations

THROUGH = date(2025, 12, 31)
LAWS = ("luat", "bo-luat", "phap-lenh")
ACTS = (*LAWS, "hien-phap")
"""The types that are known by their names; all but the constitution have numbers."""
"""The last day for which the table is complete."""

_SETTLED = timedelta(days=2 * 366)  # an act whose first day is not known is in force by then
_YEAR = late.regex(r",? (?:năm )?(?P<year>(?:19|20)\d\d)$")


@dataclass(frozen=True, slots=True)
class Statute:
    """An act: `ends` are the ids of those that it ended, `source` is where its clause of effect was read.

    `amends` are the ids of those that an amending act amends.
    """

    number: str | None
    type: str
    name: str
    also: tuple[str, ...]
    passed: date | None
    since: date | None
    ends: tuple[str, ...]
    source: str
    amends: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year of adoption, by which people tell namesakes apart."""
        return self.passed.year if self.passed else int((self.number or "").split("/")[1])

    @property
    def id(self) -> str:
        """Its number; of an act without one, name and year ("bo-luat-dan-su-1995")."""
        return self.number or f"{_slug(self.name)}-{self.year}"

    @property
    def adopted(self) -> date:
        """The earliest day on which it may have been adopted."""
        return self.passed or date(self.year, 1, 1)

    def __str__(self) -> str:
        return f"{self.name} số {self.number}" if self.number else f"{self.name} năm {self.year}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Which act a name means on a day: the one, or those between which nothing decides, and why."""

    act: Statute | None
    candidates: tuple[Statute, ...]
    why: str


@cache
def acts() -> tuple[Statute, ...]:
    """All acts that stand alone, by name and age."""
    return tuple(map(_act, _rows("acts.tsv")))


@cache
def amending_acts() -> tuple[Statute, ...]:
    """The known acts that amend others, by age; not all of them are known."""
    return tuple(sorted(map(_act, _rows("amending_acts.tsv")), key=lambda act: act.adopted))


def _rows(file: str) -> Iterator[Mapping[str, str]]:
    lines = Path(__file__).with_name(file).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return (dict(zip(rows[0], row, strict=True)) for row in rows[1:])


def _act(row: Mapping[str, str]) -> Statute:
    also = (*filter(None, row.get("also", "").split("; ")), *_abbreviated().get(row["name"], ()))
    passed, since = _day(row["passed"]), _day(row["since"])
    ends, amends = (tuple(row.get(key, "").split()) for key in ("ends", "amends"))
    return Statute(
        row["number"] or None, row["type"], row["name"], also, passed, since, ends, row["source"], amends
    )  # fmt: skip


@cache
def _abbreviated() -> Mapping[str, tuple[str, ...]]:
    return {row.name: row.forms for row in abbreviations()}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def acts_by_id() -> Mapping[str, Statute]:
    """Acts by number, or by name and year where they bear none."""
    return {act.id: act for act in acts()}


@cache
def _amenders() -> Mapping[str, tuple[Statute, ...]]:
    found: dict[str, list[Statute]] = defaultdict(list)
    for act in amending_acts():
        for id in act.amends:
            found[id].append(act)
    return {id: tuple(amenders) for id, amenders in found.items()}


def amenders(act: Statute) -> tuple[Statute, ...]:
    """The known acts that amend this one, the oldest first.

    >>> [one.number for one in amenders(acts_by_id()["50/2005/QH11"])][:2]
    ['36/2009/QH12', '42/2019/QH14']
    """
    return _amenders().get(act.id, ())


def outlived(act: Statute, day: date) -> bool:
    """Whether an amending act has nothing left to amend: all that it amends ended before the day.

    >>> outlived(amenders(acts_by_id()["28/2004/QH11"])[0], date(2025, 6, 1))
    True
    """
    amended = [acts_by_id()[id] for id in act.amends]
    lasts = [last_day(one) for one in amended]
    return bool(amended) and all(last is not None and last < day for last in lasts)


@cache
def _by_number() -> Mapping[tuple[str, int], tuple[Statute, ...]]:
    found: dict[tuple[str, int], list[Statute]] = defaultdict(list)
    for act in acts():
        if act.number:
            found[(act.number.split("/")[0].lstrip("0"), act.year)].append(act)
    return {key: tuple(same) for key, same in found.items()}


def acts_numbered(serial: str, year: int) -> tuple[Statute, ...]:
    """The acts whose number begins so: "43/2013" for 43/2013/QH13.

    >>> [str(act) for act in acts_numbered("43", 2013)]
    ['Luật Đấu thầu số 43/2013/QH13']
    """
    return _by_number().get((serial, year), ())


@lru_cache(4096)
def is_no_act(name: str, number: str, year: int) -> bool:
    """Whether the table denies that an act of this name bears this number: no act of the name is of that
    year, and an older one is known.

    >>> is_no_act("Luật Đấu thầu", "90/2025/QH15", 2025), is_no_act("Luật Đấu thầu", "22/2023/QH15", 2023)
    (True, False)
    """
    namesakes = acts_named(name)
    if year > THROUGH.year or any(act.year == year or act.number == number for act in namesakes):
        return False
    return any(act.year < year for act in namesakes)


@cache
def _by_name() -> Mapping[str, tuple[Statute, ...]]:
    found: dict[str, list[Statute]] = defaultdict(list)
    for act in acts():
        for name in (act.name, *act.also):
            found[folded_name(name)].append(act)
    return {name: tuple(sorted(same, key=lambda one: one.adopted)) for name, same in found.items()}


@cache
def _enders() -> Mapping[str, Statute]:
    return {id: act for act in acts() for id in act.ends}


def acts_named(name: str) -> tuple[Statute, ...]:
    """The acts that carry a name or short name, the oldest first; a year behind it tells which.

    >>> [act.number for act in acts_named("luật đất đai")][-2:]
    ['45/2013/QH13', '31/2024/QH15']
    >>> [str(act) for act in acts_named("BLDS 2005")]
    ['Bộ luật Dân sự số 33/2005/QH11']
    """
    year = _YEAR.search(name)
    bare = name[: year.start()] if year else name
    return tuple(
        act for act in _by_name().get(folded_name(bare), ()) if not year or act.year == int(year["year"])
    )


def successor(act: Statute) -> Statute | None:
    """The act that ended this one, as far as the table knows.

    >>> str(successor(acts_by_id()["45/2013/QH13"]))
    'Luật Đất đai số 31/2024/QH15'
    """
    return _enders().get(act.id)


def last_day(act: Statute) -> date | None:
    """The last day on which an act was in force; None if nothing ended it, or it is not known when.

    >>> str(last_day(acts_by_id()["45/2013/QH13"]))
    '2024-07-31'
    """
    ender = successor(act)
    return ender.since - timedelta(days=1) if ender and ender.since else None


@lru_cache(4096)
def in_force(name: str, day: date) -> Standing:
    """Which act of a name was in force on a day, and why; open where the table leaves a doubt.

    An act that is adopted and not yet in force is meant where no other bears the name.

    >>> in_force("Luật Đất đai", date(2020, 5, 1)).why
    'Luật Đất đai số 45/2013/QH13 có hiệu lực từ 2014-07-01 đến 2024-07-31'
    >>> [act.number for act in in_force("Luật Đất đai", date(2024, 3, 1)).candidates]
    ['45/2013/QH13', '31/2024/QH15']
    >>> in_force("Luật Đất đai", date(1970, 1, 1)).why
    'không có văn bản mang tên này có hiệu lực ngày 1970-01-01'
    """
    open_, sure = _standing(acts_named(name), day)
    found = (*sure, *open_)
    if len(found) == 1 and day <= THROUGH and (sure or found[0].since) and not _ending(found[0], day):
        return Standing(found[0], found, _tenure(found[0]))
    return Standing(None, found, _doubt(found, open_, day))


def _standing(namesakes: Iterable[Statute], day: date) -> tuple[list[Statute], list[Statute]]:
    """Those that may be meant though perhaps not in force on the day, and those that surely were in force."""
    alive = [act for act in namesakes if act.adopted <= day and not _over(act, day)]
    sure = [act for act in alive if _begun(act, day) and not _ending(act, day)]
    return [act for act in alive if act not in sure], sure


def _begun(act: Statute, day: date) -> bool:
    return (act.since or act.adopted + _SETTLED) <= day


def _over(act: Statute, day: date) -> bool:
    ender = successor(act)
    return ender is not None and _begun(ender, day)


def _ending(act: Statute, day: date) -> bool:
    """Whether what ends it was adopted, and nobody knows from which day."""
    ender = successor(act)
    return ender is not None and ender.since is None and ender.adopted <= day


def _tenure(act: Statute) -> str:
    since = f"từ {act.since}" if act.since else "(chưa rõ ngày đầu)"
    last = last_day(act)
    return f"{act} có hiệu lực {since}{f' đến {last}' if last else ''}"


def _doubt(found: tuple[Statute, ...], open_: list[Statute], day: date) -> str:
    if not found:
        return f"không có văn bản mang tên này có hiệu lực ngày {day}"
    if day > THROUGH and not open_:
        return f"bảng văn bản chỉ đầy đủ đến {THROUGH}"
    return "; ".join(_tenure(act) for act in found)


def folded_name(name: str) -> str:
    """The name of an act as it is looked up: composed and folded, without signs that printings differ in."""
    words = fold(unicodedata.normalize("NFC", name))
    for name, short in _SHORT.items():
        words = words.replace(name, short)
    return " ".join(words.replace(",", " ").split())


_SHORT = {"ủy ban nhân dân": "ubnd", "hội đồng nhân dân": "hđnd", "hđnd và ubnd": "hđnd ubnd"}


def _slug(name: str) -> str:
    return "-".join(regex.findall(r"\w+", bare(name.lower())))
