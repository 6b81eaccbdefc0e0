"""PDFs: what stands where on the page decides; no program is needed for these."""

from __future__ import annotations

import pytest
from makers.write_pdf import Line, Stamp, Word, centred, draw, sign

from vnlegal import formats
from vnlegal.formats.grids import Rule, grids
from vnlegal.formats.rows import Glyph, rows_of
from vnlegal.model import Source

pytest.importorskip("pypdfium2", reason="pip install 'vnlegal[pdf]'")

LEFT, RIGHT, MIDDLE = 150, 400, 317
HEAD = [
    centred(LEFT, 60, "ỦY BAN NHÂN DÂN"), centred(RIGHT, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12),
    centred(LEFT, 76, "TỈNH KON TUM"), centred(RIGHT, 76, "Độc lập - Tự do - Hạnh phúc"),
    Word(80, 100, "Số:           /UBND-KGVX"), Word(290, 100, "Kon Tum, ngày         tháng 4 năm 2021"),
    centred(LEFT, 116, "V/v tham mưu thực hiện"), centred(LEFT, 132, "Nghị quyết số 50/NQ-"), centred(LEFT, 148, "CP"),
    centred(MIDDLE, 180, "Kính gửi: Sở Khoa học và Công nghệ."),
]  # fmt: skip
BODY = [
    Word(113, 210, "Thực hiện Văn bản số 1906/VPCP-KGVX ngày 23 tháng 3 năm 2021 của Văn"),
    Word(85, 228, "phòng Chính phủ và Nghị quyết số 52-NQ/TW, Ủy ban nhân dân tỉnh có ý kiến"),
    Word(85, 246, "như sau:"), Word(113, 264, "1. Tham mưu."),
]  # fmt: skip
CLOSING = [
    Word(85, 300, "Nơi nhận:", 11), Word(85, 314, "- Như trên;", 11), Word(85, 328, "- Lưu: VT, KGVX.", 11),
    centred(RIGHT, 300, "TM. ỦY BAN NHÂN DÂN"), centred(RIGHT, 316, "CHỦ TỊCH"), centred(RIGHT, 380, "Lê Ngọc Tuấn"),
]  # fmt: skip


def _read(pdf: bytes) -> Source:
    return formats.decode("a.pdf", pdf)


def test_letterhead_body_and_closing_block_in_reading_order() -> None:
    text = _read(draw([[*HEAD, *BODY, *CLOSING]])).text
    assert text == (
        "|\nỦY BAN NHÂN DÂN\nTỈNH KON TUM\nSố: /UBND-KGVX\nV/v tham mưu thực hiện\nNghị quyết số 50/NQ-CP\n|\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nKon Tum, ngày tháng 4 năm 2021\n|\n"
        "Kính gửi: Sở Khoa học và Công nghệ.\n\n"
        "Thực hiện Văn bản số 1906/VPCP-KGVX ngày 23 tháng 3 năm 2021 của Văn phòng Chính phủ và Nghị quyết số "
        "52-NQ/TW, Ủy ban nhân dân tỉnh có ý kiến như sau:\n1. Tham mưu.\n|\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT, KGVX.\n|\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Ngọc Tuấn\n|\n"
    )


@pytest.mark.parametrize("blank", ["          ", "......", "……"])
def test_number_and_day_laid_over_the_page_by_signature_fields(blank: str) -> None:
    page = [
        *HEAD[:4], Word(80, 100, f"Số: {blank}/UBND-KGVX"), Word(290, 100, "Kon Tum, ngày         tháng 4 năm 2021"), *HEAD[6:], *BODY,
    ]  # fmt: skip
    stamps = (
        Stamp(103, 103, ("1070",)), Stamp(378, 99, ("02",)),
        Stamp(40, 20, ("Digitally signed by UBND", "Email: ubnd@kontum.gov.vn"), 6),
    )  # fmt: skip
    text = _read(sign(draw([page]), stamps)).text
    head, _, rest = text.partition("\n")
    assert head == "Digitally signed by UBND Email: ubnd@kontum.gov.vn"
    assert "Số: 1070/UBND-KGVX" in rest.replace(" /", "/")
    assert "Kon Tum, ngày 02 tháng 4 năm 2021" in rest


def test_page_numbers_and_running_lines_are_left_out() -> None:
    pages = [
        [
            Word(85, 30, "CÔNG BÁO/Số 12"),
            Word(85, 80, f"Trang thứ {n}."),
            Word(85, 400, "Giữa."),
            centred(MIDDLE, 800, str(n)),
        ]
        for n in range(1, 5)
    ]
    source = _read(draw(pages))
    assert source.text == "".join(f"Trang thứ {n}.\n\nGiữa.\n" for n in range(1, 5))
    assert [place for _, place in source.locators] == ["trang 1", "trang 2", "trang 3", "trang 4"]
    assert [source.text[at:].split("\n")[0] for at, _ in source.locators] == [
        f"Trang thứ {n}." for n in range(1, 5)
    ]


def test_a_line_goes_on_over_the_page() -> None:
    first = [
        *BODY[:2],
        Word(113, 760, "Ủy ban nhân dân tỉnh giao Sở Khoa học và Công nghệ chủ trì tham mưu cho"),
    ]
    text = _read(draw([first, [Word(85, 60, "Ủy ban nhân dân tỉnh.")]])).text
    assert "tham mưu cho Ủy ban nhân dân tỉnh.\n" in text


