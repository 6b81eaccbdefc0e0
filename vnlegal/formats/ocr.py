"""Scans: pictures of pages read by Tesseract with its Vietnamese data, as a separate program.

What was read with little confidence is reported with its place, never corrected.  The red of stamps
is left out of the picture.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from statistics import fmean, median
from typing import Any

from .. import sandbox
from . import again, regions, repeats, votes
from .columns import lay_out, rejoin, without_numbers
from .frame import Reading, Refusal, remark
from .kinds import JPEG
from .paragraphs import write
from .regions import DPI, Box
from .regions import Word as _Word
from .repairs import spelled
from .rows import Glyph, Row, rows_of
from .writer import Writer

_BOUNDS = sandbox.Bounds(megabytes=2048, seconds=120.0, network="local")
_SURE = 60.0
_NOISE = 25.0
_POINT = 72 / DPI
_WIDE = 595.0  # the width of A4, which a photograph of a page is taken for


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen on one page; `confidence` in percent; `told` are codes and messages of findings."""

    rows: tuple[Row, ...]
    confidence: float
    width: float
    height: float
    told: tuple[tuple[str, str], ...] = ()


def read(data: bytes) -> Reading:
    """A picture, or a TIFF of several, as pages."""
    program = _program()
    if program is None:
        raise Refusal(MISSING)
    if data.startswith(JPEG) and (document := _as_page(data)) is not None:
        seen = page(document, 0)
        if seen.rows:
            return to_reading([seen])
    words, stamp = regions.without_incoming(_tesseract(program, data))
    return to_reading(list(_pages(words, stamp)))


def _as_page(data: bytes) -> Any:
    """A photograph as the one page of a PDF, so that its parts can be read again; None without PDFium."""
    try:
        import pypdfium2
    except ImportError:
        return None
    document = pypdfium2.PdfDocument.new()
    picture = pypdfium2.PdfImage.new(document)
    try:
        picture.load_jpeg(io.BytesIO(data), inline=True)
        wide, high = picture.get_px_size()
    except pypdfium2.PdfiumError:
        return None
    sheet = document.new_page(_WIDE, _WIDE * high / max(1, wide))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(*sheet.get_size()))
    sheet.insert_obj(picture)
    sheet.gen_content()
    sheet.close()
    return document


MISSING = "cần chương trình Tesseract có tiếng Việt: apt-get install tesseract-ocr tesseract-ocr-vie"


def available() -> bool:
    """Whether Tesseract and its Vietnamese data are installed."""
    return _program() is not None


@cache
def _program() -> str | None:
    path = sandbox.where("tesseract")
    if path is None:
        return None
    try:
        listed = sandbox.run([path, "--list-langs"], b"", replace(_BOUNDS, seconds=30.0))
    except sandbox.EndedError:
        return None
    return path if b"vie" in (listed.output + listed.errors).split() else None


def page(document: Any, index: int, late: bool = False) -> Seen:
    """One page of a `pypdfium2.PdfDocument`; a page that lies on its side is turned.

    A page that comes `late`, when much of the time for its file is gone, is read once, and that is told.
    """
    program = _program()
    if program is None:
        raise Refusal(MISSING)
    best, words, turned = _blank(), list[_Word](), 0
    for turn in (0, 90, 270, 180):
        found = _tesseract(program, _picture(document, index, turn))
        seen = next(_pages(found), _blank())
        if (seen.confidence, len(seen.rows)) > (best.confidence, len(best.rows)):
            best, words, turned = seen, found, turn
        if best.confidence >= _SURE:
            break
    if not words:
        return best

    def picture(box: Box, dpi: int) -> bytes:
        return _picture(document, index, turned, dpi, box)

    if late:
        told: tuple[tuple[str, str], ...] = (("VL908", "chỉ đọc một lần vì tệp đọc đã lâu"),)
    else:
        words, told = regions.own_number(picture, _again(program, picture, words))
    words, stamp = regions.without_incoming(regions.without_scribbles(words))
    words = _repeated(words)
    return next(_pages(words, (*told, *stamp)), _blank())


