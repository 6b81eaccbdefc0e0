"""Where the provisions of a work are referred to: by its own text and by others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...graph.terms import iri, name
from ...notation import eids
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


def cited(shelf: Shelf, work: str) -> dict[str, Cited]:
    """The provisions that anything refers to, by eId, in the order of the text; units under their wholes."""
    found: dict[str, Cited] = {}
    for below in _parts(shelf, work):
        _gather(shelf, work, below, found)
    return dict(sorted((one for one in found.items() if one[1].places), key=lambda one: _order(one[0])))


def _gather(shelf: Shelf, work: str, provision: str, found: dict[str, Cited]) -> frozenset[str]:
    engine = shelf.store.engine
    places = {at for at in engine.subjects(name("vnl:targetProvision"), iri(provision)) if _refers(shelf, at)}
    for below in _parts(shelf, provision):
        places |= _gather(shelf, work, below, found)
    told = engine.objects(iri(provision), name("vnl:eId"))
    eid = next(told, None) or eids.to_eid(provision.removeprefix(f"{work}/"))
    found[eid] = Cited(eid, eids.words(eid), frozenset(places))
    return frozenset(places)


def _refers(shelf: Shelf, at: str) -> bool:
    """Whether it is a reference: the mention of the act beside it and what is said of it point there too."""
    return any(shelf.store.engine.subjects(name("vnl:reference"), iri(at)))


def _parts(shelf: Shelf, whole: str) -> Iterator[str]:
    """The provisions that are part of a work or of a provision, each once."""
    yield from sorted(set(shelf.store.engine.subjects(name("eli:is_part_of"), iri(whole))))


def _order(eid: str) -> list[tuple[str, int, str]]:
    """As provisions follow one another: "art_9" before "art_10", "chp_V" before "chp_IX"."""
    steps = (one.partition("_") for one in eid.split("__"))
    return [(kind, int("".join(filter(str.isdigit, num)) or eids.roman(num)), num) for kind, _, num in steps]
