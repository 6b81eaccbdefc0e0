"""What all stages of reading references share: the page with its numbers and dates, and a draft mention."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from .. import late
from ..model import DocNumber, MentionKind, Part, Preface
from ..notation import dates, numbers
from ..text import Text
from ..vocabulary import alternatives, doc_types_by_name, words

V = TypeVar("V")

_PASSAGE = 20  # characters from which quoted words are a passage, and not a name or a term


class Read(NamedTuple, Generic[V]):
    """A value, where it stands in the cleaned text, and what read it."""

    value: V
    start: int
    end: int
    by: str


class Reference(NamedTuple):
    """A mention in the making; positions count in the cleaned text, `refers_to` in the list of drafts.

    `blank` is the symbol of a cited draft that has no number yet, `year` the one printed behind a name.
    """

    kind: MentionKind
    start: int
    end: int
    number: Read[DocNumber] | None = None
    doc_type: Read[str] | None = None
    date: Read[date] | None = None
    issuer: Read[str] | None = None
    title: Read[str] | None = None
    provision: Read[str] | None = None
    name: str | None = None
    blank: Read[str] | None = None
    refers_to: int | None = None
    year: int | None = None

    @property
    def symbol(self) -> str:
        """The number as printed, or ""."""
        return self.number.value.compact if self.number else ""

    @property
    def type_id(self) -> str | None:
        """The key of its type, if a type word is written."""
        return self.doc_type.value if self.doc_type else None

    @property
    def typed(self) -> tuple[int, int]:
        """Where its own type word stands; an empty place if it has none."""
        word = self.doc_type
        return (word.start, word.end) if word else (self.start, self.start)

    @property
    def opening(self) -> int:
        """Where it begins with its own type word and the pinpoint in front of it."""
        provision, word = self.provision, self.doc_type
        start = min(self.start, provision.start) if provision else self.start
        return min(start, word.start) if word and word.by != "type:list" else start


def is_standard(draft: Reference) -> bool:
    """Whether a mention is of a technical standard, which bears no title behind its number."""
    return draft.number is not None and draft.number.value.form == "standard"


class Cover:
    """Stretches of text that may lie in one another; asked whether one touches a place, in log time.

    >>> cover = Cover([(2, 9), (4, 5), (12, 14)])
    >>> cover.touches(8, 10), cover.touches(9, 12)
    (True, False)
    """

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    @staticmethod
    def of(references: Iterable[Reference]) -> Cover:
        """The stretches of these mentions."""
        return Cover((reference.start, reference.end) for reference in references)

    def touches(self, start: int, end: int) -> bool:
        """Whether some stretch shares a character with `start:end`."""
        i = bisect_left(self._starts, end)
        return i > 0 and self._reach[i - 1] > start

    def holds(self, at: int) -> bool:
        """Whether some stretch holds the character at `at`."""
        return self.touches(at, at + 1)


Hit = tuple[int, int, DocNumber]


@dataclass(frozen=True)
class Page:
    """One cleaned page with its anchors, read once.

    `dates` and `dates_by_end` give the dates by where they begin and end.
    """

    text: Text
    flow: str
    folded: str
    numbers: tuple[tuple[int, int, DocNumber], ...]
    dates: Mapping[int, Read[date]]
    dates_by_end: Mapping[int, Read[date]]
    quotes: Cover
    part_at: Callable[[int], Part]
    printed_at: Callable[[int], Part]
    part_starts: tuple[int, ...]
    own: Preface
    start: int

    @staticmethod
    def of(
        text: Text,
        part_at: Callable[[int], Part],
        part_starts: Sequence[int],
        own: Preface,
        start: int,
        end: int,
        printed_at: Callable[[int], Part] | None = None,
    ) -> Page:
        """Scan the page (`start:end`) for numbers, dates and quotations.

        `part_at` says what part a place plays, `printed_at` in which it is printed: an attached plan has a
        body of its own.

        Of what a site put above it the headline is read, the line that holds its own number, its table of
        attributes, and numbers that the page itself does not cite.
        """
        flow, folded = text.flow, text.folded
        found = [Read(day, start, stop, "date") for start, stop, day in dates.find(folded)]
        return Page(
            text=text,
            flow=flow,
            folded=folded,
            numbers=tuple(_of_page(text, [hit for hit in numbers.find(flow) if hit[0] < end], start, own)),
            dates={one.start: one for one in found},
            dates_by_end={one.end: one for one in found},
            quotes=Cover((a, b) for a, b in text.lines.quotations if b - a > _PASSAGE),
            part_at=part_at,
            printed_at=printed_at or part_at,
            part_starts=tuple(part_starts),
            own=own,
            start=start,
        )

    @property
    def own_type(self) -> str | None:
        """The key of the type of the document itself."""
        return self.own.doc_type.value if self.own.doc_type else self._told_type

    @cached_property
    def _told_type(self) -> str | None:
        """What an act without a head calls itself most: "Nghị định này"."""
        if not self.has_articles:
            return None
        told = Counter(
            hit["type"] for hit in _TOLD.finditer(self.folded) if not self.quoted(hit.start())
        ).most_common(1)
        return doc_types_by_name()[told[0][0]][0].id if told else None

    @cached_property
    def has_articles(self) -> bool:
        """Whether it is divided into articles."""
        return any(line.kind == "dieu" for line in self.text.lines.all)

    @cached_property
    def headless(self) -> bool:
        """Whether it shows no letterhead: neither number nor type nor who issued it, nor to whom it goes."""
        own = self.own
        return not (own.number or own.doc_type or own.issuers or own.addressees)

    @cached_property
    def tells(self) -> bool:
        """Whether it only tells of acts: no letterhead, no articles, nothing called "Nghị định này"."""
        told = self.headless and not self.has_articles and not self._orders
        return told and _TOLD.search(self.folded) is None

    @cached_property
    def enacts(self) -> bool:
        """Whether its articles state what it does itself; of an act without a head its articles tell."""
        orders = self.has_articles or self._orders
        return orders if self.own_type is None else self.own_type in words("claims", "enacting")

    @cached_property
    def _orders(self) -> bool:
        """Whether an excerpt without a head has clauses that order a change of a law, as its amender has."""
        return self.headless and _ORDERS.search(self.text.clean) is not None

    @cached_property
    def codifies(self) -> bool:
        """Whether it repeats articles of many acts ("Điều 8.2.NĐ.1.1."), each of which speaks of itself."""
        found = len(_CODE.findall(self.text.clean))
        told = 0 < found < _CODED and self.own.number is None
        return found >= _CODED or (told and _TAKEN.search(self.text.clean) is not None)

    @cached_property
    def annexed(self) -> frozenset[str]:
        """The types of what it issues with itself: "Ban hành kèm theo Thông tư này Quy chế …"."""
        issued = _ANNEXED.finditer(self.folded) if "kèm theo " in self.folded else ()
        return frozenset(doc_types_by_name()[hit["type"]][0].id for hit in issued)

    def quoted(self, at: int) -> bool:
        """Whether a position lies inside quotation marks."""
        return self.quotes.holds(at)

    @cached_property
    def _passages(self) -> Cover:
        return Cover(
            (a, b) for a, b in self.text.lines.quotations if self.flow[a - 2 : a].strip()[-1:] in ("", ":")
        )

    def in_passage(self, at: int) -> bool:
        """Whether another act speaks there: a quotation that begins a line or stands behind a colon."""
        return self._passages.holds(at)

    def words(self, start: int, end: int) -> str:
        """What stands there, with its blanks made single."""
        return " ".join(self.flow[start:end].split())


def _of_page(text: Text, hits: Sequence[Hit], start: int, own: Preface) -> Iterator[Hit]:
    """The numbers from `start` on, and those above, but of its prose only what the page does not repeat."""
    known = {hit[2] for hit in hits if hit[0] >= start}
    if own.number:
        known.add(own.number.value)
    for hit in hits:
        if (
            hit[0] >= start
            or hit[2] not in known
            or _in_list(text, hit[0])
            or _in_headline(text, hit[0], own)
        ):
            yield hit


def _line(text: Text, at: int) -> str:
    stop = text.clean.find("\n", at)
    return text.clean[text.clean.rfind("\n", 0, at) + 1 : len(text.clean) if stop < 0 else stop]


def _in_list(text: Text, at: int) -> bool:
    """Whether a place above the page lies in a row of a table or a line too short for prose."""
    line = _line(text, at)
    return "|" in line or len(line) < _PROSE


def _in_headline(text: Text, at: int, own: Preface) -> bool:
    """Whether a place above the page lies in a line of prose that holds the document's own number."""
    if own.number is None:
        return False
    line = _line(text, at)
    return own.number.value.compact in line and "|" not in line and not _FIELD.match(line)


