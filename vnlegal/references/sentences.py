"""The sentence around a stretch of a source text: what a reader is shown as evidence.

A sentence ends at a full stop, at an empty line, at a line that begins a list item, and with the part
of the page that it stands in (subject, basis, footnote).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..lines import ENDS, Stop, stops
from ..model import Claim, Document, Mention, Span

_REACH = 1500
_NEAR = 200
_OUTER = " \t\r\n*\u00a0|"


def around(document: Document, *spans: Span) -> Span:
    """The sentence (or sentences) that hold all the given stretches.

    Stretches outside the part of the page where the first one stands are left out.
    """
    home = _home(document, spans[0])
    inside = [span for span in spans if home.covers(span)] or [spans[0]]
    first, last = min(span.start for span in inside), max(span.end for span in inside)
    text = document.source.text
    start, end = max(home.start, first - _REACH), min(home.end, last + _REACH)
    before = [stop.next for stop in _ends(text, start, first) if stop.next <= first]
    after = next(_ends(text, last, end), None)
    start, end = before[-1] if before else start, after.next if after else end
    while start < first and text[start] in _OUTER:
        start += 1
    while end > last and text[end - 1] in _OUTER:
        end -= 1
    return Span(start, end)


def _ends(text: str, start: int, end: int) -> Iterator[Stop]:
    return (stop for stop in stops(text, start, end) if stop.strength in ENDS)


def of_claim(document: Document, claim: Claim) -> Span:
    """The sentence that states a claim: the one with its cue, and with the object where a list carries it."""
    thing, cue = place_of(document, claim).span, claim.cue.span
    if cue is None:
        return around(document, thing)
    near = -_NEAR < thing.start - cue.start < _REACH
    return around(document, cue, *([thing] if near else []))


def place_of(document: Document, claim: Claim) -> Mention:
    """Where the claim speaks of its object: of the mentions of that document the one nearest to the cue.

    Claims name the first mention of a document that suffices; the words may stand elsewhere.
    """
    thing, cue = document.mention(claim.object), claim.cue.span
    if cue is None:
        return thing
    alike = [one for one in document.mentions if one is thing or _same(one, thing)]
    return min(alike, key=lambda one: max(one.span.start - cue.end, cue.start - one.span.end))


def _same(one: Mention, thing: Mention) -> bool:
    if one.refers_to == thing.id:
        return True
    if one.number and thing.number:
        days = {place.date.value for place in (one, thing) if place.date}
        alike = one.number.value.compact == thing.number.value.compact
        return alike and (len(days) < 2 or one.number.value.year is not None)  # of a year: a slip of the day
    return False


def _home(document: Document, span: Span) -> Span:
    """The smallest part of the page that holds the stretch."""
    holds = [part for part in _parts(document) if part.covers(span)]
    return min(holds, key=lambda part: part.end - part.start)


def _parts(document: Document) -> Iterator[Span]:
    yield Span(0, len(document.source.text))
    subject = document.preface.subject
    fields = [*document.bases, *([subject] if subject else [])]
    yield from (field.span for field in fields if field.span)
    yield from (note.span for note in document.notes)
