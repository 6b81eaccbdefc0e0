"""The headings of attachments: "PHỤ LỤC II", "QUY CHẾ / … / (Kèm theo …)", a letterhead with a number."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import regex

from .. import late
from ..lines import Stretch
from ..model import DocNumber
from ..scan import Begun
from ..text import Text, trim
from .cells import Cell
from .head_lines import NUMBER, mottoes, number_at, title_at
from .wording import any_of, starts

HEADING_LINES = 14
HEADED = 1500  # how far above its bracket a heading begins, and below its beginning its type stands
LONGEST_LINE = 220

# What says that a text is enclosed: "(Ban hành kèm theo …"; not "(kèm theo hồ sơ)", what an office hands on.
_ENCLOSED = late.regex(
    rf"\(\s?(?:được\s)?(?:ban hành\s)?{any_of('enclosed')}(?!\s(?:hồ sơ|giấy tờ|tài liệu|bản (?:sao|chính)))"
)
# "PHỤ LỤC II", "Mẫu số 01/ĐK." alone on a line or before a bar (Nghị định 30/2020/NĐ-CP, Phụ lục I, III.1).
_ANNEX_LINE = Begun(
    late.re(r"\n(?:\|\s?)?(?:P[Hh]|[MB][ẪẫIi])"),
    late.regex(
        r"^(?:\|\s?)?(?:PHỤ\s+LỤC|Phụ\s+lục|PHỤ\s+BIỂU|MẪU\s+SỐ|Mẫu\s+số|BIỂU\s+(?:SỐ|MẪU)|Biểu\s+(?:số|mẫu))(?:\s+[\p{Lu}\d][\p{L}\d./-]{0,12})?\s*(?=[\n|.:]|$)",
        regex.MULTILINE,
    ),
    skip=1,
)
# Titles of chapters that are no text of their own: "QUY ĐỊNH CHUNG".
_COMMON = late.regex(r"(?:những\s)?quy định\s+(?:chung|chuyển tiếp|thi hành|cụ thể|khác|chi tiết|riêng)")
_NEAR = 400  # how far a number line may stand from the motto of its letterhead
# Any letter.
_WORD = late.re(r"[^\W_]")
# A line with a date.
_DATE_LINE = late.regex(r"ngày\s.{1,12}tháng\s.{1,12}năm")


def annexes(text: Text, start: int, end: int) -> Iterator[int]:
    """Where lines stand that name an annex or a form."""
    return (match.start() for match in _ANNEX_LINE.finditer(text.clean, start, end))


def enclosures(text: Text, start: int, end: int) -> Iterator[int]:
    """Where brackets stand that say what a text was issued with."""
    return (match.start() for match in _ENCLOSED.finditer(text.folded, start, end))


def letterheads(text: Text, start: int, end: int) -> Iterator[int]:
    """Letterheads of further documents: the motto, and near it a number that is filled in."""
    for motto in mottoes(text, start, end):
        if not motto["tagline"] and number_of(text, max(start, motto.start() - _NEAR), motto.end() + _NEAR):
            yield letterhead_above(text, motto.start(), start)


def heading_above(text: Text, at: int, stop: int) -> int:
    """Where a heading begins that ends right above a bracket: at its type, or its lines in capitals."""
    above = list(reversed(lines_of(text, max(stop, at - HEADED), at)))[:HEADING_LINES]
    for start, end in above:
        if starts("annex").match(text.folded, start) or type_line(text, start, end):
            return letterhead_above(text, start, stop)
        if end - start > LONGEST_LINE or text.clean[end - 1] in ".;:)":
            break
    capitals = [start for start, end in takewhile(lambda line: text.clean[slice(*line)].isupper(), above)]
    return capitals[-1] if capitals else at


def letterhead_above(text: Text, at: int, stop: int) -> int:
    """The beginning of the letterhead that stands right above, if one does."""
    above = list(reversed(lines_of(text, max(stop, at - HEADED), at)))[:HEADING_LINES]
    head = [start for start, end in takewhile(lambda line: is_letterhead(text, *line), above)]
    return head[-1] if head and any(mottoes(text, head[-1], at + _NEAR)) else at


def is_letterhead(text: Text, start: int, end: int) -> bool:
    """Whether a line may be one of a letterhead: capitals, a motto, a number, a date."""
    words = text.clean[start:end]
    return words.isupper() or bool(
        any(m.start() < end for m in mottoes(text, start, end))
        or NUMBER.match(text.folded, start)
        or _DATE_LINE.search(text.folded, start, end)
    )


def type_line(text: Text, start: int, end: int) -> tuple[Stretch, str] | None:
    """The type in capitals that begins a line, if it is no heading of a chapter ("QUY ĐỊNH CHUNG")."""
    found = title_at(text, Cell(start, end, 0, 0, True))
    topical = text.clean[start:end].isupper() and not _COMMON.match(text.folded, start)
    return found if found and (found[0][1] == end or topical) else None


def lines_of(text: Text, start: int, end: int) -> list[Stretch]:
    """The lines of a stretch that hold words, without outer blanks and bars."""
    found, at, end = [], start, min(end, len(text.clean))
    while at < end:
        stop = text.clean.find("\n", at, end)
        stop = end if stop < 0 else stop
        a, b = trim(text.clean, at, stop, " |")
        found += [(a, b)] if _WORD.search(text.clean, a, b) else []
        at = stop + 1
    return found


def number_of(text: Text, start: int, end: int) -> tuple[Stretch, DocNumber] | None:
    """The first number line of a stretch whose number is filled in."""
    for line in lines_of(text, start, end):
        found = NUMBER.match(text.folded, line[0])
        if found and (at := number_at(text, found.end(), line[1])).number:
            return at.span, at.number
    return None
