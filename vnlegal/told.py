"""What is known of a document from outside, held against its page: a second witness, never mixed in.

>>> from vnlegal.document import parse
>>> page = "BỘ NỘI VỤ\\nSố: 5/QĐ-BNV\\nHà Nội, ngày 02 tháng 3 năm 2020\\nQUYẾT ĐỊNH\\nVề việc A"
>>> [one.message for one in parse(page, {"date": "03/3/2020"}).findings if one.code == "VP501"]
['ngày ban hành: bản chữ ghi 02/3/2020, bảng thuộc tính ghi 03/3/2020']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from .model import Body, DocNumber, Document, Field, Finding, Preface, Source, Span
from .notation.iris import number_slug
from .notation.number_types import types_of
from .vocabulary import doc_types, kinds_where, label, relations

Difference = tuple[str, Span | None, str]
_STATED = kinds_where(lambda row: row.family != "other")


def disagreements(document: Document) -> Iterator[Difference]:
    """Where page and outside differ: code, place on the page, words."""
    yield from _fields(document)
    yield from _relations(document)


def fitting(source: Source, preface: Preface) -> Source:
    """A source without a number told of it that its own type word excludes, and with a finding that says so.

    What a page calls a plan is not the law whose number a table gives it.  A type that others issue (a
    regulation of a decision) may bear their number.

    >>> from vnlegal.document import parse
    >>> page = "KẾ HOẠCH\\nTriển khai thi hành Luật Bến thủy\\nUBND tỉnh ban hành Kế hoạch như sau:"
    >>> plan = parse(page, {"number": "35/2031/QH17"})
    >>> plan.header.number, [one.message for one in plan.findings if one.code == "VP501"]
    (None, ['số, ký hiệu: bảng thuộc tính ghi 35/2031/QH17, bản chữ ghi kế hoạch'])
    """
    told, kind = source.attributes, preface.doc_type
    if not (told and told.number and kind and kind.span) or preface.number:
        return source
    if not _excludes(kind.value, told.number.value):
        return source
    words = f"số, ký hiệu: bảng thuộc tính ghi {told.number.value}, bản chữ ghi {label(kind.value)}"
    finding = Finding("VP501", "warning", words, source.path, kind.span, about=("preface",))
    return replace(source, attributes=replace(told, number=None), findings=(*source.findings, finding))


def _excludes(kind: str, number: DocNumber) -> bool:
    """Whether a document of a type cannot bear a number: one of the law is borne by laws and resolutions."""
    types, row = types_of(number), doc_types().get(kind)
    independent = number.form == "law" or "normative" in row.classes
    return bool(types) and kind not in types and independent


def _fields(document: Document) -> Iterator[Difference]:
    told, page = document.source.attributes, document.preface
    if told is None:
        return
    for name, here, there in (
        ("số, ký hiệu", page.number, told.number),
        ("ngày ban hành", page.date, told.date),
        ("loại văn bản", page.doc_type, told.doc_type),
    ):
        if here and there and not _same(here.value, there.value):
            words = f"{name}: bản chữ ghi {_shown(here)}, bảng thuộc tính ghi {_shown(there)}"
            yield "VP501", here.span, words
    ours, theirs = ([one.value.id for one in side.issuers] for side in (page, told))
    if all(ours) and all(theirs) and ours and theirs and not set(ours) & set(theirs):
        own, other = page.issuers[0], told.issuers[0]
        words = f"cơ quan ban hành: bản chữ ghi {own.value.name}, bảng thuộc tính ghi {other.value.name}"
        yield "VP501", own.span, words


def _same(here: DocNumber | date | str, there: DocNumber | date | str) -> bool:
    if isinstance(here, DocNumber) and isinstance(there, DocNumber):
        years = {here.year, there.year} - {None}
        return number_slug(str(here)) == number_slug(str(there)) and len(years) < 2
    return here == there


def _shown(field: Field[DocNumber] | Field[date] | Field[str] | Field[Body]) -> str:
    value = field.value
    if isinstance(value, date):
        return f"{value.day:02}/{value.month}/{value.year}"
    return label(value) if isinstance(value, str) else str(value)


def _relations(document: Document) -> Iterator[Difference]:
    """Relations that are told of a document and that its text does not state.

    Where the text cites by name what is told is left alone: no number is printed there to compare.
    """
    told = document.source.told
    named = any(one.kind == "named" for one in document.mentions)
    for one in told.relations if told else ():
        if one.way != "out" or one.kind not in _STATED or not one.number:
            continue
        stated = _stated(document, one.number)
        if one.kind in stated or (stated and not _changes(one.kind)) or (not stated and named):
            continue
        yield "VP502", None, f"{one.label.strip() or relations().get(one.kind).label} {one.number}"


def _stated(document: Document, number: str) -> set[str]:
    """The kinds of what the text says of a number; "mentions" where it only names it."""
    wanted = number_slug(number)
    places = {
        one.id for one in document.mentions if one.number and number_slug(str(one.number.value)) == wanted
    }
    kinds = {one.kind for one in document.claims if one.object in places}
    return kinds | ({"mentions"} if places else set())


def _changes(kind: str) -> bool:
    return bool(relations().get(kind).force)
