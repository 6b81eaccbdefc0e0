r"""Sentences of a text that a person or a model wrote, held against the texts that they cite.

For each citation: is the text at hand, does the provision exist, do the quoted words stand there.  Words that
are not there are "not found", never "wrong": the text at hand may be another version.

>>> from vnlegal.document import parse
>>> law = parse("Điều 1. Bến\n1. Bến đò phải có phao cứu sinh.", {"number": "9/2020/NĐ-CP"})
>>> told = "Khoản 1 Điều 1 Nghị định số 9/2020/NĐ-CP quy định: “Bến đò phải có áo phao”."
>>> (sentence,) = verified(parse(told), [law])
>>> [(one.eid, one.exists, [quote.found for quote in one.quotes]) for one in sentence.citations]
[('art_1__para_1', True, ['not found'])]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from .. import late
from ..lines import Lines
from ..model import Document, Mention, Portion, ProvisionReference, Span
from ..text import fold
from ..vocabulary import kinds_where
from . import Corpus

Found = Literal["found", "elsewhere", "not found", "no text"]
POSTED = "-"
_CHANGES = kinds_where(lambda row: row.force == "changes")
_FEWEST = 3  # words of a quotation that can be looked for
_QUOTED = late.regex(r"“([^“”]{2,20000})”|\"([^\"“”\n]{2,20000})\"|«([^«»]{2,20000})»")
_LEFT_OUT = late.regex(r"\[?(?:…|\.{3,})\]?|\(\s*(?:…|\.{3,})\s*\)")
# A source in brackets behind a quotation: "“…” (khoản 1 Điều 2 …)"; up to where its citation must have begun.
_BRACKET = late.regex(r"[”\"»]?[.;,]?\s{0,2}[(\[][^()\[\]“”\"]{0,40}")
_NEAR = 40  # characters between provisions that are cited in a row
_WORD = late.regex(r"[\p{L}\p{N}]+")
_AROUND = 6  # words shown on either side of where a quotation comes nearest


@dataclass(frozen=True, slots=True)
class CheckedQuote:
    """Words between quotation marks, and whether the cited provision has them.

    `elsewhere` tells that another provision of the same act (`place`) has them, or what stands outside its
    provisions; `nearest` is what the cited provision says instead, where most of the words are the same.
    """

    span: Span
    found: Found
    place: str | None = None
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class VerifiedCitation:
    """One citation: its words, the work that it means, and what the texts at hand say of it.

    `exists` is None where no text of the work is at hand or it is open which provision is meant.
    """

    span: Span
    work: str | None
    number: str | None
    eid: str | None
    exists: bool | None
    held: bool
    quotes: tuple[CheckedQuote, ...] = ()
    status: str | None = None


@dataclass(frozen=True, slots=True)
class VerifiedSentence:
    """A sentence that cites, and its citations in order."""

    span: Span
    citations: tuple[VerifiedCitation, ...]


def verified(document: Document, held: Iterable[Document]) -> tuple[VerifiedSentence, ...]:
    """The sentences of a document that cite, held against texts."""
    posted = replace(document, source=replace(document.source, path=POSTED))
    return _Verifier(posted, Corpus.of([posted, *held])).sentences()


class _Verifier:
    """One posted text beside a corpus."""

    def __init__(self, document: Document, corpus: Corpus) -> None:
        self.document, self.corpus = document, corpus
        self.lines = Lines.of(document.source.text)
        self.ranges: dict[str, str] = {}  # "từ khoản 1 đến khoản 3": the last by the first

    @cached_property
    def texts(self) -> Mapping[str, list[Document]]:
        """The texts at hand of each work."""
        found: dict[str, list[Document]] = {}
        for one in self.corpus.documents:
            if one.source.path != POSTED:
                found.setdefault(self.corpus.work_of[one.source.path].iri, []).append(one)
        return found

    def sentences(self) -> tuple[VerifiedSentence, ...]:
        """All sentences that cite, with each quotation at the citation that it belongs to."""
        cited = sorted(self._citations(), key=lambda one: one.span)
        quoted = [(quote, self._owner(quote, cited)) for quote in self.quotations]
        checked = [
            replace(
                one,
                quotes=tuple(
                    self._quote(quote, one, self._together(cited, i)) for quote, owner in quoted if owner == i
                ),
            )
            for i, one in enumerate(cited)
        ]
        grouped: dict[Span, list[VerifiedCitation]] = {}
        for one in checked:
            grouped.setdefault(self._sentence(one.span.start), []).append(one)
        return tuple(VerifiedSentence(span, tuple(found)) for span, found in sorted(grouped.items()))

    @cached_property
    def begins(self) -> Sequence[int]:
        """Where sentences begin; those inside a quotation are part of the one that quotes."""
        inside = [Span(one.start, one.end) for one in self.quotations]
        at = 0
        kept = []
        for begin in self.lines.sentences:
            while at < len(inside) and inside[at].end <= begin:
                at += 1
            if at == len(inside) or begin < inside[at].start:
                kept.append(begin)
        return kept

    def _sentence(self, at: int) -> Span:
        i = bisect_right(self.begins, at)
        start = self.begins[i - 1] if i else 0
        end = self.begins[i] if i < len(self.begins) else len(self.lines.clean)
        return Span(start, start + len(self.lines.clean[start:end].rstrip()))

    def _citations(self) -> Iterator[VerifiedCitation]:
        """References to provisions, and documents that are cited as a whole."""
        taken = set()
        for one in self.document.references:
            if one.act.kind == "self":
                continue
            mention = self._mention(one)
            taken.add(one.act.mention)
            yield from self._provisions(one, mention, self.corpus.act_of(self.document, one))
        for mention in self.document.mentions:
            if mention.id not in taken and mention.kind in ("numbered", "named"):
                yield self._whole(mention)

    def _mention(self, one: ProvisionReference) -> Mention | None:
        return self.document.mention(one.act.mention) if one.act.mention else None

    def _provisions(
        self, one: ProvisionReference, mention: Mention | None, work: str | None
    ) -> Iterator[VerifiedCitation]:
        number = str(mention.number.value) if mention and mention.number else one.act.number or one.act.name
        end = mention.span.end if mention and mention.span.start >= one.span.start else one.span.end
        whole = Span(one.span.start, max(one.span.end, end))
        for target in one.targets:
            if target.eid and target.to:
                self.ranges[target.eid] = target.to
            for eid in filter(None, (target.eid, target.to)) if target.eid else (None,):
                exists = self._exists(work, eid) if eid else None
                yield VerifiedCitation(whole, work, number, eid, exists, work in self.texts)

    def _whole(self, mention: Mention) -> VerifiedCitation:
        work = self.corpus.targets.get((POSTED, mention.id))
        number = str(mention.number.value) if mention.number else None
        number = number or (mention.title.value if mention.title else None)
        held = work in self.texts
        return VerifiedCitation(mention.span, work, number, None, True if held else None, held)

    def _exists(self, work: str | None, eid: str) -> bool | None:
        """Whether a text of the work has a provision; what an amending act at hand adds counts too."""
        texts = self.texts.get(work or "", [])
        if not texts:
            return None
        if any(one.provision(eid) for one in texts):
            return True
        return None if self._amenders(work or "") else False

    def _amenders(self, work: str) -> list[Document]:
        """The documents at hand that change a work."""
        sources = {link.source for link in self.corpus.links if link.target == work and link.kind in _CHANGES}
        return [one for source in sorted(sources) for one in self.texts.get(source, ())]

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """Words between quotation marks that are no name of what is cited outside them."""
        inside = [
            Span(match.start() + 1, match.end() - 1)
            for match in _QUOTED.finditer(self.document.source.text)
            if len(_words(match[0])) >= _FEWEST
        ]
        cited = [one for one in self.document.mentions if not any(it.covers(one.span) for it in inside)]
        names = [one.title.span for one in cited if one.title and one.title.span]
        return tuple(one for one in inside if not any(one.overlaps(name) for name in names))

    def _owner(self, quote: Span, cited: Sequence[VerifiedCitation]) -> int | None:
        """The citation that a quotation belongs to.

        That in brackets behind it, else the last before it in its sentence, the first behind it, the last.
        """
        sentence = self._sentence(quote.start)
        outside = [(i, one) for i, one in enumerate(cited) if not quote.overlaps(one.span)]
        before = [i for i, one in outside if one.span.end <= quote.start]
        here = [i for i in before if cited[i].span.start >= sentence.start]
        behind = [i for i, one in outside if quote.end <= one.span.start < sentence.end]
        bracket = _BRACKET.match(self.document.source.text, quote.end)
        if bracket and behind and cited[behind[0]].span.start < bracket.end():
            return behind[0]
        return here[-1] if here else behind[0] if behind else before[-1] if before else None

    def _together(self, cited: Sequence[VerifiedCitation], at: int) -> list[str]:
        """The provisions of one act that are cited in a row with one, no quotation between them."""
        row, one = [], cited[at]
        for other in (*reversed(cited[:at]), *cited[at:]):
            first, last = min(other.span, one.span), max(other.span, one.span)
            between = [quote for quote in self.quotations if first.end <= quote.start < last.start]
            near = last.start - first.end < _NEAR and other.work == one.work and not between
            if near and other.eid and other.eid not in row:
                row.append(other.eid)
        return row

    def _joined(self, text: Document, row: Sequence[str]) -> list[str]:
        """The words of several provisions of a text, in its order; ranges with what stands between."""
        spans = []
        for eid in row:
            first, last = text.provision(eid), text.provision(self.ranges.get(eid, eid))
            if first:
                end = max(first.span.end, last.span.end) if last else first.span.end
                spans.append(Span(first.span.start, end))
        return [word for span in sorted(spans) for word in _words(text.source.text[span.start : span.end])]

    def _quote(self, quote: Span, one: VerifiedCitation, row: Sequence[str]) -> CheckedQuote:
        parts = [_words(part) for part in _LEFT_OUT.split(self.document.text(quote))]
        parts = [part for part in parts if part]
        texts = self.texts.get(one.work or "", [])
        if not texts or not parts:
            return CheckedQuote(quote, "no text")
        asked = [(text, text.provision(one.eid) if one.eid else None) for text in texts]
        for text, portion in asked:
            if (portion or not one.eid) and _stands(parts, _words(_portion_text(text, portion))):
                return CheckedQuote(quote, "found", one.eid)
        if len(row) > 1 and any(_stands(parts, self._joined(text, row)) for text in texts):
            return CheckedQuote(quote, "found", one.eid)
        for text in texts:
            place = _place(parts, text)
            if place or any(_stands(parts, _words(words)) for words in _apart(text)):
                return CheckedQuote(quote, "elsewhere", place.eid if place else None)
        for other in self._amenders(one.work or ""):
            if _stands(parts, _words(other.source.text)):
                return CheckedQuote(
                    quote, "found", str(other.header.number.value) if other.header.number else None
                )
        return CheckedQuote(quote, "not found", nearest=_nearest(parts, asked))


def _portion_text(document: Document, portion: Portion | None) -> str:
    return document.text(portion) if portion else document.source.text


def _apart(document: Document) -> Iterator[str]:
    """What stands outside the provisions of a text: its head, each of its attachments."""
    yield document.source.text[: document.body[0].span.start if document.body else None]
    yield from (document.text(one.span) for one in document.attachments)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _stands(parts: Sequence[Sequence[str]], words: Sequence[str]) -> bool:
    """Whether all parts stand among words, one behind the other."""
    text, at = f" {' '.join(words)} ", 0
    for part in parts:
        sought = f" {' '.join(part)} "
        at = text.find(sought, at)
        if at < 0:
            return False
        at += len(sought) - 1
    return True


def _place(parts: Sequence[Sequence[str]], document: Document) -> Portion | None:
    """The innermost portion of a text that has all parts."""
    found, level = None, list(document.body)
    while hit := next((one for one in level if _stands(parts, _words(document.text(one)))), None):
        found, level = hit, list(hit.children)
    return found


def _nearest(parts: Sequence[Sequence[str]], asked: Sequence[tuple[Document, Portion | None]]) -> str | None:
    """What stands where most of the words are the same; None if too few are."""
    sought = [word for part in parts for word in part]
    for text, portion in asked:
        if portion is None:
            continue
        source = text.text(portion)
        places = [match.span() for match in _WORD.finditer(source)]
        words = [fold(source[a:b]) for a, b in places]
        same = SequenceMatcher(None, words, sought, autojunk=False).get_matching_blocks()
        hits = [block for block in same if block.size]
        if sum(block.size for block in hits) * 2 > len(sought):
            first, last = hits[0], hits[-1]
            begin = max(0, first.a - min(first.b, _AROUND))
            end = min(len(places), last.a + last.size + min(len(sought) - last.b - last.size, _AROUND))
            return " ".join(source[places[begin][0] : places[end - 1][1]].split())
    return None
