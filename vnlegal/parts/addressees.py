"""Kính gửi: where the block of addressees ends, and its items (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.9)."""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from ..text import Text, trim
from ..vocabulary import alternatives, doc_types_by_name
from .cells import Cell, cut
from .openings import opens_text
from .wording import starts

# The dash of an addressee: "- Bộ Y tế;".
_DASH = late.regex(r"[-–—+•●▪*]\s?(?=[\p{L}(])")
# A semicolon between addressees, outside brackets.
_SEPARATOR = late.regex(r"\s?;\s?(?![^(]{0,80}\))")
# What the stamp of incoming papers leaves before an addressee, by its dotted lines: "Ngy... 42/4148. |- Bộ".
_STAMP = late.regex(r"[^\n–-]{0,30}?(?:\.{3}|…)[^\n–-]{0,20}(?<=[\s.])(?=[-–] \p{Lu})")
# Where the text begins on the line of the last addressee: "- Phòng Nội vụ huyện A| Căn cứ Luật …".
_GROUND = late.regex(r"(?<=[\p{L}\d)]) (?=Căn cứ \p{Lu})")
# Where a sentence ends and the next begins: "Do ngập lụt trên diện rộng|. T|hực hiện chỉ đạo …".
_NEXT_SENTENCE = late.regex(r"\p{Ll}{2}[.] \p{Lu}")
# Where behind addressees on one line the text begins: "Các trạm bơm| Thực hiện Công văn số …".
_TEXT_BEHIND = late.regex(
    r"(?<=[\p{Ll})]) (?=(?:Thực hiện|Căn cứ|Trả lời|Phúc đáp|Tiếp theo|Theo)"
    rf" (?i:{alternatives(doc_types_by_name())}|(?:ý kiến )?(?:chỉ đạo|đề nghị|kết luận)|luật)(?!\p{{L}}))"
)
_LIMIT, _LONG = 4000, 30


def _cells(text: Text, start: int, end: int) -> Iterator[Cell]:
    """The cells of a stretch, without what a stamp left before a dash, up to the first ground."""
    for cell in cut(text, start, end):
        if stamp := _STAMP.match(text.clean, cell.start, cell.end):
            cell = cell._replace(start=stamp.end())
        if ground := _GROUND.search(text.clean, cell.start, cell.end):
            yield cell._replace(end=ground.start())
            return
        yield cell


def addressees_end(text: Text, start: int, stop: int) -> int:
    """Where the items that begin at `start` end and the text begins."""
    end = start
    last: Cell | None = None
    dashes = False
    for cell in _cells(text, start, min(stop, start + _LIMIT)):
        dash = bool(_DASH.match(text.clean, cell.start))
        if not _belongs(text, last, cell, dash, dashes) if last else _is_text(text, cell):
            break
        if behind := _TEXT_BEHIND.search(text.clean, cell.start, cell.end):
            return behind.start()
        dashes = dashes or dash
        end, last = cell.end, cell
    return end


def _is_text(text: Text, cell: Cell) -> bool:
    """Whether behind an empty "Kính gửi:" the text itself begins: a paragraph apart of the heading."""
    return cell.apart and opens_text(text, cell) and cell.end - cell.start > 40


def _belongs(text: Text, last: Cell, cell: Cell, dash: bool, dashes: bool) -> bool:
    if dash:
        return dashes or text.clean[last.end - 1] in ":;,"
    if starts("address").match(text.folded, cell.start):
        return True
    if text.clean[last.end - 1] == "." and text.clean[last.end - 3 : last.end] != "TP.":
        return False
    if cell.apart and (dashes or text.clean[last.end - 1] != ";"):
        return text.clean[cell.start].islower() and not opens_text(text, cell)
    if opens_text(text, cell):
        return False
    if text.clean[last.end - 1] in ";,":
        return True
    if _is_sentence(text, cell):
        return False
    grows = last.end - last.start < 45 and cell.end - cell.start > 65
    return text.clean[cell.start].islower() or not grows


def _is_sentence(text: Text, cell: Cell) -> bool:
    """Whether a line holds a sentence and the next, or leads to a list: "Do … . Phòng GD&ĐT yêu cầu:"."""
    if not text.clean[cell.start].isupper() or cell.end - cell.start < _LONG:
        return False
    return text.clean[cell.end - 1] == ":" or bool(_NEXT_SENTENCE.search(text.clean, cell.start, cell.end))


def items(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Each addressee, without its dash, its closing mark and an address behind it."""
    cells = list(_cells(text, start, end))
    marked = any(_DASH.match(text.clean, cell.start) for cell in cells)
    item: list[int] = []
    closed = False
    for cell in cells:
        match = _DASH.match(text.clean, cell.start)
        if starts("address").match(text.folded, cell.start):
            closed = True
        if item and (match or (not marked and text.clean[item[1] - 1] == ";")):
            yield from _split(text, item, marked)
            item, closed = [], False
            if starts("address").match(text.folded, cell.start):
                return
        if not item:
            item = [match.end() if match else cell.start, cell.end]
        elif not closed:
            item[1] = cell.end
    if item:
        yield from _split(text, item, marked)


def _split(text: Text, item: list[int], marked: bool) -> Iterator[tuple[int, int]]:
    """One item, or the several that semicolons part where no dashes do."""
    at = item[0]
    cuts = [] if marked else [m.span() for m in _SEPARATOR.finditer(text.clean, item[0], item[1])]
    for a, b in [*cuts, (item[1], item[1])]:
        start, end = trim(text.clean, at, a, " \n;.,|:")
        if start < end:
            yield start, end
        at = b
