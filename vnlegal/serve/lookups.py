"""The look-ups of the JSON API and the MCP tools: a shelf and what is asked -> plain frozen values.

A document is named by its IRI or as people type it ("1070/UBND-KGVX", "số 1070"); where several fit, the
look-up says which and chooses none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Annotated, Literal, TypeAlias, cast

import msgspec

from .. import vocabulary
from ..corpus import laws
from ..graph.lineage import lineage as walk
from ..graph.questions import questions as known_questions
from ..graph.stated import Group, Stated, Way
from ..graph.stated import Statement as Said
from ..graph.terms import iri, name
from ..graph.triples import label
from ..graph.validity import validity
from ..model import Mode
from ..notation.iris import BASE
from ..outputs.record import to_record
from ..outputs.schema import Record
from ..vocabulary import relations
from ..vocabulary.acts import THROUGH, Statute, amenders, last_day, successor
from . import schemas, wording
from .indexing import body_name
from .listing import Asked, Due, Hit
from .pool import JobError
from .shelf import Shelf

Meta = msgspec.Meta
WorkName: TypeAlias = Annotated[
    str, Meta(min_length=1, max_length=500, description="IRI, or number as typed")
]
Words: TypeAlias = Annotated[str, Meta(max_length=500)]
Count: TypeAlias = Annotated[int, Meta(ge=1, le=100)]
PageNumber: TypeAlias = Annotated[int, Meta(ge=1, le=10_000)]
Way3: TypeAlias = Literal["up", "down", "both"]


_FIRST = 20  # works of a group that is not unfolded


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a look-up is asked; a field without a value is required."""


class AskSearch(Ask, frozen=True):
    """Works by number, words, issuer and date."""

    q: Annotated[Words, Meta(description="Number, or words of the subject, with or without accents")] = ""
    issuer: Annotated[Words, Meta(description="IRI or name of a body")] = ""
    type: Annotated[Words, Meta(description="Key of a type of document: nghi-quyet, cong-van …")] = ""
    since: date | None = None
    until: date | None = None
    held: Annotated[bool, Meta(description="Only documents whose text is in the store")] = False
    order: Literal["fit", "newest", "oldest"] = "fit"
    page: PageNumber = 1
    size: Count = 20


class AskDocument(Ask, frozen=True):
    """One document."""

    work: WorkName
    text: Annotated[bool, Meta(description="Give the text itself, in which the spans count")] = False


class AskLineage(Ask, frozen=True):
    """The lineage of one document."""

    work: WorkName
    direction: Way3 = "up"
    depth: Annotated[int, Meta(ge=1, le=50, description="At most so many steps")] = 5
    kinds: Annotated[tuple[str, ...], Meta(description="Relations to follow, by key")] = ()
    modes: tuple[Mode, ...] = ("asserted", "reported")
    on: Annotated[date | None, Meta(description="Only what was said up to this day")] = None


class AskClaims(Ask, frozen=True):
    """What texts say about one document."""

    work: WorkName
    way: Literal["out", "in", "both"] = "both"
    kinds: Annotated[tuple[str, ...], Meta(description="Relations, by key; none for all")] = ()


class AskStatus(Ask, frozen=True):
    """Whether one document is in force."""

    work: WorkName
    on: Annotated[date | None, Meta(description="A day; today if left out")] = None


class AskTasks(Ask, frozen=True):
    """Tasks of a body."""

    body: Annotated[Words, Meta(description="IRI or name of a body; none for all")] = ""
    since: date | None = None
    until: date | None = None
    dated: Annotated[bool, Meta(description="Only tasks with a deadline")] = False
    page: PageNumber = 1
    size: Count = 50


class AskNothing(Ask, frozen=True):
    """Nothing."""


