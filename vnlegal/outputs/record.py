"""The record of a document as JSON: schema "vnlegal/record/2", described in docs/record.md.

Every value read from the page is `{"value", "text", "span", "by"}`, where `text` is what stands in
`source.text[start:end]`, less the words of another column that lie between; an absent value is null or an
empty list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from .. import __version__, vocabulary
from ..model import (
    Act,
    Attachment,
    Body,
    Claim,
    Conclusions,
    Deadline,
    DocNumber,
    Document,
    Effect,
    Field,
    Filing,
    Finding,
    Instruction,
    Mention,
    Note,
    Portion,
    Preface,
    ProvisionReference,
    Resolution,
    Signature,
    Span,
    Target,
    Task,
    ToldChange,
    WorkKey,
)
from ..notation.iris import mint
from ..notation.periods import days
from ..references.identity import own_reading, readings
from ..references.programmes import ReportDuty, reports, serves
from ..references.resolve import acts_by_name
from .frame import Output, Sheet

SCHEMA = "vnlegal/record/2"

Json: TypeAlias = dict[str, Any]
Write: TypeAlias = "Callable[[Field[Any] | None], Json | None]"

_MENTION_FIELDS = ("number", "symbol", "date", "issuer", "doc_type", "title", "provision")


def to_record(
    document: Document,
    work_iri: str | None = None,
    key: WorkKey | None = None,
    works: Mapping[str, str] | None = None,
) -> Json:
    """The record of a document.

    `work_iri` and `key` identify the work it is a text of; `works` gives, for the id of a mention, the
    IRI of the work it means.  A corpus knows them best; without, they are what the page itself tells.
    """
    if work_iri is None and key is None:
        work_iri, key = own_work(document)
    named = acts_by_name(document)
    works = works_on_page(document, work_iri, named) if works is None else works
    text = document.source.text
    told: dict[Span, list[Json]] = {}
    for one in document.changes:
        told.setdefault(one.span, []).append(change_told(one))

    field = _writer(text)
    return {
        "schema": SCHEMA,
        "source": _source(document),
        "work": _work(document, work_iri, key),
        "preface": _preface(document.preface, field),
        "attributes": _attributes(document.source.attributes),
        "preamble": {"bases": [*map(field, document.bases)]},
        "body": [_portion(one, field) for one in document.body],
        "notes": [_note(one, told.get(one.span, [])) for one in document.notes],
        "tasks": _tasks(document, field),
        "effects": [_effect(one, field) for one in document.effects],
        "conclusions": _conclusions(document.conclusions, field),
        "attachments": [_attachment(one, field) for one in document.attachments],
        "mentions": [_mention(one, document, works, named) for one in document.mentions],
        "claims": [_claim(one, document) for one in document.claims],
        "references": [_reference(one, document, named) for one in document.references],
        "instructions": [instruction(one, document) for one in document.instructions],
        "findings": [_finding(one) for one in document.findings],
    }


_MARKS = str.maketrans("|*#", "   ")


def _printed(value: object, shown: str) -> str:
    """What a span shows: without marks of emphasis inside a word, and without words of another column.

    >>> _printed("CÁC BỘ, NGÀNH", "CÁC BỘ,   Độc lập - Tự do | NGÀNH")
    'CÁC BỘ, NGÀNH'
    >>> _printed("Lê Hải Hòa", "Lê Hải H**òa**")
    'Lê Hải Hòa'
    """
    words, own = shown.translate(_MARKS).split(), value.split() if isinstance(value, str) else []
    marked = "*" in shown and len(own) > 0 and shown.replace("*", "").split() == own
    between = len(own) > 1 and len(words) > len(own) and (words[0], words[-1]) == (own[0], own[-1])
    return str(value) if marked or between else shown


def to_json(document: Document, work_iri: str | None = None, key: WorkKey | None = None) -> str:
    """The record as indented JSON."""
    return _pretty(to_record(document, work_iri, key))


def own_work(document: Document) -> tuple[str | None, WorkKey | None]:
    """IRI and key of the work that a document is a text of, where its header tells both issuer and year."""
    reading = own_reading(document)
    key = reading.key if reading else None
    return (mint(key), key) if key else (None, None)


def works_on_page(
    document: Document, own: str | None, named: Mapping[str, Resolution] | None = None
) -> dict[str, str]:
    """The works that mentions mean, by id, as far as the document itself tells; `own` is its own work.

    `named` are its acts cited by name, where they are decided already (`acts_by_name`).
    """
    found = {id: mint(one.key) for id, one in readings(document).items() if one.key}
    named = acts_by_name(document) if named is None else named
    found.update((id, one.target) for id, one in named.items() if one.target)
    for mention in document.mentions:
        if mention.kind == "self":
            found.update({mention.id: own} if own else {})
        elif mention.refers_to in found:
            found.setdefault(mention.id, found[mention.refers_to])
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Body):
        return value.name
    return value if isinstance(value, str | int) or value is None else str(value)


def _source(document: Document) -> Json:
    source = document.source
    return {
        "path": source.path,
        "media_type": source.media_type,
        "sha256": source.sha256,
        "chars": len(source.text),
        "parser": __version__,
    }


def _work(document: Document, iri: str | None, key: WorkKey | None) -> Json | None:
    if iri is None and key is None:
        return None
    date = document.header.date
    shown = key and {
        "issuers": key.issuers,
        "date": str(date.value) if date else None,
        "number": key.number,
    }
    return {"iri": iri, "key": shown}


def _preface(preface: Preface, field: Write) -> Json:
    return {
        "issuers": [_body(one, field) for one in preface.issuers],
        "parent_body": _body(preface.parent_body, field),
        "number": _blank(preface, field) or _number(preface.number, field),
        "doc_type": _doc_type(preface, field),
        "place": field(preface.place),
        "date": field(preface.date),
        "subject": field(preface.subject),
        "addressees": [*map(field, preface.addressees)],
        "urgency": field(preface.urgency),
        "secrecy": field(preface.secrecy),
        "draft": preface.draft,
    }


def _attributes(known: Preface | None) -> Json | None:
    """What is known from outside, as plain values; None where nothing was handed in."""
    if known is None:
        return None
    fields = (known.number, known.doc_type, known.date, next(iter(known.issuers), None), known.subject)
    values = (_plain(one.value) if one else None for one in fields)
    return dict(zip(("number", "doc_type", "date", "issuer", "title"), values, strict=True))


def _body(one: Field[Body] | None, field: Write) -> Json | None:
    shown = field(one)
    return {**shown, "id": one.value.id} if one and shown else None


def _blank(preface: Preface, field: Write) -> Json | None:
    """A draft's number: the symbol alone."""
    shown = field(preface.blank_number)
    return {**shown, "value": None, "serial": None, "year": None, "symbol": shown["value"]} if shown else None


