"""Three long documents in the form of the norms, written out from their outlines.

A decree (chương, mục, điều, khoản, điểm), a plan (roman sections, numbered points) and a resolution of
the Party.
"""

from __future__ import annotations

from itertools import count

_MATTERS = (
    "lập hồ sơ",
    "thẩm tra hồ sơ",
    "trả kết quả",
    "lưu trữ tài liệu",
    "báo cáo định kỳ",
    "kiểm tra việc thực hiện",
)
_POINTS = "abcdđeghi"
_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def decree() -> str:
    """A decree of 6 chapters and 36 articles, some with sections, points and a quoted amendment."""
    number = count(1)
    lines = [
        "CHÍNH PHỦ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 301/2025/NĐ-CP",
        "Hà Nội, ngày 20 tháng 11 năm 2025",
        "NGHỊ ĐỊNH",
        "Quy định việc tiếp nhận hồ sơ",
        "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;",
        "Chính phủ ban hành Nghị định quy định việc tiếp nhận hồ sơ.",
    ]
    for chapter in _ROMAN:
        lines += [f"Chương {chapter}", f"QUY ĐỊNH PHẦN {chapter}"]
        for section in (1, 2):
            if chapter in ("II", "IV"):
                lines.append(f"Mục {section}. Việc thứ {section}")
            for matter in _MATTERS[:3]:
                lines += _article(next(number), matter)
    lines += [
        "Điều 37. Sửa đổi Nghị định số 61/2018/NĐ-CP",
        "1. Sửa đổi khoản 2 Điều 4 như sau:",
        "“2. Cơ quan trả kết quả theo quy định tại Điều 9 Nghị định này.",
        "3. Người nộp nhận kết quả.”.",
        "2. Bãi bỏ Điều 12.",
        "Điều 38. Hiệu lực thi hành",
        "Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2026./.",
        "Nơi nhận:",
        "- Các bộ;",
        "- Lưu: VT, KSTT.",
        "TM. CHÍNH PHỦ",
        "THỦ TƯỚNG",
        "Nguyễn Văn Minh",
    ]
    return "\n".join(lines) + "\n"


def _article(number: int, matter: str) -> list[str]:
    lines = [f"Điều {number}. Việc {matter}"]
    for clause in (1, 2, 3):
        lines.append(f"{clause}. Cơ quan tiếp nhận {matter} theo các bước sau:")
        lines += [f"{letter}) Bước {letter} của việc {matter};" for letter in _POINTS[: clause + 2]]
    return lines


def plan() -> str:
    """A plan with roman sections, numbered points and dashes."""
    lines = [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LÂM ĐỒNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 980/KH-UBND",
        "Lâm Đồng, ngày 18 tháng 11 năm 2025",
        "KẾ HOẠCH",
        "Tiếp nhận hồ sơ trực tuyến năm 2026",
        "Thực hiện Nghị định số 61/2018/NĐ-CP của Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
    ]
    for section in _ROMAN[:4]:
        lines.append(f"{section}. NỘI DUNG PHẦN {section}")
        for point, matter in enumerate(_MATTERS, 1):
            lines += [
                f"{point}. Về việc {matter}",
                f"- Các sở, ban, ngành {matter} đúng quy định và chịu trách nhiệm về kết quả.",
                "- Văn phòng theo dõi, đôn đốc.",
            ]
    lines += [
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT, NC.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Văn Minh",
    ]
    return "\n".join(lines) + "\n"


def party_resolution() -> str:
    """A resolution of the Party: "I- …", "1- …"."""
    lines = [
        "TỈNH ỦY LÂM ĐỒNG",
        "*",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 12-NQ/TU",
        "Lâm Đồng, ngày 05 tháng 9 năm 2025",
        "NGHỊ QUYẾT",
        "về cải cách thủ tục hành chính",
    ]
    for section in _ROMAN[:4]:
        lines.append(f"{section}- NHIỆM VỤ NHÓM {section}")
        lines += [f"{point}- Cấp ủy lãnh đạo việc {matter}." for point, matter in enumerate(_MATTERS, 1)]
    lines += [
        "Nơi nhận:",
        "- Các đảng ủy trực thuộc,",
        "- Lưu Văn phòng Tỉnh ủy.",
        "T/M BAN THƯỜNG VỤ",
        "BÍ THƯ",
        "Nguyễn Văn Minh",
    ]
    return "\n".join(lines) + "\n"
