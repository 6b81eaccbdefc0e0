"""parse: one text, read once, from top to bottom. The file to read first.

The stages stand in the order of the page.  `parts` reads what the page is made of, `references` what
it says about other documents; they meet here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike
from typing import TYPE_CHECKING

from . import late
from .formats.attributes import known
from .formats.repairs import cleaned
from .language import noted
from .model import (
    Attachment,
    Claim,
    Document,
    Effect,
    Instruction,
    Mention,
    Preface,
    Source,
    Span,
    ToldTaskChange,
)
from .parts.attachments import Attachments, find_attachments, read_attachments, texts_of
from .parts.body import read_body
from .parts.conclusions import read_conclusions
from .parts.effects import read_effects
from .parts.late_heads import enacted_type
from .parts.layout import Layout, find_blocks
from .parts.new_text import read_new_text
from .parts.notes import read_notes
from .parts.preamble import read_bases
from .parts.preface import read_preface
from .parts.task_changes import CHANGES, read_task_changes
from .parts.tasks import read_tasks
from .references.amendments import find_instructions
from .references.amendments.notes import find_changes
from .references.claims import find_claims
from .references.mentions import find_drafts, to_mentions
from .references.page import Page
from .references.pinpoints.resolve import find_references, with_instructions
from .text import Text
from .told import fitting
from .unread import read_findings

if TYPE_CHECKING:
    from .references.explain import Explanation

_LONE_HALF = late.re("[\ud800-\udfff]")


def parse(source: Source | str, attributes: Mapping[str, str | None] | None = None) -> Document:
    """Read one document. Never raises on what a page may hold; what is not there is None or ().

    `attributes` is what is known of it from outside, by the columns of formats.attributes: number, doc_type,
    date, issuer, title.  It stands apart from what the page says, and tells which work the text is of.

    >>> from pathlib import Path
    >>> head = "BỘ NỘI VỤ\\nSố: 15/BNV-VP\\nKính gửi: Bộ Y tế.\\n"
    >>> letter = parse(head + "Thực hiện Nghị quyết số 50/NQ-CP, Bộ Nội vụ yêu cầu.")
    >>> str(letter.preface.number.value)
    '15/BNV-VP'
    >>> [(c.kind, c.subject, str(letter.mention(c.object).number.value)) for c in letter.claims]
    [('implements', 'self', '50/NQ-CP')]
    >>> parse(Path("1070-ubnd-kgvx.txt"))
    Traceback (most recent call last):
    TypeError: cần chữ của văn bản, hoặc Source; với tệp: vnlegal.parse(vnlegal.read('1070-ubnd-kgvx.txt'))
    """
    if isinstance(source, str):
        source = as_source(source)
    if not isinstance(source, Source):
        given = str(source) if isinstance(source, PathLike) else "…"
        said = f"cần chữ của văn bản, hoặc Source; với tệp: vnlegal.parse(vnlegal.read({given!r}))"
        raise noted(TypeError(said))
    if attributes is not None:
        source = replace(source, attributes=known(attributes))
    text = cleaned(source)
    layout = find_blocks(text)
    preface = read_preface(text, layout)
    source = fitting(source, preface)
    body = read_body(text, layout)
    attachments = find_attachments(text, layout)
    page = _page(source, text, layout, preface, attachments)
    drafts = find_drafts(page)
    mentions, attached = to_mentions(page, drafts), read_attachments(text, attachments)
    claims, notes = find_claims(page, drafts), read_notes(text, layout)
    document = Document(
        source=source,
        blocks=layout.blocks(),
        preface=preface,
        bases=read_bases(text, layout),
        body=body,
        notes=notes,
        tasks=read_tasks(text, layout, body, preface, tuple(texts_of(attachments, attached))),
        conclusions=read_conclusions(text, layout),
        attachments=attached,
        mentions=mentions,
        claims=_by_speaker(claims, mentions, attached),
        findings=source.findings,
        effects=_own(read_effects(text, layout, preface.date), mentions, page),
        references=find_references(page, drafts, claims, body, attached, notes),
    )
    orders = page.enacts and (page.own_type is not None or page.has_articles)
    instructions = tuple(_with_tree(text, one) for one in find_instructions(text, document, orders))
    return replace(
        document,
        instructions=instructions,
        references=with_instructions(document.references, instructions),
        changes=find_changes(text, document),
        task_changes=_task_changes(text, document),
        findings=(*document.findings, *read_findings(document, text)),
    )


def _task_changes(text: Text, document: Document) -> tuple[ToldTaskChange, ...]:
    """What a document that changes another orders of its tasks."""
    if not any(claim.kind in CHANGES for claim in document.claims):
        return ()
    return read_task_changes(text, [one.span for one in document.mentions])


def _own(effects: tuple[Effect, ...], mentions: Sequence[Mention], page: Page) -> tuple[Effect, ...]:
    """The effects of the document itself, not of the act that a page without a head tells of."""
    if not effects or page.codifies:
        return ()
    if not page.headless:
        return effects
    told = [one.span for one in mentions if one.kind == "back" and one.refers_to]
    return tuple(
        one
        for one in effects
        if not any(one.clause.start <= span.start < one.day.span.start for span in told if one.day.span)
    )


def _with_tree(text: Text, one: Instruction) -> Instruction:
    """An instruction with the units of its new text."""
    wanted = [target.eid for target in one.becomes or one.targets if target.eid]
    if not one.new or one.scope != "structure":
        return one
    return replace(one, tree=read_new_text(text, [text.at(span) for span in one.new], wanted))


def _by_speaker(
    claims: Sequence[Claim], mentions: Sequence[Mention], attached: Sequence[Attachment]
) -> tuple[Claim, ...]:
    """What a further document in the same file says of itself is said of it, not of the first one."""
    numbered = [(one.span, one.number.span) for one in attached if one.number and one.number.span]
    return tuple(_reported(claim, mentions, numbered) for claim in claims) if numbered else tuple(claims)


def _reported(claim: Claim, mentions: Sequence[Mention], numbered: Sequence[tuple[Span, Span]]) -> Claim:
    place = claim.cue.span
    own = next((own for span, own in numbered if place and span.covers(place)), None)
    speaker = next((one.id for one in mentions if own and one.span.overlaps(own)), None)
    if speaker is None or claim.subject != "self" or claim.object == speaker:
        return claim
    return replace(claim, subject=speaker, mode="reported" if claim.mode == "asserted" else claim.mode)


def _page(source: Source, text: Text, layout: Layout, preface: Preface, attachments: Attachments) -> Page:
    """The page as references see it: of whom it speaks as "Luật này" is known even without a letterhead."""
    starts = sorted({*(region.start for region in layout.regions), *attachments.edges()})
    own = preface.completed(source.attributes)
    if own.doc_type is None and layout.head is None:
        own = replace(own, doc_type=enacted_type(text))
    return Page.of(text, attachments.role_at, starts, own, layout.begin, layout.end, layout.part_at)


def explanation(source: Source | str, mention: str) -> Explanation:
    """How a mention ("m3") was read: rules, candidates of a back reference, claims; KeyError if none.

    >>> text = "Theo Nghị định số 30/2020/NĐ-CP và Thông tư số 01/2011/TT-BNV, Nghị định nêu trên đã rõ."
    >>> print(explanation(text, "m3"), end="")
    m3 “Nghị định nêu trên”: nhắc lại văn bản đã nêu
      loại: nghị định ← “Nghị định” (tên loại của lời nhắc lại)
      đứng sau: S → mục tiếp theo của danh sách
      cùng danh sách: m1, m2, m3
      có thể là m1 “Nghị định số 30/2020/NĐ-CP”
      loại m2 “Thông tư số 01/2011/TT-BNV”: không phải nghị định
      kết luận: m1, văn bản duy nhất cùng loại trong câu
    """
    from .references.explain import explain  # which who parses does not ask

    source = as_source(source) if isinstance(source, str) else source
    text = cleaned(source)
    layout = find_blocks(text)
    attachments = find_attachments(text, layout)
    page = _page(source, text, layout, read_preface(text, layout), attachments)
    drafts = find_drafts(page)
    return explain(page, drafts, find_claims(page, drafts), mention)


def explain(source: Source | str, mention: str) -> str:
    """The same as text in Vietnamese."""
    return str(explanation(source, mention))


def as_source(text: str, path: str = "") -> Source:
    r"""A source made of a string, as if it were a UTF-8 text file; what no file can hold stands as U+FFFD.

    >>> as_source("Số \ud83d 1").text
    'Số \ufffd 1'
    """
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        text = _LONE_HALF.sub("\ufffd", text)
        encoded = text.encode()
    return Source(path, "text/plain", hashlib.sha256(encoded).hexdigest(), text)
