"""The status of a document as JSON, with all that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ...graph.validity import Change, Validity
from ...vocabulary.acts import THROUGH, Statute, amenders, last_day, successor
from ..frame import Sheet
from .frame import StatusOutput


def to_status(validity: Validity) -> dict[str, Any]:
    """A status as plain data."""
    return {
        "schema": "vnlegal/status/1",
        "work": validity.work.iri,
        "number": validity.work.number,
        "on": validity.on,
        "status": validity.status,
        "effects": [one._asdict() for one in validity.effects],
        "changes": [_change(one) for one in validity.changes],
        "table": _table(validity.act) if validity.act else None,
    }


def _table(act: Statute) -> dict[str, Any]:
    """What the table of acts tells of a law."""
    ender = successor(act)
    ended = {"number": ender.number, "name": ender.name} if ender else None
    return {
        "since": act.since,
        "last": last_day(act),
        "ended_by": ended,
        "amended_by": [{"number": a.number, "name": a.name, "since": a.since} for a in amenders(act)],
        "amends": act.amends,
        "through": None if act.amends else THROUGH,
    }


def _change(one: Change) -> dict[str, Any]:
    return {
        "kind": one.edge.kind,
        "act": one.act.iri,
        "number": one.act.number,
        "date": one.act.date,
        "since": one.since,
        "in_part": one.in_part,
        "provisions": one.provisions,
        "statements": [statement._asdict() for statement in one.statements],
    }


def write(validity: Validity, sheet: Sheet) -> Iterator[str]:
    """One indented JSON object."""
    yield msgspec.json.format(msgspec.json.encode(to_status(validity)), indent=2).decode() + "\n"


OUTPUT = StatusOutput("json", "application/json", write)
