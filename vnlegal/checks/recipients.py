"""VL602: "Như trên" without Kính gửi, or a slip in a recipient's purpose."""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from ..text import fold
from .frame import Flag, Rule, pages
from .view import View

_SLIP = late.regex(r"^đề(?= )")


def check(view: View) -> Iterator[Flag]:
    """Recipients "as above" with nobody above, and purposes that begin with "đề" for "để"."""
    for document in view.documents:
        headless = document.preface.number is not None and not document.preface.addressees
        for one in document.conclusions.recipients:
            if headless and one.body.span and fold(one.body.value) == "như trên":
                yield Flag(document, one.body.span, "Nơi nhận ghi “Như trên” nhưng không có Kính gửi")
            purpose = one.purpose
            if purpose and purpose.span and _SLIP.match(fold(purpose.value)):
                message = f"Mục đích gửi viết sai: “{purpose.value}”"
                yield Flag(document, purpose.span, message, fix=f"để{purpose.value[2:]}")


RULE = Rule(
    code="VL602",
    name="recipients",
    severity="note",
    what_vi="""
    Nơi nhận ghi “Như trên” mà văn bản không có Kính gửi; mục đích gửi viết “đề b/c” thay cho “để b/c”.
    """,
    what_en="""
    “Như trên” (as above) among the recipients of a document without addressees; “đề b/c” for “để b/c”.
    """,
    why_vi="""
    Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.9.
    """,
    why_en="""
    Decree 30/2020/NĐ-CP, Annex I, II.9.
    """,
    bad=pages(
        """
        VĂN PHÒNG CHÍNH PHỦ

        Số: 370/VPCP-KGVX
        V/v triển khai chuyển đổi số

        Hà Nội, ngày 14 tháng 01 năm 2025

        Kính gửi: Bộ Khoa học và Công nghệ.

        Văn phòng Chính phủ thông báo để Bộ biết, thực hiện./.

        Nơi nhận:
        - Như trên;
        - TTgCP, các PTTgCP (đề b/c);
        - Lưu: VT, KGVX (2).
        """
    ),
    good=pages(
        """
        VĂN PHÒNG CHÍNH PHỦ

        Số: 370/VPCP-KGVX
        V/v triển khai chuyển đổi số

        Hà Nội, ngày 14 tháng 01 năm 2025

        Kính gửi: Bộ Khoa học và Công nghệ.

        Văn phòng Chính phủ thông báo để Bộ biết, thực hiện./.

        Nơi nhận:
        - Như trên;
        - TTgCP, các PTTgCP (để b/c);
        - Lưu: VT, KGVX (2).
        """
    ),
    check=check,
)
