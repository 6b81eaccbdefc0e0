"""An answer as a table for the terminal; IRIs of ours are shortened to their last steps."""

from __future__ import annotations

from collections.abc import Iterator

from ...graph.engines import Answer, Term
from ...language import tr
from ...notation.iris import BASE
from ..frame import Sheet
from .frame import AnswerOutput

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_WIDEST = 60


def write(answer: Answer, sheet: Sheet) -> Iterator[str]:
    """Column names, rows, and how many there are."""
    rows = cells(answer)
    widths = [max(map(len, column)) for column in zip(answer.columns, *rows, strict=True)]
    head = _line(answer.columns, widths)
    yield (f"{_BOLD}{head}{_PLAIN}" if sheet.colour else head) + "\n"
    for row in rows:
        yield _line(row, widths) + "\n"
    yield f"({counted(answer)})\n"


def counted(answer: Answer) -> str:
    """How many rows there are, and why not all: "12 dòng"."""
    more = ", " + tr("còn nữa: {why}", why=tr(answer.cut)) if answer.cut else ""
    return tr("{count} dòng", count=len(answer)) + more


def cells(answer: Answer) -> list[list[str]]:
    """What is shown of each row."""
    return [[_shown(cell) for cell in row] for row in answer.rows]


def _line(cells: tuple[str, ...] | list[str], widths: list[int]) -> str:
    return "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def _shown(cell: Term | None) -> str:
    if cell is None:
        return ""
    words = " ".join(cell.value.split())
    if cell.kind == "iri":
        return words.removeprefix(f"{BASE}/")
    return words if len(words) <= _WIDEST else words[: _WIDEST - 1] + "…"


OUTPUT = AnswerOutput("table", "text/plain", write)
