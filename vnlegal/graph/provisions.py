"""Provisions, the references to them and the orders that change them, as triples.

    <work/dieu-5/khoan-2>  a provision: what it is part of; its eId only where its IRI does not tell it
    <text#char=a,b>        a reference: in which work it stands, which provisions it means
    <text/instruction/i1#char=a,b>  an order: which provisions of which work it changes how, from which day;
                           its scope only where that is not the structure, its status where it is undecided

Nodes are bounded: what is referred to, with what it is part of.  Four references of five point into their
own text: they stand in its record, and in a store on disk only where that was asked for (measured on 220
acts: half of all quads), and with them in which provision each reference stands.
What an IRI tells is not said again: where a reference begins and ends, and that a provision is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from ..corpus import Settled, place_of, sentence_of
from ..model import Claim, Instruction, ProvisionReference, Target
from ..notation import iris
from ..notation.eids import counted, to_eid, to_slugs
from ..text import printed
from .terms import iri, literal, name

Triple = tuple[str, str, str]
Extent: TypeAlias = Literal["documents", "between", "all"]
"""Which provisions are told: none, those that texts refer to in one another, or also those in their own."""

_LONGEST_RANGE = 100


class Provisions:
    """The provisions of one text and those that it refers to, on their way into triples."""

    def __init__(self, settled: Settled, extent: Extent = "all") -> None:
        self._with_own = extent == "all"
        self._document, self._own = settled.document, settled.work.iri
        self._works = {one.mention: one.target for one in settled.resolutions}
        self._said: set[str] = set()

    def triples(self) -> Iterator[Triple]:
        """Each reference with what it stands in and what it means."""
        for one in self._document.references:
            work = self.work(one)
            told = work and (self._with_own or work != self._own)
            if work and told and (found := [*meant(one.targets)]):
                yield from self._reference(one, work, found)
        for ordered in self._document.instructions:
            if work := self._works.get(ordered.act.mention or ""):
                yield from self._instruction(ordered, work)

    def acts(self) -> frozenset[str]:
        """The mentions of acts whose provisions are told by references beside them."""
        said = (one for one in self._document.references if self.work(one) and any(meant(one.targets)))
        return frozenset(one.act.mention for one in said if one.act.mention)

    def work(self, one: ProvisionReference) -> str | None:
        """The IRI of the work whose provisions a reference means, where that is decided."""
        if one.status in ("ambiguous", "unresolved"):
            return None
        return self._own if one.act.kind == "self" else self._works.get(one.act.mention or "")

    def own(self) -> Iterator[ProvisionReference]:
        """The references of the text into itself."""
        yield from (one for one in self._document.references if self.work(one) == self._own)

    def changed(self, claim: Claim) -> Iterator[str]:
        """The provisions that a claim is about: those of its object that its sentence refers to."""
        target = self._works.get(claim.object)
        sentence, place = sentence_of(self._document, claim), place_of(self._document, claim).id
        for one in self._document.references if target else ():
            if self.work(one) == target and (one.act.mention == place or sentence.covers(one.span)):
                yield from (iris.provision_of(target or "", eid) for eid in meant(one.targets))

    def _reference(self, one: ProvisionReference, work: str, found: Iterable[str]) -> Iterator[Triple]:
        at = iri(iris.stretch(self._document.source, one.span))
        yield iri(self._own), name("vnl:reference"), at
        if one.portion and self._with_own:
            yield from self._node(self._own, one.portion)
            yield at, name("vnl:standsIn"), iri(iris.provision_of(self._own, one.portion))
        for eid in found:
            yield from self._node(work, eid)
            yield at, name("vnl:targetProvision"), iri(iris.provision_of(work, eid))

    def _instruction(self, one: Instruction, work: str) -> Iterator[Triple]:
        source = self._document.source
        text = iris.text(source)
        here = iri(iris.within(f"{text}/instruction/{one.id}", one.span))
        carrier = iri(iris.provision_of(self._own, one.carrier))
        yield iri(self._own), name("vnl:instruction"), here
        yield here, name("rdf:type"), name("vnl:Instruction")
        yield here, name("vnl:operation"), literal(one.op)
        if one.scope != "structure":
            yield here, name("vnl:scope"), literal(one.scope)
        if one.status != "complete":
            yield here, name("vnl:status"), literal(one.status)
        yield here, name("vnl:changesWork"), iri(work)
        yield here, name("vnl:carrier"), carrier
        yield from self._node(self._own, one.carrier)
        if one.effect:
            yield here, name("vnl:countsFrom"), literal(one.effect)
        yield here, name("oa:start"), literal(one.span.start)
        yield here, name("oa:end"), literal(one.span.end)
        yield here, name("oa:exact"), literal(printed(source, one.span), "vi")
        for span in one.new:
            yield here, name("vnl:newText"), iri(iris.stretch(source, span))
        for targets, property in ((one.targets, "vnl:targetProvision"), (one.becomes, "vnl:becomes")):
            for eid in dict.fromkeys(eid for eid in meant(targets) if eid != "act"):
                yield from self._node(work, eid)
                yield here, name(property), iri(iris.provision_of(work, eid))
        yield from self._amends(one, work, carrier)

    def _amends(self, one: Instruction, work: str, carrier: str) -> Iterator[Triple]:
        """What carries an order that is sure changes its provisions: the direct edge."""
        property = "eli:repeals" if one.op == "repeal" and one.scope != "phrase" else "eli:amends"
        for eid in dict.fromkeys(meant(one.targets)) if one.status == "complete" else ():
            yield carrier, name(property), iri(iris.provision_of(work, eid) if eid != "act" else work)

    def _node(self, work: str, eid: str) -> Iterator[Triple]:
        """A provision and what it is part of, each once."""
        here = iris.provision_of(work, eid)
        if here in self._said:
            return
        self._said.add(here)
        above = eid.rpartition("__")[0]
        if to_eid(to_slugs(eid)) != eid:
            yield iri(here), name("vnl:eId"), literal(eid)
        yield iri(here), name("eli:is_part_of"), iri(iris.provision_of(work, above) if above else work)
        if above:
            yield from self._node(work, above)


def meant(targets: Iterable[Target]) -> Iterator[str]:
    """The eIds of targets, ranges of whole numbers written out.

    >>> from vnlegal.model import Span
    >>> list(meant([Target("art_9", Span(0, 9), "art_11")]))
    ['art_9', 'art_10', 'art_11']
    """
    for one in targets:
        if one.eid is None:
            continue
        begin, end = counted(one.eid), counted(one.to)
        if begin and end and begin[0] == end[0] and 0 <= end[1] - begin[1] <= _LONGEST_RANGE:
            yield from (f"{begin[0]}_{n}" for n in range(begin[1], end[1] + 1))
            continue
        yield from filter(None, (one.eid, one.to))
