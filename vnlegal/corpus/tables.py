"""The tables of a corpus on disk, in SQLite.

    files       one row a file: path, hash, IRI of its text
    facts       what files say of number tokens, by token: the index that leads from a number to documents
    interests   which files mention which name · names: which works files know by name
    settled     the work of a file and what its mentions mean · seen: what all files say of a work, counted
    tokens, slugs   digests of what was known when the files concerned were last decided
    given, giving, counted, answers     what texts give to the questions about the whole store (`graph.kept`)
    todo        what a change has touched and what is still to be done; empty when all is settled

Whatever belongs together is written in one transaction, so that work can stop and go on anywhere.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from ..model import Document
from ..references.testimony import Fact, NameFact
from .kept_document import packed, unpacked

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, text TEXT NOT NULL,
  interests BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS files_by_text ON files (text);
CREATE TABLE IF NOT EXISTS facts (
  token TEXT, iri TEXT, issuer TEXT, year INTEGER, day TEXT, held INTEGER, open INTEGER, file INTEGER);
CREATE INDEX IF NOT EXISTS facts_by_token ON facts (token, open);
CREATE INDEX IF NOT EXISTS facts_by_file ON facts (file);
CREATE TABLE IF NOT EXISTS interests (slug TEXT, file INTEGER, PRIMARY KEY (slug, file)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS names (
  slug TEXT, iri TEXT, year INTEGER, issuer TEXT, targets BLOB, file INTEGER);
CREATE INDEX IF NOT EXISTS names_by_slug ON names (slug);
CREATE INDEX IF NOT EXISTS names_by_file ON names (file);
CREATE TABLE IF NOT EXISTS settled (
  file INTEGER PRIMARY KEY, own TEXT NOT NULL, resolutions BLOB NOT NULL, sightings BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS seen (work TEXT PRIMARY KEY, said BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, held TEXT, cited TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS slugs (slug TEXT PRIMARY KEY, known TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS todo (stage TEXT, what, PRIMARY KEY (stage, what)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS graphs (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS given (
  work TEXT, text TEXT, said BLOB NOT NULL, PRIMARY KEY (work, text)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS given_by_text ON given (text);
CREATE TABLE IF NOT EXISTS giving (text TEXT, work TEXT, said BLOB NOT NULL, PRIMARY KEY (text, work))
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counted (work TEXT PRIMARY KEY, documents INTEGER, texts INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answers (
  question TEXT, work TEXT, rows BLOB NOT NULL, PRIMARY KEY (question, work)) WITHOUT ROWID;
"""
_DOCUMENTS = "CREATE TABLE IF NOT EXISTS documents (sha256 TEXT, path TEXT, made_by TEXT, document BLOB, \
UNIQUE (sha256, path))"
LEVEL = 3  # of compression: measured, half the time of the usual one for a seventh more bytes
_ENCODER = msgspec.msgpack.Encoder()


def connect(path: Path, published: bool = False, reading: bool = False) -> sqlite3.Connection:
    """Open tables to write; or, `published`, tables that never change again; or read beside the writer."""
    if published or reading:
        mode = "immutable=1" if published else "mode=ro"
        return sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True)
    db = sqlite3.connect(path)
    db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -64000;")
    db.executescript(SCHEMA)
    return db


class Documents:
    """Parsed documents by file hash and path: kept beside the store, so that no file is parsed twice."""

    def __init__(self, path: Path, made_by: str | None = None) -> None:
        self.path, self._made_by = path, made_by
        if made_by is None:  # only to read
            self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            return
        self._db = sqlite3.connect(path)
        self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
        self._db.execute(_DOCUMENTS)
        with self._db:
            self._db.execute("DELETE FROM documents WHERE made_by != ?", (made_by,))

    def put(self, sha256: str, document: Document) -> None:
        """Keep a document."""
        self.put_all([(sha256, document.source.path, packed(document))])

    def put_all(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep documents (hash, path, packed)."""
        kept = ((sha256, path, self._made_by, document) for sha256, path, document in rows)
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)", kept)

    def get(self, sha256: str, path: str) -> Document | None:
        """The document of a file with this hash."""
        row = self._db.execute(
            "SELECT document FROM documents WHERE sha256 = ? AND path = ?", (sha256, path)
        ).fetchone()
        return unpacked(row[0]) if row else None

    def keep_only(self, files: Iterable[tuple[str, str]]) -> None:
        """Forget all but these (path, hash)."""
        kept = set(files)
        rows = self._db.execute("SELECT path, sha256 FROM documents").fetchall()
        with self._db:
            self._db.executemany(
                "DELETE FROM documents WHERE path = ? AND sha256 = ?",
                (row for row in rows if row not in kept),
            )

    def check(self) -> None:
        """Raises sqlite3.Error where the file is damaged, as far as its beginning tells; closes it."""
        try:
            self._db.execute("SELECT sha256 FROM documents LIMIT 1").fetchone()
        finally:
            self.close()

    def close(self) -> None:
        """Close it."""
        self._db.close()


def fact_row(fact: Fact) -> tuple[object, ...]:
    """A fact as a row, without its file."""
    day = fact.day.isoformat() if fact.day else None
    return (fact.token, fact.iri, fact.issuer, fact.year, day, fact.held, fact.open)


def name_row(fact: NameFact) -> tuple[object, ...]:
    """A name as a row, without its file."""
    return (fact.slug, fact.iri, fact.year, fact.issuer, _ENCODER.encode(sorted(fact.targets)))


def facts(db: sqlite3.Connection, token: str) -> Iterator[Fact]:
    """What all files say that decides about a number token."""
    rows = db.execute(
        "SELECT DISTINCT iri, issuer, year, day, held FROM facts WHERE token = ? AND open = 0", (token,)
    )
    for iri, issuer, year, day, held in rows:
        yield Fact(token, iri, issuer, year, date.fromisoformat(day) if day else None, bool(held))


def name_facts(db: sqlite3.Connection, slug: str) -> Iterator[NameFact]:
    """What all files know of a name."""
    rows = db.execute("SELECT DISTINCT iri, year, issuer, targets FROM names WHERE slug = ?", (slug,))
    for iri, year, issuer, targets in rows:
        yield NameFact(slug, iri, year, issuer, frozenset(msgspec.msgpack.decode(targets)))
