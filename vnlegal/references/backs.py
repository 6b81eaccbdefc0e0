"""Short names and back references: which earlier document "Văn bản nêu trên" or "(Chiến lược)" means.

Scope, then type agreement, then declaration, then abstain.  Recency alone decides nothing: in "Nghị
quyết số 50/NQ-CP … thực hiện Nghị quyết số 52-NQ/TW … (sau đây gọi là Nghị quyết)" the nearest
resolution stands inside the title of the one that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex

from ..text import fold
from ..vocabulary import doc_types_by_name
from .page import Page, Read, Reference, any_of, words

_BRACKET = regex.compile(r"\((?P<short>[^()|]{3,120})\)")
_DECLARES = regex.compile(rf"{any_of('declares')} ?:? ?")
_BODY_BEFORE = regex.compile(r"(?r)(?<!\p{L})(?:bộ|sở|ban|vụ|cục|phòng|viện|tổng cục|ủy ban|hội đồng) ")
_PLURAL = regex.compile(r"(?r)(?<!\p{L})(?:các|những|mọi|một số|dự thảo|dự án) ")
_MAX_SENTENCE = 900


@cache
def _type_word() -> str:
    names = sorted(doc_types_by_name(), key=len, reverse=True)
    return rf"(?<![\p{{L}}\p{{N}}])(?P<type>{'|'.join(map(regex.escape, names))})"


@cache
def _pointing() -> regex.Pattern[str]:
    return regex.compile(rf"{_type_word()} (?:{any_of('back')}|(?P<this>này)(?!\p{{L}}))")


@cache
def _opening_type() -> regex.Pattern[str]:
    return regex.compile(_type_word())


def find_backs(page: Page, drafts: Sequence[Reference]) -> list[Reference]:
    """`drafts` with back references and self references added, in order; `refers_to` set where decided."""
    found = sorted(drafts, key=lambda r: (r.start, -r.end))
    found = _with_short_names(page, found)
    return _merged(found, list(_pointers(page, found)))


def _merged(found: Sequence[Reference], extra: Sequence[Reference]) -> list[Reference]:
    """Both lists in page order, with `refers_to` of both moved to the new positions."""
    both = [*found, *extra]
    order = sorted(range(len(both)), key=lambda i: (both[i].start, -both[i].end))
    place = {old: new for new, old in enumerate(order)}
    return [
        both[i] if (to := both[i].refers_to) is None else replace(both[i], refers_to=place[to]) for i in order
    ]


def _type_of(text: str) -> str | None:
    match = _opening_type().match(text)
    return doc_types_by_name()[match["type"]][0].id if match else None


def _with_short_names(page: Page, found: list[Reference]) -> list[Reference]:
    """Declared short forms, at their declaration and wherever they stand later."""
    for short, start, end in _declarations(page):
        target = _declared(page, found, short, start)
        if target is None:
            continue
        inside = [i for i, r in enumerate(found) if start <= r.start and r.end <= end and r.number]
        if inside:
            continue
        uses = [(start, end), *_uses(page, found, short, end)]
        found = _replace_by_backs(page, found, uses, target)
    return found


def _declarations(page: Page) -> Iterator[tuple[str, int, int]]:
    """Bracketed short forms and their places."""
    for match in _BRACKET.finditer(page.flow):
        start, end = match.span("short")
        said = _DECLARES.match(page.folded, start)
        start = said.end() if said else start
        while start < end and page.flow[start] in "“\"” ":
            start += 1
        while end > start and page.flow[end - 1] in "”\"“ .":
            end -= 1
        short = page.flow[start:end]
        if short[:1].isupper() and _type_of(fold(short)):
            yield short, start, end


def _is_type(short: str) -> bool:
    return fold(short) in doc_types_by_name()


def _declared(page: Page, found: Sequence[Reference], short: str, at: int) -> int | None:
    """Which mention before a bracket it names: same sentence, same type, not nested in a title."""
    low = max(0, at - _MAX_SENTENCE)
    kind = _type_of(fold(short))
    scope = [
        i for i, r in enumerate(found)
        if low <= r.start and r.end <= at and not _stop_between(page, r.end, at)
    ]  # fmt: skip
    same_words = [i for i in scope if fold(page.flow[found[i].start : found[i].end]) == fold(short)]
    if same_words:
        return _first_meant(found, same_words[0])
    typed = [i for i in scope if (t := found[i].doc_type) and t.value == kind]
    outer = [i for i in typed if not _nested(page, found, i)]
    for group in (outer, typed):
        if group:
            return _first_meant(found, group[-1])
    return None


def _first_meant(found: Sequence[Reference], i: int) -> int:
    to = found[i].refers_to
    return i if to is None else to


def _stop_between(page: Page, start: int, end: int) -> bool:
    return _FULL_STOP.search(page.text.clean, start, end) is not None


_FULL_STOP = regex.compile(r"[.!?](?=\s+\p{Lu})|\n\n|\|")
_TITLE_GAP = regex.compile(rf"[ ,“\"]*{any_of('titles')}")


def _nested(page: Page, found: Sequence[Reference], i: int) -> bool:
    """Whether mention `i` stands in the title of the one before it."""
    if i == 0:
        return False
    gap = page.folded[found[i - 1].end : found[i].start]
    return ";" not in gap and "." not in gap and _TITLE_GAP.match(gap) is not None


def _uses(page: Page, found: Sequence[Reference], short: str, after: int) -> list[tuple[int, int]]:
    """Later places of a short form that are no part of another mention or of a body's name."""
    uses = []
    taken = [(r.start, r.end) for r in found if r.kind != "named"]
    bare = _is_type(short)
    for match in regex.finditer(rf"(?<![\p{{L}}\p{{N}}]){regex.escape(short)}(?![\p{{L}}\p{{N}}])", page.flow, pos=after):
        start, end = match.span()
        if any(a < end and start < b for a, b in taken) or _BODY_BEFORE.match(page.folded, max(0, start - 12), start):
            continue
        if bare and (_PLURAL.match(page.folded, max(0, start - 12), start) or page.folded.startswith((" này", " số"), end)):
            continue
        if bare and any(r.start <= start < r.end for r in found):
            continue
        uses.append((start, end))
    return uses


