"""The law on a day out of a store: only the texts of the act and of those that changed it are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..corpus import Settled
from ..corpus.consolidation import Held, Timeline
from ..corpus.ledger import Ledger
from ..corpus.tables import Documents
from ..vocabulary import relations
from . import disk
from .stores import Store
from .terms import iri, name

_CHANGES = tuple(row.id for row in relations() if row.force and row.force != "makes")


def timeline(folder: Path, work: str) -> Timeline:
    """An act of a store through time; KeyError if it holds no text of it, StoreError if it is damaged."""
    store = Store.open(folder)
    with disk.blaming(path := folder / "documents.sqlite"):
        documents = Documents(path)
    generation = disk.current(folder)
    assert generation is not None
    ledger = Ledger(generation / "manifest.sqlite", documents, published=True)
    try:
        own = [*_texts(store, ledger, work)]
        if not own:
            raise KeyError(work)
        acts = dict.fromkeys(
            other for one in _changers(store, work) for other in (one, *_changers(store, one))
        )
        others = [held for act in acts if act != work for held in _texts(store, ledger, act)]
        return Timeline.of(own[0], others)
    finally:
        ledger.db.close()
        documents.close()


def _changers(store: Store, work: str) -> Iterator[str]:
    return (edge.source for edge, _ in store.stated(work, _CHANGES, "in"))


def _texts(store: Store, ledger: Ledger, work: str) -> Iterator[Held]:
    """The texts of a work, by path, with what their mentions mean."""
    graphs = sorted(set(store.engine.objects(iri(work), name("eli:is_realized_by"))))
    found = (one for graph in graphs for one in ledger.copies(graph))
    yield from map(held, sorted(found, key=lambda one: one.document.source.path))


def held(one: Settled) -> Held:
    """A text as consolidation takes it."""
    return Held.of(one.document, one.work, one.resolutions)
