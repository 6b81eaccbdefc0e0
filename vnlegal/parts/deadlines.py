"""Time limits: how they are written, what they mean, and whether the sentence puts them on a task.

A limit is reported only where the sentence orders something to be done by then.  Effect dates, rates
("4.960.000 đồng/tháng"), budget years, statistics and limits of the past are not limits of a task.

>>> from vnlegal.text import fold
>>> [(f.value, f.kind) for f in find(fold("Hoàn thành trước ngày 15 tháng 5 năm 2021."))]
[('2021-05-15', 'date')]
>>> [f.value for f in find(fold("gửi báo cáo trước ngày 20 hằng tháng; hoàn thành trong quý I năm 2026"))]
['FREQ=MONTHLY;BYMONTHDAY=20', '2026-Q1']
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from .. import late
from ..model import DeadlineKind
from ..scan import Led, Match
from .duties import binds, clause_start

_HOUR = r"(?:(?:\d{1,2}\s?(?:giờ|h|g|:)(?:\s?\d{2})?(?:\s?phút)?,?|(?:buổi\s)?(?:sáng|chiều|tối))\s)?"
_DAY = (
    r"ngày\s(?P<d>\d{1,2})\s?(?:/|-|\.|tháng)\s?(?P<m>\d{1,2})"
    r"(?:\s?(?:/|-|\.|,?\s?năm)\s?(?P<y>20\d\d)|\s(?:của\s)?(?P<next>năm (?:tiếp theo|sau|kế tiếp|liền kề))"
    r"|\scủa\s(?P<next>năm trước))?"
    r"(?![\d/])(?!,?\snăm\s(?:thứ|trước|đầu|cuối|1\d))(?!\scủa\s(?:năm|kỳ)\s(?!20))"
)
_FIGURES = r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d\d)(?P<next>(?!))?(?![\d/])"
_EVERY = r"(?:hàng|hằng)"
_UNITS = {"ngày": "D", "tuần": "W", "tháng": "M", "năm": "Y", "giờ": "H"}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "mười": 10}
_FREQ = {"ngày": "DAILY", "tuần": "WEEKLY", "tháng": "MONTHLY", "quý": "MONTHLY;INTERVAL=3", "năm": "YEARLY"}

# "hằng năm" a little before a day: "hằng năm, trước |ngày 15/12|".
_YEARLY = late.regex(r"(?:hàng|hằng) năm[^.;]*$")
_LATEST = r"(?:chậm nhất|muộn nhất)"
_BEFORE = (
    rf"(?:{_LATEST}(?:\slà|\sđến|\svào|\strước|\strong|\shết)*|trước|không (?:quá|muộn hơn)|hạn cuối(?:\slà)?"
    r"|(?:cho\s)?đến\shết|đến|hết|trong|vào|thời hạn(?:\slà)?:?|thời gian hoàn thành:?|hạn(?:\shoàn thành)?:)"
)


def _led(core: str, lead: str, rest: str, begins: str = "") -> Led:
    """A limit that is found by its core; what leads to it, and how its rest `begins`, stands before."""
    return Led(late.re(core), lead + begins, late.regex(lead + rest))


# By a day: "trước ngày 15 tháng 5 năm 2021", "chậm nhất 15/5/2021".
_DATED = (
    _led(r"ngày\s\d", rf"(?<!\p{{L}}){_BEFORE}\s{_HOUR}", _DAY),
    _led(r"/\d{1,2}/20", rf"(?<!\p{{L}}){_BEFORE}\s{_HOUR}", _FIGURES, r"\d{1,2}"),
)
_NO_YEAR = r"(?![\d/])(?!,?\snăm\s20)"
_SHORT_DAY = r"(?P<d{0}>\d{{1,2}})\s?(?:/|tháng)\s?(?P<m{0}>\d{{1,2}})" + _NO_YEAR
_FIRST, _SECOND = _SHORT_DAY.format("a"), _SHORT_DAY.format("b")
# Two days a year: "định kỳ 6 tháng (trước ngày 15/6), hằng năm (trước ngày 05/12)".
_TWICE = _led(
    rf"(?:6|sáu) tháng|{_EVERY} năm",
    r"(?<!\p{L})(?:định kỳ\s)?",
    rf"(?<!tháng \d{{1,2}} )(?:(?:0?6|sáu) tháng|{_EVERY} năm)(?!\p{{L}})[^.;:]{{0,40}}?ngày\s{_FIRST}"
    rf"[^.;:\d]{{1,50}}?(?:(?:0?6|sáu) tháng[^.;:\d]{{1,30}})?(?:ngày\s)?{_SECOND}(?:\))?",
    "0?",
)
# The same before the word that says so: "trước ngày 01/6 và 15/11 hằng năm".
_TWICE_BEFORE = _led(
    r"ngày\s\d",
    rf"(?<!\p{{L}})(?:định kỳ\s)?(?:{_BEFORE}\s)?",
    rf"ngày\s{_FIRST}(?:,|\svà|;)\s(?:{_BEFORE}\s)?(?:ngày\s)?{_SECOND},?\s(?:của\s)?{_EVERY} năm",
)
# By a day that returns: "trước ngày 20 hằng tháng", "ngày 15 tháng cuối quý".
_MONTHLY = _led(
    r"ngày\s\d(?!\d?(?:\stháng\s\d{1,2},?\snăm\s\d|[/.-]\d{1,2}[/.-]\d))",
    rf"(?<!\p{{L}})(?:{_BEFORE}\s|định kỳ\s)?{_HOUR}",
    r"ngày\s(?P<d>\d{1,2})"
    r"(?:\s?(?:/|tháng)\s?(?P<m>\d{1,2}))?"
    rf"\s?(?:,\s?)?(?:của\s)?(?:tháng\s(?:cuối|đầu)\s(?:của\s)?)?(?:mỗi|{_EVERY})?\s?"
    r"(?P<unit>tháng|quý|năm)(?P<each>\s(?:sau|liền kề))?(?!\s?\d)",
)
# A day of the week that returns: "trước 15:00 ngày thứ Sáu hằng tuần", "vào chủ nhật hàng tuần".
_WEEKLY = _led(
    rf"{_EVERY} tuần",
    rf"(?<!\p{{L}})(?:{_BEFORE}\s)?{_HOUR}(?:ngày\s)?",
    rf"(?P<weekday>thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s{_EVERY}\stuần(?!\p{{L}})",
    r"(?:thứ\s(?:\p{L}+|\d)|chủ nhật)\s",
)
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA", "nhật": "SU"}
_WEEKDAYS |= {str(n): day for n, day in enumerate(("MO", "TU", "WE", "TH", "FR", "SA"), start=2)}
# Within a time of the calendar: "trong quý I năm 2026", "6 tháng đầu năm".
_PERIOD = _led(
    r"quý\s[i1-4]|tháng\s(?:\d|đầu|cuối)|năm\s20|giai\sđoạn\s20",
    rf"(?<!\p{{L}})(?:{_LATEST}\s(?:là\s|đến\s|vào\s|trong\s|hết\s|trước\s)*"
    r"|đến\shết\s|hết\s|trước\s|ngay\strong\s|trong\s|cuối\s|đầu\s|vào\s)+",
    r"(?P<what>quý\s(?P<q>iv|iii|ii|i|[1-4])(?:(?:\s?[/,-]\s?|\s(?:của\s)?năm\s|\s)(?P<y>20\d\d)|(?=[.,;)]))"
    r"|tháng\s(?P<m>\d{1,2})(?:(?:\s?/\s?|,?\snăm\s)(?P<y>20\d\d)|(?=[.,;)]))"
    r"|(?:6|06|sáu|9|09|chín)\stháng\s(?P<half>đầu|cuối)\snăm(?:\s(?P<y>20\d\d))?|năm\s(?P<y>20\d\d)"
    r"|giai\sđoạn\s(?P<y>20\d\d)\s?[-–]\s?(?P<z>20\d\d))(?![\d-])",
    r"(?:(?:6|06|sáu|9|09|chín)\s)?",
)
# Again and again: "định kỳ 6 tháng", "hằng năm", "mỗi quý một lần".
_RECURRING = Led(
    ("hàng ", "hằng ", "kỳ ", "mỗi "),
    r"(?:tháng\s\d{1,2}\s|(?:định|thường) )?",
    late.regex(
        r"(?<!\p{L})(?:(?:định kỳ|thường kỳ)\s"
        r"(?:(?P<n>0?[1-9]|sáu|ba|hai)\s(?P<nu>tháng|tuần|năm)"
        rf"(?:\s(?:một|1)\slần|/lần|,?\s(?:{_EVERY}\snăm|một năm|cả năm))*"
        rf"|(?:{_EVERY}\s|theo\s)?(?P<unit>ngày|tuần|tháng|quý|năm)(?:,\s(?:năm|quý|06 tháng|6 tháng))*)"
        rf"|(?:tháng\s(?P<m>\d{{1,2}})\s)?{_EVERY}\s(?P<unit>ngày|tuần|tháng|quý|năm)"
        r"|mỗi\s(?P<unit>tuần|tháng|quý|năm)\s(?:một|1|01)\slần)(?!\p{L})"
    ),
)
# From an event on: "trong thời hạn 15 ngày làm việc kể từ ngày nhận …".
_RELATIVE = _led(
    r"[0-9)] (?:ngày|tuần|tháng|năm|giờ)",
    rf"(?<!\p{{L}})(?:{_LATEST}(?:\slà|\strong|\ssau)*(?:\s(?:thời hạn|thời gian|vòng))?"
    r"|trong\s(?:thời\s(?:hạn|gian)|vòng)(?:\s(?:không quá|tối đa))?"
    r"|(?:thời hạn\s)?(?:không quá|tối đa|không chậm quá)|trong)\s",
    r"(?P<n>\d{1,3})(?:\s?\((?:\p{L}|\s){2,20}\))?\s(?P<unit>ngày|tuần|tháng|năm|giờ)(?P<work>\slàm việc)?"
    r"(?P<anchor>,?\s(?:(?:tính\s)?(?:kể\s)?từ|sau|trước)\s(?:ngày|khi|thời điểm|lúc|kết thúc)?"
    r"(?:[^.;:,\n()]|\([^()]{0,60}\)){0,160}(?<=\S))?",
    r"(?:\d{1,3}\s?\((?:\p{L}|\s){2,20}|\d{0,2})",
)
# What shows that a day returns: "hằng tháng", "cuối quý".
_RETURNS = late.regex(
    r"(?:hàng|hằng|mỗi)\s\p{L}+$|cuối (?:của )?quý|đầu (?:của )?quý|(?:hàng|hằng) quý|(?:sau|liền kề)$"
)
# Where behind the event another clause begins: "kể từ ngày nhận| thì phải |…".
_NEW_CLAUSE = late.regex(
    r"\s(?:thì|phải|có trách nhiệm|để|báo cáo)(?!\p{L})|\s(?:và|hoặc) (?:báo cáo|gửi|thực hiện)"
)


class Limit(NamedTuple):
    """A time limit in folded text: stretch, value and kind."""

    start: int
    end: int
    value: str
    kind: DeadlineKind


def find(folded: str, start: int = 0, end: int | None = None, today: date | None = None) -> Iterator[Limit]:
    """Every time limit that the sentences put on a task, in page order.

    `today`, the date of the document, completes a day without year; what lies before it is no limit.
    """
    end = len(folded) if end is None else end
    taken = start
    for limit in sorted(_candidates(folded, start, end, today), key=lambda c: (c.start, -c.end)):
        if limit.start < taken or (limit.kind == "date" and today and limit.value < today.isoformat()):
            continue
        begin = clause_start(folded, limit.start, start)
        if binds(
            folded[begin : limit.start],
            folded[limit.start : limit.end],
            folded[limit.end : limit.end + 160],
            limit.kind,
        ):
            taken = limit.end
            yield limit


def cell(folded: str, today: date | None = None) -> Limit | None:
    """The limit that fills a table cell of a column for deadlines ("Tháng 12 hằng năm").

    >>> cell("tháng 12 hằng năm"), cell("thường xuyên")
    (Limit(start=0, end=17, value='FREQ=YEARLY;BYMONTH=12', kind='recurring'), None)
    """
    words = folded.strip(" .;")
    at = folded.find(words)
    for text in (words, f"trong {words}", f"trước {words}"):
        shift = len(text) - len(words)
        for found in _candidates(text, 0, len(text), today):
            if found.start <= shift and found.end >= len(text) - 1 and found.kind != "relative":
                return Limit(at, at + len(words), found.value, found.kind)
    return None


def _candidates(folded: str, start: int, end: int, today: date | None) -> Iterator[Limit]:
    for twice in (_TWICE, _TWICE_BEFORE):
        for match in twice.finditer(folded, start, end):
            yield Limit(match.start(), match.end(), _days_a_year(match), "recurring")
    for match in chain.from_iterable(dated.finditer(folded, start, end) for dated in _DATED):
        if match["next"] or (
            not match["y"] and _YEARLY.search(folded, max(start, match.start() - 160), match.start())
        ):
            yield Limit(match.start(), match.end(), _every_year(match), "recurring")
        elif value := _iso(match, today):
            yield Limit(match.start(), match.end(), value, "date")
    for match in _MONTHLY.finditer(folded, start, end):
        if value := _on_day(match):
            yield Limit(match.start(), match.end(), value, "recurring")
    for match in _WEEKLY.finditer(folded, start, end):
        day = _WEEKDAYS[match["weekday"].split()[-1]]
        yield Limit(match.start(), match.end(), f"FREQ=WEEKLY;BYDAY={day}", "recurring")
    for match in _PERIOD.finditer(folded, start, end):
        if value := _period(match, today):
            yield Limit(match.start(), match.end(), value, "period")
    for match in _RECURRING.finditer(folded, start, end):
        yield Limit(match.start(), match.end(), _rule(match), "recurring")
    for match in _RELATIVE.finditer(folded, start, end):
        yield Limit(match.start(), _anchor_end(match), _duration(match), "relative")


def _iso(match: Match, today: date | None) -> str | None:
    when = int(match["y"]) if match["y"] else today.year if today else 0
    try:
        day = date(when, int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    if not match["y"] and today and (today - day).days > 60:
        day = day.replace(year=when + 1)
    return day.isoformat()


def _every_year(match: Match) -> str:
    return f"FREQ=YEARLY;BYMONTH={int(match['m'])};BYMONTHDAY={int(match['d'])}"


def _days_a_year(match: Match) -> str:
    days = ((match["ma"], match["da"]), (match["mb"], match["db"]))
    return "+".join(f"FREQ=YEARLY;BYMONTH={int(month)};BYMONTHDAY={int(day)}" for month, day in days)


def _on_day(match: Match) -> str | None:
    """ "trước ngày 20 hằng tháng", "ngày 15 tháng cuối quý", "trước ngày 31/12 hằng năm"."""
    words = match[0]
    if not _RETURNS.search(words):
        return None
    if match["unit"] == "năm" or match["m"]:
        return f"FREQ=YEARLY;BYMONTH={int(match['m'])};BYMONTHDAY={int(match['d'])}" if match["m"] else None
    return f"FREQ={_FREQ[match['unit']]};BYMONTHDAY={int(match['d'])}"


def _period(match: Match, today: date | None) -> str | None:
    when = match["y"] or (str(_next_year(match, today)) if today else None)
    if when is None:
        return None
    if match["q"]:
        return f"{when}-Q{_ROMAN[match['q']]}"
    if match["m"]:
        return f"{when}-{int(match['m']):02}" if 1 <= int(match["m"]) <= 12 else None
    if match["half"]:
        return f"{when}-01/{when}-06" if match["half"] == "đầu" else f"{when}-07/{when}-12"
    return f"{when}/{match['z']}" if match["z"] else when


def _next_year(match: Match, today: date) -> int:
    """The year of a month or quarter that names none: that of the document, the next if it is over."""
    last = 3 * _ROMAN[match["q"]] if match["q"] else int(match["m"] or 12)
    return today.year + (last < today.month)


def _rule(match: Match) -> str:
    if match["n"]:
        count = _WORDS.get(match["n"]) or int(match["n"])
        return f"FREQ={_FREQ[match['nu']]};INTERVAL={count}"
    rule = f"FREQ={_FREQ[match['unit']]}"
    return f"{rule};BYMONTH={int(match['m'])}" if match["m"] else rule


def _duration(match: Match) -> str:
    unit = _UNITS[match["unit"]]
    return f"PT{int(match['n'])}H" if unit == "H" else f"P{int(match['n'])}{unit}"


def _anchor_end(match: Match) -> int:
    """Where the event from which the time runs has been named; a new clause is no part of it."""
    if not match["anchor"]:
        return match.end()
    clause = _NEW_CLAUSE.search(match["anchor"])
    return match.end() - (len(match["anchor"]) - clause.start() if clause else 0)
