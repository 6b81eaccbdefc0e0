"""The versions of a provision, as triples: computed, dated, each with the orders and stretches that made it.

    <work/dieu-5~2036-01-01>  a version: of which provision, from which day to which, in which state

They stand in a graph of their own, since no text says them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import zip_longest

from ..corpus.consolidation import DatedOrder, ProvisionVersion
from ..notation import iris
from .terms import Quad, iri, literal, name

VERSIONS = f"{iris.BASE}/graph/versions"


def version_quads(found: Sequence[ProvisionVersion]) -> Iterator[Quad]:
    """All versions of a provision, in the order of their days; the last has no end."""
    for one, later in zip_longest(found, found[1:]):
        for subject, property, value in _version(one, later):
            yield Quad(subject, property, value, iri(VERSIONS))


def _version(one: ProvisionVersion, later: ProvisionVersion | None) -> Iterator[tuple[str, str, str]]:
    provision = iris.provision_of(one.law.work.iri, one.provision.eid)
    here = iri(f"{provision}~{one.law.on.isoformat()}")
    yield here, name("rdf:type"), name("vnl:ProvisionVersion")
    yield here, name("eli:realizes"), iri(provision)
    yield here, name("eli:first_date_entry_in_force"), literal(one.law.on)
    if later:
        yield here, name("eli:date_no_longer_in_force"), literal(later.law.on - timedelta(days=1))
    yield here, name("vnl:versionState"), literal(one.provision.state)
    yield here, name("oa:exact"), literal(one.text, "vi")
    for order in dict.fromkeys(change.order.id for change in one.changes):
        made = next(change.order for change in one.changes if change.order.id == order)
        yield here, name("prov:wasGeneratedBy"), iri(instruction(made))
    for sha256, span in dict.fromkeys((run.sha256, run.span) for run in one.runs):
        if sha256 and span:
            yield here, name("prov:wasDerivedFrom"), iri(iris.within(iris.hashed(sha256), span))


def instruction(order: DatedOrder) -> str:
    """The IRI of the instruction that an order is."""
    text, ordered = iris.text(order.document.source), order.instruction
    return iris.within(f"{text}/instruction/{ordered.id}", ordered.span)
