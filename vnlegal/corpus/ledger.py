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
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ..model import Document
from ..references import works
from ..references.library import Known, NamedWork
from .desk import Decision, Desk, Entry, Place, Row, at_desk, loosened
from .sharing import Share, in_turn, whole
from .tables import Documents, connect

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
_BATCH = 200
_pack, _unpack = msgspec.msgpack.encode, msgspec.msgpack.decode


class Ledger(Desk):
    """Files, what they mean together, and what is still to be done about a change."""

    def __init__(self, path: Path, documents: Documents | None = None, published: bool = False) -> None:
        self.path, self.published = path, published or documents is None
        super().__init__(connect(path, published=self.published), documents)

    @property
    def place(self) -> Place:
        """Where others may read beside it."""
        assert self._documents is not None
        return Place(self.path, self._documents.path)

    def close(self) -> None:
        """Close it, with all that was written in the one file, whoever else has it open."""
        if not self.published:
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.db.close()

    # Files

    def files(self) -> dict[str, str]:
        """The hash of each file by path."""
        return dict(self.db.execute("SELECT path, sha256 FROM files"))

    def own(self, path: str) -> str | None:
        """The IRI of the work that a file is a text of."""
        sql = "SELECT own FROM files JOIN settled ON file = id WHERE path = ?"
        row = self.db.execute(sql, (path,)).fetchone()
        return row[0] if row else None

    def put(self, path: str, sha256: str, document: Document) -> None:
        """Take in a new or changed file."""
        self.put_all([(path, sha256, Entry.of(document))])

    def put_all(self, entries: Iterable[tuple[str, str, Entry]]) -> None:
        """Take in files: path, hash, entry."""
        with self.db:
            for path, sha256, entry in entries:
                self._drop(path)
                self._put(path, sha256, entry)

    def _put(self, path: str, sha256: str, entry: Entry) -> None:
        row = (path, sha256, entry.text, _pack(entry.interests))
        file = self.db.execute("INSERT INTO files VALUES (NULL, ?, ?, ?, ?)", row).lastrowid
        rows = [(*fact, file) for fact in entry.facts]
        self.db.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        wanted = ((slug, file) for slug in entry.interests)
        self.db.executemany("INSERT INTO interests VALUES (?, ?)", wanted)
        self._todo("token", {fact[0] for fact in entry.facts})
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

    # Settling

    def settle(self, progress: Progress, share: Share = in_turn) -> None:
        """Decide again all that the changes have touched; `share` does it for many files at once."""
        self.forget()
        for tokens in self._batches("token"):
            self._wake_numbers(tokens)
        for names in self._shared("number", Desk.names, share, progress):
            self._put_names(names)
        self.forget()
        for slugs in self._batches("slug"):
            self._wake_names(slugs)
        for decisions in self._shared("name", Desk.decision, share, progress):
            self._put_decisions(decisions)

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

    def _put_names(self, found: list[tuple[int, frozenset[Row] | None]]) -> None:
        """Keep the works that some files know by name, now that their numbers are decided."""
        files = [file for file, _ in found]
        with self.db:
            for file, now in found:
                if now is None:
                    continue
                sql = "SELECT slug, iri, year, issuer, targets FROM names WHERE file = ?"
                before = set(self.db.execute(sql, (file,)).fetchall())
                if now != before:
                    rows = ((*row, file) for row in now)
                    self.db.execute("DELETE FROM names WHERE file = ?", (file,))
                    self.db.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?)", rows)
                    self._todo("slug", {row[0] for row in now ^ before})
            self._todo("name", files)
            self._done("number", files)

    def _put_decisions(self, found: list[tuple[int, Decision]]) -> None:
        """Keep what some files mean, and count what they say of works."""
        before: Counter[works.Sighting] = Counter()
        after: Counter[works.Sighting] = Counter()
        with self.db:
            for file, now in found:
                before += self._sightings(file)
                after.update(works.Sighting(*one) for one in loosened(now.sightings))
                kept = self.db.execute("SELECT own, resolutions FROM settled WHERE file = ?", (file,))
                if kept.fetchone() != (now.own, now.resolutions):
                    text = self.db.execute("SELECT text FROM files WHERE id = ?", (file,)).fetchone()
                    self._todo("text", text)
                self.db.execute("INSERT OR REPLACE INTO settled VALUES (?, ?, ?, ?)", (file, *now))
            self._count(before, after)
            self._done("name", [file for file, _ in found])

    def _sightings(self, file: int) -> Counter[works.Sighting]:
        row = self.db.execute("SELECT sightings FROM settled WHERE file = ?", (file,)).fetchone()
        return Counter(works.Sighting(*one) for one in loosened(row[0])) if row else Counter()

    def _count(self, before: Counter[works.Sighting], after: Counter[works.Sighting]) -> None:
        """Replace what was said of works by what is said now."""
        changes: dict[str, Counter[tuple[str, str]]] = {}
        for counts, sign in ((before, -1), (after, 1)):
            for one, times in counts.items():
                said = changes.setdefault(one.work, Counter())
                said[one.field, one.value] += sign * times * one.weight
        changed = {work: said for work, said in changes.items() if any(said.values())}
        for work, said in changed.items():
            self._say(work, said)
        self._todo("work", changed)

    def _say(self, work: str, change: Counter[tuple[str, str]]) -> None:
        """Add to what is said of a work, or take from it."""
        counts = Counter({(field, value): weight for field, value, weight in self.said(work)})
        counts.update(change)
        now = sorted((field, value, weight) for (field, value), weight in counts.items() if weight)
        if now:
            self.db.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (work, _pack(now)))
        else:
            self.db.execute("DELETE FROM seen WHERE work = ?", (work,))

    # What came of it

    def pending(self, stage: str) -> int:
        """How much is still to be done."""
        count: int = self.db.execute("SELECT COUNT(*) FROM todo WHERE stage = ?", (stage,)).fetchone()[0]
        return count

    def _batches(self, stage: str) -> Iterator[list[Any]]:
        """What is to be done, in pieces; each piece must be marked as done before the next is asked for."""
        while batch := self.next(stage, _BATCH):
            yield batch

    def _shared(
        self, stage: str, work: Callable[[Desk, int], T], share: Share, progress: Progress
    ) -> Iterator[list[tuple[int, T]]]:
        """What came of the work on each file to be done, in pieces to be kept."""
        files = list(self.all(stage))
        results, done = whole(share(partial(at_desk, self.place, work), files)), 0
        while batch := list(islice(results, _BATCH)):
            yield batch
            done += len(batch)
            progress("đối chiếu", done, len(files))

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
