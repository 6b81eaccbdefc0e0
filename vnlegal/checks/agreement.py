"""Where sightings of one work agree and where they do not: the comparison behind the rules of family 2.

The header of a text in the corpus decides.  Without one, citing places are compared with each other: two
in one document that disagree differ, two in different documents are in conflict, and nobody is said to be
right.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from .. import vocabulary
from ..model import Document, Mention, Severity, Span, State
from ..text import fold, passage
from . import issuing, titles
from .amendment_tail import day_is_amenders, names_amender
from .frame import Agreement, Flag, Tally
from .titles import Likeness
from .type_misfit import is_approved, is_own_word
from .view import Sighting, View, sighting


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that places say about a work: what, where, and how two of them stand."""

    name: str
    value: Callable[[Sighting], Hashable]
    place: Callable[[Sighting], Span | None]
    like: Callable[[Sighting, Sighting], Likeness]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A place that says otherwise than others, the first of which is the nearest.

    `also` are more places of the flagged document that say the same; `documents` is how many documents say
    as the flagged place does, and how many as the others.
    """

    work: str
    flagged: Sighting
    also: tuple[Sighting, ...]
    others: tuple[Sighting, ...]
    state: State
    likeness: Likeness
    documents: tuple[int, int]

    @property
    def against(self) -> Sighting:
        """The place that the flagged one is held against."""
        return self.others[0]

    def flag(self, attribute: Attribute, message: str, severity: Severity, hint: str | None = None) -> Flag:
        """The finding that this disagreement is."""
        sightings = (self.flagged, *self.others)
        place, *others = ((one.document, attribute.place(one) or one.span) for one in sightings)
        lines = ", ".join(str(line_of(one.document, one.span)) for one in self.also)
        more = f"cũng ghi như vậy ở dòng {lines}" if lines else None
        hints = "; ".join(filter(None, (hint, self._majority(), more)))
        return Flag(*place, message, self.state, tuple(others), severity, hints)

    def _majority(self) -> str | None:
        """How many documents say either, where no text of the work decides and several say otherwise."""
        here, there = self.documents
        if self.against.mention is None or there < _MAJORITY:
            return None
        return f"{there} văn bản ghi như nơi khác, {here} ghi như ở đây"


_MAJORITY = 2  # documents that agree, for their number to be worth telling


def _date(one: Sighting) -> Span | None:
    """Where a date stands; one that a list shares may be of its last item alone, or of what amends it."""
    span = one.date.span if one.date else None
    shared = one.mention and span and not one.mention.span.covers(span)
    amenders = one.mention and span and day_is_amenders(one.document, one.mention)
    return None if shared or amenders else span


def _like_date(one: Sighting, other: Sighting) -> Likeness:
    if _are_of_the_assembly(one, other):
        return Likeness.UNKNOWN
    same = one.date and other.date and one.date.value == other.date.value
    return Likeness.SAME if same else Likeness.DIFFERENT


def _are_of_the_assembly(one: Sighting, other: Sighting) -> bool:
    """Whether one is cited as a law and the other is not: laws and resolutions share one row of numbers."""
    kinds = {one.doc_type.value for one in (one, other) if one.doc_type}
    return len(kinds) == 2 and kinds & {"luat", "bo-luat"} != set() and "nghi-quyet" in kinds


def _title(one: Sighting) -> Span | None:
    if one.title is None or len(titles.words(one.title.value)) < _FEWEST_WORDS or not _is_title(one):
        return None
    return one.title.span


_FEWEST_WORDS = 2
# What joins a citation to one before that has no title of its own: the title behind is that of both.
_JOINED = (",", ";", "và", ", và")


def _is_title(one: Sighting) -> bool:
    """Whether what stands behind a citation is its title: a day or a maker before it, and no verb first."""
    if one.mention is None or one.title is None or "note" in (one.mention.part, one.title.by):
        return True
    dated = one.mention.date is not None or one.mention.issuer is not None
    return dated and not _goes_on(one.title.value) and not _is_anothers(one.document, one.mention, one)


def _goes_on(title: str) -> bool:
    """Whether the sentence goes on behind a citation ("thực hiện …", "xác định: “…”", "của Nghị định …")."""
    return fold(title).lstrip(": ").startswith(_going_on())


@cache
def _going_on() -> tuple[str, ...]:
    return tuple(vocabulary.table("checks")["going_on"])


def _is_anothers(document: Document, mention: Mention, one: Sighting) -> bool:
    """Whether it is the running head of a page, or the title of what is amended or of a whole list."""
    return document.text(mention.span).isupper() or names_amender(document, mention) or _shares_title(one)


def _shares_title(one: Sighting) -> bool:
    """Whether the citation ends a list whose others have no title of their own."""
    mentions = one.document.mentions
    at = bisect_left(mentions, one.span.start, key=lambda m: m.span.start)
    last = next((m for m in reversed(mentions[max(at - _FEW, 0) : at]) if m.number), None)
    if last is None or last.title is not None:
        return False
    between = one.document.source.text[last.span.end : one.span.start]
    return len(between) < _JOINT and " ".join(fold(between).split()) in _JOINED


_JOINT, _FEW = 12, 4  # characters between two citations of a list, and how far back the one before is sought


def _like_title(one: Sighting, other: Sighting) -> Likeness:
    if not (one.title and other.title):
        return Likeness.UNKNOWN
    a, b = one.title.value, other.title.value
    short_form = one.document is other.document and (titles.is_shortened(a, b) or titles.is_shortened(b, a))
    return Likeness.SAME if short_form else titles.compare(a, b)


def _issuer(one: Sighting) -> Span | None:
    return one.issuers[0].span if one.issuers else None


def _like_issuer(one: Sighting, other: Sighting) -> Likeness:
    return issuing.compare([field.value for field in one.issuers], [field.value for field in other.issuers])


def _type(one: Sighting) -> Span | None:
    kind, number = one.doc_type, one.mention.number if one.mention else None
    if kind is None or kind.span is None or kind.value in _ANY_TYPE:
        return None
    if number is None or number.span is None:
        return kind.span
    own = is_own_word(one.document, kind.span, number.span) and not is_approved(kind.value, number.value)
    return kind.span if own else None  # the type word of a list may not be that of each


def _like_type(one: Sighting, other: Sighting) -> Likeness:
    same = one.doc_type and other.doc_type and one.doc_type.value == other.doc_type.value
    return Likeness.SAME if same else Likeness.DIFFERENT


_ANY_TYPE = ("van-ban", "cong-van")

DATE = Attribute("ngày ban hành", lambda one: one.date and one.date.value, _date, _like_date)
TITLE = Attribute("trích yếu", lambda one: one.title and one.title.value, _title, _like_title)
ISSUER = Attribute(
    "cơ quan ban hành", lambda one: tuple(field.value for field in one.issuers), _issuer, _like_issuer
)
TYPE = Attribute("tên loại", lambda one: one.doc_type and one.doc_type.value, _type, _like_type)
ATTRIBUTES = (DATE, TITLE, ISSUER)
"""What verdicts rest on; the type word is too loosely used for that."""


def disagreements(view: View, attribute: Attribute) -> Iterator[Disagreement]:
    """All places that say otherwise about a work, one for each document and each thing said."""
    for work, cited in view.citations.items():
        stated = [one for one in cited if attribute.place(one)]
        texts = [one for one in view.headers.get(work, ()) if attribute.place(one)]
        if texts:
            yield from _against_text(work, attribute, stated, texts)
        else:
            yield from _among_citations(work, attribute, stated)


def _against_text(
    work: str, attribute: Attribute, stated: Sequence[Sighting], texts: Sequence[Sighting]
) -> Iterator[Disagreement]:
    odd: dict[Likeness, list[Sighting]] = defaultdict(list)
    for one in stated:
        odd[_nearest(attribute, one, texts)].append(one)
    for likeness in (Likeness.PUNCTUATION, Likeness.DIFFERENT):
        for variant in _variants(attribute, odd[likeness]):
            yield from _disagree(work, variant, texts, likeness)


def _among_citations(work: str, attribute: Attribute, stated: Sequence[Sighting]) -> Iterator[Disagreement]:
    reference, *others = sorted(_variants(attribute, stated), key=_weight) or [[]]
    for variant in others:
        likeness = _nearest(attribute, variant[0], reference)
        if likeness in (Likeness.PUNCTUATION, Likeness.DIFFERENT):
            yield from _disagree(work, variant, reference, likeness)


def _nearest(attribute: Attribute, one: Sighting, others: Sequence[Sighting]) -> Likeness:
    """The best likeness to any of the others."""
    order = list(Likeness)
    return min((attribute.like(one, other) for other in others), key=order.index)


def _variants(attribute: Attribute, stated: Sequence[Sighting]) -> list[list[Sighting]]:
    """Sightings that say the same, together; the fullest wording leads each.

    What is printed alike in one document after the other is compared once.
    """
    alike: dict[Hashable, list[Sighting]] = defaultdict(list)
    for one in sorted(stated, key=lambda s: -_length(attribute, s)):
        alike[attribute.value(one)].append(one)
    variants: list[list[Sighting]] = []
    for group in alike.values():
        for variant in variants:
            if attribute.like(group[0], variant[0]) is Likeness.SAME:
                variant += group
                break
        else:
            variants.append(group)
    return variants


def _length(attribute: Attribute, one: Sighting) -> int:
    span = attribute.place(one)
    return span.end - span.start if span else 0


def _weight(variant: Sequence[Sighting]) -> tuple[int, int, str, tuple[str, int]]:
    """Sorts first what most documents say, then most places, then the earliest document."""
    documents = {one.document.source.path for one in variant}
    dates = [str(one.document.preface.date.value) for one in variant if one.document.preface.date]
    first = min(_page_order(one) for one in variant)
    return -len(documents), -len(variant), min(dates, default="9999"), first


def _disagree(
    work: str, variant: Sequence[Sighting], reference: Sequence[Sighting], likeness: Likeness
) -> Iterator[Disagreement]:
    by_document: dict[str, list[Sighting]] = defaultdict(list)
    for one in sorted(variant, key=_page_order):
        by_document[one.document.source.path].append(one)
    held = _one_a_document(reference)
    for path, (first, *also) in sorted(by_document.items()):
        others = _to_show(held, path)
        decided = others[0].mention is None or others[0].document.source.path == path
        state = State.DIFFERS if decided else State.CONFLICT
        yield Disagreement(work, first, tuple(also), others, state, likeness, (len(by_document), len(held)))


def _one_a_document(reference: Sequence[Sighting]) -> dict[str, Sighting]:
    """The first place of each document, by path."""
    first: dict[str, Sighting] = {}
    for one in sorted(reference, key=_page_order):
        first.setdefault(one.document.source.path, one)
    return first


def _to_show(held: dict[str, Sighting], home: str) -> tuple[Sighting, ...]:
    """Three places, the one in `home` leading."""
    away = islice((one for path, one in held.items() if path != home), 3)
    return (held[home], *away)[:3] if home in held else tuple(away)


def line_of(document: Document, span: Span) -> int:
    """The line a span starts on, from 1."""
    return document.source.text.count("\n", 0, span.start) + 1


def _page_order(one: Sighting) -> tuple[str, int]:
    return one.document.source.path, one.span.start


def verdicts(view: View) -> dict[tuple[str, str], State]:
    """What comparing came to for every reference, by path and mention id."""
    states = {
        (document.source.path, mention.id): _alone(view, document, mention)
        for document, mention in view.mentions()
        if mention.kind != "self"
    }
    for attribute in ATTRIBUTES:
        for found in disagreements(view, attribute):
            for one in (found.flagged, *found.also):
                if one.key in states:
                    states[one.key] = found.state
            for one in found.others:
                same = one.document is found.flagged.document
                if one.key in states and states[one.key] is not State.DIFFERS:
                    states[one.key] = State.DIFFERS if same else State.CONFLICT
    return states


def _alone(view: View, document: Document, mention: Mention) -> State:
    """The verdict on a mention that nothing contradicts."""
    found = view.resolution(document, mention)
    if found is None or found.status == "unresolved" or mention.number is None:
        return State.NOT_CHECKED
    if found.target is None:
        return State.AMBIGUOUS
    work = view.works.get(found.target)
    if work is None or not work.in_corpus:
        return State.NOT_IN_CORPUS
    return State.AGREES if _confirmed(view, document, mention, found.target) else State.NOT_CHECKED


def _confirmed(view: View, document: Document, mention: Mention, work: str) -> bool:
    """Whether date, title or issuer of the mention could be held against a text of the work."""
    one = sighting(document, mention)
    return any(
        _is_said(attribute, one) and _is_said(attribute, text) and attribute.like(one, text) is Likeness.SAME
        for attribute in ATTRIBUTES
        for text in view.headers.get(work, ())
    )


def _is_said(attribute: Attribute, one: Sighting) -> bool:
    """Whether a place says it at all; to agree, a title need not be introduced as one."""
    if attribute is TITLE:
        return one.title is not None and len(titles.words(one.title.value)) >= _FEWEST_WORDS
    return attribute.place(one) is not None


def tallies(view: View, states: Mapping[tuple[str, str], State]) -> Mapping[str, Tally]:
    """The verdicts of each document, counted."""
    counts: dict[str, Counter[State]] = {one.source.path: Counter() for one in view.documents}
    for (path, _), state in states.items():
        counts[path][state] += 1
    return {path: Tally.of(found) for path, found in counts.items()}


def agreements(view: View, states: Mapping[tuple[str, str], State]) -> Iterator[Agreement]:
    """The references that agree with the text of their work, in page order."""
    for document, mention in view.mentions():
        if states.get((document.source.path, mention.id)) is not State.AGREES or mention.number is None:
            continue
        found = view.resolution(document, mention)
        for text in view.headers.get(found.target or "", ())[:1] if found else ():
            yield Agreement(
                str(mention.number.value),
                passage(document.source.path, document.source.text, mention.span),
                passage(text.document.source.path, text.document.source.text, text.span),
            )
