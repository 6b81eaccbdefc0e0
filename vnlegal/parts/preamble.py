"""The preamble: the grounds on which a document is issued (căn cứ ban hành)."""

from __future__ import annotations

import regex

from ..model import Field
from ..text import Text, trim
from .layout import Layout
from .wording import any_of

_BASE = regex.compile(r"(?:(?<=^|[\n|]|[;.:]\s)|(?<=[\n;]\s?[-–]\s?))căn\s+cứ\s(?!(?:vào\s)?tình hình thực tế)")
_OTHER = regex.compile(rf"(?<=\n){any_of('ground')}")
_CLOSE = regex.compile(r"[;.:,]\s*$")


def read_bases(text: Text, layout: Layout) -> tuple[Field[str], ...]:
    """Each Căn cứ line, without its closing mark."""
    found: list[Field[str]] = []
    for region in layout.of("preamble"):
        starts = [m.start() for m in _BASE.finditer(text.clean.lower(), region.start, region.end)]
        others = [m.start() for m in _OTHER.finditer(text.folded, region.start, region.end)] if starts else []
        edges = sorted({*starts, *(at for at in others if _ends(text, at)), region.end})
        for start in starts:
            stop = next(edge for edge in edges if edge > start)
            a, b = trim(text.clean, start, stop, " \n;.,:|-")
            found.append(text.words(a, b, "căn cứ"))
    return tuple(found)


def _ends(text: Text, at: int) -> bool:
    """Whether the line before is finished, so that a new ground begins here."""
    return bool(_CLOSE.search(text.clean[max(0, at - 4) : at]))
