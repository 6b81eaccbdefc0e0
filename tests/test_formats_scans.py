"""Scans without an engine: regions of a page, the second reading of its number, repairs of what OCR read."""

from __future__ import annotations

from dataclasses import replace

import pytest

import vnlegal
from vnlegal.formats import again, ocr, regions, repeats, votes
from vnlegal.formats.frame import remark
from vnlegal.formats.regions import Box, Word
from vnlegal.formats.repairs import apply, cleaned, edits, respelt, spelled
from vnlegal.formats.rows import Segment
from vnlegal.model import Source, Span
from vnlegal.vocabulary import table


@pytest.mark.parametrize("row", table("scans")["repair"], ids=lambda row: row["id"])
def test_every_witness_is_repaired_and_what_is_right_stays(row: dict[str, list[str]]) -> None:
    for witness in row["witness"]:
        mended = apply(witness, edits(witness))[0]
        assert mended != witness
        assert edits(mended) == []


def test_repairs_are_for_ocr_alone_and_lead_back() -> None:
    text = "QUYÉT ĐỊNH\nCăn cứ Luật Tô chức chính quyên địa phương"
    plain = Source("a.txt", "text/plain", "", text)
    assert cleaned(plain).clean == text
    seen = Source("a.pdf", "application/pdf", "", text, (), (remark("VL902", "", Span(0, len(text))),))
    page = cleaned(seen)
    at = page.clean.index("Tổ chức")
    assert page.clean.startswith("QUYẾT ĐỊNH\n")
    assert text[slice(*page.span(at, at + 7))] == "Tô chức"
    assert vnlegal.parse(seen).source.text == text


def test_a_ground_ends_where_the_next_begins_whatever_its_mark() -> None:
    page = "Căn cứ Nghị định số 39/2022/NĐ-CP ban hành Quy chế làm việc,\n__ Căn cứ Luật Kho bãi, luật\nthuế,\nTheo đề nghị"
    assert apply(page, edits(page))[0] == page.replace("việc,", "việc;").replace("thuế,", "thuế;")


def test_slips_of_a_text_that_ocr_made_are_told_apart_from_good_words() -> None:
    slips = "quyêt định của ủy ban nhân đân; "
    for word, witness in zip(
        table("scans")["plain"]["words"], table("scans")["plain"]["witness"], strict=True
    ):
        assert word in witness
        assert respelt(slips + witness) == f"quyết định của ủy ban nhân dân; {witness}"
        assert respelt(witness) == witness


def _words(line: int, top: int, left: int, text: str, confidence: float = 95.0) -> list[Word]:
    out = []
    for word in text.split():
        out.append(Word(word, left, top, 20 * len(word), 30, confidence, (1, 1, 1, line)))
        left += 20 * len(word) + 12
    return out


