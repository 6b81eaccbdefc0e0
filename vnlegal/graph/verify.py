"""verify: citations of a text held against a corpus, with the status of each cited work on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from ..corpus import Corpus
from ..corpus.verification import VerifiedSentence, verified
from ..model import Document
from .validity import validity


def verify(document: Document, corpus: Corpus, on: date) -> tuple[VerifiedSentence, ...]:
    """The sentences of a document that cite, each citation with what the corpus says of it.

    Words that are not where they are said to be are "not found", never "wrong"; a work whose text the corpus
    does not hold is not judged.
    """

    @cache
    def status(work: str) -> str:
        return validity(corpus, work, on).status.value

    known = corpus.by_iri
    return tuple(
        replace(
            sentence,
            citations=tuple(
                replace(one, status=status(one.work)) if one.work in known else one
                for one in sentence.citations
            ),
        )
        for sentence in verified(document, corpus.documents)
    )


def is_clean(sentences: Iterable[VerifiedSentence]) -> bool:
    """Whether nothing is missing where it is said to be."""
    return not any(
        one.exists is False or any(quote.found in ("not found", "elsewhere") for quote in one.quotes)
        for sentence in sentences
        for one in sentence.citations
    )
