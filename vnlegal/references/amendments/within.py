"""What of a unit an order names: its name, its opening words, a paragraph that has no number.

>>> within("tại đoạn thứ hai ")
Within(kind='paragraph', ordinal=2)
>>> [found.kind for one in ("tên ", "đoạn mở đầu ", "câu cuối của ", "tại ") if (found := within(one))]
['name', 'intro', 'unnumbered']
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from ... import late
from ...notation.eids import ORDINALS

# The name of a unit: "|tên |Điều 5", "|tên của |Chương II", "|tên các |điều 60, 61".
_NAME = late.regex(r"(?r)(?:tên|tiêu đề|tên gọi)(?: của)?(?: các)? ")
# The same before a further number of a list: "|tên các điều 60, |61", "|tên khoản 1 và |2".
_LISTED = late.regex(
    r"(?r)(?:tên|tiêu đề|tên gọi)(?: của)?(?: các)? (?:điều|khoản|mục|chương)"
    r" (?:[\dđa-z]{1,5}(?:, | và )){1,30}"
)
# The opening words of a portion: "|đoạn mở đầu |khoản 1".
_INTRO = late.regex(r"(?r)(?:đoạn mở đầu|đoạn dẫn|phần mở đầu|phần dẫn|lời dẫn)(?: của| tại)? ")
# A paragraph by its place: "|đoạn thứ hai |khoản 1", "|đoạn 2 của |khoản 1", "|đoạn cuối |khoản 3".
_PARAGRAPH = late.regex(
    r"(?r)(?<!\p{L})(?<!(?:và|,|hoặc) )(?:đoạn|khổ)(?: văn)?"
    rf" (?P<num>thứ (?:{'|'.join(ORDINALS)}|\d{{1,2}})|\d{{1,2}}|đầu(?: tiên)?|cuối(?: cùng)?)"
    r"(?: của| tại| thuộc)? "
)
# What has no number: "|câu thứ hai |khoản 1", "|gạch đầu dòng thứ nhất |".
_UNNUMBERED = late.regex(
    r"(?r)(?<!\p{L})(?:đoạn|khổ|câu|gạch đầu dòng|gạch ngang|dòng|hàng|cột|ý|bảng|số thứ tự|stt)"
    r"(?: (?:đầu tiên|cuối(?: cùng)?|thứ \p{L}+|thứ \d+|đầu dòng \p{L}+ \p{L}+|\d+|đầu))*"
    r"(?: của| tại| thuộc)? "
)


# A rest that an order leaves out: "Bãi bỏ Điều 3, |trừ |khoản 2", not "khấu trừ".
EXCEPT = late.regex(
    r"(?<!\p{L}|(?:khấu|loại|giảm|miễn|bài|phòng|diệt) )"
    r"(?:trừ(?: trường hợp)?|ngoại trừ|không (?:bao gồm|áp dụng)) "
)


class Within(NamedTuple):
    """A part of a unit; `ordinal` is which paragraph, -1 the last, None of what is not counted."""

    kind: Literal["name", "intro", "paragraph", "unnumbered"]
    ordinal: int | None = None


def within(before: str, further: bool = False) -> Within | None:
    """The part of a unit that the words before it name; `further`: a further number of a list follows."""
    if _NAME.match(before) or (further and _LISTED.match(before)):
        return Within("name")
    if _INTRO.match(before):
        return Within("intro")
    if found := _PARAGRAPH.match(before):
        return Within("paragraph", _ordinal(found["num"]))
    return Within("unnumbered") if _UNNUMBERED.match(before) else None


def _ordinal(words: str) -> int:
    """A place as a number: "thứ hai", "2", "đầu", "cuối cùng"."""
    last = words.split()[-1]
    if words.startswith(("đầu", "cuối")):
        return 1 if words.startswith("đầu") else -1
    return int(last) if last.isdigit() else ORDINALS.index(last) + 1
