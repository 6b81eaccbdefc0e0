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

FEWEST = 6  # letters that a text with places must have of its own, to be known by its shape


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

    @property
    def letters(self) -> int:
        """How many letters stand between the places."""
        return sum(map(str.isalpha, "".join(self.between)))

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
def _shapes() -> Sequence[tuple[Pattern, str]]:
    """The entries with places, those that say most first."""
    made = ((Pattern.of(text), english) for text, english in entries().items() if "{" in text)
    return sorted((one for one in made if one[0].letters >= FEWEST), key=lambda one: -one[0].letters)


def filled(text: str, values: Mapping[str, object]) -> str:
    """English for a text with places, and the values in them."""
    return _fill(entries().get(text, text), values)


def _fill(english: str, values: Mapping[str, object]) -> str:
    return _ENGLISH.vformat(english, (), values)


@lru_cache(4096)
def known(said: str) -> str:
    """English for what was said, by the whole or by its shape; what is not known stays as it is.

    Before a colon may stand what it is said of ("a.txt: tệp rỗng").
    """
    if said in entries():
        return entries()[said]
    for shape, english in _shapes():
        if (values := shape.values(said)) is not None:
            forms = dict(shape.places)
            return _fill(english, {name: _value(one, forms[name]) for name, one in values.items()})
    name, colon, rest = said.partition(": ")
    return f"{name}{colon}{known(rest)}" if colon else said


def _value(said: str, form: str) -> object:
    """What stood in a place: a day where the place asks for one, else words, which may be known too."""
    if not form.startswith("%"):
        return known(said)
    try:
        return datetime.strptime(said, form).date()
    except ValueError:
        return said
