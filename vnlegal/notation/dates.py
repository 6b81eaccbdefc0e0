"""Dates as official texts print them (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4).

In words "ngày 05 tháng 01 năm 2020", or in figures "17/4/2020", "ngày 31-12-2020".

>>> [(d.isoformat(), s, e) for s, e, d in find(fold("Hà Nội, ngày 23 tháng 3 năm 2021"))]
[('2021-03-23', 8, 32)]
>>> read("NGÀY 30/4/2025")
datetime.date(2025, 4, 30)
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import late
from ..scan import Led, Match, plain
from ..text import fold

# In words; of what scans print for "tháng" and for the digit 1 ("22 thẳng I1 năm 2019") the common forms.
_WORDS = (
    r"(?P<d>\d[\dil]?|[il]\d) {0,2}/?th[aáàảãạẳằắ]ng {0,2}(?P<m>[\dil]\d?)[\]/]? {0,2}năm {0,2}"
    r"(?P<y>(?:1[89]|2[01])\d\d)"
)
_ONES = str.maketrans("il", "11")
_FIGURES = r"(?P<d>\d{1,2}) ?[/.–-] ?(?P<m>\d{1,2}|1 [0-2](?=/)) ?[/.–-] ?(?P<y>(?:1[89]|2[01])\d\d)"
# A date in words: "ngày 05 tháng 01 năm 2020".
_LONG = late.regex(rf"(?<!\p{{L}})ngày:? {{0,2}}{_WORDS}(?!\d)")
# A date in figures: "17/4/2020", "ngày 31-12-2020".
_SHORT = late.re(plain(rf"(?<![\d/.-])(?:(?<!\p{{L}})ngày:? ?)?{_FIGURES}(?!\d|/\p{{L}})"))
# With two digits of the year: "ngày 15/3/21".
_BRIEF = late.regex(
    r"ngày:? ?(?P<d>\d{1,2}) ?[/.-] ?(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d\d)(?![/.-]\d|\s*\d|/?\p{L})"
)
_CENTURY = 45  # a year in two digits from here on is one of the last century
# The same, found by the sign before its year.
_SHORTS = Led(
    tuple(
        late.re(rf"{sep}(?<=[0-9 ].) ?(?:1[89]|2[01])\d\d(?!\d|/[^\W\d_])") for sep in ("/", r"\.", "-", "–")
    ),
    r"(?<![\d/.-])(?:(?<!\p{L})ngày:? ?)?\d{1,2} ?[/.–-] ?(?:\d{1,2}|1 [0-2]) ?",
    _SHORT,
)
# The day with which the news begins: "|Chiều 23-3, |Sở A tổ chức …", "(Báo B) - |Ngày 15/5, |…".
NEWS = late.re(
    r"\s{0,3}(?:\([^()]{3,40}\)\s?[-–]\s)?(?:(?:sáng|trưa|chiều|tối|đêm)(?:\sngày)?|ngày)"
    r"\s\d{1,2}\s?[-/]\s?\d{1,2}(?:\s?[-/]\s?\d{4})?,\s"
)


def find(folded: str) -> list[tuple[int, int, date]]:
    """All dates of a folded text: start (at "ngày" where it is written), end, and the date.

    A day that no calendar has is left out; `find_impossible` gives those.
    """
    return [(start, end, day) for start, end, day in _scan(folded) if day is not None]


def find_impossible(folded: str) -> list[tuple[int, int]]:
    """Where a date is written that no calendar has ("ngày 31 tháng 02 năm 2021").

    >>> find_impossible("ngày 31/02/2021")
    [(0, 15)]
    """
    return [(start, end) for start, end, day in _scan(folded) if day is None]


def read(text: str) -> date | None:
    """The date that a string begins with, or None."""
    folded = fold(text)
    match = _LONG.match(folded) or _SHORT.match(folded)
    return _date(match) if match else None


def brief(folded: str, at: int) -> tuple[int, date] | None:
    """The end of a day whose year has two digits that begins at `at`, and the day; None if there is none.

    >>> brief("số 5 ngày 15/3/21 của", 5)
    (17, datetime.date(2021, 3, 15))
    """
    match = _BRIEF.match(folded, at)
    if match is None:
        return None
    year = int(match["y"])
    try:
        day = date(year + (1900 if year >= _CENTURY else 2000), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return match.end(), day


def _scan(folded: str) -> Iterator[tuple[int, int, date | None]]:
    matches = [*_LONG.finditer(folded), *_SHORTS.finditer(folded)]
    for match in sorted(matches, key=lambda m: m.start()):
        yield match.start(), match.end(), _date(match)


def _date(match: Match) -> date | None:
    try:
        day, month, year = (int(match[name].translate(_ONES).replace(" ", "")) for name in ("d", "m", "y"))
        return date(year, month, day)
    except ValueError:
        return None
