"""VL405: a number that more than one document may carry, without what would tell them apart."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import State
from .frame import Flag, Rule, pages
from .view import View


def check(view: View) -> Iterator[Flag]:
    """First mentions in the running text that resolution had to leave with several candidates."""
    for document in view.documents:
        for mention in view.first_mentions(document):
            found = view.resolution(document, mention)
            if found is None or found.status != "ambiguous" or len(found.candidates) < 2 or mention.quoted:
                continue
            works = [view.works[iri] for iri in found.candidates[:4] if iri in view.works]
            names = "; ".join(
                f"{one.number} ({one.date:%d/%m/%Y})" if one.date else str(one.number) for one in works
            )
            message = "Viện dẫn có thể chỉ nhiều văn bản" + (f": {names}" if names else "")
            yield Flag(
                document, mention.span, message, State.AMBIGUOUS, hint="ghi thêm ngày và cơ quan ban hành"
            )


RULE = Rule(
    code="VL405",
    name="ambiguous-citation",
    severity="note",
    what_vi="""
    Số, ký hiệu ở lần viện dẫn đầu có thể chỉ nhiều văn bản và không có ngày, cơ quan hay địa phương để
    phân biệt, ở đó hay ở chỗ khác trong văn bản.
    """,
    what_en="""
    A number that several documents may carry is first cited without date, issuer or place to tell them
    apart, there or elsewhere in the text.
    """,
    why_vi="""
    Số của Nhà nước lặp lại mỗi năm ở mỗi cơ quan (Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1), số của Đảng
    lặp lại mỗi nhiệm kỳ (Hướng dẫn 36-HD/VPTW).
    """,
    why_en="""
    State numbers restart every year in every body (Decree 30/2020/NĐ-CP, Article 15.1), Party numbers
    every term (Guidance 36-HD/VPTW).
    """,
    bad=pages(
        """
        Thực hiện Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính phủ.
        """,
        """
        Thực hiện Quyết định số 749/QĐ-TTg ngày 11 tháng 7 năm 2018 của Thủ tướng Chính phủ.
        """,
        """
        Các đơn vị báo cáo theo Quyết định số 749/QĐ-TTg.
        """,
    ),
    good=pages(
        """
        Thực hiện Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính phủ.
        """,
        """
        Thực hiện Quyết định số 749/QĐ-TTg ngày 11 tháng 7 năm 2018 của Thủ tướng Chính phủ.
        """,
        """
        Các đơn vị báo cáo theo Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020.
        """,
    ),
    check=check,
    preview=True,
)
