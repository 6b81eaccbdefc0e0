"""VL601: signing capacity and office do not fit each other."""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from ..model import Signature
from ..text import bare, fold
from .frame import Flag, Rule, pages
from .view import View

_FOR_HEAD = late.regex(r"(?:^|\s|/)k/?t(?:\. ?|\s)(?=\p{L})")
_DEPUTY = late.regex(r"(?<!\p{L})(?:pho|thu truong|uy vien)(?!\p{L})")  # without marks, which OCR loses
_COMMITTEE = late.regex(r"^tm\.? ?(?:ủy ban nhân dân|ubnd)")
_BY_AUTHORITY = late.regex(r"^t\.?uq\.? .*(?:^|\s|/)k/?t(?:\. ?|\s)")


def check(view: View) -> Iterator[Flag]:
    """Signatures whose capacity asks for another office, or forbids what follows it."""
    for document in view.documents:
        for one in document.conclusions.signatures:
            problem = _problem(one)
            field = one.position or one.capacity
            if problem and field and field.span:
                yield Flag(document, field.span, problem)


def _problem(one: Signature) -> str | None:
    capacity = " ".join(fold(one.capacity.value).split()) + " " if one.capacity else ""
    position = " ".join(fold(one.position.value).split()) if one.position else ""
    deputy = _DEPUTY.search(bare(position)) is not None
    if _BY_AUTHORITY.search(capacity):
        return "Người được ủy quyền (TUQ.) không được để người khác ký thay (KT.)"
    if position and _FOR_HEAD.search(capacity) and not deputy:
        return "Ký thay (KT.) nhưng chức vụ người ký không phải cấp phó"
    if _COMMITTEE.match(capacity) and position.startswith("phó chủ tịch") and not _FOR_HEAD.search(capacity):
        return "Phó Chủ tịch ký thay mặt Ủy ban mà không ghi KT. CHỦ TỊCH"
    return None


RULE = Rule(
    code="VL601",
    name="capacity",
    severity="warning",
    what_vi="""
    Quyền hạn ký không hợp với chức vụ: KT. mà người ký không phải cấp phó; Phó Chủ tịch Ủy ban nhân dân ký
    TM. mà không có KT. CHỦ TỊCH; TUQ. rồi lại KT.
    """,
    what_en="""
    Capacity and office do not fit: KT. without a deputy's office; a deputy chairman signing TM. for the
    committee without KT. CHỦ TỊCH; TUQ. followed by KT.
    """,
    why_vi="""
    Nghị định 30/2020/NĐ-CP, Điều 13 và Phụ lục I, mục II.7.b.
    """,
    why_en="""
    Decree 30/2020/NĐ-CP, Article 13 and Annex I, II.7.b.
    """,
    bad=pages(
        """
        VĂN PHÒNG CHÍNH PHỦ

        Số: 3598/VPCP-KGVX
        V/v triển khai chuyển đổi số

        Hà Nội, ngày 25 tháng 4 năm 2025

        Kính gửi: Bộ Khoa học và Công nghệ.

        Văn phòng Chính phủ thông báo để Bộ biết, thực hiện./.

        Nơi nhận:
        - Như trên;
        - Lưu: VT, KGVX (2).

        KT. BỘ TRƯỞNG, CHỦ NHIỆM
        VỤ TRƯỞNG

        Phạm Văn An
        """
    ),
    good=pages(
        """
        VĂN PHÒNG CHÍNH PHỦ

        Số: 3598/VPCP-KGVX
        V/v triển khai chuyển đổi số

        Hà Nội, ngày 25 tháng 4 năm 2025

        Kính gửi: Bộ Khoa học và Công nghệ.

        Văn phòng Chính phủ thông báo để Bộ biết, thực hiện./.

        Nơi nhận:
        - Như trên;
        - Lưu: VT, KGVX (2).

        KT. BỘ TRƯỞNG, CHỦ NHIỆM
        PHÓ CHỦ NHIỆM

        Phạm Văn An
        """
    ),
    check=check,
)
