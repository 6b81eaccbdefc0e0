"""The portions of three long documents partition their bodies, and every eid stands once."""

from __future__ import annotations

from collections.abc import Sequence

import long_pages
import pytest

import vnlegal
from vnlegal.model import Document, Portion, Span

_PAGES = {
    "decree": (long_pages.decree(), "Chương I", 6, 38),
    "plan": (long_pages.plan(), "I. NỘI DUNG", 4, 0),
    "party resolution": (long_pages.party_resolution(), "I- NHIỆM VỤ", 4, 0),
}


def _without_gaps(document: Document, portions: Sequence[Portion], whole: Span) -> None:
    """Siblings follow each other with nothing but blanks between, up to the end of what holds them."""
    text = document.source.text
    at = portions[0].span.start
    for portion in portions:
        assert portion.span.start >= at
        assert not text[at : portion.span.start].strip()
        assert whole.covers(portion.span)
        at = portion.span.end
        if portion.children:
            _without_gaps(document, portion.children, portion.span)
    assert not text[at : whole.end].strip()


@pytest.mark.parametrize("name", _PAGES)
def test_portions_partition_the_body(name: str) -> None:
    page, first, top, articles = _PAGES[name]
    document = vnlegal.parse(page)
    body = next(
        block for block in document.blocks if block.kind == "body" and first in document.text(block.span)
    )
    assert len(document.body) == top
    assert document.text(document.body[0].span).startswith(first)
    _without_gaps(document, document.body, Span(document.body[0].span.start, body.span.end))
    every = [portion for portion in document.body for portion in portion.walk()]
    assert len({portion.eid for portion in every}) == len(every)
    assert sum(portion.kind == "dieu" for portion in every) == articles


def test_quoted_amendments_are_no_structure() -> None:
    document = vnlegal.parse(long_pages.decree())
    article = next(p for part in document.body for p in part.walk() if p.eid == "art_37")
    assert [child.num for child in article.children] == ["1", "2"]
