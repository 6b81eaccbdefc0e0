"""Nhiệm vụ: the ledger of a body, or of all, from today on; as a page, a workbook, iCalendar and CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...outputs.ledgers import xlsx
from ...outputs.ledgers.frame import MODES, STATES, Handwritten, change_words
from .. import schedule
from ..duties import ORDER
from ..listing import Due, DueTask
from ..site import Site
from . import asking
from .search import around

_MOST = 5_000
REVIEW = "doubtful"
_STATES = {
    **{one: STATES[one] for one in ORDER},
    "reported": STATES["reported"],
    REVIEW: "cần xem lại ai làm",
}


def routes(site: Site) -> list[Route]:
    """`/nhiem-vu`, `/nhiem-vu.xlsx`, `/nhiem-vu.ics`, `/nhiem-vu.csv`."""

    def page(request: Request) -> Response:
        asked, today = _asked(request), date.today()
        review = request.query_params.get("xep") == "soat"
        index, ledger = site.shelf.index, site.ledger(today)
        states = ledger.states(asked)
        total = states.get(asked.state, 0) if asked.state else sum(states.get(one, 0) for one in ORDER)
        duties = tuple(ledger.page(asked, review))
        programmes = ledger.programmes()
        named = {work for one in duties for work in one.row.serves} | {work for work, _ in programmes}
        return site.page(
            request, "tasks.html", asked=asked, duties=duties, states=states, total=total, today=today,
            review=review, pages=-(-total // asked.size), programmes=programmes,
            hits=index.hits({*named, asked.programme, asked.work}), bodies=index.charged(),
            body=index.body(asked.body), query=dict(request.query_params), around=around, names=_STATES,
            modes=MODES, words=schedule.deadline_words, change_words=change_words,
            unplaced=ledger.unplaced(asked.work),
        )  # fmt: skip

    def writer(write: _Writer, media_type: str, file: str) -> Callable[[Request], Response]:
        def export(request: Request) -> Response:
            asked = replace(_asked(request), page=1, size=_MOST)
            lines = write(site.shelf.index.tasks(asked, date.today()).tasks, _root(request))
            return _file("".join(lines), media_type, file)

        return export

    def workbook(request: Request) -> Response:
        asked, today = replace(_asked(request), page=1, size=_MOST), date.today()
        rows = [one.row for one in site.ledger(today).page(asked)]
        try:
            unplaced = site.ledger(today).unplaced(asked.work)
            made = xlsx.OUTPUT.write(rows, today, Handwritten(), unplaced)
        except ModuleNotFoundError as error:
            raise HTTPException(501, f"máy chủ thiếu {error.name} (vnlegal[ledger])") from None
        return _file(made, xlsx.OUTPUT.media_type, "so-nhiem-vu.xlsx")

    return [
        Route("/nhiem-vu", page),
        Route("/nhiem-vu.xlsx", workbook),
        Route("/nhiem-vu.ics", writer(schedule.to_ics, "text/calendar", "nhiem-vu.ics")),
        Route("/nhiem-vu.csv", writer(schedule.to_csv, "text/csv", "nhiem-vu.csv")),
    ]


_Writer = Callable[[Iterable[DueTask], str], Iterator[str]]


def _root(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _file(made: str | bytes, media_type: str, file: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{quote(file)}"'}
    return Response(made, headers=headers, media_type=media_type)


def _asked(request: Request) -> Due:
    state = request.query_params.get("trang-thai", "")
    return Due(
        body=asking.words(request, "co-quan").strip(),
        since=asking.day(request, "tu"),
        until=asking.day(request, "den"),
        dated=request.query_params.get("han") == "1",
        page=asking.number(request, "trang", 1),
        work=asking.words(request, "vb", 1000).strip(),
        programme=asking.words(request, "chuong-trinh", 1000).strip(),
        assigner=asking.words(request, "nguoi-giao").strip(),
        state=state if state in _STATES else "",
    )
