"""Pinpoints: which part of the document a mention means ("điểm a khoản 2 Điều 5 Nghị định …").

Order, capitals and separators follow Nghị định 78/2025/NĐ-CP Điều 68 and Nghị định 30/2020/NĐ-CP,
Phụ lục I, mục II.6; what is read is what is printed, one chain a pinpoint.

>>> read_before("quy định tại khoản 2 điều 11, khoản 2 điều 12 của ", 49)
(13, 45)
>>> chains("khoản 2 Điều 11, khoản 2 Điều 12")
('khoản 2 Điều 11', 'khoản 2 Điều 12')
"""

from __future__ import annotations

from .. import late
from ..scan import plain
from ..vocabulary import alternatives, table, words

_LETTER = r"[a-zđ]\d?(?:\.\d{1,2})?(?![\p{L}])"
_ROMAN = r"[ivxlc]{1,7}(?!\p{L})"
_ORDINAL = r"thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\p{L})"
_NUM = rf"(?:\d{{1,4}}[a-zđ]?(?:\.\d{{1,3}})*(?![\p{{L}}/])|{_ROMAN}|{_LETTER}|{_ORDINAL})"
_KIND = rf"(?:các )?(?:{'|'.join(words('mentions', 'parts'))})"
_LIST = rf"{_NUM}(?:(?:,| và|, và| hoặc| đến|-) ?{_NUM}){{0,15}}"
_ONE = rf"{_KIND} {_LIST}"
_ANNEX = r"(?:,? (?:của |tại )?phụ lục)"  # the only one of its act: "Mẫu số 03 Phụ lục"
_PINPOINT = rf"{_ONE}(?:(?: của|,|;| và|, và| hoặc| đến)? {_ONE}){{0,31}}{_ANNEX}?"

# A pinpoint read backwards from a mention: "|điểm a khoản 2 Điều 5 |Nghị định".
_BEFORE = late.regex(
    rf"(?r)(?<!\p{{L}})(?P<pin>{_PINPOINT})(?:,| của| tại| trong| (?:ban hành )?kèm theo)? ?"
)
# What such a pinpoint ends with: a cheap look before the grammar is read backwards.
_MAY_END = late.re(
    r"(?:\d[a-zđ]?|\b(?:[ivxlc]{1,7}|[a-zđ]\d?)|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|lục)"
    r"(?:,| của| tại| trong|(?: ban hành)? kèm theo)? ?$"
)
# One behind it, in brackets or after "tại": "Nghị định 30/2020/NĐ-CP| (khoản 2 Điều 5)|".
_BEHIND = late.re(plain(rf"(?: ?\(|,? tại )(?P<pin>{_PINPOINT})(?=[,;.)]|$)"))
_ANY_KIND = late.re(rf"{alternatives(words('mentions', 'parts'))} ")  # to look for it is cheap
_KINDS = "|".join(words("mentions", "parts"))
# Where another chain may begin: "khoản 2 Điều 11|, |khoản 2 Điều 12".
_BREAK = late.regex(rf"(?:,|;| và|, và| hoặc) (?=(?:các )?(?P<kind>{_KINDS}) )")
# The level at which a chain is complete: "Điều ".
_TOP = late.regex(rf"(?<!\p{{L}})(?:các )?(?P<kind>{'|'.join(words('mentions', 'articles'))}) ")
_RANKS = {kind: rank for rank, kind in enumerate(table("mentions")["parts"]["words"])}
"""The parts of a document, large to small."""
_REACH = 480


def read_before(folded: str, end: int) -> tuple[int, int] | None:
    """Start and end of the pinpoint written directly before position `end`, or None."""
    window = max(0, end - _REACH)
    if not _ANY_KIND.search(folded, max(window, end - 60), end):
        return None
    if not _MAY_END.search(folded, max(window, end - 40), end):
        return None
    match = _BEFORE.match(folded, window, end)
    return match.span("pin") if match else None


def read_behind(folded: str, start: int) -> tuple[int, int] | None:
    """Start and end of the pinpoint written behind a mention, in brackets or after "tại"; else None.

    >>> read_behind("nghị định số 30/2020/nđ-cp (khoản 2 điều 5)", 26)
    (28, 42)
    """
    match = _BEHIND.match(folded, start, start + _REACH)
    return match.span("pin") if match else None


def chains(printed: str) -> tuple[str, ...]:
    """A pinpoint cut where a chain that has reached its article is followed by another.

    >>> chains("tiết b, Điểm 1.2, Mục II, Phần G")
    ('tiết b, Điểm 1.2, Mục II, Phần G',)
    """
    folded = printed.lower()
    cuts, start = [], 0
    for match in _BREAK.finditer(folded):
        tops = [_RANKS[top["kind"]] for top in _TOP.finditer(folded, start, match.start())]
        if tops and _RANKS[match["kind"]] >= min(tops) and " " in folded[match.end() :]:
            cuts.append((start, match.start()))
            start = match.end()
    cuts.append((start, len(folded)))
    return tuple(printed[a:b].strip(" ,;") for a, b in cuts)