def search(shelf: Shelf, asked: AskSearch) -> schemas.Found:
    """Search documents: by number, words of the subject, issuer, type and date."""
    found = shelf.index.search(
        Asked(
            asked.q, asked.issuer, asked.type, asked.since, asked.until, asked.held, asked.page, asked.size,
            asked.order,
        )
    )  # fmt: skip
    return schemas.Found(found.total, asked.page, found.pages, found.loose, tuple(map(_work, found.hits)))


def document(shelf: Shelf, asked: AskDocument) -> schemas.Document:
    """Look up a document: what is known of it, and the record of each of its texts."""
    work = the_work(shelf, asked.work)
    pages = []
    for one in shelf.texts(work.iri):
        works = {found.mention: found.target for found in one.resolutions if found.target}
        record = cast(Record, to_record(one.document, one.work.iri, one.work.key, works))
        pages.append(schemas.Page(record, one.document.source.text if asked.text else None))
    return schemas.Document(work, tuple(pages))


def lineage(shelf: Shelf, asked: AskLineage) -> schemas.Lineage:
    """The lineage of a document: what it carries out, or what carries it out, with the sentences."""
    work = the_work(shelf, asked.work)
    kinds = _kinds(asked.kinds) or None
    found = walk(shelf.store, work.iri, asked.direction, asked.depth, kinds, asked.modes, asked.on)
    steps = (_step((one.edge, one.statements), one.depth) for one in found.steps)
    answers = (one for row in found.asked for one in row.works)
    works = works_of(shelf, dict.fromkeys((work.iri, *found.others, *answers)))
    return schemas.Lineage(
        work.iri, asked.direction, works, tuple(steps), found.cycles, found.cut,
        tuple(map(_folded, found.elsewhere)), tuple(schemas.AnsweringBody(*one) for one in found.asked),
    )  # fmt: skip


def _folded(one: Group) -> schemas.Folded:
    row = relations().get(one.kind)
    words = row.label if one.way == "out" else row.inverse
    return schemas.Folded(one.kind, words, one.way, len(one.works), one.works[:_FIRST])


def claims(shelf: Shelf, asked: AskClaims) -> schemas.Claims:
    """What texts say about a document: its relations in both directions, with the sentences."""
    work = the_work(shelf, asked.work)
    kinds = _kinds(asked.kinds) or tuple(row.id for row in relations())
    ways: tuple[Way, ...] = ("out", "in") if asked.way == "both" else (asked.way,)
    found = [one for way in ways for one in shelf.store.stated(work.iri, kinds, way)]
    ends = dict.fromkeys(end for edge, _ in found for end in (edge.source, edge.target) if end != work.iri)
    return schemas.Claims(work, works_of(shelf, ends), tuple(_step(one, 1) for one in found))


def status(shelf: Shelf, asked: AskStatus) -> schemas.Status:
    """Whether a document is in force on a day, as far as the texts tell, with the evidence."""
    work, on = the_work(shelf, asked.work), asked.on or date.today()
    found = validity(shelf.store, work.iri, on)
    acts = {one.iri: one for one in works_of(shelf, (change.act.iri for change in found.changes))}
    return schemas.Status(
        work,
        on,
        found.status.value,
        wording.STATUSES[found.status],
        tuple(
            schemas.Effect(one.kind, one.day, one.whole, one.path, (one.start, one.end), one.sentence)
            for one in found.effects
        ),
        tuple(
            schemas.Change(
                one.edge.kind, relations().get(one.edge.kind).label, acts[one.act.iri], one.since,
                one.in_part, tuple(map(_statement, one.statements)),
            )
            for one in found.changes
        ),
        _told_by_table(found.act),
    )  # fmt: skip


def _told_by_table(act: Statute | None) -> schemas.Tabled | None:
    if act is None:
        return None
    ender = successor(act)
    by = (ender.number or ender.name) if ender else None
    known = tuple(one.number or one.name for one in amenders(act))
    return schemas.Tabled(act.since, last_day(act), by, None if act.amends else THROUGH, known)


