"""How works and steps of a lineage are called, alike in all shapes."""

from __future__ import annotations

from ... import vocabulary
from ...graph.lineage import Lineage
from ...graph.stated import Step

ABSENT = "không có trong tập"


def kind(step: Step) -> str:
    """The relation from source to target in one word or two: "thực hiện"."""
    return vocabulary.relations().get(step.edge.kind).label.split(",")[0]


def day(lineage: Lineage, iri: str) -> str:
    """The date of a work as Vietnamese write it, or nothing."""
    found = lineage.works[iri].date
    return f"{found:%d/%m/%Y}" if found else ""


def about(lineage: Lineage, iri: str) -> str:
    """Type and date: "công văn, 02/04/2021"; an instrument has the date of what promulgates it in its IRI."""
    work = lineage.works[iri]
    type_ = vocabulary.label(work.doc_type) if work.doc_type and work.number else ""
    return ", ".join(filter(None, (type_, day(lineage, iri) if work.number else "")))


def agreed(step: Step) -> str:
    """How many documents state a step, if there are more than one."""
    return f"{step.speakers} văn bản cùng nói" if step.speakers > 1 else ""


def said(step: Step) -> tuple[str, ...]:
    """Who says so, where and in which words, a line a statement."""
    return tuple(
        f"{one.speaker_label}, {one.path} [{one.start}–{one.end}]: “{one.sentence}”"
        for one in step.statements
    )
