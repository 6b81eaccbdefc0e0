"""What the rules look at: a corpus with its mentions gathered by the work that they mean.

A `Sighting` is one place that says something about a work: the header of a text of it, or a mention.
Rules compare sightings; they never parse.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING

from .. import late, vocabulary
from ..formats.repairs import SEEN, cleaned, misread
from ..model import Document, Field, Link, Mention, Note, Resolution, Span, Work
from ..text import Text, fold

if TYPE_CHECKING:
    from ..corpus import Corpus

# The number of an article there, which tells its act: "Điều 32.3.NĐ.1.4.".
_CODIFIED = late.regex(r"(?<!\p{L})Điều \d{1,2}\.\d{1,2}\.\p{Lu}{2,4}\.\d")
_FEW = 4
_NOTE_MARK = late.regex(r"[\s*]*(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[\[(]?\d{1,3}[\])]?)?[.:]?\s*")


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one place says about a work; `mention` is None where it is a document's own header."""

    document: Document
    mention: Mention | None
    span: Span
    date: Field[date] | None
    title: Field[str] | None
    issuers: tuple[Field[str], ...]
    doc_type: Field[str] | None

    @property
    def key(self) -> tuple[str, str]:
        """Path and mention id."""
        return self.document.source.path, self.mention.id if self.mention else ""


@dataclass(frozen=True)
class View:
    """A corpus as the rules see it; made once a run, its documents sorted by path."""

    documents: tuple[Document, ...]
    works: dict[str, Work]
    resolutions: dict[tuple[str, str], Resolution]
    links: tuple[Link, ...]

    @staticmethod
    def of(corpus: Corpus) -> View:
        """The view of a corpus."""
        return View(
            tuple(sorted(map(_own_head_kept, corpus.documents), key=lambda one: one.source.path)),
            {work.iri: work for work in corpus.works},
            {(one.path, one.mention): one for one in corpus.resolutions},
            corpus.links,
        )

    @cached_property
    def own(self) -> dict[str, str]:
        """The work that each document is a text of, by path."""
        return {path: work.iri for work in self.works.values() for path in work.documents}

    @cached_property
    def headers(self) -> dict[str, tuple[Sighting, ...]]:
        """What the texts of a work say of themselves, by IRI."""
        pairs = ((self.own.get(one.source.path), header(one)) for one in self.documents)
        return _gather((iri, sighting) for iri, sighting in pairs if iri)

    @cached_property
    def citations(self) -> dict[str, tuple[Sighting, ...]]:
        """All mentions of a work, also by its own number in its own text, by IRI."""
        return _gather(
            (target, sighting(document, mention))
            for document, mention in self.mentions()
            if (mention.kind != "self" or mention.number) and (target := self.target(document, mention))
        )

    @cached_property
    def texts(self) -> dict[str, Text]:
        """The cleaned text of each document, by path, for rules that look at words."""
        return {one.source.path: cleaned(one.source) for one in self.documents}

    @cached_property
    def _misread(self) -> dict[str, bool]:
        return {}

    def misread(self, document: Document) -> bool:
        """Whether what a page says may be no slip of its writer: it was read badly, or is a codification."""
        path = document.source.path
        if path not in self._misread:
            self._misread[path] = misread(self.texts[path]) or is_codified(document)
        return self._misread[path]

    def recognised(self, document: Document, span: Span) -> bool:
        """Whether a place was read by OCR, here or by another program."""
        seen = (one.span for one in document.source.findings if one.code in SEEN)
        return any(page is not None and page.overlaps(span) for page in seen)

    def mentions(self) -> Iterator[tuple[Document, Mention]]:
        """Every mention that is part of a document, in order."""
        for document in self.documents:
            for mention in document.mentions:
                if mention.part != "furniture":
                    yield document, mention

    def name(self, work: str) -> str:
        """What to call a work in a message: its number, else its title."""
        found = self.works.get(work)
        return (found and (found.number or found.title)) or work

    def resolution(self, document: Document, mention: Mention) -> Resolution | None:
        """What the mention was resolved to."""
        return self.resolutions.get((document.source.path, mention.id))

    def target(self, document: Document, mention: Mention) -> str | None:
        """The IRI of the one work that the mention means."""
        found = self.resolution(document, mention)
        return found.target if found else None

    def first_mentions(self, document: Document) -> Iterator[Mention]:
        """The first mention of each number in the running text: neither subject line, note nor annex."""
        seen: set[str] = set()
        for mention in document.mentions:
            if mention.number is None or mention.part not in ("preamble", "body"):
                continue
            keys = {self.target(document, mention) or "", mention.number.value.compact} - {""}
            if not keys & seen and mention.kind == "numbered":
                yield mention
            seen |= keys


