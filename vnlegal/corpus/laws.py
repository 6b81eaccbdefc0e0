"""Laws as people name them: "Luật Đất đai 2024", "BLHS 2015", a number; also those that no text speaks of."""

from __future__ import annotations

from collections.abc import Callable

from .. import late
from ..model import Work
from ..references.amending import amending_named
from ..references.statutes import acts_by_iri, iri_of, key_of
from ..vocabulary.acts import acts_named

__all__ = ["acts_by_iri", "asked", "found", "is_named", "work_of"]

# "Luật Đất đai số 31/2024/QH15": a number of the National Assembly or of its Standing Committee.
_NUMBERED = late.regex(r"\d{1,3}/\d{4}/(?:QH|UBTVQH|PL-UBTVQH)\d{1,2}")


def work_of(iri: str) -> Work | None:
    """The work of an act of the table, as the table knows it; None if it has none of this IRI."""
    act = acts_by_iri().get(iri)
    if act is None:
        return None
    key = key_of(act)
    return Work(iri, key, act.number, act.type, act.passed, key.issuers if key else (), act.name)


def is_named(words: str) -> bool:
    """Whether somebody means one act by its name ("BLHS 2015"), so that its year is no number."""
    return len(acts_named(words.strip()) or amending_named(words.strip())) == 1


def found(words: str, known: Callable[[str], Work | None]) -> tuple[Work, ...]:
    """The acts that somebody means: those that a graph knows, else those that the table alone knows."""
    named = asked(words)
    held = tuple(work for iri in named if (work := known(iri)))
    return held or tuple(work for iri in named if (work := work_of(iri)))


def asked(words: str) -> tuple[str, ...]:
    """The IRIs of the acts that somebody means by a name, with a year or without, or by a number.

    >>> [iri.rpartition("vnlegal/id")[2] for iri in asked("BLHS 2015")]
    ['/doc/qh/2015/100-qh13']
    >>> [iri.rpartition("vnlegal/id")[2] for iri in asked("Luật Điện lực sửa đổi 2012")]
    ['/doc/qh/2012/24-qh13']
    >>> asked("Luật Đất đai số 31/2024/QH15") == asked("luật đất đai năm 2024") == asked("31/2024/QH15")
    True
    """
    numbered = _NUMBERED.search(words.upper())
    if numbered:
        return tuple(iri for iri, act in acts_by_iri().items() if act.number == numbered[0])
    return tuple(map(iri_of, acts_named(words.strip()) or amending_named(words.strip())))
