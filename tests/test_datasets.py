"""Data sets in the shapes that people have: each a small file written for it, and what is read from it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import vnlegal
from vnlegal.cli import main
from vnlegal.formats import datasets, expand
from vnlegal.formats.datasets.shapes import shapes, walk
from vnlegal.model import Document

LINES = (
    "Điều 1. Phạm vi điều chỉnh",
    "Nghị định này quy định về cấp phép bến đò.",
    "Điều 2. Hiệu lực thi hành",
    "1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2014.",
    "2. Nghị định này thay thế Nghị định số 9/2009/NĐ-CP ngày 02 tháng 3 năm 2009 của Chính phủ.",
)
PLAIN = "\n".join(LINES)
HTML = "".join(f"<p>{line}</p>" for line in LINES)
ARTICLES = [("1", LINES[0], LINES[1]), ("2", LINES[2], "\n".join(LINES[3:]))]
HEADER = {
    "so_ky_hieu": "43/2014/NĐ-CP", "loai_van_ban": "Nghị định", "ngay_ban_hanh": "15/05/2014",
    "co_quan_ban_hanh": "Chính phủ", "title": "Về bến đò", "tinh_trang_hieu_luc": "Còn hiệu lực",
    "ngay_co_hieu_luc": "01/07/2014",
}  # fmt: skip
DETAIL = {
    "data": {
        "id": "11", "docNum": "43/2014/NĐ-CP", "title": "Về bến đò", "docType": {"name": "Nghị định"},
        "agencyName": "Chính phủ", "issueDate": "2014-05-15T00:00:00", "effFrom": "2014-07-01T00:00:00",
        "effStatus": {"name": "Còn hiệu lực"}, "documentContent": {"content": HTML},
        "references": [
            {"referenceType": 12, "targetDocument": {"docNum": "9/2009/NĐ-CP"}},
            {"referenceType": 99, "targetDocument": {"docNum": "1/2001/NĐ-CP"}},
        ],
    }
}  # fmt: skip

Write = Callable[[Path, list[dict[str, Any]]], None]


def _json(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps(rows[0] if len(rows) == 1 else rows, ensure_ascii=False), "utf-8")


def _jsonl(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def _csv(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        made = csv.DictWriter(file, list(rows[0]))
        made.writeheader()
        made.writerows(rows)


def _parquet(path: Path, rows: list[dict[str, Any]]) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)


# name of the file, how it is written, its rows; of each the document is the decree above.
SHAPES: Mapping[str, tuple[str, Write, list[dict[str, Any]]]] = {
    "vbpl-chi-tiet": ("11.json", _json, [DETAIL]),
    "thuoc-tinh-toan-van": ("rows.parquet", _parquet, [{"id": 5, **HEADER, "content_html": HTML}]),
    "bo-luat-theo-dieu": (
        "legal_corpus.json",
        _json,
        [{"law_id": "43/2014/nđ-cp", "articles": [
            {"article_id": n, "title": title, "text": text} for n, title, text in ARTICLES]},
         {"law_id": "15/2020/qđ-ttg", "articles": [{"article_id": "1", "title": "", "text": "Bãi bỏ."}]}],
    ),
    "kho-theo-dieu": (
        "legal_corpus.json",
        _json,
        [{"id": 0, "law_id": "43/2014/NĐ-CP", "content": [
            {"aid": n, "content_Article": f"{title}\n{text}"} for n, title, text in ARTICLES]}],
    ),
    "van-ban-va-dieu": (
        "corpus.json",
        _json,
        [{"documents": [{"doc_id": "ND43", "so_hieu": "43/2014/NĐ-CP", "title": "Về bến đò",
                         "ngay_ban_hanh": "2014-05-15", "co_quan_ban_hanh": "Chính phủ",
                         "articles": [{"article": n, "title": title.partition(". ")[2], "text": text}
                                      for n, title, text in ARTICLES]}]}],
    ),
    "dong-markdown": (
        "rows.jsonl",
        _jsonl,
        [{"doc_name": "186739", "title": "Về bến đò", "doc_type": "nghi_dinh",
          "doc_number": ["43/2014/NĐ-CP"], "issue_date": "2014-05-15",
          "issuing_authority": "Chính phủ", "markdown": PLAIN}],
    ),
    "trang-tra-cuu": (
        "rows.jsonl",
        _jsonl,
        [{"urls": "https://a.example/vb/43", "content": PLAIN,
          "metadata": {"Số hiệu:": "43/2014/NĐ-CP", "Loại văn bản:": "Nghị định",
                       "Nơi ban hành:": "Chính phủ",
                       "Ngày ban hành:": "15/05/2014", "Tình trạng:": "Còn hiệu lực"}}],
    ),
    "trang-song-ngu": (
        "doc.json",
        _json,
        [{"id": "43/2014/NĐ-CP", "title": "Về bến đò", "legislationType": "Nghị định",
          "organization": "Chính phủ", "issuedDate": "2014-05-15", "htmlContent": HTML, "mdContent": ""}],
    ),
    "danh-muc": (
        "list.csv",
        _csv,
        [{"title": "Về bến đò", "document_number": "43/2014/NĐ-CP", "document_type": "Nghị định",
          "issuing_authority": "Chính phủ", "issued_date": "2014-05-15", "content": PLAIN}],
    ),
}  # fmt: skip


def _number(document: Document) -> str:
    number = document.header.number
    return str(number.value) if number else ""


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_gives_its_documents(shape: str, tmp_path: Path) -> None:
    name, write, rows = SHAPES[shape]
    write(tmp_path / name, rows)
    corpus = vnlegal.load(tmp_path / name)
    decree = next(one for one in corpus.documents if _number(one) == "43/2014/NĐ-CP")
    assert decree.source.told is not None
    assert decree.source.told.shape == shape
    assert [one.num for one in decree.body] == ["1", "2"]
    assert [claim.kind for claim in decree.claims] == ["replaces"]
    work = corpus.work_of[decree.source.path]
    assert (work.number, "/text/" in work.iri) == ("43/2014/NĐ-CP", False)


def test_every_shape_of_documents_has_a_file_here() -> None:
    beside = {"toan-van"}  # the tables of one data set: below
    assert {one.id for one in shapes() if one.role == "documents"} == {*SHAPES, *beside}


def test_the_tables_of_a_data_set_tell_of_one_another(tmp_path: Path) -> None:
    _parquet(
        tmp_path / "metadata.parquet",
        [{"id": 5, **HEADER}, {"id": 6, **HEADER, "so_ky_hieu": "9/2009/NĐ-CP"}],
    )
    _parquet(tmp_path / "content.parquet", [{"id": 5, "content_html": HTML}])
    told = [("Văn bản bị thay thế", 6), ("Bản dịch", 6)]
    _parquet(
        tmp_path / "relationships.parquet",
        [{"doc_id": 5, "other_doc_id": other, "relationship": label} for label, other in told],
    )
    (decree,) = vnlegal.load(tmp_path).documents
    assert _number(decree) == "43/2014/NĐ-CP"
    assert decree.source.told is not None
    assert [(one.kind, one.way, one.number) for one in decree.source.told.relations] == [
        ("replaces", "out", "9/2009/NĐ-CP"),
        (None, "out", "9/2009/NĐ-CP"),
    ]
    assert decree.source.told.status == "Còn hiệu lực"


def test_a_list_page_tells_of_files_by_their_ids(tmp_path: Path) -> None:
    (tmp_path / "11.txt").write_text(PLAIN, "utf-8")
    items = [
        {"id": "11", "docNum": "43/2014/NĐ-CP", "issueDate": "2014-05-15", "docType": {"name": "Nghị định"}}
    ]
    _json(tmp_path / "list.json", [{"data": {"total": 1, "items": items}}])
    corpus = vnlegal.load(tmp_path / "11.txt", attributes=tmp_path / "list.json")
    assert _number(corpus.documents[0]) == "43/2014/NĐ-CP"
    with pytest.raises(vnlegal.UnreadableFile, match="không có toàn văn"):
        vnlegal.load(tmp_path / "list.json")


def test_a_shape_that_is_not_known_is_told_with_those_that_are(tmp_path: Path) -> None:
    _json(tmp_path / "a.json", [{"foo": "bar"}])
    with pytest.raises(vnlegal.UnreadableFile, match=r"không nhận ra dạng dữ liệu; có: .*vbpl"):
        vnlegal.load(tmp_path / "a.json")
    assert list(expand([tmp_path])) == []  # among the files of a folder it is no document


def test_what_is_no_json_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"markdown": ', "utf-8")
    with pytest.raises(vnlegal.UnreadableFile, match=r"không đọc được dữ liệu|Expecting value"):
        vnlegal.load(tmp_path / "a.jsonl")


def test_disagreements_with_the_page_are_told(tmp_path: Path) -> None:
    row = json.loads(json.dumps(DETAIL))
    top = ("CHÍNH PHỦ", "Số: 43/2014/NĐ-CP", "Hà Nội, ngày 16 tháng 5 năm 2014", "NGHỊ ĐỊNH", "Về bến đò")
    head = "".join(f"<p>{line}</p>" for line in top)
    row["data"]["documentContent"]["content"] = head + HTML
    row["data"]["references"].append({"type": "Bãi bỏ", "targetDocument": {"docNum": "7/2007/NĐ-CP"}})
    _json(tmp_path / "a.json", [row])
    (decree,) = vnlegal.load(tmp_path / "a.json").documents
    said = {one.code: one.message for one in decree.findings if one.code.startswith("VP5")}
    assert said == {
        "VP501": "ngày ban hành: bản chữ ghi 16/5/2014, bảng thuộc tính ghi 15/5/2014",
        "VP502": "bộ dữ liệu ghi “Bãi bỏ 7/2007/NĐ-CP”, bản chữ không nói như vậy",
    }


def test_a_page_in_a_column_of_texts_is_read_as_a_page(tmp_path: Path) -> None:
    _jsonl(tmp_path / "a.jsonl", [{"id": 1, "document_number": "43/2014/NĐ-CP", "content": HTML}])
    (decree,) = vnlegal.load(tmp_path / "a.jsonl").documents
    assert decree.source.media_type == "text/html"
    assert [one.eid for one in decree.body if one.kind == "dieu"] == ["art_1", "art_2"]
    assert "<p>" not in decree.source.text


def test_rows_of_one_name_stay_apart(tmp_path: Path) -> None:
    rows = [
        {"id": "a/b", "document_number": "1/2020/NĐ-CP", "content": text}
        for text in ("Điều 1. A", "Điều 1. B")
    ]
    _jsonl(tmp_path / "a.jsonl", [*rows, {"id": "c", "document_number": "2/2020/NĐ-CP", "content": " "}])
    paths = list(datasets.members(tmp_path / "a.jsonl"))
    assert [path.name for path in paths] == ["a-b.txt", "a-b~2.txt"]
    assert [vnlegal.read(path).text for path in paths] == ["Điều 1. A", "Điều 1. B"]


def test_a_store_is_built_from_a_data_set_and_follows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _json(tmp_path / "11.json", [DETAIL])
    store = str(tmp_path / "store")
    assert main(["build", str(tmp_path / "11.json"), "-o", store, "--jobs", "1"]) == 0
    assert main(["lineage", "43/2014/NĐ-CP", "--store", store]) == 0
    changed = json.loads(json.dumps(DETAIL))
    changed["data"]["docNum"] = "44/2014/NĐ-CP"  # the text is the same, what is told of it is not
    _json(tmp_path / "11.json", [changed])
    assert main(["build", str(tmp_path / "11.json"), "-o", store, "--jobs", "1"]) == 0
    assert "1 đổi" in capsys.readouterr().err
    assert [_number(one) for one in vnlegal.load(store).documents] == ["44/2014/NĐ-CP"]


def test_paths_lead_through_lists_and_odd_keys() -> None:
    assert list(walk({"metadata": {"Số hiệu:": "1"}}, "metadata.Số hiệu:")) == ["1"]
    assert list(walk({"a": {"b": [1, 2]}}, "a.b[]")) == [1, 2]
    assert list(walk({"a": 3}, "a[].b")) == []


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (7, TypeError, "không phải int"),
        ("CHÍNH PHỦ\nSố: 1/NQ-CP", ValueError, "vnlegal.parse"),
        (["corpus", 3], TypeError, "không phải int"),
    ],
)
def test_what_cannot_be_loaded_is_told(given: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        vnlegal.load(given)
