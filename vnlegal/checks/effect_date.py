"""VL307: a normative document takes effect before it was issued."""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from ..notation import dates
from ..text import Text
from .cites_future import own_date
from .frame import Flag, Rule, pages
from .regimes import document_class
from .view import View

_EFFECT = late.regex(
    r"(?<!\p{L})(?:luật|pháp lệnh|nghị định|nghị quyết|thông tư|thông tư liên tịch|quyết định) này "
    r"có hiệu lực(?: thi hành)?(?: kể)? từ (?=ngày \d)"
)
_NEAR = 4000


def check(view: View) -> Iterator[Flag]:
    """Days of effect earlier than the date of issue; the clauses that an amendment quotes are not its own."""
    for document in view.documents:
        own, text = own_date(document), view.texts[document.source.path]
        if own is None or own.span is None or document_class(document) != "normative":
            continue
        days = {start: (end, day) for start, end, day in dates.find(text.folded)}
        for match in _EFFECT.finditer(text.folded):
            end, day = days.get(match.end(), (0, own.value))
            if day < own.value and not _quoted(text, match.start()):
                message = f"Có hiệu lực từ {day:%d/%m/%Y}, trước ngày ban hành ({own.value:%d/%m/%Y})"
                yield Flag(document, text.span(match.end(), end), message, others=((document, own.span),))


def _quoted(text: Text, at: int) -> bool:
    """Whether an opening quotation mark before this place has not been closed."""
    before = text.flow[max(at - _NEAR, 0) : at]
    return before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1


RULE = Rule(
    code="VL307",
    name="effect-date",
    severity="warning",
    what_vi="""
    Văn bản quy phạm pháp luật ghi ngày có hiệu lực trước ngày ban hành. Đoạn trích trong ngoặc kép, văn bản
    hành chính và văn bản không rõ ngày ban hành thì không xét.
    """,
    what_en="""
    A normative document states a day of effect before its date of issue. Quoted text, administrative
    documents and documents of uncertain date are not judged.
    """,
    why_vi="""
    Văn bản có hiệu lực không sớm hơn ngày ký; hiệu lực trở về trước chỉ trong trường hợp luật cho phép (Luật
    64/2025/QH15, Điều 53).
    """,
    why_en="""
    A document takes effect no earlier than the day it is signed; effect on the past needs a law that allows
    it (Law 64/2025/QH15, Article 53).
    """,
    bad=pages(
        """
        CHÍNH PHỦ

        Số: 141/2026/NĐ-CP

        Hà Nội, ngày 29 tháng 4 năm 2026

        NGHỊ ĐỊNH
        Về hộ kinh doanh

        Điều 1. Hiệu lực thi hành

        Nghị định này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2026.
        """
    ),
    good=pages(
        """
        CHÍNH PHỦ

        Số: 141/2026/NĐ-CP

        Hà Nội, ngày 29 tháng 4 năm 2026

        NGHỊ ĐỊNH
        Về hộ kinh doanh

        Điều 1. Hiệu lực thi hành

        Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026.
        """
    ),
    check=check,
    preview=True,
)
