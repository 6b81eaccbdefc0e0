"""An act on a day as plain text.

Where nothing was changed it is the base, character by character.  Otherwise it says on top what it is, and
what was not carried out; a unit that this leaves open ends with the number of the line that tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...corpus.consolidation import Consolidated
from ...language import tr
from ..frame import Sheet
from .frame import ORIGINALS, ConsolidationOutput, called, day, marked, open_marks, told


def write(found: Consolidated, sheet: Sheet) -> Iterator[str]:
    """The text of the act."""
    if not found.is_base:
        yield from _head(found)
    yield from marked(found, open_marks(found))


def _head(found: Consolidated) -> Iterator[str]:
    acts = dict.fromkeys(called(one.order.work) for one in found.applied)
    count = len(found.applied)
    by = ", " + tr("đã tính {count} lệnh của {acts}", count=count, acts=", ".join(acts)) if acts else ""
    on = tr("ngày {day}", day=day(found.on))
    yield f"[{called(found.work)}, {on}{by}. {tr(ORIGINALS)}]\n"
    if found.unapplied:
        left = tr(
            "Chưa tính {count} lệnh; điều khoản liên quan chưa rõ, có dấu [số] ở cuối:",
            count=len(found.unapplied),
        )
        yield f"[{left}]\n"
    yield from (f"[{n}] {told(one)}\n" for n, one in enumerate(found.unapplied, 1))
    yield "\n"


OUTPUT = ConsolidationOutput("text", "text/plain", write)
