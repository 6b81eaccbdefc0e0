"""What the query of a URL asks for: everything that a page shows can be written in its address."""

from __future__ import annotations

from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request

from ...model import Work
from ...notation import dates, iris
from ..site import Site
from ..wording import ROOT

LAST_PAGE = 5_000


def words(request: Request, name: str, most: int = 300) -> str:
    """A parameter as typed, without what no one types."""
    typed = "".join(one for one in request.query_params.get(name, "") if one.isprintable())
    return typed.strip()[:most] + (" " if typed.endswith(" ") and typed.strip() else "")


def several(request: Request, name: str) -> tuple[str, ...]:
    """The values of a parameter that may stand several times, or hold a list with commas."""
    given = [one for value in request.query_params.getlist(name) for one in value.split(",")]
    return tuple(dict.fromkeys(one.strip() for one in given if one.strip()))[:300]


def number(request: Request, name: str, otherwise: int, most: int = LAST_PAGE) -> int:
    """A parameter that is a whole number from 1 on."""
    typed = request.query_params.get(name, "")
    return (
        max(1, min(int(typed), most)) if typed.isascii() and typed.isdigit() and len(typed) < 7 else otherwise
    )


def day(request: Request, name: str) -> date | None:
    """A parameter that is a date: 2021-04-02 or 02/04/2021; None if it is none."""
    typed = request.query_params.get(name, "").strip()
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return dates.read(typed)


def work(site: Site, iri: str) -> Work:
    """The work with an IRI; 404 if the store does not know it."""
    found = site.work(iri) if _is_plain(iri) else None
    if found is None:
        raise HTTPException(404)
    return found


def named_work(site: Site, request: Request) -> Work:
    """The work that the parameter `vb` names: an IRI, or its path on this site."""
    typed = request.query_params.get("vb", "")
    return work(site, ROOT + typed if typed.startswith("/id/") else typed)


def _is_plain(iri: str) -> bool:
    """Whether it can be an IRI of ours: no blanks, quotes or brackets, which would be other than an IRI."""
    bad = set(' <>"{}|^`\\')
    return iri.startswith(f"{iris.BASE}/") and len(iri) < 1000 and iri.isprintable() and not bad & set(iri)
