"""What a shape of status is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...graph.validity import Validity
from ..frame import Sheet


@dataclass(frozen=True, slots=True)
class StatusOutput:
    """One way to write the status of a document on a day; `write` yields pieces of text."""

    name: str
    media_type: str
    write: Callable[[Validity, Sheet], Iterator[str]]
