"""The page of a work, tab by tab."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ..site import Site
from ..wording import ROOT, TABS, url
from . import asking, attributes, charges, citations, content, findings, relations, times
from .exports import EXPORTS
from .frame import Sheet

Tab = Callable[[Site, Request, Sheet], Mapping[str, Any]]
_TABS: dict[str, Tab] = {
    "noi-dung": content.tab,
    "thuoc-tinh": attributes.tab,
    "thoi-gian": times.tab,
    "luoc-do": relations.tab,
    "trich-dan": citations.tab,
    "nhiem-vu": charges.tab,
    "kiem-tra": findings.tab,
}


def routes(site: Site) -> list[Route]:
    """`/id/…`: the page of each work stands where its IRI says."""

    def document(request: Request) -> Response:
        work = asking.work(site, ROOT + request.url.path)
        if work.iri != ROOT + request.url.path:
            return RedirectResponse(url(work.iri), 301)
        sheet = Sheet.of(site, request, work)
        tab = request.query_params.get("tab", "")
        if tab not in _TABS:
            tab = "noi-dung" if sheet.texts else "luoc-do"
        values = _TABS[tab](site, request, sheet)
        query = dict(request.query_params)
        shown = {"filters": {}, **values}
        return site.page(
            request, f"{tab}.html", sheet=sheet, tab=tab, tabs=TABS, query=query, exports=EXPORTS, **shown
        )

    return [Route("/id/{path:path}", document)]
