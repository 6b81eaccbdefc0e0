"""What must hold of every document that was parsed, whatever its page: `faults` names what does not."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import msgspec
import pyoxigraph
from pyoxigraph import RdfFormat

from vnlegal import checks
from vnlegal.corpus import Corpus
from vnlegal.formats.repairs import bare
from vnlegal.model import Body, DocNumber, Document, Field, Portion, Span
from vnlegal.notation import bodies, dates, numbers
from vnlegal.outputs import OUTPUTS, Sheet
from vnlegal.outputs.record import to_record
from vnlegal.outputs.reports import REPORTS
from vnlegal.text import Text, fold


def faults(document: Document) -> Iterator[str]:
    """Everything that is wrong with a document, in words."""
    size = len(document.source.text)
    for path, span in spans(document):
        if not 0 <= span.start <= span.end <= size:
            yield f"{path}: {span} lies outside the {size} characters"
    for path, field in found_fields(document):
        if field.span is not None and (why := _unread(document, path, field)):
            yield f"{path} ({field.by}): {why}"
    yield from _blocks(document)
    yield from _portions(document)
    yield from _references(document)
    yield from _record(document)


def spans(value: object, path: str = "") -> Iterator[tuple[str, Span]]:
    """Every span inside a value, with the way to it."""
    for where, one in _walk(value, path):
        if isinstance(one, Span):
            yield where, one


def found_fields(value: object) -> Iterator[tuple[str, Field[Any]]]:
    """Every field inside a value, with the way to it."""
    for where, one in _walk(value, ""):
        if isinstance(one, Field):
            yield where, one


def _walk(value: object, path: str) -> Iterator[tuple[str, object]]:
    yield path, value
    if is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            if one.name != "source":
                yield from _walk(getattr(value, one.name), f"{path}.{one.name}")
    elif isinstance(value, tuple) and not isinstance(value, Span):
        for i, item in enumerate(value):
            yield from _walk(item, f"{path}[{i}]")


# A field leads back: what its span shows, read again, says its value.


def _unread(document: Document, path: str, field: Field[Any]) -> str:
    assert field.span is not None
    shown = document.text(field.span)
    if field.span.start == field.span.end and (field.value, field.by) != ("", "annex heading"):
        return f"{field.value!r} was read from nothing"
    if shown != shown.strip(" \n"):
        return f"blanks around {shown!r}"
    kind = path.rsplit(".", 1)[-1].partition("[")[0]
    if field.by == "number:short" and isinstance(field.value, DocNumber):  # "Nghị định 24/2024"
        return (
            "" if shown == f"{field.value.serial}/{field.value.year}" else f"{shown!r} is not its beginning"
        )
    if field.by.endswith(":shared") and isinstance(field.value, DocNumber):
        return "" if field.value.serial in shown else f"{field.value.serial} is not in {shown!r}"
    if field.by.endswith(":shared") and isinstance(field.value, str):  # "Bộ trưởng các Bộ: Y tế, |Công an|"
        own_words = " ".join(shown.split()).rpartition(": ")[2]
        return "" if field.value.endswith(own_words) else f"{field.value!r} does not end as {shown!r}"
    if kind == "day" and (own := document.preface.date) and own.value == field.value:
        return ""  # "kể từ ngày ký": the day of the document itself
    if kind == "issuers" and field.value.id and _tells(document, field.value.id):
        return ""
    reads = _READS.get(kind, _readings(field.value))
    parent = document.preface.parent_body if kind == "issuers" else None  # "ĐẢNG ỦY PHƯỜNG A / |VĂN PHÒNG|"
    if parent and reads(f"{shown} {parent.value.name}", field.value):
        return ""
    return "" if reads(shown, field.value) else f"{field.value!r} is not what {shown!r} says"


def _tells(document: Document, body: str) -> bool:
    """Whether the number tells whose letterhead it is: "BAN CHẤP HÀNH TRUNG ƯƠNG", "Số: 367-QĐ/TWĐTN"."""
    number = document.preface.number
    return number is not None and body in bare(fold(number.value.compact))


def _readings(value: object) -> Callable[[str, Any], bool]:
    if isinstance(value, DocNumber):
        return _says_number
    if isinstance(value, date):
        return _says_day
    if isinstance(value, Body):
        return _says_body
    return _says_words


def _says_number(shown: str, number: DocNumber) -> bool:
    """The letters and digits of the number, in order, or the number as it is found again."""
    return _holds(_letters(shown), _letters(number.compact)) or any(
        one == number for _, _, one in numbers.find(Text.of(shown).flow)
    )


def _says_day(shown: str, day: date) -> bool:
    """The day as it is found again, or all of its numbers."""
    text = Text.of(shown)
    if any(one == day for _, _, one in dates.find(text.folded)):
        return True
    written = {int(one) for one in re.findall(r"\d+", unicodedata.normalize("NFKC", text.flow))}
    return {day.day, day.month, day.year} <= written


def _says_body(shown: str, body: Body) -> bool:
    """The letters of the name; a body of the registry may be named in short, or without its tones.

    The province of a local body may stand elsewhere.
    """
    known = bodies.named(body.name)
    name = known.row.name if body.id and known and known.row.local else body.name
    if _says_words(_written_out(shown), _written_out(name)):
        return True
    plain = bare(_letters(shown))
    if plain == _letters(shown).replace("đ", "d") and _holds(
        plain, bare(_letters(name))
    ):  # all tones are lost
        return True
    named = bodies.named(bodies.restored(" ".join(Text.of(shown).flow.split())))
    return body.id is not None and (
        _holds(_letters(body.name), _letters(shown))
        or _holds(bare(_letters(shown)), bare(_letters(name)))
        or (named is not None and body.id.startswith(named.family))
    )


_SHORT = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "bch": "ban chấp hành",
    "lđlđ": "liên đoàn lao động",
    "tand": "tòa án nhân dân",
    "vksnd": "viện kiểm sát nhân dân",
}


def _written_out(words: str) -> str:
    low = fold(words)
    for short, whole in _SHORT.items():
        low = low.replace(short, whole)
    return low


def _says_words(shown: str, value: str) -> bool:
    """The letters of the value stand in the span, in order; another column may come between."""
    return _holds(_letters(shown), _letters(value))


def _says_anything(shown: str, value: object) -> bool:
    """Keys of the vocabulary and computed days: that something stands there is all that can be held."""
    return bool(shown)


_READS: dict[str, Callable[[str, Any], bool]] = {
    "doc_type": _says_anything,
    "field": _says_anything,
    "day": _says_day,
}


def _letters(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", fold(Text.of(words).clean)) if c.isalnum())


def _holds(shown: str, value: str) -> bool:
    rest = iter(shown)
    return all(letter in rest for letter in value)


# What belongs together


def _blocks(document: Document) -> Iterator[str]:
    """Blocks partition the page."""
    blocks = document.blocks
    if not blocks:
        if document.source.text:
            yield "no blocks"
        return
    if blocks[0].span.start != 0 or blocks[-1].span.end != len(document.source.text):
        yield "blocks do not cover the page"
    for one, two in pairwise(blocks):
        if one.span.end != two.span.start:
            yield f"blocks do not follow each other: {one}, {two}"


def _portions(document: Document) -> Iterator[str]:
    """A portion holds its children, and these follow each other."""

    def inside(portions: tuple[Portion, ...], above: Span | None) -> Iterator[str]:
        for one in portions:
            if above and not above.covers(one.span):
                yield f"{one.eid} {one.span} is not inside {above}"
            if one.heading and one.heading.span and not one.span.covers(one.heading.span):
                yield f"{one.eid}: heading {one.heading.span} outside {one.span}"
            yield from inside(one.children, one.span)
        for left, right in pairwise(portions):
            if left.span.end > right.span.start:
                yield f"{left.eid} and {right.eid} overlap"

    yield from inside(document.body, None)
    attached = (portion for one in document.attachments for portion in one.body)
    eids = [one.eid for top in (*document.body, *attached) for one in top.walk()]
    if len(eids) != len(set(eids)):
        yield f"eids twice: {sorted(eid for eid in set(eids) if eids.count(eid) > 1)[:3]}"
    for number, task in enumerate(document.tasks):
        if task.portion is not None and task.portion not in eids:
            yield f"task {number} of a portion that is not there: {task.portion}"


def _references(document: Document) -> Iterator[str]:
    """Ids are there, mentions stand in order and do not cover each other's number."""
    ids = [mention.id for mention in document.mentions]
    if len(ids) != len(set(ids)):
        yield "mention ids twice"
    known = {*ids, "self"}
    for mention in document.mentions:
        if mention.refers_to is not None and mention.refers_to not in known:
            yield f"{mention.id} refers to {mention.refers_to}"
        if mention.span.start == mention.span.end:
            yield f"{mention.id} is empty"
        if mention.kind == "numbered" and mention.number is None and mention.symbol is None:
            yield f"{mention.id} is numbered without number"
    starts = [mention.span.start for mention in document.mentions]
    if starts != sorted(starts):
        yield "mentions out of order"
    for claim in document.claims:
        if claim.subject not in known or claim.object not in known:
            yield f"claim about {claim.subject}, {claim.object}"
        if claim.subject == claim.object:
            yield f"claim of {claim.subject} about itself"


