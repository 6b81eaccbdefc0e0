r"""The text of a Word 97–2003 file, read from its pieces ([MS-CFB], [MS-DOC] 2.4.1).

Used where LibreOffice is not installed: text, tables and footnotes are there, numbers that Word counts by
itself are not.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .frame import Reading, Refusal, remark
from .writer import Writer, superscript

_END = 0xFFFFFFFA
_MAX_SECTORS = 2_000_000
_TEXT, _NOTES = 0x4C, 0x50
_CLX = 0x1A2
_COMPRESSED = 0x40000000
_CELL, _BEGIN, _RESULT, _CLOSE = "\x07", "\x13", "\x14", "\x15"


class _Compound:
    """A compound file: streams by name, each a chain of sectors."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size = 1 << struct.unpack_from("<H", data, 30)[0]
        if self.size not in (512, 4096):
            raise Refusal("tệp DOC hỏng")
        self.fat = self._fat()
        directory = b"".join(self._sectors(struct.unpack_from("<I", data, 48)[0]))
        self.entries: dict[str, tuple[int, int]] = {}
        for at in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            name = directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
            if kind:
                self.entries[name] = struct.unpack_from("<II", directory, at + 116)
        self.cutoff = struct.unpack_from("<I", data, 56)[0]
        self.mini_fat = _integers(b"".join(self._sectors(struct.unpack_from("<I", data, 60)[0])))

    def _fat(self) -> tuple[int, ...]:
        data = self.data
        places = list(struct.unpack_from("<109I", data, 76))
        following, count = struct.unpack_from("<II", data, 68)
        for _ in range(min(count, 10_000)):
            if following >= _END:
                break
            more = _integers(self._sector(following))
            places += more[:-1]
            following = more[-1]
        return _integers(b"".join(self._sector(at) for at in places if at < _END))

    def _sector(self, at: int) -> bytes:
        start = (at + 1) * self.size
        if start >= len(self.data):
            raise Refusal("tệp DOC không đầy đủ")
        return self.data[start : start + self.size].ljust(self.size, b"\0")

    def _sectors(self, at: int) -> Iterator[bytes]:
        for _ in range(_MAX_SECTORS):
            if at >= _END:
                return
            yield self._sector(at)
            if at >= len(self.fat):
                raise Refusal("tệp DOC hỏng")
            at = self.fat[at]
        raise Refusal("tệp DOC hỏng: chuỗi vùng chạy vòng")

    def stream(self, name: str) -> bytes:
        """The bytes of one stream; Refusal if there is none."""
        if name not in self.entries:
            raise Refusal(f"tệp DOC thiếu phần {name}")
        start, length = self.entries[name]
        if length >= self.cutoff:
            return b"".join(self._sectors(start))[:length]
        container = b"".join(self._sectors(self.entries["Root Entry"][0]))
        pieces: list[bytes] = []
        while start < _END and len(pieces) * 64 < length:
            pieces.append(container[start * 64 : start * 64 + 64])
            start = self.mini_fat[start] if start < len(self.mini_fat) else _END
        return b"".join(pieces)[:length]


def _integers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def read(data: bytes) -> Reading:
    """The text of the main story, then its footnotes."""
    try:
        text, notes = _stories(data)
    except (struct.error, IndexError, KeyError, MemoryError) as error:
        raise Refusal("tệp DOC hỏng") from error
    writer = Writer()
    writer.remark(
        remark("VL905", "đọc DOC không qua LibreOffice: số thứ tự do Word tự đánh không có trong tệp")
    )
    _write(writer, text)
    for number, note in enumerate(notes.split("\x02")[1:], 1):
        writer.gap()
        writer.put(f"{superscript(str(number))} ")
        _write(writer, note)
    return writer.reading()


def _stories(data: bytes) -> tuple[str, str]:
    """The main text and the text of the footnotes."""
    compound = _Compound(data)
    if "EncryptedPackage" in compound.entries:
        raise Refusal("tệp có mật khẩu")
    main = compound.stream("WordDocument")
    ident, flags = struct.unpack_from("<H", main, 0)[0], struct.unpack_from("<H", main, 0x0A)[0]
    if ident != 0xA5EC:
        raise Refusal("tệp DOC của Word đời cũ, chưa đọc được")
    if flags & 0x0100:
        raise Refusal("tệp có mật khẩu")
    table = compound.stream("1Table" if flags & 0x0200 else "0Table")
    at, length = struct.unpack_from("<II", main, _CLX)
    text = "".join(_pieces(main, table[at : at + length]))
    words, notes = struct.unpack_from("<I", main, _TEXT)[0], struct.unpack_from("<I", main, _NOTES)[0]
    return text[:words], text[words : words + notes]


def _pieces(main: bytes, clx: bytes) -> Iterator[str]:
    """The pieces of the text in order, each one byte or two bytes a character."""
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    count = (size - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    for n in range(count):
        place = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * n + 2)[0]
        length = ends[n + 1] - ends[n]
        if place & _COMPRESSED:
            start = (place & ~_COMPRESSED) // 2
            yield main[start : start + length].decode("cp1252", "replace")
        else:
            yield main[place : place + 2 * length].decode("utf-16-le", "replace")


def _write(writer: Writer, text: str) -> None:
    """Characters of a story: field codes left out, cell marks as bars, marks of notes raised."""
    notes = 0
    codes: list[bool] = []
    for char in text:
        if char == _BEGIN:
            codes.append(True)
        elif char == _RESULT and codes:
            codes[-1] = False
        elif char == _CLOSE and codes:
            codes.pop()
        elif any(codes):
            continue
        elif char == "\x02":
            notes += 1
            writer.put(superscript(str(notes)))
        elif char == _CELL:
            writer.bar()
        elif char in "\r\x0b\x0c\x0e":
            writer.rest()
        else:
            writer.put({"\x1e": "-", "\x1f": "", "\t": "\t"}.get(char, char if char >= " " else ""))
    writer.end()
