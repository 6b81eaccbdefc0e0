"""One data set: its rows by name, and each row as a text with what is told of it."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import regex

from ... import late
from ...model import Told, ToldRelation
from ...notation import numbers
from ...vocabulary import issuers_by_abbreviation
from ..frame import Refusal, UnreadableFile, shown
from .rows import SUFFIXES, open_rows
from .shapes import DataShape, Row, known_shapes, relation, shape_of, walk

_KINDS = {"html": ".html", "markdown": ".md", "plain": ".txt"}
_ARTICLE = late.regex(r"\s*Điều\s+\d", regex.IGNORECASE)
_NUMBER = late.regex(r"(?<![\d.])\d[\w.]{0,30}+(?:[/-][\p{L}\p{N}&.]+)+")
_UNSAFE = late.regex(r"[^\p{L}\p{N}._@~-]+")
_DAY = late.regex(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?")


class Member(NamedTuple):
    """A document of a data set: its text, what its row tells (columns of formats.attributes), what else."""

    data: bytes
    attributes: Mapping[str, str | None]
    told: Told

    @property
    def digest(self) -> str:
        """All that the row tells besides the text, in words that are the same as long as it is."""
        return repr((self.attributes, self.told))


@dataclass(frozen=True)
class DataSet:
    """A file with its shape, the rows in it, and the tables beside it that speak of the same documents."""

    path: Path
    shape: DataShape
    rows: Sequence[Row]

    @cached_property
    def names(self) -> Mapping[str, int]:
        """Where the row of each document is, by the name that it is read under; only rows with text."""
        found: dict[str, int] = {}
        for place in range(len(self.rows)):
            kind, words = self._text(self.rows[place])
            if words.strip():
                name = self._name(self.rows[place], place)
                taken = f"{name}{kind}" in found
                found[f"{name}~{place + 1}{kind}" if taken else f"{name}{kind}"] = place
        return found

    @cached_property
    def by_id(self) -> Mapping[str, Row]:
        """Rows by the id of the document that they speak of."""
        return {self.shape.value(row, "id"): row for row in self.rows if isinstance(row, Mapping)}

    @cached_property
    def relations_by_id(self) -> Mapping[str, list[Row]]:
        """All rows of a table of relations by the document that they speak of."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[self.shape.value(row, "id")].append(row)
        return found

    def member(self, name: str) -> Member:
        """A document by its name; raises Refusal."""
        if name not in self.names:
            raise Refusal("không có văn bản này trong tệp dữ liệu")
        row = self.rows[self.names[name]]
        return Member(self._text(row)[1].encode(), self.attributes(row), self.told(row))

    def attributes(self, row: Row) -> Mapping[str, str | None]:
        """What a row, or that of a table beside, tells of the preface."""
        shape, row = self._teller(row)
        cells = {name: shape.value(row, name) for name in ("doc_type", "issuer", "title")}
        return {**cells, "number": _number(shape.value(row, "number")), "date": _day(shape, row, "date")}

    def told(self, row: Row) -> Told:
        """What else is told of a document."""
        own = self.shape.value(row, "id")
        shape, teller = self._teller(row)
        begins, ends = (_day(shape, teller, name) for name in ("begins", "ends"))
        return Told(
            shape=self.shape.id,
            id=own,
            status=shape.value(teller, "status") or None,
            begins=date.fromisoformat(begins) if _DAY.fullmatch(begins) else None,
            ends=date.fromisoformat(ends) if _DAY.fullmatch(ends) else None,
            url=shape.value(teller, "url") or None,
            relations=(*_relations(self.shape, self.shape.items(row, "relations")), *self._beside(own)),
        )

    def _teller(self, row: Row) -> tuple[DataShape, Row]:
        """The shape and row that tell of a document's preface: its own, or those of a table beside."""
        if self.shape.value(row, "number"):
            return self.shape, row
        own = self.shape.value(row, "id")
        for other in self._tables("attributes"):
            if found := other.by_id.get(own):
                return other.shape, found
        return self.shape, row

    def _beside(self, own: str) -> Iterator[ToldRelation]:
        for other in self._tables("relations"):
            for one in _relations(other.shape, other.relations_by_id.get(own, ())):
                yield self._numbered(one)

    def _numbered(self, one: ToldRelation) -> ToldRelation:
        """A relation to a document that is known by its id, with the number that a table beside has of it."""
        for other in self._tables("attributes"):
            if row := other.by_id.get(one.id or ""):
                number = _number(other.shape.value(row, "number")) or None
                title = other.shape.value(row, "title") or None
                return ToldRelation(one.label, one.kind, one.way, number, one.id, title)
        return one

    def _tables(self, role: str) -> list[DataSet]:
        return [one for one in _neighbours(self.path.parent) if one.shape.role == role]

    def _name(self, row: Row, place: int) -> str:
        own = self.shape.value(row, "id") or self.shape.value(row, "number")
        name = PurePosixPath(_UNSAFE.sub("-", own).strip("-.")).name[:100]
        return name or f"dong-{place + 1}"

    def _text(self, row: Any) -> tuple[str, str]:
        """The suffix that tells how a text is written, and the text."""
        if not isinstance(row, Mapping):
            return ".txt", ""
        for column, suffix in _KINDS.items():
            if words := self.shape.value(row, column):
                return suffix, words
        return ".txt", "".join(self._articles(row))

    def _articles(self, row: Row) -> Iterator[str]:
        for place, one in enumerate(self.shape.items(row, "articles"), 1):
            number = self.shape.value(one, "article_number") or str(place)
            heading, words = (self.shape.value(one, name) for name in ("article_heading", "article_text"))
            if not _ARTICLE.match(heading or words) and "article_number" in self.shape.columns:
                number = number if _ARTICLE.match(number) else f"Điều {number}"
                heading = f"{number}. {heading}".rstrip()
            yield "".join(f"{part}\n" for part in (heading, words) if part)