HEAD = [
    *_words(1, 150, 200, "UBND TỈNH"), *_words(1, 150, 800, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    *_words(2, 200, 900, "Độc lập - Tự do - Hạnh phúc"),
    *_words(3, 270, 250, "Số: 743/QĐ-UBND"), *_words(3, 270, 850, "ngày 03 tháng 10 năm 2024"),
]  # fmt: skip


def _read(
    number: tuple[str, str], day: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> tuple[str, list[str]]:
    """The line of number and day, with what the second engine sees in its two pictures, and the codes told."""
    seen = iter(zip(number, day, strict=True))

    def lines(picture: bytes) -> list[again.Line]:
        own, date = next(seen)
        return [
            again.Line(own, 250, 48, 560, 78),
            again.Line(f"ngày {date} tháng 10 nam 2024", 850, 48, 1300, 78),
        ]

    monkeypatch.setattr(again, "engine", lambda: object())
    monkeypatch.setattr(again, "lines", lines)
    words, told = regions.own_number(lambda box, dpi: b"", list(HEAD))
    row = sorted((word for word in words if word.top == 270), key=lambda word: word.left)
    return " ".join(word.text for word in row), [code for code, _ in told]


def test_what_two_engines_read_alike_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    found, told = _read(("Sô: 743/QD-UBND",) * 2, ("03", "03"), monkeypatch)
    assert (found, told) == ("Số: 743/QĐ-UBND ngày 03 tháng 10 năm 2024", [])


def test_what_they_read_differently_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found, told = _read(("Sô: 1139/QD-UBND",) * 2, ("09", "09"), monkeypatch)
    assert found == "Số: 1139/QĐ-UBND ngày 09 tháng 10 năm 2024"
    assert told == ["VL908", "VL908"]
    found, told = _read(("Sô: 1139/QD-UBND", "Sô: M39/QD-UBND"), ("09", "00"), monkeypatch)
    assert found == "Số: 743/QĐ-UBND ngày 03 tháng 10 năm 2024"
    assert told == ["VL908", "VL908"]


def test_a_number_that_neither_engine_is_sure_of_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "_SURE", 99.0)  # as if Tesseract had read a serial written by hand
    found, told = _read(("Sô: 743/QD-UBND",) * 2, ("03", "03"), monkeypatch)
    assert (found, told) == ("Số: 743/QĐ-UBND ngày 03 tháng 10 năm 2024", ["VL908"])


def test_a_number_that_one_engine_alone_sees_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _read(("UBND TINH",) * 2, ("03", "03"), monkeypatch)[1] == ["VL908"]


def test_symbols_that_differ_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found, told = _read(("Sô: 743/KH-UBND",) * 2, ("03", "03"), monkeypatch)
    assert (found, told) == ("Số: 743/KH-UBND ngày 03 tháng 10 năm 2024", ["VL908"])


def test_one_engine_alone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "engine", lambda: None)
    words, told = regions.own_number(lambda box, dpi: b"", list(HEAD))
    assert words == HEAD
    assert [code for code, _ in told] == ["VL908"]


def test_the_stamp_of_incoming_papers_is_left_out_and_told() -> None:
    title = _words(6, 420, 420, "Phê chuẩn kết quả bầu chức vụ Phó Chủ tịch")
    stamp = [*_words(4, 400, 40, "ĐẾN"), *_words(5, 400, 130, "Giờ: 10"), *_words(5, 440, 130, "Ngày: 02/4")]
    words, told = regions.without_incoming([*HEAD, *stamp, *title])
    assert words == [*HEAD, *title]
    assert [code for code, _ in told] == ["VL914"]
    letter = _words(7, 600, 250, "Trân trọng mời ĐẾN dự")
    assert regions.without_incoming([*HEAD, *letter]) == ([*HEAD, *letter], ())


def test_recipients_are_read_again_without_the_other_column() -> None:
    coarse = [
        *_words(1, 1800, 200, "Nơi nhận:"),
        *_words(2, 1840, 200, "Văn phòng"),
        *_words(2, 1840, 1100, "CHỦ TỊCH"),
    ]
    box = regions.recipients(coarse)
    assert box is not None
    fine = [*_words(1, 1800, 200, "Nơi nhận:"), *_words(2, 1840, 200, "- Văn phòng;")]
    words = regions.replaced(coarse, fine, box)
    assert sorted(word.text for word in words) == sorted(
        ["Nơi", "nhận:", "-", "Văn", "phòng;", "CHỦ", "TỊCH"]
    )
    assert regions.replaced(coarse, [], box) == coarse
    assert Box(0, 0, 10, 10).holds(Word("x", 2, 2, 4, 4, 90.0, (1,)))


PLACE = Box(900, 400, 1400, 430)


