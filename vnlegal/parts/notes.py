"""The notes: footnotes, and where their marks hang in the text."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Note, Span
from ..text import Mark, Text
from .layout import Layout, note_openings


def read_notes(text: Text, layout: Layout) -> tuple[Note, ...]:
    """Each note with its mark; the anchor is the nearest free mark of the same label, first before the note."""
    openings = {i: text.marks[i] for i in note_openings(text)}
    anchors = [mark for i, mark in enumerate(text.marks) if i not in openings]
    notes = []
    for region in layout.of("note"):
        mark = _mark(openings.values(), region.start)
        if mark is None:
            continue
        anchor = _anchor(anchors, mark)
        if anchor:
            anchors.remove(anchor)
        span = Span(mark.span.start, text.span(region.start, region.end).end)
        notes.append(Note(mark.label, span, anchor.span if anchor else None))
    return tuple(notes)


def _mark(openings: Iterable[Mark], start: int) -> Mark | None:
    near = [mark for mark in openings if mark.at <= start]
    return max(near, key=lambda mark: mark.at, default=None)


def _anchor(anchors: list[Mark], mark: Mark) -> Mark | None:
    same = [anchor for anchor in anchors if anchor.label == mark.label]
    before = [anchor for anchor in same if anchor.span.start < mark.span.start]
    return before[-1] if before else (same[0] if same else None)
