"""An act on a day in the form of a consolidated text (Pháp lệnh 01/2012/UBTVQH13, Điều 11–14).

Its name and those of the acts that changed it, with their days; the text; a note at each change with the
provision and the act that ordered it and the day from which it counts.  It is no official one, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...corpus.consolidation import Applied, Consolidated
from ...corpus.consolidation.timeline import begins
from ...language import speaking
from ...model import Instruction, Work
from ...notation import eids
from ...vocabulary import doc_types
from ..frame import Sheet
from .frame import ORIGINALS, ConsolidationOutput, marked, open_marks, told

_HOW = {
    "substitution": "sửa đổi, bổ sung",
    "insertion": "bổ sung",
    "repeal": "bãi bỏ",
    "renumbering": "đánh số lại",
    "split": "tách",
    "join": "nhập",
}
_RULE = "_" * 20


def write(found: Consolidated, sheet: Sheet) -> Iterator[str]:
    """The head, the text with its marks, the notes."""
    notes, marks = _notes(found)
    first = len(notes) + 1
    for place, numbers in open_marks(found, first).items():
        marks.setdefault(place, []).extend(numbers)
    with speaking("vi"):
        notes += [f"Chưa tính lệnh của {told(one)}." for one in found.unapplied]
    yield from _head(found)
    yield from marked(found, marks)
    yield f"\n{_RULE}\n" if notes else ""
    yield from (f"[{n}] {note}\n" for n, note in enumerate(notes, 1))


def _head(found: Consolidated) -> Iterator[str]:
    yield f"VĂN BẢN HỢP NHẤT\n[{ORIGINALS}]\n\n"
    orders = {one.order.work.iri: one.order for one in found.applied}
    name = f"{named(found.work)}{_since(begins(found.base))}"
    yield f"{name}, được sửa đổi, bổ sung bởi:\n" if orders else f"{name}.\n"
    for n, order in enumerate(orders.values(), 1):
        yield f"{n}. {named(order.work)}{_since(order.day)}{'.' if n == len(orders) else ';'}\n"
    yield "\n"


def _notes(found: Consolidated) -> tuple[list[str], dict[int, list[int]]]:
    """A note for each change of a unit, in the sequence of the page, and where its mark hangs."""
    at = {one.eid: one for one in found.provisions}
    changes = [
        (at[eid].label, at[eid].start, one, eid) for one in found.applied for eid in one.eids if eid in at
    ]
    notes, marks = list[str](), dict[int, list[int]]()
    for place, _, one, eid in sorted(changes, key=lambda change: change[:2]):
        notes.append(note(one, eid))
        marks.setdefault(place, []).append(len(notes))
    return notes, marks


def note(one: Applied, eid: str) -> str:
    """What a note says of a change: "Khoản này được bổ sung theo quy định tại khoản 2 Điều 1 của Luật …"."""
    order = one.order
    what, how = _what(order.instruction, eid)
    carrier, act = eids.words(order.instruction.carrier), named(order.work, dated=False)
    return f"{what} được {how} theo quy định tại {carrier} của {act}{_since(order.day)}."


def _what(one: Instruction, eid: str) -> tuple[str, str]:
    level = eids.name_of(eid).capitalize() if eid != "act" else "Văn bản"
    if one.scope == "phrase":
        if one.op == "substitution":
            return f"Cụm từ “{one.old}”", f"thay thế bằng cụm từ “{one.replacement}”"
        return f"Cụm từ “{one.replacement or one.old}”", "bổ sung" if one.op == "insertion" else "bỏ"
    if one.scope == "heading":
        return f"Tên của {level} này", _HOW[one.op]
    intro = any((target.eid or "").endswith("__intro") for target in one.targets)
    return (f"Đoạn mở đầu {level} này" if intro else f"{level} này"), _HOW[one.op]


def named(work: Work, dated: bool = True) -> str:
    """An act by its type, name and number: "Luật Đất đai số 45/2013/QH13 ngày 29 tháng 11 năm 2013"."""
    label = doc_types_label(work.doc_type)
    title = work.title or ""
    name = title if label and title.lower().startswith(label.lower()) else label or "văn bản"
    name = name[:1].upper() + name[1:]
    number = f" số {work.number}" if work.number else ""
    return f"{name}{number}{f' ngày {written(work.date)}' if dated and work.date else ''}"


def doc_types_label(key: str | None) -> str:
    """The name of a type of document, "" if there is none."""
    return next((row.label for row in doc_types() if row.id == key), "")


def _since(on: date | None) -> str:
    return f", có hiệu lực kể từ ngày {written(on)}" if on else ""


def written(on: date) -> str:
    """A day in full: "01 tháng 7 năm 2025"."""
    return f"{on.day:02d} tháng {on.month if on.month > 2 else f'{on.month:02d}'} năm {on.year}"


OUTPUT = ConsolidationOutput("vbhn", "text/plain", write)
