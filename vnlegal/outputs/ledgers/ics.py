"""The ledger as iCalendar (RFC 5545): a whole day a limit, with an alarm before it, and rules that return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from ...corpus.duties import LedgerRow
from ...corpus.task_changes import TaskChange
from .frame import Handwritten, LedgerOutput

if TYPE_CHECKING:
    from icalendar import Event

_ALARM = timedelta(days=-3)
_SHORT = 120


def write(
    rows: Sequence[LedgerRow], today: date, typed: Handwritten, unplaced: Sequence[TaskChange]
) -> bytes:
    """The tasks that have a last day; of one that returns the next, and its rule."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//vnlegal//nhiem vu//VI")
    calendar.add("version", "2.0")
    for row in rows:
        if row.last:
            calendar.add_component(_event(row, row.last, today))
    found: bytes = calendar.to_ical()
    return found


def _event(row: LedgerRow, day: date, today: date) -> Event:
    from icalendar import Event, vRecur

    event = Event()
    event.add("uid", f"{row.id}@vnlegal")
    event.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(1))
    event.add("summary", f"{'; '.join(row.actors)}: {row.action}"[:_SHORT])
    event.add("description", f"{row.action}\n{row.document}: {row.deadline}")
    event.add("transp", "TRANSPARENT")
    if row.kind == "recurring" and "+" not in row.value:
        event.add("rrule", vRecur.from_ical(row.value))
    event.add_component(_alarm(row))
    return event


def _alarm(row: LedgerRow) -> Event:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", row.action[:_SHORT])
    alarm.add("trigger", _ALARM)
    return alarm


OUTPUT = LedgerOutput("ics", "text/calendar", write)
