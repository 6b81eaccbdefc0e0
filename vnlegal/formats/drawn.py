"""The words that a page of a PDF draws: where each begins and ends, in what size and direction.

Each question to PDFium costs more than its answer: a word is asked for the boxes of its first and last
letter, its text object only where they do not stand on the line of the word before it.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from struct import Struct
from typing import Any, NamedTuple

from .. import late

_MAX_GLYPHS = 200_000
_PARTED = 0.3  # sizes of the font between two words that are parted whether a blank is drawn or not
_BROAD = 1.4  # no letter is broader than so many heights of its line
HYPHENS = ("\x02", "\ufffe")
_HYPHEN = late.re("[\x02\ufffe]")
# A word, the dots of a blank to fill in, or blanks; hyphens that may be made up stand alone.
_SPACES = r" \t\r\n\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_WORD = late.re(
    rf"(?P<blank>[{_SPACES}]+)|[.…_·]{{2,}}|[\x02\ufffe]"
    rf"|(?:[^{_SPACES}\x02\ufffe.…_·]+|[.…_·](?![.…_·]))+"
)
_EDGES = Struct("4f").unpack_from

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom of a letter, as PDFium gives them."""


class Stroke(NamedTuple):
    """What the characters of a text object share: where it begins, its size, its direction.

    `turn` is how far the page must be turned clockwise to read it, None if it runs aslant.
    """

    x: float
    y: float
    size: float
    turn: int | None


# Characters, left, bottom, right, top and run of a word, and whether a blank follows it: a plain tuple, for
# there are many.
Drawn = tuple[str, float, float, float, float, Stroke, bool]


def words_of(page: Any) -> list[Drawn]:
    """The words of a page, and where blanks part them; what PDFium made up is left out."""
    page_text = page.get_textpage()
    raw = ctypes.cast(page_text.raw, ctypes.c_void_p)
    text = _text(page_text, raw)
    reader = _Words(raw, text)
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match.lastgroup is None:
            reader.word(start, end)
        else:
            reader.blank = start, end
    page_text.close()
    return reader.end()


