"""Which files have not changed, by their dates: a file is read again only where size or date differ.

A date proves nothing of a file that was written just before it was looked at: within the same tick of the
clock it may be written once more.  Such a file is read the next time too.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

_TABLE = (
    "CREATE TABLE IF NOT EXISTS stamps (path TEXT PRIMARY KEY, size, changed, told, sha256) WITHOUT ROWID"
)
_TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system (FAT)


class FileStamp(NamedTuple):
    """Size, time of the last change in nanoseconds, what is told beside the file, and the hash of both."""

    size: int
    changed: int
    told: str
    sha256: str


class Stamps:
    """The stamps of a store's files, kept beside its documents."""

    def __init__(self, path: Path, *, trusted: bool = True) -> None:
        self._path = path
        self._known: Mapping[str, FileStamp] = _read(path) if trusted else {}
        self._new: dict[str, FileStamp] = {}

    def hash(self, name: str, file: Path, told: str, work_out: Callable[[], str]) -> str:
        """The hash of a file, worked out only if its size, its date or what is told of it differ."""
        size, changed = _stat(file)
        known = self._known.get(name)
        if known and known[:3] == (size, changed, told):
            return known.sha256
        sha256 = work_out()
        if changed and changed + _TICK < time.time_ns() and _stat(file) == (size, changed):
            self._new[name] = FileStamp(size, changed, told, sha256)
        return sha256

    def keep(self) -> None:
        """Write down what was worked out; nothing where there is no store yet."""
        if not self._new or not self._path.exists():
            return
        with closing(sqlite3.connect(self._path)) as db, db:
            db.execute(_TABLE)
            rows = ((name, *stamp) for name, stamp in self._new.items())
            db.executemany("INSERT OR REPLACE INTO stamps VALUES (?, ?, ?, ?, ?)", rows)
        self._new = {}


def _stat(file: Path) -> tuple[int, int]:
    """Size and time of the last change; noughts of what is no file of its own."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _read(path: Path) -> dict[str, FileStamp]:
    """The stamps that are kept; none where the tables are new, old or damaged."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            rows = db.execute("SELECT path, size, changed, told, sha256 FROM stamps")
            return {name: FileStamp(*stamp) for name, *stamp in rows}
    except sqlite3.Error:
        return {}
