"""Pages in reading order -> text: lines that the edge of the page broke are joined, notes come last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from .columns import Columns, Layout
from .rows import Segment
from .writer import Writer, superscript

_ITEM = regex.compile(r"(?:[-–—+•*▪]\s?(?=\p{L})|\(?\p{Ll}\)\s|\d{1,2}(?:\.\d{1,2}){0,3}[.)]\s|[IVX]{1,5}\.\s|(?:Điều|Chương|Mục|Phần|Khoản)\s+[\dIVX]+[.:]?\s|Căn cứ\s)")
_TORN = regex.compile(r"[\p{L}\p{N}][-/]$")
_MARK = regex.compile(r"(?:(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|\[(?P<bracket>\d{1,3})\]|(?P<plain>\d{1,3})(?=\s?\p{Lu}))\s*")


def write(writer: Writer, pages: Sequence[tuple[str, Layout]]) -> None:
    """Write pages, each under its locator, and then all notes."""
    last: Segment | None = None
    notes: list[str] = []
    for place, page in pages:
        located = False
        for item in page.items:
            joined = isinstance(item, Segment) and last is not None and (
                goes_on(last, item, page, not located) or _torn(last.text, item.text)
            )
            if not joined:
                writer.end()
            if not located:
                writer.locate(place)
                located = True
            if isinstance(item, Columns):
                _columns(writer, item)
                last = None
                continue
            if joined:
                _join(writer, item.text)
            else:
                if last is not None and item.base - last.base > 1.9 * item.size:
                    writer.gap()
                writer.put(item.text)
            last = item
        notes = _notes(notes, page.notes)
    for note in notes:
        writer.gap()
        writer.put(note)


def goes_on(last: Segment, one: Segment, page: Layout, turned: bool) -> bool:
    """Whether a line goes on with the one before it: the next word would not have fitted there."""
    if abs(last.size - one.size) > 0.15 * last.size or _ITEM.match(one.text):
        return False
    if not turned and not 0 < one.base - last.base < 2.0 * one.size:
        return False
    if one.x0 > last.x0 + 0.6 * one.size or _centred(last, page) and _centred(one, page):
        return False
    return last.x1 + one.lead + 0.2 * one.size > page.right - 0.6 * one.size


def _centred(one: Segment, page: Layout) -> bool:
    indent = one.x0 - page.left
    return indent > one.size and abs(indent - (page.right - one.x1)) < one.size


def _join(writer: Writer, text: str) -> None:
    """Go on with the line; a number or a range that the page broke at its hyphen gets no blank."""
    writer.put(text if _torn(writer.line, text) else f" {text}")


def _torn(line: str, text: str) -> bool:
    return text[:1].isalnum() and bool(_TORN.search(line))


def _columns(writer: Writer, item: Columns) -> None:
    for cell in item.cells:
        writer.bar()
        last: Segment | None = None
        for one in cell:
            if last is not None and one.base - last.base > 2.2 * one.size:
                writer.gap()
            if not _torn(writer.line, one.text):
                writer.end()
            writer.put(one.text)
            last = one
    writer.bar()


def _notes(notes: list[str], rows: Iterable[Segment]) -> list[str]:
    """Rows at the foot of a page as notes, each on a line of its own with a raised mark."""
    for one in rows:
        match = _MARK.match(one.text)
        if match:
            label = match["raised"] or superscript(match["bracket"] or match["plain"])
            notes.append(f"{label} {one.text[match.end() :]}")
        elif notes:
            notes[-1] += ("" if _torn(notes[-1], one.text) else " ") + one.text
    return notes
