"""The new text that stands below an order, in quotation marks: one passage or several, whole.

A mark inside that closes too early does not end the text where the portion goes on to another closing mark; a
mark that nothing closes leaves the end open.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from ... import late
from ...lines import Stretch, mark_at
from ...text import Text, trim

_OPENING, _CLOSING = "“«\"'‘", "”»\"'’"
# What may stand between two quoted passages.
_BETWEEN = late.regex(r"[\s|.;,/*#-]*(?:và\s)?[\s|*#]*")
# What may stand before the first.
_BEFORE = late.regex(r"[\s|:.*#-]*")
# What introduces a new text: "như sau:", "sau đây:"; not a list of phrases ("các cụm từ sau: “A”").
_INTRODUCED = late.regex(r"(?r)(?:(?<!từ|từ sau|từ như sau|chữ|từ sau đây):|(?<!từ )như sau)")
_ENDED = '.”"»;:'
# Between an old text and the new one: “Điều 84. A” |được sửa đổi thành| “Điều 84. B” (Luật 37/2009/QH12).
_CHANGED = late.regex(r" (?:được )?(?:sửa đổi|đổi|sửa|thay thế|thay)(?:, bổ sung)? (?:thành|bằng)[ :]{0,2}")


class Passages(NamedTuple):
    """Pieces of new text without their marks, in the cleaned text; `closed` is whether the end is certain."""

    pieces: tuple[Stretch, ...]
    closed: bool


def quoted_in(text: Text, start: int, end: int) -> list[Stretch]:
    """The quotations that lie in a stretch, with their marks."""
    quotes = text.lines.quotations
    first = bisect_left(quotes, start, key=lambda one: one[0])
    last = bisect_left(quotes, end, first, key=lambda one: one[0])
    return [one for one in quotes[first:last] if one[1] <= end]


def opens_text(text: Text, quote: Stretch) -> bool:
    """Whether a quotation is new text and no phrase: it stands behind "như sau:" or opens a marked line."""
    before = text.folded[max(0, quote[0] - 40) : quote[0]].rstrip(" |*#")
    if _INTRODUCED.match(before):
        return True
    line = text.clean[max(0, quote[0] - 4) : quote[0]].rstrip(" |*#")[-1:] in ("", "\n")
    return line and (mark_at(text.clean, quote[0]) is not None or before[-1:] in _ENDED)


def passages_behind(text: Text, at: int, end: int) -> Passages:
    """The new text that begins behind the words of an order, no further than `end`."""
    quotes, clean = text.lines.quotations, text.clean
    i = bisect_left(quotes, at, key=lambda one: one[0])
    found: list[Stretch] = []
    past, gap = at, _BEFORE
    while i < len(quotes) and quotes[i][0] < end and gap.fullmatch(clean, past, quotes[i][0]):
        found.append(quotes[i])
        past, gap, i = quotes[i][1], _BETWEEN, i + 1
    if not found:
        return Passages((), True)
    if _CHANGED.fullmatch(text.folded, past, quotes[i][0] if i < len(quotes) else past):
        found = [quotes[i]]  # “Điều 84. A” được sửa đổi thành “Điều 84. B”
    found[-1] = (found[-1][0], _last(text, *found[-1], end))
    closed = all(clean[b - 1] in _CLOSING for _, b in found)
    return Passages(tuple(_inner(clean, one) for one in found), closed)


def _last(text: Text, start: int, stop: int, end: int) -> int:
    """Where the last passage ends: at a later mark if the portion goes on and closes once more."""
    rest = text.clean[stop:end].rstrip(" \n|.;,/*#-")
    if (
        len(rest) > 3
        and rest[-1] in _CLOSING
        and not any(a >= stop and b == stop + len(rest) for a, b in _near(text, stop))
    ):
        return stop + len(rest)
    return stop


def _near(text: Text, at: int) -> tuple[Stretch, ...]:
    quotes = text.lines.quotations
    i = bisect_left(quotes, at, key=lambda one: one[0])
    return quotes[i : i + 40]


def _inner(clean: str, quote: Stretch) -> Stretch:
    start, end = quote
    while start < end and clean[start] in _OPENING:
        start += 1
    while end > start and clean[end - 1] in _CLOSING and end > quote[1] - 2:
        end -= 1
    return trim(clean, start, end, " \n|*#")
