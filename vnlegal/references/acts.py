"""Mentions of acts by name: laws, codes, ordinances, the constitution, and the acts that amend them.

An act is known by its name, with its year or date ("Luật Đất đai", "Luật Tổ chức Chính phủ ngày 18 tháng
02 năm 2025"); where a name ends is known from `vocabulary/acts.tsv`, else from the boundaries of names.

The name of an amending act holds the names of those that it amends, and these keep what is theirs:

    Luật sửa đổi, bổ sung một số điều của |Luật Đất đai số 31/2024/QH15|, |Luật Nhà ở số 27/2023/QH15|
    ngày 29 tháng 6 năm 2024

The numbers are those of the land and of the housing act, the day is that of the act that amends them.
A single number behind the last name belongs to the amending act only if the table knows it as that of an
amending act, or if the page gives the act of that name another number or another year.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from .. import late
from ..notation import body_names
from ..scan import Begun, Led, plain
from ..text import fold
from ..vocabulary import (
    abbreviations_by_form,
    alternatives,
    doc_types,
    doc_types_by_name,
    one_of,
    one_of_before,
    words,
)
from ..vocabulary.acts import ACTS
from ..vocabulary.acts import acts as all_acts
from .amending import ACT, AMENDS, CHANGING, FURTHER, is_amending
from .boundaries import name_end
from .page import Cover, Page, Read, Reference

_SMALL = ("bộ luật", "luật", "pháp lệnh")
_LABELS = tuple(doc_types().get(id).label for id in ACTS)
_FORMS = sorted({form for label in _LABELS for form in (label.capitalize(), label.upper(), label.title())})
# No act: "pháp luật", "kỷ luật", "dự luật"; a school, a firm, a faculty of law.
_OTHER = "(?i:pháp|kỷ|quy|dự|định|học|ty|khoa|viện|phòng|hãng|tạp chí)"
HEAD = late.regex(
    rf"(?<![\p{{L}}\p{{N}}])(?<!{_OTHER}\s)(?:{alternatives(_FORMS)}"
    rf"|(?<=(?:của|thi hành|[Cc]ăn cứ) )(?:{alternatives(_SMALL)}))(?=[ ,;.)”\n])"
)
"""The type word that an act's name begins with."""

# The type word of a law, ordinance or constitution, quickly found.
_HEADS = Begun(late.re(alternatives([*_FORMS, *_SMALL])), HEAD)
# A folded name as type word and name: "luật |đất đai".
_TYPED = late.regex(rf"(?:{alternatives(_SMALL)}) (?P<name>.+)")
_ONE_LETTER = 2  # "Luật Đ.38": a blank and a letter are no name
# What makes a law one that amends: "Luật| sửa đổi, bổ sung một số điều của |Luật X".
_AMENDING = late.regex(rf"{AMENDS}(?={ACT})")
# The same read backwards, from the law that is amended.
_AMENDED = late.regex(rf"(?r)(?:bộ luật|luật|pháp lệnh){AMENDS}")
# A law that changes another by its name, quickly found.
_CHANGERS = Led(
    late.re(" (?:s[ửữừ]a đ|bổ sung )"),
    "(?:bộ luật|luật|pháp lệnh)",
    late.regex(rf"(?:bộ luật|luật|pháp lệnh)(?P<name>{AMENDS})(?={ACT})"),
)
_MANY_ACTS = late.re(
    plain(
        rf" {CHANGING} (?:một số )?điều của (?:các|\d{{1,2}}) (?:bộ )?luật"
        r"(?: (?:có )?liên quan đến| về)?(?= )"
    )
)
"""The name of an act that changes many: "Luật |sửa đổi … của 37 luật| có liên quan đến quy hoạch"."""

