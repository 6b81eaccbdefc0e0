"""A document as triples: one named graph for each text, whose name says who said it (see `homes`).

    <work>   what the header says, and its direct edges (vnl:implements …)
    <text>   the text (expression), its file and where it comes from
    <text#char=a,b>  a mention: its words and the work that they mean; its IRI tells where it stands
    <text/claim/kind/n#char=a,b>  a claim: mode, cue, sentence, between which works
    <text/task/n>    a task with its deadline

A mention hangs off the citing work and a claim off its subject, each with one target property for each
relation (`vnl:targetImplements`): measured, this shape answers lineage questions a thousand times
faster than a generic `vnl:relation`.  There are no blank nodes.

Of a mention that is decided no more is said than questions ask: its number and type are those of the work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from .. import __version__
from ..corpus import Corpus, Settled, can_be, can_cite, days_told, in_part, place_of, province_of, sentence_of
from ..model import Claim, Document, Effect, Field, Mention, Resolution, Signature, Span, Task, Work
from ..notation import bodies, iris
from ..notation.periods import days
from ..text import printed
from ..vocabulary import doc_types, kinds_where, relations
from .homes import WORKS, home
from .provisions import Extent, Provisions
from .stated import Addressed
from .terms import Quad, iri, literal, name, typed

_TYPE = name("rdf:type")
_LABEL = name("rdfs:label")
_FORMS = {
    "party": "Party",
    "law": "Normative",
    "normative": "Normative",
    "admin": "Administrative",
    "letter": "Administrative",
}
CHANGES = frozenset(kinds_where(lambda row: row.family == "change"))
_DEADLINES = {"period": "vnl:duePeriod", "recurring": "vnl:recurrence", "relative": "vnl:dueAfter"}
Triple = tuple[str, str, str]


def corpus_quads(corpus: Corpus, extent: Extent = "all") -> Iterator[Quad]:
    """All graphs of a corpus: one for each text, one of all works, one of the provisions referred to."""
    for document in corpus.documents:
        yield from text_quads(corpus.settled(document), extent)
    for work in corpus.works:
        yield from work_quads(work)


def document_quads(settled: Settled) -> Iterator[Quad]:
    """The graph of one text, and what the corpus knows of its work."""
    yield from work_quads(settled.work)
    yield from text_quads(settled)


def text_quads(settled: Settled, extent: Extent = "all") -> Iterator[Quad]:
    """The graph of one text, with the provisions that it refers to as far as `extent` says."""
    graph = iri(iris.text(settled.document.source))
    page = _Page(settled, extent)
    for triple in page.triples():
        yield Quad(*triple, graph)
    for triple in page.provisions() if extent != "documents" else ():
        yield Quad(*triple, home(*triple) or graph)


def work_quads(work: Work) -> Iterator[Quad]:
    """What the corpus knows of a work: derived from all that speak of it, gone with them."""
    for triple in _work(work):
        yield Quad(*triple, iri(WORKS))


def property_of(kind: str) -> str:
    """The property of a relation: implements, basedOn …"""
    return relations().get(kind).property


def target_of(kind: str) -> str:
    """The target property of a relation, as a prefixed name: vnl:targetImplements."""
    own = property_of(kind)
    return f"vnl:target{own[0].upper()}{own[1:]}"


def _work(work: Work) -> Iterator[Triple]:
    """Identity and metadata of a work."""
    here = iri(work.iri)
    yield here, _TYPE, name("vnl:Document")
    yield here, name("vnl:inCorpus"), literal(work.in_corpus)
    yield here, _LABEL, literal(label(work), "vi")
    if work.number:
        yield here, name("eli:number"), literal(work.number)
        token = iris.number_slug(work.number)
        yield here, name("vnl:token"), literal(token)
        yield here, name("vnl:serial"), literal(token.split("-")[0])
    if work.key:
        yield here, name("vnl:year"), typed(str(work.key.year), "gYear")
    if work.date:
        yield here, name("eli:date_document"), literal(work.date)
    if work.doc_type:
        yield here, name("vnl:docType"), iri(iris.concept("type", work.doc_type))
    for issuer in work.issuers:
        on = work.date or (work.key.year if work.key else None)
        yield here, name("vnl:issuedBy"), iri(iris.body(issuer, on))
    if work.title:
        yield here, name("vnl:subject"), literal(work.title, "vi")
        yield here, name("vnl:titleToken"), literal(bodies.slug(work.title))
    for alias in work.aliases:
        yield iri(alias), name("dct:isReplacedBy"), here
    if "/attach/" in work.iri:
        yield here, _TYPE, name("vnl:AttachedInstrument")


def label(work: Work) -> str:
    """What a work is called in lists: its number, else its name."""
    return work.number or work.title or work.called or work.iri.removeprefix(iris.BASE)


def named_only(settled: Settled) -> Iterator[str]:
    """The works that a text names without doing anything to them, a mention each."""
    page = _Page(settled)
    for one in settled.resolutions:
        if one.target and one.target != settled.work.iri and page.only_names(one.mention):
            yield one.target


def charged(settled: Settled) -> Iterator[Addressed]:
    """Whom a text is sent to, be it one body or not, and the bodies that it charges with a task."""
    document = settled.document
    province, on = province_of(document), settled.work.date
    sent = [field.value for field in document.preface.addressees]
    tasked = [field.value for task in document.tasks for field in task.actors]
    for words in dict.fromkeys((*sent, *tasked)):
        found = bodies.named(words)
        key = found.within(province).key if found else None
        if key or words in sent:
            yield Addressed(words, iris.body(key, on) if key else None)


class _Page:
    """One document on its way into triples."""

    def __init__(self, settled: Settled, extent: Extent = "all") -> None:
        self.settled, self.document, self.work = settled, settled.document, settled.work
        self._told = Provisions(settled, extent)
        self._pinpointed = self._told.acts() if extent != "documents" else frozenset()
        self.text = iris.text(self.document.source)
        self.mentions = {mention.id: mention for mention in self.document.mentions}
        self.meant = {mention.refers_to for mention in self.document.mentions}
        self.resolutions = {one.mention: one for one in settled.resolutions}

    def triples(self) -> Iterator[Triple]:
        yield from self._header()
        yield from self._source()
        for mention in self.document.mentions:
            if mention.kind != "self" or mention.id in self.meant:  # "Luật này" by itself says nothing new
                yield from self._mention(mention)
        for number, claim in enumerate(self.document.claims, 1):
            yield from self._claim(claim, self._claimed(claim, number))
        for number, task in enumerate(self.document.tasks, 1):
            yield from self._task(task, f"{self.text}/task/{number}")
        number = 0
        for number, effect in enumerate(self.document.effects, 1):
            yield from self._effect(self.work.iri, effect, f"{self.text}/effect/{number}")
        for told, (work, one) in enumerate(days_told(self.settled).items(), number + 1):
            at = f"{self.text}/effect/{told}"
            begins = Effect("begins", Field(one.day, one.clause, "graph:taken"), True, one.clause)
            yield from self._effect(work, begins, at)
            place = self.mentions[one.mention].span
            yield iri(at), name("vnl:effectOf"), iri(iris.stretch(self.document.source, place))

    def provisions(self) -> Iterator[Triple]:
        """The provisions of the text and those that it refers to; claims point to those that they change."""
        found = self._told
        yield from found.triples()
        for number, claim in enumerate(self.document.claims, 1):
            if claim.kind in CHANGES:
                at = iri(self._claimed(claim, number))
                for target in dict.fromkeys(found.changed(claim)):
                    yield at, name("vnl:targetProvision"), iri(target)

    def _claimed(self, claim: Claim, number: int) -> str:
        """The IRI of a claim, which tells its kind and where its sentence stands."""
        return iris.within(f"{self.text}/claim/{claim.kind}/{number}", sentence_of(self.document, claim))

    def _header(self) -> Iterator[Triple]:
        here, preface = iri(self.work.iri), self.document.preface
        for kind in _classes(self.document):
            yield here, _TYPE, name(f"vnl:{kind}Document")
        if preface.number and preface.number.value.symbol:
            yield here, name("vnl:symbol"), literal(preface.number.value.symbol)
        yield from self._words(here, "vnl:issuerName", (field.value.name for field in preface.issuers))
        yield from self._words(here, "vnl:place", [preface.place.value] if preface.place else [])
        yield from self._words(here, "vnl:addressee", (field.value for field in preface.addressees))
        yield from self._spoken_to(here)
        conclusions = self.document.conclusions
        yield from self._words(here, "vnl:recipient", (one.body.value for one in conclusions.recipients))
        for number, signature in enumerate(conclusions.signatures, 1):
            yield from self._signature(signature, f"{self.text}/signature/{number}")

    def _spoken_to(self, here: str) -> Iterator[Triple]:
        """The bodies that are sent the document or charged by it, known with their place."""
        for words, body in charged(self.settled):
            if body:
                yield here, name("vnl:speaksTo"), iri(body)
                yield iri(body), _LABEL, literal(words, "vi")

    def _source(self) -> Iterator[Triple]:
        text, file, source = iri(self.text), iri(f"{self.text}/file"), self.document.source
        run = iri(f"{iris.BASE}/parser/{__version__}")
        yield iri(self.work.iri), name("eli:is_realized_by"), text
        yield text, _TYPE, name("vnl:Text")
        yield text, name("eli:realizes"), iri(self.work.iri)
        yield text, name("eli:is_embodied_by"), file
        yield text, name("vnl:characters"), literal(len(source.text))
        yield text, name("prov:wasGeneratedBy"), run
        yield run, _TYPE, name("prov:Activity")
        yield run, name("vnl:parserVersion"), literal(__version__)
        yield file, _TYPE, name("vnl:SourceFile")
        yield file, name("vnl:path"), literal(source.path)
        yield file, name("vnl:sha256"), literal(source.sha256)
        yield file, name("vnl:mediaType"), literal(source.media_type)

    def _signature(self, signature: Signature, at: str) -> Iterator[Triple]:
        yield iri(self.work.iri), name("vnl:signature"), iri(at)
        yield iri(at), _TYPE, name("vnl:Signature")
        for property, field in (
            ("vnl:signerName", signature.name),
            ("vnl:signerPosition", signature.position),
            ("vnl:capacity", signature.capacity),
        ):
            yield from self._words(iri(at), property, [field.value] if field else [])

    def _mention(self, mention: Mention) -> Iterator[Triple]:
        at = iri(iris.stretch(self.document.source, mention.span))
        resolution = self.resolutions[mention.id]
        yield iri(self.work.iri), name("vnl:mention"), at
        if mention.part != "body":
            yield at, name("vnl:part"), literal(mention.part)
        yield at, name("oa:exact"), literal(self._flow(mention.span), "vi")
        yield from self._compared(at, mention)
        yield from self._resolved(at, mention, resolution)
        if resolution.target is None:
            yield from self._open(at, mention, resolution)

    def _open(self, at: str, mention: Mention, resolution: Resolution) -> Iterator[Triple]:
        """What a mention says that is not decided, and what it may mean."""
        for candidate in resolution.candidates:
            yield at, name("vnl:candidate"), iri(candidate)
        if not _shows_its_kind(mention):
            yield at, name("vnl:mentionKind"), literal(mention.kind)
        if mention.number:
            yield at, name("vnl:citedNumber"), literal(mention.number.value.compact)
        if mention.doc_type:
            yield at, name("vnl:citedType"), iri(iris.concept("type", mention.doc_type.value))
        if mention.refers_to in self.mentions:
            back = self.mentions[mention.refers_to].span
            yield at, name("vnl:refersBackTo"), iri(iris.stretch(self.document.source, back))

    def _compared(self, at: str, mention: Mention) -> Iterator[Triple]:
        """What questions compare with what others write, and a provision that nothing else tells."""
        if mention.date:
            yield at, name("vnl:citedDate"), literal(mention.date.value)
        told = mention.id in self._pinpointed and mention.id not in self._in_part
        for property, field in (
            ("vnl:citedIssuer", mention.issuer),
            ("vnl:citedTitle", mention.title),
            ("vnl:citedProvision", None if told else mention.provision),
        ):
            yield from self._words(at, property, [field.value] if field else [])

    @cached_property
    def _in_part(self) -> frozenset[str]:
        """The mentions whose work is changed in part."""
        found = (c for c in self.document.claims if c.kind in CHANGES and in_part(self.document, c))
        return frozenset(place_of(self.document, claim).id for claim in found)

    def _resolved(self, at: str, mention: Mention, resolution: Resolution) -> Iterator[Triple]:
        target = resolution.target
        if target is None or resolution.status != "exact":
            yield at, name("vnl:resolution"), iri(iris.concept("resolution", resolution.status))
        if target is None or target == self.work.iri:
            return
        kinds = self.own_kinds(mention.id)
        for kind in kinds or ("cites",):
            yield at, name(target_of(kind)), iri(target)
        if self.only_names(mention.id):
            yield iri(self.work.iri), name("vnl:cites"), iri(target)
        if mention.id in self._pinpointed or not mention.provision:
            return
        if part := iris.provision(target, mention.provision.value):
            yield at, name("vnl:targetProvision"), iri(part)

    def only_names(self, mention: str) -> bool:
        """Whether this document itself names the mentioned work and does nothing else to it."""
        return self.resolutions[mention].target not in self._later and not self.own_kinds(mention)

    @cached_property
    def _later(self) -> frozenset[str | None]:
        """The works that are later than this document, as any mention of them tells."""
        return frozenset(
            one.target
            for one in self.settled.resolutions
            if not can_cite(self.document, self.mentions[one.mention], one)
        )

    def own_kinds(self, mention: str) -> tuple[str, ...]:
        """What this document itself does to the mentioned work."""
        ours = (
            c for c in self.document.claims if (c.subject, c.object, c.mode) == ("self", mention, "asserted")
        )
        return tuple(c.kind for c in ours if can_be(self.document, c, self.resolutions[mention]))

    def _claim(self, claim: Claim, at: str) -> Iterator[Triple]:
        source, target = self._side(claim.subject), self._side(claim.object)
        thing = place_of(self.document, claim).span
        yield iri(at), _TYPE, name("vnl:Claim")
        yield iri(at), name("vnl:relation"), iri(iris.concept("relation", claim.kind))
        yield iri(at), name("vnl:mode"), literal(claim.mode)
        yield iri(at), name("vnl:speaker"), iri(self.work.iri)
        yield iri(at), name("vnl:textOf"), iri(self.text)
        yield iri(at), name("vnl:objectMention"), iri(iris.stretch(self.document.source, thing))
        if claim.subject in self.mentions:
            subject = self.mentions[claim.subject].span
            yield iri(at), name("vnl:subjectMention"), iri(iris.stretch(self.document.source, subject))
        if claim.kind in CHANGES and in_part(self.document, claim):
            yield iri(at), name("vnl:inPart"), literal(True)
        yield from self._words(iri(at), "vnl:trigger", [claim.cue.value])
        yield from self._stretch(iri(at), sentence_of(self.document, claim))
        if source:
            yield iri(source), name("vnl:claim"), iri(at)
        if not can_be(self.document, claim, self.resolutions.get(claim.object)):
            return
        if target:
            yield iri(at), name(target_of(claim.kind)), iri(target)
        if source and target and source != target and claim.mode != "directed":
            yield iri(source), name(f"vnl:{property_of(claim.kind)}"), iri(target)

    def _side(self, id: str) -> str | None:
        """The work that one side of a claim means."""
        if id == "self":
            return self.work.iri
        return self.resolutions[id].target if id in self.resolutions else None

    def _task(self, task: Task, at: str) -> Iterator[Triple]:
        here = iri(at)
        yield iri(self.work.iri), name("vnl:directive"), here
        yield here, _TYPE, name("vnl:Directive")
        yield from self._words(here, "vnl:action", [task.action.value])
        yield from self._agencies(here, "lead", task.actors)
        yield from self._agencies(here, "coordinating", task.partners)
        if task.action.span:
            yield from self._stretch(here, task.action.span)
        if task.portion:
            yield here, name("vnl:portion"), literal(task.portion)
        if task.deadline:
            yield from self._deadline(here, task.deadline.field, task.deadline.kind)

    def _agencies(self, task: str, role: str, fields: Iterable[Field[str]]) -> Iterator[Triple]:
        """Who is charged: the name as written, and the body if the registry knows it."""
        province = province_of(self.document)
        for field in fields:
            yield from self._words(task, f"vnl:{role}AgencyName", [field.value])
            body = bodies.named(field.value)
            key = body.within(province).key if body else None
            if key:
                yield task, name(f"vnl:{role}Agency"), iri(iris.body(key, self.work.date))

    def _deadline(self, task: str, field: Field[str], kind: str) -> Iterator[Triple]:
        yield task, name("vnl:deadlineKind"), literal(kind)
        if field.span:
            yield from self._words(task, "vnl:deadlineText", [self._flow(field.span)])
        first, last = days(field.value)
        if first and first != last:
            yield task, name("vnl:dueFrom"), literal(first)
        if last:
            yield task, name("vnl:dueDate"), literal(last)
        if kind in _DEADLINES:
            yield task, name(_DEADLINES[kind]), literal(field.value)

    def _effect(self, work: str, effect: Effect, at: str) -> Iterator[Triple]:
        here = iri(at)
        yield iri(work), name("vnl:effect"), here
        yield here, _TYPE, name("vnl:Effect")
        yield here, name("vnl:effectKind"), literal(effect.kind)
        yield here, name("vnl:effectDate"), literal(effect.day.value)
        yield here, name("vnl:inPart"), literal(not effect.whole)
        yield here, name("vnl:textOf"), iri(self.text)
        yield from self._stretch(here, effect.clause)
        if effect.whole:
            property = "first_date_entry_in_force" if effect.kind == "begins" else "date_no_longer_in_force"
            yield iri(work), name(f"eli:{property}"), literal(effect.day.value)

    def _stretch(self, at: str, span: Span) -> Iterator[Triple]:
        yield at, name("oa:start"), literal(span.start)
        yield at, name("oa:end"), literal(span.end)
        yield at, name("oa:exact"), literal(self._flow(span), "vi")

    def _flow(self, span: Span) -> str:
        return printed(self.document.source, span)

    def _words(self, subject: str, property: str, values: Iterable[str]) -> Iterator[Triple]:
        for value in values:
            yield subject, name(property), literal(value, "vi")


def _shows_its_kind(mention: Mention) -> bool:
    """Whether its triples tell its kind: numbered by a number, back by what it refers to, else named."""
    told = "numbered" if mention.number else "back" if mention.refers_to else "named"
    return mention.kind == told


def _classes(document: Document) -> tuple[str, ...]:
    """Normative, Administrative or Party: by the form of the number, else by a type that leaves no choice."""
    preface = document.preface
    if preface.number and preface.number.value.form in _FORMS:
        return (_FORMS[preface.number.value.form],)
    row = doc_types().get(preface.doc_type.value) if preface.doc_type else None
    return (row.classes[0].capitalize(),) if row and len(row.classes) == 1 else ()
