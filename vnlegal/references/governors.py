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
from ..vocabulary import one_of
from .acts import ACTS
from .clauses import clause_begins, note_anchors, sentence_starts
from .cues import (
    ANSWERS,
    CHANGES,
    DIRECTIONS,
    ENDED,
    MADE_IN,
    OPENING,
    PASSIVE,
    Cue,
    acting,
    cues,
    enacts,
    is_denied,
    is_light,
    is_part,
    kind_of,
)
from .groups import COORDINATES, coordinate
from .modes import mode_of, speaks
from .page import Page, Reference

SELF = -1
"""Stands for this document where mentions are told by their place in the list."""

_TITLE_OPENS = regex.compile(
    rf"^[”\"]?,? ?[“\"]?(?:\(?{one_of('mentions', 'title_brackets')}[^()]{{0,60}}\) ?)?"
    rf"{one_of('mentions', 'titles')}"
)
_ISSUED = regex.compile(r",? ?(?P<body>\p{Lu}[^,;.]{3,90}?) (?:đã |vừa )?(?:ban hành|có) $")
# "chỉ đạo của Bộ Chính trị tại Thông báo số …, của Ban Bí thư tại Văn bản số …"
_BY_ANOTHER = regex.compile(
    rf"^ ?(?:,|;|,? và)(?: {one_of('claims', 'matter')})?(?P<of> của)? "
    r"(?P<body>[^,;.:]{3,120}) (?:tại|trong) $"
)
_NEXT_BODY = regex.compile(r";(?: và)?(?P<of> của) (?P<body>[^,;.:]{3,120}) (?:tại|trong) $")
_NEXT_ITEM = regex.compile(r";(?: và)?(?: các)? $")
# The heading or the line with a colon that is nearest above.
_LEAD = regex.compile(
    r"(?r)^(?:(?:Điều|ĐIỀU) \d{1,3}[.:] ?(?P<words>[^\n]{3,300}(?:\n\p{Ll}[^\n]{0,300})?)"
    r"|\d{1,2}\. (?P<words>[^\n]{3,300}(?:\n\p{Ll}[^\n]{0,300})?:))\n",
    regex.MULTILINE,
)
_ITEM_MARK = regex.compile(r"[\s*“\"]{0,4}(?:\d{1,3}[.)/]|[a-zđ]\)|[-+•–])[\s*“\"]{0,4}")
_LONGEST_LIST = 9000
_LONGEST_LEAD = 700
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


