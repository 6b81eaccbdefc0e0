"""What a shape of a data set is, which one a row has, and what stands where in a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

from ...text import fold
from ...vocabulary import table

Row: TypeAlias = Mapping[str, Any]
Role = Literal["documents", "attributes", "relations"]
Paths: TypeAlias = tuple[str, ...]
Way = Literal["out", "in"]


@dataclass(frozen=True, slots=True)
class DataShape:
    """One row of the table; the columns hold paths, the first that leads to something counts."""

    id: str
    label: str
    role: Role
    rows: Paths
    needs: Paths
    columns: Mapping[str, Paths]

    def fits(self, row: Row) -> bool:
        """Whether a row has all that the shape needs ("a|b": one of the two)."""
        return all(any(_holds(row, path) for path in one.split("|")) for one in self.needs)

    def value(self, row: Row, column: str) -> str:
        """What stands in a column, as one string; "" if nothing does."""
        return next((words for path in self.columns.get(column, ()) for words in _strings(row, path)), "")

    def items(self, row: Row, column: str) -> list[Row]:
        """The rows inside a row: articles, relations."""
        paths = self.columns.get(column, ())
        found = (one for path in paths for one in walk(row, path) if isinstance(one, Mapping))
        return list(found)


def walk(value: Any, path: str) -> Iterator[Any]:
    """What a path leads to.

    >>> list(walk({"a": [{"b": 1}, {"b": 2}]}, "a[].b")), list(walk([3, 4], "")), list(walk({"x": 1}, "y"))
    ([1, 2], [3, 4], [])
    """
    here, _, rest = _step(value, path)
    if not path:
        yield from value if isinstance(value, list) else [value]
        return
    found = value.get(here.removesuffix("[]")) if isinstance(value, Mapping) else None
    many = found if here.endswith("[]") and isinstance(found, list | tuple) else [found]
    for one in many:
        if one is None or (here.endswith("[]") and many == [found]):
            continue
        yield from walk(one, rest) if rest else [one]


def _step(value: Any, path: str) -> tuple[str, str, str]:
    """The first step of a path; a key that itself holds a dot or colon is taken whole."""
    if isinstance(value, Mapping) and path in value:
        return path, "", ""
    return path.partition(".")


def _holds(row: Row, path: str) -> bool:
    return any(one not in ("", None) for one in walk(row, path))


def _strings(row: Row, path: str) -> Iterator[str]:
    for one in walk(row, path):
        if isinstance(one, str | int | float) and (words := str(one).strip()):
            yield words


@cache
def shapes() -> tuple[DataShape, ...]:
    """All shapes, in the order in which they are tried."""
    return tuple(_shape(raw) for raw in table("data_shapes")["shape"])


_OWN = ("id", "label", "role", "rows", "needs", "seen")


def _shape(raw: Mapping[str, Any]) -> DataShape:
    columns = {name.removesuffix("_"): tuple(paths) for name, paths in raw.items() if name not in _OWN}
    return DataShape(
        raw["id"], raw["label"], raw["role"], tuple(raw.get("rows", ("",))), tuple(raw["needs"]), columns
    )


def shape_of(first: Any) -> tuple[DataShape, str] | None:
    """The shape of a file by its beginning, and where in it the rows are; None if no shape fits."""
    for shape in shapes():
        for place in shape.rows:
            row = next((one for one in walk(first, place) if isinstance(one, Mapping)), None)
            if row is not None and shape.fits(row):
                return shape, place
    return None


@cache
def _told() -> Mapping[str, tuple[str, Way]]:
    rows = table("data_shapes")["told"]
    return {label: (row["kind"], row["way"]) for row in rows for label in row["labels"]}


def relation(label: str) -> tuple[str | None, Way]:
    """The kind of relation that a portal's words mean, and which way it goes; None if they are not known.

    >>> relation("Văn bản bị thay thế"), relation("Thay thế"), relation("Bản dịch")
    (('replaces', 'out'), ('replaces', 'out'), (None, 'out'))
    """
    return _told().get(" ".join(fold(label).rstrip(" :").split()), (None, "out"))


def known_shapes() -> Iterable[tuple[str, str]]:
    """Names and labels of all shapes, for messages."""
    return ((one.id, one.label) for one in shapes())
