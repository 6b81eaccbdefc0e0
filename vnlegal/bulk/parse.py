"""parse_one: one document to rows of plain values; the same for a local process and for Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from .. import formats
from ..corpus.kept_document import packed
from ..corpus.sharing import Lost
from ..document import parse
from ..formats.attributes import known
from ..model import Claim, Document, Field, Mention
from ..notation import iris
from ..outputs import to_record

Given: TypeAlias = "str | Path | tuple[str, bytes]"
Columns: TypeAlias = dict[str, Any]

# Name and type of each column, in the words of SQL.
DOCUMENTS = {
    "path": "string", "status": "string", "reason": "string", "sha256": "string", "media_type": "string",
    "text": "string", "number": "string", "doc_type": "string", "date": "date", "place": "string",
    "issuers": "array<string>", "subject": "string", "mentions": "int", "claims": "int", "record": "string",
}  # fmt: skip
MENTIONS = {
    "path": "string", "id": "string", "kind": "string", "part": "string", "start": "int", "end": "int",
    "words": "string", "number": "string", "doc_type": "string", "date": "date", "issuer": "string",
    "title": "string", "provision": "string", "refers_to": "string", "quoted": "boolean",
}  # fmt: skip
CLAIMS = {
    "path": "string", "id": "int", "kind": "string", "mode": "string", "subject": "string",
    "object": "string", "cue": "string", "start": "int", "end": "int", "part": "string",
}  # fmt: skip
READ, UNREAD = "read", "unread"


@dataclass(frozen=True, slots=True)
class Row:
    """A document as rows of the three tables; `packed` is the document itself, for what is decided later."""

    document: Columns
    mentions: tuple[Columns, ...] = ()
    claims: tuple[Columns, ...] = ()
    packed: bytes | None = None


def parse_one(given: Given, attributes: formats.Table | None = None) -> Row:
    """Read and parse a file, or the bytes of one with its name, and what a table tells of it; never raises.

    What cannot be read gives a row with the status "unread" and the reason.

    >>> row = parse_one(("a.txt", "Căn cứ Nghị quyết số 50/NQ-CP của Chính phủ;".encode()))
    >>> row.document["status"], row.document["mentions"], row.mentions[0]["number"]
    ('read', 1, '50/NQ-CP')
    >>> parse_one("none.txt").document["reason"]
    'không có tệp này'
    """
    path = given[0] if isinstance(given, tuple) else formats.shown(given)
    try:
        row = attributes.row(path) if attributes else None
        source = formats.decode(*given) if isinstance(given, tuple) else formats.read(given, row)
        if row and isinstance(given, tuple):
            source = replace(source, attributes=known(row))
        return row_of(parse(source))
    except formats.UnreadableFile as error:
        return unread(path, error.reason)
    except MemoryError:
        return unread(path, "không đủ bộ nhớ")
    except Exception as error:  # one page that we fail on costs one page
        return unread(path, f"lỗi của chương trình khi đọc: {type(error).__name__}: {error}")


def unread(path: str, reason: str) -> Row:
    """The row of a document that could not be read."""
    empty = dict.fromkeys(DOCUMENTS)
    return Row(
        {**empty, "path": path, "status": UNREAD, "reason": reason, "issuers": [], "mentions": 0, "claims": 0}
    )


def row_of(document: Document) -> Row:
    """A parsed document as rows."""
    source, preface = document.source, document.preface
    columns = {
        "path": source.path,
        "status": READ,
        "reason": None,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "text": iris.text(source),
        "number": _text(preface.number),
        "doc_type": _text(preface.doc_type),
        "date": _value(preface.date),
        "place": _text(preface.place),
        "issuers": [field.value.name for field in preface.issuers],
        "subject": _text(preface.subject),
        "mentions": len(document.mentions),
        "claims": len(document.claims),
        "record": msgspec.json.encode(to_record(document)).decode(),
    }
    return Row(columns, tuple(mention_rows(document)), tuple(claim_rows(document)), packed(document))


def mention_rows(document: Document) -> Iterator[Columns]:
    """The mentions of a document: rows of MENTIONS."""
    return (_mention(document, one) for one in document.mentions)


def claim_rows(document: Document) -> Iterator[Columns]:
    """The claims of a document: rows of CLAIMS."""
    return (_claim(document, n, one) for n, one in enumerate(document.claims))


def _mention(document: Document, one: Mention) -> Columns:
    return {
        "path": document.source.path,
        "id": one.id,
        "kind": one.kind,
        "part": one.part,
        "start": one.span.start,
        "end": one.span.end,
        "words": document.text(one.span),
        "number": _text(one.number),
        "doc_type": _text(one.doc_type),
        "date": _value(one.date),
        "issuer": _text(one.issuer),
        "title": _text(one.title),
        "provision": _text(one.provision),
        "refers_to": one.refers_to,
        "quoted": one.quoted,
    }


def _claim(document: Document, number: int, one: Claim) -> Columns:
    span = one.cue.span
    return {
        "path": document.source.path,
        "id": number,
        "kind": one.kind,
        "mode": one.mode,
        "subject": one.subject,
        "object": one.object,
        "cue": one.cue.value,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "part": one.part,
    }


def _value(field: Field[Any] | None) -> Any:
    return field.value if field else None


def _text(field: Field[Any] | None) -> str | None:
    return str(field.value) if field else None


@contextmanager
def rows(attributes: formats.Table | None = None) -> Iterator[Callable[[Given], Row]]:
    """`parse_one`, for a crew."""
    yield partial(parse_one, attributes=attributes)


def found(given: Given, result: Row | Lost) -> Row:
    """The row of a document, also of one at which a process died."""
    if isinstance(result, Row):
        return result
    return unread(given[0] if isinstance(given, tuple) else formats.shown(given), result.reason)
