"""Answers that are kept: what the questions about the whole store give, work by work, beside the graph.

What they rest on is given by each text (`given`): a build that has written a text notes what it gives now,
and takes that in when all is written: by how many documents a work is cited, how many texts put it into a
chain, which of its own mentions are open.  So an update costs what it touches, and a new store one pass over
what was given, a few documents at a time, whatever its size.  Asking only reads.

    giving    text (its digits), work: what it gives now, to be taken in (of work "" that it was written)
    given     work, text: what was taken in
    counted   work: by how many documents it is cited, how many texts put it into a chain
    answers   question (digest of its query), first work, rows; of work "" the columns

The rows of some hundred documents stand together under the first of them, since most of their terms are the
same.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from functools import partial
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path

import msgspec

from .. import late
from ..corpus.tables import LEVEL, connect
from ..notation.iris import BASE, text_in
from .engines import Engine, Row, Stream, Term
from .given import Given, unpacked
from .manifest import Manifest
from .questions import MOST, questions
from .sparql import read
from .terms import PREFIXES, iri, name
from .triples import label

TOUCHED, RENAMED = "answer", "label"
"""Stages of the ledger: works whose rows may differ, works that may be called otherwise."""
ALL = ""
"""In place of a work: everything is to be worked out."""
_MANY = 1_000  # documents from which on one pass over the store is cheaper
_PAGE = 200  # documents whose rows stand together
_BATCH = 500  # texts whose change is taken in at once
_HEAD = "SELECT rows FROM answers WHERE question = ? AND work = ''"
_ALL_OF = "SELECT rows FROM answers WHERE question = ? AND work != '' ORDER BY work"
_PAGE_OF = """SELECT work, rows FROM answers WHERE question = ? AND work != '' AND work <= ?
  ORDER BY work DESC LIMIT 1"""
_PUT = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)"
_GIVEN = "SELECT text, work, said FROM given WHERE {} IN (SELECT value FROM json_each(?))"
_GIVING = "SELECT text, work, said FROM giving WHERE text IN (SELECT value FROM json_each(?))"
_COUNT = """INSERT INTO counted VALUES (?, ?, ?) ON CONFLICT (work) DO UPDATE SET
  documents = documents + excluded.documents, texts = texts + excluded.texts"""
_APART = """SELECT DISTINCT own FROM settled
  WHERE NOT EXISTS (SELECT 1 FROM counted WHERE work = own AND texts > 0) ORDER BY own"""
_MOST_CITED = "SELECT work, documents FROM counted WHERE documents > 0 ORDER BY documents DESC, work LIMIT ?"
# What stands in nearly all rows: those of one document are little else.
_COMMON = b"literal" + f"{PREFIXES['xsd']}integer".encode() + b"\xc0iri" + f"{BASE}/doc/chinh-phu/20".encode()
_COLUMNS = msgspec.msgpack.Decoder(tuple[str, ...])
# Rows as places in their terms, all in one line: most terms stand in many rows.
_ROWS = msgspec.msgpack.Decoder(tuple[int, list[tuple[str, str, str | None, str | None] | None], list[int]])
_term = partial(tuple.__new__, Term)  # four times as fast as the decoder calls the class
_Kept = dict[tuple[str, str], Given]
"""What texts give: by text and work."""

MOST_CITED, ORPHANS, UNDECIDED = "most-cited", "orphans", "undecided"
WHOLE: Mapping[str, tuple[str, ...]] = {
    MOST_CITED: ("document", "label", "documents"),
    ORPHANS: ("document", "label", "date"),
    UNDECIDED: ("document", "label", "words", "start", "candidate", "candidateLabel"),
}
"""The questions whose answers are kept, and the columns of these."""


def answered(generation: Path, sparql: str, work_out: Callable[[], Stream]) -> Stream:
    """The answer of a generation to a query, as it was kept or as it is worked out."""
    with suppress(sqlite3.Error, msgspec.DecodeError, zlib.error, LookupError):
        return _kept(generation / "manifest.sqlite", _digest(sparql))
    return work_out()


def _kept(tables: Path, key: str) -> Stream:
    """Columns, and rows that are unpacked as they are asked for; raises LookupError where none are kept."""
    with closing(connect(tables, published=True)) as db:
        head = db.execute(_HEAD, (key,)).fetchone()
        if head is None:
            raise LookupError(key)
        pages = [rows for (rows,) in db.execute(_ALL_OF, (key,))]
    first = list(_unpacked(pages[0])) if pages else []
    return _COLUMNS.decode(head[0]), chain(first, (row for page in pages[1:] for row in _unpacked(page)))


def note(manifest: Manifest, given: Mapping[str, Mapping[str, bytes]]) -> None:
    """Note what texts give from now on, by work; it is taken in by `keep`."""
    short = {_short(text): {"": b"", **works} for text, works in given.items()}
    rows = ((text, work, said) for text, works in short.items() for work, said in works.items())
    with manifest.db:
        manifest.db.executemany("DELETE FROM giving WHERE text = ?", ((text,) for text in short))
        manifest.db.executemany("INSERT INTO giving VALUES (?, ?, ?)", rows)


def keep(manifest: Manifest, engine: Callable[[], Engine]) -> None:
    """Bring the answers that are kept to what the store says now."""
    keeper = _Keeper(manifest, engine)
    keeper.take_in()
    touched, renamed = (list(manifest.ledger.all(stage)) for stage in (TOUCHED, RENAMED))
    if not (touched or renamed) and keeper.has_all():
        return
    with manifest.db:
        if keeper.has_all() and ALL not in touched and len(touched) + len(renamed) <= _MANY:
            keeper.again(touched, renamed)
        else:
            keeper.anew()
    manifest.ledger.done(TOUCHED, touched, {})
    manifest.ledger.done(RENAMED, renamed, {})


class _Keeper:
    def __init__(self, manifest: Manifest, engine: Callable[[], Engine]) -> None:
        self.ledger, self.db, self.engine = manifest.ledger, manifest.db, engine
        self.keys = {name: _key(questions()[name].sparql) for name in WHOLE}
        self.labels: dict[str, str | None] = {}

    # What texts give

    def take_in(self) -> None:
        """Take in what texts give now, and note whose rows may differ."""
        sql = "SELECT DISTINCT text FROM giving ORDER BY text LIMIT ?"
        while texts := [text for (text,) in self.db.execute(sql, (_BATCH,))]:
            with self.db:
                self._take(texts)

    def _take(self, texts: list[str]) -> None:
        new = self._rows(_GIVING, texts)
        gone = self._rows(_GIVEN.format("text"), texts)
        works = sorted({work for _, work in (*new, *gone)})
        before = self._rows(_GIVEN.format("work"), works)
        after = {at: one for at, one in before.items() if at not in gone} | new
        documents = Counter(_cited(after))
        documents.subtract(_cited(before))
        chained = Counter(one for said in new.values() for one in said.chained)
        chained.subtract(one for said in gone.values() for one in said.chained)
        left = self._count(documents, chained)
        self.db.executemany("DELETE FROM given WHERE work = ? AND text = ?", (at[::-1] for at in gone))
        move = "INSERT INTO given SELECT work, text, said FROM giving WHERE text = ? AND work != ''"
        self.db.executemany(move, ((text,) for text in texts))
        self.db.executemany("DELETE FROM giving WHERE text = ?", ((text,) for text in texts))
        self.ledger.add(TOUCHED, {*works, *left})

    def _rows(self, sql: str, asked: list[str]) -> _Kept:
        found = self.db.execute(sql, (msgspec.json.encode(asked).decode(),))
        return {(text, work): unpacked(said) for text, work, said in found if work}

    def _count(self, documents: Mapping[str, int], chained: Mapping[str, int]) -> Iterable[str]:
        """Add to what is counted; the works that have come into a chain, or out of all."""
        changed = [one for one in {*documents, *chained} if documents.get(one) or chained.get(one)]
        were = {one: self._is_chained(one) for one in changed if chained.get(one)}
        rows = ((one, documents.get(one, 0), chained.get(one, 0)) for one in changed)
        self.db.executemany(_COUNT, rows)
        nothing = "DELETE FROM counted WHERE work = ? AND documents = 0 AND texts = 0"
        self.db.executemany(nothing, ((one,) for one in changed))
        return [one for one, was in were.items() if self._is_chained(one) != was]

    def _is_chained(self, work: str) -> bool:
        row = self.db.execute("SELECT 1 FROM counted WHERE work = ? AND texts > 0", (work,)).fetchone()
        return row is not None

    # What follows

    def has_all(self) -> bool:
        """Whether all answers are kept, those and no others."""
        return {key for (key,) in self.db.execute("SELECT DISTINCT question FROM answers")} == {
            *self.keys.values()
        }

    def anew(self) -> None:
        """Work out all answers."""
        self.db.execute("DELETE FROM answers")
        for question, columns in WHOLE.items():
            self.db.execute(_PUT, (self.keys[question], "", msgspec.msgpack.encode(columns)))
        self._put_most_cited()
        apart = (work for (work,) in self.db.execute(_APART).fetchall())
        self._put(ORPHANS, ((work, self._orphan(work)) for work in apart))
        rows = self.db.execute("SELECT work, said FROM given ORDER BY work")
        said = ((work, (unpacked(one) for _, one in same)) for work, same in groupby(rows, itemgetter(0)))
        self._put(UNDECIDED, ((work, self._undecided(work, texts)) for work, texts in said))

    def again(self, touched: Iterable[str], renamed: Iterable[str]) -> None:
        """Work out the rows of documents that were touched, and of those that may mean a renamed one."""
        touched = {*touched, *renamed}
        self._put_most_cited()
        self._replace(ORPHANS, {work: self._orphan(work) for work in touched})
        naming = touched | self._naming(renamed)
        self._replace(UNDECIDED, {work: self._undecided(work, self._said_of(work)) for work in naming})

    def _naming(self, works: Iterable[str]) -> set[str]:
        """The documents in which a mention may mean one of some works."""
        engine = self.engine() if works else None
        pointing = (engine.subjects(name("vnl:candidate"), iri(one)) for one in works) if engine else ()
        texts = sorted({_short(text_in(mention)) for found in pointing for mention in found})
        return {work for _, work in self._rows(_GIVEN.format("text"), texts)} if texts else set()

    def _said_of(self, work: str) -> Iterable[Given]:
        return self._rows(_GIVEN.format("work"), [work]).values()

    def _put_most_cited(self) -> None:
        rows: list[Row] = [
            (Term("iri", work), self._label(work), Term("literal", str(count), f"{PREFIXES['xsd']}integer"))
            for work, count in self.db.execute(_MOST_CITED, (MOST,)).fetchall()
        ]
        self.db.execute("DELETE FROM answers WHERE question = ? AND work != ''", (self.keys[MOST_CITED],))
        if rows:
            self.db.execute(_PUT, (self.keys[MOST_CITED], ORPHANS, _packed(rows)))

    def _orphan(self, iri: str) -> list[Row]:
        work = self.ledger.work(iri)
        if work is None or not work.in_corpus or self._is_chained(iri):
            return []
        day = Term("literal", work.date.isoformat(), f"{PREFIXES['xsd']}date") if work.date else None
        return [(Term("iri", iri), Term("literal", label(work), None, "vi"), day)]

    def _undecided(self, iri: str, texts: Iterable[Given]) -> list[Row]:
        found = {
            (one.start, candidate, one.words)
            for text in texts
            for one in text.open
            for candidate in [*filter(self._label, one.candidates)] or [""]
        }
        own = self._label(iri) if found else None
        return [
            (
                Term("iri", iri),
                own,
                Term("literal", words, None, "vi"),
                Term("literal", str(start), f"{PREFIXES['xsd']}integer"),
                Term("iri", candidate) if candidate else None,
                self._label(candidate) if candidate else None,
            )
            for start, candidate, words in sorted(found)
            if own
        ]

    def _label(self, iri: str) -> Term | None:
        """What a work is called; None of what is no work, or is one no longer."""
        if iri not in self.labels:
            work = self.ledger.work(iri)
            self.labels[iri] = label(work) if work else None
        found = self.labels[iri]
        return Term("literal", found, None, "vi") if found is not None else None

    # Pages of rows

    def _put(self, question: str, found: Iterable[tuple[str, list[Row]]]) -> None:
        """Keep the rows of all documents, which come in their order."""
        rows = ((work, rows) for work, rows in found if rows)
        while page := dict(islice(rows, _PAGE)):
            self._keep_page(self.keys[question], page)

    def _keep_page(self, key: str, page: Mapping[str, list[Row]]) -> None:
        """Keep the rows of some documents together, of very many in two halves."""
        works = sorted(work for work, rows in page.items() if rows)
        half = len(works) // 2 if len(works) > 2 * _PAGE else len(works)
        for part in (works[:half], works[half:]):
            if part:
                row = (key, part[0], _packed([row for work in part for row in page[work]]))
                self.db.execute(_PUT, row)

    def _replace(self, question: str, found: Mapping[str, list[Row]]) -> None:
        """Put the rows of some documents in the place of those that are kept."""
        key, pages = self.keys[question], defaultdict[str, list[str]](list)
        for work in sorted(found):
            page = self.db.execute(_PAGE_OF, (key, work)).fetchone()
            pages[page[0] if page else ""].append(work)
        for first, works in pages.items():
            self._replace_in(key, first, {work: found[work] for work in works})

    def _replace_in(self, key: str, first: str, found: Mapping[str, list[Row]]) -> None:
        """The same in one page, the one before all others if `first` is none."""
        if not first:
            self._keep_page(key, found)
            return
        row = self.db.execute(_PAGE_OF, (key, first)).fetchone()
        kept = {work: list(rows) for work, rows in groupby(_unpacked(row[1]), key=_document)}
        if any(kept.get(work, []) != rows for work, rows in found.items()):
            self.db.execute("DELETE FROM answers WHERE question = ? AND work = ?", (key, first))
            self._keep_page(key, {**kept, **found})


def _short(text: str) -> str:
    """A text by the digits of its IRI."""
    return text.rpartition("/")[2]


def _cited(texts: _Kept) -> Iterator[str]:
    """The works that documents cite, each once for each document."""
    return (one for _, one in {(work, one) for (_, work), said in texts.items() for one in said.cited})


def _document(row: Row) -> str:
    """The document that a row is about, which stands first."""
    assert row[0] is not None
    return row[0].value


def _packed(rows: list[Row]) -> bytes:
    places: dict[Term | None, int] = {}
    shown = [places.setdefault(cell, len(places)) for row in rows for cell in row]
    squeezing = zlib.compressobj(LEVEL, zdict=_COMMON)
    told = msgspec.msgpack.encode((len(rows[0]), list(places), shown))
    return squeezing.compress(told) + squeezing.flush()


def _unpacked(kept: bytes) -> Iterator[Row]:
    width, cells, shown = _ROWS.decode(zlib.decompressobj(zdict=_COMMON).decompress(kept))
    terms = [_term(cell) if cell else None for cell in cells]
    return zip(*[map(terms.__getitem__, shown)] * width, strict=True)


def _key(sparql: str) -> str:
    """The key of a query of ours, which is read once for an installation."""
    return late.kept(("kept answer", sparql, late.written(__file__)), lambda: _digest(read(sparql).text))


def _digest(sparql: str) -> str:
    return hashlib.sha256(sparql.encode()).hexdigest()[:16]
