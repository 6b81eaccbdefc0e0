"""find_instructions: every change that an act orders, with its provisions, its new text and its effect.

A clause that orders names its provisions itself or has them handed down: "3. Sửa đổi, bổ sung một số khoản
của Điều 18 như sau: a) Sửa đổi khoản 11 …".  A clause that only hands down is no instruction.  Text in
quotation marks orders nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise
from typing import NamedTuple

import regex

from ... import late
from ...lines import Line, Stretch, mark_at
from ...model import (
    Act,
    Document,
    Instruction,
    Operation,
    Portion,
    Position,
    Scope,
    Span,
    Target,
    portions_at,
)
from ...text import Text
from .orders import Op, Order, find_orders, masked
from .passages import Passages, opens_text, passages_behind
from .phrases import Phrase, find_phrases
from .pieces import Piece, Pieces, act_of, with_act

# An order that begins a printed line: below a heading it is a clause of its own.
_ORDERED_BELOW = late.regex(r"\n(?=(?:Sửa đổi|Bổ sung|Thay thế|Bãi bỏ)(?:,| )(?!\p{Lu}))")
# A number of old acts, which opens no line elsewhere: "3- Điều 21 được …".
_DASHED = late.regex(r"\d{1,2}\s?[-–]\s?")
# A page that orders nothing holds none of these.
_MAYBE = late.regex(r"sửa đổi|bổ sung|thay thế|thay cụm|bãi bỏ|bỏ cụm|hết hiệu lực|[hH]ủy bỏ|bị bỏ")
# What every order holds (`orders.find_orders`), quickly found.
_VERB = late.re("sửa|sung|thay|bỏ|số lại|chuyển|hiệu lực")
_OPERATIONS: dict[Op, Operation] = {
    "mend": "substitution",
    "add": "insertion",
    "swap": "substitution",
    "cut": "repeal",
    "number": "renumbering",
}
# Between what is put in and where: "khoản 5 |vào sau| khoản 4", "điểm d |vào| khoản 1".
_PUT = late.regex(
    r"(?: mới)?,?(?: được bổ sung)?(?: (?:vào|ngay|liền|tiếp theo|phía))*"
    r" (?P<where>sau|trước)(?: của)?(?: các)? ?"
)
# Into what: "khoản 5| vào |Điều 4".
_INTO = late.regex(r"(?: mới)?,?(?: được bổ sung)? vào(?: trong| cuối| đầu)?(?: các)? ?")
# Between what goes and what comes: "“A” |bằng| “B”".
_BY = late.regex(r"(?<!\p{L})(?:bằng|thành)(?!\p{L})")
# The name of a unit, and its opening words: "tên Điều 5", "tên của Chương II", "đoạn mở đầu khoản 1".
_NAME = late.regex(r"(?r)(?:tên|tiêu đề|tên gọi)(?: của)? ")
# The heading and the article: "|tên điều và |khoản 1 Điều 5".
_NAME_TOO = late.regex(r"(?r)(?:tên|tiêu đề) (?:của )?điều(?:,| và|, và) ")
# The opening words of a portion: "|đoạn mở đầu |khoản 1".
_INTRO = late.regex(r"(?r)(?:đoạn mở đầu|đoạn dẫn|phần mở đầu|phần dẫn)(?: của| tại)? ")
# What has no number: "|đoạn thứ hai |khoản 1", "|gạch đầu dòng thứ nhất |".
_UNNUMBERED = late.regex(
    r"(?r)(?:đoạn|khổ|câu|gạch đầu dòng|gạch ngang)"
    r"(?: (?:đầu tiên|cuối|thứ \p{L}+|đầu dòng \p{L}+ \p{L}+|\d+))*"
    r"(?: của| tại| thuộc)? "
)
_NO_TEXT = "không có văn bản mới trong dấu ngoặc kép"
_PART = "lệnh chỉ nêu một phần nội dung của điều khoản"
# The words that may stand between the verb and provisions that it governs whole: "Bãi bỏ |các quy định tại|
# Điều 5"; "Bỏ hình phạt tử hình ở các điều 111, 139" takes out only what it names (Luật 37/2009/QH12).
_WHOLLY = frozenset(
    regex.findall(
        r"\p{L}+",
        "các những toàn bộ tất cả quy định nội dung một số tại của ở về trong đối với tên gọi tiêu đề đoạn"
        " mở đầu dẫn phần lời lại như sau đây sửa đổi bổ sung thay thế bãi bỏ thêm mới và nay đồng thời cho"
        " khổ câu gạch ngang dòng tiên cuối cùng thứ nhất hai ba tư phụ lục mẫu biểu danh mục bảng giấy",
    )
)
# One word of such a clause: "các", "điều".
_WORD = late.regex(r"\p{L}+")
# What ends one item of a list and opens the next: "Bãi bỏ Nghị định A |;| khoản 2 Điều 5".
_PARTED = late.regex(r"[;,:.·]|(?<!\p{L})và(?!\p{L})")
_ENDS = " \n|:.;,/*#-"
# Nothing but a plural before acts that go whole.
_WHOLE = late.regex(r"(?:toàn bộ|các văn bản|văn bản|các|những)?[ :]*")


class OrderClause(NamedTuple):
    """A clause outside quotations: where its words begin and end, where its line and its portion do."""

    start: int
    end: int
    portion: Portion
    parent: str | None
    limit: int


class Commanded(NamedTuple):
    """An instruction in the making: one operation with its provisions."""

    op: Op
    start: int
    end: int
    targets: tuple[Target, ...]
    act: Act
    scope: Scope = "structure"
    position: Position | None = None
    phrase: Phrase | None = None
    source: str | None = None
    why: tuple[str, ...] = ()


class HandedDown(NamedTuple):
    """What a clause hands down to those below it: its verb, the act it names."""

    op: Op
    act: Act | None


def find_instructions(text: Text, document: Document, enacts: bool) -> tuple[Instruction, ...]:
    """All instructions of a document; `enacts` is whether its articles state what it does itself."""
    if not enacts or not document.body or not _MAYBE.search(text.folded):
        return ()
    reader = _Reader(text, document)
    if not reader.orders():
        return ()
    found = [one for clause in reader.clauses() for one in reader.read(clause)]
    return tuple(replace(one, id=f"i{n}") for n, one in enumerate(_without_leads(found), 1))


def _without_leads(found: Sequence[Instruction]) -> list[Instruction]:
    """Leave out what only leads to the orders below it: it has no new text, and theirs is of its kind."""
    below = {
        one.carrier[:i] for one in found for i in range(len(one.carrier)) if one.carrier.startswith("__", i)
    }
    later = {one.carrier: one.span.start for one in found}
    return [
        one
        for one in found
        if _NO_TEXT not in one.why or not (one.carrier in below or later[one.carrier] > one.span.start)
    ]


class _Reader:
    """Reads the clauses of one page from the top; what they hand down is kept by portion."""

    def __init__(self, text: Text, document: Document) -> None:
        self.text, self.document = text, document
        self.pieces = Pieces(text, document.references, document.mentions)
        self.leads: dict[str, HandedDown] = {}
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
            if line.start < begin or text.lines.quoted(line.start) or text.lines.quoted(line.words):
                continue
            if line.start >= end:
                break
            yield from (one for one in self._split(line) if text.clean[one.words : one.end].strip(_ENDS))

    def _split(self, line: Line) -> Iterator[Line]:
        """A line as one, or cut where an order begins a printed line below an article's heading."""
        start, words, kind = line.start, line.words, line.kind
        for found in _ORDERED_BELOW.finditer(self.text.clean, line.words, line.end):
            if kind == "dieu" and not self.text.lines.quoted(found.end()):
                yield line._replace(start=start, words=words, end=found.start())
                start = words = found.end()
        if line.mark == "" and (dashed := _DASHED.match(self.text.clean, words, line.end)):
            words = dashed.end()
        yield line._replace(start=start, words=words)

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
        quoted = self._quoted(clause.start, clause.end)
        visible = self._visible(clause.start, clause.end)
        orders = find_orders(visible) or self._handed_down(clause, visible)
        if not orders:
            return
        drafts = [draft for order in orders for draft in self._drafts(clause, order, visible, quoted)]
        if clause.portion.eid not in self.leads:
            mentions = self.pieces.mentions_within(clause.start, clause.end)
            act = act_of(mentions[0][2], self.text) if mentions else self._act_above(clause)
            self.leads[clause.portion.eid] = HandedDown(orders[0].op, act)
        yield from self._completed(clause, drafts)

    def _visible(self, start: int, end: int) -> str:
        return masked(self.text.folded, self._quoted(start, end), start, end)

    def _quoted(self, start: int, end: int) -> list[Stretch]:
        quotes = self.text.lines.quotations
        first = bisect_left(quotes, start, key=lambda one: one[0])
        last = bisect_left(quotes, end, first, key=lambda one: one[0])
        return [one for one in quotes[first:last] if one[1] <= end]

    def _handed_down(self, clause: OrderClause, visible: str) -> list[Order]:
        """The order of the clause above, for an item that begins with what it names."""
        above = self.leads.get(clause.parent or "")
        if clause.start != self._words(clause.portion):  # a further line of the same portion
            above = self.leads.get(clause.portion.eid)
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

    def _closes(self, clause: OrderClause, op: Op, visible: str) -> bool:
        """Whether an item has what its order needs: new text, what takes its place."""
        phrase = '"' in visible or "“" in visible
        if op in ("mend", "add") and not phrase:
            return bool(passages_behind(self.text, clause.end, clause.limit).pieces)
        return op == "cut" or (op == "add" and phrase) or _BY.search(visible) is not None

    def _words(self, portion: Portion) -> int:
        at = self.text.at(portion.span)[0]
        return self.text.lines.words(at)

    def _drafts(
        self, clause: OrderClause, order: Order, visible: str, quoted: Sequence[Stretch]
    ) -> Iterator[Commanded]:
        start, end = clause.start + order.start, clause.start + order.end
        share = visible[order.start : order.end]
        pieces = [self._of_act(clause, order.op, one) for one in self.pieces.within(start, end, share)]
        inside = [(a - start, b - start) for a, b in quoted if start <= a and b <= end]
        if inside and (phrases := find_phrases(share, inside, order.op)):
            yield from self._of_phrases(clause, order, pieces, phrases)
        elif not pieces and order.op == "cut":
            yield from self._whole(order, start, end, share)
        elif order.op == "add":
            yield from self._added(start, share, pieces)
        else:
            yield from self._changed(order.op, start, share, pieces)

    def _of_act(self, clause: OrderClause, op: Op, piece: Piece) -> Piece:
        """A piece of which the clause does not say the act has it from the clause above."""
        given = op == "add" and (piece.targets[0].eid or "").startswith(
            "annex"
        )  # it stands here, for the other
        if piece.act.kind not in ("unknown", "self"):
            return piece
        named = self.pieces.mentions_within(piece.end, clause.end)
        if named and (given or piece.act.kind == "unknown"):
            return with_act(piece, act_of(named[0][2], self.text))
        above = self._act_above(clause)
        told = (
            piece.act.kind == "self" and "này" in self.text.folded[piece.end : piece.end + 60].split(",")[0]
        )
        return with_act(piece, above) if above and (given or not told) else piece

    def _act_above(self, clause: OrderClause) -> Act | None:
        above = self.leads.get(clause.parent or "")
        return above.act if above else None

    def _whole(self, order: Order, start: int, end: int, share: str) -> Iterator[Commanded]:
        """Acts that are repealed whole: "Bãi bỏ Quyết định số …"."""
        past = start
        for a, b, one in self.pieces.mentions_within(start, end):
            gap = share[past - start : a - start].strip(" ,;").removeprefix("và ")
            if one.kind == "back" or not _WHOLE.fullmatch(gap):
                continue
            past = b
            target = Target("act", one.span)
            yield Commanded(order.op, a, b, (target,), act_of(one, self.text), "whole")

    def _changed(self, op: Op, start: int, share: str, pieces: Sequence[Piece]) -> Iterator[Commanded]:
        """Provisions changed, repealed or put in the place of others."""
        targets, source, past = list[Piece](), None, start
        for one in pieces:
            if targets and op in ("swap", "number") and _BY.search(share, past - start, one.start - start):
                eid = one.targets[0].eid or ""
                source = eid if eid.startswith(("annex", "att_")) else None
                break
            past = one.end
            if one.act.kind != "self":
                targets.append(one)
        for _, group in groupby(targets, key=lambda one: one.act.number or one.act.name or one.act.mention):
            yield from self._scoped(op, start, share, [*group], source)

    def _scoped(
        self, op: Op, start: int, share: str, pieces: Sequence[Piece], source: str | None
    ) -> Iterator[Commanded]:
        """The names of units apart from the units; their opening words; what has no number of its own."""
        names, units, why = list[Target](), list[Target](), tuple[str, ...]()
        for one in pieces:
            before = share[: one.start - start]
            if _NAME.match(before):
                depth = (one.targets[0].eid or "").count("__")
                names += [t for t in one.targets if (t.eid or "").count("__") == depth]
                units += [t for t in one.targets if (t.eid or "").count("__") != depth]
            elif _INTRO.match(before):
                units += [replace(t, eid=f"{t.eid}__intro") for t in one.targets if t.eid]
            else:
                if _NAME_TOO.match(before):
                    names += [replace(one.targets[0], eid=(one.targets[0].eid or "").split("__para")[0])]
                why = ("đoạn, câu không đánh số",) if _UNNUMBERED.match(before) else why
                units += one.targets
        act, end = pieces[0].act, pieces[-1].end
        before = _PARTED.split(share[: pieces[0].start - start])[-1]
        if not why and not _WHOLLY.issuperset(_WORD.findall(before)):
            why = (_PART,)
        if names:
            yield Commanded(op, pieces[0].start, end, tuple(names), act, "heading", why=why)
        if units:
            yield Commanded(op, pieces[0].start, end, tuple(units), act, source=source, why=why)

    def _added(self, start: int, share: str, pieces: Sequence[Piece]) -> Iterator[Commanded]:
        """Each group of provisions put in, with the place where it goes."""
        waiting: list[Piece] = []
        made: list[Commanded] = []
        past = start
        for one in pieces:
            position = _position(share[past - start : one.start - start], one)
            past = one.end
            if position is None or not (waiting or made):
                waiting.append(one)
            elif made and (not waiting or _is_container(waiting)):  # "… vào Mục 5 Chương II trước Điều 54"
                made[-1], waiting = made[-1]._replace(position=position), []
            else:
                made.append(self._put(waiting, position))
                waiting = []
        yield from made
        if all(one.act.kind == "self" for one in waiting) or (made and _is_container(waiting)):
            return
        yield self._added_last(start, share, waiting)

    def _added_last(self, start: int, share: str, waiting: Sequence[Piece]) -> Commanded:
        """What is put in without a word of where, or into what alone is named."""
        before = share[: waiting[0].start - start]
        if len(waiting) == 2 and _THEN_ADDED.fullmatch(
            share[waiting[0].end - start : waiting[1].start - start]
        ):
            return self._put(waiting[1:], Position("into", waiting[0].targets[-1].eid))
        eid = waiting[0].targets[0].eid
        if into := _INTO_ALONE.match(before):  # "Bổ sung vào khoản 3 Điều 16 như sau"
            draft = self._put(waiting, Position("into", eid))
            return (
                draft._replace(why=("không rõ điều khoản được bổ sung",)) if into["what"].strip() else draft
            )
        draft = self._put(waiting, _last_place(eid))
        issued = (eid or "").startswith("annex") and _ISSUED_HERE.search(share)
        return draft._replace(source=eid) if issued else draft

    def _put(self, pieces: Sequence[Piece], position: Position | None) -> Commanded:
        targets = tuple(target for one in pieces for target in one.targets)
        return Commanded("add", pieces[0].start, pieces[-1].end, targets, pieces[0].act, position=position)

    def _of_phrases(
        self, clause: OrderClause, order: Order, pieces: Sequence[Piece], phrases: Sequence[Phrase]
    ) -> Iterator[Commanded]:
        """Each change of words with the provisions between it and the next, or those that all share."""
        start = clause.start + order.start
        edges = [start + one.start for one in phrases] + [clause.start + order.end]
        shares = [[p for p in pieces if a <= p.start < b] for a, b in pairwise(edges)]
        ahead = [piece for piece in pieces if piece.start < edges[0]]
        for i, phrase in enumerate(phrases):
            shared = shares[i] or next((share for share in shares[i:] if share), []) or ahead
            act = next((one.act for one in shared), None) or self._act_named(clause, start, clause.end)
            targets = tuple(target for one in shared for target in one.targets)
            place = phrase.near and Position(phrase.where, None, self._words_in(start, phrase.near))
            yield Commanded(
                order.op,
                edges[i],
                edges[i + 1],
                targets or self._everywhere(edges[i]),
                act,
                "phrase",
                place,
                phrase._replace(
                    old=phrase.old and _moved(phrase.old, start), new=phrase.new and _moved(phrase.new, start)
                ),
            )

    def _everywhere(self, at: int) -> tuple[Target, ...]:
        return (Target("act", self.text.span(at, at + 1)),)

    def _act_named(self, clause: OrderClause, start: int, end: int) -> Act:
        hidden = self._quoted(clause.start, clause.end)
        named = [
            one
            for a, _, one in self.pieces.mentions_within(start, end)
            if not any(x <= a < y for x, y in hidden)
        ]
        return act_of(named[0], self.text) if named else self._act_above(clause) or Act("unknown")

    def _words_in(self, start: int, quote: Stretch) -> str:
        return " ".join(self.text.clean[start + quote[0] + 1 : start + quote[1] - 1].split())

    # New text, effect, status.

    def _completed(self, clause: OrderClause, drafts: Sequence[Commanded]) -> Iterator[Instruction]:
        passages = passages_behind(self.text, clause.end, clause.limit)
        takers = [
            one for one in drafts if one.op in ("mend", "add", "swap") and not one.phrase and not one.source
        ]
        shares = dict(zip(takers, self._shared(passages, takers), strict=True))
        start = clause.start
        for i, one in enumerate(drafts):
            stop = clause.end if i == len(drafts) - 1 else drafts[i + 1].start
            span = self.text.span(*self._trimmed(start if i == 0 else one.start, stop))
            yield self._instruction(clause, one, span, passages, shares.get(one, ()))
            start = stop

    def _trimmed(self, start: int, end: int) -> Stretch:
        words = self.text.clean[start:end].rstrip(_ENDS)
        return start, max(start + 1, start + len(words))

    def _shared(self, passages: Passages, takers: Sequence[Commanded]) -> list[tuple[Stretch, ...]]:
        """One quotation for several orders is cut where the label of what one of them names opens a line."""
        if len(takers) < 2 or not passages.pieces:
            return [passages.pieces] * len(takers)
        cuts = self._cuts(passages, takers)
        if cuts is None:
            return [()] * len(takers)
        edges = [*(at for at, _ in cuts), passages.pieces[-1][1] + 1]
        shares: list[list[Stretch]] = [[] for _ in takers]
        for (s, e), (_, taker) in zip(pairwise(edges), cuts, strict=True):
            shares[taker] += (
                self._inner(max(a, s), min(b, e)) for a, b in passages.pieces if max(a, s) < min(b, e)
            )
        return [tuple(share) for share in shares]

    def _cuts(self, passages: Passages, takers: Sequence[Commanded]) -> list[tuple[int, int]] | None:
        """Where the share of each order begins: one each, or more where theirs alternate ("3, 4a, 5, 5a")."""
        labels = [*self._labels(passages)]
        left = {label: i for i, one in enumerate(takers) for label in _labels(one)}
        if sum(len(_labels(one)) for one in takers) == len(left):
            cuts = [(at, left.pop(label)) for at, label in labels if label in left]
            if not left and cuts:
                cuts[0] = (passages.pieces[0][0], cuts[0][1])
                return [cuts[0], *(one for before, one in pairwise(cuts) if before[1] != one[1])]
        cuts = [(passages.pieces[0][0], 0)]
        for i, one in enumerate(takers[1:], 1):
            found = (at for at, label in labels if at >= cuts[-1][0] and label == _label(one))
            if (at := next(found, None)) is None:
                return None
            cuts.append((at, i))
        return cuts

    def _inner(self, start: int, end: int) -> Stretch:
        words = self.text.clean[start:end].rstrip(" \n|*#")
        return start, start + len(words)

    def _labels(self, passages: Passages) -> Iterator[tuple[int, str]]:
        """The lines of new text that open with a mark, each with its number."""
        text = self.text
        for start, end in passages.pieces:
            at = start
            while 0 <= at < end:
                if opened := mark_at(text.clean, at):
                    begin = opened.start(opened.lastgroup or 0)
                    yield begin, text.folded[begin : opened.end()].strip(' .:)/-“"*').removeprefix("điều ")
                at = text.clean.find("\n", at, end) + 1 or -1

    def _instruction(
        self, clause: OrderClause, one: Commanded, span: Span, passages: Passages, new: tuple[Stretch, ...]
    ) -> Instruction:
        why = [*one.why]
        needs = one.op in ("mend", "add", "swap") and not one.phrase and not one.source
        if needs and not passages.pieces:
            why.append(_NO_TEXT)
        elif needs and not new:
            why.append("không rõ phần văn bản mới của từng lệnh")
        elif needs and not passages.closed:
            why.append("dấu ngoặc kép không đóng")
            new = ()
        why += ["không rõ văn bản được sửa đổi"] if not str(one.act) else []
        why += ["không rõ điều khoản"] if any(target.eid is None for target in one.targets) else []
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
            old=self._words_in(0, phrase.old) if phrase and phrase.old else None,
            replacement=self._words_in(0, phrase.new) if phrase and phrase.new else None,
            source=one.source,
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


