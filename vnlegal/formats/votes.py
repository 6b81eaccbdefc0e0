"""Lines of a scan that are read a second time, one by one, and what both engines say of each word.

Head and closing block of a signed scan lie under seals and stamps, which lead an engine astray that reads
whole blocks.  RapidOCR finds their lines and reads the letters, without most marks; Tesseract, given one line
and nothing else, reads the marks.  A word that was put together from both is doubted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import regex

from .. import late
from ..text import fold
from . import again
from .regions import DPI, FINE, Box, Picture, Word
from .repairs import bare
from .signs import forms, is_surname

Tesseract = Callable[[bytes], list[Word]]

# White round a line, in pixels at the finer resolution; the blocks that lines read again count from.
_PAD, _AGAIN = 8, 20_000
_SCALE = FINE / DPI
_BLANK = 6  # the least that stands between two words, in pixels at the usual resolution
_REACH = 50  # how far a line that a seal lies on may reach beyond what was seen of it, in pixels
_DOUBT = 50.0
_SURE, _CLEAR = 60.0, 92.0
_VOWELS = frozenset("aeiouy")
# "(2).ND6", "48", "KTTH": capitals and digits, which both engines read alike.
_CODE = late.regex(r"[\p{Lu}\d(){}.,;/&-]+")
# What no letter, digit or mark of a line is: what a seal leaves of one.
_ODD = late.regex(r"[^\p{L}\p{N}\s.,;:()/&'\"“”–-]")
_CAPACITY = late.regex(r"(?P<short>KT|TM|TL|TUQ)[.,]?")
_MARKS = " .,;:'`‘’“”\"|[]\\„-–~ˆ^*"
_STAMP = late.regex(r"D[EÉÊẾ]N[:.,]?")
# A syllable: "hóa", "trợ", "nghiêng".
_SYLLABLE = late.regex(
    r"(?:ngh?|[ckt]h|gh|gi|nh|ph|qu|tr|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy\p{L}]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
# The filing line, and the mark that a clerk writes behind it: "- Lưu: VT, CN (2b). |48".
_FILED = late.regex(r"-?\s?L[uư]u:")
_MARK = late.regex(r"\d{1,3}")
_TONED = late.regex(r"[^\p{Lu}Đ]|[ÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ]")


def read_again(words: list[Word], picture: Picture, tesseract: Tesseract, box: Box) -> list[Word]:
    """The words of a page, those on lines inside the box as both engines read them."""
    seen = picture(box, FINE)
    found = [line for line in again.lines(seen) if any(map(str.isalnum, line.text))]
    lines: list[LineRead] = []
    for line in found:
        place = _place(line, box)
        first = sorted((word for word in words if place.holds(word)), key=lambda word: word.left)
        second = _second(seen, line, box, tesseract)
        read = elected(line.text, first, second, place)
        alone = _alone(place, picture) if _under_seal(read, place, box) else ""
        lines.append(LineRead(line.text, place, read, alone))
        words = [word for word in words if not place.holds(word)]
    page = words[0].line[0] if words else 1
    words = [kept for word in _without_smears(words, box) if (kept := _beside_line(word, lines, box))]
    for n, one in enumerate(signed(lines)):
        at = page, _AGAIN + box.top, n, 1
        words += [_level(word._replace(line=at), one.place) for word in _spaced(one.words)]
    return words


def _under_seal(words: list[Word], place: Box, box: Box) -> bool:
    """Whether a line of the signature's column begins with what is no word for certain."""
    if place.left < (box.left + box.right) / 2 or len(words) > 5:
        return False
    return not words or not _letters(words[0].text) or words[0].confidence < _SURE or len(words[0].text) < 2


def _alone(place: Box, picture: Picture) -> str:
    """A line as the other engine reads it without what stands about it, a little further to its left.

    A seal lies on the left third of a signature (Nghị định 30/2020/NĐ-CP, Điều 33.1), and the engine that
    is given the whole block begins the line behind it.
    """
    strip = Box(max(0, place.left - 2 * _REACH), place.top - 8, place.right + _REACH, place.bottom + 8)
    found = sorted(again.lines(picture(strip, DPI)), key=lambda line: line.left)
    return " ".join(" ".join(line.text for line in found if len(_letters(line.text)) > 3).split())


