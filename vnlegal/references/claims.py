"""Claims: what relation the text states between which two documents, in which mode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..model import Claim, Field
from .codification import TakenFrom, is_beside
from .consolidated import consolidate
from .cues import CHANGES
from .governors import SELF, Said, read_governors
from .groups import first_of_same
from .page import Page, Reference


def find_claims(page: Page, drafts: Sequence[Reference]) -> tuple[Claim, ...]:
    """All claims of a page, each once, in page order; mentions of one document count as its first."""
    said = consolidate(page, drafts, read_governors(page, drafts))
    if page.codifies:
        said = [*_of_acts(page, drafts, said)]
    same = _same(drafts, said)
    found: dict[tuple[str, str, int, int], Said] = {}
    for one in said:
        subject = SELF if one.subject == SELF else same[one.subject]
        target = same[one.object]
        if subject != SELF and _is_later(drafts[target], drafts[subject]):
            target = one.object  # "Luật sửa đổi … Luật A ngày 21/12/1990": of the A before that of the page
        if subject != SELF and drafts[subject].kind == "self":
            subject = SELF
        own = drafts[target].kind == "self" and (subject == SELF or one.kind not in CHANGES)
        if subject != target and not own and not _unknown(page, drafts[target]):
            key = (one.kind, one.mode, subject, target)
            found.setdefault(key, replace(one, subject=subject, object=target))
    return tuple(_claim(page, one) for one in found.values())


def _of_acts(page: Page, drafts: Sequence[Reference], said: Sequence[Said]) -> Iterator[Said]:
    """What articles of the codification say, said by the acts that they were taken from: what those change.

    "Điều 15.5.LQ.51. … (Điều 51 |Luật số 52/2010/QH12|, …)\\n1. |Bãi bỏ| Điều 105 của |Luật …22/2000/QH10|."
    """
    acts = TakenFrom(page, drafts)
    for one in said:
        if one.subject != SELF:
            yield one
        elif one.kind in CHANGES and one.mode == "asserted" and _acts(page, one.cue[0]):
            source = None if is_beside(page, one.cue[0]) else acts.source(one.cue[0])
            if source is not None and drafts[source].kind != "self":
                yield replace(one, subject=source, mode="reported")


def _acts(page: Page, at: int) -> bool:
    """Whether words of the act itself change something: "có hiệu lực cho đến khi |được bãi bỏ|" do not."""
    return not page.quoted(at) and not page.folded.endswith(" khi ", 0, at)


def _is_later(one: Reference, other: Reference) -> bool:
    """Whether a document is dated after another, which then does nothing to it."""
    return one.date is not None and other.date is not None and one.date.value > other.date.value


def _unknown(page: Page, draft: Reference) -> bool:
    """Whether another act speaks of itself there, in words that this one quotes ("… thi hành Luật này”"), or
    an annex of the page ("Quy chế này").
    """
    return (
        draft.kind == "back"
        and draft.refers_to is None
        and (page.quoted(draft.start) or page.folded.endswith(" này", draft.start, draft.end))
    )


def _same(drafts: Sequence[Reference], said: Sequence[Said]) -> list[int]:
    """First mentions, where an instrument that one document makes twice is one."""
    same = first_of_same(drafts)
    made: dict[tuple[int, str | None], int] = {}
    for one in said:
        if one.kind == "promulgates" and one.subject != SELF:
            key = same[one.subject], drafts[one.object].type_id
            first = made.setdefault(key, same[one.object])
            if _alike(drafts[first].name, drafts[one.object].name):
                same[one.object] = first
    return same


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two names share most of their words, or one is short or holds a number: the same instrument."""
    if any(" số " in (name or "") for name in (one, other)):
        return True
    words, others = set((one or "").split()), set((other or "").split())
    fewer = min(len(words), len(others))
    return fewer < _SHORT or 2 * len(words & others) > len(words | others) or len(words & others) == fewer


_SHORT = 5


def _claim(page: Page, said: Said) -> Claim:
    start, end = said.cue
    cue = Field(page.words(start, end), page.text.span(start, end), f"cue:{said.kind}")
    subject = "self" if said.subject == SELF else f"m{said.subject + 1}"
    return Claim(said.kind, said.mode, subject, f"m{said.object + 1}", cue, page.printed_at(start))
