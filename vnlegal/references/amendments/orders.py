"""The clauses that order a change: their verbs, active and passive, and what each verb governs.

"Sửa đổi, bổ sung khoản 4 và bổ sung khoản 5 vào Điều 77", "Khoản 2 Điều 13 được sửa đổi, bổ sung như sau",
"Thay cụm từ “A” bằng cụm từ “B” tại Điều 9" (Nghị định 78/2025/NĐ-CP, Chương VI).

>>> [(one.op, one.start, one.end) for one in find_orders("sửa đổi khoản 4 và bổ sung khoản 5 vào điều 77")]
[('mend', 7, 15), ('add', 26, 46)]
>>> [one.op for one in find_orders("khoản 2 điều 13 được sửa đổi, bổ sung như sau:")]
['mend']
>>> find_orders("giao bộ nội vụ sửa đổi, bổ sung thông tư số 5/2020/tt-bnv")
[]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import regex

from ... import late
from ...lines import Stretch

Op = Literal["mend", "add", "swap", "cut", "number", "split", "join"]


class Order(NamedTuple):
    """A verb and what it governs (`start:end`); positions count in what was read."""

    op: Op
    start: int
    end: int


# A new number, behind "thành": "thành |khoản 5|", "thành |các Điều 6 và 7|", "thành |Chương IIa|".
_UNIT = r"(?:các )?(?:tiết|điểm|khoản|điều|tiểu mục|mục|chương|phần) "
_NUMBERED = (
    rf"(?:từ )?{_UNIT}(?:\d{{1,4}}[a-zđ]?(?!\p{{L}}| (?:triệu|tỷ|tỉ|đồng|nghìn)(?!\p{{L}}))"
    r"|(?:[a-zđ]\d?|[ivxlc]{1,7}[a-zđ]?)(?!\p{L})|thứ )"
)
_RENAMES = rf"(?:chuyển|đổi|sửa|trở|đánh số) (?=thành {_NUMBERED})"
# The verbs: "sửa đổi", "bãi bỏ", "đánh số lại", "tách", "nhập" (Nghị định 78/2025/NĐ-CP).
_VERB = (
    r"(?:(?P<mend>sửa đổi(?:(?:,|;)?(?: và)? bổ sung|, thay thế)*+|bổ sung(?:,| và) sửa đổi"
    r"|sửa(?= (?:các |một số )?(?:cụm từ|từ|dấu|chữ) ))"
    r"|(?P<add>b(?:ổ|\ufffd{1,3}) sung(?: thêm)?)"
    r"|(?P<swap>thay thế|thay(?= (?:các |một số |những )?(?:cụm từ|từ|dấu|chữ)(?!\p{L})| bằng| thành"
    r"| (?:các )?(?:điểm|khoản|điều|chương|mục) \S{1,8}(?: [^:;“\"]{0,240})? bằng ))"
    r"|(?P<cut>bãi bỏ|[hH]ủy bỏ|huỷ bỏ|bỏ)"
    r"|(?P<number>đánh (?:lại số|số lại)(?: thứ tự)?"
    rf"|(?:chuyển|đổi)(?: số(?: thứ tự)?)?(?: của)?(?= {_UNIT}[^:;“·]{{1,120}} thành {_NUMBERED})"
    rf"|(?:chuyển|đổi|đánh số)(?= thành {_NUMBERED}))"
    rf"|(?P<split>tách(?= {_UNIT}))|(?P<join>(?:nhập|gộp|ghép|hợp nhất)(?= {_UNIT})))(?!\p{{L}})"
)
# An order in the active voice: "Bãi bỏ …", "Tại khoản 2 Điều 5, thay …".
_ACTIVE = late.regex(rf"(?:nay |đồng thời |tại (?:các )?(?:điểm|khoản|điều)[^“\":]{{1,120}}?,? )?{_VERB}")
# What one order adds to the one before it: "khoản 4 |và bổ sung| khoản 5"; not "sửa đổi, thay thế hoặc …".
_NEXT = late.regex(
    rf"(?<!sửa đổi)(?:[,;](?: và| đồng thời)?| và| đồng thời) {_VERB}(?! (?:hoặc|một số)(?!\p{{L}}))"
)
# The passive voice: "Điều 4 được sửa đổi, bổ sung như sau"; "đã được" and "được … theo" tell of another act.
_PASSIVE = late.regex(
    rf"(?<!đã) (?:được|bị) {_VERB}"
    r"(?! (?:một số điều |một số nội dung )?(?:bởi|tại(?! (?:điểm|khoản|điều))|theo)(?!\p{L}))"
    rf"| (?:nay )?(?P<number>{_RENAMES}"
    rf"|(?<=\d |\d[a-zđ] | [a-zđ] |cũ |hành |sửa đổi |bổ sung )(?=thành {_NUMBERED}))"
    rf"| được (?:(?P<split>tách)|(?P<join>nhập|gộp|ghép))(?= (?:thành|vào) {_NUMBERED})"
    r"| nay (?:được )?(?:(?P<cut>bãi bỏ)(?! và thay)|(?:bãi bỏ và )?(?P<swap>thay(?: thế)? bằng))(?!\p{L})"
    r"| (?P<lapse>(?:sẽ )?hết hiệu lực|chấm dứt hiệu lực)(?!\p{L})"
)
# What else an order says of the numbers: "bổ sung khoản 4 …|; |khoản 4 cũ được đánh số lại thành khoản 5".
_MEANWHILE = late.regex(
    rf"[;,](?: và| đồng thời)? (?=(?P<told>{_UNIT}(?:(?! vào | sau | thành )[^;:“·]){{1,120}}?"
    rf" (?:(?:được )?đánh (?:lại số|số lại)|(?:được )?{_RENAMES})))"
)
# What begins another order behind a semicolon: "…|; |khoản 2 Điều 61 được sửa đổi, bổ sung như sau".
_ALSO_PASSIVE = late.regex(rf"; (?={_UNIT}\p{{L}}?\d?)")
# What a passive order begins with: a provision, a phrase, a name, an act.
_SUBJECT = late.regex(
    r"(?:các |những |toàn bộ |nội dung |quy định (?:tại |của |về )?)*+"
    r"(?:điểm|khoản|điều|tiết|mục|tiểu mục|chương|phần|phụ lục|mẫu|biểu mẫu|cụm từ|từ|tên|tiêu đề|đoạn|khổ"
    r"|câu|luật|bộ luật|pháp lệnh|nghị định|nghị quyết|quyết định|thông tư|chỉ thị|quy chế|sau(?: đây)?"
    r"|văn bản)"
    r"(?!\p{L})"
)
# A form that takes the place of another: "Các biểu mẫu … thay thế các biểu mẫu tại Phụ lục II …".
_TAKES_PLACE = late.regex(
    r"(?:ban hành (?:kèm theo (?:\p{L}+ ){1,2}này )?)?"
    r"(?:các )?(?:biểu mẫu|mẫu|phụ lục|danh mục|bảng)(?!\p{L})"
    r"(?:(?! được )[^.:“\"]){0,200}? thay thế (?:cho )?"
)


# What a clause says aside: in brackets, or of a change that another act made before.
_ASIDE = late.regex(
    r"\((?!(?:ngoại )?trừ )[^()]{6,400}\)"
    r"|(?<=\d/[\p{L}\d-]{2,14}) sửa đổi(?:, bổ sung)? (?!như sau|thành)[^;:·]{5,300}+(?=;)"
    r"|(?:đã )?được (?:sửa đổi|bổ sung|thay thế)(?:, bổ sung|, thay thế)*+"
    r"(?: một số (?:điều|nội dung))? (?:theo|tại(?:(?<=đã được .{7,40})|(?! (?:điểm|khoản|điều)))|bởi)"
    r"(?:(?! được | như sau| hết hiệu lực| chấm dứt hiệu lực)[^;:·])*+"
)


def masked(folded: str, hidden: Sequence[Stretch], start: int, end: int) -> str:
    """A clause with its quotations and what it says aside blotted out, character by character."""
    clause = folded[start:end]
    for a, b in hidden:
        clause = clause[: a - start + 1] + "·" * (b - a - 2) + clause[b - start - 1 :]
    return _ASIDE.sub(lambda found: "·" * len(found[0]), clause)


def find_orders(clause: str) -> list[Order]:
    """The orders of a clause, in order; none if it orders nothing."""
    if first := _ACTIVE.match(clause):
        if (cut := _then_passive(clause)) is not None:  # "Bỏ khoản 4; khoản 2 Điều 61 được sửa đổi như sau"
            rest = find_orders(clause[cut:])
            moved = [Order(one.op, one.start + cut, one.end + cut) for one in rest]
            return [*find_orders(clause[:cut].rstrip(" ;")), *moved]
        opens = (_op(first), 0, 0 if "tại " in first[0] else first.end())
        then = [(_op(one), one.start(), one.end()) for one in _NEXT.finditer(clause, first.end())]
        also: list[tuple[Op, int, int]] = [("number", *one.span()) for one in _meanwhile(clause, first.end())]
        row = [opens, *sorted([*then, *also], key=lambda one: one[1])]
        ends = [*(at for _, at, _ in row[1:]), len(clause)]
        return [Order(op, start, end) for (op, _, start), end in zip(row, ends, strict=True)]
    if found := _TAKES_PLACE.match(clause):
        return [Order("swap", found.end(), len(clause))]
    if not _SUBJECT.match(clause):
        return []
    verbs = [*_PASSIVE.finditer(clause)]
    passive = [
        one for i, one in enumerate(verbs) if i == 0 or not _op(one) == "number" == _op(verbs[i - 1])
    ]  # "khoản 4 thành khoản 5, khoản 5 thành khoản 6" is one order
    starts = [0, *(one.end() for one in passive[:-1])]
    ends = [*(one.end() for one in passive[:-1]), len(clause)]
    return [Order(_op(one), *pair) for one, *pair in zip(passive, starts, ends, strict=False)]


def _then_passive(clause: str) -> int | None:
    """Where a clause that began in the active voice goes on in the passive one."""
    for found in _ALSO_PASSIVE.finditer(clause):
        at = found.end()
        end = clause.find(";", at)
        verb = _PASSIVE.search(clause, at, len(clause) if end < 0 else end)
        if verb and _op(verb) in ("mend", "add", "swap", "cut"):
            return at
    return None


def _meanwhile(clause: str, start: int) -> Iterator[regex.Match[str]]:
    """What is said of numbers besides; "khoản 4, khoản 5 cũ được …" is one."""
    past = start
    for found in _MEANWHILE.finditer(clause, start):
        if found.start() >= past:
            yield found
            past = found.end("told")


_OPS: tuple[Op, ...] = ("mend", "add", "swap", "number", "split", "join")


def _op(found: regex.Match[str]) -> Op:
    groups = found.groupdict()
    return next((op for op in _OPS if groups.get(op) is not None), "cut")