def _level(word: Word, place: Box) -> Word:
    """A word as high as its line: what is read alone shows badly where its line stands."""
    return word._replace(top=place.top, height=place.bottom - place.top)


def _beside_line(word: Word, lines: list[LineRead], box: Box) -> Word | None:
    """A word left of a line, on its height; None for a dash that no line in the box lacks."""
    middle = (word.top + word.bottom) / 2
    for one in lines:
        if one.place.top <= middle < one.place.bottom and -8 < one.place.left - word.right < 60:
            dashed = bool(one.words) and one.words[0].text[:1] == "-"
            return None if dashed and not _letters(word.text) else _level(word, one.place)
    return word if _letters(word.text) or not box.holds(word) else None


def _without_smears(words: list[Word], box: Box) -> list[Word]:
    """Words without the lines in a box that one engine did not see, and the other is sure of no word of."""
    best: dict[tuple[int, ...], float] = {}
    for word in words:
        best[word.line] = max(best.get(word.line, 0.0), word.confidence)
    return [word for word in words if not box.holds(word) or best[word.line] >= _SURE]


def _spaced(words: list[Word]) -> Iterator[Word]:
    """Words that leave a blank before the next, whatever their boxes say: each was read as a word."""
    for word, after in pairwise([*words, None]):
        room = after.left - word.left - _BLANK if word and after else None
        if word:
            yield word if room is None or word.width <= room else word._replace(width=max(1, room))


def _place(line: again.Line, box: Box) -> Box:
    """Where a line of a box stands on the page, at the usual resolution."""
    left, top, right, bottom = (round(float(edge) / _SCALE) for edge in line[1:])
    return Box(box.left + left - 4, box.top + top - 2, box.left + right + 4, box.top + bottom + 2)


def _cut(picture: bytes, line: again.Line) -> tuple[bytes, int, int]:
    """The picture of one line with some white round it, and where it begins."""
    head, _, pixels = picture.partition(b"\n")
    wide, high = map(int, head.split()[1:3])
    left, top = max(0, round(line.left) - _PAD), max(0, round(line.top) - _PAD)
    right, bottom = min(wide, round(line.right) + _PAD), min(high, round(line.bottom) + _PAD)
    rows = (pixels[y * wide + left : y * wide + right] for y in range(top, bottom))
    return b"P5 %d %d 255\n" % (right - left, bottom - top) + b"".join(rows), left, top


def _second(picture: bytes, line: again.Line, box: Box, tesseract: Tesseract) -> list[Word]:
    """The words of one line, with their places on the page at the usual resolution."""
    crop, left, top = _cut(picture, line)
    return [
        word._replace(
            left=box.left + round((left + word.left) / _SCALE),
            top=box.top + round((top + word.top) / _SCALE),
            width=round(word.width / _SCALE),
            height=round(word.height / _SCALE),
        )
        for word in tesseract(crop)
    ]