def tasks(shelf: Shelf, asked: AskTasks) -> schemas.Tasks:
    """Tasks of a body by due date, each with the document and the place that gives it."""
    found = shelf.index.tasks(Due(asked.body, asked.since, asked.until, asked.dated, asked.page, asked.size))
    shown = (
        schemas.Task(
            one.agency, one.body, one.action, one.deadline, one.due, one.recurrence, one.work, one.label,
            _path(shelf, one.iri), (one.start, one.end),
        )
        for one in found.tasks
    )  # fmt: skip
    return schemas.Tasks(found.total, asked.page, found.pages, tuple(shown))


def questions(shelf: Shelf, asked: AskNothing) -> tuple[schemas.Question, ...]:
    """The named questions; /sparql?question=NAME&PARAMETER=… answers one."""
    return tuple(
        schemas.Question(
            one.name, one.vi, one.en,
            tuple(schemas.Parameter(row.name, row.kind, row.about) for row in one.parameters),
        )
        for one in known_questions().values()
    )  # fmt: skip


def the_work(shelf: Shelf, named: str) -> schemas.Work:
    """The one work that is meant; raises JobError "unknown", or "several" with the works that fit."""
    if named.startswith(f"{BASE}/"):
        found = [shelf.store.current(named)]
    else:
        found = [one.iri for one in shelf.find(named)] or list(laws.asked(named))
    works = works_of(shelf, found)
    if not works:
        raise JobError("unknown", f"kho không biết văn bản nào là {named!r}")
    if len(works) > 1:
        raise JobError("several", f"{named!r} có thể là {len(works)} văn bản", works)
    return works[0]


def works_of(shelf: Shelf, iris: Iterable[str]) -> tuple[schemas.Work, ...]:
    """Works in the order of their IRIs; what neither the store nor the table of acts knows is left out."""
    wanted = list(iris)
    hits = shelf.index.hits(wanted)
    found = (_work(hits[one]) if one in hits else tabled(one) for one in wanted)
    return tuple(one for one in found if one)


def tabled(work: str) -> schemas.Work | None:
    """An act as the table of acts knows it; None if it does not."""
    act = laws.work_of(work)
    if act is None:
        return None
    kind = vocabulary.label(act.doc_type) if act.doc_type else None
    issuers = ", ".join(body_name(one) or one for one in act.issuers)
    return schemas.Work(act.iri, label(act), act.number, kind, act.title, act.date, issuers, False)


def _work(one: Hit) -> schemas.Work:
    kind = vocabulary.label(one.kind) if one.kind else None
    return schemas.Work(one.iri, one.label, one.number, kind, one.title, one.date, one.issuers, one.held)


def _kinds(asked: Collection[str]) -> tuple[str, ...]:
    known = {row.id for row in relations()}
    if unknown := sorted(set(asked) - known):
        raise JobError("refused", f"không có quan hệ {', '.join(unknown)}; có: {', '.join(sorted(known))}")
    return tuple(asked)


def _step(stated: Stated, depth: int) -> schemas.Step:
    edge, statements = stated
    words = relations().get(edge.kind).label
    return schemas.Step(edge.kind, words, edge.source, edge.target, depth, tuple(map(_statement, statements)))


def _statement(one: Said) -> schemas.Statement:
    return schemas.Statement(
        one.speaker_label, one.speaker, one.speaker_date, one.path, (one.start, one.end), one.sentence,
        one.cue, one.mode, one.in_part,
    )  # fmt: skip


def _path(shelf: Shelf, stretch: str) -> str:
    """The file that a thing of a text ("…/text/ab12/task/3") was read from."""
    text = stretch.split("#")[0].rsplit("/task/", 1)[0]
    return next(_paths(shelf, text), "")


def _paths(shelf: Shelf, text: str) -> Iterator[str]:
    engine = shelf.store.engine
    for file in sorted(engine.objects(iri(text), name("eli:is_embodied_by"))):
        yield from engine.objects(iri(file), name("vnl:path"))
