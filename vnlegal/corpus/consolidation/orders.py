"""Which orders of which acts concern a work, from which day, and in which sequence they count.

They count by their day, then by the date of the act, then as they are printed.  An order that an act changed
before its day came is left aside, and so is what an amending act says in words that were read as no order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ...model import Act, Document, Span, Target, Work
from ...notation.bodies import slug
from ...references.amendments.reasons import NO_ACT
from ...text import fold
from .numbers import counted
from .unread import Held, unread
from .versions import DatedOrder, Unapplied

OLD_OR_NEW = "không rõ lệnh nêu số cũ hay số mới của đơn vị được đánh số lại"
CHANGED_BEFORE = "lệnh đã bị văn bản khác sửa trước ngày có hiệu lực"
NO_DAY = "không rõ ngày có hiệu lực"


def orders_on(work: Work, base: Document, others: Sequence[Held]) -> tuple[list[DatedOrder], list[Unapplied]]:
    """The orders that change a work, in the sequence in which they count, and what is left aside."""
    orders, aside = list[DatedOrder](), list[Unapplied]()
    for held in others:
        upset = [
            one for other in others if other is not held for one in _orders(other, held.work, held.document)
        ]
        own = [*_orders(held, work, base)]
        given = [*_given(own)]
        for order in own:
            if any(_names_new(order, other, number) for other, number in given):
                aside.append(_above(_aside(order, OLD_OR_NEW)))
            elif order.day is None:
                aside.append(_aside(order, NO_DAY))
            elif any(_upsets(one, order) for one in upset):
                aside.append(_aside(order, CHANGED_BEFORE))
            else:
                orders.append(order)
        aside += _of_no_act(held, work, own)
        aside += unread(held, work, bool(own))
    return freed_first(sorted(orders, key=_sequence)), sorted(
        aside, key=lambda one: (one.document.source.sha256, one.span)
    )


def freed_first(orders: Sequence[DatedOrder]) -> list[DatedOrder]:
    """The orders with each that frees a number ahead of that of the same act and day which uses it.

    "Bổ sung khoản 4 …; khoản 4 cũ được đánh số lại thành khoản 5" frees 4 first.
    """
    if not any(one.instruction.becomes for one in orders):
        return [*orders]
    left = [*orders]
    done = list[DatedOrder]()
    while left:
        i, past = 0, set[int]()
        while i not in past and (j := _frees(left, i)) is not None:
            past.add(i)
            i = j
        done.append(left.pop(i))
    return done


def _frees(orders: Sequence[DatedOrder], i: int) -> int | None:
    """The order that frees a number which order `i` takes."""
    one = orders[i]
    ins = one.instruction
    taken = _numbers(ins.targets if ins.op == "insertion" else ins.becomes)
    own = _numbers(ins.targets) if ins.op != "insertion" else set()
    for j, other in enumerate(orders):
        if other.day != one.day or other.document is not one.document:
            continue
        if j != i and _freed(other) & (taken - own):
            return j
    return None


def _freed(order: DatedOrder) -> set[str]:
    """The numbers that an order takes from provisions: repealed, or renumbered."""
    one = order.instruction
    if one.op == "repeal" and one.scope == "structure":
        return _numbers(one.targets)
    return _numbers(one.targets) - _numbers(one.becomes) if one.becomes else set()


def _numbers(targets: Sequence[Target]) -> set[str]:
    """The eIds that targets name, with those inside of a range."""
    return {number.eid for target in targets for number in counted(target)}


def _given(orders: Sequence[DatedOrder]) -> Iterator[tuple[DatedOrder, str]]:
    """The orders of an act by which a number comes to mean another provision, with the number."""
    inserted = {
        eid
        for one in orders
        if one.instruction.op == "insertion"
        for eid in _numbers(one.instruction.targets)
    }
    for one in orders:
        if one.instruction.op in ("split", "join") or not one.instruction.becomes:
            continue
        new = _numbers(one.instruction.becomes)
        yield from ((one, eid) for eid in sorted(new | (_freed(one) & inserted)))


def _names_new(order: DatedOrder, other: DatedOrder, number: str) -> bool:
    """Whether an order names a number that another one of its act gives: the old provision or the new one?"""
    one = order.instruction
    if order is other or one.becomes:
        return False
    own = one.op == "insertion" or (one.op == "repeal" and one.scope == "structure")  # the old one goes
    named = [target.eid for target in one.targets if not own or target.eid != number]
    named += [one.position.ref] if one.position else []
    return any(f"{eid}__".startswith(f"{number}__") for eid in named if eid)


def _above(one: Unapplied) -> Unapplied:
    """The same, of what holds the provisions."""
    return replace(one, eids=tuple(dict.fromkeys(eid.rpartition("__")[0] or eid for eid in one.eids)))


def _orders(held: Held, work: Work, base: Document | None) -> Iterator[DatedOrder]:
    sha = held.document.source.sha256
    for one in held.document.instructions:
        if _means(held, one.act, work, base):
            yield DatedOrder(f"{sha}#{one.id}", held.document, held.work, one, one.effect)


def _means(held: Held, act: Act, work: Work, base: Document | None) -> bool:
    """Whether an act that is named is the work: by what its mention means, else by number or name."""
    if found := held.means.get(act.mention or ""):
        return found == work.iri or found in work.aliases
    own = work.number or (str(base.header.number.value) if base and base.header.number else "")
    if act.number:
        return bool(own) and _number(act.number) == _number(own)
    return act.name is not None and slug(act.name) in _names(work, base)


def _names(work: Work, base: Document | None) -> set[str]:
    """What an act is called, with and without its type before its title."""
    header = base.header if base else None
    titles = {work.title, header.subject.value if header and header.subject else None}
    kind = header.doc_type.value if header and header.doc_type else work.doc_type or ""
    return {name for title in titles if title for name in (slug(title), slug(f"{kind} {title}"))}


def _of_no_act(held: Held, work: Work, own: Sequence[DatedOrder]) -> Iterator[Unapplied]:
    """Orders of which it is not certain what act they are of, if they may be of the work.

    They leave their provisions open where the act changes nothing else, or where the work is a candidate.
    """
    ones, taken = held.document.instructions, {order.instruction.id for order in own}
    alone = len({one.act.number or one.act.name for one in ones if str(one.act)}) == 1
    for one in ones:
        may = work.iri in held.may_mean.get(one.act.mention or "", ())
        leads = any(other.carrier.startswith(f"{one.carrier}__") for other in ones)
        if one.id in taken or leads or not (may or (own and not str(one.act))):
            continue
        id = f"{held.document.source.sha256}#{one.id}"
        left = _aside(DatedOrder(id, held.document, held.work, one, one.effect), NO_ACT)
        yield left if alone or may else replace(left, eids=("act",))


def _number(words: str) -> str:
    return fold(words.lstrip("0").replace(" ", ""))


def _aside(order: DatedOrder, why: str) -> Unapplied:
    one = order.instruction
    eids = tuple(target.eid or "act" for target in one.targets) or ("act",)
    return Unapplied(order.document, order.work, one.span, order, eids, why, order.day)


def _upsets(one: DatedOrder, other: DatedOrder) -> bool:
    """Whether an order changes what carries another one before that one counts."""
    carrier = other.instruction.carrier
    touched = any(
        target.eid and (target.eid == "act" or f"{carrier}__".startswith(f"{target.eid}__"))
        for target in one.instruction.targets
    )
    return touched and (one.day is None or other.day is None or one.day <= other.day)


def _sequence(order: DatedOrder) -> tuple[date, date, str, Span]:
    day = order.day or date.max
    signed = order.work.date or (order.document.header.date.value if order.document.header.date else None)
    return (day, signed or day, order.document.source.sha256, order.instruction.span)
