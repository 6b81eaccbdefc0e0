"""What the doors for programs share: bodies read up to a limit, and waiting for a child without blocking."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from anyio.lowlevel import RunVar
from starlette.requests import Request

from .problems import Problem

T = TypeVar("T")
_AT_ONCE = 200
_LIMITER: RunVar[CapacityLimiter] = RunVar("waiting for children")


async def aside(run: Callable[[], T]) -> T:
    """What a function gives that waits for a child: in a thread, of which pages have others."""
    try:
        limiter = _LIMITER.get()
    except LookupError:
        limiter = CapacityLimiter(_AT_ONCE)
        _LIMITER.set(limiter)
    return await to_thread.run_sync(run, limiter=limiter)


async def read_body(request: Request, most: int) -> str:
    """The body of a request as text, of at most so many bytes; raises Problem."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Problem(413, f"nội dung lớn hơn {most >> 10} KB")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"nội dung không phải UTF-8 (byte {error.start})") from None
