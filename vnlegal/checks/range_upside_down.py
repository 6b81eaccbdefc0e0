"""VL504: "từ Điều 15 đến Điều 10": a range whose end stands before its beginning."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Target
from ..notation.eids import counted
from .frame import Flag, Rule, pages
from .view import View

_LETTERS = "abcdđeghiklmnopqrstuvxy"


def check(view: View) -> Iterator[Flag]:
    """Ranges that count down, of one level under one unit; not in new text of another act."""
    for document in view.documents:
        for one in document.references:
            for target in one.targets:
                if target.to and not one.quoted and _counts_down(target):
                    message = f"Khoảng ngược: “{' '.join(document.text(target.span).split())}”"
                    yield Flag(document, target.span, message)


def _counts_down(target: Target) -> bool:
    begin, end = counted(target.eid), counted(target.to)
    if begin and end:
        return begin[0] == end[0] and end[1] < begin[1]
    (above, _, one), (other_above, _, other) = (
        eid.rpartition("_") for eid in (target.eid or "", target.to or "")
    )
    first, last = (letter.replace("dd", "đ") for letter in (one, other))
    lettered = above == other_above and first in _LETTERS and last in _LETTERS
    return bool(first and last) and lettered and _LETTERS.index(last) < _LETTERS.index(first)


RULE = Rule(
    code="VL504",
    name="range-upside-down",
    severity="error",
    what_vi="""
    Viện dẫn một khoảng điều, khoản, điểm mà đầu đứng sau cuối: “từ Điều 15 đến Điều 10”. Nội dung mới của văn
    bản khác, trong ngoặc kép, thì không xét.
    """,
    what_en="""
    A range of articles, clauses or points whose beginning stands behind its end. New text of another act, in
    quotation marks, is not judged.
    """,
    why_vi="""
    Viện dẫn phải xác định chính xác phần, chương, mục, điều, khoản, điểm (Luật 64/2025/QH15, Điều 8 khoản
    3).
    """,
    why_en="""
    A reference names part, chapter, section, article, clause and point exactly (Law 64/2025/QH15, Article
    8.3).
    """,
    bad=pages(
        """
        Thực hiện theo quy định từ Điều 15 đến Điều 10 Nghị định số 30/2020/NĐ-CP của Chính phủ.
        """
    ),
    good=pages(
        """
        Thực hiện theo quy định từ Điều 10 đến Điều 15 Nghị định số 30/2020/NĐ-CP của Chính phủ.
        """
    ),
    check=check,
)