class _Reader:
    """Reads the mentions of one page in order and holds what governs the list being read."""

    def __init__(self, page: Page, drafts: Sequence[Reference]) -> None:
        self.page, self.drafts = page, drafts
        self.starts = sentence_starts(page)
        self.anchors = note_anchors(page, drafts)
        self.said: list[Said] = []
        self.basis: _Governor | None = None
        self.lead: tuple[int, regex.Match[str] | None] = 0, None  # down to which line, and what was found
        self._begin(-1)

    def _begin(self, sentence: int) -> None:
        """A new sentence: its mentions with their governors, those that hold the next, its first claim."""
        self.sentence = sentence
        self.governors: dict[int, _Governor | None] = {}
        self.head: _Governor | None = None  # what this document does to the items of a list, which ";" part
        self.last_of: dict[str | None, int] = {}  # the last mention of each type
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
        self.last_of[draft.type_id] = i
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
            governor = self._changed_with(before, gap)
        else:
            governor = self._behind(i, before, gap)
        self.governors[i] = governor
        if governor and governor.subject == SELF:
            self.head = governor
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
        governor = self._of_title(i, note, gap, self.sentence) if note is not None else None
        return governor or self._own(i, gap) or self._listed(i)

    def _listed(self, i: int) -> _Governor | None:
        """An item of a list that a heading governs: "Điều 1. Bãi bỏ các Thông tư: / 1. Thông tư số …"."""
        page, at = self.page, self.drafts[i].opening
        line = page.text.clean.rfind("\n", 0, at) + 1
        item = _ITEM_MARK.fullmatch(page.flow, line, at)
        if not item or page.part_at(at) != "body" or not enacts(page.own_type) or page.quoted(at):
            return None
        lead = self._lead(line)
        if not lead:
            return None
        start, end = lead.span("words")
        said = page.folded[start:end]
        hit = next((cue for cue in cues(said) if cue.kind in CHANGES), None)
        if hit is None or said[: hit.start].strip():
            return None
        return _Governor(hit.kind, "asserted", SELF, (start + hit.start, start + hit.end))

    def _lead(self, line: int) -> regex.Match[str] | None:
        """What heads the list that a line stands in; asked from top to bottom, it is looked for once."""
        low = max(0, line - _LONGEST_LIST)
        seen, lead = self.lead if self.lead[0] <= line else (0, None)
        newer = _LEAD.search(self.page.text.clean, max(low, seen - _LONGEST_LEAD), line)
        self.lead = line, newer or (lead if lead and lead.start() >= low else None)
        return self.lead[1]

    def _behind(self, i: int, before: int, gap: str) -> _Governor | None:
        """What governs a mention that follows another in its sentence."""
        head = self.head
        if ";" in gap and self.basis and (head is None or head.kind == self.basis.kind):
            return self._next_ground(gap)
        if head and _NEXT_ITEM.search(gap):
            return head
        if COORDINATES.match(gap):
            return self._coordinate(i, before, gap)
        if (governor := self.governors[before]) and governor.subject == SELF and self._by_another(gap):
            return governor
        if passive := self._passive(i, gap, before):
            return passive
        if ";" not in gap and _TITLE_OPENS.match(gap):
            if governor := self._of_title(i, before, gap, self.reach):
                return governor
            if gap.rstrip().endswith((" và", ", và")):
                return self._coordinate(i, before, gap)
        governor = self._own(i, gap)
        if governor is None:
            self._carry_over(i, gap)
        return governor

    def _by_another(self, gap: str) -> bool:
        """Whether a list of grounds goes on with the paper of another body."""
        hit = _BY_ANOTHER.match(gap) or _NEXT_BODY.search(gap)
        if not hit or hit["of"]:
            return hit is not None
        page, at = self.page, self.reach + hit.start("body")
        return body_names.end(page.flow, page.folded, at) == self.reach + hit.end("body")

    def _coordinate(self, i: int, before: int, gap: str) -> _Governor | None:
        """A list goes on with its own type: "sửa đổi Nghị định A quy định chi tiết Luật L và Nghị định B"."""
        kind = self.drafts[i].type_id
        peer = self.last_of.get(kind) if kind else None
        governor = self.governors[before if peer is None else peer]
        if governor and governor.subject >= 0 and self._is_later(i, governor.subject):
            return self.head
        # Behind a semicolon another type goes on with the list, not with the title in front of it.
        leaves = peer is None and ";" in gap and kind and governor and governor.subject != SELF
        return None if leaves else governor

    def _is_later(self, i: int, subject: int) -> bool:
        """Whether a mention is later than the document that would have to act on it."""
        ours, theirs = self.drafts[i].date, self.drafts[subject].date
        return ours is not None and theirs is not None and ours.value > theirs.value

    def _next_ground(self, gap: str) -> _Governor | None:
        """The next item of a list of grounds, behind a semicolon."""
        last = [cue.kind for cue in cues(gap.rsplit(";", 1)[-1])]
        if self.basis is None or (self.basis.kind == "based_on" and last not in ([], ["based_on"])):
            return None
        return self.basis

    def _of_title(self, i: int, subject: int, gap: str, at: int) -> _Governor | None:
        """The cue that ends the title words between a document and the one it acts on."""
        hits = acting(gap, self.drafts[i].number is not None) if len(gap) <= _LONGEST_TITLE else []
        if not hits or hits[-1].kind in (*ANSWERS, "based_on"):
            return None
        cue, residue = hits[-1], gap[hits[-1].end :]
        if not (is_light(residue) or (cue.kind in CHANGES and is_part(residue))):
            return None
        if is_denied(gap, cue) or clause_begins(self.page, at, at + cue.start):
            return None
        return _Governor(cue.kind, "reported", subject, (at + cue.start, at + cue.end))

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

    def _passive(self, i: int, gap: str, before: int) -> _Governor | None:
        """ "X được sửa đổi, bổ sung bởi Y": Y amends X."""
        if not (hit := PASSIVE.search(gap)):
            return None
        kind = next((c.kind for c in cues(hit["verb"]) if c.kind in CHANGES), None)
        if kind is None:
            return None
        words = self.reach + hit.start() + len(hit[0]) - len(hit[0].lstrip(" ,"))
        target = self._peer(i, before)
        return _Governor(kind, "reported", target, (words, self.reach + len(gap.rstrip())), target)

    def _peer(self, i: int, before: int) -> int:
        """The mention before, or where that is an act and `i` none, the one whose title names the act."""
        kind = self.drafts[i].type_id
        if self.drafts[before].type_id in ACTS and kind not in ACTS:
            return self.last_of.get(kind, before)
        return before

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

    def _changed_with(self, before: int, gap: str) -> _Governor | None:
        """What changes a regulation changes the decision that it was issued with."""
        governor = self.governors[before]
        return governor if governor and governor.kind in CHANGES and "ban hành" in gap else None

    def _own(self, i: int, gap: str) -> _Governor | None:
        """What this document does to the mention, or orders to be done."""
        part = self.page.part_at(self.drafts[i].start)
        if self.reach == self.sentence and (opening := OPENING.match(gap)):
            return self._opening(opening, gap, part)
        hits = acting(gap, self.drafts[i].number is not None)
        if not hits:
            return None
        cue = hits[-1]
        if cue.kind in ANSWERS:
            return self._governor(cue, "asserted") if _is_late(cue) or self._asked_too(cue, gap) else None
        if cue.kind == "based_on" and self._further_ground(cue, gap):
            return self._governor(cue, "asserted")
        if cue.kind in ("based_on", "promulgates") and part != "subject":
            return None
        if cue.kind == "guides" and part != "subject":
            said = speaks(self.page, gap[: cue.start]) and is_light(gap[cue.end :])
            return self._governor(cue, "asserted") if said else None
        return self._acting(cue, gap, part)

    def _further_ground(self, cue: Cue, gap: str) -> bool:
        """ "Thực hiện chương trình công tác …; |căn cứ| Kế hoạch số …, Ban Bí thư ban hành"."""
        return self._opens() and gap[: cue.start].endswith("; ") and not gap[cue.end :].strip()

    def _asked_too(self, cue: Cue, gap: str) -> bool:
        """ "Thực hiện Quyết định số …; |trên cơ sở đề xuất| của Sở X tại Tờ trình số …, ban hành"."""
        asked = cue.kind == "considers" and gap[: cue.start].endswith(("; ", ", "))
        return asked and gap.endswith(" tại ") and self._opens()

    def _opens(self) -> bool:
        """Whether the sentence begins with what this document itself does."""
        return OPENING.match(self.page.folded, self.sentence) is not None

    def _governor(self, cue: Cue, mode: Mode) -> _Governor:
        return _Governor(cue.kind, mode, SELF, (self.reach + cue.start, self.reach + cue.end))

    def _acting(self, cue: Cue, gap: str, part: str) -> _Governor | None:
        """A cue that acts on the mention by the words between them."""
        if cue.kind == "based_on" or not self._reaches(cue, gap[cue.end :]):
            return None
        mode = mode_of(self.page, cue, gap, part, self.reach + len(gap))
        return self._governor(cue, mode) if mode else None

    def _reaches(self, cue: Cue, residue: str) -> bool:
        """Whether a cue acts on the mention behind `residue`; an enacting text also changes it in part."""
        return is_light(residue) or (cue.kind in CHANGES and enacts(self.page.own_type) and is_part(residue))

    def _opening(self, opening: regex.Match[str], gap: str, part: str) -> _Governor | None:
        """A sentence that begins with the cue says what this document itself does."""
        if part == "attachment":
            return None
        kind, residue = kind_of(opening["cue"]), gap[opening.end() :]
        governor = self._governor(Cue(kind, *opening.span("cue"), opening["cue"]), "asserted")
        if part == "preamble":
            self.basis = governor
        if kind in ANSWERS:
            return governor if len(residue) <= _LONGEST_OPENING and ";" not in residue else None
        if kind == "based_on" and (part == "preamble" or not residue.strip() or _rests_on(residue)):
            return governor
        if kind == "based_on":
            return self._deeper(gap, opening.end(), part)
        return governor if is_light(residue) else self._deeper(gap, opening.end(), part)

    def _deeper(self, gap: str, start: int, part: str) -> _Governor | None:
        """A later cue of the same sentence ("Triển khai …, báo cáo kết quả thực hiện X")."""
        hits = [cue for cue in cues(gap) if cue.start >= start]
        if hits and hits[-1].kind == "based_on" and self._further_ground(hits[-1], gap):
            return self._governor(hits[-1], "asserted")
        if not hits or hits[-1].kind in (*ANSWERS, "promulgates", "guides"):
            return None
        return self._acting(hits[-1], gap, part)

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
        self.first_said = len(self.said)


def _rests_on(residue: str) -> bool:
    """ "Căn cứ |chỉ đạo của Bộ Chính trị tại |Thông báo số …"."""
    return DIRECTIONS.match(residue) is not None and is_light(residue)


def _is_late(cue: Cue) -> bool:
    """ "Cục Thuế nhận được công văn số …", "…, sau khi nghe Báo cáo …": not first in its sentence."""
    return cue.words.startswith("sau khi ") or (cue.words == "nhận được" and cue.start < 90)
