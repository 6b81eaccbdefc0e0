"""Short names: a bracket declares one, and wherever it stands later it means that document.

    Nghị quyết số 66-NQ/TW … của Bộ Chính trị (sau đây gọi là Nghị quyết số 66)
    Chiến lược quốc gia về … đến năm 2030 (Chiến lược)

A short name holds until a bracket gives it to another document.  A running number is one by itself where it
can mean one document only: "Nghị quyết 30a", "Đề án 06" (that Quyết định số 06/QĐ-TTg has approved).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from .. import late
from ..scan import plain
from ..text import fold
from ..vocabulary import (
    abbreviations_by_form,
    alternatives,
    doc_types,
    doc_types_by_name,
    one_of,
    one_of_before,
)
from .antecedents import Scopes, first_meant, merged
from .instruments import MADE
from .page import Cover, Page, Read, Reference

TYPE_WORD = (
    rf"(?<![\p{{L}}\p{{N}}])"
    rf"(?P<type>{alternatives(doc_types_by_name())})"
)
"""A pattern for the type word that a stretch of folded text begins with."""

TYPE_BEFORE = (
    rf"(?<![\p{{L}}\p{{N}}])"
    rf"(?:{'|'.join(map(regex.escape, late.longest_first(doc_types_by_name())))})"
)
"""The same for the type word that a stretch ends with, matched backwards."""

# A type word.
_TYPE = late.regex(TYPE_WORD)
# Words in brackets that may be a short name: "|(sau đây gọi tắt là Nghị định 30)|".
_BRACKET = late.regex(r"\((?P<short>[^()|]{3,120})\)")
# What declares one: "sau đây gọi tắt là ".
_DECLARES = late.regex(rf"{one_of('mentions', 'declares')} ?:? ?")
# A body in front: its short name is meant.
_BODY_BEFORE = late.regex(rf"(?r){one_of_before('bodies', 'heads')} ")
# A plural in front: no single act is meant.
_PLURAL = late.regex(rf"(?r){one_of_before('mentions', 'plural')} ")
# A title between mention and bracket.
_TITLE_GAP = late.regex(rf"[ ,“\"]{{0,4}}{one_of('mentions', 'titles')}")
_REACH = 900
_ABOUT = " về "


class Declaration(NamedTuple):
    """A short name, the place of the bracket that declares it, and which mention it stands for."""

    short: str
    start: int
    end: int
    target: int


def with_short_names(page: Page, scopes: Scopes, found: Sequence[Reference]) -> list[Reference]:
    """`found` with a back reference at each declaration and wherever the short name stands later."""
    declared = list(_declarations(page, scopes, found))
    meant = {(one.start, one.end): one.target for one in declared}
    meant |= {(start, end): target for start, end, target in _uses(page, found, declared)}
    meant |= {place: target for place, target in _by_serial(page, found) if place not in meant}
    outer = _outside(found, meant.keys())
    if len(outer) < len(found):  # "Luật Đầu tư nước ngoài" is one name, "Luật Đầu tư" no other inside it
        return with_short_names(page, scopes, outer)
    return _with_backs(page, found, meant)


def _outside(found: Sequence[Reference], meant: Iterable[tuple[int, int]]) -> list[Reference]:
    """`found` without the mentions by name that are the beginning of a short name."""
    ends = dict(meant)
    return [r for r in found if r.kind != "named" or ends.get(r.start, 0) <= r.end]


def _declarations(page: Page, scopes: Scopes, found: Sequence[Reference]) -> Iterator[Declaration]:
    starts = [r.start for r in found]
    for short, start, end in _brackets(page):
        window = range(bisect_left(starts, start - _REACH), bisect_left(starts, start))
        if (
            not _holds_number(found, bisect_left(starts, start), end)
            and (target := _declared(page, scopes, found, window, short, start)) is not None
        ):
            yield Declaration(short, start, end, target)


def _brackets(page: Page) -> Iterator[tuple[str, int, int]]:
    """Bracketed words that may be a short name: they begin with a type word and a capital."""
    for match in _BRACKET.finditer(page.flow):
        start, end = match.span("short")
        if said := _DECLARES.match(page.folded, start):
            start = said.end()
        while start < end and page.flow[start] in '“"” ':
            start += 1
        while end > start and page.flow[end - 1] in '”"“ .':
            end -= 1
        if page.flow[start : start + 1].isupper() and _TYPE.match(page.folded, start, end):
            yield page.flow[start:end], start, end


def _holds_number(found: Sequence[Reference], i: int, end: int) -> bool:
    """Whether a mention with a number, from `i` on, lies before `end`: such a bracket cites."""
    while i < len(found) and found[i].start < end:
        if found[i].number and found[i].end <= end:
            return True
        i += 1
    return False


def _declared(
    page: Page, scopes: Scopes, found: Sequence[Reference], window: range, short: str, at: int
) -> int | None:
    """Which mention before a bracket it names: same sentence, same type, not nested in a title."""
    begin = scopes.sentence(at)
    scope = [i for i in window if begin < found[i].end <= at]
    words, kind = fold(short), read_type(page, at, at + len(short))
    alike = [i for i in scope if page.folded[found[i].start : found[i].end] == words]
    typed = [i for i in scope if kind and found[i].type_id == kind.value]
    outer = [i for i in typed if not is_nested(page, found, i)]
    best = alike[:1] or outer[-1:] or typed[-1:]
    return first_meant(found, best[0]) if best else None


def is_nested(page: Page, found: Sequence[Reference], i: int) -> bool:
    """Whether mention `i` stands in the title of the one before it."""
    if i == 0:
        return False
    gap = page.folded[found[i - 1].end : found[i].start]
    return ";" not in gap and "." not in gap and _TITLE_GAP.match(gap) is not None


def _uses(
    page: Page, found: Sequence[Reference], declared: Sequence[Declaration]
) -> Iterator[tuple[int, int, int]]:
    """Later places of short names that are no part of another mention or of a body's name."""
    if not declared:
        return
    by_name: dict[str, list[Declaration]] = {}
    for one in declared:
        by_name.setdefault(one.short, []).append(one)
    brackets = Cover((one.start, one.end) for one in declared)
    others, every = Cover.of(r for r in found if r.kind != "named"), Cover.of(found)
    for match in _any_name(by_name).finditer(page.flow, declared[0].end):
        start, end = match.span()
        if brackets.touches(start, end) or others.touches(start, end) or is_in_body_name(page, start):
            continue
        if _is_type(match[0]) and (every.holds(start) or _is_general(page, start, end)):
            continue
        earlier = by_name[match[0]]
        if i := bisect_right(earlier, start, key=lambda one: one.start):
            yield start, end, earlier[i - 1].target


