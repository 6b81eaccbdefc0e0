"""Thuộc tính: what the header and the closing of the document say, and whether it is in force on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.requests import Request

from ... import vocabulary
from ...language import tr
from ...model import Document, Effect, Field, Span
from ...text import fold
from .. import wording
from ..site import Site
from . import asking
from .frame import Sheet


@dataclass(frozen=True, slots=True)
class Attribute:
    """A line of the table: its values, each with the place it was read from."""

    name: str
    values: tuple[tuple[str, Span | None], ...]


def tab(site: Site, request: Request, sheet: Sheet) -> Mapping[str, Any]:
    """Attributes, and the status on the day `ngay` (today without it)."""
    on = asking.day(request, "ngay") or date.today()
    rows = tuple(_read(sheet.document)) if sheet.document else tuple(_known(sheet))
    return {"rows": rows, "validity": site.validity(sheet.work.iri, on), "on": on}


def places(document: Document) -> Iterator[Span]:
    """Where the attributes were read."""
    for row in _read(document):
        yield from (span for _, span in row.values if span)


def _read(document: Document) -> Iterator[Attribute]:
    """What the page itself says."""
    preface, conclusions = document.preface, document.conclusions
    rows: tuple[tuple[str, list[tuple[str, Span | None]]], ...] = (
        ("Số, ký hiệu", _values([preface.number])),
        ("Loại văn bản", [(wording.kind(one.value), one.span) for one in [preface.doc_type] if one]),
        ("Cơ quan ban hành", [(one.value.name, one.span) for one in preface.issuers]),
        ("Cơ quan chủ quản", [(one.value.name, one.span) for one in [preface.parent_body] if one]),
        ("Ngày ban hành", [(wording.day(one.value), one.span) for one in [preface.date] if one]),
        ("Nơi ban hành", _values([preface.place])),
        ("Trích yếu", _values([preface.subject])),
        ("Mức độ khẩn", _values([preface.urgency])),
        ("Mức độ mật", _values([preface.secrecy])),
        ("Hiệu lực", [_effect(one) for one in document.effects]),
        ("Kính gửi", _values(preface.addressees)),
        ("Người ký", [*_signers(document)]),
        ("Nơi nhận", [*_recipients(document)]),
        ("Lưu", _values([conclusions.filing.field]) if conclusions.filing else []),
        (
            "Phụ lục, văn bản kèm theo",
            [(one.heading.value, one.heading.span) for one in document.attachments],
        ),
    )
    yield from (Attribute(name, tuple(values)) for name, values in rows if values)
    yield Attribute("Tệp", ((document.source.path, None),))


def _values(fields: Any) -> list[tuple[str, Span | None]]:
    found: list[Field[Any]] = [one for one in fields if one]
    return [(_stamp(str(one.value)), one.span) for one in found]


_EFFECTS = {"begins": "có hiệu lực từ", "ends": "hết hiệu lực sau"}


def _effect(one: Effect) -> tuple[str, Span]:
    """What the text says of its own effect, with the clause that says so."""
    part = "" if one.whole else f" ({tr('một phần')})"
    return f"{tr(_EFFECTS[one.kind])} {wording.day(one.day.value)}{part}", one.clause


def _stamp(value: str) -> str:
    """The words of a degree of urgency or secrecy; other values as they are."""
    rows = vocabulary.stamps_by_form().get(fold(value))
    return rows[0].said if rows else value


def _signers(document: Document) -> Iterator[tuple[str, Span | None]]:
    for one in document.conclusions.signatures:
        parts = [part for part in (one.capacity, one.position, one.name) if part]
        spans = [part.span for part in parts if part.span]
        whole = Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None
        yield " · ".join(str(part.value) for part in parts), whole


def _recipients(document: Document) -> Iterator[tuple[str, Span | None]]:
    for one in document.conclusions.recipients:
        purpose = one.purpose.value if one.purpose else ""
        yield one.body.value + (f" ({_purpose(purpose)})" if purpose else ""), one.body.span


def _purpose(words: str) -> str:
    """What a purpose means ("để b/c": báo cáo); words that no row knows as they are."""
    rows = vocabulary.purposes_by_form().get(fold(words).removeprefix("để ").removeprefix("đề "))
    return rows[0].said if rows else words


def _known(sheet: Sheet) -> Iterator[Attribute]:
    """What others say of a work whose text the store does not have."""
    work = sheet.work
    year = tr("năm {year}", year=work.key.year) if work.key else ""
    rows = (
        ("Số, ký hiệu", work.number),
        ("Loại văn bản", wording.kind(work.doc_type) if work.doc_type else ""),
        ("Cơ quan ban hành", sheet.hit.issuers),
        ("Ngày ban hành", wording.day(work.date) or year),
        ("Trích yếu", work.title),
    )
    yield from (Attribute(name, ((value, None),)) for name, value in rows if value)