# The year behind a name: "Luật Đất đai| năm 2013|".
_YEAR = late.re(r" (?:năm )?(?P<y>(?:19|20)\d\d)(?![\d/-])")
# A law in small letters that amends has the year for itself: "|luật sửa đổi … của |Luật X năm 1998".
_OF_SMALL = late.regex(r"(?r)(?<![\p{L}])luật sửa đổi(?:, bổ sung)? (?:một số điều )?(?:của )?")
# What leads to the day of a law or treaty: "Luật Đất đai|, |ngày 18 tháng 01 năm 2024", "| ký tại A |ngày",
# "Luật tổ chức Hội đồng Bộ trưởng| |4-7-1981".
_DATE_NEXT = late.re(r",? (?:ký (?:tại [^;,.()]{2,30} )?)?(?=ngày|\d{1,2}[-/]\d{1,2}[-/](?:19|20)\d\d(?!\d))")
_ASSEMBLY = r"quốc hội(?: (?:nước [^;,.()]{10,45}|khóa [ivx]+)){0,2}(?:,? khóa [ivx]+)?"
# Who passed it on the day in front: "Ngày 20/11/2012|, Quốc hội đã thông qua |Luật …".
_PASSED = late.regex(
    rf"(?r),? (?:tại [^;.]{{3,80}}?, )?{_ASSEMBLY}(?: (?:đã|vừa))?(?: (?:chính thức|biểu quyết))? thông qua "
)
# The same on the day behind: "Luật Đất đai| được Quốc hội khóa XIII thông qua |ngày 29/11/2013".
_PASSED_ON = late.re(
    plain(
        rf",? ?\(?(?:đã )?(?:được )?{_ASSEMBLY}(?: đã)?(?: biểu quyết)? thông qua"
        r"(?: tại (?:phiên họp|kỳ họp)[^;,.()]{0,40})?,? (?:vào )?(?=ngày)"
    )
)
# An issuer that makes no laws: the day in front is a decree's: "ngày 15/5/2014| của |Chính phủ".
_BY_GOVERNMENT = late.re(
    plain(r" của (?!quốc hội|ủy ban thường vụ quốc hội|hội đồng nhà nước|chủ tịch nước)(?=\p{L})")
)
# An edition: "Luật Đất đai| (sửa đổi)|".
_BILL = late.re(
    r"(?: ?\( ?(?:sửa đổi|mới) ?\)| sửa đổi(?= (?:\(?sau )?khi | (?:năm )?(?:19|20)\d\d(?!\d)))"
    r"(?P<issued>(?= (?:năm |ngày |số )?\d))?"
)
# What leads to the act that a document rests on: "|Căn cứ vào Điều 35 của |Luật X (sửa đổi)".
_GROUND = late.regex(r"(?r)(?<!\p{L})căn cứ (?:vào )?(?:(?:khoản|điểm|điều) [^;.:]{1,30} )?(?:của )?")
# Behind a name in small letters: what only an act has.
_TOLD = late.re(r",? (?:số:? \d+/|ngày \d|(?:năm )?(?:19|20)\d\d(?!\d))")
# The full name of the country behind "Hiến pháp".
_NATION = late.re(r" nước (?:cộng hòa xã hội chủ nghĩa(?: \(chxhcn\))?|chxhcn) việt nam")
# Words that are no name of a law: "luật| này|", "luật| pháp|".
_NOT_A_NAME = late.re(plain(rf" {one_of('mentions', 'no_names')}"))
# A law still to be made: "|xây dựng |Luật X".
_UNBORN = late.regex(rf"(?r){one_of_before('mentions', 'unborn')} ")
# Number or year behind a name: " số 31/2024/QH15", " năm 2013".
_IDENTITY = late.regex(
    r" (?:số:? ?(?P<number>\d+/\d{4}/[^\s,;.]+)"
    r"|(?:năm |ngày \d{1,2}(?:/\d{1,2}/| tháng \d{1,2} năm ))(?P<year>\d{4}))"
)
# The formula that enacts: "Quốc hội ban hành |Luật Đất đai" (Nghị định 78/2025/NĐ-CP, Phụ lục I).
_FORMULA = late.regex(rf"(?:quốc hội|ủy ban thường vụ quốc hội) ban hành (?={ACT})")
# The same read backwards from the name.
_FORMULA_BEFORE = late.regex(r"(?r)(?:quốc hội|ủy ban thường vụ quốc hội) ban hành ")
# Who changed an act that stands before: "sửa đổi, bổ sung theo |Luật sửa đổi … Luật X số N|, Luật Y số M".
_AGENT = late.regex(
    r"(?r)(?:sửa đổi|bổ sung) (?:theo|bởi|tại) (?:(?:khoản|điểm|điều) [^;.:]{1,30} )?(?:của )?"
)
_NUMBERS = late.regex(r" số \d+/\d{4}/qh\d+")  # of the acts that the name of an amending act holds


class Amendment(NamedTuple):
    """An act that amends: its type word, the acts that its name holds, and what identifies it.

    `number` says that the number behind the last name is its own, `day` is a day that is its own.
    """

    start: int
    head_end: int
    items: tuple[Reference, ...]
    number: bool
    day: Read[date] | None

    @property
    def last(self) -> Reference:
        """The last act that it names."""
        return self.items[-1]


