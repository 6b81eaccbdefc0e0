"""Downloads of a work: `/tai/{format}?vb=…`, the picture in the same view as on the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import regex
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...graph import syntaxes
from ...graph.triples import document_quads, work_quads
from ...model import Work
from ...notation.bodies import slug
from ..picture import Picture, picture
from ..picture.svg import svg
from ..picture.tables import to_csv, to_graphml, to_mermaid
from ..site import Site
from . import asking
from .relations import view_of
from .saved import saved_page

_DRAWN: dict[str, tuple[str, str, Callable[[Picture], str]]] = {
    "svg": ("image/svg+xml", "svg", svg),
    "graphml": ("application/graphml+xml", "graphml", to_graphml),
    "mermaid": ("text/plain", "mmd", to_mermaid),
    "csv": ("text/csv", "csv", to_csv),
}
EXPORTS = {
    "html": ("Trang HTML", "một tệp, mở được từ đĩa"),
    "svg": ("Hình SVG", "lược đồ"),
    "png": ("Hình PNG", "lược đồ"),
    "graphml": ("GraphML", "lược đồ cho Gephi, yEd"),
    "mermaid": ("Mermaid", "lược đồ cho Markdown"),
    "csv": ("CSV", "quan hệ và câu làm bằng chứng"),
    "jsonld": ("JSON-LD", "dữ liệu liên kết"),
    "txt": ("Văn bản thuần", "đúng phần chữ đã đọc"),
}


def routes(site: Site) -> list[Route]:
    """`/tai/{format}`."""

    def export(request: Request) -> Response:
        work = asking.named_work(site, request)
        form = request.path_params["format"]
        if form in _DRAWN:
            media_type, suffix, write = _DRAWN[form]
            return _file(write(picture(site.shelf, view_of(request, work.iri))), media_type, work, suffix)
        if form == "jsonld":
            return _file(_jsonld(site, work), "application/ld+json", work, "jsonld")
        if form == "html":
            return _file(saved_page(site, request, work, date.today()), "text/html", work, "html")
        if form == "txt" and (texts := site.texts(work.iri)):
            return _file(texts[0].document.source.text, "text/plain", work, "txt")
        raise HTTPException(404)

    return [Route("/tai/{format}", export)]


def _file(text: str, media_type: str, work: Work, suffix: str) -> Response:
    name = regex.sub(r"[^a-z0-9.-]+", "-", slug(work.number or work.title or "van-ban"))[:80] or "van-ban"
    headers = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
    return Response(text, headers=headers, media_type=media_type)


def _jsonld(site: Site, work: Work) -> str:
    """The graphs of the texts of a work; of a work without one what others say of it."""
    quads = [quad for one in site.texts(work.iri) for quad in document_quads(one)]
    return syntaxes.to_jsonld(quads or work_quads(work))
