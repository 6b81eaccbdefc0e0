"""What somebody types into the search field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from .. import late
from ..notation import dates
from ..notation.bodies import slug
from ..notation.iris import Wanted
from ..text import fold
from ..vocabulary import doc_types

_WORD = late.regex(r"[a-z0-9]+")
_YEAR = late.regex(r"(?:19|20)\d\d")
_IDLE = frozenset(("cua", "ngay", "thang", "nam", "va"))  # what joins the parts of a citation
_LONGEST = 4  # words of the name of a type
_BEGUN = late.regex(r"[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Typed:
    """A number token with its year, a day, plain words and the type they begin with, as far as typed.

    >>> Typed.of("Nghị quyết số 50/NQ-CP ngày 17/4/2020").words
    ('nghi', 'quyet', '50', 'nq', 'cp')
    >>> typed = Typed.of("nghị định 126"); typed.token, typed.kind
    ('126', 'nghi-dinh')
    >>> Typed.of("thông tư năm 2021").token
    ''
    """

    token: str
    year: int | None
    day: str | None
    words: tuple[str, ...]
    kind: str = ""

    @staticmethod
    def of(typed: str) -> Typed:
        """Read what was typed."""
        rest, day = _without_date(fold(typed))
        words, wanted = _words(rest), Wanted.of(rest)
        is_year = _YEAR.fullmatch(wanted.token) and len(words) > 1
        return Typed("" if is_year else wanted.token, wanted.year, day, words, _type(words))

    def match(self, issuer: str = "", begun: bool = False, missing: int = 0) -> str:
        """The query for the full-text index: all words but so many, the last perhaps `begun`, of an issuer.

        >>> Typed.of("chuyển đổi").match("bộ y tế", begun=True)
        '(("chuyen" "doi"*)) AND (issuers : ("bo" "y" "te"))'
        """
        terms = [f'"{word}"' for word in self.words]
        if begun and terms and _BEGUN.fullmatch(self.words[-1]):
            terms[-1] += "*"
        body = " ".join(f'"{word}"' for word in plain_words(issuer))
        chosen = combinations(terms, max(1, len(terms) - missing)) if terms else ()
        found = " OR ".join(f"({' '.join(one)})" for one in chosen)
        parts = [f"({found})"] if terms else []
        return " AND ".join([*parts, f"(issuers : ({body}))"] if body else parts)


def _type(words: Sequence[str]) -> str:
    """The key of the type whose name the words begin with, the longest; "" if there is none."""
    keys = ("-".join(words[:count]) for count in range(min(len(words), _LONGEST), 0, -1))
    return next((key for key in keys if key in _types()), "")


@cache
def _types() -> frozenset[str]:
    return frozenset(row.id for row in doc_types())


def plain_words(text: str) -> list[str]:
    """Words without marks, as the index holds them.

    >>> plain_words("Số 50/NQ-CP")
    ['so', '50', 'nq', 'cp']
    """
    return _WORD.findall(slug(text))


def _without_date(folded: str) -> tuple[str, str | None]:
    """What was typed beside a date, and the first date."""
    found = dates.find(folded)
    for start, end, _ in reversed(found):
        folded = f"{folded[:start]} {folded[end:]}"
    return folded, found[0][2].isoformat() if found else None


def _words(folded: str) -> tuple[str, ...]:
    found = plain_words(folded)
    return tuple(word for at, word in enumerate(found) if not _is_idle(found, at))


def _is_idle(words: list[str], at: int) -> bool:
    """Whether a word says nothing of its own: "của", or "số" before a number."""
    before_number = at + 1 < len(words) and words[at + 1][0].isdigit()
    return len(words) > 1 and (words[at] in _IDLE or (words[at] == "so" and before_number))
