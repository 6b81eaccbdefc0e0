"""VL306: a normative document is based on what cannot be its basis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..model import DocNumber, Document, Mention
from .cites_future import own_date
from .frame import Flag, Rule, pages
from .ranks import rank
from .regimes import document_class
from .view import View

# When Nghị định 34/2016/NĐ-CP, whose Article 61 says what a basis is, entered into force.
_SINCE = date(2016, 7, 1)
_NEVER = ("TB", "KL", "BC", "TTr", "KH", "CV", "CĐ", "HD")


def check(view: View) -> Iterator[Flag]:
    """Bases of normative documents that are Party or plain administrative documents, or of lower rank."""
    for document in view.documents:
        own, day = document.preface.number, own_date(document)
        early = day is not None and day.value < _SINCE
        if own and not early and document_class(document) == "normative":
            for mention, number in bases(document):
                if why := _unfit(own.value, number):
                    yield Flag(document, mention.span, f"{number} không thể là căn cứ: {why}")


def bases(document: Document) -> Iterator[tuple[Mention, DocNumber]]:
    """The numbered documents that a document says it is based on, in its preamble."""
    said = [one for one in document.claims if one.kind == "based_on" and one.subject == "self"]
    ids = {one.object for one in said if one.part == "preamble"}
    for mention in document.mentions:
        if mention.id in ids and mention.number and not mention.quoted:
            yield mention, mention.number.value


def _unfit(own: DocNumber, basis: DocNumber) -> str | None:
    if basis.form == "party":
        return "văn bản của Đảng không phải văn bản quy phạm pháp luật"
    if basis.form == "letter" or (basis.form == "admin" and basis.doc_type in _NEVER):
        return "văn bản hành chính không phải văn bản quy phạm pháp luật"
    mine, its = rank(own), rank(basis)
    return f"hiệu lực pháp lý thấp hơn {own}" if mine and its and its > mine else None


RULE = Rule(
    code="VL306",
    name="basis-rank",
    severity="warning",
    what_vi="""
    Văn bản quy phạm pháp luật căn cứ một văn bản của Đảng, một văn bản hành chính, hoặc một văn bản có hiệu
    lực pháp lý thấp hơn. Văn bản cùng bậc (khi sửa đổi, bổ sung), dòng “Xét”, “Thực hiện”, “Theo đề nghị”
    thì không xét; văn bản hành chính và văn bản trước ngày 01/7/2016 không xét.
    """,
    what_en="""
    A normative document is based on a Party document, an administrative document, or one of lower legal
    force. Documents of the same rank (amendments), lines of “Xét”, “Thực hiện”, “Theo đề nghị”, and
    administrative documents and those from before 1 July 2016 are not judged.
    """,
    why_vi="""
    Căn cứ ban hành là văn bản quy phạm pháp luật có hiệu lực pháp lý cao hơn (Nghị định 34/2016/NĐ-CP, Điều
    61; Nghị định 79/2025/NĐ-CP, Điều 6).
    """,
    why_en="""
    A basis is a normative document of higher legal force (Decree 34/2016/NĐ-CP, Article 61; Decree
    79/2025/NĐ-CP, Article 6).
    """,
    bad=pages(
        """
        CHÍNH PHỦ

        Số: 30/2020/NĐ-CP

        Hà Nội, ngày 05 tháng 3 năm 2020

        NGHỊ ĐỊNH
        Về công tác văn thư

        Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;

        Căn cứ Nghị quyết số 27-NQ/TW ngày 21 tháng 5 năm 2018 của Ban Chấp hành Trung ương;

        Điều 1. Phạm vi điều chỉnh

        Nghị định này quy định về công tác văn thư.
        """
    ),
    good=pages(
        """
        CHÍNH PHỦ

        Số: 30/2020/NĐ-CP

        Hà Nội, ngày 05 tháng 3 năm 2020

        NGHỊ ĐỊNH
        Về công tác văn thư

        Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;

        Căn cứ Luật Lưu trữ số 01/2011/QH13 ngày 11 tháng 11 năm 2011;

        Thực hiện Nghị quyết số 27-NQ/TW ngày 21 tháng 5 năm 2018 của Ban Chấp hành Trung ương;

        Điều 1. Phạm vi điều chỉnh

        Nghị định này quy định về công tác văn thư.
        """
    ),
    check=check,
    preview=True,
)
