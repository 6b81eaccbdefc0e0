"""The tasks: who must do what, with whom, by when.

Plans assign by layout: a heading that is a body charges it with the items below; a label ("Cơ quan chủ
trì: …"), a lead ("Bộ A chủ trì:") or a column does the same.  One walk over the outline hands down who is
charged; a sentence that names somebody ("Giao Sở A …", "Bộ B chỉ đạo …") charges by itself.  Aims, accounts
and grounds charge nobody; normative acts give competences, of which only dated orders are tasks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import regex

from ..model import Deadline, Field, Portion, Preface, Task, TaskMode
from ..text import Text, fold, trim
from . import deadlines
from .charged import Charged, find_charged, full_names, read_charged
from .layout import Layout
from .outline import Item, read_outline
from .plan_tables import read_plans
from .time_cells import read_time
from .tree import Inside, portion_at, quotations
from .wording import any_of

Stretch = tuple[int, int]


class _Label(NamedTuple):
    """A label in a line, and where its value stands: "Cơ quan chủ trì: |Sở A|"."""

    kind: str
    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Charge:
    """Who is charged here, and what a block or lead adds to each of its items."""

    actors: tuple[Stretch, ...] = ()
    partners: tuple[Stretch, ...] | None = None
    limit: deadlines.Limit | None = None
    product: Stretch | None = None
    mode: TaskMode = "directed"
    closed: bool = False
    group: tuple[Stretch, ...] = ()


@dataclass(slots=True)
class _Draft:
    """A task in the making."""

    charge: _Charge
    start: int
    end: int
    limit: deadlines.Limit | None = None


_LABELS = ("lead", "partner", "work", "limit", "product", "other")
_LABEL = regex.compile(
    r"(?:(?<=^|[.;,(\n]\s?|\s[-–+]\s)|\G)(?:[-–+*]\s)?(?:"
    + "|".join(rf"(?P<{kind}>{any_of(f'label {kind}')})" for kind in _LABELS)
    + r")(?:\s\([^)\n]{1,40}\))?\s?:"
)
_SEGMENT = regex.compile(r"(?:(?<!\s\d{1,2}|\d\.\d{1,2}|(?-i:TP|Tp))\.|;|\./\.|(?<=\s)\.)(?=\s|$)")
_CONNECTOR = regex.compile(
    r"(?:(?:và|đồng thời|ngoài ra|bên cạnh đó|trong đó|riêng|đặc biệt|trước mắt|mặt khác"
    r"|theo đó|vì vậy|do đó)[,:]?\s"
    r"|(?:về|đối với|liên quan đến|để|nhằm)\s[^,:;.]{2,160}[,:]\s)*"
)
_ORDER = regex.compile(
    rf"(?<!\p{{L}})(?<!được\s|theo\s|xét\s|về\s|việc\s|các\s|những\s|ý\skiến\s"
    rf"|và\s)(?P<cue>{any_of('charge order')})\s"
)
_ASKED = regex.compile(any_of("order asked"))
_NO_HEADING = regex.compile(rf"(?:(?:về|các|một số|những)\s)?{any_of('no task heading')}")
_VERB = regex.compile(any_of("charge verb"))
_NO_START = regex.compile(any_of("no task start"))
_ABOVE = regex.compile(rf"{any_of('above the charged')}$")
_DUTY = regex.compile(r"[\s,:]*(?:(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\s(?!trước|về|toàn diện))?")
_HEADED = regex.compile(
    r"(?:trách nhiệm của|nhiệm vụ của|đối với|giao|yêu cầu|đề nghị|mời)\s(?:các đồng chí\s)?"
)
_PARTNERS = regex.compile(
    r"(?:\G(?:chủ trì,?\s)?|[,;.(]\s?|\s(?:chủ trì|và|thời|động|cường|chẽ|xuyên|trì,|giao"
    r"|mối)\s)(?:chủ động |đồng thời |thường xuyên |tăng cường )?"
    r"phối hợp(?:,? (?:chặt chẽ|hiệu quả|thường xuyên|kịp thời|hỗ trợ))*(?:,? (?:với"
    r"|cùng với|cùng|và hỗ trợ))?\s"
)
_SPEECH = regex.compile(
    r"[\s,]*(?:thông báo|ban hành|xây dựng kế hoạch|có ý kiến|báo cáo|trân trọng|kính"
    r"|nhận được|yêu cầu|đề nghị|giao|trả lời|phúc đáp|đồng ý|thống nhất|chuyển|gửi"
    r"|quyết định|hướng dẫn)"
)
# "Văn phòng Chính phủ |thông báo để … biết|, thực hiện".
_FOR_INFORMATION = regex.compile(r"\s(?:xin |trân trọng )?(?:thông báo|báo) (?:để|đến|tới|các)\s")
_ACTS = frozenset(
    (
        "hien-phap",
        "bo-luat",
        "luat",
        "phap-lenh",
        "nghi-dinh",
        "thong-tu",
        "thong-tu-lien-tich",
        "van-ban-hop-nhat",
        "lenh",
        "nghi-quyet-lien-tich",
        "dieu-uoc",
    )
)
_RULES = regex.compile(
    r"(?m)^\s*(?:quy chế|quy định|điều lệ|nội quy|quy trình|thủ tục|biểu mẫu|mẫu|quy tắc"
    r"|định mức|đơn giá|bảng giá|tờ khai|đơn đề nghị|biên bản|hợp đồng)"
)
_LONGEST_HEAD = 260
_LONGEST_SENTENCE = 2000  # an open bracket holds no more
_LONG_LEAD = 150  # a lead that says so much is a task besides


def read_tasks(
    text: Text,
    layout: Layout,
    body: Sequence[Portion],
    preface: Preface,
    attached: Sequence[Apart] = (),
) -> tuple[Task, ...]:
    """The tasks of the body and of attached plans, in page order, then those of tables."""
    return tuple(_Reader(text, layout, body, preface, attached).read())


class Apart(NamedTuple):
    """The stretches of an attachment, its heading included, and its portions."""

    bounds: Sequence[Stretch]
    body: Sequence[Portion]


class _Reader:
    def __init__(
        self,
        text: Text,
        layout: Layout,
        body: Sequence[Portion],
        preface: Preface,
        attached: Sequence[Apart],
    ) -> None:
        self.text, self.layout, self.attached = text, layout, attached
        self.portions = (*body, *(portion for one in attached for portion in one.body))
        self.today: date | None = preface.date.value if preface.date else None
        self.act = _is_act(preface) or _reads_as_act(text, body)
        self.addressees = tuple(text.at(one.span) for one in preface.addressees if one.span)
        self.issuers = tuple(_written_out(fold(one.value.name)) for one in preface.issuers)
        self.counts: dict[str, int] = {}

    def read(self) -> Iterator[Task]:
        regions = [(r.start, r.end) for r in self.layout.of("body")]
        if regions:
            yield from self._prose(regions, self.act)
        for one in self.attached:
            head = self.text.folded[one.bounds[0][0] : one.bounds[0][0] + 300]
            yield from self._prose(list(one.bounds), self.act or bool(_RULES.search(head)))
        for region in self.layout.of("body", "attachment"):
            for plan in read_plans(self.text, region, self.today):
                charge = _Charge(plan.actors, plan.partners, plan.limit, plan.product)
                yield self._task(charge, *plan.action, plan.limit)

    def _prose(self, stretches: list[Stretch], act: bool) -> Iterator[Task]:
        """The tasks of running text: by charge and layout, in acts by dated orders alone."""
        start, end = stretches[0][0], stretches[-1][1]
        quoted = quotations(self.text, start, end)
        is_quoted = Inside(quoted)
        limits = [
            limit
            for a, b in stretches
            for limit in deadlines.find(self.text.folded, a, b, self.today)
            if not is_quoted(limit.start)
        ]
        walk = _Walk(self, limits, quoted, act)
        walk.items(read_outline(self.text, stretches), _Charge())
        for draft in walk.drafts:
            yield self._task(draft.charge, draft.start, draft.end, draft.limit)

    def _task(self, charge: _Charge, start: int, end: int, limit: deadlines.Limit | None) -> Task:
        text = self.text
        start, end = trim(text.clean, start, end, " \n,:;-–")
        partners = charge.partners if charge.partners is not None else tuple(self._partners(start, end))
        portion = portion_at(self.portions, text.span(start, start + 1))
        eid = portion.eid if portion else None
        self.counts[eid or ""] = count = self.counts.get(eid or "", 0) + 1
        limit = limit or charge.limit
        return Task(
            actors=tuple(self._named(charge.actors, "charged")),
            partners=tuple(self._named(partners, "partner")),
            action=text.words(start, end, "task"),
            portion=eid,
            deadline=self._deadline(limit) if limit else None,
            product=text.words(*charge.product, "product") if charge.product else None,
            mode=charge.mode,
            group=tuple(text.words(a, b, "heading") for a, b in charge.group),
            id=f"{eid or 'task'}#{count}",
        )

    def _named(self, names: Sequence[Stretch], by: str) -> Iterator[Field[str]]:
        for (start, end), value in zip(names, full_names(self.text, names), strict=True):
            yield self.text.field(value, start, end, by)

    def _deadline(self, limit: deadlines.Limit) -> Deadline:
        within = self.text.lines.between(limit.start, limit.end)
        end = next((stop.at for stop in within if stop.strength == "line"), limit.end)
        return Deadline(self.text.field(limit.value, limit.start, end, "time limit"), limit.kind)

    def _partners(self, start: int, end: int) -> Iterator[Stretch]:
        """Who helps: "phối hợp với |Sở Tài chính| và |các xã|", where the charged themselves cooperate."""
        folded = self.text.folded
        for cue in _PARTNERS.finditer(folded, start, end):
            if helpers := read_charged(self.text, cue.end(), end, partner=True):
                yield from helpers.names


class _Walk:
    """One way through an outline, with who is charged handed down."""

    def __init__(
        self, reader: _Reader, limits: list[deadlines.Limit], quoted: list[Stretch], act: bool
    ) -> None:
        self.reader, self.text, self.act = reader, reader.text, act
        self.limits, self.starts = limits, [limit.start for limit in limits]
        self.quoted = Inside(quoted)
        self.drafts: list[_Draft] = []

    def items(self, items: Sequence[Item], charge: _Charge) -> None:
        """Items beside each other; a paragraph that ends with a colon leads those behind it."""
        lead, at = charge, 0
        bodies = _are_bodies(self.text, items)
        while at < len(items):
            item, labelled = items[at], at + 1
            while labelled < len(items) and self._label(items[labelled]):
                labelled += 1
            if item.kind == "":
                lead = charge
            if not self.quoted(item.words):
                found = self._item(item, items[at + 1 : labelled], lead, bodies)
                lead = found if item.kind == "" and found else lead
            at = labelled

    def _limit(self, start: int, end: int) -> deadlines.Limit | None:
        """The first limit that begins there."""
        i = bisect_left(self.starts, start)
        return self.limits[i] if i < len(self.limits) and self.starts[i] < end else None

    def _item(self, item: Item, labelled: Sequence[Item], charge: _Charge, bodies: bool) -> _Charge | None:
        """Read one item, the labels behind it and what is under it; who it charges for what follows."""
        if not self.act and self._block(item, labelled, charge):
            return None
        below = None if self.act else self._heading(item, charge, bodies)
        if below is None:
            leads = self.text.clean[item.end - 1] == ":" and not self.act
            start = self._last_sentence(item) if leads else item.end
            self._sentences(item.words, start, charge)
            below = self._lead(start, item.end, charge) if leads else charge
        self.items(item.children, below)
        return below

    def _heading(self, item: Item, charge: _Charge, bodies: bool) -> _Charge | None:
        """A heading that names who is charged, or one that says what is below; None for a sentence."""
        start, end = trim(self.text.clean, item.words, item.end, " \n.:;")
        if end - start > _LONGEST_HEAD or start >= end:
            return None
        group = (*charge.group, (start, end))
        asked = _HEADED.match(self.text.folded, start, end)
        at = asked.end() if asked else start
        names = read_charged(self.text, at, end)
        if names and names.end >= end - 1 and names.behind in ("end", "colon"):
            mode: TaskMode = "requested" if asked and asked[0].startswith("đề nghị") else "directed"
            return _Charge(names.names, mode=mode, group=group)
        if (
            bodies
            and item.children
            and end - start < 90
            and names is None
            and not _VERB.match(self.text.folded, start)
        ):
            return _Charge(((start, end),), group=group)
        last = self.text.clean[item.end - 1]
        if item.children and (last not in ".;:" or (last == ":" and not self._who(start, end, charge))):
            closed = charge.closed or _is_account(self.text.folded[start:end])
            return replace(charge, closed=closed, group=group) if last != ":" or closed else None
        return None

    def _last_sentence(self, item: Item) -> int:
        starts = [a for a, _ in self._segments(item.words, item.end)]
        return starts[-1] if starts else item.words

    def _lead(self, start: int, end: int, charge: _Charge) -> _Charge:
        """Who a lead charges with what is listed below; whom a letter is addressed to, if it names nobody."""
        found = self._who(start, end, charge)
        if isinstance(found, _Found):
            partners = tuple(self.reader._partners(found.action, end)) or None
            if end - found.action > _LONG_LEAD and not charge.closed:
                self._draft(replace(charge, actors=found.names, mode=found.mode), found.action, end, None)
            return replace(charge, actors=found.names, partners=partners, mode=found.mode)
        order = next(_ORDER.finditer(self.text.folded, start, end), None)
        if order and not charge.actors and self.reader.addressees:
            mode: TaskMode = "requested" if _ASKED.match(order["cue"]) else "directed"
            return replace(charge, actors=self.reader.addressees, mode=mode)
        return charge

    def _sentences(self, start: int, end: int, charge: _Charge) -> None:
        """The tasks of running text: one for each that is charged, and for each clause with its own limit."""
        if charge.closed:
            return
        current: _Draft | None = None
        for a, b in self._segments(start, end):
            limit = self._limit(a, b)
            if self.act and (limit is None or not self._binds_in_act(limit)):
                continue
            found = self._who(a, b, charge)
            if self.act and found is None and not _ORDERED.search(self.text.folded, a, b):
                continue
            if isinstance(found, _Found):
                given = replace(charge, actors=found.names, mode=found.mode, partners=None)
                current = self._draft(given, found.action, b, limit)
            elif found is False or _NO_START.match(self.text.folded, a, b):
                current = (
                    self._draft(replace(charge, actors=()), a, b, limit) if limit and found is None else None
                )
            elif current is not None and (
                limit is None or (current.limit is None and _FINISHES.match(self.text.folded, a))
            ):
                current.end, current.limit = b, current.limit or limit
            elif current is not None:
                current = self._draft(current.charge, a, b, limit)
            elif charge.actors and not self.act:
                current = self._draft(charge, a, b, limit)
            elif limit:
                self._draft(charge, a, b, limit)

    def _binds_in_act(self, limit: deadlines.Limit) -> bool:
        """Whether a limit in an act is a task: a day, or a time that runs from when an act takes effect.

        Processing times of offices, and what they do year by year, are competences.
        """
        if limit.kind == "recurring":
            return "BYMONTHDAY" in limit.value
        within = self.text.folded[limit.start : limit.end + 80]
        return limit.kind != "relative" or "này có hiệu lực" in within

    def _draft(self, charge: _Charge, start: int, end: int, limit: deadlines.Limit | None) -> _Draft:
        draft = _Draft(charge, start, end, limit)
        self.drafts.append(draft)
        return draft

    def _segments(self, start: int, end: int) -> Iterator[Stretch]:
        """Sentences and clauses that semicolons part, outside brackets and quotation marks."""
        clean, at = self.text.clean, start
        for match in _SEGMENT.finditer(self.text.flow, start, end):
            piece = clean[at : match.start()] if match.start() - at < _LONGEST_SENTENCE else ""
            if piece.count("(") > piece.count(")") or piece.count("“") > piece.count("”"):
                continue
            if match[0] == ";" and self._named_to(at, end) > match.start():
                continue
            yield from self._segment(at, match.start())
            at = match.end()
        yield from self._segment(at, end)

    def _named_to(self, start: int, end: int) -> int:
        """Where the names with which a sentence begins end, also behind an order."""
        start, _ = trim(self.text.clean, start, end, " \n;.–-")
        order = _ORDER.match(self.text.folded, start, end)
        named = read_charged(self.text, order.end() if order else start, end, partner=order is not None)
        return named.end if named else start

    def _segment(self, start: int, end: int) -> Iterator[Stretch]:
        start, end = trim(self.text.clean, start, end, " \n;.–-")
        if (opening := _CONNECTOR.match(self.text.folded, start, end)) and opening.end() < end:
            start = opening.end()
        if end - start > 3:
            yield start, end

    def _who(self, start: int, end: int, charge: _Charge) -> _Found | bool | None:
        """Whom a sentence charges; False where it tells of somebody, None where it names nobody."""
        named = read_charged(self.text, start, end)
        speaker = named is None or self._speaks(named)
        if speaker and (ordered := self._ordered(start, end)):
            return ordered
        if named:
            if named.behind == "denied" or speaker or self._above(named):
                return False
            if named.behind == "colon" and self.text.clean[named.end + 1 : end].strip():
                return _Found(named.names, named.end + 1)
            return (
                _Found(named.names, self._action(named.end, end))
                if named.behind in ("verb", "adjunct")
                else None
            )
        if charge.actors and not _BASED.match(self.text.folded, start):
            return None
        behind = next(find_charged(self.text, start, end), None)
        if behind and not self._above(behind[1]) and not self._speaks(behind[1]):
            return _Found(behind[1].names, start)
        return None

    def _ordered(self, start: int, end: int) -> _Found | None:
        """ "… yêu cầu |các sở| báo cáo", "Giao |Sở Nội vụ| chủ trì"."""
        for order in _ORDER.finditer(self.text.folded, start, end):
            named = read_charged(self.text, order.end(), end, partner=True)
            if named and named.behind in ("verb", "adjunct", "colon"):
                mode: TaskMode = "requested" if _ASKED.fullmatch(order["cue"]) else "directed"
                return _Found(named.names, self._action(named.end, end), mode)
        return None

    def _action(self, start: int, end: int) -> int:
        duty = _DUTY.match(self.text.folded, start, end)
        return duty.end() if duty else start

    def _speaks(self, named: Charged) -> bool:
        """Whether it is the issuer that tells, asks or orders here."""
        name = _written_out(self.text.folded[slice(*named.names[0])])
        own = len(named.names) == 1 and (
            name in self.reader.issuers or any(one.startswith(name) for one in self.reader.issuers)
        )
        told = _FOR_INFORMATION.match(self.text.folded, named.end)
        return bool(told) or (
            (own or self._above(named)) and _SPEECH.match(self.text.folded, named.end) is not None
        )

    def _above(self, named: Charged) -> bool:
        return all(_ABOVE.fullmatch(self.text.folded, a, b) for a, b in named.names)

    def _label(self, item: Item) -> _Label | None:
        """The label that an item begins with."""
        found = _LABEL.match(self.text.folded, item.words, item.end)
        return _Label(found.lastgroup or "", item.words, found.end(), item.end) if found else None

    def _labels(self, start: int, end: int) -> list[_Label]:
        """All labels of a line, each with its value."""
        found = list(_LABEL.finditer(self.text.folded, start, end))
        stops = [*(one.start() for one in found[1:]), end]
        return [
            _Label(one.lastgroup or "", one.start(), one.end(), stop)
            for one, stop in zip(found, stops, strict=False)
        ]

    def _block(self, item: Item, labelled: Sequence[Item], charge: _Charge) -> bool:
        """A block of labels under a heading: what is to be done, who leads, who helps, by when."""
        pieces = (
            [*self._pieces([item], ""), *self._pieces(labelled, "")]
            if self._label(item)
            else [*self._own_pieces(item), *self._pieces(item.children, ""), *self._pieces(labelled, "")]
        )
        kinds = {piece.kind for piece in pieces if piece.kind}
        if not (kinds & {"lead"} or (charge.actors and kinds & {"limit", "partner", "product"})):
            return False
        if charge.closed:
            return True
        for block in _blocks(pieces):
            self._emit(block, charge, item)
        return True

    def _own_pieces(self, item: Item) -> Iterator[_Piece]:
        labels = self._labels(item.words, item.end)
        stop = labels[0].at if labels else item.end
        yield _Piece("", *trim(self.text.clean, item.words, stop, " \n.:;"), item, heading=True)
        for label in labels:
            yield _Piece(label.kind, *trim(self.text.clean, label.start, label.end, " \n.;"), item)

    def _pieces(self, items: Sequence[Item], above: str) -> Iterator[_Piece]:
        """The labels of these items with their values; what has no label belongs to the label `above`."""
        for item in items:
            labels = self._labels(item.words, item.end) if self._label(item) else []
            if not labels:
                yield _Piece(
                    above, *trim(self.text.clean, item.words, item.end, " \n;"), item, plain=not above
                )
                if above:
                    yield from self._pieces(item.children, above)
                continue
            for label in labels:
                start, end = trim(self.text.clean, label.start, label.end, " \n;")
                if start < end:
                    yield _Piece(label.kind, start, end, item)
            yield from self._pieces(item.children, labels[-1].kind)

    def _emit(self, block: Sequence[_Piece], charge: _Charge, item: Item) -> None:
        """The tasks of one block."""
        text = self.text
        leads = [piece for piece in block if piece.kind == "lead"]
        partners = [name for piece in block if piece.kind == "partner" for name in self._names(piece)]
        times = [piece for piece in block if piece.kind == "limit"]
        limit = next(filter(None, (self._time(piece) for piece in times)), None)
        product = next(((p.start, p.end) for p in block if p.kind == "product"), None)
        heading = next(((p.start, p.end) for p in block if p.heading), None)
        group = (*charge.group, heading) if heading else charge.group
        base = replace(
            charge, partners=tuple(partners) if partners else None, limit=limit, product=product, group=group
        )
        actors: list[Stretch] = []
        told = False
        for piece in leads:
            named = read_charged(text, piece.start, piece.end, partner=True)
            if named and named.behind == "verb" and not _LEADS.match(text.folded, named.end, piece.end):
                self._sentences(piece.start, piece.end, replace(base, actors=(), partners=None))
                told = True
            else:
                actors += named.names if named else ((piece.start, piece.end),)
                if named and not partners:
                    base = replace(base, partners=tuple(self.reader._partners(named.end, piece.end)) or None)
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

    def _work_end(self, piece: _Piece) -> int:
        """Where what is to be done ends: what holds in a case is no part of it ("Trường hợp không …")."""
        ends = (a for a, _ in self._segments(piece.start, piece.end) if a > piece.start)
        return next((a for a in ends if _NO_START.match(self.text.folded, a)), piece.end)

    def _names(self, piece: _Piece) -> tuple[Stretch, ...]:
        named = read_charged(self.text, piece.start, piece.end, partner=True)
        return (
            named.names
            if named and named.end >= piece.end - 2
            else (trim(self.text.clean, piece.start, piece.end, " .;,"),)
        )

    def _time(self, piece: _Piece) -> deadlines.Limit | None:
        """The time that a label gives: the words as a whole, or the limit in them."""
        start, end = trim(self.text.clean, piece.start, piece.end, " .;")
        limit = read_time(self.text.folded[start:end], self.reader.today)
        if limit:
            return limit._replace(start=start + limit.start, end=start + limit.end)
        return self._limit(start, end)


class _Found(NamedTuple):
    """Who is charged by a sentence, and where what they must do begins."""

    names: tuple[Stretch, ...]
    action: int
    mode: TaskMode = "directed"


class _Piece(NamedTuple):
    """A piece of a block: the label it stands behind, its stretch and its item."""

    kind: str
    start: int
    end: int
    item: Item
    heading: bool = False
    plain: bool = False


# "Sở Nội vụ |chủ trì|", "Sở Nội vụ |chủ trì, phối hợp với| Sở Tài chính": a name, not a sentence.
_LEADS = regex.compile(r"\s?(?:chủ trì|thực hiện|chủ trì thực hiện)?(?:[,;]?\s?phối hợp[^;]*)?\.?$")
_BASED = regex.compile(r"(?:căn cứ|trên cơ sở|khi|để|sau khi|theo)\s")
# What makes a dated sentence of an act an order, where it names nobody: "phải hoàn thành trước ngày …".
_ORDERED = regex.compile(r"(?<!\p{L})(?:phải|hoàn thành|có trách nhiệm|ban hành)(?!\p{L})")
_FINISHES = regex.compile(r"(?:thời gian|thời hạn|hoàn thành|xong|hạn|chậm nhất|trước ngày|tiến độ)(?!\p{L})")


def _blocks(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Cut where another piece of work begins behind who leads the one before."""
    block: list[_Piece] = []
    for piece in pieces:
        again = piece.kind == "work" and any(one.kind in ("lead", "limit") for one in block)
        if again and any(one.kind == "work" for one in block):
            yield block
            block = []
        block.append(piece)
    yield block


