"""Parts of a zipped package as XML trees, read with limits: no entity, no bomb, nothing from outside."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from .frame import Refusal

MAX_PARTS = 20_000
MAX_PART = 100 * 2**20


class _Builder(ElementTree.TreeBuilder):
    """Refuses a document type: no part of a package may have one, and entities come with it."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Called by the parser before any entity is known."""
        raise Refusal("XML có khai báo DOCTYPE, không được phép")


def xml(data: bytes) -> ElementTree.Element:
    """The tree of an XML text without document type.

    >>> xml(b"<a><b/></a>").tag
    'a'
    """
    try:
        return ElementTree.fromstring(data, ElementTree.XMLParser(target=_Builder()))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Refusal(f"XML hỏng ({error})") from error


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive; Refusal if it is broken or holds too many parts."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Refusal("tệp nén hỏng hoặc không đầy đủ") from error
    if len(package.infolist()) > MAX_PARTS:
        raise Refusal(f"tệp nén có hơn {MAX_PARTS} tệp")
    _forward(package)
    return package


def _forward(package: zipfile.ZipFile) -> None:
    """Names that some programs write with backslashes, as the standard has them."""
    for info in package.infolist():
        if "\\" in info.filename:
            info.filename = info.filename.replace("\\", "/")
            package.NameToInfo.setdefault(info.filename, info)


def part(package: zipfile.ZipFile, name: str, limit: int = MAX_PART) -> bytes:
    """The bytes of one part; what it says of its own size is not believed."""
    try:
        info = package.getinfo(name)
        if info.flag_bits & 1:
            raise Refusal("tệp có mật khẩu")
        with package.open(info) as stream:
            data = stream.read(limit + 1)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refusal(f"phần {name} hỏng") from error
    except Exception as error:
        if isinstance(error, (KeyError, Refusal)) or type(error).__module__ not in ("zlib", "lzma"):
            raise
        raise Refusal(f"phần {name} hỏng") from error
    if len(data) > limit:
        raise Refusal(f"phần {name} giải nén ra quá {limit // 2**20} MB")
    return data
