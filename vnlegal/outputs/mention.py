"""How one mention was read: what stands there, which rule read each piece, and which work it means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from .. import vocabulary
from ..document import explanation
from ..language import tr, written
from ..model import Claim, Document, Field, Mention, Resolution
from ..references.explain import RULES
from ..text import caret, passage
from .text import how_said

if TYPE_CHECKING:
    from ..corpus import Corpus

_PIECES = {
    "provision": "điều khoản",
    "doc_type": "loại",
    "number": "số",
    "date": "ngày",
    "issuer": "cơ quan",
    "title": "tên gọi",
}
_KINDS = {
    "numbered": "có số",
    "named": "gọi bằng tên",
    "back": "nhắc lại",
    "self": "chỉ chính văn bản này",
}
_STATUS = {
    "exact": "đúng một văn bản",
    "inferred": "đúng một văn bản, nhờ suy luận",
    "ambiguous": "nhiều văn bản có thể là đích",
    "unresolved": "chưa biết là văn bản nào",
}


def explain_mention(corpus: Corpus, path: str, id: str) -> str:
    """The reading of a mention; KeyError if the document or the mention is not there."""
    for document in corpus.documents:
        if document.source.path == path:
            return "\n".join(_lines(corpus, document, document.mention(id))) + "\n"
    raise KeyError(path)


def _lines(corpus: Corpus, document: Document, mention: Mention) -> Iterator[str]:
    source, span = document.source, mention.span
    line = passage(source.path, source.text, span).line
    yield f"{mention.id} {source.path}:{line} [{span.start}–{span.end}] {tr(_KINDS[mention.kind])}"
    yield from (f"    {line}" for line in caret(source.text, span).split("\n"))
    for name, label in _PIECES.items():
        if (field := getattr(mention, name)) is not None:
            yield f"{_head(label)}{_piece(document, name, field)}"
    if mention.kind == "back":
        yield f"{_head('nhắc lại')}{mention.refers_to or tr('không quyết định được')}"
        yield from (f"  {'':<12}{tr(line)}" for line in explanation(document.source, mention.id).why())
    for claim in document.claims:
        if mention.id in (claim.subject, claim.object):
            yield f"{_head('quan hệ')}{_claim(claim)}"
    yield from _verdict(corpus, document, mention)


def _head(label: str) -> str:
    return f"  {tr(label) + ':':<12}"


def _claim(one: Claim) -> str:
    relation = vocabulary.relations().get(one.kind).said()
    subject = tr("văn bản này") if one.subject == "self" else one.subject
    cue = tr("bằng chữ “{cue}”", cue=one.cue.value)
    return f"{subject} — {relation}{how_said(one.mode)} → {one.object}, {cue}"


def _piece(document: Document, name: str, field: Field[object]) -> str:
    value = tr(vocabulary.label(str(field.value))) if name == "doc_type" else _shown(field.value)
    where = f"[{field.span.start}–{field.span.end}]" if field.span else ""
    return f"{value} {where} ({tr(RULES.get(field.by, field.by))})"


def _shown(value: object) -> str:
    return written(value) if isinstance(value, date) else str(value)


def _verdict(corpus: Corpus, document: Document, mention: Mention) -> Iterator[str]:
    for one in corpus.resolutions:
        if (one.path, one.mention) == (document.source.path, mention.id):
            yield f"{_head('kết luận')}{tr(_STATUS[one.status])}"
            yield from (f"  {'':<12}{_work(corpus, iri)}" for iri in one.candidates)
            yield from _reasons(one)


def _work(corpus: Corpus, iri: str) -> str:
    work = corpus.by_iri.get(iri)
    if work is None:
        return iri
    here = tr("có trong tập" if work.in_corpus else "không có trong tập")
    return f"{work.number or work.title or ''} ({here}) {iri}"


def _reasons(one: Resolution) -> Iterator[str]:
    for i, reason in enumerate(one.why):
        yield f"{_head('vì')}{tr(reason)}" if i == 0 else f"  {'':<12}{tr(reason)}"