@cache
def _names() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Names of acts, word by word, by their first word, longest first."""
    carried = (fold(name) for act in all_acts() for name in (act.name, *act.also))
    printed = {match["name"] for one in carried if (match := _TYPED.fullmatch(one))}
    printed |= {fold(name) for name in words("laws", "names")}
    short = {n.replace("hội đồng nhân dân", "hđnd").replace("ủy ban nhân dân", "ubnd") for n in printed}
    short |= {n.replace("văn bản quy phạm pháp luật", "vbqppl") for n in printed}
    found: dict[str, list[tuple[str, ...]]] = {}
    slips = {_slip(n) for n in printed | short}
    for name in printed | short | slips | {n.replace("hdnd", "hđnd") for n in slips}:
        found.setdefault(name.split()[0], []).append(tuple(name.split()))
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


def _slip(name: str) -> str:
    """A name as it is often misprinted."""
    name = name.replace("hđnd", "hdnd")
    for comma, joined in (("nhân dân, ủy ban", "nhân dân và ủy ban"), ("hdnd, ubnd", "hdnd và ubnd")):
        if comma in name:
            return name.replace(comma, joined)
        name = name.replace(joined, comma)
    return name


def find_amendments(page: Page, numbered: Sequence[Reference]) -> list[Amendment]:
    """The amending acts of a page with the acts that their names hold, in order."""
    by_start = {draft.start: draft for draft in numbered if draft.name and draft.type_id in ACTS}
    found: list[Amendment] = []
    for match in _CHANGERS.finditer(page.folded, page.start):
        head = HEAD.match(page.flow, match.start())
        if head and (items := _list_of_acts(page, match.end("name"), by_start)):
            if _AGENT.match(page.folded, max(page.start, match.start() - 60), match.start()):
                items = _to_first_number(items)
            found.append(_amendment(page, *head.span(), tuple(items)))
    return found


def _to_first_number(items: list[Reference]) -> list[Reference]:
    """The acts of a list up to the first with a number: what follows it is changed by nobody here."""
    numbered = next((n for n, one in enumerate(items) if one.number), len(items))
    return items[: numbered + 1]


def _amendment(page: Page, start: int, head_end: int, items: tuple[Reference, ...]) -> Amendment:
    last = items[-1]
    own_number = last.number is not None and (
        is_amending(last.number.value.compact) or _has_other_number(page, last)
    )
    own_day = last.number is not None and not own_number and not _is_day_of_last(items)
    return Amendment(start, head_end, items, own_number, last.date if own_day else None)


def _is_day_of_last(items: Sequence[Reference]) -> bool:
    """Whether the day behind the last number of a list is that of the last act, not of the amending one."""
    day, number = items[-1].date, items[-1].number
    if day and number and number.value.year and number.value.year != day.value.year:
        return False
    numbers = [item for item in items if item.number]
    return len(numbers) == 1 or all(item.date for item in numbers)


def _has_other_number(page: Page, act: Reference) -> bool:
    """Whether the page knows an act of that name by another number, or with a day of another year."""
    number, name = act.number, page.folded[act.start : _end_of_name(act)]
    at = page.folded.find(name)
    while number and at >= 0:
        said = _IDENTITY.match(page.folded, at + len(name))
        if said and at != act.start and not _AMENDED.match(page.folded, max(0, at - 150), at):
            if said["number"] and said["number"] != number.value.compact.lower():
                return True
            if said["year"] and int(said["year"]) != number.value.year:
                return True
        at = page.folded.find(name, at + 1)
    return False


def _end_of_name(act: Reference) -> int:
    """Where the name of an act with a number ends, behind its type word."""
    return act.doc_type.end + 1 + len(act.name or "") if act.doc_type else act.end


def with_own_numbers(
    page: Page, numbered: Sequence[Reference], amendments: Sequence[Amendment]
) -> list[Reference]:
    """`numbered`, the number and the day behind the name of an amending act given to whom they belong."""
    changed: dict[int, Reference] = {}
    for one in amendments:
        last = one.last
        if one.number and last.number:
            kind = _type(page, one.start, one.head_end)
            name = page.words(one.head_end, _end_of_name(last))
            changed[last.start] = last._replace(start=one.start, doc_type=kind, name=name)
        elif one.day and last.number:
            changed[last.start] = last._replace(end=last.number.end, date=None)
    return sorted((changed.get(draft.start, draft) for draft in numbered), key=lambda one: one.start)


def with_name_behind(page: Page, draft: Reference) -> Reference:
    """ "Luật số 20/2008/QH12 Đa dạng sinh học ngày 13/11/2008": the name of an act behind its number."""
    if draft.name or draft.type_id not in ACTS or draft.date or draft.kind != "numbered":
        return draft
    again = HEAD.match(page.flow, draft.end + 1)  # "Luật số 44/2019/QH14 Luật Phòng, chống …"
    at = again.end() if again else draft.end
    stop = _known_end(page.folded, at) if page.flow[at + 1 : at + 2].isupper() or again else 0
    return draft._replace(end=stop, name=page.words(at, stop)) if stop else draft


def find_acts(page: Page, numbered: Sequence[Reference], amendments: Sequence[Amendment]) -> list[Reference]:
    """Acts known by name, in order; those named in the name of an amending act follow it."""
    taken, amending = Cover.of(numbered), {one.start: one for one in amendments}
    found: list[Reference] = []
    done = 0
    for match in _HEADS.finditer(page.flow, page.start):
        start, end = match.span()
        if start < done:
            continue
        amendment = amending.get(start)
        if amendment and amendment.number:
            found += _inner(page, amendment)
            done = amendment.last.end
        elif amendment and _is_unborn(page, start):
            done = amendment.last.end
        elif not taken.holds(start) and (hits := _acts(page, start, end, amendment)):
            found += hits
            done = hits[0].end
    own = _own_names(page)
    return [
        one._replace(kind="self") if _is_own(one, own, page) else one
        for one in _without_echoes(page, found, numbered)
    ]


def _acts(page: Page, start: int, end: int, amendment: Amendment | None) -> list[Reference]:
    """An act, and the acts nested in its name if it is an amending one; `end` is that of its type word."""
    if _is_unborn(page, start):
        return []
    if amendment:
        outer = draft_named(page, start, amendment.last.end, end)
        outer = outer._replace(date=amendment.day) if amendment.last.number else dated(page, outer)
        return [outer, *_inner(page, amendment)]
    many = _MANY_ACTS.match(page.folded, end)
    stop = name_end(page, start, many.end(), "act") if many else act_end(page, start, end)
    bill = _BILL.match(page.folded, stop) if stop else None
    if not stop or (bill and bill["issued"] is None and not _is_ground(page, start)):
        return []
    return [dated(page, draft_named(page, start, bill.end() if bill else stop, end))]


def _is_unborn(page: Page, start: int) -> bool:
    return _UNBORN.match(page.folded, max(0, start - 24), start) is not None


def _is_ground(page: Page, start: int) -> bool:
    """Whether an act is what a document rests on: "Căn cứ Điều 35 của |Luật Tổ chức Quốc hội (sửa đổi)|"."""
    return _GROUND.match(page.folded, max(0, start - 60), start) is not None


def _inner(page: Page, amendment: Amendment) -> list[Reference]:
    """The acts that the name of an amending act holds, those without a number of their own."""
    return [
        draft_named(page, one.start, _end_of_name(one), one.doc_type.end) if one.number else one
        for one in amendment.items
        if one.doc_type and (not one.number or (amendment.number and one is amendment.last))
    ]


def _without_echoes(page: Page, acts: Sequence[Reference], numbered: Sequence[Reference]) -> list[Reference]:
    """Acts, but inside the name of an amending act only those that also stand by themselves."""
    inside = Cover(
        (r.start + 1, r.end)
        for r in (*acts, *numbered)
        if r.doc_type and r.type_id in ACTS and _AMENDING.match(page.folded, r.doc_type.end)
    )
    alone = {act.name for act in acts if not inside.holds(act.start)}
    alone |= {
        page.folded[r.doc_type.start : r.doc_type.end] + f" {fold(r.name)}"
        for r in numbered
        if r.name and r.doc_type
    }
    return [act for act in acts if not inside.holds(act.start) or act.name in alone]


def _own_names(page: Page) -> set[str]:
    """The names of the act that the page itself is: what its title and the formula above its articles say."""
    names = {
        " ".join(page.folded[formula.end() : act_end(page, formula.end(), head.end())].split())
        for formula in _FORMULA.finditer(page.folded)
        if (head := HEAD.match(page.flow, formula.end()))
    }
    subject = page.own.subject
    if page.own_type in ACTS and subject:
        names.add(fold(f"{doc_types().get(page.own_type).label} {subject.value}"))
    return names


def _is_own(act: Reference, own: Collection[str], page: Page) -> bool:
    """Whether an act bears the page's own name and no other day, or is what the formula says is made."""
    if act.kind != "named" or not act.name or _FORMULA_BEFORE.match(page.folded, 0, act.start):
        return act.kind == "named"
    day = page.own.date
    another = act.date and not (day and day.value == act.date.value)
    return _NUMBERS.sub("", act.name) in own and not another


