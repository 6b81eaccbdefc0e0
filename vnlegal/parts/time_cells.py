"""A stretch that is a time limit and nothing else: a cell of a plan, what stands behind "Thời gian:".

Values are ISO 8601 dates and intervals (open ones end in ".."), quarters (2026-Q4), RRULE for what
returns, and CONTINUOUS for what goes on.

>>> [read_time(words).value for words in ("quí iv-2026", "6/2025", "thường xuyên", "năm 2026 trở đi")]
['2026-Q4', '2025-06', 'CONTINUOUS', '2026/..']
>>> read_time("theo tiến độ dự án") is None
True
"""

from __future__ import annotations

from datetime import date

import regex

from .. import late
from . import deadlines
from .deadlines import Limit

# A day, month, quarter, half or year, as a cell prints it: "15/12/2026", "tháng 10/2025", "quí IV-2026".
_POINT = (
    r"(?:(?:ngày\s)?(?P<d{0}>\d{{1,2}})(?:\s?[/.-]\s?"
    r"|\stháng\s)(?P<dm{0}>\d{{1,2}})(?:(?:\s?[/.-]\s?|\snăm\s)(?P<dy{0}>20\d\d))?"
    r"|(?:tháng\s)?(?P<m{0}>\d{{1,2}})(?:\s?[/.-]\s?|\snăm\s)(?P<my{0}>20\d\d)"
    r"|qu[ýí]\s(?P<q{0}>iv|iii|ii|i|[1-4])(?:\s?[/,-]\s?|\s)(?:năm\s)?(?P<qy{0}>20\d\d)"
    r"|(?:6|06|sáu)\stháng\s(?P<h{0}>đầu|cuối)\snăm\s(?P<hy{0}>20\d\d)"
    r"|(?:năm\s)?(?P<y{0}>20\d\d)|(?P<of{0}>tháng|qu[ýí])\s(?P<bare{0}>iv|i{{1,3}}|\d{{1,2}}))"
)
# What may lead to a time in a cell: "Hoàn thành trong ".
_LEAD = late.regex(
    r"(?:(?:hoàn thành|thực hiện|xong|dự kiến|tổ chức|bắt đầu|triển khai|ban hành|trình"
    r"|báo cáo|chậm nhất|muộn nhất|trước|trong|đến hết|hết|đến|vào|là"
    r"|cuối|đầu|khoảng|nội dung|thời gian|nhiệm vụ)\s)*"
)
# One time: "quý I/2025".
_ONE = late.regex(_POINT.format("a"))
# From one to another: "2021 - 2025", "từ tháng 3 đến tháng 6/2025".
_TWO = late.regex(
    rf"(?:giai đoạn\s|từ\s|trong\s)?{_POINT.format('a')}\s?(?:[-–]|đến hết|đến|tới)\s?{_POINT.format('b')}"
)
# Two quarters of one word: "quý |iii, |iv/2026".
_QUARTERS = late.regex(r"^(qu[ýí]) (iv|i{1,3})\s?(?:,|và|[-–])\s?(?=(?:iv|i{1,3})(?:\s?/|\s|$))")
# From one on: "năm 2025 và các năm tiếp theo".
_OPEN = late.regex(
    rf"(?:từ\s|bắt đầu từ\s|kể từ\s)?{_POINT.format('a')}(?:\s(?:và|,)?\s?(?:các"
    rf"|những) năm (?:tiếp theo|sau|tiếp)|\strở đi)"
)
# The beginning alone: "từ tháng 3/2025".
_FROM = late.regex(rf"(?:bắt đầu\s)?(?:từ|kể từ)\s{_POINT.format('a')}")
# What goes on without end: "Thường xuyên", "Nhiệm vụ thường xuyên", "Liên tục", "Thường xuyên, hằng năm".
_ALWAYS = late.regex(
    r"(?:nhiệm vụ\s|thực hiện\s|triển khai\s|duy trì\s|công việc\s"
    r"|được thực hiện\s){0,4}(?:thường xuyên|liên tục)"
    r"(?:[,\s;]+(?:và\s)?(?:liên tục|hằng năm|hàng năm|theo quy định|theo yêu cầu|theo kế hoạch"
    r"|trong (?:cả )?năm(?: 20\d\d)?|trong suốt (?:năm|quá trình)|trong quá trình thực hiện|đột xuất|định kỳ"
    r"|khi có yêu cầu)){0,4}"
)
# What returns: "hằng quý".
_EVERY = late.regex(r"(?:định kỳ\s)?(?:hằng|hàng)\s(?P<unit>ngày|tuần|tháng|quý|năm)")
_FREQ = {"ngày": "DAILY", "tuần": "WEEKLY", "tháng": "MONTHLY", "quý": "MONTHLY;INTERVAL=3", "năm": "YEARLY"}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_time(folded: str, today: date | None = None) -> Limit | None:
    """The limit that these words are, as a whole; None where they are none or say more."""
    words = folded.strip(" .;,\n")
    at = folded.find(words)
    flat = " ".join(words.split())
    if not flat:
        return None
    lead = _LEAD.match(flat)
    core = _QUARTERS.sub(r"\1 \2 - \1 ", flat[lead.end() if lead else 0 :])
    value = _value(core, today)
    if value is None:
        limit = deadlines.cell(flat, today)
        return limit and Limit(at, at + len(words), limit.value, limit.kind)
    kind = (
        "continuous" if value == "CONTINUOUS" else "recurring" if value.startswith("FREQ") else _kind(value)
    )
    return Limit(at, at + len(words), value, kind)  # type: ignore[arg-type]


