"""A store on disk as a folder, and which of its generations is the one to read.

    STORE/CURRENT        the name of the generation that readers open
    STORE/000002/        quads/ (the engine's files) and manifest.sqlite
    STORE/next/          a build on its way; a killed build goes on there
    STORE/documents.sqlite  the parsed documents, for the writer alone
    STORE/lock           held by the one writer

Readers never see a build on its way: CURRENT is replaced in one step when it is complete.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = "vnlegal/store/2"
_CURRENT, _NEXT, _LOCK = "CURRENT", "next", "lock"


class StoreError(Exception):
    """The folder is no store, is being written, or was written by another version."""


def quads_of(folder: Path) -> Path:
    """The engine's files of the generation to read."""
    generation = current(folder)
    if generation is None:
        raise StoreError(f"{folder}: không phải kho vnlegal (hãy chạy: vnlegal build TỆP… -o {folder})")
    return generation / "quads"


def current(folder: Path) -> Path | None:
    """The generation to read, or None."""
    try:
        name = (folder / _CURRENT).read_text("utf-8").strip()
    except OSError:
        return None
    return folder / name if (folder / name / "quads").is_dir() else None


def next_of(folder: Path) -> Path:
    """Where a build on its way stands."""
    return folder / _NEXT


def publish(folder: Path) -> Path:
    """Make the finished build the generation to read; the one before stays for readers that have it open."""
    before = current(folder)
    number = int(before.name) + 1 if before else 1
    while (target := folder / f"{number:06d}").exists():
        number += 1
    next_of(folder).rename(target)
    _replace(folder / _CURRENT, target.name + "\n")
    for old in folder.glob("[0-9]" * 6):
        if old not in (target, before):
            shutil.rmtree(old, ignore_errors=True)
    return target


def _replace(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the one writer of a store; raises StoreError if there is another, or if this is another folder."""
    import fcntl

    if folder.exists() and any(folder.iterdir()) and not (folder / _LOCK).exists():
        raise StoreError(f"{folder}: thư mục không trống và không phải kho vnlegal")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(f"{folder}: đang có tiến trình khác ghi vào kho") from None
        yield
