"""The title of a cited document: what stands behind its number and says what it is about."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ..notation import body_names
from .page import Page, Read, Reference, any_of

_OPENS = regex.compile(rf" ?[“\"]?(?={any_of('titles')})")
_ENDS = regex.compile(
    r"[;|]|\.(?=\s|$|/)|\n\n|\n(?=[-+•] |\d{1,2}\. )|\)| \((?=sau đây|gọi tắt|viết tắt|gọi là|\p{Lu}|tài liệu|đính kèm|kèm)"
    r"| và (?:các )?(?=(?:Nghị quyết|Nghị định|Quyết định|Thông tư|Thông báo|Chỉ thị|Kế hoạch|Kết luận|Luật|Công văn|Văn bản) )"
    r"| (?:nêu trên|thì|như sau|gửi kèm|được sửa đổi|đã được)(?!\p{L})|,(?= được sửa đổi| theo đó)"
)
_CLAUSE = regex.compile(r",(?= \p{Lu})")
_MAX = 700


def read_title(page: Page, draft: Reference, following: Sequence[Reference]) -> Read[str] | None:
    """The title behind a mention, or None; `following` are the mentions behind it."""
    opening = _OPENS.match(page.folded, draft.end)
    if not opening or (draft.provision and page.folded.startswith("quy định", opening.end())):
        return None
    start = opening.end()
    limit = min(len(page.flow), start + _MAX)
    stop = _ends(page, start, limit, following)
    stop = _before_clause(page, start, stop)
    while stop > start and page.flow[stop - 1] in " ,:“\"”\n":
        stop -= 1
    if len(page.flow[start:stop].split()) < 3:
        return None
    return Read(" ".join(page.flow[start:stop].split()), start, stop, "title:behind")


def _ends(page: Page, start: int, limit: int, following: Sequence[Reference]) -> int:
    """The first end mark that is not inside a mention ("…/TT-BYT.")."""
    at = start
    while mark := _ENDS.search(page.text.clean, at, limit):
        if not any(r.start < mark.start() < r.end for r in following[:12]):
            return mark.start()
        at = mark.end()
    return limit


def _before_clause(page: Page, start: int, stop: int) -> int:
    """A comma, a body's name and a verb begin the main clause: the title ended at the comma."""
    for comma in _CLAUSE.finditer(page.flow, start, stop):
        end = body_names.end(page.flow, page.folded, comma.end() + 1)
        if end and _VERB.match(page.folded, end):
            return comma.start()
    return stop


_VERB = regex.compile(
    r"(?: \p{L}+){0,5}? (?:có ý kiến|yêu cầu|đề nghị|kết luận|giao|chỉ đạo|thông báo|ban hành|đã|báo cáo|trả lời|xin|trình|hướng dẫn|như sau)(?!\p{L})"
)
