"""What the JSON API and the MCP tools give: small frozen types.  Every span is half-open, in code points of
the text of the document (`document` is the path it was read from)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from ..model import Mode
from ..outputs.schema import Record

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Work:
    """A document as lists show it; `held` if its text is in the store, else it is only cited."""

    iri: str
    label: str
    number: str | None
    doc_type: str | None
    title: str | None
    date: datetime.date | None
    issuers: str
    held: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of works, best first; `loose` if none has all the words."""

    total: int
    page: int
    pages: int
    loose: bool
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One text of a work: its record (docs/record.md), and the text itself if it was asked for."""

    record: Record
    text: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A work and its texts; none if it is only cited."""

    work: Work
    texts: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A text says so: who, where, in which words. `mode`: of itself (asserted) or of another (reported)."""

    speaker: str
    speaker_iri: str
    date: datetime.date | None
    document: str
    span: Span
    sentence: str
    cue: str
    mode: Mode
    in_part: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A relation between two works, by IRI, with all that states it; `label` reads from source to target."""

    kind: str
    label: str
    source: str
    target: str
    depth: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """A relation that a lineage does not follow: so many works stand in it; `first` are some of them."""

    kind: str
    relation: str
    way: Literal["out", "in"]
    works: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnsweringBody:
    """A body that a work is sent to or charges, and its works that carry it out or answer it.

    `body` is null for a group or an unknown body.  No works: the store holds none, which proves nothing.
    """

    name: str
    body: str | None
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a work carries out (up) or what carries it out (down), nearest first.

    `works` holds every work that a step names; `cut` if there is more beyond the depth asked for;
    `elsewhere` are the other relations of the work, `asked` the bodies it speaks to (down only).
    """

    work: str
    direction: Literal["up", "down", "both"]
    works: tuple[Work, ...]
    steps: tuple[Step, ...]
    cycles: tuple[tuple[str, ...], ...]
    cut: bool
    elsewhere: tuple[Folded, ...]
    asked: tuple[AnsweringBody, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """What texts say about a work: relations from it (out) and to it (in)."""

    work: Work
    works: tuple[Work, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """A document says that it takes effect (begins) or ends on a day, as a whole or in part."""

    kind: str
    day: datetime.date
    whole: bool
    document: str
    span: Span
    sentence: str


@dataclass(frozen=True, slots=True)
class Change:
    """An act that changes the document; it works from the day `since`, if any text tells."""

    kind: str
    label: str
    act: Work
    since: datetime.date | None
    in_part: bool
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Tabled:
    """What the table of acts tells of a law: its days, what ended it, and up to when it is complete.

    Of acts that amend others it is not complete; `amended_by` are those that it knows.
    """

    since: datetime.date | None
    last: datetime.date | None
    ended_by: str | None
    through: datetime.date | None
    amended_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """Whether a document is in force on a day, as far as the texts of the store and the table of acts tell.

    Else "unknown".  `table` is null for what is no law, code or ordinance.
    """

    work: Work
    on: datetime.date
    status: Literal["not yet", "in force", "partly", "ended", "suspended", "unknown"]
    label: str
    effects: tuple[Effect, ...]
    changes: tuple[Change, ...]
    table: Tabled | None


@dataclass(frozen=True, slots=True)
class Task:
    """Who must do what by when; `due` where a day is given, else `deadline` in the words of the text."""

    agency: str
    body: str | None
    action: str
    deadline: str
    due: datetime.date | None
    recurrence: str
    work: str
    label: str
    document: str
    span: Span


@dataclass(frozen=True)
class Tasks:
    """One page of tasks by due date, those without a date last."""

    total: int
    page: int
    pages: int
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document; the path of the posted text is "-"."""

    document: str
    span: Span
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference in the posted text, and what comparing it with the store came to.

    `agrees` and `differs` were held against a text or another citation; "not in corpus", "ambiguous" and
    "not checked" abstain.  `work` is what it means, where that is decided; else there may be candidates.
    """

    text: str
    span: Span
    number: str | None
    date: str | None
    issuer: str | None
    title: str | None
    state: Literal["agrees", "differs", "conflict", "ambiguous", "not in corpus", "not checked"]
    label: str
    work: Work | None
    candidates: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Two places that do not fit, or a form that the norms do not know; the first passage is the place."""

    code: str
    name: str
    severity: Literal["error", "warning", "note"]
    state: str | None
    message: str
    passages: tuple[Passage, ...]
    hint: str | None
    fix: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """Facts about the citations of a posted text; nothing here says that a document does not exist."""

    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    compared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named question asks for."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question; /sparql?question=NAME answers it."""

    name: str
    vi: str
    en: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake (RFC 9457); `candidates` where more than one work fits, `cut` where a limit ended the job."""

    type: str
    title: str
    status: int
    detail: str
    candidates: tuple[Work, ...] | None = None
    cut: str | None = None
