"""Reading files for a corpus on disk, each by itself: what this costs can be shared out to many processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..formats import UnreadableFile
from ..model import Document
from .desk import Entry
from .kept_document import packed
from .sharing import Lost
from .tables import Documents

Read = Callable[[Path], Document]


class Wanted(NamedTuple):
    """A file to be read: the path it is known by, its hash, and where it stands."""

    path: str
    sha256: str
    place: Path


class Taken(NamedTuple):
    """A file that was read: its document as it is kept (None where it is kept already), and its entry."""

    document: bytes | None
    entry: Entry


@contextmanager
def reading(read: Read, documents: Path) -> Iterator[Callable[[Wanted], Taken | Lost]]:
    """Reads one file after another, or finds it among the documents that an earlier build has read."""
    kept = Documents(documents)
    try:
        yield partial(_take, read, kept)
    finally:
        kept.close()


def _take(read: Read, kept: Documents, wanted: Wanted) -> Taken | Lost:
    try:
        found = kept.get(wanted.sha256, wanted.path)
        document = found or read(wanted.place)
        return Taken(None if found else packed(document), Entry.of(document))
    except UnreadableFile as error:
        return Lost(error.reason)
    except MemoryError:
        return Lost("không đủ bộ nhớ")
    except Exception as error:  # one page that we fail on costs one page, not the run
        return Lost(f"lỗi của chương trình khi đọc: {type(error).__name__}: {error}")
