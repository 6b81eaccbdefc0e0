"""VL204: two places call one document by different types."""

from __future__ import annotations

from collections.abc import Iterator

from ..vocabulary import label
from .agreement import TYPE, disagreements
from .frame import Flag, Rule, pages
from .view import View


def check(view: View) -> Iterator[Flag]:
    """Type words that are not the same; "văn bản" and "công văn" go with any."""
    for found in disagreements(view, TYPE):
        here, there = found.flagged.doc_type, found.against.doc_type
        if here and there and not _is_of_the_assembly(view, found.work):
            name, one, other = view.name(found.work), label(here.value), label(there.value)
            message = f"Tên loại của {name} ghi khác nhau: “{one}” và “{other}”"
            yield found.flag(TYPE, message, "warning")


def _is_of_the_assembly(view: View, work: str) -> bool:
    """Whether laws and resolutions share one row of numbers, so that two types may be two documents."""
    found = view.works.get(work)
    return found is not None and found.number is not None and "/QH" in found.number


RULE = Rule(
    code="VL204",
    name="type-differs",
    severity="warning",
    what_vi="""
    Tên loại của một văn bản được ghi khác nhau ở hai nơi. “Văn bản” và “công văn” hợp với mọi loại.
    """,
    what_en="""
    One document is called by different types at two places. “Văn bản” and “công văn” go with any type.
    """,
    why_vi="""
    Viện dẫn phải ghi đầy đủ tên loại (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b).
    """,
    why_en="""
    A citation gives the full type (Decree 30/2020/NĐ-CP, Annex I, II.6.b).
    """,
    bad=pages(
        """
        Thực hiện Quy định số 66-QĐ/TW ngày 06 tháng 02 năm 2017 của Ban Bí thư về thể loại văn bản.

        Các đơn vị rà soát theo Quyết định số 66-QĐ/TW ngày 06 tháng 02 năm 2017 của Ban Bí thư.
        """
    ),
    good=pages(
        """
        Thực hiện Quy định số 66-QĐ/TW ngày 06 tháng 02 năm 2017 của Ban Bí thư về thể loại văn bản.

        Các đơn vị rà soát theo Quy định số 66-QĐ/TW ngày 06 tháng 02 năm 2017 của Ban Bí thư.
        """
    ),
    check=check,
    preview=True,
)
