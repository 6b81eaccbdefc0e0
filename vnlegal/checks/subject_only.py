"""VL703: the subject line names a document that the text does not."""

from __future__ import annotations

from collections.abc import Iterator

from .frame import Flag, Rule, pages
from .near_number import one_slip
from .view import View

_TEXT = ("preamble", "body", "note")


def check(view: View) -> Iterator[Flag]:
    """Numbers in the subject line that the text leaves out although it cites others."""
    for document in view.documents:
        told = [one for one in document.mentions if one.number and one.part in _TEXT]
        numbers = {one.number.value.compact.lower() for one in told if one.number}
        for mention in document.mentions:
            number = mention.number
            if mention.part != "subject" or not number or not number.span or not told:
                continue
            if number.value.compact.lower() not in numbers:
                near = [one for one in told if one.number and one_slip(number.value, one.number.value)]
                others = tuple((document, one.span) for one in near[:1])
                message = f"Trích yếu nêu {number.value} nhưng nội dung không nhắc đến"
                yield Flag(
                    document, number.span, message, others=others, severity="warning" if near else "note"
                )


RULE = Rule(
    code="VL703",
    name="subject-only",
    severity="note",
    what_vi="""
    Trích yếu nêu số, ký hiệu của một văn bản mà phần nội dung, tuy có viện dẫn văn bản khác, không nhắc
    đến; nếu nội dung có số gần giống thì là cảnh báo.
    """,
    what_en="""
    The subject line gives the number of a document that the text, though it cites others, does not; a
    warning where the text has a number one slip away.
    """,
    why_vi="""
    Trích yếu phản ánh khái quát nội dung chủ yếu của văn bản (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục
    II.5).
    """,
    why_en="""
    The subject line sums up the main content (Decree 30/2020/NĐ-CP, Annex I, II.5).
    """,
    bad=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX
        V/v tham mưu thực hiện Nghị quyết số 05/NQ-CP của Chính phủ

        Kon Tum, ngày 02 tháng 4 năm 2021

        Kính gửi: Sở Khoa học và Công nghệ.

        Triển khai Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ, Ủy ban nhân dân tỉnh có ý
        kiến như sau:
        """
    ),
    good=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX
        V/v tham mưu thực hiện Nghị quyết số 50/NQ-CP của Chính phủ

        Kon Tum, ngày 02 tháng 4 năm 2021

        Kính gửi: Sở Khoa học và Công nghệ.

        Triển khai Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ, Ủy ban nhân dân tỉnh có ý
        kiến như sau:
        """
    ),
    check=check,
)
