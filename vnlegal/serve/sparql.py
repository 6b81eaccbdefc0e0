"""The SPARQL 1.1 Protocol endpoint, read only, and the page for people at the same address.

    /sparql?query=SELECT …                GET, or POST as a form or as application/sparql-query
    /sparql?question=implements&work=1070 a named question with its parameters
    /sparql                               the page for a browser; else the service description

Programs get the shape that Accept (or format=csv …) asks for.  An answer that was cut says so in the
header Vnlegal-Cut and, in JSON and XML, in itself.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from .pool import BusyError, JobError, Pool, Reply, pool_of
from .problems import Problem
from .protocol import answer, read
from .results import SHAPES, accepted, shape
from .site import Site
from .sparql_page import page


def routes(site: Site) -> list[BaseRoute]:
    """The endpoint."""
    pool = pool_of(site.path)

    async def endpoint(request: Request) -> Response:
        wants_page = _wants_page(request)
        try:
            asked = await read(request)
            if wants_page:
                return await page(site, request, pool, asked)
            if not asked.query.strip() and not asked.question:
                if request.method != "POST" and "query" not in request.query_params:
                    return _description()
                raise Problem(400, "thiếu câu truy vấn (query)")
            return _response(await answer(pool, asked, request.headers.get("accept", "")), pool)
        except (Problem, JobError, BusyError) as error:
            problem = error if isinstance(error, Problem) else Problem.of(error)
            return problem.response()

    return [Route("/sparql", endpoint, methods=["GET", "POST"], name="sparql")]


def _response(reply: Reply, pool: Pool) -> Response:
    """A reply as it is sent."""
    written = shape(reply.head["shape"], reply.head["form"])
    cut = pool.limits.cut(reply.cut)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if cut:
        headers["Vnlegal-Cut"] = reply.cut
    kind = written.media_types[0]
    headers["Content-Type"] = kind if kind == "application/rdf+xml" else f"{kind}; charset=utf-8"
    return Response(reply.body + written.tail(cut).encode(), 200, headers)


def _wants_page(request: Request) -> bool:
    """Whether a browser asks, rather than a program."""
    if "format" in request.query_params:
        return False
    machine = {kind for one in SHAPES for kind in one.media_types}
    for _, kind in accepted(request.headers.get("accept", "")):
        if kind in ("text/html", "application/xhtml+xml"):
            return True
        if kind in machine:
            return False
    return False


def _description() -> Response:
    """The service description (SPARQL 1.1 Service Description)."""
    return Response(_DESCRIPTION, headers={"Vary": "Accept"}, media_type="text/turtle")


_DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

[] a sd:Service ;
  sd:endpoint <> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
    formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:RDF_XML .
"""
