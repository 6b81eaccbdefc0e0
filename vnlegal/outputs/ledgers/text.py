"""The ledger for a terminal: what is overdue first, then what is soon due, then the rest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...corpus.duties import LedgerRow
from .frame import STATES, Handwritten, LedgerOutput

_ORDER = ("overdue", "soon", "not due", "unknown day", "continuous", "no limit")
_WIDTH = 150


def write(rows: Sequence[LedgerRow], today: date, typed: Handwritten) -> bytes:
    """Blocks by state, two lines a task."""
    blocks = []
    for state in _ORDER:
        found = [row for row in rows if row.by_time == state]
        if found:
            lines = [line for row in found for line in _lines(row)]
            blocks.append("\n".join([f"{STATES[state].upper()} ({len(found)})", *lines]))
    return ("\n\n".join(blocks) + "\n" if blocks else "không có nhiệm vụ nào\n").encode()


def _lines(row: LedgerRow) -> tuple[str, str]:
    day = f"{row.last:%d/%m/%Y}" if row.last else row.deadline or "-"
    who = "; ".join(row.actors) or "(chưa rõ ai)"
    words = row.action if len(row.action) <= _WIDTH else f"{row.action[: _WIDTH - 1]}…"
    told = f"  [báo cáo: {'; '.join(row.reported)}]" if row.reported else ""
    done = f"  [xác nhận: {row.confirmed}]" if row.confirmed else ""
    return f"  {day}  {who}  ·  {row.document}{told}{done}", f"      {words}"


OUTPUT = LedgerOutput("text", "text/plain", write)
