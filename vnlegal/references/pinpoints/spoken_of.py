"""Of which act a provision is that stands alone: "Căn cứ Luật A: / + Tại |Điều 42| quy định …".

A letter has no articles: what it calls so is of the act that its text speaks of there, if that is one. An act
that says which provisions it details means those of the one act that it guides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from ... import late
from ...model import Claim
from ...vocabulary import words
from ..page import Page, Reference

_REACH = 6000  # characters in which a text goes on speaking of an act
# Another thing that has articles: "Điều 5 |của Hợp đồng|", "Điều 7 |Điều lệ|".
_OF_OTHER = late.regex(
    r" (?:của|trong|thuộc) |,? (?:hợp đồng|điều lệ|quy chế|nội quy|thỏa thuận|hiệp định"
    r"|công ước|phụ lục)(?!\p{L})"
)
# What a guiding act says that it details: "|Nghị định này quy định chi tiết| Điều 11 về …, Điều 14 về …".
_DETAILS = late.regex(r"(?r)(?:quy định chi tiết|hướng dẫn|chi tiết)(?: thi hành| thực hiện)? ")
# The same said of itself, the provisions further on: "Nghị định| này quy định chi tiết| các nội dung …".
_SELF_DETAILS = late.regex(r"(?r) này (?:quy định (?:chi tiết|biện pháp)|hướng dẫn)(?!\p{L})")
# What may stand between its words and a provision: "chi tiết |điểm a và |khoản 4 Điều 15".
_PINS = late.regex(
    r"(?:(?:các|tiết|điểm|khoản|điều|và|của|quy định|tại|nội dung|[a-zđ]|\d{1,3}[a-zđ]?),? ?){0,24}"
)
_BACK, _LONGEST = 160, 3000


class SpokenOf:
    """The acts that the paragraphs of a page speak of."""

    def __init__(
        self, page: Page, drafts: Sequence[Reference], same: Sequence[int], claims: Sequence[Claim]
    ) -> None:
        self._page, self._drafts, self._same, self._claims = page, drafts, same, claims

    def above(self, start: int, end: int) -> int | None:
        """The act that the text speaks of where a provision stands, `start:end`; None if not just one."""
        if _OF_OTHER.match(self._page.folded, end):
            return None
        last = next(self._acts(max(0, start - _REACH), start), None)
        if last is None:
            return None
        named = sorted(self._acts(self._paragraph(self._drafts[last].start), start))
        heads = {self._same[i]: i for i in reversed(named) if not self._is_told_by(i, named)}
        return next(iter(heads.values())) if len(heads) == 1 else None

    def detailed(self, start: int) -> int | None:
        """The one act that this document guides, where it says which provisions it details."""
        if self._guided is None:
            return None
        folded = self._page.folded
        near = _DETAILS.search(folded, max(0, start - _BACK), start)
        if near and _PINS.fullmatch(folded, near.end(), start):
            return self._guided
        return self._guided if self.details(start) else None

    def details(self, start: int) -> bool:
        """Whether the sentence says before a place that this document details provisions of another."""
        far = _SELF_DETAILS.search(self._page.folded, max(0, start - _LONGEST), start)
        return far is not None and self._is_one_sentence(far.end(), start)

    def _is_one_sentence(self, start: int, end: int) -> bool:
        """Whether no sentence ends in a stretch, and no article begins; items behind a colon go on."""
        lines = self._page.text.lines
        ends = any(stop.strength in ("sentence", "paragraph") for stop in lines.between(start, end))
        opens = lines.all[lines.at(start) + 1 : lines.at(end) + 1]
        return not ends and not any(line.kind in ("dieu", "chuong") for line in opens)

    @cached_property
    def _guided(self) -> int | None:
        said = {
            self._same[int(one.object[1:]) - 1]
            for one in self._claims
            if one.kind == "guides" and one.subject == "self"
        }
        return next(iter(said)) if len(said) == 1 else None

    def _acts(self, low: int, at: int) -> Iterator[int]:
        """The acts named in a stretch, the last first."""
        for i in range(bisect_left(self._drafts, at, key=lambda one: one.start) - 1, -1, -1):
            if self._drafts[i].start < low:
                return
            if self._is_act(i):
                yield i

    def _is_act(self, i: int) -> bool:
        """Whether a mention is of a known act; in words that are quoted another speaks."""
        one = self._drafts[i]
        known = one.kind != "self" and (one.kind != "back" or one.refers_to is not None)
        enacts = self._drafts[self._same[i]].type_id in words("claims", "enacting")
        return known and enacts and not self._page.quoted(one.start)

    def _paragraph(self, at: int) -> int:
        """Where the paragraph of a place begins: at a mark, or behind a line that ends."""
        lines = self._page.text.lines
        i = lines.at(at)
        while i and lines.all[i].kind == "none" and lines.last(i - 1) not in ".;:":
            i -= 1
        return lines.all[i].start

    def _is_told_by(self, i: int, named: Sequence[int]) -> bool:
        """Whether an act only tells of one before it: it stands in its title, or changed it."""
        return any(
            one < i and (self._in_title(one, i) or frozenset((self._same[one], self._same[i])) in self._pairs)
            for one in named
        )

    def _in_title(self, one: int, i: int) -> bool:
        title = self._drafts[one].title
        return title is not None and title.start <= self._drafts[i].start < title.end

    @cached_property
    def _pairs(self) -> frozenset[frozenset[int]]:
        """Acts of which one guides, changes or ends the other, as the text reports."""
        told = (one for one in self._claims if one.subject != "self")
        return frozenset(
            frozenset((self._same[int(one.subject[1:]) - 1], self._same[int(one.object[1:]) - 1]))
            for one in told
        )
