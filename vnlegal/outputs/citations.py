"""Who refers to a provision, as people and programs take it: text, CSV, JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from textwrap import wrap

import msgspec

from ..graph.citing import Citing
from ..language import tr
from ..notation import eids
from .frame import Sheet, plain_cell

COLUMNS: Mapping[str, Callable[[Citing], object]] = {
    "work": lambda one: one.work,
    "label": lambda one: one.label,
    "stands_in": lambda one: one.portion or "",
    "words": lambda one: one.words,
    "sentence": lambda one: one.sentence,
    "path": lambda one: one.path,
    "start": lambda one: one.span.start,
    "end": lambda one: one.span.end,
}
"""The columns of a list of places by their heads."""


def as_text(found: Iterable[Citing], sheet: Sheet) -> Iterator[str]:
    """By document: where the words stand, what they are, and the sentence."""
    for (label, path, own), places in groupby(found, key=lambda one: (one.label, one.path, one.own)):
        itself = f" ({tr('chính văn bản này')})" if own else ""
        yield f"{label}{itself} — {path}\n"
        for one in places:
            where = eids.words(one.portion) if one.portion else tr("ngoài các điều")
            yield f"  {where}: {one.words} [{one.span.start}–{one.span.end}]\n"
            for line in wrap(f"“{one.sentence}”", max(sheet.width - 6, 40), break_on_hyphens=False):
                yield f"    {line}\n"


def as_csv(found: Iterable[Citing], sheet: Sheet) -> Iterator[str]:
    """A row a place."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([plain_cell(str(read(one))) for read in COLUMNS.values()] for one in found)
    yield file.getvalue()


def as_json(found: Iterable[Citing], sheet: Sheet) -> Iterator[str]:
    """One JSON array."""
    rows = [{name: read(one) for name, read in COLUMNS.items()} for one in found]
    yield msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


CITATIONS: Mapping[str, Callable[[Iterable[Citing], Sheet], Iterator[str]]] = {
    "text": as_text,
    "csv": as_csv,
    "json": as_json,
}
"""The shapes of output by name."""
