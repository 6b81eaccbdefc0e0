"""Legal rank of normative documents (`vocabulary/checks.toml`), as their numbers show it."""

from __future__ import annotations

from functools import cache

from .. import vocabulary
from ..model import DocNumber, Mention

_NORMATIVE = ("law", "normative", "joint")


def rank(number: DocNumber) -> int | None:
    """The rank of a normative document, 1 highest; None where the number does not tell.

    >>> from vnlegal.notation import numbers
    >>> [rank(numbers.validate(one)) for one in ("63/2025/QH15", "30/2020/NĐ-CP", "2289/QĐ-TTg")]
    [2, 5, None]
    """
    if number.form not in _NORMATIVE:
        return None
    for issuer in number.issuers:
        for kind in (number.doc_type, "*"):
            found = _ranks().get((kind, issuer.rstrip("0123456789"))) or _ranks().get((kind, "*"))
            if found:
                return found
    return None


def cited(mention: Mention) -> int | None:
    """The rank of what is cited: by its number, or by its type where acts are cited by name alone."""
    if mention.number:
        return rank(mention.number.value)
    return _named().get(mention.doc_type.value) if mention.doc_type else None


@cache
def _named() -> dict[str, int]:
    return {kind: row["rank"] for row in vocabulary.table("checks")["rank"] for kind in row.get("named", ())}


@cache
def _ranks() -> dict[tuple[str | None, str], int]:
    rows = vocabulary.table("checks")["rank"]
    return {(kind, issuer): row["rank"] for row in rows for kind in row["types"] for issuer in row["issuers"]}
