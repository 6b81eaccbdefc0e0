"""Documents as RDF: Turtle, TriG, N-Quads, JSON-LD, and N-Quads of RDF 1.2.

The documents given are read as one corpus, so that what they say of one another is linked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..model import Document
from .frame import Output, Sheet


def _writer(name: str) -> Callable[[Iterable[Document], Sheet], Iterator[str]]:
    """The writer of a syntax; the graph is loaded when it is asked for, since most outputs need none."""

    def write(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
        from ..corpus import Corpus
        from ..graph.syntaxes import SYNTAXES
        from ..graph.triples import corpus_quads

        yield SYNTAXES[name](corpus_quads(Corpus.of(documents)))

    return write


OUTPUTS = (
    Output("turtle", "text/turtle", _writer("turtle")),
    Output("trig", "application/trig", _writer("trig")),
    Output("nquads", "application/n-quads", _writer("nquads")),
    Output("jsonld", "application/ld+json", _writer("jsonld")),
    Output("rdf12", "application/n-quads", _writer("rdf12")),
)
