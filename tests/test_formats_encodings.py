"""Texts of the years before Unicode."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from vnlegal import formats
from vnlegal.formats import encodings

LETTER = "".join(
    line + "\n"
    for line in (
        "Số: 1070/UBND-KGVX",
        "Kon Tum, ngày 02 tháng 4 năm 2021",
        "Kính gửi: Sở Khoa học và Công nghệ.",
        "Thực hiện Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ, Ủy ban nhân dân tỉnh yêu cầu:",
        "Nơi nhận: Như trên; để biết, đẩy mạnh việc được giao, kỹ thuật, thẩm định, lưỡng lự, ỷ lại, nguỵ, chữ ký.",
    )
)


TONES = "\u0300\u0301\u0303\u0309\u0323"


def _as_tcvn3(text: str) -> bytes:
    table = {char: code for code, char in encodings._TCVN3.items()}
    return bytes(table.get(char, ord(char)) for char in text)


def _as_vni(text: str) -> bytes:
    marks = {unicodedata.normalize("NFD", "a" + new)[1:]: old for old, new in encodings._VNI_MARKS.items()}
    letters = {new: old for old, new in encodings._VNI_LETTERS.items()}
    out = ""
    for char in text:
        low = char.lower()
        whole = unicodedata.normalize("NFD", low)
        horned = whole[:2] in (unicodedata.normalize("NFD", one) for one in "ơư")
        base = unicodedata.normalize("NFC", whole[:2]) if horned else whole[0]
        rest = whole[2:] if horned else whole[1:]
        coded = letters.get(low) or (low if low in "íì" else letters.get(base, base) + marks.get(rest, ""))
        out += coded.upper() if char.isupper() else coded
    return out.encode("cp1252")


def _as_windows_1258(text: str) -> bytes:
    out = b""
    for char in unicodedata.normalize("NFC", text):
        whole = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in whole if mark in TONES)
        base = unicodedata.normalize("NFC", "".join(mark for mark in whole if mark not in TONES))
        out += (base + tone).encode("cp1258")
    return out


CODED: dict[str, Callable[[str], bytes]] = {
    "TCVN3": _as_tcvn3,
    "VNI": _as_vni,
    "Windows-1258": _as_windows_1258,
}


@pytest.mark.parametrize("name", CODED)
def test_old_encodings_are_recognised_and_converted_with_a_remark(name: str) -> None:
    text = LETTER if name != "TCVN3" else LETTER.replace("Ủy", "ủy")
    source = formats.decode("a.txt", CODED[name](text))
    assert source.text == text
    assert [(one.code, one.path) for one in source.findings] == [("VL901", "a.txt")]
    assert name in source.findings[0].message


@pytest.mark.parametrize("name", ["TCVN3", "VNI"])
def test_text_that_was_taken_for_western_is_repaired(name: str) -> None:
    text = LETTER.replace("Ủy", "ủy")
    source = formats.decode("a.txt", CODED[name](text).decode("cp1252", "replace").encode())
    assert source.text == text
    assert [one.code for one in source.findings] == ["VL901"]


def test_capitals_of_tcvn3_fonts() -> None:
    line = "Céng hoµ x· héi chñ nghÜa viÖt nam".replace("C", "C")
    assert encodings.tcvn3("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM") == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert encodings.tcvn3(line) == "Cộng hoà xã hội chủ nghĩa việt nam"
    assert encodings.tcvn3("Bé tr­ëng Bé Tµi chÝnh (§· ký)") == "Bộ trưởng Bộ Tài chính (Đã ký)"


@pytest.mark.parametrize(
    "text",
    ["Plain English, nothing else of the kind.", "Liberté, égalité, fraternité à l'été", "Số 12/QĐ-TTg", ""],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert encodings.repair(text).text == text
    assert encodings.repair(text).findings == ()


def test_bytes_that_are_no_vietnamese_are_refused() -> None:
    assert encodings.guess("café crème".encode("cp1252")) is None
    with pytest.raises(formats.UnreadableFile, match="byte"):
        formats.decode("a.txt", "Le café est là".encode("cp1252"))


def test_every_common_word_is_vietnamese_of_the_letters(letters: tuple[Path, ...]) -> None:
    pages = " ".join(path.read_text("utf-8") for path in letters)
    for name, coded in CODED.items():
        text = unicodedata.normalize("NFC", pages).lower()
        words = "".join(char for char in text if char.isalnum() or char.isspace())
        bytes_ = coded("".join(char for char in words if ord(char) < 0x2000))
        found = encodings.guess(bytes_)
        assert found is not None
        assert found.name == name


def test_pages_whose_font_draws_other_letters_with_a_bar() -> None:
    page = "Nghị ñịnh số 118/2025/Nð-CP quy ñịnh chi tiết một số ñiều của Luật ðất ñai"
    read = encodings.repair(page)
    assert read.text == "Nghị định số 118/2025/NĐ-CP quy định chi tiết một số điều của Luật Đất đai"
    assert [one.code for one in read.findings] == ["VL901"]
    good = "Quyết định về tỉnh El Niño, España, Peña và Señor đã đến"
    assert encodings.repair(good).text == good