class _Words:
    """Reads the words of a page one after the other."""

    def __init__(self, raw: Any, text: str) -> None:
        import pypdfium2.raw as pdfium

        self.raw, self.text = raw, text
        self._drawn: list[Drawn] = []
        self._last: tuple[str, float, float, float, float, Stroke] | None = None
        self.blank: tuple[int, int] | None = None
        self._box = ctypes.create_string_buffer(16)
        self._within = ctypes.addressof(self._box)
        self._box_of = _plain(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)
        self._object_of = _plain(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
        self._made_up = _plain(pdfium.FPDFText_IsGenerated, ctypes.c_int)
        self._run_of = _runs_of(raw)
        self._runs: dict[int, Stroke] = {}
        self._line: tuple[float, float] | None = None  # top and bottom of the last word

    def word(self, start: int, end: int) -> None:
        """Read the word that stands at these characters; in pieces if several text objects make it."""
        first = self._edges(start)
        last = self._edges(end - 1) or first if end - start > 1 else first
        if first is None or last is None or not _on_one_line(first, last, end - start):
            for a, b in self._by_object(start, end):
                self._piece(a, b, self._edges(a), self._edges(b - 1))
        else:
            self._piece(start, end, first, last)

    def _edges(self, i: int) -> Edges | None:
        return _EDGES(self._box) if self._box_of(self.raw, i, self._within) else None

    def _piece(self, start: int, end: int, first: Edges | None, last: Edges | None) -> None:
        word = self.text[start:end]
        if first is None or (word in HYPHENS and self._made_up(self.raw, start) == 1):
            return
        left, top, right, bottom = first
        line = top, bottom
        goes_on = line == self._line
        if last is not None and last is not first:
            left, top = min(left, last[0]), max(top, last[1])
            right, bottom = max(right, last[2]), min(bottom, last[3])
        before = self._last
        run = before[5] if goes_on and before is not None else self._run(start)
        if before is not None:
            blank = self.blank
            parted = blank is not None and (
                (goes_on and self._stands_off(before, left, word)) or self._is_drawn(*blank)
            )
            self._drawn.append((*before, parted))
        self.blank = None
        self._line = line
        self._last = word, left, bottom, right, top, run

    def end(self) -> list[Drawn]:
        """All words that were read."""
        if self._last is not None:
            self._drawn.append((*self._last, self.blank is not None and self._is_drawn(*self.blank)))
            self._last = None
        return self._drawn

    def _run(self, i: int) -> Stroke:
        at = self._object_of(self.raw, i) or -i
        return self._runs.get(at) or self._runs.setdefault(at, self._run_of(i))

    @staticmethod
    def _stands_off(before: tuple[str, float, float, float, float, Stroke], left: float, word: str) -> bool:
        """Whether a word begins well behind the end of the one before it."""
        return len(word) > 1 and len(before[0]) > 1 and left - before[3] > _PARTED * before[5].size

    def _is_drawn(self, start: int, end: int) -> bool:
        """Whether one of some blanks stands in the file: PDFium puts others between words and lines."""
        return any(self.text[i] not in "\r\n" and self._made_up(self.raw, i) != 1 for i in range(start, end))

    def _by_object(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A word cut where another text object begins."""
        last = self._object_of(self.raw, start)
        for i in range(start + 1, end):
            if (now := self._object_of(self.raw, i)) != last:
                yield start, i
                start, last = i, now
        yield start, end


def _on_one_line(first: Edges, last: Edges, length: int) -> bool:
    """Whether the first and the last letter are of one line and no farther apart than the word is long."""
    _, top, right, bottom = last
    return (
        top == first[1] and bottom == first[3] and 0 <= right - first[0] <= _BROAD * length * (top - bottom)
    )


def _text(words: Any, raw: Any) -> str:
    """The characters of a page by their numbers, one each; U+0000 for a code that stands for none."""
    import pypdfium2.raw as pdfium

    count = min(words.count_chars(), _MAX_GLYPHS)
    code_of = _plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(words.raw, 0, count, buffer) == count + 1:
        text = bytes(buffer)[:-2].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return _HYPHEN.sub(lambda match: chr(code_of(raw, match.start())), text)
    codes = (code_of(raw, i) for i in range(count))
    return "".join(chr(code) if _is_character(code) else "\ufffd" for code in codes)


def _plain(function: Any, result: Any, *more: Any) -> Any:
    """A function of a text page and an index, without the checks of its binding, which cost the most."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *more)(address)


def _runs_of(raw: Any) -> Callable[[int], Stroke]:
    """What gives the run of a character by its number; a page may have one for each word."""
    import pypdfium2.raw as pdfium

    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    places = ctypes.addressof(x), ctypes.addressof(y)
    turned = ctypes.addressof(matrix)
    origin_of = _plain(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    matrix_of = _plain(pdfium.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p)
    size_of = _plain(pdfium.FPDFText_GetFontSize, ctypes.c_double)

    def run(i: int) -> Stroke:
        origin_of(raw, i, *places)
        matrix_of(raw, i, turned)
        size = size_of(raw, i) * math.hypot(matrix.c, matrix.d)
        return Stroke(x.value, y.value, max(size, 1.0), _turn(matrix.a, matrix.b))

    return run


def _turn(along: float, up: float) -> int | None:
    """The clockwise turn of the page that lets text of this direction run from left to right.

    >>> _turn(1, 0), _turn(0, 1), _turn(-1, 0), _turn(0, -1), _turn(1, 1)
    (0, 90, 180, 270, None)
    """
    if abs(up) <= 0.2 * abs(along):
        return 0 if along >= 0 else 180
    if abs(along) <= 0.2 * abs(up):
        return 90 if up > 0 else 270
    return None


def _is_character(code: int) -> bool:
    """Whether a number of Unicode is a character; half of a pair (U+D800 to U+DFFF) is none."""
    return code < 0xD800 or 0xDFFF < code < 0x110000
