"""Acts that amend others by name: which one "Luật sửa đổi … của Luật Xây dựng ngày 17/6/2020" means.

The name tells the acts that it amends; the day or the year behind it tells which of their amending acts is
meant.  With a day the acts that are named may be some of those that the act amends ("… của Luật Đất đai ngày
29/6/2024" amends four), with a year some of those that its name holds.  A name alone stays open unless it
tells its act from all others ("… của 37 luật có liên quan đến quy hoạch"): the table is not complete.  Where
no amending act of the year is known the year may be that of the amended act.  "Luật Điện lực sửa đổi 2012"
means what was passed in that year, be it an act that amends or a new one of the name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from .. import late
from ..text import fold
from ..vocabulary.acts import (
    Standing,
    Statute,
    acts_by_id,
    acts_named,
    amending_acts,
    folded_name,
    in_force,
)
from . import naming
from .naming import Name

ACT = "(?:bộ luật|luật|pháp lệnh) "
# "sửa đổi, bổ sung", also as scans print it ("sửa đối, bồ sung một số điêu").
_ADDING = "b[ổồỗôốỏơoód] sung"
CHANGING = rf"(?:s[ửữừ]a đ[ổồốôỗ]i(?:(?:,|;| và)? ?{_ADDING})?|bổ sung)"
_ARTICLES = "(?:điều|điêu|diều|diéu)"
# Provisions that an amending act names one by one: "khoản 1 Điều 4 và Điều 7 ".
_PINNED = rf"(?:(?:(?:điểm )?[a-zđ]|(?:khoản )?\d+|{_ARTICLES} \d+[a-zđ]?)(?:,| và)? ){{1,12}}"
# "sửa đổi, bổ sung một số điều và Phụ lục … của các", "sửa đổi; bổ sung", "sửa đổi, bổ sung Điều 126 của".
AMENDS = (
    rf" {CHANGING},? (?:{_PINNED}|(?:một s[ốóéề] |các )?(?:{_ARTICLES} |nội dung )?"
    r"(?:và [^;.()“”\d]{3,90}? )?)(?:của |tại )?(?:các )?"
)
# The next law that it amends: "của Luật A|, |Luật B| và Điều 121 của |Luật C".
FURTHER = late.regex(rf"(?:,| và|;) {{1,2}}(?:{_PINNED}(?:của )?)?(?={ACT})")
# All in front of the names: "|Luật sửa đổi, bổ sung một số điều của |Luật A", "… của |37 luật có liên quan".
_OPENING = late.regex(rf"(?:luật|pháp lệnh){AMENDS}(?=\d{{1,2}} (?:bộ )?luật |{ACT})")
# What is no name behind one: "Luật Đất đai| số 31/2024/QH15", "37 luật liên quan đến quy hoạch| và Điều 5 …".
_NUMBER = late.regex(rf" (?:(?:số:? ?)?\d+/\d{{4}}/|và {_ARTICLES} \d).*")
# An edition of an act: "Luật Điện lực| sửa đổi|", "Luật Đầu tư| (sửa đổi, bổ sung)|".
_EDITION = late.regex(rf"(?P<act>{ACT}.{{2,90}}?) \(? ?{CHANGING} ?\)?")
_TELLING = 3  # so many names together tell an act from all others

NO_DAY = "không rõ ngày của văn bản viện dẫn"

_Names = frozenset[str]


class Days(NamedTuple):
    """Between which days a text was written, as far as its header tells."""

    first: date
    last: date


def is_amending(number: str) -> bool:
    """Whether a number is that of a known act that amends others.

    >>> is_amending("43/2024/QH15"), is_amending("31/2024/QH15")
    (True, False)
    """
    return number in _numbers()


def amending_named(words: str) -> tuple[Statute, ...]:
    """The acts that somebody means by the name of an amending act, whenever he says it.

    >>> [act.number for act in amending_named("Luật sửa đổi, bổ sung một số điều của Luật Xây dựng năm 2020")]
    ['62/2020/QH14']
    """
    kind = "phap-lenh" if fold(words).startswith("pháp lệnh") else "luat"
    found = standing(naming.read("", words, kind), None)
    return found.candidates if found else ()


def standing(name: Name, days: Days | None, passed: date | None = None) -> Standing | None:
    """Which amending act a name means in a text of some days; None if it names none that is known.

    `passed` is the day of adoption that is printed with the name.

    >>> law = naming.read("m1", "Luật sửa đổi, bổ sung một số điều của Luật Đất đai năm 2001", "luat")
    >>> str(standing(law, None).act)
    'Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 25/2001/QH10'
    """
    if named := names_amended(name.words):
        acts = [act for act in amending_acts() if act.type == name.doc_type]
        if name.year is None:
            return _bare(named, acts, days)
        found = _of_day(named, acts, passed) or _of_year(named, acts, name.year, passed)
        if not (found or passed):
            found = _amending_act_of(named, acts, name.year, days)
        return _chosen(found, passed, name.year)
    edition = _EDITION.fullmatch(fold(name.words)) if name.year else None
    return _edition(edition["act"], name.year, passed) if edition and name.year else None


@lru_cache(4096)
def names_amended(words: str) -> _Names:
    """The names of the acts that the name of an amending act holds, as they are looked up; none for others.

    >>> sorted(names_amended("Luật sửa đổi, bổ sung một số điều của Luật Quốc tịch và Luật Quản lý thuế"))
    ['luật quản lý thuế', 'luật quốc tịch việt nam']
    """
    folded = " ".join(fold(words).split())
    opening = _OPENING.match(folded)
    return frozenset(map(_called, FURTHER.split(folded[opening.end() :]))) if opening else frozenset()


def _called(name: str) -> str:
    """An act by the name that the table gives it."""
    short = _NUMBER.sub("", name).replace("có liên quan", "liên quan")
    known = acts_named(short)
    return folded_name(known[0].name if known else short)


@cache
def _numbers() -> frozenset[str]:
    return frozenset(act.number for act in amending_acts() if act.number)


@lru_cache(None)
def _touched(act: Statute) -> _Names:
    """The names of all that an act amends, as far as its name and the table tell."""
    return names_amended(act.name) | {_called(acts_by_id()[id].name) for id in act.amends}


def _of_day(named: _Names, acts: Iterable[Statute], passed: date | None) -> list[Statute]:
    """Those passed on the day that amend most of the acts that are named: one of the names may be wrong."""
    return [
        act for act in acts if passed and act.passed == passed and 2 * len(named & _touched(act)) > len(named)
    ]


def _of_year(named: _Names, acts: Iterable[Statute], year: int, passed: date | None) -> list[Statute]:
    undated = [act for act in acts if not (passed and act.passed)]
    same = [act for act in undated if act.year == year]
    return [act for act in same if _titled(act) == named] or [act for act in same if named <= _titled(act)]


def _amending_act_of(named: _Names, acts: Iterable[Statute], year: int, days: Days | None) -> list[Statute]:
    """Those that amend the act of a year and a name, passed when the text was written."""
    return [
        act
        for act in acts
        if days and act.adopted <= days.first and _titled(act) == named and _amended_of(act, year)
    ]


def _titled(act: Statute) -> _Names:
    return names_amended(act.name) or _touched(act)


def _amended_of(act: Statute, year: int) -> bool:
    """Whether what an act amends is of a year."""
    return any(acts_by_id()[id].year == year for id in act.amends)


def _chosen(found: list[Statute], passed: date | None, year: int) -> Standing | None:
    if len(found) != 1:
        return Standing(None, tuple(found), "; ".join(map(str, found))) if found else None
    (act,) = found
    if act.passed and act.passed == passed:
        return Standing(act, (act,), f"{act}, thông qua ngày {passed:%d/%m/%Y}")
    amended = "" if act.year == year else f", sửa đổi văn bản năm {year}"
    return Standing(act, (act,), f"{act}, thông qua năm {act.year}{amended}")


def _bare(named: _Names, acts: Iterable[Statute], days: Days | None) -> Standing | None:
    """By the name alone: all that may be meant, of those that amend acts in force when a text is written.

    The table is not complete: a name that does not tell its act from all others leaves it open.
    """
    same = tuple(act for act in acts if _titled(act) == named)
    telling = len(named) >= _TELLING or min(named)[0].isdigit()
    if len(same) == 1 and telling:
        return Standing(same[0], same, f"{same[0]}, văn bản duy nhất mang tên này trong bảng")
    if not same:
        return None
    if days is None:
        return Standing(None, same, NO_DAY)
    amended = {act.id for name in named for day in days for act in in_force(name, day).candidates}
    alive = tuple(act for act in same if act.adopted <= days.last and amended & {*act.amends})
    return Standing(None, alive, "; ".join(map(str, alive))) if alive else None


def _edition(words: str, year: int, passed: date | None) -> Standing | None:
    """ "Luật Điện lực sửa đổi 2012": what was passed in a year under the name or to amend the act of it."""
    named = frozenset((_called(words),))
    new = [act for act in acts_named(words) if act.year == year and not (passed and act.passed)]
    found = _of_day(named, amending_acts(), passed) or [
        act
        for act in amending_acts()
        if act.year == year and named <= _titled(act) and not (passed and act.passed)
    ]
    exact = [act for act in found if _titled(act) == named]
    named_so = [act for act in acts_named(words) if passed and act.passed == passed]
    return _chosen([*named_so, *new, *(exact or found)], passed, year)
