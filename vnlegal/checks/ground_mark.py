"""VL406: a ground that does not end with its mark: a semicolon, and behind the last line a full stop."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import regex

from .. import late
from ..model import Document, Span
from .cites_future import own_date
from .frame import Flag, Rule, pages
from .regimes import regime
from .view import View

# The National Assembly has rules of form of its own (Nghị quyết 351/2017/UBTVQH14).
_ASSEMBLY = ("QH", "UBTVQH")
_MARKS = ";.,:"
# What may stand between a ground and its mark: blanks, emphasis of Markdown.
_BLANK = " \t\r*_\\"
# The formula behind the grounds: "QUYẾT ĐỊNH:" (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6).
_FORMULA = late.regex(r"^[ *_#|]{0,8}(?:RA )?QUYẾT (?:ĐỊNH|NGHỊ)[ *_]{0,8}:?[ *_]{0,8}$", regex.MULTILINE)
_HEADING = "\n#"  # of a page made from a document
_FAR = 2_000


class _End(NamedTuple):
    """The last word of a line with what stands behind it, and the mark there, if one is."""

    span: Span
    mark: str
    right: str


def check(view: View) -> Iterator[Flag]:
    """Grounds of administrative documents on lines of their own, and the last line before the formula."""
    for document in view.documents:
        for end in _ends(document) if _is_ruled(document) else ():
            if end.mark != end.right:
                word = document.text(end.span)
                fix = f"{word[: len(word) - len(end.mark)]}{end.right}"
                message = f"Dòng căn cứ không kết thúc bằng dấu “{end.right}”"
                yield Flag(document, end.span, message, fix=fix)


def _is_ruled(document: Document) -> bool:
    """Whether Nghị định 30/2020/NĐ-CP rules the form of a document; not that of the National Assembly."""
    rules, number = regime(document), document.preface.number
    if own_date(document) is None or number is None or rules is None or rules.of != "administrative":
        return False
    return not any(issuer.startswith(_ASSEMBLY) for issuer in number.value.issuers)


def _ends(document: Document) -> Iterator[_End]:
    text, grounds = document.source.text, [one.span for one in document.bases if one.span]
    if not grounds:
        return
    formula = _FORMULA.search(text, grounds[-1].end, grounds[-1].end + _FAR)
    if formula is None or _HEADING in text[grounds[-1].end : formula.start()]:
        return
    for one, following in pairwise(grounds):
        between = text[one.end : following.start]
        if "\n" in between and not between.strip(_BLANK + _MARKS + "\n-"):
            yield _end(text, one.end, ";")
    yield _end(text, len(text[: formula.start()].rstrip(_BLANK + "\n" + _MARKS)), ".")


def _end(text: str, at: int, right: str) -> _End:
    """How a line ends whose words end at a place."""
    start = max(text.rfind(blank, 0, at) for blank in " \n") + 1
    stop = at
    while text[stop : stop + 1] and text[stop] in _BLANK:
        stop += 1
    mark = text[stop : stop + 1]
    return _End(Span(start, stop + 1), mark, right) if mark in _MARKS else _End(Span(start, at), "", right)


RULE = Rule(
    code="VL406",
    name="ground-mark",
    severity="note",
    what_vi="""
    Trong quyết định, nghị quyết hành chính từ 05/3/2020, một căn cứ đứng riêng một dòng không kết thúc bằng
    dấu chấm phẩy, hoặc dòng cuối trước “QUYẾT ĐỊNH”, “QUYẾT NGHỊ” không kết thúc bằng dấu chấm.
    """,
    what_en="""
    In administrative decisions and resolutions since 5 March 2020 a ground on a line of its own does not end
    with a semicolon, or the last line before “QUYẾT ĐỊNH”, “QUYẾT NGHỊ” not with a full stop.
    """,
    why_vi="""
    Sau mỗi căn cứ phải xuống dòng, cuối dòng có dấu chấm phẩy, dòng cuối cùng kết thúc bằng dấu chấm (Nghị
    định 30/2020/NĐ-CP, Phụ lục I, mục II.6.a).
    """,
    why_en="""
    Each ground has a line of its own that ends with a semicolon, the last with a full stop (Decree
    30/2020/NĐ-CP, Annex I, II.6.a).
    """,
    bad=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 210/QĐ-UBND

        Kon Tum, ngày 12 tháng 3 năm 2024

        QUYẾT ĐỊNH
        Về việc thành lập Tổ công tác

        Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015,

        Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;

        Theo đề nghị của Giám đốc Sở Nội vụ.

        QUYẾT ĐỊNH:

        Điều 1. Thành lập Tổ công tác.
        """,
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 211/QĐ-UBND

        Kon Tum, ngày 12 tháng 3 năm 2024

        QUYẾT ĐỊNH
        Về việc thành lập Tổ giúp việc

        Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

        Theo đề nghị của Giám đốc Sở Nội vụ,

        QUYẾT ĐỊNH:

        Điều 1. Thành lập Tổ giúp việc.
        """,
    ),
    good=pages(
        """
        ỦY BAN NHÂN DÂN
        TỈNH KON TUM

        Số: 210/QĐ-UBND

        Kon Tum, ngày 12 tháng 3 năm 2024

        QUYẾT ĐỊNH
        Về việc thành lập Tổ công tác

        Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

        Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;

        Theo đề nghị của Giám đốc Sở Nội vụ.

        QUYẾT ĐỊNH:

        Điều 1. Thành lập Tổ công tác.
        """
    ),
    check=check,
)
