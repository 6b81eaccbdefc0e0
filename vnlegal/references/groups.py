"""What a list shares: dates, issuers and type words written once for several mentions.

"Báo cáo số A và Báo cáo tóm tắt số B ngày D" gives both the date D; "các Nghị định của Chính phủ: số A
…; số B …" gives both the type and the issuer.  Only what is written is shared out, and a date or an
issuer only between numbers of the same series (the same issuer in the symbol).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .. import late
from ..notation import body_names
from ..notation.bodies import abbreviated
from ..text import fold
from ..vocabulary import doc_types, doc_types_by_name
from ..vocabulary.acts import ACTS, is_no_act
from .chunks import Gap
from .numbered import issuer_before, signs
from .page import Page, Read, Reference, V, is_standard
from .series import is_next

# What heads a list of numbers: "các Nghị định của Chính phủ: ".
_LIST_HEAD = late.regex(
    r"(?r)(?<!\p{L})các (?P<type>[\p{L} ]{3,30}?)(?: của (?P<issuer>[\p{L} ]{5,60}))? ?: ?"
)
_FOR_THE_LIST = ("issuer:of", "issuer:list")
# What may stand between a day and the body that issued on it: "Ngày 29/5|, đồng chí |Bí thư Tỉnh ủy ký …".
_DATED_BEFORE = late.regex(r"(?r)(?:, ?| )(?:các |đồng chí |ông |bà )?")


def distribute(page: Page, drafts: Sequence[Reference]) -> list[Reference]:
    """Numbered mentions with what their list shares; `drafts` are in page order."""
    found = list(drafts)
    _share_heads(page, found)
    _read_before(page, found)
    _share_back(page, found)
    return found


def coordinate(page: Page, left: Reference, right: Reference) -> bool:
    """Whether two mentions stand side by side in a list."""
    return left.end <= right.opening and is_next(Gap(page, left.end, right.opening))


def _share_heads(page: Page, found: list[Reference]) -> None:
    """Type word and issuer of "các Nghị định của Chính phủ: số …", of "các Luật số A, B và C".

    The issuer alone of "các văn bản của Bộ X: Công văn số …".
    """
    listed: tuple[Read[str], Read[str] | None] | None = None
    leader: Reference | None = None
    for i, draft in enumerate(found):
        before = found[i - 1] if i else None
        if before and _breaks(page, before.end, draft.start):
            listed = leader = None
        if draft.doc_type and (head := _list_head(page, draft)) and head[1]:
            leader = draft._replace(issuer=head[1])
        if draft.doc_type and leader and draft.issuer is None and _same_series(leader, draft):
            found[i] = draft._replace(issuer=leader.issuer)
        if draft.doc_type is not None or is_standard(draft):
            continue
        listed = _list_head(page, draft) or listed
        if listed:
            found[i] = draft._replace(doc_type=listed[0], issuer=draft.issuer or listed[1])
        elif before and before.doc_type and coordinate(page, before, draft):
            issuer = before.issuer if before.issuer and before.issuer.by in _FOR_THE_LIST else None
            issuer = draft.issuer or (issuer and issuer._replace(by="issuer:list"))
            found[i] = draft._replace(doc_type=before.doc_type._replace(by="type:list"), issuer=issuer)


def _breaks(page: Page, start: int, end: int) -> bool:
    """Whether a list ends between two mentions: at a full stop, at a blank line, where a ground begins."""
    if _NEXT_GROUND.search(page.folded, start, end):
        return True
    return any(
        stop.strength in ("sentence", "cell", "paragraph") for stop in page.text.lines.between(start, end)
    )


# The next ground: "; |căn cứ".
_NEXT_GROUND = late.re(r";\s(?=căn\scứ)")


def _list_head(page: Page, draft: Reference) -> tuple[Read[str], Read[str] | None] | None:
    match = _LIST_HEAD.match(page.folded, max(0, draft.start - 110), draft.start)
    if not match:
        return None
    rows = doc_types_by_name().get(match["type"])
    if not rows:
        return None
    start, end = match.span("type")
    issuer = None
    if match["issuer"]:
        at = match.start("issuer")
        stop = body_names.end(page.flow, page.folded, at)
        issuer = Read(page.flow[at:stop], at, stop, "issuer:list") if stop else None
    return Read(rows[0].id, start, end, "type:list"), issuer


def _read_before(page: Page, found: list[Reference]) -> None:
    """Issuers, and dates, written before: "Ngày D, Bộ X đã ban hành Công văn số …"."""
    for i, draft in enumerate(found):
        if draft.issuer is not None or draft.kind != "numbered":
            continue
        issuer = issuer_before(
            page, draft.opening, draft.number.value.issuers if draft.number else ()
        ) or _cited_by_type(page, draft)
        before = found[i - 1] if i else None
        if issuer is None and before and _carries_on(page, before, draft):
            issuer = before.issuer
        if issuer is not None:
            found[i] = draft._replace(issuer=issuer, date=draft.date or _date_before(page, issuer.start))


def _carries_on(page: Page, before: Reference, draft: Reference) -> bool:
    """Whether the body in front of one item of a list has also written the next.

    Behind a title ("… về A và Văn bản số …") the symbol must name that body.
    """
    if not before.issuer or before.issuer.by != "issuer:before":
        return False
    if coordinate(page, before, draft):
        return _may_be_by(before.issuer.value, draft)
    gap = page.folded[before.end : draft.opening]
    own = draft.number.value.issuers if draft.number else ()
    return (
        gap.endswith(" và ")
        and not _breaks(page, before.end, draft.start)
        and signs(before.issuer.value, own)
    )


def _may_be_by(issuer: str, draft: Reference) -> bool:
    """Whether a body that has written the item in front may have written this: its symbol names no other."""
    symbol = draft.number.value.issuers if draft.number else ()
    return not symbol or not abbreviated(symbol[0]) or signs(issuer, symbol)


def _cited_by_type(page: Page, draft: Reference) -> Read[str] | None:
    """ "Báo cáo của Ban Tổ chức Trung ương về … (Báo cáo số 565-BC/BTCTW …)": one and the same report."""
    if page.flow[draft.start - 1 : draft.start] != "(" or draft.doc_type is None:
        return None
    word = page.folded[draft.doc_type.start : draft.doc_type.end]
    at = page.folded.rfind(f"{word} của ", max(0, draft.start - 300), draft.start)
    if at < 0 or "." in page.flow[at : draft.start] or ";" in page.flow[at : draft.start]:
        return None
    begin = at + len(word) + len(" của ")
    stop = body_names.end(page.flow, page.folded, begin)
    return Read(page.flow[begin:stop], begin, stop, "issuer:before") if stop else None


def _date_before(page: Page, at: int) -> Read[date] | None:
    gap = _DATED_BEFORE.match(page.folded, max(0, at - 12), at)
    if not gap:
        return None
    hit = page.dates_by_end.get(gap.start())
    return hit._replace(by="date:before") if hit else None


def _share_back(page: Page, found: list[Reference]) -> None:
    """From the last of a list to those before it, as long as the series is the same."""
    told = {one.symbol: one.date.value for one in found if one.symbol and one.date}
    for i in range(len(found) - 2, -1, -1):
        left, right = found[i], found[i + 1]
        if left.kind != "numbered" or right.kind != "numbered" or not _same_series(left, right):
            continue
        if not coordinate(page, left, right) or _is_complete(page, left, right):
            continue
        day, issuer = left.date, left.issuer
        other = right.date and told.get(left.symbol, right.date.value) != right.date.value
        if day is None and not other and _behind(right.date, left) and _shares_day(page, left, right):
            day = right.date
        if issuer is None and _behind(right.issuer, left):
            issuer = right.issuer
        found[i] = left._replace(date=day, issuer=issuer)


def _is_complete(page: Page, left: Reference, right: Reference) -> bool:
    """Whether a semicolon parts an item from another with a type word of its own: nothing is shared."""
    own = right.doc_type is not None and right.doc_type.by == "type:head"
    return own and ";" in page.flow[left.end : right.opening]


def _behind(read: Read[V] | None, left: Reference) -> bool:
    return read is not None and read.start > left.end


def _same_series(left: Reference, right: Reference) -> bool:
    if left.number is None or right.number is None:
        return False
    return left.number.value.issuers == right.number.value.issuers


def _shares_day(page: Page, left: Reference, right: Reference) -> bool:
    """Whether the day behind the last of a list is that of the one before too.

    "Nghị định số 12/2020/NĐ-CP và Nghị định số 13/2020/NĐ-CP ngày 12/3/2020": one with type word and year of
    its own needs no day, and the day may be the last one's alone; "cùng ngày" gives it to both.
    """
    own = left.number.value.year if left.number else None
    if right.date is None or (_is_closed(left) and not _same_day(page, right)):
        return False
    if own is None:
        return True
    if own != right.date.value.year:
        return False
    typed = all(one.doc_type is not None and one.doc_type.by == "type:head" for one in (left, right))
    listed = page.folded.endswith(_EACH, 0, left.start)
    return not typed or listed or _same_day(page, right)


_EACH = ("các ", "những ", "hai ", "cả ")


def _is_closed(left: Reference) -> bool:
    """Whether a body closes it where its day would stand: "Nghị quyết số 18-NQ/TW| của Bộ Chính trị|"."""
    return left.issuer is not None and left.issuer.by == "issuer:behind"


def _same_day(page: Page, right: Reference) -> bool:
    number = right.number.end if right.number else right.start
    return right.date is not None and "cùng" in page.folded[number : right.date.start]


def first_of_same(drafts: Sequence[Reference]) -> list[int]:
    """For each mention the first of the same document: by number, by name, by reference back."""
    names = _named_numbers(drafts) if any(r.name and not r.number for r in drafts) else {}
    dated = _dated_names(drafts)
    known = _Named(drafts)
    first: dict[str, int] = {}
    result: list[int] = []
    outer = reach = 0
    for i, draft in enumerate(drafts):
        outer, reach = reach, max(reach, draft.end)
        if draft.refers_to is not None and draft.refers_to < i:
            result.append(result[draft.refers_to])
        elif draft.symbol:
            result.append(first.setdefault(_token(draft), i))
        elif draft.name:
            number = _of_number(draft, i, names.get(fold(draft.name), ()), drafts)
            if number is not None:
                result.append(number)
            elif (by_day := dated.get(fold(draft.name))) and draft.end <= outer and draft.date is None:
                result.append(by_day[0])
            else:
                result.append(known.first(draft, i))
        else:
            result.append(i)
    return result


def _dated_names(drafts: Sequence[Reference]) -> dict[str, list[int]]:
    """The first mention by name and day of each name that the page gives one day only."""
    found: dict[str, dict[date, int]] = {}
    for i, draft in enumerate(drafts):
        if draft.name and draft.date and not draft.number:
            found.setdefault(fold(draft.name), {}).setdefault(draft.date.value, i)
    return {name: list(days.values()) for name, days in found.items() if len(days) == 1}


def _token(draft: Reference) -> str:
    """What tells a number from others; OCR takes the Q of "QH15" for an O.

    One without a symbol is another's in another type: "Kết luận số 02", "Chỉ thị số 02".
    """
    if draft.number and draft.number.value.form == "bare":
        return f"{draft.symbol.lower()} {draft.type_id}"
    return _MISREAD.sub("/qh", draft.symbol.lower().lstrip("0"))


# "QH" as a scan reads it.
_MISREAD = late.regex(r"/[o0]h(?=\d)")


def _of_number(draft: Reference, i: int, numbers: Sequence[int], drafts: Sequence[Reference]) -> int | None:
    """The document with a number that a name means: the only one of that name, or of its year.

    One with a day of its own suffices, unless the name stands behind.
    """
    if draft.year is not None:
        numbers = [j for j in numbers if _year_of(drafts[j]) in (None, draft.year)]
    if len(numbers) != 1:
        return None
    known = drafts[numbers[0]]
    if draft.date is None or (
        numbers[0] < i and (known.date is None or known.date.value == draft.date.value)
    ):
        return numbers[0]
    return None


def _year_of(draft: Reference) -> int | None:
    """The year of a document: of its number, of its day, or printed behind its name."""
    if draft.number:
        return draft.number.value.year
    return draft.date.value.year if draft.date else draft.year


class _Named:
    """Documents known by name: one without a date means the first of that name, or the first of its year
    where the page tells namesakes of several years.
    """

    def __init__(self, drafts: Sequence[Reference]) -> None:
        years: dict[str, set[int]] = {}
        for draft in drafts:
            if draft.year is not None and draft.name:
                years.setdefault(fold(draft.name), set()).add(draft.year)
        for draft in drafts if years else ():
            if draft.name and draft.date and (known := years.get(fold(draft.name))):
                known.add(draft.date.value.year)
        self._many = {name for name, known in years.items() if len(known) > 1}
        self._first: dict[str, int] = {}

    def first(self, draft: Reference, i: int) -> int:
        """The first mention of the document that mention `i` means."""
        name, year = fold(draft.name or ""), _year_of(draft)
        same = i
        if year is not None and name in self._many:
            same = self._first.setdefault(f"{name} {year}", i)
        elif draft.date is None:
            return self._first.setdefault(name, i)
        self._first.setdefault(name, same)
        return self._first.setdefault(f"{name} {draft.date.value}", same) if draft.date else same


def _is_misnamed(draft: Reference) -> bool:
    """ "Luật Đấu thầu số 90/2025/QH15" for the law that amends it: other places mean the act of that name."""
    number, name = draft.number, draft.name
    if not (number and name and number.value.year and draft.type_id in ACTS):
        return False
    label = doc_types().get(draft.type_id or "").label
    return is_no_act(f"{label} {name}", number.value.compact, number.value.year)


def _named_numbers(drafts: Sequence[Reference]) -> dict[str, list[int]]:
    """Numbered mentions by the name that is printed with their number: the first of each number."""
    found: dict[str, dict[str, int]] = {}
    for i, draft in enumerate(drafts):
        if not draft.symbol or not draft.doc_type:
            continue
        word = doc_types().get(draft.doc_type.value).label
        rest = draft.name or (draft.title.value if draft.title else None)
        if rest and not _is_misnamed(draft):
            found.setdefault(fold(f"{word} {rest}"), {}).setdefault(_token(draft), i)
    return {name: list(numbers.values()) for name, numbers in found.items()}
