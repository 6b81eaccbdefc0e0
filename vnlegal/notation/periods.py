"""First and last days of dates and periods as records write them (ISO 8601, quarters, open ends).

>>> days("2026-Q1")
(datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))
>>> days("2025/.."), days("2025-09-11")
((datetime.date(2025, 1, 1), None), (datetime.date(2025, 9, 11), datetime.date(2025, 9, 11)))
>>> days("FREQ=MONTHLY;BYMONTHDAY=20")
(None, None)
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

# A year, quarter, month or day: "2026", "2026-Q1", "2026-03", "2026-03-20".
_PART = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?")


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
