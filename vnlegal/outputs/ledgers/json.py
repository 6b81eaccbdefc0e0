"""The ledger as JSON: an object a task, with the names of `LedgerRow`; spans count in the source text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from ...corpus.duties import LedgerRow
from ...corpus.task_changes import TaskChange
from .frame import Handwritten, LedgerOutput


def write(
    rows: Sequence[LedgerRow], today: date, typed: Handwritten, unplaced: Sequence[TaskChange]
) -> bytes:
    """`{"schema", "on", "tasks", "unplaced"}`: the last are changes of tasks that were not found."""
    page = {"schema": "vnlegal/tasks/1", "on": today, "tasks": rows, "unplaced": unplaced}
    return msgspec.json.format(msgspec.json.encode(page), indent=2) + b"\n"


OUTPUT = LedgerOutput("json", "application/json", write)
