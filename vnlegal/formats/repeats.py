"""What a page says twice: the subject under the title, which the first article repeats word for word.

Seals and stamps lie on the head of a signed scan, seldom on its body.  Where the words on either side of a
doubtful stretch of the subject stand below once more, the stretch is read as it is read there, and doubted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from statistics import fmean

import regex

from .. import late
from .regions import Box, Word
from .repairs import bare
from .signs import is_surname

_DOUBT, _CLEAR = 50.0, 90.0
_SIDE, _LONGEST = 2, 4  # words that must agree on either side together with the stretch; words of the stretch
_CORE = late.regex(r"[\p{L}\d]+(?:.*[\p{L}\d])?")


def settled(words: list[Word], box: Box) -> list[Word]:
    """The words of a page, those in a box as the rest of the page has them where it repeats them."""
    inside = sorted((word for word in words if box.holds(word)), key=lambda word: (word.line, word.left))
    rest = [word for word in words if word.top > box.bottom]
    mended = list(_mended(inside, rest))
    return words if mended == inside else [*(word for word in words if not box.holds(word)), *mended]


def named(words: list[Word], box: Box) -> list[Word]:
    """The words of a page, a family name under a seal as the recipients spell it: "PTTg Hồ Đức Phớc"."""
    lines: dict[tuple[int, ...], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return [_family(word, lines[word.line], words) if box.holds(word) else word for word in words]


def _family(word: Word, line: list[Word], words: list[Word]) -> Word:
    """A first word of a line that is no family name, as the name is spelt elsewhere on the page."""
    given = [one.text for one in line[1:] if one.text[:1].isupper()]
    if word is not line[0] or len(given) < 2 or not word.text[:1].isupper() or is_surname(word.text):
        return word
    texts = [one.text.strip(".,;:") for one in words]
    runs = (n for n in range(1, len(texts)) if texts[n : n + len(given)] == given)
    found = {texts[n - 1] for n in runs if is_surname(texts[n - 1]) and words[n] not in line}
    return word._replace(text=found.pop(), confidence=_DOUBT) if len(found) == 1 else word


def _mended(inside: list[Word], rest: list[Word]) -> Iterator[Word]:
    same = SequenceMatcher(None, _letters(inside), _letters(rest), autojunk=False).get_opcodes()
    for n, (kind, a, b, c, d) in enumerate(same):
        ours, theirs = inside[a:b], rest[c:d]
        if kind == "equal":
            yield from map(_surer, ours, theirs) if b - a > _SIDE else ours
        elif _held(same, n) and _alike(ours, theirs) and _mean(theirs) > _mean(ours):
            yield from _put(ours, theirs)
        elif _held(same, n) and kind == "delete" and _is_speck(ours):
            continue
        else:
            yield from ours


def _letters(words: Sequence[Word]) -> list[str]:
    return [regex.sub(r"[^a-z\d]", "", bare(word.text)) for word in words]


def _held(same: Sequence[tuple[str, int, int, int, int]], n: int) -> bool:
    """Whether words on both sides of a stretch agree, three or more of them together."""
    around = [same[i] for i in (n - 1, n + 1) if 0 <= i < len(same)]
    return len(around) == 2 and all(one[0] == "equal" for one in around) and _agreed(around) > _SIDE


def _agreed(around: Sequence[tuple[str, int, int, int, int]]) -> int:
    return sum(b - a for _, a, b, _, _ in around)


def _alike(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether two stretches are short and made of much the same letters."""
    if not (0 < len(ours) <= _LONGEST and 0 < len(theirs) <= _LONGEST):
        return False
    one, two = ("".join(_letters(words)) for words in (ours, theirs))
    return SequenceMatcher(None, one, two, autojunk=False).ratio() > 0.5


def _is_speck(ours: Sequence[Word]) -> bool:
    """A letter or two that nobody wrote between words that stand below without it."""
    return len(ours) == 1 and len(ours[0].text) < 3 and ours[0].confidence < _CLEAR


def _mean(words: Sequence[Word]) -> float:
    return fmean(word.confidence for word in words)


def _surer(ours: Word, theirs: Word) -> Word:
    """A word with the marks of the other reading where that is the surer one."""
    core, other = _CORE.search(ours.text), _CORE.search(theirs.text)
    if not core or not other or theirs.confidence <= ours.confidence or len(core[0]) != len(other[0]):
        return ours
    text = _cased(other[0], core[0])
    return ours if text == core[0] else _written(ours, text, core)


def _cased(text: str, like: str) -> str:
    """Letters in the case of others; a first letter that differs in more than its case stays."""
    if like.isupper() and len(like) > 1:
        return text.upper()
    return like[0] + text[1:] if text[0].casefold() == like[0].casefold() else text


def _written(word: Word, text: str, core: regex.Match[str]) -> Word:
    return word._replace(text=word.text[: core.start()] + text + word.text[core.end() :], confidence=_DOUBT)


def _put(ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Word]:
    """The words of the other reading in the place of ours, side by side."""
    left, right = ours[0].left, ours[-1].right
    step = (right - left) / sum(len(word.text) + 1 for word in theirs)
    for word in theirs:
        wide = max(1, round(step * len(word.text)))
        yield ours[0]._replace(text=word.text, left=round(left), width=wide, confidence=_DOUBT)
        left += round(step * (len(word.text) + 1))