# What alone is named is where something goes: "Bổ sung |vào| khoản 3 Điều 16".
_INTO_ALONE = late.regex(r"(?r)(?P<what>[^“\"]*?) vào(?: cuối| đầu)?(?: các)? ")
# An annex that stands in this document: "Bổ sung Phụ lục VI ban hành kèm theo Thông tư này".
_ISSUED_HERE = late.regex(r"(?:kèm theo|đính kèm)(?: \p{L}+){1,3} này(?!\p{L})")
# "Điều 39 được bổ sung khoản 4": the second one goes into the first.
_THEN_ADDED = late.regex(r" (?:được |nay được )bổ sung(?: thêm)? (?:các )?")


def _position(gap: str, place: Piece) -> Position | None:
    """Where the words before a provision put what is named before it: "vào sau", "trước", "vào"."""
    put = _PUT.fullmatch(gap)
    if put is None and not _INTO.fullmatch(gap):
        return None
    ref = place.targets[-1].eid
    if put is None:
        return Position("into", ref)
    return Position("after" if put["where"] == "sau" else "before", ref)


def _is_container(pieces: Sequence[Piece]) -> bool:
    """Whether a chapter or section alone is named: it tells where, not what."""
    eid = pieces[0].targets[0].eid or ""
    return len(pieces) == 1 and eid.rpartition("__")[2].startswith(("chp_", "sec_", "part_", "subsec_"))


def _last_place(eid: str | None) -> Position | None:
    """Where a provision goes that is put in without a word of where: behind the last of its unit."""
    above = (eid or "").rpartition("__")[0]
    return Position("into", above) if above and above.rpartition("__")[2][:4] != "att_" else None


def _moved(quote: Stretch, by: int) -> Stretch:
    return quote[0] + by, quote[1] + by


def _label(one: Commanded) -> str:
    """The label that the first provision of an order bears: "5", "dd" as "đ"."""
    return _labels(one)[0]


def _labels(one: Commanded) -> list[str]:
    """The labels that the provisions of an order bear."""
    return [(target.eid or "").rpartition("_")[2].replace("dd", "đ").lower() for target in one.targets]
