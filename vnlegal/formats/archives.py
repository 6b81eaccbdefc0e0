"""ZIP: an archive is a folder.  Nothing is unpacked to disk; its files are read as "a.zip/b.docx"."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from .frame import Refusal, UnreadableFile, shown

if TYPE_CHECKING:
    import zipfile

MAX_FILES = 5_000
MAX_FILE = 200 * 2**20
_OUTSIDE = "~"


def is_archive(path: Path) -> bool:
    """Whether a path is a file that should be read as a folder."""
    return path.suffix.lower() == ".zip" and path.is_file()


def members(path: Path) -> Iterator[Path]:
    """The files of an archive as paths; the archive itself if it cannot be opened: `read` says why."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = [_name(info) for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        yield path
        return
    if len(names) > MAX_FILES:
        yield path
        return
    yield from sorted(path / name for name in names)


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member, decoded if need be, with every step out of the archive made visible."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return (
        "/".join(_OUTSIDE if part in ("/", "//", "..") or part.endswith(":") else part for part in parts)
        or _OUTSIDE
    )


def member(path: Path) -> bytes | None:
    """The bytes of a file in an archive; None if no parent of the path is an archive."""
    archive = next((parent for parent in path.parents if is_archive(parent)), None)
    if archive is None:
        return None
    import zipfile  # and with it all ways to compress: for who has an archive

    wanted = path.relative_to(archive).as_posix()
    try:
        with zipfile.ZipFile(archive) as opened:
            return _bytes(opened, wanted)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(shown(path), "tệp nén hỏng hoặc không đầy đủ") from error
    except Refusal as error:
        raise UnreadableFile(shown(path), str(error)) from error


def _bytes(archive: zipfile.ZipFile, wanted: str) -> bytes:
    if _OUTSIDE in wanted.split("/"):
        raise Refusal("tên tệp trong tệp nén chỉ ra ngoài tệp nén")
    if wanted.lower().endswith(".zip"):
        raise Refusal("tệp nén lồng trong tệp nén, không mở")
    info = next((info for info in archive.infolist() if _name(info) == wanted), None)
    if info is None:
        raise Refusal("không có tệp này trong tệp nén")
    from .package import part  # and with it the reader of XML

    return part(archive, info.filename, MAX_FILE)
