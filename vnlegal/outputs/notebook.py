"""What a notebook shows of documents, mentions, corpora and answers: a line as `repr`, HTML for the eye.

>>> from vnlegal.document import parse
>>> parse("BỘ NỘI VỤ\\nSố: 15/BNV-VP\\nKính gửi: Bộ Y tế.\\nThực hiện Nghị quyết số 50/NQ-CP.")
<Document Công văn 15/BNV-VP · Bộ Nội vụ · 1 viện dẫn>
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from ..corpus import Corpus
from ..graph.engines import Answer
from ..graph.lineage import Lineage
from ..graph.validity import Validity
from ..language import tr, written
from ..model import Claim, Document, Field, Mention, Task
from ..vocabulary import label, relations
from . import lineages, statuses
from .answers import table
from .frame import Sheet

_MOST = 20  # rows of a table; the rest is counted


def short(document: Document) -> str:
    """A document in a line."""
    header = document.header
    kind = tr(label(header.doc_type.value) if header.doc_type else "văn bản").capitalize()
    counts = (
        (sum(one.kind != "self" for one in document.mentions), "{count} viện dẫn"),
        (len(document.tasks), "{count} nhiệm vụ"),
        (len(document.attachments), "{count} phụ lục"),
    )
    parts = (
        f"{kind} {header.number.value}" if header.number else f"{kind} {tr('(không số)')}",
        written(header.date.value) if header.date else "",
        ", ".join(one.value.name for one in header.issuers),
        ", ".join(tr(words, count=count) for count, words in counts if count),
    )
    return f"<Document {' · '.join(filter(None, parts))}>"


def short_corpus(corpus: Corpus) -> str:
    """A corpus in a line."""
    counts = tr(
        "{documents} văn bản, {works} tác phẩm, {links} liên kết",
        documents=len(corpus.documents), works=len(corpus.works), links=len(corpus.links),
    )  # fmt: skip
    return f"<Corpus {counts}>"


def short_mention(one: Mention) -> str:
    """A mention in a line: what it names, when and by whom, and where it stands.

    >>> from vnlegal.document import parse
    >>> parse("Thực hiện khoản 2 Điều 5 Nghị quyết số 50/NQ-CP ngày 17/4/2020.").mentions[0]
    <Mention m1 · Nghị quyết 50/NQ-CP · 17/04/2020 · khoản 2 Điều 5 · [25–62]>
    """
    number = one.number.value if one.number else one.symbol.value if one.symbol else ""
    kind = tr(label(one.doc_type.value)).capitalize() if one.doc_type else ""
    parts = (
        one.id,
        f"{kind} {number}".strip(),
        " ".join(one.title.value.split()) if one.title else "",
        written(one.date.value) if one.date else "",
        one.issuer.value if one.issuer else "",
        one.provision.value if one.provision else "",
        f"→ {one.refers_to}" if one.refers_to else "",
        f"[{one.span.start}–{one.span.end}]",
    )
    return f"<Mention {' · '.join(filter(None, parts))}>"


def short_lineage(found: Lineage) -> str:
    """A lineage in a line."""
    arrow = {"up": "↑", "down": "↓"}.get(found.direction, "↕")
    counts = tr("{works} văn bản, {steps} quan hệ", works=len(found.others), steps=len(found.steps))
    return f"<Lineage {found.label(found.work)} {arrow} {counts}>"


def drawn(found: Lineage) -> str:
    """A lineage as SVG."""
    return "".join(lineages.get("svg").write(found, Sheet()))


def short_answer(answer: Answer) -> str:
    """An answer in a line."""
    return f"<Answer {table.counted(answer)}: {', '.join(answer.columns)}>"


def answer_card(answer: Answer) -> str:
    """The first rows of an answer as HTML."""
    return f"<p>{escape(short_answer(answer)[1:-1])}</p>{_table(answer.columns, table.cells(answer))}"


def short_validity(found: Validity) -> str:
    """A status in a line: the first of what the command prints."""
    return f"<Validity {next(iter(statuses.get('text').write(found, Sheet()))).strip()}>"


def validity_card(found: Validity) -> str:
    """A status with what it rests on, as the command prints it."""
    return f"<pre>{escape(''.join(statuses.get('text').write(found, Sheet())))}</pre>"


def card(document: Document) -> str:
    """A document as HTML: its header, then what it cites and says of it."""
    rows = "".join(
        f"<tr><th>{escape(tr(name))}</th><td>{escape(words)}</td></tr>" for name, words in _header(document)
    )
    said = _said(document.claims)
    cited = [_cells(document, one, said) for one in document.mentions if one.kind != "self"]
    tasks = [_task(one) for one in document.tasks]
    return (
        f'<table class="vnlegal">{rows}</table>'
        f"{_table(('viện dẫn', 'ngày', 'nói gì'), cited)}{_table(('ai', 'làm gì', 'hạn'), tasks)}"
    )


def _header(document: Document) -> Iterator[tuple[str, str]]:
    header = document.header
    values: tuple[tuple[str, tuple[Field[Any] | None, ...]], ...] = (
        ("Số", (header.number,)),
        ("Ngày", (header.date,)),
        ("Loại", (header.doc_type,)),
        ("Cơ quan", header.issuers),
        ("Trích yếu", (header.subject,)),
        ("Kính gửi", header.addressees),
        ("Người ký", tuple(one.name for one in document.conclusions.signatures)),
    )
    for name, fields in values:
        words = "; ".join(_words(name, one) for one in fields if one)
        if words:
            yield name, words


def _words(name: str, field: Field[Any]) -> str:
    if name == "Ngày":
        return written(field.value)
    return tr(label(field.value)) if name == "Loại" else str(getattr(field.value, "name", field.value))


def _said(claims: tuple[Claim, ...]) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for one in claims:
        said.setdefault(one.object, []).append(relations().get(one.kind).said())
    return said


def _cells(document: Document, one: Mention, said: dict[str, list[str]]) -> tuple[str, str, str]:
    day = written(one.date.value) if one.date else ""
    return " ".join(document.text(one.span).split()), day, "; ".join(dict.fromkeys(said.get(one.id, ())))


def _task(one: Task) -> tuple[str, str, str]:
    limit = one.deadline.field.value if one.deadline else ""
    return "; ".join(field.value for field in one.actors), " ".join(one.action.value.split()), limit


def _table(names: tuple[str, ...], rows: Sequence[Sequence[str]]) -> str:
    """A table of at most so many rows; "" if there are none."""
    if not rows:
        return ""
    head = "".join(f"<th>{escape(tr(name))}</th>" for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows[:_MOST])
    more = f"<p>… {tr('và {count} dòng nữa', count=len(rows) - _MOST)}</p>" if len(rows) > _MOST else ""
    return f'<table class="vnlegal"><tr>{head}</tr>{body}</table>{more}'


def corpus_card(corpus: Corpus) -> str:
    """A corpus as HTML: its documents."""
    rows = []
    for one in corpus.documents:
        header = one.header
        number = str(header.number.value) if header.number else one.source.path
        day = written(header.date.value) if header.date else ""
        rows.append((number, day, " ".join(header.subject.value.split()) if header.subject else ""))
    return f"<p>{escape(short_corpus(corpus)[1:-1])}</p>{_table(('văn bản', 'ngày', 'trích yếu'), rows)}"
