"""The body: Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm; numbered points of letters and plans.

A line opens a portion if its mark has the right form, counts on from the one before it, and stands where
a sentence has ended.  Text quoted in an amending act opens none (Nghị định 78/2025/NĐ-CP, Phụ lục I).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import regex

from ..model import Field, Portion, Span
from ..notation import eids
from ..notation.eids import ORDINALS
from ..scan import Begun
from ..text import Text, fold, trim
from .layout import Layout
from .wording import any_of

LETTERS = "abcdđeghiklmnopqrstuvxy"

_ROMAN = r"[IVXLC]{1,7}"
_GRAMMAR = regex.compile(
    rf"""^(?:\|\s?)?(?:
      (?P<phan>(?i:Phần)\s+(?:(?i:thứ)\s+\p{{L}}+|{_ROMAN}|\d{{1,2}}))(?=[\s.:]|$)
    | (?P<chuong>(?i:Chương)\s+(?:{_ROMAN}|\d{{1,2}})\p{{Lu}}?)(?=[\s.:]|$)
    | (?P<tieu>(?i:Tiểu\s+mục)\s+(?:{_ROMAN}|\d{{1,2}}))(?=[\s.:]|$)
    | (?P<muc>(?i:Mục)\s+(?:{_ROMAN}|\d{{1,2}}))(?=[\s.:]|$)
    | (?P<dieu>(?i:Điều)\s+\d{{1,4}}[a-zđ]{{0,2}})(?=\s?[.:]|\s*$)
    | (?P<roman>{_ROMAN})(?=\s?[.)/-]\s?[^\d\s])
    | (?P<capital>[A-ZĐ])(?=\s?[./-]\s?\p{{L}})
    | (?P<sub>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?=\.?\s+\p{{L}})
    | (?P<number>\d{{1,3}}[a-zđ]?)(?=\s?[.)/]\s?[^\d\s.,)]|\s?-\s\p{{Lu}})
    | (?P<letter>[{LETTERS}]\d{{0,2}})(?=\s?\))
    )\s?[.:)/-]*\s?""",
    regex.VERBOSE | regex.MULTILINE,
)
_MARKS = Begun(
    re.compile(
        r"\n(?:\|\s?)?(?:[0-9]|[a-zđ]\d{0,2}\s?\)|[A-ZĐ]{1,7}\s?[.)/-]|[PCTMĐpctmđ](?i:h[ầư]|iểu|ụ|iề))"
    ),
    _GRAMMAR,
    skip=1,
)
_ORDER = ("phan", "chuong", "muc", "tieu", "dieu", "capital", "roman", "number", "sub", "letter")
_LEVEL = {kind: level for level, kind in enumerate(_ORDER)}
_KINDS = {
    "tieu": "tieu-muc",
    "capital": "muc-so",
    "roman": "muc-so",
    "number": "muc-so",
    "sub": "muc-so",
    "letter": "diem",
}
_DIGITS, _ROMANS = re.compile(r"\d+"), re.compile(r"[IVXLC]+")
_NAMED = ("phan", "chuong", "muc", "tieu", "dieu")
_ENDED = (*'.;:?!…”"/|)]–-,', " và", "\nvà", " hoặc", "\nhoặc")
_DANGLING = regex.compile(rf"\s{any_of('unfinished')}$")


class Mark(NamedTuple):
    """A line that may open a portion: class of mark, number as printed, its rank, and stretches."""

    kind: str
    num: str
    rank: tuple[int, ...]
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    mark: Mark
    stop: int = 0
    children: list[_Node] = field(default_factory=list)


def read_body(text: Text, layout: Layout) -> tuple[Portion, ...]:
    """The portions of the body, nested, in page order; empty where nothing is numbered."""
    regions = layout.of("body")
    if not regions:
        return ()
    start, end = regions[0].start, regions[-1].end
    quoted = quotations(text, start, end)
    inside = Inside(
        quoted, [(r.start, r.end) for r in layout.of("note", "furniture", "attachment", "conclusions")]
    )
    marks = [m for m in _marks(text, start, end) if not inside(m.start)]
    roots = _nest(text, marks, start, end)
    used: set[str] = set()
    bounds = [(r.start, r.end) for r in regions]
    return tuple(_portion(text, node, "", None, used, bounds) for node in roots)


def portion_at(portions: Sequence[Portion], span: Span) -> Portion | None:
    """The deepest portion in which a span begins.

    >>> portion_at((), Span(0, 1)) is None
    True
    """
    return next(reversed(portions_at(portions, span)), None)


def portions_at(portions: Sequence[Portion], span: Span) -> list[Portion]:
    """The portions in which a span begins, from the outermost in.

    >>> portions_at((), Span(0, 1))
    []
    """
    chain: list[Portion] = []
    while i := bisect_right(portions, span.start, key=lambda one: one.span.start):
        if portions[i - 1].span.end <= span.start:
            break
        chain.append(portions[i - 1])
        portions = portions[i - 1].children
    return chain


def quotations(text: Text, start: int, end: int) -> list[tuple[int, int]]:
    """Quoted passages of more than one line or sentence: text of another act. Unmatched marks open none."""
    inside = ((a, b) for a, b in text.lines.quotations if start <= a and b <= end)
    return [(a, b) for a, b in inside if "\n" in text.clean[a:b]]


class Inside:
    """Whether a position lies in one of many stretches (asked in page order)."""

    def __init__(self, *groups: Sequence[tuple[int, int]]) -> None:
        self.stretches = sorted(stretch for group in groups for stretch in group)
        self.at = 0
        self.reach = -1

    def __call__(self, position: int) -> bool:
        """Whether some stretch holds it."""
        while self.at < len(self.stretches) and self.stretches[self.at][0] <= position:
            self.reach = max(self.reach, self.stretches[self.at][1])
            self.at += 1
        return position < self.reach


def _marks(text: Text, start: int, end: int) -> Iterator[Mark]:
    for match in _MARKS.finditer(text.clean, start, end):
        kind = match.lastgroup or ""
        printed = match[kind]
        num = printed.split(maxsplit=2 if kind == "tieu" else 1)[-1] if kind in _NAMED else printed
        rank = _rank(kind, num)
        if rank is not None:
            yield Mark(kind, " ".join(num.split()), rank, match.start(kind), match.end())


def _rank(kind: str, num: str) -> tuple[int, ...] | None:
    """The number as a tuple that can be counted on ("5a" is (5, 1), "1.2" is (1, 2))."""
    if kind == "letter":
        return (LETTERS.index(num[0]) + 1, int(num[1:] or 0))
    if kind == "capital":
        return ("ABCDĐEGHIKLMNOPQRSTUVXY".find(num) + 1,)
    if kind == "sub":
        return tuple(map(int, num.split(".")))
    digits = _DIGITS.match(num)
    if digits:
        tail = num[digits.end() :]
        return (int(digits[0]), LETTERS.find(tail[0]) + 1 if tail else 0)
    if kind == "phan" and num.lower().startswith("thứ"):
        word = num.lower().split()[-1]
        return (ORDINALS.index(word) + 1, 0) if word in ORDINALS else None
    roman = _ROMANS.match(num)
    value = _roman(roman[0]) if roman else 0
    return (value, 0) if value else None


def _roman(num: str) -> int:
    """The value of a roman numeral, 0 if it is none ("IC")."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[c] for c in num]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if _to_roman(total) == num else 0


