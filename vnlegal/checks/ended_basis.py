"""VL302: a basis that had been replaced or repealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .. import late
from ..model import Document, Evidence, Span
from ..text import fold
from ..vocabulary import kinds_where
from .amendment_tail import names_amender
from .cites_future import own_date
from .frame import Flag, Rule, pages
from .view import View

_ENDS = kinds_where(lambda row: row.force == "ends")
_TIME_TO_TAKE_EFFECT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _End:
    """A document that ended another, its date, and where a text says so."""

    work: str
    day: date
    document: Document
    span: Span


def check(view: View) -> Iterator[Flag]:
    """Bases ended more than a year before the citing document, so that the end has surely taken effect."""
    ends = _ends(view)
    for document, mention in view.mentions():
        own, target = own_date(document), view.target(document, mention)
        if own is None or target is None or mention.part != "preamble" or mention.quoted:
            continue
        for end in ends.get(target, ()):
            if end.day + _TIME_TO_TAKE_EFFECT < own.value:
                ended_by = f"{view.name(end.work)} ({end.day:%d/%m/%Y})"
                message = f"Căn cứ {view.name(target)} đã bị {ended_by} thay thế hoặc bãi bỏ"
                yield Flag(document, mention.span, message, others=((end.document, end.span),))


def _ends(view: View) -> dict[str, list[_End]]:
    """What ended each work as a whole, by IRI."""
    by_path = {one.source.path: one for one in view.documents}
    found: dict[str, list[_End]] = defaultdict(list)
    for link in view.links:
        ending = view.works.get(link.source)
        if link.kind in _ENDS and ending and ending.date:
            for one in link.evidence:
                document = by_path[one.path]
                if _whole(document, one):
                    found[link.target].append(_End(link.source, ending.date, document, one.object_span))
    return found


def _whole(document: Document, evidence: Evidence) -> bool:
    """Whether the claim speaks of the whole document and not of one of its articles."""
    mention = document.mention(evidence.claim.object)
    part = mention.provision is not None or mention.quoted or names_amender(document, mention)
    before = document.source.text[max(mention.span.start - _NEAR, 0) : mention.span.start]
    return not part and _OF_A_PART.search(" ".join(fold(before).split())) is None


_NEAR = 200
# Words or provisions of a document are repealed, not itself: "bãi bỏ cụm từ “thanh tra” tại Điều 190 của".
_OF_A_PART = late.regex(
    r"(?:cụm từ|điều|khoản|điểm|mục|phụ lục|mẫu) (?=[\p{L}\d“\"])"
    r"[^;.:]{0,120}(?:của|tại|thuộc)(?: các)?$"
)


RULE = Rule(
    code="VL302",
    name="ended-basis",
    severity="warning",
    what_vi="""
    Dòng căn cứ dẫn một văn bản mà một văn bản khác trong tập nói là đã bị thay thế hoặc bãi bỏ toàn bộ
    trước đó hơn một năm.
    """,
    what_en="""
    A basis line cites a document that another text of the corpus says was wholly replaced or repealed
    more than a year before.
    """,
    why_vi="""
    Căn cứ ban hành phải là văn bản đang có hiệu lực (Nghị định 34/2016/NĐ-CP, Điều 61; Nghị định
    79/2025/NĐ-CP, Điều 6).
    """,
    why_en="""
    A basis must be in force (Decree 34/2016/NĐ-CP, Article 61; Decree 79/2025/NĐ-CP, Article 6).
    """,
    bad=pages(
        """
        CHÍNH PHỦ

        Số: 30/2020/NĐ-CP

        Hà Nội, ngày 05 tháng 3 năm 2020

        NGHỊ ĐỊNH
        Về công tác văn thư

        Điều 1. Hiệu lực thi hành

        Nghị định này thay thế Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ.
        """,
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 512/QĐ-UBND

        Kon Tum, ngày 02 tháng 8 năm 2021

        QUYẾT ĐỊNH
        Về việc ban hành Quy chế văn thư

        Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ về công tác văn thư;

        QUYẾT ĐỊNH:

        Điều 1. Ban hành Quy chế văn thư.
        """,
    ),
    good=pages(
        """
        CHÍNH PHỦ

        Số: 30/2020/NĐ-CP

        Hà Nội, ngày 05 tháng 3 năm 2020

        NGHỊ ĐỊNH
        Về công tác văn thư

        Điều 1. Hiệu lực thi hành

        Nghị định này thay thế Nghị định số 110/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ.
        """,
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 512/QĐ-UBND

        Kon Tum, ngày 02 tháng 8 năm 2021

        QUYẾT ĐỊNH
        Về việc ban hành Quy chế văn thư

        Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;

        QUYẾT ĐỊNH:

        Điều 1. Ban hành Quy chế văn thư.
        """,
    ),
    check=check,
    preview=True,
)
