"""What a format is, what reading gives, and the errors of reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from .. import late
from ..language import SaidError
from ..model import Finding, Span

_UNSHOWN = late.regex(r"[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]")


class Reading(NamedTuple):
    """What a format makes of the bytes of a file.

    `locators` say where on paper a stretch of the text stood: (offset, "trang 2"), in order, each
    holding up to the next.  `findings` have no path yet.
    """

    text: str
    locators: tuple[tuple[int, str], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: a row of the table of formats.

    `sniff` looks at the bytes and the suffix and says whether the file is of this kind.  `reader` names the
    module of this folder, and its function, which gives the text that spans count in: "docx.read".  It is
    loaded with the first file of the kind; a heavy library is imported inside it, never above.  A format
    that is `guarded` is read in a child process with limits of time and memory.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    sniff: Callable[[bytes, str], bool]
    reader: str
    guarded: bool = False

    def read(self, data: bytes) -> Reading:
        """The text of a file of this kind; Refusal, or UnicodeDecodeError, where there is none."""
        module, _, function = self.reader.partition(".")
        reading: Reading = getattr(import_module(f".{module}", __package__), function)(data)
        return reading


class Refusal(Exception):
    """Bytes that a format cannot or will not read; the message says why, in Vietnamese."""


class Overdue(Refusal):
    """Bytes that took too long to be read."""


class UnreadableFile(SaidError, ValueError):
    """A file that could not be read; `reason` says why, in Vietnamese."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def shown(path: str | Path) -> str:
    r"""A path on one line of text: what no output can write, or what would break its lines, as an escape.

    Names come from strangers too; some are in bytes that are not UTF-8, which Python holds as surrogates.

    >>> shown("công văn.txt"), shown("c\udcf4ng.txt"), shown("a\nb.txt")
    ('công văn.txt', 'c\\udcf4ng.txt', 'a\\nb.txt')
    """
    return _UNSHOWN.sub(lambda match: match[0].encode("unicode_escape").decode(), str(path))


def missing(library: str, extra: str) -> Refusal:
    """The refusal where the library of an extra is not installed.

    >>> print(missing("lxml", "html"))
    cần thư viện lxml: pip install 'vnlegal[html]'
    """
    return Refusal(f"cần thư viện {library}: pip install 'vnlegal[{extra}]'")


def remark(code: str, message: str, span: Span | None = None) -> Finding:
    """Something about the reading of a file that its user should know."""
    return Finding(code, "note", message, "", span)
