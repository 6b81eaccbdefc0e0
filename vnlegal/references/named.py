"""Mentions of acts by name: laws, codes, ordinances, the constitution.

An act is known by its name, with its year or date ("Luật Đất đai", "Luật Tổ chức Chính phủ ngày 18 tháng
02 năm 2025"); where a name ends is known from `vocabulary/laws.toml`, else from the words that no name
holds.  A decree may be known by the act it details; other instruments are found in `instruments`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import regex

from ..scan import Begun
from ..text import fold
from ..vocabulary import alternatives, doc_types, doc_types_by_name, one_cue_of, one_of, one_of_before, words
from .instruments import MAKING, find_instruments
from .numbered import AMENDING
from .page import Cover, Page, Read, Reference

ACTS = ("luat", "bo-luat", "phap-lenh", "hien-phap")
"""Keys of the types that are known by name alone."""

_BY_TITLE = words("mentions", "by_title")
_LABELS = [*(doc_types().get(id).label for id in ACTS), *_BY_TITLE]
_FORMS = sorted({form for label in _LABELS for form in (label.capitalize(), label.upper())}, key=len)
_SMALL = ("bộ luật", "luật", "pháp lệnh")
_HEAD = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])(?<!(?i:pháp|kỷ|quy|dự|điều|định)\s)(?:{alternatives(_FORMS)}"
    rf"|(?<=(?:của|thi hành|[Cc]ăn cứ) )(?:{alternatives(_SMALL)}))(?=[ ,;.)”\n])"
)
_HEADS = Begun(re.compile(alternatives([*_FORMS, *_SMALL])), _HEAD)

_ACT = "(?:bộ luật|luật|pháp lệnh) "
_YEAR = regex.compile(r" (?:năm )?(?P<y>(?:19|20)\d\d)(?![\d/-])")
_DATE_NEXT = regex.compile(r",? (?=ngày)")
_AMENDING = regex.compile(rf"{AMENDING}(?={_ACT})")
_MANY_ACTS = regex.compile(
    r" sửa đổi,? bổ sung (?:một số )?điều của (?:các|\d{1,2}) (?:bộ )?luật [^;,.()“”\d]{3,70}?"
    r"(?=,? ngày \d|[;,.]| năm \d)"
)
"""The name of an act that changes many: "Luật |sửa đổi … của 37 luật có liên quan đến quy hoạch"."""
_FURTHER = regex.compile(rf"(?:,| và|;) (?={_ACT})")
_DETAILS = regex.compile(
    rf" {one_cue_of('guides')}(?: (?!ngày)[\p{{L}}\p{{N}},]+){{0,24}}? (?:của|thi hành) (?={_ACT})"
)
_BILL = regex.compile(r" ?\((?:sửa đổi|mới)\)")
_HARD_STOP = regex.compile(r"[;.()”“|\"]|\n\n|\n(?=[-+•] )")
_SOFT_STOP = regex.compile(rf" (?={one_of('mentions', 'name_stops', 'act_name_stops')})| và (?=\p{{Lu}})|,")
_NATION = regex.compile(r" nước cộng hòa xã hội chủ nghĩa việt nam")
_NOT_A_NAME = regex.compile(rf" {one_of('mentions', 'no_names')}")
_UNBORN = regex.compile(rf"(?r){one_of_before('mentions', 'unborn')} ")
_NUMBERLESS = regex.compile(r"(?<!\p{L})(?P<type>[\p{L}]+(?: [\p{L}]+){0,2}?) không số(?=,? ngày)")
_CHARTER = regex.compile(r"(?<!\p{L})(?P<type>điều lệ) đảng(?: cộng sản việt nam)?(?!\p{L})")
_MEETING = regex.compile(
    r"(?<!\p{L})(?P<type>nghị quyết) (?:của )?"
    r"(?:phiên họp (?:thường kỳ )?(?:của )?chính phủ(?: thường kỳ)?(?: tháng \d{1,2}(?:(?:/| năm )\d{4})?)"
    r"|đại hội (?:đại biểu )?(?:toàn quốc )?(?:lần thứ )?[ivx]{1,5}(?!\p{L})"
    r"(?: của đảng| đảng bộ (?:tỉnh|thành phố|huyện|quận)| đảng)?)"
)
"""Resolutions known by the meeting that passed them."""

_LONGEST = 90


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Names of acts by their first word, longest first."""
    found: dict[str, list[str]] = {}
    printed = {fold(n) for key in ("laws", "codes", "ordinances") for n in words("laws", key)}
    short = {n.replace("hội đồng nhân dân", "hđnd").replace("ủy ban nhân dân", "ubnd") for n in printed}
    for name in printed | short | {_slip(n) for n in printed | short}:
        found.setdefault(name.split()[0].rstrip(","), []).append(name)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


