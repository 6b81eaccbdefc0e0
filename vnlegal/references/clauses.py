"""Where sentences begin, and where footnotes hang: the frame in which cues govern mentions."""

from __future__ import annotations

from collections.abc import Sequence

from .. import late
from ..notation import body_names
from ..text import past_blank
from .page import Page, Reference

# Where behind a comma a body may begin to act.
_NEXT_CLAUSE = late.regex(r", (?=\p{Lu})")


def sentence_starts(page: Page) -> list[int]:
    """Where the words of sentences begin; none runs from one part of the page into the next."""
    lines = page.text.lines
    parts = {lines.words(past_blank(page.text.clean, at)) for at in (0, *page.part_starts)}
    return sorted(parts.union(lines.sentences))


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
