"""The folder of a store: which generation is read, which go, who writes, what an error means."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from vnlegal.graph import disk


def built(folder: Path) -> Path:
    """A finished build of a store, ready to be published."""
    (disk.next_of(folder) / "quads").mkdir(parents=True)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_builds_are_counted_and_the_last_is_read(tmp_path: Path) -> None:
    assert disk.current(tmp_path) is None
    with pytest.raises(disk.StoreError, match="không phải kho vnlegal"):
        disk.quads_of(tmp_path)
    for name in ("000001", "000002"):
        assert disk.publish(built(tmp_path)) == disk.current(tmp_path) == tmp_path / name
        assert names(tmp_path) == [name, "CURRENT"]
    assert disk.quads_of(tmp_path) == tmp_path / "000002" / "quads"


def test_a_number_that_is_taken_is_not_used_again(tmp_path: Path) -> None:
    (tmp_path / "000001").mkdir()
    with (tmp_path / "000001" / "readers").open("wb") as held:
        import fcntl

        fcntl.flock(held, fcntl.LOCK_SH)
        assert disk.publish(built(tmp_path)).name == "000002"


@pytest.mark.parametrize("name", ["", "next", "000009", "../000001"])
def test_a_name_that_leads_to_no_generation_is_none(tmp_path: Path, name: str) -> None:
    disk.publish(built(tmp_path))
    (tmp_path / "CURRENT").write_text(name)
    assert disk.current(tmp_path) is None


def test_a_generation_stays_while_it_is_read(tmp_path: Path) -> None:
    first = disk.publish(built(tmp_path))
    generation, held = disk.hold(tmp_path)
    assert generation == first
    second = disk.publish(built(tmp_path))
    assert disk.hold(tmp_path, chosen=first)[0] == first
    assert held is not None
    held.close()
    disk.sweep(tmp_path)
    assert names(tmp_path) == ["000002", "CURRENT"]
    assert disk.hold(tmp_path, chosen=first)[0] == second


def test_a_store_made_by_hand_is_held_by_nothing(tmp_path: Path) -> None:
    generation = disk.publish(built(tmp_path))
    (generation / "readers").unlink()
    assert disk.hold(tmp_path) == (generation, None)


def test_what_an_earlier_build_left_is_forgotten(tmp_path: Path) -> None:
    disk.publish(built(tmp_path))
    built(tmp_path)
    (tmp_path / "draft").mkdir()
    for name in ("documents.sqlite", "documents.sqlite-wal", "mine.txt"):
        (tmp_path / name).touch()
    disk.clear(tmp_path)
    assert names(tmp_path) == ["000001", "mine.txt"]
    disk.clear(tmp_path)


@pytest.mark.parametrize(("shared", "mode"), [(False, 0o600), (True, 0o644)])
def test_one_writes_and_only_the_owner_reads(tmp_path: Path, shared: bool, mode: int) -> None:
    folder, before = tmp_path / "kho", os.umask(0o022)
    try:
        with disk.writing(folder, shared):
            (folder / "a").touch()
            with pytest.raises(disk.StoreError, match="tiến trình khác"), disk.writing(folder):
                pass
        assert (folder / "a").stat().st_mode & 0o777 == mode
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    with disk.writing(folder):  # again, once the first has ended
        pass


def test_a_folder_of_something_else_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(disk.StoreError, match="không phải kho vnlegal"), disk.writing(tmp_path):
        pass
    (tmp_path / "CURRENT").touch()
    with disk.writing(tmp_path):
        assert (tmp_path / "lock").exists()


@pytest.mark.parametrize(
    ("error", "kind", "told"),
    [
        (OSError(errno.ENOSPC, "x"), disk.FullDiskError, "đĩa đầy"),
        (sqlite3.OperationalError("database or disk is full"), disk.FullDiskError, "đĩa đầy"),
        (RuntimeError("IO error: No space left on device"), disk.FullDiskError, "đĩa đầy"),
        (sqlite3.DatabaseError("file is not a database"), disk.DamagedStoreError, "hỏng hoặc thiếu"),
        (OSError("gone"), disk.DamagedStoreError, "hỏng hoặc thiếu"),
        (RuntimeError("Corruption: block"), disk.DamagedStoreError, "hỏng hoặc thiếu"),
        (RuntimeError("something else"), RuntimeError, "something else"),
        (ValueError("mine"), ValueError, "mine"),
    ],
)
def test_what_fails_is_named_with_its_remedy(
    tmp_path: Path, error: Exception, kind: type[Exception], told: str
) -> None:
    (tmp_path / "lock").touch()
    with pytest.raises(kind, match=told) as raised, disk.blaming(file := tmp_path / "1" / "quads"):
        raise error
    assert raised.type is kind
    if kind is disk.DamagedStoreError:
        assert str(raised.value).startswith(f"{file}: ")
        assert str(raised.value).endswith(f"vnlegal build TỆP… -o {tmp_path}")


def test_what_works_is_blamed_for_nothing(tmp_path: Path) -> None:
    with disk.blaming(tmp_path):
        (tmp_path / "a").touch()
    with pytest.raises(disk.DamagedStoreError) as raised, disk.blaming(tmp_path):
        (tmp_path / "b").read_text("utf-8")
    assert str(raised.value).endswith(f"-o {tmp_path}")  # no store stands above it: itself is named
