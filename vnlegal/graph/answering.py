"""Which of the bodies that a document speaks to have a document that carries it out or answers it.

A body is spoken to where the document is sent to it or charges it with a task.  That nothing of a body is
held says nothing of what it did: the store may not have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from ..model import Work
from ..notation import iris
from ..vocabulary import kinds_where
from .stated import Addressed, Edges

ANSWERS = kinds_where(lambda row: row.id in ("responds_to", "reports_on"))
_OLD = "~63"  # the mark of a province's body before the mergers: its heir answers for it


class Answering(NamedTuple):
    """A body by its first name in the document, its IRI (None: a group, or unknown), and its answers."""

    name: str
    body: str | None
    works: tuple[str, ...]


def answering(edges: Edges, work: str, below: Collection[str]) -> tuple[Answering, ...]:
    """The bodies that a work speaks to, by name; `below` are the works that carry it out."""
    charged = _once(edges.spoken_to(work))
    if not charged:
        return ()
    answers = {one for kind in ANSWERS for one in edges.neighbours(work, kind, "in")}
    found = edges.works(sorted({*below, *answers} - {work}))
    by_body: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(found):
        for body in _issuers(found[iri]):
            by_body[body].append(iri)
    return tuple(Answering(*one, tuple(by_body[_bare(one.body)]) if one.body else ()) for one in charged)


def _once(charged: Iterable[Addressed]) -> list[Addressed]:
    """Each body once, and each name of no one body."""
    first: dict[str, Addressed] = {}
    for one in sorted(charged, key=lambda one: one.name):
        first.setdefault(one.body or one.name.casefold(), one)
    return list(first.values())


def _issuers(work: Work) -> set[str]:
    return {_bare(iris.body(key)) for key in work.issuers}


def _bare(body: str) -> str:
    return body.removesuffix(_OLD)
