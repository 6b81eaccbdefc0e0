"""Mentions by name: acts (`acts`), plans and programmes (`instruments`), and what else has a name.

A decree may be known by the act that it details, a resolution by the meeting that passed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from .. import late
from ..scan import Begun, plain
from ..vocabulary import alternatives, doc_types_by_name, one_cue_of, words
from .abbreviated import find_abbreviated
from .acts import Amendment, dated, draft_named, find_acts, list_of_acts
from .instruments import MAKING, find_instruments
from .page import Cover, Page, Read, Reference
from .treaties import find_treaties

_BY_TITLE = words("mentions", "by_title")
_FORMS = sorted({form for label in _BY_TITLE for form in (label.capitalize(), label.upper())}, key=len)
# The type word of a decree known by what it details: "|Nghị định| quy định chi tiết …".
_HEAD = late.re(plain(rf"(?<![\p{{L}}\p{{N}}])(?:{alternatives(_FORMS)})(?= )"))
# The same, quickly found.
_HEADS = Begun(late.re(alternatives(_FORMS)), _HEAD)
# What such a decree details: "| quy định chi tiết một số điều của |Luật X".
_DETAILS = late.regex(
    rf" {one_cue_of('guides')}(?: (?!ngày)[\p{{L}}\p{{N}},]+){{0,24}}? (?:của|thi hành)"
    " (?=(?:bộ luật|luật|pháp lệnh) )"
)
# An act without number: "Quyết định không số| ngày …".
_NUMBERLESS = late.regex(r"(?<!\p{L})(?P<type>[\p{L}]+(?: [\p{L}]+){0,2}?) không số(?=,? ngày)")
# The charter of the Party.
_CHARTER = late.regex(r"(?<!\p{L})(?P<type>điều lệ) đảng(?: cộng sản việt nam)?(?!\p{L})")
_TERM = r"(?:lần thứ |khóa )?[ivx]{1,5}(?!\p{L})"
_PARTY_BODY = r"đảng(?: bộ(?: (?!lần|nhiệm|khóa)\p{L}+){1,7}?)?"
# A congress of an organisation beside the Party: "Đại hội đại biểu |Phụ nữ tỉnh An Giang| lần thứ XVIII".
_UNION = (
    r"(?:hội )?(?:liên hiệp phụ nữ|phụ nữ|nông dân|cựu chiến binh|chữ thập đỏ)|công đoàn"
    r"|đoàn(?: tncs hồ chí minh)?|(?:ủy ban )?mặt trận tổ quốc(?: việt nam)?|hội liên hiệp thanh niên"
)
_NTH = r"lần thứ (?:\d{1,2}|\p{L}+(?: \p{L}+)?)"
_MEETING = late.regex(
    r"(?<!\p{L})(?P<type>nghị quyết) (?:của )?(?:"
    r"phiên họp (?:thường kỳ )?(?:của )?chính phủ(?: thường kỳ)?(?: tháng \d{1,2}(?:(?:/| năm )\d{4})?)"
    rf"|đại hội(?: đại biểu)?(?: toàn quốc)?(?: (?:của )?{_PARTY_BODY}(?: toàn quốc)?)? {_TERM}"
    r"(?: (?:của )?đảng cộng sản việt nam| của đảng(?! bộ)"
    r"| (?:của )?đảng bộ (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)| đảng(?! bộ))?"
    r"(?:,? nhiệm kỳ \d{4} ?[-–] ?\d{4})?"
    rf"|đại hội(?: đại biểu)?(?: toàn quốc)? (?:{_UNION})(?: (?!lần|nhiệm|khóa)\p{{L}}+){{0,7}}? {_TERM}"
    r"(?:,? nhiệm kỳ \d{4} ?[-–] ?\d{4})?"
    rf"|(?:hội nghị )?(?:{_NTH},? )?(?:ban chấp hành )?trung ương(?: đảng)?(?: \d{{1,2}})?"
    rf",? \(?khóa [ivx]{{1,5}}\)?(?!\p{{L}})"
    rf"|hội nghị {_NTH},? ban chấp hành trung ương(?: đảng)?(?!,? \(?khóa|\p{{L}}))"
)
"""Resolutions known by the meeting that passed them."""
_PLACES = (" tỉnh", " thành phố", " huyện", " quận", " thị xã", " xã", " phường")
# The name of a place that ends with its kind: "Đảng bộ tỉnh| Kon Tum|".
_PROPER = late.regex(r"(?: \p{Lu}\p{Ll}*){1,4}")
# The term behind it: " nhiệm kỳ 2020 - 2025".
_OF_TERM = late.regex(r",? nhiệm kỳ \d{4} ?[-–] ?\d{4}")


def find_named(page: Page, numbered: Sequence[Reference], amendments: Sequence[Amendment]) -> list[Reference]:
    """All mentions by name, in order; names nested in names follow the outer one."""
    treaties = list(find_treaties(page))
    acts = _outside(find_acts(page, numbered, amendments), treaties)
    acts += find_abbreviated(page, Cover.of((*treaties, *acts, *numbered)))
    titled = list(_by_title(page, Cover.of((*acts, *numbered))))
    found = [*treaties, *acts, *titled, *_by_meeting(page)]
    found += _outside(find_instruments(page, numbered), found)
    return sorted(found, key=lambda r: (r.start, -r.end))


def _outside(named: Sequence[Reference], others: Sequence[Reference]) -> list[Reference]:
    """Mentions by name that do not begin inside the names of others."""
    cover = Cover.of(others)
    return [r for r in named if not cover.holds(r.start)]


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
        draft_named(page, hit.start(), _named_place(page, hit.end()), hit.end("type"))
        for hit in hits
        if page.flow[hit.start()].isupper()
        and page.part_at(hit.start()) == page.part_at(hit.end() - 1)
        and page.part_at(hit.start()) != "furniture"
    ]


def _named_place(page: Page, end: int) -> int:
    """ "Nghị quyết Đại hội lần thứ XVII Đảng bộ thành phố| Hà Nội nhiệm kỳ 2020 - 2025|"."""
    place = _PROPER.match(page.flow, end) if page.folded.endswith(_PLACES, 0, end) else None
    if place is None:
        return end
    term = _OF_TERM.match(page.folded, place.end())
    return term.end() if term else place.end()


def _numberless(page: Page, match: regex.Match[str]) -> Reference | None:
    pieces = match["type"].split()
    for n in range(len(pieces)):
        if rows := doc_types_by_name().get(name := " ".join(pieces[n:])):
            stop = match.end("type")
            kind = Read(rows[0].id, stop - len(name), stop, "type:head")
            return Reference("named", kind.start, match.end(), doc_type=kind)
    return None


def _is_own_title(page: Page, start: int, end: int) -> bool:
    """Whether the type word stands above the page's own title: "THÔNG TƯ / Hướng dẫn thi hành Luật …"."""
    own = doc_types_by_name()[page.folded[start:end]][0].id == page.own_type
    return own and page.part_at(start) == "furniture"


def _by_title(page: Page, taken: Cover) -> Iterator[Reference]:
    """ "Nghị định quy định chi tiết một số điều của Luật Phòng thủ dân sự"."""
    for match in _HEADS.finditer(page.flow, page.start):
        start, end = match.span()
        title = _DETAILS.match(page.folded, end)
        if title is None or (
            _is_own_title(page, start, end)
            or taken.touches(start - 2, start + 1)
            or MAKING.match(page.folded, max(0, start - 40), start)
        ):
            continue
        if inner := list_of_acts(page, title.end()):
            yield draft_named(page, start, dated(page, inner[-1]).end, end)
