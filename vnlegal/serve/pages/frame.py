"""What all tabs of a work show: the work, its texts, and which of them is read."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from ...corpus import Settled
from ...graph.triples import label
from ...model import Document, Work
from ..listing import Hit
from ..site import Site


@dataclass(frozen=True, slots=True)
class Sheet:
    """A work on its page: `hit` is how lists show it, `chosen` the number of the text that is read."""

    work: Work
    hit: Hit
    texts: tuple[Settled, ...]
    chosen: int

    @staticmethod
    def of(site: Site, request: Request, work: Work) -> Sheet:
        """The page of a work; `ban` chooses among several texts, by number or by path."""
        texts = site.texts(work.iri)
        asked = request.query_params.get("ban", "")
        paths = [one.document.source.path for one in texts]
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
        chosen = paths.index(asked) + 1 if asked in paths else number
        return Sheet(
            work, site.shelf.index.hits([work.iri])[work.iri], texts, max(1, min(chosen, len(texts)))
        )

    @property
    def label(self) -> str:
        """What the work is called."""
        return label(self.work)

    @property
    def settled(self) -> Settled | None:
        """The text that is read, with what its mentions mean."""
        return self.texts[self.chosen - 1] if self.texts else None

    @property
    def document(self) -> Document | None:
        """The document that is read."""
        return self.settled.document if self.settled else None
