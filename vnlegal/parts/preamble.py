"""The preamble: the grounds on which a document is issued (căn cứ ban hành)."""

from __future__ import annotations

from .. import late
from ..model import Field
from ..scan import plain
from ..text import Text, trim
from .layout import Layout
from .wording import any_of

# What opens a ground: "Căn cứ " (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6); "Chiểu Sắc lệnh số 63" of old.
_BASE = late.regex(
    r"căn\s+cứ\s(?!(?:vào\s)?tình hình thực tế)"
    r"|chi[ểế]u\s(?!(?:theo\s|lời\s)*(?:đề nghị|kết quả|quyết nghị|ý kiến|tình hình))"
)
# What opens a ground or a proposal.
_GROUND = late.re(plain(any_of("ground")))
# "CĂN CỨ PHÁP LUẬT": what a site prints over the grounds.
_HEADING = late.regex(r"CĂN CỨ [\p{Lu} ]{2,40}(?=\n|$)")
# What may stand before one.
_BEGINS = late.regex(r"(?:^|[\n|;.:-]\s*)$")
# Where one ends: a stop before a line that does not go on.
_CLOSE = late.regex(
    r"[;.,:]\s*\n+(?!\p{Ll}|số\s|(?i:luật|bộ luật|nghị định|nghị quyết|quyết định|thông tư|pháp lệnh)\s)"
)


def read_bases(text: Text, layout: Layout) -> tuple[Field[str], ...]:
    """Each Căn cứ line, without its closing mark."""
    found: list[Field[str]] = []
    for region in layout.of("preamble"):
        starts = [
            m.start()
            for m in _BASE.finditer(text.folded, region.start, region.end)
            if _begins(text, m.start()) and not _HEADING.match(text.clean, m.start())
        ]
        others = [
            m.start()
            for m in _GROUND.finditer(text.folded, region.start, region.end)
            if _begins(text, m.start())
        ]
        edges = sorted({*starts, *others, region.end})
        for start in starts:
            stop = next(edge for edge in edges if edge > start)
            close = _CLOSE.search(text.clean, start, stop)
            a, b = trim(text.clean, start, close.start() if close else stop, " \n;.,:|-")
            found.append(text.words(a, b, "căn cứ"))
    return tuple(found)


def _begins(text: Text, at: int) -> bool:
    """Whether a ground begins here: on a line of its own behind a finished one, or behind a semicolon."""
    before = text.clean[max(0, at - 6) : at]
    if before.endswith("\n"):
        return not before.rstrip() or before.rstrip()[-1] in ";.,:|-" or text.clean[at].isupper()
    return not before.strip() or before.rstrip(" -")[-1:] in ";|\n"
