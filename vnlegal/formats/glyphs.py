"""What stands on a page of a PDF, by PDFium: words, rules, and whether a picture fills the page.

The own number and day of documents signed in an e-office are no page text but appearances of signature
fields: the page is flattened, closed and opened again before it is read.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .. import late
from .drawn import HYPHENS, Drawn, words_of
from .grids import Rule
from .rows import Glyph

_MAX_OBJECTS = 50_000
_new = tuple.__new__  # twice as fast as by name, for the words of a page are many
_THIN = 2.5
# Hyphens at the end of a line, list marks of the fonts Symbol and Wingdings, and what stands for no letter.
_SHOWN = {
    **dict.fromkeys(map(ord, HYPHENS), "-"),
    **dict.fromkeys((0xF02D, 0xF0D8, 0xF0FC, 0xF0A7, 0xF0BE), "-"),
    0xF0B7: "•",
    **dict.fromkeys((0, 1, *range(3, 9), 11, 12, *range(14, 32), *range(127, 160)), "\ufffd"),
}
# A mark over the letter before it: a combining character.
_MARK = late.re(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
# What a font without a table of its letters gives: no letter, a control, or one of the private use area.
_MEANINGLESS = late.re(r"[\x00\x01\x03-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")


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
    drawn = words_of(page)
    turns = _turns(drawn)
    place = _place(page, turns)
    upright = drawn if len(turns) < 2 else [one for one in drawn if one[5].turn == place.turn]
    glyphs = _glyphs(upright, place)
    if before is not None:
        glyphs = [_marked(glyph, before) for glyph in glyphs]
    across, down, pictured = _drawings(page, place)
    page.close()
    words = "".join([one[0] for one in drawn])
    if _MARK.search(words):
        glyphs = _composed(glyphs)
    aslant = sum(count for turn, count in turns.items() if turn not in (None, place.turn))
    unread = len(_MEANINGLESS.findall(words))
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


def _turns(drawn: list[Drawn]) -> dict[int | None, int]:
    """How many characters run in each direction."""
    turns: dict[int | None, int] = {}
    for one in drawn:
        turn = one[5].turn
        turns[turn] = turns.get(turn, 0) + len(one[0])
    return turns


def _place(page: Any, turns: dict[int | None, int]) -> _Place:
    """How the page must be turned for most of its text."""
    width, height = page.get_size()
    own = page.get_rotation()
    known = {one: count for one, count in turns.items() if one is not None}
    turn = max(known, key=lambda one: (known[one], one == own)) if known else own
    sides = (width, height) if (turn - own) % 180 == 0 else (height, width)
    return _Place(turn, *sides)


Key = tuple[str, int, int]


def _laid_under(page: Any) -> Counter[Key] | None:
    """The glyphs of a page before its annotations are made part of it; None if it has none."""
    import pypdfium2.raw as pdfium

    if not any(_draws(page, n) for n in range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
        return None
    drawn = words_of(page)
    place = _place(page, _turns(drawn))
    return Counter(_key(glyph) for glyph in _glyphs(drawn, place))


def _draws(page: Any, number: int) -> bool:
    """Whether an annotation may show words of its own: a link does not."""
    import pypdfium2.raw as pdfium

    one = pdfium.FPDFPage_GetAnnot(page.raw, number)
    kind = pdfium.FPDFAnnot_GetSubtype(one)
    pdfium.FPDFPage_CloseAnnot(one)
    return kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)


def _key(glyph: Glyph) -> Key:
    return glyph.char, round(glyph.x0), round(glyph.base)


def _marked(glyph: Glyph, before: Counter[Key]) -> Glyph:
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
            last = out[-1]
            parted = (last.parted or glyph.parted) and marks == len(char)
            out[-1] = last._replace(char=last.char + char[:marks], x1=max(last.x1, glyph.x0), parted=parted)
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


def _glyphs(drawn: Iterable[Drawn], place: _Place) -> list[Glyph]:
    """Words on the page as it is read; what stands for no letter shows as U+FFFD."""
    out: list[Glyph] = []
    last, base, size = None, 0.0, 0.0
    for word, left, bottom, right, top, run, parted in drawn:
        if run is not last:
            last, base, size = run, place(run.x, run.y)[1], run.size
        shown = word if word.isalnum() else word.translate(_SHOWN)
        if place.turn:
            left, right = sorted((place(left, bottom)[0], place(right, top)[0]))
        if not shown.isspace():
            out.append(_new(Glyph, (shown, left, right, base, size, False, False, parted)))
    return out


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