def _slip(name: str) -> str:
    """A name as it is often misprinted."""
    return name.replace("hđnd", "hdnd").replace("nhân dân và ủy ban", "nhân dân, ủy ban")


def find_named(page: Page, numbered: Sequence[Reference]) -> list[Reference]:
    """All mentions by name, in order; names nested in names follow the outer one."""
    taken = Cover.of(numbered)
    found: list[Reference] = []
    done = 0
    for match in _HEADS.finditer(page.flow, page.start):
        if match.start() < done or taken.holds(match.start()):
            continue
        read = _by_title if page.folded[match.start() : match.end()] in _BY_TITLE else _acts
        if hits := read(page, *match.span()):
            found += hits
            done = hits[0].end
    found = [*_without_echoes(page, [*found, *_in_numbered(page, numbered)], numbered), *_by_meeting(page)]
    found += _outside(find_instruments(page, numbered), found)
    return sorted(found, key=lambda r: (r.start, -r.end))


def _without_echoes(page: Page, acts: Sequence[Reference], numbered: Sequence[Reference]) -> list[Reference]:
    """Acts, but inside the name of an amending act only those that also stand by themselves."""
    inside = Cover(
        (r.start + 1, r.end)
        for r in (*acts, *numbered)
        if r.doc_type and r.type_id in ACTS and _AMENDING.match(page.folded, r.doc_type.end)
    )
    alone = {act.name for act in acts if not inside.holds(act.start)}
    alone |= {
        page.folded[r.start : r.doc_type.end] + f" {fold(r.name)}" for r in numbered if r.name and r.doc_type
    }
    return [act for act in acts if not inside.holds(act.start) or act.name in alone]


def _in_numbered(page: Page, numbered: Sequence[Reference]) -> list[Reference]:
    """The acts that an amending act with a number names."""
    found: list[Reference] = []
    for outer in numbered:
        at = outer.doc_type.end if outer.doc_type and outer.type_id in ACTS and outer.name else 0
        if at and (amending := _AMENDING.match(page.folded, at, outer.end)):
            found += _list_of_acts(page, amending.end())
    return found


def _outside(instruments: Sequence[Reference], acts: Sequence[Reference]) -> list[Reference]:
    """Instruments that do not begin inside the name of an act."""
    cover = Cover.of(acts)
    return [r for r in instruments if not cover.holds(r.start)]


def find_numberless(page: Page) -> list[Reference]:
    """ "Quyết định không số ngày 12/5/2020 của …": known by its date and issuer."""
    hits = _NUMBERLESS.finditer(page.folded) if "không số" in page.folded else ()
    return [draft for match in hits if (draft := _numberless(page, match))]


def _by_meeting(page: Page) -> list[Reference]:
    """ "Nghị quyết phiên họp Chính phủ thường kỳ tháng 9 năm 2025", "Nghị quyết Đại hội XIII của Đảng".

    Beside them the charter of the Party.
    """
    hits = (hit for pattern in (_MEETING, _CHARTER) for hit in pattern.finditer(page.folded))
    return [
        _draft(page, hit.start(), hit.end(), hit.end("type"))
        for hit in hits
        if page.flow[hit.start()].isupper()
        and page.part_at(hit.start()) == page.part_at(hit.end() - 1)
        and page.part_at(hit.start()) != "furniture"
    ]


