"""What governs each mention: a cue of this document, of the mention before, or nothing.

A text is read mention by mention.  The words between a mention and the one before it in its sentence,
the *gap*, say whether it continues a list, is acted on by the document before ("Nghị định A sửa đổi Nghị
định B", "X được sửa đổi bởi Y") or by this document ("Căn cứ X", "giao Sở A thực hiện X").  What no cue
governs stays a plain citation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from ..model import Mode
from ..notation import body_names
from ..vocabulary import label, one_of
from .cues import (
    CHANGES,
    ENDED,
    MADE_IN,
    NOMINAL,
    OPENING,
    PASSIVE,
    REPORTING,
    Cue,
    cues,
    enacts,
    is_denied,
    is_light,
    kind_of,
)
from .groups import COORDINATES, coordinate
from .named import ACTS
from .page import Page, Reference

SELF = -1
"""Stands for this document where mentions are told by their place in the list."""

_SENTENCE = regex.compile(
    r"[.!?](?=\s+[\p{Lu}\d“(-]|\s*$)|\n\n|\||(?<=[;:.)/])\n"
    r"|\n(?=\d{1,2}[.)/] |[a-zđ]\) |[-+•] |Điều \d|Căn cứ|Xét )"
)
_TITLE_OPENS = regex.compile(
    rf"^[”\"]?,? ?(?:\(?{one_of('mentions', 'title_brackets')}[^()]{{0,60}}\) ?)?"
    rf"{one_of('mentions', 'titles')}"
)
_ISSUED = regex.compile(r",? ?(?P<body>\p{Lu}[^,;.]{3,90}?) (?:đã |vừa )?(?:ban hành|có) $")
_NEXT_CLAUSE = regex.compile(r", (?=\p{Lu})")
_ITEM = ' \n“"*-1234567890.abcdđ)'
_LONGEST_TITLE = 420
_LONGEST_OPENING = 320
_REACH = 400


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in the making: mentions by position, `SELF` for this document."""

    kind: str
    mode: Mode
    subject: int
    object: int
    cue: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Governor:
    """What governs a list of mentions; in the passive the listed ones act on `passive_of`."""

    kind: str
    mode: Mode
    subject: int
    cue: tuple[int, int]
    passive_of: int | None = None


def read_governors(page: Page, drafts: Sequence[Reference]) -> list[Said]:
    """All claims of a page, mention by mention."""
    reader = _Reader(page, drafts)
    for i, draft in enumerate(drafts):
        if draft.kind != "self" and page.part_at(draft.start) != "furniture":
            reader.read(i)
    return reader.said


def _sentence_starts(page: Page) -> list[int]:
    """Where sentences begin; no sentence runs from one part of the page into the next."""
    clean = page.text.clean
    ends = {0, *page.part_starts, *(match.end() for match in _SENTENCE.finditer(clean))}
    return sorted({_skip_blanks(clean, at) for at in ends})


def _skip_blanks(clean: str, at: int) -> int:
    while at < len(clean) and clean[at].isspace():
        at += 1
    return at


def _note_anchors(page: Page, drafts: Sequence[Reference]) -> dict[int, int]:
    """For the start of each footnote the mention that its mark hangs on."""
    opens = {mark.label: mark.at for mark in page.text.marks if mark.opens}
    ends = {draft.end: i for i, draft in enumerate(drafts)}
    hung = (mark for mark in page.text.marks if not mark.opens and mark.label in opens and mark.at in ends)
    return {opens[mark.label]: ends[mark.at] for mark in hung}


