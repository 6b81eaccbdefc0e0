"""What an output is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..model import Document


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
