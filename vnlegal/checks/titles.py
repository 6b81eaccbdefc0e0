"""Comparing two printings of one title (trích yếu): as a clerk reads it, not as a computer stores it.

Case, white space, tone style, quotation marks, closing punctuation, "V/v", "về việc", the way dates are
written and abbreviated type words do not count.  What is left differs in words, in punctuation only, or
not at all; a title cut short at a word boundary is the same title.

>>> compare("V/v thực hiện NQ số 50/NQ-CP ngày 17/4/2020.", "thực hiện Nghị quyết 50/NQ-CP ngày 17-4-2020")
<Likeness.SAME: 'same'>
>>> compare("một số chính sách, chủ động tham gia", "một số chính sách chủ động tham gia")
<Likeness.PUNCTUATION: 'punctuation'>
>>> compare("đột phá phát triển khoa học", "Đột phá phát triển khoa học, công nghệ")
<Likeness.SAME: 'same'>
>>> compare("về bến đò ngày 05/12/2000 của Chính phủ", "Về bến đò (dưới đây gọi là Nghị định 72)")
<Likeness.SAME: 'same'>
"""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import Enum
from functools import cache, lru_cache

from .. import late, vocabulary
from ..notation import dates, numbers
from ..text import Text, bare, fold

_TOKEN = late.regex(r"\p{N}[\p{L}\p{N}]*(?:[/.-][\p{L}\p{N}&]+)*|[\p{L}&]+|[,;:()\[\]-]")
# What a title may begin with or not: "V/v", "về việc", "quy định", "quy định về" ("quy định về xử lý …").
_OPENING = late.regex(
    r"(?:v/v |về (?:việc )?)?quy định (?=\p{L})(?:(?:v/v|về)(?: việc)?:? )?|(?:v/v|về)(?: việc)?:? |việc "
)
_NUMBER_WORD = late.regex(r"\bsố:? (?=\d)")
_AMENDMENTS = late.regex(r"[(,; ]*(?:đã )?được (?:sửa đổi|bổ sung|thay thế)(?!\p{L}).*")
# The next document of a list is not part of a title ("về công tác văn thư, Quyết định số 1/QĐ-TTg …").
_NEXT = late.regex(r"[,;] (?:và )?(?:\p{L}+ ){1,4}số:? ?\d.*")
# What stands behind a title: its day and maker, what it is called below, where the sentence goes on.
_DAY = late.regex(r"[ ,;(]*(?:(?:được )?(?:ban hành|thông qua|ký) )?ngày \d\d/\d\d/\d{4}(?: của .*)?\)?$")
_CALLED = late.regex(
    r" ?\((?:dưới đây|sau đây|được|đã|gọi|viết|thay thế|có hiệu lực|trừ|nếu|bao gồm)(?!\p{L}).*"
)
_ON = late.regex(
    r"[,;]? (?:[^,;]{1,20} như sau$|căn cứ|hướng dẫn tại|theo (?:quy định|phân công)"
    r"|và (?:các )?quy định)(?!\p{L}).*"
)
# Where a plan is carried out that names a title ("kế hoạch thực hiện Nghị quyết … trên địa bàn thành phố").
_WHERE = late.regex(r" trên địa bàn (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)(?!\p{L})[^,;]*$")
# The type before the name of a law, which a head gives on a line of its own ("Luật Bảo vệ …", "BẢO VỆ …").
_TYPE_FIRST = late.regex(r"^(?:luật|bộ luật|pháp lệnh|nghị định|thông tư) (?=\p{L})(?!số \d|này)")
_BEFORE_MARK = late.regex(r" (?=[,;:)\]])")
_RANGE = late.regex(r"(?<=\d) ?- ?(?=\d)")
_DASHES = str.maketrans("–—", "--")


class Likeness(Enum):
    """How two values stand to each other."""

    SAME = "same"
    PUNCTUATION = "punctuation"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


def compare(one: str, other: str) -> Likeness:
    """How two titles stand to each other."""
    a, b = _spelt_out(words(one), words(other)), _spelt_out(words(other), words(one))
    shorter = min(len(a), len(b))
    if not shorter:
        return Likeness.UNKNOWN
    if a[:shorter] != b[:shorter]:
        return Likeness.DIFFERENT
    if (a, b) != (words(one), words(other)):
        return Likeness.SAME  # an abbreviation: the marks do not stand at the same words
    marks_a, marks_b = _marks(one)[: shorter - 1], _marks(other)[: shorter - 1]
    return Likeness.SAME if marks_a == marks_b else Likeness.PUNCTUATION


