"""Orders on whole annexes and forms: one annex takes the place of another, goes, or comes.

The annex must be found once in the base, and once in the act that orders; both copies must be certain to hold
it whole.
"""

from __future__ import annotations

from ... import late
from ...model import Span, Target
from .annexes import Annex, Annexes, bare, same_annex
from .carrying import GONE, NO_PLACE, OTHER_TEXT, TAKEN, TWICE, Carrying, Placed
from .page import Unit, annex_unit, rank
from .repeals import REPEALED

NO_ANNEX = "không có phụ lục này trong bản gốc (bản chép có thể không có phụ lục)"
NO_SOURCE = "không có phụ lục mới trong bản chép của văn bản sửa đổi"
ONLY_HEADING = "phụ lục trong bản chép của văn bản sửa đổi chỉ có tên"
NO_BOUNDS = "không rõ ranh giới của phụ lục"
# What pages of portals say below a text.
_PORTAL = late.regex(
    r"(?i)https?://|www\.|(?<!\p{L})(?:đăng (?:nhập|ký)|trang chủ|tải về|xem thêm|tra cứu pháp luật|bản quyền"
    r"|copyright|hỗ trợ bạn|trực tuyến|thỏa ước|IP: ?\d)"
)
_TAIL = 600


class Annexed(Carrying):
    """Whole annexes."""

    def run(self) -> None:
        """Put them in, take them out, or put others in their place."""
        for target in self.one.targets:
            why = self._one(target)
            if why:
                self.out.fail(target.eid or "act", why)

    def _one(self, target: Target) -> str | None:
        """What becomes of one annex; why it is left open."""
        eid = target.eid or ""
        if self.one.op == "insertion":
            return self._come(eid)
        found = [one for one in self.page.named(eid) if one.start < one.end]
        if len(found) != 1:
            return TWICE if found else NO_ANNEX
        if found[0].repealed:
            return GONE
        if not self.page.annexes_clear:
            return NO_BOUNDS
        if self.one.op == "repeal":
            return self._go(found[0])
        if self.one.op != "substitution" or self.one.scope != "structure":
            return "lệnh này về phụ lục: chưa tính"
        return self._change(found[0]) if self.one.source else self._quoted(found[0])

    # New matter.

    def _source(self, eid: str) -> Annex | str:
        """The annex that an order puts in; why there is none."""
        document = self.order.document
        annexes = Annexes(document)
        found = annexes.named(eid)
        if len(found) != 1:
            return TWICE if found else NO_SOURCE
        if not annexes.clear:
            return NO_BOUNDS
        if bare(self.source.text, found[0]):
            return ONLY_HEADING
        tail = self.source.text[max(found[0].span.start, found[0].span.end - _TAIL) : found[0].span.end]
        return NO_BOUNDS if _PORTAL.search(tail) else found[0]

    def _change(self, unit: Unit) -> str | None:
        new = self._source(self.one.source or "")
        if isinstance(new, str):
            return new
        own, start, span = self._label_end(unit), unit.start, new.span
        if own and new.num and not same_annex(unit.eid, new.eid):  # "Phụ lục II bằng Phụ lục I": II stays II
            start, span = own, Span(new.label, new.span.end)
        runs = self.runs_of(span)
        unit.children, unit.open = [], []
        self.page.splice(start, unit.end, runs, unit)
        fresh = annex_unit(new, unit, Placed(start, runs))
        unit.children = fresh.children
        for one in unit.children:
            one.above = unit
        self._mark(unit)
        return None

    def _quoted(self, unit: Unit) -> str | None:
        """New text in quotation marks that opens with the number of the annex."""
        new, own = self.one.new, self._label_end(unit)
        label = self.page.text[unit.start : own or unit.start]
        if len(self.one.targets) != 1 or len(new) != 1 or not label:
            return OTHER_TEXT
        words = " ".join(self.source.text[new[0].start : new[0].end].split()).casefold()
        if not words.startswith(" ".join(label.split()).casefold() + " "):
            return OTHER_TEXT
        unit.children, unit.open = [], []
        self.page.splice(unit.start, unit.end, self.runs_of(new[0]), unit)
        self._mark(unit)
        return None

    def _label_end(self, unit: Unit) -> int | None:
        """Where the number of an annex ends; None where it has none."""
        label = self.page.label(unit) if unit.num else ""
        return self.page.text.index(label, unit.start) + len(label) if label else None

    # What comes and goes.

    def _come(self, eid: str) -> str | None:
        """A new annex goes behind the one with the number before it."""
        if any(not one.repealed and one.start < one.end for one in self.page.named(eid)):
            return TAKEN
        new = self._source(eid) if self.one.source else OTHER_TEXT
        if isinstance(new, str):
            return new
        tops = [one for one in self.page.root.children if one.kind == "phu-luc" and one.start < one.end]
        lower = [one for one in tops if one.num and rank(one.eid) < rank(eid)]
        if not lower or not self.page.annexes_clear or rank(eid)[0] - rank(lower[-1].eid)[0] > 1:
            return NO_PLACE if lower else NO_ANNEX
        before, runs = lower[-1], self.runs_of(new.span)
        at = before.end
        self.page.splice(at, at, [self.own("\n\n"), *runs], self.page.root)
        unit = annex_unit(new, self.page.root, Placed(at + 2, runs))
        unit.eid = eid
        self.page.root.children.insert(self.page.root.children.index(before) + 1, unit)
        self._mark(unit)
        return None

    def _go(self, unit: Unit) -> str | None:
        """A repealed annex keeps its number."""
        own = self._label_end(unit)
        if own is None:
            return "không rõ số của đơn vị"
        unit.children, unit.open = [], []
        self.page.splice(own, unit.end, [self.own(f" {REPEALED}")], unit)
        unit.repealed = True
        self.changed(unit)
        return None

    def _mark(self, unit: Unit) -> None:
        """Write into an annex and what is in it which order made it what it is."""
        for one in unit.walk():
            one.since, one.repealed, one.orders = self.day, False, [self.order.id]
        self.out.eids.append(unit.eid)
        self.out.hits += 1
