"""Lược đồ: the relations of a work as lists, both ways, and as a picture that can be opened further."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from ...graph.stated import Edge, Group, Statement, Way
from ...model import Mode
from .. import picture as pictures
from .. import relations, wording
from ..listing import Hit
from ..picture import Node, View
from ..picture.svg import svg
from ..shelf import Shelf
from ..site import Site
from ..wording import ROOT
from . import asking
from .frame import Sheet
from .search import around

SHOWN, LISTED = 10, 50
_MODES: tuple[Mode, ...] = ("asserted", "reported")


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a group: works with what states that they stand in this relation."""

    group: Group
    rows: tuple[tuple[Hit, tuple[Statement, ...]], ...]
    page: int
    pages: int


def tab(site: Site, request: Request, sheet: Sheet) -> Mapping[str, Any]:
    """The lists, and the picture of a view; `nhom` shows one group alone, by pages."""
    view = view_of(request, sheet.work.iri)
    found = tuple(relations.groups(site.store.engine, sheet.work.iri))
    chosen = request.query_params.get("nhom", "")
    alone = [one for one in found if f"{one.kind}.{one.way}" == chosen]
    size, page = (LISTED, asking.number(request, "trang", 1)) if alone else (SHOWN, 1)
    listed = tuple(_listed(site.shelf, sheet.work.iri, one, page, size) for one in alone or found)
    shown = None if alone else pictures.picture(site.shelf, view)
    return {
        "groups": found, "listed": listed, "alone": bool(alone), "view": view, "picture": shown,
        "svg": svg(shown, lambda node: _turned(request, view, node)) if shown else "",
        "kinds": {one.kind for one in found}, "filters": filters(request), "around": around,
    }  # fmt: skip


def view_of(request: Request, work: str) -> View:
    """The view that a URL asks for: `mo` opened works, `loai` relations, `cach` modes, issuer and dates."""
    modes = tuple(mode for mode in _MODES if mode in asking.several(request, "cach"))
    kinds = set(asking.several(request, "loai")) & set(relations.kinds())
    return View(
        work,
        opened=tuple(ROOT + path for path in asking.several(request, "mo") if path.startswith("/id/")),
        kinds=tuple(kind for kind in relations.kinds() if kind in kinds),
        modes=modes or _MODES,
        issuer=asking.words(request, "co-quan").strip(),
        since=asking.day(request, "tu"),
        until=asking.day(request, "den"),
    )


def filters(request: Request) -> dict[str, str]:
    """The parameters that make the view, as the address has them."""
    query = request.query_params
    single = {key: query[key] for key in ("co-quan", "tu", "den", "mo") if query.get(key)}
    lists = {key: ",".join(asking.several(request, key)) for key in ("loai", "cach") if query.get(key)}
    return single | lists


def _turned(request: Request, view: View, node: Node) -> str:
    """The address of the same view with a node opened, or closed."""
    path = node.iri.removeprefix(ROOT)
    opened = [one.removeprefix(ROOT) for one in view.opened]
    now = [one for one in opened if one != path] if path in opened else [*opened, path]
    asked = {"tab": "luoc-do", **filters(request), "mo": ",".join(now)}
    return request.url.path + wording.again(asked) + "#hinh"


def _listed(shelf: Shelf, work: str, group: Group, page: int, size: int) -> Listed:
    """The works of a group that a page shows, the newest first."""
    pages = -(-len(group.works) // size)
    at = min(page, pages)
    _, best = shelf.index.best(group.works, at * size)
    hits = best[(at - 1) * size :]
    said = relations.statements(shelf, (_edge(work, group.kind, group.way, hit.iri) for hit in hits))
    rows = tuple((hit, said.get(_edge(work, group.kind, group.way, hit.iri), ())) for hit in hits)
    return Listed(group, rows, at, pages)


def _edge(work: str, kind: str, way: Way, other: str) -> Edge:
    return Edge(kind, work, other) if way == "out" else Edge(kind, other, work)


def speakers(said: tuple[Statement, ...]) -> Iterator[str]:
    """Who says so, each once."""
    yield from dict.fromkeys(one.speaker for one in said)
