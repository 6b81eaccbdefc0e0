"""VL202: two places give one document different dates."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import State
from .agreement import DATE, disagreements
from .frame import Flag, Rule, pages
from .view import View


def check(view: View) -> Iterator[Flag]:
    """Dates that are not the same: an error, unless two documents disagree about one that is not at hand."""
    for found in disagreements(view, DATE):
        here, there = found.flagged.date, found.against.date
        if here is None or there is None:
            continue
        message = (
            f"Ngày ban hành của {view.name(found.work)} ghi khác nhau: "
            f"{here.value:%d/%m/%Y} và {there.value:%d/%m/%Y}"
        )
        yield found.flag(DATE, message, "warning" if found.state is State.CONFLICT else "error")


RULE = Rule(
    code="VL202",
    name="date-differs",
    severity="error",
    what_vi="""
    Ngày ban hành của một văn bản được ghi khác nhau ở hai nơi: nơi viện dẫn và chính văn bản đó,
    hoặc hai nơi viện dẫn. Hai văn bản nói khác nhau về một văn bản thứ ba không có trong tập thì là
    cảnh báo (warning).
    """,
    what_en="""
    One document is given different dates at two places: where it is cited and in its own header, or
    at two citing places. Where two documents disagree about a third that is not in the corpus it is
    a warning.
    """,
    why_vi="""
    Mỗi văn bản có một số và một ngày ban hành (Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1; Phụ lục I,
    mục II.6.b).
    """,
    why_en="""
    A document has one number and one date of issue (Decree 30/2020/NĐ-CP, Article 15.1; Annex I,
    II.6.b).
    """,
    bad=pages(
        """
        Thực hiện Nghị định số 127/2007/NĐ-CP ngày 01 tháng 8 năm 2007 của Chính phủ, các đơn vị rà soát
        văn bản.

        Việc áp dụng Nghị định số 127/2007/NĐ-CP ngày 28 tháng 12 năm 2007 của Chính phủ do Sở Tư pháp
        hướng dẫn.
        """,
    ),
    good=pages(
        """
        Thực hiện Nghị định số 127/2007/NĐ-CP ngày 01 tháng 8 năm 2007 của Chính phủ, các đơn vị rà soát
        văn bản.

        Việc áp dụng Nghị định số 127/2007/NĐ-CP ngày 01/8/2007 của Chính phủ do Sở Tư pháp hướng dẫn.
        """,
    ),
    check=check,
)
