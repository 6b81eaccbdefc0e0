"""What stands on a page of a PDF, by PDFium: words, rules, and whether a picture fills the page.

Each question to PDFium about a character costs more than its answer, so a text object is asked for its
words: where they begin and end.

The own number and day of documents signed in an e-office are no page text but appearances of signature
fields: the page is flattened, closed and opened again before it is read.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from .. import late
from .grids import Rule
from .rows import Glyph

_MAX_GLYPHS = 200_000
_MAX_OBJECTS = 50_000
_THIN = 2.5
_HYPHENS = ("\x02", "\ufffe")
_HYPHEN = late.regex("[\x02\ufffe]")
# Hyphens at the end of a line, list marks of the fonts Symbol and Wingdings, and what stands for no letter.
_SHOWN = {
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
    **dict.fromkeys((0xF02D, 0xF0D8, 0xF0FC, 0xF0A7, 0xF0BE), "-"),
    0xF0B7: "•",
    **dict.fromkeys((0, 1, *range(3, 9), 11, 12, *range(14, 32), *range(127, 160)), "\ufffd"),
}
# A word, the dots of a blank to fill in, or blanks; hyphens that may be made up stand alone.
_WORD = late.regex(
    r"(?P<blank>[ \t\r\n\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+)|[.…_·]{2,}|[\x02\ufffe]"
    r"|(?:(?![.…_·]{2})[^ \t\r\n\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\x02\ufffe])+"
)
# What a font without a table of its letters gives: no letter, a control, or one of the private use area.
_MEANINGLESS = late.regex(r"[\x00\x01\x03-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")


class Sheet(NamedTuple):
    """One page: size, glyphs, horizontal and vertical rules; `pictured` if a picture covers most of it.

    `unread` counts drawn characters whose codes stand for no letter; `aslant` those that run across the page
    in another direction than most.
    """

    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Rule]
    down: list[Rule]
    pictured: bool
    unread: int = 0
    aslant: int = 0


def sheet(document: Any, index: int) -> Sheet:
    """Read one page of a `pypdfium2.PdfDocument`; a page whose text runs upwards or downwards is turned."""
    page = document[index]
    before = _laid_under(page)
    if before is not None:
        page = _flattened(document, page, index)
    drawn = _drawn(page)
    place = _place(page, drawn)
    upright = [one for one in drawn if one[-1].turn == place.turn]
    glyphs = _composed(_marked(glyph, before) for glyph in _glyphs(upright, place))
    across, down, pictured = _drawings(page, place)
    page.close()
    unread = sum(len(_MEANINGLESS.findall(word)) for word, *_ in drawn)
    aslant = sum(len(word) for word, *_, run in drawn if run.turn not in (None, place.turn) and word != " ")
    return Sheet(place.width, place.height, glyphs, across, down, pictured, unread, aslant)


class _Place(NamedTuple):
    """Turns page coordinates (upwards, not rotated) into what the reader sees (downwards)."""

    turn: int
    width: float
    height: float

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 90:
            return y, x
        if self.turn == 180:
            return self.width - x, y
        if self.turn == 270:
            return self.width - y, self.height - x
        return x, self.height - y


class _Run(NamedTuple):
    """What the characters of a text object share: where it begins, its size, its direction.

    `turn` is how far the page must be turned clockwise to read it, None if it runs aslant.
    """

    x: float
    y: float
    size: float
    turn: int | None


# Characters, left, bottom, right, top and run of a word, or a blank: a plain tuple, for there are many.
_Drawn = tuple[str, float, float, float, float, _Run]


def _place(page: Any, drawn: list[_Drawn]) -> _Place:
    """How the page must be turned for most of its text."""
    turns: Counter[int] = Counter()
    for word, *_, run in drawn:
        if run.turn is not None and word != " ":
            turns[run.turn] += len(word)
    width, height = page.get_size()
    own = page.get_rotation()
    turn = max(turns, key=lambda one: (turns[one], one == own)) if turns else own
    sides = (width, height) if (turn - own) % 180 == 0 else (height, width)
    return _Place(turn, *sides)


Key = tuple[str, int, int]


def _laid_under(page: Any) -> Counter[Key] | None:
    """The glyphs of a page before its annotations are made part of it; None if it has none."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFPage_GetAnnotCount(page.raw) < 1:
        return None
    drawn = _drawn(page)
    place = _place(page, drawn)
    return Counter(_key(glyph) for glyph in _glyphs(drawn, place))


