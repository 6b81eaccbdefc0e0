"""A summary of a document that a clerk reads on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap

from .. import vocabulary
from ..language import tr, written
from ..model import Claim, Document, Field, Mention, Mode, Signature, Span, Task
from ..text import printed
from .frame import Output, Sheet

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_LABEL = 12
_HOW_SAID: dict[Mode, str] = {"asserted": "", "reported": " (thuật lại)", "directed": " (giao việc)"}


def how_said(mode: Mode) -> str:
    """What is said behind a relation that the document does not state of itself."""
    return tr(_HOW_SAID[mode])


def summary(document: Document, sheet: Sheet | None = None) -> str:
    """The document at a glance: header, who must do what, what it refers to, who signed."""
    sheet = sheet or Sheet()
    parts = (_header, _effects, _tasks, _claims, _mentions, _end)
    groups = (read(document) for read in parts)
    lines = [_paint(document.source.path, _BOLD, sheet)]
    for rows in groups:
        lines += [line for label, words in rows if words for line in _row(label, words, sheet)]
    return "\n".join(lines) + "\n"


def _paint(words: str, style: str, sheet: Sheet) -> str:
    return f"{style}{words}{_PLAIN}" if sheet.colour else words


def _row(label: str, words: str, sheet: Sheet) -> Iterator[str]:
    """A labelled value, wrapped under itself."""
    for i, line in enumerate(wrap(words, max(sheet.width - _LABEL - 2, 30), break_on_hyphens=False) or [""]):
        head = f"{tr(label) if i == 0 else '':<{_LABEL}}"
        yield f"  {_paint(head, _DIM, sheet)}{line}"


def _said(document: Document, span: Span | None) -> str:
    return printed(document.source, span) if span else ""


def _words(document: Document, one: Field[str] | None) -> str:
    return _said(document, one.span) if one else ""


def _header(document: Document) -> Iterator[tuple[str, str]]:
    preface = document.preface
    kind = tr(vocabulary.label(preface.doc_type.value) if preface.doc_type else "văn bản")
    number = preface.number.value if preface.number else tr("(không số)")
    yield "Văn bản", f"{kind[:1].upper()}{kind[1:]} {number}"
    yield "Cơ quan", ", ".join(one.value.name for one in preface.issuers)
    yield "Ngày", written(preface.date.value) if preface.date else ""
    yield "Độ khẩn, mật", ", ".join(one.value for one in (preface.urgency, preface.secrecy) if one)
    yield "Trích yếu", preface.subject.value if preface.subject else ""
    yield "Kính gửi", "; ".join(one.value for one in preface.addressees)


_EFFECTS = {"begins": "có hiệu lực từ", "ends": "hết hiệu lực sau"}


def _effects(document: Document) -> Iterator[tuple[str, str]]:
    for one in document.effects:
        part = "" if one.whole else f" ({tr('một phần')})"
        yield "Hiệu lực", f"{tr(_EFFECTS[one.kind])} {written(one.day.value)}{part}"


def _tasks(document: Document) -> Iterator[tuple[str, str]]:
    for i, task in enumerate(document.tasks):
        yield "Nhiệm vụ" if i == 0 else "", _task(document, task)


def _task(document: Document, task: Task) -> str:
    who = ", ".join(one.value for one in task.actors) or tr("(không rõ ai)")
    limit = _words(document, task.deadline.field) if task.deadline else ""
    told = limit in " ".join(task.action.value.split())
    due = "" if told else f" — {tr('hạn: {due}', due=limit)}"
    return f"{who}: {_shorten(task.action.value)}{due}"


def _claims(document: Document) -> Iterator[tuple[str, str]]:
    stated = [one for one in document.claims if one.kind != "cites"]
    for i, claim in enumerate(stated):
        yield "Quan hệ" if i == 0 else "", _claim(document, claim)


def _claim(document: Document, claim: Claim) -> str:
    own = claim.subject == "self"
    subject = tr("văn bản này") if own else _name(document, document.mention(claim.subject))
    relation = vocabulary.relations().get(claim.kind).said()
    return f"{subject} — {relation}{how_said(claim.mode)} → {_name(document, document.mention(claim.object))}"


def _mentions(document: Document) -> Iterator[tuple[str, str]]:
    names = dict.fromkeys(
        _name(document, one) for one in document.mentions if one.kind in ("numbered", "named")
    )
    yield "Viện dẫn", "; ".join(names)


def _name(document: Document, mention: Mention) -> str:
    return str(mention.number.value) if mention.number else _said(document, mention.span)


def _end(document: Document) -> Iterator[tuple[str, str]]:
    for one in document.conclusions.signatures:
        yield "Người ký", _signature(document, one)
    yield "Nơi nhận", "; ".join(_words(document, one.body) for one in document.conclusions.recipients)
    filing = document.conclusions.filing
    yield "Lưu", _words(document, filing.field) if filing else ""
    for finding in document.findings:
        yield "Lưu ý", f"{finding.code} {tr(finding.message)}"


def _signature(document: Document, one: Signature) -> str:
    office = ", ".join(filter(None, (_words(document, one.capacity), _words(document, one.position))))
    return " — ".join(filter(None, (_words(document, one.name), office)))


def _shorten(words: str, limit: int = 160) -> str:
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + " …"


def _write(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
    for i, document in enumerate(documents):
        yield ("\n" if i else "") + summary(document, sheet)


OUTPUTS = (Output("text", "text/plain", _write),)
