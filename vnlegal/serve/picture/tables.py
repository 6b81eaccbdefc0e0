"""A picture as GraphML, Mermaid and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ...graph.stated import Statement
from ...language import tr
from ...outputs.drawing import graphml, mermaid_words
from ...outputs.frame import plain_cell
from .. import wording
from ..listing import Hit
from .frame import Picture

_NODE = {
    "label": "string", "number": "string", "title": "string", "type": "string", "date": "string",
    "year": "int", "issuers": "string", "in_corpus": "boolean",
}  # fmt: skip
_EDGE = {
    "kind": "string", "label": "string", "modes": "string", "speakers": "string", "statements": "int",
}  # fmt: skip


def to_graphml(picture: Picture) -> str:
    """GraphML: works as nodes, an edge for each relation."""
    nodes = ((node.iri, _node(node.hit)) for node in picture.nodes)
    edges = (
        (arrow.source, arrow.target, _edge(kind, said))
        for arrow in picture.arrows
        for kind, said in arrow.said
    )
    return "".join(graphml((_NODE, _EDGE), nodes, edges))


def _node(hit: Hit) -> dict[str, object]:
    values = (hit.label, hit.number, hit.title, hit.kind, hit.date, hit.year, hit.issuers, hit.held)
    return dict(zip(_NODE, values, strict=True))


def _edge(kind: str, said: Sequence[Statement]) -> dict[str, object]:
    modes = ",".join(sorted({one.mode for one in said}))
    speakers = " ".join(sorted({one.speaker for one in said}))
    return dict(zip(_EDGE, (kind, wording.relation(kind), modes, speakers, len(said)), strict=True))


def to_mermaid(picture: Picture) -> str:
    """A Mermaid flowchart, older works on the left."""
    names = {node.iri: f"n{number}" for number, node in enumerate(picture.nodes, 1)}
    lines = ["flowchart RL"]
    for node in picture.nodes:
        about = ", ".join(part for part in (node.hit.issuers, wording.day(node.hit.date)) if part)
        words = mermaid_words(node.hit.label) + (f"<br>{mermaid_words(about)}" if about else "")
        lines.append(f'  {names[node.iri]}["{words}"]')
    for arrow in picture.arrows:
        says = mermaid_words("; ".join(wording.relation(kind) for kind in arrow.kinds))
        line = "-->" if arrow.asserted else "-.->"
        lines.append(f'  {names[arrow.source]} {line}|"{says}"| {names[arrow.target]}')
    return "\n".join(lines) + "\n"


_HEAD = (
    "văn bản", "quan hệ", "văn bản kia", "cách nói", "ai nói", "ngày", "từ ngữ", "câu", "tệp", "từ ký tự",
    "đến ký tự", "định danh", "định danh kia",
)  # fmt: skip


def to_csv(picture: Picture) -> str:
    """A row for each place that states a relation (RFC 4180), to be opened by spreadsheets."""
    page = io.StringIO()
    rows = csv.writer(page, lineterminator="\r\n")
    rows.writerow(map(tr, _HEAD))
    for arrow in picture.arrows:
        ends = picture.label(arrow.source), picture.label(arrow.target)
        for kind, said in arrow.said:
            for one in said:
                row = (
                    ends[0], wording.relation(kind), ends[1], tr(wording.MODES[one.mode]), one.speaker_label,
                    one.speaker_date.isoformat() if one.speaker_date else "", one.cue, one.sentence, one.path,
                    str(one.start), str(one.end), arrow.source, arrow.target,
                )  # fmt: skip
                rows.writerow(map(plain_cell, row))
    return "\ufeff" + page.getvalue()
