"""Regions of a scanned page: the list of recipients, the own number and day, the stamp of incoming papers.

Each is found by the words that Tesseract read on the whole page, in pixels at the usual resolution.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from .. import late
from . import again
from .repairs import bare

DPI, FINE = 200, 300
_SURE = 60.0  # the confidence below which a word is doubted
# How far apart two words of one stamp are, in pixels.
_STAMP_WIDE, _STAMP_HIGH = 330, 110


class Word(NamedTuple):
    """A word with its box in pixels; `line` is page, block, paragraph and line by Tesseract."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[int, ...]

    @property
    def right(self) -> int:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.top + self.height


class Box(NamedTuple):
    """A region in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word lies inside."""
        x, y = word.left + word.width / 2, word.top + word.height / 2
        return self.left <= x < self.right and self.top <= y < self.bottom


# "Căn cứ", "Xét", "Kính gửi", "Điều 1": what follows a subject.
_GROUND = late.regex(r"(?:can|xet|kinh|dieu)$")

Picture = Callable[[Box, int], bytes]
Told = tuple[tuple[str, str], ...]


def _size(words: Sequence[Word]) -> tuple[int, int]:
    return max(1654, *(word.right for word in words)), max(2339, *(word.bottom for word in words))


def recipients(words: Sequence[Word]) -> Box | None:
    """Where the list under "Nơi nhận" stands: the left part of the page from there down."""
    wide, high = _size(words)
    for one, two in pairwise(words):
        if bare(one.text).endswith("noi") and bare(two.text).startswith("nhan") and one.left < 0.4 * wide:
            return Box(max(0, one.left - 40), max(0, one.top - 8), round(0.6 * wide), high - 30)
    return None


def subject(words: Sequence[Word]) -> Box | None:
    """Where title and subject stand: from the own number down to the first ground or to "Kính gửi"."""
    head = _head(words)
    if head is None:
        return None
    wide, high = _size(words)
    top = head.bottom - 40
    below = sorted((word for word in words if word.top > top), key=lambda word: word.top)
    ends = [word.top for word in below if word.left < 0.45 * wide and _GROUND.match(bare(word.text))]
    bottom = min([*ends, round(top + 0.25 * high)])
    return Box(0, top, wide, bottom - 6) if bottom - top > 60 else None


def closing(words: Sequence[Word]) -> Box | None:
    """Where the closing block stands: the page from a little above "Nơi nhận" down."""
    box = recipients(words)
    if box is None:
        return None
    wide, high = _size(words)
    return Box(0, max(0, box.top - 70), wide, high - 10)


def replaced(words: list[Word], found: list[Word], box: Box) -> list[Word]:
    """Words of a box as they were read the second time; behind a wide gap begins the other column."""
    lines: dict[tuple[int, ...], list[Word]] = {}
    for word in found:
        lines.setdefault(word.line, []).append(word)
    kept = [word for line in lines.values() for word in _first_column(line, box)]
    if not kept or not bare(kept[0].text).startswith("noi"):
        return words
    edge = {word.line: word.right for word in kept}
    reach = max(edge.values())
    column = box._replace(right=min(reach + 1, box.right), bottom=max(word.bottom for word in kept) + 4)
    outside = [word for word in words if not column.holds(word)]
    return [*outside, *kept]


def _first_column(line: list[Word], box: Box) -> list[Word]:
    """A line up to a wide gap in its right half, or to noise; what begins there belongs to the signature."""
    half = box.left + 0.6 * (box.right - box.left)
    if line[0].left > half:
        return []
    if bare(line[0].text).startswith("noi"):
        return line[:2]
    while len(line) > 1 and line[-1].confidence < 60 and sum(map(str.isalpha, line[-1].text)) < 2:
        line = line[:-1]
    for n, (a, b) in enumerate(pairwise(line), 1):
        if b.left > half and (b.left - a.right > 40 or b.confidence < 30):
            return line[:n]
    return line


def own_number(picture: Picture, words: list[Word]) -> tuple[list[Word], Told]:
    """The words with the own number and day as both engines read them, and what they do not agree on."""
    head = _head(words)
    if head is None:
        return words, ()
    if again.engine() is None:
        return words, (("VL908", "số và ngày của văn bản chỉ đọc một lần: pip install 'vnlegal[ocr2]'"),)
    seen = {dpi: again.lines(picture(head, dpi)) for dpi in (DPI, FINE)}
    words, number = _number(words, seen, head)
    words, day = _day(words, seen, head)
    return words, number + day


