"""What is asked of the search index, and what it gives: lists of works and of tasks, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..corpus.duties import LedgerRow

PAGE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: words or a number as typed, and what the works must be.

    `issuer` is the IRI of a body, or words of its name; `since` and `until` bound the date of the work,
    both inclusive; `held` keeps to works whose text is in the store; `begun` if the last word, or the
    number, may go on.
    """

    words: str = ""
    issuer: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    held: bool = False
    page: int = 1
    size: int = PAGE
    order: Literal["fit", "newest", "oldest", "cited"] = "fit"
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A work as lists show it; `kind` is the key of its type, `issuers` are names.

    `cited` counts the works that speak of it, `joined` those that stand in any relation to it.
    """

    iri: str
    label: str
    number: str | None
    title: str | None
    kind: str | None
    date: date | None
    year: int | None
    issuers: str
    held: bool
    cited: int
    joined: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are under a name; `key` is what to ask for to get them."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of works, and how many there are in all; `loose` if only some of the words fit."""

    asked: Asked
    hits: tuple[Hit, ...]
    total: int
    loose: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.asked.size)


@dataclass(frozen=True, slots=True)
class Due:
    """Which tasks: of a body (IRI, or words of its name), due between days, with a limit, set by a work.

    `programme` is the IRI of what they carry out, `assigner` words of the name of who sets them, `state` one
    of the states of `corpus.duties`.
    """

    body: str = ""
    since: date | None = None
    until: date | None = None
    dated: bool = False
    page: int = 1
    size: int = 50
    work: str = ""
    programme: str = ""
    assigner: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of the ledger as a page shows it: with the bodies meant (name, IRI) and tasks that are alike."""

    row: LedgerRow
    bodies: tuple[tuple[str, str | None], ...]
    alike: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProgrammePlan:
    """A document whose tasks carry out a programme: how many stand how, and what reports on them."""

    work: str
    label: str
    title: str
    assigner: str
    states: Mapping[str, int]
    reported: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many tasks there are."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task with who leads it: `due` where a day is given, else `deadline` in the words of the text."""

    iri: str
    work: str
    label: str
    body: str | None
    agency: str
    action: str
    deadline: str
    kind: str
    due: date | None
    recurrence: str
    start: int
    end: int

    @property
    def uid(self) -> str:
        """A name that stays the same over builds."""
        return self.iri.rsplit("/id/", 1)[-1].replace("/", "-")


@dataclass(frozen=True, slots=True)
class Tasks:
    """One page of tasks, and how many there are in all."""

    asked: Due
    tasks: tuple[DueTask, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.asked.size)
