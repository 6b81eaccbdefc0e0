"""A lineage as a table for the terminal: a line a step, nearest first, with where it is stated."""

from __future__ import annotations

from collections.abc import Iterator

from ...graph.lineage import Lineage
from ...graph.stated import Step
from ..frame import Sheet
from .frame import LineageOutput
from .wording import day, kind, notes

_HEAD = ("bước", "ngày", "văn bản", "quan hệ", "văn bản kia", "ngày", "số VB nói", "nói ở")
_WIDEST = 40


def write(lineage: Lineage, sheet: Sheet) -> Iterator[str]:
    """Heads, steps, and how many there are; circles below."""
    rows = [_row(lineage, step) for step in lineage.steps]
    widths = [max(map(len, column)) for column in zip(_HEAD, *rows, strict=True)]
    for row in (_HEAD, *rows):
        yield "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
    yield f"({len(rows)} bước{', còn nữa' if lineage.cut else ''})\n"
    for circle in lineage.cycles:
        yield "Vòng lặp: " + " → ".join(map(lineage.label, (*circle, circle[0]))) + "\n"
    yield from (f"{note}\n" for note in notes(lineage))


def _row(lineage: Lineage, step: Step) -> tuple[str, ...]:
    source, target = step.edge.source, step.edge.target
    places = [f"{one.path} [{one.start}–{one.end}]" for one in step.statements]
    more = f" và {len(places) - 1} chỗ khác" if len(places) > 1 else ""
    return (
        str(step.depth), day(lineage, source), _short(lineage, source), kind(step), _short(lineage, target),
        day(lineage, target), str(step.speakers), places[0] + more,
    )  # fmt: skip


def _short(lineage: Lineage, iri: str) -> str:
    words = lineage.label(iri)
    return words if len(words) <= _WIDEST else words[: _WIDEST - 1] + "…"


OUTPUT = LineageOutput("table", "text/plain", write)
