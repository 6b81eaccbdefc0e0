"""Official documents made up from the forms of the norms: letterheads, căn cứ lines, citations, tasks, tables.

Every choice is asked of a `Random`: `random.Random(seed)` in the fuzz runs, and one of Hypothesis
(`st.randoms()`) in the properties, which shrinks the choices of a page that fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random


@dataclass(frozen=True)
class Issuer:
    """A body: the lines of its letterhead, its name in a sentence, its code, and where it sits."""

    head: tuple[str, ...]
    name: str
    code: str
    place: str
    kinds: tuple[str, ...]
    signer: tuple[str, ...]


@dataclass(frozen=True)
class Act:
    """A document as others cite it."""

    issuer: Issuer
    kind: str
    number: str
    day: date
    title: str

    @property
    def is_party(self) -> bool:
        """Whether it is of the Party, which writes its numbers and dates in its own way."""
        return self.kind in _PARTY


_KINDS = {
    "NĐ": "Nghị định", "TT": "Thông tư", "QĐ": "Quyết định", "CT": "Chỉ thị", "NQ": "Nghị quyết", "KH": "Kế hoạch",
    "TTr": "Tờ trình", "BC": "Báo cáo", "TB": "Thông báo", "CĐ": "Công điện", "": "Công văn", "LUAT": "Luật",
    "NQ-D": "Nghị quyết", "KL-D": "Kết luận", "CT-D": "Chỉ thị", "HD-D": "Hướng dẫn",
}  # fmt: skip
_PARTY = ("NQ-D", "KL-D", "CT-D", "HD-D")

ISSUERS = (
    Issuer(("CHÍNH PHỦ",), "Chính phủ", "CP", "Hà Nội", ("NĐ", "NQ"), ("TM. CHÍNH PHỦ", "THỦ TƯỚNG", "Nguyễn Văn Minh")),
    Issuer(("THỦ TƯỚNG CHÍNH PHỦ",), "Thủ tướng Chính phủ", "TTg", "Hà Nội", ("QĐ", "CT", "CĐ"), ("THỦ TƯỚNG", "Trần Hữu Phúc")),
    Issuer(("QUỐC HỘI",), "Quốc hội", "QH", "Hà Nội", ("LUAT",), ("CHỦ TỊCH QUỐC HỘI", "Lê Thị Hoa")),
    Issuer(("VĂN PHÒNG CHÍNH PHỦ",), "Văn phòng Chính phủ", "VPCP", "Hà Nội", ("", "TB"), ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Đỗ Quang Hưng")),
    Issuer(("BỘ NỘI VỤ",), "Bộ Nội vụ", "BNV", "Hà Nội", ("", "TT", "QĐ", "BC"), ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Vũ Thị Thu")),
    Issuer(("BỘ Y TẾ",), "Bộ Y tế", "BYT", "Hà Nội", ("", "TT", "QĐ", "KH"), ("BỘ TRƯỞNG", "Phạm Đức Anh")),
    Issuer(("BỘ KHOA HỌC VÀ CÔNG NGHỆ",), "Bộ Khoa học và Công nghệ", "BKHCN", "Hà Nội", ("", "TT", "QĐ"), ("TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG", "Hoàng Ngọc Ánh")),
    Issuer(("ỦY BAN NHÂN DÂN", "TỈNH KON TUM"), "Ủy ban nhân dân tỉnh Kon Tum", "UBND", "Kon Tum", ("", "QĐ", "KH", "CT", "TTr"), ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Bình")),
    Issuer(("UBND TỈNH LÂM ĐỒNG", "SỞ Y TẾ"), "Sở Y tế tỉnh Lâm Đồng", "SYT", "Lâm Đồng", ("", "KH", "BC"), ("GIÁM ĐỐC", "Trần Thị Mai")),
    Issuer(("HỘI ĐỒNG NHÂN DÂN", "TỈNH QUẢNG NAM"), "Hội đồng nhân dân tỉnh Quảng Nam", "HĐND", "Quảng Nam", ("NQ",), ("CHỦ TỊCH", "Phan Văn Hòa")),
    Issuer(("BỘ CHÍNH TRỊ",), "Bộ Chính trị", "TW", "Hà Nội", ("NQ-D", "KL-D"), ("T/M BỘ CHÍNH TRỊ", "Nguyễn Văn Trọng")),
    Issuer(("BAN BÍ THƯ",), "Ban Bí thư", "TW", "Hà Nội", ("CT-D", "KL-D"), ("T/M BAN BÍ THƯ", "Trần Quốc Vượng")),
    Issuer(("TỈNH ỦY KON TUM",), "Tỉnh ủy Kon Tum", "TU", "Kon Tum", ("NQ-D", "CT-D"), ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "A Pớt")),
)  # fmt: skip
TITLES = (
    "công tác văn thư",
    "tăng cường công tác phòng, chống dịch bệnh",
    "đẩy mạnh chuyển đổi số trong cơ quan nhà nước",
    "một số chủ trương, chính sách chủ động tham gia cuộc Cách mạng công nghiệp lần thứ tư",
    "tinh giản biên chế",
    "quy định chi tiết một số điều của Luật Lưu trữ",
    "sắp xếp đơn vị hành chính cấp xã giai đoạn 2023 - 2025",
    "tổ chức kỳ thi tốt nghiệp trung học phổ thông năm 2024",
    "hỗ trợ người dân bị thiệt hại do bão số 3",
    "phê duyệt Chương trình phát triển đô thị tỉnh Kon Tum",
)
_UNITS = ("VP", "TH", "KGVX", "CCVC", "TCCB", "NC", "KTTH")
_BODIES = (
    "Bộ Tài chính",
    "Sở Y tế",
    "Sở Nội vụ",
    "các bộ, cơ quan ngang bộ",
    "Ủy ban nhân dân các huyện, thành phố",
    "Văn phòng Ủy ban nhân dân tỉnh",
    "Công an tỉnh",
    "các đồng chí Ủy viên Ban Thường vụ",
)
_MATTERS = (
    "tổng hợp, báo cáo kết quả thực hiện",
    "rà soát hồ sơ, thủ tục",
    "tham mưu ban hành kế hoạch triển khai",
    "kiểm tra, đôn đốc việc thực hiện",
    "xây dựng cơ sở dữ liệu dùng chung",
    "bố trí kinh phí theo quy định của Luật Ngân sách nhà nước",
)
_CUES = (
    "Thực hiện", "Căn cứ", "Triển khai", "Theo quy định tại", "Phúc đáp", "Xét đề nghị của", "Để thực hiện",
    "Theo chỉ đạo của Thủ tướng Chính phủ tại", "Sau khi nghiên cứu",
)  # fmt: skip
_BACKS = (
    "Quyết định nêu trên", "văn bản nói trên", "Nghị định này", "Kế hoạch ban hành kèm theo Quyết định này",
    "các văn bản trên", "Nghị quyết số 50 nêu trên", "Điều 5 Nghị định này", "khoản 2, khoản 3 Điều 4 của Thông tư này",
)  # fmt: skip


def act(rng: Random, issuer: Issuer | None = None, latest: date = date(2025, 6, 1)) -> Act:
    """Some document of some body, numbered as the norms of its year say."""
    issuer = issuer or rng.choice(ISSUERS)
    kind = rng.choice(issuer.kinds)
    day = latest - timedelta(days=rng.randint(1, 4000))
    return Act(issuer, kind, _number(rng, issuer, kind, day), day, rng.choice(TITLES))


def _number(rng: Random, issuer: Issuer, kind: str, day: date) -> str:
    serial = f"{rng.randint(1, 9):02}" if rng.random() < 0.3 else str(rng.randint(10, 4500))
    if kind == "LUAT":
        return f"{serial}/{day.year}/QH{(day.year - 1946) // 5}"
    if kind in _PARTY:
        return f"{serial}-{kind[:-2]}/{issuer.code}"
    if kind in ("NĐ", "TT"):
        return f"{serial}/{day.year}/{kind}-{issuer.code}"
    if kind:
        return f"{serial}/{kind}-{issuer.code}"
    return f"{serial}/{issuer.code}-{rng.choice(_UNITS)}"


def cite(rng: Random, one: Act) -> str:
    """The words by which a text cites a document; the title only behind the issuer."""
    words = f"{_KINDS[one.kind]} số {one.number}"
    style = rng.randint(0, 4)
    if style == 0:
        return words
    words += f" ngày {_short(one.day)}" if style == 1 else f" ngày {_long(one.day)}"
    if style > 2:
        words += f" của {one.issuer.name}"
    return f"{words} về {one.title}" if style == 4 else words


def full(one: Act) -> str:
    """A whole citation: type, number, day, issuer and title."""
    return f"{_KINDS[one.kind]} số {one.number} ngày {_long(one.day)} của {one.issuer.name} về {one.title}"


def _long(day: date) -> str:
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02} tháng {month} năm {day.year}"


def _short(day: date) -> str:
    return f"{day.day:02}/{day.month}/{day.year}"


def head(rng: Random, own: Act) -> list[str]:
    """The letterhead, in lines or in columns, as a letter or under a type."""
    office = [*own.issuer.head, "-------"]
    state = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "---------------"]
    if own.is_party:
        office[-1], state = "*", ["ĐẢNG CỘNG SẢN VIỆT NAM"]
    number = [f"Số {own.number}" if own.is_party else f"Số: {own.number}"]
    dated = f"{own.issuer.place}, ngày {_long(own.day)}"
    is_letter = not own.kind
    if is_letter and rng.random() < 0.8:
        number.append(f"V/v {own.title}")
    if rng.random() < 0.3:
        lines = _columns(office + number, [*state, dated])
    else:
        lines = [*office, *state, *number, dated] if rng.random() < 0.7 else [*office, *number, *state, dated]
    if rng.random() < 0.05:
        lines.append(rng.choice(("HỎA TỐC", "MẬT", "KHẨN")))
    if not is_letter:
        lines += ["", _KINDS[own.kind].upper(), f"{rng.choice(('Về', 'Về việc', ''))} {own.title}".strip()]
    return lines


def _columns(left: Sequence[str], right: Sequence[str]) -> list[str]:
    height = max(len(left), len(right))
    padded = [[*side, *[""] * (height - len(side))] for side in (left, right)]
    return [f"{a:<45}{b}".rstrip() for a, b in zip(*padded, strict=True)]


def bases(rng: Random, cited: Sequence[Act]) -> list[str]:
    """Căn cứ lines."""
    return [f"Căn cứ {cite(rng, one)};" for one in cited]


def addressees(rng: Random) -> list[str]:
    """Kính gửi, on one line or as a list."""
    if rng.random() < 0.5:
        return ["", f"Kính gửi: {rng.choice(_BODIES)}."]
    return ["", "Kính gửi:", *(f"- {one};" for one in rng.sample(_BODIES, 3))]


def paragraph(rng: Random, own: Act, cited: Sequence[Act]) -> str:
    """A sentence or two about other documents."""
    words = [f"{rng.choice(_CUES)} {cite(rng, one)}" for one in cited]
    joined = rng.choice((", ", " và ", "; ")).join(words)
    says = rng.choice((" đề nghị các đơn vị", " yêu cầu", " có ý kiến như sau", " báo cáo"))
    tail = f" Các đơn vị thực hiện {rng.choice(_BACKS)}." if rng.random() < 0.4 else ""
    return f"{joined}, {own.issuer.name}{says} {rng.choice(_MATTERS)}.{tail}"


def tasks(rng: Random) -> list[str]:
    """Numbered points that give bodies something to do, with and without a day."""
    lines = []
    for number in range(1, rng.randint(2, 5)):
        actor, partner = rng.sample(_BODIES, 2)
        due = rng.choice(
            (
                "",
                f" trước ngày {_short(_later(rng))}",
                " trong quý II năm 2025",
                " trước ngày 20 hằng tháng",
                f" chậm nhất ngày {_long(_later(rng))}",
                " trong thời hạn 05 ngày làm việc",
            )
        )
        lines.append(f"{number}. {actor} chủ trì, phối hợp với {partner} {rng.choice(_MATTERS)}{due}.")
        if rng.random() < 0.3:
            lines += [f"{letter}) {rng.choice(_MATTERS).capitalize()};" for letter in "abc"]
    return lines


def _later(rng: Random) -> date:
    return date(2025, 7, 1) + timedelta(days=rng.randint(0, 500))


def articles(rng: Random, cited: Sequence[Act]) -> list[str]:
    """Articles with clauses and points, one of which amends, ends or quotes."""
    lines = []
    for number in range(1, rng.randint(3, 6)):
        one = rng.choice(cited)
        said = rng.choice(
            (
                f"Phạm vi điều chỉnh\n1. Văn bản này quy định việc {rng.choice(_MATTERS)}.\n2. Đối tượng áp dụng: {rng.choice(_BODIES)}.",
                f"Sửa đổi, bổ sung một số điều của {cite(rng, one)}\n1. Sửa đổi khoản 2 Điều 4 như sau:\n“2. Cơ quan {rng.choice(_MATTERS)}.”\n2. Bãi bỏ điểm a khoản 3 Điều 12.",
                f"Hiệu lực thi hành\n1. Văn bản này có hiệu lực thi hành kể từ ngày {_long(_later(rng))}.\n2. {cite(rng, one)} hết hiệu lực kể từ ngày Văn bản này có hiệu lực.",
                f"Bãi bỏ {cite(rng, one)}.",
                f"{rng.choice(_BODIES)} chịu trách nhiệm thi hành Quyết định này./.",
            )
        )
        lines += [f"Điều {number}. {said}"]
    return lines


def table(rng: Random, cited: Sequence[Act]) -> list[str]:
    """A table of duties, with bars or with wide gaps."""
    rows = [("TT", "Nội dung", "Cơ quan chủ trì", "Thời hạn")]
    for number in range(1, rng.randint(2, 5)):
        what = rng.choice((rng.choice(_MATTERS), f"triển khai {cite(rng, rng.choice(cited))}"))
        due = rng.choice(("Quý I/2026", "31/12/2025", "Hằng năm", "Thường xuyên"))
        rows.append((str(number), what, rng.choice(_BODIES), due))
    if rng.random() < 0.6:
        return ["", *("| " + " | ".join(row) + " |" for row in rows), ""]
    return ["", *("    ".join(row) for row in rows), ""]


def closing(rng: Random, own: Act) -> list[str]:
    """Recipients, filing line and signature, in lines or in columns."""
    sent = [
        "Nơi nhận:",
        "- Như trên;",
        *(f"- {one};" for one in rng.sample(_BODIES, 2)),
        "- Lưu: VT, TH (2).",
    ]
    signed = [*own.issuer.signer[:-1], "", "", own.issuer.signer[-1]]
    return _columns(sent, signed) if rng.random() < 0.3 else [*sent, "", *signed]


def notes(rng: Random, cited: Sequence[Act]) -> list[str]:
    """Footnotes that name documents."""
    return [f"{'¹²³'[i]} {cite(rng, one)}." for i, one in enumerate(cited[:3])]


def document(rng: Random, own: Act | None = None, cited: Sequence[Act] = ()) -> str:
    """A whole document, from letterhead to footnotes."""
    own = own or act(rng)
    cited = cited or tuple(act(rng, latest=own.day) for _ in range(rng.randint(2, 5)))
    lines = head(rng, own)
    is_letter = not own.kind
    lines += addressees(rng) if is_letter else [*bases(rng, cited[:3])]
    lines.append(paragraph(rng, own, rng.sample(cited, min(2, len(cited)))))
    if own.kind in ("NĐ", "TT", "QĐ", "LUAT", "NQ"):
        lines += [f"{_KINDS[own.kind].upper()}:", *articles(rng, cited)]
    else:
        lines += tasks(rng)
    if rng.random() < 0.3:
        lines += table(rng, cited)
    lines += closing(rng, own)
    if rng.random() < 0.2:
        lines += ["", "PHỤ LỤC I", f"Danh mục (kèm theo {cite(rng, own)})", *table(rng, cited)]
    if rng.random() < 0.3:
        lines += ["", *notes(rng, cited)]
    return "\n".join(lines) + "\n"


def same_body(rng: Random, one: Act) -> Act:
    """Another document of the body that issued one."""
    return replace(act(rng, one.issuer), title=rng.choice(TITLES))
