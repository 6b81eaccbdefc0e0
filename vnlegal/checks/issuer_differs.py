"""VL203: two places give one document different issuers."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import State
from .agreement import ISSUER, disagreements
from .frame import Flag, Rule, pages
from .view import Sighting, View


def check(view: View) -> Iterator[Flag]:
    """Issuers that are not the same body."""
    for found in disagreements(view, ISSUER):
        message = (
            f"Cơ quan ban hành của {view.name(found.work)} ghi khác nhau: "
            f"{_names(found.flagged)} và {_names(found.against)}"
        )
        yield found.flag(ISSUER, message, "warning" if found.state is State.CONFLICT else "error")


def _names(one: Sighting) -> str:
    return ", ".join(issuer.value for issuer in one.issuers)


RULE = Rule(
    code="VL203",
    name="issuer-differs",
    severity="error",
    what_vi="""
    Cơ quan ban hành của một văn bản được ghi khác nhau ở hai nơi. Bộ và Bộ trưởng, văn phòng và cơ quan
    chủ quản coi là một; tên không có trong danh mục thì không xét.
    """,
    what_en="""
    One document is given different issuers at two places. A ministry and its minister, an office and the
    body it belongs to count as one; names that the registry does not have are not judged.
    """,
    why_vi="""
    Viện dẫn phải ghi tên cơ quan ban hành (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b).
    """,
    why_en="""
    A citation names the issuing body (Decree 30/2020/NĐ-CP, Annex I, II.6.b).
    """,
    bad=pages(
        """
        Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị và Nghị quyết số
        57-NQ/TW ngày 22 tháng 12 năm 2024 của Quân ủy Trung ương.
        """
    ),
    good=pages(
        """
        Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị.

        Việc thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị được báo cáo hằng tháng.
        """
    ),
    check=check,
    preview=True,
)
