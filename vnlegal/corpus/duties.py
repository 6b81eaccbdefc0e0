"""The task ledger of a corpus: a row a task, with its days, where it is told, and what speaks of it later.

Two states stand apart.  By time: what the calendar says of a limit on a day.  By evidence: a later document
in which somebody charged reports on the document that set the task.  A report proposes that the task is done;
that a day has passed says nothing of it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from ..model import Document, Field, Span, Task, Work
from ..notation import bodies, successors
from ..notation.periods import days, next_occurrence, occurrences
from ..references.programmes import reports, serves
from ..text import fold
from . import Corpus, province_of

ByTime = Literal["overdue", "soon", "not due", "continuous", "unknown day", "no limit"]
ByEvidence = Literal["none", "reported"]
SOON = timedelta(days=30)
_SAME_WORDS = 6  # a task of fewer words is like too many others


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One task. `first` and `last` are the days of its limit, of a task that returns those of its next time.

    `programmes` are the numbers or titles of what it carries out; `heirs` who answers today for those
    charged; `reported` the numbers of later documents that report on it; `alike` the ids of tasks in other
    documents with the same words: suggested, never merged.
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
    deadline: str
    kind: str
    value: str
    first: date | None
    last: date | None
    programmes: tuple[str, ...]
    report_to: str
    report_via: str
    heirs: tuple[str, ...]
    reported: tuple[str, ...]
    alike: tuple[str, ...]
    by_time: ByTime
    by_evidence: ByEvidence
    path: str
    span: Span


def ledger(corpus: Corpus, today: date) -> tuple[LedgerRow, ...]:
    """All tasks of a corpus as they stand on a day, the earliest limit first, those without one last."""
    reporters = _reporters(corpus)
    rows = [row for document in corpus.documents for row in _rows(corpus, document, today, reporters)]
    same = defaultdict(list)
    for row in rows:
        same[_words(row.action)].append(row)
    linked = (_with_alike(row, same[_words(row.action)]) for row in rows)
    return tuple(sorted(linked, key=lambda row: (row.last or date.max, row.path, row.span)))


def _with_alike(row: LedgerRow, same: list[LedgerRow]) -> LedgerRow:
    if len(_words(row.action).split()) < _SAME_WORDS:
        return row
    return replace(row, alike=tuple(one.id for one in same if one.work != row.work))


def _reporters(corpus: Corpus) -> Mapping[str, list[Work]]:
    """The works that report on each work."""
    found: dict[str, list[Work]] = defaultdict(list)
    for link in corpus.links:
        if link.kind == "reports_on":
            found[link.target].append(corpus.by_iri[link.source])
    return found


def _rows(
    corpus: Corpus, document: Document, today: date, reporters: Mapping[str, list[Work]]
) -> Iterator[LedgerRow]:
    work = corpus.work_of[document.source.path]
    served, told, taken = serves(document), reports(document), dict[str, int]()
    province = province_of(document)
    issuers = "; ".join(one.value.name for one in document.header.issuers)
    for task in document.tasks:
        id = _id(work, task, taken)
        first, last, kind, value = _days(task, today)
        report = told.get(task.id)
        actors = tuple(one.value for one in task.actors)
        reported = tuple(
            _label(one) for one in reporters.get(work.iri, ()) if _charged(one, actors, province)
        )
        yield LedgerRow(
            id=id,
            work=work.iri,
            document=_label(work),
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
            deadline=_printed(document, task),
            kind=kind,
            value=value,
            first=first,
            last=last,
            programmes=_programmes(corpus, document, served.get(task.id, ())),
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


def _id(work: Work, task: Task, taken: dict[str, int]) -> str:
    """Stable as long as the work and the words of the task are: whatever else the document says."""
    digest = hashlib.sha256(f"{work.iri}\n{_words(task.action.value)}".encode()).hexdigest()[:12]
    taken[digest] = count = taken.get(digest, 0) + 1
    return digest if count == 1 else f"{digest}-{count}"


def _words(action: str) -> str:
    return " ".join(fold(action).replace(",", " ").replace(";", " ").split())


def _days(task: Task, today: date) -> tuple[date | None, date | None, str, str]:
    if task.deadline is None:
        return None, None, "", ""
    kind, value = task.deadline.kind, task.deadline.field.value
    if kind == "recurring":
        day = next_occurrence(value, today)
        return day, day, kind, value
    first, last = days(value)
    return first, last, kind, value


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


def _programmes(corpus: Corpus, document: Document, mentions: tuple[str, ...]) -> tuple[str, ...]:
    found = []
    for id in mentions:
        target = corpus.targets.get((document.source.path, id))
        work = corpus.by_iri.get(target) if target else None
        words = document.text(document.mention(id).span)
        found.append(_label(work) if work else " ".join(words.split()))
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
    """Which rows: of a body (words of its name), a programme (number), with a day in a window, a state."""

    body: str = ""
    programme: str = ""
    due: tuple[date | None, date | None] | None = None
    state: str = ""

    def keeps(self, row: LedgerRow) -> bool:
        """Whether a row is wanted."""
        names = fold("; ".join((*row.actors, *row.partners, *row.heirs)))
        programmes = fold("; ".join((*row.programmes, row.document)))
        return (
            fold(self.body) in names
            and fold(self.programme) in programmes
            and self.state in ("", row.by_time, row.by_evidence)
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
