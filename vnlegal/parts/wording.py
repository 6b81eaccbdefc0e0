"""The words of the page (`pages.toml`, `tasks.toml`, the tables of capacities, purposes, stamps) as patterns.

Forms are folded and meet folded text; between their words any run of blanks may stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import regex

from .. import late
from ..text import fold
from ..vocabulary import alternatives, capacities_by_form, purposes_by_form, stamps_by_form, table

_WORD_ENDS = r"(?![\p{L}\p{N}])"


@cache
def forms(id: str) -> tuple[str, ...]:
    """The forms of one row, the longest first so that alternations prefer it.

    >>> forms("secrecy")
    ('tuyệt mật', 'tối mật', 'mật')
    """
    return tuple(late.longest_first(_TABLES.get(id, lambda: _phrase(id))()))


def _phrase(id: str) -> Iterator[str]:
    rows: list[dict[str, Any]] = [*table("pages")["phrase"], *table("tasks")["phrase"]]
    return map(fold, next(row for row in rows if row["id"] == id)["forms"])


def _stamps(kind: str) -> Iterator[str]:
    return (form for form, (row, *_) in stamps_by_form().items() if row.kind == kind)


_TABLES: Mapping[str, Callable[[], Iterable[str]]] = {
    "capacity": capacities_by_form,
    "purpose": purposes_by_form,
    "urgency": lambda: _stamps("urgency"),
    "secrecy": lambda: _stamps("secrecy"),
}
"""Words that are rows of tables of their own."""


@cache
def any_of(*ids: str) -> str:
    """An alternation of the forms of one or more rows, for use inside a larger pattern.

    A form that ends with a letter ends where the word ends.
    """
    return one_of(form for id in ids for form in forms(id))


def one_of(words: Iterable[str]) -> str:
    """An alternation of words, each ending where the word ends."""
    return f"(?:{alternatives(words, _letters)})"


def _letters(form: str) -> list[str]:
    letters = [r"\s+" if letter == " " else regex.escape(letter) for letter in form]
    return [*letters, _WORD_ENDS] if form[-1].isalnum() else letters


@cache
def starts(*ids: str) -> re.Pattern[str]:
    """Matches, at a position of folded text, one of the forms of these rows as whole words."""
    return late.re(any_of(*ids).replace(_WORD_ENDS, r"(?![^\W_])"))
