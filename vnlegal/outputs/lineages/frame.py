"""What a shape of lineage is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...graph.lineage import Lineage
from ..frame import Sheet


@dataclass(frozen=True, slots=True)
class LineageOutput:
    """One way to write a lineage; `write` yields pieces of text."""

    name: str
    media_type: str
    write: Callable[[Lineage, Sheet], Iterator[str]]
