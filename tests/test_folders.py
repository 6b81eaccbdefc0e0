"""What of a folder is read: regular files that stand in it, and nothing that leads elsewhere or hangs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import regex

from vnlegal import formats
from vnlegal.cli import main
from vnlegal.corpus import read_document, sharing
from vnlegal.document import parse
from vnlegal.formats import UnreadableFile, clock
from vnlegal.graph.build import build
from vnlegal.graph.manifest import stored_documents
from vnlegal.model import Document, Source

LETTER = "BỘ NỘI VỤ\nSố: 15/BNV-VP\nKính gửi: Bộ Y tế.\nThực hiện Nghị quyết số 50/NQ-CP.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "a.txt").write_text(LETTER)
    (outside / "secret.txt").write_text(LETTER.replace("15/", "16/"))
    return inside


def _names(folder: Path, follow_links: bool = False) -> list[str]:
    return [str(path.relative_to(folder)) for path in formats.expand([folder], follow_links)]


def test_links_out_of_a_folder_are_not_followed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "b.txt").symlink_to(folder.parent / "out" / "secret.txt")
    (folder / "c").symlink_to(folder.parent / "out")
    (folder / "d.txt").symlink_to("a.txt")
    (folder / "e.txt").symlink_to("nowhere.txt")
    assert _names(folder) == ["a.txt", "d.txt"]
    assert main(["parse", str(folder), "--format", "jsonl"]) == 0
    out, said = capsys.readouterr()
    assert "16/BNV-VP" not in out
    assert "để ngoài 3 liên kết ra ngoài thư mục" in said
    assert "--follow-links" in said
    assert _names(folder, follow_links=True) == ["a.txt", "b.txt", "c/secret.txt", "d.txt"]
    assert main(["parse", str(folder), "--format", "jsonl", "--follow-links"]) == 0
    assert "16/BNV-VP" in capsys.readouterr().out


def test_links_in_a_circle_end(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "up").symlink_to(folder)
    (folder.parent / "out" / "back").symlink_to(folder.parent)
    (folder / "out").symlink_to(folder.parent / "out")
    assert _names(folder) == ["a.txt"]
    assert _names(folder, follow_links=True) == ["a.txt", "out/secret.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_pipes_and_devices_are_refused_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    begin = time.monotonic()
    for name in ("pipe.txt", "zero.txt"):
        with pytest.raises(UnreadableFile, match="không phải tệp thường"):
            formats.read(folder / name)
    assert main(["parse", str(folder)]) == 0
    assert time.monotonic() - begin < 20
    assert "để ngoài 1 tệp không phải tệp thường" in capsys.readouterr().err


def test_what_word_keeps_beside_a_document_is_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "~$a.docx").write_bytes(b"\x06Nguyen" + b"\0" * 155)
    assert main(["check", str(folder)]) in (0, 1)
    assert "để ngoài 1 tệp tạm của Word" in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"\xef\xbb\xbf", b" \n\t", b"\xff\xfe", "\u00a0\u200b\u3000".encode()])
def test_a_file_of_blanks_is_told_and_not_kept(folder: Path, data: bytes) -> None:
    (folder / "b.txt").write_bytes(data)
    built = build(formats.expand([folder]), folder.parent / "store", read_document)
    assert [(Path(path).name, "tệp" in why) for path, why in built.unread] == [("b.txt", True)]
    kept = stored_documents(folder.parent / "store" / "000001")
    assert [Path(one.source.path).name for one in kept] == ["a.txt"]


def _count() -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        pass


# What never comes to an end: steps of Python, and one step that is a pattern of either engine.
ENDLESS: dict[str, Callable[[], object]] = {
    "steps": _count,
    "re": partial(re.compile(r"(a+)+b").search, "a" * 60 + "c"),
    "regex": partial(regex.compile(r"(?:a|aa|aaa)+(?<!a)$").search, "a" * 60),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no alarms")
@pytest.mark.parametrize(
    ("command", "endless"),
    [("check", "steps"), ("parse", "steps"), ("build", "steps"), ("parse", "re"), ("parse", "regex")],
)
def test_a_document_that_takes_too_long_costs_itself_alone(
    command: str,
    endless: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def slow(source: Source | str) -> Document:
        if isinstance(source, Source) and source.path.endswith("b.txt"):
            ENDLESS[endless]()
        return parse(source)

    for name in ("b.txt", "c.txt"):
        (folder / name).write_text(LETTER)
    monkeypatch.setattr("vnlegal.document.parse", slow)
    for room in (clock, sharing):
        monkeypatch.setattr(room, "SECONDS", 1.0)
    store = ["-o", str(folder.parent / "store")] if command == "build" else []
    assert main([command, str(folder), *store]) == 3
    assert "b.txt: đọc quá 1 giây" in capsys.readouterr().err


def test_the_command_alone_prints_its_help() -> None:
    done = subprocess.run([sys.executable, "-m", "vnlegal"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "cách dùng" in done.stdout
