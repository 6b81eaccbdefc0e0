"""Which rules of citing a document is under: by its class and its date (`vocabulary/checks.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from .. import vocabulary
from ..model import Document

_CLASS_OF_FORM = {
    "law": "normative", "normative": "normative", "joint": "normative",
    "admin": "administrative", "letter": "administrative",
    "party": "party",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Regime:
    """What the first citation must give in documents of one class and time; dates are inclusive."""

    id: str
    of: str
    since: date
    until: date | None
    needs: frozenset[str]
    norm: str

    @property
    def hint(self) -> str:
        """Where the rules stand, for the reader of a finding."""
        return f"theo {self.norm}"


def document_class(document: Document) -> str | None:
    """normative, administrative or party, as the form of the document's own number tells."""
    number = document.preface.number
    return _CLASS_OF_FORM.get(number.value.form) if number else None


def regime(document: Document) -> Regime | None:
    """The regime that a document is under, or None where class or date is unknown or no norm is recorded."""
    of, day = document_class(document), document.preface.date
    if day is None:
        return None
    for row in _regimes():
        if row.of == of and row.since <= day.value and (row.until is None or day.value <= row.until):
            return row
    return None


@cache
def _regimes() -> tuple[Regime, ...]:
    rows = vocabulary.table("checks")["regime"]
    return tuple(
        Regime(r["id"], r["class"], r["since"], r.get("until"), frozenset(r["needs"]), r["norm"])
        for r in rows
    )
