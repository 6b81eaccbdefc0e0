"""VL308: a document amends, replaces or repeals one of another body, without standing above it."""

from __future__ import annotations

from collections.abc import Iterator

from ..vocabulary import kinds_where
from . import issuing
from .frame import Flag, Rule, pages
from .ranks import rank
from .titles import Likeness
from .view import View

_CHANGES = kinds_where(lambda row: row.force in ("ends", "changes"))


def check(view: View) -> Iterator[Flag]:
    """What a normative document says it changes, where the other is of another body and no lower rank."""
    for document in view.documents:
        own = document.preface.number
        for claim in document.claims if own else ():
            if claim.kind not in _CHANGES or claim.subject != "self" or claim.mode != "asserted":
                continue
            mention = document.mention(claim.object)
            if own is None or mention.number is None or mention.quoted or claim.part == "attachment":
                continue
            mine, its = rank(own.value), rank(mention.number.value)
            if mine is None or its is None or its > mine:
                continue
            if issuing.same(own.value, mention.number.value) is Likeness.DIFFERENT:
                message = f"{own.value} không thể sửa đổi, thay thế hoặc bãi bỏ {mention.number.value}"
                yield Flag(document, mention.span, message, hint="văn bản của cơ quan khác, không thấp hơn")


RULE = Rule(
    code="VL308",
    name="ends-anothers",
    severity="error",
    what_vi="""
    Văn bản quy phạm pháp luật nói mình sửa đổi, thay thế hoặc bãi bỏ văn bản của cơ quan khác có hiệu lực
    pháp lý không thấp hơn. Cơ quan kế thừa, văn bản liên tịch và cơ quan chưa biết thì không xét.
    """,
    what_en="""
    A normative document says that it amends, replaces or repeals one of another body whose legal force is
    no lower. Successor bodies, joint documents and bodies not known are not judged.
    """,
    why_vi="""
    Văn bản chỉ được sửa đổi, bổ sung, thay thế, bãi bỏ bằng văn bản của chính cơ quan đã ban hành, hoặc bị
    cơ quan có thẩm quyền bãi bỏ (Luật 64/2025/QH15, Điều 8).
    """,
    why_en="""
    A document is amended, replaced or repealed only by one of the body that issued it, or repealed by a
    competent body (Law 64/2025/QH15, Article 8).
    """,
    bad=pages(
        """
        BỘ TÀI CHÍNH

        Số: 12/2026/TT-BTC

        Hà Nội, ngày 29 tháng 4 năm 2026

        THÔNG TƯ
        Quy định về lệ phí

        Điều 1. Hiệu lực thi hành

        Thông tư này thay thế Thông tư số 05/2020/TT-BYT ngày 03 tháng 4 năm 2020 của Bộ trưởng Bộ Y tế.
        """
    ),
    good=pages(
        """
        BỘ TÀI CHÍNH

        Số: 12/2026/TT-BTC

        Hà Nội, ngày 29 tháng 4 năm 2026

        THÔNG TƯ
        Quy định về lệ phí

        Điều 1. Hiệu lực thi hành

        Thông tư này thay thế Thông tư số 05/2020/TT-BKHĐT ngày 03 tháng 4 năm 2020 của Bộ trưởng Bộ Kế hoạch
        và Đầu tư.
        """
    ),
    check=check,
    preview=True,
)
