"""VL503: a point lettered with a letter that Vietnamese does not have."""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from .frame import Flag, Rule, pages
from .view import View

_FOREIGN = late.regex(r"(?<!\p{L})[Đđ]iểm (?P<letter>[fjwz]) (?=[Kk]hoản (?:\d|này))")


def check(view: View) -> Iterator[Flag]:
    """Points f, j, w, z in front of a clause."""
    for document in view.documents:
        text = view.texts[document.source.path]
        for match in _FOREIGN.finditer(text.flow):
            message = f"Không có điểm “{match['letter']}”: điểm xếp theo bảng chữ cái tiếng Việt"
            yield Flag(document, text.span(match.start(), match.end("letter")), message)


RULE = Rule(
    code="VL503",
    name="point-letter",
    severity="warning",
    what_vi="""
    Viện dẫn điểm f, j, w hoặc z, những chữ không dùng để đánh thứ tự điểm (a b c d đ e g h i k l m n o p
    q r s t u v x y).
    """,
    what_en="""
    A reference to point f, j, w or z, letters that do not number points (a b c d đ e g h i k l m n o p q r
    s t u v x y).
    """,
    why_vi="""
    Điểm được đánh thứ tự theo bảng chữ cái tiếng Việt (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.đ;
    Luật 64/2025/QH15, Điều 7 khoản 2).
    """,
    why_en="""
    Points follow the Vietnamese alphabet (Decree 30/2020/NĐ-CP, Annex I, II.6.đ; Law 64/2025/QH15,
    Article 7.2).
    """,
    bad=pages(
        """
        Hồ sơ quy định tại điểm f khoản 1 Điều 5 Nghị định số 30/2020/NĐ-CP của Chính phủ.
        """
    ),
    good=pages(
        """
        Hồ sơ quy định tại điểm g khoản 1 Điều 5 Nghị định số 30/2020/NĐ-CP của Chính phủ.
        """
    ),
    check=check,
)
