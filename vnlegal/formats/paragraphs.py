"""Pages in reading order -> text: lines that the edge of the page broke are joined, notes come last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .. import late
from .columns import Columns, Layout
from .rows import Segment
from .writer import Writer, superscript

_ITEM = late.regex(
    r"[-–—+•*▪]\s?(?=\p{L})|\(?\p{Ll}\)\s|\d{1,3}(?:\.\d{1,2}){0,3}[.)]\s|[IVX]{1,5}\.\s|\[\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]"
    r"|(?:Điều|Chương|Mục|Phần|Khoản)\s+[\dIVX]+[.:]?\s|Căn cứ\s"
)
_TORN = late.regex(r"[\p{L}\p{N}][-/]$")
_MARK = late.regex(
    r"(?:(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|\[(?P<bracket>\d{1,3})\]|(?P<plain>\d{1,3})(?=\s?\p{Lu}))\s*"
)


def write(writer: Writer, pages: Sequence[tuple[str, Layout]]) -> None:
    """Write pages, each under its locator, and then all notes."""
    last: Segment | None = None
    notes: list[str] = []
    for place, page in pages:
        located = False
        for item in page.items:
            joined = (
                isinstance(item, Segment)
                and last is not None
                and (goes_on(last, item, page, not located) or _torn(last.text, item.text))
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
                _join(writer, item)
            else:
                if last is not None and item.base - last.base > 1.9 * item.size:
                    writer.gap()
                _put(writer, item)
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
    hanging = abs(one.x0 - last.x0) < 2 and not _centred(last, page) and last.text[-1] not in ";:."
    flush = hanging or abs(one.x0 - page.left) < 0.5 * one.size
    if not flush or (_centred(last, page) and _centred(one, page)):
        return False
    return last.x1 + one.lead + 0.2 * one.size > page.right - 0.6 * one.size


def _centred(one: Segment, page: Layout) -> bool:
    indent = one.x0 - page.left
    return indent > one.size and abs(indent - (page.right - one.x1)) < one.size


def _join(writer: Writer, one: Segment) -> None:
    """Go on with the line; a number or a range that the page broke at its hyphen gets no blank."""
    if not _torn(writer.line, one.text):
        writer.put(" ")
    _put(writer, one)


def _put(writer: Writer, one: Segment) -> None:
    writer.doubt(one.text, one.doubts)
    writer.put(one.text)


def _torn(line: str, text: str) -> bool:
    return text[:1].isalnum() and bool(_TORN.search(line))


def _columns(writer: Writer, item: Columns) -> None:
    for cell in item.cells:
        writer.bar()
        first = next((n for n, one in enumerate(cell) if _ITEM.match(one.text)), len(cell))
        edge = max((one.x1 for one in cell), default=0.0)
        ended = _items_end(cell)
        last: Segment | None = None
        for n, one in enumerate(cell):
            if last is not None and one.base - last.base > 2.2 * one.size:
                writer.gap()
            listed = item.ruled or n > first
            if last is not None and (
                _torn(last.text, one.text) or (listed and _wrapped(last, one, edge, ended))
            ):
                _join(writer, one)
            else:
                writer.end()
                _put(writer, one)
            last = one
    writer.bar()


def _items_end(cell: Sequence[Segment]) -> bool:
    """Whether the items of a list end with a semicolon, so that a dash behind other words opens none."""
    before = [a.text for a, b in pairwise(cell) if _ITEM.match(b.text)]
    return sum(text[-1] in ";:." for text in before) > 0.7 * len(before)


def _wrapped(last: Segment, one: Segment, edge: float, ended: bool) -> bool:
    """Whether a line of a list or a ruled cell goes on with the one before it: no room was left there."""
    inside = _ITEM.match(last.text) is not None and 0 < one.x0 - last.x0 < 2 * one.size
    if _ITEM.match(one.text) and not (ended and last.text[-1] not in ";:."):
        return False
    if not (inside or abs(one.x0 - last.x0) < 2) or one.text.isupper() or _centred_alike(last, one):
        return False
    return last.x1 + one.lead + 0.2 * one.size > edge - 0.3 * one.size


def _centred_alike(last: Segment, one: Segment) -> bool:
    return abs(last.middle - one.middle) < 1.5


def _notes(notes: list[str], rows: Iterable[Segment]) -> list[str]:
    """Rows at the foot of a page as notes, each on a line of its own with a raised mark."""
    for one in rows:
        match = _MARK.match(one.text)
        if match:
            label = match["raised"] or superscript(match["bracket"] or match["plain"])
            notes.append(f"{label} {one.text[match.end() :]}")
        elif not notes:
            notes.append(one.text)
        else:
            notes[-1] += ("" if _torn(notes[-1], one.text) else " ") + one.text
    return notes
