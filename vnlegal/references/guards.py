"""What no document can do to another: act on a later one, or on one above it.

A claim of that kind is a slip of the text, or of its reading; it stays a claim and makes no link.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from ..model import Claim, DocNumber, Document, Field, Mention, Resolution
from ..notation import iris
from ..notation.number_types import types_of
from ..vocabulary import kinds_where
from ..vocabulary.acts import acts, amending_acts
from .series import RANKS
from .statutes import acts_by_iri

LATER = "theo ngày của nó thì ra sau văn bản này"
"""Why of a resolution: the mention shows no day; the work that it means is later by its own text."""

_CHANGES = kinds_where(lambda row: row.family == "change")


class _Side(NamedTuple):
    """What is known of one side of a claim: its day, or only its year; its type."""

    day: date | None
    year: int | None
    doc_type: str | None


def is_possible(document: Document, claim: Claim, target: str | None) -> bool:
    """Whether the subject of a claim can do that to its object, which means the work `target`."""
    subject = _own(document) if claim.subject == "self" else _cited(document.mention(claim.subject))
    thing = _meant(document.mention(claim.object), target)
    return not _is_later(thing, subject) and not _is_above(claim.kind, thing, subject)


def can_cite(document: Document, mention: Mention, target: str | None) -> bool:
    """Whether a document itself can have cited the work `target`: a later one stands in a note of a copy."""
    return not _is_later(_meant(mention, target), _own(document))


def is_later(resolution: Resolution) -> bool:
    """Whether a mention means a work that is later than the document by that work's own text.

    Who copied the page names there what came after it: "VĂN BẢN HƯỚNG DẪN: Nghị định 147/2026/NĐ-CP".
    """
    return LATER in resolution.why


def _meant(mention: Mention, target: str | None) -> _Side:
    """What a mention tells, and what the work tells that it means: a word that refers back has no year."""
    thing = _cited(mention)
    if thing.day is None and (act := acts_by_iri().get(target or "")):
        return thing._replace(day=act.passed, year=act.year)
    return thing if thing.year else thing._replace(year=iris.year_of(target or ""))


def _own(document: Document) -> _Side:
    header = document.header
    told = types_of(header.number.value) if header.number else ()
    kind = header.doc_type.value if header.doc_type else told[0] if len(told) == 1 else None
    year = header.number.value.year if header.number else None
    day = header.date.value if header.date else _passed(header.number, kind)
    if day and year and day.year != year:
        return _Side(None, None, kind)  # the page contradicts itself
    return _Side(day, day.year if day else year, kind)


def _cited(mention: Mention) -> _Side:
    number = mention.number.value if mention.number else None
    year = number.year if number and number.form != "other" else None  # what else looks like a year
    kind = mention.doc_type.value if mention.doc_type else None
    day = mention.date.value if mention.date else _passed(mention.number, kind)
    return _Side(day, day.year if day else year, kind)


def _passed(number: Field[DocNumber] | None, kind: str | None) -> date | None:
    """The day on which a law of this number was passed, as the table of acts tells."""
    return _acts().get(number.value.compact) if number and kind != "nghi-quyet" else None


@cache
def _acts() -> Mapping[str, date | None]:
    return {act.number: act.passed for act in (*acts(), *amending_acts()) if act.number}


def _is_later(thing: _Side, subject: _Side) -> bool:
    if thing.day and subject.day:
        return thing.day > subject.day
    return bool(thing.year and subject.year) and (thing.year or 0) > (subject.year or 0)


def _is_above(kind: str, thing: _Side, subject: _Side) -> bool:
    """Whether a lower act changes a higher one, or a higher one guides a lower."""
    ours, theirs = RANKS.get(subject.doc_type or ""), RANKS.get(thing.doc_type or "")
    if ours is None or theirs is None:
        return False
    return theirs > ours if kind in _CHANGES else kind == "guides" and ours > theirs
