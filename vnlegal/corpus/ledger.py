"""A corpus on disk that is brought up to date: only what a change can touch is decided again.

A file that comes, changes or leaves touches the number tokens and names that it speaks of.  Where what is
known of a token differs from before, the files with an open reading of it (or, if the corpus now holds
other documents under it, all files that mention it) are decided again, then those whose names are touched
in turn.  The result is that of `Corpus.of` over the same files, whatever the way that led there.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ..model import Document, Resolution, Work
from ..notation import iris
from ..references import works
from ..references.library import Known, NamedWork, Numbered, known_of, named_of
from ..references.resolve import Case
from ..references.testimony import Testimony
from . import Settled
from .tables import Documents, connect, fact_row, facts, name_facts, name_row

Progress = Callable[[str, int, int], None]
_BATCH = 200
_CACHED = 200_000
_pack, _unpack = msgspec.msgpack.encode, msgspec.msgpack.decode


class Ledger:
    """Files, what they mean together, and what is still to be done about a change."""

    def __init__(self, path: Path, documents: Documents | None = None) -> None:
        self.db = connect(path, published=documents is None)
        self._documents = documents
        self._known: dict[str, Numbered] = {}
        self._named: dict[str, tuple[NamedWork, ...]] = {}

    # Files

    def files(self) -> dict[str, str]:
        """The hash of each file by path."""
        return dict(self.db.execute("SELECT path, sha256 FROM files"))

    def put(self, path: str, sha256: str, document: Document) -> None:
        """Take in a new or changed file."""
        testimony = Testimony.of(document)
        found, slugs = testimony.facts(), testimony.interests()
        with self.db:
            self._drop(path)
            text = iris.text(document.source)
            row = (path, sha256, text, _pack(sorted(slugs)))
            file = self.db.execute("INSERT INTO files VALUES (NULL, ?, ?, ?, ?)", row).lastrowid
            rows = [(*fact_row(fact), file) for fact in found]
            self.db.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            self.db.executemany("INSERT INTO interests VALUES (?, ?)", ((slug, file) for slug in slugs))
            self._todo("token", {fact.token for fact in found})
            self._todo("number", [file])

    def drop(self, paths: Iterable[str]) -> None:
        """Forget files."""
        for path in paths:
            with self.db:
                self._drop(path)

    def _drop(self, path: str) -> None:
        row = self.db.execute("SELECT id, text, interests FROM files WHERE path = ?", (path,)).fetchone()
        if row is None:
            return
        file, text, interests = row
        self._todo("token", self._column("SELECT DISTINCT token FROM facts WHERE file = ?", file))
        self._todo("slug", self._column("SELECT DISTINCT slug FROM names WHERE file = ?", file))
        self._todo("text", [text])
        self._count(self._sightings(file), Counter())
        self.db.executemany(
            "DELETE FROM interests WHERE slug = ? AND file = ?", ((slug, file) for slug in _unpack(interests))
        )
        for table in ("facts", "names", "settled"):
            self.db.execute(f"DELETE FROM {table} WHERE file = ?", (file,))
        self.db.execute("DELETE FROM files WHERE id = ?", (file,))
        self.db.execute("DELETE FROM todo WHERE stage IN ('number', 'name') AND what = ?", (file,))

    def _column(self, sql: str, value: object) -> list[Any]:
        return [row[0] for row in self.db.execute(sql, (value,))]

    def document(self, file: int) -> Document:
        """The document of a file."""
        assert self._documents is not None
        path, sha256 = self.db.execute("SELECT path, sha256 FROM files WHERE id = ?", (file,)).fetchone()
        found = self._documents.get(sha256, path)
        assert found is not None, path
        return found

    # What is known (references.library.Library)

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

    # Settling

    def settle(self, progress: Progress) -> None:
        """Decide again all that the changes have touched."""
        self._known.clear()
        self._named.clear()
        for batch in self._batches("token"):
            self._wake_numbers(batch)
        for batch in self._batches("number", progress):
            self._decide_numbers(batch)
        self._named.clear()
        for batch in self._batches("slug"):
            self._wake_names(batch)
        for batch in self._batches("name", progress):
            self._decide_names(batch)

    def _wake_numbers(self, tokens: list[str]) -> None:
        """Find the files that must be decided again because more, or less, is known of a number."""
        with self.db:
            for token in tokens:
                known = self.known(token).works
                now = tuple(_digest(one for one in known if one.in_corpus is held) for held in (True, False))
                row = self.db.execute("SELECT held, cited FROM tokens WHERE token = ?", (token,)).fetchone()
                before = row or ("", "")
                if before == now:
                    continue
                least = 0 if before[0] != now[0] else 1
                touched = "SELECT 'number', file FROM facts WHERE token = ? AND open >= ?"
                self.db.execute(f"INSERT OR IGNORE INTO todo {touched}", (token, least))
                self.db.execute("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?)", (token, *now))
            self._done("token", tokens)

    def _wake_names(self, slugs: list[str]) -> None:
        with self.db:
            for slug in slugs:
                now = _digest(self.named(slug))
                row = self.db.execute("SELECT known FROM slugs WHERE slug = ?", (slug,)).fetchone()
                if (row[0] if row else "") == now:
                    continue
                self.db.execute(
                    "INSERT OR IGNORE INTO todo SELECT 'name', file FROM interests WHERE slug = ?", (slug,)
                )
                self.db.execute("INSERT OR REPLACE INTO slugs VALUES (?, ?)", (slug, now))
            self._done("slug", slugs)

    def _decide_numbers(self, files: list[int]) -> None:
        """Decide the numbers of some files, for the names that follow from them."""
        with self.db:
            for file in files:
                if not self._names(file):
                    continue
                case = Case.of(Testimony.of(self.document(file)), self)
                now = {name_row(fact) for fact in case.name_facts()}
                rows = self.db.execute(
                    "SELECT slug, iri, year, issuer, targets FROM names WHERE file = ?", (file,)
                )
                before = set(rows.fetchall())
                if now != before:
                    self.db.execute("DELETE FROM names WHERE file = ?", (file,))
                    self.db.executemany(
                        "INSERT INTO names VALUES (?, ?, ?, ?, ?, ?)", ((*row, file) for row in now)
                    )
                    self._todo("slug", {row[0] for row in now ^ before})
            self._todo("name", files)
            self._done("number", files)

    def _names(self, file: int) -> bool:
        """Whether the file speaks of any work by name."""
        row = self.db.execute("SELECT interests FROM files WHERE id = ?", (file,)).fetchone()
        return bool(_unpack(row[0]))

    def _decide_names(self, files: list[int]) -> None:
        """Decide everything in some files, and count what they say of works."""
        before: Counter[works.Sighting] = Counter()
        after: Counter[works.Sighting] = Counter()
        with self.db:
            for file in files:
                testimony = Testimony.of(self.document(file))
                case = Case.of(testimony, self)
                resolutions = case.resolutions(self)
                row = (case.own, _pack([_short(one) for one in resolutions]))
                said = list(works.sightings(testimony, case.own, resolutions))
                before += self._sightings(file)
                after.update(said)
                kept = self.db.execute("SELECT own, resolutions FROM settled WHERE file = ?", (file,))
                if kept.fetchone() != row:
                    text = self.db.execute("SELECT text FROM files WHERE id = ?", (file,)).fetchone()
                    self._todo("text", text)
                self.db.execute(
                    "INSERT OR REPLACE INTO settled VALUES (?, ?, ?, ?)", (file, *row, _pack(said))
                )
            self._count(before, after)
            self._done("name", files)

    def _sightings(self, file: int) -> Counter[works.Sighting]:
        row = self.db.execute("SELECT sightings FROM settled WHERE file = ?", (file,)).fetchone()
        return Counter(works.Sighting(*one) for one in _unpack(row[0])) if row else Counter()

    def _count(self, before: Counter[works.Sighting], after: Counter[works.Sighting]) -> None:
        """Replace what was said of works by what is said now."""
        change: Counter[tuple[str, str, str]] = Counter()
        for counts, sign in ((before, -1), (after, 1)):
            for one, times in counts.items():
                change[one.work, one.field, one.value] += sign * times * one.weight
        rows = [(*key, weight) for key, weight in change.items() if weight]
        again = "ON CONFLICT DO UPDATE SET weight = weight + excluded.weight"
        self.db.executemany(f"INSERT INTO seen VALUES (?, ?, ?, ?) {again}", rows)
        less = ((work,) for work in {row[0] for row in rows if row[3] < 0})
        self.db.executemany("DELETE FROM seen WHERE work = ? AND weight = 0", less)
        self._todo("work", {row[0] for row in rows})

    # What came of it

    def work(self, iri: str) -> Work | None:
        """A work; None if no file is a text of it or speaks of it any more."""
        rows = self.db.execute("SELECT field, value, weight FROM seen WHERE work = ?", (iri,)).fetchall()
        return works.work(iri, (works.Sighting(iri, *row) for row in rows)) if rows else None

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
                for mention, status, candidates, why in _unpack(packed)
            )
            work = self.work(own)
            assert work is not None, own
            yield Settled(self.document(file), work, resolutions)

    def texts_of(self, work: Work) -> list[str]:
        """The texts of a work."""
        rows = [
            self.db.execute("SELECT text FROM files WHERE path = ?", (path,)).fetchone()
            for path in work.documents
        ]
        return sorted({row[0] for row in rows if row})

    def pending(self, stage: str) -> int:
        """How much is still to be done."""
        count: int = self.db.execute("SELECT COUNT(*) FROM todo WHERE stage = ?", (stage,)).fetchone()[0]
        return count

    def _batches(self, stage: str, progress: Progress | None = None) -> Iterator[list[Any]]:
        """What is to be done, in pieces; each piece must be marked as done before the next is asked for."""
        total, done = self.pending(stage), 0
        while batch := self.next(stage, _BATCH):
            yield batch
            done += len(batch)
            if progress:
                progress("đối chiếu", done, total)

    def all(self, stage: str) -> Iterator[Any]:
        """Everything to be done in a stage, as it was when asked."""
        yield from self._column("SELECT what FROM todo WHERE stage = ? ORDER BY what", stage)

    def next(self, stage: str, count: int) -> list[Any]:
        """The next things to be done."""
        sql = "SELECT what FROM todo WHERE stage = ? ORDER BY what LIMIT ?"
        return [what for (what,) in self.db.execute(sql, (stage, count))]

    def done(self, stage: str, what: Iterable[object], kept: Mapping[str, str | None]) -> None:
        """Mark things as done together with the digests of the graphs written for them (None: taken out)."""
        with self.db:
            gone = [(name,) for name, digest in kept.items() if digest is None]
            now = [(name, digest) for name, digest in kept.items() if digest is not None]
            self.db.executemany("DELETE FROM graphs WHERE name = ?", gone)
            self.db.executemany("INSERT OR REPLACE INTO graphs VALUES (?, ?)", now)
            self._done(stage, what)

    def add(self, stage: str, what: Iterable[object]) -> None:
        """Put things on the list of what is to be done."""
        with self.db:
            self._todo(stage, what)

    def _todo(self, stage: str, what: Iterable[object]) -> None:
        self.db.executemany("INSERT OR IGNORE INTO todo VALUES (?, ?)", ((stage, one) for one in what))

    def _done(self, stage: str, what: Iterable[object]) -> None:
        self.db.executemany("DELETE FROM todo WHERE stage = ? AND what = ?", ((stage, one) for one in what))


def _digest(works: Iterable[Known | NamedWork]) -> str:
    """The same for the same works in whatever order and run: sets are sorted."""
    lines = [
        repr((one.iri, sorted(map(repr, one.forms)), sorted(one.targets)))
        if isinstance(one, NamedWork)
        else repr(tuple(one))
        for one in works
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest() if lines else ""


def _short(one: Resolution) -> tuple[object, ...]:
    return (one.mention, one.status, one.candidates, one.why)
