"""VL303: a document dated before its issuer existed, or after it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..notation.bodies import existed
from ..vocabulary import Issuer, issuers_by_abbreviation
from .frame import Flag, Rule, pages
from .view import View

_GRACE = timedelta(days=60)


def check(view: View) -> Iterator[Flag]:
    """Dated mentions none of whose possible issuers existed, with two months' grace on either side."""
    for document, mention in view.mentions():
        number, day = mention.number, mention.date
        if not number or not number.span or not day or number.value.form in ("other", "standard"):
            continue
        if not day.span or not mention.span.covers(day.span):
            continue  # the day behind a list is of its last item
        for abbreviation in number.value.issuers:
            rows = issuers_by_abbreviation().get(abbreviation, ())
            if rows and not any(_existed(row, day.value) for row in rows):
                names = " / ".join(f"{row.name} ({row.since or '…'} – {row.until or '…'})" for row in rows)
                message = f"{abbreviation} không tồn tại vào ngày {day.value:%d/%m/%Y}: {names}"
                yield Flag(document, mention.span, message)


def _existed(row: Issuer, day: date) -> bool:
    return any(existed(row, day + shift) for shift in (timedelta(0), _GRACE, -_GRACE))


RULE = Rule(
    code="VL303",
    name="issuer-existed",
    severity="warning",
    what_vi="""
    Ngày ban hành ghi ở nơi viện dẫn nằm ngoài thời gian tồn tại của cơ quan mà ký hiệu chỉ ra, quá 60
    ngày.
    """,
    what_en="""
    The date printed lies outside the time in which the body named by the symbol existed, by more than 60
    days.
    """,
    why_vi="""
    Cơ quan không thể ban hành văn bản trước khi được lập hoặc sau khi chấm dứt hoạt động (ví dụ Nghị
    quyết 176/2025/QH15 về cơ cấu tổ chức của Chính phủ).
    """,
    why_en="""
    A body issues nothing before it is set up or after it ends (for example Resolution 176/2025/QH15 on
    the structure of the Government).
    """,
    bad=pages(
        """
        Theo Hướng dẫn số 57-HD/BTGDVTW ngày 22 tháng 10 năm 2023 của Ban Tuyên giáo và Dân vận Trung ương.
        """
    ),
    good=pages(
        """
        Theo Hướng dẫn số 57-HD/BTGDVTW ngày 22 tháng 10 năm 2025 của Ban Tuyên giáo và Dân vận Trung ương.
        """
    ),
    check=check,
    preview=True,
)
