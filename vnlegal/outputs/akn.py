"""Documents as Akoma Ntoso 3.0 (OASIS LegalDocML, akn-core v1.0): the text with its parts marked.

Every character of the page between letterhead and the last attachment is in the XML once, in page order;
what the page does not say (a date, a number) is not made up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from .. import late
from ..model import Block, Document, Field, Portion, Span
from ..notation.iris import number_slug, provision_of
from .frame import Output, Sheet, escape, printable, quoteattr
from .record import own_work, works_on_page

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
ELEMENTS = {
    "phan": "part", "chuong": "chapter", "muc": "section", "tieu-muc": "subsection",
    "dieu": "article", "khoan": "paragraph", "diem": "point", "tiet": "point", "muc-so": "paragraph",
}  # fmt: skip
_NAME = r"(?i:phần|chương|tiểu mục|mục|điều)\s+(?:thứ\s+)?[\p{L}\p{N}]+"
_NUM = late.regex(rf"[\s*|#]*(?P<num>(?:{_NAME}|[\p{{L}}\p{{N}}.]{{1,12}})\s?[.:)/-]{{0,2}})")
_LINES = late.regex(r"[^\n\r]+")
_LAYOUT = late.regex(r"[|*#\u00ad\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]+")
_BLANKS = late.regex(r"\s+")
UNKNOWN_DATE = "0001-01-01"
SELF = "#vnlegal"


class _Tag(NamedTuple):
    """An inline element around a span."""

    span: Span
    name: str
    attributes: str = ""


class _Writer:
    """Writes one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text
        iri, _ = own_work(document)
        works = works_on_page(document, iri)
        preface = document.preface
        tags = [
            *_fields("docNumber", [preface.number]),
            *_fields("docDate", [preface.date], f' date="{preface.date.value}"' if preface.date else ""),
            *_fields("docType", [preface.doc_type]),
            *_fields("docAuthority", [*preface.issuers]),
            *_fields("docTitle", [preface.subject]),
            *(
                _Tag(one.span, "ref", f" href={quoteattr(works[one.id])}")
                for one in document.mentions
                if one.kind != "self" and one.id in works
            ),
            *_provision_refs(document, works),
            *(
                _Tag(note.anchor, "noteRef", f' href="#note_{n}" marker={quoteattr(note.mark)}')
                for n, note in enumerate(document.notes, 1)
                if note.anchor
            ),
            *(
                _Tag(signer.span, "person", f' refersTo="#signer_{n}"')
                for n, one in enumerate(document.conclusions.signatures, 1)
                if (signer := one.name) and signer.span
            ),
        ]
        self.tags = _disjoint(tags)
        self.noted = [note.span for note in document.notes]

    def write(self) -> str:
        """The whole XML."""
        normative = any(one.kind in ("dieu", "chuong", "phan") for one in self.document.body)
        kind = "act" if normative else "doc"
        name = self.document.preface.doc_type.value if self.document.preface.doc_type else "van-ban"
        parts = (
            self._meta(kind, name),
            self._front(),
            self._body(normative),
            self._back(),
            self._attachments(),
        )
        root = element("akomaNtoso", element(kind, "".join(parts), name=name), xmlns=NAMESPACE)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'

    def _uri(self, kind: str, name: str) -> str:
        preface = self.document.preface
        day = preface.date.value.isoformat() if preface.date else "nd"
        number = number_slug(str(preface.number.value)) if preface.number else "nn"
        return f"/akn/vn/{kind}/{name}/{day}/{number}"

    def _meta(self, kind: str, name: str) -> str:
        identified = element("identification", self._identification(self._uri(kind, name)), source=SELF)
        references = element("references", "".join(self._references()), source=SELF)
        notes = "".join(
            element("note", self._paragraphs(note.span, True), eId=f"note_{n}", marker=note.mark)
            for n, note in enumerate(self.document.notes, 1)
        )
        return element(
            "meta", identified + references + (element("notes", notes, source=SELF) if notes else "")
        )

    def _references(self) -> Iterator[str]:
        at = "/akn/ontology/organization/vn"
        yield element(
            "TLCOrganization", eId="vnlegal", href="/akn/ontology/organization/vnlegal", showAs="vnlegal"
        )
        for n, one in enumerate(self.document.preface.issuers, 1):
            href = f"{at}/{one.value.id or n}"
            yield element("TLCOrganization", eId=f"issuer_{n}", href=href, showAs=one.value.name)
        for n, signer in enumerate(self.document.conclusions.signatures, 1):
            if signer.name:
                href = f"/akn/ontology/person/vn/signer_{n}"
                yield element("TLCPerson", eId=f"signer_{n}", href=href, showAs=signer.name.value)

    def _identification(self, uri: str) -> str:
        preface = self.document.preface
        day = preface.date.value.isoformat() if preface.date else UNKNOWN_DATE
        dated = element("FRBRdate", date=day, name="promulgation" if preface.date else "unknown")
        written = element("FRBRauthor", href="#issuer_1" if preface.issuers else SELF)
        number = element("FRBRnumber", value=str(preface.number.value)) if preface.number else ""
        levels = (
            ("FRBRWork", uri, element("FRBRcountry", value="vn") + number),
            ("FRBRExpression", f"{uri}/vie@{day}", element("FRBRlanguage", language="vie")),
            ("FRBRManifestation", f"{uri}/vie@{day}.akn", ""),
        )
        return "".join(
            element(
                level,
                element("FRBRthis", value=f"{at}/!main")
                + element("FRBRuri", value=at)
                + dated
                + written
                + more,
            )
            for level, at, more in levels
        )

    def _blocks(self, *kinds: str) -> list[Block]:
        return [one for one in self.document.blocks if one.kind in kinds]

    def _front(self) -> str:
        head = "".join(self._paragraphs(one.span) for one in self._blocks("preface", "subject"))
        grounds = "".join(self._paragraphs(one.span) for one in self._blocks("preamble"))
        return _some("preface", head) + _some("preamble", grounds)

    def _body(self, normative: bool) -> str:
        blocks = self._blocks("body")
        whole = Span(blocks[0].span.start, blocks[-1].span.end) if blocks else Span(0, 0)
        portions = [one for one in self.document.body if whole.overlaps(one.span)]
        if normative or portions:
            return element("body" if normative else "mainBody", self._children(portions, whole))
        return element("mainBody", self._paragraphs(whole) or "<p/>")

    def _children(self, portions: Sequence[Portion], whole: Span) -> str:
        """Portions of the top level; what stands before the first and behind the last keeps its place."""
        if not portions:
            return _loose(self._paragraphs(whole) or "<p/>")
        before = self._paragraphs(Span(whole.start, portions[0].span.start))
        after = self._paragraphs(Span(portions[-1].span.end, whole.end))
        return "".join((_loose(before), *map(self._portion, portions), _loose(after)))

    def _portion(self, one: Portion) -> str:
        name = ELEMENTS.get(one.kind, "hcontainer")
        match = _NUM.match(self.text, one.span.start, one.span.end)
        at = match.end() if match else one.span.start
        inner = element("num", _words(match["num"]).strip()) if match else ""
        if one.heading and one.heading.span and one.heading.span.start >= at:
            inner += element("heading", self._inline(one.heading.span))
            at = one.heading.span.end
        inner += self._inside(one, at)
        if name == "hcontainer":
            return element(name, inner, eId=one.eid, name=one.kind)
        return element(name, inner, eId=one.eid)

    def _inside(self, one: Portion, at: int) -> str:
        if not one.children:
            return element("content", self._paragraphs(Span(at, one.span.end)) or "<p/>")
        intro = self._paragraphs(Span(at, one.children[0].span.start))
        wrap = self._paragraphs(Span(one.children[-1].span.end, one.span.end))
        return _some("intro", intro) + "".join(map(self._portion, one.children)) + _some("wrapUp", wrap)

    def _back(self) -> str:
        return _some(
            "conclusions", "".join(self._paragraphs(one.span) for one in self._blocks("conclusions"))
        )

    def _attachments(self) -> str:
        found = []
        for n, one in enumerate(self.document.attachments, 1):
            uri = f"{self._uri('doc', 'phu-luc')}/!att_{n}"
            meta = element("meta", element("identification", self._identification(uri), source=SELF))
            start = one.heading.span.end if one.heading.span else one.span.start
            rest = Span(start, one.span.end)
            words = self._children(one.body, rest) if one.body else self._paragraphs(rest) or "<p/>"
            heading = element("heading", _words(one.heading.value).strip())
            name = one.doc_type.value if one.doc_type else "phu-luc"
            inner = element("doc", meta + element("mainBody", words), name=name)
            found.append(element("attachment", heading + inner, eId=f"att_{n}"))
        return _some("attachments", "".join(found))

    def _paragraphs(self, span: Span, notes: bool = False) -> str:
        """The lines of a stretch as paragraphs; footnotes stand in the metadata and are left out here."""
        pieces = [span] if notes else _without(span, self.noted)
        lines = (
            Span(piece.start + m.start(), piece.start + m.end())
            for piece in pieces
            for m in _LINES.finditer(self.text[piece.start : piece.end])
        )
        return "".join(f"<p>{words}</p>\n" for line in lines if (words := self._inline(line)))

    def _inline(self, span: Span) -> str:
        """One line with the elements that lie in it; an element that a line break cuts is written in each."""
        out, at = "", span.start
        first = bisect_right(self.tags, span.start, key=lambda one: one.span.end)
        for tag in takewhile(lambda one: one.span.start < span.end, self.tags[first:]):
            start, end = max(tag.span.start, span.start), min(tag.span.end, span.end)
            words = _words(self.text[start:end])
            out += _words(self.text[at:start])
            if tag.name == "noteRef":
                out += f"<noteRef{tag.attributes}/>"
            else:
                out += f"<{tag.name}{tag.attributes}>{words}</{tag.name}>" if words.strip() else words
            at = end
        return (out + _words(self.text[at : span.end])).strip()