def _blank() -> Seen:
    return Seen((), 0.0, 595.0, 842.0)


def _again(program: str, picture: regions.Picture, words: list[_Word]) -> list[_Word]:
    """Head and closing block read again line by line; without the second engine the recipients alone."""
    if again.engine() is None:
        return _recipients(program, picture, words)
    one_line = partial(_tesseract, program, dpi=regions.FINE, mode=7)
    if box := regions.closing(words):
        words = repeats.named(votes.read_again(words, picture, one_line, box), box)
    if (box := regions.subject(words)) and any(box.holds(one) and one.confidence < _SURE for one in words):
        words = votes.read_again(words, picture, one_line, box)
    return words


def _repeated(words: list[_Word]) -> list[_Word]:
    """The words of a page, those of its subject as its first article repeats them."""
    box = regions.subject(words)
    return repeats.settled(words, box) if box else words


def _recipients(program: str, picture: regions.Picture, words: list[_Word]) -> list[_Word]:
    """Nơi nhận read again from its own picture at a finer resolution, which shows its dashes."""
    box = regions.recipients(words)
    if box is None:
        return words
    scale = regions.FINE / DPI
    again = [
        word._replace(
            left=box.left + round(word.left / scale),
            top=box.top + round(word.top / scale),
            width=round(word.width / scale),
            height=round(word.height / scale),
            line=(words[0].line[0], 10_000 + word.line[1], *word.line[2:]),
        )
        for word in _tesseract(program, picture(box, regions.FINE), regions.FINE)
    ]
    return regions.replaced(words, again, box)


def _picture(document: Any, index: int, turn: int, dpi: int = DPI, box: Box | None = None) -> bytes:
    """The red channel of a page as a portable grey map: red stamps fade, black and blue ink stays.

    `box` is cut out, in pixels at the usual resolution.
    """
    page = document[index]
    scale = min(dpi / 72, 12_000 / max(1.0, *page.get_size()))
    bitmap = page.render(scale=scale, rotation=turn, may_draw_forms=True)
    wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
    left, top, right, bottom = 0, 0, wide, high
    if box is not None:
        finer = scale * 72 / DPI
        left, top = max(0, int(box.left * finer)), max(0, int(box.top * finer))
        right, bottom = min(wide, int(box.right * finer)), min(high, int(box.bottom * finer))
    pixels = bytes(bitmap.buffer)
    step = bitmap.n_channels
    at = 2 if step >= 3 else 0
    lines = (
        pixels[y * stride + at + left * step : y * stride + right * step : step] for y in range(top, bottom)
    )
    picture = b"P5 %d %d 255\n" % (right - left, bottom - top) + b"".join(lines)
    bitmap.close()
    page.close()
    return picture


def _tesseract(program: str, picture: bytes, dpi: int = DPI, mode: int = 4) -> list[_Word]:
    command = [program, "stdin", "stdout", "-l", "vie", "--dpi", str(dpi), "--psm", str(mode), "tsv"]
    try:
        done = sandbox.run(command, picture, _BOUNDS, {**os.environ, "OMP_THREAD_LIMIT": "1"})
    except sandbox.EndedError as error:
        late = f"OCR quá {_BOUNDS.seconds:g} giây cho một trang"
        raise Refusal(late if error.why == "seconds" else "OCR cho ra quá nhiều chữ") from error
    if done.status:
        raise Refusal("OCR không đọc được ảnh")
    return list(_words(done.output.decode("utf-8", "replace")))