def _number(one: Field[DocNumber] | None, field: Write) -> Json | None:
    shown = field(one)
    if one is None or shown is None:
        return None
    number = one.value
    return {**shown, "serial": number.serial, "year": number.year, "symbol": number.symbol}


def _doc_type(preface: Preface, field: Write) -> Json | None:
    shown = field(preface.doc_type)
    return {**shown, "label": vocabulary.label(shown["value"])} if shown else None


def _portion(one: Portion, field: Write) -> Json:
    return {
        "kind": one.kind,
        "num": one.num,
        "eid": one.eid,
        "heading": field(one.heading),
        "span": one.span,
        "children": [_portion(child, field) for child in one.children],
    }


def _note(one: Note, changes: list[Json]) -> Json:
    return {"mark": one.mark, "span": one.span, "anchor": one.anchor, "changes": changes}


def change_told(one: ToldChange) -> Json:
    """What a note of a consolidated text says of one change."""
    return {
        "kind": one.kind,
        "op": one.op,
        "scope": one.scope,
        "target": one.target,
        "old": one.old,
        "with": one.replacement,
        "source": one.act and {"act": str(one.act) or None, "eid": one.source},
        "effect": one.effect and one.effect.isoformat(),
    }


def _tasks(document: Document, field: Write) -> list[Json]:
    served, told = (serves(document), reports(document)) if document.tasks else ({}, {})
    return [
        {
            **_task(one, field, document),
            "serves": served[one.id],
            "report": _report(told.get(one.id), field),
        }
        for one in document.tasks
    ]


def _report(one: ReportDuty | None, field: Write) -> Json | None:
    return {"to": field(one.to), "via": field(one.via)} if one else None


def _task(one: Task, field: Write, document: Document) -> Json:
    due = one.deadline
    return {
        "in": _inside(document, one.action.span),
        "actors": [*map(field, one.actors)],
        "with": [*map(field, one.partners)],
        "action": field(one.action),
        "portion": one.portion,
        "deadline": _deadline(due, field) if due else None,
        "id": one.id,
        "mode": one.mode,
        "product": field(one.product),
        "group": [*map(field, one.group)],
        "row": field(one.row),
    }


def _deadline(one: Deadline, field: Write) -> Json:
    first, last = days(one.field.value)
    return {
        **(field(one.field) or {}),
        "kind": one.kind,
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
    }


def _effect(one: Effect, field: Write) -> Json:
    return {"kind": one.kind, "day": field(one.day), "whole": one.whole, "span": one.clause}


def _conclusions(part: Conclusions, field: Write) -> Json:
    return {
        "signatures": [_signature(one, field) for one in part.signatures],
        "recipients": [{**(field(one.body) or {}), "purpose": field(one.purpose)} for one in part.recipients],
        "filing": _filing(part.filing, field) if part.filing else None,
    }


def _signature(one: Signature, field: Write) -> Json:
    return {"capacity": field(one.capacity), "position": field(one.position), "name": field(one.name)}


def _filing(one: Filing, field: Write) -> Json:
    return {
        **(field(one.field) or {}),
        "units": one.units,
        "copies": one.copies,
        "drafter": one.drafter,
    }


