"""VL402: a law under Căn cứ without its number, where the rules ask for it."""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from ..model import Document, Mention
from ..vocabulary.acts import LAWS
from .frame import Flag, Rule, pages
from .regimes import regime
from .view import View

_WITHOUT = "Căn cứ ghi luật mà không ghi số, ký hiệu"
_MIXED = "Căn cứ ghi luật mà không ghi số, ký hiệu, trong khi chỗ khác có ghi"


def check(view: View) -> Iterator[Flag]:
    """Laws named without number in the preamble of normative documents from 1 July 2025; graver if mixed."""
    for document in view.documents:
        rules = regime(document)
        if rules is None or rules.id != "QPPL-187":
            continue
        laws = [one for one in _bases(document) if one.doc_type and one.doc_type.value in LAWS]
        mixed = any(one.number for one in laws)
        for one in laws:
            if one.number is None and one.kind == "named" and not _is_numbered_behind(document, one):
                yield Flag(
                    document,
                    one.span,
                    _MIXED if mixed else _WITHOUT,
                    severity="warning" if mixed else "note",
                    hint=rules.hint,
                )


# The number of a law behind the names of all that it amends ("… của Luật Đấu thầu, Luật Hải quan số 90").
_NUMBER_BEHIND = late.regex(r"\bsố \d{1,3}/\d{4}/QH")
_BEHIND = 400  # characters


def _is_numbered_behind(document: Document, one: Mention) -> bool:
    line = document.source.text[one.span.start : one.span.end + _BEHIND].partition("\n")[0]
    return _NUMBER_BEHIND.search(line.partition(";")[0]) is not None


def _bases(document: Document) -> list[Mention]:
    """What the document says it rests on; a law named in the title of a basis is none."""
    said = [one for one in document.claims if one.kind == "based_on" and one.subject == "self"]
    ids = {one.object for one in said if one.part == "preamble"}
    return [one for one in document.mentions if one.id in ids and not one.quoted]


RULE = Rule(
    code="VL402",
    name="law-without-number",
    severity="note",
    what_vi="""
    Văn bản quy phạm pháp luật từ 01/7/2025 căn cứ một luật, pháp lệnh mà không ghi số, ký hiệu; nếu cùng
    văn bản chỗ ghi chỗ không thì là cảnh báo. Văn bản hành chính không cần ghi số của luật.
    """,
    what_en="""
    A normative document from 1 July 2025 is based on a law or ordinance whose number it does not give; a
    warning where one document mixes both forms. Administrative documents need not give a law's number.
    """,
    why_vi="""
    Nghị định 78/2025/NĐ-CP, Điều 68 khoản 1 điểm a, sửa đổi bởi Nghị định 187/2025/NĐ-CP.
    """,
    why_en="""
    Decree 78/2025/NĐ-CP, Article 68.1.a, amended by Decree 187/2025/NĐ-CP.
    """,
    bad=pages(
        """
        CHÍNH PHỦ

        Số: 159/2026/NQ-CP

        Hà Nội, ngày 29 tháng 5 năm 2026

        NGHỊ QUYẾT
        Về phát triển công dân số

        Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;

        Điều 1. Phạm vi điều chỉnh

        Nghị quyết này quy định về công dân số.
        """
    ),
    good=pages(
        """
        CHÍNH PHỦ

        Số: 159/2026/NQ-CP

        Hà Nội, ngày 29 tháng 5 năm 2026

        NGHỊ QUYẾT
        Về phát triển công dân số

        Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;

        Điều 1. Phạm vi điều chỉnh

        Nghị quyết này quy định về công dân số.
        """
    ),
    check=check,
)
