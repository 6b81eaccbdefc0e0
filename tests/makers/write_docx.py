"""Pages as DOCX, with the shapes of Word: tables for the two columns, true footnotes."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

from .pages import Page, Paragraph, Row

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MARKS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_PACKAGE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FONT = "FreeSerif"


def to_docx(page: Page, parts: dict[str, str] | None = None, body: str = "") -> bytes:
    """The page as Word would save it; `parts` adds or replaces parts, `body` goes after the blocks."""
    blocks = "".join(_row(one) if isinstance(one, Row) else _paragraph(one) for one in page.blocks) + body
    return package(document(blocks), notes(page.notes), parts)


def document(body: str) -> str:
    """The main part around a body of WordprocessingML."""
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701"/></w:sectPr>'
    return (
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
        f'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>{body}{section}</w:body></w:document>'
    )


def notes(texts: dict[str, str]) -> str:
    """The part of the footnotes."""
    found = "".join(
        f'<w:footnote w:id="{mark.translate(_MARKS)}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
        for mark, text in texts.items()
    )
    separators = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    return f'<w:footnotes xmlns:w="{_W}">{separators}{found}</w:footnotes>'


def run(text: str, properties: str = "") -> str:
    """One run; line breaks and tabs become elements."""
    words = (
        escape(text)
        .replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        .replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    )
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _runs(text: str, bold: bool) -> str:
    look = "<w:b/>" if bold else ""
    pieces = re.split(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text)
    return "".join(
        f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{piece.translate(_MARKS)}"/></w:r>' if n % 2 else run(piece, look)
        for n, piece in enumerate(pieces) if piece
    )  # fmt: skip


def _paragraph(one: Paragraph) -> str:
    indent = '<w:ind w:firstLine="567"/><w:spacing w:before="120"/>' if one.align == "both" else ""
    return f'<w:p><w:pPr>{indent}<w:jc w:val="{one.align}"/></w:pPr>{_runs(one.text, one.bold)}</w:p>'


def _row(row: Row) -> str:
    total = 9300
    grid = "".join(f'<w:gridCol w:w="{total * width // 100}"/>' for width in row.widths)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{total * width // 100}" w:type="dxa"/></w:tcPr>{"".join(map(_paragraph, cell)) or "<w:p/>"}</w:tc>'
        for cell, width in zip(row.cells, row.widths, strict=True)
    )
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    borders = f"<w:tblBorders>{sides}</w:tblBorders>" if row.ruled else ""
    return f'<w:tbl><w:tblPr><w:tblW w:w="{total}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'


def package(main: str, footnotes: str, parts: dict[str, str] | None = None) -> bytes:
    """All parts in a zip."""
    styles = f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
    inside = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{_PACKAGE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{_PACKAGE}.styles+xml"/><Override PartName="/word/footnotes.xml" ContentType="{_PACKAGE}.footnotes+xml"/><Override PartName="/word/numbering.xml" ContentType="{_PACKAGE}.numbering+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{_R}/styles" Target="styles.xml"/><Relationship Id="r2" Type="{_R}/footnotes" Target="footnotes.xml"/><Relationship Id="r3" Type="{_R}/numbering" Target="numbering.xml"/></Relationships>',
        "word/document.xml": main,
        "word/styles.xml": styles,
        "word/footnotes.xml": footnotes,
        "word/numbering.xml": f'<w:numbering xmlns:w="{_W}"/>',
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in inside.items():
            archive.writestr(name, text)
    return out.getvalue()
