"""Tables for spreadsheets: one row a document, or one row a mention."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from .. import vocabulary
from ..model import Document, Field, Mention
from .frame import Output, Sheet, plain_cell

Row = Sequence[object]
EFFECTS = ("begins", "ends")

_DOCUMENT = (
    "path", "number", "doc_type", "date", "place", "issuers", "parent_body", "subject", "urgency",
    "secrecy", "addressees", "signers", "recipients", "filing", "begins", "ends", "mentions",
)  # fmt: skip
_MENTION = (
    "path", "document", "id", "kind", "part", "text", "number", "doc_type", "date", "issuer", "provision",
    "title", "refers_to", "claims", "start", "end",
)  # fmt: skip


def _value(field: Field[Any] | None) -> object:
    return "" if field is None else getattr(field.value, "name", field.value)


def _type(field: Field[str] | None) -> str:
    return vocabulary.label(field.value) if field else ""


def _joined(fields: Iterable[Field[Any] | None]) -> str:
    return "; ".join(str(_value(one)) for one in fields if one)


def _document(document: Document) -> Row:
    preface, end = document.preface, document.conclusions
    return (
        document.source.path,
        _value(preface.number),
        _type(preface.doc_type),
        _value(preface.date),
        _value(preface.place),
        _joined(preface.issuers),
        _value(preface.parent_body),
        _value(preface.subject),
        _value(preface.urgency),
        _value(preface.secrecy),
        _joined(preface.addressees),
        _joined(one.name for one in end.signatures),
        _joined(one.body for one in end.recipients),
        _value(end.filing.field if end.filing else None),
        *(_joined(one.day for one in document.effects if one.whole and one.kind == kind) for kind in EFFECTS),
        len(document.mentions),
    )


def _mention(document: Document, one: Mention) -> Row:
    claims = (claim for claim in document.claims if one.id in (claim.subject, claim.object))
    said = "; ".join(f"{claim.subject} {claim.kind} {claim.object} ({claim.mode})" for claim in claims)
    return (
        document.source.path,
        _value(document.preface.number),
        one.id,
        one.kind,
        one.part,
        " ".join(document.text(one.span).split()),
        _value(one.number),
        _type(one.doc_type),
        _value(one.date),
        _value(one.issuer),
        _value(one.provision),
        _value(one.title),
        one.refers_to or "",
        said,
        one.span.start,
        one.span.end,
    )


def _lines(head: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    for row in (head, *rows):
        line = io.StringIO()
        csv.writer(line).writerow(map(plain_cell, row))  # quotes "\r" only where it is part of the line end
        yield line.getvalue().removesuffix("\r\n") + "\n"


def _writer(
    head: Sequence[str], rows: Callable[[Document], Iterable[Row]]
) -> Callable[[Iterable[Document], Sheet], Iterator[str]]:
    def write(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
        return _lines(head, (row for one in documents for row in rows(one)))

    return write


OUTPUTS = (
    Output("csv", "text/csv", _writer(_DOCUMENT, lambda one: [_document(one)])),
    Output(
        "csv-mentions", "text/csv", _writer(_MENTION, lambda one: [_mention(one, m) for m in one.mentions])
    ),
)
