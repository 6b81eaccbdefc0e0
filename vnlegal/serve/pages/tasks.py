"""Nhiệm vụ of a body, or of all, by due date; as a page, as iCalendar and as CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .. import schedule
from ..listing import Due, DueTask
from ..site import Site
from . import asking
from .search import around

_MOST = 5_000


def routes(site: Site) -> list[Route]:
    """`/nhiem-vu`, `/nhiem-vu.ics`, `/nhiem-vu.csv`."""

    def page(request: Request) -> Response:
        asked = _asked(request)
        index = site.shelf.index
        body, query, today = index.body(asked.body), dict(request.query_params), date.today()
        return site.page(
            request, "tasks.html", found=site.tasks(asked), bodies=index.charged(), body=body, query=query,
            today=today, month=today + timedelta(30), around=around, words=schedule.deadline_words,
        )  # fmt: skip

    def writer(write: _Writer, media_type: str, file: str) -> Callable[[Request], Response]:
        def export(request: Request) -> Response:
            asked = replace(_asked(request), page=1, size=_MOST)
            lines = write(site.tasks(asked).tasks, str(request.base_url).rstrip("/"))
            headers = {"Content-Disposition": f'attachment; filename="{file}"'}
            return Response("".join(lines), headers=headers, media_type=media_type)

        return export

    return [
        Route("/nhiem-vu", page),
        Route("/nhiem-vu.ics", writer(schedule.to_ics, "text/calendar", "nhiem-vu.ics")),
        Route("/nhiem-vu.csv", writer(schedule.to_csv, "text/csv", "nhiem-vu.csv")),
    ]


_Writer = Callable[[Iterable[DueTask], str], Iterator[str]]


def _asked(request: Request) -> Due:
    return Due(
        body=asking.words(request, "co-quan").strip(),
        since=asking.day(request, "tu"),
        until=asking.day(request, "den"),
        dated=request.query_params.get("han") == "1",
        page=asking.number(request, "trang", 1),
        work=asking.words(request, "vb", 1000).strip(),
    )
