"""Answers that are kept: what the questions about the whole store give, work by work, beside the graph.

Each row of such an answer is about one document and follows from what stands at it: its label and day, its
edges, the mentions in its text or of it.  So a build works out again only the rows of the documents that it
has touched; one that makes a store anew, or has touched very many, works out all.  Of a store of more than
`_MOST` files nothing is kept.  Asking only reads.

    answers   question (digest of its query), work, rank, rows; of work "" the columns

The rows of some hundred documents stand together under the first of them, since most of their terms are the
same; where a number gives the order, those of each document by themselves, so that the first are found.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from .. import late
from ..corpus.tables import LEVEL, connect
from ..notation.iris import BASE, is_stretch, text_in
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
_HEAD = "SELECT rows, rank FROM answers WHERE question = ? AND work = ''"
_ALL_OF = "SELECT rows FROM answers WHERE question = ? AND work != '' ORDER BY work"
_FIRST_OF = "SELECT rows FROM answers WHERE question = ? AND rank < 0 ORDER BY rank, work LIMIT ?"
_PAGE_OF = """SELECT work, rows FROM answers WHERE question = ? AND work != '' AND work <= ?
  ORDER BY work DESC LIMIT 1"""
_PAGE = 200  # documents whose rows stand together
# What stands in nearly all rows: those of one document are little else.
_COMMON = b"literal" + f"{PREFIXES['xsd']}integer".encode() + b"\xc0iri" + f"{BASE}/doc/chinh-phu/20".encode()
_COLUMNS = msgspec.msgpack.Decoder(tuple[str, ...])
# Rows as places in their terms, all in one line: most terms stand in many rows.
_ROWS = msgspec.msgpack.Decoder(tuple[int, list[tuple[str, str, str | None, str | None] | None], list[int]])
_term = partial(tuple.__new__, Term)  # four times as fast as the decoder calls the class
Pages = dict[str, list[Row]]
"""The rows of some documents, by document."""


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
        head = db.execute(_HEAD, (key,)).fetchone()
        if head is None:
            raise LookupError(key)
        columns, most = head
        found = db.execute(_FIRST_OF, (key, most)) if most >= 0 else db.execute(_ALL_OF, (key,))
        return _COLUMNS.decode(columns), [row for (rows,) in found for row in _unpacked(rows)]


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
        for key, (question, listing) in self.asked.items():
            query = read(question.of_one)
            works = sorted(named & own if listing.own else named)
            found = {work: self._answer(question, query, work) for work in works}
            self._replace(key, found, listing)

    def _answer(self, question: Question, query: Query, work: str) -> list[Row]:
        """The rows of one document; none of what is no work, or is one no longer."""
        if not self._is_work(work):
            return []
        if question.name == MOST_CITED:
            return self._citing(work)
        return list(self.engine.stream(query, {"document": iri(work)})[1])

    def _citing(self, work: str) -> list[Row]:
        """By how many documents a work is cited; of one that thousands cite much faster than the query."""
        pointing = (self.engine.subjects(name(target_of(row.id)), iri(work)) for row in relations())
        texts = {text_in(one) for found in pointing for one in found if is_stretch(one)}
        citing = self._works_of(texts) - {work}
        labels = [term for property, term in self.engine.about(iri(work)) if property == _LABEL]
        number = Term("literal", str(len(citing)), f"{PREFIXES['xsd']}integer")
        return [(Term("iri", work), label, number) for label in labels] if citing else []

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
        """Whether it is known as a work: provisions look alike."""
        return self.db.execute("SELECT 1 FROM graphs WHERE name = ?", (iri,)).fetchone() is not None

    def _put(self, key: str, answer: Stream, listing: Listing) -> tuple[str, ...]:
        """Keep an answer whole."""
        columns, rows = answer
        at = columns.index("document")
        found = ((_value(row[at]), row) for row in rows)
        by_work = ((work, [row for _, row in same]) for work, same in groupby(found, key=itemgetter(0)))
        if listing.by:
            self._keep(key, ((work, columns.index(listing.by), rows) for work, rows in by_work))
        else:
            while page := dict(islice(by_work, _PAGE)):
                self._keep_page(key, page)
        return columns

    def _keep(self, key: str, found: Iterable[tuple[str, int, list[Row]]]) -> None:
        """Keep the rows of documents one by one, each with the number that gives its place."""
        rows = ((key, work, -int(_value(same[0][by])), _packed(same)) for work, by, same in found)
        self.db.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", rows)

    def _keep_page(self, key: str, page: Pages) -> None:
        """Keep the rows of some documents together, of very many in two halves."""
        works = sorted(work for work, rows in page.items() if rows)
        half = len(works) // 2 if len(works) > 2 * _PAGE else len(works)
        for part in (works[:half], works[half:]):
            if part:
                row = (key, part[0], 0, _packed([row for work in part for row in page[work]]))
                self.db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", row)

    def _replace(self, key: str, found: Pages, listing: Listing) -> None:
        """Put the rows of some documents in the place of those that are kept."""
        columns = _COLUMNS.decode(self.db.execute(_HEAD, (key,)).fetchone()[0])
        if listing.by:
            gone = ((key, work) for work in found)
            self.db.executemany("DELETE FROM answers WHERE question = ? AND work = ?", gone)
            by = columns.index(listing.by)
            self._keep(key, ((work, by, rows) for work, rows in found.items() if rows))
            return
        at = columns.index("document")
        pages: dict[str, list[str]] = defaultdict(list)
        for work in found:
            page = self.db.execute(_PAGE_OF, (key, work)).fetchone()
            pages[page[0] if page else ""].append(work)
        for first, works in pages.items():
            self._replace_in(key, first, {work: found[work] for work in works}, at)

    def _replace_in(self, key: str, first: str, found: Pages, at: int) -> None:
        """The same in one page, the one before all others if `first` is none."""
        if not first:
            self._keep_page(key, found)
            return
        row = self.db.execute(_PAGE_OF, (key, first)).fetchone()
        kept: Pages = {
            work: list(rows) for work, rows in groupby(_unpacked(row[1]), key=lambda row: _value(row[at]))
        }
        if any(kept.get(work, []) != rows for work, rows in found.items()):
            self.db.execute("DELETE FROM answers WHERE question = ? AND work = ?", (key, first))
            self._keep_page(key, kept | found)


def _value(term: Term | None) -> str:
    assert term is not None
    return term.value


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
    return hashlib.sha256(sparql.encode()).hexdigest()[:16]
