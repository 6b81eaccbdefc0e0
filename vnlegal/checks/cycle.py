"""VL702: documents that carry each other out in a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from ..model import Document, Link, Span
from ..vocabulary import kinds_where
from .frame import Flag, Rule, pages
from .view import View

_ONE_WAY = kinds_where(lambda row: row.one_way)


def check(view: View) -> Iterator[Flag]:
    """Links of one kind that lead back to where they began: one of them cannot be right."""
    by_path = {one.source.path: one for one in view.documents}
    for kind in _ONE_WAY:
        for circle in _circles({(one.source, one.target): one for one in view.links if one.kind == kind}):
            place, *others = (_place(link, by_path) for link in circle)
            names = " → ".join(
                view.name(one) for one in (*(link.source for link in circle), circle[0].source)
            )
            yield Flag(*place, f"Quan hệ vòng tròn không thể có: {names}", others=tuple(others))


def _circles(links: dict[tuple[str, str], Link]) -> Iterator[tuple[Link, ...]]:
    """The circle that each link closes which leads back to a work on the way to it, in one walk."""
    targets: dict[str, list[str]] = defaultdict(list)
    for pair in sorted(links):
        targets[pair[0]].append(pair[1])
    left = {source: iter(found) for source, found in targets.items()}
    for root in sorted(targets):
        way, place = [root], {root: 0}
        while way:
            target = next(left[way[-1]], None)
            if target is None:
                del place[way.pop()]
            elif target in place:
                yield tuple(links[pair] for pair in pairwise([*way[place[target] :], target]))
            elif target in left:
                place[target] = len(way)
                way.append(target)


def _place(link: Link, by_path: dict[str, Document]) -> tuple[Document, Span]:
    evidence = link.evidence[0]
    return by_path[evidence.path], evidence.object_span


RULE = Rule(
    code="VL702",
    name="cycle",
    severity="warning",
    what_vi="""
    Hai hay nhiều văn bản được nói là thực hiện, hướng dẫn, căn cứ, sửa đổi hoặc thay thế nhau theo vòng tròn:
    một trong các chỗ nói sai.
    """,
    what_en="""
    Two or more documents are said to implement, guide, be based on, amend or replace each other in a circle:
    one of the places is wrong.
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
