"""A review as people and programs take it: a table, CSV, JSON, Markdown, a workbook, a document.

Each line has both sentences: that of the act which changed something, and that of who rests on it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from ..graph.review import Affected, Review
from ..graph.triples import label
from ..language import tr, written
from ..model import Work
from ..notation import eids
from ..vocabulary import relations
from .frame import plain_cell
from .statuses.frame import STATUS_VI

_RANKS = {
    "provision": "dẫn điều khoản đã thay đổi",
    "ended": "dựa trên văn bản đã hết hiệu lực",
    "other": "dựa trên văn bản đã thay đổi",
    "later": "ban hành sau khi có thay đổi, có thể đã theo bản mới",
}
_CAUTION = "Chỉ gồm văn bản có trong kho; vắng mặt ở đây không có nghĩa là không bị ảnh hưởng."

COLUMNS: Mapping[str, Callable[[Affected], str]] = {
    "mức": lambda one: tr(_RANKS[one.rank]),
    "văn bản": lambda one: label(one.work),
    "ngày": lambda one: written(one.work.date) if one.work.date else "",
    "hiệu lực": lambda one: tr(STATUS_VI.get(one.status, one.status)),
    "quan hệ": lambda one: relations().get(one.kind).said(),
    "với": lambda one: label(one.on.work),
    "điều khoản": lambda one: "; ".join(eids.words(eid) for eid in one.touched),
    "câu của văn bản": lambda one: one.said.text,
    "đã bị": lambda one: relations().get(one.on.kind).said(),
    "câu của văn bản thay đổi": lambda one: one.on.said.text,
    "tệp": lambda one: one.path,
}
"""The columns of a review by their heads."""


def rows(made: Review) -> list[list[str]]:
    """The lines of a review as cells, in the order of COLUMNS."""
    return [[read(one) for read in COLUMNS.values()] for one in made.affected]


def as_text(made: Review) -> str:
    """A screen: what was changed, then who is affected, by how near that is, a document at a time."""
    works = len({one.work.iri for one in made.changes})
    head = tr(
        "{act} đã thay đổi {count} văn bản; tính đến {day}:",
        act=label(made.act), count=works, day=written(made.on),
    )  # fmt: skip
    count = len({one.path for one in made.affected})
    found = tr("{count} văn bản cần rà soát:", count=count)
    lines = (head, *_changed(made), "", found, *_lines(made), "", tr(_CAUTION), "")
    return "\n".join(lines)


def _changed(made: Review) -> Iterator[str]:
    """What the act did, a work and kind a line, and its words."""
    for change in made.changes:
        parts = ", ".join(eids.words(eid) for eid in change.provisions[:8])
        count = len(change.provisions)
        more = tr(" … ({count} điều khoản)", count=count) if count > 8 else ""
        said = relations().get(change.kind).said()
        yield f"  {said}: {label(change.work)}" + (f" ({parts}{more})" if parts else "")
        yield f"    “{_short(change.said.text)}”"


def _lines(made: Review) -> Iterator[str]:
    """Who is affected: a heading for each rank, the document, and a line for each act that it rests on."""
    for rank, of_rank in groupby(made.affected, key=lambda one: one.rank):
        yield f"  {tr(_RANKS[rank])}:"
        for _, of_one in groupby(of_rank, key=lambda one: one.path):
            first, *more = of_one
            yield f"    {label(first.work)} ({tr(STATUS_VI.get(first.status, first.status))})"
            yield from (f"      {_told(one)}: “{_short(one.said.text)}”" for one in (first, *more))


def _told(one: Affected) -> str:
    """What a document has to do with what was changed: "căn cứ 9/2010/NĐ-CP [khoản 2 Điều 1]"."""
    where = f" [{'; '.join(eids.words(eid) for eid in one.touched)}]" if one.touched else ""
    return f"{relations().get(one.kind).said()} {label(one.on.work)}{where}"


def _short(words: str, most: int = 240) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def as_csv(made: Review) -> str:
    """One row a line, with a byte-order mark: people open it in a spreadsheet."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(map(tr, COLUMNS))
    writer.writerows([plain_cell(cell) for cell in row] for row in rows(made))
    return "\ufeff" + page.getvalue()


def as_json(made: Review) -> str:
    """The whole review as one object."""
    told = {
        "act": _work(made.act),
        "on": made.on.isoformat(),
        "changes": [
            {
                "work": _work(one.work), "kind": one.kind, "whole": one.whole,
                "provisions": list(one.provisions), "said": _said(one.said),
            }
            for one in made.changes
        ],
        "affected": [
            {
                "work": _work(one.work), "path": one.path, "status": one.status, "kind": one.kind,
                "rank": one.rank,
                "changed": _work(one.on.work), "how": one.on.kind, "touched": list(one.touched),
                "said": _said(one.said), "change_said": _said(one.on.said),
            }
            for one in made.affected
        ],
        "caution": _CAUTION,
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _work(one: Work) -> dict[str, Any]:
    return {
        "iri": one.iri,
        "number": one.number,
        "date": one.date.isoformat() if one.date else None,
        "title": one.title,
    }


def _said(one: Any) -> dict[str, Any]:
    return {"path": one.path, "span": list(one.span), "text": one.text}


def _heading(made: Review) -> str:
    return tr("Rà soát theo {act}", act=label(made.act))


def _as_of(made: Review) -> str:
    return f"{tr('Tính đến {day}.', day=written(made.on))} {tr(_CAUTION)}"


def as_markdown(made: Review) -> str:
    """A table."""
    cells = [list(map(tr, COLUMNS)), ["---"] * len(COLUMNS), *rows(made)]
    table = "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in cells)
    return f"# {_heading(made)}, {written(made.on)}\n\n{table}\n\n{tr(_CAUTION)}\n"


def as_workbook(made: Review) -> bytes:
    """A workbook (XLSX) with a filter; raises ImportError where openpyxl is not installed."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book: Any = Workbook()
    sheet = book.active
    sheet.title = tr("Rà soát")
    sheet.append(list(map(tr, COLUMNS)))
    for row in rows(made):
        sheet.append([plain_cell(cell) for cell in row])
    for at, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = 60 if name.startswith("câu") else 24
        sheet.cell(1, at).font = Font(bold=True)
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    note = book.create_sheet(tr("Ghi chú"))
    note.append([f"{_heading(made)}. {_as_of(made)}"])
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def as_document(made: Review) -> bytes:
    """A Word document (DOCX); raises ImportError where python-docx is not installed."""
    import docx
    from docx.enum.section import WD_ORIENT

    made_of: Any = docx.Document()
    section = made_of.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    made_of.add_heading(_heading(made), 1)
    made_of.add_paragraph(_as_of(made))
    shown = [name for name in COLUMNS if name != "tệp"]
    table = made_of.add_table(rows=1, cols=len(shown), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, shown, strict=True):
        cell.paragraphs[0].add_run(tr(name)).bold = True
    for one in made.affected:
        for cell, name in zip(table.add_row().cells, shown, strict=True):
            cell.text = COLUMNS[name](one)
    page = io.BytesIO()
    made_of.save(page)
    return page.getvalue()


SHAPES: Mapping[str, Callable[[Review], str | bytes]] = {
    "text": as_text,
    "csv": as_csv,
    "json": as_json,
    "markdown": as_markdown,
    "xlsx": as_workbook,
    "docx": as_document,
}
