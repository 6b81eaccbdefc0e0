"""Rows of work plans: a table whose columns say what is to be done, by whom, with whom, by when.

Tables of administrative procedures, prices and lists charge nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

import regex

from .. import late
from ..lines import Stretch
from ..text import Text, fold
from .charged import read_charged
from .deadlines import Limit
from .tables import Table
from .time_cells import read_time
from .wording import any_of

# A table of procedures or prices, which charges nobody.
_PROCEDURE = late.regex(r"thủ tục hành chính|quy trình nội bộ|tthc|định mức|đơn giá|bảng giá")
# Heads of its columns: "Tên thủ tục", "Các bước", "Thứ tự công việc".
_STEPS = late.regex(r"thủ tục|tthc|^(?:các )?bước|^(?:thứ tự|trình tự) (?:công việc|thực hiện)")
# Heads of columns, as plans print them.
_LIMIT = late.regex(
    rf"{any_of('limit column')}|^(?:thời (?:gian|hạn|điểm)|hạn|tiến độ|(?:ngày )?hoàn thành)(?:$|\s|\()"
)
# The column of who leads: "Cơ quan chủ trì".
_ACTOR = late.regex(
    r"chủ trì|(?:cơ quan|đơn vị|bộ phận"
    r"|người)(?:,? đơn vị)?(?: chịu trách nhiệm)?(?: được giao)?(?: thực hiện| đầu mối"
    r"| tham mưu| soạn thảo| chuẩn bị| phụ trách)(?: nội dung| chính)?$|^phân công|^trách nhiệm"
)
# The column of who helps: "Cơ quan phối hợp".
_PARTNER = late.regex(r"phối hợp|tham gia$")
# The column of what is to be done: "Nội dung, nhiệm vụ".
_ACTION = late.regex(r"nội dung|nhiệm vụ|công việc|đầu việc|hoạt động|^tên|đề án|văn bản|giải pháp|chỉ tiêu")
# The column of what comes of it: "Sản phẩm".
_PRODUCT = late.regex(r"sản phẩm|kết quả|hình thức văn bản|đầu ra")
# Where there is none, that of who issues it: "Cấp trình".
_ISSUED = late.regex(r"cấp trình|cấp ban hành")
# A label in a cell: "|- Chủ trì:| Sở Tư pháp".
_LEADS = late.regex(r"[\s\-–+*]{0,6}(?:(?:cơ quan|đơn vị) )?chủ trì(?: thực hiện)?\s?:\s*")
# Behind who leads in the same cell who helps: "Sở A| chủ trì, phối hợp với |Sở B", "Sở A|. Phối hợp: |Sở B".
_HELPS = late.regex(
    r"[\s.,;\-–+*]{0,6}(?:(?<!\p{L})chủ trì[,;]?\s)?(?<!\p{L})(?:(?:cơ quan|đơn vị) )?phối hợp"
    r"(?: thực hiện| cùng)?(?:\s?:|\svới|\scùng)?\s*"
)
# "Sở A| chủ trì|".
_LED = late.regex(r"\s{0,3}\(?(?<!\p{L})chủ trì(?: thực hiện)?\)?[\s.;]{0,6}$")
# A column of targets, whose rows are reached and not done.
_TARGET = late.regex(r"(?:tên |các |nội dung )?(?:chỉ tiêu|mục tiêu|chỉ số)(?: .*)?")
# The number of a row: "12", "1.2", "3.a".
_NUMBER = late.regex(r"\d{1,3}(?:\.(?:\d{1,3}|[a-zđ]))*")
# The number of a section: "II", "a.".
_SECTION = late.regex(r"(?:[ivx]{1,5}|[a-hđ])\.?")
_TITLE = 400  # a title above a table is no longer


class Plan(NamedTuple):
    """One row: who, with whom, what, by when, what comes out, and the number that it bears."""

    actors: tuple[Stretch, ...]
    partners: tuple[Stretch, ...]
    action: Stretch
    limit: Limit | None
    product: Stretch | None
    number: Stretch | None = None


def read_plans(text: Text, tables: Sequence[Table], start: int, today: date | None) -> Iterator[Plan]:
    """The rows of those tables of a region that are plans by what stands above them."""
    for table in tables:
        at, end = table.bounds
        if not any(map(_PROCEDURE.search, _titles(text, max(start, at - _TITLE), at))):
            yield from _rows(text, table, today)
        start = end


def _titles(text: Text, start: int, end: int) -> Iterator[str]:
    """The lines above a table that may be its title: none that is an item or a sentence."""
    for line in text.clean[start:end].splitlines():
        words = fold(line).strip(" |*#")
        if words and not words.startswith(("-", "+", "–", "•")) and not words.endswith((".", ";", ":")):
            yield words


def _rows(text: Text, table: Table, today: date | None) -> Iterator[Plan]:
    names = [" ".join(text.folded[a:b].split()) for a, b in table.head]
    helps, when, product = (_column(names, pattern) for pattern in (_PARTNER, _LIMIT, _PRODUCT))
    product = product if product is not None else _column(names, _ISSUED)
    who = _column(names, _ACTOR, helps)
    what = _column(names, _ACTION, who, helps, when, product)
    if who is None or what is None or (when is None and helps is None and product is None):
        return
    if (when is None and _TARGET.fullmatch(names[what])) or any(map(_STEPS.search, names)):
        return
    columns = _Columns(who, what, helps, when, product)
    above: Sequence[Stretch] = ()
    for row, after in zip_longest(table.rows, table.rows[1:], fillvalue=()):
        if above and not _cell(row, who) and _shares(text, row, above, after, columns):
            row = _completed(row, above, columns)
        plan = _plan(text, row, columns, today)
        above = row if plan else ()
        if plan:
            yield plan


class _Columns(NamedTuple):
    """Which columns say who, what, with whom, by when, and what comes of it."""

    who: int
    what: int
    helps: int | None
    when: int | None
    product: int | None


def _cell(row: Sequence[Stretch], column: int | None) -> Stretch | None:
    """What stands in a column, None if nothing does."""
    there = row[column] if column is not None and column < len(row) else (0, 0)
    return there if there[0] < there[1] else None


def _number(text: Text, row: Sequence[Stretch], columns: _Columns) -> str:
    """The number with which a row begins."""
    return text.folded[slice(*row[0])].strip(" .") if columns.what and row else ""


def _plan(text: Text, row: Sequence[Stretch], columns: _Columns, today: date | None) -> Plan | None:
    """What a row says; None for a section, and for a row that does not say what is to be done by whom."""
    who, action = _cell(row, columns.who), _cell(row, columns.what)
    number = _number(text, row, columns)
    if who is None or action is None or (_SECTION.fullmatch(number) and _same(text, row, columns.what)):
        return None
    helps, when = _cell(row, columns.helps), _cell(row, columns.when)
    actors, beside = _charged_in(text, who)
    return Plan(
        actors,
        tuple(names_of(text, helps)) if helps else beside,
        action,
        _limit(text, when, today) if when else None,
        _cell(row, columns.product),
        row[0] if _NUMBER.fullmatch(number) else None,
    )


def _shares(
    text: Text,
    row: Sequence[Stretch],
    above: Sequence[Stretch],
    after: Sequence[Stretch],
    columns: _Columns,
) -> bool:
    """Whether the cell of who leads reaches down to a row: its number is the next, or it has its own limit.

    A row with a number below which others count on is a heading ("1" above "1.1").
    """
    number, last = _number(text, row, columns), _number(text, above, columns)
    if not number or not last:
        return number == last and _cell(row, columns.when) is not None
    stem, _, count = number.rpartition(".")
    before, _, previous = last.rpartition(".")
    following = stem == before and count.isdigit() and previous.isdigit() and int(count) == int(previous) + 1
    return following and not _number(text, after, columns).startswith(f"{number}.")


def _completed(row: Sequence[Stretch], above: Sequence[Stretch], columns: _Columns) -> tuple[Stretch, ...]:
    """A row whose cells of who, with whom and by when are those above where they are empty."""
    shared = (columns.who, columns.helps, columns.when)
    cells = [*row, *((0, 0) for _ in range(len(above) - len(row)))]
    for column in shared:
        if column is not None and not _cell(row, column) and column < len(above):
            cells[column] = above[column]
    return tuple(cells)


def _same(text: Text, row: Sequence[Stretch], what: int) -> bool:
    """Whether a row that spans columns repeats its words in each."""
    words = text.clean[slice(*row[what])]
    return any(text.clean[slice(*cell)] == words for i, cell in enumerate(row) if i != what)


def _charged_in(text: Text, cell: Stretch) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Who leads and who helps where one cell tells both: "Sở A chủ trì, phối hợp Sở B", "Chủ trì: Sở A"."""
    start, end = cell
    label = _LEADS.match(text.folded, start, end)
    start = label.end() if label else start
    helps = _HELPS.search(text.folded, start, end)
    if helps is None:
        leads = _LED.search(text.folded, start, end)
        return tuple(names_of(text, (start, leads.start() if leads else end))), ()
    return tuple(names_of(text, (start, helps.start()))), tuple(names_of(text, (helps.end(), end)))


def names_of(text: Text, cell: Stretch) -> Iterator[Stretch]:
    """The bodies that a cell or a label names."""
    at, end = cell
    while at < end:
        named = read_charged(text, at, end, partner=True)
        if named is None or (named.end < end - 1 and named.behind not in ("end", "colon")):
            yield at, end
            return
        yield from named.names
        at = named.end
        while at < end and text.clean[at] in " .;,\n-–+:":
            at += 1


def _limit(text: Text, cell: Stretch, today: date | None) -> Limit | None:
    start, end = cell
    limit = read_time(text.folded[start:end], today) if start < end else None
    return limit and limit._replace(start=start + limit.start, end=start + limit.end)


def _column(names: Sequence[str], pattern: regex.Pattern[str], *taken: int | None) -> int | None:
    return next((i for i, name in enumerate(names) if i not in taken and pattern.search(name)), None)
