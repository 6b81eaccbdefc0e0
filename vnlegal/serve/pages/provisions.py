"""Where the provisions of a work are referred to: by its own text and by others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain

from ...corpus import Settled
from ...graph.provisions import Provisions, meant
from ...graph.terms import iri, name
from ...notation import eids, iris
from ..shelf import Shelf


@dataclass(frozen=True, slots=True)
class Cited:
    """A provision of a work: its address, its name, and the places that refer to it or to a unit of it."""

    eid: str
    words: str
    places: frozenset[str]

    def elsewhere(self, texts: frozenset[str]) -> int:
        """How many of the places stand in other texts than these."""
        return sum(at.partition("#")[0] not in texts for at in self.places)


def cited(shelf: Shelf, work: str, texts: Iterable[Settled]) -> dict[str, Cited]:
    """The provisions that anything refers to, by eId, in the order of the text; units under their wholes.

    `texts` are those of the work: what they refer to in themselves need not stand in the graph.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for eid, at in chain(_told(shelf, work, work), _own(texts)):
        for whole in accumulate(eid.split("__"), "{}__{}".format):
            found[whole].add(at)
    return {eid: Cited(eid, eids.words(eid), frozenset(found[eid])) for eid in sorted(found, key=_order)}


def _told(shelf: Shelf, work: str, whole: str) -> Iterator[tuple[str, str]]:
    """Provisions of a work by their eIds, each with a place that refers to it, as the graph tells."""
    engine = shelf.store.engine
    for provision in sorted(set(engine.subjects(name("eli:is_part_of"), iri(whole)))):
        told = engine.objects(iri(provision), name("vnl:eId"))
        eid = next(told, None) or eids.to_eid(provision.removeprefix(f"{work}/"))
        places = engine.subjects(name("vnl:targetProvision"), iri(provision))
        yield from ((eid, at) for at in places if _refers(shelf, at))
        yield from _told(shelf, work, provision)


def _own(texts: Iterable[Settled]) -> Iterator[tuple[str, str]]:
    """The same as texts tell of themselves."""
    for settled in texts:
        for one in Provisions(settled).own():
            at = iris.stretch(settled.document.source, one.span)
            yield from ((eid, at) for eid in meant(one.targets))


def _refers(shelf: Shelf, at: str) -> bool:
    """Whether it is a reference: the mention of the act beside it and what is said of it point there too."""
    return any(shelf.store.engine.subjects(name("vnl:reference"), iri(at)))


def _order(eid: str) -> list[tuple[str, int, str]]:
    """As provisions follow one another: "art_9" before "art_10", "chp_V" before "chp_IX"."""
    steps = (one.partition("_") for one in eid.split("__"))
    return [(kind, int("".join(filter(str.isdigit, num)) or eids.roman(num)), num) for kind, _, num in steps]
