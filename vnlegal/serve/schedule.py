"""Deadlines in words, and tasks as iCalendar and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

import regex

from .. import late
from ..language import tr
from ..outputs.frame import plain_cell
from . import wording
from .listing import DueTask

_QUARTER = late.regex(r"(\d{4})-Q([1-4])")
_DURATION = late.regex(r"P(\d{1,4})([DWMY])")
_WITHIN = {
    "D": "trong {count} ngày",
    "W": "trong {count} tuần",
    "M": "trong {count} tháng",
    "Y": "trong {count} năm",
}
_OFTEN = {"DAILY": "hằng ngày", "WEEKLY": "hằng tuần", "MONTHLY": "hằng tháng", "YEARLY": "hằng năm"}
_RULE = late.regex(r"[A-Z0-9=;,+-]{4,120}")
_EACH = {
    "DAILY": "{count} ngày một lần",
    "WEEKLY": "{count} tuần một lần",
    "MONTHLY": "{count} tháng một lần",
    "YEARLY": "{count} năm một lần",
}
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def deadline_words(kind: str, value: str) -> str:
    """A deadline as people say it.

    >>> deadline_words("date", "2021-05-15"), deadline_words("period", "2026-Q1")
    ('15/05/2021', 'quý 1 năm 2026')
    >>> deadline_words("recurring", "FREQ=MONTHLY;BYMONTHDAY=20"), deadline_words("relative", "P5D")
    ('ngày 20 hằng tháng', 'trong 5 ngày')
    >>> [deadline_words("recurring", f"FREQ={one}") for one in ("WEEKLY;BYDAY=FR", "MONTHLY;INTERVAL=6")]
    ['thứ Sáu hằng tuần', '6 tháng một lần']
    """
    if kind == "continuous":
        return tr("thường xuyên")
    first, parted, last = value.partition("/")
    if parted and kind != "recurring":
        begin = deadline_words("date" if len(first) == 10 else "period", first)
        end = deadline_words("date" if len(last) == 10 else "period", last)
        if last == "..":
            return tr("từ {day}", day=begin)
        return tr("từ {begin} đến {end}", begin=begin, end=end)
    if kind == "date":
        return _day(value)
    if kind == "recurring":
        return _often(value)
    if match := _DURATION.fullmatch(value):
        return tr(_WITHIN[match[2]], count=match[1])
    if match := _QUARTER.fullmatch(value):
        return tr("quý {quarter} năm {year}", quarter=match[2], year=match[1])
    if regex.fullmatch(r"\d{4}", value):
        return tr("năm {year}", year=value)
    if match := regex.fullmatch(r"(\d{4})-(\d\d)", value):
        return tr("tháng {month} năm {year}", month=int(match[2]), year=match[1])
    return value


def _day(value: str) -> str:
    try:
        return wording.day(date.fromisoformat(value))
    except ValueError:
        return value


def _often(rule: str) -> str:
    """A rule of what returns: one, or two days a year joined by "+"."""
    return tr(" và ").join(map(_once, rule.split("+"))) if "+" in rule else _once(rule)


def _once(rule: str) -> str:
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    often = _every(parts.get("FREQ", ""), parts.get("INTERVAL", "1")) or rule
    day, month, weekday = (parts.get(key) for key in ("BYMONTHDAY", "BYMONTH", "BYDAY"))
    if day and month:
        return tr("ngày {day} tháng {month} {often}", day=day, month=month, often=often)
    if weekday in _DAYS:
        return tr("{weekday} {often}", weekday=tr(_WEEKDAYS[_DAYS.index(weekday)]), often=often)
    if month:
        return tr("tháng {month} {often}", month=month, often=often)
    return tr("ngày {day} {often}", day=day, often=often) if day else often


def _every(unit: str, count: str) -> str:
    if count == "1":
        return tr(_OFTEN[unit]) if unit in _OFTEN else ""
    if (unit, count) == ("MONTHLY", "3"):
        return tr("hằng quý")
    return tr(_EACH[unit], count=count) if unit in _EACH else ""


_HEADS = ("thời hạn", "nguyên văn thời hạn", "lặp lại", "cơ quan", "nhiệm vụ", "văn bản", "địa chỉ")


def to_csv(tasks: Iterable[DueTask], root: str) -> Iterator[str]:
    """Tasks as CSV (RFC 4180), with the byte-order mark that spreadsheets need to read Vietnamese."""
    yield "\ufeff"
    for row in _rows(tasks, root):
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(map(plain_cell, row))
        yield line.getvalue()


def _rows(tasks: Iterable[DueTask], root: str) -> Iterator[tuple[str, ...]]:
    yield tuple(map(tr, _HEADS))
    for one in tasks:
        day = one.due.isoformat() if one.due else ""
        yield day, one.deadline, one.recurrence, one.agency, one.action, one.label, place(one, root)


def place(task: DueTask, root: str) -> str:
    """Where the sentence that sets the task can be read."""
    return root + wording.url(task.work, "noi-dung", task.start, task.end)


def to_ics(tasks: Iterable[DueTask], root: str, now: datetime | None = None) -> Iterator[str]:
    """Tasks with a day, or that come again, as iCalendar (RFC 5545): whole days."""
    stamp = f"{now or datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    yield from map(
        _fold, ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//vnlegal//nhiem vu//VI", "CALSCALE:GREGORIAN")
    )
    for one in tasks:
        if lines := _event(one, root, stamp):
            yield from map(_fold, lines)
    yield _fold("END:VCALENDAR")


def _event(one: DueTask, root: str, stamp: str) -> list[str]:
    begins = one.due or _first(one.recurrence)
    if begins is None:
        return []
    rule = [f"RRULE:{one.recurrence}"] if not one.due and _RULE.fullmatch(one.recurrence) else []
    return [
        "BEGIN:VEVENT",
        f"UID:{one.uid}-{_escape(one.agency).encode().hex()[:16]}@vnlegal",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{begins:%Y%m%d}",
        f"DTEND;VALUE=DATE:{begins + timedelta(1):%Y%m%d}",
        *rule,
        f"SUMMARY:{_escape(f'{one.agency}: {one.action}' if one.agency else one.action)}",
        f"DESCRIPTION:{_escape(f'{one.label}: {one.deadline}')}",
        f"URL:{place(one, root)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _first(rule: str) -> date | None:
    """The first day of a rule from today on; None if the rule does not tell its day."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    today = date.today()
    days = (today + timedelta(n) for n in range(800)) if parts else ()
    return next((day for day in days if _falls(day, parts)), None)


def _falls(day: date, parts: dict[str, str]) -> bool:
    wanted = (("BYMONTHDAY", day.day), ("BYMONTH", day.month))
    named = [key for key in ("BYMONTHDAY", "BYMONTH", "BYDAY") if key in parts]
    return (
        bool(named)
        and all(str(value) in parts[key].split(",") for key, value in wanted if key in parts)
        and ("BYDAY" not in parts or _DAYS[day.weekday()] in parts["BYDAY"].split(","))
    )


def _escape(text: str) -> str:
    text = " ".join(text.split())
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _fold(line: str) -> str:
    """A line in pieces of at most 75 bytes, none cut inside a character."""
    pieces, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > 74:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += width
    return "\r\n".join(pieces) + "\r\n"
