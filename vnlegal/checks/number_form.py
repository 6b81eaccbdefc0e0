"""VL101: a number whose symbol follows no form, since the hyphen between type and issuer is missing."""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from ..model import DocNumber
from ..notation import numbers
from ..vocabulary import doc_types_by_abbreviation, issuers_by_abbreviation
from .frame import Flag, Rule, pages
from .view import View

# A symbol that a blank cuts ("TTBNN MT") is not known to its end.
_GOES_ON = late.regex(r"\s?\p{Lu}{2}")


def check(view: View) -> Iterator[Flag]:
    """Numbers that would be of a known form with one hyphen more; what is not known at all is left alone."""
    for document, mention in view.mentions():
        number = mention.number
        if number is None or number.span is None:
            continue
        printed = document.text(number.span)
        lost = number.value.form != "other" and printed == numbers.glued(number.value) != number.value.compact
        if not (lost or number.value.form == "other"):
            continue
        if not _GOES_ON.match(document.source.text, number.span.end):
            right = [number.value.compact] if lost else _parted(number.value)
            if len(right) == 1:
                symbol = printed.rpartition("/")[2] if lost else number.value.symbol
                message = f"Ký hiệu {symbol} không tách được tên loại và cơ quan ban hành"
                yield Flag(document, number.span, message, fix=right[0])


def _parted(number: DocNumber) -> list[str]:
    """The number with a hyphen wherever a registered type is followed by a registered issuer.

    >>> [_parted(number) for _, _, number in numbers.find("số 79/2025/TTrCP và số 1691/UBDNGS15")]
    [['79/2025/TTr-CP'], []]
    """
    kinds, bodies, symbol = doc_types_by_abbreviation(party=False), issuers_by_abbreviation(), number.symbol
    cuts = (i for i in range(1, len(symbol)) if symbol[:i] in kinds and symbol[i:] in bodies)
    head = number.compact.removesuffix(symbol)
    return [f"{head}{symbol[:i]}-{symbol[i:]}" for i in cuts]


RULE = Rule(
    code="VL101",
    name="number-form",
    severity="note",
    what_vi="""
    Ký hiệu viết liền tên loại với cơ quan ban hành (NĐCP, TTBTC) nên không theo mẫu nào. Chỉ xét khi cả hai
    phần đều là chữ viết tắt đã biết; ký hiệu lạ thì không xét.
    """,
    what_en="""
    A symbol glues type and issuer together (NĐCP, TTBTC) and so follows no form. Judged only if both parts
    are known abbreviations; unknown symbols are not judged.
    """,
    why_vi="""
    Giữa chữ viết tắt tên loại và chữ viết tắt tên cơ quan có dấu gạch nối (Nghị định 30/2020/NĐ-CP, Phụ lục
    I, mục II.3).
    """,
    why_en="""
    A hyphen stands between the abbreviations of type and issuer (Decree 30/2020/NĐ-CP, Annex I, II.3).
    """,
    bad=pages(
        """
        Thực hiện Nghị định số 79/2025/NĐCP ngày 01 tháng 4 năm 2025 của Chính phủ, các đơn vị rà soát văn
        bản.
        """
    ),
    good=pages(
        """
        Thực hiện Nghị định số 79/2025/NĐ-CP ngày 01 tháng 4 năm 2025 của Chính phủ, các đơn vị rà soát văn
        bản.
        """
    ),
    check=check,
    preview=True,
)
