"""find_mentions: every reference of a page to a document, in page order."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Field, Mention
from ..text import Text
from .acts import find_amendments, with_name_behind, with_own_numbers
from .backs import find_backs
from .codification import with_sources
from .groups import distribute
from .named import find_named, find_numberless
from .numbered import find_blank, find_numbered, read_tail
from .page import Page, Read, Reference, V, is_standard
from .provisions import read_before, read_behind
from .titles import with_title


def find_drafts(page: Page) -> tuple[Reference, ...]:
    """All mentions with positions in the cleaned text, complete but for their ids."""
    numbered = find_numbered(page)
    numbered = [
        read_tail(page, full) if (full := with_name_behind(page, r)) is not r else r for r in numbered
    ]
    numbered = with_sources(page, numbered) if page.codifies else numbered
    amendments = find_amendments(page, numbered)
    numbered = [_with_provision(page, r) for r in with_own_numbers(page, numbered, amendments)]
    numbered = sorted([*distribute(page, numbered), *find_blank(page)], key=lambda r: r.start)
    named = [_with_provision(page, r) for r in find_named(page, numbered, amendments)]
    named += [read_tail(page, r) for r in find_numberless(page)]
    drafts = find_backs(page, [*numbered, *named])
    tried = {(r.opening, r.end) for r in (*numbered, *named)}
    drafts = [r if r.provision or (r.opening, r.end) in tried else _with_provision(page, r) for r in drafts]
    return tuple(_with_titles(page, drafts))


def _with_provision(page: Page, draft: Reference) -> Reference:
    """With the pinpoint written directly before the mention, or else behind it."""
    if draft.kind == "self":
        return draft
    by, chains = "provision:before", read_before(page.flow, page.folded, draft.opening)
    if not chains:
        by, chains = "provision:behind", read_behind(page.flow, page.folded, draft.end)
    if not chains:
        return draft
    said = "; ".join(page.words(*one) for one in chains)
    return draft._replace(provision=Read(said, chains[0][0], chains[-1][1], by))


def _with_titles(page: Page, drafts: Sequence[Reference]) -> list[Reference]:
    return [
        with_title(page, drafts, i)
        if r.kind == "numbered" and not r.name and not r.title and not is_standard(r)
        else r
        for i, r in enumerate(drafts)
    ]


def to_mentions(page: Page, drafts: Sequence[Reference]) -> tuple[Mention, ...]:
    """Mentions with ids m1, m2 … and spans in the source."""
    ids = [f"m{i}" for i in range(1, len(drafts) + 1)]
    return tuple(_mention(page, draft, ids, i) for i, draft in enumerate(drafts))


def _mention(page: Page, draft: Reference, ids: Sequence[str], i: int) -> Mention:
    text = page.text
    return Mention(
        id=ids[i],
        kind=draft.kind,
        span=text.span(draft.start, draft.end),
        part=page.printed_at(draft.start),
        number=draft.number and _field(text, draft.number),
        doc_type=draft.doc_type and _field(text, draft.doc_type),
        date=draft.date and _field(text, draft.date),
        issuer=draft.issuer and _field(text, draft.issuer),
        title=draft.title and _field(text, draft.title),
        provision=draft.provision and _field(text, draft.provision),
        refers_to=ids[draft.refers_to] if draft.refers_to is not None else None,
        quoted=page.quoted(draft.start),
        symbol=draft.blank and _field(text, draft.blank),
    )


def _field(text: Text, read: Read[V]) -> Field[V]:
    return Field(read.value, text.map.span(read.start, read.end), read.by)
