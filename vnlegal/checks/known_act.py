"""VL208: an act of the National Assembly with a number or a day that the table of acts does not give it."""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from ..model import Document, Mention, Span
from ..text import fold
from ..vocabulary.acts import LAWS, THROUGH, Statute, acts_by_id, acts_named
from .amendment_tail import day_is_amenders, names_amender
from .frame import Flag, Rule, pages
from .view import View

# What stands between the name of an act and its number.
_WORD = late.regex(r"[\s*_]*(?:số|luật số)?[\s*_:]*$")
# Where a name ends that of an amending act ("Luật sửa đổi, bổ sung một số điều của Luật Đất đai số …").
_AMENDING = late.regex(r"(?<!\p{L})(?:luật|pháp lệnh) sửa đổi,? bổ sung[^.;\d]{0,120}$")
_NEAR = 200


def check(view: View) -> Iterator[Flag]:
    """Acts by name with the number of another, one that no act has, or a day on which it was not adopted."""
    for document, mention in view.mentions():
        known = _named(document, mention)
        if not known or mention.quoted or names_amender(document, mention) or _is_amended(document, mention):
            continue
        if mention.number and mention.number.span:
            yield from _number(document, mention.number.value.compact, mention.number.span, known)
        if not day_is_amenders(document, mention):
            yield from _day(document, mention, known)


def _named(document: Document, mention: Mention) -> tuple[Statute, ...]:
    """The acts that bear the name in a citation."""
    if mention.doc_type is None or mention.doc_type.value not in LAWS:
        return ()
    spans = [one.span for one in (mention.number, mention.date) if one and one.span]
    stop = min([mention.span.end, *(one.start for one in spans if mention.span.covers(one))])
    words = document.text(Span(mention.span.start, stop))
    return acts_named(" ".join(_WORD.sub("", words.removesuffix("ngày")).replace("*", " ").split()))


def _is_amended(document: Document, mention: Mention) -> bool:
    before = document.source.text[max(mention.span.start - _NEAR, 0) : mention.span.start]
    return _AMENDING.search(" ".join(fold(before).split())) is not None


def _number(document: Document, number: str, span: Span, known: tuple[Statute, ...]) -> Iterator[Flag]:
    year = int(number.split("/")[1]) if number.count("/") == 2 else 0
    if not year or any(act.number == number or (act.number is None and act.year == year) for act in known):
        return
    other = acts_by_id().get(number)
    near = [act for act in known if act.number and _shared(act.number, number) == 2]
    fix = near[0].number if len(near) == 1 else None
    if other:
        message = f"Số {number} là của {other.name}, ở đây ghi {known[0].name}"
        yield Flag(document, span, message, fix=fix)
    elif fix and year <= THROUGH.year:
        yield Flag(document, span, f"Không có {known[0].name} mang số {number}", fix=fix)


def _shared(one: str, other: str) -> int:
    """How many of serial, year and legislature two numbers share."""
    return sum(a == b for a, b in zip(one.split("/"), other.split("/"), strict=False))


def _day(document: Document, mention: Mention, known: tuple[Statute, ...]) -> Iterator[Flag]:
    """A day that is not that of the act which the number means, or of any of the name and year."""
    day, number = mention.date, mention.number
    if day is None or day.span is None or not mention.span.covers(day.span):
        return
    meant = [act for act in known if number is None or act.number == number.value.compact]
    passed = [(act, act.passed) for act in meant if number or act.year == day.value.year]
    days = [(abs(on - day.value), act, on) for act, on in passed if on]
    if days and len(days) == len(passed) and all(on != day.value for _, _, on in days):
        _, act, on = min(days, key=lambda one: one[0])
        message = f"{act} thông qua ngày {on:%d/%m/%Y}, ở đây ghi {day.value:%d/%m/%Y}"
        yield Flag(document, day.span, message)


RULE = Rule(
    code="VL208",
    name="known-act",
    severity="error",
    what_vi="""
    Luật, bộ luật, pháp lệnh được ghi tên cùng số của văn bản khác, số không văn bản nào tên ấy có, hoặc ngày
    không phải ngày thông qua. Đối chiếu với bảng văn bản của Quốc hội, Ủy ban Thường vụ Quốc hội, không cần
    văn bản ấy trong tập. Tên không có trong bảng, luật được sửa đổi, phần trích trong ngoặc kép không xét.
    """,
    what_en="""
    A law, code or ordinance is named with the number of another, a number that no act of the name has, or a
    day on which it was not adopted. The table of acts of the National Assembly and its Standing Committee is
    the witness; names it does not have, acts that are being amended and quoted text are not judged.
    """,
    why_vi="""
    Viện dẫn phải ghi đúng tên, số, ngày của văn bản (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b; Nghị
    định 78/2025/NĐ-CP, Điều 68).
    """,
    why_en="""
    A citation gives name, number and date of the document (Decree 30/2020/NĐ-CP, Annex I, II.6.b; Decree
    78/2025/NĐ-CP, Article 68).
    """,
    bad=pages(
        """
        Thực hiện Luật Đất đai số 31/2023/QH15, các sở báo cáo kết quả.
        """,
        """
        Thực hiện Luật Nhà ở số 31/2024/QH15, các sở báo cáo kết quả.
        """,
        """
        Thực hiện Luật Đất đai số 31/2024/QH15 ngày 19 tháng 01 năm 2024, các sở báo cáo kết quả.
        """,
    ),
    good=pages(
        """
        Thực hiện Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024, các sở báo cáo kết quả.
        """
    ),
    check=check,
)
