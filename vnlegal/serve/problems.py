"""Mistakes told to programs: problem+json (RFC 9457), with a detail in Vietnamese."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.responses import Response

from .pool import BusyError, JobError

_TITLES = {
    400: "Bad request",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    409: "More than one document fits",
    413: "Content too large",
    415: "Unsupported media type",
    500: "Internal error",
    503: "Busy",
    504: "Limit exceeded",
}
_OF_JOBS = {"refused": 400, "unknown": 404, "several": 409, "late": 504}


class Problem(Exception):
    """An answer that is a mistake: status, detail for people, and members for programs."""

    def __init__(self, status: int, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.status, self.detail, self.members = status, detail, members

    @staticmethod
    def of(error: JobError | BusyError) -> Problem:
        """The problem that a job came to."""
        if isinstance(error, BusyError):
            return Problem(503, str(error))
        members = {"late": "cut", "several": "candidates"}
        named = {members[error.kind]: error.detail} if error.kind in members else {}
        return Problem(_OF_JOBS.get(error.kind, 500), str(error), **named)

    def response(self) -> Response:
        """As it is sent."""
        said = {
            "type": "about:blank",
            "title": _TITLES[self.status],
            "status": self.status,
            "detail": self.detail,
            **self.members,
        }
        headers = {"Retry-After": "5"} if self.status == 503 else {}
        body = msgspec.json.encode(said)
        return Response(body, self.status, headers, media_type="application/problem+json")
