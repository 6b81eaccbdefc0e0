"""VL502: "khoản 2 điều 5": the word Điều before a number without its capital."""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from .frame import Flag, Rule, pages
from .view import View

_LOWER = late.regex(
    r"(?<!\p{L})(?:[Kk]hoản \d{1,3}[a-zđ]?|[Đđ]iểm [a-zđ]\d?) (?P<word>điều|chương|mục) "
    r"(?=\d{1,3}(?!\d|\.\d)|[IVX]{1,6}(?!\p{L}))"
)


def check(view: View) -> Iterator[Flag]:
    """A clause or point followed by a lower-case article, section or chapter."""
    for document in view.documents:
        text = view.texts[document.source.path]
        for match in _LOWER.finditer(text.flow):
            word = match["word"]
            message = f"Viện dẫn “{word}” không viết hoa"
            yield Flag(document, text.span(*match.span("word")), message, fix=word.capitalize())


RULE = Rule(
    code="VL502",
    name="provision-case",
    severity="note",
    what_vi="""
    Khi viện dẫn, chữ Điều, Chương, Mục đứng sau khoản hoặc điểm không viết hoa.
    """,
    what_en="""
    In a reference, the word Điều, Chương or Mục after a clause or point is not capitalised.
    """,
    why_vi="""
    Viết hoa phần, chương, mục, tiểu mục, điều; viết thường khoản, điểm (Nghị định 30/2020/NĐ-CP, Phụ lục
    II, mục V.7).
    """,
    why_en="""
    Part, chapter, section, subsection and article take a capital, clause and point do not (Decree
    30/2020/NĐ-CP, Annex II, V.7).
    """,
    bad=pages(
        """
        Thực hiện theo quy định tại khoản 2 điều 5 Nghị định số 30/2020/NĐ-CP của Chính phủ.
        """
    ),
    good=pages(
        """
        Thực hiện theo quy định tại khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP của Chính phủ.
        """
    ),
    check=check,
)
