"""VL102: the type word is not the type that the symbol names."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import DocNumber, Severity
from ..notation.bodies import abbreviated
from ..vocabulary import doc_types_by_abbreviation, label
from .frame import Flag, Rule, pages
from .view import View

_FIT_ANY = ("van-ban", "cong-van")
_LAWS = ("hien-phap", "bo-luat", "luat", "phap-lenh", "nghi-quyet")
_SAME_FAMILY = ({"thong-tu", "thong-tu-lien-tich"}, {"thong-bao", "ket-luan"})


def check(view: View) -> Iterator[Flag]:
    """Mentions whose own type word, not one shared by a list, cannot stand before their symbol."""
    for document, mention in view.mentions():
        number, word = mention.number, mention.doc_type
        if not number or not word or not word.span or not mention.span.covers(word.span):
            continue
        expected = _expected(number.value)
        if expected and word.value not in _FIT_ANY and not _fits(word.value, expected):
            names = " hoặc ".join(label(one) for one in expected[:2])
            message = (
                f"Tên loại không hợp với ký hiệu: {number.value} là {names}, ở đây ghi “{label(word.value)}”"
            )
            severity: Severity = "warning" if _near(word.value, expected) else "error"
            yield Flag(document, mention.span, message, severity=severity)


def _expected(number: DocNumber) -> tuple[str, ...]:
    """The types that a symbol may stand for; none where it does not tell."""
    if number.form == "law":
        return _LAWS
    if number.doc_type is None or number.form in ("legacy", "other", "standard", "copy", "consolidated"):
        return ()
    party = number.form == "party"
    bodies = [row for one in number.issuers for row in abbreviated(one, number.year)]
    if party and any(row.system == "state" for row in bodies):
        return ()
    return tuple(row.id for row in doc_types_by_abbreviation(party).get(number.doc_type, ()))


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
