"""The codification of the law (Pháp điển): articles bear a code and tell from which act they were taken.

"Điều 8.2.NĐ.1.1. …" / "(Điều 1 Nghị định số 70/2008/NĐ-CP Quy định … ngày 04/06/2008 của Chính phủ, có hiệu
lực thi hành kể từ ngày 03/07/2008)" (Pháp lệnh 03/2012/UBTVQH13; Nghị định 63/2013/NĐ-CP, Điều 12).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from datetime import date
from typing import NamedTuple

from .. import late
from ..model import Document, Span
from ..notation import dates
from ..text import trim
from .page import Page, Read, Reference

# The code of an act at the head of an article: "Điều |8.2.NĐ.1|.17.", of a law "Điều |8.2.LQ|.3.".
_HEADING = late.regex(
    r"(?m)(?:^|(?<=[.:)”])) ?Điều "
    r"(?P<act>\d{1,2}\.\d{1,2}\.\p{Lu}{2}(?:\.\d{1,3}(?=\.\d))?)\.\d{1,3}\p{Ll}?\."
)
# What stands in front of an act from which an article was taken: "(Điều 1 ".
_TAKEN = late.regex(r"(?rm)^\(Điều \d{1,3}\p{Ll}{0,2} (?:của )?")
_MADE = " ban hành ngày "  # in front of the day of a neighbouring act, behind its title
_ENDS = ("; điều ", ")")  # where the next neighbour begins
_IN_FORCE = ", có hiệu lực thi hành"
_REACH = 900
# What opens the source of an article on a line of its own: "(Điều 23 |Thông tư số 23/2022/TT-BTC, …".
_OPENS = late.regex(r"(?m)^[ \t]*\(Điều \d{1,3}\p{Ll}{0,2} (?:của )?")
# What it says of its act: "…, |có hiệu lực thi hành kể từ ngày 20/05/2022|)" (NĐ 63/2013, Điều 12).
_BEGINS = late.regex(
    r"[^\n]{0,900}?(?P<clause>có hiệu lực thi hành (?:kể )?từ (?P<day>ngày \d{1,2}/\d{1,2}/\d{4}))"
    r"\s*[),;]"
)


class SourceDay(NamedTuple):
    """The codification says from which day an act is in force that an article was taken from, and where."""

    mention: str
    day: date
    clause: Span


def source_days(document: Document) -> Iterator[SourceDay]:
    """The first days of acts that articles of the codification were taken from, one for each article."""
    text = document.source.text
    places = [match.end() for match in _OPENS.finditer(text)]
    found = {one.span.start: one for one in document.mentions} if places else {}
    for at in places:
        said = _BEGINS.match(text, found[at].span.end) if at in found else None
        if said and (day := dates.read(said["day"])):
            yield SourceDay(found[at].id, day, Span(*said.span("clause")))


def with_sources(page: Page, drafts: Sequence[Reference]) -> list[Reference]:
    """These mentions; those from which articles were taken with the date and issuer behind their titles."""
    found = [_source(page, one) if is_source(page, one) else _neighbour(page, one) for one in drafts]
    given = {new.date.start for old, new in zip(drafts, found, strict=True) if new.date and not old.date}
    return [_of_other(one, given) if old.date else one for old, one in zip(drafts, found, strict=True)]


def _of_other(draft: Reference, given: Set[int]) -> Reference:
    """A mention at the end of a title, without the date and issuer behind it: they are the outer act's."""
    if draft.number is None or draft.date is None or draft.date.start not in given:
        return draft
    return draft._replace(date=None, issuer=None, end=draft.number.end)


def is_source(page: Page, draft: Reference) -> bool:
    """Whether the article above was taken from this act."""
    line = page.text.clean.rfind("\n", 0, draft.start) + 1
    return _TAKEN.fullmatch(page.text.clean, line, draft.start) is not None


def _source(page: Page, draft: Reference) -> Reference:
    stop = page.folded.find(_IN_FORCE, draft.end, draft.end + _REACH)
    if draft.date is not None or stop < 0 or "\n" in page.text.clean[draft.end : stop]:
        return draft
    found = dates.find(page.folded[draft.end : stop])
    if not found or not page.folded.startswith(" của ", at := draft.end + found[-1][1]):
        return draft
    begin, issuer = draft.end + found[-1][0], trim(page.flow, at + 5, stop)
    title = trim(page.flow, draft.end, begin, " .,")
    return draft._replace(
        date=Read(found[-1][2], begin, at, "date:behind"),
        issuer=Read(page.words(*issuer), *issuer, "issuer:behind"),
        title=Read(page.words(*title), *title, "title:behind"),
    )


def _neighbour(page: Page, draft: Reference) -> Reference:
    """ "(… liên quan đến Điều 10. … của Thông tư 33/2014/TT-BGTVT Quy định … |ban hành ngày| 08/08/2014)"."""
    made = -1 if draft.date else page.folded.find(_MADE, draft.end, draft.end + _REACH)
    day = page.dates.get(made + len(_MADE) - len("ngày ")) if made >= 0 else None
    between = page.folded[draft.end : made]
    if day is None or "\n" in page.text.clean[draft.end : made] or any(one in between for one in _ENDS):
        return draft
    title = trim(page.flow, draft.end, made, " .,")
    words = Read(page.words(*title), *title, "title:behind") if title[0] < title[1] else None
    return draft._replace(date=day._replace(by="date:behind"), title=words)


# What opens the provisions beside an article: "(|Điều này có nội dung liên quan đến| Điều 4. Mức thu …".
_BESIDE = "(điều này có nội dung liên quan"


def is_beside(page: Page, at: int) -> bool:
    """Whether a place is in a line that names provisions beside an article."""
    return page.folded.rfind(_BESIDE, page.text.clean.rfind("\n", 0, at) + 1, at) >= 0


def neighbour(page: Page, drafts: Sequence[Reference], at: int, end: int) -> int | None:
    """The act of a provision beside an article, `at:end`: "… Điều 4. Mức thu của |Thông tư 58/2020/…|".

    -1 if the bracket names none; None if the provision stands in no such bracket.
    """
    clean = page.text.clean
    if not is_beside(page, at) or not clean.startswith(". ", end):
        return None
    stop = clean.find("\n", end)
    i = bisect_left(drafts, end, key=lambda one: one.start)
    if i == len(drafts) or 0 <= stop < drafts[i].start:
        return -1
    return i if page.folded.endswith(" của ", 0, drafts[i].opening) else -1


class TakenFrom:
    """From which mention the words at a place were taken, by the code of their article."""

    def __init__(self, page: Page, drafts: Sequence[Reference]) -> None:
        headings = list(_HEADING.finditer(page.text.clean))
        self._starts = [one.start() for one in headings]
        self._codes = [one["act"] for one in headings]
        self._sources: dict[str, int] = {}
        for i, draft in enumerate(drafts):
            if draft.number and is_source(page, draft) and (code := self._code(draft.start)):
                self._sources.setdefault(code, i)

    def _code(self, at: int) -> str:
        i = bisect_right(self._starts, at) - 1
        return self._codes[i] if i >= 0 else ""

    def knows(self, at: int) -> bool:
        """Whether a place lies in an article whose code tells of its act."""
        return bool(self._code(at))

    def source(self, at: int) -> int | None:
        """The first mention of the act that speaks at a place; None if no heading above tells it."""
        return self._sources.get(self._code(at))
