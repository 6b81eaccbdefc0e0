"""Answers to queries -> text: one module of this folder a shape, each with its `OUTPUT`, all in `ANSWERS`."""

from __future__ import annotations

from . import csv, json, table
from .frame import AnswerOutput

__all__ = ["ANSWERS", "AnswerOutput", "get"]

ANSWERS: tuple[AnswerOutput, ...] = (table.OUTPUT, json.OUTPUT, csv.OUTPUT)


def get(name: str) -> AnswerOutput:
    """The shape of this name; KeyError if there is none."""
    for one in ANSWERS:
        if one.name == name:
            return one
    raise KeyError(name)
