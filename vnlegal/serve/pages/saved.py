"""A work as one HTML file that needs nothing else: text, attributes, relations, picture, tasks, findings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request

from ...model import Work
from .. import relations
from ..picture import picture
from ..picture.svg import svg
from ..site import Site
from . import attributes, charges, content, findings
from .frame import Sheet
from .relations import view_of

_STYLES = ("site.css", "picture.css")
_ASSETS = Path(__file__).parent.parent / "assets"


def saved_page(site: Site, request: Request, work: Work, today: date) -> str:
    """The page; its links lead to places of its own, for a file on disk has no site around it."""
    sheet = Sheet.of(site, request, work)
    drawn = picture(site.shelf, view_of(request, work.iri))
    style = "\n".join((_ASSETS / name).read_text("utf-8") for name in _STYLES)
    return site.templates.get_template("saved.html").render(
        sheet=sheet,
        style=Markup(style),
        today=today,
        picture=drawn,
        svg=svg(drawn),
        text=content.plain(site, sheet),
        attributes=attributes.tab(site, request, sheet),
        tasks=charges.tab(site, request, sheet)["tasks"],
        findings=findings.tab(site, request, sheet),
        kinds=relations.kinds(),
    )
