"""Lineages -> text: one module of this folder a shape, each with its `OUTPUT`, all named in `LINEAGES`."""

from __future__ import annotations

from . import dot, graphml, json, mermaid, svg, table, tree
from .frame import LineageOutput
from .json import to_lineage

__all__ = ["LINEAGES", "LineageOutput", "get", "to_lineage"]

LINEAGES: tuple[LineageOutput, ...] = (
    tree.OUTPUT,
    table.OUTPUT,
    json.OUTPUT,
    graphml.OUTPUT,
    dot.OUTPUT,
    mermaid.OUTPUT,
    svg.OUTPUT,
)


def get(name: str) -> LineageOutput:
    """The shape of this name; KeyError if there is none."""
    for one in LINEAGES:
        if one.name == name:
            return one
    raise KeyError(name)
