"""The English catalogue: `en.po`, as gettext writes it, read when English is first spoken.

An entry holds what is said in Vietnamese and in English, with the same named places.  In English a place may
choose between one and more ("{n} {n:document|documents}"), and a day may be written otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from string import Formatter

DEEPEST = 4  # how far what is said may hold what is said
LONGEST = 4000  # characters of what is said; more is a text
FEWEST = 4  # letters that a text with places must have of its own, to be known by its shape


class _English(Formatter):
    def format_field(self, value: object, spec: str) -> str:
        """A value as a place asks; "document|documents" is a choice by number."""
        if "|" in spec:
            return spec.split("|")[str(value) != "1"]
        return str(super().format_field(value, spec))


_ENGLISH = _English()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text with places, by its shape: what stands between them, and the name and form of each."""

    between: tuple[str, ...]
    places: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, text: str) -> Pattern:
        """
        >>> Pattern.of("từ {begin:%d/%m/%Y} đến {end}")
        Pattern(between=('từ ', ' đến ', ''), places=(('begin', '%d/%m/%Y'), ('end', '')))
        """
        between, places, said = [], [], ""
        for literal, name, form, _ in Formatter().parse(text):
            said += literal
            if name is not None:
                between.append(said)
                places.append((name, form or ""))
                said = ""
        return cls((*between, said), tuple(places))

    def values(self, said: str) -> dict[str, str] | None:
        """What stands in the places of a text of this shape; None if it is of another.

        >>> Pattern.of("từ {begin} đến {end}").values("từ 3 đến 5")
        {'begin': '3', 'end': '5'}
        """
        first, *inner, last = self.between
        end = len(said) - len(last)
        if not said.startswith(first) or not said.endswith(last) or end < len(first):
            return None
        at, found = len(first), []
        for mark in inner:
            there = said.find(mark, at, end)
            if there < 0:
                return None
            found.append(said[at:there])
            at = there + len(mark)
        return {name: value for (name, _), value in zip(self.places, (*found, said[at:end]), strict=True)}

    @property
    def is_plain(self) -> bool:
        """Whether it says enough to be known by: letters of its own, or places for figures and days only."""
        letters = sum(map(str.isalpha, "".join(self.between)))
        return letters >= FEWEST or (letters > 0 and all(form for _, form in self.places))


@cache
def entries() -> Mapping[str, str]:
    """English by Vietnamese."""
    return dict(read(files(__package__).joinpath("en.po").read_text("utf-8")))


def read(page: str) -> Iterator[tuple[str, str]]:
    r"""The entries of a catalogue in the form of gettext, without its head.

    >>> list(read('msgid ""\nmsgstr ""\n\nmsgid "tệp rỗng"\nmsgstr "the file "\n"is empty"\n'))
    [('tệp rỗng', 'the file is empty')]
    """
    for block in page.split("\n\n"):
        fields: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if line.startswith("msg"):
                name, _, line = line.partition(" ")
            if line.startswith('"'):
                fields[name] = fields.get(name, "") + json.loads(line)
        if fields.get("msgid"):
            yield fields["msgid"], fields["msgstr"]


@cache
def _patterns() -> Sequence[tuple[Pattern, str]]:
    """The entries with places, those that say most first."""
    made = [(Pattern.of(text), english) for text, english in entries().items() if "{" in text]
    return sorted((one for one in made if one[0].is_plain), key=lambda one: -sum(map(len, one[0].between)))


def filled(text: str, values: Mapping[str, object]) -> str:
    """English for a text with places, and the values in them."""
    return _fill(entries().get(text, text), values)


def _fill(english: str, values: Mapping[str, object]) -> str:
    return _ENGLISH.vformat(english, (), values)


@lru_cache(4096)
def known(said: str) -> str:
    """English for what was said, by the whole or by its shape; what is not known stays as it is.

    Before a colon may stand what it is said of ("a.txt: tệp rỗng"), and several things may be said in a row.
    """
    return _known(said, DEEPEST) or said


def _known(said: str, deep: int) -> str | None:
    """The same, in places that lie so deep in places; texts of strangers may hold anything."""
    if said in entries():
        return entries()[said]
    if deep == 0 or len(said) > LONGEST:
        return None
    return _by_pattern(said, deep - 1) or _in_a_row(said, deep - 1) or _said_of(said, deep - 1)


def _by_pattern(said: str, deep: int) -> str | None:
    for pattern, english in _patterns():
        values = pattern.values(said)
        if values is not None and (turned := _turned(values, dict(pattern.places), deep)) is not None:
            return _fill(english, turned)
    return None


def _turned(values: Mapping[str, str], forms: Mapping[str, str], deep: int) -> dict[str, object] | None:
    """What stood in each place, in English; None where it is not of the form that the place has."""
    try:
        return {name: _value(one, forms[name], deep) for name, one in values.items()}
    except ValueError:
        return None


def _value(said: str, form: str, deep: int) -> object:
    """A day, a number, or words, which may be known too."""
    if form == "d":
        return int(said)
    return datetime.strptime(said, form).date() if form.startswith("%") else _known(said, deep) or said


def _in_a_row(said: str, deep: int) -> str | None:
    """Several things behind one another; those with commas between only where all of them are known."""
    for mark, wanted in (("; ", any), (", ", all)):
        pieces = said.split(mark)
        turned = [_known(piece, deep) for piece in pieces] if len(pieces) > 1 else []
        if turned and wanted(turned):
            return mark.join(one or piece for one, piece in zip(turned, pieces, strict=True))
    return None


def _said_of(said: str, deep: int) -> str | None:
    name, colon, rest = said.partition(": ")
    turned = _known(rest, deep) if colon else None
    return f"{name}{colon}{turned}" if turned else None
