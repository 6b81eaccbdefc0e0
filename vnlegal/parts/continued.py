"""A document that the gazette goes on with from the issue before: its head is the gazette's line about it.

CHÍNH PHỦ
Nghị định số 99/2022/NĐ-CP ngày 30 tháng 11 năm 2022
về đăng ký biện pháp bảo đảm
(Tiếp theo Công báo số 899 + 900)
"""

from __future__ import annotations

from .. import late
from ..text import Text
from ..vocabulary import doc_types_by_name
from .cells import Cell, cut
from .head_lines import DateLine, day_of, number_at
from .heads import Head
from .wording import starts

_ZONE, _LONGEST = 4000, 1000
# "(Tiếp theo Công báo số 899 + 900)"
_GOES_ON = late.regex(r"\(tiếp theo công báo số [\d+ ]{1,20}\)")
# "Nghị định số 99/2022/NĐ-CP ngày 30 tháng 11 năm 2022"
_CITED = late.regex(
    r"(?P<type>[\p{L} ]{4,30}?) số (?P<number>\S{4,40}) "
    r"(?P<date>ngày (?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4}))"
)
# What heads an annex: "Phụ lục", "Mẫu số 01d".
_FORM = late.regex(r"(?:phụ lục|mẫu|biểu mẫu|danh mục)(?!\p{L})")


def continued(text: Text) -> Head | None:
    """The head that the gazette prints for the rest of a document, or None."""
    end = _GOES_ON.search(text.folded, 0, _ZONE)
    if end is None:
        return None
    cells = list(cut(text, 0, end.start()))
    types = doc_types_by_name()
    found = ((n, _CITED.match(text.folded, cell.start)) for n, cell in enumerate(cells))
    at, cited = next(((n, match) for n, match in found if match and match["type"] in types), (0, None))
    if cited is None or end.start() - cited.start() > _LONGEST:
        return None
    bodies = [cell for cell in cells[max(0, at - 1) : at] if starts("body").match(text.folded, cell.start)]
    head = Head(bodies[0].start if bodies else cited.start(), end.end())
    head.letterhead = bodies
    head.title = cited.span("type"), types[cited["type"]][0].id
    head.number = number_at(text, cited.start("number"), cited.end("number"))
    head.date = DateLine(None, cited.span("date"), day_of(cited))
    head.subject = [(cell.start, cell.end) for cell in cut(text, cited.end(), end.start())]
    return head


def is_annexed(text: Text, head: Head) -> bool:
    """Whether nothing but annexes follows a head: what is signed there are forms."""
    cells: list[Cell] = list(cut(text, head.end, min(len(text.clean), head.end + 400)))
    return any(_FORM.match(text.folded, cell.start) for cell in cells[:3])
