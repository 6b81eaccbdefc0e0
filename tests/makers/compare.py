"""The gist of a document: what must come out alike whatever the format of its file."""

from __future__ import annotations

from collections import Counter
from typing import Any

from vnlegal.model import Document, Field, Mention


def _value(field: Field[Any] | None) -> str | None:
    if field is None:
        return None
    return " ".join(str(getattr(field.value, "name", field.value)).split()).rstrip(" .")


def _printed(document: Document, field: Field[Any] | None) -> str | None:
    if field is None or field.span is None:
        return None
    return " ".join(document.text(field.span).replace("*", "").replace("|", "").split()).strip(" .;,")


def header(document: Document) -> dict[str, object]:
    """The pieces of head and closing block by name."""
    preface, conclusions = document.preface, document.conclusions
    return {
        "number": _value(preface.number),
        "doc_type": _value(preface.doc_type),
        "issuers": [_value(one) for one in preface.issuers],
        "parent_body": _value(preface.parent_body),
        "place": _value(preface.place),
        "date": _value(preface.date),
        "subject": _value(preface.subject),
        "addressees": [_value(one) for one in preface.addressees],
        "signatures": [
            (_printed(document, one.capacity), _printed(document, one.position), _value(one.name))
            for one in conclusions.signatures
        ],
        "recipients": [(_value(one.body), _value(one.purpose)) for one in conclusions.recipients],
        "filing": _value(conclusions.filing.field) if conclusions.filing else None,
    }


def _key(document: Document, mention: Mention) -> tuple[str | None, ...]:
    if mention.number is None:
        return mention.kind, " ".join(document.text(mention.span).split())
    fields = (mention.number, mention.doc_type, mention.date, mention.issuer, mention.provision)
    return mention.kind, *map(_value, fields)


def mentions(document: Document) -> Counter[tuple[str | None, ...]]:
    """Every mention by what it says."""
    return Counter(_key(document, one) for one in document.mentions)


def claims(document: Document) -> Counter[tuple[object, ...]]:
    """Every claim by kind, mode, part and what it is between."""

    def end(id: str) -> object:
        return "self" if id == "self" else _key(document, document.mention(id))

    return Counter(
        (one.kind, one.mode, one.part, end(one.subject), end(one.object)) for one in document.claims
    )


def numbers(document: Document) -> Counter[str | None]:
    """The numbers that are mentioned, those of the document itself left out."""
    return Counter(_value(one.number) for one in document.mentions if one.number and one.kind == "numbered")
