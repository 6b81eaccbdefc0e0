"""edXML (QCVN 102:2016/BTTTT): the message by which e-offices send documents to one another.

The text is that of the attached document; where the header of the message says something that the page
does not, that is remarked.  A message without readable attachment gives its header alone.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import late
from ..text import fold
from .frame import Reading, Refusal, remark
from .kinds import FORMATS, is_docx
from .package import open_zip, part, xml

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
_DATE = late.re(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})|(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_MAX_ATTACHMENTS = 50
_INNER = tuple(one for one in FORMATS if one.reader not in ("edxml.read", "ocr.read"))


@dataclass(frozen=True, slots=True)
class Header:
    """What the MessageHeader says; "" for what it leaves out. `date` is (year, month, day)."""

    organ: str
    number: str
    place: str
    date: tuple[int, int, int] | None
    doc_type: str
    subject: str
    position: str
    signer: str
    places: tuple[str, ...]


def read(data: bytes) -> Reading:
    """The text of the first attachment that can be read, or the header as a page."""
    root = xml(data)
    header = _header(root)
    reasons = []
    for name, attached in _attachments(root):
        suffix = f".{name.rpartition('.')[2].lower()}"
        chosen = next((one for one in _INNER if one.sniff(attached, suffix)), None)
        try:
            if chosen is not None:
                return _compared(chosen.read(attached), header)
        except (Refusal, UnicodeDecodeError) as error:
            reasons.append(f"{name}: {error}")
    words = "phần đính kèm không đọc được" + (f" ({'; '.join(reasons)})" if reasons else "")
    return Reading(_page(header), (), (remark("VL906", f"{words}; chỉ có phần đầu edXML"),))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _find(root: Element, *path: str) -> str:
    """The words of the first element below `root` along these names, in whatever namespace."""
    here: Element | None = root
    for name in path:
        here = None if here is None else next((one for one in here.iter() if _name(one) == name), None)
    return " ".join((here.text or "").split()) if here is not None else ""


def _header(root: Element) -> Header:
    message = next((one for one in root.iter() if _name(one) == "MessageHeader"), None)
    if message is None:
        raise Refusal("edXML không có MessageHeader")
    places = next((one for one in message if _name(one) == "ToPlaces"), None)
    return Header(
        organ=_find(message, "From", "OrganName"),
        number=joined(_find(message, "Code", "CodeNumber"), _find(message, "Code", "CodeNotation")),
        place=_find(message, "PromulgationInfo", "Place"),
        date=_date(_find(message, "PromulgationInfo", "PromulgationDate")),
        doc_type=_find(message, "DocumentType", "TypeName"),
        subject=_find(message, "Subject"),
        position=_find(message, "SignerInfo", "Position"),
        signer=_find(message, "SignerInfo", "FullName"),
        places=tuple(
            (one.text or "").strip() for one in (() if places is None else places) if (one.text or "").strip()
        ),
    )


def joined(number: str, notation: str) -> str:
    """Number and symbol as one; Party documents have a hyphen between the two (Hướng dẫn 36-HD/VPTW).

    >>> joined("1906", "VPCP-KGVX"), joined("52", "NQ/TW"), joined("12", "/2020/NĐ-CP")
    ('1906/VPCP-KGVX', '52-NQ/TW', '12/2020/NĐ-CP')
    """
    if not notation or number.endswith(notation):
        return number
    between = "" if notation[0] in "/-" else "-" if re.fullmatch(r"[^\W\d]+/[^\W\d]+", notation) else "/"
    return number + between + notation


def _date(words: str) -> tuple[int, int, int] | None:
    match = _DATE.search(words)
    if match is None:
        return None
    first, second = match.groups()[:3], match.groups()[3:]
    year, month, day = (int(one) for one in (first if match[1] else reversed(second)) if one)
    return year, month, day


def _attachments(root: Element) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each attachment; one that was zipped for the way is unzipped."""
    found = [one for one in root.iter() if _name(one) == "Attachment"]
    for attachment in found[:_MAX_ATTACHMENTS]:
        name = _find(attachment, "AttachmentName") or "tệp đính kèm"
        coded = _find(attachment, "ContentTransferEncoded")
        try:
            data = base64.b64decode(coded.replace(" ", ""), validate=True)
        except (binascii.Error, ValueError):
            continue
        if data:
            yield from _unzipped(name, data)


def _unzipped(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:2] != b"PK" or is_docx(data, ""):
        yield name, data
        return
    package = open_zip(data)
    for inner in package.namelist()[:_MAX_ATTACHMENTS]:
        if not inner.endswith("/"):
            yield inner if "." in inner else name, part(package, inner)


def _compared(reading: Reading, header: Header) -> Reading:
    """A reading with a remark for each value of the header that the page does not show."""
    page = "".join(fold(reading.text).split())
    missing = [
        f"{label} “{value}”"
        for label, value, forms in _values(header)
        if forms and not any("".join(fold(form).split()) in page for form in forms)
    ]
    remarks = tuple(remark("VL907", f"phần đầu edXML ghi {one}, trong văn bản không thấy") for one in missing)
    return reading._replace(findings=(*reading.findings, *remarks))


def _values(header: Header) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each value of a header with the forms in which a page may show it."""
    yield "số", header.number, (header.number,) if header.number else ()
    if header.date:
        year, month, day = header.date
        forms = tuple(
            f"ngày{d}tháng{m}năm{year}" for d in {str(day), f"{day:02}"} for m in {str(month), f"{month:02}"}
        )
        yield "ngày", f"{day:02}/{month:02}/{year}", forms
    yield "cơ quan", header.organ, (header.organ,) if header.organ else ()
    subject = re.sub(r"(?i)^(?:v/v|về việc)\s*:?\s*", "", header.subject).rstrip(". ")
    yield "trích yếu", subject, (subject,) if subject else ()
    yield "người ký", header.signer, (header.signer,) if header.signer else ()


def _page(header: Header) -> str:
    """The header as the page that it stands for."""
    lines = [header.organ.upper(), f"Số: {header.number}" if header.number else ""]
    if header.date:
        year, month, day = header.date
        lines.append(f"{header.place}, ngày {day:02} tháng {month:02} năm {year}")
    titled = header.doc_type and fold(header.doc_type) != "công văn"
    lines += [header.doc_type.upper(), header.subject] if titled else [f"V/v {header.subject}"]
    if header.places:
        lines += ["", "Nơi nhận:", *(f"- {place};" for place in header.places)]
    lines += ["", header.position.upper(), "", header.signer]
    return "\n".join(lines).strip() + "\n"
