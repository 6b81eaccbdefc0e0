"""One way through an outline, with who is charged handed down: headings, leads, labels, sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .. import late
from ..lines import Stretch
from ..model import TaskMode
from ..scan import plain
from ..text import Text, trim
from .charged import read_charged
from .deadlines import Limit
from .labels import BlockPiece, blocks, label_of, pieces_of
from .orders import SHARE, Ordered, Orders
from .outline import Item
from .task_changes import changes_tasks
from .time_cells import read_time
from .tree import Inside
from .wording import any_of

# Headings that announce aims or accounts: "Mục tiêu", "Kết quả đạt được".
_NO_HEADING = late.re(plain(rf"(?:(?:về|các|một số|những)\s)?{any_of('no task heading')}"))
# A verb that says what is to be done.
_VERB = late.re(plain(any_of("charge verb")))
# What no task begins with: "Trường hợp", "Trong đó".
_NO_START = late.re(plain(any_of("no task start")))
# "Trách nhiệm của |Sở Y tế|", "Đối với |các xã|": a heading that charges.
_HEADED = late.re(r"(?:trách nhiệm của|nhiệm vụ của|đối với|giao|yêu cầu|đề nghị|mời)\s(?:các đồng chí\s)?")
# "Sở Nội vụ |chủ trì|", "Sở Nội vụ |chủ trì, phối hợp với| Sở Tài chính": a name, not a sentence.
_LEADS = late.re(
    r"\s?(?:chủ trì|thực hiện|chủ trì thực hiện"
    r"|tham mưu [^,;.]{0,80}?,?\s?(?:chỉ đạo|tổ chức|triển khai|thực hiện|,\s?|\s)*)?"
    r"(?:[,;]?\s?phối hợp[^;]*)?\.?$"
)
# What makes a dated sentence of an act an order, where it names nobody: "phải hoàn thành trước ngày …".
_ORDERED = late.regex(r"(?<!\p{L})(?:phải|hoàn thành|có trách nhiệm)(?!\p{L})(?! nộp(?!\p{L}))")
# What an act only defines: "|Thời hạn nộp thuế| …", "|thời điểm| lập hóa đơn |là thời điểm| …".
_DEFINES = late.regex(r"\G\P{L}*(?:thời hạn|thời điểm)(?!\p{L})|là thời (?:điểm|hạn)(?!\p{L})")
# A clause that only says by when: "Hoàn thành trước ngày …".
_FINISHES = late.re(
    plain(
        r"(?:đảm bảo |bảo đảm |phải )?"
        r"(?:thời gian|thời hạn|hoàn thành|xong|hạn|chậm nhất|trước ngày|tiến độ)(?!\p{L})"
    )
)
# What is agreed to, by whom the paper speaks: "|Đồng ý| chủ trương tổ chức Đại hội vào tháng 12/2026".
_AGREES = late.re(r"(?:đồng ý|thống nhất|nhất trí|đến nay|tính đến)\s")
# An account of what was done: "các đơn vị |đã| hoàn thành …".
_TOLD = late.regex(
    r"(?<!\p{L})(?:đã|vừa qua|thời gian qua|trước đây)(?!\p{L})(?! được (?:giao|phân công|phê duyệt))"
)
# The same of years that have passed: "|Trong 5 năm qua, |Đoàn Thanh niên tiếp tục phát huy …".
_OVER_YEARS = late.re(plain(r"(?:(?:trong )?(?:\d{1,3}|những|mấy|các) năm qua|sau khi nghe)(?!\p{L})"))
# What is no work of who is named: "Hội A |yêu cầu| các cấp hội …", "gửi các sở |để nghiên cứu|".
_NO_ACTION = late.re(
    plain(
        rf"\s?(?:yêu cầu(?=\s(?:các\s|{any_of('body', 'actor')}))"
        r"|kính đề nghị|để (?:nghiên cứu|biết|thực hiện|tổ chức|phục vụ))(?!\p{L})"
    )
)
# What is agreed to here: "- |Đồng ý| Cục A gia nhập tổ chức B".
_CONSENT = late.re(r"(?:đồng ý|nhất trí)\s(?!giao\s)")
# Words behind a name that lay a duty on it: "Sở A |cần| …", "Sở B |chủ trì| …", "Sở C|:|".
_BINDS = late.re(
    plain(
        r"[\s,]{0,3}(?::|phải|cần|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|chủ trì|chủ động|khẩn trương"
        r"|tiếp tục|tập trung|nghiêm túc|tăng cường|đẩy mạnh|đẩy nhanh|căn cứ|theo|trên cơ sở)(?!\p{L})"
    )
)
# A lead that says what follows and no more: "… cần tập trung thực hiện tốt |các nhiệm vụ, giải pháp sau|:".
_POINTS = late.regex(
    r"(?:nhiệm vụ|giải pháp|nội dung|công việc|công tác)"
    r"(?:\s(?:cụ thể|chủ yếu|trọng tâm|cơ bản|cấp bách|chính))*\s(?:sau|sau đây|như sau)[\s:.]*$"
)
_LONGEST_HEAD = 260
_LONGEST_FINISH = 50
_LONG_LEAD = 150  # a lead that says so much is a task besides


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is charged here, and what a block or lead adds to each of its items."""

    actors: tuple[Stretch, ...] = ()
    partners: tuple[Stretch, ...] | None = None
    limit: Limit | None = None
    product: Stretch | None = None
    mode: TaskMode = "directed"
    closed: bool = False
    group: tuple[Stretch, ...] = ()
    row: Stretch | None = None


