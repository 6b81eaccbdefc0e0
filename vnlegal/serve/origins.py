"""Who may ask from a page of another place: nobody, unless named.

A browser tells where a page comes from (Origin, Sec-Fetch-Site).  A page elsewhere may lead here by a link,
but neither ask questions nor load anything; origins that are named may, and may read the answers (CORS).
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from .problems import Problem


class Origins:
    """Refuses what pages of other places ask."""

    def __init__(self, app: ASGIApp, allowed: Sequence[str] = ()) -> None:
        self.app, self.allowed = app, frozenset(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "http" and self._is_foreign(Headers(scope=scope)):
            problem = Problem(403, "trang ở nơi khác không được hỏi kho này (xem vnlegal serve --origin)")
            await problem.response()(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_foreign(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is not None:
            return origin not in self.allowed and urlsplit(origin).netloc != headers.get("host")
        linked = headers.get("sec-fetch-mode", "navigate") == "navigate"
        return headers.get("sec-fetch-site", "none") in ("cross-site", "same-site") and not linked