def test_notes_at_the_foot_come_last_with_raised_marks() -> None:
    body = [
        Word(113, 100, "Triển khai Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ"), Word(582, 95, "1", 7),
        Word(85, 118, "và Kế hoạch số 123-KH/TU ngày 20 tháng 01 năm 2020 của Ban Thường vụ Tỉnh ủy."),
        Word(85, 760, "1 Về ban hành Chương trình hành động của Chính phủ thực hiện Nghị quyết số 52-NQ/TW", 10),
        Word(85, 772, "của Bộ Chính trị.", 10),
    ]  # fmt: skip
    text = _read(draw([body, [Word(85, 80, "Trang hai.")]])).text
    assert "của Chính phủ¹ và Kế hoạch" in text
    assert text.endswith(
        "Trang hai.\n\n¹ Về ban hành Chương trình hành động của Chính phủ thực hiện Nghị quyết số 52-NQ/TW của Bộ Chính trị.\n"
    )


def test_a_closing_block_that_a_page_break_cuts() -> None:
    pages = [
        [
            *BODY,
            Word(85, 760, "Nơi nhận:", 11),
            Word(85, 774, "- Như trên;", 11),
            centred(RIGHT, 760, "CHỦ TỊCH"),
        ],
        [Word(85, 60, "- Lưu: VT.", 11), centred(RIGHT, 90, "Lê Ngọc Tuấn"), Word(85, 200, "Phụ lục")],
    ]
    assert _read(draw(pages)).text.endswith(
        "|\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n|\nCHỦ TỊCH\nLê Ngọc Tuấn\n|\nPhụ lục\n"
    )


def test_columns_that_come_close_to_one_another() -> None:
    page = [
        *BODY, Word(85, 300, "Nơi nhận:", 11), Word(330, 300, "TM. ỦY BAN NHÂN DÂN"),
        Word(85, 316, "- Các bộ, cơ quan ngang bộ, cơ quan thuộc CP", 10.8), Word(332, 316, "KT. CHỦ TỊCH"),
        Word(85, 332, "- Lưu: VT.", 11), Word(340, 332, "PHÓ CHỦ TỊCH"),
    ]  # fmt: skip
    assert _read(draw([page])).text.endswith(
        "|\nNơi nhận:\n- Các bộ, cơ quan ngang bộ, cơ quan thuộc CP\n- Lưu: VT.\n|\n"
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n|\n"
    )
    head = [
        Word(60, 60, "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", 12),
        Word(250, 60, "Độc lập - Tự do - Hạnh phúc", 12),
    ]
    assert _read(draw([head])).text == "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG   Độc lập - Tự do - Hạnh phúc\n"


def test_ruled_tables_with_merged_cells() -> None:
    across = [Line(80, y, 520, y) for y in (100, 130, 190)] + [Line(80, 160, 350, 160)]
    down = [Line(x, 100, x, 190) for x in (80, 120, 350, 520)]
    words = [
        Word(85, 120, "TT"), Word(125, 120, "Tên văn bản"), Word(355, 120, "Cơ quan"),
        Word(85, 150, "1"), Word(125, 143, "Nghị quyết số"), Word(125, 156, "50/NQ-CP"), Word(355, 150, "Chính phủ"),
        Word(85, 180, "2"), Word(125, 180, "Nghị quyết số 52-NQ/TW"),
    ]  # fmt: skip
    text = _read(draw([[*across, *down, *words]])).text
    rows = text.replace("\n", " ").split("| |")
    assert [row.strip(" |") for row in rows] == [
        "TT | Tên văn bản | Cơ quan", "1 | Nghị quyết số 50/NQ-CP | Chính phủ", "2 | Nghị quyết số 52-NQ/TW",
    ]  # fmt: skip


def test_a_grid_needs_two_columns() -> None:
    assert grids([Rule(10, 0, 100), Rule(30, 0, 100)], [Rule(0, 10, 30), Rule(100, 10, 30)]) == []
    found = grids(
        [Rule(10, 0, 100), Rule(30, 0, 100)], [Rule(0, 10, 30), Rule(50, 10, 30), Rule(100, 10, 30)]
    )
    assert [(box.column, box.x1) for box in found[0].boxes] == [(0, 50), (1, 100)]


def test_marks_that_are_drawn_apart_and_fonts_of_old_encodings() -> None:
    assert "Đ\u00f4\u0323c" in _read(draw([[Word(85, 100, "Đ\u00f4\u0323c lập, tự do")]])).text
    source = _read(
        draw([[Word(85, 100, "Céng hoµ x· héi chñ nghÜa ViÖt Nam"), Word(85, 120, "Thùc hiÖn c«ng v¨n")]])
    )
    assert source.text == "Cộng hoà xã hội chủ nghĩa Việt Nam\nThực hiện công văn\n"
    assert [one.code for one in source.findings] == ["VL901"]


def test_letters_drawn_twice_are_read_once() -> None:
    twice = [Glyph(c, 10 + 6 * n + d, 16 + 6 * n + d, 100, 12) for d in (0, 0.3) for n, c in enumerate("CHỦ")]
    assert [one.text for row in rows_of(twice) for one in row] == ["CHỦ"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", draw([[Word(80, 80, "x")]])[:300], draw([[]])])
def test_broken_and_empty_files(data: bytes) -> None:
    with pytest.raises(formats.UnreadableFile):
        _read(data)