@dataclass(slots=True)
class Draft:
    """A task in the making."""

    charge: Charge
    start: int
    end: int
    limit: Limit | None = None


class Assignments:
    """Reads the items of one stretch of text into drafts of tasks."""

    def __init__(
        self,
        orders: Orders,
        limits: Sequence[Limit],
        quoted: Iterable[Stretch],
        *,
        addressees: tuple[Stretch, ...],
        today: date | None,
        act: bool,
    ) -> None:
        self.orders, self.text = orders, orders.text
        self.limits, self.starts = limits, [limit.start for limit in limits]
        self.quoted = Inside(list(quoted))
        self.addressees, self.today, self.act = addressees, today, act
        self.drafts: list[Draft] = []

    def items(self, items: Sequence[Item], charge: Charge) -> None:
        """Items beside each other; a paragraph that ends with a colon leads those behind it."""
        lead, at = charge, 0
        bodies = not self.act and _are_bodies(self.text, items)
        while at < len(items):
            item, labelled = items[at], at + 1
            while labelled < len(items) and self._labels(item, items[labelled]):
                labelled += 1
            if item.kind == "":
                lead = charge
            if not self.quoted(item.words) and self._matters(item):
                found = self._item(item, items[at + 1 : labelled], lead, bodies)
                lead = found if item.kind == "" and found else lead
                for one in items[at + 1 : labelled] if found else ():
                    self.items([below for below in one.children if not below.kind], lead)
            at = labelled

    def _labels(self, item: Item, other: Item) -> bool:
        """Whether an item is a label of the one above; a number beside a number is not, unless both are."""
        numbered = item.kind not in ("", "dash", "plus", "bullet")
        beside = numbered and item.kind == other.kind and not label_of(self.text, item)
        return not beside and label_of(self.text, other)

    def _matters(self, item: Item) -> bool:
        """In an act only an item with a limit is read."""
        return not self.act or self._limit(item.start, item.stop) is not None

    def _item(self, item: Item, labelled: Sequence[Item], charge: Charge, bodies: bool) -> Charge | None:
        """Read one item, the labels behind it and what is under it; who it charges for what follows."""
        if not self.act and self._block(item, labelled, charge):
            return None
        below = None if self.act else self._heading(item, charge, bodies)
        if below is None:
            leads = self.text.clean[item.end - 1] == ":" and not self.act
            start = self.orders.lead(item.words, item.end) if leads else item.end
            if leads and self._shares_out(item):
                return self._whole(item, charge)
            self._sentences(item.words, start, charge)
            below = self._lead(start, item.end, charge) if leads else charge
        if item.children:
            self.items(item.children, below)
        return below

    def _shares_out(self, item: Item) -> bool:
        """Whether what is below a lead only says how much each gets: "- Tỉnh A: 1.000 viên;"."""
        shares = [SHARE.search(self.text.folded, one.words, one.end) for one in item.children]
        return len(shares) > 1 and all(shares)

    def _whole(self, item: Item, charge: Charge) -> Charge:
        """One task of a lead and all that is below it."""
        found = self.orders.who(item.words, item.end, under=bool(charge.actors))
        if isinstance(found, Ordered) and not charge.closed:
            given = replace(charge, actors=found.names, mode=found.mode or charge.mode)
            self._draft(given, found.action, item.stop, self._limit(item.start, item.stop))
        return charge

    def _heading(self, item: Item, charge: Charge, bodies: bool) -> Charge | None:
        """A heading that names who is charged, or one that says what is below; None for a sentence."""
        start, end = trim(self.text.clean, item.words, item.end, " \n.:;")
        if end - start > _LONGEST_HEAD or start >= end:
            return None
        group = (*charge.group, (start, end))
        asked = _HEADED.match(self.text.folded, start, end)
        at = asked.end() if asked else start
        names = self.orders.named(at, end, partner=at > start)
        if names and names.end >= end - 1 and names.behind in ("end", "colon"):
            mode: TaskMode = "requested" if asked and asked[0].startswith("đề nghị") else "directed"
            return Charge(names.names, mode=mode, group=group)
        if (
            bodies
            and item.children
            and end - start < 90
            and names is None
            and not _VERB.match(self.text.folded, start)
        ):
            return Charge(((start, end),), group=group)
        last = self.text.clean[item.end - 1]
        if item.children and (
            last not in ".;:" or (last == ":" and not self.orders.who(start, end, under=bool(charge.actors)))
        ):
            closed = charge.closed or _is_account(self.text.folded[start:end])
            return replace(charge, closed=closed, group=group) if last != ":" or closed else None
        return None

    def _lead(self, start: int, end: int, charge: Charge) -> Charge:
        """Who a lead charges with what is listed below; whom a letter is addressed to, if it names nobody."""
        found = self.orders.who(start, end, under=bool(charge.actors))
        if isinstance(found, Ordered):
            partners = tuple(self._partners_below(found.action, end)) or None
            given = replace(charge, actors=found.names, mode=found.mode or charge.mode)
            stop = next((b for _, b in self.orders.segments(start, end)), end)
            told = stop - max(found.action, found.names[-1][1])
            points = _POINTS.search(self.text.folded, found.action, stop) is not None
            if ((told > _LONG_LEAD and not points) or end - stop > 2) and not charge.closed:
                self._draft(given, found.action, stop, None)
            return replace(given, partners=partners)
        if self.orders.repeats(start, end):
            return replace(charge, actors=())
        mode = self.orders.asks(start, end)
        if mode is None:
            return charge
        return replace(charge, actors=charge.actors or self.addressees, mode=mode)

    def _partners_below(self, start: int, end: int) -> Iterable[Stretch]:
        """Who helps with each item below a lead, not its own work: "Sở A chủ trì, phối hợp với |Sở B|:"."""
        leads = end - start <= _LONG_LEAD or self.text.folded.find("chủ trì", start, end) >= 0
        return self.orders.partners(start, end) if leads else ()

    def _sentences(self, start: int, end: int, charge: Charge) -> None:
        """The tasks of running text: one for each that is charged, and for each clause with its own limit."""
        if charge.closed or (self.act and self._limit(start, end) is None):
            return
        current = self._open_before(start, end)
        telling = False
        for a, b in self.orders.segments(start, end):
            limit = self._limit(a, b)
            if self.act and (limit is None or not self._binds_in_act(limit)):
                continue
            if not limit and _OVER_YEARS.match(self.text.folded, a):
                telling = True
                continue
            found = self.orders.who(a, b, under=bool(charge.actors))
            if found is None and limit and limit.start - a < 3:
                found = self.orders.behind(limit.end, a, b)
            if self.act and found is None and not self._orders_in_act(a, b):
                continue
            if telling and isinstance(found, Ordered) and not limit and self._tells_on(a, found):
                found = False
            if isinstance(found, Ordered) and _NO_ACTION.match(self.text.folded, found.action):
                continue
            told = found is False and _TOLD.search(self.text.folded, a, b) is not None
            telling = telling or told or self.orders.tells(a, b)
            if isinstance(found, Ordered):
                if current is not None and not limit and self._same(found.names, current.charge.actors):
                    current.end = b
                    continue
                mode = found.mode or charge.mode
                given = replace(charge, actors=found.names, mode=mode, partners=None)
                current = self._draft(given, found.action, b, limit)
            elif found is False and current and not limit and self.text.clean[current.end : a].strip() == ";":
                current.end = b
            elif found is False or _NO_START.match(self.text.folded, a, b):
                alone = limit and found is None and not _AGREES.match(self.text.folded, a)
                current = self._draft(replace(charge, actors=()), a, b, limit) if alone else None
            elif current is not None and (
                limit is None or (current.limit is None and _FINISHES.match(self.text.folded, a))
            ):
                current.end, current.limit = b, current.limit or limit
            elif current is not None:
                current = self._draft(current.charge, a, b, limit)
            elif charge.actors and not self.act and (limit or not _CONSENT.match(self.text.folded, a)):
                current = self._draft(charge, a, b, limit)
            elif limit and not _AGREES.match(self.text.folded, a) and not changes_tasks(self.text, a, b):
                self._draft(charge, a, b, limit)

    def _tells_on(self, start: int, found: Ordered) -> bool:
        """Whether a sentence goes on with an account: nobody is told that he must, should or is to lead."""
        folded = self.text.folded
        subject = found.names[0][0] == start
        return subject and not _BINDS.match(folded, found.names[-1][1])

    def _same(self, names: Sequence[Stretch], others: Sequence[Stretch]) -> bool:
        """Whether two stretches of names read alike: the same bodies named again."""
        return [self.text.folded[a:b].split() for a, b in names] == [
            self.text.folded[a:b].split() for a, b in others
        ]

    def _open_before(self, start: int, end: int) -> Draft | None:
        """The task right before a paragraph that only says by when: "Thời gian hoàn thành trước ngày …"."""
        last, limit = (self.drafts[-1] if self.drafts else None), self._limit(start, end)
        if last is None or limit is None or last.limit or last.charge.limit:
            return None
        alone = limit.start - start < _LONGEST_FINISH and _FINISHES.match(self.text.folded, start)
        return last if alone and not self.text.clean[last.end : start].strip(" .;\n") else None

    def _orders_in_act(self, start: int, end: int) -> bool:
        """Whether a sentence of an act that names nobody orders something to be done by its limit."""
        folded = self.text.folded
        return bool(_ORDERED.search(folded, start, end)) and not _DEFINES.search(folded, start, end)

    def _binds_in_act(self, limit: Limit) -> bool:
        """Whether a limit in an act is a task: a day, or a time that runs from when an act takes effect.

        Processing times of offices, and what they do year by year, are competences; a day that names no
        year is one of each year or of the case.
        """
        if limit.kind == "recurring":
            return "BYMONTHDAY" in limit.value
        within = self.text.folded[limit.start : limit.end + 80]
        if limit.kind == "date":
            return limit.value[:4] in self.text.folded[limit.start : limit.end]
        return limit.kind != "relative" or ("này có hiệu lực" in within and "lực pháp luật" not in within)

    def _block(self, item: Item, labelled: Sequence[Item], charge: Charge) -> bool:
        """A block of labels under a heading: what is to be done, who leads, who helps, by when."""
        if self.text.clean.find(":", item.words, labelled[-1].stop if labelled else item.stop) < 0:
            return False
        pieces = pieces_of(self.text, item, labelled)
        kinds = {piece.kind for piece in pieces if piece.kind}
        if not (kinds & {"lead"} or (charge.actors and kinds & {"limit", "partner", "product"})):
            return self._dated_below(item, pieces, charge)
        if charge.closed:
            return True
        for block in blocks(pieces):
            self._emit(block, charge)
        return True

    def _dated_below(self, item: Item, pieces: Sequence[BlockPiece], charge: Charge) -> bool:
        """A sentence that charges somebody, under which a label only says by when."""
        only = {piece.kind for piece in pieces} == {"", "limit"} and not any(piece.plain for piece in pieces)
        who = self.orders.who(item.words, item.end, under=False) if only else None
        limit = next((self._time(piece) for piece in pieces if piece.kind == "limit"), None)
        if charge.closed or limit is None or not isinstance(who, Ordered):
            return False
        self._sentences(item.words, item.end, replace(charge, limit=limit))
        return True

    def _emit(self, block: Sequence[BlockPiece], charge: Charge) -> None:
        """The tasks of one block."""
        text = self.text
        leads = [piece for piece in block if piece.kind == "lead"]
        partners = [name for piece in block if piece.kind == "partner" for name in self._names(piece)]
        times = [piece for piece in block if piece.kind == "limit"]
        limit = next(filter(None, (self._time(piece) for piece in times)), None)
        made = next((p for p in block if p.kind == "product"), None)
        product = trim(text.clean, made.start, made.end, " .") if made else None
        heading = next(((p.start, p.end) for p in block if p.heading), None)
        group = (*charge.group, heading) if heading else charge.group
        base = replace(
            charge, partners=tuple(partners) if partners else None, limit=limit, product=product, group=group
        )
        actors: list[Stretch] = []
        told = False
        for piece in leads:
            named = self.orders.named(piece.start, piece.end, partner=True)
            if named and named.behind == "verb" and not _LEADS.match(text.folded, named.end, piece.end):
                self._sentences(piece.start, piece.end, replace(base, actors=(), partners=None))
                told = True
            else:
                actors += named.names if named else ((piece.start, piece.end),)
                if named and not partners:
                    base = replace(base, partners=tuple(self.orders.partners(named.end, piece.end)) or None)
        given = replace(base, actors=tuple(actors) or charge.actors)
        plain = [piece for piece in block if piece.plain]
        works = [piece for piece in block if piece.kind == "work"]
        if works or not plain:
            works = works or [piece for piece in block if piece.heading]
            if given.actors and not (told and not actors):
                for piece in works:
                    if piece.start < piece.end:
                        self._draft(given, piece.start, self._work_end(piece), None)
            self.items([piece.item for piece in plain], base if not actors else given)
            return
        self.items([piece.item for piece in plain], given)

    def _work_end(self, piece: BlockPiece) -> int:
        """Where what is to be done ends: what holds in a case is no part of it ("Trường hợp không …")."""
        ends = (a for a, _ in self.orders.segments(piece.start, piece.end) if a > piece.start)
        return next((a for a in ends if _NO_START.match(self.text.folded, a)), piece.end)

    def _names(self, piece: BlockPiece) -> tuple[Stretch, ...]:
        named = self.orders.named(piece.start, piece.end, partner=True)
        return (
            named.names
            if named and named.end >= piece.end - 2
            else (trim(self.text.clean, piece.start, piece.end, " .;,"),)
        )

    def _time(self, piece: BlockPiece) -> Limit | None:
        """The time that a label gives: the words as a whole, or the limit in them."""
        start, end = trim(self.text.clean, piece.start, piece.end, " .;")
        limit = read_time(self.text.folded[start:end], self.today)
        if limit:
            return limit._replace(start=start + limit.start, end=start + limit.end)
        return self._limit(start, end)

    def _limit(self, start: int, end: int) -> Limit | None:
        """The first limit that begins there; behind "hằng năm" the day of the year, if there is one."""
        i = bisect_left(self.starts, start)
        there = [limit for limit in self.limits[i : i + 3] if limit.start < end]
        days = (limit for limit in there if limit.value.startswith(f"{there[0].value};BY"))
        return next(days, there[0]) if there else None

    def _draft(self, charge: Charge, start: int, end: int, limit: Limit | None) -> Draft:
        draft = Draft(charge, start, end, limit)
        self.drafts.append(draft)
        return draft


def _are_bodies(text: Text, items: Sequence[Item]) -> bool:
    """Whether the headings beside each other are mostly bodies, so that one unknown is a body too."""
    headings = [item for item in items if item.children and item.end - item.words < 90]
    if len(headings) < 3:
        return False
    named = [
        item
        for item in headings
        if (c := read_charged(text, item.words, item.end)) and c.behind in ("end", "colon")
    ]
    return len(named) >= 3 and len(named) * 2 > len(headings)


def _is_account(heading: str) -> bool:
    """Whether a heading announces aims, accounts or grounds."""
    found = _NO_HEADING.match(heading)
    return found is not None and (len(heading) < 60 or found.end() == len(heading))
