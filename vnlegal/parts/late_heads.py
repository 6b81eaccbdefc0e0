"""What some documents say of themselves at their end: place and date, adoption, consolidation.

Laws are dated by "Luật này được Quốc hội … thông qua ngày …"; a consolidated text has number, date and body
beside "XÁC THỰC VĂN BẢN HỢP NHẤT" (Pháp lệnh hợp nhất văn bản quy phạm pháp luật 2012, Điều 15).
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from .. import late
from ..lines import Stretch
from ..model import Field
from ..text import Text
from ..vocabulary import doc_types_by_name
from .closings import Closing
from .head_lines import DateLine, date_line, day_of
from .heads import Head, read_head

_REACH = 4000
_ABOVE = 160
_BLOCK, _LINES = 600, 5
# "Luật này đã được Quốc hội nước … khóa XII, kỳ họp thứ 6 thông qua ngày 25 tháng 11 năm 2009.", "Nghị quyết
# này được Hội đồng nhân dân tỉnh A khóa IX, kỳ họp thứ 8 thông qua ngày 06/7/2018".
_ADOPTED = late.regex(
    r"(?<!\p{L})(?P<type>bộ luật|luật|nghị quyết|pháp lệnh) này (?:đã )?được "
    r"(?P<body>ủy ban thường vụ quốc hội|quốc hội"
    r"|(?:hội đồng nhân dân|hđnd) [^.;,()]{4,60}?(?=,? \(?(?:khóa|kỳ họp|nhiệm kỳ|thông qua) ))"
    r"[^.;]{0,160}?thông qua(?: tại [^.;]{0,60}?)? "
    r"(?P<date>ngày (?P<d>\d{1,2})(?: tháng |[/.-])(?P<m>\d{1,2})(?: năm |[/.-])(?P<y>\d{4}))"
)
# A line that opens an article: "Điều 5.".
_ARTICLE = late.regex(r"(?m)^[“\"]?(?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?\s?[.:]?")
# "Luật này quy định", "kể từ ngày Nghị định này có hiệu lực"
_THIS = late.regex(
    r"(?<!\p{L})(?P<type>bộ luật|luật|pháp lệnh|nghị quyết|nghị định|thông tư|quyết định|chỉ thị)"
    r" này(?!\p{L})"
)
_TYPES = {"bộ luật": "bo-luat", "luật": "luat", "nghị quyết": "nghi-quyet", "pháp lệnh": "phap-lenh"}
_AUTHENTICATES = "xác thực văn bản hợp nhất"


class Adoption(NamedTuple):
    """The formula of adoption: what was adopted, by whom, when."""

    doc_type: str
    type_at: Stretch
    body_at: Stretch
    date_at: Stretch
    day: date | None


def enacted_type(text: Text) -> Field[str] | None:
    """The type by which a text of articles without letterhead speaks of itself: "Luật này quy định …"."""
    if not _ARTICLE.search(text.clean):
        return None
    found = Counter(match["type"] for match in _THIS.finditer(text.folded))
    if not found:
        return None
    word, count = found.most_common(1)[0]
    if count < 0.6 * found.total():
        return None
    first = next(match for match in _THIS.finditer(text.folded) if match["type"] == word)
    return text.field(doc_types_by_name()[word][0].id, *first.span("type"), "speaks of itself")


def adoption(text: Text, closing: Closing | None) -> Adoption | None:
    """The formula with which a law ends, before the closing block or at the end of the text."""
    end = closing.start + _ABOVE if closing else len(text.folded)
    every = list(_ADOPTED.finditer(text.folded, max(0, end - _REACH), end))
    if not every:
        return None
    found = every[-1]
    return Adoption(
        _TYPES[found["type"]], found.span("type"), found.span("body"), found.span("date"), day_of(found)
    )


def closing_date(text: Text, closing: Closing | None) -> DateLine | None:
    """Place and date right above the signature, where some resolutions and old acts have them."""
    if closing is None:
        return None
    return date_line(text, max(0, closing.start - _ABOVE), closing.start + _ABOVE)


def authentication(text: Text, start: int) -> Head | None:
    """Number, date and body of a consolidated text, where they stand beside its authentication."""
    at = text.folded.rfind(_AUTHENTICATES, start)
    if at < 0:
        return None
    begins = [text.clean.rfind("\n", 0, at) + 1]
    while len(begins) < _LINES and begins[-1]:
        begins.append(text.clean.rfind("\n", 0, begins[-1] - 1) + 1)
    found = [read_head(text, begin, min(len(text.clean), at + _BLOCK)) for begin in begins]
    named = [head for head in found if head.number and head.number.number and head.letterhead]
    own = (head for head in named if head.number and "VBHN" in head.number.symbol)
    return next(own, next((head for head in named if head in found[:2]), None))