def _own_head_kept(document: Document) -> Document:
    """The document without mentions that have taken a part of its own head for a part of theirs."""
    if is_codified(document):  # a table over it tells the day of one of its acts
        return replace(document, preface=replace(document.preface, date=None))
    return _own_date_kept(_own_number_kept(document))


def is_codified(document: Document) -> bool:
    """Whether a page is of the codification (Pháp lệnh 03/2012/UBTVQH13): articles of many acts and days."""
    return next(islice(_CODIFIED.finditer(document.source.text), _FEW, None), None) is not None


def _own_number_kept(document: Document) -> Document:
    """The document without the mention that a title and the own number under it were read as.

    "Quy định chi tiết một số điều của Luật Phòng bệnh" stands right over "Số: 15/2026/TT-BYT" on some pages.
    """
    own = document.preface.number
    if own is None or own.span is None:
        return document
    kept = tuple(one for one in document.mentions if not _is_led_on(one, own.span))
    return document if len(kept) == len(document.mentions) else replace(document, mentions=kept)


def _is_led_on(one: Mention, own: Span) -> bool:
    number = one.number.span if one.number else None
    return (
        number is not None
        and number.overlaps(own)
        and one.doc_type is not None
        and one.span.start < own.start
    )


def _own_date_kept(document: Document) -> Document:
    """The document without mentions that have taken its own date line for their date.

    A subject line that ends in a number is followed by that line on many pages.
    """
    own = document.preface.date
    if own is None or own.span is None or not any(_takes(one, own.span) for one in document.mentions):
        return document
    kept = (replace(one, date=None) if _takes(one, own.span) else one for one in document.mentions)
    return replace(document, mentions=tuple(kept))


def _takes(mention: Mention, own: Span) -> bool:
    day = mention.date.span if mention.date else None
    return day is not None and day.overlaps(own)


def header(document: Document) -> Sighting:
    """What a document says of itself."""
    preface = document.preface
    issuers = tuple(Field(one.value.name, one.span, one.by) for one in preface.issuers)
    place = preface.number or preface.subject or preface.date
    span = place.span if place and place.span else Span(0, 0)
    return Sighting(document, None, span, preface.date, preface.subject, issuers, preface.doc_type)


def sighting(document: Document, mention: Mention) -> Sighting:
    """What a mention says, its title from the footnote that hangs on it if it stands there."""
    issuers = (mention.issuer,) if mention.issuer else ()
    title = mention.title or note_title(document, mention)
    return Sighting(document, mention, mention.span, mention.date, title, issuers, mention.doc_type)


def note_title(document: Document, mention: Mention) -> Field[str] | None:
    """The footnote that hangs on a mention, read as its title ("³ Triển khai thực hiện …")."""
    note = note_of(document, mention)
    if note is None:
        return None
    words = document.text(note.span)
    mark = _NOTE_MARK.match(words)
    begin = mark.end() if mark else 0
    title = " ".join(words[begin:].split())
    if not fold(title).startswith(title_openings()):
        return None
    return Field(title, Span(note.span.start + begin, note.span.end), "note")


@cache
def title_openings() -> tuple[str, ...]:
    """The words that a title begins with, folded, each with the blank behind it."""
    return tuple(f"{word} " for word in vocabulary.table("checks")["title_openings"])


def note_of(document: Document, mention: Mention) -> Note | None:
    """The footnote whose mark hangs at the end of a mention."""
    for note in document.notes:
        if note.anchor and mention.span.start < note.anchor.start <= mention.span.end + 1:
            return note
    return None


def _gather(pairs: Iterable[tuple[str, Sighting]]) -> dict[str, tuple[Sighting, ...]]:
    found: dict[str, list[Sighting]] = defaultdict(list)
    for iri, one in pairs:
        found[iri].append(one)
    return {iri: tuple(found[iri]) for iri in sorted(found)}
