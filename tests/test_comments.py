"""A DOCX in, the same DOCX out with comments at the words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vnlegal.cli import main

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
    assert "2 nhận xét; 0 phát hiện không tìm thấy chỗ" in capsys.readouterr().err
    before, after = docx.Document(letter), docx.Document(out)
    assert [one.text for one in before.paragraphs] == [one.text for one in after.paragraphs]
    assert after.tables[0].rows[0].cells[0].text == LINES[1]
    told = {one.comment_id: one.text for one in after.comments}
    assert sorted(text[:5] for text in told.values()) == ["VL102", "VL202"]
    marked = {}
    for paragraph in after.element.body.iter(f"{W}p"):
        text = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        for mark in paragraph.iter(f"{W}commentRangeStart"):
            marked[told[int(mark.get(f"{W}id"))][:5]] = text
    assert marked == {"VL102": LINES[1], "VL202": LINES[2]}


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_only_one_docx_is_annotated(letter: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(LINES[0], "utf-8")
    out = tmp_path / "out.docx"
    assert main(["check", str(tmp_path / "b.txt"), "--annotate", str(out)]) == 2
    assert main(["check", str(letter), str(tmp_path / "b.txt"), "--annotate", str(out)]) == 2
    assert not out.exists()
