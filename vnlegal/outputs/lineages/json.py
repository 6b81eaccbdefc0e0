"""A lineage as JSON: schema "vnlegal/lineage/1"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import msgspec

from ...graph.lineage import Lineage
from ...graph.stated import Group, Statement, Step
from ...model import Work
from ..frame import Sheet
from .frame import LineageOutput

SCHEMA = "vnlegal/lineage/1"
_LISTED = 100

Json: TypeAlias = dict[str, Any]


def to_lineage(lineage: Lineage) -> Json:
    """The lineage as a plain object; works nearest first, every step with all that states it."""
    nearest = [lineage.work, *lineage.others]
    return {
        "schema": SCHEMA,
        "work": lineage.work,
        "direction": lineage.direction,
        "works": [_work(lineage.works[iri], lineage.depths[iri]) for iri in nearest],
        "steps": [_step(one) for one in lineage.steps],
        "cycles": lineage.cycles,
        "cut": lineage.cut,
        "elsewhere": [_group(one) for one in lineage.elsewhere],
        "asked": [one._asdict() for one in lineage.asked],
    }


def _work(one: Work, depth: int) -> Json:
    return {
        "iri": one.iri,
        "number": one.number,
        "doc_type": one.doc_type,
        "date": one.date,
        "issuers": one.issuers,
        "title": one.title,
        "in_corpus": one.in_corpus,
        "depth": depth,
    }


def _group(one: Group) -> Json:
    return {"kind": one.kind, "way": one.way, "works": len(one.works), "first": one.works[:_LISTED]}


def _step(one: Step) -> Json:
    return {
        "kind": one.edge.kind,
        "source": one.edge.source,
        "target": one.edge.target,
        "depth": one.depth,
        "statements": [_statement(statement) for statement in one.statements],
    }


def _statement(one: Statement) -> Json:
    return {
        "speaker": one.speaker,
        "document": one.path,
        "date": one.speaker_date,
        "mode": one.mode,
        "cue": one.cue,
        "sentence": one.sentence,
        "span": (one.start, one.end),
    }


def write(lineage: Lineage, sheet: Sheet) -> Iterator[str]:
    """One indented JSON object."""
    yield msgspec.json.format(msgspec.json.encode(to_lineage(lineage)), indent=2).decode() + "\n"


OUTPUT = LineageOutput("json", "application/json", write)
