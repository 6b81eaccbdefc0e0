"""Where a head begins: at its letterhead, below whatever a site, a gazette or a stamp printed above it."""

from __future__ import annotations

from itertools import islice

from .. import late
from ..notation.bodies import named
from ..text import Text, fold
from .cells import Cell, cut
from .head_lines import (
    BEFORE_NUMBER,
    NUMBER,
    date_line,
    enacting_line,
    fills_line,
    in_small_letters,
    inline_number,
    is_above_text,
    is_letterhead,
    is_printed_by_site,
    is_titled,
    law_title,
    mottoes,
    number_at,
    opens_body,
    standard_number,
    title_at,
    title_in_lower_case,
)
from .wording import any_of, starts

_GROUND_BELOW = ("\nCăn cứ ", "\n\nCăn cứ ")
_SEARCH = 30_000
_UNMOTTOED = 4000
_BARE = 12  # cells within which a text without letterhead begins its head
_DOUBTFUL = 4  # lines like "Thành Phố Hà Nội", which need the name of a body above them
_ABOVE = 12  # lines that may stand over the motto
# "Kính gửi:" that begins a letter, not "Kính trình Ủy ban nhân dân tỉnh xem xét" at its end.
_ADDRESSED = late.regex(rf"{any_of('addressees')}\s?(?::|[-–]\s|(?=\||$))")
_REACH = 800
_LONGEST_NUMBER = 80
_ANNEX = late.regex(r"(?m)^[| ]*(?:PHỤ LỤC|Phụ lục|MẪU SỐ|Mẫu số)(?:\s|$)")  # the head is that of a form
# Any letter.
_LETTERS = late.regex(r"\p{L}")
# A number with a slash: the line cites something.
_CITES = late.regex(r"\d/")


def head_start(text: Text, stop: int) -> int | None:
    """Where the head begins, None if nothing before `stop` is the head of a document.

    Sure signs are the motto, the heading of the Party, an own number, a title or "Kính gửi".
    """
    stop = min(stop, _SEARCH)
    found = mottoes(text, 0, stop)
    motto, small = next((m.start() for m in found), None), in_small_letters(text, found)
    if motto is None:
        anchor = _bare_head(text, min(stop, _UNMOTTOED))
    else:
        anchor = _number_above(text, motto, small)
        anchor = motto if anchor is None else anchor
    if anchor is None or _ANNEX.search(text.clean, max(0, anchor - _REACH), anchor):
        return None
    return _walk_up(text, anchor, small)


def _number_above(text: Text, motto: int, small: bool) -> int | None:
    """A number line under a letterhead that is printed before the motto (left column first)."""
    cells = list(cut(text, max(0, motto - 2500), motto))
    for i, cell in enumerate(cells):
        under = _under_letterhead(text, cells, i) or (small and _under_body(text, cells, i))
        if under and _numbered(text, cell):
            return cell.start
    return None


def _under_body(text: Text, cells: list[Cell], i: int) -> bool:
    """Whether the line above a number begins as the name of a body does, in small letters."""
    return bool(i) and opens_body(text.clean[cells[i - 1].start : cells[i - 1].end])


def _numbered(text: Text, cell: Cell) -> bool:
    """Whether a cell is a number line that begins with a capital and gives a number or a symbol."""
    found = NUMBER.match(text.folded, cell.start) if text.clean[cell.start].isupper() else None
    return found is not None and any(number_at(text, found.end(), cell.end + 60)[1:3])


def _bare_head(text: Text, stop: int) -> int | None:
    """Where a head without motto begins: its title or "Kính gửi" first, or a number in company."""
    cells = list(islice(cut(text, 0, stop), 80))
    for i, cell in enumerate(cells):
        if i < _BARE and cell.start < 2500:
            found = title_at(text, cell) or (_titled(text, cell) if i == 0 else None)
            if _ADDRESSED.match(text.folded, cell.start) or (found and fills_line(text, cell, found[0][1])):
                return cell.start
            if i == 0 and (law_title(text, cell) or _decides(text, cell)):
                return cell.start
            if i == 0 and found and is_above_text(text, cell, cells[1:4]):
                return cell.start
        if i >= _BARE and (found := title_at(text, cell)) and inline_number(text, found[0][1]):
            return cell.start  # "THÔNG TƯ / CỦA BỘ A SỐ … NGÀY …" below the table of a site
        if (
            i < _BARE
            and standard_number(text, cell)
            and any(title_at(text, one) for one in cells[i + 1 : i + 3])
        ):
            return cell.start
        if _numbered(text, cell) and _in_company(text, cells, i):
            above = title_at(text, cells[i - 1]) if i else None
            return cells[i - 1].start if above and above[0][1] == cells[i - 1].end else cell.start
    return None


