"""The lines of a head that their form gives away: motto, number, place and date, title.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.1-5; Hướng dẫn 36-HD/VPTW for documents of the Party.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

import regex

from ..model import DocNumber
from ..notation import numbers
from ..notation.bodies import province
from ..scan import Begun
from ..text import Text, fold, trim
from ..vocabulary import doc_types
from .cells import Cell, cut
from .wording import any_of, starts

Stretch = tuple[int, int]

_HOLES = Begun(
    starts("motto", "tagline", "party"),
    regex.compile(
        rf"(?<![\p{{L}}])(?:(?P<motto>{any_of('motto')})|(?P<tagline>{any_of('tagline')})|(?P<party>{any_of('party')}))"
    ),
)
NUMBER = regex.compile(rf"(?:{any_of('numbered')}\s+)?số(?:\s?:\s?|\s?\.\s?(?=[\d\s])|\s+)(?=[\d…._\s/-])")
_TOKEN = regex.compile(r"\d{1,6}[a-zđ]?\s?[/-]\s?\p{Lu}[\p{L}\d/&.-]{0,40}")
_BLANK_TOKEN = regex.compile(
    r"[\s….·_]*(?P<rest>(?:/\s?(?:19|20)\d\d\s?)?[/-]\s?\p{Lu}[\p{L}&]*(?:[-/]\p{Lu}[\p{L}&\d]*){0,5})"
)
_DATE = regex.compile(
    r"(?P<comma>,?)\s?ngày\s?(?:(?P<d>\d{1,2})|[….·_]*)\s?tháng\s?(?:(?P<m>\d{1,2})|[….·_]*)\s?năm\s?(?:(?P<y>(?:19|20)\d\d)|(?:20)?[….·_]*)"
    r"|(?P<comma>,)\s?ngày\s(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)"
)
_PLACE = regex.compile(
    r"(?<![\p{L}\d/-])(?:TP\.?\s?|Tp\.?\s?|T\.P\.?\s)?\p{Lu}[\p{L}'’.]*(?:\s?[-–]\s?\p{Lu}[\p{L}']*|\s(?:phố|\p{Lu}[\p{L}'’.]*|\d{1,2}(?=\s*,)))*\s?$"
)
_HALF = regex.compile(r"\s?\p{Lu}\p{Ll}{1,5}\s?\n")
"""The first half of a place name that a narrow column breaks: "Mỹ / Tho, ngày …"."""
_INLINE = regex.compile(
    r"\s*(?:của\s(?P<who>[^\d]{3,80}?)\s)?số\s?:?\s(?P<number>\S{4,40}),?\s"
    r"(?P<date>ngày\s(?P<d>\d{1,2})(?:\stháng\s|[/.-])(?P<m>\d{1,2})(?:\snăm\s|[/.-])(?P<y>(?:19|20)\d\d))"
)


class NumberLine(NamedTuple):
    """A number behind "Số:"; for a blank the number is None and the symbol stands alone."""

    span: Stretch
    number: DocNumber | None
    symbol: str


class DateLine(NamedTuple):
    """Place and date; the place is None where none is printed, the day where it is left blank."""

    place: Stretch | None
    span: Stretch
    day: date | None


def mottoes(text: Text, start: int, stop: int) -> Iterator[regex.Match[str]]:
    """The motto of the State, its tagline, and the heading of the Party (group `party`)."""
    return (m for m in _HOLES.finditer(text.folded, start, stop) if _is_motto(text, m))


def _is_motto(text: Text, match: regex.Match[str]) -> bool:
    words = text.clean[match.start() : match.end()]
    if match["tagline"]:
        return match.start() == 0 or text.clean[match.start() - 1] in "\n| "
    return words.isupper() or (
        bool(match["motto"]) and "độc lập" in text.folded[match.end() : match.end() + 60]
    )


def number_lines(text: Text, stop: int) -> Iterator[int]:
    """Where lines begin that hold "Số:" and a number, or the symbol of a blank one."""
    folded, clean = text.folded, text.clean
    for match in regex.finditer(r"số", folded, endpos=stop):
        line = max(clean.rfind("\n", 0, match.start()), clean.rfind("|", 0, match.start())) + 1
        begin = line + (clean[line : line + 1] == " ")
        found = NUMBER.match(folded, begin)
        if found and match.start() < found.end() and any(number_at(text, found.end(), stop + 60)[1:]):
            yield begin


def is_capital(words: str) -> bool:
    """Whether words are in capitals; one small "v" ("V/v") does not count."""
    return words.isupper() or (words.replace("v", "").isupper() and len(words) > 3)


@cache
def _titles() -> tuple[regex.Pattern[str], dict[str, str]]:
    """The type names that may stand as a title, and the row of each."""
    ids = {fold(name): row.id for row in doc_types() if row.title for name in (row.label, *row.names)}
    names = sorted(ids, key=len, reverse=True)
    pattern = "|".join(
        regex.escape(name, special_only=True, literal_spaces=True).replace(" ", r"\s") for name in names
    )
    return regex.compile(rf"(?:{pattern})(?!\p{{L}})"), ids


def title_at(text: Text, cell: Cell) -> tuple[Stretch, str] | None:
    """The title (type name in capitals) that begins a cell, whole lines preferred to beginnings of lines."""
    pattern, ids = _titles()
    best: tuple[Stretch, str] | None = None
    if match := pattern.match(text.folded, cell.start, cell.start + 40):
        for name in _shorter(match[0], ids):
            end = cell.start + len(name)
            if not text.clean[cell.start : end].isupper():
                continue
            whole = end >= len(text.clean) or text.clean[end] in "\n|" or end == cell.end
            if whole:
                return (cell.start, end), ids[name]
            best = (cell.start, end), ids[name]
    return best


def _shorter(found: str, ids: dict[str, str]) -> list[str]:
    """A found type name and the type names that it begins with, the longest first."""
    words = found.split()
    names = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return [name for name in names if name in ids]


def number_at(text: Text, at: int, stop: int) -> NumberLine:
    """The number behind "Số:"; for a blank the symbol alone, so that the type can be known from its form."""
    flow = text.flow[at : min(stop, at + 70)]
    for start, end, number in numbers.find(flow):
        if not flow[:start].strip(" |:."):
            return NumberLine((at + start, at + end), number, number.symbol)
        break
    if match := _TOKEN.match(flow.lstrip(" |")):
        lead = len(flow) - len(flow.lstrip(" |"))
        raw = "".join(match[0].split()).rstrip(".-/")
        serial = raw[: next(i for i, c in enumerate(raw) if c in "/-")]
        symbol = raw[len(serial) + 1 :]
        number = DocNumber(serial, None, symbol, "other", None, (), None, raw)
        return NumberLine((at + lead, at + lead + len(match[0].rstrip(".-/"))), number, symbol)
    if match := _BLANK_TOKEN.match(flow):
        return NumberLine((at, at + match.end()), None, "".join(match["rest"].split()))
    return NumberLine((at, at), None, "")


def symbol_number(symbol: str) -> DocNumber | None:
    """A blank number read as if it were written, for its type and issuers only."""
    return numbers.parse(("0" if symbol[:1] in "/-" else "0/") + symbol)


def date_line(text: Text, start: int, stop: int) -> DateLine | None:
    """The first date with a place before it that begins a cell: that of the document, not one it cites."""
    for match in _DATE.finditer(text.folded, start, stop):
        if place := _place_before(text, match):
            return DateLine(place, (match.start() + len(match["comma"]), match.end()), day_of(match))
    return None


def _place_before(text: Text, match: regex.Match[str]) -> Stretch | None:
    """The place name that ends where the date begins: it begins a cell or follows the number."""
    clean, at = text.clean, match.start()
    line = max(clean.rfind("|", 0, at), clean.rfind("\n", 0, at)) + 1
    above = max(clean.rfind("|", 0, line - 1), clean.rfind("\n", 0, line - 1)) + 1 if line else 0
    broken = not clean[line:at].strip() or province(clean[above:at]) or _HALF.fullmatch(clean, above, line)
    wrapped = line and clean[line - 1] == "\n" and broken
    line = above if wrapped else _cell_start(text, line, at)
    found = _PLACE.search(clean[line:at])
    if not found or len(found[0]) > 45:
        return None
    before = clean[line : line + found.start()].strip(" \n—–;")
    if before and not before.isupper() and not fold(before).endswith("hạnh phúc"):
        return None
    return trim(clean, line + found.start(), line + found.end(), " \n.")


def _cell_start(text: Text, line: int, at: int) -> int:
    """Where, on a line, the cell begins that ends at a date: behind a wide gap or behind the number."""
    cells = list(cut(text, line, at))
    start = cells[-1].start if cells else line
    if match := NUMBER.match(text.folded, start):
        start = number_at(text, match.end(), at)[0][1]
    return start


def inline_number(text: Text, at: int) -> regex.Match[str] | None:
    """Author, number and date behind a title: "CỦA CHÍNH PHỦ SỐ 10/1999/NĐ-CP NGÀY …" (old prints)."""
    return _INLINE.match(text.folded, at)


def day_of(match: regex.Match[str]) -> date | None:
    """The day that a date line gives, None for a blank or a day that no calendar has."""
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except (TypeError, ValueError):
        return None
