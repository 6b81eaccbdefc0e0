"""The rows of a file: JSON Lines by place, so that size does not matter; JSON, CSV and Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..frame import Refusal, missing

MAX_JSON = 500 * 2**20
_LINES = (".jsonl", ".ndjson")
_CELLS = (".csv", ".tsv")
SUFFIXES = (*_LINES, ".json", ".parquet", *_CELLS)


class LineRows(Sequence[Any]):
    """The rows of a file of JSON Lines, each read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._starts = [0]
        with path.open("rb") as file:
            for line in file:
                self._starts.append(self._starts[-1] + len(line))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: Any) -> Any:
        with self._path.open("rb") as file:
            file.seek(self._starts[place])
            line = file.read(self._starts[place + 1] - self._starts[place])
        return json.loads(line.decode("utf-8-sig")) if line.strip() else {}


class GroupRows(Sequence[Any]):
    """The rows of a Parquet file; one row group at a time is in memory."""

    def __init__(self, path: Path) -> None:
        try:
            import pyarrow.parquet
        except ImportError as error:
            raise missing("pyarrow", "parquet") from error
        self._file = pyarrow.parquet.ParquetFile(path)
        meta = self._file.metadata
        self._sizes = [meta.row_group(n).num_rows for n in range(meta.num_row_groups)]
        self._held: tuple[int, list[Any]] = (-1, [])

    def __len__(self) -> int:
        return sum(self._sizes)

    def __getitem__(self, place: Any) -> Any:
        group = 0
        while place >= self._sizes[group]:  # IndexError behind the last
            place -= self._sizes[group]
            group += 1
        if self._held[0] != group:
            self._held = (group, self._file.read_row_group(group).to_pylist())
        return self._held[1][place]


def _json(path: Path) -> Sequence[Any]:
    if path.stat().st_size > MAX_JSON:
        raise Refusal(f"tệp JSON lớn hơn {MAX_JSON >> 20} MB; hãy chuyển thành JSON Lines (.jsonl)")
    # A mark of no width stands before the text of some data sets.
    return [json.loads(path.read_text("utf-8-sig").lstrip("\u200b"))]


def _cells(path: Path) -> Sequence[Any]:
    csv.field_size_limit(2**31 - 1)
    words = path.read_text("utf-8-sig")
    delimiter = "\t" if "\t" in words.partition("\n")[0] else ","
    return list(csv.DictReader(io.StringIO(words, newline=""), delimiter=delimiter))


_OPEN: Mapping[str, Callable[[Path], Sequence[Any]]] = {
    **dict.fromkeys(_LINES, LineRows),
    ".json": _json,
    ".parquet": GroupRows,
    **dict.fromkeys(_CELLS, _cells),
}


def open_rows(path: Path) -> Sequence[Any]:
    """What a file holds, top values in order; raises Refusal or ValueError where it holds none."""
    try:
        return _OPEN[path.suffix.lower()](path)
    except (UnicodeDecodeError, csv.Error, json.JSONDecodeError, RecursionError) as error:
        raise Refusal(f"không đọc được dữ liệu: {error}") from error
