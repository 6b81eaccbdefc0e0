"""The application around the routes: security headers, mistakes told as pages, assets."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..graph.disk import damage
from .languages import Languages
from .origins import Origins
from .site import Site

# What a system has registered may be other, and a script that is not called one is not run.
mimetypes.add_type("text/javascript", ".js")

ASSETS = Path(__file__).parent / "assets"
# Nothing but our own files: no inline script or style, no frame, no other host.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_FAULT = "Lỗi của chương trình, không phải của văn bản."
_MESSAGES = {
    404: "Không có trang này, hoặc kho không biết văn bản này.",
    405: "Trang này chỉ để đọc.",
}


class SecurityHeaders:
    """Adds the headers to every answer that has not set its own, also where the application fails."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""
        started = False

        async def send_on(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, send_on if scope["type"] == "http" else send)
        except Exception:
            if scope["type"] == "http" and not started:
                await PlainTextResponse(_FAULT, 500)(scope, receive, send_on)
            raise


class _Explorer(Starlette):
    """An application whose own answers to faults have the headers too."""

    def build_middleware_stack(self) -> ASGIApp:
        """The application within all that is around it."""
        return SecurityHeaders(super().build_middleware_stack())


def application(
    site: Site, routes: Sequence[BaseRoute], hosts: Sequence[str] = ("*",), origins: Sequence[str] = ()
) -> Starlette:
    """The application of a site, under some names of its host, for pages of its own and of some origins."""

    def mistake(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        own = error.detail if isinstance(error, HTTPException) and status not in _MESSAGES else ""
        own = own or str(damage(error) or "")
        message = own or _MESSAGES.get(status, _FAULT)
        if "text/html" not in request.headers.get("accept", "text/html"):
            return JSONResponse({"error": message}, status)
        return site.page(request, "mistake.html", status, message=message, code=status)

    cors = Middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
        expose_headers=["Vnlegal-Cut"],
    )
    return _Explorer(
        routes=[*routes, Mount("/assets", StaticFiles(directory=ASSETS), name="assets")],
        middleware=[
            Middleware(Languages),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False),
            Middleware(Origins, allowed=tuple(origins)),
            *([cors] if origins else ()),
            Middleware(GZipMiddleware, minimum_size=1000),
        ],
        exception_handlers={HTTPException: mistake, 500: mistake},
    )
