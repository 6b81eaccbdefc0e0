"""A store on disk as a folder, and which of its generations is the one to read.

    STORE/CURRENT        the name of the generation that readers open
    STORE/000002/        quads/ (the engine's files) and manifest.sqlite; `readers` is locked by who reads it
    STORE/next/          a build on its way; a killed build goes on there
    STORE/documents.sqlite  the parsed documents, for the writer alone
    STORE/lock           held by the one writer

Readers never see a build on its way: CURRENT is replaced in one step when it is complete.  A generation that
is no longer current goes as soon as a build finds that nobody reads it.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..language import SaidError

SCHEMA = "vnlegal/store/9"
_CURRENT, _NEXT, _LOCK, _READERS = "CURRENT", "next", "lock", "readers"
_PRIVATE = 0o077  # nobody but the owner
_ENGINE = ("Corruption", "IO error")  # how the engine's own errors begin


class StoreError(SaidError):
    """The folder is no store, is being written, or was written by another version."""


class DamagedStoreError(StoreError):
    """A file of the store is damaged or gone; the message names it and what to do."""


class FullDiskError(StoreError):
    """There is no room for the store."""


@contextmanager
def blaming(path: Path) -> Iterator[None]:
    """What fails while a file of a store is read or written, as an error that names it and the remedy."""
    try:
        yield
    except (OSError, sqlite3.Error, RuntimeError) as error:
        if _is_full(error):
            what = "đĩa đầy, kho cũ vẫn còn; hãy dọn chỗ rồi chạy lại vnlegal build"
            raise FullDiskError(f"{path}: {what}") from error
        if not isinstance(error, (OSError, sqlite3.DatabaseError)) and not str(error).startswith(_ENGINE):
            raise
        raise _damaged(path, error) from error


def damage(error: Exception) -> DamagedStoreError | None:
    """What the engine says where it meets a damaged block while it answers; None if it is something else."""
    if not isinstance(error, (OSError, RuntimeError)) or not str(error).startswith(_ENGINE):
        return None
    # "Corruption: block checksum mismatch …  in kho/000001/quads/000011.sst offset 0 size 4080, …"
    file, suffix, _ = str(error).partition(" in ")[2].partition(".sst")
    return _damaged(Path(file.strip() + suffix), error)


def _damaged(path: Path, error: Exception) -> DamagedStoreError:
    remedy = f"hãy chạy lại: vnlegal build TỆP… -o {_store_of(path)}"
    return DamagedStoreError(f"{path}: hỏng hoặc thiếu ({error}); {remedy}")


def _is_full(error: Exception) -> bool:
    """Whether the disk is full, as the system, SQLite or the engine says it."""
    code = getattr(error, "errno", None) == errno.ENOSPC
    return code or "disk is full" in str(error) or "No space left" in str(error)


def _store_of(path: Path) -> Path:
    """The folder of the store that a file belongs to."""
    return next((one for one in (path, *path.parents) if (one / _LOCK).exists()), path)


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
    except (OSError, UnicodeDecodeError):
        return None
    return folder / name if name.isdigit() and (folder / name / "quads").is_dir() else None


def next_of(folder: Path) -> Path:
    """Where a build on its way stands."""
    return folder / _NEXT


def publish(folder: Path) -> Path:
    """Make the finished build the generation to read."""
    before = current(folder)
    number = int(before.name) + 1 if before else 1
    while (target := folder / f"{number:06d}").exists():
        number += 1
    (next_of(folder) / _READERS).touch()
    next_of(folder).rename(target)
    _replace(folder / _CURRENT, target.name + "\n")
    sweep(folder)
    return target


def sweep(folder: Path) -> None:
    """Remove the generations that nobody reads any more; for the one writer."""
    now = current(folder)
    for old in folder.glob("[0-9]" * 6):
        if old != now and not _is_read(old):
            shutil.rmtree(old, ignore_errors=True)


def clear(folder: Path) -> None:
    """Forget all that an earlier build has left, so that the next begins anew."""
    (folder / _CURRENT).unlink(missing_ok=True)
    for path in (next_of(folder), folder / "draft"):
        shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob("documents.sqlite*"):
        path.unlink()


def _is_read(generation: Path) -> bool:
    import fcntl

    try:
        with (generation / _READERS).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def hold(folder: Path, chosen: Path | None = None) -> tuple[Path, BinaryIO | None]:
    """The generation to read, or a chosen one, and what keeps it there until it is closed.

    Raises StoreError.
    """
    while True:
        generation = chosen if chosen and (chosen / _READERS).exists() else quads_of(folder).parent
        try:
            file = (generation / _READERS).open("rb")
        except OSError:
            return generation, None  # made by hand or by an older version
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_SH)
        except ImportError:
            return generation, file
        if (generation / _READERS).exists():  # a build may have removed it meanwhile
            return generation, file
        file.close()


def _replace(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


@contextmanager
def writing(folder: Path, shared: bool = False) -> Iterator[None]:
    """Be the one writer of a store; raises StoreError if there is another, or if this is another folder.

    What is written only its owner may read, unless it is `shared`: then the umask decides.
    """
    import fcntl

    known = (folder / _LOCK).exists() or (folder / _CURRENT).exists()
    if folder.exists() and any(folder.iterdir()) and not known:
        raise StoreError(f"{folder}: thư mục không trống và không phải kho vnlegal")
    before = os.umask(_PRIVATE)
    if shared:
        os.umask(before)
    try:
        with blaming(folder):
            folder.mkdir(parents=True, exist_ok=True)
        with (folder / _LOCK).open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise StoreError(f"{folder}: đang có tiến trình khác ghi vào kho") from None
            yield
    finally:
        os.umask(before)
