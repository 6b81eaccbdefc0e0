"""VL301: a document cites one that was issued after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..model import Document, Field, Mention, Span
from .frame import Flag, Rule, pages
from .view import View


def check(view: View) -> Iterator[Flag]:
    """Mentions dated later than the document they stand in; a document of uncertain date is not judged."""
    for document, mention in view.mentions():
        own = own_date(document)
        if own is None or own.span is None or mention.quoted or mention.part == "attachment":
            continue
        if later := _later(mention, own.value):
            span, message = later
            yield Flag(document, span, message, others=((document, own.span),))


def own_date(document: Document) -> Field[date] | None:
    """The document's date, unless the year in its own number says otherwise.

    A date that the table of a site tells does not count: such a page adds later notes to the document.
    """
    own, number = document.preface.date, document.preface.number
    if own and own.by == "site table":
        return None
    if own and number and number.value.year and number.value.year != own.value.year:
        return None
    return own


def _later(mention: Mention, own: date) -> tuple[Span, str] | None:
    """Where a mention says a later day or year, and what that comes to."""
    if mention.date and mention.date.value > own:
        day = mention.date.value
        message = f"Viện dẫn văn bản ngày {day:%d/%m/%Y}, sau ngày của chính văn bản này ({own:%d/%m/%Y})"
        return mention.date.span or mention.span, message
    year = mention.number.value.year if mention.number and mention.number.value.form != "other" else None
    if mention.date is None and year and year > own.year:
        message = f"Viện dẫn văn bản năm {year}, sau ngày của chính văn bản này ({own:%d/%m/%Y})"
        return mention.number.span if mention.number and mention.number.span else mention.span, message
    return None


RULE = Rule(
    code="VL301",
    name="cites-future",
    severity="error",
    what_vi="""
    Văn bản viện dẫn một văn bản có ngày (hoặc năm trong số, ký hiệu) sau ngày ban hành của chính
    nó. Phần trích nguyên văn trong ngoặc kép, phụ lục và văn bản không rõ ngày ban hành thì không
    xét.
    """,
    what_en="""
    A document cites one whose date (or the year in its number) is later than its own date. Quoted
    text, annexes and documents whose own date is uncertain are not judged.
    """,
    why_vi="""
    Căn cứ và viện dẫn phải là văn bản đã được ban hành (Nghị định 34/2016/NĐ-CP, Điều 61; Nghị định
    30/2020/NĐ-CP, Phụ lục I, mục II.6).
    """,
    why_en="""
    A basis or a citation must be a document already issued (Decree 34/2016/NĐ-CP, Article 61;
    Decree 30/2020/NĐ-CP, Annex I, II.6).
    """,
    bad=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX

        Kon Tum, ngày 02 tháng 4 năm 2021

        Kính gửi: Sở Tư pháp.

        Thực hiện Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2022 của Thủ tướng Chính phủ, đề nghị Sở
        Tư pháp báo cáo.
        """,
    ),
    good=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 1070/UBND-KGVX

        Kon Tum, ngày 02 tháng 4 năm 2021

        Kính gửi: Sở Tư pháp.

        Thực hiện Quyết định số 749/QĐ-TTg ngày 03 tháng 6 năm 2020 của Thủ tướng Chính phủ, đề nghị Sở
        Tư pháp báo cáo.
        """,
    ),
    check=check,
)
