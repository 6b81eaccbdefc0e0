r"""Documents cut by article, clause or point, each piece with what it needs to be understood alone.

>>> from vnlegal.document import parse
>>> act = parse("Điều 1. Đất\nĐất gồm:\n1. Ruộng;\n2. Rừng theo khoản 1 Điều này.", {"number": "9/2020/NĐ-CP",
...             "doc_type": "Nghị định", "issuer": "Chính phủ"})
>>> print(chunks_of(act, "khoan")[1].content)
Nghị định 9/2020/NĐ-CP › Điều 1. Đất › khoản 2
Đất gồm:
2. Rừng theo khoản 1 Điều 1.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path, PurePath
from typing import Any, BinaryIO, get_args

from .. import late
from ..corpus import Corpus
from ..graph.validity import validity
from ..language import noted
from ..model import Cut, Document, Portion, ProvisionReference, Span, TextChunk
from ..notation import eids, iris
from ..notation.compounds import compounds
from ..text import fold
from ..vocabulary import label
from ..vocabulary.acts import ACTS

PARAGRAPHS = 1_200  # characters of a piece of text that has no units
_STRUCTURE = ("phan", "chuong", "muc", "tieu-muc")
_DEPTH = {"dieu": 0, "khoan": 1, "diem": 2}
# Where a long text may be cut, the better places first: behind a line, a sentence, a clause.
_CUTS = tuple(late.regex(one) for one in (r"\n+", r"(?<=[.;:!?…]) +(?=\p{Lu}|[-–+*(\"“])", r"(?<=[;,]) +"))


@dataclass(frozen=True, slots=True)
class InForce:
    """What a store says of a document on a day."""

    status: str
    begins: date | None = None
    ends: date | None = None


def chunks_of(
    document: Document,
    by: Cut = "khoan",
    size: int | None = None,
    work: str | None = None,
    standing: InForce | None = None,
    words: bool = False,
) -> tuple[TextChunk, ...]:
    """The chunks of a document; `work` is the IRI of its work, `standing` what a store says of it.

    With `words` each has the words of several syllables in it, which makes underthesea be loaded.
    Raises ValueError if `by` is no level or `size` is less than 100 characters.
    """
    if by not in get_args(Cut):
        raise noted(ValueError(f"by: {by!r} không phải là một trong {', '.join(get_args(Cut))}"))
    if size is not None and size < 100:
        raise noted(ValueError(f"size: {size} ký tự là quá ít (ít nhất 100)"))
    own = work or Corpus.of([document]).work_of[document.source.path].iri
    found = _Cutter(document, by, size, own).chunks()
    if standing:
        found = (
            replace(one, status=standing.status, begins=standing.begins, ends=standing.ends) for one in found
        )
    if words:
        found = (replace(one, words=compounds(one.content)) for one in found)
    return tuple(found)


class _Cutter:
    """One document on its way into chunks."""

    def __init__(self, document: Document, by: Cut, size: int | None, work: str) -> None:
        self.document, self.by, self.size, self.work = document, by, size, work
        self.title = _title(document)
        self.references = sorted(document.references, key=lambda one: one.span.start)
        self.starts = [one.span.start for one in self.references]
        self.names = _names(document, self.title)

    def chunks(self) -> Iterator[TextChunk]:
        """The units of the document, then those of its attachments."""
        bodies = [block.span for block in self.document.blocks if block.kind == "body"]
        yield from self._tree(self.document.body, bodies, (self.title,))
        for one in self.document.attachments:
            heading = " ".join(one.heading.value.split()) or one.id
            yield from self._tree(one.body, [one.span], (self.title, heading))

    def _tree(
        self, tree: Sequence[Portion], spans: Iterable[Span], above: tuple[str, ...]
    ) -> Iterator[TextChunk]:
        if tree:
            for top in tree:
                yield from self._units(top, above, "", 0)
            return
        for span in spans:
            for piece in self._pieces(span, self.size or PARAGRAPHS):
                yield self._chunk(None, piece, above, "")

    def _units(self, portion: Portion, above: tuple[str, ...], lead: str, depth: int) -> Iterator[TextChunk]:
        """A portion as one unit, or the units below it."""
        here = (*above, _step(portion))
        structure = portion.kind in _STRUCTURE
        if not portion.children or (not structure and depth == _DEPTH[self.by]):
            yield from self._whole(portion, here, lead)
            return
        said = lead if structure else "\n".join(filter(None, (lead, self._lead(portion))))
        for child in portion.children:
            yield from self._units(child, here, said, depth + (not structure))

    def _whole(self, portion: Portion, here: tuple[str, ...], lead: str) -> Iterator[TextChunk]:
        """A unit, in pieces if it is too long: by its children, else by its lines and sentences."""
        if self.size is None or portion.span.end - portion.span.start <= self.size:
            yield self._chunk(portion, portion.span, here, lead)
            return
        first, own = True, self._lead(portion)
        for piece in self._packed(portion, self.size):
            said = lead if first else "\n".join(filter(None, (lead, own)))
            yield self._chunk(portion, piece, here, said, is_piece=True)
            first = False

    def _packed(self, portion: Portion, size: int) -> Iterator[Span]:
        """Stretches of a portion of at most a size, cut before its children, else where its words allow."""
        edges = [portion.span.start, *(one.span.start for one in portion.children[1:]), portion.span.end]
        begin = edges[0]
        for here, after in pairwise(edges):
            if after - begin <= size:
                continue
            if here > begin:
                yield Span(begin, here)
                begin = here
            if after - begin > size:
                *full, last = self._pieces(Span(begin, after), size)
                yield from full
                begin = last.start
        if begin < edges[-1]:
            yield Span(begin, edges[-1])

    def _pieces(self, span: Span, size: int) -> Iterator[Span]:
        """A stretch in pieces of at most a size, where there are places to cut."""
        text, at = self.document.source.text, span.start
        while span.end - at > size:
            places = ([m.end() for m in cut.finditer(text, at + 1, at + size)] for cut in _CUTS)
            later = (m.end() for cut in _CUTS if (m := cut.search(text, at + size, span.end)))
            cut = next((found[-1] for found in places if found), 0) or min(later, default=span.end)
            yield Span(at, cut)
            at = cut
        if at < span.end or at == span.start:
            yield Span(at, span.end)

    def _lead(self, portion: Portion) -> str:
        """What a unit says before the units below it: without its heading, which the breadcrumb has."""
        if not portion.children:
            return ""
        end = portion.children[0].span.start
        begin = portion.span.start
        if portion.heading and portion.heading.span and portion.heading.span.end <= end:
            begin = portion.heading.span.end
        return self._named(Span(begin, end)).strip(" \n\t.|")

    def _chunk(
        self, portion: Portion | None, span: Span, here: tuple[str, ...], lead: str, is_piece: bool = False
    ) -> TextChunk:
        text = self.document.source.text[span.start : span.end]
        begin = span.start + len(text) - len(text.lstrip())
        span = Span(begin, begin + len(text.strip()))
        iri = (
            iris.provision_of(self.work, portion.eid) if portion else iris.stretch(self.document.source, span)
        )
        above = portion.eid.rpartition("__")[0] if portion else ""
        return TextChunk(
            id=f"{iri}#char={span.start},{span.end}" if is_piece else iri,
            work=self.work,
            path=self.document.source.path,
            eid=portion.eid if portion else None,
            kind=portion.kind if portion else "doan",
            text=text.strip(),
            named=self._named(span),
            breadcrumb=here,
            lead=lead,
            parent=iris.provision_of(self.work, above) if above else self.work,
            span=span,
            references=tuple(self._refers(span)),
        )

    def _refers(self, span: Span) -> Iterator[tuple[str, tuple[str, ...], str]]:
        for one in self.references[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]:
            words = " ".join(self.document.text(one.span).split())
            yield words, tuple(str(target) for target in one.targets if target.eid), str(one.act)

    def _named(self, span: Span) -> str:
        """The words of a stretch with what "này" means put in its place."""
        text, at, pieces = self.document.source.text, span.start, []
        for place in sorted(self.names):
            if span.start <= place.start and place.end <= span.end and place.start >= at:
                pieces += [text[at : place.start], self.names[place]]
                at = place.end
        return "".join((*pieces, text[at : span.end])).strip()


def _names(document: Document, title: str) -> Mapping[Span, str]:
    """What stands for "Nghị định này" and "khoản 1 Điều này", by place; nothing for notes and page heads."""
    names = (
        {one.span: title for one in document.mentions if one.kind == "self"} if document.header.number else {}
    )
    names |= {one.span: words for one in document.references if (words := _spelled(one))}
    return names | {block.span: "" for block in document.blocks if block.kind in ("note", "furniture")}


def _spelled(one: ProvisionReference) -> str:
    """A demonstrative reference to one provision of the text itself, in whole; "" for others."""
    decided = one.form == "demonstrative" and one.act.kind == "self" and one.status in ("exact", "inherited")
    (first, *more) = one.targets or (None,)
    if not decided or more or first is None or first.to or first.eid in (None, "act"):
        return ""
    return eids.words(first.eid or "")


def _step(portion: Portion) -> str:
    """A step of the breadcrumb: "Điều 5. Giải thích từ ngữ", "khoản 2"."""
    heading = " ".join(portion.heading.value.split()) if portion.heading else ""
    name = f"{eids.kind_word(portion.kind)} {portion.num}"
    return f"{name}. {heading}" if heading else name


def _title(document: Document) -> str:
    """How a document is named by one who cites it; a text without number by its subject or file."""
    header = document.header
    kind = label(header.doc_type.value) if header.doc_type else "văn bản"
    kind = f"{kind[:1].upper()}{kind[1:]}"
    subject = " ".join(header.subject.value.split()) if header.subject else ""
    if not header.number:
        return subject or PurePath(document.source.path).stem
    if header.doc_type and header.doc_type.value in ACTS and subject:
        name = subject if fold(subject).startswith(fold(kind)) else f"{kind} {subject}"
        return f"{name} số {header.number.value}"
    return f"{kind} {header.number.value}"


def to_row(one: TextChunk) -> dict[str, Any]:
    """A chunk as a plain object, with the text to index as `content`."""
    return {
        "id": one.id, "content": one.content, "text": one.text, "lead": one.lead,
        "breadcrumb": list(one.breadcrumb), "kind": one.kind, "eid": one.eid, "parent": one.parent,
        "work": one.work, "path": one.path, "start": one.span.start, "end": one.span.end,
        "references": [
            {"text": words, "targets": list(targets), "act": act} for words, targets, act in one.references
        ],
        "status": one.status, "begins": one.begins.isoformat() if one.begins else None,
        "ends": one.ends.isoformat() if one.ends else None, "language": one.language,
        "words": " ".join(one.words) or None,
    }  # fmt: skip


def _flat(one: TextChunk) -> dict[str, Any]:
    """The metadata of a chunk as vector stores take it: strings and numbers, nothing empty."""
    row = {
        name: value for name, value in to_row(one).items() if name not in ("id", "content", "text", "lead")
    }
    row["breadcrumb"] = " › ".join(one.breadcrumb)
    row["references"] = " ".join(target for _, targets, _ in one.references for target in targets)
    return {name: value for name, value in row.items() if value not in (None, "")}


# How libraries of retrieval take a text: Document(**row) of LangChain, TextNode(**row) of LlamaIndex.
SHAPES: Mapping[str, Callable[[TextChunk], dict[str, Any]]] = {
    "jsonl": to_row,
    "langchain": lambda one: {"id": one.id, "page_content": one.content, "metadata": _flat(one)},
    "llamaindex": lambda one: {"id_": one.id, "text": one.content, "metadata": _flat(one)},
}


def lines(chunks: Iterable[TextChunk], shape: str = "jsonl") -> Iterator[str]:
    """Chunks as JSON Lines in one of the shapes."""
    for one in chunks:
        yield json.dumps(SHAPES[shape](one), ensure_ascii=False) + "\n"


def chunks_in(
    corpus: Corpus,
    by: Cut = "khoan",
    size: int | None = None,
    on: date | None = None,
    words: bool = False,
) -> Iterator[TextChunk]:
    """The chunks of all documents of a corpus; with a day, each with the status of its document on it."""
    for document in corpus.documents:
        work = corpus.work_of[document.source.path].iri
        yield from chunks_of(document, by, size, work, _standing(corpus, work, on) if on else None, words)


def _standing(corpus: Corpus, work: str, on: date) -> InForce:
    found = validity(corpus, work, on)
    days = {
        kind: max((one.day for one in found.effects if one.whole and one.kind == kind), default=None)
        for kind in ("begins", "ends")
    }
    return InForce(found.status.value, days["begins"], days["ends"])


def to_parquet(chunks: Iterable[TextChunk], target: Path | BinaryIO) -> int:
    """Write chunks as a Parquet file with the columns of `to_row`; the number of them.

    Raises ValueError where pyarrow is not installed (the extra "parquet").
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise noted(ValueError("cần thư viện pyarrow: pip install 'vnlegal[parquet]'")) from error
    rows = [to_row(one) for one in chunks]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), target, compression="zstd")
    return len(rows)
