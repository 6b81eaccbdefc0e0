"""The tree of a text, be it the body of a page or an attachment: its portions, nested.

A line opens a portion if its mark has the right form, counts on from the one before it, and stands where
a sentence has ended.  Text quoted in an amending act opens none (Nghị định 78/2025/NĐ-CP, Phụ lục I).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .. import late
from ..model import Field, Portion
from ..notation import eids
from ..text import Text, fold, trim
from .marks import HEADINGS, LEVEL, Mark, find_marks
from .numbering import ArticleNumbers, count
from .wording import any_of

_KINDS = {
    "tieu": "tieu-muc",
    "capital": "muc-so",
    "roman": "muc-so",
    "number": "muc-so",
    "sub": "muc-so",
    "letter": "diem",
}
_ENDED = (*'.;:?!…”"/|)]–-,', " và", "\nvà", " hoặc", "\nhoặc")
_REACH = 900  # how far below a heading the article or heading stands that it heads
# What a heading cannot end with: "của", "và".
_DANGLING = late.regex(rf"\s{any_of('unfinished')}$")
# A printed line that a number goes on: "theo quy định tại khoản / 2. …", not "trong 30 ngày / 2. …".
_CUT = late.regex(
    r"(?<!\p{L})(?:điểm|khoản|điều|mục|chương|phần|tiết|số|(?<!\d )tháng|đến|từ|quý|kỳ|nhóm|thứ)$"
)
# A khoản whose mark lacks its dot, or that stands behind the one before: "1 Tòa án …", "…; 4. Hàng hóa …".
_LOST = late.regex(r"(?:\n(?P<n>\d{1,2})(?:[.,)] ?| )|(?<=[\p{L};:)]) (?P<n>\d{1,2})\. )(?=\p{Lu})")
_MOST_LOST = 3  # of one article, side by side
# The line over a title that is not in capitals: "|Chương VII| / Điều khoản thi hành".
_HEADED = late.re(r"(?:Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN)\s(?:[IVXLC]+|\d{1,2})[.:]?")
# What a change ends with before the new text: "… được sửa đổi như sau:" (Nghị định 78/2025/NĐ-CP, Phụ lục I).
_ORDERED = late.regex(r"(?:như sau|sau đây|nội dung)\s?[:.]?[\s“\"|]*$|:[\s“\"|]*$")
# The first line of a new text: "“Điều 5.", "Điều 5.".
_NEW_TEXT = late.regex(r"(?:[“\"]\s?)?(?i:điều)\s+\d{1,4}[a-zđ]?\s?[.:]|[“\"]\s?\d")


@dataclass(slots=True)
class _Node:
    mark: Mark
    stop: int = 0
    children: list[_Node] = field(default_factory=list)


def read_tree(text: Text, bounds: Sequence[tuple[int, int]], above: str) -> tuple[Portion, ...]:
    """The portions of a text that stands in these stretches; `above` is the eId of what it is part of."""
    start, end = bounds[0][0], bounds[-1][1]
    marks = marks_of(text, bounds)
    articles = number_articles(text, marks, start)
    places = {mark.start for mark in articles.articles}
    lost = {mark.start: mark for mark in _lost_clauses(text, marks, places)}
    marks = sorted({*marks, *lost.values()}, key=lambda mark: mark.start) if lost else marks
    headings = _headings(text, marks, places)
    roots = _Nest(text, start, places, {*headings, *lost}).nest(marks)
    _close(roots, end)
    used: set[str] = set()
    return tuple(_portion(text, node, above, None, used, bounds) for node in roots)


def marks_of(text: Text, bounds: Sequence[tuple[int, int]]) -> list[Mark]:
    """The marks of a text that stand outside quotations and in its own stretches."""
    start, end = bounds[0][0], bounds[-1][1]
    gaps = [(a, b) for (_, a), (b, _) in pairwise(bounds)]
    inside = Inside(quotations(text, start, end), gaps)
    return [mark for mark in find_marks(text, start, end) if not inside(mark.start)]


def number_articles(text: Text, marks: Sequence[Mark], start: int) -> ArticleNumbers:
    """Which marks are articles of this text."""
    articles = [mark for mark in marks if mark.kind == "dieu"]
    return count(
        articles,
        lambda mark: ended(text, mark.start, start),
        lambda mark: _ORDERED.search(text.folded, max(start, mark.start - 60), mark.start) is not None,
    )


def _headings(text: Text, marks: Sequence[Mark], articles: set[int]) -> set[int]:
    """Where headings stand that lead to an article or a lower heading: their numbers need no order."""
    found: set[int] = set()
    below: Mark | None = None
    for mark in reversed(marks):
        if mark.start in articles:
            below = mark
        elif mark.kind in HEADINGS and mark.firm:
            if below and LEVEL[below.kind] > LEVEL[mark.kind] and _titled(text, mark.end, below.start):
                found.add(mark.start)
                below = mark
        elif mark.kind == "dieu":
            below = None
    return found


def _lost_clauses(text: Text, marks: Sequence[Mark], articles: set[int]) -> Iterator[Mark]:
    """Khoản whose own marks do not open them: the one that is missing where the next but one follows.

    Khoản 1 may stand on the line of its article, or below a heading of many lines; where a copy lost it, the
    article begins with khoản 2, behind which 3 follows.
    """
    last: Mark | None = None  # the last khoản, or the article itself
    plain = [mark for mark in marks if mark.kind in ("number", "dieu")]
    for mark, after in zip(plain, (*plain[1:], None), strict=False):
        if mark.kind == "dieu":
            last = mark._replace(rank=(0, 0)) if mark.start in articles else None
        elif last and not mark.rank[1]:
            if found := _between(text, last, mark):
                yield from found
            elif last.kind == "dieu" and _opens_article(text, last, mark, after):
                yield mark
            if found or mark.rank[0] == last.rank[0] + 1 or (last.kind == "dieu" and mark.rank[0] == 2):
                last = mark


def _between(text: Text, last: Mark, after: Mark) -> list[Mark]:
    """The khoản that stand between two, if there is one place for each; none if one is not found."""
    missing = range(last.rank[0] + 1, after.rank[0])
    if not 0 < len(missing) <= _MOST_LOST:
        return []
    found = [
        Mark("number", one["n"], (int(one["n"]), 0), one.start("n"), one.end())
        for one in _LOST.finditer(text.clean, last.end, after.start)
        if int(one["n"]) in missing and not _CUT.search(text.folded, max(0, one.start() - 40), one.start())
    ]
    return found if [one.rank[0] for one in found] == [*missing] else []


def _opens_article(text: Text, article: Mark, mark: Mark, after: Mark | None) -> bool:
    """Whether khoản 1, or 2 where 1 was lost, opens an article though no sentence has ended before it."""
    if mark.rank[0] > 2 or _ORDERED.search(text.folded, max(article.end, mark.start - 60), mark.start):
        return False
    if after is None or after.kind == "dieu" or after.rank != (mark.rank[0] + 1, 0):
        return False
    return mark.rank[0] == 2 or _titled(text, article.end, mark.start)


def _titled(text: Text, start: int, end: int) -> bool:
    """Whether nothing but a title stands there: a few lines, none of them a sentence."""
    if end - start > _REACH:
        return False
    lines = [line.strip(" |") for line in text.clean[start:end].split("\n")]
    return not any(line.endswith((".", ";", "./")) and not line.isupper() for line in lines if len(line) > 40)


def quotations(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """Quoted passages of more than one line or sentence: text of another act."""
    inside = ((a, b) for a, b in text.lines.quotations if start <= a and b <= end)
    return [(a, b) for a, b in inside if "\n" in text.clean[a:b]]


class Inside:
    """Whether a position lies in one of many stretches (asked in page order).

    >>> inside = Inside([(2, 4)])
    >>> inside(1), inside(3), inside(4)
    (False, True, False)
    """

    def __init__(self, *groups: Sequence[tuple[int, int]]) -> None:
        self.stretches = sorted(stretch for group in groups for stretch in group)
        self.at = 0
        self.reach = -1

    def __call__(self, position: int) -> bool:
        """Whether a position, no earlier than the last one asked for, lies inside."""
        while self.at < len(self.stretches) and self.stretches[self.at][0] <= position:
            self.reach = max(self.reach, self.stretches[self.at][1])
            self.at += 1
        return position < self.reach


class _Nest:
    """Builds the tree: a mark goes under the last one of a higher class if it counts on there."""

    def __init__(self, text: Text, start: int, articles: set[int], headings: set[int]) -> None:
        self.text, self.start = text, start
        self.articles, self.headings = articles, headings
        self.roots: list[_Node] = []
        self.path: list[_Node] = []

    def nest(self, marks: Sequence[Mark]) -> list[_Node]:
        """The roots, each with what is under it."""
        for mark in marks:
            mark = self._deeper(mark)
            if not self._accept(mark):
                continue
            while self.path and LEVEL[self.path[-1].mark.kind] >= LEVEL[mark.kind]:
                self.path.pop()
            node = _Node(mark)
            (self.path[-1].children if self.path else self.roots).append(node)
            self.path.append(node)
        return self.roots

    def _deeper(self, mark: Mark) -> Mark:
        """ "a1)" is a tiết of điểm a where that ends in a colon, else a point put in behind it."""
        if mark.kind != "letter" or not mark.rank[-1]:
            return mark
        point = next((node for node in reversed(self.path) if node.mark.kind == "letter"), None)
        if point is None or point.mark.rank != (mark.rank[0], 0):
            return mark
        if not point.children and not self.text.clean[max(0, mark.start - 40) : mark.start].rstrip().endswith(
            ":"
        ):
            return mark
        return mark._replace(kind="tiet", rank=(mark.rank[1],))

    def _accept(self, mark: Mark) -> bool:
        """Whether a mark counts on from its elder sibling, or is the first, where a sentence has ended."""
        if mark.kind == "dieu" or mark.start in self.headings:
            return mark.kind != "dieu" or mark.start in self.articles
        parent, elder = self._family(mark.kind)
        if mark.kind == "tiet" and (parent is None or parent.mark.kind not in ("letter", "number")):
            return False
        if not self._fresh(mark) and not (elder and self._plainly_next(elder.mark, mark)):
            return False
        if elder is None:
            if mark.kind == "sub":
                return parent is not None and parent.mark.rank[0] == mark.rank[0] and mark.rank[-1] == 1
            first = mark.rank[0] == 1 and mark.rank[-1] <= 1
            return first or (mark.kind in ("chuong", "phan") and not self.roots)
        if mark.kind in ("muc", "tieu") and mark.rank[0] == 1:
            return False
        return _counts_on(elder.mark.rank, mark.rank, strict=mark.kind not in HEADINGS)

    def _family(self, kind: str) -> tuple[_Node | None, _Node | None]:
        """The parent that a mark of this class would get now, and the last child of that class there."""
        level = LEVEL[kind]
        parent = next((node for node in reversed(self.path) if LEVEL[node.mark.kind] < level), None)
        siblings = parent.children if parent else self.roots
        return parent, next((node for node in reversed(siblings) if node.mark.kind == kind), None)

    def _plainly_next(self, elder: Mark, mark: Mark) -> bool:
        """Whether khoản 5 behind khoản 4, or điểm b behind điểm a, begins a line with a capital.

        The line above may want its end: its full stop, or the name that a site made a link and a copy lost
        ("… do / 4. Chính phủ quy định …").  What a number goes on ends with "khoản" or the like.
        """
        clean = self.text.clean
        if mark.kind not in ("number", "letter") or not _counts_on(elder.rank, mark.rank, strict=True):
            return False
        above = clean[max(0, mark.start - 40) : mark.start].rstrip()
        return clean[mark.end : mark.end + 1].isupper() and not _CUT.search(fold(above))

    def _fresh(self, mark: Mark) -> bool:
        """Whether the line can open something: a sentence has ended, or a higher mark stands near."""
        if ended(self.text, mark.start, self.start):
            return True
        above = self.path[-1].mark if self.path else None
        if above is None or LEVEL[above.kind] >= LEVEL[mark.kind]:
            return False
        directly = self.text.clean.count("\n", above.start, mark.start) == 1  # below a heading of one line
        return directly or mark.start - above.start < 260


def ended(text: Text, at: int, start: int) -> bool:
    """Whether a paragraph, a sentence or a line in capitals ends before a place of a text from `start`."""
    before = text.clean[max(start, at - 120) : at].rstrip(" |")
    words = before.rstrip()
    if not words or before.endswith("\n\n") or words.endswith(_ENDED):
        return True
    lines = before.rstrip("\n").rsplit("\n", 2)
    return lines[-1].isupper() or (len(lines) > 1 and _HEADED.fullmatch(lines[-2]) is not None)


def _counts_on(old: tuple[int, ...], new: tuple[int, ...], strict: bool) -> bool:
    if len(old) != len(new):
        return new > old
    if old[:-1] == new[:-1]:
        return new[-1] == old[-1] + 1 or (not strict and new > old)
    if len(new) == 2 and new[1] in (0, 1):
        return new[0] == old[0] + 1 or (not strict and new[0] > old[0])
    return new > old and (not strict or new[0] - old[0] in (0, 1))


def _close(nodes: list[_Node], end: int) -> None:
    for node, after in zip(nodes, (*nodes[1:], None), strict=False):
        node.stop = after.mark.start if after else end
        _close(node.children, node.stop)


def _portion(
    text: Text,
    node: _Node,
    above: str,
    parent: Mark | None,
    used: set[str],
    regions: Sequence[tuple[int, int]],
) -> Portion:
    kind = _kind(node, parent)
    eid = _eid(kind, node.mark, above, used)
    stop = _last_of(regions, node.mark.start, node.stop)
    children = tuple(_portion(text, child, eid, node.mark, used, regions) for child in node.children)
    start, end = trim(text.clean, node.mark.start, stop, " \n|")
    return Portion(kind, node.mark.num, eid, _heading(text, node, end), text.span(start, end), children)


def _kind(node: _Node, parent: Mark | None) -> str:
    kind = node.mark.kind
    if kind == "number" and parent is not None and parent.kind == "dieu":
        return "khoan"
    return _KINDS.get(kind, kind)


def _eid(kind: str, mark: Mark, above: str, used: set[str]) -> str:
    """The id as Akoma Ntoso spells it; of two units with one number the second is told apart by "-2"."""
    base = eids.join(above, eids.step(kind, mark.num))
    eid, n = base, 1
    while eid in used:
        n += 1
        eid = f"{base}-{n}"
    used.add(eid)
    return eid


def _last_of(regions: Sequence[tuple[int, int]], start: int, stop: int) -> int:
    """Leave out notes and furniture that stand at the end of a stretch."""
    inside = [min(b, stop) for a, b in regions if a < stop and b > start]
    return max(inside, default=stop)


def _heading(text: Text, node: _Node, end: int) -> Field[str] | None:
    """The words behind the mark, if they are a heading and not the text itself."""
    mark = node.mark
    stop = min(end, node.children[0].mark.start if node.children else end)
    if mark.kind in HEADINGS:
        return _title(text, mark.end, stop)
    line = _paragraph_end(text, mark.start, mark.end, stop)
    start, close = trim(text.clean, mark.end, line, " \n|")
    words = text.clean[start:close]
    if start >= close or len(words) > (300 if mark.kind == "dieu" else 150) or words[-1] in ".;:,/":
        return None
    if (
        _DANGLING.search(fold(words))
        or not (words[0].isupper() or words[0] in '“"')
        or (line >= stop and not node.children)
    ):
        return None
    return text.words(start, close, "heading")


def _paragraph_end(text: Text, begin: int, start: int, stop: int) -> int:
    """Where the paragraph ends: a line goes on if the next word would not have fitted on it."""
    line, width = _line_end(text, start, stop), 0
    while line < stop and line - start < 500:
        width = width or max(40, *map(len, text.clean[begin : begin + 700].split("\n", 7)[:7]))
        after = text.clean[line + 1 : line + 40]
        full = line - begin + 1 + len(after.split(maxsplit=1)[0] if after.split() else after) > width
        if not after[:1].islower() and (not full or after[:1] in "\n|-+" or _NEW_TEXT.match(after)):
            break
        begin, line = line + 1, _line_end(text, line + 1, stop)
    return line


def _title(text: Text, start: int, stop: int) -> Field[str] | None:
    """The heading of a Chương or Mục: what stands on its line, or the lines in capitals below it."""
    line = _line_end(text, start, stop)
    a, b = trim(text.clean, start, line, " \n.:|-")
    at = line
    while at < stop and (a >= b or text.clean[a:b].isupper()):
        line = _line_end(text, at + 1, stop)
        words = text.clean[at + 1 : line].strip(" |")
        if (a < b and not words.isupper()) or (a >= b and (not words or words[0] in "0123456789“") and words):
            break
        if words:
            a, b = (a if a < b else at + 1), line
        at = line
        if a < b and not text.clean[a:b].isupper():
            break
    a, b = trim(text.clean, a, b, " \n.:|-")
    return text.words(a, b, "heading") if a < b else None


def _line_end(text: Text, start: int, stop: int) -> int:
    at = text.clean.find("\n", start, stop)
    return stop if at < 0 else at
