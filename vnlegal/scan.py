"""Finding what is rare: where it can begin, or from the part of a grammar that is quickly found.

>>> import regex
>>> grammar = regex.compile(r"(?:Luật|Nghị định) này")
>>> this = Led(regex.compile("này"), "(?:Luật|Nghị định) ", grammar)
>>> [m[0] for m in this.finditer("Người này theo Luật này.")]
['Luật này']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

import regex

from . import late

Core: TypeAlias = "str | re.Pattern[str] | regex.Pattern[str]"
Grammar: TypeAlias = "re.Pattern[str] | regex.Pattern[str]"
Match: TypeAlias = "re.Match[str] | regex.Match[str]"


def _set(holds: Callable[[str], bool]) -> str:
    """The letters of Latin, Greek and Cyrillic of which something holds, as the inside of a set."""
    codes = [code for code in (*range(0x530), *range(0x1E00, 0x1F00)) if holds(chr(code))]
    runs = (list(run) for _, run in groupby(enumerate(codes), lambda one: one[1] - one[0]))
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


_SETS = {
    r"\p{L}": _set(str.isalpha),
    r"\p{Lu}": _set(str.isupper),
    r"\p{Ll}": _set(str.islower),
    r"\p{N}": r"\d",
}
_ALONE = {r"\p{L}": r"[^\W\d_]", r"[\p{L}\p{N}]": r"[^\W_]"}
_NAMED = late.re(r"\\p\{\w+\}")
_SET_OR_NAMED = late.re(rf"\\[^p]|\[\^?(?:\\.|[^\\\][])+\]|{_NAMED.pattern}")


def plain(pattern: str) -> str:
    r"""A pattern of `regex` as the standard library reads it, whose matches begin several times faster.

    Its letters are those of Latin, Greek and Cyrillic where a set names them.

    >>> plain(r"(?<!\p{L})số (?P<n>\d+)(?![\p{L}\p{N}])")
    '(?<![^\\W\\d_])số (?P<n>\\d+)(?![^\\W_])'
    >>> re.compile(plain(r"[^\p{Lu}]*\p{Lu}")).match("ủy Ban")[0]
    'ủy B'
    """
    return _SET_OR_NAMED.sub(lambda found: _spelt(found[0]), pattern)


def _spelt(piece: str) -> str:
    if piece in _ALONE:
        return _ALONE[piece]
    spelt = _NAMED.sub(lambda named: _SETS[named[0]], piece)
    return f"[{spelt}]" if piece in _SETS else spelt


def places(cores: Sequence[Core], text: str, start: int, end: int) -> list[int]:
    """Where in `text[start:end]` any of these words or patterns begins, in order.

    A word is found faster than any pattern, and several words faster than one pattern for all of them; a
    pattern whose first character is always the same faster than one with a choice of them.

    >>> places(("kỳ ", re.compile("/ ?20")), "định kỳ 6 tháng từ 5/2024", 0, 25)
    [5, 20]
    """
    found: list[int] = []
    for core in cores:
        if not isinstance(core, str):
            found += [match.start() for match in core.finditer(text, start, end)]
            continue
        at = text.find(core, start, end)
        while at >= 0:
            found.append(at)
            at = text.find(core, at + 1, end)
    return sorted(found) if len(cores) > 1 else found


class Begun:
    r"""A grammar whose matches begin in a way that is quickly found, as a trie of the standard library does.

    `finditer` gives what `grammar.finditer` gives.  `begins` finds every place where a match may begin, or,
    with `skip`, so many characters before it: 1 for the line break before a line (the text itself begins
    one), -1 where the second character of a match tells more than the first.

    >>> points = Begun(re.compile(r"\n(?=\d)"), regex.compile(r"(?m)^\d+\. "), skip=1)
    >>> [m[0] for m in points.finditer("1. Một\n2 hai\n3. Ba")]
    ['1. ', '3. ']
    """

    def __init__(self, begins: re.Pattern[str], grammar: Grammar, skip: int = 0) -> None:
        self._begins, self._grammar, self._skip = begins, grammar, skip

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """All matches in `text[start:end]`, in order, none over another."""
        end = len(text) if end is None else end
        search, match, skip = self._begins.search, self._grammar.match, self._skip
        if skip and (found := match(text, start, end)):
            yield found
            start = found.end() if found.end() > start else start + 1
        while begins := search(text, start - skip if start > skip else 0, end):
            at = begins.start() + skip
            start = at + 1
            if found := match(text, at, end):
                yield found
                if found.end() > at:
                    start = found.end()


class Led:
    """A grammar whose matches are a lead and a core: cores are searched, the lead read backwards from them.

    `finditer` gives what `grammar.finditer` gives, in a fraction of the time where leads are common and
    cores are rare.  `lead` is a pattern of `regex`; it must find the leftmost beginning that the grammar
    allows before a core, and may be empty.
    """

    def __init__(self, cores: Core | Sequence[Core], lead: str, grammar: Grammar) -> None:
        self._cores = cores if isinstance(cores, tuple) else (cores,)
        self._lead, self._grammar = late.regex(f"(?r){lead}"), grammar

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """All matches in `text[start:end]`, in order, none over another."""
        end = len(text) if end is None else end
        for core in places(self._cores, text, start, end):
            if core >= start and (found := self._around(core, text, start, end)):
                yield found
                start = found.end()

    def _around(self, core: int, text: str, start: int, end: int) -> Match | None:
        lead = self._lead.match(text, start, core)
        found = self._grammar.match(text, lead.start(), end) if lead else None
        return found or (self._grammar.match(text, core, end) if lead and lead.start() < core else None)
