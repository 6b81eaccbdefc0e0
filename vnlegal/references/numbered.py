"""Mentions with a number: the type word before, the date and the issuer behind or before.

"Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ" is read outwards from its number, by
the form of a citation in Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import regex

from ..model import DocNumber
from ..notation import body_names
from ..vocabulary import doc_types, doc_types_by_name
from .page import Page, Read, Reference, any_of

_DATE_NEXT = regex.compile(r" ?,? ?\(?(?=ngày|\d)")
_ISSUER_NEXT = regex.compile(r" ?,? ?của(?: các| liên)? (?=\S)")
_JOINT = regex.compile(r"(?:,| và| -| –) (?=\p{Lu})")
_BEFORE = 160


@cache
def _head() -> regex.Pattern[str]:
    """The type word (and "số") that ends where a number begins, matched backwards."""
    long = sorted(doc_types_by_name(), key=len, reverse=True)
    short = sorted({s.lower() for row in doc_types() for s in row.short}, key=len, reverse=True)
    types = "|".join(map(regex.escape, [*long, *short]))
    extra = r"(?: (?!số|ngày|của|và|tại|theo|về)\p{L}+){0,4}?"
    return regex.compile(
        rf"(?r)(?:(?<![\p{{L}}\p{{N}}/-])(?P<type>{types})(?:{extra}| (?P<by>của [^,;.:()\d“”|]{{2,90}}))"
        r" ?(?: số)? ?:? ?|(?<!\p{L})(?P<bare>số) ?:? ?)"
    )


@cache
def _type_ids() -> dict[str, str]:
    found = {name: rows[0].id for name, rows in doc_types_by_name().items()}
    return found | {s.lower(): row.id for row in doc_types() for s in row.short}


_LAW = regex.compile(r"(?<!\p{L})(?<!pháp |hội |bộ )(?P<type>bộ luật|luật|pháp lệnh|hiến pháp|nghị quyết)(?!\p{L})")
_LAW_NAME = regex.compile(r" [^;.()“”|:\d]{0,170}? ?số:? ?")
_AMENDING = regex.compile(r"(?r)luật sửa đổi,? bổ sung (?:một số )?điều của (?:các )?")
_FORM = regex.compile(rf"(?r){any_of('forms')} ?:? ?")


class Head(NamedTuple):
    """Where a mention begins, and its type word."""

    start: int
    doc_type: Read[str] | None
    issuer: Read[str] | None
    name: str | None


def find_numbered(page: Page) -> list[Reference]:
    """All mentions with a number, in order, each with what is written contiguously with it."""
    found: list[Reference] = []
    last = 0
    for start, end, number in page.numbers:
        head = _read_head(page, start, number, last)
        if head is None:
            continue
        own = page.own.number is not None and page.own.number.value.compact == number.compact
        draft = Reference(
            kind="numbered",
            start=head.start,
            end=end,
            number=Read(number, start, end, f"number:{number.form}"),
            doc_type=head.doc_type,
            issuer=head.issuer,
            name=head.name,
        )
        draft = _read_tail(page, draft)
        if own and (draft.date is None or page.own.date is None or draft.date.value == page.own.date.value):
            draft = replace(draft, kind="self")
        found.append(draft)
        last = draft.end
    return found


def _read_head(page: Page, at: int, number: DocNumber, last: int) -> Head | None:
    """The type word before a number; None where the words before say that this is no document."""
    folded = page.folded
    low = max(last, at - _BEFORE)
    if _FORM.match(folded, low, at):
        return None
    if (number.form == "law" or number.doc_type in ("PL", "L", "LCT")) and (law := _law_head(page, at, low)):
        return law
    match = _head().match(folded, low, at)
    if match and match["type"]:
        return _typed_head(page, match)
    if match and match["bare"]:
        return Head(match.start(), None, None, None)
    if number.form == "other":
        return None
    return Head(at, None, None, None)


def _typed_head(page: Page, match: regex.Match[str]) -> Head:
    start, end = match.span("type")
    issuer = None
    if match["by"]:
        begin = match.start("by") + len("của ")
        stop = body_names.end(page.flow, page.folded, begin)
        if stop != match.end("by"):
            return _bare(page, match)
        issuer = Read(page.flow[begin:stop], begin, stop, "issuer:of")
    return Head(start, Read(_type_ids()[match["type"]], start, end, "type:head"), issuer, None)


def _bare(page: Page, match: regex.Match[str]) -> Head:
    """The type word is too far off: the mention begins at "số"."""
    end = match.end()
    start = page.folded.rfind("số", match.start(), end)
    return Head(start if start >= 0 else end, None, None, None)


def _law_head(page: Page, at: int, low: int) -> Head | None:
    """ "Luật Tổ chức chính quyền địa phương số 72/2025/QH15": the name stands between type and number."""
    for match in reversed(list(_LAW.finditer(page.folded, low, at))):
        start, end = match.span("type")
        if not page.flow[start].isupper() or not _LAW_NAME.fullmatch(page.folded, end, at):
            continue
        if outer := _AMENDING.match(page.folded, low, start):
            start = outer.start() if page.flow[outer.start()].isupper() else start
        name = regex.sub(r"(?:^| )số:? ?$", "", page.flow[end:at].strip()).strip() or None
        if name is not None and match["type"] == "nghị quyết":
            continue
        return Head(start, Read(_type_ids()[match["type"]], start, end, "type:head"), None, name)
    return None


def _read_tail(page: Page, draft: Reference) -> Reference:
    """What identifies the document behind its number: date and issuer, in either order."""
    for _ in range(2):
        draft = _with_date(page, draft)
        draft = _with_issuer(page, draft)
    return draft


def _with_date(page: Page, draft: Reference) -> Reference:
    if draft.date is not None or not (gap := _DATE_NEXT.match(page.folded, draft.end)):
        return draft
    hit = page.dates.get(gap.end())
    if hit is None or (page.folded[gap.end()].isdigit() and "(" not in gap[0]):
        return draft
    if page.flow.startswith("Ngày", gap.end()):  # the next sentence begins
        return draft
    stop = hit[0] + (1 if "(" in gap[0] and page.flow[hit[0] : hit[0] + 1] == ")" else 0)
    return replace(draft, date=Read(hit[1], gap.end(), hit[0], "date:behind"), end=stop)


def _with_issuer(page: Page, draft: Reference) -> Reference:
    if draft.issuer is not None and draft.issuer.by != "issuer:of":
        return draft
    if draft.issuer is not None or not (gap := _ISSUER_NEXT.match(page.folded, draft.end)):
        return draft
    stop = body_names.end(page.flow, page.folded, gap.end())
    if not stop:
        return draft
    joint = draft.number is not None and draft.number.value.form == "joint"
    while joint and (more := _JOINT.match(page.flow, stop)):
        further = body_names.end(page.flow, page.folded, more.end())
        if not further:
            break
        stop = further
    return replace(draft, issuer=Read(page.flow[gap.end() : stop], gap.end(), stop, "issuer:behind"), end=stop)


def issuer_before(page: Page, at: int) -> Read[str] | None:
    """The body named directly before position `at`: "Bộ X tại ", "Ủy ban nhân dân tỉnh đã ban hành "."""
    match = _ISSUED.match(page.folded, max(0, at - 60), at)
    stop = match.start() if match else at
    if not match and page.flow[at - 2 : at] != " (":
        return None
    if not match:
        stop = at - 2
    if page.folded[stop - 1 : stop] == ")":
        stop = page.folded.rfind(" (", max(0, stop - 90), stop)
    return _body_ending(page, stop) if stop > 0 else None


_ISSUED = regex.compile(rf"(?r)(?:,)? {any_of('issued_in')} ")
_DIRECTING = regex.compile(rf"(?r){any_of('directing')} ")


def _body_ending(page: Page, stop: int) -> Read[str] | None:
    low = max(0, stop - 130)
    for start in _capitals(page.flow, low, stop):
        if body_names.end(page.flow, page.folded, start) == stop:
            if _DIRECTING.match(page.folded, low - 20 if low > 20 else 0, start):
                return None
            return Read(page.flow[start:stop], start, stop, "issuer:before")
    return None


def _capitals(flow: str, low: int, high: int) -> Iterator[int]:
    for match in _CAPITAL.finditer(flow, low, high):
        yield match.start()


_CAPITAL = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}")
