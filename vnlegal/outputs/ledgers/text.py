"""The ledger for a terminal: what is overdue first, then what is soon due, then the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ...corpus.duties import LedgerRow
from ...corpus.task_changes import TaskChange
from ...language import tr, written
from .frame import NOT_FOUND, STATES, Handwritten, LedgerOutput, change_words

_ORDER = ("overdue", "soon", "not due", "unknown day", "continuous", "no limit")
_WIDTH = 150


def write(
    rows: Sequence[LedgerRow], today: date, typed: Handwritten, unplaced: Sequence[TaskChange]
) -> bytes:
    """Blocks by state, two lines a task, and a line for each change that is proposed.

    Changes of tasks that were not found stand in a block of their own.
    """
    blocks = []
    for state in _ORDER:
        found = [row for row in rows if row.by_time == state]
        if found:
            lines = [line for row in found for line in _lines(row)]
            blocks.append("\n".join([f"{tr(STATES[state]).upper()} ({len(found)})", *lines]))
    if unplaced:
        told = [f"  {change_words(one)}: “{one.sentence[:_WIDTH]}”" for one in unplaced]
        blocks.append("\n".join([f"{tr(NOT_FOUND).upper()} ({len(unplaced)})", *told]))
    page = "\n\n".join(blocks) or tr("không có nhiệm vụ nào")
    return f"{page}\n".encode()


def _lines(row: LedgerRow) -> Iterator[str]:
    day = written(row.last) if row.last else row.deadline or "-"
    who = "; ".join(row.actors) or tr("(chưa rõ ai)")
    words = row.action if len(row.action) <= _WIDTH else f"{row.action[: _WIDTH - 1]}…"
    reported = "; ".join(row.reported)
    told = f"  [{tr('báo cáo: {documents}', documents=reported)}]" if reported else ""
    done = f"  [{tr('xác nhận: {who}', who=row.confirmed)}]" if row.confirmed else ""
    yield f"  {day}  {who}  ·  {row.document}{told}{done}"
    yield f"      {words}"
    for change in row.changes:
        yield f"      ! {change_words(change)}: “{change.sentence[:_WIDTH]}”"


OUTPUT = LedgerOutput("text", "text/plain", write)
