"""What a format is, and the one error of reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file.

    `sniff` looks at the bytes and says whether `read` can take them; `read` gives the text that spans
    count in.  A heavy library is imported inside `read`, never above.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes], str]


class UnreadableFile(Exception):
    """A file that could not be read; `reason` says why, in Vietnamese."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
