"""Word lists as patterns that share their beginnings: a search that fails, fails at the first letters.

>>> alternatives(["nghị định", "nghị quyết", "luật"])
'(?:luật|nghị (?:quyết|định))'
>>> alternatives(["ban", "ban hành"])
'ban(?: hành)?'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_END = ""
_Trie = dict[str, "_Trie"]


def alternatives(words: Iterable[str | Sequence[str]]) -> str:
    """A pattern for any of these words, each a string or its letters as patterns; the longest is preferred.

    Read forwards only: matched backwards (`(?r)`) another word might be preferred.
    """
    root: _Trie = {}
    for word in words:
        node = root
        for letter in map(_literal, word) if isinstance(word, str) else word:
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


def _literal(letter: str) -> str:
    return letter if letter == " " else re.escape(letter)
