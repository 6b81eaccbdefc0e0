"""A text as HTML with stretches of it marked: every character of the source stays, in its place.

What the browser calls the text content of the page is the source text itself, so that a stretch of it can
be found by counting characters (`#char=120,168`, RFC 5147), whatever is marked.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex
from markupsafe import Markup, escape

from .. import late
from ..model import Block, Span

_GAP = late.regex(r"\n[ \t\r]*\n\s*")
_MARKUP = late.regex(
    r"\*\*|^#{1,6} |(?<=\w)[_^]\{(?=[^{}\n]{1,80}\})|(?<=[_^]\{[^{}\n]{1,80})\}"
    r"|^[ \t]*\|[ \t]*(?:\n|$)|^[ \t]*(?:-{3,}|_{3,})[ \t]*(?:\n|$)",
    regex.MULTILINE,
)
_BOLD = late.regex(r"\*\*(?!\s)[^*]{1,2000}\*\*")
_ITALIC = late.regex(r"(?<![*\w])\*(?=[^\s*])[^*]{1,900}(?<=[^\s*])\*(?![*\w])")
_LAID_OUT = late.regex(r"\|[^|\n]*\S[^|\n]*\||\S {3,}\S|\t")
_ITEM = late.regex(r"\s*(?:[-–+•]|\p{L}\)|\d{1,3}[.)])\s")
_FILLED, _HALF = 60, 35  # a line of so many characters goes on; a shorter one if its sentence does


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked: an element with attributes; the id stands on its first piece alone."""

    span: Span
    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    id: str = ""


def marked(text: str, blocks: Sequence[Block], marks: Iterable[Mark]) -> Markup:
    """The text block by block, paragraph by paragraph."""
    ordered = sorted([*marks, *_typography(text)], key=lambda one: (one.span.start, -one.span.end))
    writer = _Writer(text, ordered)
    return Markup("").join(writer.blocks(blocks))


def _typography(text: str) -> Iterator[Mark]:
    """Markdown of the source: bold is shown as such, its marks are there but not seen."""
    for match in _BOLD.finditer(text):
        yield Mark(Span(*match.span()), "strong")
    for match in _ITALIC.finditer(text):
        yield Mark(Span(*match.span()), "em")
        for at in (match.start(), match.end() - 1):
            yield Mark(Span(at, at + 1), "span", (("class", "markup"),))
    for match in _MARKUP.finditer(text):
        yield Mark(Span(*match.span()), "span", (("class", "markup"),))


class _Writer:
    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self.text, self.marks = text, deque(marks)
        self.near: list[Mark] = []  # those that have begun and not ended
        self.named: set[str] = set()

    def blocks(self, blocks: Sequence[Block]) -> Iterator[Markup]:
        """Each block as a section."""
        for kind, whole in self._partition(blocks):
            yield Markup('<section class="block {}">').format(kind)
            for span, filled in self._paragraphs(whole):
                yield self._paragraph(span, kind) if filled else escape(self._words(span))
            yield Markup("</section>")

    def _partition(self, blocks: Sequence[Block]) -> Iterator[tuple[str, Span]]:
        """The blocks, so that they hold each character once whatever they say."""
        at = 0
        for block in sorted(blocks, key=lambda one: one.span):
            if at < block.span.start:
                yield "body", Span(at, block.span.start)
            at = max(at, block.span.start)
            if at < block.span.end:
                yield block.kind, Span(at, block.span.end)
                at = block.span.end
        if at < len(self.text):
            yield "body", Span(at, len(self.text))

    def _words(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def _paragraphs(self, span: Span) -> Iterator[tuple[Span, bool]]:
        """Paragraphs, and the white space between them."""
        at = span.start
        lead = len(self._words(span)) - len(self._words(span).lstrip())
        gaps = [(at, at + lead)] if lead else []
        gaps += [match.span() for match in _GAP.finditer(self.text, at + lead, span.end)]
        for start, end in gaps:
            if at < start:
                yield Span(at, start), True
            yield Span(start, end), False
            at = end
        if at < span.end:
            yield Span(at, span.end), True

    def _paragraph(self, span: Span, kind: str) -> Markup:
        kept = kind in ("preface", "conclusions", "furniture") or _LAID_OUT.search(self.text, *span)
        inside = self._inside(span)
        breaks = [] if kept else [*self._breaks(span)]
        body = Markup("").join(self._pieces(span, inside, breaks))
        return Markup('<div class="{}">{}</div>').format("laid" if kept else "flow", body)

    def _inside(self, span: Span) -> list[Mark]:
        """The marks of a paragraph; those come one after the other, so that each mark is met once."""
        while self.marks and self.marks[0].span.start < span.end:
            self.near.append(self.marks.popleft())
        self.near = [one for one in self.near if one.span.end > span.start]
        return [one for one in self.near if one.span.overlaps(span)]

    def _breaks(self, span: Span) -> Iterator[int]:
        """Where a line of the source ends a line of the page: most lines end where the paper did."""
        lines = self._words(span).split("\n")
        at = span.start
        for line, after in pairwise(lines):
            at += len(line) + 1
            if not _goes_on(line, after):
                yield at

    def _pieces(self, span: Span, marks: Sequence[Mark], breaks: Sequence[int]) -> Iterator[Markup]:
        """The words between the ends of marks; marks that cross are closed and opened again."""
        ends = {end for one in marks for end in one.span}
        cuts = sorted({*span, *breaks, *(end for end in ends if span.start < end < span.end)})
        opened: list[tuple[Mark, str]] = []
        for start, end in pairwise(cuts):
            if start in breaks:
                yield Markup("<br>")
            wanted = [one for one in marks if one.span.start <= start and end <= one.span.end]
            same = 0
            while same < min(len(opened), len(wanted)) and opened[same][0] is wanted[same]:
                same += 1
            yield self._close(opened, same)
            for one in wanted[same:]:
                yield self._open(opened, one)
            yield escape(self.text[start:end])
        yield self._close(opened, 0)

    def _close(self, opened: list[tuple[Mark, str]], keep: int) -> Markup:
        closing = Markup("").join(Markup("</{}>").format(tag) for _, tag in reversed(opened[keep:]))
        del opened[keep:]
        return closing

    def _open(self, opened: list[tuple[Mark, str]], one: Mark) -> Markup:
        """Open an element; a link inside a link would end the outer one, so it becomes a span."""
        inner = one.tag == "a" and any(tag == "a" for _, tag in opened)
        tag = "span" if inner else one.tag
        attributes = [(name, value) for name, value in one.attributes if not (inner and name == "href")]
        if one.id and one.id not in self.named:
            self.named.add(one.id)
            attributes.append(("id", one.id))
        opened.append((one, tag))
        shown = Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in attributes)
        return Markup("<{}{}>").format(tag, shown)


def _goes_on(line: str, after: str) -> bool:
    """Whether a line was broken by the width of the paper alone."""
    if after.lstrip()[:1].islower():
        return True
    if _ITEM.match(after) or (line.isupper() and len(line) < _HALF):
        return False
    return len(line) >= _FILLED or (len(line) >= _HALF and line.rstrip("* ")[-1:] not in ".;:/!?")
