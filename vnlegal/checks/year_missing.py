"""VL106: the number of a decree or a circular has no year, or nothing but a year."""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from ..model import DocNumber, Document, Mention
from ..notation.bodies import abbreviated
from .frame import Flag, Rule, pages
from .type_misfit import misfit
from .view import View

_TYPES = ("NĐ", "TT")
_SINCE = 1998
_LOCAL = ("provincial-department",)
# A serial that a bad page cut in two before its tail ("số 87/201 7/ND-CP"): what stands there is no number.
_TORN = late.regex(r"\d\s?$|\d/\d*\s?$")


def check(view: View) -> Iterator[Flag]:
    """State decrees and circulars dated 1998 or later without a year in the number."""
    for document, mention in view.mentions():
        number = mention.number
        if not number or not number.span or not _lacks_year(number.value, mention):
            continue
        if misfit(document, mention) or _is_local(number.value) or _is_torn(document, number.span.start):
            continue  # VL102 tells of a Tờ trình with TT for TTr; a department issues no circulars
        year = mention.date.value.year if mention.date else ""
        hint = (
            f"có lẽ là {number.value.serial}/{year}/{number.value.symbol}"
            if _is_serial(number.value)
            else None
        )
        yield Flag(document, number.span, f"Số, ký hiệu {number.value} thiếu số hoặc năm ban hành", hint=hint)


def _lacks_year(number: DocNumber, mention: Mention) -> bool:
    if number.form != "admin" or number.doc_type not in _TYPES or number.year:
        return False
    return mention.date is not None and mention.date.value.year >= _SINCE


def _is_local(number: DocNumber) -> bool:
    """Whether the body of a symbol is a local one, whose TT is a slip for TTr."""
    rows = [row for one in number.issuers for row in abbreviated(one, number.year)]
    return bool(rows) and all(row.kind in _LOCAL for row in rows)


def _is_torn(document: Document, start: int) -> bool:
    return _TORN.search(document.source.text[max(start - 8, 0) : start]) is not None


def _is_serial(number: DocNumber) -> bool:
    return not number.serial.isdigit() or int(number.serial) < 1900


RULE = Rule(
    code="VL106",
    name="year-missing",
    severity="error",
    what_vi="""
    Số, ký hiệu của nghị định, thông tư từ năm 1998 về sau thiếu năm ban hành (65/NĐ-CP), hoặc chỉ có năm
    mà thiếu số (2013/NĐ-CP). Nơi không ghi ngày thì không xét.
    """,
    what_en="""
    The number of a decree or circular of 1998 or later lacks the year (65/NĐ-CP), or has a year in place
    of a serial (2013/NĐ-CP). A place that gives no date is not judged.
    """,
    why_vi="""
    Số, ký hiệu văn bản quy phạm pháp luật gồm số thứ tự, năm ban hành, loại, cơ quan (Luật 80/2015/QH13,
    Điều 10; Luật 64/2025/QH15, Điều 7 khoản 3).
    """,
    why_en="""
    The number of a normative document is serial, year of issue, type, issuer (Law 80/2015/QH13, Article
    10; Law 64/2025/QH15, Article 7.3).
    """,
    bad=pages(
        """
        Thực hiện Nghị định số 65/NĐ-CP ngày 27 tháng 6 năm 2013 của Chính phủ.
        """
    ),
    good=pages(
        """
        Thực hiện Nghị định số 65/2013/NĐ-CP ngày 27 tháng 6 năm 2013 của Chính phủ.
        """
    ),
    check=check,
)
