"""The texts that a store was built from, with what their mentions mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ..corpus import Settled
from ..corpus.ledger import Ledger
from ..corpus.tables import Documents
from . import disk
from .citing import Texts
from .stores import Store
from .terms import iri, name


def ledger(folder: Path, generation: Path) -> Ledger:
    """What is known of the documents of a generation, open for reading; StoreError if it is damaged."""
    return Ledger(generation / "manifest.sqlite", _documents(folder), published=True)


def _documents(folder: Path) -> Documents:
    with disk.blaming(path := folder / "documents.sqlite"):
        return Documents(path)


def texts_of(store: Store, known: Ledger, work: str) -> tuple[Settled, ...]:
    """The texts of a work, by path."""
    graphs = sorted(set(store.engine.objects(iri(work), name("eli:is_realized_by"))))
    found = (one for graph in graphs for one in known.copies(graph))
    return tuple(sorted(found, key=lambda one: one.document.source.path))


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Store, Texts]]:
    """A store and the texts of its works, closed at the end; StoreError if it is damaged."""
    store = Store.open(folder)
    generation = disk.current(folder)
    assert generation is not None
    documents = _documents(folder)
    known = Ledger(generation / "manifest.sqlite", documents, published=True)
    try:
        yield store, partial(texts_of, store, known)
    finally:
        known.close()
        documents.close()
