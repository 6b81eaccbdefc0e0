"""Many documents by several processes: the same result, and a bad document costs itself alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import poison
import pytest
from conftest import LETTERS, ROOT
from squares import broken, squares
from test_graph_build import snapshot, write

from vnlegal.bulk.crew import Crew
from vnlegal.bulk.parse import parse_one
from vnlegal.bulk.records import TABLES, TargetError
from vnlegal.bulk.records import write as write_records
from vnlegal.cli import main
from vnlegal.corpus import read_document
from vnlegal.corpus.sharing import Lost, WorkLostError, whole
from vnlegal.graph.build import build


def test_every_thing_has_its_result_whatever_the_number_of_processes() -> None:
    for jobs in (1, 2, 3):
        with Crew(jobs) as crew:
            assert dict(crew(squares, range(500))) == {n: n * n for n in range(500)}
            assert list(crew(squares, [])) == []
            assert dict(crew(squares, [3])) == {3: 9}, "a crew can be used again"


def test_results_in_order_if_asked() -> None:
    with Crew(2, ordered=True) as crew:
        assert [n for n, _ in crew(squares, range(500))] == list(range(500))


def test_things_are_taken_as_they_are_needed() -> None:
    taken = []
    with Crew(2, ahead=4) as crew:
        results = crew(squares, (taken.append(n) or n for n in range(10_000)))  # type: ignore[func-returns-value]
        next(results)
        assert len(taken) < 40
        results.close()  # type: ignore[attr-defined]
        assert dict(crew(squares, [5])) == {5: 25}


def test_processes_that_cannot_start_are_an_error_and_no_endless_loop() -> None:
    with Crew(2) as crew, pytest.raises(WorkLostError, match="mã 7"):
        list(whole(crew(broken, range(100))))


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    return write(tmp_path / "in", 30)


def spoil(path: Path, *words: str) -> str:
    path.write_text(" ".join(words), "utf-8")
    return str(path)


def test_two_processes_give_what_one_gives(pages: list[Path], tmp_path: Path) -> None:
    paths = [*pages, *LETTERS]
    build(paths, tmp_path / "one", read_document)
    with Crew(2) as crew:
        build(paths, tmp_path / "two", read_document, share=crew)
    assert snapshot(tmp_path / "two") == snapshot(tmp_path / "one")
    assert sorted(path.name for path in (tmp_path / "two" / "000001").iterdir()) == [
        "manifest.sqlite",
        "quads",
        "readers",
    ]


def test_a_bad_document_costs_itself_alone(pages: list[Path], tmp_path: Path) -> None:
    bad = {
        spoil(pages[3], "KILL"): "SIGKILL",
        spoil(pages[4], "SEGV"): "SIGSEGV",
        spoil(pages[11], "HANG"): "quá 6 giây",
        spoil(pages[12], "GRIP"): "quá 6 giây",
        spoil(pages[20], "FAIL"): "nobody thought",
        spoil(pages[29], "KILL"): "SIGKILL",
    }
    with Crew(2, seconds=6) as crew:
        built = build(pages, tmp_path / "kho", poison.read, share=crew)
    found = dict(built.unread)
    assert set(found) == set(bad)
    assert [path for path, reason in bad.items() if reason not in found[path]] == []
    good = [path for path in pages if str(path) not in bad]
    assert set(built.added) == set(map(str, good))
    build(good, tmp_path / "good", read_document)
    assert snapshot(tmp_path / "kho") == snapshot(tmp_path / "good")


def test_bad_documents_in_a_row_are_no_reason_to_give_up(pages: list[Path], tmp_path: Path) -> None:
    bad = [spoil(path, "KILL") for path in pages[:5]]
    with Crew(1) as crew:
        built = build(pages[:7], tmp_path / "kho", poison.read, share=crew)
    assert [path for path, _ in built.unread] == bad
    assert len(built.added) == 2


def test_a_process_killed_from_outside_costs_nothing(pages: list[Path], tmp_path: Path) -> None:
    spoil(pages[7], "ONCE", str(tmp_path / "mark"))
    with Crew(2) as crew:
        built = build(pages, tmp_path / "kho", poison.read, share=crew)
    assert (tmp_path / "mark").exists()
    assert built.unread == ()
    assert len(built.added) == 30


def test_a_stage_that_needs_everything_says_what_it_lost() -> None:
    with pytest.raises(WorkLostError, match="17: hết giờ"):
        list(whole([(16, 1), (17, Lost("hết giờ"))]))


def test_the_command_builds_with_several_processes(
    pages: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(pages[3], "")
    assert main(["build", str(tmp_path / "in"), "-o", str(tmp_path / "kho"), "--jobs", "2"]) == 3
    assert f"{pages[3]}: tệp rỗng" in capsys.readouterr().err
    build(pages, tmp_path / "one", read_document)
    assert snapshot(tmp_path / "kho") == snapshot(tmp_path / "one")


def test_records_as_lines_are_those_that_parse_prints(
    pages: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(pages[3], "")
    folder = str(tmp_path / "in")
    assert main(["parse", folder, "--format", "jsonl"]) == 3
    printed = capsys.readouterr().out
    for jobs in ("1", "2"):
        target = tmp_path / f"{jobs}.jsonl"
        assert main(["parse", folder, "-o", str(target), "--jobs", jobs]) == 3
        assert target.read_text("utf-8") == printed
    assert "29 hồ sơ, 1 tệp không đọc được" in capsys.readouterr().err


def test_records_as_tables(pages: list[Path], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    (tmp_path / "in" / "none").mkdir()
    target = tmp_path / "out" / "records.parquet"
    with Crew(2, ordered=True) as crew:
        written = write_records([*pages, tmp_path / "in" / "none"], target, crew)
        assert write_records([*pages, tmp_path / "in" / "none"], target, crew) == written, "replaced"
    assert written.unread == ((str(tmp_path / "in" / "none"), "đây là thư mục"),)
    tables = {name: parquet.read_table(target / f"{name}.parquet").to_pylist() for name in TABLES}
    documents = [parse_one(path) for path in (*pages, tmp_path / "in" / "none")]
    assert tables["documents"] == [one.document for one in documents]
    assert tables["mentions"] == [mention for one in documents for mention in one.mentions]
    assert tables["claims"] == [claim for one in documents for claim in one.claims]
    assert {path.name for path in target.parent.iterdir()} == {"records.parquet"}


def test_records_go_nowhere_they_could_harm(pages: list[Path], tmp_path: Path) -> None:
    (tmp_path / "mine.parquet").mkdir()
    (tmp_path / "mine.parquet" / "letter").touch()
    for target, words in (("mine.parquet", "không phải kết quả"), ("records.txt", "đuôi")):
        with pytest.raises(TargetError, match=words):
            write_records(pages, tmp_path / target)
    assert (tmp_path / "mine.parquet" / "letter").exists()


BUILD = """
import sys
from pathlib import Path
from vnlegal.bulk.crew import Crew
from vnlegal.corpus import read_document
from vnlegal.graph.build import build
with Crew(2) as crew:
    build(sorted(Path(sys.argv[1]).iterdir()), sys.argv[2], read_document,
          lambda *at: print(*at, flush=True), crew)
