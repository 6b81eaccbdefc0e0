"""What is decided of one file of a corpus on disk: a desk only reads, so that many can work side by side."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from ..model import Document, Resolution, Work
from ..notation import iris
from ..references import works
from ..references.library import NamedWork, Numbered, known_of, named_of
from ..references.resolve import Case
from ..references.testimony import Testimony
from . import Settled
from .tables import LEVEL, Documents, connect, fact_row, facts, name_facts, name_row

T = TypeVar("T")
R = TypeVar("R")
_CACHED = 200_000
_pack, _unpack = msgspec.msgpack.encode, msgspec.msgpack.decode
Row = tuple[Any, ...]
Said = tuple[str, str, int]
"""What is said of a work: field, value, how often."""
_SAID = msgspec.msgpack.Decoder(list[Said])


class Entry(NamedTuple):
    """What the tables keep of a file when it comes in: all that other files need to know of it."""

    text: str
    interests: tuple[str, ...]
    facts: tuple[Row, ...]

    @staticmethod
    def of(document: Document) -> Entry:
        """The entry of a document."""
        testimony = Testimony.of(document)
        rows = (fact_row(fact) for fact in testimony.facts())
        return Entry(iris.text(document.source), tuple(sorted(testimony.interests())), tuple(rows))


class Decision(NamedTuple):
    """What a file means: the work it is a text of, its resolutions, and what it says of works."""

    own: str
    resolutions: bytes
    sightings: bytes


class Desk:
    """The library of a corpus on disk (references.library.Library), and its files one by one."""

    def __init__(self, db: sqlite3.Connection, documents: Documents | None) -> None:
        self.db = db
        self._documents = documents
        self._known: dict[str, Numbered] = {}
        self._named: dict[str, tuple[NamedWork, ...]] = {}

    def close(self) -> None:
        """Close it, and the documents with it."""
        self.db.close()
        if self._documents:
            self._documents.close()

    def forget(self) -> None:
        """Forget what was known: the tables have changed."""
        self._known.clear()
        self._named.clear()

    def known(self, token: str) -> Numbered:
        """Works with this number token."""
        if token not in self._known:
            if len(self._known) > _CACHED:
                self._known.clear()
            self._known[token] = known_of(facts(self.db, token))
        return self._known[token]

    def named(self, slug: str) -> tuple[NamedWork, ...]:
        """Works under this name."""
        if slug not in self._named:
            if len(self._named) > _CACHED:
                self._named.clear()
            self._named[slug] = named_of(name_facts(self.db, slug))
        return self._named[slug]

    def document(self, file: int) -> Document:
        """The document of a file."""
        assert self._documents is not None
        path, sha256 = self.db.execute("SELECT path, sha256 FROM files WHERE id = ?", (file,)).fetchone()
        found = self._documents.get(sha256, path)
        assert found is not None, path
        return found

    def names(self, file: int) -> frozenset[Row] | None:
        """The works that a file knows by name, as rows; None if it speaks of none by name."""
        row = self.db.execute("SELECT interests FROM files WHERE id = ?", (file,)).fetchone()
        if not _unpack(row[0]):
            return None
        case = Case.of(Testimony.of(self.document(file)), self)
        return frozenset(name_row(fact) for fact in case.name_facts())

    def decision(self, file: int) -> Decision:
        """Everything in a file decided."""
        testimony = Testimony.of(self.document(file))
        case = Case.of(testimony, self)
        resolutions = case.resolutions(self)
        said = list(works.sightings(testimony, case.own, resolutions))
        return Decision(case.own, squeezed([_short(one) for one in resolutions]), squeezed(said))

    def work(self, iri: str) -> Work | None:
        """A work; None if no file is a text of it or speaks of it any more."""
        said = self.said(iri)
        return works.work(iri, (works.Sighting(iri, *one) for one in said)) if said else None

    def said(self, work: str) -> list[Said]:
        """What all files say of a work, each thing with how often."""
        row = self.db.execute("SELECT said FROM seen WHERE work = ?", (work,)).fetchone()
        return _SAID.decode(row[0]) if row else []

    def copies(self, text: str) -> Iterator[Settled]:
        """All files with the same text, by path."""
        rows = self.db.execute(
            "SELECT id, path, own, resolutions FROM files JOIN settled ON file = id"
            " WHERE text = ? ORDER BY path",
            (text,),
        ).fetchall()
        for file, path, own, packed in rows:
            resolutions = tuple(
                Resolution(path, mention, status, tuple(candidates), tuple(why))
                for mention, status, candidates, why in loosened(packed)
            )
            work = self.work(own)
            assert work is not None, own
            yield Settled(self.document(file), work, resolutions)

    def texts_of(self, work: Work) -> tuple[str, ...]:
        """The texts of a work."""
        sql = "SELECT text FROM files WHERE path = ?"
        rows = (self.db.execute(sql, (path,)).fetchone() for path in work.documents)
        return tuple(sorted({row[0] for row in rows if row}))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the tables of a corpus stand, for those who work beside its writer."""

    tables: Path
    documents: Path

    def desk(self) -> Desk:
        """A desk of one's own."""
        return Desk(connect(self.tables, reading=True), Documents(self.documents))


@contextmanager
def at_desk(place: Place, work: Callable[[Desk, T], R]) -> Iterator[Callable[[T], R]]:
    """Work on one thing at a desk that is kept for the next."""
    desk = place.desk()
    try:
        yield partial(work, desk)
    finally:
        desk.close()


def squeezed(kept: object) -> bytes:
    """What is kept of a file in many words, compressed."""
    return zlib.compress(_pack(kept), LEVEL)


def loosened(kept: bytes) -> Any:
    """What was squeezed."""
    return _unpack(zlib.decompress(kept))


def _short(one: Resolution) -> tuple[object, ...]:
    return (one.mention, one.status, one.candidates, one.why)
