"""The task ledger of a corpus: a row a task, with its days, where it is told, and what speaks of it later.

Two states stand apart.  By time: what the calendar says of a limit on a day.  By evidence: a later document
in which somebody charged reports on the document that set the task, or a person who says that it is done.
A report proposes that the task is done; that a day has passed says nothing of it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from .. import late
from ..model import Document, Field, Link, Span, Task, Work
from ..notation import bodies, body_names, successors
from ..notation.periods import days, next_occurrence, occurrences
from ..parts.task_changes import CHANGES
from ..references.identity import standpoint
from ..references.programmes import reports, serves
from ..text import fold
from . import task_changes
from .task_changes import TaskChange

ByTime = Literal["overdue", "soon", "not due", "continuous", "unknown day", "no limit"]
ByEvidence = Literal["none", "reported", "confirmed"]
SOON = timedelta(days=30)
REPORTS = "reports_on"
_LONGEST_NAME = 90
# Bodies by their kind: "|các| sở, ban, ngành", "Chủ tịch UBND |các| xã".
_GROUP = late.re(r"\b(?:các|những|mọi|toàn thể)\b|^(?:bộ|sở), ")
_SAME_WORDS = 6  # a task of fewer words is like too many others


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One task. `first` and `last` are the days of its limit, of a task that returns those of its next time.

    `programmes` are the numbers or titles of what it carries out, `serves` the IRIs of those that are known;
    `row` is the number of its row in a table; `heirs` who answers today for those charged; `reported` the
    numbers of later documents that report on it; `confirmed` what a person typed who confirms that it is
    done; `alike` the ids of tasks in other documents with the same words: suggested, never merged; `changes`
    what later documents say of the task, proposed and never applied.
    """

    id: str
    work: str
    document: str
    title: str
    assigner: str
    assigned: date | None
    actors: tuple[str, ...]
    partners: tuple[str, ...]
    action: str
    product: str
    mode: str
    group: str
    portion: str
    row: str
    deadline: str
    kind: str
    value: str
    first: date | None
    last: date | None
    programmes: tuple[str, ...]
    serves: tuple[str, ...]
    report_to: str
    report_via: str
    heirs: tuple[str, ...]
    reported: tuple[str, ...]
    alike: tuple[str, ...]
    by_time: ByTime
    by_evidence: ByEvidence
    path: str
    span: Span
    confirmed: str = ""
    changes: tuple[TaskChange, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether who is charged wants a look: nobody, or what names neither a body nor a group of them."""
        return not self.actors or any(map(_is_doubtful, self.actors))

    def at(self, today: date) -> LedgerRow:
        """The same task as it stands on another day."""
        first, last = _days(self.kind, self.value, today)
        return replace(self, first=first, last=last, by_time=_by_time(self.kind, last, today))


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a document: its work, what its mentions mean, which works report on it."""

    work: Work
    meant: Callable[[str], Work | None]
    reporters: Sequence[Work]


class Decided(Protocol):
    """What the ledger needs of a corpus: documents, and what they mean together."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents."""

    @property
    def links(self) -> tuple[Link, ...]:
        """Every relation that they state."""

    @property
    def by_iri(self) -> Mapping[str, Work]:
        """Works by IRI."""

    @property
    def work_of(self) -> Mapping[str, Work]:
        """The work of each document, by path."""

    @property
    def targets(self) -> Mapping[tuple[str, str], str]:
        """The work that a mention means, by path and mention id."""


class Ledger(NamedTuple):
    """The rows, and what documents say of tasks that were not found: no change is dropped in silence."""

    rows: tuple[LedgerRow, ...]
    unplaced: tuple[TaskChange, ...]


def ledger(corpus: Decided, today: date) -> tuple[LedgerRow, ...]:
    """All tasks of a corpus as they stand on a day, the earliest limit first, those without one last."""
    return read_ledger(corpus, today).rows


def read_ledger(corpus: Decided, today: date) -> Ledger:
    """The same, with the changes of tasks that were not found."""
    reporters = _reporters(corpus)
    rows = [
        row
        for document in corpus.documents
        for row in rows_of(document, _around(corpus, document, reporters), today)
    ]
    same = defaultdict(list)
    for row in rows:
        same[_words(row.action)].append(row)
    changes = _proposed(corpus, rows)
    told = task_changes.by_row(changes)
    linked = (
        replace(_with_alike(row, same[_words(row.action)]), changes=told.get(row.id, ())) for row in rows
    )
    sorted_rows = sorted(linked, key=lambda row: (row.last or date.max, row.path, row.span))
    return Ledger(tuple(sorted_rows), tuple(one for one in changes if not one.rows))


def _proposed(corpus: Decided, rows: Sequence[LedgerRow]) -> tuple[TaskChange, ...]:
    """What the documents of a corpus say of tasks that others set, with the rows that they may mean."""
    changed: dict[str, list[str]] = defaultdict(list)
    for link in corpus.links:
        if link.kind in CHANGES:
            changed[link.source].append(link.target)
    texts = {corpus.work_of[one.source.path].iri: one.source.text for one in corpus.documents}
    found: list[TaskChange] = []
    for document in corpus.documents:
        path = document.source.path
        work = corpus.work_of[path]
        if others := changed.get(work.iri):
            meant = {one.id: corpus.targets.get((path, one.id)) for one in document.mentions}
            told = task_changes.of_document(document, work, meant.get, others)
            found += (task_changes.placed(one, rows, texts.get(one.target, "")) for one in told)
    return tuple(found)


def confirmed(rows: Sequence[LedgerRow], by_id: Mapping[str, str]) -> list[LedgerRow]:
    """Rows with what people have confirmed, by the ids of tasks."""
    told = ((row, by_id.get(row.id, "").strip()) for row in rows)
    return [replace(row, confirmed=words, by_evidence="confirmed") if words else row for row, words in told]


def _with_alike(row: LedgerRow, same: list[LedgerRow]) -> LedgerRow:
    if not same_words(row.action):
        return row
    return replace(row, alike=tuple(one.id for one in same if one.work != row.work))


def _reporters(corpus: Decided) -> Mapping[str, list[Work]]:
    """The works that report on each work."""
    found: dict[str, list[Work]] = defaultdict(list)
    for link in corpus.links:
        if link.kind == REPORTS:
            found[link.target].append(corpus.by_iri[link.source])
    return found


def _around(corpus: Decided, document: Document, reporters: Mapping[str, list[Work]]) -> Around:
    path = document.source.path
    work = corpus.work_of[path]

    def meant(mention: str) -> Work | None:
        return corpus.by_iri.get(corpus.targets.get((path, mention), ""))

    return Around(work, meant, reporters.get(work.iri, ()))


def rows_of(document: Document, around: Around, today: date) -> Iterator[LedgerRow]:
    """The tasks of one document, without those that are alike elsewhere."""
    work = around.work
    served, told, taken = serves(document), reports(document), dict[str, int]()
    province = standpoint(document).province
    issuers = "; ".join(one.value.name for one in document.header.issuers)
    for task in document.tasks:
        id = _id(work, task, taken)
        kind, value = _limit(task)
        first, last = _days(kind, value, today)
        report = told.get(task.id)
        actors = tuple(one.value for one in task.actors)
        reported = tuple(_label(one) for one in around.reporters if _charged(one, actors, province))
        carried = [(id, around.meant(id)) for id in served.get(task.id, ())]
        yield LedgerRow(
            id=id,
            work=work.iri,
            document=work.number or work.title or Path(document.source.path).name,
            title=work.title or "",
            assigner=issuers,
            assigned=work.date,
            actors=actors,
            partners=tuple(one.value for one in task.partners),
            action=task.action.value,
            product=_value(task.product),
            mode=task.mode,
            group=" › ".join(one.value for one in task.group),
            portion=task.portion or "",
            row=_value(task.row),
            deadline=_printed(document, task),
            kind=kind,
            value=value,
            first=first,
            last=last,
            programmes=_programmes(document, carried),
            serves=tuple(dict.fromkeys(one.iri for _, one in carried if one)),
            report_to=report.to.value if report else "",
            report_via=report.via.value if report and report.via else "",
            heirs=tuple(heir for actor in actors for heir in _heirs(actor, today)),
            reported=reported,
            alike=(),
            by_time=_by_time(kind, last, today),
            by_evidence="reported" if reported else "none",
            path=document.source.path,
            span=task.action.span or Span(0, 0),
        )


def _is_doubtful(actor: str) -> bool:
    folded = fold(actor)
    if len(actor) > _LONGEST_NAME:
        return True
    whole = body_names.end(actor, folded, 0) == len(actor)
    return not (whole or _GROUP.search(folded) or bodies.named(actor))


def _id(work: Work, task: Task, taken: dict[str, int]) -> str:
    """Stable as long as the work and the words of the task are: whatever else the document says."""
    digest = hashlib.sha256(f"{work.iri}\n{_words(task.action.value)}".encode()).hexdigest()[:12]
    taken[digest] = count = taken.get(digest, 0) + 1
    return digest if count == 1 else f"{digest}-{count}"


def _words(action: str) -> str:
    return " ".join(fold(action).replace(",", " ").replace(";", " ").split())


def same_words(action: str) -> str:
    """The words by which a task is known again in other documents; "" where they are too few."""
    words = _words(action)
    return words if len(words.split()) >= _SAME_WORDS else ""


def _limit(task: Task) -> tuple[str, str]:
    return (task.deadline.kind, task.deadline.field.value) if task.deadline else ("", "")


def _days(kind: str, value: str, today: date) -> tuple[date | None, date | None]:
    if kind == "recurring":
        day = next_occurrence(value, today)
        return day, day
    return days(value) if kind else (None, None)


def _by_time(kind: str, last: date | None, today: date) -> ByTime:
    if kind == "continuous":
        return "continuous"
    if not kind:
        return "no limit"
    if last is None:
        return "unknown day"
    if last < today:
        return "overdue"
    return "soon" if last - today <= SOON else "not due"


def _label(work: Work) -> str:
    return work.number or work.title or work.iri


def _value(field: Field[str] | None) -> str:
    return field.value if field else ""


def _printed(document: Document, task: Task) -> str:
    span = task.deadline.field.span if task.deadline else None
    return " ".join(document.text(span).split()) if span else ""


def _programmes(document: Document, carried: Sequence[tuple[str, Work | None]]) -> tuple[str, ...]:
    found = (
        _label(work) if work else " ".join(document.text(document.mention(id).span).split())
        for id, work in carried
    )
    return tuple(dict.fromkeys(found))


def _charged(work: Work, actors: tuple[str, ...], province: str | None) -> bool:
    """Whether a body that issued a document is among those charged, local ones in the assigner's province."""
    named = (bodies.named(actor) for actor in actors)
    return any(body.within(province).key in work.issuers for body in named if body)


def _heirs(actor: str, today: date) -> Iterator[str]:
    for heir in successors.answering(actor, today):
        if heir.since is not None:
            yield f"{actor} → {heir.name} (từ {heir.since})"


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which rows: of a body (words of its name), a programme (number), an assigner, in a window, in a state.

    A programme is also named by the document that sets the task.
    """

    body: str = ""
    programme: str = ""
    due: tuple[date | None, date | None] | None = None
    state: str = ""
    assigner: str = ""

    def keeps(self, row: LedgerRow) -> bool:
        """Whether a row is wanted."""
        names = fold("; ".join((*row.actors, *row.partners, *row.heirs)))
        programmes = fold("; ".join((*row.programmes, row.document)))
        return (
            fold(self.body) in names
            and fold(self.programme) in programmes
            and fold(self.assigner) in fold(row.assigner)
            and (
                self.state in ("", row.by_time, row.by_evidence)
                or (self.state == "changed" and bool(row.changes))
            )
            and (self.due is None or _meets(row, self.due))
        )


def _meets(row: LedgerRow, window: tuple[date | None, date | None]) -> bool:
    """Whether a day of the limit lies in a window, both ends included."""
    since, until = window[0] or date.min, window[1] or date.max
    if row.kind == "recurring":
        return next(occurrences(row.value, since, until), None) is not None
    if row.first is None and row.last is None:
        return False
    return (row.first or date.min) <= until and (row.last or date.max) >= since
