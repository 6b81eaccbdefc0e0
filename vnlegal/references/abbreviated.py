"""Acts by their abbreviations, as judgments and commentary write them: "Điều 468 BLDS 2015".

Which there are says `vocabulary/abbreviations.toml`.  One that may mean something else ("LTM") is read behind
a provision or in front of a year only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from .. import late
from ..text import fold
from ..vocabulary import Abbreviation, abbreviations, alternatives
from ..vocabulary.acts import acts_named
from .acts import dated
from .page import Cover, Page, Read, Reference


@cache
def _by_form() -> Mapping[str, Abbreviation]:
    """The abbreviations that are one word, as printed."""
    return {form: row for row in abbreviations() for form in row.forms if " " not in form}


# One of them as a word of its own, no piece of a number: "|BLDS|", not "12/BLDS-X".
_SHORT = late.regex(rf"(?<![\p{{L}}\p{{N}}/&-]){alternatives(_by_form())}(?![\p{{L}}\p{{N}}/&-])")
# A provision in front: "khoản 1 Điều 35 của |BLTTDS".
_PROVISION = late.regex(r"(?r)(?<!\p{L})(?:điều|khoản) \d+\p{L}?(?: của)? ")


def find_abbreviated(page: Page, taken: Cover) -> Iterator[Reference]:
    """Mentions of acts by abbreviation outside what is `taken`, in order, under the whole name of the act."""
    for match in _SHORT.finditer(page.flow, page.start):
        start, end = match.span()
        if taken.holds(start):
            continue
        row = _by_form()[match[0]]
        kind = Read(acts_named(row.name)[0].type, start, end, "type:abbreviation")
        act = dated(page, Reference("named", start, end, doc_type=kind, name=fold(row.name)))
        if row.alone or act.year or _PROVISION.match(page.folded, max(0, start - 20), start):
            yield act
