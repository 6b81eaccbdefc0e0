"""Pages of official documents that cite one another: made up, in any number, always the same.

    python tests/benchmarks/letters.py COUNT FOLDER

Who cites whom comes from `citations`; here each document is written out as a clerk would set it: letterhead,
number, place and date, title, bases, articles or points with tasks and deadlines, effect, recipients, filing
and signature.  A work is cited in full once and then in short, by its number alone or by "nêu trên"; every
seventh page is a letter, which answers or passes on another document.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from citations import documents

from vnlegal.model import Document
from vnlegal.vocabulary import doc_types

_MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------"
_PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
_FIELDS = (
    "chuyển đổi số", "cải cách hành chính", "an toàn thực phẩm", "phòng, chống thiên tai", "bảo hiểm y tế",
    "giáo dục nghề nghiệp", "quản lý đất đai", "công tác văn thư", "đầu tư công", "giảm nghèo bền vững",
    "phát triển khoa học, công nghệ", "bảo vệ môi trường", "an toàn giao thông", "thi đua, khen thưởng",
)  # fmt: skip
_ASPECTS = (
    "tổ chức thực hiện công tác", "quản lý nhà nước về", "nâng cao hiệu quả", "tăng cường công tác",
    "một số giải pháp đẩy mạnh", "phân công, phối hợp trong công tác", "kinh phí bảo đảm cho công tác",
)  # fmt: skip
_OFFICES = (
    "Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp", "Sở Y tế", "Sở Công Thương", "Sở Xây dựng",
    "Sở Khoa học và Công nghệ", "Sở Giáo dục và Đào tạo", "Văn phòng Ủy ban nhân dân tỉnh",
)  # fmt: skip
_ACTIONS = (
    "rà soát, tổng hợp số liệu về {field} trên địa bàn và báo cáo kết quả",
    "xây dựng kế hoạch chi tiết về {field}, xác định rõ nhiệm vụ, sản phẩm và người chịu trách nhiệm",
    "hướng dẫn các cơ quan, đơn vị thực hiện các nội dung về {field} bảo đảm đúng quy định",
    "kiểm tra, giám sát việc thực hiện; kịp thời tháo gỡ khó khăn, vướng mắc về {field}",
    "bố trí kinh phí từ nguồn ngân sách được giao để thực hiện các nhiệm vụ về {field}",
    "tuyên truyền, phổ biến nội dung về {field} đến cán bộ, công chức và người dân",
)
_LAWS = (
    "Luật Ban hành văn bản quy phạm pháp luật ngày 22 tháng 6 năm 2015",
    "Luật Đất đai ngày 29 tháng 11 năm 2013",
    "Luật Ngân sách nhà nước năm 2015", "Luật Đầu tư công số 39/2019/QH14", "Luật Bảo hiểm y tế",
)  # fmt: skip
_PROGRAMMES = tuple(
    f"Chương trình {kind} về {field} giai đoạn {year} - {year + 5}"
    for kind in ("hành động", "mục tiêu quốc gia") for field in _FIELDS for year in (2011, 2016, 2021)
)  # fmt: skip
_NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Quang Dũng", "Phạm Minh Hà", "Hoàng Thu Lan")
_FILLER = (
    "Các cơ quan, đơn vị căn cứ chức năng, nhiệm vụ được giao chủ động triển khai, bảo đảm tiến độ, chất "
    "lượng và chịu trách nhiệm về kết quả thực hiện.",
    "Việc tổ chức thực hiện phải công khai, minh bạch, tiết kiệm, tránh hình thức, lãng phí và gây phiền hà "
    "cho tổ chức, cá nhân.",
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị phản ánh kịp thời để được "
    "xem xét, giải quyết theo thẩm quyền.",
)


def pages(count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Name and text of so many pages."""
    chance = random.Random(seed)
    for n, made in enumerate(documents(count, seed)):
        write = _letter if n % 7 == 3 else _act
        yield f"{n:06}.txt", write(chance, n, made)


def write(count: int, folder: Path, seed: int = 7) -> list[Path]:
    """The same as files, a thousand in a folder."""
    made = []
    for n, (name, text) in enumerate(pages(count, seed)):
        path = folder / f"{n // 1000:03}" / name
        if n % 1000 == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        made.append(path)
    return made


def _title(number: str, issuer: str) -> str:
    """The title of a document: always the same, so that those who cite it agree."""
    chance = random.Random(f"{number} {issuer}")
    year = chance.randrange(2008, 2026)
    return f"{chance.choice(_ASPECTS)} {chance.choice(_FIELDS)} giai đoạn {year} - {year + 5}"


def _cited(made: Document) -> list[tuple[str, str]]:
    """Cue and words of each citation, every second one with its title."""
    found = []
    for n, mention in enumerate(made.mentions):
        cue = next((claim.cue.value for claim in made.claims if claim.object == mention.id), "Theo")
        assert mention.number
        assert mention.issuer
        title = _title(str(mention.number.value), mention.issuer.value)
        found.append((cue, made.text(mention.span) + (f" về {title}" if n % 2 else "")))
    return found


def _long(day: date) -> str:
    return (
        f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"
        if day.month < 3
        else (f"ngày {day.day:02} tháng {day.month} năm {day.year}")
    )


