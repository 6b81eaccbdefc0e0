"""Whose provision an expression means: what stands behind it, behind the next of its list, or above it.

In this order: its own tail ("của Luật này", "Nghị định số …"); the tail of a later expression of the same
list; in quoted new text and in the clauses that order it, the act that is amended; else this document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ... import late
from ...model import Claim, Portion, Span
from ...vocabulary import alternatives, doc_types_by_name
from ..groups import first_of_same
from ..page import Page, Reference
from .expressions import Expression
from .places import Place, Quotation
from .spoken_of import SpokenOf

_TYPES = alternatives(late.longest_first(doc_types_by_name()))
# From an expression to its act: "của Luật này", "tại Nghị định …", "ban hành kèm theo Thông tư …".
_LINK = late.regex(
    r"[,)]?(?: (?:của|tại|trong|thuộc|theo|quy định tại|(?:được )?ban hành(?: kèm)? theo|kèm theo))*+ {1,2}"
)
# The act itself: "Điều 5 |Nghị định này|".
_THIS_ACT = late.regex(rf"(?P<type>{_TYPES}) này(?!\p{{L}})")
# "Quy chế làm việc ban hành kèm theo Quyết định …": the articles of the text that is issued with the act.
_ISSUED = late.regex(
    rf"(?P<type>{_TYPES}|quy chế|điều lệ|quy định)"
    r"(?: (?!ban hành |kèm |bằng (?:phụ lục|các|mẫu|biểu) )[^ ,;.()“”\"]+){0,40}+"
    r" (?:được )?(?:ban hành )?kèm theo "
)
# The same in front of the act: "một số điều của |Quy định ban hành kèm theo |Quyết định số …".
_ISSUED_WITH = late.regex(
    rf"(?r)(?<!\p{{L}})(?P<type>{_TYPES}|quy chế|điều lệ|quy định)"
    r"(?: (?!ban hành |kèm |bằng (?:phụ lục|các|mẫu|biểu) )[^ ,;.()“”\"]+){0,40}?"
    r" (?:được )?(?:ban hành )?kèm theo "
)
# An annex by its name: "phần II| Phụ lục khung năng lực … kèm theo |Thông tư số …".
_OF_ANNEX = late.regex(
    r"(?:của |tại )?phụ lục (?!này|số|[\divxlc]{1,4}(?!\p{L}))(?:(?!ban hành |kèm )[^ ,;.()“”\"]+ ){1,24}+"
    r"(?:ban hành )?kèm theo "
)
# What it issues: "Điều 5 |Quy chế ban hành kèm theo| …".
_ISSUED_HERE = late.regex(
    rf"(?P<type>{_TYPES}|quy chế|điều lệ|quy định) (?:ban hành )?kèm theo(?= như | được |[.,;:]|$)"
)
# An act by a name that is not read: of one that is not yet made, "Luật Thuế giá trị gia tăng (sửa đổi)".
_UNREAD = late.regex(r"(?:Luật|Bộ luật|Pháp lệnh) (?!này|nêu|trên)\p{L}{2,}")
_REACH = 320
# An act by its type and the beginning of its number, as named before: "Nghị định 59", "Thông tư số 02".
_SHORT = late.regex(rf"(?P<type>{_TYPES})(?: số)? (?P<num>\d{{1,4}})(?![\d/]|[.–-][\d\p{{L}}]|\p{{L}})")
# Between two expressions of one list: "Điều 5, Điều 6 và quy định tại Điều 7", "khoản 8 vào sau khoản 7".
_CHAIN = late.regex(
    r"[)]?(?:[,;]| và| hoặc|, và|, hoặc|; và|và/hoặc| cùng| cùng với| vào| vào sau| vào trước| sau| trước)*+"
    r"(?: (?:quy định |nêu |quy định ở )?(?:tại|từ|ở|theo))? ?"
)
# Words of the next one between: "bãi bỏ khoản 2 Điều 3| và cụm từ “A” tại |khoản 1 Điều 4".
_CHAIN_OF_WORDS = late.regex(
    r"(?:,|;| và|, và) (?:bãi bỏ |bỏ )?(?:các |một số )?(?:cụm từ|từ|cụm) [“\"][^“”\"\n]{1,100}[”\"]"
    r" (?:quy định )?(?:tại|ở|trong) "
)
# Where something is put in: "khoản 5| vào sau |khoản 4".
_INTO = late.regex(
    r"(?: mới)?(?: (?:được )?bổ sung)? (?:vào(?: ngay| liền)?(?: sau| trước)?|(?:ngay )?(?:sau|trước)) "
)
# A clause that orders a change: "Sửa đổi, bổ sung …", "Điều 4 được sửa đổi, bổ sung như sau".
_ORDERS = late.regex(
    r"(?:nay )?(?:sửa đổi|bổ sung|thay thế|thay cụm từ|bãi bỏ|bỏ|hủy bỏ|đính chính)(?:,| |;)"
)
# What is changed: "Điều 5| được sửa đổi|".
_PASSIVE = late.regex(r" (?:được|bị) (?:sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính)(?!\p{L})")
# A change made before by another act: "(đã được sửa đổi, bổ sung theo khoản 2 Điều 1 |Luật số 5…|)".
_TOLD = late.regex(
    r"(?r)được (?:sửa đổi|bổ sung|thay thế)(?:, bổ sung|, thay thế)*(?: một số (?:điều|nội dung))?"
    r" (?:theo|tại|bởi)(?: [^;:]{0,80})? ?"
)
# A lead-in, which hands its article down: "… của Điều 18 như sau:", no new text behind it.
_LEADS_IN = late.regex(r"[^\n:]{0,80}:\s*(?![\s“\"|])")
# What an order adds to the one before it: "sửa đổi khoản 4 |và bổ sung| khoản 5 vào Điều 77".
_ALSO = late.regex(r"(?:,|;)? ?(?:và )?(?:sửa đổi, bổ sung|sửa đổi|bổ sung|bãi bỏ|thay thế) ")
# What a clause begins with, its mark: "Điều 1. ", "2- ", "a) ".
_MARK = late.regex(
    r"[\s|“\"]{0,4}(?:điều \d{1,4}[a-zđ]{0,2}|\d{1,3}[a-zđ]?|[a-zđ]\d{0,2}|[ivxlc]{1,7})?[\s.:)/-]{0,6}"
)
_LONGEST_LEAD = 1_500


class Tail(NamedTuple):
    """The act behind an expression: a mention, or this document; `issued`: what is issued with it.

    `open` where it is another act, and nobody knows which.
    """

    draft: int | None
    type: str | None = None
    issued: str | None = None
    open: bool = False


class Lead(NamedTuple):
    """Whether the clauses above a place order a change, and of which act (None if they do not say)."""

    orders: bool
    draft: int | None = None
    issued: str | None = None


class Acts:
    """The acts of one page, asked by the expressions that name their provisions."""

    def __init__(
        self, page: Page, drafts: Sequence[Reference], claims: Sequence[Claim], body: Sequence[Portion]
    ) -> None:
        self._page, self.drafts, self._claims, self._body = page, drafts, claims, body
        self._leads: dict[str, Lead] = {}

    @cached_property
    def _starts(self) -> Mapping[int, int]:
        found: dict[int, int] = {}
        for i, one in enumerate(self.drafts):
            word = one.doc_type
            found.setdefault(one.start, i)
            if word and word.by != "type:list":
                found.setdefault(word.start, i)
        return found

    @cached_property
    def same(self) -> Sequence[int]:
        """For each mention the first of the same document."""
        return first_of_same(self.drafts)

    @cached_property
    def spoken_of(self) -> SpokenOf:
        """The acts that the text speaks of."""
        return SpokenOf(self._page, self.drafts, self.same, self._claims)

    @cached_property
    def _by_serial(self) -> Mapping[tuple[str | None, str], set[int]]:
        """The documents by type and first number: "Nghị định 59" for Nghị định số 59/2009/NĐ-CP."""
        found: dict[tuple[str | None, str], set[int]] = {}
        for i, one in enumerate(self.drafts):
            if one.number and one.kind == "numbered":
                kind = one.type_id or self.drafts[self.same[i]].type_id
                found.setdefault((kind, one.number.value.serial.lstrip("0")), set()).add(self.same[i])
        return found

    @cached_property
    def amended_by_title(self) -> int | None:
        """The one act that the document says in its title that it amends."""
        said = {self.same[i] for i in self._amending} - {self.same[i] for i in self._made}
        return next(iter(said)) if len(said) == 1 else None

    @cached_property
    def _made(self) -> list[int]:
        """What an act issues that the title names: "Quy chế … ban hành kèm theo |Quyết định số …|"."""
        told = [(one.subject, one.object) for one in self._claims if one.kind == "promulgates"]
        return [i for i in self._amending if any((f"m{j + 1}", f"m{i + 1}") in told for j in self._amending)]

    @cached_property
    def amends(self) -> bool:
        """Whether the title says that the document amends another."""
        return bool(self._amending)

    @cached_property
    def _amending(self) -> list[int]:
        """What the title says that the document amends; where only a site tells it, what the text does."""
        said = [one for one in self._claims if one.kind == "amends" and one.subject == "self"]
        title = self._page.own.subject
        orders = title is not None and _ORDERS.match(title.value.lower()) is not None
        told = orders and title is not None and title.by == "site table"
        found = [int(one.object[1:]) - 1 for one in said if told or one.part == "subject"]
        return found or ([*self._issuers(title.span)] if orders and title and title.span else [])

    def _issuers(self, title: Span) -> Iterator[int]:
        """The acts of a title that amends what is issued with them: "… Quy định ban hành kèm theo |…|"."""
        start, end = self._page.text.at(title)
        first = bisect_left(self.drafts, start, key=lambda one: one.start)
        for i in range(first, len(self.drafts)):
            if self.drafts[i].start >= end:
                return
            if self._issuing(i, end)[1]:
                yield i

    def tail(self, end: int) -> Tail | None:
        """The act that stands directly behind an expression."""
        folded = self._page.folded
        link = _LINK.match(folded, end, end + _REACH)
        if link is None:
            return None
        at = link.end()
        if issued := self._issued(at):
            return issued
        if (annex := _OF_ANNEX.match(folded, at, at + _REACH)) and annex.end() in self._starts:
            at = annex.end()
        if (draft := self._starts.get(at)) is not None:
            return self._of_draft(draft, at)
        if short := _SHORT.match(folded, at):
            found = self._by_serial.get((key(short["type"]), short["num"].lstrip("0")), set())
            return Tail(min(found)) if len(found) == 1 else Tail(None, open=True)
        if this := _THIS_ACT.match(folded, at):
            return Tail(None, this["type"])
        return Tail(None, open=True) if _UNREAD.match(self._page.flow, at) else None

    def behind(self, start: int) -> int | None:
        """The act in front of a provision that is written behind it: "Luật Đất đai (|khoản 2 Điều 5|)"."""
        for i in range(bisect_left(self.drafts, start, key=lambda one: one.start) - 1, -1, -1):
            one = self.drafts[i]
            if one.start < start - _REACH:
                return None
            said = one.provision
            if said and said.by == "provision:behind" and said.start <= start < said.end:
                return None if one.kind == "back" and one.refers_to is None else i
        return None

    def _issued(self, at: int) -> Tail | None:
        folded, here = self._page.folded, self._starts.get(at)
        if folded.find("kèm theo", at, at + _REACH) < 0 or (here is not None and self.drafts[here].number):
            return None
        if alone := _ISSUED_HERE.match(folded, at):
            return Tail(None, None, alone["type"])
        found = _ISSUED.match(folded, at, at + _REACH)
        if not found:
            return None
        draft = self._starts.get(found.end())
        this = _THIS_ACT.match(folded, found.end())
        if draft is None and not this:
            return None
        own = draft is None or self.drafts[draft].kind == "self"
        return Tail(None if own else draft, this["type"] if this else None, found["type"])

    def _of_draft(self, draft: int, at: int) -> Tail:
        this = _THIS_ACT.match(self._page.folded, at)
        one = self.drafts[draft]
        if this and (one.kind == "self" or one.refers_to is None):
            return Tail(None, this["type"])
        return Tail(None, one.type_id or "") if one.kind == "self" else Tail(draft, this and this["type"])

    def chained(self, left: Expression, right: Expression) -> bool:
        """Whether the right expression goes on with the list of the left one, so that they share an act."""
        gap = self._page.folded[left.end : min(right.start, left.end + 160)]
        chain = _CHAIN.fullmatch(gap) if len(gap) <= 24 else _CHAIN_OF_WORDS.fullmatch(gap)
        return chain is not None

    def into(self, left: Expression, right: Expression) -> bool:
        """Whether the left one is put into the right one: "khoản 4a vào sau khoản 4"."""
        return _INTO.fullmatch(self._page.folded, left.end, right.start) is not None

    def also(self, left: Expression, right: Expression) -> bool:
        """Whether one order names both: "sửa đổi khoản 4 và bổ sung khoản 5"."""
        return _ALSO.fullmatch(self._page.folded, left.end, right.start) is not None

    def leads_in(self, one: Expression) -> bool:
        """Whether only further orders stand under the line of an expression, no new text."""
        return _LEADS_IN.match(self._page.text.clean, one.end) is not None

    def lead(self, place: Place) -> Lead:
        """What the clauses above a place order, from the innermost portion out."""
        orders = False
        for portion in reversed(place.portions):
            found = self._lead(portion)
            if found.draft is not None:
                return found
            orders = orders or found.orders
        draft = self._carried(place) if orders else None
        titled = draft is not None and draft == self.amended_by_title
        return Lead(orders, draft, self._issued_by_title if titled else None)

    @cached_property
    def _issued_by_title(self) -> str | None:
        """The type of the instrument, if the title says to amend one that is issued with the act."""
        end = len(self._page.folded)
        types = {self._issuing(i, end)[1] for i in self._amending}
        return types.pop() if len(types) == 1 else None

    def _carried(self, place: Place) -> int | None:
        """The act of the title, or the only one that the orders name, from the article that names it on."""
        if self.amended_by_title is not None or len({self.same[act] for _, act in self._named}) != 1:
            return self.amended_by_title
        begin, act = self._named[0]
        article = next((one for one in place.portions if one.kind == "dieu"), None)
        return act if article and begin < article.span.start else None

    @cached_property
    def _named(self) -> list[tuple[int, int]]:
        """The articles whose head orders a change, by where they begin, with the act that each names."""
        articles = (one for top in self._body for one in top.walk() if one.kind == "dieu")
        leads = ((one.span.start, self._lead(one).draft) for one in articles)
        return [(start, act) for start, act in leads if act is not None]

    def _lead(self, portion: Portion) -> Lead:
        if portion.eid not in self._leads:
            self._leads[portion.eid] = self._read_lead(portion)
        return self._leads[portion.eid]

    def _read_lead(self, portion: Portion) -> Lead:
        start, end = self.head_of(portion)
        folded = self._page.folded
        words = _MARK.match(folded, start, end)
        begin = words.end() if words else start
        if not _ORDERS.match(folded, begin, end) and not _PASSIVE.search(folded, begin, end):
            return Lead(False)
        first = bisect_left(self.drafts, begin, key=lambda one: one.start)
        for i in range(first, len(self.drafts)):
            if self.drafts[i].start >= end:
                break
            one = self.drafts[i]
            if _TOLD.match(folded, begin, one.opening):
                continue
            if one.kind != "self" and (one.kind != "back" or one.refers_to is not None):
                return Lead(True, *self._issuing(i, end))
        return Lead(True)

    def _issuing(self, i: int, end: int) -> tuple[int, str | None]:
        """The act that an instrument is issued with, and the instrument's type; else the mention itself."""
        one, folded = self.drafts[i], self._page.folded
        issued = _ISSUED.match(folded, one.start, min(end, one.start + _REACH))
        if issued and (act := self._starts.get(issued.end())) is not None:
            return act, issued["type"]
        before = _ISSUED_WITH.match(folded, max(0, one.opening - _REACH), one.opening)
        return i, before and before["type"]

    def head_of(self, portion: Portion) -> tuple[int, int]:
        """The words of a portion above what is under it and before what it quotes."""
        text = self._page.text
        start, end = text.at(portion.span)
        if portion.children:
            end = text.at(portion.children[0].span)[0]
        end = min(end, start + _LONGEST_LEAD)
        quotes = text.lines.quotations
        i = bisect_left(quotes, start, key=lambda one: one[0])
        return start, min(end, quotes[i][0]) if i < len(quotes) else end


def key(name: str) -> str | None:
    """The key of a type of document by its name; another name as it is."""
    rows = doc_types_by_name().get(name)
    return rows[0].id if rows else name


def is_new_text(quote: Quotation | None, lead: Lead, amends: bool) -> bool:
    """Whether a quotation is text of the act that is amended: words of a clause that orders, or a passage."""
    return quote is not None and (lead.orders or (quote.passage and amends))
