"""An act on a day as JSON: its runs, its provisions with their states, what was applied and what was not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ...corpus.consolidation import Applied, Consolidated, DatedOrder, Provision, TextRun, Unapplied
from ..frame import Sheet
from .frame import ORIGINALS, ConsolidationOutput

SCHEMA = "vnlegal/consolidated/1"


def to_consolidated(found: Consolidated) -> dict[str, Any]:
    """An act on a day as plain data."""
    return {
        "schema": SCHEMA,
        "notice": ORIGINALS,
        "work": found.work.iri,
        "number": found.work.number,
        "on": found.on,
        "base": {"path": found.base.source.path, "sha256": found.base.source.sha256},
        "runs": [to_run(run) for run in found.runs],
        "provisions": [to_provision(found, one) for one in found.provisions],
        "applied": [_applied(one) for one in found.applied],
        "unapplied": [to_unapplied(one) for one in found.unapplied],
        "later": [to_order(one) for one in found.later],
    }


def to_run(run: TextRun) -> dict[str, Any]:
    """A run: its characters, where they stand, and the instruction that put them here."""
    origin = {"sha256": run.sha256, "span": run.span} if run.span else None
    return {"text": run.text, "from": origin, "instruction": run.order}


def to_provision(found: Consolidated, one: Provision) -> dict[str, Any]:
    """A unit: its state and its text in runs; `open` counts in `unapplied`."""
    return {
        "eid": one.eid,
        "kind": one.kind,
        "num": one.num,
        "heading": one.heading,
        "state": one.state,
        "from": one.since,
        "to": one.until,
        "span": (one.start, one.end),
        "instructions": one.changed_by,
        "open": one.open,
        "runs": [to_run(run) for run in found.runs_of(one)],
    }


def to_order(order: DatedOrder) -> dict[str, Any]:
    """An instruction: which act gives it, where, in which words, from when."""
    return {
        "instruction": order.id,
        "act": order.work.iri,
        "number": order.work.number,
        "path": order.document.source.path,
        "carrier": order.instruction.carrier,
        "span": order.instruction.span,
        "text": order.words,
        "effect": order.day,
    }


def _applied(one: Applied) -> dict[str, Any]:
    return {**to_order(one.order), "eids": one.eids, "hits": one.hits}


def to_unapplied(one: Unapplied) -> dict[str, Any]:
    """What was not carried out, and why."""
    return {
        "instruction": one.order.id if one.order else None,
        "act": one.work.iri,
        "number": one.work.number,
        "path": one.document.source.path,
        "span": one.span,
        "text": one.words,
        "eids": one.eids,
        "why": one.why,
        "effect": one.day,
    }


def pretty(value: object) -> str:
    """Indented JSON."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def write(found: Consolidated, sheet: Sheet) -> Iterator[str]:
    """One indented object."""
    yield pretty(to_consolidated(found))


OUTPUT = ConsolidationOutput("json", "application/json", write)
