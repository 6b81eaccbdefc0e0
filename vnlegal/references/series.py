"""Series: lists of documents under one clause, and which of the open ones a list goes on with.

A sentence opens a series with each clause, and one inside another where a title has a clause of its own:

    |Căn cứ| Nghị định A |sửa đổi| Nghị định B và Nghị định C; Thông tư D
     based_on: A, D         amends: B, C

A semicolon goes on with what this document says; a comma or "và" with the innermost series that holds a
document of the same type, if its subject may do that to it.  A series without a clause is one too: what
goes on with it is a plain citation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .. import late
from ..model import Mode
from ..vocabulary import kinds_where
from ..vocabulary.acts import ACTS
from .chunks import Gap
from .page import Reference

SELF = -1
"""Stands for this document where mentions are told by their place in the list."""


class Clause(NamedTuple):
    """What somebody does to a series: the kind, who, where the cue stands, the rule that found it.

    In the passive those of the series act on `passive_of`.
    """

    kind: str
    mode: Mode
    subject: int
    cue: tuple[int, int]
    rule: str
    passive_of: int | None = None


@dataclass(slots=True)
class Series:
    """The mentions of one list and the clause that governs them, if any."""

    clause: Clause | None
    items: list[int] = field(default_factory=list)
    families: set[str | None] = field(default_factory=set)
    bracket: bool = False
    maker: bool = False

    @property
    def ours(self) -> bool:
        """Whether this document does it, or the one that it tells of ("Thực hiện A; B, UBND ban hành C")."""
        return self.clause is not None and (self.clause.subject == SELF or self.clause.rule == "issued")


# What may stand in front of an item behind its separator: "các", "và |tại|", "của |Ban Bí thư| tại",
# "|ý kiến của Bộ X| tại", "ý kiến của Bộ X |(|", "các |Nghị quyết của Hội đồng nhân dân tỉnh:|".
_LEAD = r"[LQVA]*(?:Y?N[NYLWPBVSQ]{0,9}[P(]|P?B[P(]|Y(?:PB)?:|P)?[LQVP]*"
# What may stand behind an item: items that nobody can read ("Đề án 06"), its issuer, a gloss, its title.
_TAIL = r"\)?(?:SYW?){0,3}(?:P?B)?G?W?G?(?:[TKOYNV][^.:]*)?"
# The two, over the letters of chunks.
_ITEM_LEAD, _ITEM_TAIL = late.regex(_LEAD), late.regex(_TAIL)
# Behind a semicolon also what a document says of something: "; |quy định về lãi suất theo| Quyết định …".
_PORTION_LEAD = late.regex(r"[TNVY][TNVLWYSBQ]*P")
# Behind a comma a body acts: another clause.
_BARRIER = late.regex(r"S(?:B(?:[WKUAN]|L?N)|X)")

# "; khoản 1 Điều 4 Quy định |ban hành kèm theo| Quyết định …": says where the part stands, no cue.
_ISSUED_WITH = "ban hành kèm theo "

# A separator of a list.
_SEPARATES = late.regex(r"[,;&]|(?<!\p{L})(?:và|hoặc|cùng)(?!\p{L})")
_FARTHEST = 1200  # characters between two items
_NEAR = 160  # between items that only a separator and a pinpoint part
_LONGEST, _TRIED = 120, 6  # chunks between two items, separators that may be the last
Join = Literal["next", "another's", "behind a title", "semicolon"]


def joins(gap: Gap) -> Join | None:
    """How a gap goes on with a list: with the next item, one of another body, one behind a title; or not.

    A semicolon goes on with the list of this document whatever title stands in front of it.
    """
    if len(gap.words) > _FARTHEST or not _SEPARATES.search(gap.words):
        return None
    letters = gap.letters
    if len(letters) > _LONGEST:
        return None
    if gap.words.endswith(_ISSUED_WITH):
        letters = f"{letters[:-1]}P"
    for at in reversed([at for at, letter in enumerate(letters) if letter in "S;"][-_TRIED:]):
        if how := _joins(letters[:at], letters[at], letters[at + 1 :]):
            return how
    return None


def _joins(tail: str, separator: str, lead: str) -> Join | None:
    """How a list goes on with what stands behind one item, the separator, what stands before the next."""
    portion = separator == ";" and _PORTION_LEAD.fullmatch(lead)
    if not (_ITEM_LEAD.fullmatch(lead) or portion) or not _ITEM_TAIL.fullmatch(tail) or _BARRIER.search(tail):
        return None
    if separator == ";":
        return "semicolon"
    if tail:
        return "behind a title"
    return "another's" if set("NYB") & set(lead) else "next"


def is_next(gap: Gap) -> bool:
    """Whether only a separator stands between two items."""
    if len(gap.words) > _NEAR:
        return False
    how = joins(gap)
    return how == "next" or (how == "semicolon" and len(gap.words) < 12)


_PAPERS = ("to-trinh", "bao-cao", "cong-van", "giay-moi", "van-ban")
_PROPOSALS = ("to-trinh", "bao-cao")
_STRONG = kinds_where(lambda row: row.force in ("ends", "rests", "changes"))
RANKS = {"hien-phap": 9, "bo-luat": 8, "luat": 8, "phap-lenh": 7, "nghi-dinh": 5, "thong-tu": 3,
          "thong-tu-lien-tich": 3}  # fmt: skip


def _family(draft: Reference) -> str | None:
    """The type of a document, one for all papers that ask or report, one for all acts of the law."""
    if draft.type_id in _PAPERS:
        return "paper"
    return "act" if draft.type_id in ACTS else draft.type_id


def may_act(kind: str, subject: Reference, thing: Reference) -> bool:
    """Whether a document may do that to another: no paper that only asks changes an act, none acts on a later
    one, an act of the law changes acts of its own rank, and guides those above it.
    """
    if subject.date and thing.date and thing.date.value > subject.date.value:
        return False
    if subject.type_id in _PAPERS:
        return kind not in (*_STRONG, "guides") and (
            kind != "promulgates" or subject.type_id not in _PROPOSALS
        )
    ours, theirs = RANKS.get(subject.type_id or ""), RANKS.get(thing.type_id or "")
    if kind == "guides":
        return ours is None or theirs is None or theirs > ours
    if kind in _STRONG and theirs is not None:
        return ours == theirs or (ours is None and subject.type_id == "nghi-quyet")
    return True


_DEEPEST = 8  # series open at once; a sentence with more is a table


class Stack:
    """The series that are open in a sentence, the innermost last."""

    def __init__(self, drafts: Sequence[Reference]) -> None:
        self._drafts = drafts
        self.open: list[Series] = []

    def push(
        self,
        clause: Clause | None,
        i: int,
        *,
        alone: bool = False,
        bracket: bool = False,
        maker: bool = False,
    ) -> Series:
        """Open a series with mention `i`; `alone` if the sentence goes on with nothing that was open.

        A `maker` only says which document the one in front was issued with: a list goes on around it.
        """
        if alone:
            self.open.clear()
        if len(self.open) > _DEEPEST:
            del self.open[1]
        self.open.append(Series(clause, [i], {_family(self._drafts[i])}, bracket, maker))
        return self.open[-1]

    def close_bracket(self) -> None:
        """Leave the series that opened behind a bracket which closes."""
        opened = next((n for n, one in enumerate(self.open) if one.bracket), len(self.open))
        del self.open[opened:]

    def ours(self) -> Series | None:
        """The innermost series of this document."""
        return next((one for one in reversed(self.open) if one.ours), None)

    def join(self, i: int, how: Join) -> Series | None:
        """The series that mention `i` goes on with; it and those around it stay open."""
        found = self._of_ours(how) or self._alike(i) or (None if how == "semicolon" else self._outer(i))
        if found is None or (how == "another's" and not found.ours):
            return None
        del self.open[self.open.index(found) + 1 :]
        found.items.append(i)
        found.families.add(_family(self._drafts[i]))
        return found

    def _of_ours(self, how: Join) -> Series | None:
        return self.ours() if how in ("semicolon", "another's") else None

    def _alike(self, i: int) -> Series | None:
        """The innermost series with a document of the same type."""
        kind = _family(self._drafts[i])
        alike = [one for one in reversed(self.open) if kind in one.families and self._fits(one, i)]
        return next((one for one in alike if not one.maker), alike[0] if alike else None)

    def _outer(self, i: int) -> Series | None:
        """The innermost series that may hold it; no number goes on with a plan that a title only names."""
        fit = [one for one in reversed(self.open) if self._fits(one, i) and not _closed(one)]
        if self._drafts[i].number:
            fit = [one for one in fit if one.clause or not self._only_named(one)] or fit
        return fit[0] if fit else None

    def _only_named(self, series: Series) -> bool:
        drafts = (self._drafts[j] for j in series.items)
        return all(one.kind == "named" and one.type_id not in ACTS and not one.number for one in drafts)

    def _fits(self, series: Series, i: int) -> bool:
        clause, thing = series.clause, self._drafts[i]
        if clause is None or clause.subject == SELF:
            return True
        if clause.passive_of is not None:
            named = thing.name and thing.type_id in ACTS and not self._in_part(series, thing)
            other = self._drafts[clause.passive_of]
            return not named and _later(thing, other) and may_act(clause.kind, thing, other)
        return may_act(clause.kind, self._drafts[clause.subject], thing)

    def _in_part(self, series: Series, thing: Reference) -> bool:
        """ "… bởi khoản 3 Điều 50 Luật A |và khoản 1 Điều 55 Luật B|": each is told by its provision."""
        return bool(thing.provision and self._drafts[series.items[-1]].provision)


def _closed(series: Series) -> bool:
    """Whether only documents of its own type go on with a series: those that an act amends.

    An act is amended by laws and resolutions in one list.
    """
    clause = series.clause
    if clause is None or clause.passive_of is not None:
        return False
    return clause.subject != SELF and clause.kind in _STRONG


def _later(one: Reference, other: Reference) -> bool:
    return not (one.date and other.date and one.date.value < other.date.value)
