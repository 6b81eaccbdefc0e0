"""Word lists as patterns that share their beginnings: a search that fails, fails at the first letters.

>>> alternatives(["nghị định", "nghị quyết", "luật"])
'(?:luật|nghị (?:quyết|định))'
>>> alternatives(["ban", "ban hành"])
'ban(?: hành)?'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from .. import late

_END = ""
_Trie = dict[str, "_Trie"]


def alternatives(words: Iterable[str], letters: Callable[[str], Iterable[str]] | None = None) -> str:
    """A pattern for any of these words, whose letters may be patterns; the longest is preferred.

    Read forwards only: matched backwards (`(?r)`) another word might be preferred.
    """
    given, spell = sorted(set(words)), letters or _letters
    code = spell.__code__
    key = ("words", late.written(__file__), late.written(code.co_filename), code.co_qualname, *given)
    return late.kept(key, lambda: _made(given, spell))


def _made(words: Iterable[str], letters: Callable[[str], Iterable[str]]) -> str:
    root: _Trie = {}
    for word in words:
        node = root
        for letter in letters(word):
            node = node.setdefault(letter, {})
        node[_END] = {}
    return _pattern(root)


def _pattern(node: _Trie) -> str:
    """What may follow: one way is written on, several are bracketed, none of them needed if a word ends.

    A look ahead comes last: it ends a word that is shorter than the others.
    """
    letters = sorted(filter(None, node), key=lambda letter: (letter.startswith("(?"), letter))
    ways = [letter + _pattern(node[letter]) for letter in letters]
    if len(ways) == 1 and _END not in node:
        return ways[0]
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)})" + ("?" if _END in node else "")


def _letters(word: str) -> Iterable[str]:
    return (letter if letter == " " else re.escape(letter) for letter in word)
