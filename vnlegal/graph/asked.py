"""The one work that somebody means by a number, a name or an IRI."""

from __future__ import annotations

from ..corpus import Corpus
from ..language import SaidError
from ..model import Work
from ..notation.iris import BASE
from .stores import Store
from .terms import iri, name
from .triples import label


class NotOneWorkError(SaidError, ValueError):
    """No work, or more than one, fits what was typed; `found` are those that do."""

    def __init__(self, words: str, found: tuple[Work, ...]) -> None:
        listed = "".join(f"\n  {label(work)}  {work.iri}" for work in found)
        super().__init__(f"{words!r} có thể là:{listed}" if found else f"kho không có {words!r}")
        self.found = found


def work_of(graph: Corpus | Store, words: str) -> Work:
    """The work meant: "1070/UBND-KGVX", "số 1070", "chương trình hành động", or an IRI.

    Raises NotOneWorkError.
    """
    found = _by_iri(graph, words) if words.startswith(BASE) else graph.find(words)
    if len(found) != 1:
        raise NotOneWorkError(words, found)
    return found[0]


def _by_iri(graph: Corpus | Store, words: str) -> tuple[Work, ...]:
    """A work by its IRI, or by one that it had while less was known."""
    if isinstance(graph, Corpus):
        return tuple(work for work in graph.works if words in (work.iri, *work.aliases))
    current = graph.current(words)
    known = name("vnl:Document") in map(iri, graph.engine.objects(iri(current), name("rdf:type")))
    return (graph.work(current),) if known else ()
