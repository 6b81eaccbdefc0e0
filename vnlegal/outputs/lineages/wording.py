"""How works and steps of a lineage are called, alike in all shapes."""

from __future__ import annotations

from collections.abc import Iterator

from ... import vocabulary
from ...corpus.laws import acts_by_iri
from ...graph.lineage import Lineage
from ...graph.stated import Group, Step
from ...language import tr, written

ABSENT = "không có trong tập"


def kind(step: Step) -> str:
    """The relation from source to target in one word or two: "thực hiện"."""
    return vocabulary.relations().get(step.edge.kind).said().split(",")[0]


def day(lineage: Lineage, iri: str) -> str:
    """The date of a work as Vietnamese write it, or nothing."""
    found = lineage.works[iri].date
    return written(found) if found else ""


def about(lineage: Lineage, iri: str) -> str:
    """Type and date: "công văn, 02/04/2021"; an instrument has the date of what promulgates it in its IRI."""
    work = lineage.works[iri]
    type_ = tr(vocabulary.label(work.doc_type)) if work.doc_type and work.number else ""
    return ", ".join(filter(None, (type_, day(lineage, iri) if work.number else "")))


def agreed(step: Step) -> str:
    """How many documents state a step, if there are more than one."""
    return tr("{count} văn bản cùng nói", count=step.speakers) if step.speakers > 1 else ""


def said(step: Step) -> tuple[str, ...]:
    """Who says so, where and in which words, a line a statement."""
    return tuple(
        f"{one.speaker_label}, {one.path} [{one.start}–{one.end}]: “{one.sentence}”"
        for one in step.statements
    )


_FEW = 3
CAUTION = "kho không có chưa phải là chưa làm"


def relation(kind: str, forth: bool) -> str:
    """A relation in one word or two, from the work asked about: "căn cứ", "là căn cứ của"."""
    row = vocabulary.relations().get(kind)
    return row.said("out" if forth else "in").split(",")[0]


def folded(lineage: Lineage) -> Iterator[str]:
    """The groups that are not unfolded: "căn cứ: 335 văn bản", where they are few with their names."""
    for group in lineage.elsewhere:
        yield f"{relation(group.kind, group.way == 'out')}: {count(lineage, group)}"


def count(lineage: Lineage, group: Group) -> str:
    """How many works a group has, and which if they are few."""
    many = tr("{count} văn bản", count=len(group.works))
    names = ", ".join(map(lineage.label, group.works))
    return f"{many} ({names})" if len(group.works) <= _FEW else many


def answers(lineage: Lineage) -> Iterator[str]:
    """Which of the bodies that the document speaks to have answered in the store, which not; groups last."""
    for one in lineage.asked:
        if one.works:
            yield f"{one.name}: {', '.join(map(lineage.label, one.works))}"
    silent = [one.name for one in lineage.asked if one.body and not one.works]
    if silent:
        bodies = "; ".join(silent)
        yield tr("Chưa thấy văn bản của: {bodies} ({caution})", bodies=bodies, caution=tr(CAUTION))
    if groups := [one.name for one in lineage.asked if not one.body]:
        yield tr("Không rõ là những cơ quan nào: {groups}", groups="; ".join(groups))


def notes(lineage: Lineage) -> Iterator[str]:
    """What stands below a lineage in every shape that people read."""
    yield from (f"▸ {line}" for line in folded(lineage))
    if not (lineage.steps or lineage.elsewhere) and lineage.work in acts_by_iri():
        yield tr("Không văn bản nào trong kho nhắc đến; chỉ biết từ bảng văn bản.")
    if lineage.elsewhere:
        first = lineage.elsewhere[0]
        down = " --down" if first.way == "in" else ""
        yield f'  {tr("mở ra:")} --relation "{relation(first.kind, True)}"{down}'
    if lineage.asked:
        yield tr("Gửi đến, giao cho:")
        yield from (f"  {line}" for line in answers(lineage))
