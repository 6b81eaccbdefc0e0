"""What an order names: provisions and forms, each with the act that it is of and what stands before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ... import late
from ...model import Act, Mention, ProvisionReference, Target
from ...notation import eids
from ...text import Text
from ..pinpoints.expressions import find_expressions
from ..pinpoints.resolve import ONLY_ANNEX

# Between what a list of provisions names and a title that names others: "… Nghị định A |quy định về| Điều 5".
TITLED = late.regex(
    r"(?:quy định(?! tại| ở)|về(?! việc bãi)|hướng dẫn|(?<!được )(?:sửa đổi|bổ sung)|ban hành(?! kèm)|áp dụng"
    r"|trừ|căn cứ|thực hiện)(?!\p{L})"
)
# From a form to its act: "Mẫu số 01d |tại Phụ lục kèm theo| Nghị định số …".
_TO_ACT = late.regex(
    r"[,;]?(?: (?:và|tại|thuộc|của|trong|theo|phụ lục|ban hành|kèm|quy định|được|tại phụ lục|các|mẫu số"
    r"|[\p{L}\d]{1,4}/[\p{L}\d-]+))*+ "
)
# An annex without a number, that is no place of something else: "|Phụ lục| đính kèm Thông tư số …".
_BARE_ANNEX = late.regex(
    r"(?<!\p{L}|(?:tại|trong|thuộc|của|theo|và|bổ sung) )(?:(?P<many>các|những) )?phụ lục"
    r"(?= (?:đính kèm|kèm theo|ban hành kèm|của (?:luật|nghị|thông|quyết|pháp)))"
)
# The act itself: "Nghị định này".
_THIS = late.regex(r"(?:luật|nghị định|thông tư|quyết định|nghị quyết|pháp lệnh|bộ luật) này(?!\p{L})")


# A part of a form, whose annex is named behind it: "Mục II| Biểu mẫu báo cáo số 1| kèm theo Phụ lục số 2".
_OF_FORM = late.regex(r" (?:của |tại |trong )?(?:biểu|biểu mẫu|mẫu|bảng|danh mục|tờ khai)(?! này)(?!\p{L})")


class Piece(NamedTuple):
    """Provisions named side by side; positions count in the cleaned text."""

    start: int
    end: int
    targets: tuple[Target, ...]
    act: Act


class Pieces:
    """All that one page names outside of quotations, asked for by stretch."""

    def __init__(
        self, text: Text, references: Sequence[ProvisionReference], mentions: Sequence[Mention]
    ) -> None:
        self.text = text
        named = (Piece(*text.at(one.span), one.targets, one.act) for one in references if _is_piece(one))
        self._refs = [_opened(one) if _OF_FORM.match(text.folded, one.end) else one for one in named]
        self.mentions = [(*text.at(one.span), one) for one in mentions]

    def within(self, start: int, end: int, visible: str) -> list[Piece]:
        """The provisions that a clause at `start` names; `visible` is it with quotations blotted out."""
        named = [*self._between(self._refs, start, end), *self._forms(start, end)]
        return [*self._listed(sorted(named), start, visible)]

    def _between(self, pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
        """The pieces of a stretch; of one that its edge cuts the targets inside: "khoản 4|; khoản 2"."""
        first = bisect_left(pieces, start, key=lambda one: one.start)
        first -= first > 0 and pieces[first - 1].end > start
        for i in range(first, len(pieces)):
            one = pieces[i]
            if one.start >= end:
                break
            if start <= one.start and one.end <= end:
                yield one
            elif inside := [t for t in one.targets if start <= self.text.at(t.span)[0] < end]:
                at, past = self.text.at(inside[0].span)[0], self.text.at(inside[-1].span)[1]
                yield Piece(at, min(past, end), tuple(inside), one.act)

    def mentions_within(self, start: int, end: int) -> list[tuple[int, int, Mention]]:
        """The other acts that a stretch names."""
        first = bisect_left(self.mentions, start, key=lambda one: one[0])
        last = bisect_left(self.mentions, end, first, key=lambda one: one[0])
        return [one for one in self.mentions[first:last] if one[2].kind != "self"]

    def _forms(self, start: int, end: int) -> Iterator[Piece]:
        """Forms of an annex without a number: "các Mẫu số 01/ĐK, 02/ĐK"."""
        folded = self.text.folded
        yield from self._bare_annexes(start, end)
        if folded.find("mẫu ", start, end) < 0:
            return
        for one in find_expressions(self.text.flow, folded, start, end):
            if one.top.level == "mau":
                spans = [(f"annex__{eids.step('mau', path.steps['mau'])}", path) for path in one.paths]
                targets = tuple(Target(eid, self.text.span(p.start, p.end)) for eid, p in spans)
                yield Piece(one.start, one.end, targets, self._act_behind(one.end, end))

    def _bare_annexes(self, start: int, end: int) -> Iterator[Piece]:
        """An annex without a number: "Phụ lục đính kèm Thông tư số …"; of several it stays open which."""
        if self.text.folded.find("phụ lục ", start, end) < 0:
            return
        for found in _BARE_ANNEX.finditer(self.text.folded, start, end):
            eid = None if found["many"] else eids.step("phu-luc", "")
            target = Target(eid, self.text.span(*found.span()))
            yield Piece(*found.span(), (target,), self._act_behind(found.end(), end))

    def _act_behind(self, at: int, end: int) -> Act:
        link = _TO_ACT.match(self.text.folded, at, end)
        behind = link.end() if link else at
        if _THIS.match(self.text.folded, behind):
            return Act("self")
        found = next((one for one in self.mentions_within(behind, end) if one[0] - behind < 4), None)
        return act_of(found[2], self.text) if found else Act("unknown")

    def _listed(self, pieces: Sequence[Piece], start: int, visible: str) -> Iterator[Piece]:
        """Those that the clause lists; what stands in brackets, in a quotation or in a title is left out."""
        past = start
        for one in pieces:
            if "·" in visible[one.start - start : one.end - start]:
                continue
            gap = visible[past - start : one.start - start]
            if past > start and TITLED.search(gap.rpartition(";")[2]):
                continue
            past = one.end
            yield one


def _is_piece(one: ProvisionReference) -> bool:
    """Whether a reference names what an order may act on: an annex without a number is read as a form is."""
    return not one.quoted and one.why != (ONLY_ANNEX,)


def _opened(piece: Piece) -> Piece:
    """A piece of which a section stands in nothing that it names: it stays open which one is meant."""
    alone = (replace(one, eid=None) if (one.eid or "").startswith("sec_") else one for one in piece.targets)
    return piece._replace(targets=tuple(alone))


def act_of(mention: Mention, text: Text) -> Act:
    """The act that a mention names."""
    number = mention.number.value.compact if mention.number else None
    name = None if number else " ".join(text.source[mention.span.start : mention.span.end].split())
    return Act("mention", mention.id, number, name)


def with_act(piece: Piece, act: Act) -> Piece:
    """The same provisions, of another act."""
    return piece._replace(act=replace(act, kind="inherited"))
