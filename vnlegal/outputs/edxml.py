"""Documents as edXML messages (QCVN 102:2016/BTTTT): the header filled from the page, the text attached.

What the page does not say is left out; sender codes and the trace of the way belong to the gateway that
sends the message.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from .. import vocabulary
from ..model import DocNumber, Document, Field
from ..text import fold
from .frame import Output, Sheet, escape, printable

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


def to_edxml(document: Document) -> str:
    """One message with the document as its attachment."""
    name = f"{PurePath(document.source.path).stem or 'van-ban'}.txt"
    data = base64.b64encode(document.source.text.encode()).decode()
    reference = _tag("AttachmentName", name) + _tag("ContentType", "text/plain") + _tag("ContentId", "cid:1")
    manifest = _group(
        "edXMLBody", f'<edXML:edXMLManifest version="1.0">\n{_reference(reference)}</edXML:edXMLManifest>\n'
    )
    header = _group("edXMLHeader", _group("MessageHeader", _header(document)))
    attached = (
        "<AttachmentEncoded>\n<Attachment>\n<ContentType>text/plain</ContentType>\n<ContentId>1</ContentId>\n"
        f"<AttachmentName>{escape(printable(name))}</AttachmentName>\n"
        f"<ContentTransferEncoded>{data}</ContentTransferEncoded>\n</Attachment>\n</AttachmentEncoded>\n"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<edXML xmlns="{NAMESPACE}">\n'
        f'<edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}">\n{header}{manifest}'
        f"</edXML:edXMLEnvelope>\n{attached}</edXML>\n"
    )


def _reference(inner: str) -> str:
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="cid:1" xlink:type="simple"'
    return f"<edXML:Reference {link}>\n{inner}</edXML:Reference>\n"


def _header(document: Document) -> str:
    preface, end = document.preface, document.conclusions
    issuer = preface.issuers[0].value if preface.issuers else None
    signer = end.signatures[0] if end.signatures else None
    return "".join(
        (
            _group(
                "From",
                _tag("OrganId", issuer.id if issuer else None),
                _tag("OrganName", issuer.name if issuer else None),
            ),
            *(_group("To", _tag("OrganName", one.value)) for one in preface.addressees),
            _code(preface.number),
            _group(
                "PromulgationInfo",
                _tag("Place", _value(preface.place)),
                _tag("PromulgationDate", f"{preface.date.value:%Y/%m/%d}" if preface.date else None),
            ),
            _group("DocumentType", _tag("TypeName", _type(preface.doc_type))),
            _tag("Subject", _value(preface.subject)),
            _group(
                "SignerInfo",
                _tag("Competence", _value(signer.capacity) if signer else None),
                _tag("Position", _value(signer.position) if signer else None),
                _tag("FullName", _value(signer.name) if signer else None),
            ),
            _group("ToPlaces", *(_tag("Place", one.body.value) for one in end.recipients)),
            _group("OtherInfo", _tag("Priority", _priority(preface.urgency))),
        )
    )


def _code(number: Field[DocNumber] | None) -> str:
    if number is None:
        return ""
    serial = number.value.serial + (f"/{number.value.year}" if number.value.year else "")
    return _group("Code", _tag("CodeNumber", serial), _tag("CodeNotation", number.value.symbol))


def _type(field: Field[str] | None) -> str | None:
    if field is None:
        return None
    label = vocabulary.label(field.value)
    return label[:1].upper() + label[1:]


def _priority(urgency: Field[str] | None) -> str | None:
    """The code of a degree of urgency; None where the page has none of the table."""
    rows = vocabulary.stamps_by_form().get(fold(urgency.value), ()) if urgency else ()
    return rows[0].edxml if rows else None


def _value(field: Field[str] | None) -> str | None:
    return field.value if field else None


def _tag(name: str, value: str | None) -> str:
    return f"<edXML:{name}>{escape(printable(value))}</edXML:{name}>\n" if value else ""


def _group(name: str, *inner: str) -> str:
    return f"<edXML:{name}>\n{''.join(inner)}</edXML:{name}>\n" if any(inner) else ""


def _write(documents: Iterable[Document], sheet: Sheet) -> Iterator[str]:
    """One message a document."""
    return map(to_edxml, documents)


OUTPUTS = (Output("edxml", "application/xml", _write),)
