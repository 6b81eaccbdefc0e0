"""VL305: a deadline that had passed when the document was issued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .. import late
from ..model import Document, Span
from ..notation import dates
from ..text import Text
from .cites_future import own_date
from .frame import Flag, Rule, pages
from .view import View

_LIMIT = late.regex(
    r"(?<!\p{L})(?:hoàn thành|báo cáo|gửi|trình|nộp|xong)(?!\p{L})[^.;]{0,90}?"
    r"(?:trước|chậm nhất|muộn nhất)(?: là| vào| trong)? (?=ngày \d)"
)
# What tells of cases and not of an order: "đơn được nộp trước ngày …", "… trước ngày 01/7/2014 mà".
_CASE_BEFORE = late.regex(r"(?<!\p{L})(?:được|đã|đối với|trường hợp|người|hồ sơ|đơn)(?!\p{L})[^;:]*$")
_CASE_BEHIND = late.regex(r" ?(?:,? ?(?:mà|thì|được|nhưng|chưa|theo|và chưa)(?!\p{L}))")
_SLIP = timedelta(days=400)  # a slip of the year; a day further back is history


def check(view: View) -> Iterator[Flag]:
    """Orders to finish, report or send before a day that lies before the date of issue.

    The record leaves such limits out, for a text also tells of limits that were kept; hence the words.
    """
    for document in view.documents:
        own = own_date(document)
        if own and own.span:
            for flag in _past(document, view.texts[document.source.path], own.value):
                yield Flag(*flag, others=((document, own.span),))


def _past(document: Document, text: Text, own: date) -> Iterator[tuple[Document, Span, str]]:
    days = {start: (end, day) for start, end, day in dates.find(text.folded)}
    for match in _LIMIT.finditer(text.folded):
        end, day = days.get(match.end(), (0, own))
        sentence = text.folded[max(text.folded.rfind(". ", 0, match.start()), 0) : match.end()]
        case = _CASE_BEFORE.search(sentence) or _CASE_BEHIND.match(text.folded, end)
        if own - _SLIP < day < own and not case:
            message = f"Thời hạn {day:%d/%m/%Y} đã qua vào ngày ban hành ({own:%d/%m/%Y})"
            yield document, text.span(match.end(), end), message


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

        Ủy ban nhân dân tỉnh giao Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Tư pháp:

        1. Rà soát, bổ sung nội dung Kế hoạch, hoàn thành trước ngày 15 tháng 5 năm 2020.

        Báo các đơn vị triển khai thực hiện./.
        """
    ),
    good=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX

        Kon Tum, ngày 02 tháng 4 năm 2021

        Kính gửi: Sở Khoa học và Công nghệ.

        Ủy ban nhân dân tỉnh giao Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Tư pháp:

        1. Rà soát, bổ sung nội dung Kế hoạch, hoàn thành trước ngày 15 tháng 5 năm 2021.

        Báo các đơn vị triển khai thực hiện./.
        """
    ),
    check=check,
    preview=True,
)
