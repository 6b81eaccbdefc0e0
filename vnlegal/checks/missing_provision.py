"""VL501: a reference to an article that the document does not have."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..model import Document, Mention, Span
from ..text import fold
from .frame import Flag, Rule, pages
from .view import View

_ARTICLE = regex.compile(r"(?<!\p{L})điều (\d{1,3})(?![\p{L}\d])")
_BEFORE = regex.compile(r"(?:khoản\s+\d{1,2}\s+)?(?P<last>Điều\s+\d{1,3})\s+(?:của\s+)?$")
_FEWEST = 3
_NEAR = 60


def check(view: View) -> Iterator[Flag]:
    """Articles beyond the last of a text whose articles are numbered without a gap; never in quoted text."""
    texts = {view.own[one.source.path]: one for one in view.documents if one.source.path in view.own}
    for document, mention in view.mentions():
        home = document if mention.kind == "self" else texts.get(view.target(document, mention) or "")
        if home is None or mention.quoted:
            continue
        last, place = _last_article(home), _provision(document, mention)
        for number in _articles(document, place) if last else ():
            if number > last:
                name = view.name(view.own.get(home.source.path, home.source.path))
                message = f"Không có Điều {number}: {name} chỉ có {last} điều"
                yield Flag(document, place, message, others=_last_place(home))


def _provision(document: Document, mention: Mention) -> Span:
    """Where the pinpoint of a mention stands: as read, or directly in front of it."""
    if mention.provision and mention.provision.span:
        return mention.provision.span
    begin = max(mention.span.start - _NEAR, 0)
    match = _BEFORE.search(document.source.text[begin : mention.span.start])
    return Span(begin + match.start(), begin + match.end("last")) if match else Span(0, 0)


def _articles(document: Document, place: Span) -> list[int]:
    words = " ".join(fold(document.text(place)).split())
    return [int(number) for number in _ARTICLE.findall(words)]


def _last_article(document: Document) -> int:
    """The number of the last article; 0 where numbering has gaps or is too short to judge."""
    numbers = [one.num for top in document.body for one in top.walk() if one.kind == "dieu"]
    whole = numbers == [str(i) for i in range(1, len(numbers) + 1)]
    return len(numbers) if whole and len(numbers) >= _FEWEST else 0


def _last_place(document: Document) -> tuple[tuple[Document, Span], ...]:
    articles = [one for top in document.body for one in top.walk() if one.kind == "dieu"]
    heading = articles[-1].heading
    return ((document, heading.span if heading and heading.span else articles[-1].span),)


RULE = Rule(
    code="VL501",
    name="missing-provision",
    severity="error",
    what_vi="""
    Viện dẫn một điều có số lớn hơn điều cuối cùng của văn bản được dẫn (chính văn bản hoặc văn bản trong
    tập). Phần trích nguyên văn trong ngoặc kép và văn bản đánh số điều không liên tục thì không xét.
    """,
    what_en="""
    A reference to an article beyond the last one of the document meant (the text itself or one in the
    corpus). Quoted text, and texts whose articles are not numbered without a gap, are not judged.
    """,
    why_vi="""
    Viện dẫn phải xác định chính xác phần, chương, mục, điều, khoản, điểm (Luật 64/2025/QH15, Điều 8 khoản
    3; Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.đ).
    """,
    why_en="""
    A reference names part, chapter, section, article, clause and point exactly (Law 64/2025/QH15, Article
    8.3; Decree 30/2020/NĐ-CP, Annex I, II.6.đ).
    """,
    bad=pages(
        """
        CHÍNH PHỦ

        Số: 30/2020/NĐ-CP

        Hà Nội, ngày 05 tháng 3 năm 2020

        NGHỊ ĐỊNH
        Về công tác văn thư

        Điều 1. Phạm vi điều chỉnh

        Nghị định này quy định về công tác văn thư.

        Điều 2. Đối tượng áp dụng

        Nghị định này áp dụng đối với cơ quan nhà nước theo quy định tại khoản 2 Điều 40 Nghị định này.

        Điều 3. Hiệu lực thi hành

        Nghị định này có hiệu lực từ ngày ký.
        """
    ),
    good=pages(
        """
        CHÍNH PHỦ

        Số: 30/2020/NĐ-CP

        Hà Nội, ngày 05 tháng 3 năm 2020

        NGHỊ ĐỊNH
        Về công tác văn thư

        Điều 1. Phạm vi điều chỉnh

        Nghị định này quy định về công tác văn thư.

        Điều 2. Đối tượng áp dụng

        Nghị định này áp dụng đối với cơ quan nhà nước theo quy định tại Điều 1 Nghị định này.

        Điều 3. Hiệu lực thi hành

        Nghị định này có hiệu lực từ ngày ký.
        """
    ),
    check=check,
    preview=True,
)
