"""The tasks: who must do what, with whom, by when.

A task is a sentence that names who must act ("Bộ Y tế chủ trì …", "Giao Sở A …") or sets a time limit;
who must act may stand in the sentence, before it in the same point, or in the lead-in of the point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import regex

from ..lines import ENDS
from ..model import Deadline, Field, Portion, Task
from ..scan import Led
from ..text import Text, trim
from . import deadlines
from .layout import Layout
from .tables import Table, find_tables
from .tree import Inside, portion_at, portions_at, quotations
from .wording import any_of, starts

Stretch = tuple[int, int]
Named = tuple[list[Stretch], list[Stretch]]  # who acts, who helps
_AHEAD = 16  # how far behind a mark its meaning is decided

_WHO = rf"(?!{any_of('nobody')}){any_of('actor', 'body')}"
_DUTY = rf"(?!tổ chức(?:\s(?:đảng|chính trị|xã hội|cá nhân|có|trên|trong|hội)|,))(?:{any_of('duty')})"
_ORDER = r"(?:giao|yêu cầu|đề nghị|giao cho|thống nhất)"
_CUE = Led(
    ("chủ trì", "có trách nhiệm", "chịu trách nhiệm", "giao", "yêu cầu", "đề nghị"),
    "",
    regex.compile(
        rf"(?<!\p{{L}})(?:chủ trì|có trách nhiệm|chịu trách nhiệm"
        rf"|(?<!được\s)(?:giao|yêu cầu|đề nghị)(?:\scho)?\s(?={_WHO}))"
    ),
)
# A name stands where a sentence or a point begins, behind a comma, or behind an order.
_ACTOR = regex.compile(
    rf"(?:(?P<point>(?<=^|[.;:\n]\s?|[-–+]\s|\d[.)]\s|\p{{Ll}}\)\s))|(?P<comma>(?<=,\s))"
    rf"|(?<=(?<!được\s)(?<!\p{{L}})(?i:{_ORDER})\s))"
    rf"(?P<who>(?i:{_WHO})(?:(?<=(?i:các\s(?:bộ|sở|cơ quan|tỉnh|địa phương)))[^.;:]{{0,40}}:\s)?"
    r"[^.;:]{0,280}?)"
    rf"(?=,?\s(?:{_DUTY}|hàng|hằng|(?:chậm|muộn) nhất|trước|trong)|\s?[:;]|\s[-–]\s|$)"
)
_NAME_BEGINS = starts("actor", "body")
_PARTNERS = regex.compile(
    rf"phối hợp(?:\schặt chẽ)?\s(?:với|cùng)\s(?P<who>[^.;:]{{3,260}}?)(?=,?\s{_DUTY}|\s?[.;:]|$)"
)
_SPLIT = regex.compile(
    r"(?:;\s|,\s(?:và\s)?|\svà\s)(?=(?:Bộ|Sở|Ủy ban|UBND|Cục|Ban|Văn phòng|Ngân hàng|Thanh tra|Chủ tịch"
    r"|Giám đốc|Công an|Tỉnh ủy|Thành ủy|Đảng ủy|Hội|Kho bạc|Tòa án|Viện)\s\p{Lu})"
)
_OWN = regex.compile(r"(?:ý kiến|kết luận|chỉ đạo|yêu cầu|ban hành)\s")
_PROCEDURE = regex.compile(r"thủ tục hành chính|quy trình nội bộ|tthc")
_LIMIT_COLUMN = regex.compile(rf"{any_of('limit column')}|^thời (?:gian|hạn)$")
_ACTOR_COLUMN = regex.compile(r"chủ trì|(?:cơ quan|đơn vị)(?: chịu trách nhiệm)?(?: thực hiện)$")
_PARTNER_COLUMN = regex.compile(r"phối hợp")
_ACTION_COLUMN = regex.compile(r"nội dung|nhiệm vụ|công việc|hoạt động|tên")


class Apart(NamedTuple):
    """The text of an attachment and its portions; `orders` where its sentences give tasks, as a plan's do."""

    bounds: Sequence[Stretch]
    body: Sequence[Portion]
    orders: bool


class _Order(NamedTuple):
    """A sentence that gives a task, and its time limit."""

    start: int
    end: int
    limit: deadlines.Limit | None


def read_tasks(
    text: Text, layout: Layout, body: Sequence[Portion], attached: Sequence[Apart] = ()
) -> tuple[Task, ...]:
    """The tasks of the body, in page order, then of each attachment; of an annex those of its tables."""
    today = layout.head.date.day if layout.head and layout.head.date else None
    reader = _Reader(text, [(one.start, one.end) for one in layout.of("body")], body, today)
    found = [*reader.sentences(), *reader.tables()]
    for one in attached:
        reader = _Reader(text, one.bounds, one.body, today)
        found += reader.sentences() if one.orders else ()
        found += (
            ()
            if _PROCEDURE.search(text.folded, one.bounds[0][0], one.bounds[0][0] + 400)
            else reader.tables()
        )
    return tuple(found)


