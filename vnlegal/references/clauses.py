"""Where sentences begin, and where footnotes hang: the frame in which cues govern mentions."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ..notation import body_names
from ..text import past_blank
from .page import Page, Reference

_SENTENCE = regex.compile(
    r"(?:[.!?](?=\s+[\p{Lu}\d“(-]|\s*$)|\n\n|\||(?<=[;:.)/])\n"
    r"|\n(?=\d{1,2}[.)/] |[a-zđ]\) |[-+•] |Điều \d|Căn\scứ|Xét\s))\s*"
)

_NEXT_CLAUSE = regex.compile(r", (?=\p{Lu})")


def sentence_starts(page: Page, last: int) -> list[int]:
    """Where sentences begin, up to position `last`; none runs from one part of the page into the next."""
    clean = page.text.clean
    parts = (past_blank(clean, at) for at in (0, *page.part_starts))
    return sorted({*parts, *(match.end() for match in _SENTENCE.finditer(clean, 0, last + 1))})


def clause_begins(page: Page, start: int, end: int) -> bool:
    """Whether a comma and the name of a body begin another clause there: "…, Ủy ban nhân dân tỉnh …"."""
    commas = _NEXT_CLAUSE.finditer(page.flow, start, end)
    return any(body_names.end(page.flow, page.folded, comma.end()) for comma in commas)


def note_anchors(page: Page, drafts: Sequence[Reference]) -> dict[int, int]:
    """For the start of each footnote the mention that its mark hangs on."""
    opens = {mark.label: mark.at for mark in page.text.marks if mark.opens}
    ends = {draft.end: i for i, draft in enumerate(drafts)}
    hung = (mark for mark in page.text.marks if not mark.opens and mark.label in opens and mark.at in ends)
    return {opens[mark.label]: ends[mark.at] for mark in hung}
