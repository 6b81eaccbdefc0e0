"""Files as people have them -> `Source`: the decoded text that every span counts in.

A format is one module of this folder, which declares `FORMAT`, and its name in `FORMATS`.  The first
whose `sniff` knows the bytes, or the suffix where bytes say nothing, reads the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..model import Source
from . import archives, docx, edxml, html, markdown, ocr, office, pdf, plain
from .attributes import Table, known
from .frame import Format, Reading, Refusal, UnreadableFile, shown
from .guard import GUARD

__all__ = [
    "FORMATS",
    "Format",
    "Reading",
    "Table",
    "UnreadableFile",
    "contents",
    "decode",
    "expand",
    "read",
    "shown",
]

FORMATS: tuple[Format, ...] = (
    pdf.FORMAT,
    docx.FORMAT,
    *office.FORMAT,
    ocr.FORMAT,
    edxml.FORMAT,
    html.FORMAT,
    markdown.FORMAT,
    plain.FORMAT,
)


MAX_BYTES = 200 * 2**20


def read(path: str | Path, attributes: Mapping[str, str | None] | None = None) -> Source:
    """Read one file; "a.zip/b.docx" names a file in an archive.

    `attributes` is what is known of the document from outside: number, doc_type, date, issuer, title.

    Raises `UnreadableFile`, whose message is in Vietnamese, if it is missing, is no file, is too large,
    or holds nothing that a format of `FORMATS` can read.
    """
    source = decode(str(path), contents(path))
    return source if attributes is None else replace(source, attributes=known(attributes))


def contents(path: str | Path) -> bytes:
    """The bytes of a file, or of a file in an archive; raises UnreadableFile."""
    path = Path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFile(shown(path), f"lớn hơn {MAX_BYTES >> 20} MB")
        return path.read_bytes()
    except OSError as error:
        inside = archives.member(path)
        if inside is None:
            raise UnreadableFile(shown(path), _why(error)) from error
        return inside


def decode(path: str, data: bytes) -> Source:
    r"""Bytes already read, as `read` would give them; `path` names them and lends its suffix.

    >>> decode("a.txt", "Số: 1070/UBND-KGVX\r\n".encode()).text
    'Số: 1070/UBND-KGVX\r\n'
    """
    path = shown(path)
    chosen = _choose(path, data)
    try:
        reading = GUARD.read(chosen.name, data) if chosen.guarded else chosen.read(data)
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, f"không giải mã được ký tự ở byte {error.start}") from error
    except Refusal as error:
        raise UnreadableFile(path, str(error)) from error
    findings = tuple(replace(finding, path=path) for finding in reading.findings)
    return Source(
        path, chosen.media_type, hashlib.sha256(data).hexdigest(), reading.text, reading.locators, findings
    )


def expand(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files that paths stand for: a folder or an archive gives its files of known suffixes, sorted.

    Hidden files are left out.  A path that is no folder is given back as it is, so that `read` can say
    what is wrong with it.
    """
    known = tuple(suffix for one in FORMATS for suffix in one.suffixes)
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(
                p for p in path.rglob("*") if _listed(p.relative_to(path), (*known, ".zip")) and p.is_file()
            )
        else:
            inside = [path]
        for one in inside:
            yield from _opened(one, known)


def _opened(path: Path, known: tuple[str, ...]) -> Iterator[Path]:
    if not archives.is_archive(path):
        yield path
        return
    for one in archives.members(path):
        if one == path or _listed(one.relative_to(path), (*known, ".zip")):
            yield one


def _listed(path: Path, suffixes: tuple[str, ...]) -> bool:
    return path.suffix.lower() in suffixes and not any(part.startswith(".") for part in path.parts)


def _choose(path: str, data: bytes) -> Format:
    if not data.strip():
        raise UnreadableFile(path, "tệp rỗng")
    suffix = Path(path).suffix.lower()
    for one in FORMATS:
        if one.sniff(data, suffix):
            return one
    if data[:2] == b"PK":
        raise UnreadableFile(path, "tệp nén hỏng, hoặc không phải định dạng đọc được")
    raise UnreadableFile(
        path, "không phải định dạng đọc được (" + ", ".join(one.name for one in FORMATS) + ")"
    )


def _why(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "không có tệp này",
        IsADirectoryError: "đây là thư mục",
        PermissionError: "không có quyền đọc",
    }
    return reasons.get(type(error), f"không đọc được ({error.strerror or type(error).__name__})")
