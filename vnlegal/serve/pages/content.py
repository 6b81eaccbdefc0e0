"""Nội dung: the text, with mentions, claims and tasks lit and linked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup
from starlette.requests import Request

from ... import late
from ...corpus import Settled, sentence_of
from ...graph.law import changers
from ...graph.triples import label
from ...language import tr
from ...model import Claim, Document, Mention, Portion, Span
from ...text import printed
from .. import wording
from ..marking import Mark, marked
from ..site import Site
from . import asking, attributes
from .frame import Sheet
from .provisions import cited

_HEADED = ("phan", "chuong", "muc", "tieu-muc", "dieu")
_NAME = late.regex(r"[\s*#]*\S+ \S+")
_LABEL, _SHORT = 2, 100
_DEPTHS = {"phan": 1, "chuong": 1, "muc": 2, "tieu-muc": 2, "dieu": 3}
LAYERS = {"vien-dan": "viện dẫn", "quan-he": "câu nói quan hệ", "nhiem-vu": "nhiệm vụ"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the table of contents."""

    eid: str
    words: str
    depth: int


@dataclass(frozen=True, slots=True)
class Layer:
    """One kind of stretches that are lit or not; `turned` is what `an` is when it is switched."""

    key: str
    name: str
    count: int
    lit: bool
    turned: str


def tab(site: Site, request: Request, sheet: Sheet) -> Mapping[str, Any]:
    """The text and its table of contents; `an` names the layers that are not lit."""
    hidden = set(asking.several(request, "an")) & set(LAYERS)
    if sheet.settled is None:
        return {"text": None, "headings": (), "layers": (), "cited": {}, "changers": ()}
    layers = _layers(site, sheet.settled)
    lit = [mark for name, marks in layers.items() if name not in hidden for mark in marks]
    document = sheet.settled.document
    headings = tuple(_headings(document))
    text = marked(document.source.text, document.blocks, [*lit, *_anchors(document)])
    shown = tuple(_layer(key, marks, hidden) for key, marks in layers.items())
    found = cited(site.shelf, sheet.work.iri, sheet.texts) if len(headings) > 2 else {}
    acts = site.shelf.index.hits(changers(site.store, sheet.work.iri))
    changed = tuple(sorted(acts.values(), key=lambda one: (one.date or date.max, one.label)))
    return {"text": text, "headings": headings, "layers": shown, "cited": found, "changers": changed}


def _layer(key: str, marks: list[Mark], hidden: set[str]) -> Layer:
    count = len({mark.id for mark in marks if mark.id})
    return Layer(key, LAYERS[key], count, key not in hidden, ",".join(sorted(hidden ^ {key})))


def plain(site: Site, sheet: Sheet) -> Markup | None:
    """The text with everything lit, its links only to places of its own: for a page that is saved."""
    if sheet.settled is None:
        return None
    lit = [_without_link(mark) for marks in _layers(site, sheet.settled).values() for mark in marks]
    document = sheet.settled.document
    return marked(document.source.text, document.blocks, [*lit, *_anchors(document)])


def _without_link(mark: Mark) -> Mark:
    kept = tuple(one for one in mark.attributes if one[0] != "href")
    return Mark(mark.span, "span", kept, mark.id)


def _layers(site: Site, settled: Settled) -> dict[str, list[Mark]]:
    return {
        "vien-dan": [*_mentions(site, settled), *_references(settled)],
        "quan-he": list(_claims(site, settled)),
        "nhiem-vu": list(_tasks(settled.document)),
    }


def _id(span: Span) -> str:
    return f"char={span.start},{span.end}"


def _mentions(site: Site, settled: Settled) -> Iterator[Mark]:
    """Links to the works that are meant; a mention with several candidates links to the list of them."""
    targets = {one.mention: one for one in settled.resolutions}
    names = _names(site, settled)
    for mention in settled.document.mentions:
        found = targets[mention.id]
        if mention.kind == "self" or found.target == settled.work.iri:
            yield Mark(mention.span, "span", (("class", "mention self"),), _id(mention.span))
        elif found.target:
            title = f"{names[found.target]} ({tr(wording.RESOLUTIONS[found.status])})"
            link = (
                ("class", f"mention {mention.kind}"),
                ("href", wording.url(found.target)),
                ("title", title),
            )
            yield Mark(mention.span, "a", link, _id(mention.span))
        else:
            words = tr(wording.RESOLUTIONS[found.status])
            kept = (("class", f"mention {found.status}"), ("title", words))
            yield Mark(mention.span, "span", kept, _id(mention.span))


def _references(settled: Settled) -> Iterator[Mark]:
    """Links to the provisions that are meant: places of this page, or of that of another work."""
    works = {one.mention: one.target for one in settled.resolutions}
    for one in settled.document.references:
        work = works.get(one.act.mention or "")
        here = one.act.kind == "self" or work == settled.work.iri
        if one.status in ("ambiguous", "unresolved") or not (here or work):
            continue
        for target in one.targets:
            if target.eid is None or (here and not target.exists):
                continue
            span = one.span if len(one.targets) == 1 else target.span
            href = f"#{target.eid}" if here else f"{wording.url(work or '')}#{target.eid}"
            yield Mark(span, "a", (("class", "provision"), ("href", href)), _id(span))