_PROSE = 160
# The number of an article in the codification of the law (Pháp lệnh 03/2012/UBTVQH13).
_CODE = late.regex(r"(?m)^Điều \d{1,2}\.\d{1,2}\.[A-ZĐ]{2}\.\d")
_CODED = 3
# A clause of an amending act: "2. Sửa đổi, bổ sung một số điều của Bộ luật … số 92/2015/QH13 … như sau:".
_ORDERS = late.regex(
    r"(?m)^\d{1,2}[a-zđ]?\. (?:Sửa đổi|Bổ sung)[^\n“\"]{10,160} số \d+/\d{4}/[^\n“\"]{3,400} như sau:\s*$"
)
# The line below that says where it was taken from: "(Điều 9 Thông tư số 10/2020/TT-BTP, có hiệu lực …)".
_TAKEN = late.re(r"(?m)^\(Điều \d{1,3}[a-zđ]? [^\n()]{8,200}có hiệu lực")
# A field of a site: "Số hiệu:".
_FIELD = late.regex(r"[\p{L}_ ]{1,30}:")
# What a document issues with itself: "kèm theo Thông tư này |Quy chế| tuyển sinh".
_ANNEXED = late.regex(
    rf"kèm theo (?:{alternatives(doc_types_by_name())}) này(?: là)?:? [“\"]?"
    rf"(?P<type>{alternatives(doc_types_by_name())})(?!\p{{L}})"
)
# What an act calls itself: "Nghị định này".
_TOLD = late.regex(
    r"(?<!\p{L})(?P<type>bộ luật|luật|pháp lệnh|nghị định|thông tư liên tịch|thông tư|quyết định|nghị quyết)"
    r" này(?!\p{L})"
)
