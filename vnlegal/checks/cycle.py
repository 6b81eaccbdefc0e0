"""VL702: documents that carry each other out in a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..model import Document, Link, Span
from .frame import Flag, Rule, pages
from .view import View

_ONE_WAY = ("implements", "guides", "based_on", "amends", "replaces", "repeals")


def check(view: View) -> Iterator[Flag]:
    """Pairs of links of one kind that point at each other: one of the two cannot be right."""
    by_path = {one.source.path: one for one in view.documents}
    pairs: dict[tuple[str, frozenset[str]], list[Link]] = defaultdict(list)
    for link in view.links:
        if link.kind in _ONE_WAY:
            pairs[link.kind, frozenset((link.source, link.target))].append(link)
    for links in pairs.values():
        if len(links) == 2:
            one, other = (_place(link, by_path) for link in links)
            names = f"{view.name(links[0].source)} và {view.name(links[0].target)}"
            yield Flag(*one, f"Quan hệ hai chiều không thể có: {names}", others=(other,))


def _place(link: Link, by_path: dict[str, Document]) -> tuple[Document, Span]:
    evidence = link.evidence[0]
    return by_path[evidence.path], evidence.object_span


RULE = Rule(
    code="VL702",
    name="cycle",
    severity="warning",
    what_vi="""
    Hai văn bản cùng được nói là thực hiện, hướng dẫn, căn cứ, sửa đổi hoặc thay thế lẫn nhau: một trong
    hai chỗ nói sai.
    """,
    what_en="""
    Each of two documents is said to implement, guide, be based on, amend or replace the other: one of the
    two places is wrong.
    """,
    why_vi="""
    Văn bản chỉ thực hiện, căn cứ hay sửa đổi văn bản có trước (Nghị định 34/2016/NĐ-CP, Điều 61).
    """,
    why_en="""
    A document implements, rests on or amends only an earlier one (Decree 34/2016/NĐ-CP, Article 61).
    """,
    bad=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 2039/KH-UBND

        Kon Tum, ngày 09 tháng 6 năm 2020

        KẾ HOẠCH
        Triển khai chuyển đổi số

        Thực hiện Kế hoạch số 2100/KH-UBND ngày 09 tháng 6 năm 2020 của Ủy ban nhân dân tỉnh, Ủy ban nhân
        dân tỉnh ban hành Kế hoạch như sau:
        """,
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 2100/KH-UBND

        Kon Tum, ngày 09 tháng 6 năm 2020

        KẾ HOẠCH
        Đào tạo kỹ năng số

        Thực hiện Kế hoạch số 2039/KH-UBND ngày 09 tháng 6 năm 2020 của Ủy ban nhân dân tỉnh, Ủy ban nhân
        dân tỉnh ban hành Kế hoạch như sau:
        """,
    ),
    good=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 2039/KH-UBND

        Kon Tum, ngày 09 tháng 6 năm 2020

        KẾ HOẠCH
        Triển khai chuyển đổi số

        Thực hiện Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ, Ủy ban nhân dân tỉnh ban
        hành Kế hoạch như sau:
        """,
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 2100/KH-UBND

        Kon Tum, ngày 09 tháng 6 năm 2020

        KẾ HOẠCH
        Đào tạo kỹ năng số

        Thực hiện Kế hoạch số 2039/KH-UBND ngày 09 tháng 6 năm 2020 của Ủy ban nhân dân tỉnh, Ủy ban nhân
        dân tỉnh ban hành Kế hoạch như sau:
        """,
    ),
    check=check,
    preview=True,
)
