"""Documents as RDF: Turtle, TriG, N-Quads, JSON-LD, and N-Quads of RDF 1.2.

The documents given are read as one corpus, so that what they say of one another is linked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..corpus import Corpus
from ..graph import syntaxes
from ..graph.terms import Quad, to_nquads
from ..graph.triples import corpus_quads
from ..model import Document
from .frame import Output, Sheet


def _writer(syntax: Callable[[Iterable[Quad]], str]) -> Callable[[Iterable[Document], Sheet], Iterator[str]]:
    def write(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
        yield syntax(corpus_quads(Corpus.of(documents)))

    return write


OUTPUTS = (
    Output("turtle", "text/turtle", _writer(syntaxes.to_turtle)),
    Output("trig", "application/trig", _writer(syntaxes.to_trig)),
    Output("nquads", "application/n-quads", _writer(to_nquads)),
    Output("jsonld", "application/ld+json", _writer(syntaxes.to_jsonld)),
    Output("rdf12", "application/n-quads", _writer(syntaxes.to_rdf12)),
)