def _provision_refs(document: Document, works: Mapping[str, str]) -> Iterator[_Tag]:
    """References to provisions: of this document by eId, of another by IRI; a range as `rref`."""
    for one in document.references:
        work = works.get(one.act.mention or "")
        if one.status in ("ambiguous", "unresolved") or (one.act.kind != "self" and work is None):
            continue
        for target in one.targets:
            if target.eid is None or (work is None and not target.exists):
                continue
            span = one.span if len(one.targets) == 1 else target.span
            hrefs = [_href(work, eid) for eid in (target.eid, target.to) if eid]
            if len(hrefs) == 1:
                yield _Tag(span, "ref", f" href={hrefs[0]}")
            else:
                yield _Tag(span, "rref", f" from={hrefs[0]} upTo={hrefs[1]}")


def _href(work: str | None, eid: str) -> str:
    return quoteattr(f"#{eid}" if work is None else provision_of(work, eid))


def _fields(name: str, fields: Iterable[Field[Any] | None], attributes: str = "") -> Iterator[_Tag]:
    return (_Tag(one.span, name, attributes) for one in fields if one and one.span)


def _disjoint(tags: Iterable[_Tag]) -> list[_Tag]:
    """Elements in page order; of two that overlap, the first."""
    kept: list[_Tag] = []
    for tag in sorted(tags, key=lambda one: (one.span.start, -one.span.end)):
        if tag.span.end > tag.span.start and (not kept or kept[-1].span.end <= tag.span.start):
            kept.append(tag)
    return kept


