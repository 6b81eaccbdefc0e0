"""Pages that a conversion joined: words that ran together, a whole page on one line."""

from __future__ import annotations

import pytest

import vnlegal
from vnlegal.formats.joined import flat, glued

LETTER = (
    "UBND TỈNH NINH THUẬN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỞ GIÁO DỤC VÀ ĐÀO TẠO Độc lập - Tự do - Hạnh "
    "phúc Số: 2917/SGDĐT-VP Phan Rang-Tháp Chàm, ngày 05 tháng 11 năm 2010 V/v báo cáo nhanh thiệt hại Kính "
    "gửi: - Ủy ban nhân dân tỉnh Ninh Thuận; - Bộ Giáo dục và Đào tạo. Vừa qua, tỉnh bị ảnh hưởng."
)
DECISION = (
    "BỘ Y TẾ VIỆT NAM DÂN CHỦ CỘNG HÒA Độc lập - Tự do - Hạnh phúc Số: 583-BYT/QĐ Hà Nội, ngày 14 tháng 09 "
    "năm 1968 QUYẾT ĐỊNH VỀ VIỆC THÀNH LẬP BỆNH VIỆN C BỘ TRƯỞNG BỘ Y TẾ Căn cứ vào Nghị định số 153-CP "
    "ngày 05 tháng 10 năm 1961 của Hội đồng Chính phủ; QUYẾT ĐỊNH: Điều 1. Nay thành lập bệnh viện."
)


def test_a_letter_on_one_line() -> None:
    preface = vnlegal.parse(LETTER).preface
    assert preface.subject
    assert preface.subject.value == "báo cáo nhanh thiệt hại"
    assert [one.value for one in preface.addressees] == [
        "Ủy ban nhân dân tỉnh Ninh Thuận",
        "Bộ Giáo dục và Đào tạo",
    ]


def test_a_decision_of_1968_on_one_line() -> None:
    document = vnlegal.parse(DECISION)
    assert document.preface.subject
    assert document.preface.subject.value == "THÀNH LẬP BỆNH VIỆN C"
    assert [claim.kind for claim in document.claims] == ["based_on"]


def test_places_are_those_of_the_page() -> None:
    document = vnlegal.parse(DECISION)
    assert all(DECISION[slice(*one.span)] for one in document.mentions)
    assert [DECISION[slice(*one.span)] for one in document.mentions if one.kind == "numbered"] == [
        "Nghị định số 153-CP ngày 05 tháng 10 năm 1961 của Hội đồng Chính phủ"
    ]


@pytest.mark.parametrize(
    "page",
    [
        "Căn cứ Luật số 5/2020/QH14; Xét đề nghị của Bộ A, Điều 1. Ban hành; Nơi nhận: - Bộ A.",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nKính gửi: - Bộ A; - Bộ B.",
    ],
)
def test_other_pages_keep_their_lines(page: str) -> None:
    assert [*flat(page)] == []


def test_names_and_foreign_words_are_left_alone() -> None:
    assert [*glued("Ông Nguyễn Êđê ở Đắklắk, Internet, camera, container, vềviệc, thựchiện")] == []
