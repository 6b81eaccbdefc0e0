"""VL104: a Party number written with State separators, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import DocNumber
from ..notation.bodies import abbreviated
from .frame import Flag, Rule, pages
from .view import View

_SINCE = 1998
_COMMON = ("NQ", "QĐ", "CT", "KL", "KH", "TB", "HD", "CTr", "BC", "TTr")
_PARTY_KINDS = ("party-central", "party-central-body", "party-committee", "party-local", "party-local-body")


def check(view: View) -> Iterator[Flag]:
    """Numbers whose issuers all belong to the other system."""
    for document, mention in view.mentions():
        number = mention.number
        old = mention.date is not None and mention.date.value.year < _SINCE
        if number and number.span and not old and (right := _repaired(number.value)):
            message = f"Dấu phân cách trong {number.value} lẫn giữa cách viết của Đảng và của Nhà nước"
            yield Flag(document, number.span, message, fix=right)


def _repaired(number: DocNumber) -> str | None:
    """The number in the form of the system that its issuers belong to, if that is the other one."""
    rows = [row for one in number.issuers for row in abbreviated(one)]
    if not rows or len(number.issuers) != 1 or number.doc_type is None or number.unit:
        return None
    if number.form == "admin" and all(row.kind in _PARTY_KINDS for row in rows):
        return f"{number.serial}-{number.doc_type}/{number.issuers[0]}"
    if number.form == "party" and number.doc_type in _COMMON and all(row.system == "state" for row in rows):
        return f"{number.serial}/{number.doc_type}-{number.issuers[0]}"
    return None


RULE = Rule(
    code="VL104",
    name="separators",
    severity="warning",
    what_vi="""
    Số, ký hiệu của Đảng viết theo cách của Nhà nước (27/NQ-TW) hoặc ngược lại (01-NQ/CP).
    """,
    what_en="""
    A Party number in the State's form (27/NQ-TW), or a State number in the Party's (01-NQ/CP).
    """,
    why_vi="""
    Nhà nước viết số/loại-cơ quan (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3.c); Đảng viết
    số-loại/cơ quan (Hướng dẫn 36-HD/VPTW).
    """,
    why_en="""
    The State writes number/TYPE-BODY (Decree 30/2020/NĐ-CP, Annex I, II.3.c), the Party number-TYPE/BODY
    (Guidance 36-HD/VPTW).
    """,
    bad=pages(
        """
        Thực hiện Nghị quyết số 27/NQ-TW ngày 21 tháng 5 năm 2018 của Ban Chấp hành Trung ương.
        """
    ),
    good=pages(
        """
        Thực hiện Nghị quyết số 27-NQ/TW ngày 21 tháng 5 năm 2018 của Ban Chấp hành Trung ương.
        """
    ),
    check=check,
)
