"""What an editor is told of a text while it is written: findings, what a citation is, how it may go on.

Nothing is stored.  Spans are half-open and count code points of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from .. import language, late, vocabulary
from ..checks.agreement import verdicts
from ..checks.settings import Settings
from ..checks.view import View, title_openings
from ..corpus import laws
from ..language import tr
from ..model import Field, Span, State
from ..outputs.consolidations.vbhn import written
from ..text import fold
from ..vocabulary.acts import acts, last_day, successor
from . import lookups, schemas, wording
from .checking import POSTED, Compared
from .listing import Asked
from .shelf import Shelf

MAX_OFFERS = 20
_MEANT = 5
# A number under way, as far as it is typed: "30/2020/NĐ".
_NUMBER = late.regex(r"(?<![\p{L}\d/.-])\d{1,5}[\p{L}\d/.–-]{0,40}$")
# The name of an act under way (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b): "Luật Đất".
_NAME = late.regex(r"(?<!\p{L})(?:bộ luật|luật|pháp lệnh|hiến pháp) [^.,;:()]{0,80}$")
_WORD = late.regex(r"(?<!\p{L})số:? ?$")
_NEAR = 160


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, and the works that it may mean: one, or those between which nothing decides."""

    span: Span
    state: State
    works: tuple[schemas.Work, ...]
    is_known: bool = False
    """Whether the store knows the work."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text as it stands: what the rules find, and what it cites."""

    text: str
    findings: tuple[schemas.Finding, ...] = ()
    cited: tuple[Cited, ...] = ()

    @staticmethod
    def of(text: str, shelf: Shelf | None, rules: Settings) -> Manuscript:
        """A text read and checked, held against a store if there is one; notes only if they are asked for."""
        return Manuscript.read(text, shelf, Compared.of(shelf, text), rules)

    @staticmethod
    def read(text: str, shelf: Shelf | None, compared: Compared, rules: Settings) -> Manuscript:
        """The same of a text that was read already."""
        found = compared.findings(rules)
        shown = (one for one in found if one.severity != "note" or rules.asks_for_notes)
        return Manuscript(text, tuple(shown), tuple(_cited(shelf, compared)))

    def at(self, offset: int) -> Cited | None:
        """The citation that stands at an offset, or ends there."""
        here = Span(offset, offset)
        return next((one for one in self.cited if one.span.covers(here)), None)


def place(one: schemas.Finding) -> schemas.Passage | None:
    """Where a finding stands in the text: its first place, unless that is in another."""
    return next((passage for passage in one.passages if passage.document == POSTED), None)


def fix(one: schemas.Finding) -> str | None:
    """What to write in that place, where only one writing is right."""
    return one.fix if one.passages and one.passages[0].document == POSTED else None


def _cited(shelf: Shelf | None, compared: Compared) -> Iterator[Cited]:
    view, own, states = compared.view, compared.own, verdicts(compared.view)
    for mention in own.mentions:
        found = view.resolution(own, mention)
        if found and (POSTED, mention.id) in states:
            start, end = (at - compared.shift for at in mention.span)
            meant = (found.target,) if found.target else found.candidates[:_MEANT]
            known = (_known(shelf, view, iri) for iri in meant)
            held = bool(shelf and meant and shelf.work(meant[0]))
            yield Cited(Span(start, end), states[POSTED, mention.id], tuple(filter(None, known)), held)


def _known(shelf: Shelf | None, view: View, iri: str) -> schemas.Work | None:
    """What is known of a work: by the store, by the table of acts, else by what the text says of it."""
    held = lookups.works_of(shelf, (iri,)) if shelf else ()
    return next(iter(held), None) or lookups.tabled(iri) or _told(view, iri)


def _told(view: View, iri: str) -> schemas.Work | None:
    """A work by what its citations say, the first that says it."""
    work, places = view.works.get(iri), view.citations.get(iri, ())
    if work is None:
        return None
    kind = vocabulary.label(work.doc_type) if work.doc_type else None
    issuers = _first(one.issuers[0] for one in places if one.issuers)
    title = _first(one.title for one in places if one.title)
    return schemas.Work(
        iri, view.name(iri), work.number, kind, title or work.title, work.date, issuers, False
    )


def _first(fields: Iterator[Field[str]]) -> str:
    return next((" ".join(one.value.split()) for one in fields), "")


def in_full(work: schemas.Work) -> str:
    """A work as it is cited for the first time (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.b).

    >>> day = date(2020, 3, 5)
    >>> number, title = "30/2020/NĐ-CP", "Về công tác văn thư"
    >>> in_full(schemas.Work("", number, number, "nghị định", title, day, "Chính phủ", False))
    'Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư'
    """
    kind = work.doc_type or "văn bản"
    name, title = kind[:1].upper() + kind[1:], " ".join((work.title or "").split())
    number = f"số {work.number}" if work.number else ""
    if title and fold(title).startswith(fold(kind)):
        return " ".join(filter(None, (title, number)))
    day = f"ngày {written(work.date)}" if work.date else ""
    issuer = f"của {work.issuers}" if work.issuers else ""
    return " ".join(filter(None, (name, number, day, issuer, _said(title))))


