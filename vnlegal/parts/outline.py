"""The outline of plain directives and plans: items by their marks, paragraphs between them.

Where `body` reads the numbered tree of a text, an outline also holds what has no number: dashes, bullets
and bare paragraphs, each under the item that it belongs to (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .. import late
from ..notation import body_names
from ..scan import plain
from ..text import Text
from .charged import read_charged
from .wording import any_of

_UNNUMBERED = ("plus", "dash", "bullet")
# These stand under no number, letter or dash, each only under those before it.
_WHOLES = ("phan", "chuong", "capital", "roman", "muc", "tieu", "dieu")
_HEADED = frozenset(_WHOLES) - {"capital", "roman"}
_ENDED = (".", ";", ":", "!", "?", "…", "”", "/.", ")")
# A heading cut behind the first word of a name: "2. Cục / Xuất bản, In và Phát hành".
_HEAD_ALONE = late.regex(any_of("charge group"))
# What cannot end a paragraph: the head of a name or a word that wants another ("Bộ trưởng / Bộ Quốc phòng").
_DANGLING = late.regex(
    r"(?<!\p{L})(?:bộ trưởng|chủ tịch|giám đốc|thủ trưởng|trưởng|ủy ban nhân dân|ủy ban"
    r"|ubnd|hđnd|hội đồng nhân dân|bộ|sở|ban"
    r"|văn phòng|tỉnh|thành phố|và|của|các|với|cho|là|về|theo|trung tâm"
    r"|công an|thủ tướng|tổng|phó|đồng chí|các tỉnh|ngân hàng|cục|vụ|viện|quỹ|phòng|hội|đoàn|ngang)$"
)
# The same before a number: "Nghị quyết số / 57-NQ/TW"; not "chuyển đổi số / Sở Khoa học".
_COUNTS = late.regex(r"(?<!\p{L})(?:số|ngày|tháng|năm|quý|điều|khoản|quyết định|nghị quyết)$")
# A word whose second half is the head of a name: "công |vụ|", "cán |bộ|", "xã |hội|".
_COMPOUND = late.regex(
    r"(?<!\p{L})(?:(?:công|nhiệm|nghiệp|nghĩa|dịch|phục) vụ|(?:cán|đảng|nội|tiến|toàn|đồng|đường|tuần) bộ"
    r"|(?:xã|đại|cơ|lễ) hội|(?:quốc|dự|đề|biên|hải) phòng|(?:bệnh|học) viện)$"
)
# Where a name may begin, and its first word.
_CAPITAL = late.regex(r"(?<!\p{L})\p{Lu}\p{L}*")
# What charges who is named behind it: "|Giao| Sở Xây dựng".
_GIVES = late.re(plain(any_of("charge order") + r"\s"))
# Behind a name alone what begins a paragraph: "Giao Sở Xây dựng / |Theo dõi| …", "Các chi bộ / |Căn cứ| …".
_BEGINS = late.re(plain(rf"{any_of('charge verb', 'charge adjunct')}|là\s"))


_FULL = 40  # lines shorter than this are none of running text


@dataclass(slots=True)
class Item:
    """One item or paragraph: kind of its mark ("" for none), its number, stretches, what stands under it."""

    kind: str
    num: str
    start: int
    words: int
    end: int
    children: list[Item] = field(default_factory=list)

    @property
    def stop(self) -> int:
        """Where the last of what stands under it ends."""
        return self.children[-1].stop if self.children else self.end


def read_outline(text: Text, stretches: Sequence[tuple[int, int]]) -> list[Item]:
    """The items of these stretches of the cleaned text, nested by their marks, in page order."""
    roots: list[Item] = []
    path: list[Item] = []
    for start, end in stretches:
        for item in _paragraphs(text, start, end):
            _place(roots, path, item)
    return roots


def _place(roots: list[Item], path: list[Item], item: Item) -> None:
    """Hang an item under the nearest one of another mark; a paragraph leaves dashes behind."""
    if not item.kind:
        while path and (not path[-1].kind or path[-1].kind in _UNNUMBERED):
            path.pop()
    elif any(one.kind == item.kind for one in path):
        while path.pop().kind != item.kind:
            pass
    elif item.kind in _HEADED:
        while path and path[-1].kind not in _WHOLES[: _WHOLES.index(item.kind)]:
            path.pop()
    elif path and not path[-1].kind:
        path.pop()
    (path[-1].children if path else roots).append(item)
    path.append(item)


def _paragraphs(text: Text, start: int, end: int) -> Iterator[Item]:
    """Each line with its mark, parted where a heading in it ends: a paragraph goes on in full width only."""
    printed = [(a, b) for a, b in _printed(text.clean, start, end) if not _is_row(text.clean, a, b)]
    spaced, width, first = _is_spaced(text.clean, printed), _width(printed), _first_width(text.clean, printed)
    lines, i = text.lines, text.lines.at(start)
    if not lines.all:  # nothing but signs that are no words
        return
    open_: Item | None = None
    begun = 0
    for k, (a, b) in enumerate(printed):
        while i + 1 < len(lines.all) and lines.all[i + 1].start <= a:
            i += 1
        line = lines.all[i]
        marked = line.start == a and line.kind != "none"
        if (
            open_
            and not marked
            and _goes_on(text, open_, a, b, spaced, _near(printed, k, first if k == begun + 1 else width))
        ):
            open_.end = b
            continue
        if open_:
            yield open_
        begun = k
        open_ = Item(line.kind, line.mark, a, min(line.words, b), b) if marked else Item("", "", a, a, b)
    if open_:
        yield open_


def _is_spaced(clean: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether a blank line parts the paragraphs, so that one line feed parts none."""
    ends = [(b, after) for (_, b), (after, _) in pairwise(lines) if clean[b - 1] in ".;:"]
    return len(ends) > 2 and sum(clean.count("\n", b, after) > 1 for b, after in ends) > 0.7 * len(ends)


