"""The formats that are read, a row each, and the first bytes by which each is told.

The first whose `sniff` knows the bytes, or the suffix where bytes say nothing, reads the file.
"""

from __future__ import annotations

import re

from .frame import Format
from .plain import encoding, is_text

# The first tag of a page, after a mark of byte order, a declaration and comments: <!DOCTYPE html>
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
_TAG = re.compile(rb"<(?:p|div|table|br|span|body|ol|ul|pre|h[1-6])\b", re.I)
# The head of a web archive (RFC 2557): MIME-Version: 1.0 … Content-Type: multipart/related
ARCHIVED_PAGE = re.compile(rb"MIME-Version:.{0,2000}?Content-Type:\s*multipart/related", re.I | re.S)
# The first element of an edXML message (QCVN 102:2016/BTTTT): <edXML:edXMLEnvelope
_MESSAGE = re.compile(rb"<(?:\w+:)?(?:edXML|EdXMLEnvelope)\b", re.I)
JPEG = b"\xff\xd8\xff"
_PICTURES = (b"\x89PNG", JPEG, b"II*\0", b"MM\0*")  # PNG, JPEG, TIFF of both orders of bytes
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAMS = tuple("\0".join(name).encode() for name in ("WordDocument", "Encrypted"))
_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
_NOTES = (".md", ".markdown")


def _is_pdf(data: bytes, suffix: str) -> bool:
    return b"%PDF-" in data[:1024]


def is_docx(data: bytes, suffix: str) -> bool:
    """A zip that names the main part of a word-processing document near its beginning or its end."""
    if data[:2] != b"PK":
        return False
    ends = (data[:8000] + b"\n" + data[-60_000:]).replace(b"\\", b"/")
    return b"word/document" in ends


def _is_doc(data: bytes, suffix: str) -> bool:
    """A compound file with a Word stream, or one that is locked."""
    return data.startswith(_COMPOUND) and any(name in data for name in _WORD_STREAMS)


def _is_rtf(data: bytes, suffix: str) -> bool:
    """The first group of rich text."""
    return data.lstrip()[:5] == b"{\\rtf"


def _is_picture(data: bytes, suffix: str) -> bool:
    return data.startswith(_PICTURES)


def _is_message(data: bytes, suffix: str) -> bool:
    """An XML whose first element is that of a message."""
    return data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" and bool(_MESSAGE.search(data[:2000]))


def is_page(data: bytes, suffix: str) -> bool:
    """A page by its first tag; a fragment by its suffix and some tag, or by how it begins."""
    name = encoding(data)
    head = data[:4000] if name == "utf-8" else data[:8000].decode(name, "ignore").encode()
    is_whole = _PAGE.match(head) or ARCHIVED_PAGE.match(head)
    if suffix in _PAGES:
        return bool(is_whole or _TAG.search(data))
    return bool(is_whole or (suffix not in _NOTES and _TAG.match(head.lstrip()) and b"</" in head))


def _is_note(data: bytes, suffix: str) -> bool:
    return suffix in _NOTES and is_text(data)


def _is_text(data: bytes, suffix: str) -> bool:
    return is_text(data)


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SCANS = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
FORMATS = (
    Format("PDF", (".pdf",), "application/pdf", _is_pdf, "pdf.read", guarded=True),
    Format("DOCX", (".docx", ".docm"), _DOCX, is_docx, "docx.read", guarded=True),
    Format("DOC", (".doc",), "application/msword", _is_doc, "office.read_doc", guarded=True),
    Format("RTF", (".rtf",), "application/rtf", _is_rtf, "office.read_rtf", guarded=True),
    Format("ảnh quét", _SCANS, "image/*", _is_picture, "ocr.read", guarded=True),
    Format("edXML", (".edxml", ".xml"), "application/xml", _is_message, "edxml.read", guarded=True),
    Format("HTML", _PAGES, "text/html", is_page, "html.read", guarded=True),
    Format("Markdown", _NOTES, "text/markdown", _is_note, "plain.read"),
    Format("văn bản thuần", (".txt", ".text"), "text/plain", _is_text, "plain.read"),
)
