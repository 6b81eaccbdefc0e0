"""Where a reference stands: in which provision of the text, or of the new text that an amendment quotes.

The new text of another act has a tree of its own, of which the quotation shows a part: "Điều này" in it is
the article that the quotation opens, or else the one that the instruction before it names.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ... import late
from ...lines import mark_at
from ...model import Attachment, Note, Portion, Span, portions_at
from ...notation import eids
from ..page import Page

# The number of a portion as printed: "5a", "b", "IV".
_NUMBER = late.regex(r"\d+[a-zđ]{0,2}|[a-zđ]\d{0,2}|[IVXLC]+[a-zđ]?")
# An annex by its number: "Phụ lục |II|".
_ANNEX = late.regex(r"(?i:phụ lục) (?P<num>(?i:số )?[\dIVXLCA-Z]{1,7})(?![\p{L}\p{N}])")
_QUOTED = {"dieu": "dieu", "number": "khoan", "letter": "diem", "chuong": "chuong", "muc": "muc"}
_BELOW = {"phan": 0, "chuong": 1, "muc": 2, "tieu-muc": 3, "dieu": 4, "khoan": 5, "diem": 6, "tiet": 7}


class Quotation(NamedTuple):
    """A quotation: where it begins and ends, and whether it is a passage of its own."""

    start: int
    end: int
    passage: bool


class Place(NamedTuple):
    """Where a position lies: the portions around it, the numbers they bear, the attachment, the quotation."""

    portions: tuple[Portion, ...]
    steps: Mapping[str, str]
    attachment: Attachment | None
    quote: Quotation | None

    @property
    def eid(self) -> str | None:
        """The eId of the innermost portion."""
        return self.portions[-1].eid if self.portions else None


class Places:
    """The places of one page."""

    def __init__(
        self,
        page: Page,
        body: Sequence[Portion],
        attachments: Sequence[Attachment],
        notes: Sequence[Note] = (),
    ) -> None:
        self._page, self.body, self.attachments = page, body, attachments
        self._notes = sorted(notes, key=lambda note: note.span.start)
        self._marks: dict[int, tuple[tuple[int, str, str], ...]] = {}

    @cached_property
    def eids(self) -> Mapping[str, Portion]:
        """All portions by eId."""
        trees = (self.body, *(one.body for one in self.attachments))
        return {one.eid: one for tree in trees for top in tree for one in top.walk()}

    @cached_property
    def annexes(self) -> frozenset[str]:
        """The eIds of the annexes that bear a number: "annex_II"."""
        found = (_ANNEX.match(one.heading.value) for one in self.attachments)
        return frozenset(eids.step("phu-luc", one["num"]) for one in found if one)

    @cached_property
    def unnumbered(self) -> tuple[Attachment, ...]:
        """The annexes that bear no number; their eIds go by their place ("att_1")."""
        annexes = (one for one in self.attachments if one.heading.value.lower().startswith("phụ lục"))
        return tuple(one for one in annexes if not _ANNEX.match(one.heading.value))

    @cached_property
    def has_articles(self) -> bool:
        """Whether any text of the page is cut into articles."""
        return any(one.kind == "dieu" for one in self.eids.values())

    @cached_property
    def by_numbers(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The eIds of units above or without articles, by the numbers at the end of their path."""
        found: dict[tuple[str, ...], list[str]] = {}
        for eid in self.eids:
            steps = [step for step in eid.split("__") if not step.startswith("att_")]
            numbers = tuple(map(number_of, steps))
            if not any(step.startswith("art_") for step in steps):
                for i in range(len(numbers)):
                    found.setdefault(numbers[i:], []).append(eid)
        return {numbers: tuple(eids) for numbers, eids in found.items()}

    @cached_property
    def _quotes(self) -> tuple[Quotation, ...]:
        text = self._page.text
        return tuple(
            Quotation(a, b, "\n" in text.clean[a:b] or self._page.in_passage(a))
            for a, b in text.lines.quotations
        )

    def quote_at(self, at: int) -> Quotation | None:
        """The quotation that holds a position of the cleaned text."""
        i = bisect_right(self._quotes, at, key=lambda one: one.start) - 1
        return self._quotes[i] if i >= 0 and at < self._quotes[i].end else None

    def at(self, start: int, span: Span) -> Place:
        """The place of a position of the cleaned text, whose span in the source is `span`."""
        inside = next((one for one in self.attachments if one.span.start <= span.start < one.span.end), None)
        chain = tuple(portions_at(inside.body if inside else self.body, span))
        hung = self._hung(span)
        steps = {one.kind: one.num for one in (chain if hung is None else hung)}
        return Place(chain, steps, inside, self.quote_at(start))

    def _hung(self, span: Span) -> Sequence[Portion] | None:
        """The portions around the mark of the note that a place lies in: "Điều này" of a note is theirs."""
        i = bisect_right(self._notes, span.start, key=lambda note: note.span.start) - 1
        note = self._notes[i] if i >= 0 else None
        if note is None or span.start >= note.span.end:
            return None
        return portions_at(self.body, note.anchor) if note.anchor else ()

    def in_quote(self, quote: Quotation, at: int) -> dict[str, str]:
        """The numbers of the units that a quotation opens above a position."""
        steps: dict[str, str] = {}
        for start, level, num in self._opened(quote):
            if start > at:
                break
            steps = {one: n for one, n in steps.items() if _BELOW[one] < _BELOW[level]}
            steps[level] = num
        return steps

    def _opened(self, quote: Quotation) -> tuple[tuple[int, str, str], ...]:
        if quote.start not in self._marks:
            self._marks[quote.start] = tuple(self._marked(quote))
        return self._marks[quote.start]

    def _marked(self, quote: Quotation) -> Iterator[tuple[int, str, str]]:
        lines = self._page.text.lines
        first = bisect_right(lines.all, quote.start, key=lambda line: line.start)
        starts = [quote.start]
        for line in lines.all[first:]:
            if line.start >= quote.end:
                break
            starts.append(line.start)
        for start in starts:
            opened = mark_at(lines.clean, start)
            kind = opened.lastgroup if opened else None
            level = _QUOTED.get(kind or "")
            if opened and kind and level and (number := _NUMBER.search(opened[kind].split()[-1])):
                yield start, level, number[0]


def number_of(step: str) -> str:
    """The number of a step of an eId, Roman ones as Arabic: "chp_II" and "chp_2" are one.

    >>> number_of("chp_XIV"), number_of("sec_2"), number_of("point_c")
    ('14', '2', 'c')
    """
    number = step.rpartition("_")[2]
    value = eids.roman(number) if number.isupper() else 0
    return str(value) if value else number
