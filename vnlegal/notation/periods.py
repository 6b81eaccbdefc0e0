"""First and last days of dates and periods as records write them (ISO 8601, quarters, open ends).

>>> days("2026-Q1")
(datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))
>>> days("2025/.."), days("2025-09-11")
((datetime.date(2025, 1, 1), None), (datetime.date(2025, 9, 11), datetime.date(2025, 9, 11)))
>>> days("FREQ=MONTHLY;BYMONTHDAY=20")
(None, None)
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from .. import late

# A year, quarter, month or day: "2026", "2026-Q1", "2026-03", "2026-03-20".
_PART = late.re(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?")


def days(value: str) -> tuple[date | None, date | None]:
    """The first and the last day; None where an end is open or the value is no period (RRULE, duration)."""
    first, _, last = value.partition("/")
    start, end = _ends(first), _ends(last or first)
    return start[0] if start else None, end[1] if end else None


def _ends(part: str) -> tuple[date, date] | None:
    match = _PART.fullmatch(part)
    if not match:
        return None
    year = int(match[1])
    try:
        if match[4]:
            day = date(year, int(match[3]), int(match[4]))
            return day, day
        first, last = (3 * int(match[2]) - 2, 3 * int(match[2])) if match[2] else (1, 12)
        if match[3]:
            first = last = int(match[3])
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except ValueError:
        return None


_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_HORIZON = 800  # days: every rule that tells its day has one within two years


def occurrences(rule: str, first: date, last: date) -> Iterator[date]:
    """The days of an RRULE in a window, both ends included; none where the rule does not tell its day.

    >>> [str(day) for day in occurrences("FREQ=MONTHLY;BYMONTHDAY=20", date(2026, 1, 1), date(2026, 3, 1))]
    ['2026-01-20', '2026-02-20']
    >>> list(occurrences("FREQ=MONTHLY", date(2026, 1, 1), date(2026, 3, 1)))
    []
    """
    rules = [parts for one in rule.split("+") if (parts := _parts(one))]
    span = min((last - first).days, _HORIZON)
    for n in range(span + 1):
        day = first + timedelta(n)
        if any(_falls(day, parts) for parts in rules):
            yield day


def next_occurrence(rule: str, today: date) -> date | None:
    """The first day of an RRULE from a day on.

    >>> str(next_occurrence("FREQ=WEEKLY;BYDAY=FR", date(2026, 1, 1)))
    '2026-01-02'
    """
    return next(occurrences(rule, today, today + timedelta(_HORIZON)), None)


def _parts(rule: str) -> dict[str, str]:
    """The parts of a rule that tells its day; of every third month nobody knows which is meant."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    told = parts.get("FREQ") == "WEEKLY" and "BYDAY" in parts
    told |= parts.get("FREQ") == "MONTHLY" and "BYMONTHDAY" in parts and "INTERVAL" not in parts
    told |= parts.get("FREQ") == "YEARLY" and "BYMONTHDAY" in parts and "BYMONTH" in parts
    return parts if told else {}


def _falls(day: date, parts: dict[str, str]) -> bool:
    wanted = (("BYMONTHDAY", str(day.day)), ("BYMONTH", str(day.month)), ("BYDAY", _WEEKDAYS[day.weekday()]))
    return all(value in parts[key].split(",") for key, value in wanted if key in parts)
