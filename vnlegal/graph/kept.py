"""Answers that are kept: what the questions about the whole store give, work by work, beside the graph.

Each row of such an answer is about one document and follows from what stands at it: its label and day, its
edges, the mentions in its text or of it.  So a build works out again only the rows of the documents that it
has touched; one that makes a store anew, or has touched very many, works out all.  Of a store of more than
`_MOST` files nothing is kept.  Asking only reads.

    answers   question (digest of its query), work, rank, rows; of work "" the columns
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from .. import late
from ..corpus.tables import connect
from ..notation.iris import BASE, text_in
from ..vocabulary import relations
from .engines import Engine, Row, Stream, Term
from .manifest import Manifest
from .questions import MOST, Question, questions
from .sparql import Query, read
from .terms import PREFIXES, iri, name
from .triples import target_of

TOUCHED, RENAMED = "answer", "label"
"""Stages of the ledger: texts and works whose rows may differ, works that may be called otherwise."""
ALL = ""
"""In place of a work: everything is to be worked out."""
_MANY = 1_000  # documents from which on one pass over the store is cheaper
_MOST = 5_000  # files whose answers are kept: three times as many files take seven times as long to work out
# A work in a line of N-Quads, but no candidate: "<…/doc/cp/2020/50-nq-cp>", "<…/text/0123456789ab/work>"
_WORK = late.re(rf"(?<!#candidate> )<({BASE}/(?:doc/[^> ]+|text/[0-9a-f]+/work))>")
_LABEL = name("rdfs:label")[1:-1]
_WORKS_OF = """SELECT DISTINCT own FROM files JOIN settled ON file = id
  WHERE text IN (SELECT value FROM json_each(?))"""
_SELECT = "SELECT rows, rank FROM answers WHERE question = ?"
_COLUMNS = msgspec.msgpack.Decoder(tuple[str, ...])
# The rows of a document as places in its terms: most stand in many of them.
_ROWS = msgspec.msgpack.Decoder(tuple[list[tuple[str, str, str | None, str | None] | None], list[list[int]]])
_term = partial(tuple.__new__, Term)  # four times as fast as the decoder calls the class


class Listing(NamedTuple):
    """In which order the documents of an answer stand (by a number, the greatest first), and how many.

    `own`: the rows of a document follow from its own texts, whatever others say of it.
    """

    by: str = ""
    most: int = -1
    own: bool = False


MOST_CITED = "most-cited"
WHOLE: Mapping[str, Listing] = {
    MOST_CITED: Listing("documents", MOST),
    "orphans": Listing(),
    "undecided": Listing(own=True),
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
    return _COLUMNS.decode(columns), [row for rows, _ in found for row in _unpacked(rows)]


def keep(manifest: Manifest, engine: Engine) -> None:
    """Bring the answers that are kept to what the store says now."""
    keeper = _Keeper(manifest, engine)
    touched, renamed = (list(manifest.ledger.all(stage)) for stage in (TOUCHED, RENAMED))
    with manifest.db:
        if keeper.is_large():
            keeper.forget()
        elif keeper.has_all() and ALL not in touched and len(touched) <= _MANY:
            keeper.again(touched, renamed)
        else:
            keeper.anew()
    manifest.ledger.done(TOUCHED, touched, {})
    manifest.ledger.done(RENAMED, renamed, {})


class _Keeper:
    def __init__(self, manifest: Manifest, engine: Engine) -> None:
        self.db, self.engine = manifest.db, engine
        known = ((questions()[name], listing) for name, listing in WHOLE.items())
        self.asked = {_key(read(question.sparql).text): (question, listing) for question, listing in known}
        self._ours = f"question IN ({', '.join(map(repr, self.asked))})"

    def is_large(self) -> bool:
        """Whether the store holds so many files that its answers are left to who asks."""
        return bool(self.db.execute("SELECT COUNT(*) > ? FROM files", (_MOST,)).fetchone()[0])

    def forget(self) -> None:
        """Keep no answers."""
        self.db.execute("DELETE FROM answers")

    def has_all(self) -> bool:
        """Whether all answers are kept, those and no others."""
        return {key for (key,) in self.db.execute("SELECT DISTINCT question FROM answers")} == {*self.asked}

    def anew(self) -> None:
        """Work out all answers."""
        self.forget()
        for key, (question, listing) in self.asked.items():
            columns = self._put(key, self.engine.stream(read(question.of_all), {}), listing)
            row = (key, "", listing.most, msgspec.msgpack.encode(columns))
            self.db.execute("INSERT INTO answers VALUES (?, ?, ?, ?)", row)

    def again(self, touched: Iterable[str], renamed: Iterable[str]) -> None:
        """Work out the rows of documents that were touched, and of those that may mean a renamed one."""
        texts = {*map(text_in, touched), *self._naming(renamed)} - {""}
        own = {*renamed} | self._works_of(texts)
        named = own | {one for one in touched if text_in(one) != one}
        works = sorted(filter(self._is_work, named))
        for key, (question, listing) in self.asked.items():
            query = read(question.of_one)
            for work in works if not listing.own else [one for one in works if one in own]:
                self.db.execute("DELETE FROM answers WHERE question = ? AND work = ?", (key, work))
                self._put(key, self._answer(question, query, work), listing)

    def _answer(self, question: Question, query: Query, work: str) -> Stream:
        """The rows of one document."""
        if question.name == MOST_CITED:
            return self._citing(work)
        return self.engine.stream(query, {"document": iri(work)})

    def _citing(self, work: str) -> Stream:
        """By how many documents a work is cited; of one that thousands cite much faster than the query."""
        pointing = (self.engine.subjects(name(target_of(row.id)), iri(work)) for row in relations())
        texts = {text_in(one) for found in pointing for one in found if "#char=" in one}
        citing = self._works_of(texts) - {work}
        labels = [term for property, term in self.engine.about(iri(work)) if property == _LABEL]
        number = Term("literal", str(len(citing)), f"{PREFIXES['xsd']}integer")
        rows: list[Row] = [(Term("iri", work), label, number) for label in labels]
        return ("document", "label", "documents"), iter(rows if citing else ())

    def _works_of(self, texts: Collection[str]) -> set[str]:
        """The works that some texts are of."""
        asked = msgspec.json.encode(sorted(texts)).decode()
        return {work for (work,) in self.db.execute(_WORKS_OF, (asked,))}

    def _naming(self, works: Iterable[str]) -> Iterator[str]:
        """The texts in which a mention may mean one of some works."""
        for work in works:
            for mention in self.engine.subjects(name("vnl:candidate"), iri(work)):
                yield text_in(mention)

    def _is_work(self, iri: str) -> bool:
        """Whether it is known as a work, or was when answers were last kept: provisions look alike."""
        kept = f"SELECT 1 FROM answers WHERE {self._ours} AND work = ?"
        known = self.db.execute(f"SELECT 1 FROM graphs WHERE name = ? UNION ALL {kept}", (iri, iri))
        return known.fetchone() is not None

    def _put(self, key: str, answer: Stream, listing: Listing) -> tuple[str, ...]:
        columns, rows = answer
        self.db.executemany("INSERT INTO answers VALUES (?, ?, ?, ?)", _rows(key, columns, rows, listing))
        return columns


def _rows(
    key: str, columns: tuple[str, ...], rows: Iterable[Row], listing: Listing
) -> Iterator[tuple[str, str, int, bytes]]:
    at = columns.index("document")
    by = columns.index(listing.by) if listing.by else None
    for document, found in groupby(rows, key=lambda row: row[at]):
        same = list(found)
        rank = same[0][by] if by is not None else None
        assert document is not None
        yield key, document.value, -int(rank.value) if rank else 0, _packed(same)


def _packed(rows: Iterable[Row]) -> bytes:
    places: dict[Term | None, int] = {}
    shown = [[places.setdefault(cell, len(places)) for cell in row] for row in rows]
    return msgspec.msgpack.encode((list(places), shown))


def _unpacked(kept: bytes) -> Iterator[Row]:
    cells, rows = _ROWS.decode(kept)
    terms = [_term(cell) if cell else None for cell in cells]
    return (tuple(map(terms.__getitem__, row)) for row in rows)


def _key(sparql: str) -> str:
    return hashlib.sha256(sparql.encode()).hexdigest()[:32]
