"""The task ledger in the search index: written once for each generation, asked as it stands on a day.

    duties    one row a task: its limit, who is charged, who charges, and the row of the ledger itself
    served    which works a task carries out
    not_found changes that a document orders of tasks which its plan does not hold
    told      names of those charged and of those who charge, folded

What a day makes of a task (its next time, its state) is told when it is asked.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import msgspec

from ..corpus import Settled
from ..corpus.duties import REPORTS, SOON, Around, LedgerRow, rows_of, same_words
from ..corpus.task_changes import TaskChange, by_row, of_document, placed
from ..graph.stores import Store
from ..graph.terms import iri, name
from ..graph.triples import property_of
from ..model import Work
from ..notation.periods import next_occurrence, occurrences
from ..parts.task_changes import CHANGES
from .listing import Due, Duty, ProgrammePlan
from .typed import plain_words

TABLES = """
CREATE TABLE duties (
  id INTEGER PRIMARY KEY, task TEXT, work TEXT, kind TEXT, value TEXT, first TEXT, last TEXT,
  reported INTEGER, doubtful INTEGER, same TEXT, row BLOB);
CREATE TABLE not_found (work TEXT, change BLOB);
CREATE TABLE served (work TEXT, duty INTEGER, PRIMARY KEY (work, duty)) WITHOUT ROWID;
CREATE VIRTUAL TABLE told USING fts5 (charged, assigner, content='', tokenize='ascii');
"""
INDEXES = """
CREATE INDEX duties_by_task ON duties (task);
CREATE INDEX duties_by_work ON duties (work);
CREATE INDEX duties_by_words ON duties (same) WHERE same != '';
"""
ORDER = ("soon", "overdue", "not due", "unknown day", "continuous", "no limit")
"""The states by time, as the page lists them: what is near first."""

_ALIKE = 5
_MOST_LOST = 50  # changes of tasks not found that a page tells
_NO_DAY = date(1970, 1, 1)
_decode = msgspec.msgpack.Decoder(LedgerRow).decode
_change = msgspec.msgpack.Decoder(TaskChange).decode


def write(
    db: sqlite3.Connection,
    store: Store,
    texts: Iterable[tuple[str, Settled]],
    changing: Callable[[str], Iterable[Settled]],
) -> None:
    """Write the tasks of some texts, each with its IRI; `changing` gives the texts that change a work."""
    works: dict[str, Work] = {}

    def work(of: str) -> Work:
        if of not in works:
            works[of] = store.work(of)
        return works[of]

    for text, settled in texts:
        targets = _targets(settled)
        reporting = sorted(
            set(store.engine.subjects(name(f"vnl:{property_of(REPORTS)}"), iri(settled.work.iri)))
        )

        def meant(mention: str, targets: Mapping[str, str] = targets) -> Work | None:
            return work(targets[mention]) if mention in targets else None

        around = Around(settled.work, meant, [work(one) for one in reporting])
        rows = list(rows_of(settled.document, around, _NO_DAY))
        changes = list(_proposed(settled, rows, changing))
        lost = ((settled.work.iri, msgspec.msgpack.encode(one)) for one in changes if not one.rows)
        db.executemany("INSERT INTO not_found VALUES (?, ?)", lost)
        told = by_row(changes)
        for number, row in enumerate(rows, 1):
            _put(db, f"{text}/task/{number}", replace(row, changes=told.get(row.id, ())))


def _proposed(
    plan: Settled, rows: Sequence[LedgerRow], changing: Callable[[str], Iterable[Settled]]
) -> Iterator[TaskChange]:
    """What later documents say of the tasks of a plan, and which of its own it adds to another."""
    for one in changing(plan.work.iri):
        for change in of_document(one.document, one.work, _targets(one).get, (plan.work.iri,)):
            if change.kind != "added":
                yield placed(change, rows, plan.document.source.text)
    own = _targets(plan)
    claims = (claim for claim in plan.document.claims if claim.subject == "self" and claim.kind in CHANGES)
    changed = [own[claim.object] for claim in claims if claim.object in own]
    for change in of_document(plan.document, plan.work, own.get, changed):
        if change.kind == "added":
            yield placed(change, rows, "")


def _targets(settled: Settled) -> dict[str, str]:
    """The work that each mention of a text means."""
    return {one.mention: one.target for one in settled.resolutions if one.target}


def _put(db: sqlite3.Connection, task: str, row: LedgerRow) -> None:
    returns = row.kind == "recurring"
    first, last = (None, None) if returns else (row.first, row.last)
    values = (
        task, row.work, row.kind, row.value, first and first.isoformat(), last and last.isoformat(),
        bool(row.reported), row.is_doubtful, same_words(row.action), msgspec.msgpack.encode(row),
    )  # fmt: skip
    duty = db.execute(f"INSERT INTO duties VALUES (NULL{', ?' * len(values)})", values).lastrowid
    db.executemany("INSERT OR IGNORE INTO served VALUES (?, ?)", ((work, duty) for work in row.serves))
    charged = _plain("; ".join((*row.actors, *row.partners, *row.heirs)))
    words = (duty, charged, _plain(row.assigner))
    db.execute("INSERT INTO told (rowid, charged, assigner) VALUES (?, ?, ?)", words)


def _plain(words: str) -> str:
    return " ".join(plain_words(words))


def prepare(db: sqlite3.Connection) -> None:
    """Teach a connection what rules of returning tasks mean."""
    db.create_function("next_day", 2, _next_day, deterministic=True)
    db.create_function("returns_in", 3, _returns_in, deterministic=True)


@lru_cache(4096)
def _next_day(rule: str, today: str) -> str | None:
    found = next_occurrence(rule, date.fromisoformat(today))
    return found.isoformat() if found else None


@lru_cache(4096)
def _returns_in(rule: str, since: str, until: str) -> bool:
    window = date.fromisoformat(since), date.fromisoformat(until)
    return next(occurrences(rule, *window), None) is not None


_DUE = "CASE WHEN kind = 'recurring' THEN next_day(value, :today) ELSE last END"
_STATE = f"""CASE
  WHEN kind = 'continuous' THEN 'continuous' WHEN kind = '' THEN 'no limit'
  WHEN ({_DUE}) IS NULL THEN 'unknown day' WHEN ({_DUE}) < :today THEN 'overdue'
  WHEN ({_DUE}) <= :soon THEN 'soon' ELSE 'not due' END"""
_RANK = "CASE state " + " ".join(f"WHEN '{one}' THEN {n}" for n, one in enumerate(ORDER)) + " END"
# What is overdue stands with the latest day first, all else with the earliest.
_BY_DAY = f"{_RANK}, CASE WHEN state = 'overdue' THEN due END DESC, due, id"


@dataclass(frozen=True, slots=True)
class Duties:
    """The ledger of an index, as it stands on a day."""

    db: sqlite3.Connection
    today: date

    def states(self, asked: Due) -> Mapping[str, int]:
        """How many tasks stand how, whatever state is asked for; "reported" and "doubtful" beside."""
        where, values = self._where(replace(asked, state=""))
        found: Counter[str] = Counter()
        sql = (
            f"SELECT state, COUNT(*), SUM(reported), SUM(doubtful) FROM ({self._from(where)}) GROUP BY state"
        )
        for state, count, reported, doubtful in self.db.execute(sql, values):
            found.update({state: count, "reported": reported, "doubtful": doubtful})
        return found

    def page(self, asked: Due, review: bool = False) -> Iterator[Duty]:
        """One page of tasks: what is near first, or, for a review, those with a doubtful actor."""
        where, values = self._where(asked)
        order = f"doubtful DESC, {_BY_DAY}" if review else _BY_DAY
        sql = f"SELECT task, same, row FROM ({self._from(where)}) ORDER BY {order} LIMIT :size OFFSET :at"
        at = (max(asked.page, 1) - 1) * asked.size
        for task, same, row in self.db.execute(sql, {**values, "size": asked.size, "at": at}).fetchall():
            found = _decode(row).at(self.today)
            yield Duty(found, self._bodies(task, found), self._alike(found, same))

    def named(self, asked: Due) -> list[str]:
        """The IRIs of all tasks that are asked for."""
        where, values = self._where(asked)
        return [task for (task,) in self.db.execute(f"SELECT task FROM ({self._from(where)})", values)]

    def unplaced(self, work: str = "") -> tuple[TaskChange, ...]:
        """Changes of tasks that were not found: of one plan, or of all."""
        sql = "SELECT change FROM not_found WHERE ? IN ('', work) ORDER BY work, rowid LIMIT ?"
        return tuple(_change(one) for (one,) in self.db.execute(sql, (work, _MOST_LOST)))

    def plans(self, programme: str) -> tuple[ProgrammePlan, ...]:
        """The documents whose tasks carry out a work, most tasks first."""
        where, values = self._where(Due(programme=programme))
        states: dict[str, Counter[str]] = defaultdict(Counter)
        reported: dict[str, set[str]] = defaultdict(set)
        rows: dict[str, LedgerRow] = {}
        for work, state, row in self.db.execute(
            f"SELECT work, state, row FROM ({self._from(where)})", values
        ):
            rows[work] = one = _decode(row)
            states[work][state] += 1
            reported[work].update(one.reported)
        found = (
            ProgrammePlan(
                work, one.document, one.title, one.assigner, states[work], tuple(sorted(reported[work]))
            )
            for work, one in rows.items()
        )
        return tuple(sorted(found, key=lambda one: (-one.total, one.label)))

    def programmes(self, most: int = 50) -> tuple[tuple[str, int], ...]:
        """The works that most tasks carry out, with how many do."""
        sql = "SELECT work, COUNT(*) AS n FROM served GROUP BY work ORDER BY n DESC, work LIMIT ?"
        return tuple(self.db.execute(sql, (most,)))

    def _from(self, where: str) -> str:
        inner = f"SELECT *, {_DUE} AS due, {_STATE} AS state FROM duties"
        return f"SELECT * FROM ({inner}) {where}"

    def _where(self, asked: Due) -> tuple[str, dict[str, object]]:
        today = {"today": self.today.isoformat(), "soon": (self.today + SOON).isoformat()}
        return conditions(asked, today)

    def _bodies(self, task: str, row: LedgerRow) -> tuple[tuple[str, str | None], ...]:
        known = dict(self.db.execute("SELECT agency, body FROM tasks WHERE iri = ?", (task,)))
        return tuple((actor, known.get(actor)) for actor in row.actors)

    def _alike(self, row: LedgerRow, same: str) -> tuple[tuple[str, str], ...]:
        if not same:
            return ()
        sql = "SELECT row FROM duties WHERE same = ? AND work != ? LIMIT ?"
        rows = (_decode(one) for (one,) in self.db.execute(sql, (same, row.work, _ALIKE)))
        return tuple(dict.fromkeys((one.work, one.document) for one in rows))


def conditions(asked: Due, values: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """WHERE, and its values, for the tasks that are asked for."""
    since, until = asked.since or date.min, asked.until or date.max
    is_iri = asked.body.startswith("http")
    charged = "" if is_iri else _match("charged", asked.body)
    given = {
        "task IN (SELECT iri FROM tasks WHERE body = :body)": is_iri,
        "id IN (SELECT rowid FROM told WHERE told MATCH :charged)": charged,
        "id IN (SELECT rowid FROM told WHERE told MATCH :assigner)": _match("assigner", asked.assigner),
        "id IN (SELECT duty FROM served WHERE work = :programme)": asked.programme,
        "work = :work": asked.work,
        _STATES.get(asked.state, "0"): asked.state,
        "kind != ''": asked.dated,
        _WINDOW: asked.since or asked.until,
    }
    held = {
        **values, "body": asked.body, "charged": charged, "assigner": _match("assigner", asked.assigner),
        "programme": asked.programme, "work": asked.work, "state": asked.state,
        "since": since.isoformat(), "until": until.isoformat(),
    }  # fmt: skip
    wanted = [condition for condition, asks in given.items() if asks]
    return (f"WHERE {' AND '.join(wanted)}" if wanted else "", held)


_STATES = dict.fromkeys(ORDER, "state = :state") | {
    "reported": "reported", "none": "NOT reported", "doubtful": "doubtful",
}  # fmt: skip
# A limit lies in a window where any day of it does, of a task that returns any of its days.
_WINDOW = (
    "CASE WHEN kind = 'recurring' THEN returns_in(value, :since, :until)"
    " ELSE COALESCE(first, last) IS NOT NULL AND COALESCE(first, '') <= :until"
    " AND COALESCE(last, '9999') >= :since END"
)


def _match(column: str, words: str) -> str:
    found = " ".join(f'"{word}"' for word in plain_words(words))
    return f"{column} : ({found})" if found else ""
