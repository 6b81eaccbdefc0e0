"""Notes of consolidated texts: what each says of a change, read in an invented text."""

from __future__ import annotations

import pytest

from vnlegal.document import parse
from vnlegal.model import ToldChange

TEXT = """VĂN PHÒNG QUỐC HỘI
Số: 5/VBHN-VPQH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Nội, ngày 5 tháng 8 năm 2025

LUẬT
ĐƯỜNG THỦY

Luật Đường thủy số 7/2015/QH13 ngày 05 tháng 6 năm 2015 của Quốc hội, được sửa đổi, bổ sung bởi:
Luật số 9/2025/QH15 ngày 05 tháng 5 năm 2025 của Quốc hội sửa đổi, bổ sung một số điều của Luật Đường thủy.
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật Đường thủy.

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi
1. Luật này quy định về sông.
2.¹ Luật này không quy định về biển:
a) Bến;
b)² Cảng.

Điều 2. Bến³
1. Bến do Sở Giao thông⁴ quản lý.
2. Bến khác.

Điều 3. Kè⁵
Kè do xã quản lý.
¹ {note}
² Điểm này được bãi bỏ theo quy định tại điểm b khoản 3 Điều 1 {by}.
³ Tên của Điều này được sửa đổi, bổ sung theo quy định tại khoản 4 Điều 1 {by}.
⁴ Cụm từ “Sở Vận tải” được thay thế bằng cụm từ “Sở Giao thông” theo quy định tại Điều 2 {by}.
⁵ Điều 3 {by} quy định như sau: “Điều 3. Hiệu lực. Luật này có hiệu lực.”.
"""
BY, FROM = "của Luật số 9/2025/QH15", "có hiệu lực kể từ ngày 01 tháng 7 năm 2025"
SAID = f"theo quy định tại khoản 1 Điều 1 {BY}, {FROM}."


def _shown(one: ToldChange) -> str:
    words = f" {one.old or '-'} → {one.replacement or '-'}" if one.old or one.replacement else ""
    source = f" ← {one.act} {one.source} {one.effect}" if one.act else ""
    return f"{one.mark} {one.kind} {one.op} {one.scope} {one.target}{words}{source}"


def _changes(note: str) -> list[str]:
    return [_shown(one) for one in parse(TEXT.format(note=note, by=f"{BY}, {FROM}")).changes]


def test_each_note_says_what_was_changed_by_what() -> None:
    assert _changes(f"Khoản này được sửa đổi, bổ sung {SAID}") == [
        "1 change substitution structure art_1__para_2 ← 9/2025/QH15 art_1__para_1 2025-07-01",
        "2 change repeal structure art_1__para_2__point_b ← 9/2025/QH15 art_1__para_3__point_b 2025-07-01",
        "3 change substitution heading art_2 ← 9/2025/QH15 art_1__para_4 2025-07-01",
        "4 change substitution phrase art_2__para_1 Sở Vận tải → Sở Giao thông"
        " ← 9/2025/QH15 art_2 2025-07-01",
        "5 transition None None None",
    ]


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        (f"Khoản này được bổ sung {SAID}", ["insertion structure art_1__para_2"]),
        (f"Đoạn mở đầu của khoản này được sửa đổi {SAID}", ["substitution structure art_1__para_2__intro"]),
        (f"Chương này được bãi bỏ {SAID}", ["repeal structure chp_I"]),
        (
            f"Khoản này được sửa đổi, bổ sung lần thứ nhất theo quy định tại khoản 1 Điều 1 {BY}, {FROM}; "
            f"lần thứ hai theo quy định tại khoản 2 Điều 1 {BY}, {FROM}.",
            ["substitution structure art_1__para_2", "substitution structure art_1__para_2"],
        ),
        (
            f"Khoản này được sửa đổi, bổ sung {SAID} "
            f"Cụm từ “hồ” được bỏ theo quy định tại Điều 4 {BY}, {FROM}.",
            ["substitution structure art_1__para_2", "repeal phrase art_1__para_2 hồ → -"],
        ),
        (f"Điểm này được sửa đổi {SAID}", ["substitution structure None"]),
        ("Luật số 9/2025/QH15 có căn cứ ban hành như sau: “Căn cứ Hiến pháp;”.", ["None None None"]),
        ("Xem thêm báo cáo của Sở.", []),
    ],
)
def test_forms_of_a_note(note: str, wanted: list[str]) -> None:
    found = [one for one in _changes(note) if one.startswith("1 ")]
    assert [one.partition(" ← ")[0].split(" ", 2)[2] for one in found] == wanted


def test_this_article_of_a_note_is_where_its_mark_hangs() -> None:
    note = f"Khoản này được sửa đổi, bổ sung {SAID}"
    said = [one for one in parse(TEXT.format(note=note, by=f"{BY}, {FROM}")).references if one.part == "note"]
    meant = {one.targets[0].eid for one in said if one.form == "demonstrative"}
    assert meant == {"art_1__para_2", "art_1__para_2__point_b", "art_2"}