class _Reader:
    """Reads the mentions of one page in order and holds what governs the list being read."""

    def __init__(self, page: Page, drafts: Sequence[Reference]) -> None:
        self.page, self.drafts = page, drafts
        self.starts = _sentence_starts(page)
        self.anchors = _note_anchors(page, drafts)
        self.said: list[Said] = []
        self.basis: _Governor | None = None
        self._begin(-1)

    def _begin(self, sentence: int) -> None:
        """A new sentence: its mentions with their governors, those that hold the next, its first claim."""
        self.sentence = sentence
        self.governors: dict[int, _Governor | None] = {}
        self.holders: list[int] = []
        self.reach = sentence
        self.first_said = len(self.said)

    def read(self, i: int) -> None:
        """Take in the claims about mention `i`."""
        draft = self.drafts[i]
        start = self.starts[bisect_right(self.starts, draft.opening) - 1]
        if start != self.sentence:
            self._begin(start)
            if self.page.part_at(start) != "preamble":
                self.basis = None
        self.said += tuple(self._read(i, draft))
        self.reach = max(self.reach, draft.end)
        self.holders.append(i)

    def _read(self, i: int, draft: Reference) -> Iterator[Said]:
        before = next(reversed(self.governors), None)
        self.governors[i] = None
        while self.holders and self.drafts[self.holders[-1]].end < draft.end:
            self.holders.pop()
        if self.holders:
            yield from self._nested(i)
            return
        gap = self.page.folded[self.reach : draft.opening]
        if before is None:
            governor = self._first(i, gap)
        elif made := self._made_in(i, before, gap):
            yield made
            return
        else:
            governor = self._behind(i, before, gap)
        self.governors[i] = governor
        if governor:
            yield from self._say(i, governor)
        elif before is None:
            yield from self._ended(i)

    def _nested(self, i: int) -> Iterator[Said]:
        """An act inside the name of the act or plan that amends, guides or carries it out."""
        outer = self.holders[0]
        at = self.drafts[outer].start
        hits = cues(self.page.folded[at : self.drafts[i].start])
        if not hits:
            return
        cue = at + hits[-1].start, at + hits[-1].end
        inside = [j for j in self.holders[1:] if self.drafts[j].start <= cue[0]]
        yield Said(hits[-1].kind, "reported", inside[-1] if inside else outer, i, cue)

    def _first(self, i: int, gap: str) -> _Governor | None:
        """What governs the first mention of a sentence; a footnote goes on with what it hangs on."""
        note = self.anchors.get(self.sentence)
        governor = self._of_title(note, gap, self.sentence) if note is not None else None
        return governor or self._own(i, gap)

    def _behind(self, i: int, before: int, gap: str) -> _Governor | None:
        """What governs a mention that follows another in its sentence."""
        if ";" in gap and self.basis:
            return self._next_ground(gap)
        if COORDINATES.match(gap):
            return self._coordinate(i, before)
        if passive := self._passive(gap, before):
            return passive
        if ";" not in gap and _TITLE_OPENS.match(gap):
            if governor := self._of_title(before, gap, self.reach):
                return governor
            if gap.rstrip().endswith((" và", ", và")):
                return self._coordinate(i, before)
        governor = self._own(i, gap)
        if governor is None:
            self._carry_over(i, gap)
        return governor

    def _coordinate(self, i: int, before: int) -> _Governor | None:
        """A list goes on with its own type: "sửa đổi Nghị định A quy định chi tiết Luật L và Nghị định B"."""
        kind = self.drafts[i].type_id
        if kind:
            for j in reversed(self.governors):
                if j < i and self.drafts[j].type_id == kind:
                    return self.governors[j]
        return self.governors[before]

    def _next_ground(self, gap: str) -> _Governor | None:
        """The next item of a list of grounds, behind a semicolon."""
        last = [cue.kind for cue in cues(gap.rsplit(";", 1)[-1])]
        if self.basis is None or (self.basis.kind == "based_on" and last not in ([], ["based_on"])):
            return None
        return self.basis

    def _of_title(self, subject: int, gap: str, at: int) -> _Governor | None:
        """The cue that ends the title words between a document and the one it acts on."""
        hits = cues(gap) if len(gap) <= _LONGEST_TITLE else []
        if not hits:
            return None
        cue = hits[-1]
        if not is_light(gap[cue.end :]) or cue.kind in ("considers", "responds_to", "based_on"):
            return None
        if is_denied(gap, cue) or self._clause_begins(at, cue.start):
            return None
        return _Governor(cue.kind, "reported", subject, (at + cue.start, at + cue.end))

    def _clause_begins(self, at: int, length: int) -> bool:
        """A comma and the name of a body: another clause has begun."""
        page = self.page
        commas = _NEXT_CLAUSE.finditer(page.flow, at, at + length)
        return any(body_names.end(page.flow, page.folded, comma.end()) for comma in commas)

    def _say(self, i: int, governor: _Governor) -> Iterator[Said]:
        if governor.passive_of is not None:
            yield Said(governor.kind, governor.mode, i, governor.passive_of, governor.cue)
            return
        for subject in self._subjects(governor.subject):
            yield Said(governor.kind, governor.mode, subject, i, governor.cue)

    def _subjects(self, subject: int) -> Iterator[int]:
        """The subject and those listed before it that share its date: the title is theirs too."""
        yield subject
        while subject > 0:
            left, right = self.drafts[subject - 1], self.drafts[subject]
            if not (left.date and left.date == right.date and coordinate(self.page, left, right)):
                return
            subject -= 1
            yield subject

    def _passive(self, gap: str, before: int) -> _Governor | None:
        """ "X được sửa đổi, bổ sung bởi Y": Y amends X."""
        if not (hit := PASSIVE.search(gap)):
            return None
        kind = next((c.kind for c in cues(hit["verb"]) if c.kind in CHANGES), None)
        if kind is None:
            return None
        words = self.reach + hit.start() + len(hit[0]) - len(hit[0].lstrip(" ,"))
        return _Governor(kind, "reported", before, (words, self.reach + len(gap.rstrip())), before)

    def _made_in(self, i: int, before: int, gap: str) -> Said | None:
        """ "Chiến lược … tại Quyết định số 2289/QĐ-TTg": the decision made the strategy."""
        target = before
        while (to := self.drafts[target].refers_to) is not None:
            target = to
        made = self.drafts[target]
        if made.kind != "named" or made.type_id is None or made.type_id in ACTS:
            return None
        hit = MADE_IN.match(gap)
        if not hit:
            return None
        words = self.reach + hit.start("by"), self.reach + hit.end("by")
        return Said("promulgates", "reported", i, before, words)

    def _own(self, i: int, gap: str) -> _Governor | None:
        """What this document does to the mention, or orders to be done."""
        part = self.page.part_at(self.drafts[i].start)
        if self.reach == self.sentence and (opening := OPENING.match(gap)):
            return self._opening(opening, gap, part)
        hits = cues(gap)
        if not hits:
            return None
        cue = hits[-1]
        if cue.kind in ("considers", "responds_to"):
            return self._governor(cue, "asserted") if _is_late(cue) else None
        if cue.kind in ("based_on", "promulgates", "guides") and part != "subject":
            return None
        return self._acting(cue, gap, part)

    def _governor(self, cue: Cue, mode: Mode) -> _Governor:
        return _Governor(cue.kind, mode, SELF, (self.reach + cue.start, self.reach + cue.end))

    def _acting(self, cue: Cue, gap: str, part: str) -> _Governor | None:
        """A cue that acts on the mention by the words between them."""
        if cue.kind == "based_on" or not is_light(gap[cue.end :]):
            return None
        mode = self._mode(cue, gap, part)
        return self._governor(cue, mode) if mode else None

    def _opening(self, opening: regex.Match[str], gap: str, part: str) -> _Governor | None:
        """A sentence that begins with the cue says what this document itself does."""
        if part == "attachment":
            return None
        kind, residue = kind_of(opening["cue"]), gap[opening.end() :]
        governor = self._governor(Cue(kind, *opening.span("cue"), opening["cue"]), "asserted")
        if part == "preamble":
            self.basis = governor
        if kind in ("considers", "responds_to"):
            return governor if len(residue) <= _LONGEST_OPENING and ";" not in residue else None
        if kind == "based_on":
            return governor if part == "preamble" or not residue.strip() else None
        return governor if is_light(residue) else self._deeper(gap, opening.end(), part)

    def _deeper(self, gap: str, start: int, part: str) -> _Governor | None:
        """A later cue of the same sentence ("Triển khai …, báo cáo kết quả thực hiện X")."""
        hits = [cue for cue in cues(gap) if cue.start >= start]
        if not hits or hits[-1].kind in ("considers", "responds_to", "promulgates", "guides"):
            return None
        return self._acting(hits[-1], gap, part)

    def _mode(self, cue: Cue, gap: str, part: str) -> Mode | None:
        """Asserted of this document, ordered of others, or neither."""
        before = gap[: cue.start]
        if self._formula(before):
            return "asserted"
        if is_denied(gap, cue):
            return None
        if part == "subject":
            return "asserted" if cue.kind != "reports_on" or self.page.own_type == "bao-cao" else None
        if part != "body" or NOMINAL.match(before):
            return None
        if cue.kind == "reports_on":
            reporting = cue.words.startswith("báo cáo") or REPORTING.search(before[-90:])
            return "directed" if reporting else None
        first = not before.strip(_ITEM) or before.rstrip(" ,").endswith("này")
        return "asserted" if cue.kind in CHANGES and enacts(self.page.own_type) and first else "directed"

    def _formula(self, before: str) -> bool:
        """ "Bộ trưởng Bộ Y tế ban hành Thông tư bãi bỏ …": the formula names this document."""
        if self.page.own_type is None:
            return False
        word = label(self.page.own_type)
        return before.rstrip().endswith((f"ban hành {word}", f"{word} này"))

    def _ended(self, i: int) -> Iterator[Said]:
        """ "Nghị quyết số 13/2024/NQ-HĐND … hết hiệu lực kể từ ngày …"."""
        draft, page = self.drafts[i], self.page
        if draft.kind == "back" or page.part_at(draft.start) != "body" or page.quoted(draft.start):
            return
        hit = ENDED.search(page.folded, draft.end, draft.end + _REACH) if enacts(page.own_type) else None
        if hit and hit["cue"]:
            yield Said("repeals", "asserted", SELF, i, hit.span("cue"))

    def _carry_over(self, i: int, gap: str) -> None:
        """ "Triển khai A và B, Ủy ban nhân dân tỉnh đã ban hành C": C carries out A and B."""
        page, at = self.page, self.reach
        issued = _ISSUED.search(page.flow, at, at + len(gap))
        if not issued or not body_names.end(page.flow, page.folded, issued.start("body")):
            return
        for k in range(self.first_said, len(self.said)):
            one = self.said[k]
            if one.kind == "implements" and one.mode == "asserted" and one.object in self.governors:
                self.said[k] = replace(one, mode="reported", subject=i)


def _is_late(cue: Cue) -> bool:
    """ "Cục Thuế nhận được công văn số …", "…, sau khi nghe Báo cáo …": not first in its sentence."""
    return cue.words.startswith("sau khi ") or (cue.words == "nhận được" and cue.start < 90)
