"""The title of a cited document: what stands behind its number and says what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

import regex

from ..notation import body_names
from ..scan import Begun
from ..vocabulary import alternatives, one_of, words
from .page import Page, Read, Reference

_PEERS = "|".join(word.capitalize() for word in words("mentions", "title_peers"))
_OPENS = regex.compile(rf" ?[“\"]?(?={one_of('mentions', 'titles')})")
_ENDS = Begun(
    re.compile(rf"[;|.\n)]| (?:\(|và |{alternatives(words('mentions', 'title_stops'))})|, (?:được|theo)"),
    regex.compile(
        r"[;|]|\.(?=\s|$|/)|\n\n|\n(?=[-+•] |\d{1,2}\. )|\)"
        rf"| \((?={one_of('mentions', 'title_brackets')}|\p{{Lu}})"
        rf"| và (?:các )?(?=(?:{_PEERS}) )"
        rf"| {one_of('mentions', 'title_stops')}|,(?= được sửa đổi| theo đó)"
    ),
)
_CLAUSE = regex.compile(r",(?= \p{Lu})")
_VERB = regex.compile(rf"(?: \p{{L}}+){{0,5}}? {one_of('mentions', 'main_verbs')}")
_REACH = 700


def read_title(page: Page, drafts: Sequence[Reference], i: int) -> Read[str] | None:
    """The title behind mention `i`, or None."""
    draft = drafts[i]
    opening = _OPENS.match(page.folded, draft.end)
    if not opening or (draft.provision and page.folded.startswith("quy định", opening.end())):
        return None
    start = opening.end()
    stop = _end(page, start, list(islice(drafts, i + 1, i + 13)))
    stop = _before_clause(page, start, stop)
    while stop > start and page.flow[stop - 1] in ' ,:“"”\n':
        stop -= 1
    words = page.flow[start:stop]
    if page.flow[stop : stop + 1] == "”" and words.count("“") > words.count("”"):
        stop += 1  # the quotation began inside the title
    title = page.words(start, stop)
    return Read(title, start, stop, "title:behind") if title.count(" ") >= 2 else None


def _end(page: Page, start: int, following: Sequence[Reference]) -> int:
    """The first end mark that is not inside a mention ("…/TT-BYT.")."""
    limit = min(len(page.flow), start + _REACH)
    marks = (mark.start() for mark in _ENDS.finditer(page.text.clean, start, limit))
    return next((at for at in marks if not any(r.start < at < r.end for r in following)), limit)


def _before_clause(page: Page, start: int, stop: int) -> int:
    """A comma, a body's name and a verb begin the main clause: the title ended at the comma."""
    for comma in _CLAUSE.finditer(page.flow, start, stop):
        end = body_names.end(page.flow, page.folded, comma.end() + 1)
        if end and _VERB.match(page.folded, end):
            return comma.start()
    return stop
