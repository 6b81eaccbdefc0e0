"""PDF: born digital by what stands where on the page; pages without text are left to OCR."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import Any

from . import ocr
from .columns import lay_out, rejoin, without_numbers
from .encodings import conversion, is_vietnamese, mistaken
from .frame import Reading, Refusal, missing, remark
from .glyphs import Sheet, sheet
from .grids import Grid, grids
from .guard import SECONDS
from .overlays import filled, stamps
from .paragraphs import write
from .repairs import spelled
from .rows import Row, rows_of
from .writer import Writer

MAX_PAGES = 3000
_SCANNED = 60
_UNREAD, _ASLANT = 0.1, 40
_PATIENCE = 0.4 * SECONDS  # as long scans are read twice


def read(data: bytes) -> Reading:
    """The text of all pages in reading order."""
    document, unsigned = _open(data), _Unsigned(data)
    try:
        return _read(document, unsigned)
    finally:
        document.close()
        unsigned.close()


class _Unsigned:
    """The same file once more, opened when a scan is found whose digital signature is known as text.

    Read together with the picture it lies over, it leads OCR astray.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def page(self, index: int) -> Any:
        """The document, the annotations of one page taken away."""
        import pypdfium2.raw as pdfium

        self._document = self._document or _open(self._data)
        page = self._document[index]
        for n in reversed(range(pdfium.FPDFPage_GetAnnotCount(page.raw))):
            pdfium.FPDFPage_RemoveAnnot(page.raw, n)
        page.close()
        return self._document

    def close(self) -> None:
        """Close the file if it was opened."""
        if self._document is not None:
            self._document.close()


def _open(data: bytes) -> Any:
    try:
        import pypdfium2
    except ImportError as error:
        raise missing("pypdfium2", "pdf") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Refusal("tệp PDF có mật khẩu" if locked else "tệp PDF hỏng") from error
    if len(document) > MAX_PAGES:
        raise Refusal(f"tệp PDF có {len(document)} trang, quá {MAX_PAGES}")
    return document


def _read(document: Any, unsigned: _Unsigned) -> Reading:
    writer, until = Writer(), monotonic() + _PATIENCE
    pages: list[list[Row]] = []
    tables: list[list[Grid]] = []
    sizes: list[tuple[float, float]] = []
    for index in range(len(document)):
        rows, ruled, size = _page(document, index, writer, until, unsigned)
        pages.append(rows)
        tables.append(ruled)
        sizes.append(size)
    pages = _restored(pages, writer)
    clean = without_numbers(pages, [height for _, height in sizes])
    layouts = [
        lay_out(rows, width, ruled) for rows, ruled, (width, _) in zip(clean, tables, sizes, strict=True)
    ]
    rejoin(layouts)
    write(writer, [(f"trang {n}", page) for n, page in enumerate(layouts, 1)])
    reading = writer.reading()
    if not reading.text.strip():
        raise Refusal("tệp PDF không có chữ nào" if ocr.available() else f"tệp PDF chỉ có ảnh; {ocr.MISSING}")
    return reading


def _restored(pages: list[list[Row]], writer: Writer) -> list[list[Row]]:
    """Pages set in fonts of an old encoding, in Unicode."""
    encoding = mistaken("\n".join(one.text for rows in pages for row in rows for one in row))
    if encoding is None:
        return pages
    writer.remark(conversion(encoding))
    return [
        [tuple(replace(one, text=encoding.restore(one.text)) for one in row) for row in rows]
        for rows in pages
    ]


def _page(
    document: Any, index: int, writer: Writer, until: float, unsigned: _Unsigned
) -> tuple[list[Row], list[Grid], tuple[float, float]]:
    page = sheet(document, index)
    letters = _letters(page)
    scanned = _is_scan(page, letters)
    if scanned or _is_meaningless(page, letters):
        if ocr.available():
            rest, signed = stamps(filled(page.glyphs))
            if signed and not any(glyph.overlay for glyph in rest):
                _put(signed, writer)
                document = unsigned.page(index)
            seen = ocr.page(document, index, monotonic() > until)
            ocr.note(index + 1, seen, writer)
            return list(seen.rows), [], (seen.width, seen.height)
        what = "là ảnh" if scanned else "có lớp chữ không có nghĩa"
        writer.remark(remark("VL904", f"trang {index + 1} {what}, chưa đọc: {ocr.MISSING}"))
        page = page if scanned else page._replace(glyphs=[], unread=0)
        letters = _letters(page)
    _tell(page, letters, index + 1, writer)
    ruled = grids(page.across, page.down)
    walls = [(box.x1, box.top, box.bottom) for grid in ruled for box in grid.boxes]
    glyphs, signed = stamps(filled(page.glyphs))
    _put(signed, writer)
    rows = rows_of(glyphs, walls)
    if page.pictured and len(letters) > _SCANNED:
        rows = [spelled(row) for row in rows]
    return rows, ruled, (page.width, page.height)


def _put(signed: list[str], writer: Writer) -> None:
    """Write each stamp of a digital signature as a line of its own."""
    for stamp in signed:
        writer.put(stamp)
        writer.gap()


def _tell(page: Sheet, letters: str, number: int, writer: Writer) -> None:
    """Remark what of the text of a page cannot be read, or was read by somebody else."""
    if page.pictured and len(letters) > _SCANNED:
        words = f"trang {number} là ảnh; chữ trên đó do chương trình khác nhận dạng"
        writer.remark(remark("VL913", words), f"trang {number}")
    if page.unread:
        words = f"trang {number} có {page.unread} ký tự mà lớp chữ không nói là chữ gì (ghi là \ufffd)"
        writer.remark(remark("VL911", words))
    if page.aslant > _ASLANT:
        writer.remark(remark("VL912", f"trang {number} có {page.aslant} chữ đặt ngang hoặc ngược, chưa đọc"))


def _letters(page: Sheet) -> str:
    return "".join([f"{one[0]} " if one.parted else one[0] for one in page.glyphs if not one.overlay])


def _is_scan(page: Sheet, words: str) -> bool:
    """A picture with next to no text over it, or with the letters that a foreign OCR made of it."""
    if not page.pictured:
        return False
    few = len(words.split()) < 12 and len("".join(words.split())) < _SCANNED
    return few or not is_vietnamese(words, 0.03)


def _is_meaningless(page: Sheet, letters: str) -> bool:
    """Text whose font does not say which letters it draws."""
    return page.unread > _UNREAD * len(letters)
