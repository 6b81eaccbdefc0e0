"""Documents -> text: one module of this folder a shape, each with its `OUTPUTS`, all named here."""

from __future__ import annotations

from . import akn, csv, edxml, legislation, markdown, rdf, record, text
from .frame import Output, Sheet
from .record import to_json, to_record
from .text import summary

__all__ = ["OUTPUTS", "Output", "Sheet", "get", "summary", "to_json", "to_record"]

OUTPUTS: tuple[Output, ...] = (
    *text.OUTPUTS,
    *record.OUTPUTS,
    *rdf.OUTPUTS,
    *legislation.OUTPUTS,
    *akn.OUTPUTS,
    *edxml.OUTPUTS,
    *csv.OUTPUTS,
    *markdown.OUTPUTS,
)


def get(name: str) -> Output:
    """The output of this name; KeyError if there is none."""
    for one in OUTPUTS:
        if one.name == name:
            return one
    raise KeyError(name)
