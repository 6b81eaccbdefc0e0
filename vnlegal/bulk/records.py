"""Records of many documents into one file: JSON lines, or a folder of Parquet tables.

    write(paths, Path("records.jsonl"), share=crew)
    write(paths, Path("records.parquet"), share=crew)

The Parquet folder holds documents.parquet (its column `record` is the whole record), mentions.parquet and
claims.parquet, with the columns of `bulk.parse`.  What stands at the target is replaced when all is done.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from ..corpus.sharing import Lost, Share, in_turn
from ..formats import Table, shown
from ..language import SaidError
from .parse import CLAIMS, DOCUMENTS, MENTIONS, Columns, Given, Row, found, parse_one, rows

if TYPE_CHECKING:
    import pyarrow

SUFFIXES = (".jsonl", ".parquet")
TABLES = {"documents": DOCUMENTS, "mentions": MENTIONS, "claims": CLAIMS}
_GROUP = 500  # documents in one row group
Progress = Callable[[int], None]


class TargetError(SaidError):
    """The records cannot be written there; the message says why."""


class Written(NamedTuple):
    """How many records were written, and what could not be read, with the reason."""

    documents: int
    unread: tuple[tuple[str, str], ...]


def write(
    paths: Iterable[Given],
    target: Path,
    share: Share = in_turn,
    progress: Progress = lambda done: None,
    attributes: Table | None = None,
) -> Written:
    """Write the records of some files, with what a table tells of them; raises TargetError."""
    if target.suffix not in SUFFIXES:
        raise TargetError(f"{target}: tên phải có đuôi {', '.join(SUFFIXES)}")
    folder = target.suffix == ".parquet"
    if target.exists() and (not (target / "documents.parquet").exists() if folder else not target.is_file()):
        raise TargetError(f"{target}: đã có, và không phải kết quả của lệnh này")
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        done = (_parquet if folder else _lines)(paths, draft, share, progress, attributes)
        if folder:
            shutil.rmtree(target, ignore_errors=True)
        draft.replace(target)
    except OSError as error:
        raise TargetError(f"{target}: không ghi được ({error.strerror or error})") from error
    finally:
        (shutil.rmtree(draft, ignore_errors=True) if draft.is_dir() else draft.unlink(missing_ok=True))
    return done


@contextmanager
def _records(attributes: Table | None) -> Iterator[Callable[[Given], str | Lost]]:
    yield partial(_record, attributes=attributes)


def _record(given: Given, attributes: Table | None) -> str | Lost:
    one = parse_one(given, attributes).document
    return one["record"] or Lost(one["reason"])


def _lines(
    paths: Iterable[Given], draft: Path, share: Share, progress: Progress, attributes: Table | None
) -> Written:
    unread = []
    documents = 0
    with draft.open("w", encoding="utf-8", newline="") as file:
        for done, (given, record) in enumerate(share(partial(_records, attributes), paths), 1):
            if isinstance(record, Lost):
                unread.append((_name(given), record.reason))
            else:
                file.write(record + "\n")
                documents += 1
            progress(done)
    return Written(documents, tuple(unread))


def _parquet(
    paths: Iterable[Given], draft: Path, share: Share, progress: Progress, attributes: Table | None
) -> Written:
    unread: list[tuple[str, str]] = []
    documents = done = 0
    with _Tables(draft) as tables:
        results = (found(*one) for one in share(partial(rows, attributes), paths))
        while group := list(islice(results, _GROUP)):
            tables.write(group)
            lost = [(one.document["path"], one.document["reason"]) for one in group if one.packed is None]
            unread += lost
            documents += len(group) - len(lost)
            progress(done := done + len(group))
    return Written(documents, tuple(unread))


class _Tables:
    """The three tables, being written."""

    def __init__(self, folder: Path) -> None:
        pyarrow, parquet = arrow()
        folder.mkdir()
        self._arrow = pyarrow
        self._schemas = {name: schema(columns) for name, columns in TABLES.items()}
        self._writers = {
            name: parquet.ParquetWriter(folder / f"{name}.parquet", one, compression="zstd")
            for name, one in self._schemas.items()
        }

    def __enter__(self) -> _Tables:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers.values():
            writer.close()

    def write(self, group: list[Row]) -> None:
        """Write the rows of some documents as one row group of each table."""
        columns: dict[str, list[Columns]] = {
            "documents": [one.document for one in group],
            "mentions": [mention for one in group for mention in one.mentions],
            "claims": [claim for one in group for claim in one.claims],
        }
        for name, values in columns.items():
            batch = self._arrow.RecordBatch.from_pylist(values, self._schemas[name])
            self._writers[name].write_batch(batch)


def arrow() -> tuple[Any, Any]:
    """pyarrow and its Parquet; raises TargetError where it is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise TargetError("cần thư viện pyarrow: pip install 'vnlegal[parquet]'") from error
    return pyarrow, pyarrow.parquet


def schema(columns: dict[str, str]) -> pyarrow.Schema:
    """The Arrow schema of some columns."""
    import pyarrow as pa

    types = {
        "string": pa.string(), "int": pa.int32(), "bigint": pa.int64(), "boolean": pa.bool_(),
        "date": pa.date32(), "binary": pa.binary(), "array<string>": pa.list_(pa.string()),
    }  # fmt: skip
    return pa.schema([(name, types[kind]) for name, kind in columns.items()])


def _name(given: Given) -> str:
    return given[0] if isinstance(given, tuple) else shown(given)
