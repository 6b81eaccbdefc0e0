"""Identifiers of provisions: how Akoma Ntoso spells them, and how an IRI does.

One table gives the name of each level in either spelling (Akoma Ntoso Naming Convention 1.0, 5.4; `att`,
`annex`, `form`, `row`, `item` and `act` are ours):

    Phần thứ hai           part_2                …/phan-2
    Chương II, Mục 1       chp_II__sec_1         …/chuong-ii/muc-1
    điểm đ khoản 2 Điều 5  art_5__para_2__point_dd  …/dieu-5/khoan-2/diem-dd
    Điều 10 of a text attached  att_1__art_10    …/dinh-kem-1/dieu-10

Ordinals are written as Arabic numbers, Roman ones as printed, đ as dd.  An IRI has no capitals, and calls the
numbered paragraph of a letter what people do: mục.
"""

from __future__ import annotations

from typing import NamedTuple

from .. import late
from .bodies import slug


class Level(NamedTuple):
    """A level of the tree: its key in a record, its name in an eId, its name in an IRI."""

    kind: str
    eid: str
    slug: str


LEVELS = (
    Level("dinh-kem", "att", "dinh-kem"),
    Level("phu-luc", "annex", "phu-luc"),
    Level("mau", "form", "mau"),
    Level("dong", "row", "dong"),
    Level("phan", "part", "phan"),
    Level("chuong", "chp", "chuong"),
    Level("muc", "sec", "muc"),
    Level("tieu-muc", "subsec", "tieu-muc"),
    Level("dieu", "art", "dieu"),
    Level("khoan", "para", "khoan"),
    Level("diem", "point", "diem"),
    Level("tiet", "point", "diem"),
    Level("muc-so", "item", "muc"),
    Level("doan-mo-dau", "intro", "doan-mo-dau"),
    Level("van-ban", "act", "van-ban"),
)
ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")

_BY_KIND = {level.kind: level for level in LEVELS}
_BY_EID = {level.eid: level for level in reversed(LEVELS)}
_BY_SLUG = {level.slug: level for level in reversed(LEVELS)}
_SMALL = ("art", "para", "point", "row")  # their letters are small ones: "Điều 5a", "điểm k1"
# Zeros before a number: "Điều |0|5".
_ZEROS = late.regex(r"(?<!\d)0+(?=\d)")


def step(kind: str, num: str) -> str:
    """One step of an eId, for a level of the record and its number as printed.

    >>> [step(*one) for one in (("dieu", "5a"), ("diem", "đ"), ("phan", "thứ hai"), ("phu-luc", "số 01"))]
    ['art_5a', 'point_dd', 'part_2', 'annex_1']
    """
    name = _BY_KIND[kind].eid
    last = num.split()[-1] if num.split() else ""
    if last.lower() in ORDINALS:
        last = str(ORDINALS.index(last.lower()) + 1)
    last = last.replace("đ", "dd") if kind != "mau" else last
    return f"{name}_{_ZEROS.sub('', last) if kind != 'mau' else last}" if last else name


def join(above: str, own: str) -> str:
    """An eId below another; nothing stands before an article but the attachment that it is in.

    >>> join("chp_II", "art_5"), join("att_1__chp_II", "art_5"), join("art_5", "para_2")
    ('art_5', 'att_1__art_5', 'art_5__para_2')
    """
    if own.startswith("art_"):
        first = above.split("__", 1)[0]
        above = first if first.startswith("att_") else ""
    return f"{above}__{own}" if above else own


def counted(eid: str | None) -> tuple[str, int] | None:
    """What stands above the last number of an eId, and that number; None if it is no whole number.

    >>> counted("art_5__para_12"), counted("art_5__point_a")
    (('art_5__para', 12), None)
    """
    above, _, number = (eid or "").rpartition("_")
    return (above, int(number)) if number.isascii() and number.isdigit() and len(number) <= 4 else None


def to_slugs(eid: str) -> str:
    """The path of an IRI for an eId.

    >>> to_slugs("art_5__para_2__point_dd"), to_slugs("chp_II__sec_1"), to_slugs("att_1__art_10")
    ('dieu-5/khoan-2/diem-dd', 'chuong-ii/muc-1', 'dinh-kem-1/dieu-10')
    """
    steps = (one.partition("_") for one in eid.split("__"))
    return "/".join(slug(f"{_BY_EID[name].slug} {num}") for name, _, num in steps)


def to_eid(path: str, items: bool = False) -> str:
    """The eId for a path; `items` where "mục" means the numbered paragraphs of a letter or plan.

    >>> to_eid("dieu-5/khoan-2/diem-dd"), to_eid("chuong-ii/muc-1"), to_eid("muc-i/muc-1/diem-a", items=True)
    ('art_5__para_2__point_dd', 'chp_II__sec_1', 'item_I__item_1__point_a')
    """
    return "__".join(_to_step(one, items) for one in path.split("/"))


def _to_step(one: str, items: bool) -> str:
    level = max((name for name in _BY_SLUG if f"{one}-".startswith(f"{name}-")), key=len)
    name, num = _BY_SLUG[level].eid, one[len(level) + 1 :]
    name = "item" if items and name == "sec" else name
    return f"{name}_{num if name in _SMALL else num.upper()}" if num else name


_WORDS = {
    "dinh-kem": "văn bản kèm theo", "phu-luc": "Phụ lục", "mau": "Mẫu", "dong": "dòng", "phan": "Phần",
    "chuong": "Chương", "muc": "Mục", "tieu-muc": "Tiểu mục", "dieu": "Điều", "khoan": "khoản",
    "diem": "điểm", "tiet": "tiết", "muc-so": "mục", "doan-mo-dau": "đoạn mở đầu", "van-ban": "văn bản",
}  # fmt: skip


def kind_word(kind: str) -> str:
    """What a level of the record is called; one that is not known by its key.

    >>> kind_word("tieu-muc"), kind_word("diem")
    ('Tiểu mục', 'điểm')
    """
    return _WORDS.get(kind, kind)


def name_of(eid: str) -> str:
    """What the level of an eId is called.

    >>> name_of("art_5__para_2"), name_of("chp_II")
    ('khoản', 'Chương')
    """
    return _WORDS[_BY_EID[eid.rpartition("__")[2].partition("_")[0]].kind]


def words(eid: str) -> str:
    """An eId as people write it.

    >>> words("art_5__para_2__point_dd"), words("chp_II__sec_1"), words("art_5__intro"), words("act")
    ('điểm đ khoản 2 Điều 5', 'Mục 1 Chương II', 'đoạn mở đầu Điều 5', 'văn bản')
    """
    steps = [(name_of(one), one.partition("_")[2].replace("dd", "đ")) for one in reversed(eid.split("__"))]
    return " ".join(f"{name} {num}".strip() for name, num in steps)


def roman(num: str) -> int:
    """The value of a roman numeral, 0 if it is none ("IC").

    >>> roman("XIV"), roman("IC"), roman("x")
    (14, 0, 0)
    """
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(c, 0) for c in num]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if _to_roman(total) == num else 0


def _to_roman(value: int) -> str:
    out = ""
    for amount, sign in zip(
        (100, 90, 50, 40, 10, 9, 5, 4, 1), ("C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"), strict=True
    ):
        while value >= amount:
            out, value = out + sign, value - amount
    return out
