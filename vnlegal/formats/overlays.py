"""What a signing program laid over a page: blanks it filled, and stamps that say who signed when."""

from __future__ import annotations

from itertools import groupby

from ..text import fold
from .rows import Glyph, rows_of
from .signs import STAMP

_DOTS = ".…_·"


def filled(glyphs: list[Glyph]) -> list[Glyph]:
    """Without the dots of blanks over which a number was laid."""
    over = [glyph for glyph in glyphs if glyph.overlay]
    if not over:
        return glyphs
    out: list[Glyph] = []
    for dots, run in groupby(glyphs, key=lambda glyph: not glyph.overlay and not glyph.char.strip(_DOTS)):
        group = list(run)
        if (
            not dots
            or sum(len(glyph.char) for glyph in group) < 2
            or not any(_covers(one, glyph) for one in over for glyph in group)
        ):
            out += group
    return out


def _covers(over: Glyph, glyph: Glyph) -> bool:
    across = over.x0 - 1 < glyph.x1 and glyph.x0 < over.x1 + 1
    return across and abs(over.base - glyph.base) < over.size


def stamps(glyphs: list[Glyph]) -> tuple[list[Glyph], list[str]]:
    """The page without stamps of signatures, and each stamp as one line."""
    blocks = _blocks([glyph for glyph in glyphs if glyph.overlay])
    found = [block for block in blocks if STAMP.search(fold("\n".join(_lines(block))))]
    taken = {id(glyph) for block in found for glyph in block}
    return [glyph for glyph in glyphs if id(glyph) not in taken], [" ".join(_lines(block)) for block in found]


def _lines(block: list[Glyph]) -> list[str]:
    return ["   ".join(one.text for one in row) for row in rows_of(block)]


def _blocks(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Overlaid glyphs that stand near one another."""
    blocks: list[list[Glyph]] = []
    for glyph in glyphs:
        near = [block for block in blocks if any(_near(glyph, other) for other in block[-400:])]
        joined = [glyph] if not near else [*(one for block in near for one in block), glyph]
        blocks = [block for block in blocks if not any(block is one for one in near)] + [joined]
    return blocks


def _near(a: Glyph, b: Glyph) -> bool:
    apart = max(a.x0 - b.x1, b.x0 - a.x1, 0.0)
    return apart < 3 * max(a.size, b.size) and abs(a.base - b.base) < 2.2 * max(a.size, b.size)
