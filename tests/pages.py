"""Short documents for tests of corpus and graph."""

from __future__ import annotations

from vnlegal import parse
from vnlegal.corpus import Corpus, load
from vnlegal.document import as_source
from vnlegal.model import Document
from vnlegal.notation.iris import BASE

_LETTER = """{issuer}
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: {number}
V/v {subject}
{place}, ngày {day:02d} tháng {month} năm {year}
Kính gửi: Bộ Y tế.
{body}
Nơi nhận:
- Như trên;
- Lưu: VT.
"""


def page(
    body: str,
    number: str = "15/BNV-VP",
    issuer: str = "BỘ NỘI VỤ",
    place: str = "Hà Nội",
    date: tuple[int, int, int] = (2021, 5, 20),
    subject: str = "công tác",
) -> str:
    """The text of a letter."""
    year, month, day = date
    return _LETTER.format(
        issuer=issuer, number=number, place=place, day=day, month=month, year=year, body=body, subject=subject
    )


def letter(body: str, path: str = "", **header: object) -> Document:
    """A parsed letter; its path is made from its number and year unless given."""
    text = page(body, **header)  # type: ignore[arg-type]
    number, date = header.get("number", "15/BNV-VP"), header.get("date", (2021, 5, 20))
    assert isinstance(date, tuple)
    return parse(as_source(text, path or f"{number}-{date[0]}".replace("/", "_")))


def chain(length: int, circle: bool = False) -> Corpus:
    """A corpus in which each document implements the one before; in a circle, also the first the last."""
    documents = []
    for n in range(1, length + 1):
        before = length if n == 1 else n - 1
        told = "Gửi các đơn vị."
        if n > 1 or circle:
            told = f"Thực hiện Công văn số {before}/BNV-VP ngày 01 tháng 3 năm 2021, Bộ Nội vụ yêu cầu."
        documents.append(letter(told, number=f"{n}/BNV-VP", date=(2021, 3, 1)))
    return Corpus.of(documents)


def doc(path: str) -> str:
    """The IRI of a work."""
    return f"{BASE}/doc/{path}"


def mixed(letters: tuple[object, ...]) -> Corpus:
    """The four letters, and documents that repeal, disagree, answer and leave things open."""
    more = (
        letter(
            "Công văn này thay thế Công văn số 7/BNV-VP ngày 01 tháng 2 năm 2020 của Bộ Nội vụ.",
            number="20/BNV-VP", date=(2021, 1, 5),
        ),
        letter(
            "Quyết định này có hiệu lực kể từ ngày 01 tháng 10 năm 2021.", number="52/BNV-VP",
            date=(2021, 9, 1),
        ),
        letter("Gửi các đơn vị.", number="7/BNV-VP", date=(2020, 2, 1)),
        letter(
            "Thực hiện Công văn số 7/BNV-VP ngày 02 tháng 2 năm 2020 của Bộ Nội vụ về công tác cán bộ, Bộ Y "
            "tế báo cáo.\nThực hiện Quyết định số 5/QĐ-UBND ngày 03 tháng 4 năm 2020.",
            number="31/BYT-KCB", issuer="BỘ Y TẾ", date=(2021, 6, 7),
        ),
        letter(
            "Phúc đáp Công văn số 31/BYT-KCB ngày 07 tháng 6 năm 2021 của Bộ Y tế, Bộ Nội vụ có ý kiến. Căn "
            "cứ khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác "
            "văn thư.\n"
            "Công văn số 7/BNV-VP ngày 01 tháng 2 năm 2020 của Bộ Nội vụ về việc tuyển dụng.",
            number="44/BNV-VP", date=(2021, 7, 8),
        ),
    )  # fmt: skip
    return Corpus.of([*load(letters).documents, *more])  # type: ignore[arg-type]