def _text(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("other", "first", "second", "right"),
    [
        ("- Ban T chc Trung ưong;", "- Ban Tô chức Trung ương;", "- Ban Tổ chức Trung ương,”", "- Ban Tổ chức Trung ương;"),
        ("- Hi đng dân tc;", "Hội đông đân tộc;", "ˆ Hội đồng đân tộc;", "- Hội đồng dân tộc;"),
        ("Các V: TH, QHQT, NN;", "Các Vụ: TH, QHỌT, NN;", "Các Vụ: TH, QHỌT, NN;", "Các Vụ: TH, QHQT, NN;"),
        ("- Luu: VT, KTTH (3).7", "- Lưu: VT, KTTH (3).+", "- Lưu: VT, KTTH (3)+", "- Lưu: VT, KTTH (3).7"),
        ("- Th tưng, PTTg H Đc Phc;", "- Thủ tướng, PTTg Hồ Đức Phớc;", "- Thủ tướng, PTTg Hỗ Đức Phớc;", "- Thủ tướng, PTTg Hồ Đức Phớc;"),
        ("DEN", "", "lpến'", "ĐẾN"),
        ("KT. THÚ TUÓNG", "", "THỦ TƯỚNG", "KT. THỦ TƯỚNG"),
        ("guyn An Binh", "", "WWffyên An Bình", "WWffyên An Bình"),
        ("y ban Trung, ương;", "Ủy ban Trung ương;", "Ủy ban Trung ương;", "Ủy ban Trung ương;"),
        ("xyz qrs tuv wkl", "Nhà nước", "Bộ Tài chính", "Nhà nước"),
        ("xut cp hóa cht", "xuất cấp Tào chất", "xuất cấp loà chất", "xuất cấp hóa chất"),
        ("- Luu: VT, CN (2b). 48", "- Lưu: VT, CN (2b).", "- Lưu: VT, CN (2b).„.", "- Lưu: VT, CN (2b). 48"),
        ("h tro các đia", "hỗ ÿ trợ các địa", "hỗ trợ các địa", "hỗ trợ các địa"),
    ],
)  # fmt: skip
def test_each_word_of_a_line_is_what_the_engines_support(
    other: str, first: str, second: str, right: str
) -> None:
    assert (
        _text(votes.elected(other, _words(1, 400, 900, first), _words(2, 400, 900, second), PLACE)) == right
    )


