"""What is known of documents from outside their pages: a portal's list, the rows of a data set.

A table is CSV, TSV or JSON lines with any of the columns file, number, doc_type, date, issuer, title; other
columns are left alone.  `file` is the path of a document or the end of one.  A list page or the table of a
data set (vocabulary/data_shapes.toml) is one too: its ids are the names of files without their suffixes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import TypeAlias

from ..model import Body, DocNumber, Field, Preface
from ..notation import bodies, dates, numbers
from ..text import fold
from ..vocabulary import DocType, doc_types, doc_types_by_name
from . import datasets
from .frame import UnreadableFile, shown

COLUMNS = ("number", "doc_type", "date", "issuer", "title")
Row: TypeAlias = Mapping[str, str | None]


def known(row: Row) -> Preface:
    """What a row tells, as the fields that a page would give; what is not understood is left out.

    >>> found = known({"number": "162/2004/NĐ-CP", "date": "07/9/2004", "doc_type": "Nghị định"})
    >>> str(found.number.value), str(found.date.value), found.doc_type.value
    ('162/2004/NĐ-CP', '2004-09-07', 'nghi-dinh')
    """
    cells = {name: " ".join((row.get(name) or "").split()) for name in COLUMNS}
    types = doc_types_by_name().get(fold(cells["doc_type"]), ()) or _types_by_key(cells["doc_type"])
    body = bodies.named(cells["issuer"])
    return Preface(
        issuers=(_field(Body(cells["issuer"], body.key if body else None)),) if cells["issuer"] else (),
        number=_field(_number(cells["number"])) if cells["number"] else None,
        doc_type=_field(types[0].id) if types else None,
        date=_field(day) if (day := _day(cells["date"])) else None,
        subject=_field(cells["title"]) if cells["title"] else None,
    )


def _types_by_key(words: str) -> tuple[DocType, ...]:
    """A type as data sets spell its key: "nghi_dinh", "nghi-dinh"."""
    key = words.lower().replace("_", "-")
    return tuple(row for row in doc_types() if row.id == key)


def _field(value: Body | DocNumber | date | str) -> Field:  # type: ignore[type-arg]
    return Field(value, None, "attributes")


def _number(words: str) -> DocNumber:
    return numbers.parse(words) or DocNumber(
        words.partition("/")[0], None, words.partition("/")[2], "other", None, (), None, words
    )


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        found = next(iter(dates.find(fold(f"ngày {words}"))), None)
        return found[2] if found else None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by the file that they speak of."""

    rows: Mapping[str, Row]

    @staticmethod
    def read(path: str | Path) -> Table:
        """Read a table; raises UnreadableFile if it is none or has no column `file`."""
        if (told := datasets.rows_told(Path(path))) is not None:
            return Table(told)
        try:
            words = Path(path).read_text("utf-8-sig")
            rows = list(_rows(words, str(path)))
        except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
            raise UnreadableFile(shown(path), f"không đọc được bảng thuộc tính: {error}") from error
        if any(not row.get("file") for row in rows):
            raise UnreadableFile(shown(path), "bảng thuộc tính thiếu cột file")
        return Table({str(PurePath(str(row["file"]))): row for row in rows})

    def row(self, path: str) -> Row | None:
        """The row of a file: the one whose `file` is the longest end of its path, or its name as an id."""
        parts = PurePath(path).parts
        ends = (*(str(PurePath(*parts[n:])) for n in range(len(parts))), PurePath(path).stem)
        return next((self.rows[end] for end in ends if end in self.rows), None)

    def told(self, path: str) -> str:
        """All that the table tells of a file, in words that are the same as long as it is."""
        row = self.row(path)
        return repr([row.get(name) for name in COLUMNS]) if row else ""


def _rows(words: str, path: str) -> Iterator[dict[str, str | None]]:
    if path.endswith((".jsonl", ".ndjson")):
        for line in filter(str.strip, words.splitlines()):
            row = json.loads(line)
            yield {str(name): None if value is None else str(value) for name, value in row.items()}
        return
    delimiter = "\t" if "\t" in words.partition("\n")[0] else ","
    for cells in csv.DictReader(words.splitlines(), delimiter=delimiter):
        yield {str(name): value for name, value in cells.items() if isinstance(value, str | None)}
