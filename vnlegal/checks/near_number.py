"""VL206: a number that is almost that of another document with the same title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..model import DocNumber
from . import titles
from .frame import Flag, Rule, pages
from .view import Sighting, View, header, sighting

_ENOUGH_WORDS = 7


def check(view: View) -> Iterator[Flag]:
    """Citations of works not at hand whose title is that of another number one slip away."""
    known: dict[tuple[str, ...], dict[DocNumber, list[Sighting]]] = defaultdict(lambda: defaultdict(list))
    for one in _titled(view):
        words = titles.words(one.title.value if one.title else "")
        if len(words) >= _ENOUGH_WORDS:
            known[words[:_ENOUGH_WORDS]][_number(one)].append(one)
    for group in known.values():
        for number, places in group.items():
            better = [
                other for other in group if one_slip(number, other) and _outweighs(group[other], places)
            ]
            if better:
                yield from _flags(number, places, group[better[0]])


def _flags(number: DocNumber, places: list[Sighting], better: list[Sighting]) -> Iterator[Flag]:
    for one in places:
        other = next((it for it in better if _same(it, one)), None)
        if one.mention is None or other is None:
            continue
        field = one.mention.number
        message = f"Số {number} gần giống {_number(other)}, văn bản có cùng trích yếu"
        yield Flag(
            one.document,
            field.span if field and field.span else one.span,
            message,
            others=((other.document, other.span),),
            hint=f"có lẽ là {_number(other)}",
        )


def _titled(view: View) -> Iterator[Sighting]:
    for document in view.documents:
        if document.preface.number and document.preface.subject:
            yield header(document)
    for document, mention in view.mentions():
        if mention.number and mention.kind == "numbered":
            one = sighting(document, mention)
            if one.title:
                yield one


def _same(one: Sighting, other: Sighting) -> bool:
    """Whether two titles are one."""
    a, b = (it.title.value if it.title else "" for it in (one, other))
    return titles.compare(a, b) is not titles.Likeness.DIFFERENT


def _number(one: Sighting) -> DocNumber:
    number = one.mention.number if one.mention else one.document.preface.number
    assert number is not None
    return number.value


def _outweighs(better: list[Sighting], places: list[Sighting]) -> bool:
    """Whether a number is the better witnessed: by a text of its own, or by more places."""
    held, doubted = (any(one.mention is None for one in it) for it in (better, places))
    return not doubted and (held or len(better) > len(places))


def one_slip(one: DocNumber, other: DocNumber) -> bool:
    """Same symbol and either another year or a serial with one digit changed, dropped, added or swapped.

    >>> from vnlegal.notation.numbers import validate
    >>> one_slip(validate("63/2023/QH15"), validate("63/2025/QH15"))
    True
    >>> one_slip(validate("50/NQ-CP"), validate("05/NQ-CP"))
    True
    >>> one_slip(validate("1/NQ-CP"), validate("12/NQ-CP"))
    False
    """
    if one.symbol != other.symbol or one.form != other.form or one.compact.lower() == other.compact.lower():
        return False
    if one.serial == other.serial:
        return True
    return (
        one.year == other.year
        and min(len(one.serial), len(other.serial)) > 1
        and _slip(one.serial, other.serial)
    )


def _slip(one: str, other: str) -> bool:
    if len(one) == len(other):
        odd = [i for i in range(len(one)) if one[i] != other[i]]
        swapped = len(odd) == 2 and one[odd[0]] == other[odd[1]] and one[odd[1]] == other[odd[0]]
        return len(odd) == 1 or swapped
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


RULE = Rule(
    code="VL206",
    name="near-number",
    severity="warning",
    what_vi="""
    Số, ký hiệu chỉ khác một chữ số hoặc khác năm so với số của một văn bản có đúng trích yếu ấy và được
    nhiều nơi hoặc chính văn bản đó chứng thực: có thể là lỗi gõ.
    """,
    what_en="""
    A number one digit or the year away from that of a document with exactly the same title, which its
    own text or more places attest: probably a slip.
    """,
    why_vi="""
    Viện dẫn phải ghi đúng số, ký hiệu (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b; Nghị định
    78/2025/NĐ-CP, Điều 68).
    """,
    why_en="""
    A citation gives the number exactly (Decree 30/2020/NĐ-CP, Annex I, II.6.b; Decree 78/2025/NĐ-CP,
    Article 68).
    """,
    bad=pages(
        """
        VĂN PHÒNG CHÍNH PHỦ

        Số: 1906/VPCP-KGVX
        V/v báo cáo kết quả triển khai chuyển đổi số quốc gia

        Hà Nội, ngày 23 tháng 3 năm 2021

        Kính gửi: Bộ Khoa học và Công nghệ.
        """,
        """
        Thực hiện Văn bản số 1960/VPCP-KGVX ngày 23 tháng 3 năm 2021 của Văn phòng Chính phủ về việc báo
        cáo kết quả triển khai chuyển đổi số quốc gia, các đơn vị gửi báo cáo.
        """,
    ),
    good=pages(
        """
        VĂN PHÒNG CHÍNH PHỦ

        Số: 1906/VPCP-KGVX
        V/v báo cáo kết quả triển khai chuyển đổi số quốc gia

        Hà Nội, ngày 23 tháng 3 năm 2021

        Kính gửi: Bộ Khoa học và Công nghệ.
        """,
        """
        Thực hiện Văn bản số 1906/VPCP-KGVX ngày 23 tháng 3 năm 2021 của Văn phòng Chính phủ về việc báo
        cáo kết quả triển khai chuyển đổi số quốc gia, các đơn vị gửi báo cáo.
        """,
    ),
    check=check,
)
