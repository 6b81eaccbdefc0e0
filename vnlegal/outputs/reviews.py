"""A review as people and programs take it: a table, CSV, JSON, Markdown, a workbook, a document.

Each line has both sentences: that of the act which changed something, and that of who rests on it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from ..graph.ended_bodies import EndedBody
from ..graph.review import Affected, Review
from ..graph.triples import label
from ..language import tr, written
from ..model import Work
from ..notation import eids
from ..vocabulary import relations
from .statuses.frame import STATUS_VI
from .tabular import Table

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
    "cơ quan không còn": lambda one: "; ".join(map(_body, one.bodies)),
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
        yield f"    “{_short(change.said.text, label(change.work))}”"


def _lines(made: Review) -> Iterator[str]:
    """Who is affected: a heading for each rank, the document, and a line for each act that it rests on."""
    for rank, of_rank in groupby(made.affected, key=lambda one: one.rank):
        yield f"  {tr(_RANKS[rank])}:"
        for _, of_one in groupby(of_rank, key=lambda one: one.path):
            first, *more = of_one
            yield f"    {label(first.work)} ({tr(STATUS_VI.get(first.status, first.status))})"
            yield from (
                f"      {_told(one)}: “{_short(one.said.text, label(one.on.work))}”" for one in (first, *more)
            )
            if first.bodies:
                yield f"      {tr('nêu cơ quan không còn:')} {'; '.join(map(_body, first.bodies))}"


def _told(one: Affected) -> str:
    """What a document has to do with what was changed: "căn cứ 9/2010/NĐ-CP [khoản 2 Điều 1]"."""
    where = f" [{'; '.join(eids.words(eid) for eid in one.touched)}]" if one.touched else ""
    return f"{relations().get(one.kind).said()} {label(one.on.work)}{where}"


def _body(one: EndedBody) -> str:
    """A body that is no more, and who answers for it: "Bộ Kế hoạch và Đầu tư (nay là Bộ Tài chính)"."""
    return f"{one.name} ({tr('nay là')} {', '.join(one.now)})" if one.now else one.name


def _short(words: str, about: str, most: int = 240) -> str:
    """A long sentence cut to the words around what it is about, or to its beginning.

    >>> _short("Luật A; Luật B số 5/2020/QH14; Luật C", "5/2020/QH14", 20)
    '… số 5/2020/QH14; …'
    """
    at = words.find(about)
    begin = max(0, at + len(about) - most * 3 // 4) if at + len(about) > most else 0
    cut = words[begin : begin + most]
    head = f"… {cut.partition(' ')[2]}" if begin else cut
    return f"{head.rsplit(' ', 1)[0]} …" if begin + most < len(words) else head


def _table(made: Review) -> Table:
    title, note = tr("Rà soát theo {act}", act=label(made.act)), tr(_CAUTION)
    return Table(title, tr("Rà soát"), written(made.on), note, list(COLUMNS), rows(made))


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
                "ended_bodies": [
                    {"name": body.name, "now": list(body.now), "span": list(body.span)} for body in one.bodies
                ],
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


SHAPES: Mapping[str, Callable[[Review], str | bytes]] = {
    "text": as_text,
    "csv": lambda made: _table(made).as_csv(),
    "json": as_json,
    "markdown": lambda made: _table(made).as_markdown(),
    "xlsx": lambda made: _table(made).as_workbook(),
    "docx": lambda made: _table(made).as_document(),
}
