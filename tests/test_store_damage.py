"""A store that is damaged, emptied or cut short says which file and what to do; a build makes it again."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vnlegal.cli import main
from vnlegal.corpus import read_document
from vnlegal.graph import disk
from vnlegal.graph.build import build
from vnlegal.graph.stores import Store

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))
Output = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("made") / "store"
    build(CORPUS, store, read_document)
    return store


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "store"))


def _files(store: Path) -> Iterator[Path]:
    """What holds the words of the store; the engine's own journals and options are made again by it."""
    yield store / "documents.sqlite"
    yield store / "000001" / "manifest.sqlite"
    quads = store / "000001" / "quads"
    yield quads / "CURRENT"
    yield from quads.glob("MANIFEST-*")
    by_size = sorted(quads.glob("*.sst"), key=lambda path: path.stat().st_size)
    yield from (by_size[0], by_size[len(by_size) // 2], by_size[-1])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _overwritten(path: Path) -> None:
    path.write_bytes(b"\x00\xff no store \x17" * (path.stat().st_size // 12 + 1))


@pytest.mark.parametrize("harm", [_emptied, _overwritten, Path.unlink])
def test_harm_is_named_and_a_build_mends_it(harm: object, made: Path, tmp_path: Path, capsys: Output) -> None:
    """By commands that read in this process; a question is asked of damaged blocks below."""
    whole = list(Store.open(made).nquads())
    for number, file in enumerate(_files(made)):
        store = Path(shutil.copytree(made, tmp_path / str(number)))
        harm(store / file.relative_to(made))  # type: ignore[operator]
        for command in (["export", "--store", str(store)], ["check", str(store)]):
            status = main(command)
            said = capsys.readouterr().err
            assert "Traceback" not in said, (command, file.name)
            if status == 3:
                assert str(store) in said, (command, file.name)
                assert "vnlegal build" in said, (command, file.name)
        assert main(["build", *map(str, CORPUS), "-o", str(store)]) == 0, file.name
        assert "dựng lại từ đầu" in capsys.readouterr().err, file.name
        assert list(Store.open(store).nquads()) == whole, file.name


def _blocks(path: Path) -> None:
    """Harm what stands before the index at the end of a file of the engine."""
    data = bytearray(path.read_bytes())
    for at in range(100, len(data) // 2, 97):
        data[at] ^= 0x5A
    path.write_bytes(data)


COMMANDS = (
    ["query", "SELECT * { ?s ?p ?o }"], ["query", "SELECT * { ?s ?p ?o }", "--engine", "rdflib"],
    ["export"],
)  # fmt: skip


def test_a_damaged_block_is_told_by_whoever_meets_it(made: Path, tmp_path: Path, capsys: Output) -> None:
    """A block is looked at when it is read, and not before; questions meet the first alone."""
    store, met = tmp_path / "store", list[Path]()
    files = list((made / "000001" / "quads").glob("*.sst"))
    for file in files:
        shutil.rmtree(store, ignore_errors=True)
        shutil.copytree(made, store)
        _blocks(store / file.relative_to(made))
        if main(["export", "--store", str(store)]) == 0:
            continue
        for command in COMMANDS if not met else COMMANDS[-1:]:
            capsys.readouterr()
            status = main([*command, "--store", str(store)])
            said = capsys.readouterr().err
            assert status == 3, (command, said)
            assert f"vnlegal build TỆP… -o {store}" in said, (command, said)
            assert file.name in said, (command, said)
        met.append(file)
    assert met


def test_the_explorer_tells_a_damaged_block(made: Path, tmp_path: Path) -> None:
    client = pytest.importorskip("starlette.testclient")
    from vnlegal import serve

    store = Path(shutil.copytree(made, tmp_path / "store"))
    app = serve.app(store)
    for file in (store / "000001" / "quads").glob("*.sst"):
        _blocks(file)
    asked = {"query": "SELECT * { ?s ?p ?o }"}
    answer = client.TestClient(app, raise_server_exceptions=False).get("/sparql", params=asked)
    assert answer.status_code == 500
    assert f"vnlegal build TỆP… -o {store}" in answer.text


def test_a_store_without_its_file_of_the_generation(store: Path, capsys: Output) -> None:
    (store / "CURRENT").write_bytes(b"\xff")
    assert main(["query", "most-cited", "--store", str(store)]) == 3
    assert "vnlegal build" in capsys.readouterr().err
    assert main(["build", *map(str, CORPUS), "-o", str(store)]) == 0
    assert main(["query", "most-cited", "--store", str(store)]) == 0


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        sqlite3.OperationalError("database or disk is full"),
        RuntimeError("IO error: No space left on device"),
    ],
)
def test_a_full_disk_is_told_and_the_old_store_stays(
    error: Exception, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def full(*_: object) -> None:
        raise error

    more = tmp_path / "more.txt"
    more.write_text("Số: 1/QĐ-TTg\nThực hiện Nghị quyết số 50/NQ-CP.\n")
    monkeypatch.setattr("vnlegal.graph.build.Writer.put", full)
    assert main(["build", *map(str, CORPUS), str(more), "-o", str(store)]) == 3
    said = capsys.readouterr().err
    assert "đĩa đầy" in said
    assert str(store) in said
    assert main(["export", "--store", str(store)]) == 0
    again = [sys.executable, "-m", "vnlegal", "build", *map(str, CORPUS), str(more), "-o", str(store)]
    assert subprocess.run(again, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_under_an_output_is_told() -> None:
    command = [sys.executable, "-m", "vnlegal", "parse", str(CORPUS[0]), "--format", "json"]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, "đĩa đầy" in done.stderr, "Traceback" in done.stderr) == (3, True, False)


@pytest.mark.skipif(os.name != "posix", reason="no modes of files")
def test_only_the_owner_reads_a_store_unless_it_is_shared(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        build(CORPUS, tmp_path / "own", read_document)
        build(CORPUS, tmp_path / "all", read_document, shared=True)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(one.stat().st_mode) for one in _every(tmp_path / "own")}
    assert all(mode & 0o077 == 0 for mode in modes)
    assert all(one.stat().st_mode & 0o044 for one in _every(tmp_path / "all"))


def _every(store: Path) -> list[Path]:
    return [store, *store.rglob("*")]


def test_the_old_generation_goes_when_nobody_reads_it(store: Path) -> None:
    build(CORPUS[:-1], store, read_document)
    assert [one.name for one in sorted(store.glob("0*"))] == ["000002"]
    reader = Store.open(store)
    rows = len(list(reader.nquads()))
    build(CORPUS, store, read_document)
    assert [one.name for one in sorted(store.glob("0*"))] == ["000002", "000003"]
    assert len(list(reader.nquads())) == rows
    del reader
    build(CORPUS, store, read_document)
    assert [one.name for one in sorted(store.glob("0*"))] == ["000003"]


def test_a_reader_in_another_process_keeps_its_generation(store: Path) -> None:
    opens = f"s = Store.open({str(store)!r}); print(1, flush=True); input()"
    code = f"from vnlegal.graph.stores import Store; {opens}"
    reader = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "1\n"
    build(CORPUS[:-1], store, read_document)
    assert disk.current(store) == store / "000002"
    assert (store / "000001").exists()
    reader.communicate("\n")
    build(CORPUS[:-1], store, read_document)
    assert not (store / "000001").exists()
