"""Where a page without signatures ends and what is attached to it begins; whose articles stand around it.

>>> page = Text.of("Điều 1. A.\\nĐiều 2. B.\\nQUY CHẾ\\n(Kèm theo Quyết định)\\nĐiều 1. C.\\nĐiều 2. D.")
>>> page.clean[begins(page, 0, len(page.clean)) :][:7]
'QUY CHẾ'
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import regex

from .. import late
from ..text import Text, fold
from .headings import annexes, enclosures, heading_above, lines_of
from .marks import Mark
from .numbering import count
from .tree import Inside, ended, quotations
from .wording import any_of, starts

# A line "Điều 5. Phạm vi" (Nghị định 78/2025/NĐ-CP, Điều 68).
_ARTICLE = late.regex(r"^(?:\|\s?)?(?i:Điều)\s+(?P<num>\d{1,4})\s?[.:]", regex.MULTILINE)
_NOTE = 1200  # how long a remark on a copy may be
# An item or an article: "1. …", "- …", "Điều 1".
_ITEM = late.regex(r"[-+•–]\s|\(?[\p{L}\d]{1,4}[.)]\s|(?i:điều|chương|mục|phần)\s")
# What a site or a gazette prints under a text: "Ghi chú" alone, "Ghi chú phương pháp", "CÔNG BÁO/Số 5".
_SITE = late.regex(
    rf"{any_of('site foot')} ?:?$|văn phòng [^\n]{{4,60}} xuất bản$|công báo[^\n]{{0,30}}/số \d"
)
_BLANKS = ("...", "…")  # what is filled in on a form
_FEW = 2  # articles above a head that is no head of the page


def begins(text: Text, start: int, end: int) -> int:
    """Where the first attachment of a text begins that no signature closes, `end` if it has none.

    It stands behind the last article: at a heading "PHỤ LỤC", at one with "(Kèm theo …)", or where articles
    count again from 1.
    """
    marks = list(_articles(text, start, end))
    if not marks:
        return end
    numbering = count(marks, lambda mark: ended(text, mark.start, start))
    stop = numbering.restarts[0].start if numbering.restarts else end
    own = [mark.start for mark in numbering.articles if mark.start < stop]
    if not own:
        return end
    last = own[-1]
    headed = [heading_above(text, at, last) for at in enclosures(text, last, stop)]
    found = [at for at in (*headed, *annexes(text, last, stop)) if at > last]
    return min(found, default=heading_above(text, stop, last) if stop < end else end)


def goes_on(text: Text, start: int, at: int) -> int | None:
    """Where the articles count on behind a place where a text seemed to close, None if they do not."""
    after = _ARTICLE.search(text.clean, at)
    if after is None or after["num"] == "1":
        return None
    before = [match["num"] for match in _ARTICLE.finditer(text.clean, start, at)]
    return after.start() if before and int(after["num"]) == int(before[-1]) + 1 else None


def has_articles(text: Text) -> bool:
    """Whether a text is cut into articles: "Điều 1. …", "Điều 2. …"."""
    return sum(1 for _ in islice(_ARTICLE.finditer(text.clean), _FEW)) == _FEW


def stands_low(text: Text, start: int, end: int) -> bool:
    """Whether articles stand above a head, so that it is that of a form, or none: one that holds nothing."""
    above = sum(1 for _ in islice(_ARTICLE.finditer(text.clean, 0, start), _FEW))
    return above == _FEW or (above > 0 and start == end)


def is_note(text: Text, start: int, end: int) -> bool:
    """Whether what stands below a closing block is a remark on the copy, and no text of its own.

    "(Lưu ý: các phụ lục được đăng riêng)", "Tiếp tục ở tệp sau": a few lines of prose, none a heading, a row
    of a table or an item.
    """
    if end - start > _NOTE:
        return False
    lines = [text.clean[a:b] for a, b in lines_of(text, start, end)]
    return bool(lines) and not any(
        words.isupper()
        or "|" in words
        or words.endswith(":")
        or any(blank in words for blank in _BLANKS)
        or _ITEM.match(words)
        or starts("annex").match(fold(words))
        for words in lines
    )


def past_site(text: Text, start: int, end: int) -> int:
    """Where, below a closing block, the first attachment may begin: what a site or a gazette adds is none.

    "Ghi chú / Ý kiến / Facebook …", "VĂN PHÒNG CHÍNH PHỦ XUẤT BẢN / Địa chỉ: …".
    """
    line = next(iter(lines_of(text, start, end)), None)
    if line is None or not _SITE.match(text.folded, *line):
        return start
    headed = (heading_above(text, at, start) for at in enclosures(text, start, end))
    return min((at for at in (*headed, *annexes(text, start, end)) if at > start), default=end)


def _articles(text: Text, start: int, end: int) -> Iterator[Mark]:
    quoted = Inside(quotations(text, start, end))
    for match in _ARTICLE.finditer(text.clean, start, end):
        if not quoted(match.start()):
            yield Mark("dieu", match["num"], (int(match["num"]), 0), match.start(), match.end())
