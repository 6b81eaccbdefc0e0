"""The words by which a page shows, before it is read, where its letterhead and its closing block stand."""

from __future__ import annotations

import regex

from .. import late
from ..text import fold
from ..vocabulary import table


def _any(*ids: str) -> str:
    rows = {row["id"]: row["forms"] for row in table("pages")["phrase"]}
    forms = sorted((fold(form) for id in ids for form in rows[id]), key=len, reverse=True)
    words = (regex.escape(form, special_only=True, literal_spaces=True) for form in forms)
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
