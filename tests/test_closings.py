"""Closing blocks: the forms that recipients and signatures are printed in, each under the same letter."""

from __future__ import annotations

import pytest
from test_parts_cases import values

LETTER = """BỘ Y TẾ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 5/BYT-KCB
Hà Nội, ngày 05 tháng 2 năm 2024
Kính gửi: Sở Y tế các tỉnh.
Bộ Y tế đề nghị các Sở Y tế báo cáo.
"""
SIGNED = "\nBỘ TRƯỞNG\nTrần Văn Thuấn\n"


@pytest.mark.parametrize(
    ("lines", "recipients", "filing"),
    [
        ("- Như trên;\n- Vụ A;\n- Lưu: VT.", ["Như trên", "Vụ A"], "VT"),
        ("- Như trên;\nVụ A;\n- Lưu: VT.", ["Như trên", "Vụ A"], "VT"),  # a dash is lost
        ("Như trên;\nVụ A;\nLưu: VT.", ["Như trên", "Vụ A"], "VT"),  # all are
        ("- Như trên;\n- Các bộ,\ncơ quan khác;\n- Lưu: VT.", ["Như trên", "Các bộ, cơ quan khác"], "VT"),
        ("- Như trên;\n- Bộ A:\n+ Vụ A;\n+ Vụ B;\n- Lưu: VT.", ["Như trên", "Bộ A: + Vụ A; + Vụ B"], "VT"),
        ("- Như trên;\n- Lưu: VT.\nPhòng họp số 3", ["Như trên"], "VT"),  # behind the filing line is none
        ("- Như trên (để thực hiện);\n- Lưu: VT, KCB (5b).", ["Như trên (để thực hiện)"], "VT, KCB (5b)"),
        ("- Như trên;\n- Lưu: VT.\n- Công báo;", ["Như trên", "Công báo"], "VT"),
    ],
)
def test_recipients(lines: str, recipients: list[str], filing: str) -> None:
    found = values(f"{LETTER}Nơi nhận:\n{lines}{SIGNED}")
    assert (found["recipient"], found["filing"]) == (recipients, [filing])
    assert found["signature"] == ["- / BỘ TRƯỞNG / Trần Văn Thuấn"]


@pytest.mark.parametrize(
    ("lines", "signatures"),
    [
        ("Nơi nhận:\n- Lưu: VT.\nBỘ TRƯỞNG\n(Đã ký)\nTrần Văn Thuấn", ["- / BỘ TRƯỞNG / Trần Văn Thuấn"]),
        ("BỘ TRƯỞNG\nNơi nhận:\n- Trần Văn Thuấn\n- Lưu: VT.", ["- / BỘ TRƯỞNG / Trần Văn Thuấn"]),
        (
            "Nơi nhận:\n- Lưu: VT.\nBỘ TRƯỞNG BỘ Y TẾ | BỘ TRƯỞNG BỘ CÔNG AN\nTrần Văn Thuấn | Lê Văn An",
            ["- / BỘ TRƯỞNG BỘ Y TẾ / Trần Văn Thuấn", "- / BỘ TRƯỞNG BỘ CÔNG AN / Lê Văn An"],
        ),
        (
            "| TM. BỘ Y TẾ | TM. BỘ CÔNG AN |\n| KT. BỘ TRƯỞNG | KT. BỘ TRƯỞNG |\n"
            "| THỨ TRƯỞNG | THỨ TRƯỞNG |\n| Trần Văn Thuấn | Lê Văn An |\nNơi nhận:\n- Lưu: VT.",
            [
                "TM. BỘ Y TẾ KT. BỘ TRƯỞNG / THỨ TRƯỞNG / Trần Văn Thuấn",
                "TM. BỘ CÔNG AN KT. BỘ TRƯỞNG / THỨ TRƯỞNG / Lê Văn An",
            ],
        ),
        (
            "| Nơi nhận: | KT. BỘ TRƯỞNG |\n| - Như trên; | THỨ TRƯỞNG |\n| - Lưu: VT. | Trần Văn Thuấn |",
            ["KT. BỘ TRƯỞNG / THỨ TRƯỞNG / Trần Văn Thuấn"],
        ),
    ],
)
def test_signatures(lines: str, signatures: list[str]) -> None:
    found = values(f"{LETTER}{lines}\n")
    assert (found["signature"], found["filing"]) == (signatures, ["VT"])


def test_what_an_annex_holds_is_no_recipient() -> None:
    found = values(f"{LETTER}Nơi nhận:\n- Như trên;\nPHỤ LỤC\nBảng A{SIGNED}")
    assert found["recipient"] == ["Như trên"]
