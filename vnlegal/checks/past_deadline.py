"""VL305: a deadline that had passed when the document was issued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .cites_future import own_date
from .frame import Flag, Rule, pages
from .view import View


def check(view: View) -> Iterator[Flag]:
    """Dated deadlines of tasks that lie before the date of issue."""
    for document in view.documents:
        own = own_date(document)
        for task in document.tasks:
            due = task.deadline
            if not own or not own.span or not due or due.kind != "date" or not due.field.span:
                continue
            if (day := _day(due.field.value)) and day < own.value:
                message = f"Thời hạn {day:%d/%m/%Y} đã qua vào ngày ban hành ({own.value:%d/%m/%Y})"
                yield Flag(document, due.field.span, message, others=((document, own.span),))


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


RULE = Rule(
    code="VL305",
    name="past-deadline",
    severity="warning",
    what_vi="""
    Thời hạn giao cho một nhiệm vụ là ngày trước ngày ban hành văn bản.
    """,
    what_en="""
    The deadline given to a task is a day before the document was issued.
    """,
    why_vi="""
    Không ai làm được việc có thời hạn đã qua; thường là lỗi gõ năm hoặc tháng (không có điều khoản riêng).
    """,
    why_en="""
    Nobody can meet a deadline that has passed; mostly a slip in year or month (no norm of its own).
    """,
    bad=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX

        Kon Tum, ngày 02 tháng 4 năm 2021

        Kính gửi: Sở Khoa học và Công nghệ.

        Ủy ban nhân dân tỉnh giao Sở Khoa học và Công nghệ:

        1. Rà soát, tham mưu Ủy ban nhân dân tỉnh điều chỉnh Kế hoạch. Hoàn thành trước ngày 15 tháng 5
        năm 2020.
        """
    ),
    good=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX

        Kon Tum, ngày 02 tháng 4 năm 2021

        Kính gửi: Sở Khoa học và Công nghệ.

        Ủy ban nhân dân tỉnh giao Sở Khoa học và Công nghệ:

        1. Rà soát, tham mưu Ủy ban nhân dân tỉnh điều chỉnh Kế hoạch. Hoàn thành trước ngày 15 tháng 5
        năm 2021.
        """
    ),
    check=check,
    preview=True,
)
