"""What was not read is told once, with the part that it is about; what is whole is not complained of."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import vnlegal
from vnlegal.cli import main
from vnlegal.formats.repairs import cleaned
from vnlegal.unread import kinds, read_findings

DOCS = Path(__file__).parent.parent / "docs"

LETTER = """BỘ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 5/BNV-VP
V/v họp kho bãi
Hà Nội, ngày 02 tháng 4 năm 2021
Kính gửi: Bộ Y tế.
Theo Nghị định số 30/2020/NĐ-CP, mời họp./.
Nơi nhận:
- Như trên;
- Lưu: VT.
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Nguyễn Văn A
"""


def told(page: str, code: str = "VP") -> list[tuple[str, str | None]]:
    """The findings of reading of a page: code and hint."""
    found = vnlegal.parse(page).findings
    return [(one.code, one.hint) for one in found if one.code.startswith(code)]


def test_a_whole_letter_lacks_nothing() -> None:
    assert told(LETTER) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Số: 5/BNV-VP\n", "VP102"),
        ("Hà Nội, ngày 02 tháng 4 năm 2021\n", "VP104"),
        ("V/v họp kho bãi\n", "VP105"),
        ("Nguyễn Văn A\n", "VP107"),
    ],
)
def test_a_missing_part_is_told_once(line: str, code: str) -> None:
    page = LETTER.replace(line, "")
    assert [one for one, _ in told(page, "VP1")] == [code]
    (found,) = [one for one in vnlegal.parse(page).findings if one.code == code]
    assert found.about == kinds()[code].about


def test_a_page_without_head_and_signatures_is_told_in_one() -> None:
    (found,) = vnlegal.parse("Điều 1. Kho\nKho để hàng.\nĐiều 2. Bãi\nBãi ngoài trời.").findings
    assert (found.code, found.about) == ("VP100", ("preface", "conclusions"))


@pytest.mark.parametrize(
    ("written", "like"),
    [
        ("21/2019NĐ-CP", "21/2019/NĐ-CP"),
        ("21/2019-QĐ-TTg", "21/2019/QĐ-TTg"),
        ("21/2019/NĐ_CP", "21/2019/NĐ-CP"),
        ("21//2019/TT-BTC", "21/2019/TT-BTC"),
        ("21/2019/NĐ--CP", "21/2019/NĐ-CP"),
        ("21\\2019\\NĐ-CP", "21/2019/NĐ-CP"),
        ("l5/2019/NĐ-CP", "15/2019/NĐ-CP"),
        ("21/2O19/NĐ-CP", "21/2019/NĐ-CP"),
        ("41 - CT / TW", "41-CT/TW"),
        ("２１／２０１９／NĐ-CP", "21/2019/NĐ-CP"),
    ],
)
def test_a_string_like_a_number_is_read_or_told(written: str, like: str) -> None:
    document = vnlegal.parse(f"Thực hiện Nghị định số {written} ngày 03 tháng 02 năm 2019 của Chính phủ.")
    read = [str(one.number.value) for one in document.mentions if one.number]
    assert like in [*read, *(one.hint for one in document.findings)]


@pytest.mark.parametrize(
    "harmless", ["ngày 17/4/2020", "tỷ lệ 3/4", "18. TT - Cấp cho chủ kho", "tệp So_do_06_2026_TT-BTC.pdf"]
)
def test_what_is_no_number_is_not_told(harmless: str) -> None:
    assert told(f"Kho mở cửa {harmless} hằng năm.", "VP2") == []


def test_the_code_of_a_form_is_told_apart() -> None:
    assert [one for one, _ in told("Kê khai theo Mẫu số 01/TB-ĐĐKD.", "VP2")] == ["VP202"]


@pytest.mark.parametrize(
    ("numbers", "codes"),
    [
        ((1, 2, 3), []),
        ((5, 6, 7), []),
        ((1, 2, 4, 5), ["VP301"]),
        ((1, 2, 5, 6, 9), ["VP301", "VP301"]),
        ((21, 2, 23), ["VP302"]),
        ((1, 2, 30, 4), ["VP302"]),
    ],
)
def test_numbers_of_articles(numbers: tuple[int, ...], codes: list[str]) -> None:
    page = "\n".join(f"Điều {number}. Kho\nKho để hàng." for number in numbers)
    assert [one for one, _ in told(page, "VP3")] == codes


def test_new_text_without_its_marks_is_told() -> None:
    page = "Điều 1. Sửa đổi Điều 6 như sau:\nĐiều 6. Kho\nKho mở cửa.\nĐiều 2. Hiệu lực\nTừ ngày ký."
    assert [one for one, _ in told(page, "VP3")] == ["VP303"]


def test_a_second_document_is_told() -> None:
    second = LETTER.replace("5/BNV-VP", "6/BNV-VP")
    assert ("VP401", None) in told(LETTER + "\n" + second)


def test_every_code_stands_in_the_docs() -> None:
    page = (DOCS / "record.md").read_text("utf-8")
    assert [code for code in kinds() if f"| {code} |" not in page] == []


def test_audit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(LETTER, "utf-8")
    (tmp_path / "b.txt").write_text(
        LETTER.replace("30/2020/NĐ-CP", "3O/2020/NĐ-CP").replace("Số: 5/BNV-VP\n", "")
    )
    assert main(["audit", str(tmp_path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["documents"], found["by_type"]) == (2, {"cong-van": 2})
    assert found["missing"] == {"preface.number": 1}
    assert [one["like"] for one in found["unread"]] == ["30/2020/NĐ-CP"]
    assert main(["audit", str(tmp_path)]) == 0
    assert "Thiếu       preface.number: 1" in capsys.readouterr().out


def test_check_shows_findings_of_reading_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(LETTER.replace("Nguyễn Văn A\n", ""), "utf-8")
    main(["check", str(tmp_path)])
    assert "VP107" not in capsys.readouterr().out
    assert main(["check", str(tmp_path), "--reading"]) == 1
    assert "VP107" in capsys.readouterr().out


PORTAL = """# Quyết định 15/QĐ-TTg về kho bãi
| Trường | Giá trị |
| Số hiệu | 15/QĐ-TTg |
| Thay thế | Quyết định 12/2019/QĐ-TTg |
## CĂN CỨ PHÁP LUẬT
- Căn cứ Luật Kho bãi số 63/2025/QH15;
- Căn cứ Nghị định số 7/2026/NĐ-CP ngày 05 tháng 01 năm 2026.

