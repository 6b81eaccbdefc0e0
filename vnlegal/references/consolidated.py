"""Consolidated texts: what the text says it says of the act it consolidates (Pháp lệnh 01/2012/UBTVQH13).

The page opens with that act and those that amended it; its grounds, its effect and what it replaces are
the act's own, repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from .. import late
from .governors import SELF, Said
from .page import Page, Reference

_TYPE = "van-ban-hop-nhat"
# Where the text of a consolidated act begins (Pháp lệnh 01/2012/UBTVQH13).
_BODY = late.regex(r"^(?:Căn cứ |Điều 1[.:]|Chương I(?!\p{L})|Phần )", regex.MULTILINE)
# What tells that an act was amended: "được sửa đổi, bổ sung bởi".
_AMENDED = late.regex(r"được sửa đổi, bổ sung (?:bởi|theo|tại)")


def consolidate(page: Page, drafts: Sequence[Reference], said: Sequence[Said]) -> list[Said]:
    """The claims of a consolidated text, with the act that it consolidates as their subject."""
    sources = _sources(page, drafts) if page.own_type == _TYPE and page.own.number else []
    if not sources:
        return list(said)
    base = sources[0]
    own = [
        replace(one, subject=base, mode="reported") if one.subject == SELF else one
        for one in said
        if one.subject != SELF or page.part_at(one.cue[0]) != "note"  # a note tells of an amending act
    ]
    return [*_consolidates(page, sources), *_amends(page, drafts, sources), *own]


def _sources(page: Page, drafts: Sequence[Reference]) -> list[int]:
    """The act and those that amended it: the first mention of each line above the grounds."""
    first = next((d.start for d in drafts if d.kind == "numbered" and d.start >= page.start), 0)
    body = _BODY.search(page.text.clean, first)
    stop = body.start() if body else first + 1
    lines: dict[int, int] = {}
    for i, draft in enumerate(drafts):
        if (
            draft.kind == "numbered"
            and page.start <= draft.start < stop
            and page.part_at(draft.start) != "subject"
        ):
            lines.setdefault(page.text.clean.rfind("\n", 0, draft.start), i)
    return list(lines.values())


def _consolidates(page: Page, sources: Sequence[int]) -> Iterator[Said]:
    number = page.own.number
    if number and number.span:
        cue = page.text.at(number.span)
        yield from (Said("consolidates", "asserted", SELF, source, cue) for source in sources)


def _amends(page: Page, drafts: Sequence[Reference], sources: Sequence[int]) -> Iterator[Said]:
    base = sources[0]
    if cue := _AMENDED.search(page.folded, drafts[base].end):
        yield from (Said("amends", "reported", source, base, cue.span()) for source in sources[1:])
