"""Stores on disk: incremental, idempotent, safe to kill, one writer, the same snapshot whatever the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT
from pages import page

from vnlegal.corpus import load, read_document
from vnlegal.graph import disk
from vnlegal.graph.build import build
from vnlegal.graph.disk import StoreError
from vnlegal.graph.lineage import lineage
from vnlegal.graph.manifest import made_by
from vnlegal.graph.stores import Store
from vnlegal.model import Document

LONG_AGO = 1_600_000_000


def write(folder: Path, count: int) -> list[Path]:
    """Small letters, each of which implements the one before."""
    folder.mkdir(exist_ok=True)
    for n in range(1, count + 1):
        told = f"Thực hiện Công văn số {n - 1}/BNV-VP ngày 01 tháng 3 năm 2021, Bộ Nội vụ yêu cầu báo cáo."
        text = page(told if n > 1 else "Gửi các đơn vị.", number=f"{n}/BNV-VP", date=(2021, 3, 1))
        path = folder / f"{n:04d}.txt"
        path.write_text(text, "utf-8")
        os.utime(path, (LONG_AGO, LONG_AGO))  # the date of a file written just now proves nothing
    return sorted(folder.iterdir())


def snapshot(store: Path) -> str:
    return "".join(Store.open(store).nquads())


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    return write(tmp_path / "in", 12)


def test_disk_holds_what_memory_holds(paths: list[Path], tmp_path: Path) -> None:
    built = build(paths, tmp_path / "kho", read_document)
    assert len(built.added) == 12
    assert snapshot(tmp_path / "kho") == "".join(Store.of(load(paths)).nquads())
    store = Store.open(tmp_path / "kho")
    assert len(lineage(store, store.find("số 12")[0].iri).others) == 11


def test_a_second_build_changes_nothing(paths: list[Path], tmp_path: Path) -> None:
    build(paths, tmp_path / "kho", read_document)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "kho").rglob("*")}
    built = build(paths, tmp_path / "kho", _unreachable)
    assert (built.added, built.changed, built.removed, built.unchanged, built.graphs) == ((), (), (), 12, 0)
    same = {p for p, t in before.items() if p.exists() and p.stat().st_mtime_ns == t}
    assert {path for path in before if path.name not in ("lock", "kho")} - same == set()


def _unreachable(path: Path) -> Document:
    raise AssertionError(f"{path} was read again")


def test_a_changed_file_replaces_only_its_graph(paths: list[Path], tmp_path: Path) -> None:
    build(paths, tmp_path / "kho", read_document)
    changed = paths[5].read_text("utf-8").replace("báo cáo.", "báo cáo trước ngày 15 tháng 6 năm 2021.")
    paths[5].write_text(changed, "utf-8")
    built = build(paths, tmp_path / "kho", read_document)
    assert built.changed == (str(paths[5]),)
    assert built.graphs == 2, "the new text in, the old text out"
    assert snapshot(tmp_path / "kho") == "".join(Store.of(load(paths)).nquads())


def test_a_removed_file_leaves(paths: list[Path], tmp_path: Path) -> None:
    build(paths, tmp_path / "kho", read_document)
    built = build(paths[:11], tmp_path / "kho", read_document)
    assert built.removed == (str(paths[11]),)
    assert snapshot(tmp_path / "kho") == "".join(Store.of(load(paths[:11])).nquads())
    assert Store.open(tmp_path / "kho").find("12/BNV-VP") == ()


def test_steps_and_order_do_not_matter(paths: list[Path], tmp_path: Path) -> None:
    build(paths, tmp_path / "one", read_document)
    for part in (paths[6:], paths[3:9], paths[::-1]):
        build(part, tmp_path / "two", read_document)
    assert snapshot(tmp_path / "two") == snapshot(tmp_path / "one")


def test_two_copies_of_a_text(paths: list[Path], tmp_path: Path) -> None:
    twin = tmp_path / "in" / "twin.txt"
    twin.write_bytes(paths[3].read_bytes())
    build([*paths, twin], tmp_path / "kho", read_document)
    assert snapshot(tmp_path / "kho") == "".join(Store.of(load([*paths, twin])).nquads())
    assert build([*paths, twin], tmp_path / "kho", read_document).graphs == 0
    build(paths, tmp_path / "kho", read_document)
    assert snapshot(tmp_path / "kho") == "".join(Store.of(load(paths)).nquads())


def test_what_cannot_be_read_is_named_and_left_out(paths: list[Path], tmp_path: Path) -> None:
    missing = tmp_path / "in" / "missing.txt"
    built = build([*paths, missing], tmp_path / "kho", read_document)
    assert [path for path, _ in built.unread] == [str(missing)]
    assert len(built.added) == 12


def test_another_parser_rebuilds_with_a_message(
    paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(paths, tmp_path / "kho", read_document)
    monkeypatch.setattr("vnlegal.graph.build.MADE_BY", (disk.SCHEMA, "99"))
    monkeypatch.setattr("vnlegal.graph.manifest.__version__", "99")
    built = build(paths, tmp_path / "kho", read_document)
    assert built.rebuilt
    assert "99" in built.rebuilt
    assert len(built.added) == 12
    generation = disk.current(tmp_path / "kho")
    assert generation is not None
    assert made_by(generation / "manifest.sqlite")[1] == "99"


def test_a_store_of_another_schema_is_not_read(
    paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(paths[:1], tmp_path / "kho", read_document)
    monkeypatch.setattr("vnlegal.graph.disk.SCHEMA", "vnlegal/store/99")
    with pytest.raises(StoreError, match=r"store/99.*vnlegal build"):
        Store.open(tmp_path / "kho")


def test_no_store_is_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="không phải kho"):
        Store.open(tmp_path / "none")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "file").write_text("x")
    with pytest.raises(StoreError, match="không trống"):
        build([], tmp_path / "other", read_document)


def test_one_writer_at_a_time(paths: list[Path], tmp_path: Path) -> None:
    with disk.writing(tmp_path / "kho"), pytest.raises(StoreError, match="tiến trình khác"):
        build(paths, tmp_path / "kho", read_document)


def test_readers_see_the_old_store_until_the_new_is_whole(paths: list[Path], tmp_path: Path) -> None:
    build(paths[:6], tmp_path / "kho", read_document)
    reader, before = Store.open(tmp_path / "kho"), snapshot(tmp_path / "kho")
    seen = set()
    build(paths, tmp_path / "kho", read_document, lambda *_: seen.add(snapshot(tmp_path / "kho")))
    assert seen == {before}
    assert "".join(reader.nquads()) == before
    assert snapshot(tmp_path / "kho") != before


BUILD = """
import sys
from pathlib import Path
from vnlegal.corpus import read_document
from vnlegal.graph.build import build
build(sorted(Path(sys.argv[1]).iterdir()), sys.argv[2], read_document, lambda *at: print(*at, flush=True))
"""


def test_killed_at_any_moment_and_continued(tmp_path: Path) -> None:
    paths = write(tmp_path / "in", 60)
    build(paths, tmp_path / "whole", read_document)
    command = [sys.executable, "-c", BUILD, str(tmp_path / "in"), str(tmp_path / "kho")]
    kills = 0
    for lines in (0, 1, 7, 20, 20, 30, 5, 40, 2):
        run = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
        assert run.stdout is not None
        for _ in range(lines):
            run.stdout.readline()
        if not lines:
            time.sleep(0.3)
        kills += run.poll() is None
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        run.stdout.close()
    assert kills >= 5
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    assert snapshot(tmp_path / "kho") == snapshot(tmp_path / "whole")
