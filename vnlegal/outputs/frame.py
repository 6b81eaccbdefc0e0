"""What an output is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .. import late
from ..model import Document

_FORBIDDEN = late.regex(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What spreadsheets take for the beginning of a formula, also in the wide forms of East Asian keyboards.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an output is written on: for one document or `many`, with `colour` or without, `width` columns."""

    many: bool = False
    colour: bool = False
    width: int = 100


@dataclass(frozen=True, slots=True)
class Output:
    """One way to write documents; `write` yields pieces of text as the documents come in."""

    name: str
    media_type: str
    write: Callable[[Iterable[Document], Sheet], Iterator[str]]


def plain_cell(value: object) -> object:
    """A cell of a table for spreadsheets: one that would be calculated gets an apostrophe in front.

    >>> plain_cell("=1+1"), plain_cell("Số 1"), plain_cell(-1)
    ("'=1+1", 'Số 1', -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def escape(text: str) -> str:
    """Text as XML has it."""
    from xml.sax import saxutils  # which loads what can open addresses: not for who writes no XML

    return saxutils.escape(text)


def quoteattr(text: str) -> str:
    """Text as the value of an attribute of XML, in its quotation marks."""
    from xml.sax import saxutils

    return saxutils.quoteattr(text)


def printable(text: str) -> str:
    """Text without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("\ufffd", text)
