"""The pages for readers: search, documents, tasks, programmes, exports; each module has its `routes`.

The server makes none of them itself: a child does, with a clock and a bound of memory, from the generation
that the server reads.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route

from ...language import speaking, spoken
from .. import wording
from ..pool import BusyError, JobError, Pool, pool_of
from ..posting import aside
from ..problems import Problem
from ..shelf import Shelf
from ..site import Site
from . import comparing, documents, exports, programmes, search, tasks

_PAGES = (search, tasks, programmes, exports, comparing, documents)
_TOLD = ("type", "method", "scheme", "path", "root_path", "query_string", "server", "headers")


def routes(site: Site) -> list[BaseRoute]:
    """The routes of all pages."""
    pool = pool_of(site.path)

    async def endpoint(request: Request) -> Response:
        try:
            given = await comparing.posted(request) if request.method == "POST" else {}
        except Problem as problem:
            raise HTTPException(problem.status, problem.detail) from None
        return await aside(partial(_asked, pool, site.shelf, request, given))

    return [Route(one.path, endpoint, methods=list(one.methods or ())) for one in _routes(site)]


def _routes(site: Site) -> list[Route]:
    return [route for page in _PAGES for route in page.routes(site)]


def _asked(pool: Pool, shelf: Shelf, request: Request, given: dict[str, str]) -> Response:
    """The page that a child makes; raises HTTPException."""
    told = {name: request.scope[name] for name in _TOLD if name in request.scope}
    scope = {**told, "language": spoken(), "posted": given}
    try:
        reply = pool.run("page", shelf.generation.name, str(shelf.index.path), scope)
    except (JobError, BusyError) as error:
        status = error.detail if isinstance(error, JobError) and error.kind == "page" else 0
        raise HTTPException(status or Problem.of(error).status, str(error)) from None
    return Response(reply.body, reply.head["status"], dict(reply.head["headers"]))


def answered(folder: Path, shelf: Shelf, scope: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """In the child: head and body of the page that a request asks for; raises JobError of kind "page"."""
    site = Site(folder, wording.templates(), [shelf])
    asked = {**scope, "headers": [tuple(one) for one in scope["headers"]]}
    for route in _routes(site):
        match, found = route.matches(asked)
        if match is Match.FULL:
            make = cast(Callable[[Request], Response], route.endpoint)
            break
    else:
        raise JobError("page", "", 404)
    try:
        with speaking(scope.get("language", spoken())):
            response = make(Request({**asked, **found}))
    except HTTPException as error:
        raise JobError("page", error.detail, error.status_code) from None
    return {"status": response.status_code, "headers": list(response.headers.items())}, bytes(response.body)
