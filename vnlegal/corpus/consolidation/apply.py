"""Carries out one order on a page: what can be done for certain is done, everything else says why not."""

from __future__ import annotations

from datetime import date

from .annexed import Annexed
from .annexes import is_annex
from .carrying import Carrying, Outcome, eids_of
from .insertions import Insertion
from .numbers import Regrouping, Renumbering
from .page import WorkingText
from .repeals import Repeal, RepealOfAll
from .substitutions import NewName, Substitution
from .versions import DatedOrder
from .wordings import Wording


def apply(page: WorkingText, order: DatedOrder, day: date) -> Outcome:
    """Carry out an order that counts from a day."""
    carrying = _carrying(page, order, day)
    carrying.run()
    return carrying.out


class _LeftOpen(Carrying):
    """What is not carried out at all."""

    def run(self) -> None:
        """Say why."""
        self.leave([target.eid or "act" for target in self.one.targets], "; ".join(self.one.why))


def _carrying(page: WorkingText, order: DatedOrder, day: date) -> Carrying:
    """How an order is carried out."""
    one = order.instruction
    if one.status == "undecided":
        return _LeftOpen(page, order, day)
    if one.scope == "structure" and (one.source or any(map(is_annex, eids_of(one)))):
        return Annexed(page, order, day)
    if one.scope in _SCOPES:
        return _SCOPES[one.scope](page, order, day)
    if one.op == "substitution" and (one.becomes or one.scope == "heading"):
        return (Renumbering if one.becomes else NewName)(page, order, day)
    return _OPERATIONS[one.op](page, order, day)


_SCOPES: dict[str, type[Carrying]] = {"phrase": Wording, "whole": RepealOfAll}
_OPERATIONS: dict[str, type[Carrying]] = {
    "substitution": Substitution,
    "insertion": Insertion,
    "repeal": Repeal,
    "renumbering": Renumbering,
    "split": Regrouping,
    "join": Regrouping,
}
