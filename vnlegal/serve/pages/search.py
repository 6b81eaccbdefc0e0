"""The first page: search by number, words, issuer and date."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .. import wording
from ..listing import Asked, Hit
from ..site import Site
from . import asking

_ORDERS: dict[str, Literal["newest", "oldest", "cited"]] = {"moi": "newest", "cu": "oldest", "nhieu": "cited"}
_SUGGESTED = 8


def routes(site: Site) -> list[Route]:
    """`/` and `/goi-y.json`, the suggestions while somebody types."""

    def search(request: Request) -> Response:
        asked = _asked(request)
        found = site.search(asked)
        index = site.shelf.index
        return site.page(
            request, "search.html", found=found, kinds=index.kinds(), issuers=index.issuers(),
            totals=index.totals(), body=index.body(asked.issuer), query=dict(request.query_params),
            around=around,
        )  # fmt: skip

    def suggest(request: Request) -> Response:
        asked = Asked(asking.words(request, "q"), size=_SUGGESTED, begun=True)
        hits = site.search(asked).hits if asked.words.strip() else ()
        return JSONResponse([_suggestion(one) for one in hits])

    return [Route("/", search), Route("/goi-y.json", suggest)]


def _asked(request: Request) -> Asked:
    return Asked(
        words=asking.words(request, "q"),
        issuer=asking.words(request, "co-quan").strip(),
        kind=asking.words(request, "loai", 60).strip(),
        since=asking.day(request, "tu"),
        until=asking.day(request, "den"),
        held=request.query_params.get("co") == "1",
        page=asking.number(request, "trang", 1),
        order=_ORDERS.get(request.query_params.get("xep", ""), "fit"),
    )


def _suggestion(hit: Hit) -> dict[str, str]:
    return {
        "url": wording.url(hit.iri),
        "label": hit.label,
        "kind": wording.kind(hit.kind),
        "title": hit.title if hit.title and hit.title != hit.label else "",
        "about": " · ".join(part for part in (wording.day(hit.date), hit.issuers) if part),
    }


def around(page: int, pages: int) -> Iterator[int | None]:
    """The pages to offer: first, last, and those around this one; None for a gap.

    >>> list(around(6, 20))
    [1, None, 4, 5, 6, 7, 8, None, 20]
    """
    wanted = sorted({1, pages, *range(page - 2, page + 3)} & set(range(1, pages + 1)))
    for _, run in groupby(enumerate(wanted), lambda one: one[1] - one[0]):
        numbers = [number for _, number in run]
        yield from numbers if numbers[0] == 1 else [None, *numbers]