# "Nghị định này", "Quy chế này": an instrument that speaks of itself as a rule does.
_THIS_RULE = regex.compile(
    r"(?<!\p{L})(?:bộ luật|luật|nghị định|thông tư|pháp lệnh|quy chế|quy định|điều lệ"
    r"|nội quy|thông tư liên tịch) này(?!\p{L})"
)
_RULE_ARTICLES = 8


# What a body may and must do, once for all: "quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức".
_COMPETENCE = regex.compile(r"quy định (?:về )?(?:vị trí, )?chức năng, nhiệm vụ(?:,| và) quyền hạn")


def _reads_as_act(text: Text, body: Sequence[Portion]) -> bool:
    """Rules without a letterhead: many articles, and the words with which rules speak of themselves."""
    if _COMPETENCE.search(text.folded, 0, 4000):
        return True
    articles = sum(portion.kind == "dieu" for portion in _all(body))
    said = sum(1 for _, _ in zip(range(4), _THIS_RULE.finditer(text.folded), strict=False))
    return articles >= _RULE_ARTICLES or said > 3


def _all(portions: Sequence[Portion]) -> Iterator[Portion]:
    for portion in portions:
        yield portion
        yield from _all(portion.children)


def _written_out(name: str) -> str:
    """A body without the abbreviations that plans use for it.

    >>> _written_out("ubnd tỉnh")
    'ủy ban nhân dân tỉnh'
    """
    return " ".join(name.replace("ubnd", "ủy ban nhân dân").replace("hđnd", "hội đồng nhân dân").split())


def _are_bodies(text: Text, items: Sequence[Item]) -> bool:
    """Whether the headings beside each other are mostly bodies, so that one unknown is a body too."""
    headings = [item for item in items if item.children and item.end - item.words < 90]
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


def _is_act(preface: Preface) -> bool:
    """A normative act: its type, or a number with its year (Luật 64/2025/QH15, Điều 4)."""
    kind = preface.doc_type.value if preface.doc_type else None
    number = preface.number.value if preface.number else None
    return kind in _ACTS or (number is not None and number.year is not None and number.form != "letter")