def _to_roman(value: int) -> str:
    out = ""
    for amount, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= amount:
            out, value = out + sign, value - amount
    return out


def _nest(text: Text, marks: Sequence[Mark], start: int, end: int) -> list[_Node]:
    """Build the tree: a mark goes under the last one of a higher class if it counts on there."""
    roots: list[_Node] = []
    path: list[_Node] = []
    for mark in marks:
        if not _accept(text, path, roots, mark, start):
            continue
        while path and _LEVEL[path[-1].mark.kind] >= _LEVEL[mark.kind]:
            path.pop()
        node = _Node(mark)
        (path[-1].children if path else roots).append(node)
        path.append(node)
    _close(roots, end)
    return roots


def _accept(text: Text, path: list[_Node], roots: list[_Node], mark: Mark, start: int) -> bool:
    """Whether a mark counts on from its elder sibling, or is the first, where a sentence has ended."""
    parent, elder = _family(path, roots, mark.kind)
    if mark.kind == "dieu":
        elder = _last_dieu(roots)
    fresh = _fresh(text, path, mark, start)
    if elder is None:
        first = mark.rank[0] == 1 and mark.rank[-1] <= 1
        if mark.kind == "sub":
            return fresh and parent is not None and parent.mark.rank[0] == mark.rank[0] and mark.rank[-1] == 1
        return fresh and (first or mark.kind == "dieu" or (mark.kind in ("chuong", "phan") and not roots))
    if mark.kind in ("muc", "tieu") and mark.rank[0] == 1:
        return False
    return fresh and _counts_on(elder.mark.rank, mark.rank, strict=mark.kind not in _NAMED)


def _counts_on(old: tuple[int, ...], new: tuple[int, ...], strict: bool) -> bool:
    if len(old) != len(new):
        return new > old
    if old[:-1] == new[:-1]:
        return new[-1] == old[-1] + 1 or (not strict and new > old)
    if len(new) == 2 and new[1] in (0, 1):
        return new[0] == old[0] + 1 or (not strict and new[0] > old[0])
    return new > old


def _family(path: list[_Node], roots: list[_Node], kind: str) -> tuple[_Node | None, _Node | None]:
    """The parent that a mark of this class would get now, and the last child of that class there."""
    level = _LEVEL[kind]
    parent = next((node for node in reversed(path) if _LEVEL[node.mark.kind] < level), None)
    siblings = parent.children if parent else roots
    return parent, next((node for node in reversed(siblings) if node.mark.kind == kind), None)


def _last_dieu(roots: list[_Node]) -> _Node | None:
    """The last Điều anywhere: their numbers run through a document."""
    for node in reversed(roots):
        found = _last_dieu(node.children) or (node if node.mark.kind == "dieu" else None)
        if found:
            return found
    return None


def _fresh(text: Text, path: list[_Node], mark: Mark, start: int) -> bool:
    """Whether the line can open something: a paragraph, a finished sentence or a heading stands before it."""
    before = text.clean[max(start, mark.start - 120) : mark.start].rstrip(" |")
    words = before.rstrip()
    if not words or before.endswith("\n\n") or words.endswith(_ENDED):
        return True
    line = before.rstrip("\n").rsplit("\n", 1)[-1]
    if line.isupper():
        return True
    return (
        bool(path)
        and mark.start - path[-1].mark.start < 260
        and _LEVEL[path[-1].mark.kind] < _LEVEL[mark.kind]
    )


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
    if mark.kind in ("phan", "chuong", "muc", "tieu"):
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
    width = max(40, *map(len, text.clean[begin : begin + 700].split("\n", 7)[:7]))
    line = _line_end(text, start, stop)
    while line < stop and line - start < 500:
        after = text.clean[line + 1 : line + 40]
        full = line - begin + 1 + len(after.split(maxsplit=1)[0] if after.split() else after) > width
        if not after[:1].islower() and (not full or after[:1] in "\n|-+"):
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
