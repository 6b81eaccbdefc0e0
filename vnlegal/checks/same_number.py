"""VL205: two texts that carry the same number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .agreement import DATE, TITLE, Attribute
from .frame import Flag, Rule, pages
from .titles import Likeness
from .view import Sighting, View


def check(view: View) -> Iterator[Flag]:
    """Texts of one issuer, year and number that differ in date, or in the words of their titles."""
    shared: dict[str, list[Sighting]] = defaultdict(list)
    for iri, texts in view.headers.items():
        shared[iri.split("~")[0]] += texts
    for group in shared.values():
        first, *others = group
        for other in others:
            if _differ(DATE, first, other) or _differ(TITLE, first, other):
                number = other.document.preface.number
                message = f"Hai văn bản khác nhau cùng mang số {number.value if number else ''}".rstrip()
                yield Flag(other.document, other.span, message, others=((first.document, first.span),))


def _differ(attribute: Attribute, one: Sighting, other: Sighting) -> bool:
    stated = attribute.place(one) and attribute.place(other)
    return bool(stated) and attribute.like(one, other) is Likeness.DIFFERENT


RULE = Rule(
    code="VL205",
    name="same-number",
    severity="warning",
    what_vi="""
    Hai văn bản trong tập có cùng cơ quan ban hành, năm và số, ký hiệu nhưng khác ngày hoặc khác trích
    yếu. Hai bản của cùng một văn bản thì không tính.
    """,
    what_en="""
    Two texts of the corpus have the same issuer, year and number but differ in date or title. Two copies
    of one document do not count.
    """,
    why_vi="""
    Số văn bản là duy nhất trong năm của mỗi cơ quan (Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1).
    """,
    why_en="""
    A number is unique within the year of a body (Decree 30/2020/NĐ-CP, Article 15.1).
    """,
    bad=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX
        V/v triển khai Chương trình chuyển đổi số

        Kon Tum, ngày 02 tháng 4 năm 2021

        Kính gửi: Sở Tư pháp.
        """,
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX
        V/v báo cáo công tác phòng cháy

        Kon Tum, ngày 05 tháng 4 năm 2021

        Kính gửi: Sở Tư pháp.
        """,
    ),
    good=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX
        V/v triển khai Chương trình chuyển đổi số

        Kon Tum, ngày 02 tháng 4 năm 2021

        Kính gửi: Sở Tư pháp.
        """,
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1071/UBND-KGVX
        V/v báo cáo công tác phòng cháy

        Kon Tum, ngày 05 tháng 4 năm 2021

        Kính gửi: Sở Tư pháp.
        """,
    ),
    check=check,
    preview=True,
)