def _decides(text: Text, cell: Cell) -> bool:
    """Whether a body is the first line of a dump, over the grounds and the line that enacts:
    "CHÍNH PHỦ / Căn cứ Luật …; / NGHỊ ĐỊNH:".
    """
    words = text.clean[cell.start : cell.end]
    below = text.clean.startswith(_GROUND_BELOW, cell.end) and words.isupper() and named(words) is not None
    return below and enacting_line(text, cell.end) is not None


def _titled(text: Text, cell: Cell) -> tuple[tuple[int, int], str] | None:
    """A title in small letters that opens a page: "Quyết Định"."""
    return title_in_lower_case(text, cell) if is_titled(text.clean[cell.start : cell.end]) else None


def _in_company(text: Text, cells: list[Cell], i: int) -> bool:
    """Whether a number stands under a letterhead, or over place and date, title, subject or addressees."""
    if _under_letterhead(text, cells, i):
        return True
    near = cells[i : i + 5]
    if date_line(text, near[0].start, near[-1].end):
        return True
    return any(
        title_at(text, cell) or starts("addressees", "subject").match(text.folded, cell.start)
        for cell in near[1:]
    )


def _under_letterhead(text: Text, cells: list[Cell], i: int) -> bool:
    """Whether the line above is a letterhead, or goes on with one: "Ủy Ban Nhân Dân / Tỉnh Kon Tum"."""
    while (
        i and is_titled(text.clean[cells[i - 1].start : cells[i - 1].end]) and not _heads(text, cells[i - 1])
    ):
        i -= 1
    return bool(i) and _heads(text, cells[i - 1])


def _heads(text: Text, cell: Cell) -> bool:
    """Whether a line may stand right above a number: the last of a letterhead, or a stamp in capitals."""
    words = text.clean[cell.start : cell.end]
    stamp = words.isupper() and starts("stamp").match(text.folded, cell.start)
    return bool(stamp) or (is_letterhead(words) and title_at(text, cell) is None)


def _walk_up(text: Text, anchor: int, small: bool) -> int:
    """Walk up over letterhead lines (the left column often comes first); they may be in `small` letters."""
    clean = text.clean
    line = clean.rfind("\n", 0, anchor) + 1
    before = clean[line:anchor].strip(" |")
    beside = bool(before) and is_letterhead(BEFORE_NUMBER.split(before)[0])
    start = begin = line if beside or not before else anchor
    doubtful: list[str] = []
    for _ in range(1 if beside else _ABOVE):
        above = clean.rfind("\n", 0, max(begin - 1, 0)) + 1
        words = clean[above : max(begin - 1, 0)].strip(" |")
        joined = " ".join([words, *doubtful])
        titled = is_titled(words)
        known = not words or _goes_above(text, above, words) or (titled and is_letterhead(joined))
        known = known or (small and opens_body(words) and not is_printed_by_site(words))
        if begin == 0 or not (known or (titled and len(doubtful) < _DOUBTFUL)):
            break
        begin = above
        start = begin if known and _LETTERS.search(words) else start
        doubtful = [] if known and words else [joined]
    return start


def _goes_above(text: Text, at: int, words: str) -> bool:
    """Whether a line over the first sure sign belongs to the head: letterhead, number or an urgency stamp."""
    folded = fold(words)
    if not _LETTERS.search(words):
        return True
    if title_at(text, Cell(at, at + len(words), 0, 0, False)):
        return False
    if NUMBER.match(folded) or folded in ("số:", "số"):
        # A longer one is the heading of a site: "Nghị định số 5/2031/NĐ-CP ngày … về …".
        return len(words) < _LONGEST_NUMBER
    if starts("stamp").match(folded):
        return words.isupper()
    return is_letterhead(words) and not _CITES.search(words)
