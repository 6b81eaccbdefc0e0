"""Status on a day -> text: one module of this folder a shape, each with its `OUTPUT`, all in `STATUSES`."""

from __future__ import annotations

from . import json, text
from .frame import StatusOutput

__all__ = ["STATUSES", "StatusOutput", "get"]

STATUSES: tuple[StatusOutput, ...] = (text.OUTPUT, json.OUTPUT)


def get(name: str) -> StatusOutput:
    """The shape of this name; KeyError if there is none."""
    for one in STATUSES:
        if one.name == name:
            return one
    raise KeyError(name)