"""


def test_killed_and_continued_without_loss(tmp_path: Path) -> None:
    """Each kill, at any stage, leaves no process behind; the next build goes on."""
    paths = write(tmp_path / "in", 120)
    build(paths, tmp_path / "whole", read_document)
    command = [sys.executable, "-c", BUILD, str(tmp_path / "in"), str(tmp_path / "kho")]
    read = []
    for lines in (60, 40, 90):
        run = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
        assert run.stdout is not None
        said = [run.stdout.readline().rsplit(None, 2) for _ in range(lines)]
        read += [int(total) for stage, _, total in said if stage == "đọc"][:1]
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        run.stdout.close()
        assert _gone(str(tmp_path / "kho"))
    assert read[0] == 120
    assert read == sorted(set(read), reverse=True), "what was read before a kill is not read again"
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    assert snapshot(tmp_path / "kho") == snapshot(tmp_path / "whole")


def _gone(words: str) -> bool:
    """Whether no worker is left that was started by us and has lost its parent."""
    for _ in range(50):
        orphans = [stat for stat in Path("/proc").glob("[0-9]*/cmdline") if _is_orphan(stat)]
        if not orphans:
            return True
        time.sleep(0.1)
    return False


def _is_orphan(cmdline: Path) -> bool:
    try:
        words = cmdline.read_bytes()
        status = (cmdline.parent / "status").read_text()
    except OSError:
        return False
    return b"vnlegal.bulk.worker" in words and "\nPPid:\t1\n" in status
