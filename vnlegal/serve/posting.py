"""What the doors for programs share: bodies read up to a limit, and waiting for a child without blocking."""

from __future__ import annotations

from collections.abc import Callable
from email.parser import BytesParser
from email.policy import HTTP
from typing import NamedTuple, TypeVar

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


async def read_bytes(request: Request, most: int) -> bytes:
    """The body of a request, of at most so many bytes; raises Problem."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Problem(413, f"nội dung lớn hơn {most >> 10} KB")
    return bytes(body)


async def read_body(request: Request, most: int) -> str:
    """The body of a request as text, of at most so many bytes; raises Problem."""
    body = await read_bytes(request, most)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, f"nội dung không phải UTF-8 (byte {error.start})") from None


class Part(NamedTuple):
    """A field of a form that was posted: the name of the file, if it is one, and what it holds."""

    file: str
    data: bytes


def parts(kind: str, body: bytes) -> dict[str, Part]:
    r"""The fields of a form by name (multipart/form-data, RFC 7578), held in memory.

    >>> body = b'--x\r\nContent-Disposition: form-data; name="a"; filename="b.txt"\r\n\r\n1\r\n--x--\r\n'
    >>> parts("multipart/form-data; boundary=x", body)
    {'a': Part(file='b.txt', data=b'1')}
    """
    head = f"Content-Type: {kind}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    found = {}
    for one in message.iter_parts() if message.is_multipart() else ():
        name, held = one.get_param("name", "", "content-disposition"), one.get_payload(decode=True)
        if isinstance(held, bytes):
            found[str(name)] = Part(one.get_filename() or "", held)
    return found
