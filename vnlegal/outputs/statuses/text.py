"""The status of a document for the terminal: the answer, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from ... import vocabulary
from ...graph.stated import Effective
from ...graph.triples import label
from ...graph.validity import Change, Validity
from ...vocabulary.acts import THROUGH, Statute, last_day, successor
from ..frame import Sheet
from .frame import STATUS_VI, StatusOutput

_KINDS = {"begins": "có hiệu lực từ", "ends": "hết hiệu lực sau"}
_SILENT = "Không văn bản nào trong kho nói về hiệu lực của nó; đó chưa phải bằng chứng nó còn hiệu lực."


def write(validity: Validity, sheet: Sheet) -> Iterator[str]:
    """One line with the answer, and the sentences that speak of its effect."""
    dated = f" ({validity.work.date:%d/%m/%Y})" if validity.work.date else ""
    yield f"{label(validity.work)}{dated}, ngày {validity.on:%d/%m/%Y}: {STATUS_VI[validity.status]}\n"
    for effect in validity.effects:
        part = "" if effect.whole else " (một phần)"
        yield f"  {_KINDS[effect.kind]} {effect.day:%d/%m/%Y}{part}\n"
        yield from _evidence(effect.sentence, _place(effect), sheet)
    for change in validity.changes:
        yield f"  {_change(change)}\n"
        for one in change.statements:
            place = f"{one.speaker_label}, {one.path} [{one.start}–{one.end}]"
            yield from _evidence(one.sentence, place, sheet)
    if validity.act:
        yield f"  {_tabled(validity.act)}\n"
    elif not (validity.effects or validity.changes):
        yield f"  {_SILENT}\n"


def _tabled(act: Statute) -> str:
    """ "theo bảng văn bản (đủ đến 31/12/2025): có hiệu lực từ 01/01/2018"."""
    ender, last = successor(act), last_day(act)
    began = f"có hiệu lực từ {act.since:%d/%m/%Y}" if act.since else "chưa rõ ngày có hiệu lực"
    until = f", hết hiệu lực sau {last:%d/%m/%Y}" if last else ""
    by = f", do {ender} làm hết hiệu lực" if ender else ""
    return f"theo bảng văn bản (đủ đến {THROUGH:%d/%m/%Y}): {began}{until}{by}"


def _place(effect: Effective) -> str:
    return f"{effect.path} [{effect.start}–{effect.end}]"


def _change(change: Change) -> str:
    """ "được thay thế bởi 20/BNV-VP (05/01/2021), từ 05/01/2021"."""
    row = vocabulary.relations().get(change.edge.kind)
    dated = f" ({change.act.date:%d/%m/%Y})" if change.act.date else ""
    since = f", từ {change.since:%d/%m/%Y}" if change.since else ", chưa rõ từ ngày nào"
    named = f": {'; '.join(change.provisions)}" if change.provisions else ""
    part = f", một phần{named}" if change.in_part else ""
    return f"{row.inverse} {label(change.act)}{dated}{part}{since}"


def _evidence(sentence: str, place: str, sheet: Sheet) -> Iterator[str]:
    for line in wrap(f"“{sentence}”", max(sheet.width - 6, 40), break_on_hyphens=False):
        yield f"    {line}\n"
    yield f"    — {place}\n"


OUTPUT = StatusOutput("text", "text/plain", write)
