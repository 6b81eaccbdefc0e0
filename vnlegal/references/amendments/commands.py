"""What one order commands: its provisions, grouped by act and by place, or its changes of words.

"Sửa đổi tên Điều 5" changes a name, "Bổ sung khoản 5 vào sau khoản 4" puts something in behind another,
"Thay cụm từ “A” bằng cụm từ “B” tại Điều 9" changes words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, zip_longest
from typing import NamedTuple

import regex

from ... import late
from ...lines import Stretch
from ...model import Act, Portion, Position, Scope, Target
from ...text import Text
from .numbers import Renumbered, renumbered
from .orders import Op, Order, masked
from .passages import passages_behind, quoted_in
from .phrases import Phrase, find_phrases
from .pieces import TITLED, Piece, Pieces, act_of, with_act
from .reasons import EXCEPTED, NO_ADDED, NO_CHAPTER, NO_PAIR, NO_PROVISION, NOT_NUMBERED, PART
from .within import EXCEPT, within

# Between what is put in and where: "khoản 5 |vào sau| khoản 4", "điểm d |vào| khoản 1".
_PUT = late.regex(
    r"(?: mới)?,?(?: và)?(?: được bổ sung)?(?: (?:vào|ngay|liền|tiếp theo|phía))*"
    r" (?P<where>sau|trước)(?: của)?(?: các)? ?"
)
# Into what: "khoản 5| vào |Điều 4".
_INTO = late.regex(r"(?: mới)?,?(?: được bổ sung)? vào(?: trong| cuối| đầu)?(?: các)? ?")
# Between what goes and what comes: "“A” |bằng| “B”".
BY = late.regex(r"(?<!\p{L})(?:bằng|thành)(?!\p{L})")
# The heading and the article: "|tên điều và |khoản 1 Điều 5".
_NAME_TOO = late.regex(r"(?r)(?:tên|tiêu đề) (?:của )?điều(?:,| và|, và) ")
# The opening words and what stands below them: "|đoạn mở đầu và |điểm a khoản 1".
_INTRO_TOO = late.regex(r"(?r)(?:đoạn mở đầu|đoạn dẫn|phần mở đầu|phần dẫn|lời dẫn)(?:,| và|, và) ")
# What the order before names: "thay cụm từ … tại khoản 8 Điều 14 và sửa đổi| khoản này| như sau".
_THIS_ONE = late.regex(r" (?:(?P<unit>điều|khoản|điểm|mục|chương)|đoạn|khổ|câu) này(?= như sau|[.;,:]|$)")
# The name of an article that is numbered behind: "|tên Điều| và khoản 3 Điều 30".
_NAME_OF = late.regex(r"(?:tên|tiêu đề) (?:của )?(?P<unit>điều)(?=,| và )(?! \d)")
_LOOSE = (
    "số thứ tự",
    "stt",
    "đoạn thứ",
    "đoạn cuối",
    "đoạn sau",
    "khổ ",
    "câu ",
    "gạch đầu",
    "gạch ngang",
    "dòng ",
    "hàng ",
    "cột ",
)
# What goes is a matter, not the provisions that hold it: "Bãi bỏ các |nội dung quy định về| thuế … tại:".
OF_MATTER = late.regex(
    r"(?:nội dung|quy định)(?: quy định)? (?:về|liên quan đến|đối với) |trái với|không phù hợp với"
)
# What leads a range: "Bãi bỏ các |điều từ |Điều 4 đến Điều 7".
_FROM = late.regex(r"(?:(?<!\p{L})(?:điểm|khoản|điều|mục|chương) )?(?<!\p{L})từ $")
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
# What ends what is said of a provision: "Phụ lục II |được thay thế bằng| Phụ lục II kèm theo Luật này".
_APART = late.regex(r",|(?<!\p{L})(?:được|bằng|thay thế|vào|theo(?= phụ lục))(?!\p{L})")
# What ends one item of a list and opens the next: "Bãi bỏ Nghị định A |;| khoản 2 Điều 5".
_PARTED = late.regex(r"[;,:.·]|(?<!\p{L})và(?!\p{L})")
# Nothing but a plural before acts that go whole.
_WHOLE = late.regex(r"(?:toàn bộ|các văn bản|văn bản|các|những)?[ :]*")
# What ends an act that goes whole, beside provisions that go: "Nghị định A|; |khoản 2 Điều 5".
_ENDS_ITEM = late.regex(r"(?:[^;,]{0,240}(?:;|, và)|,? và | ?[.:]?$)")
# What a thing that goes rests on, which stays: "Bãi bỏ hạn mức … |theo |Điều 23 Luật Đấu thầu".
_BY_RULE = late.regex(r"(?r)(?<!kèm )theo ")
# What alone is named is where something goes: "Bổ sung |vào| khoản 3 Điều 16".
_INTO_ALONE = late.regex(r"(?r)(?P<what>[^“\"]*?) vào(?: cuối| đầu)?(?: các)? ")
# An annex that stands in this document: "Bổ sung Phụ lục VI ban hành kèm theo Thông tư này".
_ISSUED_HERE = late.regex(r"(?:kèm theo|đính kèm)(?: \p{L}+){1,3} này(?!\p{L})")
# "Điều 39 được bổ sung khoản 4": the second one goes into the first.
_THEN_ADDED = late.regex(r" (?:được |nay được )bổ sung(?: thêm)? (?:các )?")


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
    becomes: tuple[Target, ...] = ()


class HandedDown(NamedTuple):
    """What a clause hands down to those below it: its verb, the act it names, if a part alone."""

    op: Op
    act: Act | None
    part: bool = False


class Commands:
    """What the orders of one page command; `leads` is what clauses above hand down, by their portion."""

    def __init__(self, text: Text, pieces: Pieces, leads: Mapping[str, HandedDown]) -> None:
        self.text, self.pieces, self.leads = text, pieces, leads

    def of(self, clause: OrderClause, orders: Sequence[Order], visible: str) -> list[Commanded]:
        """What the orders of a clause command; `visible` is the clause with its quotations blotted out."""
        quoted = quoted_in(self.text, clause.start, clause.end)
        drafts = list[Commanded]()
        for order in orders:
            this = _THIS_ONE.match(visible, order.start, order.end) if drafts else None
            if order.op in ("number", "split", "join"):
                drafts = self._renumbered(clause, order, visible, drafts)
            elif this:  # "thay cụm từ … tại khoản 8 Điều 14 và sửa đổi, bổ sung khoản này như sau"
                start, end = clause.start + this.start() + 1, clause.start + this.end()
                targets = drafts[-1].targets
                if this["unit"]:
                    targets = tuple(replace(one, paragraph=None) for one in targets)
                why = () if this["unit"] or all(one.paragraph for one in targets) else (NOT_NUMBERED,)
                drafts.append(Commanded(order.op, start, end, targets, drafts[-1].act, why=why))
            else:
                found = [*self._of(clause, order, visible, quoted)]
                if EXCEPT.search(visible, order.start, order.end):
                    found = [one._replace(why=(*one.why, EXCEPTED)) for one in found]
                drafts += found
        return [*self._shared(clause, visible, drafts)]

    def _shared(self, clause: OrderClause, visible: str, drafts: Sequence[Commanded]) -> Iterator[Commanded]:
        """Changes of words without a place, with that of the next: "bỏ “A” và thay “B” bằng “C” tại …"."""
        for one, after in zip_longest(drafts, drafts[1:]):
            placed = after is not None and after.phrase is not None and after.targets[0].eid != "act"
            if after is None or not placed or one.phrase is None or one.targets[0].eid != "act":
                yield one
            elif (
                one.op == after.op
                or ";" not in visible[one.start - clause.start : after.start - clause.start]
            ):
                yield one._replace(targets=after.targets, act=after.act)
            else:
                yield one._replace(why=(*one.why, NO_PROVISION))

    def _renumbered(
        self, clause: OrderClause, order: Order, visible: str, drafts: list[Commanded]
    ) -> list[Commanded]:
        """The orders with one that gives new numbers, or the last of them with the numbers that it gives."""
        start, end = clause.start + order.start, clause.start + order.end
        ahead = drafts[-1] if drafts and visible[order.start :].lstrip().startswith("thành ") else None
        start = ahead.start if ahead else start  # "sửa đổi khoản 4 và chuyển thành khoản 5 như sau"
        share = visible[start - clause.start : order.end]
        pieces = [self._of_act(clause, order.op, one) for one in self.pieces.within(start, end, share)]
        found = renumbered(order.op, self.text, start, share, pieces)
        if found is None:
            return drafts
        if ahead:
            return [*drafts[:-1], _with_numbers(ahead, found)]
        act = found.act if str(found.act) else self._act_named(clause, start, clause.end)
        targets, becomes = found.targets, found.becomes
        new = Commanded(order.op, found.start, found.end, targets, act, why=found.why, becomes=becomes)
        return [*drafts, new]

    def _of(
        self, clause: OrderClause, order: Order, visible: str, quoted: Sequence[Stretch]
    ) -> Iterator[Commanded]:
        start, end = clause.start + order.start, clause.start + order.end
        share = visible[order.start : order.end]
        pieces = [self._of_act(clause, order.op, one) for one in self.pieces.within(start, end, share)]
        if order.op == "cut":
            pieces = [one for one in pieces if not self._is_of_title(start, one.start, share)]
            pieces = [one for one in pieces if not _BY_RULE.match(share, 0, one.start - start)]
        inside = [(a - start, b - start) for a, b in quoted if start <= a and b <= end]
        if inside and (phrases := find_phrases(share, inside, order.op)):
            yield from self._of_phrases(clause, order, pieces, phrases)
        elif order.op == "cut":
            whole = self._whole(order, start, share, pieces)
            yield from sorted([*whole, *self._changed(clause, order, share, pieces)], key=_begins)
        elif order.op == "add":
            yield from self._added(start, share, pieces)
        else:
            yield from self._changed(clause, order, share, pieces)

    def _is_of_title(self, start: int, at: int, share: str) -> bool:
        """Whether an act before a provision names it in its title: "Thông tư 6 |sửa đổi| khoản 2 Điều 5"."""
        named = self.pieces.mentions_within(start, at)
        gap = share[named[-1][1] - start : at - start] if named else ""
        return TITLED.search(gap) is not None and ";" not in gap

    def _of_act(self, clause: OrderClause, op: Op, piece: Piece) -> Piece:
        """A piece of which the clause does not say the act has it from the clause above."""
        # It stands here, for the other: "Phụ lục VI vào Thông tư số … tại Phụ lục kèm theo Thông tư này".
        given = op == "add" and (piece.targets[0].eid or "").startswith("annex")
        open = not str(piece.act)
        if not open and piece.act.kind != "self":
            return piece
        named = self.pieces.mentions_within(piece.end, clause.end)
        if named and (given or open):
            return with_act(piece, act_of(named[0][2], self.text))
        above = self.act_above(clause)
        behind = _APART.split(self.text.folded[piece.end : piece.end + 60])[0]
        told = piece.act.kind == "self" and "này" in behind
        if not told and not above and passages_behind(self.text, clause.end, clause.limit).pieces:
            return with_act(piece, Act("unknown"))  # what new text changes is not the act that orders it
        return with_act(piece, above) if above and (given or not told) else piece

    def act_above(self, clause: OrderClause) -> Act | None:
        """The act that the clause above hands down."""
        above = self.leads.get(clause.parent or "")
        return above.act if above else None

    def _whole(self, order: Order, start: int, share: str, pieces: Sequence[Piece]) -> Iterator[Commanded]:
        """Acts that are repealed whole: "Bãi bỏ Quyết định số … và khoản 2 Điều 5 Nghị định số …"."""
        past, of_pieces = start, {one.act.mention for one in pieces}
        for a, b, one in self.pieces.mentions_within(start, start + len(share)):
            if one.id in of_pieces:
                past = b
                continue
            if a < past:  # inside the name of the act in front
                continue
            gap = share[past - start : a - start].strip(" ,;").removeprefix("và").strip()
            behind = share[b - start :]
            if one.kind == "back" or not _WHOLE.fullmatch(gap) or (pieces and not _ENDS_ITEM.match(behind)):
                continue
            past = b
            target = Target("act", one.span)
            yield Commanded(order.op, a, b, (target,), act_of(one, self.text), "whole")

    def _changed(
        self, clause: OrderClause, order: Order, share: str, pieces: Sequence[Piece]
    ) -> Iterator[Commanded]:
        """Provisions changed, repealed or put in the place of others."""
        start = past = clause.start + order.start
        targets, sources = list[Piece](), list[Piece]()
        for one in pieces:
            if sources or (
                order.op == "swap" and targets and BY.search(share, past - start, one.start - start)
            ):
                sources.append(one)
            elif one.act.kind != "self":
                targets.append(one)
            past = one.end
        if (
            order.op == "swap" and order.start and not sources
        ):  # "Phụ lục I kèm theo Luật này thay thế Phụ lục II"
            visible = masked(self.text.folded, quoted_in(self.text, clause.start, start), clause.start, start)
            sources = self.pieces.within(clause.start, start, visible)
        for _, group in groupby(targets, key=lambda one: one.act.number or one.act.name or one.act.mention):
            for draft in self._scoped(order.op, start, share, [*group]):
                yield from _replaced_by(draft, sources, self.text)

    def _scoped(self, op: Op, start: int, share: str, pieces: Sequence[Piece]) -> Iterator[Commanded]:
        """The names of units apart from the units; their opening words; what has no number of its own."""
        names, units, why = list[Target](), list[Target](), tuple[str, ...]()
        for one in pieces:
            before = share[: one.start - start]
            part = within(before)
            if part and part.kind == "name":
                depth = (one.targets[0].eid or "").count("__")
                names += [t for t in one.targets if (t.eid or "").count("__") == depth]
                units += [t for t in one.targets if (t.eid or "").count("__") != depth]
            elif part and part.kind == "intro":
                depth = (one.targets[0].eid or "").count("__")
                units += [_intro_of(t) if t.eid and t.eid.count("__") == depth else t for t in one.targets]
            else:
                if _INTRO_TOO.match(before):
                    above = (one.targets[0].eid or "").rpartition("__")[0]
                    units.append(_intro_of(replace(one.targets[0], eid=above)))
                if _NAME_TOO.match(before):
                    names += [replace(one.targets[0], eid=(one.targets[0].eid or "").split("__para")[0])]
                counted = part and part.ordinal and len(pieces) == len(one.targets) == 1
                why = (NOT_NUMBERED,) if part and not counted else why
                units += (
                    [replace(one.targets[0], paragraph=part.ordinal)] if part and counted else one.targets
                )
        act, end = pieces[0].act, pieces[-1].end
        before = _FROM.sub("", _PARTED.split(share[: pieces[0].start - start])[-1])
        if not why and not _WHOLLY.issuperset(_WORD.findall(before)):
            why = (PART,)
        if names:
            yield Commanded(op, pieces[0].start, end, tuple(names), act, "heading", why=why)
        if units:
            yield Commanded(op, pieces[0].start, end, tuple(units), act, why=why)

    def _added(self, start: int, share: str, pieces: Sequence[Piece]) -> Iterator[Commanded]:
        """Each group of provisions put in, with the place where it goes."""
        waiting: list[Piece] = []
        made: list[Commanded] = []
        past = start
        for one, after in zip_longest(pieces, pieces[1:]):
            gap, past = share[past - start : one.start - start], one.end
            put = after is not None and _position(share[one.end - start : after.start - start], after)
            place, rest = _parted(one) if put and _position(gap, one) else (one, None)
            position = _position(gap, place)
            if rest and position and waiting:  # "khoản 1a vào sau khoản 1, khoản 3a vào sau khoản 3"
                made.append(self._put(waiting, position))
                waiting = [rest]
            elif position is None or not (waiting or made):
                waiting.append(one)
            elif made and (not waiting or _is_container(waiting)):  # "… vào Mục 5 Chương II trước Điều 54"
                made[-1], waiting = made[-1]._replace(position=position), []
            else:
                made.append(self._put(waiting, position))
                waiting = []
        if pieces and share.lstrip().startswith(_LOOSE):
            made, waiting = [self._put(waiting or pieces, None)._replace(why=(NOT_NUMBERED,))], []
        yield from made
        if (
            waiting == []
            or all(one.act.kind == "self" for one in waiting)
            or (made and _is_container(waiting))
        ):
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
            return draft._replace(why=(NO_ADDED,)) if into["what"].strip() else draft
        draft = self._put(waiting, _last_place(eid))
        issued = (eid or "").startswith("annex") and _ISSUED_HERE.search(share)
        return draft._replace(source=eid) if issued else draft

    def _put(self, pieces: Sequence[Piece], position: Position | None) -> Commanded:
        targets = tuple(_in_container(target, position) for one in pieces for target in one.targets)
        why = (NO_CHAPTER,) if any(_alone(one.eid) for one in targets) else ()
        return Commanded(
            "add", pieces[0].start, pieces[-1].end, targets, pieces[0].act, position=position, why=why
        )

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
            targets = tuple(target for one in shared for target in self._parts(one))
            targets = (*self._names_of(shared, ahead, edges[i], edges[i + 1]), *targets)
            place = phrase.near and Position(phrase.where, None, self.words_in(start, phrase.near))
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

    def _parts(self, piece: Piece) -> tuple[Target, ...]:
        """The provisions of a piece; of one alone which paragraph is named: "tại |đoạn thứ hai khoản 1|"."""
        before = self.text.folded[max(0, piece.start - 40) : piece.start]
        if _INTRO_TOO.match(before):
            above = (piece.targets[0].eid or "").rpartition("__")[0]
            return _intro_of(replace(piece.targets[0], eid=above)), *piece.targets
        part = within(before)
        alone = part is not None and part.ordinal is not None and len(piece.targets) == 1
        return (replace(piece.targets[0], paragraph=part.ordinal),) if part and alone else piece.targets

    def _names_of(
        self, shared: Sequence[Piece], ahead: Sequence[Piece], start: int, end: int
    ) -> Iterator[Target]:
        """Names of articles that a list gives without their number: "|tên Điều| và khoản 3 Điều 30"."""
        if shared and shared[0] in ahead:
            start, end = min(start, shared[0].start - 40), shared[-1].end
        for found in _NAME_OF.finditer(self.text.folded, start, end):
            piece = next((one for one in shared if found.end() <= one.start <= found.end() + 16), None)
            if piece and (eid := piece.targets[-1].eid):
                yield Target(eid.split("__")[0], self.text.span(*found.span("unit")))

    def _everywhere(self, at: int) -> tuple[Target, ...]:
        return (Target("act", self.text.span(at, at + 1)),)

    def _act_named(self, clause: OrderClause, start: int, end: int) -> Act:
        hidden = quoted_in(self.text, clause.start, clause.end)
        named = [
            one
            for a, _, one in self.pieces.mentions_within(start, end)
            if not any(x <= a < y for x, y in hidden)
        ]
        return act_of(named[0], self.text) if named else self.act_above(clause) or Act("unknown")

    def words_in(self, start: int, quote: Stretch) -> str:
        """The words of a quotation without its marks, on one line."""
        return " ".join(self.text.clean[start + quote[0] + 1 : start + quote[1] - 1].split())


def _intro_of(one: Target) -> Target:
    """The opening words of a unit."""
    return replace(one, eid=f"{one.eid}__intro")


def _begins(one: Commanded) -> int:
    return one.start


def _parted(one: Piece) -> tuple[Piece, Piece | None]:
    """A place, and what is put in next, where a list runs on from the one to the other."""
    if len(one.targets) < 2:
        return one, None
    return one._replace(targets=one.targets[:-1]), one._replace(targets=one.targets[-1:])


def _position(gap: str, place: Piece) -> Position | None:
    """Where the words before a provision put what is named before it: "vào sau", "trước", "vào"."""
    put = _PUT.fullmatch(gap)
    if put is None and not _INTO.fullmatch(gap):
        return None
    ref = place.targets[-1].eid
    if put is None:
        return Position("into", ref)
    return Position("after" if put["where"] == "sau" else "before", ref)


def _in_container(target: Target, position: Position | None) -> Target:
    """A section or a row with the chapter or annex of the place where it goes: "Mục 3a vào Chương II"."""
    if position is None or not position.ref or not _alone(target.eid):
        return target
    above = position.ref if position.where == "into" else position.ref.rpartition("__")[0]
    held = above.partition("_")[0] in ("chp", "part", "annex")
    return replace(target, eid=f"{above}__{target.eid}") if held else target


def _alone(eid: str | None) -> bool:
    """Whether a section is named without what holds it."""
    return bool(eid) and (eid or "").startswith(("sec_", "subsec_"))


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


def _replaced_by(one: Commanded, sources: Sequence[Piece], text: Text) -> Iterator[Commanded]:
    """An order with the annex that takes the place of what it names: one each where it names several."""
    new = [target.eid or "" for piece in sources for target in piece.targets]
    if not all(eid.startswith(("annex", "att_")) for eid in new) or not new:
        yield one
    elif len(new) == len(one.targets):
        for target, source in zip(one.targets, new, strict=True):
            start, end = text.at(target.span)
            yield one._replace(targets=(target,), source=source, start=start, end=end)
    else:
        yield one._replace(source=new[0], why=(*one.why, NO_PAIR))


def _with_numbers(one: Commanded, found: Renumbered) -> Commanded:
    """An order with the numbers that its provisions get; none where they keep their own."""
    same = [new.eid for new in found.becomes] == [old.eid for old in found.targets]
    why = () if same else found.why
    return one._replace(
        targets=found.targets,
        becomes=() if same else found.becomes,
        act=one.act if str(one.act) else found.act,
        why=(*one.why, *why),
    )
