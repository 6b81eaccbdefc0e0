"""PDFs without any program: words at places, rules, and the form fields that signing programs leave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """Words at a place, in points from the upper left corner to the base line; each letter half as wide as `size`."""

    x: float
    y: float
    text: str
    size: float = 13.0


@dataclass(frozen=True)
class Line:
    """A thin rule from one point to another."""

    x0: float
    y0: float
    x1: float
    y1: float


WIDTH, HEIGHT = 595, 842


def centred(middle: float, y: float, text: str, size: float = 13.0) -> Word:
    """Words around a middle."""
    return Word(middle - len(text) * size / 4, y, text, size)


def draw(pages: Sequence[Sequence[Word | Line]], turned: bool = False) -> bytes:
    """A PDF of these pages; its font is not embedded but says which letters its codes are.

    `turned`: text runs from the foot of the page upwards.
    """
    codes: dict[str, int] = {}
    streams = [_stream(page, codes) for page in pages]
    if turned:
        streams = [b"0 1 -1 0 595 0 cm\n" + stream for stream in streams]
    mapped = "".join(f"<{code:04X}> <{ord(char):04X}>\n" for char, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{mapped}endbfchar endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()
    first = 7
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Times-Roman/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Times-Roman/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500/FontDescriptor 6 0 R>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(cmap), cmap),
        b"<</Type/FontDescriptor/FontName/Times-Roman/Flags 4/FontBBox[0 -250 1000 1000]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>",
    ]
    for n, stream in enumerate(streams):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</F1 3 0 R>>>>/Contents {first + 2 * n + 1} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>\nstream\n%b\nendstream" % (len(stream), stream))
    return _file(objects)


def _stream(page: Sequence[Word | Line], codes: dict[str, int]) -> bytes:
    out = []
    for one in page:
        if isinstance(one, Line):
            out.append(f"0.5 w {one.x0} {HEIGHT - one.y0} m {one.x1} {HEIGHT - one.y1} l S")
            continue
        shown = "".join(f"{codes.setdefault(char, len(codes) + 1):04X}" for char in one.text)
        out.append(f"BT /F1 {one.size} Tf {one.x:.2f} {HEIGHT - one.y:.2f} Td <{shown}> Tj ET")
    return "\n".join(out).encode()


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


@dataclass(frozen=True)
class Stamp:
    """Lines laid over a page by a signature field; `x`, `y` as for words, of the first line."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float = 13.0


def sign(pdf: bytes, stamps: Sequence[Stamp], page: int = 0) -> bytes:
    """Append an incremental update (ISO 32000-1, 7.5.6) that adds one signature widget a stamp."""
    pages = list(
        re.finditer(rb"(\d+) 0 obj\s*<<((?:(?!endobj).)*?/Type\s*/Page\b(?!s).*?)>>\s*endobj", pdf, re.S)
    )
    found = pages[page]
    top = max(int(m) for m in re.findall(rb"(\d+) 0 obj", pdf)) + 1
    objects: dict[int, bytes] = {}
    for n, stamp in enumerate(stamps):
        widget, form, font = top + 3 * n, top + 3 * n + 1, top + 3 * n + 2
        lead = stamp.size * 1.2
        low = HEIGHT - stamp.y - lead * (len(stamp.lines) - 1) - 3
        high = HEIGHT - stamp.y + stamp.size
        shown = "".join(
            f"BT /F1 {stamp.size} Tf 0 {high - low - stamp.size - k * lead:.2f} Td ({line}) Tj ET\n"
            for k, line in enumerate(stamp.lines)
        ).encode("latin-1")
        objects[widget] = (
            f"<</Type/Annot/Subtype/Widget/FT/Sig/T(s{n})/F 4/Rect[{stamp.x} {low} {stamp.x + 220} {high}]/AP<</N {form} 0 R>>>>".encode()
        )
        objects[form] = (
            f"<</Type/XObject/Subtype/Form/BBox[0 0 220 {high - low}]/Resources<</Font<</F1 {font} 0 R>>>>/Length {len(shown)}>>".encode()
            + b"\nstream\n"
            + shown
            + b"endstream"
        )
        objects[font] = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"
    widgets = b" ".join(b"%d 0 R" % (top + 3 * n) for n in range(len(stamps)))
    inner = re.sub(rb"/Annots\s*\[[^\]]*\]", b"", found[2])
    objects[int(found[1])] = b"<<%b/Annots[%b]>>" % (inner, widgets)
    return _updated(pdf, objects)


def _updated(pdf: bytes, objects: dict[int, bytes]) -> bytes:
    old = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    root = re.findall(rb"/Root\s+(\d+ 0 R)", pdf)[-1]
    out = bytearray(pdf + b"\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n" + b"".join(
        b"%d 1\n%010d 00000 n \n" % (number, at) for number, at in sorted(places.items())
    )
    out += b"trailer\n<</Size %d/Root %b/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        max(objects) + 1,
        root,
        old,
        start,
    )
    return bytes(out)
