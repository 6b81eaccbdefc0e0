"""read_instructions: every change that an act orders, with its provisions, its new text and its effect.

A clause that orders names its provisions itself or has them handed down: "3. Sửa đổi, bổ sung một số khoản
của Điều 18 như sau: a) Sửa đổi khoản 11 …".  A clause that only hands down is no instruction.  Text in
quotation marks orders nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ... import late
from ...lines import Line, Stretch
from ...model import Document, Instruction, Operation, Portion, Span, portions_at
from ...text import Text
from .commands import BY, OF_MATTER, Commanded, Commands, HandedDown, OrderClause
from .orders import Op, Order, find_orders, masked
from .passages import Passages, opens_text, passages_behind, quoted_in
from .pieces import Pieces, act_of
from .reasons import NO_ACT, NO_NUMBER, NO_PROVISION, NO_SHARE, NO_TEXT, PART, UNCLOSED
from .shares import share_out
from .within import EXCEPT

# An order that begins a printed line: below a heading it is a clause of its own.
_ORDERED_BELOW = late.regex(r"\n(?=(?:Sửa đổi|Bổ sung|Thay thế|Bãi bỏ)(?:,| )(?!\p{Lu}))")
# A number of old acts, which opens no line elsewhere: "3- Điều 21 được …".
_DASHED = late.regex(r"\d{1,2}\s?[-–]\s?")
# Behind the first words of an item that changes words: "b) “A”| bằng |“B” tại Điều 5".
_BY_OTHER = late.regex(r" (?:được )?(?:thay thế |sửa )?(?:bằng|thành) ")
# What ends an act in a sentence that does not open its line.
_LAPSES = late.regex(r" (?:hết|chấm dứt) hiệu lực(?!\p{L})")
# What every order holds (`orders.find_orders`), quickly found.
_VERB = late.re("sửa|sung|thay|bỏ|lại|thành|tách|nhập|gộp|ghép|hợp nhất|hiệu lực")
_OPERATIONS: dict[Op, Operation] = {
    "mend": "substitution",
    "add": "insertion",
    "swap": "substitution",
    "cut": "repeal",
    "number": "renumbering",
    "split": "split",
    "join": "join",
}
_WITH_TEXT = ("mend", "add", "swap")
_ENDS = " \n|:.;,/*#-"


def read_instructions(text: Text, document: Document) -> tuple[Instruction, ...]:
    """All instructions of a document whose articles state what it does itself."""
    reader = _Reader(text, document)
    if not reader.orders():
        return ()
    found = [one for clause in reader.clauses() for one in reader.read(clause)]
    return tuple(replace(one, id=f"i{n}") for n, one in enumerate(_without_leads(found), 1))


def _without_leads(found: Sequence[Instruction]) -> list[Instruction]:
    """Leave out what only leads to the orders below it: it has no new text, gives no number, as they do."""
    below = {
        one.carrier[:i] for one in found for i in range(len(one.carrier)) if one.carrier.startswith("__", i)
    }
    later = {one.carrier: one.span.start for one in found}
    return [
        one
        for one in found
        if not {NO_TEXT, NO_NUMBER} & {*one.why}
        or not (one.carrier in below or later[one.carrier] > one.span.start)
    ]


def _goes_whole(one: Commanded) -> bool:
    """Whether an order says to take out provisions, without a reason to doubt it."""
    return one.op == "cut" and one.scope == "structure" and PART not in one.why


class _Reader:
    """Reads the clauses of one page from the top; what they hand down is kept by portion."""

    def __init__(self, text: Text, document: Document) -> None:
        self.text, self.document = text, document
        self.pieces = Pieces(text, document.references, document.mentions)
        self.leads: dict[str, HandedDown] = {}
        self.commands = Commands(text, self.pieces, self.leads)
        self.begins = self._begins()

    def orders(self) -> bool:
        """Whether any line orders a change: most pages that hold the words only tell of changes."""
        lines = (line for line in self._lines() if _VERB.search(self.text.folded, line.words, line.end))
        return any(find_orders(self._visible(line.words, self._end(line))) for line in lines)

    # Where clauses stand.

    def clauses(self) -> Iterator[OrderClause]:
        """The lines outside quotations that stand in a portion, each as far as its first sentence goes."""
        found = [
            (line, portions_at(self.document.body, self.text.span(line.words, line.words + 1)))
            for line in self._lines()
        ]
        found = [one for one in found if one[1]]
        limit, below = len(self.text.clean), ""
        clauses: list[OrderClause] = []
        for line, chain in reversed(found):
            own, end = chain[-1], self._end(line)
            limit = min(limit, self.text.at(own.span)[1]) if own.eid != below else limit
            parent = chain[-2].eid if len(chain) > 1 else None
            clauses.append(OrderClause(line.words, end, own, parent, max(limit, line.end)))
            if line.start == self.text.at(own.span)[0] or find_orders(self.text.folded[line.words : end]):
                limit, below = line.start, own.eid
        yield from reversed(clauses)

    def _lines(self) -> Iterator[Line]:
        text = self.text
        begin, end = text.at(self.document.body[0].span)[0], text.at(self.document.body[-1].span)[1]
        for line in text.lines.all:
            if line.start < begin or text.lines.quoted(line.start):
                continue
            if line.start >= end:
                break
            own = self._own_words(line)
            yield from (one for one in self._split(own) if text.clean[one.words : one.end].strip(_ENDS))

    def _own_words(self, line: Line) -> Line:
        """A line without words of its own where they are new text; “A” bằng “B” behind a mark is an order."""
        quotes = self.text.lines.quotations
        i = bisect_right(quotes, line.words, key=lambda one: one[0]) - 1
        if i < 0 or line.words >= quotes[i][1]:
            return line
        changes = line.mark and quotes[i][1] <= line.end and _BY_OTHER.match(self.text.folded, quotes[i][1])
        return line._replace(words=quotes[i][0] if changes else line.end)

    def _split(self, line: Line) -> Iterator[Line]:
        """A line as one, or cut where an order begins a printed line below an article's heading."""
        start, words, kind = line.start, line.words, line.kind
        for found in _ORDERED_BELOW.finditer(self.text.clean, line.words, line.end):
            if kind == "dieu" and not self.text.lines.quoted(found.end()):
                yield line._replace(start=start, words=words, end=found.start())
                start = words = found.end()
        if line.mark == "" and (dashed := _DASHED.match(self.text.clean, words, line.end)):
            words = dashed.end()
        for at in self._further(words, line.end):
            yield line._replace(start=start, words=words, end=at)
            start = words = at
        yield line._replace(start=start, words=words)

    def _further(self, start: int, end: int) -> Iterator[int]:
        """Where another sentence of a line says which acts end: "… từ ngày 1/1. |Luật A hết hiệu lực"."""
        if self.text.folded.find(" hiệu lực", start, end) < 0:
            return
        for stop in self.text.lines.between(start, end):
            lapse = _LAPSES.search(self.text.folded, stop.next, end)
            if stop.strength == "sentence" and lapse and not self.text.lines.quoted(stop.next):
                yield stop.next

    def _end(self, line: Line) -> int:
        """Where the words of a line end: before its new text, or at a full stop outside quotations."""
        text, end = self.text, line.end
        quotes = text.lines.quotations
        for i in range(bisect_left(quotes, line.words, key=lambda one: one[0]), len(quotes)):
            start, stop = quotes[i]
            if start >= end:
                break
            if opens_text(text, quotes[i]):
                end = start
                break
            if stop > end:  # a phrase that a line breaks
                end = text.lines.all[text.lines.at(stop - 1)].end
        stops = (one.at for one in text.lines.between(line.words, end) if one.strength != "clause")
        return min((at for at in stops if not text.lines.quoted(at)), default=end)

    # What they order.

    def read(self, clause: OrderClause) -> Iterator[Instruction]:
        """The instructions of a clause; a clause without any hands its verb down."""
        visible = self._visible(clause.start, clause.end)
        own = find_orders(visible)
        orders = own or self._handed_down(clause, visible)
        if not orders:
            return
        above = self._above(clause)
        part = not own and above is not None and above.part
        drafts = self.commands.of(clause, orders, visible)
        if part:
            drafts = [one._replace(why=tuple(dict.fromkeys((*one.why, PART)))) for one in drafts]
        excepts = visible.rstrip().endswith(":") and EXCEPT.search(visible)
        if clause.portion.eid not in self.leads and not excepts:  # what stays is listed below
            mentions = self.pieces.mentions_within(clause.start, clause.end)
            act = act_of(mentions[0][2], self.text) if mentions else self.commands.act_above(clause)
            matter = orders[0].op == "cut" and OF_MATTER.search(visible) is not None
            self.leads[clause.portion.eid] = HandedDown(orders[0].op, act, part or matter)
        yield from self._completed(clause, drafts)

    def _visible(self, start: int, end: int) -> str:
        return masked(self.text.folded, quoted_in(self.text, start, end), start, end)

    def _handed_down(self, clause: OrderClause, visible: str) -> list[Order]:
        """The order of the clause above, for an item that begins with what it names."""
        above = self._above(clause)
        if above is None:
            return []
        named = self.pieces.within(clause.start, clause.end, visible)
        mentions = self.pieces.mentions_within(clause.start, clause.end)
        first = [one[0] for one in (*named[:1], *(mentions[:1] if above.op == "cut" else ()))]
        begins = any(at - clause.start < 8 for at in first) or visible.startswith(
            ("cụm từ", "từ “", "“", '"')
        )
        return (
            [Order(above.op, 0, len(visible))] if begins and self._closes(clause, above.op, visible) else []
        )

    def _above(self, clause: OrderClause) -> HandedDown | None:
        """What the clause above hands down, or for a further line of a portion its first one."""
        further = clause.start > self._words(clause.portion)
        return self.leads.get(clause.portion.eid if further else clause.parent or "")

    def _closes(self, clause: OrderClause, op: Op, visible: str) -> bool:
        """Whether an item has what its order needs: new text, what takes its place."""
        phrase = '"' in visible or "“" in visible
        if op in ("mend", "add") and not phrase:
            return bool(passages_behind(self.text, clause.end, clause.limit).pieces)
        return op == "cut" or (op == "add" and phrase) or BY.search(visible) is not None

    def _words(self, portion: Portion) -> int:
        at = self.text.at(portion.span)[0]
        return self.text.lines.words(at)

    # New text, effect, status.

    def _completed(self, clause: OrderClause, drafts: Sequence[Commanded]) -> Iterator[Instruction]:
        passages = passages_behind(self.text, clause.end, clause.limit)
        takers = [one for one in drafts if one.op in _WITH_TEXT and not one.phrase and not one.source]
        if not takers and passages.pieces:  # "Bãi bỏ nội dung tại khoản 2 Điều 5: “…”"
            drafts = [one._replace(why=(*one.why, PART)) if _goes_whole(one) else one for one in drafts]
        if not takers and passages.pieces:  # "đánh số lại khoản 4 thành khoản 5 như sau: “5. …”"
            drafts = [one._replace(op="mend") if one.op == "number" else one for one in drafts]
            takers = [one for one in drafts if one.becomes]
        shares = dict(zip(takers, share_out(self.text, passages, takers), strict=True))
        start = clause.start
        for i, one in enumerate(drafts):
            stop = clause.end if i == len(drafts) - 1 else drafts[i + 1].start
            span = self.text.span(*self._trimmed(start if i == 0 else one.start, stop))
            yield self._instruction(clause, one, span, passages, shares.get(one, ()))
            start = stop

    def _trimmed(self, start: int, end: int) -> Stretch:
        words = self.text.clean[start:end].rstrip(_ENDS)
        return start, max(start + 1, start + len(words))

    def _instruction(
        self, clause: OrderClause, one: Commanded, span: Span, passages: Passages, new: tuple[Stretch, ...]
    ) -> Instruction:
        why = [*one.why]
        needs = one.op in _WITH_TEXT and not one.phrase and not one.source
        if needs and not passages.pieces:
            why.append(NO_TEXT)
        elif needs and not new:
            why.append(NO_SHARE)
        elif needs and not passages.closed:
            why.append(UNCLOSED)
            new = ()
        why += [NO_ACT] if not str(one.act) else []
        why += [NO_PROVISION] if any(target.eid is None for target in one.targets) else []
        phrase = one.phrase
        return Instruction(
            id="",
            carrier=clause.portion.eid,
            span=span,
            op=_OPERATIONS[one.op],
            scope=one.scope,
            act=one.act,
            targets=one.targets,
            position=one.position,
            new=tuple(self.text.span(*stretch) for stretch in new),
            old=self.commands.words_in(0, phrase.old) if phrase and phrase.old else None,
            replacement=self.commands.words_in(0, phrase.new) if phrase and phrase.new else None,
            source=one.source,
            becomes=one.becomes,
            effect=self._effect(clause.portion.eid),
            status="undecided" if why else "complete",
            why=tuple(why),
            lead=clause.parent if clause.parent in self.leads else None,
        )

    def _begins(self) -> list[tuple[tuple[str, ...], date]]:
        """From when the document, or the provisions that an entry names, is in force."""
        found: list[tuple[tuple[str, ...], date]] = []
        for one in self.document.effects:
            if one.kind != "begins":
                continue
            named = (
                tuple(
                    target.eid
                    for ref in self.document.references
                    if one.clause.start <= ref.span.start < one.day.span.start and ref.act.kind == "self"
                    for target in ref.targets
                    if target.eid
                )
                if not one.whole and one.day.span
                else ()
            )
            if one.whole or named:
                found.append((named, one.day.value))
        return found

    def _effect(self, carrier: str) -> date | None:
        own = [day for eids, day in self.begins if any(f"{carrier}__".startswith(f"{eid}__") for eid in eids)]
        whole = [day for eids, day in self.begins if not eids]
        return (
            next(iter({*own} if own else {*whole}), None) if len({*own} if own else {*whole}) == 1 else None
        )
