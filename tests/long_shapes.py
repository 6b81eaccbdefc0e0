"""Pages that grow in one way each: a beginning, a unit that is repeated, an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple

from long_pages import decree, plan

_LETTER = "BỘ NỘI VỤ\nSố: 15/BNV-VP\nHà Nội, ngày 1 tháng 2 năm 2024\nKính gửi: Bộ Y tế.\n"
_POINT = f"{_LETTER}1. Nội dung.\n"
_DECREE, _, _BODY = decree().partition("Chương I\n")
_ARTICLE = f"{_DECREE}Điều 1. Phạm vi\n"
_CLOSING = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nNguyễn Văn A\n"


class Shape(NamedTuple):
    """A page that can be made as long as one likes; `unit` gives the piece with a number."""

    begins: str
    unit: Callable[[int], str]
    ends: str = ""

    def page(self, size: int, first: int = 1) -> str:
        """A page of about so many bytes in UTF-8, its pieces numbered from `first`."""
        return self.begins + "".join(_until(map(self.unit, count(first)), size)) + self.ends


def _until(pieces: Iterator[str], size: int) -> Iterator[str]:
    held = 0
    while held < size:
        piece = next(pieces)
        held += len(piece.encode())
        yield piece


def _same(words: str) -> Callable[[int], str]:
    return lambda _: words


def _numbered(words: str) -> Callable[[int], str]:
    return lambda number: words.replace("#", str(number))


# A body stays one body: without the closing block, and with an end that no unit repeats.
SHAPES = {
    "a body of articles": Shape(_DECREE, _same("Chương I\n" + _BODY.split("Chương II")[0]), _CLOSING),
    "a body of points": Shape(_POINT, _same(plan().partition("I. ")[2].split("Nơi nhận")[0])),
    "cues without actors": Shape(_POINT, _same("Việc này do ai đó chủ trì và làm.\n")),
    "limits without actors": Shape(
        _POINT, _same("việc này được giao trước ngày 20 tháng 3 năm 2024 và làm xong.\n")
    ),
    "cues in one sentence": Shape(_POINT, _same("việc do ai đó chủ trì và ")),
    "actors": Shape(_POINT, _same("Bộ Y tế chủ trì, phối hợp với Bộ Tài chính thực hiện. ")),
    "points": Shape(_POINT, _numbered("#. Bộ Y tế lập hồ sơ, trình trước ngày 30 tháng 6 năm 2024.\n")),
    "one citation a line": Shape(
        _LETTER, _same("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;\n")
    ),
    "citations in one sentence": Shape(_ARTICLE, _numbered("Nghị quyết số #/NQ-CP và "), _CLOSING),
    "numbers alone": Shape(_LETTER, _numbered("#/2020/NĐ-CP ")),
    "laws by name": Shape(_LETTER, _same("Luật Đất đai, ")),
    "back references": Shape(_LETTER, _same("Nghị định nêu trên ")),
    "short names": Shape(_ARTICLE, _numbered("Nghị định số #/2020/NĐ-CP (sau đây gọi là Nghị định #), ")),
    "pinpoints": Shape(_ARTICLE, _same("điểm a khoản 1 Điều 2 Luật Đất đai, "), _CLOSING),
    "acts in a list": Shape(
        _DECREE + "Điều 1. Bãi bỏ các Nghị định sau đây:\n",
        _numbered("#. Nghị định số #/2020/NĐ-CP ngày 1 tháng 2 năm 2020;\n"),
        _CLOSING,
    ),
    "acts that carry others out": Shape(
        _LETTER + "Triển khai ",
        _numbered("Nghị quyết số #/NQ-CP, Ủy ban nhân dân tỉnh đã ban hành Kế hoạch số #/KH-UBND, "),
    ),
    "amended again and again": Shape(
        _ARTICLE + "Nghị định số 1/2020/NĐ-CP ", _numbered("được sửa đổi bởi Nghị định số #/2020/NĐ-CP ")
    ),
    "effects": Shape(
        _ARTICLE, _same("Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2026. "), _CLOSING
    ),
    "note marks in one line": Shape(_LETTER, _same("chữ¹ ")),
    "notes": Shape(_ARTICLE, _numbered("[#] Sửa đổi theo Nghị định số #/2020/NĐ-CP.\n")),
    "quotations in one another": Shape(_POINT, _same("“Sửa đổi\n"), "”" * 1000),
    "brackets in one another": Shape(_POINT, _same("(sau đây gọi là Luật Đất đai ")),
    "rows of a table": Shape(
        _LETTER + "| TT | Nội dung | Cơ quan chủ trì | Thời hạn |\n",
        _numbered("| # | Lập hồ sơ | Bộ Y tế | 30/6/2025 |\n"),
    ),
    "annexes": Shape(
        _ARTICLE + _CLOSING,
        _numbered("PHỤ LỤC #\nDANH MỤC\n(Kèm theo Nghị định số 301/2025/NĐ-CP)\n1. Một việc.\n"),
    ),
    "letters in one file": Shape("", _same(f"{_LETTER}Việc này đã rõ.\n{_CLOSING}")),
    "recipients": Shape(_LETTER + "Việc này đã rõ.\nNơi nhận:\n", _same("- Bộ Y tế;\n")),
    "lines in capitals": Shape(_LETTER, _same("ỦY BAN NHÂN DÂN\n")),
    "words in one line": Shape(_LETTER, _same("cơ quan nhà nước thực hiện việc này theo quy định ")),
    "one letter": Shape("", _same("a")),
    "empty lines": Shape(_POINT, _same("\n \n")),
    "emphasis": Shape(_LETTER, _same("*a* ")),
}

# Pieces that rooms of the page begin at, without what they would go on with.
_PIECES = (
    "trước ngày ",
    "1. ",
    "Điều 1. a\n",
    "Nơi nhận:\n- ",
    "KT. CHỦ TỊCH\n",
    "| ",
    "|\n",
    "“",
    "Số: 1/",
    "Kính gửi: A;\n",
    "trong thời hạn 05 ngày kể từ ngày (",
    "giao Bộ ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
    "Nguyễn ",
    "hằng năm ",
    "[1] a\n",
    "     a",
    "Căn cứ ",
)
SHAPES |= {f"nothing but {piece!r}": Shape(_LETTER, _same(piece)) for piece in _PIECES}
