"""The law on a day out of a store: only the texts of the act and of those that changed it are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..corpus import Settled
from ..corpus.consolidation import Held, Timeline
from ..vocabulary import relations
from .citing import Texts
from .stores import Store
from .texts import opened

_CHANGES = tuple(row.id for row in relations() if row.force and row.force != "makes")


def timeline(folder: Path, work: str) -> Timeline:
    """An act of a store through time; KeyError if it holds no text of it, StoreError if it is damaged."""
    with opened(folder) as (store, texts):
        return timeline_of(store, texts, work)


def timeline_of(store: Store, texts: Texts, work: str, base: int = 0) -> Timeline:
    """An act of an open store through time, from one of its texts by path; KeyError if it holds none."""
    own = texts(work)
    if not own:
        raise KeyError(work)
    acts = dict.fromkeys(other for one in changers(store, work) for other in (one, *changers(store, one)))
    others = [held(text) for act in acts if act != work for text in texts(act)]
    return Timeline.of(held(own[base]), others)


def changers(store: Store, work: str) -> Iterator[str]:
    """The acts that say to change or end a work."""
    return (edge.source for edge, _ in store.stated(work, _CHANGES, "in"))


def held(one: Settled) -> Held:
    """A text as consolidation takes it."""
    return Held.of(one.document, one.work, one.resolutions)
