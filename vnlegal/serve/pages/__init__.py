"""The pages for readers: search, documents, tasks, exports; each module has its `routes`."""

from __future__ import annotations

from starlette.routing import BaseRoute

from ..site import Site
from . import documents, exports, search, tasks

_PAGES = (search, tasks, exports, documents)


def routes(site: Site) -> list[BaseRoute]:
    """The routes of all pages."""
    return [route for page in _PAGES for route in page.routes(site)]
