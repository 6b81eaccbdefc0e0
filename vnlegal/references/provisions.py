"""Pinpoints: which part of the document a mention means ("điểm a khoản 2 Điều 5 Nghị định …").

They are read as all references to provisions are (pinpoints.expressions); what is read is what is printed,
one chain an expression.

>>> read_before(*["Theo khoản 2 Điều 11, khoản 2 Điều 12 của "] * 2, 42)
()
>>> text = "Theo khoản 2 Điều 11, khoản 2 Điều 12 của "
>>> [text[a:b] for a, b in read_before(text, text.lower(), len(text))]
['khoản 2 Điều 11', 'khoản 2 Điều 12']
"""

from __future__ import annotations

from .. import late
from ..lines import Stretch
from ..vocabulary import alternatives, words
from .pinpoints.expressions import Expression, find_expressions

# What a pinpoint may end with before its mention: a cheap look before the grammar.
_MAY_END = late.re(
    r"(?:\d[a-zđ]?|\b(?:[ivxlc]{1,7}|[a-zđ]\d?)|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|lục)"
    r"(?:,| của| tại| trong|(?: ban hành)? kèm theo)? {0,2}$"
)
_ANY_KIND = late.re(rf"{alternatives(words('mentions', 'parts'))} ")  # to look for it is cheap
# Between a pinpoint and its mention: "khoản 2 Điều 5| của |Nghị định", "Mẫu số 03| Phụ lục |Thông tư".
_LINK = late.regex(
    r"(?P<annex>,? (?:của |tại )?phụ lục)?(?:,| của| tại| trong| (?:ban hành )?kèm theo)? {0,2}"
)
# Between two chains: "khoản 2 Điều 11|, |khoản 2 Điều 12".
_JOIN = late.regex(r"(?:,|;| và|, và| hoặc| đến)? ")
# What has no number of its own: "|gạch đầu dòng thứ hai |điểm b khoản 1 Điều 5".
_LOOSE = late.regex(
    r"(?r)(?<!\p{L})(?:các )?(?:đoạn|gạch đầu dòng)"
    r" (?:thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|\d{1,2})(?:,| của| và)? "
)
# Before one behind a mention: "Nghị định 30/2020/NĐ-CP| (|khoản 2 Điều 5)"; and where it ends.
_OPENS, _CLOSES = late.re(r" ?\(|,? tại "), late.re(r"[,;.)]|$")
_REACH = 480


def read_before(flow: str, folded: str, end: int) -> tuple[Stretch, ...]:
    """The chains of the pinpoint written directly before position `end`; none if there is none."""
    window = max(0, end - _REACH)
    if not _ANY_KIND.search(folded, max(window, end - 60), end):
        return ()
    if not _MAY_END.search(folded, max(window, end - 40), end):
        return ()
    found = find_expressions(flow, folded, window, end)
    link = _LINK.fullmatch(folded, found[-1].end, end) if found else None
    if link is None:
        return ()
    first = _first(folded, found)
    chains = [(one.start, one.end) for one in found[first:]]
    loose = _LOOSE.match(folded, window, chains[0][0])
    chains[0] = (loose.start() if loose else chains[0][0], chains[0][1])
    chains[-1] = (chains[-1][0], link.end("annex") if link["annex"] else chains[-1][1])
    return tuple(chains)


def _first(folded: str, found: list[Expression]) -> int:
    """Where the row of expressions begins that ends with the last one."""
    for i in range(len(found) - 1, 0, -1):
        if not _JOIN.fullmatch(folded, found[i - 1].end, found[i].start):
            return i
    return 0


def read_behind(flow: str, folded: str, start: int) -> tuple[Stretch, ...]:
    """The chains of a pinpoint written behind a mention, in brackets or after "tại"; none if there is none.

    >>> text = "Nghị định số 30/2020/NĐ-CP (khoản 2 Điều 5)"
    >>> [text[a:b] for a, b in read_behind(text, text.lower(), 26)]
    ['khoản 2 Điều 5']
    """
    opens = _OPENS.match(folded, start, start + _REACH)
    if not opens or not _ANY_KIND.search(folded, opens.end(), opens.end() + 40):
        return ()
    chains: list[Stretch] = []
    closed, past = 0, opens.end()
    for one in find_expressions(flow, folded, past, min(len(folded), start + _REACH)):
        if one.start != past and not (chains and _JOIN.fullmatch(folded, past, one.start)):
            break
        chains.append((one.start, one.end))
        past = one.end
        closed = len(chains) if _CLOSES.match(folded, past) else closed
    return tuple(chains[:closed])