class _Above(NamedTuple):
    """How far a stretch was read: its open sentence, where to go on, and who was named before that."""

    begin: int
    at: int
    named: Named


class _Reader:
    def __init__(
        self, text: Text, bounds: Sequence[Stretch], body: Sequence[Portion], today: date | None
    ) -> None:
        self.text = text
        self.bounds = bounds
        self.body = body
        self.today = today
        self.above: dict[int, _Above] = {}
        self.leads: dict[Stretch, Named] = {}

    def sentences(self) -> Iterator[Task]:
        """A task for each time limit, and for each other sentence that names who must act."""
        for start, end in self.bounds:
            for order in self._orders(start, end):
                if task := self._task(order, self.bounds[0][0]):
                    yield task

    def _orders(self, start: int, end: int) -> list[_Order]:
        quoted = quotations(self.text, start, end)
        is_quoted = Inside(quoted)
        orders = [
            _Order(*self._sentence(limit.start, limit.end, start, end), limit)
            for limit in deadlines.find(self.text.folded, start, end, self.today)
            if not is_quoted(limit.start)
        ]
        is_quoted, has_limit, done = Inside(quoted), Inside([(one.start, one.end) for one in orders]), start
        for match in _CUE.finditer(self.text.folded, start, end):
            if match.start() < done or is_quoted(match.start()) or has_limit(match.start()):
                continue
            span = self._sentence(match.start(), match.end(), start, end)
            if (cut := self.text.clean.rfind(";", span[0], match.start())) >= 0:
                span = trim(self.text.clean, cut + 1, span[1])
            orders.append(_Order(*span, None))
            done = max(done, span[1])
        return sorted(orders)

    def _sentence(self, start: int, end: int, low: int, high: int) -> Stretch:
        clean = self.text.clean
        begin = max(low, start - 1500, self.text.lines.sentence(start))
        return trim(clean, begin, self.text.lines.next_stop(end, min(high, end + 1500), over_lines=True))

    def _task(self, order: _Order, low: int) -> Task | None:
        actors, partners = self._who(order.start, order.limit.start if order.limit else order.end)
        if not actors:
            actors, partners = self._inherited(order.start, low, partners)
        if not actors and order.limit is None:
            return None
        start, end = self._action(order, actors)
        span = self.text.span(order.start, order.start + 1)
        portion = portion_at(self.body, span)
        return Task(
            actors=tuple(field for stretch in actors for field in self._names(stretch)),
            partners=tuple(field for stretch in partners for field in self._names(stretch)),
            action=self.text.words(start, end, "order"),
            portion=portion.eid if portion else None,
            deadline=self._deadline(order.limit) if order.limit else None,
        )

    def _who(self, start: int, end: int, firm: bool = False) -> Named:
        """Who acts and who helps, as a sentence says it; `firm` if only its beginning or an order counts."""
        low = min(end, self.text.lines.words(start))
        high = min(len(self.text.clean), end + 200)
        words = self.text.cased(start, high)
        found = [m for m in self._named(words, start, low, end) if _is_name(m["who"])]
        partners = [m.span("who") for m in _PARTNERS.finditer(words) if m.start() <= end - start]
        apart = [m for m in found if not any(a <= m.start("who") < b for a, b in partners)]
        ordered = [m for m in apart if m["point"] is None and m["comma"] is None]
        first = [m for m in apart if m.start("who") == low - start]
        actors = ordered[-1:] or first or ([] if firm else apart[:1])
        return [(start + m.start("who"), start + m.end("who")) for m in actors], [
            (start + a, start + b) for a, b in partners[:1]
        ]

    def _named(self, words: str, start: int, low: int, end: int) -> Iterator[regex.Match[str]]:
        """Who may act in `low:end`; `words` stand from `start` on."""
        for begins in _NAME_BEGINS.finditer(self.text.folded, low, end):
            if begins.start() >= low and (actor := _ACTOR.match(words, begins.start() - start, end - start)):
                yield actor
                low = start + actor.end()

    def _inherited(self, at: int, low: int, partners: list[Stretch]) -> Named:
        """Look back in the same point, then at the lead-in of each point above, then before the first."""
        chain = portions_at(self.body, self.text.span(at, at + 1))
        if chain and (named := self._last_above(self._stretch(chain[-1])[0], at))[0]:
            return named[0], partners or named[1]
        for lead in self._leads(chain, at, low):
            if lead not in self.leads:
                self.leads[lead] = self._last_named(lead[0], *lead)[0]
            if (named := self.leads[lead])[0]:
                return named[0], partners or named[1]
        return [], partners

    def _leads(self, chain: Sequence[Portion], at: int, low: int) -> Iterator[Stretch]:
        for portion in reversed(chain):
            start, end = self._stretch(portion)
            child = self._stretch(portion.children[0])[0] if portion.children else end
            yield start, min(child, at, start + 900)
        first = self._stretch(self.body[0])[0] if self.body else at
        yield max(low, min(first, at) - 1500), min(first, at)

    def _last_above(self, start: int, at: int) -> Named:
        """`_last_named` from `start` to a place, asked from top to bottom: nothing is read twice."""
        above = self.above.get(start)
        if above is None or above.at > at:
            above = _Above(start, start, ([], []))
        named, begin, before = self._last_named(above.begin, above.at, at, above.named)
        self.above[start] = _Above(begin, max(begin, at - 2 * _AHEAD), before)
        return named

    def _last_named(
        self, begin: int, at: int, end: int, before: Named = ([], [])
    ) -> tuple[Named, int, Named]:
        """Who the last sentence that begins with a name or an order tells to act, from `begin` on.

        `at` is where the next sentence may begin, `before` what holds if none does.  Also given: the last
        sentence that more text cannot move, and what holds before it.
        """
        inner = self.text.lines.between(at, max(at, end - 1))
        starts = [begin, *(stop.next for stop in inner if stop.strength in ENDS and stop.next < end)]
        named, firm = before, (begin, before)
        for start, stop in pairwise((*starts, end)):
            found = self._who(start, min(stop, start + 1500), firm=True)
            named = found if found[0] else named
            if stop <= end - _AHEAD:
                firm = stop, named
        return named, *firm

    def _stretch(self, portion: Portion) -> Stretch:
        return self.text.at(portion.span)

    def _names(self, stretch: Stretch) -> Iterator[Field[str]]:
        """The several bodies of one mention; a group ("các Bộ, cơ quan") stays whole."""
        start, end = trim(self.text.clean, *stretch, " \n,:;-–")
        at = start
        for match in _SPLIT.finditer(self.text.flow, start, end):
            yield self.text.words(at, match.start(), "actor")
            at = match.end()
        if at < end:
            yield self.text.words(at, end, "actor")

    def _action(self, order: _Order, actors: list[Stretch]) -> Stretch:
        """What is to be done: the sentence behind the name of who does it, or its last clause."""
        clean = self.text.clean
        start = order.start
        if actors and order.start <= actors[-1][0] < order.end:
            start = actors[-1][1]
        if order.limit:
            cut = clean.rfind(";", start, order.limit.start)
            start = cut + 1 if cut >= 0 else start
        start, end = trim(clean, min(order.end, self.text.lines.words(start)), order.end, " \n,:;.")
        return (start, end) if start < end else (order.start, order.end)

    def _deadline(self, limit: deadlines.Limit) -> Deadline:
        lines = (
            stop.at for stop in self.text.lines.between(limit.start, limit.end) if stop.strength == "line"
        )
        end = next(lines, limit.end)
        return Deadline(self.text.field(limit.value, limit.start, end, "time limit"), limit.kind)

    def tables(self) -> Iterator[Task]:
        """Rows of work plans; tables of administrative procedures set no limits of the document."""
        for start, end in self.bounds:
            if self.text.clean.find("|", start, end) >= 0:
                for table in find_tables(self.text, start, end):
                    yield from self._plan(table)

    def _plan(self, table: Table) -> Iterator[Task]:
        names = [" ".join(self.text.folded[a:b].split()) for a, b in table.head]
        when, who = _column(names, _LIMIT_COLUMN), _column(names, _ACTOR_COLUMN)
        what, helps = _column(names, _ACTION_COLUMN), _column(names, _PARTNER_COLUMN)
        if when is None or who is None or what is None:
            return
        for row in table.rows:
            if len(row) > max(when, who, what) and (task := self._row(row, when, who, what, helps)):
                yield task

    def _row(self, row: Sequence[Stretch], when: int, who: int, what: int, helps: int | None) -> Task | None:
        start, end = row[when]
        limit = deadlines.cell(self.text.folded[start:end], self.today) if start < end else None
        if limit is None or row[what][0] == row[what][1]:
            return None
        limit = limit._replace(start=start + limit.start, end=start + limit.end)
        partners = self._names(row[helps]) if helps is not None and helps < len(row) else ()
        portion = portion_at(self.body, self.text.span(*row[what]))
        return Task(
            actors=tuple(self._names(row[who])),
            partners=tuple(partners),
            action=self.text.words(*row[what], "table of tasks"),
            portion=portion.eid if portion else None,
            deadline=self._deadline(limit),
        )


def _is_name(words: str) -> bool:
    """A name begins with a capital, or with "các", "người đứng đầu"."""
    return (words[0].isupper() or words.startswith(("các ", "người đứng đầu"))) and not _OWN.search(words)


def _column(names: list[str], pattern: regex.Pattern[str]) -> int | None:
    return next((i for i, name in enumerate(names) if pattern.search(name)), None)
