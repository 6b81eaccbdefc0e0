"""The server under the application: requests that do not end are closed, its own answers are guarded.

    server(app("kho"), "127.0.0.1", 8000).run()

A client that opens connections and leaves its requests half sent holds nothing for long: each must be whole
in time, and of very many the oldest goes first.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from .application import HEADERS

SECONDS = 20.0  # for a request to be whole, its body too
MOST = 400  # connections; beyond that the oldest whose request is not whole is closed


class Connection(H11Protocol):
    """A connection that waits for a request only so long."""

    since = 0.0
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()
        waiting = [one for one in self.connections if isinstance(one, Connection) and one.is_waiting]
        if len(self.connections) > MOST and waiting:
            min(waiting, key=lambda one: one.since).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        if self._late:
            self._late.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._wait()

    @property
    def is_waiting(self) -> bool:
        """Whether the client has not said all of its request."""
        return self.conn.their_state in (h11.IDLE, h11.SEND_BODY) and not self.transport.is_closing()

    def _wait(self) -> None:
        if self._late:
            self._late.cancel()
        self.since = time.monotonic()
        self._late = self.loop.call_later(SECONDS, self._close)

    def _close(self) -> None:
        if self.is_waiting:
            self.transport.abort()

    def send_400_response(self, msg: str) -> None:
        """The answer to what is no HTTP, with the headers that every answer has."""
        kind = {"Content-Type": "text/plain; charset=utf-8", "Connection": "close"}
        headers = [(name.encode(), value.encode()) for name, value in (HEADERS | kind).items()]
        response = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        for event in (response, h11.Data(data=msg.encode("ascii", "replace")), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def server(app: ASGIApp, host: str, port: int, **settings: Any) -> uvicorn.Server:
    """The server of an application, not yet run."""
    return uvicorn.Server(
        uvicorn.Config(
            app, host=host, port=port, http=Connection, ws="none", server_header=False,
            **{"log_level": "warning", **settings},
        )
    )  # fmt: skip
