"""The words of the page (`vocabulary/pages.toml`, `tasks.toml`) as patterns, compiled once.

Forms are folded and meet folded text; between their words any run of blanks may stand.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import regex

from ..text import fold
from ..vocabulary import alternatives, table

_WORD_ENDS = r"(?![\p{L}\p{N}])"


@cache
def forms(id: str) -> tuple[str, ...]:
    """The forms of one row, the longest first so that alternations prefer it.

    >>> forms("secrecy")
    ('tuyệt mật', 'tối mật', 'mật')
    """
    rows: list[dict[str, Any]] = [*table("pages")["phrase"], *table("tasks")["phrase"]]
    row = next(row for row in rows if row["id"] == id)
    return tuple(sorted(map(fold, row["forms"]), key=len, reverse=True))


@cache
def any_of(*ids: str) -> str:
    """An alternation of the forms of one or more rows, for use inside a larger pattern.

    A form that ends with a letter ends where the word ends.
    """
    return f"(?:{alternatives(_letters(form) for id in ids for form in forms(id))})"


def _letters(form: str) -> list[str]:
    letters = [r"\s+" if letter == " " else regex.escape(letter) for letter in form]
    return [*letters, _WORD_ENDS] if form[-1].isalnum() else letters


@cache
def starts(*ids: str) -> re.Pattern[str]:
    """Matches, at a position of folded text, one of the forms of these rows as whole words."""
    return re.compile(any_of(*ids).replace(_WORD_ENDS, r"(?![^\W_])"))
