"""One grammar of a list mark, one of a sentence end, one of quotation."""

import pytest

from vnlegal.lines import Lines, mark_at, quotations
from vnlegal.parts.outline import read_outline
from vnlegal.text import Text

MARKS = {
    "phan": ("Phần thứ nhất\n", "PHẦN II. "),
    "chuong": ("Chương IV\n", "CHƯƠNG 2. "),
    "muc": ("Mục 1. A", "Mục 2\n"),
    "dieu": ("Điều 5. A", "ĐIỀU 12: A", "“Điều 3a. A"),
    "capital": ("A. Đánh giá", "Đ. Kết quả"),
    "roman": ("IV. Tổ chức", "II/ Tổ chức"),
    "number": ("1. A", "12) A", "3/ A", "4a. A", '"2. A'),
    "sub": ("1.2. A", "2.1 A"),
    "letter": ("a) A", "e) A", "g) A", "k) A", "đ) A", "a1) A", "b. Sở"),
    "bracket": ("(1) A", "(i) a", "(b) A"),
    "dash": ("- A", "– A", "-Luật"),
    "plus": ("+ A",),
    "bullet": ("• A", "● A"),
}


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in MARKS.items() for line in lines])
def test_marks(kind: str, line: str) -> None:
    found = mark_at(line, 0)
    assert found
    assert found.lastgroup == kind


@pytest.mark.parametrize(
    "line", ["2025. Các", "A là", "a là", "1.000 đồng", "ngày 5", "Điều này", "v.v. Các"]
)
def test_no_marks(line: str) -> None:
    assert mark_at(line, 0) is None


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("TP. Huế báo cáo. Sở làm.", ["TP. Huế báo cáo.", "Sở làm."]),
        ("Số 5/2020/TT-BYT. Sở làm.", ["Số 5/2020/TT-BYT.", "Sở làm."]),
        ("theo điểm\na) khoản 2 là", ["theo điểm\na) khoản 2 là"]),
        ("giai đoạn 2021\n- 2025 là", ["giai đoạn 2021\n- 2025 là"]),
        ("theo quy định\n\ncủa luật", ["theo quy định\n\ncủa luật"]),
        ("1. Bãi bỏ:\na) A;\ne) B. C", ["Bãi bỏ:", "A;", "B.", "C"]),
        ("Điều 1. Bãi bỏ A\nĐiều 2. Hết./.", ["Bãi bỏ A", "Hết./."]),
        ("đã ký. 2. Bãi bỏ A", ["đã ký.", "Bãi bỏ A"]),
        ("Căn cứ A\nCăn cứ B;\nTheo đề nghị của C", ["Căn cứ A", "Căn cứ B;", "Theo đề nghị của C"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    lines = Lines.of(text)
    starts = {line.start for line in lines.all}.union(lines.sentences, [len(text)])
    ends = [min(end for end in starts if end > start) for start in lines.sentences]
    assert [text[a:b].strip() for a, b in zip(lines.sentences, ends, strict=True)] == sentences


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“a b”", ["“a b”"]),
        ('"a b".', ['"a b"']),
        ('“a b" và', ['“a b"']),
        ("«a»", ["«a»"]),
        ("“a “b” c”", ["“a “b” c”"]),
        ('như sau:\n"Điều 1. A\n1. B."\n2. C "d" e', ['"Điều 1. A\n1. B."', '"d"']),
        ("như sau:\n“Điều 1. A.\n2. B\n“Điều 2. C.”", ["“Điều 1. A.", "“Điều 2. C.”"]),
        ("“không đóng. Sau đó là câu khác", ["“không đóng."]),
        ('là 5" và 6"', []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [text[a:b] for a, b in quotations(text)] == quoted


def test_a_lead_governs_the_lines_below() -> None:
    lines = Lines.of("Điều 3. Hiệu lực\n1. Bãi bỏ:\na) A;\n- B;\nb) C.\nCác văn bản sau:\nD;\nE.")
    assert [lines.lead(i) for i in range(len(lines.all))] == [None, 0, 1, 2, 1, None, 5, 5]


def test_a_page_of_signs_has_no_items() -> None:
    page = Text.of("\x1f")
    assert list(read_outline(page, [(0, len(page.clean))])) == []
