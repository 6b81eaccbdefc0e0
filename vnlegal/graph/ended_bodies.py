"""Bodies that a text names and that are no more on a day, each with who answers for its matters now.

>>> from vnlegal.document import parse
>>> one = parse("Điều 1. Bộ Kế hoạch và Đầu tư chủ trì, phối hợp với Bộ Tài chính.")
>>> [(body.name, body.now, one.text(body.span)) for body in ended_bodies(one, date(2026, 1, 1))]
[('Bộ Kế hoạch và Đầu tư', ('Bộ Tài chính',), 'Bộ Kế hoạch và Đầu tư')]
>>> ended_bodies(one, date(2024, 1, 1))
()
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..model import Document, Span
from ..notation.bodies import existed
from ..notation.places import MERGER, ended_level
from ..notation.successors import answering
from ..vocabulary import Issuer, issuers


@dataclass(frozen=True, slots=True)
class EndedBody:
    """A body that is no more on the day asked for: `now` are those that answer for it, if known."""

    name: str
    now: tuple[str, ...]
    span: Span


def ended_bodies(document: Document, on: date) -> tuple[EndedBody, ...]:
    """Ministries and the like by the first place that names them, then bodies of provinces and districts."""
    found = {one.name: one for one in (*_central(document, on), *_local(document, on))}
    return tuple(sorted(found.values(), key=lambda one: one.span))


def _central(document: Document, on: date) -> Iterator[EndedBody]:
    for names in _names(on):
        places = (_place(document, name) for name in names)
        for first in sorted(filter(None, places))[:1]:
            heirs = tuple(heir.name for heir in answering(names[0], on))
            yield EndedBody(document.text(first), heirs, first)


def _place(document: Document, name: str) -> Span | None:
    """The first place of a name, none if it goes on there."""
    text, at = document.source.text, document.source.text.find(name)
    goes_on = text[at + len(name) : at + len(name) + 1].isalpha()
    return Span(at, at + len(name)) if at >= 0 and not goes_on else None


@cache
def _names(on: date) -> tuple[tuple[str, ...], ...]:
    """The names of each body that has ended by a day, but those that one that lives on begins with."""
    alive = [name for row in issuers() if existed(row, on) for name in (row.name, *row.names)]
    ended = [(row.name, *row.names) for row in issuers() if _has_ended(row, on)]
    free = (tuple(one for one in names if not any(it.startswith(one) for it in alive)) for names in ended)
    return tuple(filter(None, free))


def _has_ended(row: Issuer, on: date) -> bool:
    return bool(row.until) and not row.local and not existed(row, on)


def _local(document: Document, on: date) -> Iterator[EndedBody]:
    """Bodies of merged provinces and of districts whom the document comes from, speaks to or charges."""
    named = [(one.value.name, one.span) for one in document.preface.issuers]
    named += [(one.value, one.span) for one in document.preface.addressees]
    named += [(one.body.value, one.body.span) for one in document.conclusions.recipients]
    named += [(one.value, one.span) for task in document.tasks for one in (*task.actors, *task.partners)]
    for name, span in named if on >= MERGER else ():
        if span and (old := ended_level(name)):
            yield EndedBody(old.name, (old.now,) if old.now else (), span)
