"""Files as people have them -> `Source`: the decoded text that every span counts in.

A format is a row of `kinds.FORMATS`, and a module of this folder that reads its files.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .. import late
from ..model import Source
from . import archives, datasets
from .attributes import Table, known
from .folders import LeftOut, files_of
from .frame import Format, Reading, Refusal, UnreadableFile, shown
from .kinds import FORMATS

if TYPE_CHECKING:
    from .guard import Guard

__all__ = [
    "FORMATS",
    "Format",
    "LeftOut",
    "Reading",
    "Table",
    "UnreadableFile",
    "contents",
    "decode",
    "expand",
    "read",
    "shown",
    "told_beside",
]

MAX_BYTES = 200 * 2**20
# What can be seen: neither a blank nor a mark that only steers, like that of the byte order.
_WORD = late.regex(r"[^\s\p{C}]")
SUFFIXES = tuple(suffix for one in FORMATS for suffix in one.suffixes)


def read(path: str | Path, attributes: Mapping[str, str | None] | None = None) -> Source:
    """Read one file; "a.zip/b.docx" names a file in an archive, "a.jsonl/123.html" a row of a data set.

    `attributes` is what is known of the document from outside: number, doc_type, date, issuer, title.  What
    the row of a data set tells stands behind it.

    Raises `UnreadableFile`, whose message is in Vietnamese, if it is missing, is no file, is too large,
    or holds nothing that a format of `FORMATS` can read.
    """
    given = known(attributes) if attributes is not None else None
    if row := datasets.member(Path(path)):
        told = known(row.attributes)
        source = decode(str(path), row.data)
        return replace(source, attributes=given.completed(told) if given else told, told=row.told)
    source = decode(str(path), contents(path))
    return source if given is None else replace(source, attributes=given)


def contents(path: str | Path) -> bytes:
    """The bytes of a file, of a file in an archive, or of a row of a data set; raises UnreadableFile."""
    path = Path(path)
    if why := datasets.refusal(path):
        raise UnreadableFile(shown(path), why)
    try:
        return _bytes(path)
    except Refusal as error:
        raise UnreadableFile(shown(path), str(error)) from error
    except OSError as error:
        inside = archives.member(path)
        row = datasets.member(path) if inside is None else None
        if inside is None and row is None:
            raise UnreadableFile(shown(path), _why(error)) from error
        return row.data if row else inside or b""


def told_beside(path: str | Path) -> str:
    """All that a data set tells of one of its documents besides the text, "" for other files."""
    row = datasets.member(Path(path)) if datasets.may_hold(path) else None
    return row.digest if row else ""


def _bytes(path: Path) -> bytes:
    """What a regular file holds; a pipe without a writer is not waited for, a device not read."""
    if path.is_dir():  # a folder cannot be opened everywhere
        raise IsADirectoryError
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Refusal("không phải tệp thường (ống dẫn, thiết bị hay ổ cắm)")
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Refusal(f"lớn hơn {MAX_BYTES >> 20} MB")
    return data


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def decode(path: str, data: bytes, guard: Guard | None = None) -> Source:
    r"""Bytes already read, as `read` would give them; `path` names them and lends its suffix.

    A `guard` of one's own has other bounds of time and memory.

    >>> decode("a.txt", "Số: 1070/UBND-KGVX\r\n".encode()).text
    'Số: 1070/UBND-KGVX\r\n'
    """
    path = shown(path)
    chosen = _choose(path, data)
    try:
        reading = _guarded(chosen, data, guard) if chosen.guarded else chosen.read(data)
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, f"không giải mã được ký tự ở byte {error.start}") from error
    except Refusal as error:
        raise UnreadableFile(path, str(error)) from error
    if not _WORD.search(reading.text):
        raise UnreadableFile(path, "tệp không có chữ nào")
    findings = tuple(replace(finding, path=path) for finding in reading.findings)
    return Source(
        path, chosen.media_type, hashlib.sha256(data).hexdigest(), reading.text, reading.locators, findings
    )


def _guarded(kind: Format, data: bytes, guard: Guard | None) -> Reading:
    from .guard import GUARD  # and with it what starts processes: a page of text needs none

    return (guard or GUARD).read(kind.name, data)


def expand(
    paths: Iterable[str | Path],
    follow_links: bool = False,
    left_out: Callable[[LeftOut], None] = lambda one: None,
) -> Iterator[Path]:
    """The files that paths stand for: a folder or an archive gives its files of known suffixes, sorted.

    Hidden files are left out.  So are, and are told to `left_out`, links that lead out of a folder (unless
    `follow_links`), what is no regular file, and what Word keeps beside a document while it is open.  A path
    that is no folder is given back as it is, so that `read` can say what is wrong with it.
    """
    return files_of(map(Path, paths), SUFFIXES, follow_links, left_out)


def _choose(path: str, data: bytes) -> Format:
    if not data.strip():
        raise UnreadableFile(path, "tệp rỗng")
    suffix = Path(path).suffix.lower()
    for one in FORMATS:
        if one.sniff(data, suffix):
            return one
    if data[:2] == b"PK":
        raise UnreadableFile(path, "tệp nén hỏng, hoặc không phải định dạng đọc được")
    known = ", ".join(one.name for one in FORMATS)
    raise UnreadableFile(path, f"không phải định dạng đọc được ({known})")


def _why(error: OSError) -> str:
    reasons = {
        FileNotFoundError: "không có tệp này",
        IsADirectoryError: "đây là thư mục",
        PermissionError: "không có quyền đọc",
    }
    return reasons.get(type(error), f"không đọc được ({error.strerror or type(error).__name__})")