def _without(span: Span, taken: Iterable[Span]) -> list[Span]:
    pieces, at = [], span.start
    for one in sorted(taken):
        if one.overlaps(span):
            pieces.append(Span(at, max(at, one.start)))
            at = max(at, one.end)
    return [*pieces, Span(at, max(at, span.end))]


def element(tag: str, inner: str = "", /, **attributes: str) -> str:
    """An element with what is in it."""
    shown = "".join(f" {key}={quoteattr(printable(value))}" for key, value in attributes.items())
    return f"<{tag}{shown}>{inner}</{tag}>\n" if inner else f"<{tag}{shown}/>\n"


def _some(name: str, inner: str) -> str:
    return element(name, f"\n{inner}") if inner else ""


def _loose(paragraphs: str) -> str:
    """Paragraphs beside numbered portions."""
    return element("hcontainer", element("content", paragraphs), name="doan") if paragraphs else ""


def _words(text: str) -> str:
    return escape(printable(_BLANKS.sub(" ", _LAYOUT.sub("", text))))


def paragraphs(text: str) -> str:
    """The lines of a text as paragraphs."""
    return "".join(f"<p>{words}</p>\n" for line in _LINES.findall(text) if (words := inline(line)))


def inline(text: str) -> str:
    """A text on one line, without marks of layout, as it stands in an element."""
    return _words(text).strip()


def to_akn(document: Document) -> str:
    """The document as Akoma Ntoso."""
    return _Writer(document).write()


def _write(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
    """One XML a document; several as one akomaNtoso element each."""
    return map(to_akn, documents)


OUTPUTS = (Output("akn", "application/akn+xml", _write),)
