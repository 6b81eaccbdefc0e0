"""A DOCX in, the same DOCX out with comments at the words and corrections as tracked changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from vnlegal import check, load
from vnlegal.cli import main
from vnlegal.outputs.comments import commented

docx: Any = pytest.importorskip("docx")

LINES = (
    "Thực hiện Nghị định số 127/2007/NĐ-CP ngày 01 tháng 8 năm 2007 của Chính phủ.",
    "Việc áp dụng Quyết định số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ do Sở Tư pháp hướng dẫn.",
    "Nghị định số 127/2007/NĐ-CP ngày 28 tháng 12 năm 2007 của Chính phủ được áp dụng tiếp.",
)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Three paragraphs, the second in a table and in several runs."""
    made = docx.Document()
    made.add_paragraph(LINES[0])
    paragraph = made.add_table(rows=1, cols=1).rows[0].cells[0].paragraphs[0]
    for words in LINES[1].partition("50/NQ-CP"):
        paragraph.add_run(words).bold = words == "50/NQ-CP"
    made.add_paragraph(LINES[2])
    made.save(tmp_path / "a.docx")
    return tmp_path / "a.docx"


def test_findings_stand_at_their_words(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = letter.with_name("out.docx")
    assert main(["check", str(letter), "--select", "VL102,VL202", "--annotate", str(out)]) == 1
    assert "2 nhận xét, 0 đề nghị sửa; 0 phát hiện không tìm thấy chỗ" in capsys.readouterr().err
    before, after = docx.Document(letter), docx.Document(out)
    assert [one.text for one in before.paragraphs] == [one.text for one in after.paragraphs]
    assert after.tables[0].rows[0].cells[0].text == LINES[1]
    told = {one.comment_id: one.text for one in after.comments}
    assert sorted(text[:5] for text in told.values()) == ["VL102", "VL202"]
    assert dict(_marked(after, told)) == {
        "VL102": "Quyết định số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ",
        "VL202": "ngày 28 tháng 12 năm 2007",
    }


def _marked(made: Any, told: dict[int, str]) -> Iterator[tuple[str, str]]:
    """The code of each comment with the words that it stands at."""
    for mark in made.element.body.iter(f"{W}commentRangeStart"):
        words, one = "", mark.getnext()
        while one.tag != f"{W}commentRangeEnd" or one.get(f"{W}id") != mark.get(f"{W}id"):
            words += "".join(node.text or "" for node in one.iter(f"{W}t"))
            one = one.getnext()
        yield told[int(mark.get(f"{W}id"))][:5], words


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_only_one_docx_is_annotated(letter: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(LINES[0], "utf-8")
    out = tmp_path / "out.docx"
    assert main(["check", str(tmp_path / "b.txt"), "--annotate", str(out)]) == 2
    assert main(["check", str(letter), str(tmp_path / "b.txt"), "--annotate", str(out)]) == 2
    assert not out.exists()


NUMBER = "127/2007/ND-CP"


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """A number in three runs, the second bold; what follows goes on in others."""
    made = docx.Document()
    paragraph = made.add_paragraph("Thực hiện Nghị định số 12")
    paragraph.add_run("7/2007/ND").bold = True
    paragraph.add_run("-CP")
    tail = paragraph.add_run(" ngày 28 tháng 12 năm 2007 của Chính phủ, ")
    tail.italic = True
    tail.add_break()
    paragraph.add_run("Sở Tư pháp báo cáo.").font.name = "Arial"
    made.add_paragraph("Quyết định số 12-QĐ/UBND ngày 05 tháng 4 năm 2021 của Ủy ban nhân dân tỉnh Kon Tum.")
    made.save(tmp_path / "a.docx")
    return tmp_path / "a.docx"


def _proposed(path: Path) -> tuple[Any, int]:
    """The file with its corrections, and how many."""
    corpus = load([path])
    (document,) = corpus.documents
    found = check(corpus, select=["VL104", "VL105"])
    made = commented(path.read_bytes(), document.source, found, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert made.lost == ()
    path.with_name("out.docx").write_bytes(made.page)
    return docx.Document(path.with_name("out.docx")), made.corrected


Run = tuple[str, Any, Any, Any]


def _decided(made: Any, dropped: str) -> list[list[Run]]:
    """The runs by paragraph when all changes are accepted ("del" dropped) or rejected ("ins" dropped)."""
    body = docx.oxml.parse_xml(made.element.body.xml.replace("w:delText", "w:t"))
    for one in list(body.iter(f"{W}{dropped}")):
        one.getparent().remove(one)
    paragraphs = []
    for paragraph in body.iter(f"{W}p"):
        runs = [docx.text.run.Run(run, None) for run in paragraph.iter(f"{W}r")]
        paragraphs.append([(one.text, one.bold, one.italic, one.font.name) for one in runs if one.text])
    return paragraphs


def _text(paragraphs: list[list[Run]]) -> list[str]:
    return ["".join(run[0] for run in runs) for runs in paragraphs]


def test_corrections_are_changes_that_may_be_accepted_or_rejected(drafted: Path) -> None:
    before = docx.Document(drafted)
    after, corrected = _proposed(drafted)
    assert corrected == 2
    original = [one.text for one in before.paragraphs]
    assert _text(_decided(after, "ins")) == original
    right = [original[0].replace(NUMBER, "127/2007/NĐ-CP"), original[1].replace("12-QĐ/UBND", "12/QĐ-UBND")]
    assert _text(_decided(after, "del")) == right
    changes = [one for tag in ("ins", "del") for one in after.element.body.iter(f"{W}{tag}")]
    assert {one.get(f"{W}author") for one in changes} == {"vnlegal"}
    assert {one.get(f"{W}date") for one in changes} == {"2026-01-02T03:04:05Z"}
    assert len({one.get(f"{W}id") for one in changes}) == len(changes) == 6


def test_formats_of_runs_are_kept(drafted: Path) -> None:
    after, _ = _proposed(drafted)
    rejected = _decided(after, "ins")[0]
    letters = [(sign, *run[1:]) for run in rejected for sign in run[0]]
    before = [
        (sign, run.bold, run.italic, run.font.name)
        for run in docx.Document(drafted).paragraphs[0].runs
        for sign in run.text
    ]
    assert letters == before


def test_what_was_corrected_is_read_as_it_would_be_accepted(drafted: Path) -> None:
    _proposed(drafted)
    (document,) = load([drafted.with_name("out.docx")]).documents
    numbers = {one.number.value.compact for one in document.mentions if one.number}
    assert {"127/2007/NĐ-CP", "12/QĐ-UBND"} <= numbers
    assert "ND-CP" not in document.source.text
