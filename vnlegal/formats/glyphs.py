"""What stands on a page of a PDF, by PDFium: glyphs, rules, and whether a picture fills the page.

The own number and day of documents signed in an e-office are no page text but appearances of signature
fields: the page is flattened, closed and opened again before it is read.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from .grids import Rule
from .rows import Glyph

_MAX_GLYPHS = 200_000
_MAX_OBJECTS = 50_000
_THIN = 2.5
_HYPHENS = (2, 0xFFFE)


class Sheet(NamedTuple):
    """One page: size, glyphs, horizontal and vertical rules; `pictured` if a picture covers most of it."""

    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Rule]
    down: list[Rule]
    pictured: bool


def sheet(document: Any, index: int) -> Sheet:
    """Read one page of a `pypdfium2.PdfDocument`."""
    page = document[index]
    before = _laid_under(page)
    if before is not None:
        page = _flattened(document, page, index)
    turn = page.get_rotation()
    width, height = page.get_size()
    place = _Place(turn, width, height)
    glyphs = _composed(_marked(glyph, before) for glyph in _glyphs(page, place))
    across, down, pictured = _drawings(page, place)
    page.close()
    return Sheet(width, height, glyphs, across, down, pictured)


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


Key = tuple[str, int, int]


def _laid_under(page: Any) -> Counter[Key] | None:
    """The glyphs of a page before its annotations are made part of it; None if it has none."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFPage_GetAnnotCount(page.raw) < 1:
        return None
    place = _Place(page.get_rotation(), *page.get_size())
    return Counter(_key(glyph) for glyph in _glyphs(page, place))


def _key(glyph: Glyph) -> Key:
    return glyph.char, round(glyph.x0), round(glyph.base)


def _marked(glyph: Glyph, before: Counter[Key] | None) -> Glyph:
    if before is None or glyph.char.isspace():
        return glyph
    key = _key(glyph)
    if before[key]:
        before[key] -= 1
        return glyph
    return replace(glyph, overlay=True)


def _composed(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Marks that were drawn over a letter as part of it."""
    out: list[Glyph] = []
    for glyph in glyphs:
        if out and unicodedata.combining(glyph.char):
            out[-1] = replace(out[-1], char=out[-1].char + glyph.char, x1=max(out[-1].x1, glyph.x1))
        else:
            out.append(glyph)
    return out


def _flattened(document: Any, page: Any, index: int) -> Any:
    import pypdfium2.raw as pdfium

    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _glyphs(page: Any, place: _Place) -> Iterator[Glyph]:
    """The upright glyphs of a page; blanks and hyphens that PDFium made up are left out."""
    import pypdfium2.raw as pdfium

    words = page.get_textpage()
    raw = words.raw
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    upright = place.turn % 180 == 0
    for i in range(min(words.count_chars(), _MAX_GLYPHS)):
        code = pdfium.FPDFText_GetUnicode(raw, i)
        if pdfium.FPDFText_IsGenerated(raw, i) == 1 or not code:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(raw, i, box) or not pdfium.FPDFText_GetCharOrigin(
            raw, i, x, y
        ):
            continue
        pdfium.FPDFText_GetMatrix(raw, i, matrix)
        level = abs(matrix.b) <= 0.2 * abs(matrix.a) if upright else abs(matrix.a) <= 0.2 * abs(matrix.b)
        char = "-" if code in _HYPHENS else chr(code) if _is_character(code) else "\ufffd"
        if not level and char.strip():
            continue
        size = pdfium.FPDFText_GetFontSize(raw, i) * math.hypot(matrix.c, matrix.d)
        ends = place(box.left, box.bottom), place(box.right, box.top)
        base = place(x.value, y.value)[1]
        yield Glyph(char, min(end[0] for end in ends), max(end[0] for end in ends), base, max(size, 1.0))
    words.close()


def _is_character(code: int) -> bool:
    """Whether a number of Unicode is a character; half of a pair (U+D800 to U+DFFF) is none."""
    return code < 0xD800 or 0xDFFF < code < 0x110000


def _drawings(page: Any, place: _Place) -> tuple[list[Rule], list[Rule], bool]:
    """The rules drawn on a page, and whether pictures cover most of it."""
    import pypdfium2.raw as pdfium

    across: list[Rule] = []
    down: list[Rule] = []
    covered = 0.0
    for count, drawing in enumerate(
        page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE), max_depth=4)
    ):
        if count > _MAX_OBJECTS:
            break
        left, bottom, right, top = _bounds(drawing)
        (x0, y0), (x1, y1) = place(left, top), place(right, bottom)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if drawing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += (x1 - x0) * (y1 - y0)
        else:
            _rule(across, down, x0, y0, x1, y1)
    return across, down, covered > 0.5 * place.width * place.height


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