def _names(site: Site, settled: Settled) -> dict[str, str]:
    wanted = {one.target for one in settled.resolutions if one.target} | {settled.work.iri}
    return dict.fromkeys(wanted, "") | {key: hit.label for key, hit in site.shelf.index.hits(wanted).items()}


def _claims(site: Site, settled: Settled) -> Iterator[Mark]:
    """The sentences that state a relation, and in them the words that do."""
    document, names = settled.document, _names(site, settled)
    said: dict[Span, list[str]] = {}
    for claim in document.claims:
        if claim.kind != "cites":
            said.setdefault(sentence_of(document, claim), []).append(_say(settled, claim, names))
            if claim.cue.span:
                yield Mark(claim.cue.span, "span", (("class", f"cue {wording.family(claim.kind)}"),))
    for span, lines in said.items():
        title = "\n".join(dict.fromkeys(lines))
        yield Mark(_inside(document, span), "span", (("class", "claim"), ("title", title)), _id(span))


def _inside(document: Document, sentence: Span) -> Span:
    """What of a sentence stands in the block where it ends: a letterhead has no full stop."""
    block = next((one for one in document.blocks if one.span.start < sentence.end <= one.span.end), None)
    start = max(sentence.start, block.span.start) if block else sentence.start
    return Span(start, sentence.end)


def _say(settled: Settled, claim: Claim, names: Mapping[str, str]) -> str:
    targets = {one.mention: one.target for one in settled.resolutions}

    def side(id: str) -> str:
        if id == "self":
            return label(settled.work)
        target = targets.get(id)
        return names.get(target) or target if target else _words(settled.document, id)

    relation = wording.relation(claim.kind)
    return f"{side(claim.subject)} — {relation} → {side(claim.object)} ({tr(wording.MODES[claim.mode])})"


def _words(document: Document, mention: str) -> str:
    found: Mention = document.mention(mention)
    return printed(document.source, found.span)


def _tasks(document: Document) -> Iterator[Mark]:
    for task in document.tasks:
        who = ", ".join(actor.value for actor in task.actors) or tr("chưa rõ cơ quan")
        if task.action.span:
            title = tr("Nhiệm vụ: {who}", who=who)
            if task.deadline:
                title += " · " + tr("thời hạn {due}", due=task.deadline.field.value)
            attributes = (("class", "task"), ("title", title))
            yield Mark(task.action.span, "span", attributes, _id(task.action.span))
        if task.deadline and task.deadline.field.span:
            yield Mark(task.deadline.field.span, "span", (("class", "deadline"),))


def _portions(document: Document) -> Iterator[Portion]:
    for top in document.body:
        yield from (one for one in top.walk() if one.kind in _HEADED)


def _headings(document: Document) -> Iterator[Heading]:
    for portion in _portions(document):
        line = document.text(portion.span).lstrip("*# \n").split("\n", 1)[0]
        words = " ".join(line.replace("**", "").split())
        if portion.heading and len(words.split()) <= _LABEL:
            words = f"{words}. {portion.heading.value}"
        yield Heading(portion.eid, words if len(words) < 90 else words[:88] + "…", _DEPTHS[portion.kind])


def _anchors(document: Document) -> Iterator[Mark]:
    """What other pages lead to: where attributes were read, and the beginnings of articles and chapters."""
    for span in attributes.places(document):
        yield Mark(span, "span", (), _id(span))
    for portion in _portions(document):
        yield Mark(_heading(document, portion), "span", (("class", "heading"),), portion.eid)
    yield from _referred(document)


def _referred(document: Document) -> Iterator[Mark]:
    """The beginnings of the khoản and điểm that the document itself refers to, and of attached articles."""
    eids = {target.eid for one in document.references if one.act.kind == "self" for target in one.targets}
    for tree in (document.body, *(one.body for one in document.attachments)):
        for portion in (one for top in tree for one in top.walk()):
            headed = portion.kind in _HEADED and tree is document.body
            if portion.eid in eids and not headed:
                start = portion.span.start
                yield Mark(Span(start, start + len(portion.num) + 1), "span", (), portion.eid)


def _heading(document: Document, portion: Portion) -> Span:
    """The name of a portion with its heading, where that stands on the same line and is no sentence."""
    start = portion.span.start
    line = document.text(portion.span).split("\n", 1)[0]
    label = _NAME.match(line)
    named = portion.heading.span if portion.heading else None
    whole = named is not None and named.end == start + len(line.rstrip("* ")) and len(line) < _SHORT
    return Span(start, start + (len(line) if whole or not label else label.end()))
