"""Whether a printed issuer is the body that a symbol, or another place, names.

Three answers: yes, no, and not known (a name or an abbreviation that the registry does not have).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import DocNumber
from ..notation.bodies import Named, abbreviated, named
from ..vocabulary import Issuer, issuers
from .titles import Likeness

_WRITE_FOR_OTHERS = (
    "department",
    "office",
    "party-central-body",
    "party-local-body",
    "legislature-committee",
)


def compare(ones: Iterable[str], others: Iterable[str]) -> Likeness:
    """How the bodies named at two places stand to each other.

    >>> compare(["Bộ Tài chính"], ["Bộ trưởng Bộ Tài chính"]), compare(["Chính phủ"], ["Bộ Y tế"])
    (<Likeness.SAME: 'same'>, <Likeness.DIFFERENT: 'different'>)
    >>> compare(["Ban Đò ngang"], ["Bộ Y tế"]), compare(["Bộ Y tế"], ["Ban Đò ngang"])
    (<Likeness.UNKNOWN: 'unknown'>, <Likeness.UNKNOWN: 'unknown'>)
    """
    left, right = [*map(named, ones)], [*map(named, others)]
    if any(a and b and _alike(a, b) for a in left for b in right):
        return Likeness.SAME
    return Likeness.UNKNOWN if None in left or None in right else Likeness.DIFFERENT


def fits(issuer: str, number: DocNumber) -> Likeness:
    """Whether a symbol can be that of the body named.

    >>> from vnlegal.notation import numbers
    >>> fits("Thủ tướng Chính phủ", numbers.validate("145/2020/NĐ-CP"))
    <Likeness.DIFFERENT: 'different'>
    >>> fits("Ban Bí thư", numbers.validate("66-QĐ/TW"))
    <Likeness.SAME: 'same'>
    """
    body = named(issuer)
    rows = [abbreviated(one, number.year) for one in number.issuers]
    if body is None or not rows or not all(rows) or number.form in ("other", "standard", "legacy", "copy"):
        return Likeness.UNKNOWN
    if any(_related(body.row, row) for group in rows for row in group):
        return Likeness.SAME
    return Likeness.DIFFERENT


def same(one: DocNumber, other: DocNumber) -> Likeness:
    """Whether two numbers are of one body, or of one and its successor.

    >>> from vnlegal.notation.numbers import validate
    >>> same(validate("12/2026/TT-BTC"), validate("05/2020/TT-BKHĐT"))
    <Likeness.SAME: 'same'>
    >>> same(validate("12/2026/TT-BTC"), validate("05/2020/TT-BYT"))
    <Likeness.DIFFERENT: 'different'>
    """
    mine = [row for name in one.issuers for row in abbreviated(name, one.year)]
    its = [row for name in other.issuers for row in abbreviated(name, other.year)]
    if not mine or not its:
        return Likeness.UNKNOWN
    heirs = [heir for row in its for heir in _line(row)]
    return Likeness.SAME if any(_related(a, b) for a in mine for b in heirs) else Likeness.DIFFERENT


def _line(row: Issuer, steps: int = 4) -> Iterator[Issuer]:
    """A body and those that took over from it."""
    yield row
    for id in row.successors if steps else ():
        yield from _line(issuers().get(id), steps - 1)


def _alike(one: Named, other: Named) -> bool:
    if one.place and other.place and one.place != other.place:
        return False
    return _related(one.row, other.row)


def _related(one: Issuer, other: Issuer) -> bool:
    """Whether documents of the one may be said to be of the other."""
    if one.id == other.id or set(one.abbreviations) & set(other.abbreviations):
        return True
    return _writes_for(one, other) or _writes_for(other, one)


def _writes_for(one: Issuer, other: Issuer) -> bool:
    """An office, a department or a local chairman speaks for the body it belongs to."""
    chairman = one.kind == "person-office" and one.local
    if not (chairman or one.kind in _WRITE_FOR_OTHERS or one.name.startswith("Văn phòng")):
        return False
    master = other.parent if other.kind == "person-office" else None
    return one.parent is not None and one.parent in (other.id, master)
