"""The explorer: pages, SPARQL endpoint, API and tools over one store, read only.

    vnlegal serve STORE          on 127.0.0.1
    vnlegal.serve.app(STORE)     the same as an ASGI application

Nothing on it changes anything: every route answers GET and HEAD alone, but for those that take a long
question or a text to check in the body of a POST.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.routing import BaseRoute

    from .site import Site

_ROOMS = ("pages", "sparql", "api")


def app(store: str | Path, hosts: Sequence[str] = ("*",), origins: Sequence[str] = ()) -> Starlette:
    """The web application of a store; raises `graph.disk.StoreError` with a message for people.

    It answers under the names `hosts` alone: a page elsewhere that has its own name lead to this machine
    (DNS rebinding) must not read the store.  Pages of other places may ask nothing, but for those of
    `origins` ("https://a.example"), which may also read the answers (CORS).
    """
    from .application import application
    from .site import Site

    site = Site.of(store)
    return application(site, routes(site), hosts, origins)


def routes(site: Site) -> list[BaseRoute]:
    """All routes, room by room."""
    found: list[BaseRoute] = []
    for room in _ROOMS:
        found += import_module(f".{room}", __name__).routes(site)
    return found