def _act(chance: random.Random, n: int, made: Document) -> str:
    """A resolution, decree, circular, decision or plan."""
    preface = made.preface
    assert preface.number
    assert preface.date
    assert preface.doc_type
    issuer, day, kind = preface.issuers[0].value.name, preface.date.value, preface.doc_type.value
    number, label = str(preface.number.value), doc_types().get(kind).label
    title, cited = _title(number, issuer), _cited(made)
    bases = f"Căn cứ {chance.choice(_LAWS)};\n"
    bases += "".join(f"Căn cứ {words};\n" for cue, words in cited if cue == "Căn cứ")
    told = [(cue, words) for cue, words in cited if cue != "Căn cứ"]
    plan, programme = kind == "ke-hoach", chance.choice(_PROGRAMMES)
    body = "\n".join(_points(chance, programme, told) if plan else _articles(chance, label, title, told))
    verb = f"thực hiện {programme}" if plan else f"Ban hành {programme}" if n % 50 == 0 else f"Về {title}"
    return (
        f"{_head(issuer, number, _place(issuer), day)}\n{label.upper()}\n{verb}\n\n"
        f"{bases}Theo đề nghị của Chánh Văn phòng,\n\n{body}\n{_close(chance, issuer)}"
    )


def _letter(chance: random.Random, n: int, made: Document) -> str:
    """A letter of the office of a People's Committee."""
    preface = made.preface
    assert preface.date
    issuer = preface.issuers[0].value.name
    if not issuer.startswith("Ủy ban nhân dân"):
        issuer = "Ủy ban nhân dân tỉnh Kon Tum"
    day, number = preface.date.value, f"{n + 1}/UBND-VP"
    told = [words for _, words in _cited(made)] or ["Nghị định số 30/2020/NĐ-CP"]
    lines = [f"Thực hiện {told[0]}, {issuer} có ý kiến như sau:"]
    lines += [f"{i}. {_task(chance, day)}" for i in range(1, chance.randrange(2, 6))]
    lines += [f"Việc thực hiện {words} được tổng hợp trong báo cáo hằng năm." for words in told[1:4]]
    if len(told) == 1:
        back = " ".join(told[0].split()[:2]).removesuffix(" số")
        lines.append(f"Giao {chance.choice(_OFFICES)} theo dõi, đôn đốc việc thực hiện {back} nêu trên.")
    head = _head(issuer, number, _place(issuer), day, f"V/v {_title(number, issuer)}")
    body = "\n\n".join(lines)
    return f"{head}\nKính gửi: {chance.choice(_OFFICES)}.\n\n{body}\n{_close(chance, issuer)}"


def _head(issuer: str, number: str, place: str, day: date, subject: str = "") -> str:
    above, below = _PARTY if "TW" in number else _MOTTO, f"{subject}\n" if subject else ""
    return f"{issuer.upper()}\n-------\n{above}\nSố: {number}\n{below}{place}, {_long(day)}\n"


def _place(issuer: str) -> str:
    words = issuer.removeprefix("Ủy ban nhân dân ").removeprefix("tỉnh ").removeprefix("thành phố ")
    return words if words != issuer else "Hà Nội"


def _articles(chance: random.Random, label: str, title: str, told: list[tuple[str, str]]) -> Iterator[str]:
    yield f"Điều 1. Phạm vi điều chỉnh\n{label.capitalize()} này quy định về {title}.\n"
    for n, (cue, words) in enumerate(told, 2):
        short = words.split(" ngày ")[0]
        yield f"Điều {n}. {_heading(chance)}"
        yield f"1. {_said(cue, words)}"
        yield f"2. {chance.choice(_FILLER)}"
        if chance.random() < 0.5:
            yield f"a) {_task(chance, None)}\nb) Nội dung khác thực hiện theo {short}."
        yield ""
    yield f"Điều {len(told) + 2}. Hiệu lực thi hành"
    yield f"{label.capitalize()} này có hiệu lực thi hành kể từ ngày ký.\n"


def _points(chance: random.Random, programme: str, told: list[tuple[str, str]]) -> Iterator[str]:
    yield f"I. MỤC ĐÍCH, YÊU CẦU\n1. Triển khai {programme}.\n2. {chance.choice(_FILLER)}\nII. NỘI DUNG"
    for n, (cue, words) in enumerate(told, 1):
        yield f"{n}. {_said(cue, words)} {chance.choice(_FILLER)}"
    yield "III. TỔ CHỨC THỰC HIỆN"
    for n in range(1, chance.randrange(3, 7)):
        yield f"{n}. {_task(chance, date(2026, 1, 31) + timedelta(chance.randrange(300)))}"


def _said(cue: str, words: str) -> str:
    return f"{cue} {words}." if cue != "Theo" else f"Các nội dung này theo {words}."


def _heading(chance: random.Random) -> str:
    return f"Trách nhiệm về {chance.choice(_FIELDS)}"


def _task(chance: random.Random, day: date | None) -> str:
    who, other = chance.sample(_OFFICES, 2)
    words = chance.choice(_ACTIONS).format(field=chance.choice(_FIELDS))
    until = f", hoàn thành trước {_long(day + timedelta(chance.randrange(20, 90)))}" if day else ""
    return f"{who} chủ trì, phối hợp với {other} {words}{until}."


def _close(chance: random.Random, issuer: str) -> str:
    office, unit = chance.choice(_OFFICES), chance.choice(("KGVX", "TH", "NC", "KTTH"))
    return (
        f"\nNơi nhận:\n- Như trên;\n- {office};\n- Lưu: VT, {unit}.\n\n"
        f"TM. {issuer.upper()}\nCHỦ TỊCH\n\n\n{chance.choice(_NAMES)}\n"
    )


if __name__ == "__main__":
    print(len(write(int(sys.argv[1]), Path(sys.argv[2]))), "pages")
