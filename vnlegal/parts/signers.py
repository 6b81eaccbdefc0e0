"""Who signs: whether a cell is an office, a position or a person's name.

What stands in a signature follows Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7.
"""

from __future__ import annotations

from functools import cache

import regex

from .. import late
from ..notation.bodies import province
from ..scan import plain
from ..text import Text, bare
from .cells import Cell
from .wording import any_of, forms, starts

# "QUYỀN TÁC GIẢ" is no acting head ("QUYỀN GIÁM ĐỐC"), "Chương I" no name.
_RIGHT = late.regex(rf"quyền\s(?!{any_of('position')})")
# A heading of the body: "chương i", "điều 5"; no name begins so.
_PORTION = late.regex(r"(?:chương|mục|phần|điều|tiểu mục|phụ lục)\s(?:[ivxlc]+|\d+)")
_SHORT = "|".join(map(regex.escape, forms("capacity")))
# The capacity in which somebody signs: "TM.", "KT.", "TL.", "TUQ.", "Q." (Phụ lục I, II.7).
CAPACITY = late.re(plain(rf"(?:{_SHORT})(?:\.\s?$|(?:[.,]\s?|:\s?|-|\s)(?=\p{{L}}{{2}}))"))
_RANK = rf"(?:{any_of('rank')}[.,]?\s?){{0,4}}"
# A person's name: two to seven words with capitals, "Nguyễn Văn A".
_NAME = late.regex(r"(?:\p{Lu}[\p{Ll}'’]*[\p{L}'’]*)(?:[ \n-]\p{Lu}[\p{L}'’]*){1,6}[.]?")
# Capitals that run into small letters inside a word, as no name has them: strokes that OCR read ("VMIMh").
TORN = late.regex(r"\p{Lu}\p{Lu}\p{Ll}")
# An abbreviation behind a word that is none, in no person's name: the filing line "Lưu VT", "Lưu VPĐU".
_ABBREVIATED = late.regex(r"^\p{Lu}\p{Ll}.* \p{Lu}{2,}(?!\p{Ll})")
# One or more words with capitals: the first half of a name.
_NAME_LIKE = late.regex(r"\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}*)*")
# Ranks before a name: "PGS. TS. ", "Đại tá ".
_RANKS = late.regex(_RANK)
# What stands in the middle of many names and in no other: "Lò Văn Đức", "Thạch Thị Mai".
_MIDDLE = ("văn", "thị")
# Positions whose words mean nothing else without tones.
_WORN_POSITION = late.regex(
    rf"(?:{'|'.join(bare(form) for form in forms('position') if len(form) > 6 or form == 'phó')})(?![a-z])"
)


def is_office(text: Text, cell: Cell) -> bool:
    """Whether a cell is a line of an office: a capacity, or a position in capitals."""
    words = text.folded[cell.start : cell.end]
    clean = text.clean[cell.start : cell.end]
    if match := CAPACITY.match(words):
        rest = words[match.end() :]
        if match[0].rstrip().endswith(",") and not (is_position(rest) or starts("body").match(rest)):
            return False  # "các phòng: KT, TH"
        return clean[: len(match[0].rstrip(" ,"))].isupper() and len(clean) < 160
    if starts("authenticated").match(text.folded, cell.start):
        return clean.isupper()
    return clean.isupper() and len(clean) > 5 and is_position(words) and not _RIGHT.match(words)


def is_position(folded: str) -> bool:
    """Whether folded words begin as a position does, its tones lost perhaps ("pho tong cuc truong")."""
    if starts("position").match(folded) or bare(folded)[1:] in _beheaded():
        return True
    return not starts("body", "annex").match(folded) and bool(_WORN_POSITION.match(bare(folded)))


def name_of(text: Text, cell: Cell) -> bool:
    """Whether a cell is a person's name, with or without a rank before it."""
    rank = _RANKS.match(text.folded, cell.start, cell.end)
    begin = rank.end() if rank else cell.start
    words = text.clean[begin : cell.end]
    if _PORTION.match(text.folded, begin) or TORN.search(words):
        return False
    if words.isupper() and not province(words):
        first = words.split()[0].lower() if words.split() else ""
        return 2 <= len(words.split()) <= 5 and first in forms("surname")
    return bool(_NAME.fullmatch(words)) and not words.isupper() and not _ABBREVIATED.search(words)


@cache
def _beheaded() -> frozenset[str]:
    """Positions without tones and their first letter, on which a seal lies: "NHỦ TƯỚNG" is "THỦ TƯỚNG"."""
    return frozenset(bare(form)[1:] for form in forms("position") if len(form) > 7 and " " in form)


@cache
def _surnames() -> frozenset[str]:
    """Family names without tones."""
    return frozenset(bare(form) for form in forms("surname"))


def is_person(text: Text, cell: Cell) -> bool:
    """Whether words that may be a name are one: by a rank, the surname, the middle name or an apostrophe."""
    rank = _RANKS.match(text.folded, cell.start, cell.end)
    words = text.folded[cell.start : cell.end].split()
    if (rank and rank.end() > cell.start) or bare(words[0]) in _surnames():
        return True
    return words[1] in _MIDDLE or "’" in words[0] or "'" in words[0]


def name_like(text: Text, cell: Cell) -> bool:
    """Whether a cell is one or more capitalised words."""
    return bool(_NAME_LIKE.fullmatch(text.clean, cell.start, cell.end))
