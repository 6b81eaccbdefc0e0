"""VL404: the date line is not written with the zeros that the norm asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import late
from ..model import Document, Span
from ..text import fold
from .frame import Flag, Rule, pages
from .view import View

_SINCE = date(2005, 5, 6)  # Thông tư liên tịch 55/2005/TTLT-BNV-VPCP; no norm before it asks for zeros
_DATE = late.regex(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm")


def check(view: View) -> Iterator[Flag]:
    """Own date lines with a day under 10, January or February without a zero, or another month with one."""
    for document in view.documents:
        own = document.preface.date
        if own is None or own.span is None or own.value < _SINCE or not _follows_a_place(document, own.span):
            continue
        printed = document.text(own.span)
        match = _DATE.search(fold(printed))
        if match and (match[1], match[2]) != (right := _right(match[1], match[2])):
            begin, (day_end, month_start), end = match.start(1), (match.end(1), match.start(2)), match.end(2)
            fix = f"{printed[:begin]}{right[0]}{printed[day_end:month_start]}{right[1]}{printed[end:]}"
            message = "Dòng ngày, tháng viết số 0 chưa đúng thể thức"
            yield Flag(document, own.span, message, fix=fix)


def _follows_a_place(document: Document, day: Span) -> bool:
    """Whether the day stands behind a place ("Hà Nội, ngày"), not at the end of a law ("thông qua ngày")."""
    return document.source.text[max(day.start - 8, 0) : day.start].rstrip(" *_").endswith(",")


def _right(day: str, month: str) -> tuple[str, str]:
    """
    >>> _right("7", "05"), _right("12", "2")
    (('07', '5'), ('12', '02'))
    """
    return f"{int(day):02}", f"{int(month):02}" if int(month) < 3 else str(int(month))


RULE = Rule(
    code="VL404",
    name="leading-zero",
    severity="note",
    what_vi="""
    Dòng địa danh và thời gian: ngày nhỏ hơn 10 và tháng 1, 2 phải có số 0 ở trước; tháng 3 đến 9 thì
    không. Ngày trong nơi viện dẫn không xét.
    """,
    what_en="""
    In the line of place and date, days under 10 and months 1 and 2 take a zero, months 3 to 9 none. Dates
    in citations are not judged.
    """,
    why_vi="""
    Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4.b.
    """,
    why_en="""
    Decree 30/2020/NĐ-CP, Annex I, II.4.b.
    """,
    bad=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX

        Kon Tum, ngày 2 tháng 04 năm 2021

        Kính gửi: Sở Tư pháp.
        """
    ),
    good=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX

        Kon Tum, ngày 02 tháng 4 năm 2021

        Kính gửi: Sở Tư pháp.
        """
    ),
    check=check,
)
