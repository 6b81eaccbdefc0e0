"""Files to source texts."""

from __future__ import annotations

import hashlib
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from vnlegal import formats
from vnlegal.formats import UnreadableFile

PAGE = "Số: 1070/UBND-KGVX\r\nKon Tum, ngày 02 tháng 4 năm 2021\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_give_one_text(encoding: str) -> None:
    assert formats.decode("a.txt", PAGE.encode(encoding)).text == PAGE


def test_byte_order_mark_of_utf8_stays_in_the_text() -> None:
    """Other programs that decode the file count it too."""
    assert formats.decode("a.txt", PAGE.encode("utf-8-sig")).text == "\ufeff" + PAGE


def test_source_says_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(PAGE.encode())
    source = formats.read(path)
    assert source.path == str(path)
    assert source.media_type == "text/markdown"
    assert source.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()


def test_unknown_suffix_is_read_as_plain_text_if_it_is_text() -> None:
    assert formats.decode("công văn 1070", PAGE.encode()).media_type == "text/plain"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "tệp rỗng"),
        (b" \n ", "tệp rỗng"),
        (b"%PDF-1.7\x00\x01\x02", "PDF"),
        (b"PK\x03\x04\x14\x00\x06", "không phải định dạng"),
        ("Số".encode() + b"\xff\xfe\xfa", "byte 4"),
        ("Số".encode("utf-16")[:-1], "byte"),
    ],
)
def test_unreadable(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableFile, match=why) as caught:
        formats.decode("a.txt", data)
    assert caught.value.path == "a.txt"


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="không có tệp này"):
        formats.read(tmp_path / "nothing.txt")
    with pytest.raises(UnreadableFile, match="đây là thư mục"):
        formats.read(tmp_path)


def test_folders_give_their_documents_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "truth.json", ".hidden.txt", "deep/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [str(path.relative_to(tmp_path)) for path in formats.expand([tmp_path])]
    assert found == ["a.MD", "b.txt", "deep/c.txt"]
    assert list(formats.expand([tmp_path / "nothing.txt"])) == [tmp_path / "nothing.txt"]


@pytest.mark.parametrize("kind", formats.FORMATS, ids=lambda kind: kind.name)
def test_each_format_names_a_reader(kind: formats.Format) -> None:
    module, _, function = kind.reader.partition(".")
    assert callable(getattr(importlib.import_module(f"vnlegal.formats.{module}"), function))


def test_a_page_of_text_loads_no_other_reader() -> None:
    code = "import sys, vnlegal; vnlegal.read(sys.argv[1]); print(*sys.modules)"
    letter = next(iter(sorted(Path(__file__).parents[1].glob("corpus/*.txt"))))
    ran = subprocess.run(
        [sys.executable, "-c", code, str(letter)], capture_output=True, text=True, check=True
    )
    readers = {kind.reader.partition(".")[0] for kind in formats.FORMATS} - {"plain"}
    assert not {f"vnlegal.formats.{one}" for one in readers} & set(ran.stdout.split())


def test_no_two_formats_claim_a_suffix() -> None:
    suffixes = [suffix for one in formats.FORMATS for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)
