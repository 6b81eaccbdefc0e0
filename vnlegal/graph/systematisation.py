"""Hệ thống hóa: the held documents by their effect on a day, as the lists that an office has to publish.

In force, in force but for some provisions, ended, suspended; what has not yet begun and what no text tells
of are listed too, for somebody to decide.

>>> from dataclasses import replace
>>> from vnlegal.document import parse
>>> def text(words, number, day):
...     one = parse(words, {"number": number, "date": day, "issuer": "Chính phủ", "doc_type": "Nghị định"})
...     return replace(one, source=replace(one.source, path=number))
>>> held = Corpus.of([
...     text("Điều 1. Nghị định này bãi bỏ Nghị định số 5/2010/NĐ-CP.", "7/2020/NĐ-CP", "2020-01-02"),
...     text("Điều 1. Bến đò.", "5/2010/NĐ-CP", "2010-01-02")])
>>> [(one.work.number, one.status.value, [act.number for act in one.by]) for one in systematised(
...     held, date(2024, 1, 1))]
[('5/2010/NĐ-CP', 'ended', ['7/2020/NĐ-CP']), ('7/2020/NĐ-CP', 'unknown', [])]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..corpus import Corpus
from ..model import Work
from ..vocabulary import kinds_where
from .corpus_edges import CorpusEdges
from .stated import DatedEdges
from .validity import Change, Status, validity

_ENDS = kinds_where(lambda row: row.force == "ends")
LISTS: tuple[Status, ...] = (
    Status.IN_FORCE,
    Status.PARTLY,
    Status.ENDED,
    Status.SUSPENDED,
    Status.NOT_YET,
    Status.UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class Systematised:
    """A held document on its list: `by` are the acts that changed it, `provisions` what of it they changed.

    `since` is the day from which the last of them works; `said` the sentence behind it, of `path`.
    """

    work: Work
    path: str
    status: Status
    by: tuple[Work, ...]
    provisions: tuple[str, ...]
    since: date | None
    said: str


def systematised(corpus: Corpus, on: date) -> tuple[Systematised, ...]:
    """Every held document with its status on a day, list by list, in order of number."""
    edges = CorpusEdges(corpus)
    found = [_listed(edges, work, on) for work in corpus.works if work.in_corpus and work.documents]
    return tuple(sorted(found, key=_order))


def _order(one: Systematised) -> tuple[int, str, str]:
    return LISTS.index(one.status), one.work.number or "", one.path


def _listed(edges: DatedEdges, work: Work, on: date) -> Systematised:
    found = validity(edges, work.iri, on)
    told = [one for one in found.changes if one.works(on) is not False and _tells(one, found.status)]
    days = [one.since for one in told if one.since]
    own = [one.sentence for one in found.effects if one.kind == "ends"]
    words = next(iter([*(one.sentence for change in told for one in change.statements), *own]), "")
    return Systematised(
        work,
        work.documents[0],
        found.status,
        tuple({one.act.iri: one.act for one in told}.values()),
        tuple(dict.fromkeys(part for one in told for part in one.provisions)),
        max(days, default=None),
        " ".join(words.split()),
    )


def _tells(change: Change, status: Status) -> bool:
    """Whether a change is why a document is on its list: of what has ended, who ended it."""
    ends = change.edge.kind in _ENDS and not change.in_part
    return ends if status is Status.ENDED else status is not Status.UNKNOWN
