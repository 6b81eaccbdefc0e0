"""VL108: a date that no calendar has, or that no document can have."""

from __future__ import annotations

from collections.abc import Iterator

from ..notation import dates
from .frame import Flag, Rule, pages
from .view import View

_FIRST, _LAST = 1930, 2099


def check(view: View) -> Iterator[Flag]:
    """Impossible days after the word "ngày" anywhere in the text, and mentions dated out of range."""
    for document in view.documents:
        text = view.texts[document.source.path]
        for start, end in dates.find_impossible(text.folded):
            if text.folded.startswith("ngày", start):
                span = text.span(start, end)
                yield Flag(document, span, f"Ngày không có trong lịch: “{text.flow[start:end]}”")
    for document, mention in view.mentions():
        day = mention.date
        if day and day.span and not _FIRST <= day.value.year <= _LAST:
            yield Flag(document, day.span, f"Năm {day.value.year} không thể là năm ban hành")


RULE = Rule(
    code="VL108",
    name="impossible-date",
    severity="error",
    what_vi="""
    Ngày viết sau chữ “ngày” không có trong lịch (31/02), hoặc văn bản viện dẫn có năm trước 1930 hay sau
    2099.
    """,
    what_en="""
    A date after the word “ngày” that no calendar has (31/02), or a cited document dated before 1930 or
    after 2099.
    """,
    why_vi="""
    Ngày ban hành là ngày, tháng, năm văn bản được ký (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4.b).
    """,
    why_en="""
    The date of issue is the day, month and year of signing (Decree 30/2020/NĐ-CP, Annex I, II.4.b).
    """,
    bad=pages(
        """
        Thực hiện Nghị quyết số 50/NQ-CP ngày 31 tháng 4 năm 2020 của Chính phủ.
        """
    ),
    good=pages(
        """
        Thực hiện Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ.
        """
    ),
    check=check,
)
