"""An answer in the SPARQL 1.1 Query Results JSON Format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ...graph.engines import Answer, Term
from ..frame import Sheet
from .frame import AnswerOutput

_KINDS = {"iri": "uri", "literal": "literal", "triple": "triple"}


def write(answer: Answer, sheet: Sheet) -> Iterator[str]:
    """One indented JSON object; `cut` says why rows were left out."""
    rows = [
        {name: _term(cell) for name, cell in zip(answer.columns, row, strict=True) if cell}
        for row in answer.rows
    ]
    shown: dict[str, Any] = {"head": {"vars": answer.columns}, "results": {"bindings": rows}}
    if answer.cut:
        shown["cut"] = answer.cut
    yield msgspec.json.format(msgspec.json.encode(shown), indent=2).decode() + "\n"


def _term(one: Term) -> dict[str, str]:
    extra = {"datatype": one.datatype, "xml:lang": one.language}
    return {
        "type": _KINDS[one.kind],
        "value": one.value,
        **{key: value for key, value in extra.items() if value},
    }


OUTPUT = AnswerOutput("json", "application/sparql-results+json", write)
