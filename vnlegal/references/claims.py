"""Claims: what relation the text states between which two documents, in which mode.

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

from ..model import Claim, Field, Mode
from ..notation import body_names
from .cues import CHANGES, Cue, ascii, cues, is_denied, is_light, kind_of, listed, pattern
from .groups import COORDINATES, coordinate, first_of_same
from .page import Page, Reference

_SELF = -1
_ACTS = ("luat", "bo-luat", "phap-lenh", "hien-phap")

_SENTENCE = regex.compile(
    r"[.!?](?=\s+[\p{Lu}\d“(-]|\s*$)|\n\n|\||(?<=[;:.)/])\n|\n(?=\d{1,2}[.)/] |[a-zđ]\) |[-+•] |Điều \d|Căn cứ|Xét )"
)
_TITLE_OPENS = regex.compile(
    r"^[”\"]?,? ?(?:\(?(?:sau đây|gọi tắt)[^()]{0,60}\) ?)?(?:về việc|về|v/v|ban hành|phê duyệt|quy định|hướng dẫn"
    r"|sửa đổi|bổ sung|bãi bỏ|thay thế|thực hiện|triển khai|thi hành|tổ chức|công bố|đính chính|đình chỉ|gia hạn"
    r"|kéo dài|hợp nhất|điều chỉnh|nhằm)(?!\p{L})"
)
_LIST_OF_GROUNDS = regex.compile(r"[\s“\"*-]*(?:căn cứ|xét|theo đề nghị|trên cơ sở|thực hiện)(?!\p{L})")
_ISSUED = regex.compile(r",? ?(?P<body>\p{Lu}[^,;.]{3,90}?) (?:đã |vừa )?(?:ban hành|có) $")
_ITEM = " \n“\"*-1234567890.abcdđ)"


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in the making: mentions by position, `_SELF` for this document."""

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


def find_claims(page: Page, drafts: Sequence[Reference]) -> tuple[Claim, ...]:
    """All claims of a page, each once, in page order; mentions of one document count as its first."""
    said = _Reader(page, drafts).read_all()
    same = _same(drafts, said)
    found: dict[tuple[str, str, int, int], Said] = {}
    for one in said:
        subject = _SELF if one.subject == _SELF else same[one.subject]
        target = same[one.object]
        if subject != _SELF and drafts[subject].kind == "self":
            subject = _SELF
        if subject == target or drafts[target].kind == "self":
            continue
        key = (one.kind, one.mode, subject, target)
        found.setdefault(key, replace(one, subject=subject, object=target))
    return tuple(_claim(page, one) for one in found.values())


def _same(drafts: Sequence[Reference], said: Sequence[Said]) -> list[int]:
    """First mentions, where an instrument that one document makes twice is one."""
    same = first_of_same(drafts)
    made: dict[tuple[int, str | None], int] = {}
    for one in said:
        if one.kind == "promulgates" and one.subject != _SELF:
            kind = drafts[one.object].doc_type
            key = same[one.subject], kind.value if kind else None
            same[one.object] = made.setdefault(key, same[one.object])
    return same


def _claim(page: Page, said: Said) -> Claim:
    start, end = said.cue
    cue = Field(" ".join(page.flow[start:end].split()), page.text.span(start, end), f"cue:{said.kind}")
    subject = "self" if said.subject == _SELF else f"m{said.subject + 1}"
    return Claim(said.kind, said.mode, subject, f"m{said.object + 1}", cue, page.part_at(start))


def _sentence_starts(page: Page) -> list[int]:
    """Where sentences begin; no sentence runs from one part of the page into the next."""
    clean = page.text.clean
    starts = {0}
    for match in _SENTENCE.finditer(clean):
        starts.add(_skip_blanks(clean, match.end()))
    starts |= {_skip_blanks(clean, at) for at in page.part_starts}
    return sorted(starts)


def _skip_blanks(clean: str, at: int) -> int:
    while at < len(clean) and clean[at].isspace():
        at += 1
    return at


