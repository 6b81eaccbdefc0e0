"""The manifest of a store: which files it holds, as which documents, and which graphs it has written.

It stands beside the quads, in SQLite, and is written after them: what it lists is in the store.  A build
that is killed between the two writes the same graph again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from .. import __version__
from ..model import Document
from .disk import SCHEMA

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, document BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS graphs (name TEXT PRIMARY KEY, digest TEXT NOT NULL);
"""
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Document)


class Manifest:
    """The manifest of one generation of a store."""

    def __init__(self, path: Path, published: bool = False) -> None:
        if published:  # a generation that readers have open never changes again
            self._db = sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
            return
        self._db = sqlite3.connect(path)
        self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
        self._db.executescript(_TABLES)
        made_by = {"schema": SCHEMA, "parser": __version__}
        self._db.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", made_by.items())
        self._db.commit()

    @property
    def made_by(self) -> tuple[str, str]:
        """Store schema and parser version that wrote it."""
        rows = dict(self._db.execute("SELECT key, value FROM meta"))
        return rows["schema"], rows["parser"]

    def files(self) -> dict[str, str]:
        """The hash of each file by path."""
        return dict(self._db.execute("SELECT path, sha256 FROM files"))

    def put_file(self, path: str, sha256: str, document: Document) -> None:
        """Remember how a file was read."""
        row = (path, sha256, _ENCODER.encode(document))
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", row)

    def drop_files(self, paths: Iterable[str]) -> None:
        """Forget files."""
        with self._db:
            self._db.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in paths))

    def documents(self) -> Iterator[Document]:
        """All documents, by path."""
        for (blob,) in self._db.execute("SELECT document FROM files ORDER BY path"):
            yield _DECODER.decode(blob)

    def graphs(self) -> Mapping[str, str]:
        """The digest of each graph written, by name."""
        return dict(self._db.execute("SELECT name, digest FROM graphs"))

    def put_graph(self, name: str, digest: str) -> None:
        """Remember that a graph was written."""
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO graphs VALUES (?, ?)", (name, digest))

    def drop_graph(self, name: str) -> None:
        """Forget a graph."""
        with self._db:
            self._db.execute("DELETE FROM graphs WHERE name = ?", (name,))

    def copy_to(self, path: Path) -> None:
        """Write a copy."""
        with sqlite3.connect(path) as target:
            self._db.backup(target)
        target.close()

    def close(self) -> None:
        """Close it."""
        self._db.close()
