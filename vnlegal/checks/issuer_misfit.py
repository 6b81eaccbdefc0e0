"""VL103: the issuer named is not the one that the symbol names."""

from __future__ import annotations

from collections.abc import Iterator

from .frame import Flag, Rule, pages
from .issuing import fits
from .titles import Likeness
from .view import View


def check(view: View) -> Iterator[Flag]:
    """Mentions whose printed issuer cannot have issued a document of that symbol."""
    for document, mention in view.mentions():
        number, issuer = mention.number, mention.issuer
        if not number or not issuer or not issuer.span or not mention.span.covers(issuer.span):
            continue
        if fits(issuer.value, number.value) is Likeness.DIFFERENT:
            symbol = "-".join(number.value.issuers)
            message = (
                f"Cơ quan ban hành không hợp với ký hiệu “{symbol}”: {number.value} ghi là của {issuer.value}"
            )
            yield Flag(document, issuer.span, message, others=((document, number.span or mention.span),))


RULE = Rule(
    code="VL103",
    name="issuer-misfit",
    severity="error",
    what_vi="""
    Cơ quan ban hành ghi sau “của …” không phải cơ quan mà ký hiệu văn bản chỉ ra. Bộ và Bộ trưởng
    là một; văn phòng, cục, chủ tịch ủy ban được coi là hợp với cơ quan chủ quản; tên hoặc chữ viết
    tắt không có trong danh mục thì không xét.
    """,
    what_en="""
    The issuer printed after “của …” is not the body that the symbol names. A ministry and its
    minister are one; an office, a department, a committee's chairman go with the body they belong
    to; names and abbreviations that the registry does not have are not judged.
    """,
    why_vi="""
    Ký hiệu gồm chữ viết tắt tên cơ quan ban hành (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3;
    Nghị định 78/2025/NĐ-CP, Điều 68).
    """,
    why_en="""
    A symbol holds the abbreviation of the issuing body (Decree 30/2020/NĐ-CP, Annex I, II.3; Decree
    78/2025/NĐ-CP, Article 68).
    """,
    bad=pages(
        """
        Thực hiện Nghị định số 145/2020/NĐ-CP ngày 14 tháng 12 năm 2020 của Thủ tướng Chính phủ.
        """,
    ),
    good=pages(
        """
        Thực hiện Nghị định số 145/2020/NĐ-CP ngày 14 tháng 12 năm 2020 của Chính phủ.
        """,
    ),
    check=check,
)
