"""The two engines behind a store: pyoxigraph, and rdflib for small graphs.

Both answer a query over the union of all graphs, with parameters bound as terms, and give the same
rows.  What reaches them has been read (`sparql`); neither asks another host, were it told to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from .. import sandbox
from ..model import above
from .homes import implied, stored, told
from .sparql import Query, RefusedQueryError, read
from .terms import Quad, to_nquads

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib


class Term(NamedTuple):
    """A term of an answer: "iri", "literal" or "triple", its value, and datatype or language of a literal."""

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None


Row = tuple[Term | None, ...]
Value = str | int | float | bool | date | None
Stream = tuple[tuple[str, ...], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of terms under the names of their columns; `cut` says why there are not all of them."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: str = ""

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        """The rows as dictionaries of Python values: str, int, float, bool, date; None where unbound."""
        for row in self.rows:
            yield {name: _typed(cell) for name, cell in zip(self.columns, row, strict=True)}

    def __repr__(self) -> str:
        """How many rows there are, and of what."""
        return str(above("outputs.notebook").short_answer(self))

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows."""
        return str(above("outputs.notebook").answer_card(self))

    def to_pandas(self) -> Any:
        """A pandas.DataFrame with a column for each variable; wants pandas."""
        rows = list(self)
        return _frame("pandas")({name: [row[name] for row in rows] for name in self.columns})

    def to_polars(self) -> Any:
        """A polars.DataFrame with a column for each variable; wants polars."""
        rows = list(self)
        return _frame("polars")({name: [row[name] for row in rows] for name in self.columns}, strict=False)

    def values(self) -> list[dict[str, str | None]]:
        """The rows as plain dictionaries."""
        return [
            {name: cell.value if cell else None for name, cell in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]


def _frame(library: str) -> Any:
    """The class of tables of a library; raises ImportError with what to install."""
    try:
        return import_module(library).DataFrame
    except ImportError as error:
        raise ImportError(f"cần thư viện {library}: pip install {library}") from error


_XSD = "http://www.w3.org/2001/XMLSchema#"
_READ: Mapping[str, Callable[[str], Value]] = {
    "integer": int,
    "gYear": int,
    "decimal": float,
    "double": float,
    "boolean": lambda text: text in ("true", "1"),
    "date": date.fromisoformat,
}


def _typed(term: Term | None) -> Value:
    """What a cell means; a literal that is not of its datatype stays as it is written."""
    if term is None:
        return None
    read = _READ.get((term.datatype or "").removeprefix(_XSD), str)
    try:
        return read(term.value)
    except ValueError:
        return term.value


class Engine(Protocol):
    """What a store needs of an engine."""

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads."""

    def stream(self, query: Query, bindings: Mapping[str, str]) -> Stream:
        """Columns and rows of the answer to a query, the rows as they are found."""

    def select(self, sparql: str, bindings: Mapping[str, str]) -> Answer:
        """The whole answer to a query of our own."""

    def objects(self, subject: str, predicate: str) -> Iterator[str]:
        """What a subject has under a predicate, in any graph: IRIs, or the values of literals."""

    def subjects(self, predicate: str, object: str) -> Iterator[str]:
        """IRIs that have an object under a predicate, in any graph."""

    def about(self, subject: str) -> Iterator[tuple[str, Term]]:
        """Predicates and objects of a subject, in any graph."""

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """All subjects and objects of a predicate, the values of literals plain."""

    def nquads(self) -> Iterator[str]:
        """All quads as lines of N-Quads, unsorted."""


class Pyoxigraph:
    """The engine of stores in memory and on disk."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self.store = store

    @staticmethod
    def empty() -> Pyoxigraph:
        """A store in memory."""
        import pyoxigraph

        return Pyoxigraph(pyoxigraph.Store())

    @staticmethod
    def read_only(path: Path) -> Pyoxigraph:
        """A store on disk that nobody writes."""
        import pyoxigraph

        return Pyoxigraph(pyoxigraph.Store.read_only(str(path)))

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads in one transaction."""
        from pyoxigraph import RdfFormat

        self.store.load(to_nquads(stored(quads)).encode(), format=RdfFormat.N_QUADS)

    def stream(self, query: Query, bindings: Mapping[str, str]) -> Stream:
        """The answer, its parameters substituted before the query is planned."""
        rows = sandbox.offline(lambda: self._found(query, bindings))
        return cast(tuple[str, ...], next(rows)), cast(Iterator[Row], rows)

    def _found(self, query: Query, bindings: Mapping[str, str]) -> Iterator[tuple[str, ...] | Row]:
        """Columns, then rows: an engine asks another host, were it told to, when its rows are taken."""
        from pyoxigraph import QueryBoolean, QueryTriples, Variable

        terms = {Variable(name): _pyoxigraph_term(text) for name, text in bindings.items()}
        try:
            found = self.store.query(query.text, use_default_graph_as_union=True, substitutions=terms)
        except SyntaxError as error:
            raise RefusedQueryError(f"không phải câu truy vấn SPARQL: {error}") from None
        if isinstance(found, QueryBoolean):
            return _chained(_ask(bool(found)))
        if isinstance(found, QueryTriples):
            return _chained(_triples(tuple(map(_from_pyoxigraph, triple)) for triple in found))
        columns = tuple(variable.value for variable in found.variables)
        rows = (tuple(_from_pyoxigraph(row[i]) for i in range(len(columns))) for row in found)
        return _chained((columns, rows))

    def select(self, sparql: str, bindings: Mapping[str, str]) -> Answer:
        """The whole answer."""
        columns, *rows = self._found(read(sparql), bindings)
        return Answer(cast(tuple[str, ...], columns), tuple(cast(list[Row], rows)))

    def objects(self, subject: str, predicate: str) -> Iterator[str]:
        """IRIs that a subject has under a predicate."""
        pattern = (_pyoxigraph_term(subject), _pyoxigraph_term(predicate), None, None)
        return (_value(quad.object) for quad in self.store.quads_for_pattern(*pattern))

    def subjects(self, predicate: str, object: str) -> Iterator[str]:
        """IRIs that have an object under a predicate."""
        pattern = (None, _pyoxigraph_term(predicate), _pyoxigraph_term(object), None)
        return (_value(quad.subject) for quad in self.store.quads_for_pattern(*pattern))

    def about(self, subject: str) -> Iterator[tuple[str, Term]]:
        """Predicates and objects of a subject."""
        for quad in self.store.quads_for_pattern(_pyoxigraph_term(subject), None, None, None):
            if term := _from_pyoxigraph(quad.object):
                yield quad.predicate.value, term

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """All subjects and objects of a predicate."""
        found = self.store.quads_for_pattern(None, _pyoxigraph_term(predicate), None, None)
        return ((_value(quad.subject), _value(quad.object)) for quad in found)

    def nquads(self) -> Iterator[str]:
        """All quads, each with its graph."""
        from pyoxigraph import DefaultGraph

        default, before = DefaultGraph(), ""
        for quad in self.store:
            subject, predicate, object = str(quad.subject), str(quad.predicate), str(quad.object)
            if subject != before:
                yield from (told(subject, *other) for other in implied(subject))
                before = subject
            yield told(subject, predicate, object) if quad.graph_name == default else f"{quad} .\n"


class Rdflib:
    """The engine for users who live in rdflib; for small graphs."""

    def __init__(self, dataset: rdflib.Dataset) -> None:
        self.dataset = dataset

    @staticmethod
    def empty() -> Rdflib:
        """An engine without quads."""
        import rdflib

        return Rdflib(rdflib.Dataset(default_union=True))

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads."""
        self.load(to_nquads(quads))

    def load(self, nquads: str) -> None:
        """Add N-Quads."""
        self.dataset.parse(data=nquads, format="nquads")

    def stream(self, query: Query, bindings: Mapping[str, str]) -> Stream:
        """The answer, its parameters given as initial bindings."""
        from .algebra import prepared

        terms = {name: _rdflib_term(text) for name, text in bindings.items()}
        try:
            found = self.dataset.query(prepared(query), initBindings=terms)
        except RecursionError:
            raise RefusedQueryError("câu truy vấn lồng quá sâu") from None
        if found.type == "ASK":
            return _ask(bool(found.askAnswer))
        if found.type in ("CONSTRUCT", "DESCRIBE"):
            return _triples(tuple(map(_from_rdflib, triple)) for triple in found.graph or ())
        columns = tuple(str(variable) for variable in found.vars or ())
        return columns, (tuple(_from_rdflib(cell) for cell in row) for row in found)  # type: ignore[union-attr]

    def select(self, sparql: str, bindings: Mapping[str, str]) -> Answer:
        """The whole answer."""
        return _whole(self.stream(read(sparql), bindings))

    def objects(self, subject: str, predicate: str) -> Iterator[str]:
        """IRIs that a subject has under a predicate."""
        return map(str, self.dataset.objects(_rdflib_term(subject), _rdflib_term(predicate)))

    def subjects(self, predicate: str, object: str) -> Iterator[str]:
        """IRIs that have an object under a predicate."""
        return map(str, self.dataset.subjects(_rdflib_term(predicate), _rdflib_term(object)))

    def about(self, subject: str) -> Iterator[tuple[str, Term]]:
        """Predicates and objects of a subject."""
        for predicate, value in self.dataset.predicate_objects(_rdflib_term(subject)):
            if term := _from_rdflib(value):
                yield str(predicate), term

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """All subjects and objects of a predicate."""
        for subject, value in self.dataset.subject_objects(_rdflib_term(predicate)):
            yield str(subject), str(value)

    def nquads(self) -> Iterator[str]:
        """All quads."""
        for s, p, o, graph in self.dataset.quads():
            yield f"{s.n3()} {p.n3()} {o.n3()} <{graph}> .\n"


def _whole(stream: Stream) -> Answer:
    columns, rows = stream
    return Answer(columns, tuple(rows))


def _chained(stream: Stream) -> Iterator[tuple[str, ...] | Row]:
    columns, rows = stream
    return chain((columns,), rows)


def _ask(value: bool) -> Stream:
    boolean = "http://www.w3.org/2001/XMLSchema#boolean"
    return ("ask",), iter(((Term("literal", str(value).lower(), boolean),),))


def _triples(rows: Iterable[Row]) -> Stream:
    return ("subject", "predicate", "object"), iter(sorted(rows, key=str))


def _pyoxigraph_term(text: str) -> Any:
    from pyoxigraph import NamedNode, RdfFormat, parse

    if text.startswith("<"):
        return NamedNode(text[1:-1])
    quad = next(iter(parse(f"<x:s> <x:p> {text} .", format=RdfFormat.N_TRIPLES)))
    return quad.object


def _value(term: Any) -> Any:
    """What a node or literal stands for; our graphs hold no quoted triples."""
    return term.value


def _from_pyoxigraph(term: Any) -> Term | None:
    if term is None:
        return None
    if type(term).__name__ == "NamedNode":
        return Term("iri", term.value)
    if type(term).__name__ == "Literal":
        return _literal(term.value, term.datatype.value, term.language)
    return Term("triple", str(term))


def _rdflib_term(text: str) -> Any:
    from rdflib.util import from_n3

    return from_n3(text)


def _from_rdflib(term: Any) -> Term | None:
    if term is None:
        return None
    if type(term).__name__ == "URIRef":
        return Term("iri", str(term))
    if type(term).__name__ == "Literal":
        return _literal(str(term), str(term.datatype) if term.datatype else None, term.language)
    return Term("triple", str(term))


def _literal(value: str, datatype: str | None, language: str | None) -> Term:
    """Plain strings have no datatype, and strings in a language only that."""
    plain = language or datatype == "http://www.w3.org/2001/XMLSchema#string"
    return Term("literal", value, None if plain else datatype, language)