def _said(title: str) -> str:
    """A title as it goes on in a sentence."""
    if not title:
        return ""
    opens = f"{fold(title)} ".startswith(title_openings())
    return title[:1].lower() + title[1:] if opens else f"về {title}"


def told(one: Cited, shelf: Shelf | None, on: date) -> Iterator[str]:
    """What there is to say of a citation, a line each: what it is, its status, how it agrees."""
    for work in one.works:
        yield in_full(work)
    if len(one.works) == 1:
        yield from _force(one.works[0], shelf, on)
    if shelf:
        yield tr("đối chiếu: {state}", state=tr(wording.STATES[one.state]))


def _force(work: schemas.Work, shelf: Shelf | None, on: date) -> Iterator[str]:
    """The status of a work on a day, by the store, and what the table of acts knows."""
    if shelf and shelf.work(work.iri):
        found = lookups.status(shelf, lookups.AskStatus(work.iri, on))
        yield tr("hiệu lực ngày {day}: {status}", day=language.written(on), status=tr(found.label))
    act = laws.acts_by_iri().get(work.iri)
    if act and act.since:
        yield tr("có hiệu lực từ ngày {day}", day=language.written(act.since))
    if act and (ender := successor(act)):
        last = last_day(act)
        until = tr("đến hết ngày {day}, ", day=language.written(last)) if last else ""
        yield tr("hết hiệu lực: {until}do {act}", until=until, act=str(ender))


class Offers(NamedTuple):
    """How a citation under way may go on: from where on it is written again, and as what."""

    start: int
    words: tuple[str, ...]


def offers(draft: Manuscript, shelf: Shelf | None, before: str) -> Offers:
    """The first full form of what is being cited: what the text, the table of acts or the store knows.

    `before` is the line up to the cursor; `start` counts in it.

    >>> offers(Manuscript(""), None, "Căn cứ Luật Đất đai số 31/20")
    Offers(start=7, words=('Luật Đất đai số 31/2024/QH15',))
    """
    shift = max(len(before) - _NEAR, 0)
    near = fold(before[shift:])
    if number := _NUMBER.search(near):
        start = _begin(near, number.start())
        name = _WORD.sub("", near[start : number.start()]).strip()
        found = chain(_cited_as(draft, number[0]), _acts_numbered(number[0]), _held(shelf, number[0]))
        return Offers(shift + start, _few(one for one in found if fold(one).startswith(name)))
    if begun := _NAME.search(near):
        return Offers(shift + begun.start(), _few(_acts_begun(begun[0])))
    return Offers(len(before), ())


def _few(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(words), MAX_OFFERS))


def _begin(near: str, number: int) -> int:
    """Where a citation begins of which a number is typed: at its type or the name of its act, if any."""
    word = _WORD.search(near, 0, number)
    start = word.start() if word else number
    said = near[:start].rstrip()
    if name := _NAME.search(said):
        return name.start() if _acts_of(name[0]) else start
    kind = next((one for one in _kinds() if said.endswith(one)), None)
    return len(said) - len(kind) if kind else start


def _acts_of(name: str) -> bool:
    return any(fold(act.name) == name.strip() for act in acts())


@cache
def _kinds() -> tuple[str, ...]:
    """The names of types, the longest first."""
    return tuple(late.longest_first(fold(row.label) for row in vocabulary.doc_types()))


def _cited_as(draft: Manuscript, number: str) -> Iterator[str]:
    for one in draft.cited:
        for work in one.works:
            if work.number and len(number) < len(work.number) and fold(work.number).startswith(number):
                yield in_full(work)


def _acts_numbered(number: str) -> Iterator[str]:
    return (str(act) for act in acts() if act.number and fold(act.number).startswith(number))


def _acts_begun(name: str) -> Iterator[str]:
    """Acts whose name begins so, those that nothing ended and the latest first."""
    found = (act for act in acts() if fold(act.name).startswith(name))
    ordered = sorted(found, key=lambda act: (successor(act) is not None, -act.adopted.toordinal()))
    return map(str, ordered)


def _held(shelf: Shelf | None, number: str) -> Iterator[str]:
    """Works of the store whose number begins so."""
    if shelf:
        hits = shelf.index.search(Asked(number, size=MAX_OFFERS, begun=True)).hits
        named = [one.iri for one in hits if one.number and fold(one.number).startswith(number)]
        yield from map(in_full, lookups.works_of(shelf, named))
