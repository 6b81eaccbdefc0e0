"""The manifest of a store: the corpus on disk, and which graphs have been written of it.

It stands beside the quads.  A digest is written after its graph: a build that is killed between the two
writes the same graph again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from .. import __version__
from ..corpus.ledger import Ledger
from ..corpus.tables import Documents, connect
from ..model import Document
from .disk import SCHEMA, blaming


class Manifest:
    """The manifest of one generation of a store."""

    def __init__(self, path: Path, documents: Documents | None = None, extent: str = "") -> None:
        self.ledger = Ledger(path, documents)
        self.db = self.ledger.db
        if documents is not None:
            made_by = {"schema": SCHEMA, "parser": __version__, "extent": extent}
            with self.db:
                self.db.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", made_by.items())

    def digest(self, name: str) -> str | None:
        """The digest of a graph as it was last written whole."""
        row = self.db.execute("SELECT digest FROM graphs WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def begun(self) -> frozenset[str]:
        """The graphs that a killed build has begun to write."""
        return frozenset(name for (name,) in self.db.execute("SELECT name FROM graphs WHERE digest = ''"))

    def begin(self, names: Iterable[str]) -> None:
        """Mark graphs as begun: what stands in the store under their names is not to be trusted."""
        with self.db:
            self.db.executemany("INSERT OR REPLACE INTO graphs VALUES (?, '')", ((name,) for name in names))

    def compact(self) -> None:
        """Write its pages anew, full: rows came in any order, which leaves a third of them empty."""
        self.db.execute("VACUUM")

    def close(self) -> None:
        """Close it, with all that was written in the one file."""
        self.ledger.close()


def stored_documents(generation: Path) -> Iterator[Document]:
    """The documents of a generation of a store, by path, as they were parsed; raises StoreError."""
    with blaming(generation / "manifest.sqlite"):
        manifest = Manifest(generation / "manifest.sqlite")
        files = sorted(manifest.ledger.files().items())
    with blaming(generation.parent / "documents.sqlite"):
        documents = Documents(generation.parent / "documents.sqlite")
        for path, sha256 in files:
            if found := documents.get(sha256, path):
                yield found
    documents.close()
    manifest.close()


def stamp(path: Path, maker: str) -> None:
    """A manifest that says only which schema the quads follow and what wrote them; a build begins anew."""
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
        db.executemany("INSERT INTO meta VALUES (?, ?)", (("schema", SCHEMA), ("parser", maker)))
    db.close()


def made_by(path: Path) -> tuple[str, str, str]:
    """Store schema, parser version and extent by a manifest; raises sqlite3.Error where it is damaged.

    The extent is which provisions the store holds (`provisions.Extent`).
    """
    db = connect(path, published=True)
    try:
        rows = dict(db.execute("SELECT key, value FROM meta"))
    finally:
        db.close()
    return rows.get("schema", "?"), rows.get("parser", "?"), rows.get("extent", "")