_DIGIT = late.regex(r"\d")


def _head(words: Sequence[Word]) -> Box | None:
    """The band of the own number and day: around "Số:" or "tháng" in the upper part of a page."""
    wide, high = _size(words)
    upper = [word for word in words if word.top < 0.4 * high]
    anchors = [
        word
        for word in upper
        if (regex.match(r"s.?.?:", bare(word.text)) and word.left < 0.5 * wide)
        or (bare(word.text) == "thang" and word.left > 0.4 * wide)
    ]
    if not anchors or not any(regex.match("cong|doc", bare(word.text)) for word in upper):
        return None
    first = min(anchors, key=lambda word: word.top)
    near = [word for word in anchors if word.top - first.top < 90]
    return Box(0, max(0, first.top - 45), wide, max(word.bottom for word in near) + 45)


def _number(words: list[Word], seen: dict[int, list[again.Line]], head: Box) -> tuple[list[Word], Told]:
    half = (head.left + head.right) / 2
    read = {dpi: again.number(one.text for one in lines) for dpi, lines in seen.items()}
    place = next(
        (
            Box(
                round(one.left) - 90,
                round(one.top) - 2 + head.top,
                round(one.right) + 12,
                round(one.bottom) + 2 + head.top,
            )
            for one in seen[DPI]
            if again.number([one.text])
        ),
        None,
    )
    if place is None or place.left > half or read[DPI] is None:
        return _alone(words, head)
    inside = sorted((word for word in words if place.holds(word)), key=lambda word: word.left)
    own = " ".join(word.text for word in inside)
    first = again.number([own])
    texts = " / ".join(
        f"“{one.text}”" for lines in seen.values() for one in lines if again.number([one.text])
    )
    told = (("VL908", f"số của văn bản đọc hai lần khác nhau: “{own}” và {texts}"),)
    serials = {one.serial if one is not None else None for one in (first, *read.values())}
    rests = {one.rest for one in read.values() if one is not None}
    if len(serials) == 1 and None not in serials and first is not None and first.sure and first.rest in rests:
        return _sure(words, inside, own)
    two = read[DPI], read[FINE]
    if two[0] is None or two[1] is None or two[0].serial is None or two[0].serial != two[1].serial:
        return [word._replace(confidence=0.0) if word in inside else word for word in words], told
    rest = own.partition("/")[2].strip(" .,`'") if first is not None and first.rest == two[0].rest else ""
    text = f"{two[0].serial}/{rest or again.symbol(two[0].rest)}"
    line = inside[0].line if inside else (words[0].line[0], 9_000, 1, 1)
    base = (
        inside[0] if inside else Word("", place.left + 90, place.top, 0, place.bottom - place.top, 90.0, line)
    )
    label = Word("Số:", place.left + 90, base.top, 50, base.height, 90.0, line)
    width = place.right - place.left - 160
    again_read = Word(text, place.left + 150, base.top, width, base.height, 0.0, line)
    at = words.index(inside[0]) if inside else len(words)
    rest_of = [word for word in words if word not in inside]
    return [*rest_of[:at], label, again_read, *rest_of[at:]], told


def _alone(words: list[Word], head: Box) -> tuple[list[Word], Told]:
    """The words, those of a number that the second engine does not see at all doubted."""
    left = [word for word in words if head.holds(word) and word.left < (head.left + head.right) / 2]
    own = " ".join(word.text for word in sorted(left, key=lambda word: (word.line, word.left)))
    if again.number([own]) is None:
        return words, ()
    told = (("VL908", f"số của văn bản chỉ một chương trình đọc được: “{own}”"),)
    return [word._replace(confidence=0.0) if word in left else word for word in words], told


