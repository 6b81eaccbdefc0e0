"""What later documents say of the tasks of a plan: added, dropped, put off, handed over, worded anew.

A change is proposed with its sentence and the rows of the ledger that it may mean; it is never applied.  Only
a document that changes the plan, or names it in the sentence, is heard.

>>> from vnlegal import parse
>>> page = "Điều 1. Bãi bỏ nhiệm vụ số 5, số 7 mục II Phụ lục kèm theo Kế hoạch số 15/KH-UBND.\\n"
>>> [(one.kind, one.numbers, one.section) for one in told(parse(page))]
[('dropped', ('5', '7'), 'ii')]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol

from .. import late
from ..model import Document, Span, Work
from ..parts.charged import read_charged
from ..parts.time_cells import read_time
from ..text import Text, fold

ChangeKind = Literal["added", "dropped", "put off", "handed over", "reworded"]
CHANGES = ("amends", "repeals", "replaces", "corrects", "extends")
"""The relations by which a document may change the tasks of another."""

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
_KINDS: Mapping[str, ChangeKind] = {
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
# Where a sentence begins and ends.
_BEGINS = late.regex(r"(?r)(?:[.;:”]\s|\n\s{0,4}[-+–•]\s|\n(?=[ \t]{0,8}\n))")
_ENDS = late.regex(r"[.;](?=\s|$)|\n[ \t]{0,8}\n")
# The line of a section above a row: "| II | Hạ tầng", "III. NHÂN LỰC".
_SECTION_LINE = late.regex(r"(?m)^[ \t|*#]{0,8}(?P<s>[IVX]{1,5}|[A-H])(?:\s*[|*]|\.\s)")
_LONGEST = 700
_LEAST = 0.6  # of the words of a name that a task holds


@dataclass(frozen=True, slots=True)
class TaskChange:
    """What a sentence says of tasks: `numbers` and `section` as printed, the new limit or the new actors.

    `rows` are the ids of the tasks that it may mean: one is meant, several are undecided, none was found.
    `target` is the IRI of the plan, `document` the number of the paper that says so.
    """

    kind: ChangeKind
    numbers: tuple[str, ...]
    section: str
    name: str
    value: str
    actors: tuple[str, ...]
    sentence: str
    span: Span
    path: str = ""
    document: str = ""
    work: str = ""
    day: date | None = None
    target: str = ""
    rows: tuple[str, ...] = ()


class Row(Protocol):
    """What is needed of a row of the ledger."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def work(self) -> str:
        """The document that sets it."""

    @property
    def row(self) -> str:
        """The number of its row in a table."""

    @property
    def portion(self) -> str:
        """The portion that holds it."""

    @property
    def action(self) -> str:
        """What is to be done."""

    @property
    def span(self) -> Span:
        """Its place."""


def told(document: Document) -> Iterator[TaskChange]:
    """What the sentences of a document say of tasks that were set before, in page order."""
    if "nhiệm vụ" not in fold(document.source.text):
        return
    text = Text.of(document.source.text)
    for cue in _CUE.finditer(text.folded):
        start = next(
            (one.end() for one in _BEGINS.finditer(text.clean, max(0, cue.start() - 300), cue.start())), 0
        )
        if _NOT_SAID.search(text.folded, start, cue.start()):
            continue
        stop = _ENDS.search(text.clean, cue.end(), cue.end() + _LONGEST)
        end = stop.start() if stop else min(len(text.clean), cue.end() + _LONGEST)
        yield _change(document, text, _KINDS[str(cue.lastgroup)], (start, end), cue.end())


def _change(
    document: Document, text: Text, kind: ChangeKind, bounds: tuple[int, int], behind: int
) -> TaskChange:
    folded, (start, end) = text.folded, bounds
    numbers = _NUMBERS.match(folded, behind, end)
    section, name = _SECTION.search(folded, behind, end), _NAME.search(text.clean, behind, end)
    return TaskChange(
        kind,
        tuple(numbers.captures("n")) if numbers else (),
        section["s"] if section else "",
        name["words"] if name and not numbers else "",
        _limit(document, text, behind, end) if kind in ("put off", "reworded", "added") else "",
        tuple(_actors(text, behind, end)) if kind == "handed over" else (),
        " ".join(text.clean[start:end].split()),
        text.span(start, end),
    )


def _limit(document: Document, text: Text, start: int, end: int) -> str:
    """The last time of a sentence that is not the day of a document."""
    cited = [one.span for one in document.mentions]
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


def of_document(
    document: Document, work: Work, meant: Callable[[str], str | None], changed: Iterable[str]
) -> Iterator[TaskChange]:
    """The changes of one document, each with the plan that it is about.

    `meant` gives the work of a mention; `changed` are the works that the document changes.  A sentence is
    about the plan that it names, else about the one plan that the document changes.
    """
    others = tuple(dict.fromkeys(one for one in changed if one != work.iri))
    for change in told(document):
        named = [meant(one.id) for one in document.mentions if change.span.covers(one.span)]
        targets = [one for one in named if one in others] or list(others[:1] if len(others) == 1 else ())
        for target in dict.fromkeys(targets):
            yield replace(
                change,
                path=document.source.path,
                document=work.number or work.title or work.iri,
                work=work.iri,
                day=work.date,
                target=target or "",
            )


def placed(change: TaskChange, rows: Sequence[Row], text: str) -> TaskChange:
    """A change with the rows that it may mean: of its plan, whose `text` is given, or those that it adds."""
    if change.kind == "added":
        added = (row for row in rows if row.work == change.work and change.span.covers(row.span))
        return replace(change, rows=tuple(row.id for row in added))
    found = [row for row in rows if row.work == change.target and _is_meant(change, row)]
    if change.section and len(found) > 1:
        found = [row for row in found if _section(text, row.span) == change.section] or found
    return replace(change, rows=tuple(row.id for row in found))


def _is_meant(change: TaskChange, row: Row) -> bool:
    if change.numbers:
        number = row.row or row.portion.rpartition("_")[2]
        return number in change.numbers
    if not change.name:
        return False
    words, held = fold(change.name).split(), set(fold(row.action).split())
    return sum(word in held for word in words) >= _LEAST * len(words)


def _section(text: str, span: Span) -> str:
    """The number of the last section line above a place."""
    above = [one["s"] for one in _SECTION_LINE.finditer(text, 0, span.start)]
    return above[-1].lower() if above else ""


def by_row(changes: Iterable[TaskChange]) -> Mapping[str, tuple[TaskChange, ...]]:
    """Changes by the id of each row that they may mean."""
    found: dict[str, list[TaskChange]] = defaultdict(list)
    for change in changes:
        for row in change.rows:
            found[row].append(change)
    return {row: tuple(some) for row, some in found.items()}
