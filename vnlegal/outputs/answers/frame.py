"""What a shape of answer is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...graph.engines import Answer
from ..frame import Sheet


@dataclass(frozen=True, slots=True)
class AnswerOutput:
    """One way to write the answer to a query; `write` yields pieces of text."""

    name: str
    media_type: str
    write: Callable[[Answer, Sheet], Iterator[str]]
