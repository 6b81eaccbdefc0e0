"""The notes: footnotes, and where their marks hang in the text."""

from __future__ import annotations

from collections import defaultdict

from ..model import Note, Span
from ..text import NoteMark, Text
from .layout import Layout


def read_notes(text: Text, layout: Layout) -> tuple[Note, ...]:
    """Each note with its mark; its anchor is the nearest free mark of the same label, best one before it."""
    anchors: dict[str, list[NoteMark]] = defaultdict(list)
    for mark in text.marks:
        if not mark.opens:
            anchors[mark.label].append(mark)
    notes = []
    for region in layout.of("note"):
        opening = layout.marks.get(region.start)
        if opening:
            anchor = _anchor(anchors[opening.label], opening)
            span = Span(opening.span.start, text.span(region.start, region.end).end)
            notes.append(Note(opening.label, span, anchor.span if anchor else None))
    return tuple(notes)


def _anchor(free: list[NoteMark], mark: NoteMark) -> NoteMark | None:
    """Take the last free anchor before a note, else the first behind it."""
    before = sum(anchor.span.start < mark.span.start for anchor in free)
    if not free:
        return None
    return free.pop(before - 1 if before else 0)
