"""Patterns that are compiled when they are first asked.

A process that reads one letter asks a third of all grammars; making them all would take half of its time.

>>> from vnlegal import late
>>> number = late.regex(r"(?<!\\p{L})số (?P<n>\\d+)")
>>> number.search("Nghị quyết số 50")["n"]
'50'
"""

from __future__ import annotations

import re as _re
from collections.abc import Callable
from typing import Any, cast

import regex as _regex

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
_TOLD = ("flags", "groups", "groupindex")


class _Late:
    """Stands for a pattern: what is asked first compiles it, and from then on the pattern itself answers."""

    __slots__ = ("_make", "pattern", *_ASKED, *_TOLD)

    def __init__(self, make: Callable[[], Any], pattern: str) -> None:
        self._make, self.pattern = make, pattern

    def __getattr__(self, name: str) -> Any:
        made = self._make()
        for one in (*_ASKED, *_TOLD):
            object.__setattr__(self, one, getattr(made, one))
        return getattr(made, name)


def regex(pattern: str, flags: int = 0) -> _regex.Pattern[str]:
    """A pattern of the package `regex`, compiled at the first question; an error shows only then."""
    return cast("_regex.Pattern[str]", _Late(lambda: _regex.compile(pattern, flags), pattern))


def re(pattern: str, flags: int = 0) -> _re.Pattern[str]:
    """A pattern of the standard library, compiled at the first question; an error shows only then."""
    return cast("_re.Pattern[str]", _Late(lambda: _re.compile(pattern, flags), pattern))
