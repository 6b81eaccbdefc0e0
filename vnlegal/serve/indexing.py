"""Writes the search index of a store from its graph: once for each generation, a property at a time."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any

from ..corpus import Settled
from ..corpus.ledger import Ledger
from ..graph.engines import Engine
from ..graph.stores import Store
from ..graph.terms import iri, name
from ..graph.triples import property_of
from ..notation import iris
from ..notation.bodies import slug
from ..parts.task_changes import CHANGES
from ..vocabulary import Issuer, Province, issuers, label, provinces, relations
from . import duties
from .typed import plain_words

SCHEMA = "vnlegal/search/7"
FILE = "search.sqlite"
_TABLES = (
    """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;
CREATE TABLE works (
  id INTEGER PRIMARY KEY, iri TEXT NOT NULL, label TEXT NOT NULL, number TEXT, token TEXT, title TEXT,
  kind TEXT, date TEXT, year INTEGER, issuers TEXT NOT NULL, held INTEGER NOT NULL, cited INTEGER NOT NULL,
  joined INTEGER NOT NULL);
CREATE TABLE issued (body TEXT, id INTEGER, PRIMARY KEY (body, id)) WITHOUT ROWID;
CREATE TABLE bodies (iri TEXT PRIMARY KEY, name TEXT, works INTEGER, tasks INTEGER) WITHOUT ROWID;
CREATE TABLE kinds (kind TEXT PRIMARY KEY, works INTEGER) WITHOUT ROWID;
CREATE TABLE totals (name TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY, iri TEXT, work TEXT, label TEXT, body TEXT, agency TEXT, action TEXT, deadline TEXT,
  kind TEXT, due TEXT, recurrence TEXT, start INTEGER, "end" INTEGER);
CREATE VIRTUAL TABLE words USING fts5 (number, title, issuers, about, content='', tokenize='ascii');
CREATE VIRTUAL TABLE terms USING fts5vocab (words, row);
CREATE VIRTUAL TABLE charged USING fts5 (agency, content='', tokenize='ascii');
"""
    + duties.TABLES
)
_INDEXES = (
    """
CREATE UNIQUE INDEX works_by_iri ON works (iri);
CREATE INDEX works_by_token ON works (token) WHERE token IS NOT NULL;
CREATE INDEX works_by_cited ON works (cited DESC, id);
CREATE INDEX works_on_date ON works (date);
CREATE INDEX works_by_kind ON works (kind, id);
CREATE INDEX tasks_by_body ON tasks (body, due);
CREATE INDEX tasks_by_work ON tasks (work);
CREATE INDEX tasks_by_due ON tasks (due IS NULL, due, deadline = '', id);
INSERT INTO words (words, rank) VALUES ('rank', 'bm25(4.0, 2.0, 1.0, 1.0)');
INSERT INTO words (words) VALUES ('optimize');
ANALYZE;
"""
    + duties.INDEXES
)
Pairs = Mapping[str, str]


def written(generation: Path, store: Store, ledger: Ledger) -> Path:
    """The index of a generation of a store, whose texts are in a ledger; written if it is not there yet.

    Where the store may not be written to, the index goes into the folder for temporary files.
    """
    path = generation / FILE
    if _current(path):
        return path
    folder = generation if os.access(generation, os.W_OK) else Path(tempfile.mkdtemp(prefix="vnlegal-"))
    draft = folder / f"{FILE}.{os.getpid()}.new"
    draft.unlink(missing_ok=True)
    write(draft, store, ledger)
    return draft.replace(folder / FILE)


def _current(path: Path) -> bool:
    if not path.exists():
        return False
    db = sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
    try:
        return bool(db.execute("SELECT 1 FROM totals WHERE name = ?", (SCHEMA,)).fetchone())
    except sqlite3.DatabaseError:
        return False
    finally:
        db.close()


def write(path: Path, store: Store, ledger: Ledger) -> None:
    """Write the index of a store into a new file."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.executescript(_TABLES)
        db.execute("BEGIN")
        _Writer(db, store.engine).write()
        duties.write(db, store, _charging(store.engine, ledger), partial(_changing, store.engine, ledger))
        db.execute("COMMIT")
        db.executescript(_INDEXES)
    finally:
        db.close()


def _charging(engine: Engine, ledger: Ledger) -> Iterator[tuple[str, Settled]]:
    """The texts that charge somebody, each once."""
    tasks = (task for _, task in engine.pairs(name("vnl:directive")))
    for text in sorted({task.rpartition("/task/")[0] for task in tasks}):
        for copy in islice(ledger.copies(text), 1):
            yield text, copy


def _changing(engine: Engine, ledger: Ledger, work: str) -> Iterator[Settled]:
    """The texts that may change the tasks of a work, each once."""
    changes = (engine.subjects(name(f"vnl:{property_of(kind)}"), iri(work)) for kind in CHANGES)
    for one in sorted(set(chain.from_iterable(changes))):
        for text in sorted(set(engine.objects(iri(one), name("eli:is_realized_by")))):
            yield from islice(ledger.copies(text), 1)


