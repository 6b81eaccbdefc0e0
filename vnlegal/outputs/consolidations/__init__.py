"""An act on a day -> text: one module a shape, each with its `OUTPUT`, all in `CONSOLIDATIONS`."""

from __future__ import annotations

from . import akn, json, text, vbhn
from .frame import ORIGINALS, ConsolidationOutput

__all__ = ["CONSOLIDATIONS", "ORIGINALS", "ConsolidationOutput", "get"]

CONSOLIDATIONS: tuple[ConsolidationOutput, ...] = (text.OUTPUT, json.OUTPUT, vbhn.OUTPUT, akn.OUTPUT)


def get(name: str) -> ConsolidationOutput:
    """The shape of this name; KeyError if there is none."""
    for one in CONSOLIDATIONS:
        if one.name == name:
            return one
    raise KeyError(name)