def list_of_acts(page: Page, at: int) -> list[Reference]:
    """ "Luật A, Luật B và Luật C" from position `at`."""
    return _list_of_acts(page, at, {})


def _list_of_acts(page: Page, at: int, numbered: Mapping[int, Reference]) -> list[Reference]:
    found: list[Reference] = []
    capitals = page.flow[at : at + 4].isupper()
    while (match := HEAD.match(page.flow, at)) and match[0].isupper() == capitals:
        one = numbered.get(at)
        if one is None and (stop := act_end(page, *match.span())):
            one = draft_named(page, match.start(), stop, match.end())
        if one is None:
            break
        found.append(one)
        further = FURTHER.match(page.folded, one.end)
        if not further:
            break
        at = further.end()
    return found


def act_end(page: Page, start: int, at: int) -> int:
    """Where the name of an act ends that begins behind its type word `start:at`; 0 if there is none."""
    folded = page.folded
    if folded[start:at] == _LABELS[-1]:
        nation = _NATION.match(folded, at)
        return nation.end() if nation else at
    if folded[at : at + 1] != " ":
        return 0
    if stop := _known_end(folded, at):
        return stop
    if _NOT_A_NAME.match(folded, at) or page.flow[start].islower():
        return 0
    if page.text.clean[at] == "\n" and not page.flow[start:at].isupper():
        return 0  # the field of a site: "Thể loại Luật / Tài liệu đính kèm"
    stop = name_end(page, start, at, "act")
    sure = page.flow[at + 1 : at + 2].isupper() or _TOLD.match(folded, stop)
    return stop if stop > at + _ONE_LETTER and sure else 0


