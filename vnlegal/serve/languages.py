"""Which language a page is in: what its address asks for, what was chosen before, what the browser wants.

`?lang=en` or `?lang=vi` is remembered in a cookie, so that links need not repeat it.  Answers for programs
are the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..language import LANGUAGES, Language, speaking, spoken
from .results import accepted

COOKIE = "lang"
_YEAR = 365 * 24 * 3600


def language_of(scope: Mapping[str, Any]) -> Language:
    """The language of a request; that of the server where the request tells none."""
    headers = Headers(raw=[tuple(one) for one in scope["headers"]])
    return _asked(scope) or _kept(headers.get("cookie", "")) or _wanted(headers) or spoken()


def _asked(scope: Mapping[str, Any]) -> Language | None:
    words = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(COOKIE, [""])[-1]
    return _known(words)


def _kept(cookies: str) -> Language | None:
    try:
        found = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return None
    return _known(found.value) if found else None


def _wanted(headers: Headers) -> Language | None:
    """The first of our languages that Accept-Language names ("en-GB,en;q=0.9,vi;q=0.8")."""
    named = (name.partition("-")[0] for _, name in accepted(headers.get("accept-language", "")))
    return next((found for name in named if (found := _known(name))), None)


def _known(name: str) -> Language | None:
    return next((one for one in LANGUAGES if one == name), None)


class Languages:
    """Speaks the language of each request, and remembers one that was chosen."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in that language."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        chosen = _asked(scope)

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Vary", "Accept-Language, Cookie")
                if chosen:
                    headers.append("Set-Cookie", f"{COOKIE}={chosen}; Path=/; Max-Age={_YEAR}; SameSite=Lax")
            await send(message)

        with speaking(language_of(scope)):
            await self.app(scope, receive, send_on)