def elected(other: str, first: list[Word], second: list[Word], place: Box) -> list[Word]:
    """The better of two readings of a line by Tesseract, its words mended by that of the other engine."""
    letters = _letters(other)
    if _STAMP.fullmatch(other):
        return [_whole("ĐẾN", place)]
    first, second = _parted(first, second), _parted(second, first)
    costs = [_cost(_letters(" ".join(word.text for word in one)), letters) for one in (second, first)]
    best, rival = (second, first) if second and costs[0] <= costs[1] else (first, second)
    tokens = other.split()
    if not best or (min(costs) > max(2, len(letters) // 3) and not _half_agreed(best, tokens)):
        return first
    pairs = list(_aligned(best, tokens))
    used = [token for _, token in pairs]
    names = [pair[0].text[:1].isupper() for pair in pairs[1:]] + [False]
    words = [
        _mended(word, _beside(word, rival), token, name)
        for (word, token), name in zip(pairs, names, strict=True)
        if token or len(word.text) > 1 or not word.text.isalpha() or _beside(word, rival)
    ]
    if words and (lead := _CAPACITY.fullmatch(tokens[0])) and not _CAPACITY.match(words[0].text):
        words = [_whole(lead["short"] + ".", place._replace(right=words[0].left)), *words]
    if words and _FILED.match(other) and (mark := _MARK.fullmatch(tokens[-1])) and tokens[-1] not in used:
        words.append(_whole(mark[0], place._replace(left=words[-1].right + _BLANK)))
    if words and tokens[0] == "-" and words[0].text[:1] != "-":
        dash = words[0]._replace(text="-", left=place.left, width=8)
        words = [dash, *(words[1:] if not _letters(words[0].text) else words)]
    return words


def _parted(words: list[Word], others: list[Word]) -> list[Word]:
    """Words, one that the other reading has as two taken as two: "việt,ban" is "việt" and "ban"."""
    out = []
    for word in words:
        inside = [one for one in others if word.left - 4 <= one.left and one.right <= word.right + 4]
        same = len(inside) == 2 and _letters(" ".join(one.text for one in inside)) == _letters(word.text)
        out += inside if same and all(_letters(one.text) for one in inside) else [word]
    return out


def _half_agreed(words: list[Word], tokens: list[str]) -> bool:
    """Whether two words or more are read alike, and no more are not: "Hòa Bình" behind a seal."""
    same = [_letters(word.text) == _letters(token) != "" for word, token in _aligned(words, tokens)]
    return sum(same) > 1 and 2 * sum(same) >= max(len(words), len(tokens))


def _beside(word: Word, others: list[Word]) -> Word | None:
    """The word of another reading that stands in the same place."""
    shared = (
        (min(word.right, one.right) - max(word.left, one.left), one)
        for one in others
        if 0.7 < (one.width + 1) / (word.width + 1) < 1.4
    )
    best = max(shared, key=lambda pair: pair[0], default=(0, word))
    return best[1] if best[0] > 0.6 * word.width else None


def _aligned(words: list[Word], tokens: list[str]) -> Iterator[tuple[Word, str]]:
    """Each word with what the other engine read in its place, "" where it read nothing."""
    reads = [_letters(word.text) for word in words]
    others = [_letters(token) for token in tokens]
    row = [(sum(map(len, others[:n])), tuple[int, ...]()) for n in range(len(others) + 1)]
    for read in reads:
        new = [(row[0][0] + len(read), (*row[0][1], -1))]
        for n, want in enumerate(others):
            both = (row[n][0] + _cost(read, want), (*row[n][1], n))
            left = (row[n + 1][0] + len(read) + 1, (*row[n + 1][1], -1))
            new.append(min(both, left, (new[n][0] + len(want), new[n][1]), key=lambda one: one[0]))
        row = new
    for word, n in zip(words, row[-1][1], strict=True):
        yield word, tokens[n] if n >= 0 else ""


def _letters(text: str) -> str:
    return regex.sub(r"[^a-z\d]", "", bare(text))


def _cost(read: str, other: str) -> int:
    """How many letters two readings differ in; a vowel that the other engine left out costs nothing.

    >>> _cost("vevieccanhan", "vvicca"), _cost("thutuong", "thutuong"), _cost("", "abc")
    (3, 0, 3)
    """
    row = list(range(len(other) + 1))
    for char in read:
        drop = 0 if char in _VOWELS else 1
        new = [row[0] + drop]
        for n, want in enumerate(other):
            new.append(min(row[n] + (char != want), row[n + 1] + drop, new[n] + 1))
        row = new
    return row[-1]


def _mended(word: Word, rival: Word | None, other: str, name: bool) -> Word:
    """The reading of a word that fits the letters of the other engine best, or a code as that one read it.

    `name` says that a word with a capital follows, as behind a surname.
    """
    want = _letters(other)
    if not want:
        return word
    own = _cost(_letters(word.text), want)
    if rival and _cost(_letters(rival.text), want) < own:
        word, own = _put(rival, word), _cost(_letters(rival.text), want)
    elif rival and own == _cost(_letters(rival.text), want) and _surer(rival, word, name):
        word = _put(rival, word)
    apart = (
        rival is not None
        and want not in (_letters(word.text), _letters(rival.text))
        and (_letters(rival.text) != _letters(word.text))
    )
    text = _better(word, other, own, apart)
    if rival is None or rival.text != word.text or word.confidence < _SURE:
        text = _trimmed(text, other)
    return word if text == word.text else word._replace(text=text, confidence=_DOUBT)


def _put(one: Word, at: Word) -> Word:
    """A word in the place of another."""
    return at._replace(text=one.text, confidence=one.confidence)


def _surer(one: Word, other: Word, name: bool) -> bool:
    """Whether a reading is to be preferred to one of the same letters: "Hồ" is a surname, "Hỗ" is none."""
    known = [name and is_surname(word.text) for word in (one, other)]
    return one.confidence > other.confidence if known[0] == known[1] else known[0]


def _trimmed(text: str, other: str) -> str:
    """A word between the marks that the other engine sees round it: "Đảng.”" is "Đảng;"."""
    core, marks = text.strip(_MARKS), other.strip(_MARKS)
    if not core or not marks:
        return text
    lead, tail = other[: other.index(marks)], other[other.index(marks) + len(marks) :]
    return f"{lead}{core}{tail}" if len(lead) < 2 and len(tail) < 4 else text


def _better(word: Word, other: str, cost: int, apart: bool) -> str:
    """A code or a syllable that the other engine read, where Tesseract doubts; a "d" read as "đ".

    `apart` says that Tesseract read two other things in the same place.
    """
    text, letters = word.text, _letters(word.text)
    odd = apart or word.confidence < _SURE or bool(_ODD.search(text))
    if (capacity := _CAPACITY.fullmatch(other)) and odd:
        return capacity["short"] + "."
    if _CODE.fullmatch(other) and len(_letters(other)) > 1:
        longer = odd and _letters(other).startswith(letters) and len(_letters(other)) > len(letters)
        toned = len(text) == len(other) < 8 and text.isupper() and _TONED.search(text)
        vowels = _VOWELS & set(_letters(other))
        return other if longer or (toned and not vowels and _letters(other) != letters) else text
    if (
        odd
        and len(letters) < len(other) + 3
        and (cost > 1 or (cost and not other.isascii()))
        and _SYLLABLE.fullmatch(fold(other))
    ):
        return other
    if word.confidence < _CLEAR and cost == 1 and (ending := _other_ending(letters, _letters(other))):
        return text[: -len(ending[0])] + ending[1]
    return "d" + text[1:] if text.startswith("đ") and other.startswith("d") else text


# The consonants that end a syllable.
_ENDING = late.regex(r"(?:ng|nh|ch|[cmnpt])$")


def _other_ending(read: str, other: str) -> tuple[str, str] | None:
    """The end of a syllable and the one that the other engine saw in its place: "việt" for "việc"."""
    ours, theirs = _ENDING.search(read), _ENDING.search(other)
    if not ours or not theirs or ours[0] == theirs[0] or len(ours[0]) != len(theirs[0]):
        return None
    same = _cost(read[: ours.start()], other[: theirs.start()]) == 0
    return (ours[0], theirs[0]) if same else None


class LineRead(NamedTuple):
    """A line: its letters by the other engine, its place, its words, and the letters as it reads it alone."""

    other: str
    place: Box
    words: list[Word]
    alone: str = ""


def signed(lines: list[LineRead]) -> list[LineRead]:
    """Lines in which an office, a deputy's under "KT." and a surname under either are restored.

    Who signs for the head of a body is a deputy: "KT. THỦ TƯỚNG" stands over "PHÓ THỦ TƯỚNG" (Nghị định
    30/2020/NĐ-CP, Phụ lục I, II.7), whatever a seal left of the second line.
    """
    lines = sorted(lines, key=lambda line: line.place.top)
    above: dict[int, str] = {}
    for n, line in enumerate(lines):
        over = max((m for m in range(n) if _below(lines[m].place, line.place)), default=None)
        office = above.get(over, "") if over is not None else ""
        text = _restored(office, line) or _restored(office, line._replace(other=line.alone))
        if text:
            line = lines[n] = line._replace(words=[_whole(text, line.place)])
        position = _position(" ".join(word.text for word in line.words))
        scrap = sum(len(word.text) for word in line.words) < 6
        above[n] = above.get(over, "") if scrap and not position and over is not None else position
    return lines


def _restored(office: str, line: LineRead) -> str:
    """What a line under an office says by the letters of the other engine; "" where they leave it open."""
    return _deputy(office, line) or _office(line) or _named(office, line)


def _whole(text: str, place: Box) -> Word:
    return Word(text, place.left, place.top, place.right - place.left, place.bottom - place.top, 0.0, (1,))


def _below(above: Box, below: Box) -> bool:
    shared = min(above.right, below.right) - max(above.left, below.left)
    return shared > 0.5 * min(above.right - above.left, below.right - below.left)


def _position(text: str) -> str:
    """The letters of an office that a line names, with the "kt" in front of it; "" if it names none."""
    letters = _letters(text)
    return letters if any(letters.endswith(one) for one in _offices()) and text.isupper() else ""


def _deputy(office: str, line: LineRead) -> str:
    """The deputy's position that a line under "KT." shows in part."""
    if not office.startswith("kt"):
        return ""
    letters, read = _letters(line.other), _letters(" ".join(word.text for word in line.words))
    head = next((name for short, name in _offices().items() if short == office[2:]), "")
    if office == "ktbotruong":
        deputy = "THỨ TRƯỞNG"
    elif head:
        deputy = f"PHÓ {head}"
    else:
        return ""
    tail = _letters(deputy.removeprefix("PHÓ "))
    short = len(letters) <= len(tail) + 4
    return deputy if short and any(_ends(tail, one) for one in (letters, read)) else ""


def _office(line: LineRead) -> str:
    """The office of a line of capitals in which one letter is wrong at most, and one office alone is near."""
    letters, offices = _letters(line.other), _offices()
    if not line.other.isupper() or len(letters) < 8 or _position(" ".join(word.text for word in line.words)):
        return ""
    near = [letters] if letters in offices else [one for one in offices if _near(one, letters)]
    return offices[near[0]] if len(near) == 1 and near != ["thutruong"] else ""


def _near(one: str, other: str) -> bool:
    """Whether two words differ in one letter at most, whichever is the longer."""
    return abs(len(one) - len(other)) < 2 and max(_cost(one, other), _cost(other, one)) < 2


def _ends(tail: str, letters: str) -> bool:
    """Whether letters end with others, one of them wrong at most."""
    return len(letters) >= len(tail) - 1 and _cost(letters[-len(tail) :], tail) < 2


def _named(office: str, line: LineRead) -> str:
    """A name under an office whose surname a seal lies on, with the surname of the table that fits alone."""
    tokens, words = line.other.split(), [word.text for word in line.words]
    given = words[len(words) - len(tokens) + 1 :]
    if not office or not 2 <= len(tokens) <= 5 or len(words) < len(tokens):
        return ""
    first = " ".join(words[: len(words) - len(given)])
    if fold(first) in forms("surname") or not all(word[:1].isupper() for word in given):
        return ""
    seen, read = _letters(tokens[0]), _letters(first)
    whole = [name for name in forms("surname") if len(seen) > 2 and _letters(name).endswith(seen)]
    if len(whole) == 1:
        return " ".join([whole[0].capitalize(), *given])
    costs = {
        name: (_cost(_letters(name), seen), _cost(_letters(name), seen) + _cost(read, _letters(name)))
        for name in forms("surname")
    }
    best = min(costs.values())
    fit = [name for name, cost in costs.items() if cost == best]
    sure = best[0] < 2 and (best[1] < 5 or len(seen) > 3) and len(fit) == 1
    return " ".join([fit[0].capitalize(), *given]) if sure else ""


@cache
def _offices() -> dict[str, str]:
    """Positions by their letters: "phothutuong" is "PHÓ THỦ TƯỚNG"."""
    names = [name for form in forms("position") if len(form) > 6 for name in (form, f"phó {form}")]
    return {_letters(name): name.upper() for name in names}
