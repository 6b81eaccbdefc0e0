"""The law on a day out of a store: only the texts of the act and of those that changed it are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..corpus import Settled
from ..corpus.consolidation import Held, Timeline
from ..vocabulary import relations
from .stores import Store
from .texts import opened

_CHANGES = tuple(row.id for row in relations() if row.force and row.force != "makes")


def timeline(folder: Path, work: str) -> Timeline:
    """An act of a store through time; KeyError if it holds no text of it, StoreError if it is damaged."""
    with opened(folder) as (store, texts):
        own = texts(work)
        if not own:
            raise KeyError(work)
        acts = dict.fromkeys(
            other for one in _changers(store, work) for other in (one, *_changers(store, one))
        )
        others = [held(text) for act in acts if act != work for text in texts(act)]
        return Timeline.of(held(own[0]), others)


def _changers(store: Store, work: str) -> Iterator[str]:
    return (edge.source for edge, _ in store.stated(work, _CHANGES, "in"))


def held(one: Settled) -> Held:
    """A text as consolidation takes it."""
    return Held.of(one.document, one.work, one.resolutions)
