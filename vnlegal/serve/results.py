"""Answers of the SPARQL endpoint, piece by piece: a head, rows, and a tail that says if rows were left out.

SPARQL 1.1 Query Results in JSON, XML, CSV and TSV; booleans in JSON, XML and plain text; graphs in
Turtle, N-Triples and RDF/XML.  Values are written as they are: what opens in a spreadsheet is for
`vnlegal query --format csv`, whose cells cannot become formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

import msgspec

from .. import late
from ..graph.engines import Row, Term

Form = Literal["rows", "boolean", "graph"]
_FORBIDDEN = late.regex(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTED = late.regex(r'[",\r\n]')
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_XML = "http://www.w3.org/2005/sparql-results#"


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to write one form of answer; `media_types` begins with the one that answers carry.

    Of a graph only the name counts: the engine writes it whole.
    """

    name: str
    form: Form
    media_types: tuple[str, ...]
    head: Callable[[Sequence[str]], str] = lambda columns: ""
    row: Callable[[Sequence[str], Row], str] = lambda columns, row: ""
    between: str = ""
    tail: Callable[[str], str] = lambda cut: ""


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _json_head(columns: Sequence[str]) -> str:
    return f'{{"head":{{"vars":{_json(columns)}}},"results":{{"bindings":[\n'


def _json_row(columns: Sequence[str], row: Row) -> str:
    return _json({name: _json_term(cell) for name, cell in zip(columns, row, strict=True) if cell})


def _json_tail(cut: str) -> str:
    return f'\n]}},"cut":{_json(cut)}}}\n' if cut else "\n]}}\n"


def _json_term(one: Term) -> dict[str, str]:
    shown = {"type": _kind(one), "value": _value(one)}
    if one.language:
        shown["xml:lang"] = one.language
    elif one.datatype:
        shown["datatype"] = one.datatype
    return shown


def _kind(one: Term) -> str:
    return {"iri": "uri", "literal": "literal"}.get(one.kind, "bnode")


def _value(one: Term) -> str:
    return one.value.removeprefix("_:") if one.kind == "triple" else one.value


def _xml_head(columns: Sequence[str]) -> str:
    names = "".join(f"<variable name={quoteattr(name)}/>" for name in columns)
    return f'<?xml version="1.0"?>\n<sparql xmlns="{_XML}"><head>{names}</head><results>\n'


def _xml_row(columns: Sequence[str], row: Row) -> str:
    cells = (
        f"<binding name={quoteattr(name)}>{_xml_term(cell)}</binding>"
        for name, cell in zip(columns, row, strict=True)
        if cell
    )
    return f"<result>{''.join(cells)}</result>\n"


def _xml_term(one: Term) -> str:
    kind, extra = _kind(one), ""
    if one.language:
        extra = f' xml:lang="{one.language}"'
    elif one.datatype:
        extra = f" datatype={quoteattr(one.datatype)}"
    # A reader of XML takes a carriage return for a line feed unless it is written as a reference.
    words = escape(_FORBIDDEN.sub("\ufffd", _value(one)), {"\r": "&#13;"})
    return f"<{kind}{extra}>{words}</{kind}>"


def _xml_tail(cut: str) -> str:
    said = f"<!-- cut: {cut} -->" if cut else ""
    return f"</results>{said}</sparql>\n"


def _csv_row(columns: Sequence[str], row: Row) -> str:
    return ",".join(_csv_cell(cell.value if cell else "") for cell in row) + "\r\n"


def _csv_cell(value: str) -> str:
    return '"' + value.replace('"', '""') + '"' if _QUOTED.search(value) else value


def _tsv_row(columns: Sequence[str], row: Row) -> str:
    return "\t".join(_turtle(cell) if cell else "" for cell in row) + "\n"


def _turtle(one: Term) -> str:
    if one.kind == "iri":
        return f"<{one.value}>"
    if one.kind == "triple":
        return one.value
    words = f'"{one.value.translate(_ESCAPES)}"'
    if one.language:
        return f"{words}@{one.language}"
    return f"{words}^^<{one.datatype}>" if one.datatype else words


def _truth(row: Row) -> str:
    return row[0].value if row[0] else "false"


SHAPES = (
    Shape(
        "json", "rows", ("application/sparql-results+json", "application/json"),
        _json_head, _json_row, ",\n", _json_tail,
    ),
    Shape(
        "xml", "rows", ("application/sparql-results+xml", "application/xml", "text/xml"),
        _xml_head, _xml_row, "", _xml_tail,
    ),
    Shape(
        "csv", "rows", ("text/csv",),
        lambda columns: ",".join(map(_csv_cell, columns)) + "\r\n", _csv_row,
    ),
    Shape(
        "tsv", "rows", ("text/tab-separated-values",),
        lambda columns: "\t".join(f"?{name}" for name in columns) + "\n", _tsv_row,
    ),
    Shape(
        "json", "boolean", ("application/sparql-results+json", "application/json"),
        row=lambda columns, row: f'{{"head":{{}},"boolean":{_truth(row)}}}\n',
    ),
    Shape(
        "xml", "boolean", ("application/sparql-results+xml", "application/xml", "text/xml"),
        row=lambda columns, row: (
            f'<?xml version="1.0"?>\n<sparql xmlns="{_XML}"><head/>'
            f"<boolean>{_truth(row)}</boolean></sparql>\n"
        ),
    ),
    Shape("csv", "boolean", ("text/csv",), row=lambda columns, row: f"{_truth(row)}\r\n"),
    Shape("tsv", "boolean", ("text/tab-separated-values",), row=lambda columns, row: f"{_truth(row)}\n"),
    Shape("turtle", "graph", ("text/turtle", "application/x-turtle", "text/n3")),
    Shape("ntriples", "graph", ("application/n-triples", "text/plain")),
    Shape("rdfxml", "graph", ("application/rdf+xml", "application/xml", "text/xml")),
)  # fmt: skip


def shape(name: str, form: Form) -> Shape:
    """The shape of this name for a form of answer; KeyError if there is none."""
    for one in SHAPES:
        if (one.name, one.form) == (name, form):
            return one
    raise KeyError(name)


def chosen(accept: str, form: Form, default: str = "") -> str:
    """The name of the shape that an Accept header wants most; the first of the form where it wants none.

    >>> chosen("text/html, application/sparql-results+xml;q=0.9, */*;q=0.1", "rows")
    'xml'
    >>> chosen("*/*", "graph"), chosen("", "rows", "csv"), chosen("image/png", "rows")
    ('turtle', 'csv', 'json')
    """
    offered = [one for one in SHAPES if one.form == form]
    if any(one.name == default for one in offered):
        return default
    for _, wanted in accepted(accept):
        for one in offered:
            if any(wanted in (kind, f"{kind.split('/')[0]}/*", "*/*") for kind in one.media_types):
                return one.name
    return offered[0].name


def accepted(accept: str) -> list[tuple[float, str]]:
    """What an Accept header names, most wanted first, each with its weight; what it refuses is left out.

    >>> accepted("text/csv;q=0.5, text/turtle, image/png;q=0")
    [(1.0, 'text/turtle'), (0.5, 'text/csv')]
    """
    found = []
    for part in accept.lower().split(","):
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        weights = [piece[2:] for piece in parameters if piece.startswith("q=")]
        try:
            weight = float(weights[0]) if weights else 1.0
        except ValueError:
            weight = 0.0
        if kind and weight > 0:
            found.append((weight, kind))
    return sorted(found, key=lambda one: (-one[0], one[1].count("*")))
