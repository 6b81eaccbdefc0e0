"""What a document says about provisions, in short: the shape that `vnlegal provisions` prints.

One object a document: each reference with its span, its act as one string ("self", a number or a name) and
its targets as eIds, "art_10..art_15" for a range; and each instruction that changes provisions, likewise; of
a consolidated text what its notes say of each change.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import msgspec

from ..model import Document, Instruction, ProvisionReference
from .frame import Output, Sheet, plain_cell
from .record import Json, change_told, instruction

_COLUMNS = ("path", "id", "portion", "text", "act", "targets", "exists", "status", "start", "end")


def to_provisions(document: Document) -> Json:
    """References, instructions and told changes of a document in short."""
    return {
        "source": document.source.path,
        "references": [_short(document, one) for one in document.references],
        "instructions": [_ordered(document, one) for one in document.instructions],
        "notes": [{"mark": one.mark, "span": one.span, **change_told(one)} for one in document.changes],
    }


def _short(document: Document, one: ProvisionReference) -> Json:
    return {
        "id": one.id,
        "span": one.span,
        "text": document.text(one.span),
        "act": str(one.act) or None,
        "targets": [str(target) for target in one.targets if target.eid],
        "exists": [target.exists for target in one.targets if target.eid],
        "portion": one.portion,
        "status": one.status,
    }


def _ordered(document: Document, one: Instruction) -> Json:
    """An instruction of the record, with its act as one string and its targets as eIds."""
    short = {
        "act": str(one.act) or None,
        "targets": [str(target) for target in one.targets if target.eid],
    }
    return {**instruction(one, document), **short}


def _json(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
    """One object; of many files, one a line."""
    for one in documents:
        shown = msgspec.json.encode(to_provisions(one))
        yield (shown if sheet.many else msgspec.json.format(shown, indent=2)).decode() + "\n"


def _csv(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
    """One row a reference."""
    yield ",".join(_COLUMNS) + "\n"
    for document in documents:
        for one in document.references:
            yield _row(document, one)


def _row(document: Document, one: ProvisionReference) -> str:
    line = io.StringIO()
    cells = (
        document.source.path,
        one.id,
        one.portion or "",
        " ".join(document.text(one.span).split()),
        str(one.act),
        " ".join(map(str, one.targets)),
        " ".join({True: "yes", False: "no", None: "?"}[target.exists] for target in one.targets),
        one.status,
        *one.span,
    )
    csv.writer(line, lineterminator="\n").writerow(map(plain_cell, cells))
    return line.getvalue()


SHAPES = (
    Output("json", "application/json", _json),
    Output("csv", "text/csv", _csv),
)