def _spelt_out(title: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """A title whose abbreviations are written as the other has them.

    >>> _spelt_out(("sắp", "xếp", "đvhc", "cấp", "xã"), ("sắp", "xếp", "đơn", "vị", "hành", "chính"))
    ('sắp', 'xếp', 'đơn', 'vị', 'hành', 'chính', 'cấp', 'xã')
    """
    found: list[str] = []
    for word in title:
        at = len(found)
        meant = other[at : at + len(word)]
        short = len(word) > 1 and found == [*other[:at]] and "".join(one[0] for one in meant) == word
        found += meant if short else (word,)
    return tuple(found)


def spelt_alike(one: str, other: str) -> bool:
    """Whether two titles differ in nothing but marks, blanks and letters with marks that a copy lost.

    The shorter may be cut.

    >>> spelt_alike("về kinh doanh xăng dầu", "vê kinhdoanh xăng dẫu"), spelt_alike("xăng dầu", "dầu khí")
    (True, False)
    >>> spelt_alike("cơ cấu tổ chức của Bộ", "cơ cu tchức ca Bộ"), spelt_alike("giao đất", "giá đất")
    (True, False)
    """
    a, b = ("".join(_unopened(words(title))) for title in (one, other))
    codes = SequenceMatcher(None, bare(a), bare(b), autojunk=False).get_opcodes()
    last = min(len(a), len(b))
    return all(
        kind == "equal" or min(i, j) == last or _is_lost(a[i:i2] or b[j:j2], a[i:i2] and b[j:j2])
        for kind, i, i2, j, j2 in codes
    )


def _unopened(title: tuple[str, ...]) -> tuple[str, ...]:
    """The words behind a misspelt "về"."""
    return title[1:] if title and bare(title[0]) == "ve" else title


def _is_lost(letters: str, instead: str) -> bool:
    """Whether nothing stands for one letter, and that bears a mark."""
    return not instead and len(letters) == 1 and bare(letters) != letters


def is_shortened(short: str, full: str) -> bool:
    """Whether `short` only leaves words of `full` out.

    >>> is_shortened("Chiến lược về Cách mạng", "Chiến lược quốc gia về Cách mạng công nghiệp")
    True
    """
    rest = iter(words(full))
    few = words(short)
    return len(few) < len(words(full)) and all(word in rest for word in few)


def difference(one: str, other: str, limit: int = 3) -> str:
    """Where two titles part, in words of each; punctuation is shown only where words do not differ.

    >>> difference("đột phá, phát triển khoa học và công nghệ", "đột phá phát triển khoa học, công nghệ")
    '“khoa học và công” ≠ “khoa học công”'
    >>> difference("chủ trương, chính sách, chủ động", "chủ trương, chính sách chủ động")
    '“chính sách, chủ” ≠ “chính sách chủ”'
    """
    a, b = words(one), words(other)
    if compare(one, other) is Likeness.PUNCTUATION:
        a, b = _tokens(one), _tokens(other)
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    parts = [
        f"“{_around(a, i, i2)}” ≠ “{_around(b, j, j2)}”" for kind, i, i2, j, j2 in codes if kind != "equal"
    ]
    return "; ".join(parts[:limit])


def _around(tokens: tuple[str, ...], start: int, end: int) -> str:
    return _BEFORE_MARK.sub("", " ".join(tokens[max(start - 2, 0) : end + 1]))


@lru_cache(1 << 16)
def words(title: str) -> tuple[str, ...]:
    """The words of a title in comparable form."""
    return tuple(token for token in _tokens(title) if token[0].isalnum())


def _marks(title: str) -> list[str]:
    """For each word but the last, the punctuation that follows it."""
    marks: list[str] = []
    for token in _tokens(title):
        if token[0].isalnum():
            marks.append("")
        elif marks:
            marks[-1] += token
    return marks


@lru_cache(1 << 16)
def _tokens(title: str) -> tuple[str, ...]:
    folded = _RANGE.sub("-", _plain_dates(fold(_plain_numbers(Text.of(title).flow.translate(_DASHES)))))
    opening = _OPENING.match(folded)
    bare = _TYPE_FIRST.sub("", folded[opening.end() if opening else 0 :])
    bare = _whole_words(bare)
    for behind in (_AMENDMENTS, _NEXT, _CALLED, _ON, _DAY, _WHERE):
        bare = behind.sub("", bare)
    long = _abbreviations()
    tokens = _TOKEN.findall(_NUMBER_WORD.sub("", bare))
    return tuple(word for token in tokens for word in long.get(token, (token,)))


def _whole_words(folded: str) -> str:
    """A title that is cut short without its last word, which may be half of one ("vì sự tiế..")."""
    bare = folded.rstrip()
    return bare.rstrip(".… ").rpartition(" ")[0] if bare.endswith(("..", "…")) else folded


def _plain_numbers(flow: str) -> str:
    """Every document number without blanks inside."""
    for start, end, number in reversed([*numbers.find(flow)]):
        flow = flow[:start] + number.compact + flow[end:]
    return flow


def _plain_dates(folded: str) -> str:
    """Every date as "ngày 05/01/2020", however it was written."""
    for start, end, day in reversed(dates.find(folded)):
        folded = f"{folded[:start]}ngày {day:%d/%m/%Y}{folded[end:]}"
    return folded


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """Abbreviated type words and bodies as they are read aloud, where only one reading is known."""
    readings: dict[str, set[str]] = {}
    for kind in vocabulary.doc_types():
        for short in kind.short:
            readings.setdefault(short.lower(), set()).add(kind.label)
    for body in vocabulary.issuers():
        for short in body.abbreviations:
            if len(short) > 3 and short.isupper():
                readings.setdefault(short.lower(), set()).add(body.name.lower())
    return {short: tuple(found.split()) for short, long in readings.items() if (found := _stem(long))}


def _stem(readings: set[str]) -> str | None:
    """The reading that all others only lengthen ("ủy ban nhân dân" of "ủy ban nhân dân xã")."""
    short = min(readings, key=len)
    return short if all(one == short or one.startswith(f"{short} ") for one in readings) else None
