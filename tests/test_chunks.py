"""Documents cut for search: nothing lost, nothing cut from its lead, in the shapes that libraries take."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import LETTERS

import vnlegal
from vnlegal.cli import main
from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.model import Cut
from vnlegal.outputs.chunks import SHAPES, lines

ACT = """Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Nghị định này quy định về bến đò.
Điều 2. Bến đò
Bến đò phải có:
1. Cầu tàu;
2. Phao cứu sinh, gồm:
a) Phao tròn;
b) Phao bè quy định tại khoản 1 Điều này.
Điều 3. Hiệu lực
Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2014.
"""
KNOWN = {"number": "43/2014/NĐ-CP", "doc_type": "Nghị định", "date": "2014-05-15", "issuer": "Chính phủ"}
DECREE = parse(ACT, KNOWN)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("dieu", ["art_1", "art_2", "art_3"]),
        ("khoan", ["art_1", "art_2__para_1", "art_2__para_2", "art_3"]),
        ("diem", ["art_1", "art_2__para_1", "art_2__para_2__point_a", "art_2__para_2__point_b", "art_3"]),
    ],
)
def test_a_decree_is_cut_by_its_units(by: Cut, expected: list[str]) -> None:
    assert [one.eid for one in DECREE.chunks(by)] == expected


def test_a_point_can_be_understood_alone() -> None:
    point = DECREE.chunks("diem")[3]
    assert point.text == "b) Phao bè quy định tại khoản 1 Điều này."
    assert point.content == (
        "Nghị định 43/2014/NĐ-CP › Chương I. QUY ĐỊNH CHUNG › Điều 2. Bến đò › khoản 2 › điểm b\n"
        "Bến đò phải có:\n2. Phao cứu sinh, gồm:\nb) Phao bè quy định tại khoản 1 Điều 2."
    )
    assert point.id == "https://w3id.org/vnlegal/id/doc/cp/2014/43-nd-cp/dieu-2/khoan-2/diem-b"
    assert point.parent == point.id.removesuffix("/diem-b")
    assert point.references == (("khoản 1 Điều này", ("art_2__para_1",), "self"),)
    assert DECREE.source.text[point.span.start : point.span.end] == point.text


def test_this_decree_is_named() -> None:
    assert DECREE.chunks("dieu")[0].named == "Điều 1. Phạm vi\nNghị định 43/2014/NĐ-CP quy định về bến đò."


@pytest.mark.parametrize("size", [100, 120, 300])
def test_pieces_hold_every_word_once_and_keep_to_the_size(size: int) -> None:
    long = "Điều 1. Dài\n" + "".join(
        f"{n}. Khoản số {n} nói {'rất ' * n}dài; " + "và hết.\n" for n in range(1, 30)
    )
    document = parse(long, KNOWN)
    found = document.chunks("dieu", size)
    assert "".join("".join(one.text.split()) for one in found) == "".join(long.split())
    assert all(len(one.text) <= size or ";" not in one.text.rstrip(";") for one in found)
    assert len({one.id for one in found}) == len(found)


def test_a_text_without_units_is_cut_by_paragraphs() -> None:
    words = "\n".join(f"Đoạn {n} của một bài không có điều khoản nào." for n in range(200))
    found = parse(words).chunks()
    assert all(len(one.text) <= 1200 for one in found)
    assert "".join("".join(one.text.split()) for one in found) == "".join(words.split())


def test_notes_are_not_indexed_with_the_paragraph_they_interrupt() -> None:
    letter = vnlegal.parse(vnlegal.read(LETTERS[0]))
    assert not any("\n¹" in one.named for one in letter.chunks())


def test_with_a_day_each_tells_whether_its_document_is_in_force() -> None:
    later = parse(
        "Điều 1. Nghị định này bãi bỏ Nghị định số 43/2014/NĐ-CP.\nĐiều 2. Nghị định này có hiệu lực từ "
        "ngày 01 tháng 3 năm 2020.",
        {**KNOWN, "number": "7/2020/NĐ-CP", "date": "2020-01-02"},
    )
    corpus = Corpus.of([_at(DECREE, "a"), _at(later, "b")])
    told = {day: next(iter(vnlegal.chunks(corpus, on=day))) for day in (date(2015, 1, 1), date(2021, 1, 1))}
    assert [one.status for one in told.values()] == ["in force", "ended"]
    assert next(iter(told.values())).begins == date(2014, 7, 1)


def _at(document: vnlegal.Document, path: str) -> vnlegal.Document:
    from dataclasses import replace

    return replace(document, source=replace(document.source, path=path))


@pytest.mark.parametrize(("by", "size"), [("article", None), ("khoan", 10)])
def test_what_cannot_be_asked_is_told(by: str, size: int | None) -> None:
    with pytest.raises(ValueError, match=r"by|size"):
        DECREE.chunks(by, size)  # type: ignore[arg-type]


def test_lines_are_what_libraries_of_retrieval_take() -> None:
    keys = {"langchain": {"id", "page_content", "metadata"}, "llamaindex": {"id_", "text", "metadata"}}
    for shape in SHAPES:
        rows = [json.loads(line) for line in lines(DECREE.chunks(), shape)]
        assert len(rows) == 4
        assert set(rows[0]) == keys.get(shape, set(rows[0]))
        flat = rows[0].get("metadata", {})
        assert all(isinstance(value, str | int) for value in flat.values())


def test_words_of_several_syllables_are_added_when_asked_for() -> None:
    assert not any(one.words for one in DECREE.chunks())
    point = DECREE.chunks("diem", words=True)[2]
    assert "nghị_định" in point.words
    assert "quy_định" in point.words
    assert "quy_định" in json.loads(next(lines([point])))["words"].split()


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text(ACT, "utf-8")
    assert main(["chunks", str(file), "--by", "diem"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5
    assert main(["chunks", str(file), "--format", "parquet"]) == 2
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    assert main(["chunks", str(file), "--format", "parquet", "-o", str(tmp_path / "a.parquet")]) == 0
    assert parquet.read_table(tmp_path / "a.parquet").num_rows == 4
