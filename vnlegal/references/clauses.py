"""Where sentences begin, and where footnotes hang: the frame in which cues govern mentions."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from .page import Page, Reference

_SENTENCE = regex.compile(
    r"(?:[.!?](?=\s+[\p{Lu}\d“(-]|\s*$)|\n\n|\||(?<=[;:.)/])\n"
    r"|\n(?=\d{1,2}[.)/] |[a-zđ]\) |[-+•] |Điều \d|Căn\scứ|Xét\s))\s*"
)


def sentence_starts(page: Page, last: int) -> list[int]:
    """Where sentences begin, up to position `last`; none runs from one part of the page into the next."""
    clean = page.text.clean
    parts = (_skip_blanks(clean, at) for at in (0, *page.part_starts))
    return sorted({*parts, *(match.end() for match in _SENTENCE.finditer(clean, 0, last + 1))})


def _skip_blanks(clean: str, at: int) -> int:
    while at < len(clean) and clean[at].isspace():
        at += 1
    return at


def note_anchors(page: Page, drafts: Sequence[Reference]) -> dict[int, int]:
    """For the start of each footnote the mention that its mark hangs on."""
    opens = {mark.label: mark.at for mark in page.text.marks if mark.opens}
    ends = {draft.end: i for i, draft in enumerate(drafts)}
    hung = (mark for mark in page.text.marks if not mark.opens and mark.label in opens and mark.at in ends)
    return {opens[mark.label]: ends[mark.at] for mark in hung}