class _Reader:
    """Reads the mentions of one page in order and holds what governs the list being read."""

    def __init__(self, page: Page, drafts: Sequence[Reference]) -> None:
        self.page, self.drafts = page, drafts
        self.starts = _sentence_starts(page)
        self.anchors = _note_anchors(page, drafts)
        own = page.own.doc_type
        self.own_type = own.value if own else None
        self.said: list[Said] = []
        self.sentence = -1
        self.governors: dict[int, _Governor | None] = {}
        self.basis: _Governor | None = None

    def read_all(self) -> list[Said]:
        """All claims, mention by mention."""
        for i, draft in enumerate(self.drafts):
            if draft.kind != "self" and self.page.part_at(draft.start) != "furniture":
                self.said += self._read(i)
        return self.said

    def _read(self, i: int) -> Iterator[Said]:
        draft = self.drafts[i]
        opening = draft.provision.start if draft.provision else draft.start
        start = self.starts[bisect_right(self.starts, opening) - 1]
        if start != self.sentence:
            self.sentence, self.governors = start, {}
            if self.page.part_at(start) != "preamble":
                self.basis = None
        before = max(self.governors, default=None)
        self.governors[i] = None
        if before is not None and (outer := self._outer(before, draft)) is not None:
            yield from self._nested(i, outer)
            return
        if before is None:
            note = self.anchors.get(start)
            gap = self.page.folded[start:opening]
            governor = self._of_title(note, gap, start) if note is not None else None
            self.governors[i] = governor or self._own(i, gap, start)
        else:
            at = max(self.drafts[j].end for j in self.governors if j < i)
            gap = self.page.folded[at:opening]
            if made := self._made_in(i, before, gap, at):
                yield made
                return
            self.governors[i] = self._behind(i, before, gap, at)
        if governor := self.governors[i]:
            yield from self._say(i, governor)
        elif before is None:
            yield from self._ended(i)

    def _outer(self, before: int, draft: Reference) -> int | None:
        """The mention of this sentence whose name holds this one."""
        return next((j for j in range(before, -1, -1) if j in self.governors and self.drafts[j].end >= draft.end), None)

    def _nested(self, i: int, outer: int) -> Iterator[Said]:
        """An act inside the name of the act or plan that amends, guides or carries it out."""
        at = self.drafts[outer].start
        hits = cues(self.page.folded[at : self.drafts[i].start])
        inner = [j for j in self.governors if outer < j < i and self.drafts[j].end >= self.drafts[i].end]
        if hits and not any(at + hits[-1].start < self.drafts[j].start for j in inner):
            yield Said(hits[-1].kind, "reported", outer, i, (at + hits[-1].start, at + hits[-1].end))
        elif hits and inner:
            yield Said(hits[-1].kind, "reported", inner[-1], i, (at + hits[-1].start, at + hits[-1].end))

    def _behind(self, i: int, before: int, gap: str, at: int) -> _Governor | None:
        """What governs a mention that follows another in its sentence."""
        if ";" in gap and self.basis:
            return self._next_ground(gap)
        if COORDINATES.match(gap):
            return self._coordinate(i, before)
        if passive := self._passive(gap, before, at):
            return passive
        if ";" not in gap and _TITLE_OPENS.match(gap):
            if governor := self._of_title(before, gap, at):
                return governor
            if gap.rstrip().endswith((" và", ", và")):
                return self._coordinate(i, before)
        if governor := self._own(i, gap, at):
            return governor
        return self._carried_out(i, gap, at)

    def _coordinate(self, i: int, before: int) -> _Governor | None:
        """A list goes on with its own type: "sửa đổi Nghị định A quy định chi tiết Luật L và Nghị định B"."""
        kind = self.drafts[i].doc_type
        for j in sorted(self.governors, reverse=True):
            other = self.drafts[j].doc_type
            if j < i and kind and other and kind.value == other.value:
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
        hits = cues(gap)
        if not hits or len(gap) > 420:
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
        return any(
            body_names.end(page.flow, page.folded, at + comma.end())
            for comma in regex.finditer(r", (?=\p{Lu})", page.flow[at : at + length])
        )

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

    def _passive(self, gap: str, before: int, at: int) -> _Governor | None:
        """ "X được sửa đổi, bổ sung bởi Y": Y amends X."""
        if not (hit := pattern("passive").search(gap)):
            return None
        kind = next((c.kind for c in cues(hit["verb"]) if c.kind in CHANGES), None)
        if kind is None:
            return None
        words = at + hit.start() + len(hit[0]) - len(hit[0].lstrip(" ,"))
        return _Governor(kind, "reported", before, (words, at + len(gap.rstrip())), passive_of=before)

    def _made_in(self, i: int, before: int, gap: str, at: int) -> Said | None:
        """ "Chiến lược … tại Quyết định số 2289/QĐ-TTg": the decision made the strategy."""
        target = before
        while (to := self.drafts[target].refers_to) is not None:
            target = to
        made = self.drafts[target]
        if made.kind != "named" or not made.doc_type or made.doc_type.value in _ACTS:
            return None
        if not (hit := pattern("made_in").match(gap)):
            return None
        words = at + gap.rstrip().rfind(" ") + 1
        return Said("promulgates", "reported", i, before, (words, at + hit.end() - 1))

    def _own(self, i: int, gap: str, at: int) -> _Governor | None:
        """What this document does to the mention, or orders to be done."""
        part = self.page.part_at(self.drafts[i].start)
        if at == self.sentence and (opening := pattern("opening").match(gap)):
            return self._opening(opening, gap, at, part)
        hits = cues(gap)
        if not hits:
            return None
        cue = hits[-1]
        governor = _Governor(cue.kind, "asserted", _SELF, (at + cue.start, at + cue.end))
        if cue.kind in ("considers", "responds_to"):
            return governor if self._late(cue, gap) else None
        if cue.kind in ("based_on", "promulgates", "guides") and part != "subject":
            return None
        if not is_light(gap[cue.end :]) or cue.kind == "based_on":
            return None
        mode = self._mode(cue, gap, part)
        return replace(governor, mode=mode) if mode else None

    def _opening(self, opening: regex.Match[str], gap: str, at: int, part: str) -> _Governor | None:
        """A sentence that begins with the cue says what this document itself does."""
        kind = kind_of(opening["cue"])
        if kind is None or part == "attachment":
            return None
        governor = _Governor(kind, "asserted", _SELF, (at + opening.start("cue"), at + opening.end("cue")))
        residue = gap[opening.end() :]
        if part == "preamble":
            self.basis = governor
        if kind in ("considers", "responds_to"):
            return governor if len(residue) <= 320 and ";" not in residue else None
        if kind == "based_on":
            return governor if part == "preamble" or not residue.strip() else None
        return governor if is_light(residue) else self._deeper(gap, opening.end(), at, part)

    def _deeper(self, gap: str, start: int, at: int, part: str) -> _Governor | None:
        """A later cue of the same sentence ("Triển khai …, báo cáo kết quả thực hiện X")."""
        hits = [c for c in cues(gap) if c.start >= start]
        if not hits or hits[-1].kind in ("based_on", "considers", "responds_to", "promulgates", "guides"):
            return None
        cue = hits[-1]
        if not is_light(gap[cue.end :]):
            return None
        mode = self._mode(cue, gap, part)
        return _Governor(cue.kind, mode, _SELF, (at + cue.start, at + cue.end)) if mode else None

    def _late(self, cue: Cue, gap: str) -> bool:
        """ "Cục Thuế nhận được công văn số …", "…, sau khi nghe Báo cáo …": not first in its sentence."""
        if cue.words == "nhận được":
            return cue.start < 90
        return cue.words.startswith("sau khi ")

    def _mode(self, cue: Cue, gap: str, part: str) -> Mode | None:
        """Asserted of this document, ordered of others, or neither."""
        before = gap[: cue.start]
        if self._formula(before):
            return "asserted"
        if is_denied(gap, cue):
            return None
        if part == "subject":
            return "asserted" if cue.kind != "reports_on" or self.own_type == "bao-cao" else None
        if part != "body" or pattern("nominal").match(before):
            return None
        if cue.kind == "reports_on":
            reporting = cue.words.startswith("báo cáo") or pattern("reporting").search(before[-90:])
            return "directed" if reporting else None
        first = not before.strip(_ITEM) or before.rstrip(" ,").endswith("này")
        enacting = self.own_type in listed("enacting")
        return "asserted" if cue.kind in CHANGES and enacting and first else "directed"

    def _formula(self, before: str) -> bool:
        """ "Bộ trưởng Bộ Y tế ban hành Thông tư bãi bỏ …": the formula names this document."""
        if self.own_type is None:
            return False
        word = self.own_type.replace("-", " ")
        return ascii(before).rstrip().endswith((f"ban hanh {word}", f"{word} nay"))

    def _ended(self, i: int) -> Iterator[Said]:
        """ "Nghị quyết số 13/2024/NQ-HĐND … hết hiệu lực kể từ ngày …"."""
        draft = self.drafts[i]
        if draft.kind == "back" or self.page.part_at(draft.start) != "body" or self.page.quoted(draft.start):
            return
        hit = pattern("ended").match(self.page.folded, draft.end)
        if hit and self.own_type in listed("enacting"):
            start = max(self.page.folded.rfind(word, draft.end, hit.end()) for word in listed("ended"))
            yield Said("repeals", "asserted", _SELF, i, (start, hit.end()))

    def _carried_out(self, i: int, gap: str, at: int) -> _Governor | None:
        """ "Triển khai A và B, Ủy ban nhân dân tỉnh đã ban hành C": C carries out A and B."""
        issued = _ISSUED.search(self.page.flow[at : at + len(gap)])
        if not issued or not body_names.end(self.page.flow, self.page.folded, at + issued.start("body")):
            return None
        carried = [s for s in self.said if s.object in self.governors and s.kind == "implements" and s.mode == "asserted"]
        for one in carried:
            self.said.remove(one)
            self.said.append(replace(one, mode="reported", subject=i))
        return None


def _note_anchors(page: Page, drafts: Sequence[Reference]) -> dict[int, int]:
    """For the start of each footnote the mention that its mark hangs on."""
    opens = {mark.label: mark.at for mark in page.text.marks if mark.opens}
    ends = {draft.end: i for i, draft in enumerate(drafts)}
    hung = (mark for mark in page.text.marks if not mark.opens and mark.label in opens and mark.at in ends)
    return {opens[mark.label]: ends[mark.at] for mark in hung}
