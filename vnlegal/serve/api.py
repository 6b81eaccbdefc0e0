"""The JSON API: look-ups by GET, a text to check by POST; described at /openapi.json.

Every operation of the table runs in a child with a limit of time.  Mistakes are problem+json.
"""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .checking import MAX_TEXT
from .lookups import Ask
from .openapi import description
from .operations import OPERATIONS, Operation
from .pool import BusyError, JobError, Pool, pool_of
from .posting import aside, read_body
from .problems import Problem
from .site import Site

MAX_BODY = 4 * MAX_TEXT
_HEADERS = {"Cache-Control": "no-cache"}


def routes(site: Site) -> list[BaseRoute]:
    """The operations, and their description."""
    pool = pool_of(site.path)
    found: list[BaseRoute] = [
        Route(f"/api/{one.name}", _endpoint(pool, one), methods=[one.method], name=f"api-{one.name}")
        for one in OPERATIONS.values()
    ]
    return [*found, Route("/openapi.json", _description, name="openapi"), Route("/api/{name:path}", _Nowhere)]


async def _description(request: Request) -> Response:
    return _json(msgspec.json.encode(description()))


class _Nowhere(HTTPEndpoint):
    """Every other path and method, told as programs want it."""

    async def dispatch(self) -> None:
        """Say that there is nothing here, or nothing by this method."""
        request = Request(self.scope, self.receive)
        known = OPERATIONS.get(request.path_params["name"])
        problem = Problem(405, f"chỉ nhận {known.method}") if known else Problem(404, "không có địa chỉ này")
        await problem.response()(self.scope, self.receive, self.send)


def _endpoint(pool: Pool, operation: Operation) -> Any:
    async def endpoint(request: Request) -> Response:
        try:
            given = await _posted(request) if operation.method == "POST" else _query(request, operation)
            asked = msgspec.to_builtins(_understood(given, operation.asks))
            return _json(await aside(lambda: _answer(pool, operation, asked)))
        except Problem as problem:
            return problem.response()
        except (JobError, BusyError) as error:
            return Problem.of(error).response()

    return endpoint


def _answer(pool: Pool, operation: Operation, asked: dict[str, Any]) -> bytes:
    reply = pool.run("lookup", operation.name, asked)
    if reply.cut:
        raise JobError("late", "kết quả quá lớn, hãy hỏi hẹp hơn", reply.cut)
    return reply.body


def _understood(given: dict[str, Any], asks: type[Ask]) -> Ask:
    try:
        return msgspec.convert(given, asks, strict=False)
    except msgspec.ValidationError as error:
        raise Problem(400, f"tham số không hợp lệ: {error}") from None


def _query(request: Request, operation: Operation) -> dict[str, Any]:
    """The parameters of a query; those that are lists are written with commas, or more than once."""
    lists = {one.name for one in msgspec.structs.fields(operation.asks) if isinstance(one.default, tuple)}
    given: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name in lists:
            given[name] = [*given.get(name, ()), *filter(None, value.split(","))]
        elif name in given:
            raise Problem(400, f"tham số lặp lại: {name}")
        else:
            given[name] = value
    return given


async def _posted(request: Request) -> dict[str, Any]:
    """The text to check: a JSON object, or the text alone."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", "text/plain"):
        raise Problem(415, "cần application/json hoặc text/plain")
    body = await read_body(request, MAX_BODY)
    if kind == "text/plain":
        return {"text": body}
    try:
        return msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, RecursionError) as error:
        raise Problem(400, f"không phải JSON: {error}") from None


def _json(body: bytes) -> Response:
    return Response(body, headers=_HEADERS, media_type="application/json")
