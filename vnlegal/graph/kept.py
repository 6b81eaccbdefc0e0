"""Answers that are kept: what the questions about the whole store give, work by work, beside the graph.

Each row of such an answer is about one document and follows from what stands at it: its label and day, its
edges, the mentions in its text or of it.  So a build works out again only the rows of the documents that it
has touched; one that makes a store anew, or has touched very many, works out all.  Asking only reads.

    answers   question (digest of its query), work, rank, rows; of work "" the columns
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from .. import late
from ..corpus.tables import connect
from ..notation.iris import BASE, text_in
from .engines import Engine, Row, Stream, Term
from .manifest import Manifest
from .questions import MOST, questions
from .sparql import read
from .terms import iri, name

TOUCHED, RENAMED = "answer", "label"
"""Stages of the ledger: texts and works whose rows may differ, works that may be called otherwise."""
ALL = ""
"""In place of a work: everything is to be worked out."""
_MANY = 1_000  # documents from which on one pass over the store is cheaper
_TOGETHER = 50  # documents asked about in one query
# A work in a line of N-Quads, but no candidate: "<…/doc/cp/2020/50-nq-cp>", "<…/text/0123456789ab/work>"
_WORK = late.re(rf"(?<!#candidate> )<({BASE}/(?:doc/[^> ]+|text/[0-9a-f]+/work))>")
_SELECT = "SELECT rows, rank FROM answers WHERE question = ?"
_COLUMNS = msgspec.msgpack.Decoder(tuple[str, ...])
_ROWS = msgspec.msgpack.Decoder(list[tuple[Term | None, ...]])


class Listing(NamedTuple):
    """In which order the documents of an answer stand (by a number, the greatest first), and how many."""

    by: str = ""
    most: int = -1


WHOLE: Mapping[str, Listing] = {
    "most-cited": Listing("documents", MOST),
    "orphans": Listing(),
    "undecided": Listing(),
}


def named(lines: str) -> set[str]:
    """The works that lines of N-Quads name."""
    return set(_WORK.findall(lines))


def answered(generation: Path, sparql: str, work_out: Callable[[], Stream]) -> Stream:
    """The answer of a generation to a query, as it was kept or as it is worked out."""
    with suppress(sqlite3.Error, msgspec.DecodeError, LookupError):
        columns, rows = _kept(generation / "manifest.sqlite", _key(sparql))
        return columns, iter(rows)
    return work_out()


def _kept(tables: Path, key: str) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows; raises LookupError where they are not kept."""
    with closing(connect(tables, published=True)) as db:
        head = db.execute(
            "SELECT rows, rank FROM answers WHERE question = ? AND work = ''", (key,)
        ).fetchone()
        if head is None:
            raise LookupError(key)
        columns, most = head
        found = db.execute(f"{_SELECT} AND work != '' ORDER BY rank, work LIMIT ?", (key, most)).fetchall()
    return _COLUMNS.decode(columns), [row for rows, _ in found for row in _ROWS.decode(rows)]


def keep(manifest: Manifest, engine: Engine) -> None:
    """Bring the answers that are kept to what the store says now."""
    keeper = _Keeper(manifest, engine)
    touched, renamed = (list(manifest.ledger.all(stage)) for stage in (TOUCHED, RENAMED))
    known = keeper.has_all() and ALL not in touched
    documents = keeper.documents(touched, renamed) if known else set()
    with manifest.db:
        if known and len(documents) <= _MANY:
            keeper.again(documents)
        else:
            keeper.anew()
    manifest.ledger.done(TOUCHED, touched, {})
    manifest.ledger.done(RENAMED, renamed, {})


class _Keeper:
    def __init__(self, manifest: Manifest, engine: Engine) -> None:
        self.db, self.engine = manifest.db, engine
        known = ((questions()[name], order) for name, order in WHOLE.items())
        self.asked = {_key(read(question.sparql).text): (question, order) for question, order in known}
        self._ours = f"question IN ({', '.join(map(repr, self.asked))})"

    def has_all(self) -> bool:
        """Whether all answers are kept, those and no others."""
        return {key for (key,) in self.db.execute("SELECT DISTINCT question FROM answers")} == {*self.asked}

    def documents(self, touched: Iterable[str], renamed: Iterable[str]) -> set[str]:
        """The works whose rows may differ: those touched, of texts, and those that name a renamed one."""
        found: set[str] = {*renamed}
        for one in touched:
            found |= self._works_of(one) if text_in(one) == one else {one}
        for one in renamed:
            for mention in self.engine.subjects(name("vnl:candidate"), iri(one)):
                found |= self._works_of(text_in(mention))
        return {one for one in found if self._is_work(one)}

    def _works_of(self, text: str) -> set[str]:
        return set(self.engine.objects(iri(text), name("eli:realizes")))

    def _is_work(self, iri: str) -> bool:
        """Whether it is known as a work, or was when answers were last kept: provisions look alike."""
        kept = f"SELECT 1 FROM answers WHERE {self._ours} AND work = ?"
        known = self.db.execute(f"SELECT 1 FROM graphs WHERE name = ? UNION ALL {kept}", (iri, iri))
        return known.fetchone() is not None

    def anew(self) -> None:
        """Work out all answers."""
        self.db.execute("DELETE FROM answers")
        for key, (question, order) in self.asked.items():
            columns = self._put(key, question.of(), order)
            row = (key, "", order.most, msgspec.msgpack.encode(columns))
            self.db.execute("INSERT INTO answers VALUES (?, ?, ?, ?)", row)

    def again(self, documents: Collection[str]) -> None:
        """Work out the rows of some documents."""
        ordered = sorted(documents)
        rows = ((one,) for one in ordered)
        self.db.executemany(f"DELETE FROM answers WHERE {self._ours} AND work = ?", rows)
        for key, (question, order) in self.asked.items():
            for at in range(0, len(ordered), _TOGETHER):
                self._put(key, question.of(ordered[at : at + _TOGETHER]), order)

    def _put(self, key: str, sparql: str, order: Listing) -> tuple[str, ...]:
        columns, rows = self.engine.stream(read(sparql), {})
        self.db.executemany("INSERT INTO answers VALUES (?, ?, ?, ?)", _rows(key, columns, rows, order))
        return columns


def _rows(
    key: str, columns: tuple[str, ...], rows: Iterable[Row], order: Listing
) -> Iterator[tuple[str, str, int, bytes]]:
    at = columns.index("document")
    by = columns.index(order.by) if order.by else None
    for document, found in groupby(rows, key=lambda row: row[at]):
        same = list(found)
        rank = same[0][by] if by is not None else None
        assert document is not None
        yield key, document.value, -int(rank.value) if rank else 0, msgspec.msgpack.encode(same)


def _key(sparql: str) -> str:
    return hashlib.sha256(sparql.encode()).hexdigest()[:32]
