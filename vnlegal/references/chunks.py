"""Chunks: what stands between two mentions of a sentence, cut into pieces of a known kind.

Each kind is a letter, and the pieces of a gap make a word of such letters; what the gap does is then a
plain pattern over the word.  "… |và đề nghị của Bộ trưởng Bộ Nội vụ tại| Tờ trình số 25" is `SNPBP`: a
separator, a matter, a preposition, a body, a preposition, so that the list goes on with another's paper.

    K cue of a claim       N matter of a paper ("ý kiến")    B name of a body       Y type word, no mention
    S separator , và ;     P preposition (của, tại)          L list word (các)      V pinpoint
    T title opener (về)    O what binds away ("quy định tại") A manner ("đồng bộ")  U được, bị
    G words in brackets    Q quotation mark                  ; . : ( ) themselves   W any other words
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import regex

from .. import late
from ..notation import body_names
from ..scan import plain
from ..vocabulary import doc_types_by_name, one_of, words
from .cues import Cue, cues
from .page import Page


class Chunk(NamedTuple):
    """A piece of a gap: the letter of its kind, and where it stands in the cleaned text."""

    letter: str
    start: int
    end: int


_TYPES = "|".join(map(regex.escape, late.longest_first(doc_types_by_name())))

# The kinds that words tell, the first that fits; what stands in a cue is not asked.
_KINDS = {
    "semicolon": r";(?: (?:và|hoặc)(?!\p{L}))?",
    "S": r"(?:,\s?)?(?<!\p{L})(?:và|hoặc|cùng với|cùng)(?!\p{L})|[,&]",
    "Q": r"[“”\"]",
    "G": r"\([^()]*\)",
    "end": r"[.:|!?](?=\s|$)|[()]",
    "O": one_of("claims", "blocks"),
    "V": rf"(?:{'|'.join(words('mentions', 'parts'))})\s(?:\d+\p{{L}}?|[ivxlc]+|\p{{L}})(?!\p{{L}})",
    "N": one_of("claims", "matter", "asking"),
    "L": one_of("claims", "listing"),
    "T": one_of("claims", "opening_titles"),
    "P": one_of("claims", "joining"),
    "U": r"(?<!\p{L})(?:được|bị)(?!\p{L})",
    "A": one_of("claims", "manner"),
    "Y": rf"(?<!\p{{L}})(?:{_TYPES}|văn bản)(?!\p{{L}})",
    "W": r"[^\s,;()“”\"|]+|\S",
}
# A type word: no body begins there.
_TYPE = late.re(plain(_KINDS["Y"]))
# One chunk, of the first kind that fits.
_WORD = late.re(plain(rf"\s{{0,2}}(?:{'|'.join(f'(?P<{kind}>{one})' for kind, one in _KINDS.items())})"))


@dataclass(frozen=True)
class Gap:
    """A stretch of a page in front of a mention, and its chunks."""

    page: Page
    start: int
    end: int

    @cached_property
    def words(self) -> str:
        """What stands there, folded."""
        return self.page.folded[self.start : self.end]

    @cached_property
    def cues(self) -> list[Cue]:
        """The cues in it, but those of words that it quotes; their positions count from its start."""
        found, quoted = cues(self.words), self.page.text.lines.quoted
        if not found or quoted(self.end):
            return found
        return [cue for cue in found if not quoted(self.start + cue.start)]

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """Its pieces in order; neighbouring words of no kind are one."""
        found: list[Chunk] = []
        for one in self._cut():
            if found and one.letter == "W" == found[-1].letter:
                found[-1] = found[-1]._replace(end=one.end)
            else:
                found.append(one)
        return tuple(found)

    @cached_property
    def letters(self) -> str:
        """The letters of its chunks: the word over which patterns are written."""
        return "".join(chunk.letter for chunk in self.chunks)

    def place(self, cue: Cue) -> tuple[int, int]:
        """Where one of its cues stands in the page."""
        return self.start + cue.start, self.start + cue.end

    def _cut(self) -> Iterator[Chunk]:
        at, pending = self.start, [self.place(cue) for cue in self.cues]
        while at < self.end:
            if pending and pending[0][0] <= at:
                begin, stop = pending.pop(0)
                if stop > at:
                    yield Chunk("K", begin, stop)
                    at = stop
                continue
            limit = pending[0][0] if pending else self.end
            one = self._body(at, limit) or _word(self.page.folded, at, limit)
            if one is None:
                at = limit
                continue
            yield one
            at = one.end

    def _body(self, at: int, limit: int) -> Chunk | None:
        flow = self.page.flow
        while flow[at : at + 1].isspace():
            at += 1
        if not flow[at : at + 1].isupper() or _TYPE.match(self.page.folded, at):
            return None
        stop = body_names.end(flow, self.page.folded, at)
        return Chunk("B", at, stop) if at < stop <= limit else None


def _word(folded: str, at: int, limit: int) -> Chunk | None:
    hit = _WORD.match(folded, at, limit)
    if hit is None or hit.lastgroup is None:
        return None
    start, end = hit.span(hit.lastgroup)
    letter = folded[start] if hit.lastgroup in ("semicolon", "end") else hit.lastgroup
    return Chunk(letter, start, end)
