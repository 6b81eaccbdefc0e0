"""What all pages share: the store as it is now, and the look-ups that pages, API and MCP are made of.

A site is made once and asked from many threads.  It opens the generation of the store that is published;
when a build publishes another, that is opened beside it, and takes its place when it is ready.

    site.search(Asked("50/nq-cp"))       works by number, words, issuer, date; indexed
    site.work(iri)                       what is known of a work, None if nothing
    site.texts(iri)                      its texts with what each mention in them means
    site.lineage(iri, "up", 1)           as graph.lineage
    site.tasks(Due(body=…))              tasks by due date
    site.ledger(today).page(Due(…))      tasks as they stand on a day
    site.report(iri)                     the findings of the checks that touch its texts
    site.page(request, "search.html", …) a page, everything in it escaped
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ..checks import Report
from ..corpus import Settled
from ..graph import disk
from ..graph.lineage import Lineage, lineage
from ..graph.stated import Direction
from ..graph.stores import Store
from ..graph.validity import Validity, validity
from ..model import Mode, Work
from . import wording
from .duties import Duties
from .listing import Asked, Due, Found, Tasks
from .shelf import Shelf


@dataclass(frozen=True)
class Site:
    """A store to be shown, and the templates it is shown in."""

    path: Path
    templates: jinja2.Environment
    _open: list[Shelf] = field(repr=False)
    _opening: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @staticmethod
    def of(path: str | Path) -> Site:
        """The site of a store on disk; raises `disk.StoreError` with a message for people."""
        folder = Path(path)
        return Site(folder, wording.templates(), [Shelf.open(folder)])

    @property
    def shelf(self) -> Shelf:
        """The generation to read; a newer one is opened meanwhile, without making anybody wait."""
        shelf = self._open[0]
        now = disk.current(self.path)
        if now and now != shelf.generation and self._opening.acquire(blocking=False):
            threading.Thread(target=self._renew, daemon=True).start()
        return shelf

    def _renew(self) -> None:
        try:
            self._open[0] = Shelf.open(self.path)
        finally:
            self._opening.release()

    @property
    def store(self) -> Store:
        """The graph, read only."""
        return self.shelf.store

    def search(self, asked: Asked) -> Found:
        """Works by number, words, issuer and date: one page of them, best first."""
        return self.shelf.index.search(asked)

    def find(self, words: str) -> tuple[Work, ...]:
        """Works by number or name as people type them, at most 50, those of the corpus first."""
        return self.shelf.find(words)

    def work(self, iri: str) -> Work | None:
        """What is known of a work; None if the store does not know it.

        An IRI that the work had while less was known of it leads to what it is now.
        """
        return self.shelf.work(iri)

    def texts(self, iri: str) -> tuple[Settled, ...]:
        """The texts of a work: documents, by path, with what each of their mentions means."""
        return self.shelf.texts(iri)

    def lineage(
        self,
        iri: str,
        direction: Direction = "both",
        depth: int | None = None,
        kinds: Collection[str] | None = None,
        modes: Collection[Mode] = ("asserted", "reported"),
        on: date | None = None,
    ) -> Lineage:
        """The lineage of a work, as `graph.lineage`."""
        return lineage(self.store, iri, direction, depth, kinds, modes, on)

    def validity(self, iri: str, on: date) -> Validity:
        """Whether a work is in force on a day, as far as the texts tell."""
        return validity(self.store, iri, on)

    def tasks(self, due: Due) -> Tasks:
        """Tasks of a body, or of all, by due date; those without a date last."""
        return self.shelf.index.tasks(due)

    def ledger(self, today: date) -> Duties:
        """The task ledger as it stands on a day."""
        return self.shelf.index.ledger(today)

    def report(self, iri: str) -> Report:
        """The findings that touch the texts of a work, checked together with the texts around it."""
        return self.shelf.report(iri)

    def label(self, iri: str) -> str:
        """What a work or body is called; its IRI if nobody knows."""
        return self.shelf.label(iri)

    def page(self, request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A page from a template; all values are escaped."""
        made = self.templates.get_template(template)
        return HTMLResponse(made.render(request=request, site=self, **values), status)
