"""What all stages of reading references share: the page with its numbers and dates, and a draft mention."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Generic, NamedTuple, TypeVar

import regex

from ..model import DocNumber, MentionKind, Part, Preface
from ..notation import dates, numbers
from ..text import Text
from ..vocabulary import table

V = TypeVar("V")

_QUOTED = regex.compile(r"“[^“”]{20,8000}”")


class Read(NamedTuple, Generic[V]):
    """A value, where it stands in the cleaned text, and what read it."""

    value: V
    start: int
    end: int
    by: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention in the making; positions count in the cleaned text, `refers_to` in the list of drafts."""

    kind: MentionKind
    start: int
    end: int
    number: Read[DocNumber] | None = None
    doc_type: Read[str] | None = None
    date: Read[date] | None = None
    issuer: Read[str] | None = None
    title: Read[str] | None = None
    provision: Read[str] | None = None
    name: str | None = None
    refers_to: int | None = None

    @property
    def symbol(self) -> str:
        """The number as printed, or ""."""
        return self.number.value.compact if self.number else ""


@dataclass(frozen=True, slots=True)
class Page:
    """One cleaned page with its anchors, read once."""

    text: Text
    flow: str
    folded: str
    numbers: tuple[tuple[int, int, DocNumber], ...]
    dates: Mapping[int, tuple[int, date]]
    quotes: tuple[tuple[int, int], ...]
    part_at: Callable[[int], Part]
    part_starts: tuple[int, ...]
    own: Preface

    @staticmethod
    def of(text: Text, part_at: Callable[[int], Part], part_starts: Sequence[int], own: Preface) -> Page:
        """Scan the page for numbers, dates and quotations."""
        flow, folded = text.flow, text.folded
        return Page(
            text,
            flow,
            folded,
            tuple(numbers.find(flow)),
            {start: (end, day) for start, end, day in dates.find(folded)},
            tuple(m.span() for m in _QUOTED.finditer(flow)) if "“" in flow else (),
            part_at,
            tuple(part_starts),
            own,
        )

    def quoted(self, at: int) -> bool:
        """Whether a position lies inside quotation marks."""
        return any(start < at < end for start, end in self.quotes)


@cache
def words(key: str) -> tuple[str, ...]:
    """A word list of `vocabulary/mentions.toml`, longest first."""
    return tuple(sorted(table("mentions")[key], key=len, reverse=True))


@cache
def any_of(key: str) -> str:
    """A pattern that matches any word of the list, with its boundaries."""
    return rf"(?<!\p{{L}})(?:{'|'.join(map(regex.escape, words(key)))})(?![\p{{L}}\p{{N}}])"


def sentences(flow: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of `flow[start:end]` between full stops, semicolons left in."""
    at = start
    for match in _STOP.finditer(flow, start, end):
        yield at, match.start() + 1
        at = match.end()
    if at < end:
        yield at, end


_STOP = regex.compile(r"(?<=[\p{L}\p{N})”\"%])[.!?](?=\s+[\p{Lu}\p{N}“(-]|\s*$)|(?<=/)\.|  ")
