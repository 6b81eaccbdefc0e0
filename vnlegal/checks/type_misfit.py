"""VL102: the type word is not the type that the symbol names."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from .. import late
from ..model import DocNumber, Document, Mention, Severity, Span
from ..notation.number_types import types_of
from ..text import fold
from ..vocabulary import label
from .frame import Flag, Rule, pages
from .view import View

_FIT_ANY = ("van-ban", "cong-van")
_SINCE = 1998  # symbols of before were not made by one rule ("27/1997/TC-VT")
# What stands between a type word and its number: "Thông tư [liên tịch] số", marks.
_LEADS = late.regex(r"[^\p{L}\d]*(?:liên tịch[^\p{L}\d]*)?(?:số[^\p{L}\d]*)?")
# What is called by the number of the decision that approved it ("Đề án số 799/QĐ-TTg").
_APPROVED = ("de-an", "chuong-trinh", "du-an", "phuong-an", "quy-hoach", "chien-luoc")
_SAME_FAMILY = ({"thong-tu", "thong-tu-lien-tich"}, {"thong-bao", "ket-luan"})


def check(view: View) -> Iterator[Flag]:
    """Mentions whose own type word, not one shared by a list, cannot stand before their symbol."""
    for document, mention in view.mentions():
        number, word, expected = mention.number, mention.doc_type, misfit(document, mention)
        if number and word and expected:
            one, *other = (label(kind) for kind in expected[:2])
            message = (
                f"Ký hiệu {number.value} là của {one} hoặc {other[0]}, ở đây ghi “{label(word.value)}”"
                if other
                else f"Ký hiệu {number.value} là của {one}, ở đây ghi “{label(word.value)}”"
            )
            severity: Severity = "warning" if _near(word.value, expected) else "error"
            yield Flag(document, mention.span, message, severity=severity)


def misfit(document: Document, mention: Mention) -> tuple[str, ...]:
    """The types that the symbol of a mention may stand for, if its own type word is none of them."""
    number, word = mention.number, mention.doc_type
    if not number or not word or not word.span or not number.span or not mention.span.covers(word.span):
        return ()
    if _year(document, mention) < _SINCE or not is_own_word(document, word.span, number.span):
        return ()
    if is_approved(word.value, number.value):
        return ()
    expected = types_of(number.value)
    return () if word.value in _FIT_ANY or _fits(word.value, expected) else expected


def _year(document: Document, mention: Mention) -> int:
    """The year of a citation, else that of its page: "thông tư số 05-TT/LB ngày 21-03-1977"."""
    number, own = mention.number, document.preface.date
    days = (mention.date.value.year if mention.date else None, own.value.year if own else None)
    return next(filter(None, (number.value.year if number else None, *days)), _SINCE)


def is_own_word(document: Document, word: Span, number: Span) -> bool:
    """Whether nothing but "số" stands between a type word and a number.

    In "Luật Giáo dục số …, Pháp lệnh Dân số số …" and "hướng dẫn thực hiện 134/2008/TT-BTC" it is another's.
    """
    return _LEADS.fullmatch(between(document, word, number)) is not None


def is_approved(word: str, number: DocNumber) -> bool:
    """Whether what a decision approved is called by the decision's number ("Đề án số 799/QĐ-TTg")."""
    return word in _APPROVED and number.doc_type in ("QĐ", "NQ")


def between(document: Document, one: Span, other: Span) -> str:
    """The words between two places, folded."""
    return fold(normalize("NFC", document.source.text[one.end : other.start]))


def _fits(word: str, expected: tuple[str, ...]) -> bool:
    return word in expected or (word == "nghi-quyet" and "nghi-quyet-lien-tich" in expected)


def _near(word: str, expected: tuple[str, ...]) -> bool:
    return any({word, one} <= family for family in _SAME_FAMILY for one in expected)


RULE = Rule(
    code="VL102",
    name="type-misfit",
    severity="error",
    what_vi="""
    Tên loại đứng trước số, ký hiệu không phải loại mà ký hiệu chỉ ra. “Văn bản số”, “công văn số” hợp
    với mọi ký hiệu; ký hiệu QĐ của Đảng dùng cho cả quyết định và quy định; thông tư và thông tư liên
    tịch, thông báo và kết luận lẫn nhau là cảnh báo.
    """,
    what_en="""
    The type word before a number is not the type that the symbol names. “Văn bản số” and “công văn số”
    go with any symbol; the Party's QĐ stands for decisions and regulations; circular and joint circular,
    announcement and conclusion taken for each other are a warning.
    """,
    why_vi="""
    Ký hiệu gồm chữ viết tắt tên loại văn bản (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3 và II.6.b;
    Hướng dẫn 36-HD/VPTW).
    """,
    why_en="""
    A symbol holds the abbreviation of the type (Decree 30/2020/NĐ-CP, Annex I, II.3 and II.6.b; Guidance
    36-HD/VPTW).
    """,
    bad=pages(
        """
        Thực hiện Quyết định số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ, các đơn vị báo cáo.
        """
    ),
    good=pages(
        """
        Thực hiện Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ và Văn bản số
        1906/VPCP-KGVX ngày 23 tháng 3 năm 2021, các đơn vị báo cáo.
        """
    ),
    check=check,
)
