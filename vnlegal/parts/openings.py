"""Where running text begins, as against the short lines of a head or a closing block."""

from __future__ import annotations

from .. import late
from ..text import Text
from ..vocabulary import one_of
from .cells import Cell
from .wording import any_of

# A mark of a list: "1.", "a)".
_NUMBERED = late.regex(r"(?:\d{1,2}[.)]|[ivx]{1,4}[.)-]|[a-zđ]\))\s")
# Words that open a text: "Thực hiện", "Ngày".
_OPENING = late.regex(any_of("opening"))
# Words that always do: "Căn cứ", "Điều 1.".
_ALWAYS = late.regex(r"căn\s+cứ\s|điều\s+\d+\s?[.:]|chương\s+[ivx\d]")
# A body that speaks: "Công an tỉnh Đắk Lắk thông báo …", "Bệnh viện có nhu cầu …".
_SPEAKS = late.regex(
    rf"(?:{any_of('body')}|{one_of('bodies', 'heads', 'roles')})(?!\p{{L}})"
    rf"(?:[^.,;:()|]{{0,80}}?\s{any_of('speaks')}[\s.]|[^;:()|]{{0,120}}?\snhư\ssau(?!\p{{L}}))"
)


def speaks(text: Text, cell: Cell) -> bool:
    """Whether a line is the first of a sentence in which a body speaks ("Sở Y tế đề nghị …")."""
    return text.clean[cell.start].isupper() and bool(_SPEAKS.match(text.folded, cell.start, cell.end))


def opens_text(text: Text, cell: Cell) -> bool:
    """Whether a line begins as the text of a document does ("Xét báo cáo …", "1. Bộ …", "Sở Y tế đề nghị …").

    Lines in capitals do not, unless they are headings of the body.
    """
    words = text.clean[cell.start : cell.end]
    if words.isupper():
        return bool(_ALWAYS.match(text.folded, cell.start))
    return speaks(text, cell) or bool(
        _OPENING.match(text.folded, cell.start) or _NUMBERED.match(text.folded, cell.start)
    )