def _replace_by_backs(
    page: Page, found: Sequence[Reference], uses: Sequence[tuple[int, int]], target: int
) -> list[Reference]:
    """Back references at `uses`, in place of mentions by name that cover the same words."""
    kept = [
        replace(r, kind="back", refers_to=target) if (r.start, r.end) in uses and i != target and not r.number else r
        for i, r in enumerate(found)
    ]
    have = {(r.start, r.end) for r in kept}
    extra = [
        Reference("back", a, b, doc_type=_read_type(page, a, b), refers_to=target)
        for a, b in uses
        if (a, b) not in have
    ]
    return _merged(kept, extra)


def _read_type(page: Page, start: int, end: int) -> Read[str] | None:
    match = _opening_type().match(page.folded, start, end)
    if not match:
        return None
    return Read(doc_types_by_name()[match["type"]][0].id, start, match.end("type"), "type:back")


def _pointers(page: Page, found: Sequence[Reference]) -> Iterator[Reference]:
    """ "Văn bản nêu trên", "Nghị định này": back references and self references."""
    own = page.own.doc_type.value if page.own.doc_type else None
    taken = [(r.start, r.end) for r in found]
    for match in _pointing().finditer(page.folded):
        start, end = match.span()
        if any(a < end and start < b for a, b in taken):
            continue
        if _PLURAL.match(page.folded, max(0, start - 12), start) or _BODY_BEFORE.match(page.folded, max(0, start - 12), start):
            continue
        kind = _read_type(page, start, end)
        if page.flow[start].islower() and match["type"] not in words("lower_back"):
            continue
        if match["this"] and kind and kind.value in (own, "van-ban") and not page.quoted(start):
            yield Reference("self", start, end, doc_type=kind)
            continue
        this = match["this"] is not None
        if this and page.quoted(start):
            yield Reference("back", start, end, doc_type=kind)
            continue
        target = antecedent(page, found, kind.value if kind else None, start)
        if target is not None or not this:
            yield Reference("back", start, end, doc_type=kind, refers_to=target)


def antecedent(page: Page, found: Sequence[Reference], kind: str | None, at: int) -> int | None:
    """The one earlier document of the type: in the sentence, else in the paragraph, else in the text."""
    before = [i for i, r in enumerate(found) if r.end <= at and r.kind != "self"]
    agreeing = [i for i in before if _agrees(found[i], kind)]
    for scope in (_since(page, found, agreeing, at, _FULL_STOP), _since(page, found, agreeing, at, _PARAGRAPH), agreeing):
        identities = {_identity(found, i) for i in scope}
        if len(identities) == 1:
            return _first_meant(found, scope[-1])
        if identities:
            return None
    return None


_PARAGRAPH = regex.compile(r"\n(?=[\p{Lu}\d“])")


def _since(page: Page, found: Sequence[Reference], of: Sequence[int], at: int, stop: regex.Pattern[str]) -> list[int]:
    return [i for i in of if stop.search(page.text.clean, found[i].end, at) is None]


def _agrees(reference: Reference, kind: str | None) -> bool:
    """Văn bản agrees with what is printed as a văn bản or a letter, other types with themselves."""
    has = reference.doc_type.value if reference.doc_type else None
    return has in ("van-ban", "cong-van") if kind == "van-ban" else has == kind


def _identity(found: Sequence[Reference], i: int) -> str:
    reference = found[_first_meant(found, i)]
    return reference.symbol or reference.name or str(reference.start)
