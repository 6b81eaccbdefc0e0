"""VL403: a basis that had been amended is cited without saying so, or not in the words of the norm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .. import late
from ..model import Document, Evidence, Mention, Span
from ..text import fold
from .basis_rank import bases
from .cites_future import own_date
from .frame import Flag, Rule, pages
from .regimes import regime
from .view import View

_TAIL = late.regex(r"được (?:sửa đổi|bổ sung)")
_DEVIATING = late.regex(
    r"được sửa đổi(?:,| và)? bổ sung (?P<word>một số điều bởi|một số điều theo|theo|tại)(?!\p{L})"
)
# What amended a document is named behind it: "(được sửa đổi, bổ sung bởi Nghị định số 291/2025/NĐ-CP và …)".
_AMENDER = late.regex(
    r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ)(?!\p{L})[^.;]{0,160} (?:bởi|tại|theo)(?!\p{L})[^.;)]{0,300}$"
)
# "Luật sửa đổi, bổ sung một số điều của Luật A số …, Luật B số … ngày …": the day is of the amending law.
_LIST = late.regex(r"(?<!\p{L})(?:luật|pháp lệnh) sửa đổi,?(?: và)? bổ sung(?:(?! ngày | căn cứ )[^;])*$")
_BEFORE = 500
_WHEN = "QPPL-187"


def check(view: View) -> Iterator[Flag]:
    """Bases of normative documents from 1 July 2025 whose amending act the corpus knows."""
    amended = _amendments(view)
    for document in view.documents:
        rules, own = regime(document), own_date(document)
        if rules is None or own is None or rules.id != _WHEN:
            continue
        cited, told = _said(view, document)
        own_work = view.own.get(document.source.path)
        for mention, number in bases(document):
            tail = _tail(document, mention)
            words = fold(" ".join(document.text(tail).split()))
            known = amended.get(view.target(document, mention) or "", {})
            early = {
                iri: places
                for iri, places in known.items()
                if _before(view, iri, document) and iri != own_work
            }
            silent = not _TAIL.search(words) and view.target(document, mention) not in told
            if silent and early and not cited & set(early):
                by = ", ".join(view.name(iri) for iri in early)
                message = f"Căn cứ {number} không ghi “được sửa đổi, bổ sung bởi” {by}"
                yield Flag(
                    document,
                    mention.span,
                    message,
                    others=next(iter(early.values())),
                    hint=rules.hint,
                )
            elif deviating := _DEVIATING.search(words):
                message = f"Phần sửa đổi của {number} ghi “{deviating['word']}”, không phải “bởi”"
                yield Flag(document, mention.span, message, severity="note", hint=rules.hint)


def names_amender(document: Document, mention: Mention) -> bool:
    """Whether the mention names what amended the document before it, and is no citation of its own."""
    before = document.source.text[max(mention.span.start - _BEFORE, 0) : mention.span.start]
    return _AMENDER.search(" ".join(fold(before.replace("*", "")).split())) is not None


def day_is_amenders(document: Document, mention: Mention) -> bool:
    """Whether the mention ends the name of an amending act, so that the day behind may be that act's."""
    before = document.source.text[max(mention.span.start - _BEFORE, 0) : mention.span.start]
    return _LIST.search(" ".join(fold(before.replace("*", "")).split())) is not None


def _said(view: View, document: Document) -> tuple[set[str | None], set[str | None]]:
    """The works that the preamble cites, and those that it says are amended, by whatever number."""
    cited = {view.target(document, one) for one in document.mentions if one.part == "preamble"}
    claims = (one for one in document.claims if one.kind == "amends" and one.part == "preamble")
    return cited, {view.target(document, document.mention(one.object)) for one in claims}


def _before(view: View, iri: str, document: Document) -> bool:
    work, own = view.works.get(iri), document.preface.date
    return bool(work and work.date and own and work.date <= own.value)


def _tail(document: Document, mention: Mention) -> Span:
    """What follows a mention in its basis line, up to the next basis."""
    lines = (one.span for one in document.bases if one.span and one.span.covers(mention.span))
    return Span(mention.span.end, next(lines, mention.span).end)