def _numberless(page: Page, match: regex.Match[str]) -> Reference | None:
    pieces = match["type"].split()
    for n in range(len(pieces)):
        if rows := doc_types_by_name().get(name := " ".join(pieces[n:])):
            stop = match.end("type")
            kind = Read(rows[0].id, stop - len(name), stop, "type:head")
            return Reference("named", kind.start, match.end(), doc_type=kind)
    return None


def _draft(page: Page, start: int, stop: int, head_end: int) -> Reference:
    kind = doc_types_by_name()[page.folded[start:head_end]][0].id
    return Reference(
        kind="named",
        start=start,
        end=stop,
        doc_type=Read(kind, start, head_end, "type:name"),
        name=page.folded[start:stop],
    )


def _acts(page: Page, start: int, end: int) -> list[Reference]:
    """An act, and the acts nested in its name if it is an amending one; `end` is that of its type word."""
    if _UNBORN.match(page.folded, max(0, start - 24), start):
        return []
    if (amending := _AMENDING.match(page.folded, end)) and (inner := _list_of_acts(page, amending.end())):
        outer = _dated(page, _draft(page, start, inner[-1].end, end))
        return [outer, *inner]
    many = _MANY_ACTS.match(page.folded, end)
    stop = many.end() if many else _name_end(page, start, end)
    if not stop or _BILL.match(page.folded, stop):
        return []
    return [_dated(page, _draft(page, start, stop, end))]


def _list_of_acts(page: Page, at: int) -> list[Reference]:
    """ "Luật A, Luật B và Luật C" from position `at`."""
    found: list[Reference] = []
    while (match := _HEAD.match(page.flow, at)) and fold(match[0]) not in _BY_TITLE:
        stop = _name_end(page, *match.span())
        if not stop:
            break
        found.append(_draft(page, match.start(), stop, match.end()))
        further = _FURTHER.match(page.folded, stop)
        if not further:
            break
        at = further.end()
    return found


def _name_end(page: Page, start: int, at: int) -> int:
    """Where the name of an act ends that begins behind its type word; 0 if there is none."""
    folded = page.folded
    if folded[start:at] == "hiến pháp":
        nation = _NATION.match(folded, at)
        return nation.end() if nation else at
    if folded[at : at + 1] != " ":
        return 0
    stop = folded.find(" ", at + 1)
    first = (folded[at + 1 :] if stop < 0 else folded[at + 1 : stop]).rstrip(",.;:)”")
    for name in _names().get(first, ()):
        after = at + 1 + len(name)
        if folded.startswith(name, at + 1) and not folded[after : after + 1].isalnum():
            return after
    return _unknown_name_end(page, start, at)


def _unknown_name_end(page: Page, start: int, at: int) -> int:
    """A name that no list knows: from a capital to the first word or mark that no name holds."""
    if _NOT_A_NAME.match(page.folded, at) or not page.flow[at + 1 : at + 2].isupper():
        return 0
    if page.flow[start].islower():
        return 0
    reach = min(len(page.flow), at + _LONGEST)
    hard = _HARD_STOP.search(page.text.clean, at + 1, reach)
    limit = hard.start() if hard else reach
    soft = _SOFT_STOP.search(page.flow, at + 1, limit)
    if soft:
        return soft.start()
    return limit if hard else 0


def _dated(page: Page, act: Reference) -> Reference:
    """With the year or the date that identifies the act among its namesakes."""
    if year := _YEAR.match(page.folded, act.end):
        act = act._replace(end=year.end())
    gap = _DATE_NEXT.match(page.folded, act.end)
    hit = page.dates.get(gap.end()) if gap else None
    if hit is not None:
        act = act._replace(end=hit.end, date=hit._replace(by="date:behind"))
    return act


def _by_title(page: Page, start: int, end: int) -> list[Reference]:
    """ "Nghị định quy định chi tiết một số điều của Luật Phòng thủ dân sự"."""
    if MAKING.match(page.folded, max(0, start - 40), start):
        return []
    title = _DETAILS.match(page.folded, end)
    inner = _list_of_acts(page, title.end()) if title else []
    return [_draft(page, start, inner[-1].end, end), *inner] if inner else []
