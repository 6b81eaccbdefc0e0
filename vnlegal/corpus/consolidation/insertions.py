"""Orders that put new units in: behind another, before it, or at the end of what holds them."""

from __future__ import annotations

from ...model import Portion
from .bounds import doubts
from .carrying import NO_PLACE, OTHER_TEXT, TAKEN, Carrying, expected
from .page import Unit, rank


class Insertion(Carrying):
    """New units."""

    def run(self) -> None:
        """Put the units in."""
        one = self.one
        wanted = [*expected(one, self.page)]
        if not one.tree or [root.eid for root in one.tree] != wanted:
            self.leave([(one.position and one.position.ref) or eid for eid in wanted] or ["act"], OTHER_TEXT)
            return
        if problem := self.other_matter():
            self.leave(wanted, problem)
            return
        for root in one.tree:
            self._insert(root)

    def _insert(self, root: Portion) -> None:
        found = self.page.named(root.eid)
        if any(not unit.repealed for unit in found):
            self.out.fail(root.eid, TAKEN)
            return
        above = self._above(root.eid)
        before = self._elder(root.eid, above) if above else None
        if above is None or (not self._behind(before) if before else not self._opens(root.eid, above)):
            self.out.fail(root.eid, NO_PLACE)
            return
        if before and before.kind in ("diem", "tiet") and (why := doubts(self.page, before)):
            self.out.fail(root.eid, why)
            return
        for unit in found:
            self.take_out(unit)
        self.put(root, above, before)

    def _above(self, eid: str) -> Unit | None:
        """The unit that holds what goes in: as its eId says, of an article that in which its neighbour is."""
        holder = eid.rpartition("__")[0]
        ref = self.one.position.ref if self.one.position else None
        if ref and self.one.position and self.one.position.where != "into":
            found = self.page.named(ref)
            same = ref.rpartition("__")[2].partition("_")[0] == eid.rpartition("__")[2].partition("_")[0]
            return found[0].above if len(found) == 1 and same else None
        if holder and not holder.startswith("att_"):
            found = self.page.named(holder)
            return found[0] if len(found) == 1 and not found[0].repealed else None
        like = [one for one in self.page.units() if one.kind == "dieu" and rank(one.eid) < rank(eid)]
        if not eid.rpartition("__")[2].startswith("art_") or not like:
            return None
        nearest = max(like, key=lambda one: rank(one.eid))
        into = self.page.named(ref) if ref else []
        return into[0] if len(into) == 1 else nearest.above

    def _elder(self, eid: str, above: Unit) -> Unit | None:
        """The unit of the same kind behind which a number goes."""
        kind = eid.rpartition("__")[2].partition("_")[0]
        same = [one for one in above.children if one.eid.rpartition("__")[2].partition("_")[0] == kind]
        lower = [one for one in same if rank(one.eid) < rank(eid)]
        return lower[-1] if lower else None

    def _behind(self, before: Unit) -> bool:
        """Whether a number goes behind the unit that the order names, or behind 4a where it names 4."""
        place = self.one.position
        if place is None or place.where != "after" or place.ref is None:
            return True
        own = self.order.id in before.orders
        return own or (rank(before.eid)[0] == rank(place.ref)[0] and rank(before.eid) >= rank(place.ref))

    def _opens(self, eid: str, above: Unit) -> bool:
        """Whether a number may come before all others of its kind that a unit holds."""
        position = self.one.position
        return bool(position and position.where == "before" and above.children)
