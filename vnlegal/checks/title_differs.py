"""VL201: two places give one document different titles."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import State
from .agreement import TITLE, Disagreement, disagreements
from .frame import Flag, Rule, pages
from .titles import Likeness, difference, spelt_alike
from .view import View


def check(view: View) -> Iterator[Flag]:
    """Titles that are not the same; where only punctuation or spelling differs it is a note.

    OCR loses marks ("một sô vấn đê"): where it read one of the places, spelling does not count.
    """
    for found in disagreements(view, TITLE):
        spelling = _is_spelling(found)
        if spelling and any(
            view.recognised(one.document, one.span) for one in (found.flagged, found.against)
        ):
            continue
        what = _difference(found, spelling)
        name = view.name(found.work)
        message = (
            f"Trích yếu của {name} được hai văn bản ghi khác nhau ({what})"
            if found.state is State.CONFLICT
            else f"Trích yếu của {name} không khớp với nơi khác ({what})"
        )
        yield found.flag(TITLE, message, "warning" if what == _WORDS else "note", _hint(found))


_WORDS = "khác từ ngữ"


def _difference(found: Disagreement, spelling: bool) -> str:
    if found.likeness is Likeness.PUNCTUATION:
        return "chỉ khác dấu câu"
    return "chỉ khác cách viết chữ" if spelling else _WORDS


def _is_spelling(found: Disagreement) -> bool:
    """Whether titles differ in spelling alone."""
    one, other = found.flagged.title, found.against.title
    return one is not None and other is not None and spelt_alike(one.value, other.value)


def _hint(found: Disagreement) -> str | None:
    one, other = found.flagged.title, found.against.title
    return difference(one.value, other.value) if one and other else None


RULE = Rule(
    code="VL201",
    name="title-differs",
    severity="warning",
    what_vi="""
    Trích yếu của một văn bản được ghi khác nhau ở hai nơi: nơi viện dẫn và chính văn bản đó, hoặc
    hai nơi viện dẫn. Chữ hoa, khoảng trắng, dấu ngoặc kép, dấu kết thúc, cách viết ngày và từ viết
    tắt không tính; trích yếu bị cắt ngắn vẫn coi là khớp; dấu thanh mất vì OCR cũng không tính. Chỉ khác
    dấu câu hoặc cách viết chữ (thiếu dấu, dính chữ, rơi chữ có dấu) thì là lưu ý (note).
    """,
    what_en="""
    One document is given different titles at two places: where it is cited and in its own header,
    or at two citing places. Case, blanks, quotation marks, the closing mark, the way dates are
    written and abbreviations do not count, nor do marks that OCR lost; a title cut short agrees. A
    difference in punctuation or spelling only (a mark, a blank or a letter with a mark lost) is a note.
    """,
    why_vi="""
    Khi viện dẫn lần đầu phải ghi trích yếu nội dung văn bản (Nghị định 30/2020/NĐ-CP, Phụ lục I,
    mục II.6.b); trích yếu ghi khác làm người đọc không chắc đó là văn bản nào.
    """,
    why_en="""
    The first citation must give the title of the document (Decree 30/2020/NĐ-CP, Annex I, II.6.b);
    a title that differs leaves the reader unsure which document is meant.
    """,
    bad=pages(
        """
        Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về đột phá phát
        triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia; các đơn vị báo cáo kết
        quả.
        """,
        """
        Triển khai Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về đột phá phát
        triển khoa học, công nghệ và đổi mới sáng tạo quốc gia; các đơn vị báo cáo kết quả.
        """,
    ),
    good=pages(
        """
        Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về đột phá phát
        triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia; các đơn vị báo cáo kết
        quả.
        """,
        """
        Triển khai Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về Đột phá phát triển khoa
        học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia.
        """,
    ),
    check=check,
)
