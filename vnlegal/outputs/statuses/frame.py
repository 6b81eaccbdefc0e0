"""What a shape of status is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...graph.validity import Status, Validity
from ..frame import Sheet

STATUS_VI: Mapping[str, str] = {
    Status.NOT_YET: "chưa có hiệu lực",
    Status.IN_FORCE: "còn hiệu lực",
    Status.PARTLY: "còn hiệu lực một phần",
    Status.ENDED: "hết hiệu lực",
    Status.SUSPENDED: "ngưng hiệu lực",
    Status.UNKNOWN: "chưa rõ hiệu lực",
}


@dataclass(frozen=True, slots=True)
class StatusOutput:
    """One way to write the status of a document on a day; `write` yields pieces of text."""

    name: str
    media_type: str
    write: Callable[[Validity, Sheet], Iterator[str]]
