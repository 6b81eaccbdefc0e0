"""Documents as schema.org Legislation (JSON-LD), for search engines and web pages.

Only what schema.org has a word for; relations that it lacks stay in the other RDF outputs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .. import vocabulary
from ..model import Document, Work
from .frame import Output, Sheet

if TYPE_CHECKING:
    from ..corpus import Corpus

_PROPERTIES = {row.id: row.schema for row in vocabulary.relations() if row.schema}


def to_legislation(corpus: Corpus) -> dict[str, Any]:
    """A JSON-LD graph of the documents of a corpus."""
    said: dict[str, dict[str, list[dict[str, str]]]] = {}
    for link in corpus.links:
        if link.kind in _PROPERTIES:
            targets = said.setdefault(link.source, {}).setdefault(_PROPERTIES[link.kind], [])
            targets += [{"@id": link.target}] if {"@id": link.target} not in targets else []
    held = [work for work in corpus.works if work.in_corpus]
    return {
        "@context": "https://schema.org",
        "@graph": [_one(corpus, work) | said.get(work.iri, {}) for work in held],
    }


def _one(corpus: Corpus, work: Work) -> dict[str, Any]:
    preface = next(d.preface for d in corpus.documents if d.source.path in work.documents)
    known = {
        "@id": work.iri,
        "@type": "Legislation",
        "inLanguage": "vi",
        "name": work.title,
        "legislationIdentifier": work.number,
        "legislationDate": work.date.isoformat() if work.date else None,
        "legislationType": vocabulary.label(work.doc_type) if work.doc_type else None,
        "legislationPassedBy": [
            {"@type": "GovernmentOrganization", "name": field.value.name} for field in preface.issuers
        ],
    }
    return {key: value for key, value in known.items() if value}


def _write(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
    from ..corpus import Corpus

    yield json.dumps(to_legislation(Corpus.of(documents)), ensure_ascii=False, indent=1) + "\n"


OUTPUTS = (Output("schema.org", "application/ld+json", _write),)
