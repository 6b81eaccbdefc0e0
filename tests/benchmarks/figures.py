"""Where the figures of the benchmarks stand: a table of docs/performance.md for each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"


def write(name: str, rows: Iterable[str]) -> None:
    """Put the rows ("| what | value |") in place of those that stand between the marks of that name."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    before, found, rest = PAGE.read_text("utf-8").partition(begin)
    if not found or end not in rest:
        raise ValueError(f"{PAGE}: no table {name!r}")
    table = "| what | measured |\n| --- | --- |\n" + "".join(f"{row}\n" for row in rows)
    PAGE.write_text(before + begin + table + end + rest.partition(end)[2], "utf-8")
