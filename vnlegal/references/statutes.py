"""Acts by name against the table of acts: which work "Luật Đất đai" means in a text of a certain day.

A name with its year means the act of that year.  A bare name means the act in force on the day of the text
that cites it; where the table leaves a doubt (a namesake is adopted and not yet in force, the day is not
known) all that may be meant stay candidates.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from ..model import Document, WorkKey
from ..notation import iris
from ..vocabulary.acts import Standing, Statute, acts, acts_named, amending_acts, in_force
from . import amending, naming
from .amending import NO_DAY, Days
from .naming import Name

_ISSUERS = {"phap-lenh": "ubtvqh"}


def days_of(document: Document) -> Days | None:
    """The day of a document, or the year of its number."""
    header = document.header
    if header.date:
        return Days(header.date.value, header.date.value)
    year = header.number.value.year if header.number else None
    return Days(date(year, 1, 1), date(year, 12, 31)) if year else None


def standing(name: Name, days: Days | None, passed: date | None = None) -> Standing | None:
    """Which act a name means in a text of some days; None if the table knows no act of the name.

    `passed` is the day of adoption that is printed with the name: of two acts of one year it tells which.

    >>> law = naming.read("m1", "Luật Đất đai", "luat")
    >>> str(standing(law, Days(date(2020, 1, 1), date(2020, 12, 31))).act)
    'Luật Đất đai số 45/2013/QH13'
    >>> standing(law, None).why
    'không rõ ngày của văn bản viện dẫn'
    """
    namesakes = acts_named(name.words) if name.act else ()
    if not namesakes:
        return amending.standing(name, days, passed) if name.act else None
    if name.year:
        return _of_day(namesakes, passed) or _of_year(namesakes, name.year)
    if days is None:
        return Standing(None, namesakes, NO_DAY)
    first, last = (in_force(name.words, day) for day in days)
    if first.act == last.act:
        return last if last.candidates else None
    either = dict.fromkeys((*first.candidates, *last.candidates))
    return Standing(None, tuple(either), f"{first.why}; {last.why}")


def _of_day(namesakes: tuple[Statute, ...], passed: date | None) -> Standing | None:
    same = tuple(act for act in namesakes if passed and act.passed == passed)
    return Standing(same[0], same, f"{same[0]}, thông qua ngày {passed:%d/%m/%Y}") if len(same) == 1 else None


def _of_year(namesakes: tuple[Statute, ...], year: int) -> Standing | None:
    same = tuple(act for act in namesakes if act.year == year)
    return Standing(same[0], same, f"{same[0]}, thông qua năm {year}") if len(same) == 1 else None


@cache
def acts_by_iri() -> Mapping[str, Statute]:
    """The known acts by the IRI of their work, those that amend others among them."""
    return {iri_of(act): act for act in (*acts(), *amending_acts())}


@cache
def iri_of(act: Statute) -> str:
    """The IRI of an act's work: by its number, or by name and year where it bore none.

    >>> iri_of(acts_named("BLDS 2015")[0]).removeprefix(iris.BASE)
    '/doc/qh/2015/91-qh13'
    """
    if key := key_of(act):
        return iris.mint(key)
    return naming.iri_of(naming.read("", f"{act.name} {act.year}", act.type))


def key_of(act: Statute) -> WorkKey | None:
    """What identifies an act's work; None for one that bore no number."""
    if act.number is None:
        return None
    return WorkKey((_ISSUERS.get(act.type, "qh"),), act.year, act.number)
