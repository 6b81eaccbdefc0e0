"""The words by which a page shows, before it is read, where its letterhead and its closing block stand."""

from __future__ import annotations

from functools import cache

import regex

from .. import late
from ..text import fold
from ..vocabulary import table


@cache
def forms(id: str) -> tuple[str, ...]:
    """The forms of a row of the table of pages."""
    return next(tuple(row["forms"]) for row in table("pages")["phrase"] if row["id"] == id)


def is_surname(word: str) -> bool:
    """Whether a word with a capital is a family name of the table.

    >>> is_surname("Nguyễn"), is_surname("nguyễn"), is_surname("Hỗ")
    (True, False, False)
    """
    return word[:1].isupper() and fold(word) in forms("surname")


def _any(*ids: str) -> str:
    found = late.longest_first(fold(form) for id in ids for form in forms(id))
    words = (regex.escape(form, special_only=True, literal_spaces=True) for form in found)
    return "(?:" + "|".join(word.replace(" ", r"\s+") for word in words) + ")"


HEADING = late.regex(_any("motto", "party"))
COLUMN = late.regex(_any("motto", "party", "tagline"))
NUMBER = late.regex(r"^\s*số\s*:", regex.MULTILINE)
ADDRESSEES = late.regex(rf"^\s*{_any('addressees')}", regex.MULTILINE)
RECIPIENTS = late.regex(rf"^\s*{_any('recipients')}\s*:", regex.MULTILINE)
STAMP = late.regex(rf"^[^\S\n]*+{_any('stamp')}", regex.MULTILINE)
FURNITURE = late.regex(rf"^[^\S\n]*+{_any('furniture')}", regex.MULTILINE)


def signs(words: str) -> frozenset[str]:
    """Which signs of an official document some words hold.

    >>> sorted(signs("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\\nNơi nhận:"))
    ['heading', 'recipients']
    """
    folded = fold(words)
    found = {
        "heading": HEADING,
        "number": NUMBER,
        "addressees": ADDRESSEES,
        "recipients": RECIPIENTS,
    }
    return frozenset(name for name, pattern in found.items() if pattern.search(folded))
