"""The outline of plain text: what stands under which mark, and where a paragraph goes on in the next line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from vnlegal.parts.outline import Item, read_outline
from vnlegal.text import Text

LONG = "Sở Y tế rà soát các văn bản đã ban hành trong năm 2025, lập danh mục"
TWO = f"\n{LONG}.\n{LONG}."  # how wide the page is


def outline(page: str) -> list[str]:
    """A line for each item, deeper ones indented: its mark and its words."""
    text = Text.of(page)

    def lines(items: Sequence[Item], depth: int) -> Iterator[str]:
        for one in items:
            words = " ".join(text.clean[one.words : one.end].split())
            yield f"{'  ' * depth}{one.num} {words}".rstrip() if one.kind else f"{'  ' * depth}{words}"
            yield from lines(one.children, depth + 1)

    return list(lines(read_outline(text, [(0, len(text.clean))]), 0))


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (
            "1. Một.\na) Hai;\n- Ba;\n+ Bốn.\nb) Năm.\n2. Sáu.",
            ["1. Một.", "  a) Hai;", "    - Ba;", "      + Bốn.", "  b) Năm.", "2. Sáu."],
        ),
        (
            "I. MỤC TIÊU\n1. Một.\nII. NHIỆM VỤ\n1. Hai.\na) Ba.",
            ["I. MỤC TIÊU", "  1. Một.", "II. NHIỆM VỤ", "  1. Hai.", "    a) Ba."],
        ),
        ("1. Một:\n- Hai.\nBa.\n- Bốn.", ["1. Một:", "  - Hai.", "  Ba.", "  - Bốn."]),
        ("Một.\nHai.\n1. Ba.\nBốn.", ["Một.", "Hai.", "1. Ba.", "  Bốn."]),
        (
            "Chương I\nĐiều 1. Một\n1. Hai.\nĐiều 2. Ba\nChương II\nĐiều 3. Bốn",
            ["Chương I", "  Điều 1. Một", "    1. Hai.", "  Điều 2. Ba", "Chương II", "  Điều 3. Bốn"],
        ),
        (
            "1. Một.\n- Hai.\n- Ba.\n2. Bốn.\n- Năm.",
            ["1. Một.", "  - Hai.", "  - Ba.", "2. Bốn.", "  - Năm."],
        ),
        ("1. Một.\n| a | b | c |\n2. Hai.", ["1. Một.", "2. Hai."]),  # a row of a table
    ],
)
def test_what_stands_under_which_mark(page: str, wanted: list[str]) -> None:
    assert outline(page) == wanted


@pytest.mark.parametrize(
    "page",
    [
        "1. Sở Y tế rà soát\ncác văn bản.",  # a small letter
        "1. Sở Y tế rà soát\n\ncác văn bản.",
        "1. Sở Y tế,\nBộ Y tế họp.",
        "1. Sở Y tế\n, Bộ Y tế họp.",
        "1. Về việc\n“Họp”.",
        "1. Về việc\n(Họp).",
        "1. Đề nghị Bộ trưởng\nBộ Quốc phòng họp.",  # half of a name
        "1. Giao Thống đốc Ngân hàng Nhà nước\nViệt Nam họp.",
        "2. Cục\nXuất bản họp.",
        "1.4. Kết quả đã đạt được\nTheo dõi việc này.",
        "1. Sở Y tế rà soát\n|\ncác văn bản.",  # a rule of the page
    ],
)
def test_a_paragraph_goes_on(page: str) -> None:
    number, _, words = page.partition(" ")
    assert outline(page) == [f"{number} {' '.join(words.split())}"]


@pytest.mark.parametrize(
    "page",
    [
        "1. Họp.\nSở Y tế báo cáo.",
        "1. Giao:\nSở Y tế báo cáo.",
        "1.4. Giao Sở Xây dựng\nTheo dõi việc này.",  # a charge and what is to be done
        "1. Sở Y tế rà soát.\n\ncác văn bản.",
        "1. Sở Y tế rà soát |\ncác văn bản.",  # the end of a cell
        "1. Sở Y tế rà soát.\n|\ncác văn bản.",
    ],
)
def test_a_paragraph_ends(page: str) -> None:
    first, _, second = page.partition("\n")
    assert outline(page) == [first.rstrip(" |"), f"  {second.strip(' |').strip()}"]


@pytest.mark.parametrize(
    ("page", "first"),
    [
        (f"1. {LONG}\nGửi Bộ Y tế.{TWO}", f"1. {LONG} Gửi Bộ Y tế."),
        (f"1. {LONG}\n\nGửi Bộ Y tế.{TWO}", f"1. {LONG} Gửi Bộ Y tế."),  # at the end of a page
        (f"1. Sở Y tế rà soát văn bản\nGửi Bộ Y tế.{TWO}", "1. Sở Y tế rà soát văn bản"),
        (f"1. Sở Y tế rà soát văn bản\n\nGửi Bộ Y tế.{TWO}", "1. Sở Y tế rà soát văn bản"),
    ],
)
def test_only_a_full_line_goes_on_with_a_capital(page: str, first: str) -> None:
    assert outline(page)[0] == first


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("Một hai.\n\nBa bốn.\n\nNăm sáu.\n\nBảy tám.\nChín mười.", 4),
        ("Một hai.\n\nBa bốn.\n\nNăm sáu.\n\nBảy tám:\nChín mười.", 5),
        ("Một hai.\n\nBa bốn.\n\nNăm sáu.\nBảy tám.\nChín mười.", 5),  # not always a blank line
        ("Một hai.\nBa bốn.\nNăm sáu.\nBảy tám.\nChín mười.", 5),
    ],
)
def test_where_blank_lines_part_paragraphs_line_feeds_do_not(page: str, wanted: int) -> None:
    assert len(outline(page)) == wanted


def test_signs_that_are_no_words_are_no_items() -> None:
    assert outline("") == []
    assert outline("---\n***") == ["---"]