def _key(glyph: Glyph) -> Key:
    return glyph.char, round(glyph.x0), round(glyph.base)


def _marked(glyph: Glyph, before: Counter[Key] | None) -> Glyph:
    if before is None or glyph.char.isspace():
        return glyph
    key = _key(glyph)
    if before[key]:
        before[key] -= 1
        return glyph
    return glyph._replace(overlay=True)


def _composed(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Marks that were drawn over a letter as part of it."""
    out: list[Glyph] = []
    for glyph in glyphs:
        char = glyph.char
        if char[0] > "\u02ff" and out and unicodedata.combining(char[0]):
            marks = next((n for n, c in enumerate(char) if not unicodedata.combining(c)), len(char))
            out[-1] = out[-1]._replace(char=out[-1].char + char[:marks], x1=max(out[-1].x1, glyph.x0))
            if marks < len(char):
                out.append(glyph._replace(char=char[marks:]))
        else:
            out.append(glyph)
    return out


def _flattened(document: Any, page: Any, index: int) -> Any:
    import pypdfium2.raw as pdfium

    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _drawn(page: Any) -> list[_Drawn]:
    """The words of a page by text objects, and the blanks between them; what PDFium made up is left out."""
    import pypdfium2.raw as pdfium

    words = page.get_textpage()
    raw = ctypes.cast(words.raw, ctypes.c_void_p)
    box = pdfium.FS_RECTF()
    within = ctypes.addressof(box)
    box_of = _plain(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)
    object_of = _plain(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
    made_up = _plain(pdfium.FPDFText_IsGenerated, ctypes.c_int)
    run_of = _runs_of(raw)
    known: dict[int, _Run] = {}
    out: list[_Drawn] = []
    text = _text(words, raw)
    spans = [(match.start(), match.end(), match["blank"] is None) for match in _WORD.finditer(text)]
    firsts = [object_of(raw, start) if inked else 0 for start, _, inked in spans]
    for (start, end, inked), first, after in zip(spans, firsts, _next_inked(firsts), strict=True):
        if not inked:
            if out and any(text[i] not in "\r\n" and made_up(raw, i) != 1 for i in range(start, end)):
                _, left, bottom, right, top, run = out[-1]
                out.append((" ", right, bottom, right, top, run))
            continue
        for a, b in ((start, end),) if first == after else _by_object(raw, start, end, first, object_of):
            word = text[a:b]
            if (word in _HYPHENS and made_up(raw, a) == 1) or not box_of(raw, a, within):
                continue
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
            if b - a > 1 and box_of(raw, b - 1, within):
                left, bottom = min(left, box.left), min(bottom, box.bottom)
                right, top = max(right, box.right), max(top, box.top)
            at = (first if a == start else object_of(raw, a)) or -a
            run = known.get(at) or known.setdefault(at, run_of(a))
            out.append((word, left, bottom, right, top, run))
    words.close()
    return out


def _next_inked(firsts: list[int | None]) -> list[int | None]:
    """For each word the text object of the next; a word between two of one object lies in it."""
    out: list[int | None] = [None] * len(firsts)
    for i in range(len(firsts) - 2, -1, -1):
        out[i] = firsts[i + 1] if firsts[i + 1] != 0 else out[i + 1]
    return out


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


def _by_object(raw: Any, start: int, end: int, last: int | None, object_of: Any) -> Iterator[tuple[int, int]]:
    """A word cut where another text object begins."""
    if end - start > 1 and object_of(raw, end - 1) != last:
        for i in range(start + 1, end):
            if (now := object_of(raw, i)) != last:
                yield start, i
                start, last = i, now
    yield start, end


def _plain(function: Any, result: Any, *more: Any) -> Any:
    """A function of a text page and an index, without the checks of its binding, which cost the most."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *more)(address)


def _runs_of(raw: Any) -> Callable[[int], _Run]:
    """What gives the run of a character by its number; a page may have one for each word."""
    import pypdfium2.raw as pdfium

    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    places = ctypes.addressof(x), ctypes.addressof(y)
    turned = ctypes.addressof(matrix)
    origin_of = _plain(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    matrix_of = _plain(pdfium.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p)
    size_of = _plain(pdfium.FPDFText_GetFontSize, ctypes.c_double)

    def run(i: int) -> _Run:
        origin_of(raw, i, *places)
        matrix_of(raw, i, turned)
        size = size_of(raw, i) * math.hypot(matrix.c, matrix.d)
        return _Run(x.value, y.value, max(size, 1.0), _turn(matrix.a, matrix.b))

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


def _glyphs(drawn: Iterable[_Drawn], place: _Place) -> Iterator[Glyph]:
    """Words on the page as it is read; what stands for no letter shows as U+FFFD."""
    bases: dict[_Run, float] = {}
    for word, left, bottom, right, top, run in drawn:
        base = bases.get(run) or bases.setdefault(run, place(run.x, run.y)[1])
        shown = word if word.isalnum() else word.translate(_SHOWN)
        if place.turn:
            left, right = sorted((place(left, bottom)[0], place(right, top)[0]))
        yield Glyph(shown, left, right, base, run.size)


def _is_character(code: int) -> bool:
    """Whether a number of Unicode is a character; half of a pair (U+D800 to U+DFFF) is none."""
    return code < 0xD800 or 0xDFFF < code < 0x110000


def _drawings(page: Any, place: _Place) -> tuple[list[Rule], list[Rule], bool]:
    """The rules drawn on a page, and whether pictures cover most of it."""
    import pypdfium2.raw as pdfium

    across: list[Rule] = []
    down: list[Rule] = []
    covered = 0.0
    for kind, left, bottom, right, top in _objects(page):
        (x0, y0), (x1, y1) = place(left, top), place(right, bottom)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += (x1 - x0) * (y1 - y0)
        else:
            _rule(across, down, x0, y0, x1, y1)
    return across, down, covered > 0.5 * place.width * place.height


Bounds = tuple[int, float, float, float, float]


def _objects(page: Any) -> Iterator[Bounds]:
    """Kind and bounds (left, bottom, right, top) of the paths and pictures of a page.

    Those inside forms, whose bounds want a matrix, come from the library's own walk.
    """
    import pypdfium2.raw as pdfium

    wanted = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE)
    edges = tuple(ctypes.c_float() for _ in range(4))
    pointers = tuple(ctypes.byref(edge) for edge in edges)
    forms = False
    for i in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
        one = pdfium.FPDFPage_GetObject(page.raw, i)
        kind = pdfium.FPDFPageObj_GetType(one)
        forms |= kind == pdfium.FPDF_PAGEOBJ_FORM
        if kind in wanted and pdfium.FPDFPageObj_GetBounds(one, *pointers):
            yield (kind, *(edge.value for edge in edges))
    if forms:
        for count, inner in enumerate(page.get_objects(filter=wanted, max_depth=4)):
            if count > _MAX_OBJECTS:
                break
            if inner.level:
                yield (inner.type, *_bounds(inner))


def _bounds(drawing: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of a page object."""
    found = drawing.get_bounds() if hasattr(drawing, "get_bounds") else drawing.get_pos()
    return float(found[0]), float(found[1]), float(found[2]), float(found[3])


def _rule(across: list[Rule], down: list[Rule], x0: float, y0: float, x1: float, y1: float) -> None:
    """A thin path is a rule; a larger one is taken for a frame, whose four sides are rules."""
    if y1 - y0 <= _THIN and x1 - x0 > 4:
        across.append(Rule((y0 + y1) / 2, x0, x1))
    elif x1 - x0 <= _THIN and y1 - y0 > 4:
        down.append(Rule((x0 + x1) / 2, y0, y1))
    elif x1 - x0 > 8 and y1 - y0 > 8:
        across += [Rule(y0, x0, x1), Rule(y1, x0, x1)]
        down += [Rule(x0, y0, y1), Rule(x1, y0, y1)]
