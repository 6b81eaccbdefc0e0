"""Automatic numbers of DOCX paragraphs, as Word counts them (ECMA-376, Part 1, 17.9)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .. import late

_PLACE = late.re(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def counted(number: int, form: str) -> str:
    """A number in a number format of Word.

    >>> [counted(4, form) for form in ("decimal", "lowerLetter", "upperRoman", "decimalZero", "none")]
    ['4', 'd', 'IV', '04', '']
    """
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("lowerLetter", "upperLetter"):
        letter = chr((ord("a") if form == "lowerLetter" else ord("A")) + (number - 1) % 26)
        return letter * min((number - 1) // 26 + 1, 20)
    if form == "decimalZero":
        return f"{number:02}"
    return "" if form in ("none", "bullet") else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    found = ""
    for value, letters in _ROMAN:
        while number >= value:
            found += letters
            number -= value
    return found


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: bool = True
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """One w:num: the abstract list that it counts in, its levels, and where it begins anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of each list."""

    def __init__(self, root: Element | None, w: str) -> None:
        self._w = w
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            abstracts = {
                one.get(f"{w}abstractNumId", ""): self._levels(one) for one in root.iter(f"{w}abstractNum")
            }
            for one in root.iter(f"{w}num"):
                self._add(one, abstracts)

    def _add(self, num: Element, abstracts: dict[str, dict[int, _Level]]) -> None:
        abstract = self._value(num, "abstractNumId") or ""
        levels = dict(abstracts.get(abstract, {}))
        starts = {}
        for change in num.iter(f"{self._w}lvlOverride"):
            at = _integer(change.get(f"{self._w}ilvl"), 0)
            levels.update(self._levels(change))
            if start := self._value(change, "startOverride"):
                starts[at] = _integer(start, 1)
        self._lists[num.get(f"{self._w}numId", "")] = _List(abstract, levels, starts)

    def _levels(self, parent: Element) -> dict[int, _Level]:
        return {
            _integer(one.get(f"{self._w}ilvl"), 0): _Level(
                self._value(one, "numFmt") or "decimal",
                self._value(one, "lvlText") or "",
                _integer(self._value(one, "start"), 1),
                self._value(one, "lvlRestart") != "0",
                one.find(f"{self._w}isLgl") is not None,
                self._value(one, "pStyle"),
            )
            for one in parent.iter(f"{self._w}lvl")
        }

    def _value(self, parent: Element, name: str) -> str | None:
        found = parent.find(f"{self._w}{name}")
        return None if found is None else found.get(f"{self._w}val")

    def level_of_style(self, number: str, style: str) -> int:
        """The level of a list that belongs to a paragraph style."""
        levels = self._lists[number].levels if number in self._lists else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def next(self, number: str, at: int) -> str:
        """What stands before the next paragraph of this list and level, with a blank behind it."""
        one = self._lists.get(number)
        level = one.levels.get(at) if one else None
        if one is None or level is None:
            return ""
        counts = self._counts[one.abstract]
        if at in one.starts and (number, at) not in self._begun:
            self._begun.add((number, at))
            counts[at] = one.starts[at]
        else:
            counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [below for below in counts if below > at]:
            if deeper not in one.levels or one.levels[deeper].restart:
                del counts[deeper]
        return self._label(one, level, counts)

    def _label(self, one: _List, level: _Level, counts: dict[int, int]) -> str:
        if level.form == "bullet":
            return f"{level.text if level.text in '-–+*•' and level.text else '-'} "

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = one.levels.get(at, _Level())
            return counted(counts.get(at, other.start), "decimal" if level.legal else other.form)

        label = _PLACE.sub(number, level.text)
        return f"{label} " if label.strip() else ""


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and value.lstrip("-").isdecimal() else default
