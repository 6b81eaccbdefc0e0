"""VL107: the year in the symbol is not the year of the date."""

from __future__ import annotations

from collections.abc import Iterator

from .frame import Flag, Rule, pages
from .view import View

_DATED_FORMS = ("normative", "law", "joint")


def check(view: View) -> Iterator[Flag]:
    """Mentions that print both; a date that a list shares is not the mention's own and is not judged."""
    for document, mention in view.mentions():
        number, day = mention.number, mention.date
        if not number or not day or not day.span or not mention.span.covers(day.span):
            continue
        year = number.value.year
        if year and number.value.form in _DATED_FORMS and day.value.year != year:
            message = f"Năm trong số, ký hiệu {number.value} không khớp với ngày {day.value:%d/%m/%Y}"
            yield Flag(document, day.span, message, others=((document, number.span or mention.span),))


RULE = Rule(
    code="VL107",
    name="year-misfit",
    severity="error",
    what_vi="""
    Năm trong số, ký hiệu khác với năm của ngày ban hành ghi cùng chỗ. Chỉ xét văn bản quy phạm pháp
    luật, luật và văn bản liên tịch, nơi năm trong ký hiệu là năm ban hành.
    """,
    what_en="""
    The year in the symbol is not the year of the date printed with it. Only normative, joint documents
    and laws are judged: there the year in the symbol is the year of issue.
    """,
    why_vi="""
    Năm trong ký hiệu là năm ban hành (Nghị định 34/2016/NĐ-CP, Điều 58; Luật 64/2025/QH15, Điều 7
    khoản 3).
    """,
    why_en="""
    The year in the symbol is the year of issue (Decree 34/2016/NĐ-CP, Article 58; Law 64/2025/QH15,
    Article 7.3).
    """,
    bad=pages(
        """
        Căn cứ Nghị định số 78/2025/NĐ-CP ngày 01 tháng 4 năm 2022 của Chính phủ;
        """
    ),
    good=pages(
        """
        Căn cứ Nghị định số 78/2025/NĐ-CP ngày 01 tháng 4 năm 2025 của Chính phủ;
        """
    ),
    check=check,
)
