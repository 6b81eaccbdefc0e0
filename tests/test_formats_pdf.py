"""PDFs: what stands where on the page decides; no program is needed for these."""

from __future__ import annotations

from typing import Any

import pytest
from makers.write_pdf import Line, Stamp, Word, centred, draw, sign

from vnlegal import formats
from vnlegal.formats import ocr, pdf
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


def test_a_digital_signature_on_a_scan_is_text_and_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def page(document: Any, index: int, late: bool) -> ocr.Seen:
        sheet = document[index]
        drawn.append(raw.FPDFPage_GetAnnotCount(sheet.raw))
        sheet.close()
        glyphs = [Glyph("QUYẾT", 100, 150, 300, 12)]
        return ocr.Seen(tuple(rows_of(glyphs)), 90.0, 595.0, 842.0)

    raw = pytest.importorskip("pypdfium2.raw")
    monkeypatch.setattr(pdf, "_is_scan", lambda page, words: True)
    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(ocr, "page", page)
    signed = Stamp(40, 20, ("Digitally signed by UBND", "Email: ubnd@kontum.gov.vn"), 6)
    text = pdf.read(sign(draw([HEAD]), (signed,))).text
    assert text.splitlines() == ["Digitally signed by UBND Email: ubnd@kontum.gov.vn", "", "QUYẾT"]
    pdf.read(sign(draw([HEAD]), (signed, Stamp(103, 103, ("1070",)))))
    pdf.read(draw([HEAD]))
    assert drawn[0] == 0
    assert len(drawn) == 3


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


def _pages(heads: list[str]) -> list[str]:
    """The first lines of pages with these heads, read."""
    body = [Word(85, 400, "Giữa."), Word(85, 700, "Cuối.")]
    pages = [
        [Word(85, 40, head), Word(85, 90, f"Trang {chr(97 + n)}."), *body] for n, head in enumerate(heads)
    ]
    source = _read(draw(pages))
    return [source.text[at:].split("\n")[0] for at, _ in source.locators]


def test_running_lines_differ_in_the_number_of_the_page_alone() -> None:
    text = ["Trang a.", "Trang b.", "Trang c.", "Trang d."]
    assert (
        _pages([f"CÔNG BÁO/Số 12 + 13   {n}" if n % 2 else f"{n} CÔNG BÁO/Số 12 + 13" for n in range(5, 9)])
        == text
    )
    assert _pages(["CÔNG BÁO/Số 12 45", "46 CÔNG BÁO/Số 12"]) == text[:2]
    assert _pages(["TÀI LIỆU HỌP"] * 2) == text[:2]
    items = [f"{n}. Quyết định số {100 + n}/QĐ-UBND ngày 0{n} tháng 5 năm 2020;" for n in range(3, 7)]
    assert _pages(items) == items


def test_letterheads_of_two_letters_in_one_file_are_no_running_lines() -> None:
    text = _read(draw([[*HEAD, *BODY, *CLOSING], [*HEAD, *BODY, *CLOSING]])).text
    assert text.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 2


def test_a_page_whose_text_runs_upwards_is_turned() -> None:
    annex = [
        Word(85, 100, "PHỤ LỤC"),
        Word(85, 120, "1. Công văn số 456/BTC-NSNN."),
        Word(85, 140, "2. Hết."),
    ]
    flat = _read(draw([annex])).text
    assert _read(draw([annex], turned=True)).text == flat
    mixed = _read(draw([[*BODY, Word(85, 500, "chữ", 8)]]))
    assert not mixed.findings


@pytest.mark.parametrize("letters", ["\ue001\ue002\ue003", "\x01\x05\x0e"])
def test_a_layer_without_meaning_is_not_served_as_text(letters: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    page = [Word(85, 100 + 20 * n, letters * 5) for n in range(10)]
    reading = pdf.read(draw([BODY, page]))
    assert "như sau:" in reading.text
    assert letters[0] not in reading.text
    assert [one.code for one in reading.findings] == ["VL904"]


def test_single_letters_without_meaning_are_shown_and_told() -> None:
    source = _read(draw([[*BODY, Word(85, 300, "Luật đ\x01 được sửa đổi, x\x01 hội")]]))
    assert "Luật đ\ufffd được sửa đổi, x\ufffd hội" in source.text
    assert [one.code for one in source.findings] == ["VL911"]


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


@pytest.mark.parametrize("repeated", [False, True])
def test_a_row_that_a_page_break_cuts_is_one_row(repeated: bool) -> None:
    across = [Line(80, y, 520, y) for y in (100, 130, 190)]
    down = [Line(x, 100, x, 190) for x in (80, 120, 350, 520)]
    head = [Word(85, 120, "TT"), Word(125, 120, "Nhiệm vụ"), Word(355, 120, "Cơ quan chủ trì")]
    first = [Word(85, 150, "1"), Word(125, 150, "Xây dựng Đề án sắp xếp"), Word(355, 150, "Sở Nội vụ;")]
    rest = [Word(125, 150, "mạng lưới trường học"), Word(355, 150, "UBND các xã")]
    below: list[Word | Line] = (
        [*across, *down, *head, *rest] if repeated else [*across[:1], *across[2:], *down, *rest]
    )
    below.append(Word(85, 210, "III. TỔ CHỨC THỰC HIỆN"))
    text = _read(draw([[*across, *down, *head, *first], below])).text.replace("\n", " ")
    assert "| 1 | Xây dựng Đề án sắp xếp mạng lưới trường học | Sở Nội vụ; UBND các xã |" in text
    assert text.count("Nhiệm vụ") == 1 + repeated


def test_a_new_row_behind_a_page_break_stays_a_row() -> None:
    across, down = (
        [Line(80, y, 520, y) for y in (100, 190)],
        [Line(x, 100, x, 190) for x in (80, 120, 350, 520)],
    )
    one = [Word(85, 150, "1"), Word(125, 150, "Rà soát"), Word(355, 150, "Sở Nội vụ")]
    two = [Word(125, 150, "Hoàn thiện"), Word(355, 150, "Sở Tài chính")]
    rows = _read(draw([[*across, *down, *one], [*across, *down, *two]])).text.replace("\n", " ").split("| |")
    assert [row.strip(" |") for row in rows] == ["1 | Rà soát | Sở Nội vụ", "Hoàn thiện | Sở Tài chính"]


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