def _relations(shape: DataShape, rows: Sequence[Row]) -> Iterator[ToldRelation]:
    for row in rows:
        label = shape.value(row, "relation_label")
        kind, way = relation(label)
        number, other, title = (
            shape.value(row, name) or None for name in ("relation_number", "relation_id", "relation_title")
        )
        if number or other or title:
            yield ToldRelation(label, kind, way, _number(number or "") or None, other, title)


def _number(words: str) -> str:
    """The number in what a data set prints as one: "Luật số 45/2013/qh13" gives "45/2013/QH13".

    >>> _number("15/2020/qđ-ttg"), _number("Không số")
    ('15/2020/QĐ-TTg', '')
    """
    found = _NUMBER.search(words)
    if not found:
        return ""
    if parsed := numbers.parse(found[0]):
        return str(parsed)
    spelled = {one.upper(): one for one in sorted(issuers_by_abbreviation())}  # small letters sort last
    pieces = regex.split(r"([/-])", found[0].upper())
    return "".join(spelled.get(piece, piece) for piece in pieces)


def _day(shape: DataShape, row: Row, column: str) -> str:
    words = shape.value(row, column)
    iso = _DAY.fullmatch(words)
    if iso:
        return iso[1]
    day, month, year = ([*words.split("/"), "", "", ""])[:3]
    if year.isdigit() and len(year) == 4 and day.isdigit() and month.isdigit():
        return f"{year}-{int(month):02}-{int(day):02}" if int(month) <= 12 else ""
    return words


@lru_cache(maxsize=16)
def _opened(path: str, stamp: tuple[int, int]) -> DataSet | None:
    """A data set, kept open as long as its file does not change."""
    rows = open_rows(Path(path))
    found = shape_of(rows[0]) if len(rows) else None
    if found is None:
        return None
    shape, place = found
    flat = len(rows) > 1 and not place
    return DataSet(Path(path), shape, rows if flat else [one for top in rows for one in walk(top, place)])


def _open(path: Path) -> DataSet | None:
    stat = path.stat()
    return _opened(str(path), (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=4)
def _neighbours_at(folder: str, stamp: int) -> tuple[DataSet, ...]:
    found = []
    for path in sorted(Path(folder).iterdir()):
        try:
            one = _open(path) if path.suffix.lower() in SUFFIXES and path.is_file() else None
        except (OSError, ValueError, Refusal):
            continue
        if one is not None and one.shape.role != "documents":
            found.append(one)
    return tuple(found)


def _neighbours(folder: Path) -> tuple[DataSet, ...]:
    return _neighbours_at(str(folder), folder.stat().st_mtime_ns)


def is_dataset(path: Path) -> bool:
    """Whether a file holds many documents in a shape that is known; what cannot be opened does not."""
    try:
        found = _open(path) if path.suffix.lower() in SUFFIXES and path.is_file() else None
    except (OSError, ValueError, Refusal):
        return False
    return found is not None and found.shape.role == "documents"


def members(path: Path) -> Iterator[Path]:
    """The documents of a data set as paths."""
    found = _open(path)
    yield from (path / name for name in (found.names if found else ()))


def may_hold(path: str | Path) -> bool:
    """Whether a path may be a document of a data set, by its words alone: cheap to ask of very many files.

    >>> may_hold("luật.parquet/45-2013-QH13.txt"), may_hold("luật/45-2013-QH13.txt")
    (True, False)
    """
    above = os.path.dirname(path).lower()
    return any(suffix in above for suffix in SUFFIXES)


def member(path: Path) -> Member | None:
    """A document of a data set; None if no parent of the path is one.  Raises UnreadableFile."""
    file = next((one for one in path.parents if one.suffix.lower() in SUFFIXES and one.is_file()), None)
    if file is None:
        return None
    try:
        found = _open(file)
        if found is None:
            raise Refusal(_unknown())
        return found.member(path.relative_to(file).as_posix())
    except (Refusal, OSError, ValueError, json.JSONDecodeError) as error:
        raise UnreadableFile(shown(path), str(error)) from error


def refusal(path: Path) -> str | None:
    """Why a file of rows that was named itself gives no documents; None if it is no such file."""
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return None
    try:
        found = _open(path)
    except (Refusal, OSError, ValueError) as error:
        return str(error)
    if found is None:
        return _unknown()
    if found.shape.role != "documents":
        return f"{found.shape.label}: không có toàn văn (dùng làm --attributes, hoặc để cạnh bảng toàn văn)"
    return None if found.names else "không dòng nào có toàn văn"


def _unknown() -> str:
    known = "; ".join(label for _, label in known_shapes())
    return f"không nhận ra dạng dữ liệu; có: {known}"


def rows_told(path: Path) -> Mapping[str, Mapping[str, str | None]] | None:
    """What a table tells of documents that stand elsewhere, by id; None if the file is no such table."""
    try:
        found = _open(path) if path.suffix.lower() in SUFFIXES else None
    except (OSError, ValueError, Refusal):
        return None
    if found is None or found.shape.role != "attributes":
        return None
    return {key: found.attributes(row) for key, row in found.by_id.items()}
