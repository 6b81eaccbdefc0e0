"""The search index of a store: works and tasks in SQLite, beside the graph that they are read from.

It is written once for each generation of a store, from the graph alone, and never changes.  No request
looks at every work: numbers are found by their token, words by SQLite's full-text index (FTS5).

    works     one row a work, with what lists show      issued   which body issued which
    words     number, title and issuers, folded         kinds    types with counts
    bodies    bodies with counts of works and tasks     tasks    one row a task and leading body
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..corpus import laws
from ..corpus.laws import acts_by_iri
from ..vocabulary.acts import successor
from .duties import Duties, prepare
from .listing import Asked, Count, Due, DueTask, Found, Hit, Tasks
from .typed import Typed, plain_words

_FEW = 8
_RANKED = 3_000  # where more works fit they stand in order of their ids: all would have to be ranked


class Index:
    """A written index, read from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()

    @property
    def _db(self) -> sqlite3.Connection:
        """A connection for each thread: SQLite's are not to be shared."""
        if not hasattr(self._local, "db"):
            self._local.db = sqlite3.connect(f"{self.path.resolve().as_uri()}?immutable=1", uri=True)
            prepare(self._local.db)
        db: sqlite3.Connection = self._local.db
        return db

    def search(self, asked: Asked) -> Found:
        """Works that fit, best first: by number, then those with all the words, else those with some."""
        typed = Typed.of(asked.words)
        found = self._search(asked, typed)
        for less in self._less(typed) if not found.total else ():
            found = self._search(asked, *less, loose=True)
            if found.total:
                break
        return found

    def _less(self, typed: Typed) -> Iterator[tuple[Typed, int]]:
        """The words without those that nobody uses, then all but one, then one of the two rarest."""
        known = {word: count for word in typed.words if (count := self._used(word))}
        if 0 < len(known) < len(set(typed.words)):
            yield replace(typed, token="", words=tuple(known)), 0
        if 2 < len(known) <= _FEW:
            yield replace(typed, token="", words=tuple(known)), 1
        if len(known) > 1:
            rarest = sorted(known, key=lambda word: known[word])[:2]
            yield replace(typed, token="", words=tuple(rarest)), 1

    def _used(self, word: str) -> int:
        """How many works have a word."""
        row = self._db.execute("SELECT doc FROM terms WHERE term = ?", (word,)).fetchone()
        return row[0] if row else 0

    def _search(self, asked: Asked, typed: Typed, missing: int = 0, loose: bool = False) -> Found:
        """One page: those that have the number, then those that have the words."""
        where = _filters(asked)
        if typed.day and not typed.words and not typed.token:
            where = where.also("date = ?", typed.day)
        numbered = self._numbered(typed, where, asked.begun) or self._laws(asked.words, where)
        match = typed.match("" if _is_iri(asked.issuer) else asked.issuer, asked.begun, missing)
        others = where.also(*_BUT, json.dumps(numbered)) if numbered else where
        if match:
            others = others.also(_MATCH, match)
        elif typed.token:
            others = _Where(("0",))
        count = self._one(f"SELECT COUNT(*) FROM {_tables(match)} {others.sql}", others.values)
        rank = _RANKS[loose] if match and count <= _RANKED else "works.id"
        ids = self._page(asked, numbered, others, match, rank)
        return Found(asked, self._by_id(ids), len(numbered) + count, loose)

    def _page(self, asked: Asked, numbered: list[int], others: _Where, match: str, rank: str) -> list[int]:
        """The ids of a page."""
        at = (max(asked.page, 1) - 1) * asked.size
        select = f"SELECT works.id FROM {_tables(match)} {others.sql}"
        if asked.order != "fit":
            either = f"id IN (SELECT value FROM json_each(?)) OR id IN ({select})"
            sql = f"SELECT id FROM works WHERE {either} ORDER BY {_ORDERS[asked.order]} LIMIT ? OFFSET ?"
            return self._ids(sql, [json.dumps(numbered), *others.values, asked.size, at])
        first = numbered[at : at + asked.size]
        rest = (asked.size - len(first), max(0, at - len(numbered)))
        return first + self._ids(f"{select} ORDER BY {rank} LIMIT ? OFFSET ?", [*others.values, *rest])

    def _numbered(self, typed: Typed, where: _Where, begun: bool) -> list[int]:
        """The ids of works whose number is, or begins as, what was typed; on the day that was typed first."""
        if not typed.token:
            return []
        low = typed.token if begun else f"{typed.token}-"
        found = where.also("((token >= ? AND token < ?) OR token = ?)", low, f"{low}\uffff", typed.token)
        found = found.also("year = ?", typed.year) if typed.year else found
        sql = f"SELECT id FROM works {found.sql} ORDER BY {_NUMBERED} LIMIT ?"
        return self._ids(sql, [*found.values, typed.token, typed.day, typed.kind, _RANKED])

    def _laws(self, words: str, where: _Where) -> list[int]:
        """The ids of the laws that bear a name: those that nothing has ended first, then the newest."""
        acts = {iri: acts_by_iri()[iri] for iri in laws.asked(words)} if words else {}
        if not acts:
            return []
        found = where.also(_NAMED, json.dumps(list(acts)))
        rows = self._db.execute(f"SELECT iri, works.id FROM works {found.sql}", found.values).fetchall()
        rows.sort(key=lambda row: (successor(acts[row[0]]) is not None, -acts[row[0]].adopted.toordinal()))
        return [id for _, id in rows]

    def _ids(self, sql: str, values: Iterable[object]) -> list[int]:
        return [id for (id,) in self._db.execute(sql, tuple(values))]

    def _by_id(self, ids: Iterable[int]) -> tuple[Hit, ...]:
        """Works by id, in the order given."""
        given = list(ids)
        rows = self._db.execute(
            f"SELECT id, {_COLUMNS} FROM works WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(given)],
        )
        found = {row[0]: _hit(row[1:]) for row in rows}
        return tuple(found[id] for id in given)

    def _one(self, sql: str, values: Iterable[object] = ()) -> int:
        found: int = self._db.execute(sql, tuple(values)).fetchone()[0]
        return found

    def hits(self, works: Iterable[str]) -> dict[str, Hit]:
        """Works by IRI as lists show them; those that are not known are left out."""
        found: dict[str, Hit] = {}
        wanted = sorted(set(works))
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            marks = ",".join("?" * len(part))
            rows = self._db.execute(f"SELECT {_COLUMNS} FROM works WHERE iri IN ({marks})", part)
            found.update((row[0], _hit(row)) for row in rows)
        return found

    def best(
        self,
        works: Iterable[str],
        most: int,
        issuer: str = "",
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[int, tuple[Hit, ...]]:
        """Of some works how many fit, and the first of them: those with a text, the newest before."""
        where = _filters(Asked(issuer=issuer, since=since, until=until))
        where = where.also("iri IN (SELECT value FROM json_each(?))", json.dumps(sorted(set(works))))
        if not _is_iri(issuer) and (match := Typed.of("").match(issuer)):
            where = where.also("works.id IN (SELECT rowid FROM words WHERE words MATCH ?)", match)
        total = self._one(f"SELECT COUNT(*) FROM works {where.sql}", where.values)
        sql = f"SELECT {_COLUMNS} FROM works {where.sql} ORDER BY works.id LIMIT ?"
        return total, tuple(map(_hit, self._db.execute(sql, [*where.values, max(most, 0)])))

    def kinds(self) -> tuple[Count, ...]:
        """Types of documents, most frequent first."""
        return self._counts("SELECT kind, kind, works FROM kinds ORDER BY works DESC, kind")

    def issuers(self, limit: int = 500) -> tuple[Count, ...]:
        """Bodies that issued something, most frequent first."""
        return self._counts(
            "SELECT iri, name, works FROM bodies WHERE works > 0 ORDER BY works DESC, name LIMIT ?", limit
        )

    def charged(self, limit: int = 500) -> tuple[Count, ...]:
        """Bodies with tasks, most first."""
        return self._counts(
            "SELECT iri, name, tasks FROM bodies WHERE tasks > 0 ORDER BY tasks DESC, name LIMIT ?", limit
        )

    def _counts(self, sql: str, *values: object) -> tuple[Count, ...]:
        return tuple(Count(*row) for row in self._db.execute(sql, values))

    def body(self, iri: str) -> str | None:
        """The name of a body."""
        row = self._db.execute("SELECT name FROM bodies WHERE iri = ?", (iri,)).fetchone()
        return row[0] if row else None

    def totals(self) -> tuple[int, int, int]:
        """How many works with text, works that are only cited, and tasks there are."""
        rows = dict(self._db.execute("SELECT name, value FROM totals"))
        return rows["held"], rows["cited"], rows["tasks"]

    def ledger(self, today: date) -> Duties:
        """The task ledger as it stands on a day."""
        return Duties(self._db, today)

    def tasks(self, asked: Due, today: date | None = None) -> Tasks:
        """Tasks by due date; those without a date last.  With a day they are those that the ledger gives."""
        named = json.dumps(self.ledger(today).named(asked)) if today else ""
        where = _Where().also(_NAMED, named) if today else _task_filters(asked)
        total = self._one(f"SELECT COUNT(*) FROM tasks {where.sql}", where.values)
        rows = self._db.execute(
            f"SELECT {_TASK_COLUMNS} FROM tasks {where.sql} {_BY_DUE} LIMIT ? OFFSET ?",
            [*where.values, asked.size, (max(asked.page, 1) - 1) * asked.size],
        )
        return Tasks(asked, tuple(_task(row) for row in rows), total)


@dataclass(frozen=True, slots=True)
class _Where:
    """Conditions that all hold, with their values."""

    conditions: tuple[str, ...] = ()
    values: tuple[object, ...] = ()

    def also(self, condition: str, *values: object) -> _Where:
        return _Where((*self.conditions, condition), (*self.values, *values))

    @property
    def sql(self) -> str:
        return f"WHERE {' AND '.join(self.conditions)}" if self.conditions else ""


def _tables(match: str) -> str:
    """Works, beside their words where these are asked for: ids are in the order of the newest."""
    return "words CROSS JOIN works ON works.id = words.rowid" if match else "works"


def _is_iri(text: str) -> bool:
    return text.startswith("http")


_COLUMNS = "works.iri, label, number, title, kind, date, year, issuers, held, cited, joined"
_TASK_COLUMNS = 'iri, work, label, body, agency, action, deadline, kind, due, recurrence, start, "end"'
_BY_DUE = "ORDER BY due IS NULL, due, deadline = '', id"
_ORDERS = {
    "newest": "works.id",
    "cited": "cited DESC, works.id",
    "oldest": "date IS NULL, date, works.id",
}
# What is cited often is meant more often: fifty citations weigh as much as a word found twice.
_RANK = "rank - min(cited, 50) * 0.02"
_RANKS = {False: f"held DESC, {_RANK}, works.id", True: f"{_RANK}, works.id"}
_NUMBERED = "token != ?, date IS NOT coalesce(?, date), kind IS NOT ?, cited DESC, id"
_MATCH = "words MATCH ?"
_NAMED = "iri IN (SELECT value FROM json_each(?))"
_BUT = ("works.id NOT IN (SELECT value FROM json_each(?))",)


def _hit(row: tuple[Any, ...]) -> Hit:
    day = date.fromisoformat(row[5]) if row[5] else None
    values: tuple[Any, ...] = (*row[:5], day, *row[6:8], bool(row[8]), *row[9:])
    return Hit(*values)


def _task(row: tuple[Any, ...]) -> DueTask:
    due = date.fromisoformat(row[8]) if row[8] else None
    values: tuple[Any, ...] = (*row[:8], due, *row[9:])
    return DueTask(*values)


def _filters(asked: Asked) -> _Where:
    """What a work must be beside its words."""
    where = _Where()
    if _is_iri(asked.issuer):
        where = where.also("works.id IN (SELECT id FROM issued WHERE body = ?)", asked.issuer)
    for condition, value in (
        ("works.kind = ?", asked.kind),
        ("works.date >= ?", asked.since and asked.since.isoformat()),
        ("works.date <= ?", asked.until and asked.until.isoformat()),
        ("works.held = ?", asked.held),
    ):
        where = where.also(condition, value) if value else where
    return where


def _task_filters(asked: Due) -> _Where:
    where = _Where()
    if _is_iri(asked.body):
        where = where.also("body = ?", asked.body)
    elif words := " ".join(f'"{word}"' for word in plain_words(asked.body)):
        where = where.also("id IN (SELECT rowid FROM charged WHERE charged MATCH ?)", words)
    for condition, value in (
        ("due >= ?", asked.since and asked.since.isoformat()),
        ("due <= ?", asked.until and asked.until.isoformat()),
        ("work = ?", asked.work),
    ):
        where = where.also(condition, value) if value else where
    return where.also("deadline != ''") if asked.dated else where
