"""A lineage as a table for the terminal: a line a step, nearest first, with where it is stated."""

from __future__ import annotations

from collections.abc import Iterator

from ...graph.lineage import Lineage
from ...graph.stated import Step
from ...language import tr
from ..frame import Sheet
from .frame import LineageOutput
from .wording import day, kind, notes

_HEAD = ("bước", "ngày", "văn bản", "quan hệ", "văn bản kia", "ngày", "số VB nói", "nói ở")
_WIDEST = 40


def write(lineage: Lineage, sheet: Sheet) -> Iterator[str]:
    """Heads, steps, and how many there are; circles below."""
    rows = [_row(lineage, step) for step in lineage.steps]
    head = tuple(map(tr, _HEAD))
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        yield "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
    count = tr("{count} bước", count=len(rows))
    yield f"({count}, {tr('còn nữa')})\n" if lineage.cut else f"({count})\n"
    for circle in lineage.cycles:
        yield tr("Vòng lặp:") + " " + " → ".join(map(lineage.label, (*circle, circle[0]))) + "\n"
    yield from (f"{note}\n" for note in notes(lineage))


def _row(lineage: Lineage, step: Step) -> tuple[str, ...]:
    source, target = step.edge.source, step.edge.target
    places = [f"{one.path} [{one.start}–{one.end}]" for one in step.statements]
    more = f" {tr('và {count} chỗ nữa', count=len(places) - 1)}" if len(places) > 1 else ""
    return (
        str(step.depth), day(lineage, source), _short(lineage, source), kind(step), _short(lineage, target),
        day(lineage, target), str(step.speakers), places[0] + more,
    )  # fmt: skip


def _short(lineage: Lineage, iri: str) -> str:
    words = lineage.label(iri)
    return words if len(words) <= _WIDEST else words[: _WIDEST - 1] + "…"


OUTPUT = LineageOutput("table", "text/plain", write)
