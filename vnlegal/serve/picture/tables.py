"""A picture as GraphML, Mermaid and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from ...outputs.frame import plain_cell, printable
from .. import wording
from .frame import Picture

_NODE = ("label", "number", "title", "type", "date", "year", "issuers", "in_corpus")
_EDGE = ("kind", "label", "modes", "speakers", "statements")


def to_graphml(picture: Picture) -> str:
    """GraphML (http://graphml.graphdrawing.org): works as nodes, an edge for each relation."""
    return "".join(_graphml(picture))


def _graphml(picture: Picture) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for of, names in (("node", _NODE), ("edge", _EDGE)):
        for name in names:
            yield f'  <key id="{of}-{name}" for="{of}" attr.name="{name}" attr.type="string"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node in picture.nodes:
        hit = node.hit
        day = hit.date.isoformat() if hit.date else ""
        year, held = str(hit.year or ""), str(hit.held).lower()
        values = (hit.label, hit.number, hit.title, hit.kind, day, year, hit.issuers, held)
        yield f"    <node id={quoteattr(hit.iri)}>\n" + _data("node", _NODE, values) + "    </node>\n"
    for arrow in picture.arrows:
        for kind, said in arrow.said:
            modes = ",".join(sorted({one.mode for one in said}))
            speakers = " ".join(sorted({one.speaker for one in said}))
            edge = _data("edge", _EDGE, (kind, wording.relation(kind), modes, speakers, str(len(said))))
            ends = f"source={quoteattr(arrow.source)} target={quoteattr(arrow.target)}"
            yield f"    <edge {ends}>\n{edge}    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(of: str, names: tuple[str, ...], values: tuple[str | None, ...]) -> str:
    return "".join(
        f'      <data key="{of}-{name}">{escape(printable(value))}</data>\n'
        for name, value in zip(names, values, strict=True)
        if value
    )


def to_mermaid(picture: Picture) -> str:
    """A Mermaid flowchart, older works on the left."""
    names = {node.iri: f"n{number}" for number, node in enumerate(picture.nodes, 1)}
    lines = ["flowchart RL"]
    for node in picture.nodes:
        about = ", ".join(part for part in (node.hit.issuers, wording.day(node.hit.date)) if part)
        words = _mermaid(node.hit.label) + (f"<br>{_mermaid(about)}" if about else "")
        lines.append(f'  {names[node.iri]}["{words}"]')
    for arrow in picture.arrows:
        says = _mermaid("; ".join(wording.relation(kind) for kind in arrow.kinds))
        line = "-->" if arrow.asserted else "-.->"
        lines.append(f'  {names[arrow.source]} {line}|"{says}"| {names[arrow.target]}')
    return "\n".join(lines) + "\n"


def _mermaid(text: str) -> str:
    """Words inside quotes: whatever Mermaid or HTML could read as its own is written as a code.

    >>> _mermaid('<b>"x"</b>')
    '#60;b#62;#34;x#34;#60;/b#62;'
    """
    return "".join(f"#{ord(one)};" if one in '"<>#&`|[]{}()\\' else one for one in " ".join(text.split()))


_HEAD = (
    "văn bản", "quan hệ", "văn bản kia", "cách nói", "ai nói", "ngày", "từ ngữ", "câu", "tệp", "từ ký tự",
    "đến ký tự", "định danh", "định danh kia",
)  # fmt: skip


def to_csv(picture: Picture) -> str:
    """A row for each place that states a relation (RFC 4180), to be opened by spreadsheets."""
    page = io.StringIO()
    rows = csv.writer(page, lineterminator="\r\n")
    rows.writerow(_HEAD)
    for arrow in picture.arrows:
        ends = picture.label(arrow.source), picture.label(arrow.target)
        for kind, said in arrow.said:
            for one in said:
                row = (
                    ends[0], wording.relation(kind), ends[1], wording.MODES[one.mode], one.speaker_label,
                    one.speaker_date.isoformat() if one.speaker_date else "", one.cue, one.sentence, one.path,
                    str(one.start), str(one.end), arrow.source, arrow.target,
                )  # fmt: skip
                rows.writerow(map(plain_cell, row))
    return "\ufeff" + page.getvalue()
