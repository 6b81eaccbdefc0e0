"""What verifying a text came to, for people and for programs: one object, or one paragraph, a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..corpus.verification import CheckedQuote, VerifiedCitation, VerifiedSentence
from ..language import tr
from ..model import Document
from ..notation import eids
from .statuses.frame import STATUS_VI

_EXISTS = {True: "có", False: "không có trong bản chữ đang giữ", None: "không biết"}
_FOUND = {
    "found": "có đúng những chữ này",
    "elsewhere": "những chữ này đứng ở chỗ khác",
    "not found": "không thấy những chữ này",
    "no text": "không có bản chữ để so",
}


def to_verified(document: Document, sentences: Iterable[VerifiedSentence]) -> list[dict[str, Any]]:
    """Sentences with their citations and quotations as plain objects; spans count in the text."""
    return [
        {
            "span": list(one.span),
            "text": " ".join(document.text(one.span).split()),
            "citations": [_citation(document, citation) for citation in one.citations],
        }
        for one in sentences
    ]


def _citation(document: Document, one: VerifiedCitation) -> dict[str, Any]:
    return {
        "span": list(one.span),
        "text": " ".join(document.text(one.span).split()),
        "work": one.work,
        "number": one.number,
        "provision": one.eid,
        "held": one.held,
        "exists": one.exists,
        "status": one.status,
        "quotes": [_quote(document, quote) for quote in one.quotes],
    }


def _quote(document: Document, one: CheckedQuote) -> dict[str, Any]:
    return {
        "span": list(one.span),
        "text": " ".join(document.text(one.span).split()),
        "found": one.found,
        "place": one.place,
        "nearest": one.nearest,
    }


def as_json(document: Document, sentences: Iterable[VerifiedSentence]) -> str:
    """One JSON array, an object a sentence."""
    return json.dumps(to_verified(document, sentences), ensure_ascii=False, indent=2) + "\n"


def as_text(document: Document, sentences: Iterable[VerifiedSentence]) -> Iterator[str]:
    """A paragraph a sentence."""
    for one in sentences:
        yield f"“{' '.join(document.text(one.span).split())}”\n"
        for citation in one.citations:
            yield from _lines(document, citation)
        yield "\n"


def _lines(document: Document, one: VerifiedCitation) -> Iterator[str]:
    name = f"{eids.words(one.eid)} " if one.eid else ""
    state = f"; {tr(STATUS_VI.get(one.status, one.status))}" if one.status else ""
    if one.held:
        yield f"  {name}{one.number or ''}: {tr(_EXISTS[one.exists])}{state}\n"
    else:
        yield f"  {name}{one.number or ''}: {tr('không giữ bản chữ của văn bản này')}{state}\n"
    for quote in one.quotes:
        place = f" ({eids.words(quote.place)})" if quote.place and quote.found == "elsewhere" else ""
        yield f"    “{' '.join(document.text(quote.span).split())}”: {tr(_FOUND[quote.found])}{place}\n"
        if quote.nearest:
            yield f"    {tr('gần nhất:')} “{quote.nearest}”\n"
