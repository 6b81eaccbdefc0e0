"""What stands in a signature: which lines are offices, which are names, and whose."""

from __future__ import annotations

import pytest

from vnlegal.parts.cells import Cell, cut
from vnlegal.parts.signers import is_office, is_person, is_position, name_like, name_of
from vnlegal.text import Text


def alone(words: str) -> tuple[Text, Cell]:
    """A page of one line, and the line."""
    text = Text.of(words)
    return text, next(iter(cut(text, 0, len(text.clean))))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Nguyễn Văn An", True),
        ("Nguyễn An", True),
        ("NGUYỄN VĂN AN", True),
        ("NGUYỄN AN", True),
        ("NGUYỄN VĂN AN BÌNH CHI", True),
        ("NGUYỄN VĂN AN BÌNH CHI DŨNG", False),  # too long
        ("NGUYỄN", False),
        ("Nguyễn", False),
        ("nguyễn văn an", False),
        ("KON TUM", False),  # no surname
        ("HÀ NỘI", False),  # a province
        ("TS. Nguyễn Văn An", True),
        ("Trung tướng NGUYỄN VĂN AN", True),
        ("Nguyễn Văn An, Bình", False),
        ("Nguyễn Văn An.", True),
        ("Điều 5", False),
        ("Chương I", False),
        ("Lưu VT", False),
        ("BỘ TRƯỞNG", False),
    ],
)
def test_names(words: str, name: bool) -> None:
    assert name_of(*alone(words)) is name


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("Nguyễn Đình An", True),  # the surname
        ("Nguyen Dinh An", True),
        ("Đại tá Ksor Phước", True),  # the rank
        ("Giàng Văn Páo", True),  # the middle name
        ("Brơi Thị Bình", True),
        ("K'Brơi Bình", True),
        ("K’Brơi Bình", True),
        ("Ksor Phước", False),
    ],
)
def test_whose_names_are_told_by_their_words(words: str, person: bool) -> None:
    assert is_person(*alone(words)) is person


@pytest.mark.parametrize(
    ("words", "position", "office"),
    [
        ("BỘ TRƯỞNG", True, True),
        ("Bộ trưởng", True, False),
        ("NHỦ TƯỚNG", True, True),  # a seal lies on its first letter
        ("pho tong cuc truong", True, False),
        ("PHÓ CHỦ TỊCH", True, True),
        ("KT. BỘ TRƯỞNG", False, True),
        ("TM. CHÍNH PHỦ", False, True),
        ("TM. Chính phủ", False, True),
        ("Tm. Chính phủ", False, False),
        ("KT, TH", False, False),
        ("KT, BỘ TRƯỞNG", False, True),
        (f"TM. {'CHÍNH PHỦ ' * 16}", False, False),  # too long for a line of an office
        ("QUYỀN GIÁM ĐỐC", True, True),
        ("QUYỀN TÁC GIẢ", True, False),
        ("XÁC THỰC VĂN BẢN HỢP NHẤT", False, True),
        ("Xác thực văn bản hợp nhất", False, False),
        ("BỘ Y TẾ", False, False),
    ],
)
def test_offices_and_positions(words: str, position: bool, office: bool) -> None:
    text, cell = alone(words)
    assert is_position(text.folded) is position
    assert is_office(text, cell) is office


@pytest.mark.parametrize(
    ("words", "like"), [("Văn An", True), ("An", True), ("văn An", False), ("Sở Y tế", False)]
)
def test_what_may_be_the_rest_of_a_name(words: str, like: bool) -> None:
    assert name_like(*alone(words)) is like