def _sure(words: list[Word], inside: list[Word], own: str) -> tuple[list[Word], Told]:
    """The words, a serial that Tesseract doubts doubted: of what a hand wrote both engines err alike."""
    end = next((n for n, word in enumerate(inside) if "/" in word.text), len(inside) - 1)
    faint = [word for word in inside[: end + 1] if word.confidence < _SURE and _DIGIT.search(word.text)]
    if not faint:
        return words, ()
    told = (("VL908", f"số của văn bản đọc hai lần như nhau nhưng không chắc: “{own}”"),)
    return [word._replace(confidence=0.0) if word in faint else word for word in words], told


# The day of a date as it was read: "ngày82tháng", "ngày IhÔj tháng".
_OWN_DAY = late.regex(r"ngày\s*(?P<day>\S{0,4}?)\s*tháng", regex.I)


def _day(words: list[Word], seen: dict[int, list[again.Line]], head: Box) -> tuple[list[Word], Told]:
    """The day of the date; where the engines do not read one alike it is doubted."""
    coarse, fine = (again.date(one.text for one in lines) for lines in seen.values())
    row = sorted((word for word in words if head.holds(word)), key=lambda word: (word.line, word.left))
    at = next((n for n, word in enumerate(row) if bare(word.text).startswith("ngay")), None)
    if at is None or coarse is None or coarse[0] is None:
        return words, ()
    group = row[at : next((n for n in range(at, len(row)) if "thang" in bare(row[n].text)), at) + 1]
    match = _OWN_DAY.search(" ".join(word.text for word in group))
    own = match["day"] if match else ""
    days = {own.zfill(2), coarse[0].zfill(2), ((fine and fine[0]) or "").zfill(2)}
    if len(days) == 1:
        return words, ()
    told = (("VL908", f"ngày của văn bản đọc hai lần khác nhau: {', '.join(sorted(days))}"),)
    if match is None or fine is None or fine[0] != coarse[0] or not 1 <= int(coarse[0]) <= 31:
        return [word._replace(confidence=0.0) if word in group else word for word in words], told
    last = group[-1]
    first = group[0]._replace(
        text=f"ngày {coarse[0]} tháng", width=last.right - group[0].left, confidence=0.0
    )
    rest = [word for word in words if word not in group[1:]]
    return [first if word is group[0] else word for word in rest], told


def without_scribbles(words: list[Word]) -> list[Word]:
    """The page without the few letters that somebody wrote into its upper right corner ("TTĐT")."""
    if not words:
        return words
    wide, high = _size(words)
    letters: dict[tuple[int, ...], int] = {}
    for word in words:
        letters[word.line] = letters.get(word.line, 0) + sum(map(str.isalnum, word.text))
    return [
        word
        for word in words
        if not (letters[word.line] < 5 and word.left > 0.7 * wide and word.top < 0.12 * high)
    ]


def without_incoming(words: list[Word]) -> tuple[list[Word], Told]:
    """The page without the stamp of whoever received it ("ĐẾN Giờ … Ngày …"), which is told instead."""
    if not words:
        return words, ()
    upper = [word for word in words if word.top < 0.45 * _size(words)[1]]
    for den in upper:
        if not regex.search(r"\bĐ[ẾÊEÉ]N\b", den.text):
            continue
        box = Box(den.left - 90, den.top - _STAMP_HIGH, den.left + _STAMP_WIDE, den.bottom + _STAMP_HIGH)
        near = [word for word in upper if box.holds(word)]
        if not any(
            regex.match(r"(?:.{0,5}\b)?(?:gio|ngay)\W", bare(word.text) + " ") and word.left >= den.left - 60
            for word in near
        ):
            continue
        taken = _stamped(near, upper, box, den)
        text = " ".join(word.text for word in taken)
        return [word for word in words if word not in taken], (
            ("VL914", f"dấu văn bản đến, để ngoài văn bản: {text}"),
        )
    return words, ()


def _stamped(near: list[Word], upper: list[Word], box: Box, den: Word) -> list[Word]:
    """Words of the stamp: lines that lie wholly in its box, and of the line of "ĐẾN" what is near."""
    lines: dict[tuple[int, ...], list[Word]] = {}
    for word in upper:
        lines.setdefault(word.line, []).append(word)
    whole = [line for line in lines.values() if all(box.holds(word) for word in line)]
    taken = [word for line in whole for word in line if bare(word.text) not in ("so:", "thang")]
    beside = [word for word in lines[den.line] if box.holds(word)]
    return [word for word in near if word in taken or word in beside]
