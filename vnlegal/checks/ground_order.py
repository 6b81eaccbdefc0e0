"""VL407: a ground of lower force stands before one of higher force."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Document, Mention
from .frame import Flag, Rule, pages
from .ranks import cited
from .view import View


def check(view: View) -> Iterator[Flag]:
    """The first ground that has a higher rank than one before it; of each ground only its first act."""
    for document in view.documents:
        lowest: tuple[int, Mention] | None = None
        for mention in _firsts(document):
            mine = cited(mention)
            if mine and lowest and mine < lowest[0]:
                one, other = (" ".join(document.text(m.span).split()) for m in (lowest[1], mention))
                message = f"Căn cứ “{one}” đứng trước căn cứ có hiệu lực pháp lý cao hơn: “{other}”"
                yield Flag(document, lowest[1].span, message, others=((document, mention.span),))
                break
            if mine and (lowest is None or mine > lowest[0]):
                lowest = mine, mention


def _firsts(document: Document) -> Iterator[Mention]:
    """The first document that each ground names."""
    for ground in document.bases:
        named = (one for one in document.mentions if ground.span and ground.span.covers(one.span))
        first = next(named, None)
        if first:
            yield first


RULE = Rule(
    code="VL407",
    name="ground-order",
    severity="note",
    what_vi="""
    Trong các dòng căn cứ, một văn bản có hiệu lực pháp lý thấp hơn đứng trước một văn bản có hiệu lực cao
    hơn (nghị định trước luật, thông tư trước nghị định). Văn bản hành chính, văn bản của Đảng trong căn cứ
    thì không xét.
    """,
    what_en="""
    Among the grounds a document of lower legal force stands before one of higher force (a decree before a
    law, a circular before a decree). Administrative and Party documents among the grounds are not judged.
    """,
    why_vi="""
    Thông lệ soạn thảo xếp căn cứ theo hiệu lực pháp lý từ cao xuống thấp (thứ bậc: Luật Ban hành văn bản quy
    phạm pháp luật số 64/2025/QH15, Điều 4); không phải mọi nơi đều theo, nên chỉ kiểm khi được gọi.
    """,
    why_en="""
    By custom grounds go from higher to lower legal force (ranks: Law 64/2025/QH15, Article 4); not everybody
    does so, hence the rule runs only when it is asked for.
    """,
    bad=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 210/QĐ-UBND

        Kon Tum, ngày 12 tháng 3 năm 2024

        QUYẾT ĐỊNH
        Về việc thành lập Tổ công tác

        Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;

        Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

        QUYẾT ĐỊNH:

        Điều 1. Thành lập Tổ công tác.
        """
    ),
    good=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 210/QĐ-UBND

        Kon Tum, ngày 12 tháng 3 năm 2024

        QUYẾT ĐỊNH
        Về việc thành lập Tổ công tác

        Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

        Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;

        QUYẾT ĐỊNH:

        Điều 1. Thành lập Tổ công tác.
        """
    ),
    check=check,
    preview=True,
)