@pytest.mark.parametrize(
    ("lines", "right"),
    [
        ([("KT. THÚ TUÓNG", "KT. THỦ TƯỚNG"), ("GPHOTHÚ TUÓNG", "-HÖỀNHỦ TƯỚNG"), ("guyen Hòa Binh", "qấfyên Hòa Bình")],
         ["KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "Nguyễn Hòa Bình"]),
        ([("KT. BO TRUÓNG", "KT. BỘ TRƯỞNG"), ("CON THUTRUONG", "Z5 THÙRƯỚNG"), ("Trân Văn A", "Trần Văn A")],
         ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Trần Văn A"]),
        ([("CHÚ TICH", "CHỦ TỊCH"), ("H Đc A", "đò Đức A")], ["CHỦ TỊCH", "Hồ Đức A"]),
        ([("CHÚ TICH", "CHỦ TỊCH"), ("Quc Anh B", "Xương Anh B")], ["CHỦ TỊCH", "Xương Anh B"]),
        ([("THETUÓNG", "NƯỚNG"), ("ham Văn A", "ấ Văn A")], ["THỦ TƯỚNG", "Phạm Văn A"]),
        ([("THUTRUÓNG", "X NƯỚNG"), ("am Văn A", "ấ Văn A")], ["X NƯỚNG", "ấ Văn A"]),
    ],
)  # fmt: skip
def test_offices_and_surnames_under_a_seal_are_restored(
    lines: list[tuple[str, str]], right: list[str]
) -> None:
    seen = [
        votes.LineRead(other, Box(900, 400 + 60 * n, 1400, 430 + 60 * n), _words(n, 400 + 60 * n, 900, text))
        for n, (other, text) in enumerate(lines)
    ]
    read = votes.signed(seen)
    assert [_text(one.words) for one in read] == right
    assert all(word.confidence < 60 for one in read for word in one.words if len(one.words) == 1)


def test_a_line_is_read_alone_only_where_the_first_look_leaves_it_open() -> None:
    def second(other: str, alone: str) -> str:
        office = votes.LineRead(
            "KT. THU TUONG", Box(900, 400, 1400, 430), _words(1, 400, 900, "KT. THỦ TƯỚNG")
        )
        line = votes.LineRead(other, Box(900, 460, 1400, 490), _words(2, 460, 900, "Z NƯỚNG"), alone)
        return _text(votes.signed([office, line])[1].words)

    assert second("CTHÚ TUONG", "ABCDEFGH IKLMNOPQ THU TUONG") == "PHÓ THỦ TƯỚNG"
    assert second("QUOC", "PHO THU TUONG") == "PHÓ THỦ TƯỚNG"
    assert second("QUOC", "") == "Z NƯỚNG"


def test_words_that_ran_together_are_parted_and_endings_are_those_of_both_engines() -> None:
    first = [Word("việt,ban", 900, 400, 172, 30, 10.0, (1,)), Word("hành", 1090, 400, 80, 30, 90.0, (1,))]
    second = _words(1, 400, 900, "việt ban hành", 90.0)
    assert _text(votes.elected("vic ban hành", first, second, PLACE)) == "việc ban hành"
    sure = _words(1, 400, 900, "việt nam")
    assert _text(votes.elected("vic nam", sure, sure, PLACE)) == "việt nam"


SUBJECT = Box(0, 400, 2000, 500)
BODY = _words(
    9, 900, 100, "Điều 1. Thành lập Tổ công tác xây dựng cầu nối với hai tỉnh, rửa tiền, tài trợ cho dân"
)


@pytest.mark.parametrize(
    ("subject", "doubted", "right"),
    [
        ("Thành lập Tổ công tác xây dựng cầu nếi với hai tỉnh", "nếi", "Thành lập Tổ công tác xây dựng cầu nối với hai tỉnh"),
        ("thành lập Tô công tác xây dựng cầu nối", "Tô", "thành lập Tổ công tác xây dựng cầu nối"),
        ("hai tỉnh, rửa tiền, tàitrợ cho dân", "tàitrợ", "hai tỉnh, rửa tiền, tài trợ cho dân"),
        ("Tổ công tác xây l dựng cầu nối", "l", "Tổ công tác xây dựng cầu nối"),
        ("cầu nếi bắc qua sông", "nếi", "cầu nếi bắc qua sông"),
        ("Tổ công tác xây lại cầu nối", "lại", "Tổ công tác xây lại cầu nối"),
    ],
)  # fmt: skip
def test_a_subject_is_read_as_the_first_article_repeats_it(subject: str, doubted: str, right: str) -> None:
    seen = [
        word._replace(confidence=40.0) if word.text == doubted else word
        for word in _words(1, 430, 100, subject, 90.0)
    ]
    read = repeats.settled([*seen, *BODY], SUBJECT)
    assert _text([word for word in read if word.top == 430]) == right
    assert [word for word in read if word.top == 900] == BODY


def test_rows_of_ocr_are_put_right_in_the_text_itself() -> None:
    text = "Luật Phòng, chống khủng bỗ ngày Ỉ 7 tháng ỈỈ năm 20Ỉ3, sô 3Ỉ/2024/QHỈ5 và"
    row = (Segment(text, 0.0, 100.0, 10.0, 12.0, 5.0, ((len(text) - 2, len(text)),)),)
    (one,) = spelled(row)
    assert one.text == "Luật Phòng, chống khủng bố ngày 17 tháng 11 năm 2013, số 31/2024/QH15 và"
    assert [one.text[a:b] for a, b in one.doubts] == ["và"]
    site = "Email: thongtinchinhphu@2chinhphu.vn"
    assert spelled((replace(row[0], text=site, doubts=()),))[0].text == site
    assert spelled((replace(row[0], text="Điều 1"),))[0].text == "Điều 1"


def test_a_photograph_is_read_like_a_page_of_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdfium2")
    seen: list[bytes] = []

    def tesseract(program: str, picture: bytes, *more: object, **given: object) -> list[Word]:
        seen.append(picture)
        return [] if unseen and picture.startswith(b"P5") else list(HEAD)

    unseen = False
    monkeypatch.setattr(ocr, "_program", lambda: "tesseract")
    monkeypatch.setattr(ocr, "_tesseract", tesseract)
    monkeypatch.setattr(again, "engine", lambda: None)
    assert "743/QĐ-UBND" in ocr.read(PHOTOGRAPH).text
    assert seen[0].startswith(b"P5 1653 ")
    unseen = True
    assert "743/QĐ-UBND" in ocr.read(PHOTOGRAPH).text
    assert seen[-1] == PHOTOGRAPH


# A grey JPEG of 8 by 8 pixels.
PHOTOGRAPH = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300" + "10" * 64 + "ffc0000b080008000801011100"
    "ffc4001f0000010501010101010100000000000000000102030405060708090a0b"
    "ffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f0"
    "24336272820" + "90a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768696a"
    "737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9ca"
    "d2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00fa28ffd9"
)


def test_pages_that_come_late_are_read_once_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    document = pytest.importorskip("pypdfium2").PdfDocument.new()
    document.new_page(595, 842)
    monkeypatch.setattr(ocr, "_program", lambda: "tesseract")
    monkeypatch.setattr(ocr, "_tesseract", lambda *given, **more: list(HEAD))
    monkeypatch.setattr(ocr, "_again", lambda *given: pytest.fail("read again"))
    seen = ocr.page(document, 0, late=True)
    assert [code for code, _ in seen.told] == ["VL908"]
    assert "743/QĐ-UBND" in " ".join(one.text for row in seen.rows for one in row)


def test_lines_of_a_box_take_the_place_of_what_was_read_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "lines", lambda picture: [again.Line("CHÚ TICH", 30, 30, 330, 75)])
    words = [*_words(1, 20, 20, "HỦ TỊCH"), *_words(2, 500, 20, "Điều 1.")]
    picture = b"P5 400 100 255\n" + bytes(400 * 100)
    found = votes.read_again(
        words, lambda box, dpi: picture, lambda crop: _words(1, 8, 8, "CHỦ TỊCH"), Box(0, 0, 400, 100)
    )
    assert sorted(word.text for word in found) == sorted(["CHỦ", "TỊCH", "Điều", "1."])


def test_a_line_under_a_seal_is_read_without_what_stands_about_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [again.Line("CHÚ TICH", 330, 30, 630, 75), again.Line("n Van A", 390, 130, 630, 175)]
    alone = [again.Line("Van A", 80, 20, 180, 50), again.Line("guyên", 20, 20, 70, 50)]
    picture = b"P5 700 200 255\n" + bytes(700 * 200)
    monkeypatch.setattr(again, "lines", lambda seen: whole if seen is picture else alone)
    crops = iter(["CHỦ TỊCH", "n Văn A"])

    def cut(box: Box, dpi: int) -> bytes:
        return picture if dpi == regions.FINE else b"P5 9 9 255\n" + bytes(81)

    found = votes.read_again(
        _words(1, 400, 900, "Điều 1."),
        cut,
        lambda crop: _words(1, 8, 8, next(crops), 90.0),
        Box(0, 0, 440, 130),
    )
    assert [word.text for word in found] == ["Điều", "1.", "CHỦ", "TỊCH", "Nguyễn Văn A"]


def test_lines_read_again_stand_level_and_smears_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [again.Line("- Bo Y te;", 90, 30, 330, 75), again.Line("- Luu: VT", 90, 90, 330, 135)]
    monkeypatch.setattr(again, "lines", lambda picture: lines)
    seen = [
        *_words(1, 24, 30, "-", 93.0), *_words(2, 60, 30, "-", 93.0),
        *_words(3, 40, 300, "VN Lo", 11.0), *_words(4, 52, 300, "-", 93.0), *_words(5, 500, 30, "Điều 1.", 40.0),
    ]  # fmt: skip
    crops = iter(["- Bộ Y tế;", "- Lưu: VT"])
    picture = b"P5 600 150 255\n" + bytes(600 * 150)
    box = Box(0, 0, 400, 100)
    found = votes.read_again(seen, lambda box, dpi: picture, lambda crop: _words(1, 8, 8, next(crops)), box)
    assert [word.text for word in found if box.holds(word)] == ["-", "Bộ", "Y", "tế;", "-", "Lưu:", "VT"]
    assert len({(word.top, word.height) for word in found if box.holds(word)}) == 2
    assert [word.text for word in found if not box.holds(word)] == ["Điều", "1."]


def test_a_family_name_under_a_seal_is_spelt_as_the_recipients_spell_it() -> None:
    box = Box(0, 390, 2000, 600)
    seen = [*_words(1, 400, 100, "- Thủ tướng CP, PTTg Hồ Đức Ân;"), *_words(2, 500, 900, "Hệ Đức Ân")]
    assert _text(repeats.named(seen, box)[-3:]) == "Hồ Đức Ân"
    other = [*_words(3, 540, 900, "Vũ Đức Ân"), *seen]
    assert _text(repeats.named(other, box)[-3:]) == "Hệ Đức Ân"
    assert _text(repeats.named(other, box)[:3]) == "Vũ Đức Ân"


def test_a_one_and_a_one_written_together_are_no_h() -> None:
    assert again.number(["Sô: H60/QD-TTg"]) == again.Number("1160", "qd-ttg", False)