def _record(document: Document) -> Iterator[str]:
    """The record can be written, and shows nothing that its spans do not."""
    record = to_record(document)
    msgspec.json.encode(record)
    text = document.source.text
    for mention in record["mentions"]:
        if mention["text"] != text[slice(*mention["span"])]:
            yield f"record of {mention['id']}"


# What is made of it


def made_of(document: Document) -> Iterator[str]:
    """Write a document in every shape, check it, and report in every shape: what cannot be read again."""
    corpus = Corpus.of([document])
    for output in OUTPUTS:
        yield from _wrong(output.name, output.media_type, "".join(output.write([document], Sheet())))
    report = checks.report(corpus, preview=True)
    for shape in REPORTS:
        yield from _wrong(shape.name, shape.media_type, "".join(shape.write(report, Sheet())))
    for finding in report.findings:
        for place in finding.evidence:
            if place.text != " ".join(document.text(place.span).split()):
                yield f"{finding.code}: {place}"


def _wrong(name: str, media_type: str, written: str) -> Iterator[str]:
    """Why a shape cannot be read by the programs that it is for, if so."""
    read = json.loads if name == "schema.org" else _READERS.get(media_type)  # its context is on the web
    if read is None:
        written.encode()
        return
    try:
        read(written)
    except (ValueError, SyntaxError, ElementTree.ParseError) as error:
        yield f"output {name}: {type(error).__name__}: {error}"


def _read_rdf(syntax: RdfFormat) -> Callable[[str], object]:
    return lambda written: list(pyoxigraph.parse(written.encode(), format=syntax))


_READERS: dict[str, Callable[[str], object]] = {
    "application/json": json.loads,
    "application/sarif+json": json.loads,
    "application/x-ndjson": lambda written: [json.loads(line) for line in written.split("\n") if line],
    "application/xml": lambda written: ElementTree.fromstring(written.encode()),
    "application/akn+xml": lambda written: ElementTree.fromstring(written.encode()),
    "text/csv": lambda written: list(csv.reader(io.StringIO(written, newline=""), strict=True)),
    "text/turtle": _read_rdf(RdfFormat.TURTLE),
    "application/trig": _read_rdf(RdfFormat.TRIG),
    "application/n-quads": _read_rdf(RdfFormat.N_QUADS),
    "application/ld+json": _read_rdf(RdfFormat.JSON_LD),
}
