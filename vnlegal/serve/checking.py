"""check of a posted text: its citations are held against the texts of a store.  Facts and abstentions.

The text is read as any other document, and stands beside those that it may mean: the texts of the works
that bear its numbers and names, and, of works that are only cited, some texts that cite them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Annotated

from .. import checks
from ..checks.agreement import verdicts
from ..checks.settings import Settings
from ..checks.view import View
from ..corpus import Corpus
from ..model import Document, Mention, State
from ..model import Finding as Found
from ..model import Passage as Place
from ..outputs.record import works_on_page
from ..outputs.reports.frame import rule_name
from . import schemas, wording
from .lookups import Ask, Meta, works_of
from .shelf import AROUND, Shelf

MAX_TEXT = 2**20
POSTED = "-"
_ITEM = "- "
_CITING, _MEANT = 4, 5


class AskCheck(Ask, frozen=True):
    """A text to check."""

    text: Annotated[str, Meta(min_length=1, max_length=MAX_TEXT, description="The text, as in the file")]


@dataclass(frozen=True, slots=True)
class Compared:
    """A posted text beside the texts that it is held against.

    `shift` is by how much its spans are to be moved back.
    """

    posted: Document
    shift: int
    corpus: Corpus
    view: View

    @staticmethod
    def of(shelf: Shelf | None, text: str) -> Compared:
        """A text read, and beside it what a store has; without a store it stands alone."""
        posted, shift = _read(text)
        corpus = Corpus.of([posted, *(_beside(shelf, posted) if shelf else ())])
        return Compared(posted, shift, corpus, View.of(corpus))

    @property
    def own(self) -> Document:
        """The text as the rules see it."""
        return next(one for one in self.view.documents if one.source.path == POSTED)

    def findings(self, rules: Settings) -> Iterator[schemas.Finding]:
        """What rules find in the text."""
        found = checks.report(
            self.corpus, select=rules.select, ignore=rules.ignore, preview=rules.preview
        ).about({POSTED})
        return (_finding(one, self.shift) for one in found.findings)


def check(shelf: Shelf, asked: AskCheck) -> schemas.Checked:
    """Check the citations of a text against the store: what agrees, what differs, what cannot be told."""
    compared = Compared.of(shelf, asked.text)
    view, own, states = compared.view, compared.own, verdicts(compared.view)
    citations = (
        _citation(shelf, view, own, one, states[POSTED, one.id], compared.shift)
        for one in own.mentions
        if (POSTED, one.id) in states
    )
    paths = tuple(one.source.path for one in compared.corpus.documents if one is not compared.posted)
    return schemas.Checked(tuple(citations), tuple(compared.findings(Settings())), paths)


def beside(shelf: Shelf, text: str) -> tuple[Document, tuple[Document, ...]]:
    """A posted text as a document, and the texts that it is held against."""
    posted, _ = _read(text)
    return posted, _beside(shelf, posted)


def _read(text: str) -> tuple[Document, int]:
    """The text as a document, and by how much its spans are to be moved back.

    A few lines that begin with a citation would have it taken for their own number: where there is a
    number but no letterhead, they are read as items of a list.
    """
    from ..document import as_source, parse  # a child that checks nothing starts three times as fast

    document = parse(as_source(text, POSTED))
    if document.preface.number and not document.preface.issuers:
        return parse(as_source(_ITEM + text, POSTED)), len(_ITEM)
    return document, 0


def _beside(shelf: Shelf, posted: Document) -> tuple[Document, ...]:
    """The texts that a text is held against: first those of the works, then some that cite them."""
    meant = _meant(shelf, posted)
    held = (work for work, is_held in meant.items() if is_held)
    cited = (work for work, is_held in meant.items() if not is_held)
    citing = (other for work in cited for other in islice(shelf.around(work), _CITING))
    found: dict[str, Document] = {}
    for work in (*held, *citing):
        if len(found) >= AROUND:
            break
        found.update((one.document.source.path, one.document) for one in shelf.texts(work))
    return tuple(found.values())


def _meant(shelf: Shelf, posted: Document) -> dict[str, bool]:
    """Works that the mentions may mean, and whether their text is held.

    A number may be that of many bodies: the one that the text itself names comes first.
    """
    named = works_on_page(posted, None)
    found: dict[str, bool] = {}
    for mention in posted.mentions:
        own = shelf.work(named[mention.id]) if mention.id in named else None
        others = shelf.find(words)[:_MEANT] if (words := _words(mention)) else ()
        found.update((one.iri, one.in_corpus) for one in (own, *others) if one)
    return found


def _words(mention: Mention) -> str:
    """What to look a mention up by."""
    if mention.number:
        return str(mention.number.value)
    return mention.title.value if mention.kind == "named" and mention.title else ""


def _citation(
    shelf: Shelf, view: View, own: Document, mention: Mention, state: State, shift: int
) -> schemas.Citation:
    found = view.resolution(own, mention)
    candidates = works_of(shelf, found.candidates) if found else ()
    work = next((one for one in candidates if found and one.iri == found.target), None)
    if work and work.held and state is State.NOT_IN_CORPUS:
        state = State.NOT_CHECKED  # held, but not among the texts that there was room for
    number, day, issuer, title = (
        str(one.value) if one else None
        for one in (mention.number, mention.date, mention.issuer, mention.title)
    )
    return schemas.Citation(
        own.text(mention.span),
        (mention.span.start - shift, mention.span.end - shift),
        number,
        day,
        issuer,
        title,
        state.value,
        wording.STATES[state],
        work,
        () if found and found.target else candidates,
    )


def _finding(one: Found, shift: int) -> schemas.Finding:
    places = tuple(_passage(place, shift if place.path == POSTED else 0) for place in one.evidence)
    state = one.state.value if one.state else None
    return schemas.Finding(
        one.code, rule_name(one), one.severity, state, one.message, places, one.hint, one.fix
    )


def _passage(one: Place, shift: int) -> schemas.Passage:
    return schemas.Passage(one.path, (one.span.start - shift, one.span.end - shift), one.line, one.text)