class _Writer:
    def __init__(self, db: sqlite3.Connection, engine: Engine) -> None:
        self.db, self.engine = db, engine
        self.names = {
            body: words for body, words in engine.pairs(name("skos:prefLabel")) if body.startswith(_BODIES)
        }
        self._shared: dict[str, str] = {}
        self.labels = self._least("rdfs:label")
        self._spelt: dict[str, str] | None = None

    def _written(self) -> dict[str, str]:
        """The names of bodies as documents write them, by slug; read when some body has no other name."""
        if self._spelt is None:
            properties = ("vnl:issuerName", "vnl:citedIssuer")
            names = {words for one in properties for _, words in self.engine.pairs(name(one))}
            self._spelt = {slug(words): words for words in names}
        return self._spelt

    def _least(self, property: str) -> dict[str, str]:
        """The value of a property by subject; of several the first in order.

        Equal strings are one: each work is the subject of a dozen properties.
        """
        found: dict[str, str] = {}
        for subject, value in self.engine.pairs(name(property)):
            if subject not in found or value < found[subject]:
                found[self._one(subject)] = self._one(value)
        return found

    def _one(self, text: str) -> str:
        return self._shared.setdefault(text, text)

    def _all(self, property: str) -> dict[str, list[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for subject, value in self.engine.pairs(name(property)):
            found[self._one(subject)].add(self._one(value))
        return {subject: sorted(values) for subject, values in found.items()}

    def write(self) -> None:
        """Fill all tables."""
        held = self._held()
        issued = self._all("vnl:issuedBy")
        by_body = Counter(body for bodies in issued.values() for body in bodies)
        kinds: Counter[str] = Counter()
        for id, row in enumerate(self._works(held, issued), 1):
            self._put(id, row, issued.get(row["iri"], []))
            kinds[row["kind"] or ""] += 1
        charged, tasks = self._tasks()
        rows = [(body, self.body(body), by_body[body], charged[body]) for body in {*by_body, *charged}]
        self.db.executemany("INSERT INTO bodies VALUES (?, ?, ?, ?)", rows)
        self.db.executemany("INSERT INTO kinds VALUES (?, ?)", ((k, n) for k, n in kinds.items() if k))
        texts = sum(held.values())
        totals = {"held": texts, "cited": len(held) - texts, "tasks": tasks, SCHEMA: 1}
        self.db.executemany("INSERT INTO totals VALUES (?, ?)", totals.items())

    def _held(self) -> dict[str, bool]:
        """Works, and whether a text of them is in the store (some graph may not know it yet)."""
        found: dict[str, bool] = {}
        for work, value in self.engine.pairs(name("vnl:inCorpus")):
            found[self._one(work)] = found.get(work, False) or value == "true"
        return found

    def _works(self, held: Mapping[str, bool], issued: Mapping[str, list[str]]) -> Iterator[dict[str, Any]]:
        """What is told of each work: works that are held before others, the newest before."""
        numbers, titles, kinds = map(self._least, ("eli:number", "vnl:subject", "vnl:docType"))
        days, years = map(self._least, ("eli:date_document", "vnl:year"))
        works = sorted(held)
        works.sort(key=lambda work: days.get(work) or years.get(work) or "", reverse=True)
        works.sort(key=lambda work: not held[work])
        cited, joined = self._joined(works)
        files = self._files()
        for n, work in enumerate(works):
            kind = kinds.get(work)
            yield {
                "iri": work,
                "label": self.label(work, files),
                "number": numbers.get(work),
                "token": iris.number_slug(numbers[work]) if work in numbers else None,
                "title": titles.get(work),
                "kind": kind.rsplit("/", 1)[-1] if kind else None,
                "date": days.get(work),
                "year": int(years[work]) if work in years else None,
                "issuers": ", ".join(map(self.body, issued.get(work, ()))),
                "held": held[work],
                "cited": cited[n],
                "joined": joined[n],
            }

    def _files(self) -> dict[str, str]:
        """The name of a file of each work that has none of its own."""
        paths, files = self._least("vnl:path"), self._least("eli:is_embodied_by")
        texts = {work: text for text, work in self.engine.pairs(name("eli:realizes"))}
        nameless = (work for work in texts if work.endswith("/work"))
        return {work: Path(paths.get(files.get(texts[work], ""), "")).name for work in nameless}

    def label(self, work: str, files: Mapping[str, str]) -> str:
        """What a work is called; one without number and name after its file."""
        return f"Văn bản không số ({files[work]})" if files.get(work) else self.labels.get(work, work)

    def _joined(self, works: Iterable[str]) -> tuple[list[int], list[int]]:
        """How many works speak of a work, and how many stand in a relation to it either way, in their order.

        A pair of works is one number: a million of pairs are eight megabytes, and not three hundred.
        """
        place = {work: n for n, work in enumerate(works)}
        found = array("Q")
        for row in relations():
            for subject, object in self.engine.pairs(name(f"vnl:{row.property}")):
                if subject != object and subject in place and object in place:
                    found.append(place[subject] << 32 | place[object])
        pairs = array("Q", (one for one, _ in groupby(sorted(found))))
        cited, joined = [0] * len(place), [0] * len(place)
        for pair in pairs:
            source, target = pair >> 32, pair & 0xFFFFFFFF
            cited[target] += 1
            joined[target] += 1
            back = bisect_left(pairs, target << 32 | source)
            if not (back < len(pairs) and pairs[back] == target << 32 | source):
                joined[source] += 1
        return cited, joined

    def _put(self, id: int, row: Mapping[str, Any], bodies: Iterable[str]) -> None:
        self.db.execute(f"INSERT INTO works VALUES ({','.join('?' * (len(row) + 1))})", (id, *row.values()))
        tails = " ".join(body.rsplit("/", 1)[-1] for body in bodies)
        kind = label(row["kind"]) if row["kind"] else ""
        words = (row["number"], row["title"], f"{row['issuers']} {tails}", f"{kind} {row['year'] or ''}")
        columns = (_plain(one or "") for one in words)
        self.db.execute(
            "INSERT INTO words (rowid, number, title, issuers, about) VALUES (?, ?, ?, ?, ?)", (id, *columns)
        )
        self.db.executemany("INSERT INTO issued VALUES (?, ?)", ((body, id) for body in bodies))

    def _tasks(self) -> tuple[Counter[str], int]:
        """Tasks, a row for each body that leads one; how many each body has, and all."""
        charged: Counter[str] = Counter()
        tasks = dict(sorted((task, work) for work, task in self.engine.pairs(name("vnl:directive"))))
        id = 0
        for task, work in tasks.items():
            for row in self._rows(task, work):
                id += 1
                charged[row[3] or ""] += 1
                self.db.execute(f"INSERT INTO tasks VALUES ({','.join('?' * 13)})", (id, *row))
                words = _plain(f"{row[4]} {self.body(row[3]) if row[3] else ''}")
                self.db.execute("INSERT INTO charged (rowid, agency) VALUES (?, ?)", (id, words))
        del charged[""]
        return charged, len(tasks)

    def _rows(self, task: str, work: str) -> Iterator[tuple[Any, ...]]:
        values: dict[str, set[str]] = defaultdict(set)
        for predicate, term in self.engine.about(f"<{task}>"):
            values[predicate.rsplit("#", 1)[-1]].add(term.value)
        one = {key: min(found) for key, found in values.items()}
        known = {slug(self.body(body)): body for body in values["leadAgency"]}
        rest = (
            one.get("action", ""), one.get("deadlineText", ""), one.get("deadlineKind", ""),
            one.get("dueDate"), one.get("recurrence", ""), int(one.get("start", 0)), int(one.get("end", 0)),
        )  # fmt: skip
        for agency in sorted(values["leadAgencyName"]) or [""]:
            body = _meant(agency, known)
            yield task, work, self.labels.get(work, work), body, agency, *rest

    def body(self, iri: str) -> str:
        """The name of a body: as the vocabulary has it, else made of its row and its place."""
        if iri not in self.names:
            self.names[iri] = body_name(iri) or self._written().get(_key(iri), _key(iri))
        return self.names[iri]


_BODIES = f"{iris.BASE}/org/"


def _plain(text: str) -> str:
    return " ".join(plain_words(text))


def _meant(agency: str, known: Mapping[str, str]) -> str | None:
    """Of the bodies that lead a task the one that a name means."""
    plain = slug(agency)
    fit = [body for words, body in known.items() if words.startswith(plain) or plain.startswith(words)]
    return fit[0] if len(fit) == 1 else next(iter(known.values())) if len(known) == 1 else None


def body_name(iri: str) -> str | None:
    """The name of a body by its IRI, if the registry has it.

    >>> body_name(f"{iris.BASE}/org/so-tttt-kon-tum")
    'Sở Thông tin và Truyền thông tỉnh Kon Tum'
    """
    key = _key(iri)
    for row, short in _local_bodies():
        if key.startswith(f"{short}-"):
            return f"{row.name} {_place_name(key.removeprefix(f'{short}-'))}"
    return next((row.name for row in issuers() if iris.issuer_slug(row.id) == key), None)


def _key(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].removesuffix("~63")


@cache
def _local_bodies() -> list[tuple[Issuer, str]]:
    """Rows of bodies that every province has, the longest keys first."""
    rows = [(row, iris.issuer_slug(row.id)) for row in issuers() if row.local]
    return sorted(rows, key=lambda one: -len(one[1]))


def _place_name(place: str) -> str:
    rows: list[Province] = [row for row in provinces() if slug(row.name) == place]
    return rows[0].full_name if rows else place.replace("-", " ").title()