def _known_end(folded: str, at: int) -> int:
    """Where the name of an act that a list knows ends; 0 if none begins at `at`."""
    first = _WORD.match(folded, at)
    for name in _names().get(first[0].strip(" .;:)”"), ()) if first else ():
        stop = body_names.past_words(folded, first.end() - len(first[0].lstrip()), name) if first else 0
        if stop and not folded[stop : stop + 1].isalnum():
            return stop
    return 0


# The next word of a name.
_WORD = late.re(r" {1,2}[^ ]+")


def dated(page: Page, act: Reference) -> Reference:
    """With the year or the date that identifies the act among its namesakes."""
    if _OF_SMALL.match(page.flow, max(0, act.start - 80), act.start):
        return act
    if year := _YEAR.match(page.folded, act.end):
        act = act._replace(end=year.end(), year=int(year["y"]))
    gap = _DATE_NEXT.match(page.folded, act.end)
    if gap and page.text.clean.startswith("\nNgày", gap.end() - 1):
        return act  # a heading, and the sentence below it
    hit = page.dates.get(gap.end()) if gap else None
    if hit is not None and not _BY_GOVERNMENT.match(page.folded, hit.end):  # that day is the decree's
        return act._replace(end=hit.end, date=hit._replace(by="date:behind"))
    return act if act.date or act.year else _passed(page, act)


def _passed(page: Page, act: Reference) -> Reference:
    """With the day on which the National Assembly is said to have passed it, in front or behind."""
    before = _PASSED.match(page.folded, max(0, act.start - 220), act.start)
    day = page.dates_by_end.get(before.start()) if before else None
    if day is not None:
        return act._replace(date=day._replace(by="date:before"))
    behind = _PASSED_ON.match(page.folded, act.end)
    day = page.dates.get(behind.end()) if behind else None
    return act._replace(date=day._replace(by="date:behind")) if day is not None else act


def draft_named(page: Page, start: int, stop: int, head_end: int) -> Reference:
    """A mention by name, `start:stop`, whose type word ends at `head_end`."""
    name = " ".join(page.folded[start:stop].split())
    if short := abbreviations_by_form().get(name):
        name = fold(short[0].name)
    return Reference("named", start, stop, doc_type=_type(page, start, head_end), name=name)


def _type(page: Page, start: int, end: int) -> Read[str]:
    return Read(doc_types_by_name()[page.folded[start:end]][0].id, start, end, "type:name")
