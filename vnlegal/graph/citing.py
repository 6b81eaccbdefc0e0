"""Who refers to a provision: out of a store, each place with its words and the sentence around them.

Other texts are found in the graph; the provision's own text is asked itself, since a store need not hold
its references as triples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..corpus import Settled, sentence_around
from ..corpus.provisions import refers
from ..model import Document, Span
from ..notation import iris
from ..text import printed
from .provisions import Provisions
from .stores import Store
from .triples import label

Texts = Callable[[str], Sequence[Settled]]


@dataclass(frozen=True, slots=True)
class Citing:
    """A place that refers to a provision, to a unit of it, or to a range that holds it.

    `work` is the IRI of the document in which it stands, `portion` the eId of what it stands in, `span` the
    words in characters of the text, `own` whether it speaks of a provision of its own text.
    """

    work: str
    label: str
    path: str
    portion: str | None
    words: str
    sentence: str
    span: Span
    own: bool


def citing(store: Store, texts: Texts, work: str, eid: str) -> Iterator[Citing]:
    """The places of a store, in the order of paths; `texts` gives the texts of a work."""
    answer = store.query("cites-provision", provision=iris.provision_of(work, eid))
    told = {(str(row["document"]), str(row["path"]), _span(row)) for row in answer}
    places = sorted(told.union(_own(texts(work), eid)))
    for document, found in groupby(places, key=lambda one: one[0]):
        held = {one.document.source.path: one for one in texts(document)}
        for _, path, span in found:
            yield _place(held[path], span, work)


def _own(texts: Iterable[Settled], eid: str) -> Iterator[tuple[str, str, Span]]:
    """The places of some texts that refer to a provision of their own."""
    for settled in texts:
        path, found = settled.document.source.path, Provisions(settled).own()
        yield from ((settled.work.iri, path, one.span) for one in found if refers(one, eid))


def _span(row: Mapping[str, object]) -> Span:
    return Span(int(str(row["start"])), int(str(row["end"])))


def _place(settled: Settled, span: Span, work: str) -> Citing:
    document, speaker = settled.document, settled.work
    return Citing(
        speaker.iri, label(speaker), document.source.path, _portion(document, span),
        _flat(document, span), _flat(document, sentence_around(document, span)), span, speaker.iri == work,
    )  # fmt: skip


def _portion(document: Document, span: Span) -> str | None:
    return next((one.portion for one in document.references if one.span == span), None)


def _flat(document: Document, span: Span) -> str:
    return printed(document.source, span)
