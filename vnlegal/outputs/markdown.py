"""Documents as Markdown: the header as a list, the text under its headings, notes as footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import regex

from .. import late, vocabulary
from ..language import tr
from ..model import Document, Field, Portion, Span
from .frame import Output, Sheet

_SPECIAL = late.regex(r"([\\`*_\[\]<>#|])")
_LAYOUT = late.regex(r"[|*\u00ad\ufeff]+")
_HEADED = {"phan": 2, "chuong": 3, "muc": 4, "tieu-muc": 5, "dieu": 5}


def to_markdown(document: Document) -> str:
    """The document as Markdown.

    >>> from vnlegal.document import parse
    >>> print(to_markdown(parse("BỘ NỘI VỤ\\nSố: 15/BNV-VP\\nKính gửi: Bộ Y tế.\\nMời họp.")).strip())
    # Công văn 15/BNV-VP
    <BLANKLINE>
    - Số: 15/BNV-VP
    - Cơ quan ban hành: Bộ Nội vụ
    - Kính gửi: Bộ Y tế
    <BLANKLINE>
    Mời họp.
    """
    blocks = [
        _title(document),
        "\n".join(_header(document)),
        *_body(document),
        *_closing(document),
        *_notes(document),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _title(document: Document) -> str:
    preface = document.preface
    kind = tr(vocabulary.label(preface.doc_type.value) if preface.doc_type else "văn bản")
    number = f" {preface.number.value}" if preface.number else ""
    return _escape(f"# {kind[:1].upper()}{kind[1:]}{number}", 2)


def _header(document: Document) -> Iterator[str]:
    preface = document.preface
    rows: tuple[tuple[str, Iterable[Field[Any] | None]], ...] = (
        ("Số", [preface.number]),
        ("Ngày", [preface.date]),
        ("Nơi ban hành", [preface.place]),
        ("Cơ quan ban hành", preface.issuers),
        ("Cơ quan chủ quản", [preface.parent_body]),
        ("Độ khẩn", [preface.urgency]),
        ("Độ mật", [preface.secrecy]),
        ("Trích yếu", [preface.subject]),
        ("Kính gửi", preface.addressees),
        ("Có hiệu lực từ", [one.day for one in document.effects if one.whole and one.kind == "begins"]),
        ("Hết hiệu lực sau", [one.day for one in document.effects if one.whole and one.kind == "ends"]),
    )
    for label, fields in rows:
        shown = "; ".join(str(getattr(one.value, "name", one.value)) for one in fields if one)
        if shown:
            yield f"- {tr(label)}: {_escape(shown)}"


def _body(document: Document) -> Iterator[str]:
    """Lines of preamble and body; a line that opens a named portion is a heading."""
    heads = {one.span.start: one for top in document.body for one in top.walk() if one.kind in _HEADED}
    for block in document.blocks:
        if block.kind in ("preamble", "body"):
            yield from _lines(document, block.span, heads)


def _lines(document: Document, span: Span, heads: dict[int, Portion]) -> Iterator[str]:
    text = document.source.text
    for match in regex.finditer(r"[^\r\n]+", text, pos=span.start, endpos=span.end):
        line = Span(match.start(), match.end())
        words = _marked(document, line)
        opened = next((one for at, one in heads.items() if line.start <= at < line.end), None)
        if words:
            anchor = f'<a id="{opened.eid}"></a>' if opened else ""
            yield f"{'#' * _HEADED[opened.kind]} {words}{anchor}" if opened else words


def _marked(document: Document, line: Span) -> str:
    """The words of a line with references to its notes."""
    out, at = "", line.start
    anchors = sorted(
        (one.anchor, one.mark) for one in document.notes if one.anchor and line.covers(one.anchor)
    )
    for anchor, mark in anchors:
        out += _escape(_plain(document.source.text[at : anchor.start])) + f"[^{mark}]"
        at = anchor.end
    return (out + _escape(_plain(document.source.text[at : line.end]))).strip()


def _closing(document: Document) -> Iterator[str]:
    end = document.conclusions
    items = [
        f"- {_escape(one.body.value)}" + (f" ({_escape(one.purpose.value)})" if one.purpose else "")
        for one in end.recipients
    ]
    items += [f"- {tr('Lưu')}: {_escape(end.filing.field.value)}"] if end.filing else []
    if items:
        yield "\n".join([f"**{tr('Nơi nhận')}:**", "", *items])
    for one in end.signatures:
        yield "  \n".join(
            f"**{_escape(part.value)}**" for part in (one.capacity, one.position, one.name) if part
        )


def _notes(document: Document) -> Iterator[str]:
    for one in document.notes:
        words = " ".join(_plain(document.text(one.span)).split()).lstrip("⁰¹²³⁴⁵⁶⁷⁸⁹ ")
        yield f"[^{one.mark}]: {_escape(words.removeprefix(f'[{one.mark}]').strip())}"


def _plain(words: str) -> str:
    return regex.sub(r"\s+", " ", _LAYOUT.sub("", words))


def _escape(words: str, start: int = 0) -> str:
    return words[:start] + _SPECIAL.sub(r"\\\1", words[start:])


def _write(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
    """Several documents with a rule between them."""
    rule = ""
    for one in documents:
        yield rule + to_markdown(one)
        rule = "\n---\n\n"


OUTPUTS = (Output("markdown", "text/markdown", _write),)
