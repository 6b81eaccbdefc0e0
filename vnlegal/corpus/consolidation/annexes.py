"""The annexes of a text, with the forms that stand in each: "PHỤ LỤC II", "Mẫu số 02".

An annex goes to the next one; a form behind it is part of it.  An annex without a number behind others makes
it uncertain where those end.
"""

from __future__ import annotations

from typing import NamedTuple

from ... import late
from ...model import Attachment, Document, Span
from ...notation import eids

# What an attachment is headed with: "PHỤ LỤC II", "Phụ lục số 01", "PHỤ LỤC", "Mẫu số 01/ĐK".
_HEADED = late.regex(
    r"[*#| ]{0,6}(?:(?P<annex>(?i:phụ lục))"
    r"(?: (?P<num>(?i:số )?(?:\d{1,3}|[IVXLC]{1,7}|[A-Z])[a-z]?)(?![\p{L}\p{N}]))?"
    r"|(?i:mẫu) (?P<form>(?i:số )?[\p{L}\p{N}][\p{L}\p{N}./-]{0,20}))"
)


class Annex(NamedTuple):
    """An annex, a form or another text attached: where it stands, where its number ends, the forms in it."""

    eid: str
    kind: str
    num: str
    span: Span
    label: int
    attached: Attachment
    forms: tuple[Annex, ...] = ()

    @staticmethod
    def of(one: Attachment) -> Annex:
        """A text attached that is no annex."""
        return Annex(one.id, "dinh-kem", "", one.span, one.span.start, one)


class Annexes:
    """The annexes of a document; `clear` is whether it is certain where each of them ends."""

    def __init__(self, document: Document) -> None:
        self.all: list[Annex] = []
        self.clear = True
        rest = [*document.attachments]
        while rest:
            self._add(rest.pop(0), document)

    def _add(self, one: Attachment, document: Document) -> None:
        words = document.source.text[one.span.start : one.span.end]
        found = _HEADED.match(words)
        if found is None:
            return
        num = (found["num"] or found["form"] or "").rstrip(".:-/")
        label = one.span.start + len(found[0].rstrip(".:-/"))
        if found["annex"]:
            self.clear = self.clear and (bool(num) or not self.all)
            self.all.append(Annex(eids.step("phu-luc", num), "phu-luc", num, one.span, label, one))
            return
        top = self.all[-1] if self.all and self.all[-1].kind == "phu-luc" else None
        form = Annex(form_eid(top.eid if top else "annex", num), "mau", num, one.span, label, one)
        if top is None:
            self.all.append(form)
        else:
            self.all[-1] = top._replace(span=Span(top.span.start, one.span.end), forms=(*top.forms, form))

    def named(self, eid: str) -> list[Annex]:
        """The annexes and forms that an eId names; "annex" is the only one, numbered or not."""
        every = [one for top in self.all for one in (top, *top.forms)]
        found = [one for one in every if same_annex(one.eid, eid)]
        if found or eid == "annex":
            return found or [*self.all]
        return [one for one in self.all if one.eid == "annex" and not one.num and "__form_" not in eid]


def form_eid(above: str, num: str) -> str:
    """The eId of a form: "annex_II__form_02"."""
    return f"{above}__{eids.step('mau', num)}"


def same_annex(one: str, other: str) -> bool:
    """Whether two eIds may be of one annex or form: a form that is named alone is that of any annex.

    >>> same_annex("annex_II__form_02", "annex__form_2"), same_annex("annex_II", "annex_III")
    (True, False)
    """
    if "__form_" not in one or "__form_" not in other:
        return one == other
    (above, _, num), (holder, _, number) = one.partition("__form_"), other.partition("__form_")
    alike = num.lower().lstrip("0") == number.lower().lstrip("0")
    return alike and (above == holder or "annex" in (above, holder))


def is_annex(eid: str | None) -> bool:
    """Whether an eId is that of a whole annex or form.

    >>> is_annex("annex_II"), is_annex("annex__form_02"), is_annex("annex_II__art_5")
    (True, True, False)
    """
    steps = (eid or "").split("__")
    return steps[0].partition("_")[0] == "annex" and all(one.startswith("form_") for one in steps[1:])


def bare(text: str, one: Annex) -> bool:
    """Whether an annex is but a heading: a copy that left its table or its pages out."""
    lines = [line.strip() for line in text[one.label : one.span.end].splitlines()]
    return not any(line and not line.isupper() and not line.startswith("(") for line in lines)
