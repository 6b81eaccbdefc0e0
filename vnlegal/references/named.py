"""Mentions without a number: acts by name, and plans, programmes, strategies … by name.

A law is known by its name ("Luật Đất đai", "Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025"); where a
name ends is known from `vocabulary/laws.toml`, else from the words that no name holds.  Another
instrument is named where a document makes it ("ban hành Chương trình …") or where the name itself
says whose or for when ("Chiến lược quốc gia về … đến năm 2030").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import regex

from ..text import fold
from ..vocabulary import doc_types, table
from .page import Page, Read, Reference, any_of, words

_ACTS = ("luat", "bo-luat", "phap-lenh", "hien-phap")
_YEAR = regex.compile(r" (?:năm )?(?P<y>(?:19|20)\d\d)(?![\d/-])")
_DATE_NEXT = regex.compile(r",? (?=ngày)")
_AMENDING = regex.compile(r" sửa đổi,? bổ sung (?:một số )?(?:điều )?của (?:các )?")
_FURTHER = regex.compile(r"(?:,| và|;) (?=luật |bộ luật |pháp lệnh )")
_BY_TITLE = regex.compile(
    r" (?:quy định chi tiết|hướng dẫn)(?: (?!ngày)[\p{L}\p{N},]+){0,24}? (?:của|thi hành) (?=luật |bộ luật |pháp lệnh )"
)
_BILL = regex.compile(r" ?\((?:sửa đổi|mới)\)")
_HARD_STOP = regex.compile(r"[;.()”“|\"]|\n\n|\n(?=[-+•] )")
_NATION = regex.compile(r" nước cộng hòa xã hội chủ nghĩa việt nam")
_INITIAL = regex.compile(r"\p{Lu}")


@cache
def _heads() -> regex.Pattern[str]:
    """Type words that may begin a name, with a capital or in capitals."""
    labels = {row.label for row in doc_types() if row.named} | set(words("by_title"))
    labels |= {name for row in doc_types() if row.named for name in row.names if name.islower()}
    forms = sorted(
        {f for label in labels for f in (label.capitalize(), label.upper())}, key=len, reverse=True
    )
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{'|'.join(forms)})(?=[ ,;.)”\n])")


@cache
def _types() -> Mapping[str, str]:
    names = {fold(name): row.id for row in doc_types() for name in (*row.names, row.label)}
    return names


@cache
def _law_names() -> Mapping[str, tuple[str, ...]]:
    """Names of acts by their first word, longest first."""
    found: dict[str, list[str]] = {}
    for name in {fold(n) for key in ("laws", "codes", "ordinances") for n in table("laws")[key]}:
        found.setdefault(name.split()[0], []).append(name)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


_UNBORN = regex.compile(rf"(?r){any_of('unborn')} ")
_MAKING = regex.compile(rf"(?r){any_of('making')} (?:các |một số )?[“\"]?")
_MADE = regex.compile(rf" {any_of('makes')} ?[“\"]?")
_NOTE_MAKES = regex.compile(r"^Về (?:việc )?(?:ban hành|phê duyệt) [“\"]?", regex.MULTILINE)
_STOPS = regex.compile(rf" (?={any_of('name_stops')})| và (?=\p{{Lu}})|,")
_GOES_ON = regex.compile(rf",(?= {any_of('name_goes_on')})")
_IDENTIFYING = regex.compile(any_of("identifying"))
_ANOTHER = regex.compile(r", (?:quy định|nghị quyết|luật|kế hoạch|chủ trương|kết luận)(?!\p{L})")
_OWNED = regex.compile(r" của (?:thủ tướng )?chính phủ(?!\p{L})")
_CARRIES_OUT = regex.compile(
    r",? (?:nhằm )?(?:tổ chức )?(?:triển khai thực hiện|triển khai thi hành|thực hiện|triển khai|thi hành) (?=\p{L})"
)


def find_named(page: Page, numbered: Sequence[Reference]) -> list[Reference]:
    """All mentions by name, in order; names nested in names follow the outer one."""
    found: list[Reference] = []
    spans = [(r.start, r.end) for r in numbered]
    made = _makers(page, numbered)
    done = 0
    for match in _heads().finditer(page.flow):
        start, end = match.span()
        outer = next(((a, b) for a, b in spans if a <= start < b), None)
        if outer is not None or start < done:
            continue
        kind = _types()[fold(match[0])]
        if kind in _ACTS:
            hits = _acts(page, start, end, kind)
        elif fold(match[0]) in words("by_title"):
            hits = _by_title(page, start, end, kind)
        else:
            hits = _instrument(page, start, end, kind, made=start in made, numbered=numbered)
        found += hits
        if hits and hits[0].doc_type and (kind in _ACTS or fold(match[0]) in words("by_title")):
            done = max(done, hits[0].end)
    return found


def _makers(page: Page, numbered: Sequence[Reference]) -> frozenset[int]:
    """Where an instrument begins that the mention before makes ("… ban hành |Chương trình")."""
    behind = {m.end() for r in numbered if (m := _MADE.match(page.folded, r.end))}
    return frozenset(behind | {m.end() for m in _NOTE_MAKES.finditer(page.text.clean)})


def _draft(page: Page, start: int, end: int, kind: str, head_end: int, name: str | None) -> Reference:
    return Reference(
        kind="named", start=start, end=end, doc_type=Read(kind, start, head_end, "type:name"), name=name
    )


def _acts(page: Page, start: int, end: int, kind: str) -> list[Reference]:
    """A law, code, ordinance or the constitution, and the acts nested in the name of an amending law."""
    if _UNBORN.match(page.folded, max(0, start - 24), start):
        return []
    if amending := _AMENDING.match(page.folded, end):
        inner = _list_of_acts(page, amending.end())
        if inner:
            outer = _draft(page, start, inner[-1].end, kind, end, None)
            outer = _dated(page, replace(outer, name=fold(page.flow[start : inner[-1].end])))
            inner[-1] = replace(inner[-1], end=_undated_end(inner[-1]), date=None)
            return [outer, *inner]
    stop = _name_end(page, end, kind)
    if not stop or _BILL.match(page.folded, stop):
        return []
    return [_dated(page, _draft(page, start, stop, kind, end, fold(page.flow[start:stop])))]


def _undated_end(act: Reference) -> int:
    return act.date.start - 1 if act.date else act.end


def _list_of_acts(page: Page, at: int) -> list[Reference]:
    """ "Luật A, Luật B và Luật C" from position `at`."""
    found: list[Reference] = []
    while match := _heads().match(page.flow, at):
        kind = _types()[fold(match[0])]
        stop = _name_end(page, match.end(), kind) if kind in _ACTS else 0
        if not stop:
            break
        found.append(
            _draft(page, match.start(), stop, kind, match.end(), fold(page.flow[match.start() : stop]))
        )
        further = _FURTHER.match(page.folded, stop)
        if not further:
            break
        at = further.end()
    return found


def _name_end(page: Page, at: int, kind: str) -> int:
    """Where the name of an act ends that begins behind its type word; 0 if there is none."""
    folded = page.folded
    if kind == "hien-phap":
        nation = _NATION.match(folded, at)
        return nation.end() if nation else at
    if folded[at : at + 1] != " ":
        return 0
    stop = folded.find(" ", at + 1)
    first = (folded[at + 1 :] if stop < 0 else folded[at + 1 : stop]).rstrip(",.;:)")
    for name in _law_names().get(first, ()):
        if folded.startswith(name, at + 1):
            after = at + 1 + len(name)
            if after == len(folded) or not folded[after].isalnum():
                return after
    return _unknown_name_end(page, at)


_NOT_A_NAME = regex.compile(
    r" (?:này|đó|trên|nêu|số|sư|gia|của|và|có|được|về|mới|khác|hiện hành|quốc tế)(?!\p{L})"
)


def _unknown_name_end(page: Page, at: int) -> int:
    """A name that no list knows: from a capital to the first word or mark that no name holds."""
    if _NOT_A_NAME.match(page.folded, at) or not _INITIAL.match(page.flow, at + 1):
        return 0
    limit = _HARD_STOP.search(page.text.clean, at + 1, at + 90)
    stop = limit.start() if limit else min(len(page.flow), at + 90)
    soft = regex.compile(
        rf"{_STOPS.pattern}| (?:quy định|năm|ngày|số|về|hướng dẫn|sửa đổi)(?!\p{{L}})"
    ).search(page.flow, at + 1, stop)
    stop = soft.start() if soft else stop
    return stop if limit or soft else 0


def _dated(page: Page, act: Reference) -> Reference:
    """With the year or the date that identifies the act among its namesakes."""
    if year := _YEAR.match(page.folded, act.end):
        act = replace(act, end=year.end())
    gap = _DATE_NEXT.match(page.folded, act.end)
    hit = page.dates.get(gap.end()) if gap else None
    if gap and hit:
        act = replace(act, end=hit[0], date=Read(hit[1], gap.end(), hit[0], "date:behind"))
    return act


def _by_title(page: Page, start: int, end: int, kind: str) -> list[Reference]:
    """ "Nghị định quy định chi tiết một số điều của Luật Phòng thủ dân sự"."""
    if _MAKING.match(page.folded, max(0, start - 40), start):
        return []
    title = _BY_TITLE.match(page.folded, end)
    inner = _list_of_acts(page, title.end()) if title else []
    if not inner:
        return []
    stop = inner[-1].end
    return [_draft(page, start, stop, kind, end, fold(page.flow[start:stop])), *inner]


def _instrument(
    page: Page, start: int, end: int, kind: str, *, made: bool, numbered: Sequence[Reference]
) -> list[Reference]:
    """A plan, programme, strategy, regulation … named here."""
    if not made and (
        fold(page.flow[start:end]).split(" hành động")[0] not in words("national")
        or _MAKING.match(page.folded, max(0, start - 40), start)
    ):
        return []
    planned = kind == "quy-hoach" and page.folded[max(0, start - 12) : start].endswith(("theo đúng ", " theo ", " tại "))
    stop = _instrument_end(page, start, end, made=made or planned, numbered=numbered)
    name = fold(page.flow[start:stop])
    if len(name.split()) < len(page.flow[start:end].split()) + 2:
        return []
    if not made and not (
        _IDENTIFYING.search(name) or _quoted(page, start, stop) or (planned and len(name.split()) > 4)
    ):
        return []
    issuer = _owner(page, start, stop)
    return [replace(_draft(page, start, stop, kind, end, " ".join(name.split())), issuer=issuer)]


def _quoted(page: Page, start: int, stop: int) -> bool:
    return page.flow[start - 1 : start] in ("“", '"') and page.flow[stop : stop + 1] in ("”", '"')


def _instrument_end(page: Page, start: int, end: int, *, made: bool, numbered: Sequence[Reference]) -> int:
    hard = _HARD_STOP.search(page.text.clean, end, end + 330)
    limit = hard.start() if hard else min(len(page.flow), end + 330)
    limit = _same_part(page, start, limit)
    if page.flow[start:end].isupper():
        limit = _capitals_end(page.flow, end, limit)
    nested = next((r for r in numbered if end < r.start < limit), None)
    carries = _CARRIES_OUT.search(page.folded, end, nested.start + 1 if nested else limit)
    if carries and carries.start() > end and (nested or _heads().match(page.flow, carries.end())):
        return carries.start()
    if nested:
        return nested.end if made else _soft_end(page, end, min(limit, nested.start), made=made)
    return _soft_end(page, end, limit, made=made)


def _soft_end(page: Page, at: int, limit: int, *, made: bool) -> int:
    """The first stop word or comma that the name does not hold."""
    if owner := _OWNED.search(page.folded, at, limit):
        limit = owner.end()
    pos = at
    while soft := _STOPS.search(page.flow, pos, limit):
        if soft[0] != "," and (not made or soft[0] == " và "):
            return soft.start()
        if soft[0] == "," and not _comma_inside(page, soft.start(), made=made):
            return soft.start()
        pos = soft.end() + 1
    return limit


def _comma_inside(page: Page, at: int, *, made: bool) -> bool:
    """Whether a comma belongs to the name: "phát triển, ứng dụng năng lượng", "…, định hướng đến năm 2030"."""
    if _GOES_ON.match(page.folded, at):
        return True
    after = page.flow[at + 2 : at + 4]
    return made and (after[:1].islower() or after.isupper()) and not _ANOTHER.match(page.folded, at)


def _same_part(page: Page, start: int, limit: int) -> int:
    """Names do not run on from one part of the page to the next."""
    part = page.part_at(start)
    at = page.text.clean.find("\n", start, limit)
    while at >= 0:
        if page.part_at(at + 1) != part:
            return at
        at = page.text.clean.find("\n", at + 1, limit)
    return limit


_SMALL = regex.compile(r"\p{Ll}{2}|\p{Lu}\p{Ll}")


def _capitals_end(flow: str, at: int, limit: int) -> int:
    small = _SMALL.search(flow, at, limit)
    return flow.rfind(" ", at, small.start() + 1) if small else limit


def _owner(page: Page, start: int, stop: int) -> Read[str] | None:
    """ "… của Chính phủ" at the end of a name says who issued it."""
    at = page.folded.rfind(" của ", start, stop)
    if at < 0 or not page.folded.startswith(("chính phủ", "thủ tướng chính phủ"), at + 5):
        return None
    return Read(page.flow[at + 5 : stop], at + 5, stop, "issuer:name")