def _attachment(one: Attachment, field: Write) -> Json:
    return {
        "id": one.id,
        "heading": field(one.heading),
        "doc_type": one.doc_type.value if one.doc_type else None,
        "number": _number(one.number, field),
        "span": one.span,
        "body": [_portion(portion, field) for portion in one.body],
    }


def _inside(document: Document, span: Span | None) -> str | None:
    """The id of the attachment that a place is in, None where it is in the document itself."""
    one = document.attachment_at(span) if span and document.attachments else None
    return one.id if one else None


def _mention(
    one: Mention, document: Document, works: Mapping[str, str], named: Mapping[str, Resolution]
) -> Json:
    known = {name: got for name in _MENTION_FIELDS if (got := getattr(one, name)) is not None}
    return {
        "id": one.id,
        "kind": one.kind,
        "in": _inside(document, one.span),
        "part": one.part,
        "quoted": one.quoted,
        "span": one.span,
        "text": document.text(one.span),
        **{name: _plain(known[name].value) if name in known else None for name in _MENTION_FIELDS},
        "refers_to": one.refers_to,
        "work": works.get(one.id),
        "resolution": _resolution(named.get(one.id)),
        "fields": {name: got.span for name, got in known.items()},
    }


def _resolution(one: Resolution | None) -> Json | None:
    """How an act that is cited by name was decided, alone from its page and the table of acts."""
    return {"status": one.status, "works": one.candidates, "why": one.why} if one else None


def _claim(one: Claim, document: Document) -> Json:
    span = one.cue.span or Span(0, 0)
    return {
        "kind": one.kind,
        "mode": one.mode,
        "subject": one.subject,
        "object": one.object,
        "cue": {"text": document.text(span), "span": one.cue.span, "by": one.cue.by},
        "in": _inside(document, one.cue.span),
        "part": one.part,
    }


def _reference(one: ProvisionReference, document: Document, named: Mapping[str, Resolution]) -> Json:
    return {
        "id": one.id,
        "in": _inside(document, one.span),
        "part": one.part,
        "portion": one.portion,
        "quoted": one.instruction,
        "span": one.span,
        "text": document.text(one.span),
        "act": {**_act(one.act), "resolution": _resolution(named.get(one.act.mention or ""))},
        "targets": [_target(target) for target in one.targets],
        "form": one.form,
        "status": one.status,
        "why": one.why,
    }


def _act(one: Act) -> Json:
    return {"kind": one.kind, "mention": one.mention, "number": one.number, "name": one.name}


def _writer(text: str) -> Write:
    """What writes a field of a page: its value, the words that say it, their place."""

    def field(one: Field[Any] | None) -> Json | None:
        if one is None:
            return None
        shown = _printed(one.value, text[one.span.start : one.span.end]) if one.span else None
        return {"value": _plain(one.value), "text": shown, "span": one.span, "by": one.by}

    return field


def instruction(one: Instruction, document: Document) -> Json:
    """What an instruction orders, and the words that order it."""
    return {
        "id": one.id,
        "carrier": one.carrier,
        "span": one.span,
        "text": document.text(one.span),
        "op": one.op,
        "scope": one.scope,
        "act": _act(one.act),
        "targets": [_target(target) for target in one.targets],
        **_changed(one),
        "lead": one.lead,
        "tree": [_portion(portion, _writer(document.source.text)) for portion in one.tree],
        "status": one.status,
        "why": one.why,
    }


def _changed(one: Instruction) -> Json:
    """What an instruction puts in, where, and from when."""
    place = one.position
    return {
        "position": place and {"where": place.where, "ref": place.ref, "phrase": place.phrase},
        "new": one.new or None,
        "old": one.old,
        "with": one.replacement,
        "source": one.source,
        "becomes": [_target(target) for target in one.becomes],
        "effect": one.effect and one.effect.isoformat(),
    }


def _target(one: Target) -> Json:
    told = {"eid": one.eid, "to": one.to, "span": one.span, "exists": one.exists}
    return {**told, "paragraph": one.paragraph} if one.paragraph else told


def _finding(one: Finding) -> Json:
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        "span": one.span,
        "about": one.about[0] if len(one.about) == 1 else one.about or None,
        "hint": one.hint,
    }


def _packed(value: Any) -> bytes:
    """One line of JSON, by a library that a summary for people does without."""
    import msgspec

    return msgspec.json.encode(value)


def _pretty(value: Any) -> str:
    import msgspec

    return msgspec.json.format(_packed(value), indent=2).decode()


def _write_json(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
    """One record as an object; of many files, an array."""
    if not sheet.many:
        yield from (_pretty(to_record(one)) + "\n" for one in documents)
        return
    opening = "[\n"
    for one in documents:
        yield opening + _pretty(to_record(one))
        opening = ",\n"
    yield "\n]\n" if opening != "[\n" else "[]\n"


def _write_lines(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
    """One record a line."""
    return (_packed(to_record(one)).decode() + "\n" for one in documents)


OUTPUTS = (
    Output("json", "application/json", _write_json),
    Output("jsonl", "application/x-ndjson", _write_lines),
)
