"""Whether a unit surely ends where the tree says: a change to one that does not is not carried out.

A number of the same kind that opens a line inside of a unit may be the next unit, which the tree has missed,
and a paragraph behind the last điểm of a khoản may belong to either of them.  The heading of a chapter that
stands in a unit is not part of it.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ... import late
from .page import Unit, WorkingText, rank

NO_PARAGRAPH = "không rõ đoạn nào của điều khoản"
_NEXT = "trong phạm vi của đơn vị có dòng mở bằng số kế tiếp: ranh giới không chắc"
_TAIL = "không rõ đoạn cuối thuộc điểm này hay thuộc đơn vị chứa nó"
# A line that opens with a number: "3. …", "b) …", "Điều 6. …".
_OPENS = late.regex(
    r"(?m)^[*#| ]{0,6}(?:(?i:điều)\s{1,3}(?P<dieu>\d{1,4}[a-zđ]?)\s?[.:]"
    r"|(?P<khoan>\d{1,3}[a-zđ]?)\s?[.)]\s?(?!\d)|(?P<diem>[a-zđ]\d?)\s?\))"
)
# A paragraph that ends, and another one behind it: what may be said of more than the last point.
_PARAGRAPHS = late.regex(r"(?<=[.;:…”\"])[* ]{0,4}\n[*\s]{0,8}(?=[\p{Lu}\d])")
_SMALL = ("khoan", "diem", "tiet", "dieu")


def doubts(page: WorkingText, unit: Unit) -> str | None:
    """Why it is not sure where a unit ends; None if nothing speaks against it."""
    if unit.kind not in _SMALL:
        return None
    below = {one.start for one in unit.walk() if one is not unit}
    words = page.words(unit)
    if any(_follows(unit, found) and unit.start + found.start() not in below for found in _lines(words)):
        return _NEXT
    if _is_last_point(unit) and _PARAGRAPHS.search(page.text, _tail(unit), unit.end):
        return _TAIL
    return None


def paragraph(page: WorkingText, unit: Unit, ordinal: int) -> tuple[int, int] | None:
    """Where a paragraph of a unit stands; None if that is not sure: the unit holds others, or dashes."""
    if unit.children or doubts(page, unit):
        return None
    found: list[tuple[int, int]] = []
    at = page.behind_label(unit)
    for line in page.text[at : unit.end].split("\n"):
        bare = line.strip("\r ")
        start = at + line.find(bare)
        if bare and found and not _parted(page.text[slice(*found[-1])], bare):
            return None
        if bare:
            found.append((start, start + len(bare)))
        at += len(line) + 1
    place = ordinal - 1 if ordinal > 0 else ordinal
    return found[place] if -len(found) <= place < len(found) else None


def _parted(line: str, below: str) -> bool:
    """Whether a line ends what it says and the one below opens a paragraph: no dash, no small letter."""
    return line.rstrip("* ")[-1:] in tuple('.;:!?…”"') and below.lstrip('*“"‘')[:1].isupper()


def _lines(words: str) -> Iterator[regex.Match[str]]:
    return (found for found in _OPENS.finditer(words) if found.start() > 0)


def _follows(unit: Unit, found: regex.Match[str]) -> bool:
    """Whether a line opens with the number that comes next to that of a unit of its kind."""
    kind = "diem" if unit.kind == "tiet" else unit.kind
    num = found[kind] if kind in found.groupdict() else None
    if not num:
        return False
    own, other = rank(unit.eid), rank(f"{'point' if kind == 'diem' else 'para'}_{num.replace('đ', 'dd')}")
    return other > own and (other[0] - own[0] == 1 or other[0] == own[0])


def _is_last_point(unit: Unit) -> bool:
    return unit.kind in ("diem", "tiet") and unit.above is not None and unit.above.children[-1] is unit


def _tail(unit: Unit) -> int:
    return unit.children[-1].end if unit.children else unit.start
