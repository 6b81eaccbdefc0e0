"""One generation of a store, open to read from many threads: graph, search index, texts."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

from .. import checks
from ..corpus import Corpus, Settled, laws
from ..corpus.consolidation import Timeline
from ..corpus.ledger import Ledger
from ..graph import disk, law
from ..graph.stores import Store
from ..graph.terms import iri, name
from ..graph.texts import ledger as open_ledger
from ..graph.texts import texts_of
from ..model import Document, Work
from ..notation import iris
from ..vocabulary import relations
from . import indexing
from .index import Index
from .listing import Asked

AROUND = 120  # texts that a document is checked together with
_FOUND = 50


@dataclass(frozen=True, eq=False)
class Shelf:
    """What a build has published."""

    folder: Path
    generation: Path
    store: Store
    index: Index
    _local: threading.local = field(default_factory=threading.local, repr=False)

    @staticmethod
    def open(folder: Path) -> Shelf:
        """The generation to read; raises `disk.StoreError`.  The search index is written if there is none."""
        store = Store.open(folder)
        generation = disk.current(folder)
        assert generation is not None
        ledger = open_ledger(folder, generation)
        try:
            return Shelf(folder, generation, store, Index(indexing.written(generation, store, ledger)))
        finally:
            ledger.db.close()

    @staticmethod
    def beside(folder: Path, generation: Path, index: Path) -> Shelf:
        """A generation that another process reads, with the index that it has; raises `disk.StoreError`."""
        return Shelf(folder, generation, Store.open(folder, generation), Index(index))

    @property
    def ledger(self) -> Ledger:
        """Files and what their mentions mean; one for each thread."""
        if not hasattr(self._local, "ledger"):
            self._local.ledger = open_ledger(self.folder, self.generation)
        ledger: Ledger = self._local.ledger
        return ledger

    def find(self, words: str) -> tuple[Work, ...]:
        """Works by number or name as people type them; laws by their name and year."""
        if laws.is_named(words) and (known := self.index.hits(laws.asked(words))):
            return tuple(self.store.work(one) for one in sorted(known))
        wanted = iris.Wanted.of(words)
        if not (wanted.token or wanted.name):
            return ()
        hits = self.index.search(Asked(words, size=_FOUND)).hits
        return wanted.among(self.store.work(one.iri) for one in hits)

    def work(self, work: str) -> Work | None:
        """What is known of a work, under its present IRI."""
        found = self.store.work(self.store.current(work))
        return found if found.iri in self.index.hits([found.iri]) else None

    def texts(self, work: str) -> tuple[Settled, ...]:
        """The texts of a work, by path."""
        return texts_of(self.store, self.ledger, work)

    def copy(self, work: str, path: str) -> str:
        """Which text of a work a place is in, for its address: "" if there is but one."""
        graphs = set(self.store.engine.objects(iri(work), name("eli:is_realized_by")))
        return path if len(graphs) > 1 else ""

    def label(self, of: str) -> str:
        """What a work or a body is called."""
        hit = self.index.hits([of]).get(of)
        return hit.label if hit else self.index.body(of) or of

    def report(self, work: str) -> checks.Report:
        """The findings that touch the texts of a work, checked together with the texts around it."""
        return _report(self, work)

    def timeline(self, work: str, base: int = 0) -> Timeline:
        """A work through time, from one of its texts; KeyError if there is none."""
        return law.timeline_of(self.store, partial(texts_of, self.store, self.ledger), work, base)

    def around(self, work: str) -> Iterator[str]:
        """Works that a work speaks of, then those that speak of it."""
        engine = self.store.engine
        properties = [name(f"vnl:{row.property}") for row in relations()]
        ways: tuple[Iterable[str], ...] = (
            (other for one in properties for other in engine.objects(iri(work), one)),
            (other for one in properties for other in engine.subjects(one, iri(work))),
        )
        seen = {work}
        for way in ways:
            for other in way:
                if other not in seen:
                    seen.add(other)
                    yield other


@lru_cache(maxsize=64)
def _report(shelf: Shelf, work: str) -> checks.Report:
    own = [one.document for one in shelf.texts(work)]
    found: dict[str, Document] = {one.source.path: one for one in own}
    for other in shelf.around(work):
        if len(found) >= AROUND:
            break
        found.update((one.document.source.path, one.document) for one in shelf.texts(other))
    paths = {one.source.path for one in own}
    return checks.report(Corpus.of(found.values())).about(paths)