def _amendments(view: View) -> dict[str, dict[str, tuple[tuple[Document, Span], ...]]]:
    """What amends each work, by IRI, with the places that say so.

    One document alone may have mistaken the number: the amending text is at hand, or two documents say it.
    """
    by_path = {one.source.path: one for one in view.documents}
    found: dict[str, dict[str, tuple[tuple[Document, Span], ...]]] = defaultdict(dict)
    for link in view.links:
        amending = view.works.get(link.source)
        witnesses = {one.path for one in link.evidence}
        if link.kind == "amends" and (len(witnesses) > 1 or (amending and amending.in_corpus)):
            found[link.target][link.source] = tuple(_place(by_path[one.path], one) for one in link.evidence)
    return found


def _place(document: Document, one: Evidence) -> tuple[Document, Span]:
    return document, one.object_span


RULE = Rule(
    code="VL403",
    name="amendment-tail",
    severity="warning",
    what_vi="""
    Văn bản quy phạm pháp luật từ 01/7/2025 căn cứ một văn bản đã được sửa đổi, bổ sung trước đó (văn
    bản sửa đổi có trong tập, hoặc ít nhất hai văn bản trong tập nói vậy) nhưng không ghi phần “được sửa
    đổi, bổ sung bởi …”; ghi “theo”, “tại” hoặc “một số điều bởi” thay cho “bởi” là lưu ý (note). Văn
    bản sửa đổi đã được dẫn ở một dòng căn cứ khác thì không xét.
    """,
    what_en="""
    A normative document from 1 July 2025 is based on one that had been amended (the amending text is in
    the corpus, or at least two documents of it say so) without “được sửa đổi, bổ sung bởi …”; “theo”,
    “tại” or “một số điều bởi” for “bởi” is a note. Not judged where another basis line cites the
    amending document.
    """,
    why_vi="""
    Nghị định 78/2025/NĐ-CP, Điều 68 khoản 1 điểm a, sửa đổi bởi Nghị định 187/2025/NĐ-CP.
    """,
    why_en="""
    Decree 78/2025/NĐ-CP, Article 68.1.a, amended by Decree 187/2025/NĐ-CP.
    """,
    bad=pages(
        """
        BỘ TƯ PHÁP

        Số: 15/2026/TT-BTP

        Hà Nội, ngày 29 tháng 5 năm 2026

        THÔNG TƯ
        Về kiểm tra văn bản

        Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15;

        Điều 1. Phạm vi điều chỉnh

        Thông tư này quy định về kiểm tra văn bản.
        """,
        """
        BỘ TƯ PHÁP

        Số: 1200/BTP-KTVB

        Hà Nội, ngày 03 tháng 3 năm 2026

        Kính gửi: Sở Tư pháp các tỉnh.

        Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 ngày 19 tháng 02 năm 2025 được sửa đổi, bổ
        sung bởi Luật số 87/2025/QH15 ngày 25 tháng 6 năm 2025.
        """,
        """
        BỘ TƯ PHÁP

        Số: 1350/BTP-VP

        Hà Nội, ngày 10 tháng 4 năm 2026

        Kính gửi: Sở Tư pháp các tỉnh.

        Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 ngày 19 tháng 02 năm 2025 được sửa đổi, bổ
        sung bởi Luật số 87/2025/QH15 ngày 25 tháng 6 năm 2025.
        """,
    ),
    good=pages(
        """
        BỘ TƯ PHÁP

        Số: 15/2026/TT-BTP

        Hà Nội, ngày 29 tháng 5 năm 2026

        THÔNG TƯ
        Về kiểm tra văn bản

        Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 được sửa đổi, bổ sung bởi Luật số
        87/2025/QH15;

        Điều 1. Phạm vi điều chỉnh

        Thông tư này quy định về kiểm tra văn bản.
        """,
        """
        BỘ TƯ PHÁP

        Số: 1200/BTP-KTVB

        Hà Nội, ngày 03 tháng 3 năm 2026

        Kính gửi: Sở Tư pháp các tỉnh.

        Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 ngày 19 tháng 02 năm 2025 được sửa đổi, bổ
        sung bởi Luật số 87/2025/QH15 ngày 25 tháng 6 năm 2025.
        """,
        """
        BỘ TƯ PHÁP

        Số: 1350/BTP-VP

        Hà Nội, ngày 10 tháng 4 năm 2026

        Kính gửi: Sở Tư pháp các tỉnh.

        Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 ngày 19 tháng 02 năm 2025 được sửa đổi, bổ
        sung bởi Luật số 87/2025/QH15 ngày 25 tháng 6 năm 2025.
        """,
    ),
    check=check,
    preview=True,
)
