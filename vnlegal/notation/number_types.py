"""Which types of documents a number can be of, by what its symbol names."""

from __future__ import annotations

from ..model import DocNumber
from ..vocabulary import doc_types_by_abbreviation
from ..vocabulary.acts import ACTS
from .bodies import abbreviated

_LAWS = (*ACTS, "nghi-quyet")
_SILENT = ("legacy", "other", "standard", "copy", "consolidated")  # forms that name no type, or another's


def types_of(number: DocNumber) -> tuple[str, ...]:
    """The types that a symbol may stand for; none where it does not tell.

    >>> from vnlegal.notation.numbers import validate
    >>> types_of(validate("30/2020/NĐ-CP"))
    ('nghi-dinh',)
    >>> types_of(validate("1070/UBND-KGVX"))
    ()
    """
    if number.form == "law":
        return _LAWS
    if number.doc_type is None or number.form in _SILENT:
        return ()
    party = number.form == "party"
    bodies = [row for one in number.issuers for row in abbreviated(one, number.year)]
    if party and any(row.system == "state" for row in bodies):
        return ()
    return tuple(row.id for row in doc_types_by_abbreviation(party).get(number.doc_type, ()))