def _width(lines: Sequence[tuple[int, int]], of_ten: int = 9) -> int:
    """How long a full line is: what nine (or so many) of ten lines do not pass."""
    lengths = sorted(b - a for a, b in lines)
    return lengths[len(lengths) * of_ten // 10] if lengths else 0


def _first_width(clean: str, lines: Sequence[tuple[int, int]]) -> int:
    """How long a paragraph's first line is that goes on: pages of the web break it short of the others."""
    after = zip(((0, 0), *lines), lines, lines[1:], strict=False)
    firsts = [(a, b) for (_, z), (a, b), (c, _) in after if clean[c].islower() and clean[z - 1] in ".;:/"]
    return _width(firsts, 5) if len(firsts) > 1 else _width(lines)


def _near(lines: Sequence[tuple[int, int]], k: int, width: int) -> int:
    """How long a full line is around number `k`: what stands beside it tells more than notes far below."""
    near = max(b - a for a, b in lines[max(0, k - 3) : k + 3])
    return min(near, width) if near >= _FULL else width


def _goes_on(text: Text, item: Item, a: int, b: int, spaced: bool, width: int) -> bool:
    clean = text.clean
    between = clean[item.end : a]
    last = clean[item.start : item.end].rstrip()
    if "|" in between:
        # A bar alone in its line is a rule of the page; beside words it ends or begins a cell.
        beside = "|" in (between.partition("\n")[0] + between.rpartition("\n")[2])
        return not beside and clean[a].islower() and not last.endswith(_ENDED)
    word = next(iter(clean[a:b].split(maxsplit=1)), "")  # none in a line of marks alone
    line = item.end - (clean.rfind("\n", 0, item.end) + 1)
    full = width < 160 and line + 1 + len(word) > width * 0.9
    if between.count("\n") > 1:  # a blank line, or the end of a page
        return (clean[a].islower() or (full and not spaced)) and not last.endswith(_ENDED)
    if clean[a].islower() or clean[a] in ",;)" or last.endswith(","):
        return True
    if last.endswith(_ENDED):
        return spaced and not last.endswith(":")
    begins = _BEGINS.match(text.folded, a, b)
    if clean[a] in '“"(' or (not begins and _is_in_name(text, item.words, item.end, b)):
        return True
    if _HEAD_ALONE.fullmatch(text.folded, item.words, item.end):
        return True
    if begins and _is_charge(text, item):
        return False
    if spaced or (
        (line > width * 0.4 or "\n" not in last)
        and _dangles(text, max(item.start, item.end - 40), item.end, a)
    ):
        return True
    return full


def _dangles(text: Text, start: int, end: int, behind: int) -> bool:
    """Whether a line ends with a word that wants another, or one that wants the number behind it."""
    if text.clean[behind].isdigit() and _COUNTS.search(text.folded, start, end):
        return True
    return bool(_DANGLING.search(text.folded, start, end)) and not _COMPOUND.search(text.folded, start, end)


def _is_charge(text: Text, item: Item) -> bool:
    """Whether an item names somebody and no more: "1.4. Giao |Sở Xây dựng|"."""
    order = _GIVES.match(text.folded, item.words, item.end)
    named = read_charged(text, order.end() if order else item.words, item.end, partner=True)
    return named is not None and named.end >= item.end - 1


def _is_in_name(text: Text, start: int, end: int, stop: int) -> bool:
    """Whether a line ends inside the name of a body: "Thống đốc Ngân hàng Nhà nước / Việt Nam"."""
    for word in _CAPITAL.finditer(text.clean, max(start, end - 60), end):
        if _COMPOUND.search(text.folded, max(start, word.start() - 10), word.end()):
            continue
        if end < body_names.end(text.flow, text.folded, word.start()) <= stop:
            return True
    return False


def _printed(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        stop = clean.find("\n", at, end)
        stop = end if stop < 0 else stop
        a, b = at, stop
        while a < b and clean[a] in " |":
            a += 1
        while b > a and clean[b - 1] in " |":
            b -= 1
        if a < b:
            yield a, b
        at = stop + 1


def _is_row(clean: str, a: int, b: int) -> bool:
    """Whether a line is the row of a table: two bars or more."""
    return clean.count("|", a, b) >= 2