def _words(table: str) -> Iterator[_Word]:
    """Words of the table that Tesseract prints; smudges, which it is not sure of at all, are left out."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text, confidence = (row.get("text") or "").strip(), float(row.get("conf") or -1)
        letters = sum(char.isalnum() for char in text)
        smudge = confidence < (_NOISE if letters else _SURE) and letters < 2
        if row.get("level") != "5" or not text or smudge:
            continue
        at = tuple(int(row[name]) for name in ("page_num", "block_num", "par_num", "line_num"))
        left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
        yield _Word(text, left, top, width, height, confidence, at)


def _pages(words: list[_Word], told: tuple[tuple[str, str], ...] = ()) -> Iterator[Seen]:
    for number in sorted({word.line[0] for word in words}):
        yield _page([word for word in words if word.line[0] == number], told)


def _page(words: list[_Word], told: tuple[tuple[str, str], ...]) -> Seen:
    lines: dict[tuple[int, ...], list[_Word]] = {}
    for word in _level(words):
        lines.setdefault(word.line, []).append(word)
    usual = median(_size([word]) for word in words)
    glyphs = [glyph for line in lines.values() if not _is_smudge(line) for glyph in _glyphs(line, usual)]
    weight = [word.confidence for word in words for _ in word.text]
    right = max(word.left + word.width for word in words) * _POINT
    bottom = max(word.top + word.height for word in words) * _POINT
    rows = tuple(map(spelled, rows_of(glyphs)))
    return Seen(rows, fmean(weight), max(595.0, right), max(842.0, bottom), told)


def _is_smudge(line: list[_Word]) -> bool:
    """A signature or a stain: few letters, and Tesseract sure of none."""
    letters = sum(char.isalnum() for word in line for char in word.text)
    return letters < 4 and max(word.confidence for word in line) < _SURE


def _level(words: list[_Word]) -> list[_Word]:
    """Words of a page that was laid askew, moved up or down as if it lay straight."""
    lines: dict[tuple[int, ...], list[_Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    slopes = [
        (line[-1].top + line[-1].height - line[0].top - line[0].height) / (line[-1].left - line[0].left)
        for line in lines.values()
        if line[-1].left - line[0].left > 150 / _POINT
    ]
    slope = median(slopes) if len(slopes) > 2 else 0.0
    return [word._replace(top=round(word.top - slope * word.left)) for word in words]


def _glyphs(line: list[_Word], usual: float) -> Iterator[Glyph]:
    """Words as if each were one letter, on the base line of their line; sizes near the usual one are that."""
    base = median(word.top + word.height for word in line) * _POINT
    own = _size(line)
    size = usual if 0.87 * usual < own < 1.2 * usual else own
    for word in line:
        x0, x1 = word.left * _POINT, (word.left + word.width) * _POINT
        yield Glyph(word.text, x0, x1, base, size, doubt=word.confidence < _SURE, parted=True)


def _size(line: list[_Word]) -> float:
    """The size of a font by the width of its letters; heights vary with the marks over them."""
    units = sum(_width(char) for word in line for char in word.text)
    return sum(word.width for word in line) * _POINT / max(units, 0.3)


def _width(char: str) -> float:
    """How wide a letter of Times is, in parts of its size."""
    if char.isupper():
        return 0.69
    return 0.47 if char.isalnum() else 0.3


def note(number: int, seen: Seen, writer: Writer) -> None:
    """Remark that a page was read by OCR, and how well."""
    words = f"trang {number} đọc bằng OCR, độ tin cậy trung bình {seen.confidence:.0f} %"
    writer.remark(remark("VL902", words), f"trang {number}")
    for code, message in seen.told:
        writer.remark(remark(code, f"trang {number}: {message}"))


def to_reading(pages: list[Seen]) -> Reading:
    """Pages that were all seen by OCR as a text."""
    writer = Writer()
    for number, seen in enumerate(pages, 1):
        note(number, seen, writer)
    clean = without_numbers([list(seen.rows) for seen in pages], [seen.height for seen in pages])
    layouts = [lay_out(rows, seen.width) for rows, seen in zip(clean, pages, strict=True)]
    rejoin(layouts)
    write(writer, [(f"trang {number}", layout) for number, layout in enumerate(layouts, 1)])
    reading = writer.reading()
    if not reading.text.strip():
        raise Refusal("không thấy chữ nào trong ảnh")
    return reading
