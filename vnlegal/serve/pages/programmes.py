"""A programme: the documents that carry it out, how their tasks stand, and who has reported on them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...outputs.ledgers.frame import STATES
from .. import relations
from ..duties import ORDER
from ..site import Site
from . import asking

_MOST = 200


def routes(site: Site) -> list[Route]:
    """`/chuong-trinh?vb=…`."""

    def page(request: Request) -> Response:
        work, today = asking.named_work(site, request), date.today()
        index, ledger = site.shelf.index, site.ledger(today)
        plans = ledger.plans(work.iri)
        carrying = set(relations.others(site.store.engine, work.iri, "implements", "in")) - {work.iri}
        silent = carrying - {one.work for one in plans}
        total, others = index.best(silent, _MOST)
        states = sum((Counter(one.states) for one in plans), Counter())
        return site.page(
            request, "programme.html", work=work, hit=index.hits([work.iri])[work.iri], plans=plans,
            others=others, left=total - len(others), states=states, order=ORDER, names=STATES,
        )  # fmt: skip

    return [Route("/chuong-trinh", page)]
