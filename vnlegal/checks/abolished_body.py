"""VL304: a body that no longer exists, or not yet, is addressed or given a task."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ..model import Document, Span
from ..notation.bodies import existed, named
from ..notation.places import MERGER, ended, ended_level
from ..vocabulary import Issuer, issuers
from .cites_future import own_date
from .frame import Flag, Rule, pages
from .view import View


def check(view: View) -> Iterator[Flag]:
    """Addressees, recipients and actors that the registry knows and that did not exist on the day."""
    for document in view.documents:
        own = own_date(document)
        seen: set[str] = set()
        for name, span in _bodies(document) if own else ():
            if (
                own
                and own.value >= MERGER
                and (old := ended(name) or ended_level(name))
                and old.name not in seen
            ):
                seen.add(old.name)
                message = f"{old.name} không còn vào ngày {own.value:%d/%m/%Y}"
                yield Flag(document, span, message, hint=f"nay là {old.now}" if old.now else None)
                continue
            body = named(name)
            if own and body and body.row.id not in seen and not _exists(body.row, own.value):
                seen.add(body.row.id)
                heirs = ", ".join(issuers().get(id).name for id in body.row.successors)
                message = f"{body.row.name} không tồn tại vào ngày {own.value:%d/%m/%Y}"
                yield Flag(document, span, message, hint=f"nay là {heirs}" if heirs else None)


def _exists(row: Issuer, day: date) -> bool:
    """Whether a body exists on a day or soon after: what is signed the day before it begins may name it."""
    return existed(row, day) or existed(row, day + _SOON)


_SOON = timedelta(days=60)


def _bodies(document: Document) -> Iterator[tuple[str, Span]]:
    """Whom the document speaks to, with their places."""
    fields = [*document.preface.addressees]
    fields += [one.body for one in document.conclusions.recipients]
    fields += [actor for task in document.tasks for actor in (*task.actors, *task.partners)]
    yield from ((one.value, one.span) for one in fields if one.span)


RULE = Rule(
    code="VL304",
    name="abolished-body",
    severity="warning",
    what_vi="""
    Nơi kính gửi, nơi nhận hoặc nơi giao việc ghi tên cơ quan không tồn tại vào ngày ban hành (đã giải
    thể, sáp nhập hoặc chưa được lập), kể cả xã, tỉnh đã sáp nhập và cấp huyện từ 01/7/2025.
    """,
    what_en="""
    An addressee, a recipient or somebody given a task did not exist on the day of issue (dissolved,
    merged, or not yet set up); so are merged communes and provinces, and districts, from 1 July 2025.
    """,
    why_vi="""
    Cơ cấu tổ chức của Chính phủ từ 01/3/2025 (Nghị quyết 176/2025/QH15); không còn cấp huyện từ 01/7/2025
    (Nghị quyết 203/2025/QH15).
    """,
    why_en="""
    The structure of the Government from 1 March 2025 (Resolution 176/2025/QH15); no district level from 1
    July 2025 (Resolution 203/2025/QH15).
    """,
    bad=pages(
        """
        VĂN PHÒNG CHÍNH PHỦ

        Số: 4010/VPCP-KGVX
        V/v báo cáo kết quả chuyển đổi số

        Hà Nội, ngày 12 tháng 5 năm 2025

        Kính gửi: Bộ Kế hoạch và Đầu tư.

        Văn phòng Chính phủ thông báo để Bộ biết, thực hiện./.
        """
    ),
    good=pages(
        """
        VĂN PHÒNG CHÍNH PHỦ

        Số: 4010/VPCP-KGVX
        V/v báo cáo kết quả chuyển đổi số

        Hà Nội, ngày 12 tháng 5 năm 2025

        Kính gửi: Bộ Tài chính.

        Văn phòng Chính phủ thông báo để Bộ biết, thực hiện./.
        """
    ),
    check=check,
)
