"""Rà soát and verify: who rests on what was changed, and whether what is said stands there."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import vnlegal
from vnlegal.cli import main
from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.graph.review import review
from vnlegal.graph.systematisation import systematised
from vnlegal.outputs import reviews, systematisation, verification

LAW = """Điều 1. Bến đò
1. Bến đò phải có phao cứu sinh.
2. Đò chở không quá mười người.
Điều 2. Phạt
Phạt tiền từ 1.000.000 đồng đến 2.000.000 đồng.
"""
AMENDING = """Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 9/2010/NĐ-CP
1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:
“2. Đò chở không quá tám người.”
Điều 2. Hiệu lực
Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2020.
"""
SECOND = """Điều 1. Cầu phao
1. Cầu phao dài không quá trăm mét.
2. Cầu phao có đèn.
"""
TEXTS = {
    "9/2010/NĐ-CP": ("2010-01-02", LAW),
    "7/2020/NĐ-CP": ("2020-01-02", AMENDING),
    "1/2012/NĐ-CP": ("2012-02-03", "Căn cứ Nghị định số 9/2010/NĐ-CP;\nĐiều 1. Đăng ký đò theo khoản 2 "
                     "Điều 1 Nghị định số 9/2010/NĐ-CP.\n"),
    "2/2012/NĐ-CP": ("2012-03-03", "Căn cứ Nghị định số 9/2010/NĐ-CP;\nĐiều 1. Bến đò ở cửa sông.\n"),
    "3/2012/NĐ-CP": ("2012-04-03", "Điều 1. Phao theo khoản 1 Điều 1 Nghị định số 9/2010/NĐ-CP.\n"),
    "4/2012/NĐ-CP": ("2012-05-03", "Điều 1. Nghị định này quy định về cầu phao.\n"),
}  # fmt: skip


def _text(number: str) -> vnlegal.Document:
    day, words = TEXTS[number]
    one = parse(words, {"number": number, "date": day, "doc_type": "Nghị định", "issuer": "Chính phủ"})
    return replace(one, source=replace(one.source, path=f"{number.replace('/', '-')}.txt"))


CORPUS = Corpus.of(map(_text, TEXTS))
MADE = review(CORPUS, "7/2020/NĐ-CP", date(2021, 1, 1))


def test_what_was_changed_is_told_with_its_provisions() -> None:
    (change,) = MADE.changes
    assert (change.work.number, change.kind, change.whole, change.provisions) == (
        "9/2010/NĐ-CP", "amends", False, ("art_1__para_2",),
    )  # fmt: skip


def test_who_refers_to_a_changed_provision_comes_first() -> None:
    assert [(one.work.number, one.kind, one.rank, one.touched) for one in MADE.affected] == [
        ("1/2012/NĐ-CP", "based_on", "provision", ("art_1__para_2",)),
        ("2/2012/NĐ-CP", "based_on", "other", ()),
        ("3/2012/NĐ-CP", "cites", "other", ()),
    ]
    assert MADE.affected[0].said.text == "Điều 1. Đăng ký đò theo khoản 2 Điều 1 Nghị định số 9/2010/NĐ-CP."


def _dated(number: str, words: str, day: str | None) -> vnlegal.Document:
    known = {"number": number, "doc_type": "Nghị định", "issuer": "Chính phủ"} | (
        {"date": day} if day else {}
    )
    one = parse(words, known)
    return replace(one, source=replace(one.source, path=f"{number.replace('/', '-')}.txt"))


def test_what_was_issued_after_the_change_comes_last() -> None:
    words = TEXTS["1/2012/NĐ-CP"][1]
    late = [_dated("5/2020/NĐ-CP", words, "2020-05-03"), _dated("6/2024/NĐ-CP", words, None)]
    made = review(Corpus.of([*map(_text, TEXTS), *late]), "7/2020/NĐ-CP", date(2025, 1, 1))
    assert [one.work.number for one in made.affected if one.rank == "later"] == [
        "5/2020/NĐ-CP",
        "6/2024/NĐ-CP",
    ]
    assert made.affected[-1].touched == ("art_1__para_2",)
    shown = reviews.as_text(made)
    assert (
        shown.index("3/2012/NĐ-CP")
        < shown.index("ban hành sau khi có thay đổi")
        < shown.index("5/2020/NĐ-CP")
    )


STRUCK = """Điều 1. Sửa đổi, bổ sung, bãi bỏ một số điều của Nghị định số 9/2010/NĐ-CP
1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:
“2. Đò chở không quá tám người.”
2. Bãi bỏ cụm từ “cứu sinh” tại khoản 1 Điều 1.
3. Bãi bỏ Điều 2.
"""


def test_a_document_has_one_line_an_act_and_words_struck_out_amend() -> None:
    texts = [_text(number) for number in TEXTS if number != "7/2020/NĐ-CP"]
    made = review(Corpus.of([*texts, _dated("8/2020/NĐ-CP", STRUCK, "2020-01-02")]), "8/2020/NĐ-CP",
                  date(2021, 1, 1))  # fmt: skip
    did = {one.kind: one.provisions for one in made.changes}
    assert did == {"amends": ("art_1__para_2", "art_1__para_1"), "repeals": ("art_2",)}
    assert reviews.as_text(made).startswith("8/2020/NĐ-CP đã thay đổi 1 văn bản")
    assert Counter(one.path for one in made.affected).most_common(1)[0][1] == 1
    assert [one.rank for one in made.affected if one.work.number == "1/2012/NĐ-CP"] == ["provision"]


LISTED = "# Căn cứ\n\n- Luật Bến đò;\n\n- Nghị định số 9/2010/NĐ-CP;\n\nĐiều 1. **Bến đò** ở cửa sông.\n"
TWO = "Điều 1. Theo quy định tại Điều 2 của\nNghị định số 9/2010/NĐ-CP, bến đò phải có đèn.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (LISTED, "Nghị định số 9/2010/NĐ-CP"),
        (TWO, "Điều 1. Theo quy định tại Điều 2 của Nghị định số 9/2010/NĐ-CP, bến đò phải có đèn."),
    ],
)
def test_a_line_names_what_it_rests_on(words: str, said: str) -> None:
    held = [_text("9/2010/NĐ-CP"), _text("7/2020/NĐ-CP"), _dated("5/2013/NĐ-CP", words, "2013-02-03")]
    (line,) = review(Corpus.of(held), "7/2020/NĐ-CP", date(2021, 1, 1)).affected
    assert line.said.text == said


def test_every_line_has_both_sentences() -> None:
    for one in MADE.affected:
        assert "9/2010/NĐ-CP" in one.said.text
        assert "Sửa đổi, bổ sung" in one.on.said.text


def test_the_shapes_hold_the_same_lines(tmp_path: Path) -> None:
    told = json.loads(reviews.as_json(MADE))
    assert [one["work"]["number"] for one in told["affected"]] == [one.work.number for one in MADE.affected]
    table = list(csv.reader(io.StringIO(str(reviews.SHAPES["csv"](MADE)).lstrip("\ufeff"))))
    assert table[0] == list(reviews.COLUMNS)
    assert len(table) == 4
    assert str(reviews.SHAPES["markdown"](MADE)).count("\n| ") == 2 + 3
    assert "khoản 2 Điều 1" in reviews.as_text(MADE)


def as_bytes(shape: str) -> bytes:
    made = reviews.SHAPES[shape](MADE)
    assert isinstance(made, bytes)
    return made


def test_the_workbook_and_the_document(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    docx = pytest.importorskip("docx")
    sheet = openpyxl.load_workbook(io.BytesIO(as_bytes("xlsx")))["Rà soát"]
    assert [cell.value for cell in sheet[1]] == list(reviews.COLUMNS)
    assert sheet.max_row == 4
    table = docx.Document(io.BytesIO(as_bytes("docx"))).tables[0]
    assert len(table.rows) == 4
    assert "2/2012/NĐ-CP" in table.rows[2].cells[1].text


def test_an_order_on_several_acts_touches_each_where_it_says_so() -> None:
    words = (
        "Điều 1. Sửa đổi, bổ sung một số nghị định\n1. Thay thế cụm từ “đò máy” bằng cụm từ “thuyền” tại "
        "khoản 2 Điều 1 của Nghị định số 9/2010/NĐ-CP; khoản 1 Điều 1 của Nghị định số 4/2013/NĐ-CP.\n"
    )
    held = [_text("9/2010/NĐ-CP"), _text("1/2012/NĐ-CP"), _dated("4/2013/NĐ-CP", SECOND, "2013-05-03")]
    made = review(
        Corpus.of([*held, _dated("8/2020/NĐ-CP", words, "2020-01-02")]), "8/2020/NĐ-CP", date(2021, 1, 1)
    )
    assert {one.work.number: one.provisions for one in made.changes} == {
        "9/2010/NĐ-CP": ("art_1__para_2",),
        "4/2013/NĐ-CP": ("art_1__para_1",),
    }


def test_copies_of_a_document_are_one_line() -> None:
    copy = replace(_text("1/2012/NĐ-CP"), source=replace(_text("1/2012/NĐ-CP").source, path="copy.txt"))
    made = review(Corpus.of([*map(_text, TEXTS), copy]), "7/2020/NĐ-CP", date(2021, 1, 1))
    assert [one.work.number for one in made.affected] == [one.work.number for one in MADE.affected]


def test_bodies_that_are_no_more_are_told_with_who_follows_them() -> None:
    words = "Căn cứ Nghị định số 9/2010/NĐ-CP;\nĐiều 1. Bến do Bộ Giao thông vận tải và Bộ Công an quản lý.\n"
    held = [*map(_text, TEXTS), _dated("5/2012/NĐ-CP", words, "2012-05-03")]
    (line,) = [
        one
        for one in review(Corpus.of(held), "7/2020/NĐ-CP", date(2026, 1, 1)).affected
        if one.work.number == "5/2012/NĐ-CP"
    ]
    assert [(one.name, one.now) for one in line.bodies] == [("Bộ Giao thông vận tải", ("Bộ Xây dựng",))]
    made = review(Corpus.of(held), "7/2020/NĐ-CP", date(2026, 1, 1))
    assert "nêu cơ quan không còn: Bộ Giao thông vận tải (nay là Bộ Xây dựng)" in reviews.as_text(made)
    (told,) = [one for one in json.loads(reviews.as_json(made))["affected"] if one["ended_bodies"]]
    assert told["ended_bodies"][0]["now"] == ["Bộ Xây dựng"]
    assert not any(one.bodies for one in review(Corpus.of(held), "7/2020/NĐ-CP", date(2021, 1, 1)).affected)


REPEAL = """Điều 1. Bãi bỏ Nghị định số 2/2012/NĐ-CP.
Điều 2. Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2019.
"""


def test_the_lists_of_systematisation() -> None:
    held = Corpus.of([*map(_text, TEXTS), _dated("6/2019/NĐ-CP", REPEAL, "2019-01-02")])
    made = systematised(held, date(2021, 1, 1))
    told = {one.work.number: (one.status.value, [act.number for act in one.by], one.since) for one in made}
    assert told["2/2012/NĐ-CP"] == ("ended", ["6/2019/NĐ-CP"], date(2019, 3, 1))
    assert told["6/2019/NĐ-CP"][0] == told["7/2020/NĐ-CP"][0] == "in force"
    assert len(made) == len(TEXTS) + 1
    shown = systematisation.as_text(made, date(2021, 1, 1))
    assert "hết hiệu lực: 1\n  2/2012/NĐ-CP (6/2019/NĐ-CP)" in shown
    rows = json.loads(systematisation.as_json(made, date(2021, 1, 1)))["documents"]
    assert [row["status"] for row in rows] == [one.status.value for one in made]
    page = str(systematisation.SHAPES["csv"](made, date(2021, 1, 1)))
    assert len(list(csv.reader(io.StringIO(page)))) == len(made) + 1
    assert str(systematisation.SHAPES["markdown"](made, date(2021, 1, 1))).count("\n| ") == len(made) + 2


def test_the_review_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, (_, words) in TEXTS.items():
        (tmp_path / f"{number.replace('/', '-')}.txt").write_text(words, "utf-8")
    rows = [
        f"{number.replace('/', '-')}.txt,{number},{day},Nghị định,Chính phủ"
        for number, (day, _) in TEXTS.items()
    ]
    table = tmp_path / "known.csv"
    table.write_text("\n".join(("file,number,date,doc_type,issuer", *rows)), "utf-8")
    asked = ["review", str(tmp_path), "--attributes", str(table), "--changed"]
    assert main([*asked, "7/2020/NĐ-CP", "--format", "csv"]) == 0
    assert capsys.readouterr().out.count("\n") == 4
    assert main([*asked, "99/2020/NĐ-CP"]) == 3
    assert main([*asked, "7/2020/NĐ-CP", "--format", "xlsx"]) == 2
    capsys.readouterr()
    assert main(["review", str(tmp_path), "--attributes", str(table), "--lists"]) == 0
    assert "7/2020/NĐ-CP" in capsys.readouterr().out


SAID = """Theo khoản 1 Điều 1 Nghị định số 9/2010/NĐ-CP: “Bến đò phải có phao cứu sinh”.
Khoản 5 Điều 1 Nghị định số 9/2010/NĐ-CP nói về cầu tàu.
Điều 2 Nghị định số 9/2010/NĐ-CP quy định “Phạt tiền từ 1.000.000 đồng đến 3.000.000 đồng”.
“Bến đò phải có … cứu sinh” (khoản 2 Điều 1 Nghị định số 9/2010/NĐ-CP).
Đò chở tám người: khoản 2 Điều 1 Nghị định số 9/2010/NĐ-CP quy định “Đò chở không quá tám người”.
Nghị định số 11/2021/NĐ-CP cũng vậy.
"""


def test_each_citation_is_held_against_the_text() -> None:
    found = vnlegal.verify(SAID, CORPUS, date(2021, 1, 1))
    told = [
        (one.eid, one.exists, [(quote.found, quote.place) for quote in one.quotes])
        for sentence in found
        for one in sentence.citations
    ]
    assert told == [
        ("art_1__para_1", True, [("found", "art_1__para_1")]),
        ("art_1__para_5", None, []),  # an amending act at hand may have added it
        ("art_2", True, [("not found", None)]),
        ("art_1__para_2", True, [("elsewhere", "art_1__para_1")]),
        ("art_1__para_2", True, [("found", "7/2020/NĐ-CP")]),
        (None, None, []),
    ]
    assert found[2].citations[0].quotes[0].nearest == "Phạt tiền từ 1.000.000 đồng đến 2.000.000 đồng"
    assert found[-1].citations[0].held is False


def test_without_an_amender_at_hand_a_provision_that_is_not_there_is_told() -> None:
    (sentence,) = vnlegal.verify(SAID.splitlines()[1], Corpus.of([_text("9/2010/NĐ-CP")]))
    assert sentence.citations[0].exists is False


def test_what_is_not_held_is_not_judged() -> None:
    (sentence,) = vnlegal.verify(
        "Điều 2 Nghị định số 5/1999/NĐ-CP quy định “không ai được đi đò một mình”.", CORPUS
    )
    (one,) = sentence.citations
    assert (one.exists, one.held, [quote.found for quote in one.quotes]) == (None, False, ["no text"])


HELD = [_text("9/2010/NĐ-CP"), _dated("4/2013/NĐ-CP", SECOND, "2013-05-03")]
FIRST_ACT, SECOND_ACT = "Điều 1 Nghị định số 9/2010/NĐ-CP", "Điều 1 Nghị định số 4/2013/NĐ-CP"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            f"Các khoản 1, 2 {FIRST_ACT} quy định “phải có phao cứu sinh. 2. Đò chở không quá mười người”.",
            [("9/2010/NĐ-CP", "found")],
        ),
        (
            f"“phải có phao cứu sinh. 2. Đò chở không quá chín người” (khoản 1 và khoản 2 {FIRST_ACT}).",
            [("9/2010/NĐ-CP", "not found")],
        ),
        (
            f"Khoản 2 {FIRST_ACT} quy định “phải có phao cứu sinh. 2. Đò chở không quá mười người”.",
            [("9/2010/NĐ-CP", "elsewhere")],
        ),
        (
            f"“Đò chở không quá mười người” (khoản 2 {FIRST_ACT}), “Cầu phao có đèn” (khoản 2 {SECOND_ACT}).",
            [("9/2010/NĐ-CP", "found"), ("4/2013/NĐ-CP", "found")],
        ),
        (
            f"Theo khoản 2 {FIRST_ACT}: “Đò chở không quá mười người”, còn khoản 2 {SECOND_ACT} quy định "
            "“Cầu phao không có đèn”.",
            [("9/2010/NĐ-CP", "found"), ("4/2013/NĐ-CP", "not found")],
        ),
    ],
)
def test_quotations_over_clauses_and_of_several_acts(said: str, told: list[tuple[str, str]]) -> None:
    found = [one for sentence in vnlegal.verify(said, Corpus.of(HELD)) for one in sentence.citations]
    assert [(one.number, quote.found) for one in found for quote in one.quotes] == told


def test_a_title_inside_a_quotation_does_not_end_it() -> None:
    words = "1. Bến theo Nghị định số 24/2000/NĐ-CP ngày 31/7/2000 của Chính phủ về bến sông có đèn."
    held = _dated("6/2013/NĐ-CP", f"Điều 1. Bến\n{words}\n", "2013-05-03")
    said = f"Khoản 1 Điều 1 Nghị định số 6/2013/NĐ-CP quy định “{words[3:-1]}”."
    (quote,) = (q for s in vnlegal.verify(said, Corpus.of([held])) for one in s.citations for q in one.quotes)
    assert quote.found == "found"


def test_verified_sentences_as_text_and_json() -> None:
    found = vnlegal.verify(SAID, CORPUS, date(2021, 1, 1))
    page = "".join(verification.as_text(parse(SAID), found))
    assert "không thấy những chữ này" in page
    assert "gần nhất: “Phạt tiền từ 1.000.000 đồng đến 2.000.000 đồng”" in page
    rows = json.loads(verification.as_json(parse(SAID), found))
    assert [row["citations"][0]["number"] for row in rows][-1] == "11/2021/NĐ-CP"
    assert all(SAID[slice(*row["span"])].split()[0] in row["text"] for row in rows)


def test_the_verify_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "said.txt").write_text(
        "Điều 2 Nghị định số 9/2010/NĐ-CP quy định “Phạt tiền ba đồng một người”.", "utf-8"
    )
    (tmp_path / "law.txt").write_text(LAW, "utf-8")
    table = tmp_path / "known.csv"
    table.write_text("file,number,issuer\nlaw.txt,9/2010/NĐ-CP,Chính phủ\n", "utf-8")
    asked = [
        "verify",
        str(tmp_path / "said.txt"),
        "--with",
        str(tmp_path / "law.txt"),
        "--attributes",
        str(table),
    ]
    assert main([*asked, "--format", "json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert row["citations"][0]["quotes"][0]["found"] == "not found"
