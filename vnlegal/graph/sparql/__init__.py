r"""Queries that may be asked: read by the grammar of SPARQL 1.1, and written in one form for the engines.

The grammar says what is allowed; SERVICE, FROM, updates and extensions of an engine are not in it.

>>> read("PREFIX e: <x:> select $a { $a e:b 'c' } # d").text
'SELECT ?a { ?a <x:b> "c" }'
>>> read("ASK { SERVICE <x:y> {} }")
Traceback (most recent call last):
...
vnlegal.graph.sparql.refusal.RefusedQueryError: không nhận SERVICE trong câu truy vấn (dòng 1, cột 7)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import urljoin

from ... import late
from ..terms import PREFIXES
from .grammar import END, START, table
from .lexis import Lexeme, lexemes, quoted, refused, whole_iri
from .refusal import RefusedQueryError

__all__ = ["Query", "RefusedQueryError", "read"]

Form = Literal["rows", "boolean", "graph"]
DEPTH = 64
PARTS = 2_000
_FORMS: dict[str, Form] = {"SELECT": "rows", "ASK": "boolean", "CONSTRUCT": "graph", "DESCRIBE": "graph"}
_ABSOLUTE = late.regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPED = late.regex(r"\\(.)")
# What a query has many of when it is long: an engine goes down one level of its stack for each of them.
_PART = frozenset(
    ("primary", "@plus", "@minus", "graph-node", "graph-node-path", "path-primary", "group-graph-pattern")
)


@dataclass(frozen=True, slots=True)
class Query:
    """A query that may be asked: the form of its answer ("rows", "boolean" or "graph"), and its text.

    `triples` is how many patterns of a triple it has: what an engine may have to multiply.
    """

    form: Form
    text: str
    triples: int = 0


@lru_cache(maxsize=500)
def read(sparql: str) -> Query:
    """A query in its one form; raises RefusedQueryError, which names what is not allowed, and where."""
    found = list(lexemes(sparql))
    triples = _hold(sparql, found)
    form = next(_FORMS[one.kind] for one in found if one.kind in _FORMS)
    return Query(form, " ".join(_written(found)), triples)


def _hold(sparql: str, found: Sequence[Lexeme]) -> int:
    """Hold a query against the grammar; how many triples it asks for."""
    rows, waiting, depth, parts, triples = table(), [END, START], 0, 0, 0
    for place, one in enumerate([*found, Lexeme(END, "", len(sparql))]):
        depth += (one.kind in "{([") - (one.kind in "})]")
        parts += one.kind in _PART
        while (wanted := waiting.pop()) != one.kind:
            if (wanted, one.kind) not in rows:
                raise _unwanted(sparql, one)
            if wanted == "arg-list":
                _hold_function(found[place - 1], found)
            parts += wanted in _PART
            triples += wanted == "graph-node-path"
            waiting.extend(reversed(rows[wanted, one.kind]))
        if depth > DEPTH:
            raise RefusedQueryError("câu truy vấn lồng quá sâu")
        if parts > PARTS:
            raise RefusedQueryError(f"câu truy vấn có quá {PARTS} phần; danh sách dài hãy để trong VALUES")
    return triples


def _unwanted(sparql: str, one: Lexeme) -> RefusedQueryError:
    if one.kind == END:
        return RefusedQueryError("không phải câu truy vấn SPARQL chỉ đọc: còn thiếu phần cuối")
    return refused(sparql, one.at, one.text)


def _hold_function(named: Lexeme, found: Sequence[Lexeme]) -> None:
    """The functions that may be called by an IRI: the casts of XML Schema."""
    if not _iri(named, *_declared(found)).startswith(f"<{PREFIXES['xsd']}"):
        raise RefusedQueryError(f"không nhận hàm {named.text} trong câu truy vấn")


def _declared(found: Iterable[Lexeme]) -> tuple[str, dict[str, str]]:
    """The base and the prefixes that a query declares."""
    base, prefixes, before = "", dict[str, str](), [Lexeme("", "", 0)] * 2
    for one in found:
        if one.kind == "@iri" and before[1].kind == "BASE":
            base = _joined(base, one.text)
        elif one.kind == "@iri" and before[0].kind == "PREFIX":
            prefixes[before[1].text] = _joined(base, one.text)
        elif one.kind in _FORMS:
            break
        before = [before[1], one]
    return base, prefixes


def _written(found: Sequence[Lexeme]) -> Iterator[str]:
    """The words of a query after its declarations, each as every engine reads it."""
    base, prefixes = _declared(found)
    begin = next(place for place, one in enumerate(found) if one.kind in _FORMS)
    word, before = "", ""
    for one in found[begin:]:
        if not _belongs(one.kind, before):
            yield from filter(None, (word,))
            word = ""
        word += _word(one, base, prefixes)
        before = one.kind
    yield word


def _belongs(kind: str, before: str) -> bool:
    """Whether nothing may stand between two lexemes: engines want literals whole, and CONCAT( and p+."""
    if kind in ("(", "@nil"):
        return before.isupper()
    if kind in ("?", "*", "+"):
        return before in ("@iri", "@name", "a", ")")
    return kind in ("@lang", "^^") or before == "^^"


def _word(one: Lexeme, base: str, prefixes: Mapping[str, str]) -> str:
    if one.kind in ("@iri", "@name"):
        return _iri(one, base, prefixes)
    if one.kind == "@string":
        return quoted(one.text)
    if one.kind == "@var":
        return f"?{one.text[1:]}"
    fixed = {"@nil": "()", "@anon": "[]", "TRUE": "true", "FALSE": "false"}
    return fixed.get(one.kind, one.text if one.kind.startswith("@") else one.kind)


def _iri(one: Lexeme, base: str, prefixes: Mapping[str, str]) -> str:
    """An IRI in full: within its base, or its prefix written out."""
    if one.kind == "@iri":
        return whole_iri(_joined(base, one.text))
    prefix, _, local = one.text.partition(":")
    if f"{prefix}:" not in prefixes:
        raise RefusedQueryError(f"tiền tố {prefix}: chưa được khai báo")
    return whole_iri(prefixes[f"{prefix}:"] + _ESCAPED.sub(r"\1", local))


def _joined(base: str, reference: str) -> str:
    return reference if _ABSOLUTE.match(reference) else urljoin(base, reference)
