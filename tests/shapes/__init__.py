"""One statement in shapes that must not matter: who says it, how it is marked, parted, filled in and wrapped.

Each statement is a frame with `{}` for its documents; every shape of it has to give the same claims.  What
share of the shapes does is stored in `shares.toml` and may only rise.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from textwrap import fill
from typing import NamedTuple

from vnlegal import parse
from vnlegal.model import Document

HEADS = {
    "bộ": "BỘ NỘI VỤ\n\nSố: 15/2026/QĐ-BNV\nHà Nội, ngày 5 tháng 3 năm 2026\n\n"
    "QUYẾT ĐỊNH\nVề công tác lưu trữ\n\n",
    "tỉnh": "ỦY BAN NHÂN DÂN\nTỈNH KON TUM\nSố: 15/2026/QĐ-UBND\nKon Tum, ngày 5 tháng 3 năm 2026\n\n"
    "QUYẾT ĐỊNH\nVề công tác lưu trữ\n\n",
    "dự thảo": "ỦY BAN NHÂN DÂN\nTỈNH KON TUM\nSố:      /2026/QĐ-UBND\nKon Tum, ngày    tháng    năm 2026\n"
    "DỰ THẢO\n\nQUYẾT ĐỊNH\nVề công tác lưu trữ\n\n",
    "đậm": "**BỘ NỘI VỤ**\n\n**Số: 15/2026/QĐ-BNV**\n\n*Hà Nội, ngày 5 tháng 3 năm 2026*\n\n"
    "**QUYẾT ĐỊNH**\n\n**Về công tác lưu trữ**\n\n",
}
LETTERS = {
    "tỉnh": "ỦY BAN NHÂN DÂN\nTỈNH KON TUM\nSố: 15/UBND-VP\nV/v công tác lưu trữ\n"
    "Kon Tum, ngày 5 tháng 3 năm 2026\n\nKính gửi: Sở Nội vụ.\n\n",
    "bộ": "BỘ NỘI VỤ\nSố: 15/BNV-VP\nV/v công tác lưu trữ\nHà Nội, ngày 5 tháng 3 năm 2026\n\n"
    "Kính gửi: Ủy ban nhân dân các tỉnh.\n\n",
}
GROUND = "Căn cứ Luật Lưu trữ số 33/2024/QH15 ngày 21 tháng 6 năm 2024;\n\n"
FOOT = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A\n"
MARKS = ("", "1. ", "1) ", "a) ", "e) ", "- ", "+ ", "• ", "1.1. ", "**2.** ")
JOINS = (", ", " và ", "; ", ", và ", "; và ")
TITLES = ("", " về quản lý hồ sơ", " quy định về quản lý, sử dụng hồ sơ và tài liệu")
DATES = (" ngày 01 tháng 02 năm {}", " ngày 1/2/{}", " ngày 01-02-{}")
WRAPS = (0, 64)


class Shape(NamedTuple):
    """A text and the claims that it makes, of the kinds that count: kind, mode, subject, object."""

    text: str
    kinds: tuple[str, ...]
    claims: frozenset[tuple[str, str, str, str]]


def _said(kind: str, mode: str, *objects: str, subject: str = "self") -> frozenset[tuple[str, str, str, str]]:
    return frozenset((kind, mode, subject, one) for one in objects)


def _papers(word: str, symbol: str, title: str = "", day: str = DATES[0], issuer: str = "") -> list[str]:
    """Three documents of one type: 3/2020, 4/2021, 5/2022."""
    numbers = (("3", 2020), ("4", 2021), ("5", 2022))
    return [f"{word} số {n}/{year}/{symbol}{day.format(year)}{issuer}{title}" for n, year in numbers]


def _numbers(symbol: str) -> tuple[str, ...]:
    return tuple(f"{n}/{year}/{symbol}" for n, year in ((3, 2020), (4, 2021), (5, 2022)))


def _series(items: list[str], one: str, two: str) -> str:
    return one.join(items[:-1]) + two + items[-1]


def _vertical(items: list[str], mark: str, end: str = ";") -> str:
    marks = {"a)": "abc", "1.": "123", "-": "---", "+": "+++", "•": "•••", "": ""}[mark]
    return "\n".join(f"{mark.replace(mark[:1], c) if mark else ''} {item}".strip() + end
                     for c, item in zip(marks or "   ", items, strict=True))  # fmt: skip


def _wrapped(text: str, width: int) -> str:
    """The lines of a body as a PDF prints them, a page head left as it is."""
    return "\n".join(fill(line, width, break_long_words=False, break_on_hyphens=False) if width else line
                     for line in text.split("\n"))  # fmt: skip


def _articles(words: str, head: str = "bộ", wrap: int = 0) -> str:
    """A decision whose second article says `words`."""
    first = "Điều 1. Quy định chung\n1. Giao Sở Nội vụ theo dõi."
    body = f"{GROUND}QUYẾT ĐỊNH:\n\n{first}\nĐiều 2. Hiệu lực\n{words}"
    return HEADS[head] + _wrapped(body, wrap) + FOOT


def _letter(words: str, head: str = "tỉnh", wrap: int = 0) -> str:
    return LETTERS[head] + _wrapped(words, wrap) + FOOT


_DECISION = ("Quyết định", "QĐ-UBND")
_CIRCULAR = ("Thông tư", "TT-BNV")


def _changes(verb: str, kind: str) -> Iterator[Shape]:
    """ "1. Bãi bỏ A, B và C.", in an article."""
    for (word, symbol), mark, one, two, title, wrap in product(
        (_DECISION, _CIRCULAR), MARKS, JOINS[:3:2], JOINS, TITLES[:2], WRAPS
    ):
        head = "tỉnh" if word == "Quyết định" else "bộ"
        items = _papers(word, symbol, title, issuer=" của Bộ Nội vụ" if head == "bộ" else "")
        text = _articles(f"{mark}{verb} {_series(items, one, two)}.", head, wrap)
        yield Shape(text, (kind,), _said(kind, "asserted", *_numbers(symbol)))


def repeals() -> Iterator[Shape]:
    """Bãi bỏ …"""
    yield from _changes("Bãi bỏ", "repeals")


def replaces() -> Iterator[Shape]:
    """Quyết định này có hiệu lực … và thay thế …"""
    yield from _changes("Quyết định này có hiệu lực kể từ ngày ký và thay thế", "replaces")


def vertical() -> Iterator[Shape]:
    """A lead with a colon and the documents on the lines below it."""
    leads = {
        "Bãi bỏ các văn bản sau đây:": "repeals",
        "Quyết định này thay thế các Quyết định:": "replaces",
        "Các văn bản sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực:": "repeals",
        "Các quy định tại các văn bản dưới đây bị bãi bỏ:": "repeals",
        "Quyết định này có hiệu lực từ ngày ký và bãi bỏ toàn bộ các Quyết định sau:": "repeals",
    }
    for (lead, kind), mark, inner, title, head, end in product(
        leads.items(), ("", "1. ", "2. "), ("a)", "-", "+", "•"), TITLES, ("tỉnh", "đậm"), (";", ".")
    ):
        items = _papers(*_DECISION, title)
        yield Shape(
            _articles(f"{mark}{lead}\n{_vertical(items, inner, end)}", head),
            ("repeals", "replaces", "amends"),
            _said(kind, "asserted", *_numbers("QĐ-UBND")),
        )


def ended() -> Iterator[Shape]:
    """A, B và C hết hiệu lực."""
    tails = (
        " hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành",
        " hết hiệu lực thi hành",
        " bị bãi bỏ",
        " chấm dứt hiệu lực kể từ ngày 01 tháng 4 năm 2026",
    )
    fronts = ("", "Kể từ ngày Quyết định này có hiệu lực thi hành, ", "Các Quyết định: ")
    for mark, tail, front, one, two, title in product(
        MARKS[:8], tails, fronts, JOINS[:1], JOINS[:2], TITLES[:2]
    ):
        words = f"{mark}{front}{_series(_papers(*_DECISION, title), one, two)}{tail}."
        yield Shape(
            _articles(words, "tỉnh"),
            ("repeals", "implements"),
            _said("repeals", "asserted", *_numbers("QĐ-UBND")),
        )


def grounds() -> Iterator[Shape]:
    """Căn cứ A; B; C."""
    for head, one, title, day in product(HEADS, (";\nCăn cứ ", "; ", ";\n"), TITLES, DATES[:2]):
        items = _papers("Nghị định", "NĐ-CP", title, day, " của Chính phủ")
        text = (
            f"{HEADS[head]}Căn cứ {one.join(items)};\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Giao Sở Nội vụ theo dõi.{FOOT}"
        )
        yield Shape(text, ("based_on",), _said("based_on", "asserted", *_numbers("NĐ-CP")))
    for lead, mark, title in product(
        ("I. CĂN CỨ PHÁP LÝ", "CĂN CỨ", "Căn cứ:"), ("-", "+", "a)", "1."), TITLES
    ):
        items = _papers("Nghị định", "NĐ-CP", title, DATES[0], " của Chính phủ")
        plan = LETTERS["tỉnh"].replace("15/UBND-VP\nV/v công tác lưu trữ", "15/KH-UBND")
        plan = plan.replace("Kính gửi: Sở Nội vụ.", "KẾ HOẠCH\nCông tác lưu trữ năm 2026")
        yield Shape(
            f"{plan}{lead}\n{_vertical(items, mark)}\n\nII. NỘI DUNG\nCác sở theo dõi.{FOOT}",
            ("based_on",),
            _said("based_on", "asserted", *_numbers("NĐ-CP")),
        )


def executes() -> Iterator[Shape]:
    """Thực hiện A, B và C, Ủy ban nhân dân tỉnh yêu cầu …"""
    fronts = (
        "Thực hiện",
        "Triển khai thực hiện",
        "Để thực hiện",
        "Thực hiện ý kiến chỉ đạo của Bộ Nội vụ tại",
        "Căn cứ tình hình thực tế; thực hiện",
        "Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024; triển khai",
    )
    for front, mark, one, two, title, wrap in product(
        fronts, ("", "1. ", "- "), JOINS[:3:2], JOINS[:4], TITLES[:2], WRAPS
    ):
        items = [f"Công văn số {n}/BNV-VP ngày {n}/2/2026{title}" for n in (31, 41, 51)]
        items = [
            item.replace("31/2", "21/2").replace("41/2", "22/2").replace("51/2", "23/2") for item in items
        ]
        words = f"{mark}{front} {_series(items, one, two)}, Ủy ban nhân dân tỉnh yêu cầu các sở báo cáo."
        yield Shape(
            _letter(words, wrap=wrap),
            ("implements",),
            _said("implements", "asserted", "31/BNV-VP", "41/BNV-VP", "51/BNV-VP"),
        )


def orders() -> Iterator[Shape]:
    """Giao Sở A triển khai thực hiện A, B và C."""
    fronts = (
        "Giao Sở Nội vụ triển khai thực hiện",
        "Yêu cầu các sở thực hiện nghiêm",
        "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính tổ chức thực hiện",
        "Đề nghị các địa phương thực hiện nghiêm các nhiệm vụ được giao tại",
        "Giao Sở Nội vụ thực hiện chỉ đạo của Thủ tướng Chính phủ tại",
        "Đề nghị các sở nghiên cứu, thực hiện",
    )
    for front, mark, two, title, head in product(fronts, MARKS, JOINS[:4], TITLES[:2], LETTERS):
        items = [f"Nghị quyết số {n}/NQ-CP ngày {n}/2/2026{title}" for n in (11, 12, 13)]
        yield Shape(
            _letter(f"Công tác lưu trữ còn hạn chế.\n{mark}{front} {_series(items, ', ', two)}.", head),
            ("implements",),
            _said("implements", "directed", "11/NQ-CP", "12/NQ-CP", "13/NQ-CP"),
        )


def amends() -> Iterator[Shape]:
    """Sửa đổi, bổ sung …, of the document and in the title of another."""
    fronts = (
        "Sửa đổi, bổ sung một số điều của", "Sửa đổi, bổ sung khoản 2 Điều 5",
        "Sửa đổi điểm a khoản 1 Điều 3 của",
        "Thay thế cụm từ “hồ sơ” bằng cụm từ “tài liệu” tại", "Bổ sung Điều 5a vào sau Điều 5",
    )  # fmt: skip
    for front, mark, title, head in product(fronts, MARKS, TITLES, ("bộ", "đậm", "dự thảo")):
        item = _papers(*_CIRCULAR, title)[0]
        yield Shape(
            _articles(f"{mark}{front} {item} như sau:", head),
            ("amends", "replaces"),
            _said("amends", "asserted", "3/2020/TT-BNV"),
        )
    a, b, c = _papers("Nghị định", "NĐ-CP", issuer=" của Chính phủ")
    for two, title, head in product(JOINS[:4:3], TITLES, HEADS):
        ground = f"Căn cứ {c} sửa đổi, bổ sung một số điều của {a}{title}{two}{b}{title};"
        text = f"{HEADS[head]}{ground}\n\nQUYẾT ĐỊNH:\n"
        said = _said("amends", "reported", "3/2020/NĐ-CP", "4/2021/NĐ-CP", subject="5/2022/NĐ-CP")
        yield Shape(f"{text}\nĐiều 1. Giao Sở Nội vụ theo dõi.{FOOT}", ("amends",), said)


def amended() -> Iterator[Shape]:
    """X được sửa đổi, bổ sung bởi Y."""
    a, b, c = _papers("Nghị định", "NĐ-CP")
    voices = ("được sửa đổi, bổ sung", "đã được sửa đổi, bổ sung một số điều", "được sửa đổi")
    for voice, by, two, comma, head in product(
        voices, ("bởi", "tại", "theo", "bằng"), (", ", " và "), (" ", ", ", " ("), HEADS
    ):
        end = ")" if "(" in comma else ""
        ground = f"Căn cứ {a}{comma}{voice} {by} {b}{two}{c}{end};"
        text = f"{HEADS[head]}{ground}\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Giao Sở Nội vụ theo dõi.{FOOT}"
        said = _said("amends", "reported", "3/2020/NĐ-CP", subject="4/2021/NĐ-CP")
        said |= _said("amends", "reported", "3/2020/NĐ-CP", subject="5/2022/NĐ-CP")
        yield Shape(text, ("amends", "based_on"), said | _said("based_on", "asserted", "3/2020/NĐ-CP"))


def guides() -> Iterator[Shape]:
    """Thông tư này hướng dẫn Nghị định A; căn cứ Thông tư B hướng dẫn Nghị định A."""
    fronts = (
        "hướng dẫn thi hành",
        "quy định chi tiết một số điều của",
        "hướng dẫn",
        "quy định chi tiết thi hành",
    )
    a, b, _ = _papers("Nghị định", "NĐ-CP", issuer=" của Chính phủ")
    own = HEADS["bộ"].replace("QĐ-BNV", "TT-BNV").replace("QUYẾT ĐỊNH", "THÔNG TƯ")
    for front, mark, title, two in product(fronts, MARKS, TITLES, ("", " và ", ", ")):
        more = f"{two}{b}{title}" if two else ""
        says = f"Điều 1. Phạm vi\n{mark}Thông tư này {front} {a}{title}{more}."
        text = f"{own}{GROUND}{says}\nĐiều 2. Các sở theo dõi.{FOOT}"
        both = ("3/2020/NĐ-CP", "4/2021/NĐ-CP")[: 2 if two else 1]
        yield Shape(text, ("guides",), _said("guides", "asserted", *both))
        rests = f"Căn cứ Thông tư số 8/2023/TT-BNV ngày 1/2/2023 {front} {a}{title}{more};"
        ground = f"{HEADS['tỉnh']}{rests}\n\nQUYẾT ĐỊNH:"
        yield Shape(
            f"{ground}\n\nĐiều 1. Các sở theo dõi.{FOOT}",
            ("guides",),
            _said("guides", "reported", *both, subject="8/2023/TT-BNV"),
        )


def considers() -> Iterator[Shape]:
    """Xét Tờ trình A …; Báo cáo B …, also about what a draft is to repeal."""
    abouts = ("", " về công tác lưu trữ", " về việc bãi bỏ Quyết định số 3/2020/QĐ-UBND ngày 1/2/2020")
    for head, about, two in product(HEADS, abouts, ("; ", " và ", ";\n")):
        one = f"Tờ trình số 20/TTr-SNV ngày 1/3/2026 của Sở Nội vụ{about}"
        other = "Báo cáo thẩm định số 25/BC-STP ngày 2/3/2026 của Sở Tư pháp"
        yield _considered(f"{HEADS[head]}{GROUND.strip()}\nXét {one}{two}{other}")
    between = (
        " và đề nghị của {} tại ", "; của {} tại ", ", ý kiến của {} tại ", "; đề nghị của {} tại ",
        " và của {} tại ",
    )  # fmt: skip
    fronts = ("Xét đề nghị của", "Theo đề nghị của", "Theo đề nghị của Giám đốc")
    for front, link, about, head in product(fronts, between, abouts[:2], HEADS):
        body = "Giám đốc Sở Tư pháp" if "Giám đốc" in front else "Sở Tư pháp"
        first = f"{front} Sở Nội vụ tại Tờ trình số 20/TTr-SNV ngày 1/3/2026{about}"
        text = f"{HEADS[head]}{GROUND.strip()}\n{first}{link.format(body)}Báo cáo số 25/BC-STP ngày 2/3/2026"
        yield _considered(text)


def _considered(text: str) -> Shape:
    return Shape(
        f"{text}.\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Giao Sở Nội vụ theo dõi.{FOOT}",
        ("considers", "repeals"),
        _said("considers", "asserted", "20/TTr-SNV", "25/BC-STP"),
    )


def responds() -> Iterator[Shape]:
    """Phúc đáp Công văn A …"""
    fronts = ("Phúc đáp", "Trả lời", "Bộ Nội vụ nhận được", "Ngày 2/3/2026, Bộ Nội vụ nhận được", "Tiếp nhận")
    for front, mark, title, two in product(fronts, ("", "1. "), TITLES, ("", " và ")):
        one = f"{front} Công văn số 20/UBND-NC ngày 1/2/2026 của Ủy ban nhân dân tỉnh Kon Tum{title}"
        more = f"{two}Công văn số 21/UBND-NC ngày 2/2/2026{title}" if two else ""
        objects = ("20/UBND-NC", "21/UBND-NC")[: 2 if two else 1]
        yield Shape(
            _letter(f"{mark}{one}{more}, Bộ Nội vụ có ý kiến như sau:\nCác sở theo dõi.", "bộ"),
            ("responds_to",),
            _said("responds_to", "asserted", *objects),
        )


def enclosed() -> Iterator[Shape]:
    """Sửa đổi Quy chế … ban hành kèm theo Quyết định A; Quyết định A ban hành Quy chế …"""
    fronts = (
        "Sửa đổi, bổ sung một số điều của Quy chế",
        "Sửa đổi khoản 1 Điều 4 Quy chế",
        "Bãi bỏ Điều 5 Quy chế",
    )
    for front, mark, withs, head in product(
        fronts,
        MARKS,
        (" ban hành kèm theo", ", ban hành kèm theo", " được ban hành kèm theo"),
        ("bộ", "tỉnh", "đậm"),
    ):
        words = f"{mark}{front} quản lý hồ sơ{withs} Quyết định số 9/2023/QĐ-UBND ngày 1/2/2023"
        kind = "repeals" if "Bãi bỏ" in front else "amends"
        yield Shape(
            _articles(f"{words}{' như sau:' if kind == 'amends' else '.'}", head),
            (kind,),
            _said(kind, "asserted", "9/2023/QĐ-UBND"),
        )


def plain() -> Iterator[Shape]:
    """What cites and claims nothing: conditions, accounts, rules, obstacles."""
    words = (
        "Hồ sơ lập từ ngày {} hết hiệu lực được giữ lại.", "Khi {} hết hiệu lực, các sở báo cáo.",
        "Phạm vi điều chỉnh của {} được giữ nguyên.", "Các sở lập hồ sơ theo quy định tại {}.",
        "Kinh phí thực hiện {} lấy từ ngân sách.", "Ngày nhận được hồ sơ quy định tại {} là ngày làm việc.",
        "Khó khăn trong việc triển khai {} đã được nêu.", "Các thủ tục phù hợp với {} được giữ nguyên.",
        "Trường hợp {} được sửa đổi thì áp dụng văn bản mới.", "Cơ quan đề xuất sửa đổi {} theo thẩm quyền.",
    )  # fmt: skip
    kinds = ("repeals", "amends", "implements", "responds_to", "replaces")
    for sentence, mark, head, title in product(words, MARKS, ("bộ", "tỉnh"), ("",)):
        item = _papers("Nghị định", "NĐ-CP", title, issuer=" của Chính phủ")[0]
        yield Shape(_articles(mark + sentence.format(item), head), kinds, frozenset())


def limits() -> Iterator[Shape]:
    """Tasks with a limit: who, and by when, whatever the mark."""
    fronts = (
        "Giao Sở Nội vụ tổng hợp, báo cáo",
        "Sở Nội vụ báo cáo kết quả",
        "Yêu cầu Sở Nội vụ hoàn thành báo cáo",
    )
    days = ("trước ngày 15/4/2026", "trước ngày 15 tháng 4 năm 2026", "chậm nhất ngày 15/4/2026")
    for front, day, mark, head in product(fronts, days, MARKS, LETTERS):
        words = f"Công tác lưu trữ còn hạn chế.\n{mark}{front} {day}.\nCác sở theo dõi."
        yield Shape(_letter(words, head), ("task",), _said("task", "2026-04-15", "Sở Nội vụ"))


def named() -> Iterator[Shape]:
    """A plan by its name, whatever the sentence says behind it."""
    names = (
        "Kế hoạch hành động quốc gia phòng, chống suy giảm trí tuệ",
        "Chiến lược quốc gia về bình đẳng giới giai đoạn 2021 - 2030",
        "Chương trình mục tiêu quốc gia xây dựng nông thôn mới",
        "Chiến lược quốc gia phòng, chống thiên tai đến năm 2030, tầm nhìn đến năm 2050",
    )
    fronts = ("Các đơn vị tổ chức thực hiện ", "Tuyên truyền về ", "Việc triển khai ")
    tails = (
        " đến toàn thể cán bộ", " tới người dân", " và tình hình thực tế của địa phương", " ở cơ sở",
        " và phối hợp với các đơn vị", " trong thời gian tới", " trên phạm vi cả nước", " nói trên",
        " bằng nhiều hình thức", " gắn với nhiệm vụ của đơn vị", " một cách hiệu quả", " hằng năm",
        " từ nguồn ngân sách tỉnh", " từ năm 2022 đến nay", " thông qua các hội nghị", " nếu có vướng mắc",
        " vào kế hoạch công tác năm", " hoàn thành trước ngày 30/9/2026", " theo quy định", " tại cơ quan",
        " còn chậm so với yêu cầu", " cần tập trung vào các nhóm việc", " đã được phê duyệt", "",
    )  # fmt: skip
    for name, front, tail, mark in product(names, fronts, tails, ("", "- ", "a) ")):
        yield Shape(_letter(f"{mark}{front}{name}{tail}."), ("named",), _said("named", "", name))


STATEMENTS = (
    grounds, executes, orders, repeals, replaces, vertical, ended, amends, amended, guides, considers,
    responds, enclosed, plain, limits, named,
)  # fmt: skip
"""The statements, each a function that gives its shapes."""


def read(shape: Shape) -> frozenset[tuple[str, str, str, str]]:
    """The claims of the shape's kinds that the parser makes of it about documents with numbers."""
    document = parse(shape.text)
    if "task" in shape.kinds:
        return frozenset(
            ("task", task.deadline.field.value, "self", ", ".join(actor.value for actor in task.actors))
            for task in document.tasks
            if task.deadline
        )
    if "named" in shape.kinds:
        names = (document.text(one.span) for one in document.mentions if one.kind == "named")
        return frozenset(("named", "", "self", " ".join(name.split())) for name in names)
    found = (
        (one.kind, one.mode, one.subject, one.object) for one in document.claims if one.kind in shape.kinds
    )
    return frozenset((kind, mode, _number(document, a), _number(document, b)) for kind, mode, a, b in found
                     if _number(document, b) not in ("33/2024/QH15", ""))  # fmt: skip


def _number(document: Document, id: str) -> str:
    if id == "self":
        return "self"
    number = document.mention(id).number
    return number.value.compact if number else ""