## CĂN CỨ XÉT ĐỀ NGHỊ

Xét đề nghị của Bộ Tài chính tại Văn bản số 94/BTC-NSNN ngày 03 tháng 7 năm 2026.

## NỘI DUNG

THỦ TƯỚNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/QĐ-TTg
Hà Nội, ngày 21 tháng 7 năm 2026
QUYẾT ĐỊNH
Về việc hỗ trợ kho bãi
Điều 1. Hỗ trợ kho bãi.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
"""


def test_what_a_site_prints_over_the_letterhead_is_read() -> None:
    document = vnlegal.parse(PORTAL)
    assert [one.value.split(" số")[0] for one in document.bases] == [
        "Căn cứ Luật Kho bãi",
        "Căn cứ Nghị định",
    ]
    claims = {(one.kind, str(document.mention(one.object).number.value)) for one in document.claims}  # type: ignore[union-attr]
    assert claims >= {
        ("based_on", "63/2025/QH15"),
        ("based_on", "7/2026/NĐ-CP"),
        ("considers", "94/BTC-NSNN"),
    }
    assert told(PORTAL, "VP201") == []
    read = [str(one.number.value) for one in document.mentions if one.number]
    assert "12/2019/QĐ-TTg" in read


def test_a_type_without_its_bar_is_read_as_printed() -> None:
    document = vnlegal.parse("Thực hiện Nghị định số 12/2015/ND-CP và Quyết định số 5/2013/QD-TTg.")
    assert [str(one.number.value) for one in document.mentions if one.number] == [
        "12/2015/ND-CP",
        "5/2013/QD-TTg",
    ]
    assert [one.code for one in document.findings if one.code == "VP201"] == []


HEAD = "UBND TỈNH A\nSố: 5/QĐ-UBND\nA, ngày 02 tháng 4 năm 2021\nQUYẾT ĐỊNH\nVề kho bãi\nĐiều 1. Kho.\n"
END = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A\n"


@pytest.mark.parametrize(
    ("closing", "name"),
    [
        ("CHỦ TỊCH\nNơi nhận:\n- Sở A;\n|\n- Sở B;\n|\nNguyễn Văn A\n|\n- Lưu: VT.\n", "Nguyễn Văn A"),
        ("KT. CHỦ TỊCH\n`\nNơi nhận:\n- Sở A;\n- Lưu: VT.\n|\nPHÓ CHỦ TỊCH\nLê Văn C\n", "Lê Văn C"),
        ("CHỦ TỊCH UBND TỈNH\n\nEpas: 180408\n(Đã ký)\n\nTrần Văn B\n", "Trần Văn B"),
    ],
)
def test_names_apart_from_their_office_are_read(closing: str, name: str) -> None:
    signatures = vnlegal.parse(HEAD + closing).conclusions.signatures
    assert [one.name.value for one in signatures if one.name] == [name]


@pytest.mark.parametrize(
    ("below", "attachments"),
    [
        ("\nLưu ý: bản này được rút gọn, xem đủ ở tệp sau.\n", 0),
        ("\n(Tiếp tục với các trang sau theo đúng thứ tự)\n", 0),
        ("\nPHỤ LỤC\nDanh mục kho bãi\n", 1),
        ("\nHọ và tên: …………\nĐịa chỉ: …………\n", 1),
        ("\n1. Kho số một.\n2. Kho số hai.\n", 1),
    ],
)
def test_a_remark_below_the_signature_is_no_attachment(below: str, attachments: int) -> None:
    assert len(vnlegal.parse(HEAD + END + below).attachments) == attachments


def test_a_number_that_a_site_prints_beside_a_document_is_told_apart() -> None:
    page = (
        "# Thông tư 15/2031/TT-BNV\n\n---\n\n" + HEAD + "Điều 2. Bãi bỏ Thông tư số 55/2010/TT-BNV.\n" + END
    )
    unread = replace(vnlegal.parse(page), mentions=())
    found = read_findings(unread, cleaned(unread.source))
    codes = {unread.text(one.span): one.code for one in found if one.span}
    assert codes == {"15/2031/TT-BNV": "VP203", "55/2010/TT-BNV": "VP201"}


def test_the_list_that_a_site_prints_behind_a_text_is_told_once() -> None:
    page = (
        "BỘ NỘI VỤ\nSố: 5/BNV-VP\nHà Nội, ngày 02 tháng 3 năm 2031\nKính gửi: Bộ Y tế.\n"
        "Đề nghị Bộ Y tế cho ý kiến./.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
        "BỘ TRƯỞNG\nNguyễn Văn A\nVăn bản liên quan\n"
    )
    listed = "".join(f"Quyết định {n}/QĐ-BNV về việc {n}\nTình trạng: Còn hiệu lực\n" for n in range(11, 18))
    document = vnlegal.parse(page + listed)
    (one,) = [one for one in document.findings if one.code == "VP203"]
    assert one.message.endswith("11/QĐ-BNV, 12/QĐ-BNV, 13/QĐ-BNV, 14/QĐ-BNV, 15/QĐ-BNV … (7 số)")
    assert one.span is not None
    assert document.text(one.span).endswith("17/QĐ-BNV")
    assert [one.kind for one in document.mentions] == ["self"]
    assert not [one for one in document.findings if one.code == "VP201"]