# What a figure counts, so that it is no running number: "Kế hoạch 5 |năm|"; or where a number goes on.
_COUNTS = late.re(plain(rf"[\w/–-]|[.,]\d| ?[/–%-]|,? ngày | (?:của |{one_of('mentions', 'counted')})"))


def _by_serial(page: Page, found: Sequence[Reference]) -> Iterator[tuple[tuple[int, int], int]]:
    """Where a type word and a running number mean the one document of the page that has both."""
    taken = Cover.of(found)
    for short, target in _serial_names(page, found).items():
        at = page.flow.find(short, found[target].end)
        while at >= 0:
            end = at + len(short)
            if not (taken.touches(at, end) or _COUNTS.match(page.folded, end) or is_plural(page, at)):
                yield (at, end), target
            at = page.flow.find(short, end)


def _serial_names(page: Page, found: Sequence[Reference]) -> dict[str, int]:
    """Type word and running number, with and without "số", of each document that alone has both."""
    names: dict[str, dict[str, int]] = {}
    for i, draft in enumerate(found):
        number = draft.number.value if draft.number and draft.kind != "back" else None
        if number is None or draft.doc_type is None or number.form == "bare":
            continue
        kinds = {draft.doc_type.value: i}
        if (made := _made_by(page, found, i)) is not None:
            kinds[found[made].doc_type.value] = made  # type: ignore[union-attr]
        for kind, target in kinds.items():
            label = doc_types().get(kind).label.capitalize()
            for word in (label, f"{label} số"):
                names.setdefault(f"{word} {number.serial}", {}).setdefault(number.compact, target)
    return {short: next(iter(alike.values())) for short, alike in names.items() if len(alike) == 1}


def _made_by(page: Page, found: Sequence[Reference], i: int) -> int | None:
    """The plan that a document has made or is about: "Quyết định số 06/QĐ-TTg phê duyệt |Đề án …|"."""
    if i + 1 >= len(found) or found[i + 1].kind != "named" or found[i + 1].doc_type is None:
        return None
    made = MADE.match(page.folded, found[i].end)
    begins = made.end() if made else found[i].end + len(_ABOUT)
    about = made or page.folded.startswith(_ABOUT, found[i].end)
    return i + 1 if about and begins == found[i + 1].start else None


def _is_type(short: str) -> bool:
    """Whether it is a bare type word ("Chiến lược"), not one act's abbreviation ("BLDS")."""
    return fold(short) in doc_types_by_name().keys() - abbreviations_by_form().keys()


def _any_name(names: Mapping[str, object]) -> regex.Pattern[str]:
    longest = "|".join(map(regex.escape, late.longest_first(names)))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{longest})(?![\p{{L}}\p{{N}}])")


def is_in_body_name(page: Page, start: int) -> bool:
    """Whether the word in front begins the name of a body: "Bộ Kế hoạch và Đầu tư"."""
    return _BODY_BEFORE.match(page.folded, max(0, start - 24), start) is not None


def is_plural(page: Page, start: int) -> bool:
    """Whether the words in front speak of several documents, or of one that is only planned."""
    return _PLURAL.match(page.folded, max(0, start - 12), start) is not None


def _is_general(page: Page, start: int, end: int) -> bool:
    """Whether a bare type word means any such document, this one, or one with a number behind."""
    return is_plural(page, start) or page.folded.startswith((" này", " số"), end)


def _with_backs(
    page: Page, found: Sequence[Reference], meant: Mapping[tuple[int, int], int]
) -> list[Reference]:
    """Back references where `meant` says, in place of mentions by name that cover the same words."""
    kept = [
        r._replace(kind="back", refers_to=to)
        if not r.number and (to := meant.get((r.start, r.end), i)) != i
        else r
        for i, r in enumerate(found)
    ]
    have = {(r.start, r.end) for r in kept}
    extra = [
        Reference("back", a, b, doc_type=read_type(page, a, b), refers_to=to)
        for (a, b), to in meant.items()
        if (a, b) not in have
    ]
    return merged(kept, extra)


def read_type(page: Page, start: int, end: int) -> Read[str] | None:
    """The type word that a stretch begins with."""
    if match := _TYPE.match(page.folded, start, end):
        return Read(doc_types_by_name()[match["type"]][0].id, start, match.end("type"), "type:back")
    return None
