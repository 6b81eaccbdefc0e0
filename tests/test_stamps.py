"""Which files are read again: by size, by date, by what is told beside them; a fresh date proves nothing."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from vnlegal.corpus.stamps import Stamps

LONG_AGO = 1_600_000_000_000_000_000
SECOND = 1_000_000_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (path := tmp_path / "a.txt").write_text("Điều 1.", "utf-8")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    sqlite3.connect(tmp_path / "d.sqlite").close()
    return path


def hashed(file: Path, told: str = "", *, trusted: bool = True) -> bool:
    """Whether the hash is worked out, by a store that is opened anew and kept."""
    asked: list[str] = []
    stamps = Stamps(file.parent / "d.sqlite", trusted=trusted)
    found = stamps.hash("a.txt", file, told, lambda: asked.append("") or f"of {told}")  # type: ignore[func-returns-value]
    stamps.keep()
    assert found == f"of {told}"
    return bool(asked)


def test_a_file_that_stays_is_hashed_once(file: Path) -> None:
    assert [hashed(file) for _ in range(3)] == [True, False, False]
    assert hashed(file, trusted=False)


def _written(file: Path) -> None:
    file.write_text("Điều 2. Dài hơn.", "utf-8")
    os.utime(file, ns=(LONG_AGO, LONG_AGO))


def _touched(file: Path) -> None:
    os.utime(file, ns=(LONG_AGO + SECOND, LONG_AGO + SECOND))


@pytest.mark.parametrize("change", [_written, _touched], ids=["size", "date"])
def test_what_differs_is_hashed_again(file: Path, change: Callable[[Path], None]) -> None:
    hashed(file)
    change(file)
    assert [hashed(file), hashed(file)] == [True, False]


def test_what_is_told_beside_it_is_part_of_it(file: Path) -> None:
    hashed(file)
    assert [hashed(file, "đọc bằng OCR"), hashed(file, "đọc bằng OCR"), hashed(file)] == [True, False, True]


@pytest.mark.parametrize(("age", "again"), [(1, True), (60, False)])
def test_who_was_just_written_is_not_trusted(file: Path, age: int, again: bool) -> None:
    then = time.time_ns() - age * SECOND
    os.utime(file, ns=(then, then))
    assert [hashed(file), hashed(file)] == [True, again]


def test_a_file_that_is_gone_is_asked_each_time(file: Path) -> None:
    file.unlink()
    assert [hashed(file), hashed(file)] == [True, True]


def test_what_changes_while_it_is_read_is_not_kept(file: Path) -> None:
    stamps = Stamps(file.parent / "d.sqlite")
    assert stamps.hash("a.txt", file, "", lambda: _written(file) or "half") == "half"  # type: ignore[func-returns-value]
    stamps.keep()
    assert hashed(file)


def test_without_a_store_nothing_is_kept_and_a_damaged_one_knows_nothing(file: Path) -> None:
    store = file.parent / "d.sqlite"
    store.unlink()
    assert [hashed(file), hashed(file)] == [True, True]
    assert not store.exists()
    store.touch()
    hashed(file)
    with closing(sqlite3.connect(store)) as db, db:
        assert db.execute("SELECT path, size, changed FROM stamps").fetchall() == [("a.txt", 10, LONG_AGO)]
        db.execute("DROP TABLE stamps")
    assert hashed(file)
