"""VL105: a number with blanks, wrong dashes or a missing Đ in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from .. import late
from ..model import Document, Span
from ..text import Text, bare
from ..vocabulary import doc_types
from .frame import Flag, Rule, pages
from .view import View

_HEAD = late.regex(r"(?<=/)\p{Lu}+(?=-)")
# A blank before the first stroke, as where the serial is filled in by hand ("Số: 15 /2026/TT-BYT").
_FILLED_IN = late.regex(r"^(\d{1,5})\s+(?=/)")
# A short name that the page declares: "(sau đây gọi chung là Nghị quyết số 58/1998)".
_DECLARED = late.regex(r"gọi (?:chung |tắt |chung tắt )?là[^()\n]{0,40}?(?P<short>\d{1,5}/\d{4})(?![/\d])")
_SHORT = late.regex(r"\d{1,5}/\d{4}")
_AROUND = 120  # characters in which a Vietnamese text has a letter with a mark


def check(view: View) -> Iterator[Flag]:
    """Numbers not written as they should be; one that a line break parts is left alone."""
    for document, mention in view.mentions():
        number = mention.number
        if not number or not number.span:
            continue
        printed = _FILLED_IN.sub(r"\1", document.text(number.span))
        right = _with_d(number.value.compact)
        if "\n" in printed or "\r" in printed or Text.of(printed).clean == right:
            continue
        if _is_declared(document, printed) or _is_cited_in_code(document, number.span):
            continue
        if _is_vietnamese(document, number.span):
            message = f"Số, ký hiệu viết chưa chuẩn: “{printed}”"
            yield Flag(document, number.span, message, fix=right)


def _is_declared(document: Document, printed: str) -> bool:
    """Whether the page itself says that it calls the document so."""
    if not _SHORT.fullmatch(printed):
        return False
    return any(one["short"] == printed for one in _DECLARED.finditer(document.source.text))


def _is_vietnamese(document: Document, span: Span) -> bool:
    """Whether the words around bear marks: in English, or in a page without marks, D for Đ is no slip."""
    around = document.source.text[max(span.start - _AROUND, 0) : span.end + _AROUND]
    return bare(around) != around


def _is_cited_in_code(document: Document, span: Span) -> bool:
    """Whether the number is shown as such, between backticks."""
    text = document.source.text
    return text[max(span.start - 1, 0)] == "`" or text[span.end : span.end + 1] == "`"


def _with_d(compact: str) -> str:
    """ND-CP as NĐ-CP, where the type without Đ is no type."""
    return _HEAD.sub(lambda m: _types_without_bar().get(m[0], m[0]), compact, count=1)


@cache
def _types_without_bar() -> dict[str, str]:
    known = {abbreviation for row in doc_types() for abbreviation in row.state}
    barred = {one.replace("Đ", "D"): one for one in known if "Đ" in one}
    return {plain: one for plain, one in barred.items() if plain not in known}


RULE = Rule(
    code="VL105",
    name="number-unclean",
    severity="note",
    what_vi="""
    Số, ký hiệu có khoảng trắng, gạch nối sai, chữ lạ hoặc thiếu dấu của chữ Đ. Số bị ngắt dòng thì không
    xét.
    """,
    what_en="""
    A number with blanks, wrong dashes or strange letters in it, or with D for Đ. A number that a line
    break parts is not judged.
    """,
    why_vi="""
    Các chữ viết tắt trong ký hiệu nối bằng gạch nối, không cách chữ (Nghị định 30/2020/NĐ-CP, Phụ lục I,
    mục II.3.c).
    """,
    why_en="""
    The abbreviations of a symbol are joined by hyphens, without blanks (Decree 30/2020/NĐ-CP, Annex I,
    II.3.c).
    """,
    bad=pages(
        """
        Theo quy định tại Thông tư số 02/2012/TT- BTNMT của Bộ Tài nguyên và Môi trường.
        """
    ),
    good=pages(
        """
        Theo quy định tại Thông tư số 02/2012/TT-BTNMT của Bộ Tài nguyên và Môi trường.
        """
    ),
    check=check,
)
