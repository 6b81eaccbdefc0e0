"""Lists of systematisation as people and programs take them: a table, CSV, JSON, Markdown, XLSX, DOCX."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from ..graph.systematisation import Systematised
from ..graph.triples import label
from ..language import tr, written
from .statuses.frame import STATUS_VI
from .tabular import Table

_CAUTION = "Chỉ gồm văn bản có trong kho, theo các văn bản có trong kho và bảng luật; cần người xem lại."

COLUMNS: Mapping[str, Callable[[Systematised], str]] = {
    "danh mục": lambda one: tr(STATUS_VI[one.status]),
    "văn bản": lambda one: label(one.work),
    "ngày": lambda one: written(one.work.date) if one.work.date else "",
    "tên": lambda one: one.work.title or "",
    "điều khoản": lambda one: "; ".join(one.provisions),
    "bởi": lambda one: "; ".join(map(label, one.by)),
    "từ ngày": lambda one: written(one.since) if one.since else "",
    "câu làm căn cứ": lambda one: one.said,
    "tệp": lambda one: one.path,
}
"""The columns of the lists by their heads."""

Lists = Sequence[Systematised]


def rows(made: Lists) -> list[list[str]]:
    """The lines as cells, in the order of COLUMNS."""
    return [[read(one) for read in COLUMNS.values()] for one in made]


def as_text(made: Lists, on: date) -> str:
    """A screen: each list with its count, a document a line and why it is there."""
    return "\n".join((tr("Tính đến {day}.", day=written(on)), *_lines(made), "", tr(_CAUTION), ""))


def _lines(made: Lists) -> Iterator[str]:
    for status, of_one in groupby(made, key=lambda one: one.status):
        listed = list(of_one)
        yield from ("", f"{tr(STATUS_VI[status])}: {len(listed)}")
        for one in listed:
            by, parts = ", ".join(map(label, one.by)), "; ".join(one.provisions)
            why = " · ".join(filter(None, (parts, by)))
            yield f"  {label(one.work)}" + (f" ({why})" if why else "")


def as_json(made: Lists, on: date) -> str:
    """One object: the day, and each document with its status and what made it so."""
    listed = [
        {
            "work": one.work.iri,
            "number": one.work.number,
            "title": one.work.title,
            "date": one.work.date.isoformat() if one.work.date else None,
            "path": one.path,
            "status": one.status.value,
            "by": [act.number for act in one.by],
            "provisions": list(one.provisions),
            "since": one.since.isoformat() if one.since else None,
            "said": one.said,
        }
        for one in made
    ]
    return json.dumps({"on": on.isoformat(), "documents": listed}, ensure_ascii=False, indent=2) + "\n"


def _table(made: Lists, on: date) -> Table:
    return Table(tr("Hệ thống hóa"), tr("Danh mục"), written(on), tr(_CAUTION), list(COLUMNS), rows(made))


SHAPES: Mapping[str, Callable[[Lists, date], str | bytes]] = {
    "text": as_text,
    "csv": lambda made, on: _table(made, on).as_csv(),
    "json": as_json,
    "markdown": lambda made, on: _table(made, on).as_markdown(),
    "xlsx": lambda made, on: _table(made, on).as_workbook(),
    "docx": lambda made, on: _table(made, on).as_document(),
}
