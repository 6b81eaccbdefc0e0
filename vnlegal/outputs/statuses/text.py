"""The status of a document for the terminal: the answer, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from ... import vocabulary
from ...graph.stated import Effective
from ...graph.triples import label
from ...graph.validity import Change, Validity
from ...language import tr, written
from ...vocabulary.acts import THROUGH, Statute, acts_by_id, amenders, last_day, successor
from ..evidence import called, quoted
from ..frame import Sheet
from .frame import STATUS_VI, StatusOutput

_KINDS = {"begins": "có hiệu lực từ", "ends": "hết hiệu lực sau"}
_SILENT = "Không văn bản nào trong kho nói về hiệu lực của nó; đó chưa phải bằng chứng nó còn hiệu lực."


def write(validity: Validity, sheet: Sheet) -> Iterator[str]:
    """One line with the answer, and the sentences that speak of its effect."""
    dated = f" ({written(validity.work.date)})" if validity.work.date else ""
    on = tr("ngày {day}", day=written(validity.on))
    yield f"{label(validity.work)}{dated}, {on}: {tr(STATUS_VI[validity.status])}\n"
    if name := called(validity.work, sheet.width - 2):
        yield f"  {name}\n"
    for effect in validity.effects:
        part = "" if effect.whole else f" ({tr('một phần')})"
        yield f"  {tr(_KINDS[effect.kind])} {written(effect.day)}{part}\n"
        yield from _evidence(f"“{effect.sentence}”", _place(effect), sheet)
    for change in validity.changes:
        yield f"  {_change(change)}\n"
        for words, places in quoted(change.statements, validity.work.number or ""):
            yield from _evidence(words, places, sheet)
    if validity.act:
        yield f"  {_tabled(validity.act)}\n"
        yield from (f"  {line}\n" for line in _amended(validity.act))
    elif not (validity.effects or validity.changes):
        yield f"  {tr(_SILENT)}\n"


def _tabled(act: Statute) -> str:
    """ "theo bảng văn bản (đủ đến 31/12/2025): có hiệu lực từ 01/01/2018"."""
    ender, last = successor(act), last_day(act)
    began = f"{tr('có hiệu lực từ')} {written(act.since)}" if act.since else tr("chưa rõ ngày có hiệu lực")
    until = f", {tr('hết hiệu lực sau')} {written(last)}" if last else ""
    by = ", " + tr("do {act} làm hết hiệu lực", act=ender) if ender else ""
    table = tr("theo bảng văn bản sửa đổi (chưa đủ)") if act.amends else _complete()
    return f"{table}: {began}{until}{by}"


def _complete() -> str:
    return tr("theo bảng văn bản (đủ đến {day})", day=written(THROUGH))


def _amended(act: Statute) -> Iterator[str]:
    """ "được sửa đổi bởi 43/2024/QH15, từ 01/08/2024"; of an amending act what it amends."""
    for one in amenders(act):
        since = tr("từ {day}", day=written(one.since)) if one.since else tr("chưa rõ từ ngày nào")
        yield f"{tr('được sửa đổi bởi {act}', act=one.number or one)}, {since}"
    for id in act.amends:
        yield tr("sửa đổi {act}", act=acts_by_id()[id])


def _place(effect: Effective) -> str:
    return f"— {effect.path} [{effect.start}–{effect.end}]"


def _change(change: Change) -> str:
    """ "được thay thế bởi 20/BNV-VP (05/01/2021), từ 05/01/2021"."""
    row = vocabulary.relations().get(change.edge.kind)
    dated = f" ({written(change.act.date)})" if change.act.date else ""
    since = tr("từ {day}", day=written(change.since)) if change.since else tr("chưa rõ từ ngày nào")
    named = f": {'; '.join(change.provisions)}" if change.provisions else ""
    part = f", {tr('một phần')}{named}" if change.in_part else ""
    return f"{row.said('in')} {label(change.act)}{dated}{part}, {since}"


def _evidence(words: str, places: str, sheet: Sheet) -> Iterator[str]:
    for line in wrap(words, max(sheet.width - 6, 40), break_on_hyphens=False):
        yield f"    {line}\n"
    if places:
        yield f"    {places}\n"


OUTPUT = StatusOutput("text", "text/plain", write)
