"""What a document orders of tasks that another has set: added, dropped, put off, handed over, worded anew.

>>> page = Text.of("Điều 1. Bãi bỏ nhiệm vụ số 5, số 7 mục II Phụ lục kèm theo Kế hoạch số 15/KH-UBND.\\n")
>>> [(one.kind, one.numbers, one.section) for one in read_task_changes(page, ())]
[('dropped', ('5', '7'), 'ii')]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .. import late
from ..model import Span, TaskChangeKind, ToldTaskChange
from ..text import Text
from .charged import read_charged
from .time_cells import read_time

# "|Bổ sung nhiệm vụ| số 6 vào mục II", "|Bãi bỏ các nhiệm vụ|", "|Điều chỉnh thời hạn hoàn thành| nhiệm vụ".
_CUE = late.regex(
    r"(?<!\p{L})(?:(?P<added>bổ sung(?: thêm)?(?: \d{1,3}| một số| các)? nhiệm vụ)"
    r"|(?P<dropped>(?:bãi bỏ|hủy bỏ|bỏ|dừng thực hiện|không tiếp tục thực hiện)(?: \d{1,3}| một số| các)?"
    r" nhiệm vụ)"
    r"|(?P<putoff>(?:điều chỉnh|gia hạn|lùi|kéo dài|thay đổi|sửa đổi)(?: (?:về|thêm))?"
    r" (?:thời hạn|thời gian|tiến độ)(?: \p{L}{1,8}){0,4} nhiệm vụ)"
    r"|(?P<handed>(?:(?:điều chỉnh|thay đổi) (?:cơ quan|đơn vị)(?: \p{L}{1,8}){0,5}|chuyển(?: giao)?)"
    r" nhiệm vụ)"
    r"|(?P<reworded>(?:sửa đổi|điều chỉnh)(?:, bổ sung)?(?: (?:nội dung|tên))? nhiệm vụ))(?!\p{L})"
)
_KINDS: Mapping[str, TaskChangeKind] = {
    "added": "added", "dropped": "dropped", "putoff": "put off", "handed": "handed over",
    "reworded": "reworded",
}  # fmt: skip
# Words before a cue that only ask, or tell of what was done: "|đề nghị| bãi bỏ", "|đã| bổ sung".
_NOT_SAID = late.regex(
    r"(?<!\p{L})(?:đề nghị|kiến nghị|đề xuất|xem xét|xin|đã|việc|được|không)(?!\p{L})[^.;]*$"
)
# Numbers behind a cue: "số 5", "số thứ tự 5, 7 và 9", "tại mục 3.2".
_NUMBERS = late.regex(
    r"\s(?:(?:tại|ở|có|theo|mang)\s)?(?:số(?: thứ tự| tt)?|stt|thứ|dòng)\s(?P<n>\d{1,3}(?:\.\d{1,3})*)"
    r"(?:(?:,|;|\svà|,\svà)\s(?:số\s)?(?P<n>\d{1,3}(?:\.\d{1,3})*)(?![\d/]))*"
)
# The section that holds them: "mục II", "phần B", "nhóm III".
_SECTION = late.regex(r"(?<!\p{L})(?:mục|phần|nhóm)\s(?P<s>[ivx]{1,5}|[a-hđ])(?!\p{L})")
# What a task is called: "nhiệm vụ |“Xây dựng bến đò”|".
_NAME = late.regex(r"[“\"](?P<words>[^”\"\n]{8,300})[”\"]")
# A time in a sentence; the last one is the new one: "từ tháng 6/2026 sang |tháng 9/2026|".
_TIME = late.regex(
    r"(?:ngày \d{1,2}\s?(?:/|tháng)\s?\d{1,2}\s?(?:/|năm)\s?20\d\d|\d{1,2}/\d{1,2}/20\d\d"
    r"|(?:tháng|quý)\s(?:\d{1,2}|[iv]{1,3})\s?(?:/|năm)\s?20\d\d|năm 20\d\d)(?![\d/])"
)
# Who takes a task over: "từ Sở Nội vụ |sang| Sở Tài chính", "|cho| Sở Y tế", "|giao| Công an tỉnh".
_TO = late.regex(r"(?<!\p{L})(?:sang|cho|giao(?: cho)?|thành|là)\s")
# Where a sentence begins: behind a stop, at an item.
_BEGINS = late.regex(r"(?r)(?:[.;:”]\s|\n\s{0,4}[-+–•]\s|\n(?=[ \t]{0,8}\n))")
# Where it ends: "… mục II Phụ lục|.|".
_ENDS = late.regex(r"[.;](?=\s|$)|\n[ \t]{0,8}\n")
CHANGES = ("amends", "repeals", "replaces", "corrects", "extends")
"""The relations by which a document may change the tasks of another."""

_TASK = "nhiệm vụ"
_LONGEST_CUE = 60
_BEFORE = 300  # where the sentence of a cue begins
_LONGEST = 700


def read_task_changes(text: Text, cited: Sequence[Span]) -> tuple[ToldTaskChange, ...]:
    """What the sentences of a text order of tasks, in page order; `cited` are the spans of its mentions."""
    return tuple(_told(text, cited))


def changes_tasks(text: Text, start: int, end: int) -> bool:
    """Whether a sentence begins with what is ordered of tasks that another document has set.

    >>> changes_tasks(Text.of("Điều chỉnh thời hạn hoàn thành nhiệm vụ số 1."), 0, 44)
    True
    """
    return _CUE.match(text.folded, start, end) is not None


def _told(text: Text, cited: Sequence[Span]) -> Iterator[ToldTaskChange]:
    folded, at, last = text.folded, text.folded.find(_TASK), 0
    while at >= 0:
        cue = _CUE.search(folded, max(last, at - _LONGEST_CUE), at + len(_TASK))
        if cue:
            last = cue.end()
            yield from _change(text, cited, _KINDS[str(cue.lastgroup)], cue.start(), cue.end())
        at = folded.find(_TASK, at + 1)


def _change(
    text: Text, cited: Sequence[Span], kind: TaskChangeKind, cue: int, behind: int
) -> Iterator[ToldTaskChange]:
    folded, clean = text.folded, text.clean
    start = next((one.end() for one in _BEGINS.finditer(clean, max(0, cue - _BEFORE), cue)), 0)
    if _NOT_SAID.search(folded, start, cue):
        return
    stop = _ENDS.search(clean, behind, behind + _LONGEST)
    end = stop.start() if stop else min(len(clean), behind + _LONGEST)
    numbers = _NUMBERS.match(folded, behind, end)
    section, name = _SECTION.search(folded, behind, end), _NAME.search(clean, behind, end)
    yield ToldTaskChange(
        kind,
        tuple(numbers.captures("n")) if numbers else (),
        section["s"] if section else "",
        name["words"] if name and not numbers else "",
        _limit(text, cited, behind, end) if kind in ("put off", "reworded", "added") else "",
        tuple(_actors(text, behind, end)) if kind == "handed over" else (),
        " ".join(clean[start:end].split()),
        text.span(start, end),
    )


def _limit(text: Text, cited: Sequence[Span], start: int, end: int) -> str:
    """The last time of a sentence that is not the day of a document."""
    times = [
        one
        for one in _TIME.finditer(text.folded, start, end)
        if not any(span.covers(text.span(one.start(), one.end())) for span in cited)
    ]
    limit = read_time(times[-1][0]) if times else None
    return limit.value if limit else ""


def _actors(text: Text, start: int, end: int) -> Iterator[str]:
    """Who is named last behind a word that gives."""
    named = [
        charged
        for one in _TO.finditer(text.folded, start, end)
        if (charged := read_charged(text, one.end(), end, partner=True))
    ]
    for a, b in named[-1].names if named else ():
        yield " ".join(text.clean[a:b].split())
