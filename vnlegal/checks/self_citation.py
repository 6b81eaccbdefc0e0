"""VL701: a document that carries out, rests on or ends itself."""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from ..model import Document, Mention
from ..text import fold
from .frame import Flag, Rule, pages
from .view import View

_CUE = late.regex(
    r"(?<!\p{L})(?:căn cứ|thực hiện|thi hành|triển khai|sửa đổi|bổ sung|thay thế|bãi bỏ|phúc đáp|trả lời)"
    r"(?: (?:các )?(?:điểm|khoản|điều) [\p{L}\d]{1,3}){0,3}(?: của)?\s*$"
)
# What heads a form or an annex, whose texts speak as other documents: "Mẫu số 01d", "Phụ lục II".
_FORM = late.regex(r"(?im)^[\s*_#|]{0,6}(?:phụ lục|mẫu số|biểu mẫu)(?!\p{L})")
_NEAR = 60


def check(view: View) -> Iterator[Flag]:
    """Relations to another document that name the document's own number; not in annexes, notes and quotes."""
    for document, mention in view.mentions():
        own = document.preface.number
        if mention.kind != "self" or own is None or own.span is None or mention.number is None:
            continue
        elsewhere = mention.part in ("subject", "preamble", "body") and not mention.span.covers(own.span)
        shown = mention.quoted or _in_form(document, mention)
        if elsewhere and not shown and _as_another(document, mention):
            message = f"Văn bản viện dẫn chính nó: {own.value}"
            yield Flag(document, mention.span, message, others=((document, own.span),))


def _in_form(document: Document, mention: Mention) -> bool:
    """Whether a heading of a form or an annex stands before it."""
    return _FORM.search(document.source.text, 0, mention.span.start) is not None


def _as_another(document: Document, mention: Mention) -> bool:
    """Whether the words in front speak of another document."""
    before = document.source.text[max(mention.span.start - _NEAR, 0) : mention.span.start]
    return _CUE.search(fold(before)) is not None


RULE = Rule(
    code="VL701",
    name="self-citation",
    severity="error",
    what_vi="""
    Văn bản nói mình thực hiện, căn cứ, sửa đổi, thay thế, bãi bỏ hoặc trả lời một văn bản mang chính số của
    nó. Phụ lục, biểu mẫu, chú thích và phần trích trong ngoặc kép thì không xét.
    """,
    what_en="""
    A document says that it implements, rests on, amends, replaces, repeals or answers one that carries its
    own number. Annexes, forms, notes and quoted text are not judged.
    """,
    why_vi="""
    Số của văn bản là duy nhất trong năm (Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1): một trong hai số ghi sai.
    """,
    why_en="""
    A number is unique within its year (Decree 30/2020/NĐ-CP, Article 15.1): one of the two is wrong.
    """,
    bad=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 2039/KH-UBND

        Kon Tum, ngày 09 tháng 6 năm 2020

        KẾ HOẠCH
        Triển khai chuyển đổi số

        Thực hiện Kế hoạch số 2039/KH-UBND ngày 09 tháng 6 năm 2020 của Ủy ban nhân dân tỉnh, Ủy ban nhân
        dân tỉnh ban hành Kế hoạch như sau:
        """
    ),
    good=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 2039/KH-UBND

        Kon Tum, ngày 09 tháng 6 năm 2020

        KẾ HOẠCH
        Triển khai chuyển đổi số

        Thực hiện Kế hoạch số 1093/KH-UBND ngày 09 tháng 3 năm 2020 của Ủy ban nhân dân tỉnh, Ủy ban nhân
        dân tỉnh ban hành Kế hoạch như sau:
        """
    ),
    check=check,
    preview=True,
)
