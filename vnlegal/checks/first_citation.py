"""VL401: the first citation of a document leaves out what the rules of citing ask for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from unicodedata import normalize

from .. import late, vocabulary
from ..model import DocNumber, Document, Mention
from ..notation.bodies import abbreviated
from ..notation.number_types import types_of
from ..text import bare, fold
from ..vocabulary.acts import ACTS
from .amendment_tail import names_amender
from .frame import Flag, Rule, pages
from .regimes import Regime, regime
from .view import View, note_of, sighting, title_openings

# Without marks, which OCR loses: "Nghị định sô 33/2019/NĐ-CP".
_WORD = late.regex(r"(?<!\p{L})so\s*:?[\s*\[(]*$")
_UNDER_HEAD = late.regex(r"[:;,]\s*số|^số")
# A list or table of a digest, not the running text: "| **Thay thế** | ", "- **Viện dẫn:** ", "- ".
_DIGEST = late.regex(r"\|.*|[-*•+][ \t]{1,4}\*\*[^*\n]{1,60}\*\*.*|[-*•+][ \t]{0,4}")
# An abbreviated type, as nobody writes it in a document: "TT 82/2011/TT-BNNPTNT".
_ABBREVIATED = late.regex(r"(?:TT|TTLT|NĐ|QĐ|NQ|CT|CV)[\s.]")
_TITLE_BEFORE = late.regex(
    r"(?:kèm theo|(?:đề nghị|ý kiến|báo cáo|kiến nghị|đề xuất|thẩm định)\b[^.;]{0,120} tại"
    r"(?: (?:các )?\p{L}[^.;]*)?)$"
)
_LISTED = late.regex(r"(?:[;,]|[;,]? ?và) (?:các )?(?:\p{L}+ ){0,3}số \d")
_BRACKET = late.regex(r"^\([^()]{1,40}\) ?")
# Who made it, at the end of a title: "… của Hiệu trưởng Trường Đại học Quy Nhơn".
_MADE_BY = late.regex(
    r" của (?:(?:Bộ|Hiệu|Tổng cục|Cục|Viện) trưởng|Giám đốc|Chủ tịch|Thủ tướng|Ủy ban|UBND|Hội đồng"
    r"|Bộ \p{Lu})[^,;]{0,80}$"
)
_NEAR = 200
_NOT_DOCUMENTS = ("other", "standard", "law")
_LABELS = {
    "doc_type": "tên loại",
    "word": "từ “số”",
    "date": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "title": "trích yếu",
}


def check(view: View) -> Iterator[Flag]:
    """First citations in the running text that lack an element."""
    for document in view.documents:
        rules = regime(document)
        if rules is None:
            continue
        for mention in view.first_mentions(document):
            if missing := _missing(view, document, mention, rules):
                yield _flag(document, mention, missing, rules)


def _missing(view: View, document: Document, mention: Mention, rules: Regime) -> tuple[str, ...]:
    number = mention.number
    exempt = mention.quoted or (mention.doc_type and mention.doc_type.value in ACTS)
    if exempt or number is None or number.span is None or number.value.form in _NOT_DOCUMENTS:
        return ()
    if _in_a_title(document, mention) or names_amender(document, mention):
        return ()
    if _in_a_digest(document, mention) or (mention.doc_type is None and not types_of(number.value)):
        return ()
    said = sighting(document, mention)
    before = document.source.text[mention.span.start : number.span.start]
    given = {
        "doc_type": said.doc_type is not None or _in_a_list(document, mention),
        "word": _WORD.search(bare(fold(normalize("NFC", before)))) is not None or not before.strip(),
        "date": said.date is not None,
        "issuer": bool(said.issuers) or _issuer_near(document, mention, number.value),
        "title": said.title is not None or _title_elsewhere(document, mention),
    }
    return tuple(name for name in _LABELS if name in rules.needs and not given[name])


def _in_a_digest(document: Document, mention: Mention) -> bool:
    """Whether it stands in what a site lists of a document, or in the short way of such lists."""
    text, start = document.source.text, mention.span.start
    line = text[text.rfind("\n", 0, start) + 1 : start].lstrip(" \t")
    return bool(_DIGEST.fullmatch(line) or _ABBREVIATED.match(text, start))


def _in_a_title(document: Document, mention: Mention) -> bool:
    """Whether the mention stands inside the title of another: it is part of a name, not a citation."""
    titles = (one.title.span for one in document.mentions if one.title and one.id != mention.id)
    return any(span is not None and span.covers(mention.span) for span in titles)


def _title_elsewhere(document: Document, mention: Mention) -> bool:
    """Whether the title stands in a footnote, behind a bracket, with the next of a list, or before."""
    text, start, end = document.source.text, mention.span.start, mention.span.end
    before, after = (_flat(text[max(start - _NEAR, 0) : start]), _flat(text[end : end + _NEAR]))
    if note_of(document, mention) or _in_a_list(document, mention) or _TITLE_BEFORE.search(before):
        return True
    behind = bare(_BRACKET.sub("", after))
    return _LISTED.match(after) is not None or behind.startswith(_openings())


@cache
def _openings() -> tuple[str, ...]:
    """What a title or the matter of a letter begins with, without marks ("báo cáo về …", "đề nghị …")."""
    letters = vocabulary.table("checks")["letter_openings"]
    return tuple(bare(one) for one in (*title_openings(), *letters))


def _in_a_list(document: Document, mention: Mention) -> bool:
    """Whether a head before a colon says the type for several numbers ("các Nghị định: số …; số …")."""
    start = mention.span.start
    return _UNDER_HEAD.search(_flat(document.source.text[max(start - 3, 0) : start + 3])) is not None


def _flat(text: str) -> str:
    return " ".join(fold(text.replace("*", "")).split())


def _issuer_near(document: Document, mention: Mention, number: DocNumber) -> bool:
    """Whether the issuer is named behind the title, or the body of the symbol shortly before.

    "về Quy chế tuyển sinh của Hiệu trưởng Trường …", "… Bộ Y tế đã ban hành Kế hoạch …".
    """
    if mention.title and _MADE_BY.search(mention.title.value):
        return True
    flat = _flat(document.source.text[max(mention.span.start - _NEAR, 0) : mention.span.start])
    rows = (row for one in number.issuers for row in abbreviated(one, number.year))
    return any(fold(name) in flat for row in rows for name in (row.name, *row.names))


def _flag(document: Document, mention: Mention, missing: tuple[str, ...], rules: Regime) -> Flag:
    words = ", ".join(_LABELS[name] for name in missing)
    message = f"Viện dẫn lần đầu chưa đủ: thiếu {words}"
    return Flag(document, mention.span, message, hint=rules.hint)


RULE = Rule(
    code="VL401",
    name="first-citation",
    severity="note",
    what_vi="""
    Lần đầu viện dẫn một văn bản trong phần nội dung mà thiếu tên loại, số, ngày, cơ quan ban hành
    hoặc trích yếu mà quy định áp dụng cho văn bản đang xét (theo loại và ngày ban hành) đòi hỏi.
    Dòng V/v, chú thích và phụ lục không tính là lần đầu; trích yếu có thể đứng ở chú thích; luật,
    pháp lệnh chỉ cần tên. Văn bản sửa đổi nêu ở phần “được sửa đổi, bổ sung bởi …” thì không xét.
    """,
    what_en="""
    The first citation of a document in the running text lacks a type word, “số”, date, issuer or
    title that the rules for the citing document (by its class and date) require. Subject line,
    notes and annexes do not count as first; the title may stand in a footnote; laws and ordinances
    need only their name. What is named as amending another (“được sửa đổi, bổ sung bởi …”) is not judged.
    """,
    why_vi="""
    Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6.b (văn bản hành chính); Nghị định 78/2025/NĐ-CP,
    Điều 68, sửa đổi bởi Nghị định 187/2025/NĐ-CP (văn bản quy phạm pháp luật, không cần ngày).
    """,
    why_en="""
    Decree 30/2020/NĐ-CP, Annex I, II.6.b (administrative documents); Decree 78/2025/NĐ-CP, Article
    68, amended by Decree 187/2025/NĐ-CP (normative documents, no date needed).
    """,
    bad=pages(
        """
        VĂN PHÒNG CHÍNH PHỦ

        Số: 370/VPCP-KGVX

        Hà Nội, ngày 14 tháng 01 năm 2025

        Kính gửi: Các Bộ trưởng.

        Các bộ báo cáo việc thực hiện Nghị quyết 52-NQ/TW của Bộ Chính trị.
        """,
    ),
    good=pages(
        """
        VĂN PHÒNG CHÍNH PHỦ

        Số: 370/VPCP-KGVX

        Hà Nội, ngày 14 tháng 01 năm 2025

        Kính gửi: Các Bộ trưởng.

        Các bộ báo cáo việc thực hiện Nghị quyết số 52-NQ/TW ngày 27 tháng 9 năm 2019 của Bộ Chính trị
        về một số chủ trương, chính sách chủ động tham gia cuộc Cách mạng công nghiệp lần thứ tư.
        """,
    ),
    check=check,
)
