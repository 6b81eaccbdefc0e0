"""Ways to spoil a page: each a function of a `Random` and the page, all named in `WAYS`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from random import Random

Way = Callable[[Random, str], str]

# What extraction, old fonts, editors and people who mean harm leave on a page.
_ODD = (
    "\u00a0", "\u200b", "\u00ad", "\ufeff", "\u202e", "\u0301", "\u0323", "\u2028", "\x0c", "\x0b",
    "\x00", "\x1b", "\t", "\r", "\x85", "\x1c", "\x08", "\x7f", "\ufffe", "\U0010ffff", "ſ", "İ", "ß",
    "ﬁ", "Ⅳ", "½", "²", "¹²³", "٣", "１", "／", "－", "–", "—", "Đ", "Ð", "đ", "Ə", "𝟏", "😀", "\ud83d",
    "|", "||", "**", "__", "_{", "}", "[1]", "[", "]", "(", ")", "“", "”", "\"", "'", "\\", "<br>", "<",
    ">", "&amp;", "#", "*", ".", ";", ":", "/", "-", "_", "0", "9", "%", "=", "+", "@",
)  # fmt: skip
_WORDS = (
    "Căn cứ", "Thực hiện", "Điều", "khoản", "điểm", "Chương", "Phụ lục", "số", "Số:", "ngày", "tháng",
    "năm", "của", "và", "về việc", "V/v", "Kính gửi:", "Nơi nhận:", "Lưu: VT", "TM.", "KT.", "Nghị định",
    "Nghị quyết", "Luật", "Quyết định này", "nêu trên", "sửa đổi, bổ sung", "bãi bỏ", "thay thế",
    "hết hiệu lực", "có hiệu lực", "(sau đây gọi là", "50/NQ-CP", "30/2020/NĐ-CP", "52-NQ/TW",
    "ngày 31 tháng 02 năm 2020", "31/12/9999", "00/00/0000", "trước ngày 15/5/2021", "hằng tháng",
    "quý IV", "từ khoản 1 đến khoản 999999", "QCVN 41:2019/BGTVT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc", "BỘ NỘI VỤ", "Ủy ban nhân dân tỉnh",
)  # fmt: skip


def _cut(rng: Random, page: str) -> str:
    """A stretch of the page."""
    start, end = sorted((rng.randint(0, len(page)), rng.randint(0, len(page))))
    return page[start:end]


def _hole(rng: Random, page: str) -> str:
    """The page without a stretch."""
    start = rng.randint(0, len(page))
    return page[:start] + page[start + rng.randint(0, 400) :]


def _lines_shuffled(rng: Random, page: str) -> str:
    lines = page.splitlines(keepends=True)
    start = rng.randint(0, len(lines))
    few = lines[start : start + rng.randint(2, 40)]
    rng.shuffle(few)
    return "".join([*lines[:start], *few, *lines[start + len(few) :]])


def _words_shuffled(rng: Random, page: str) -> str:
    words = page.split(" ")
    start = rng.randint(0, len(words))
    few = words[start : start + rng.randint(2, 60)]
    rng.shuffle(few)
    return " ".join([*words[:start], *few, *words[start + len(few) :]])


def _doubled(rng: Random, page: str) -> str:
    """A stretch stands two to four times."""
    start, length = rng.randint(0, len(page)), rng.choice((5, 50, 500))
    return page[:start] + page[start : start + length] * rng.randint(2, 4) + page[start + length :]


def _twice(rng: Random, page: str) -> str:
    return page + rng.choice(("", "\n", "\f")) + page


def _characters(rng: Random, page: str) -> str:
    """Some characters replaced by, or followed by, odd ones."""
    letters = list(page)
    for _ in range(rng.randint(1, 30)):
        if letters:
            at = rng.randrange(len(letters))
            letters[at] = rng.choice(_ODD) + (letters[at] if rng.random() < 0.5 else "")
    return "".join(letters)


def _words(rng: Random, page: str) -> str:
    """Words of the trade where they do not belong."""
    words = page.split(" ")
    for _ in range(rng.randint(1, 12)):
        words.insert(rng.randint(0, len(words)), rng.choice(_WORDS))
    return " ".join(words)


def _digits(rng: Random, page: str) -> str:
    return "".join(rng.choice("0123456789") if c.isdecimal() and rng.random() < 0.2 else c for c in page)


def _erased(rng: Random, page: str) -> str:
    """All of one character, or some of all, is gone."""
    gone = rng.choice("\n .,;:/-0123ốđĐ")
    return page.replace(gone, rng.choice(("", " ")))


def _wrapped(rng: Random, page: str) -> str:
    """Lines broken anywhere, as PDFs do."""
    width = rng.randint(3, 80)
    return rng.choice(("\n", "\r\n", "\n\n", " \n ")).join(
        page[i : i + width] for i in range(0, len(page), width)
    )


def _unwrapped(rng: Random, page: str) -> str:
    return page.replace("\n", rng.choice((" ", "", "  ", " | ")))


def _forms(rng: Random, page: str) -> str:
    """Other normal forms, cases and line ends."""
    change: Callable[[str], str] = rng.choice(
        (
            lambda words: unicodedata.normalize("NFD", words),
            lambda words: unicodedata.normalize("NFKC", words),
            str.upper, str.lower, str.title, str.swapcase,
            lambda words: words.replace("\n", "\r\n"), lambda words: f"\ufeff{words}",
        )
    )  # fmt: skip
    return change(page)


def _bare(rng: Random, page: str) -> str:
    """Without its tone marks, or in the letters of the fonts before Unicode."""
    if rng.random() < 0.5:
        return "".join(c for c in unicodedata.normalize("NFD", page) if not unicodedata.combining(c))
    return page.encode("utf-8", "surrogatepass").decode("latin-1")


def _in_columns(rng: Random, page: str) -> str:
    """The lower half of the page stands beside its upper half."""
    lines = page.splitlines()
    half = len(lines) // 2
    pairs = zip(lines[:half], lines[half:], strict=False)
    gap = rng.choice(("    ", " | ", "\t"))
    return "\n".join(f"{left:<40}{gap}{right}" for left, right in pairs)


def _stretched(rng: Random, page: str) -> str:
    """One character, or one line, repeated many times in one place."""
    at = rng.randint(0, len(page))
    more = rng.choice((page[at : at + 1], page[at : at + rng.randint(2, 30)], rng.choice(_ODD), "\n"))
    return page[:at] + more * rng.choice((10, 100, 600 // max(1, len(more)))) + page[at:]


WAYS: dict[str, Way] = {
    "cut": _cut, "hole": _hole, "lines shuffled": _lines_shuffled, "words shuffled": _words_shuffled,
    "doubled": _doubled, "twice": _twice, "characters": _characters, "words": _words, "digits": _digits,
    "erased": _erased, "wrapped": _wrapped, "unwrapped": _unwrapped, "forms": _forms, "bare": _bare,
    "in columns": _in_columns, "stretched": _stretched,
}  # fmt: skip


def spliced(rng: Random, pages: Sequence[str]) -> str:
    """The beginning of one page and the end of another."""
    one, two = rng.choice(pages), rng.choice(pages)
    return one[: rng.randint(0, len(one))] + two[rng.randint(0, len(two)) :]
