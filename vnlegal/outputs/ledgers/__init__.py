"""The task ledger -> a file: one module of this folder a shape, each with its `OUTPUT`, all in `LEDGERS`."""

from __future__ import annotations

from . import csv, ics, json, text, xlsx
from .frame import LedgerOutput

__all__ = ["LEDGERS", "LedgerOutput", "get"]

LEDGERS: tuple[LedgerOutput, ...] = (text.OUTPUT, json.OUTPUT, csv.OUTPUT, ics.OUTPUT, xlsx.OUTPUT)


def get(name: str) -> LedgerOutput:
    """The shape of this name; KeyError if there is none."""
    return next(one for one in LEDGERS if one.name == name)
