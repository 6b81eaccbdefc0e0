"""A picture as SVG: in a page, where all its parts are links, or as a file that needs nothing else.

Here is counted where everything stands; `templates/picture.svg` writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markupsafe import Markup

from ...language import tr
from ...vocabulary import FAMILIES
from .. import wording
from .frame import Arrow, Node, Picture
from .layout import HEIGHT, WIDTH, Layout, Place, layout

_STYLE = Path(__file__).parent.parent / "assets" / "picture.css"
_CHARACTERS, _NUMBER = 30, 19
Link = Callable[[Node], str]


@dataclass(frozen=True, slots=True)
class Box:
    """A work as drawn: its place, three lines, what pointing at it shows; `link` opens or closes it."""

    node: Node
    x: int
    y: int
    classes: str
    lines: tuple[str, str, str]
    title: str
    own: bool
    link: str


@dataclass(frozen=True, slots=True)
class Curve:
    """An arrow as drawn: its number in the picture, its way, and where its words stand."""

    number: int
    family: str
    classes: str
    path: str
    x: int
    y: int
    width: int
    words: str
    title: str


def svg(picture: Picture, expand: Link | None = None) -> Markup:
    """The picture; with `expand`, which gives the address that opens or closes a node, made of links."""
    laid = layout(picture)
    made = (
        wording.templates()
        .get_template("picture.svg")
        .render(
            laid=laid,
            box=(WIDTH, HEIGHT),
            label=_label(picture),
            families=FAMILIES,
            curves=sorted(_curves(picture, laid), key=lambda one: bool(one.words)),
            boxes=tuple(_box(node, laid.places[node.iri], picture, expand) for node in picture.nodes),
            linked=expand is not None,
            style=Markup(_STYLE.read_text("utf-8")) if expand is None else "",
        )
    )
    return Markup(made)


def _label(picture: Picture) -> str:
    return tr(
        "Lược đồ của {work}: {nodes} văn bản, {arrows} mũi tên, từ cũ sang mới",
        work=picture.label(picture.view.work), nodes=len(picture.nodes), arrows=len(picture.arrows),
    )  # fmt: skip


def _curves(picture: Picture, laid: Layout) -> Iterator[Curve]:
    """The arrows; where several share a way its words stand there once."""
    said: set[tuple[int, int]] = set()
    for number, arrow in enumerate(picture.arrows, 1):
        way = laid.ways.get((arrow.source, arrow.target), ())
        source, target = laid.places[arrow.source], laid.places[arrow.target]
        path, x, y = _path(source, target, way) if _aside(source, target, laid) else _down(source, target)
        place = round(x), round(y)
        words, family = "" if place in said else _short(arrow), wording.family(arrow.kinds[0])
        said.add(place)
        classes = f"arrow {family}" + ("" if arrow.asserted else " reported")
        title = f"{picture.label(arrow.source)} {arrow.names} {picture.label(arrow.target)}"
        yield Curve(number, family, classes, path, *place, 7 * len(words) + 14, words, title)


def _short(arrow: Arrow) -> str:
    names = [wording.relation(kind).partition(",")[0] for kind in arrow.kinds]
    return names[0] + (f" +{len(names) - 1}" if len(names) > 1 else "")


def _aside(source: Place, target: Place, laid: Layout) -> bool:
    """Whether both ends stand among the dated works, or both among the others, or right below one another."""
    below = [laid.lane is not None and one.y > laid.lane for one in (source, target)]
    return below[0] == below[1] or abs(source.x - target.x) < WIDTH


def _down(source: Place, target: Place) -> tuple[str, float, float]:
    """A curve between a dated work and one in the lane below, which goes along the lane, not behind works."""
    upper, lower = sorted((source, target), key=lambda one: one.y)
    x1, y1 = upper.x + WIDTH / 2, upper.y + HEIGHT
    x2, y2 = lower.x + (WIDTH if lower.x < upper.x else 0), lower.y + HEIGHT / 2
    half = (x1 + x2) / 2
    there = f"M{x1:.0f} {y1:.0f}C{x1:.0f} {y2:.0f} {half:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
    if upper is target:
        there = f"M{x2:.0f} {y2:.0f}C{half:.0f} {y2:.0f} {x1:.0f} {y2:.0f} {x1:.0f} {y1:.0f}"
    return there, half, y2 - (y2 - y1) / 8


def _path(source: Place, target: Place, way: tuple[Place, ...]) -> tuple[str, float, float]:
    """A curve between facing sides, through the places it passes; and where its words stand."""
    if abs(source.x - target.x) < WIDTH:
        below = target.y > source.y
        x1, y1 = source.x + WIDTH / 2, source.y + (HEIGHT if below else 0)
        x2, y2 = target.x + WIDTH / 2, target.y + (0 if below else HEIGHT)
        half = (y1 + y2) / 2
        return (
            f"M{x1:.0f} {y1:.0f}C{x1:.0f} {half:.0f} {x2:.0f} {half:.0f} {x2:.0f} {y2:.0f}",
            (x1 + x2) / 2,
            half,
        )
    left = target.x < source.x
    points = [(source.x + (0 if left else WIDTH), source.y + HEIGHT / 2)]
    for one in way:
        points += [(one.x + (WIDTH if left else 0), one.y), (one.x + (0 if left else WIDTH), one.y)]
    points.append((target.x + (WIDTH if left else 0), target.y + HEIGHT / 2))
    pieces = [f"M{points[0][0]:.0f} {points[0][1]:.0f}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        half = (x1 + x2) / 2
        pieces.append(f"C{half:.0f} {y1:.0f} {half:.0f} {y2:.0f} {x2:.0f} {y2:.0f}")
    if way:
        middle = way[len(way) // 2]
        return "".join(pieces), middle.x + WIDTH / 2, middle.y
    return "".join(pieces), (points[0][0] + points[1][0]) / 2, (points[0][1] + points[1][1]) / 2


def _box(node: Node, at: Place, picture: Picture, expand: Link | None) -> Box:
    hit = node.hit
    when = wording.day(hit.date) or (tr("năm {year}", year=hit.year) if hit.year else tr("không rõ ngày"))
    lines = (hit.number or hit.label, f"{wording.kind(hit.kind)} · {when}", hit.issuers)
    first, *rest = lines
    room = _CHARACTERS - (6 if expand and node.hidden else 0)
    shown = (_cut(first, _NUMBER), _cut(rest[0], _CHARACTERS), _cut(rest[1], room))
    title = "\n".join(line for line in (hit.label, hit.title or "", *rest) if line)
    own = hit.iri == picture.view.work
    names = (("own", own), ("opened", node.opened), ("absent", not hit.held))
    classes = " ".join(["node", *(name for name, is_so in names if is_so)])
    link = expand(node) if expand and not own else ""
    return Box(node, round(at.x), round(at.y), classes, shown, title, own, link)


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