def _kind(value: str) -> str:
    return "date" if len(value) == 10 and "/" not in value else "period"


def _value(core: str, today: date | None) -> str | None:
    if _ALWAYS.fullmatch(core):
        return "CONTINUOUS"
    if every := _EVERY.fullmatch(core):
        return f"FREQ={_FREQ[every['unit']]}"
    if one := _ONE.fullmatch(core):
        return _bare(one, "a", today.year if today else None) if one["barea"] else _point(one, "a", today)
    if two := _TWO.fullmatch(core):
        return _interval(two, today)
    if (rest := _OPEN.fullmatch(core) or _FROM.fullmatch(core)) and (start := _point(rest, "a", today)):
        return f"{start}/.."
    return None


def _interval(two: regex.Match[str], today: date | None) -> str | None:
    """Both ends; the first takes its year from the second ("từ quý I đến quý III/2026")."""
    named = two["dyb"] or two["myb"] or two["qyb"] or two["hyb"] or two["yb"]
    year = int(named) if named else None
    end = _bare(two, "b", today.year if today else None) if two["bareb"] else _point(two, "b", today)
    start = (
        _bare(two, "a", year or (today.year if today and two["bareb"] else None))
        if two["barea"]
        else _point(two, "a", today, year)
    )
    if not start or not end or start[:4] > end[:4]:
        return None
    if len(start) == 10 and len(end) == 4:
        end = f"{end}-12-31"
    return f"{start.partition('/')[0]}/{end.rpartition('/')[2]}"


def _bare(match: regex.Match[str], which: str, year: int | None) -> str | None:
    """A month or quarter that names no year: "tháng 5", "quý II"."""
    word = match[f"bare{which}"]
    number = _ROMAN.get(word) or (int(word) if word.isdigit() else 0)
    quarter = match[f"of{which}"] != "tháng"
    if year is None or not 1 <= number <= (4 if quarter else 12) or (word in _ROMAN and not quarter):
        return None
    return f"{year}-Q{number}" if quarter else f"{year}-{number:02}"


def _point(match: regex.Match[str], which: str, today: date | None, year: int | None = None) -> str | None:
    """One end as an ISO value; a day without year takes that of the other end or of the document."""
    if match[f"d{which}"]:
        when = match[f"dy{which}"] or year or (today.year if today else None)
        try:
            return (
                date(int(when), int(match[f"dm{which}"]), int(match[f"d{which}"])).isoformat()
                if when
                else None
            )
        except ValueError:
            return None
    if month := match[f"m{which}"]:
        return f"{match[f'my{which}']}-{int(month):02}" if 1 <= int(month) <= 12 else None
    if quarter := match[f"q{which}"]:
        return f"{match[f'qy{which}']}-Q{_ROMAN.get(quarter) or int(quarter)}"
    if half := match[f"h{which}"]:
        when = match[f"hy{which}"]
        return f"{when}-01/{when}-06" if half == "đầu" else f"{when}-07/{when}-12"
    return match[f"y{which}"]
