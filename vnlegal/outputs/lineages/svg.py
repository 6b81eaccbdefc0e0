"""A lineage as an SVG picture of its own: no script, no style sheet, nothing to fetch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from textwrap import shorten, wrap
from xml.sax.saxutils import escape, quoteattr

from ...graph.lineage import Lineage
from ...graph.stated import Step
from ...language import tr
from ..frame import Sheet, printable
from .frame import LineageOutput
from .layout import HEIGHT, WIDTH, Layout, Pair, layout
from .wording import ABSENT, about, agreed, folded, kind, said

_INK, _PALE, _LINE, _OWN = "#1a1a1a", "#5f5f5f", "#7a7a7a", "#eaf1fb"
_LETTERS, _LINES, _FOOT = 24, 2, 18
_FONT = "font-family=\"system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif\""
_HALO = 'paint-order="stroke" stroke="#ffffff" stroke-width="4" stroke-linejoin="round"'


def write(lineage: Lineage, sheet: Sheet) -> Iterator[str]:
    """Works as boxes, relations as arrows from left to right; sentences and titles under the pointer."""
    where, notes = layout(lineage), tuple(_notes(lineage))
    height = where.height + _FOOT * len(notes) + (8 if notes else 0)
    name = tr("Chuỗi thực hiện của {work}", work=lineage.label(lineage.work))
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{where.width:g}" height="{height:g}" '
    yield f'viewBox="0 0 {where.width:g} {height:g}" role="img" aria-label={_attribute(name)} {_FONT}>\n'
    yield f"<title>{_text(name)}</title>\n"
    yield f'<rect width="{where.width:g}" height="{height:g}" fill="#ffffff"/>\n'
    yield '<defs><marker id="head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" '
    yield f'orient="auto-start-reverse"><path d="M0 0.5 8 4 0 7.5z" fill="{_LINE}"/></marker></defs>\n'
    between: dict[Pair, list[Step]] = defaultdict(list)
    for step in lineage.steps:
        between[step.edge.source, step.edge.target].append(step)
    yield from (_arrow(where, pair, steps) for pair, steps in between.items())
    yield from (_words(where, pair, steps) for pair, steps in between.items())
    yield from (_box(lineage, iri, *where.places[iri]) for iri in lineage.depths)
    for row, note in enumerate(notes):
        y = where.height + _FOOT * row + 6
        yield f'<text x="20" y="{y:g}" font-size="11" fill="{_PALE}">{_text(note)}</text>\n'
    yield "</svg>\n"


def _notes(lineage: Lineage) -> Iterator[str]:
    if not all(work.in_corpus for work in map(lineage.works.__getitem__, lineage.depths)):
        yield tr("Khung đứt nét: không có trong tập, chỉ biết qua văn bản khác.")
    for circle in lineage.cycles:
        yield tr("Vòng lặp:") + " " + " → ".join(map(lineage.label, (*circle, circle[0])))
    if lineage.cut:
        yield tr("(còn nữa: đã dừng ở số bước được yêu cầu)")
    yield from (f"▸ {line}" for line in folded(lineage))


def _box(lineage: Lineage, iri: str, x: float, y: float) -> str:
    work, label = lineage.works[iri], lineage.label(iri)
    fill = _OWN if iri == lineage.work else "#ffffff"
    dashes = "" if work.in_corpus else ' stroke-dasharray="5 4"'
    lines = wrap(label, _LETTERS, max_lines=_LINES, placeholder=" …", break_long_words=True) or [label]
    detail = shorten(about(lineage, iri) or ("" if work.in_corpus else tr(ABSENT)), 32, placeholder=" …")
    top = y + HEIGHT / 2 + 5 - 8 * (len(lines) - 1) - (8 if detail else 0)
    words = [_line(x, top + 16 * row, 13, _INK, line, bold=True) for row, line in enumerate(lines)]
    if detail:
        words.append(_line(x, top + 16 * len(lines), 11, _PALE, detail))
    shown = " · ".join(filter(None, (label, work.title if work.number else None)))
    return (
        f'<g><title>{_text(shown)}</title><rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" '
        f'rx="5" fill="{fill}" stroke="{_INK}"{dashes}/>{"".join(words)}</g>\n'
    )


def _line(x: float, y: float, size: int, colour: str, words: str, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    place = f'x="{x + WIDTH / 2:g}" y="{y:g}" text-anchor="middle" font-size="{size}"'
    return f'<text {place}{weight} fill="{colour}">{_text(words)}</text>'


def _arrow(where: Layout, pair: Pair, steps: list[Step]) -> str:
    """One arrow for all relations between two works."""
    points = _points(where, pair)
    path = f"M{points[0][0]:g} {points[0][1]:g}" + "".join(map(_bend, points, points[1:]))
    sentences = "\n".join(line for step in steps for line in said(step))
    return (
        f'<g><title>{_text(sentences)}</title><path d="{path}" fill="none" stroke="{_LINE}" '
        f'stroke-width="1.4" marker-end="url(#head)"/></g>\n'
    )


def _words(where: Layout, pair: Pair, steps: list[Step]) -> str:
    """What an arrow means, in the gap after the first box, and under it how many documents say so."""
    points = _points(where, pair)
    (x, y), (to_x, to_y) = points[:2] if points[0] < points[-1] else points[1:3]
    lines = (", ".join(dict.fromkeys(map(kind, steps))), max(map(agreed, steps)))
    return "".join(
        f'<text x="{(x + to_x) / 2:g}" y="{(y + to_y) / 2 - 5 + 19 * row:g}" text-anchor="middle" '
        f'font-size="{11 - row}" fill="{_PALE if row else _INK}" {_HALO}>{_text(line)}</text>\n'
        for row, line in enumerate(filter(None, lines))
    )


def _points(where: Layout, pair: Pair) -> list[tuple[float, float]]:
    """Where an arrow begins, bends and ends."""
    (x, y), (to_x, to_y) = (where.places[end] for end in pair)
    return [(x + WIDTH, y + HEIGHT / 2), *where.ways[pair], (to_x, to_y + HEIGHT / 2)]


def _bend(one: tuple[float, float], other: tuple[float, float]) -> str:
    middle = (one[0] + other[0]) / 2
    return f"C{middle:g} {one[1]:g} {middle:g} {other[1]:g} {other[0]:g} {other[1]:g}"


def _text(words: str) -> str:
    return escape(printable(words))


def _attribute(words: str) -> str:
    return quoteattr(printable(words))


OUTPUT = LineageOutput("svg", "image/svg+xml", write)
