"""The four letters in every format: the same header, mentions, claims and notes as from plain text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from conftest import LETTERS
from makers import compare, convert
from makers.pages import letter
from makers.write_docx import to_docx
from makers.write_html import to_html, to_portal

import vnlegal
from vnlegal import formats
from vnlegal.formats import word97
from vnlegal.model import Document, Source

pytest.importorskip("lxml", reason="pip install 'vnlegal[html]'")
office = pytest.mark.skipif(convert.OFFICE is None, reason="LibreOffice không có ở đây")
scans = pytest.mark.skipif(
    not (convert.OFFICE and convert.POPPLER and convert.TESSERACT),
    reason="cần LibreOffice, Poppler, Tesseract",
)
each_letter = pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)


@cache
def _plain(path: Path) -> Document:
    return vnlegal.parse(vnlegal.read(path))


@cache
def _docx(path: Path) -> bytes:
    return to_docx(letter(path.read_text("utf-8")))


@cache
def _all_converted(kind: str) -> dict[Path, bytes]:
    return dict(zip(LETTERS, convert.offices([*map(_docx, LETTERS)], ".docx", kind), strict=True))


def _converted(path: Path, kind: str) -> bytes:
    return _all_converted(kind)[path]


def _same(source: Source, path: Path) -> None:
    plain, other = _plain(path), vnlegal.parse(source)
    assert compare.header(other) == compare.header(plain)
    assert compare.mentions(other) == compare.mentions(plain)
    assert compare.claims(other) == compare.claims(plain)
    assert [(note.mark, note.anchor is None) for note in other.notes] == [
        (note.mark, note.anchor is None) for note in plain.notes
    ]


@each_letter
def test_html(path: Path) -> None:
    page = letter(path.read_text("utf-8"))
    _same(formats.decode("a.html", to_html(page).encode()), path)
    _same(formats.decode("a", to_portal(page).encode("utf-16")), path)


@each_letter
def test_docx(path: Path) -> None:
    _same(formats.decode("a.docx", _docx(path)), path)


@office
@each_letter
def test_doc_and_rtf(path: Path) -> None:
    _same(formats.decode("a.doc", _converted(path, "doc")), path)
    _same(formats.decode("a.rtf", _converted(path, "rtf")), path)


@office
@each_letter
def test_doc_without_office(path: Path) -> None:
    reading = word97.read(_converted(path, "doc"))
    _same(Source("a.doc", "application/msword", "", reading.text), path)
    assert [finding.code for finding in reading.findings] == ["VL905"]


@office
@each_letter
def test_pdf(path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="pip install 'vnlegal[pdf]'")
    source = formats.decode("a.pdf", _converted(path, "pdf"))
    _same(source, path)
    assert source.locators[0] == (0, "trang 1")
    assert not source.findings


def _names(document: vnlegal.Document) -> list[str | None]:
    return [one.name.value if one.name else None for one in document.conclusions.signatures]


@scans
@pytest.mark.parametrize("path", LETTERS[:2], ids=[path.stem for path in LETTERS[:2]])  # each costs seconds
def test_scan(path: Path) -> None:
    """What a clean scan of 200 dpi must give: who, what number, when, who signed, and what it cites."""
    pytest.importorskip("pypdfium2", reason="pip install 'vnlegal[ocr]'")
    source = formats.decode("a.pdf", convert.scan(_converted(path, "pdf")))
    document, plain = vnlegal.parse(source), _plain(path)
    got, want = compare.header(document), compare.header(plain)
    for name in ("number", "date", "issuers"):
        assert got[name] == want[name]
    assert _names(document) == _names(plain)
    found, true = compare.numbers(document), compare.numbers(plain)
    assert 2 * (found & true).total() / (found.total() + true.total()) >= 0.90
    assert {finding.code for finding in source.findings} <= {"VL902", "VL903", "VL908"}
    for finding in source.findings:
        if finding.span and finding.code == "VL903":
            assert source.text[finding.span.start : finding.span.end] in finding.message
