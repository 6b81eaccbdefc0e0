"""Which work a name means: by the document's own claims, its page, the table of acts, and the whole corpus.

A bare name ("Chương trình hành động của Chính phủ") fits several works; only what texts say of it, which
resolution it implements, can tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from ..vocabulary.acts import Standing
from . import naming, statutes
from .library import Library
from .naming import Name
from .testimony import Testimony

Status = Literal["exact", "inferred", "ambiguous", "unresolved"]
SAME_NAME, PROMULGATED = "cùng tên với", "văn bản ban hành được nêu"
SAME_TARGET, ONLY_ONE = "cùng tên và cùng thực hiện", "duy nhất trong kho"


class Verdict(NamedTuple):
    """How a mention was resolved."""

    status: Status
    candidates: tuple[str, ...]
    why: tuple[str, ...] = ()

    @property
    def target(self) -> str | None:
        """The one work meant, or None."""
        return self.candidates[0] if self.status in ("exact", "inferred") else None


UNRESOLVED = Verdict("unresolved", ())
Verdicts = Mapping[str, Verdict]


def named_verdict(
    testimony: Testimony, numbered: Verdicts, attached: Mapping[str, str], name: Name, library: Library
) -> Verdict:
    """Which work a name means in a document."""
    if name.id in attached:
        return Verdict("exact", (attached[name.id],), (PROMULGATED,))
    return (
        _on_page(testimony, numbered, attached, name)
        or _in_table(testimony, name)
        or _anywhere(testimony, numbered, name, library)
    )


def _in_table(testimony: Testimony, name: Name) -> Verdict | None:
    """The act of that name in force on the document's day; all that may be meant where that is in doubt."""
    printed = testimony.document.mention(name.id).date
    found = statutes.standing(name, statutes.days_of(testimony.document), printed.value if printed else None)
    if found is None:
        return None
    if found.act is None and (told := _dated_elsewhere(testimony, name, found)):
        return told
    status: Status = "inferred" if found.act else "ambiguous"
    works = (found.act,) if found.act else found.candidates
    return Verdict(status, tuple(map(statutes.iri_of, works)), (found.why,))


def _dated_elsewhere(testimony: Testimony, name: Name, found: Standing) -> Verdict | None:
    """The one of the candidates that the page names with its day or year, if it does so of no other."""
    told = {}
    for other in testimony.names.values():
        if other.year and other.slug == name.slug:
            printed = testimony.document.mention(other.id).date
            one = statutes.standing(other, None, printed.value if printed else None)
            told[one.act if one else None] = other.id
    if len(told) != 1:
        return None
    ((act, id),) = told.items()
    fits = act is not None and act in found.candidates
    return Verdict("inferred", (statutes.iri_of(act),), (f"{SAME_NAME} {id}",)) if act and fits else None


def implemented(testimony: Testimony, verdicts: Verdicts, name: Name) -> frozenset[str]:
    """The works that this document says a named work implements, under the same name anywhere in it."""
    found = set()
    for claim in testimony.document.claims:
        subject = testimony.names.get(claim.subject)
        if claim.kind != "implements" or claim.mode == "directed" or not subject:
            continue
        target = verdicts[claim.object].target if claim.object in verdicts else None
        if target and naming.same(subject, name):
            found.add(target)
    return frozenset(found)


def _on_page(
    testimony: Testimony, numbered: Verdicts, attached: Mapping[str, str], name: Name
) -> Verdict | None:
    """The same name, or a longer form of it, that is settled elsewhere in the document."""
    settled = {
        id: numbered[id].target
        for id, known in testimony.names.items()
        if id in numbered and not known.misnamed
    }
    for alike in (naming.same, naming.shortens):
        found = {
            iri: id
            for id, iri in {**settled, **attached}.items()
            if iri and id != name.id and alike(name, testimony.names[id])
        }
        if len(found) == 1:
            iri, id = found.popitem()
            return Verdict("inferred", (iri,), (f"{SAME_NAME} {id}",))
    return None


def _anywhere(testimony: Testimony, numbered: Verdicts, name: Name, library: Library) -> Verdict:
    targets = implemented(testimony, numbered, name)
    fit = [
        work
        for work in library.named(name.slug)
        if work.fits(name) and not (targets and work.targets and not targets & work.targets)
    ]
    alike = [work.iri for work in fit if targets & work.targets]
    if len(alike) == 1:
        return Verdict("inferred", (alike[0],), (SAME_TARGET,))
    if name.identifying and len(fit) == 1:
        return Verdict("inferred", (fit[0].iri,), (ONLY_ONE,))
    if name.identifying and not fit:
        return Verdict("exact", (naming.iri_of(name),))
    return Verdict("ambiguous" if fit else "unresolved", tuple(work.iri for work in fit))
