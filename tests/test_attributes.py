"""What is known of a document from outside: handed in as a table, kept apart from the page, gives the key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import vnlegal
from vnlegal.cli import main
from vnlegal.corpus import read_document
from vnlegal.formats import Table, UnreadableFile
from vnlegal.graph.build import build

ACT = """Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về sông mẫu.
Điều 2. Hiệu lực
1. Nghị định này thay thế Nghị định số 7/2008/NĐ-CP ngày 18 tháng 01 năm 2008 của Chính phủ.
"""
TABLE = """file	number	doc_type	date	issuer	slug
acts/a.txt	12/2031/NĐ-CP	Nghị định	20/6/2031	Chính phủ	x
"""


@pytest.fixture
def act(tmp_path: Path) -> Path:
    path = tmp_path / "acts" / "a.txt"
    path.parent.mkdir()
    path.write_text(ACT, "utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "known.tsv"
    path.write_text(TABLE, "utf-8")
    return path


def test_attributes_stand_apart_and_give_the_work_its_key() -> None:
    row = {"number": "12/2031/NĐ-CP", "date": "2031-06-20", "issuer": "Chính phủ"}
    record = vnlegal.to_record(vnlegal.parse(ACT, attributes=row))
    assert record["preface"]["number"] is None
    assert record["preface"]["issuers"] == []
    assert record["attributes"] == {**row, "doc_type": None, "title": None}
    assert record["work"]["key"] == {"issuers": ("cp",), "date": "2031-06-20", "number": "12/2031/NĐ-CP"}


PLAN = "KẾ HOẠCH\nTriển khai thi hành Luật Bến thủy\nỦy ban nhân dân tỉnh ban hành Kế hoạch:\n1. Rà soát."


@pytest.mark.parametrize(
    ("page", "number", "fits"),
    [
        (PLAN, "35/2031/QH17", False),
        (PLAN, "2514/KH-UBND", True),
        (PLAN, "99/QĐ-UBND", True),  # a plan is often issued by a decision, and called by its number
        (PLAN.replace("KẾ HOẠCH", "NGHỊ ĐỊNH"), "12/2031/TT-BTC", False),
        (PLAN.replace("KẾ HOẠCH", "NGHỊ QUYẾT"), "35/2031/QH17", True),
    ],
)
def test_a_number_that_the_type_excludes_gives_no_key(page: str, number: str, fits: bool) -> None:
    document = vnlegal.parse(page, attributes={"number": number})
    assert (document.header.number is not None) is fits
    said = [one.message for one in document.findings if one.code == "VP501"]
    assert bool(said) is not fits
    assert all(number in one for one in said)


def test_the_page_wins_over_the_table() -> None:
    page = "BỘ NỘI VỤ\nSố: 15/BNV-VP\nHà Nội, ngày 02 tháng 3 năm 2021\nKính gửi: Bộ Y tế.\nMời họp./."
    document = vnlegal.parse(
        page, attributes={"number": "99/QĐ-BYT", "date": "2020-01-01", "title": "mời họp"}
    )
    assert str(document.header.number.value if document.header.number else "") == "15/BNV-VP"
    assert str(document.header.date.value if document.header.date else "") == "2021-03-02"
    assert document.header.subject is not None
    assert document.preface.subject is None


def test_without_attributes_the_record_says_so() -> None:
    assert vnlegal.to_record(vnlegal.parse(ACT))["attributes"] is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("known.csv", "file,number\nacts/a.txt,12/2031/NĐ-CP\n"),
        ("known.tsv", "number\tfile\n12/2031/NĐ-CP\tacts/a.txt\n"),
        ("known.jsonl", '{"file": "acts/a.txt", "number": "12/2031/NĐ-CP", "pages": 3}\n'),
    ],
)
def test_tables_of_every_shape(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).write_text(words, "utf-8")
    table = Table.read(tmp_path / name)
    row = table.row("/somewhere/acts/a.txt")
    assert row is not None
    assert row["number"] == "12/2031/NĐ-CP"
    assert table.row("/somewhere/b.txt") is None
    assert table.row("a.txt") is None


@pytest.mark.parametrize("words", ["number\n1/QĐ-TTg\n", '{"number": 1'])
def test_no_table_is_an_error_for_people(tmp_path: Path, words: str) -> None:
    path = tmp_path / "known.jsonl" if words.startswith("{") else tmp_path / "known.csv"
    path.write_text(words + "x\n", "utf-8")
    with pytest.raises(UnreadableFile, match="bảng thuộc tính"):
        Table.read(path)


def test_an_act_without_letterhead_speaks_of_itself(act: Path, table: Path) -> None:
    corpus = vnlegal.load([act], attributes=table)
    document = corpus.documents[0]
    assert [m.kind for m in document.mentions] == ["self", "self", "numbered"]
    assert [(c.kind, c.mode, c.subject) for c in document.claims] == [("replaces", "asserted", "self")]
    assert [work.number for work in corpus.works if work.in_corpus] == ["12/2031/NĐ-CP"]


def test_commands_take_a_table(act: Path, table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(act), "--attributes", str(table), "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["attributes"]["doc_type"] == "nghi-dinh"
    assert main(["check", str(act), "--attributes", str(table)]) in (0, 1)
    into = act.parent / "records.jsonl"
    assert main(["parse", str(act), "--attributes", str(table), "-o", str(into), "--jobs", "1"]) == 0
    assert json.loads(into.read_text("utf-8"))["attributes"]["doc_type"] == "nghi-dinh"
    assert main(["parse", str(act), "--attributes", str(act.parent / "none.csv")]) == 2


def test_a_store_follows_its_table(act: Path, table: Path, tmp_path: Path) -> None:
    from functools import partial

    def bring() -> int:
        known = Table.read(table)
        read = partial(read_document, attributes=known)
        return build([act], tmp_path / "store", read, beside=known.told).unchanged

    bring()
    assert bring() == 1
    table.write_text(TABLE.replace("12/2031", "13/2031"), "utf-8")
    assert bring() == 0
