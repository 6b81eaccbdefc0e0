"""Mentions of treaties by name: "Hiệp định giữa Chính phủ … và Chính phủ … về …", "Công ước về quyền trẻ em".

A treaty is known by its name and by the day or year it was signed (Luật Điều ước quốc tế số 108/2016/QH13
Điều 2); the bare word ("các hiệp định thương mại tự do") means any.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from ..scan import Begun
from ..vocabulary import alternatives, doc_types, one_of, one_of_before
from .acts import dated, draft_named
from .boundaries import name_end
from .page import Page, Reference

TREATIES = tuple(row.id for row in doc_types() if "treaty" in row.classes)
"""Keys of the types of treaties."""

_LABELS = tuple(doc_types().get(id).label for id in TREATIES)
_FORMS = sorted({form for label in _LABELS for form in (label.capitalize(), label.upper())}, key=len)
# The type word of a treaty: "|Hiệp định| thương mại …" (Luật 108/2016/QH13, Điều 2).
_HEAD = late.regex(rf"(?<![\p{{L}}\p{{N}}])(?:{alternatives(_FORMS)})(?= )")
# The same, quickly found.
_HEADS = Begun(late.re(alternatives(_FORMS)), _HEAD)
# A plural in front: "|các |hiệp định".
_PLANNED = late.regex(rf"(?r){one_of_before('mentions', 'plural')} ")
# What follows no name: "Hiệp định| này|".
_NO_NAME = late.regex(rf" (?:{one_of('mentions', 'back')}|này)")
# "giữa Chính phủ A và Chính phủ B", "về quyền trẻ em", "Viên về quan hệ ngoại giao"
_SAYS_WHICH = late.regex(r" giữa | về (?:\p{L}+,? ){2}")
# Of which treaty a protocol is: "Nghị định thư| số 2 của Hiệp định| X".
_OF_ANOTHER = late.regex(rf"(?: (?:số )?\d{{1,2}})? (?:của|kèm theo) (?:{alternatives(_LABELS)})(?!\p{{L}})")
# The place where it was signed, no Vietnamese syllable: "Công ước |Ramsar|", "Nghị định thư |Kyoto|".
_FOREIGN = late.regex(r" [A-Z][a-z]*?[aeiouy][b-df-hj-np-tv-xz]+[aeiouy][a-z]*")
# A word with a capital.
_PROPER = late.regex(r" \p{Lu}")


def find_treaties(page: Page) -> Iterator[Reference]:
    """All treaties known by name, in order; one inside the name of another is part of that name."""
    done = 0
    for match in _HEADS.finditer(page.flow, page.start):
        start, at = match.span()
        if start < done or _PLANNED.match(page.folded, max(0, start - 24), start):
            continue
        stop = 0 if _NO_NAME.match(page.folded, at) else name_end(page, start, at, "treaty")
        topic = f"{page.folded[at:stop]} "
        known = topic.count(" ") > 2 and (_SAYS_WHICH.match(topic) or _names(page, at, stop))
        if known or _FOREIGN.fullmatch(page.flow, at, stop):
            draft = dated(page, draft_named(page, start, stop, at))
            done = draft.end
            yield draft


def _names(page: Page, at: int, stop: int) -> bool:
    """Whether the name holds a party or says "giữa … và …"; in capitals only the latter tells."""
    while inner := _OF_ANOTHER.match(page.folded, at):
        at = inner.end()
    if _SAYS_WHICH.search(page.folded, at, stop):
        return True
    return not page.flow[at:stop].isupper() and _PROPER.search(page.flow, at, stop) is not None
