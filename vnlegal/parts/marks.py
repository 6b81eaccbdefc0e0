"""The marks that may open a portion: Phần, Chương, Mục, Tiểu mục, Điều, A, I, 1, 1.1, a), a1), (i).

A mark is a place to look at; `numbering` says which articles a text has, `body` which marks open portions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .. import late
from ..notation.eids import ORDINALS, roman
from ..scan import Begun, Match, plain
from ..text import Text

LETTERS = "abcdđeghiklmnopqrstuvxy"
ORDER = ("phan", "chuong", "muc", "tieu", "dieu", "capital", "roman", "number", "sub", "letter", "tiet")
LEVEL = {kind: level for level, kind in enumerate(ORDER)}
HEADINGS = ("phan", "chuong", "muc", "tieu")

_CAPITALS = "ABCDĐEGHIKLMNOPQRSTUVXY"
_ROMAN = r"[IVXLC]{1,7}"
_NUM = rf"(?:(?i:thứ)\s+\p{{L}}+|{_ROMAN}|\d{{1,2}})"
# "Điều 8.4.LQ.15." of the Pháp điển: chủ đề, đề mục, form and place of the act, article (Pháp lệnh 03/2012).
_SYMBOL = r"\d{1,2}\.\d{1,2}\.\p{Lu}{2}\.\d{1,3}(?:\.\d{1,3}\p{Ll}?)?"
# The number of an article of the Pháp điển.
_IS_CODIFIED = late.regex(_SYMBOL)
CODIFIED = (0,)
# What opens a line (Nghị định 78/2025/NĐ-CP, Điều 68): "Phần thứ hai", "Điều 5a.", "đ1)", "- a)", "a. Bến".
_GRAMMAR = late.re(
    plain(rf"""^(?:\|\s?)?(?:
      (?P<phan>(?i:Phần)\s+{_NUM})(?=[\s.:–-]|$)
    | (?P<chuong>(?i:Chương)\s+{_NUM}[\p{{Lu}}a-zđ]?)(?=[\s.:–-]|$)
    | (?P<tieu>(?i:Tiểu\s+mục)\s+(?:{_ROMAN}|\d{{1,2}}))(?=[\s.:–-]|$)
    | (?P<muc>(?i:Mục)\s+(?:{_ROMAN}|\d{{1,2}}))(?=[\s.:–-]|$)
    | (?P<dieu>(?i:Điều)\s+(?:{_SYMBOL}|\d{{1,4}}(?:\.\s[a-zđ](?=\.\s\p{{Lu}})|[a-zđ]{{0,2}})
      |(?i:thứ)\s+(?:\p{{L}}+|\d{{1,3}})))
      (?=\s?[.:](?!\d)|\s*$|\s(?:[-–]\s)?\p{{Lu}}|\p{{Lu}}\p{{Ll}})
    | (?P<roman>{_ROMAN})(?=\s?[.)/-]\s?[^\d\s])
    | (?P<capital>[A-ZĐ])(?=\s?[./-]\s?\p{{L}})
    | (?P<sub>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?=\.?\s+\p{{L}})
    | (?P<number>\d{{1,3}}[a-zđ]?)(?=\s?[.)/]\s?[^\d\s.,)]|\s?-\s\p{{Lu}}|\.\s\d{{1,3}}(?:%|\s\p{{Ll}}))
    | \((?P<tiet>[ivx]{{1,4}})(?=\)\s)
    | (?:[-+]\s|\()?(?P<letter>[{LETTERS}](?:\.?\d{{1,2}})?)(?=\s?\)|\.\s\p{{Lu}})
    )\s?[.:)/-]*\s?"""),
    re.VERBOSE | re.MULTILINE,
)
# The marks, quickly found.
_MARKS = Begun(
    late.re(
        r"\n(?:\|\s?)?(?:[0-9]|\([ivx]|(?:[-+] |\()?[a-zđ]\.?\d{0,2}\s?[.)]|[A-ZĐ]{1,7}\s?[.)/-]"
        r"|[PCTMĐpctmđ](?i:h[ầư]|iểu|ụ|iề))"
    ),
    _GRAMMAR,
    skip=1,
)
# An article of the Pháp điển that a copy put behind the one before ("… an ninh. Điều 34.3.TT.69.1. Kho …"),
# not in the brackets that name the provisions beside it ("liên quan đến Điều 4. Kho của Luật …").
_GLUED = late.regex(rf"(?<=[.:]) ?(?P<dieu>Điều {_SYMBOL})\. ?(?=\p{{Lu}})")
# The first khoản or điểm on the line of what holds it: "Điều 157. 1. Tranh chấp …", "1. a) …".
_INNER = late.re(plain(r"(?P<number>1)(?=[.)]\s\p{L})[.)]\s|(?P<letter>a)\)\s(?=\p{L})"))
# What goes on with a reference that a line break cuts: "Điều 5 Luật …", "Mục 2 của …", "Chương II, …".
_GOES_ON = late.re(
    plain(
        r"\s{0,3}(?:[,;)]|\p{Ll}"
        r"|(?:Luật|Bộ luật|Pháp lệnh|Hiến pháp|Nghị|Thông tư|Quyết định|Chương|Mục"
        r"|Điều(?!\skhoản)|Quy(?!\sđịnh\schung))\s)"
    )
)
# A stop behind the number of an article.
_STOPPED = late.re(r"\s?[.:](?!\s+(?:của|này)\s)")
# "|thứ |1": an ordinal in digits, as decrees before 1960 number their articles.
_THE = late.re(r"(?i)thứ\s+(?=\d)")
# The digits of a number; a Roman number.
_DIGITS, _ROMANS = late.re(r"\d+"), late.re(r"[IVXLC]+")


class Mark(NamedTuple):
    """What may open a portion: class of mark, number as printed, its rank, where it and its words begin.

    `firm` where a stop stands behind the number of an article, or nothing on the line goes on with it.
    """

    kind: str
    num: str
    rank: tuple[int, ...]
    start: int
    end: int
    firm: bool = True


def find_marks(text: Text, start: int, end: int) -> Iterator[Mark]:
    """All marks in a stretch, in order."""
    if _IS_CODIFIED.search(text.clean, start, end):
        yield from sorted((*_find_marks(text, start, end), *_glued(text.clean, start, end)), key=_place)
    else:
        yield from _find_marks(text, start, end)


def _place(mark: Mark) -> int:
    return mark.start


def _glued(clean: str, start: int, end: int) -> Iterator[Mark]:
    for match in _GLUED.finditer(clean, start, end):
        line = clean.rfind("\n", 0, match.start())
        if clean.rfind("(", line + 1, match.start()) <= clean.rfind(")", line + 1, match.start()):
            yield Mark("dieu", match["dieu"].split()[-1], CODIFIED, match.start("dieu"), match.end())


def _find_marks(text: Text, start: int, end: int) -> Iterator[Mark]:
    for match in _MARKS.finditer(text.clean, start, end):
        if mark := _mark(text.clean, match):
            yield mark
            if mark.kind in ("dieu", "number") and (inner := _INNER.match(text.clean, match.end(), end)):
                kind = inner.lastgroup or ""
                yield Mark(kind, inner[kind], (1, 0), inner.start(), inner.end())


def opening_mark(text: Text, start: int, end: int) -> list[Mark]:
    """The marks with which a stretch opens, wherever on its line it begins: "Điều 5. 1. …"; none or a few."""
    piece = text.clean[start : min(end, start + 300)]
    match = _GRAMMAR.match(piece)
    first = _mark(piece, match) if match else None
    if match is None or first is None:
        return []
    found = [first]
    if first.kind in ("dieu", "number") and (inner := _INNER.match(piece, match.end())):
        kind = inner.lastgroup or ""
        found.append(Mark(kind, inner[kind], (1, 0), inner.start(), inner.end()))
    return [one._replace(start=start + one.start, end=start + one.end) for one in found]


def _mark(clean: str, match: Match) -> Mark | None:
    kind = match.lastgroup or ""
    printed = match[kind]
    words = printed.split(maxsplit=2 if kind == "tieu" else 1)
    num = words[-1].replace(". ", "") if kind in (*HEADINGS, "dieu") else printed  # "Điều 98. b. …" is 98b
    num = _THE.sub("", num)
    rank = _rank(kind, num)
    if rank is None:
        return None
    at = match.end(kind)
    firm = _STOPPED.match(clean, at) is not None if kind == "dieu" else not _GOES_ON.match(clean, at)
    if kind == "dieu" and not firm and clean[at : at + 1] != "\n" and _GOES_ON.match(clean, at):
        return None
    start = match.start(kind)
    while kind in ("letter", "tiet") and clean[start - 1 : start] in ("(", "-", "+", " "):
        start -= 1  # its bracket or bullet is part of it
    return Mark(kind, " ".join(num.split()), rank, start, match.end(), firm)


def _rank(kind: str, num: str) -> tuple[int, ...] | None:
    """The number as a tuple that can be counted on: "5a" is (5, 1), "1.2" (1, 2), "8.4.LQ.15" (0,)."""
    if kind == "dieu" and _IS_CODIFIED.fullmatch(num):
        return CODIFIED
    if kind == "letter":
        return (LETTERS.index(num[0]) + 1, int(num[1:].lstrip(".") or 0))
    if kind == "capital":
        return (_CAPITALS.find(num) + 1,)
    if kind == "sub":
        return tuple(map(int, num.split(".")))
    if kind == "tiet":
        value = roman(num.upper())
        return (value,) if value else None
    if digits := _DIGITS.match(num):
        tail = num[digits.end() :]
        return (int(digits[0]), LETTERS.find(tail[0]) + 1 if tail else 0)
    word = num.lower().split()[-1]
    if word in ORDINALS:
        return (ORDINALS.index(word) + 1, 0)
    if value := roman(num.split()[-1]):
        return (value, 0)
    found = _ROMANS.match(num)  # "IIa"
    return (value, 1) if found and len(num) == found.end() + 1 and (value := roman(found[0])) else None
