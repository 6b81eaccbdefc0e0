"""Where the words that an order names stand in a text.

Case counts as printed, but for the first letter: "Thừa phát lại" opens a line where the order says "thừa phát
lại".  Blanks are of any kind, tone marks of either style, and words stand whole.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from ...text import fold


def places(text: str, words: str, start: int, end: int) -> list[tuple[int, int]]:
    r"""Where words stand in a stretch of a text.

    >>> text = "Thừa phát lại và văn phòng thừa\nphát lại; thừa phát lạiXYZ; THỪA PHÁT LẠI"
    >>> [text[a:b] for a, b in places(text, "thừa phát lại", 0, len(text))]
    ['Thừa phát lại', 'thừa\nphát lại']
    """
    if not words.strip():
        return []
    stretch = text[start:end]
    found = (one.span() for one in _grammar(words).finditer(fold(stretch)))
    return [
        (start + a, start + b)
        for a, b in found
        if _same(stretch[a:b], words) and _whole(text, start + a, start + b)
    ]


def in_capitals(text: str, words: str) -> bool:
    """Whether a place opens with a capital where the words that the order names open with a small letter."""
    return text[:1].isupper() and words[:1].islower()


@lru_cache(64)
def _grammar(words: str) -> regex.Pattern[str]:
    return regex.compile(r"\s+".join(regex.escape(one) for one in fold(words).split()))


def _same(found: str, words: str) -> bool:
    """Whether two texts are of one case, but for the first letter."""
    found, words = " ".join(found.split()), " ".join(words.split())
    return [one.isupper() for one in found[1:]] == [one.isupper() for one in words[1:]]


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (
        after.isalnum() and text[end - 1].isalnum()
    )
