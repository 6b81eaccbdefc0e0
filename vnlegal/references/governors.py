"""What governs each mention: a clause of this document, of the mention before, or nothing.

A text is read sentence by sentence and mention by mention.  The gap between a mention and the one before it
says whether it goes on with a list, is acted on by the document before ("Nghị định A sửa đổi Nghị định B",
"X được sửa đổi bởi Y") or by this document ("Căn cứ X", "giao Sở A thực hiện X"); `_RULES` are tried in
order.  What no clause governs stays a plain citation.  An item of a vertical list is governed by the line
that leads it ("Các Nghị định sau đây hết hiệu lực:").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from .. import late
from ..model import Mode
from ..vocabulary import alternatives, doc_types_by_name, one_cue_of, one_of, one_of_before
from ..vocabulary.acts import ACTS
from .chunks import Gap
from .clauses import clause_begins, note_anchors, sentence_starts
from .cues import (
    ANSWERS,
    CHANGES,
    MADE_IN,
    changed_by,
    cues,
    is_denied,
    is_light,
    is_part,
    kind_of,
    kinds_of,
)
from .leads import ended, lead_clause
from .own_clauses import OwnClauses, acting, announced
from .page import Page, Reference, is_standard
from .series import SELF as SELF
from .series import Clause, Series, Stack, is_next, joins, may_act

# The words between a number and the title that follows: "Quyết định số 5 |về việc |sửa đổi …".
_TITLE_OPENS = late.regex(
    r"^[”\"]?(?: năm \d{4})?(?:[,:]| [-–])? ?[“\"(]?"
    rf"(?:\(?(?:{one_of('mentions', 'title_brackets')}|khóa|nhiệm kỳ)[^()]{{0,60}}\) ?)?"
    rf"{one_of('mentions', 'titles')}"
)
# A paper about something: "Xét |Tờ trình của Sở A về |Kế hoạch B".
_PAPER_ON = late.regex(rf"{one_of('claims', 'asking')}[^;]{{1,160}} (?:về|thực hiện) ")
# "… và thay thế (cho) X", behind what the same document does to another.
_AND_ENDS = late.regex(
    rf"[^;:.]{{0,60}}?(?:,? và|,? đồng thời) (?P<cue>{one_cue_of('replaces', 'repeals', 'guides')}) (?:cho )?"
    r"(?:(?:một số|các) điều (?:của )?)?$"
)
# What it does as it enters into force: "Luật A|, có hiệu lực từ ngày 01/7/2025, thay thế |Luật B".
_IN_FORCE = late.regex(
    rf",? (?:và |đã )?có hiệu lực[^;:.]{{0,60}}?(?:,|,? và| đã) (?P<cue>{one_cue_of('replaces', 'repeals')})"
    r" (?:cho )?(?:(?:các |toàn bộ ))?$"
)
# What ends is a matter, not the act: "Các quy định về tố cáo trong |Luật A … hết hiệu lực".
_MATTER_IN = late.regex(
    r"(?r)(?:quy định|nội dung) (?:về|liên quan|đối với) [^;:.]{2,120} (?:trong|tại|của) "
)
# What was done to this document itself: "Quyết định này| đã được thay thế bởi |Quyết định số 366".
_DONE_TO = late.regex(r" (?P<cue>(?:đã (?:được|bị)|bị) (?P<verb>[\p{L}, ]{4,60}?)) (?:bởi|bằng|theo|tại) $")
# What joins a second thing done: "… sửa đổi Nghị định A| và |bãi bỏ …".
_AND_DOES = late.regex(r",? (?:và|đồng thời) ")
# What leads to a subject: " về việc ".
_ABOUT = late.regex(r" về (?:việc )?")
# A type word right before a cue: "Kế hoạch thi hành |Nghị định |quy định …".
_TYPE_BEFORE = late.regex(rf"(?r)(?<!\p{{L}})(?P<type>{alternatives(doc_types_by_name())}) ")
# A bracket that gives a mention its short name: "… (|sau đây gọi là |Nghị định số 5)".
_DECLARES = late.regex(rf"(?r){one_of_before('mentions', 'declares')} ?:? ?[“\"]?")
# What is changed is words of an act: "thay thế |từ “Bộ Y tế” …| tại Nghị định …".
_WORDS_CHANGED = late.regex(r"(?<!\p{L})từ [“\"][^”\"]{0,120}$")
_LONGEST_TITLE = 420


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in the making: mentions by position, `SELF` for this document."""

    kind: str
    mode: Mode
    subject: int
    object: int
    cue: tuple[int, int]


@dataclass(frozen=True, slots=True)
class HowRead:
    """How one mention was read: the chunks of its gap, the rule that decided, its place in a series."""

    gap: Gap
    rule: str
    series: Series
    place: int

    @property
    def items(self) -> list[int]:
        """The mentions of the series as far as they were read; cut only when asked for."""
        return self.series.items[: self.place]

    @property
    def letters(self) -> str:
        """The letters of the chunks in front of it; cut only when asked for."""
        return self.gap.letters


def read_governors(page: Page, drafts: Sequence[Reference]) -> list[Said]:
    """All claims of a page, mention by mention, and what it says was done to itself."""
    return [*_Page(page, drafts).said, *_done_to_self(page, drafts)]


def _done_to_self(page: Page, drafts: Sequence[Reference]) -> Iterator[Said]:
    """ "Quyết định 119/QĐ-UBND (its own) về … |đã được thay thế bởi| Quyết định 366/QĐ-UBND"."""
    for i, (own, other) in enumerate(pairwise(drafts)):
        if own.kind != "self" or other.kind != "numbered" or other.opening - own.end > _LONGEST_TITLE:
            continue
        words = page.folded[own.end : other.opening]
        hit = _DONE_TO.search(words)
        if hit is None or hit.end() < len(words) or (hit.start() and not own.number):
            continue
        kind = next((cue.kind for cue in cues(hit["verb"]) if cue.kind in CHANGES), None)
        within = page.text.lines.sentence(own.end) == page.text.lines.sentence(other.start)
        if kind and within and may_act(kind, other, own):
            place = own.end + hit.start("cue"), own.end + len(words.rstrip())
            yield Said(kind, "reported", i + 1, i, place)


def read_steps(page: Page, drafts: Sequence[Reference]) -> dict[int, HowRead]:
    """How each mention was read, for `explain`."""
    return _Page(page, drafts).steps


class _Page:
    """The sentences of a page that hold mentions, read in order."""

    def __init__(self, page: Page, drafts: Sequence[Reference]) -> None:
        self.page, self.drafts = page, drafts
        self.said: list[Said] = []
        self.steps: dict[int, HowRead] = {}
        anchors = note_anchors(page, drafts)
        basis: Clause | None = None
        carried: Clause | None = None
        starts = sentence_starts(page)

        def sentence(i: int) -> int:
            return bisect_right(starts, drafts[i].opening) - 1

        for n, places in groupby(self._places(), key=sentence):
            end = starts[n + 1] if n + 1 < len(starts) else len(page.flow)
            basis = basis if page.part_at(starts[n]) == "preamble" else None
            carried = carried if self._goes_on(starts[n]) else None
            read = _Sentence(
                page, drafts, list(places), starts[n], end, basis, basis or carried, anchors.get(starts[n])
            )
            self.said += read.said
            self.steps |= read.steps
            basis, ours = read.basis, read.stack.ours()
            carried = ours.clause if ours else None

    def _goes_on(self, start: int) -> bool:
        """Whether a sentence goes on with the list of the line above: no mark, a semicolon in front of it."""
        lines = self.page.text.lines
        above = self.page.text.clean[max(0, start - 4) : start]
        return above.rstrip().endswith((";", ",")) and lines.all[lines.at(start)].kind == "none"

    def _places(self) -> Iterator[int]:
        for i, draft in enumerate(self.drafts):
            if draft.kind != "self" and self.page.part_at(draft.start) != "furniture":
                yield i


class _Sentence:
    """The mentions of one sentence, and the series that they stand in."""

    def __init__(
        self,
        page: Page,
        drafts: Sequence[Reference],
        places: Sequence[int],
        start: int,
        end: int,
        basis: Clause | None,
        carried: Clause | None,
        note: int | None,
    ) -> None:
        self.page, self.drafts, self.places = page, drafts, places
        self.start, self.end = start, end
        self.basis, self.carried, self.note = basis, carried, note
        self.own = OwnClauses(page, drafts, places, start, end)
        self.stack = Stack(drafts)
        self.reach = start
        self.holders: list[int] = []
        self.read_before: list[int] = []
        self.last_of: dict[str | None, int] = {}
        self.rule = ""
        self.said: list[Said] = []
        self.steps: dict[int, HowRead] = {}
        for i in places:
            self.said += tuple(self._read(i))
            self.reach = max(self.reach, drafts[i].end)
            self.holders.append(i)
        self.said += tuple(self._ended())

    def _read(self, i: int) -> Iterator[Said]:
        draft = self.drafts[i]
        while self.holders and self.drafts[self.holders[-1]].end < draft.end:
            self.holders.pop()
        if self.holders:
            yield from self._nested(i)
            return
        gap = Gap(self.page, self.reach, draft.opening)
        before = self.read_before[-1] if self.read_before else None
        self.read_before.append(i)
        if before is not None and "(" in gap.words and _DECLARES.match(gap.words):
            self.steps[i] = HowRead(gap, "declared", Series(None, [i]), 1)
            return
        series = self._first(i, gap) if before is None else self._behind(i, before, gap)
        self.last_of[draft.type_id] = i
        if before is not None and (made := self._made_in(i, before, gap)):
            yield made
        self.steps[i] = HowRead(gap, self.rule, series, len(series.items))
        if series.clause and not self._is_quoted(series.clause, i):
            yield from self._say(i, series.clause)

    def _is_quoted(self, clause: Clause, i: int) -> bool:
        """Whether another act speaks, or the mention is of the words that are changed: this document says
        nothing of itself inside what it quotes.
        """
        page = self.page
        if clause.kind in CHANGES and _WORDS_CHANGED.search(
            page.folded, clause.cue[0], self.drafts[i].opening
        ):
            return True
        return (
            clause.subject == SELF
            and page.in_passage(self.drafts[i].start)
            and page.in_passage(clause.cue[0])
        )

    def _nested(self, i: int) -> Iterator[Said]:
        """An act inside the name of the act or plan that amends, guides or carries it out."""
        outer = self.holders[0]
        at = self.drafts[outer].start
        hits = cues(self.page.folded[at : self.drafts[i].start])
        if not hits:
            return
        cue = at + hits[-1].start, at + hits[-1].end
        if self._is_of_unnamed(outer, cue[0]):
            return
        inside = [j for j in self.holders[1:] if self.drafts[j].start <= cue[0]]
        yield Said(hits[-1].kind, "reported", inside[-1] if inside else outer, i, cue)

    def _is_of_unnamed(self, outer: int, cue: int) -> bool:
        """Whether an act without a number does it: "Kế hoạch thi hành |Nghị định| quy định chi tiết …"."""
        word = _TYPE_BEFORE.match(self.page.folded, max(0, cue - 24), cue)
        kind = self.drafts[outer].doc_type
        known = (self.drafts[j].doc_type for j in self.holders)
        return (
            word is not None
            and kind is not None
            and all(one is None or word.start("type") != one.start for one in known)
        )

    def _first(self, i: int, gap: Gap) -> Series:
        """What governs the first mention of a sentence; a footnote goes on with what it hangs on."""
        clause = self._of_title(i, self.note, gap) if self.note is not None else None
        clause = clause or self._own(i, gap) or self._led(i, gap) or self._next_line(gap)
        self.rule = clause.rule if clause else "none"
        return self.stack.push(clause, i)

    def _own(self, i: int, gap: Gap) -> Clause | None:
        self.basis = self.own.basis(i, gap) or self.basis
        return self.own.clause(i, gap)

    def _led(self, i: int, gap: Gap) -> Clause | None:
        """An item of a vertical list: the line that leads it says what is done."""
        clause = lead_clause(self.page, self.start, gap, self.drafts[i].opening, self.end)
        if clause and clause.kind in CHANGES and (told := self._announced()) is not None:
            return clause._replace(mode="reported", subject=told)
        return clause

    def _announced(self) -> int | None:
        """The act that a page without a head tells of: what ends others is that, not the page."""
        return announced(self.page, self.drafts) if self.page.headless else None

    def _next_line(self, gap: Gap) -> Clause | None:
        """The list of the line above goes on: "Căn cứ Luật A; / Nghị định B;"."""
        above = self.page.text.clean[max(0, self.start - 12) : self.start].rstrip()
        goes_on = above.endswith((";", ",")) and set(gap.letters) <= set("LVNPBTS")
        return self.carried if goes_on else None

    def _behind(self, i: int, before: int, gap: Gap) -> Series:
        """What governs a mention that follows another in its sentence."""
        if ")" in gap.words and ")" in gap.letters:
            self.stack.close_bracket()
        for rule in _RULES:
            if series := rule(self, i, before, gap):
                self.rule = self.rule_of(series, rule.__name__)
                return series
        self.rule = "none"
        return self.stack.push(None, i)

    @staticmethod
    def rule_of(series: Series, tried: str) -> str:
        """What to call the rule that decided: of the clause, or of the list that went on."""
        return series.clause.rule if series.clause and len(series.items) == 1 else tried.lstrip("_")

    def _ground(self, i: int, before: int, gap: Gap) -> Series | None:
        """The next item of a list of grounds, behind a semicolon."""
        head = self.stack.ours()
        if ";" not in gap.words or self.basis is None:
            return None
        if head and head.clause and head.clause.kind != self.basis.kind:
            return None
        last = [cue.kind for cue in cues(gap.words.rsplit(";", 1)[-1])]
        if self.basis.kind == "based_on" and last not in ([], ["based_on"]):
            return None
        told = head.clause if head and head.clause and head.clause.rule == "issued" else None
        return self.stack.push(told or self.basis, i, alone=True)

    def _list(self, i: int, before: int, gap: Gap) -> Series | None:
        """The next item of a list."""
        how = joins(gap)
        return self.stack.join(i, how) if how in ("next", "another's", "semicolon") else None

    def _passive(self, i: int, before: int, gap: Gap) -> Series | None:
        """ "X được sửa đổi, bổ sung bởi Y": Y amends X; "… và được bãi bỏ bởi Z": Z repeals X too."""
        if not (found := changed_by(gap.words)):
            return None
        kind, hit = found
        words = self.reach + hit.start() + len(hit[0]) - len(hit[0].lstrip(" ,"))
        target = self._base(i, before, gap)
        if not may_act(kind, self.drafts[i], self.drafts[target]):
            return None
        cue = words, self.reach + len(gap.words.rstrip())
        return self.stack.push(
            Clause(kind, "reported", target, cue, "passive", target),
            i,
            bracket="(" in gap.words and "(" in gap.letters,
        )

    def _base(self, i: int, before: int, gap: Gap) -> int:
        """What a passive clause is about: the mention before, the base of the clause that it goes on with, or
        where the mention before is an act and `i` none, the one whose title names the act.
        """
        top = self.stack.open[-1].clause if self.stack.open else None
        if top and top.passive_of is not None and gap.words.lstrip()[:1] in (",", ";", "v"):
            return top.passive_of
        kind = self.drafts[i].type_id
        if self.drafts[before].type_id in ACTS and kind not in ACTS:
            return self.last_of.get(kind, before)
        return before

    def _title(self, i: int, before: int, gap: Gap) -> Series | None:
        """The title of the document before says what it does to this one."""
        if (hit := _IN_FORCE.match(gap.words)) and may_act(
            kind := kind_of(hit["cue"]), self.drafts[before], self.drafts[i]
        ):
            place = self.reach + hit.start("cue"), self.reach + hit.end("cue")
            return self.stack.push(Clause(kind, "reported", before, place, "in force"), i)
        named_again = f" {self.page.folded[slice(*self.drafts[before].typed)]}"
        if ";" in gap.words or not _TITLE_OPENS.match(gap.words.removeprefix(named_again)):
            return None
        clause = self._of_title(i, self._titled(i, before), gap) or self._twice(i, before, gap)
        return self.stack.push(clause, i) if clause else None

    def _twice(self, i: int, before: int, gap: Gap) -> Clause | None:
        """ "Thông tư A hướng dẫn thi hành Luật B |hướng dẫn thi hành| Nghị định C": A does it twice."""
        top = self.stack.open[-1] if self.stack.open else None
        if top is None or top.clause is None or top.clause.rule != "title" or before not in top.items:
            return None
        again = self._of_title(i, top.clause.subject, gap)
        return again if again and again.kind == top.clause.kind else None

    def _titled(self, i: int, before: int) -> int:
        """Whose title stands behind: of "Kế hoạch thi hành |Nghị định số …| quy định …" the decree's."""
        outer = self.drafts[before]
        ends = (j for j in range(i - 1, before, -1) if self.drafts[j].end == outer.end)
        inner = next((j for j in ends if self.drafts[j].number), before)
        return before if outer.type_id in ACTS else inner

    def _behind_title(self, i: int, before: int, gap: Gap) -> Series | None:
        """The next item of a list, behind the title of the one before."""
        return self.stack.join(i, "behind a title") if joins(gap) == "behind a title" else None

    def _clause(self, i: int, before: int, gap: Gap) -> Series | None:
        """Another clause of this document."""
        clause = self._own(i, gap)
        return self.stack.push(clause, i) if clause else None

    def _second(self, i: int, before: int, gap: Gap) -> Series | None:
        """The second thing that the document before does: "A hướng dẫn Luật B |và thay thế| Thông tư C".

        Of a document that "đã ban hành" names, it is what that does too.
        """
        hit = _AND_ENDS.match(gap.words)
        subject = self._doer() if hit else None
        cue = next((one for one in gap.cues if hit and one.start == hit.start("cue")), None)
        if cue is None or subject is None or not may_act(cue.kind, self.drafts[subject], self.drafts[i]):
            return None
        return self.stack.push(Clause(cue.kind, "reported", subject, gap.place(cue), "second"), i)

    def _again(self, i: int, before: int, gap: Gap) -> Series | None:
        """ "Thực hiện A |và triển khai| B": the clause goes on with another verb; behind a plan that a title
        names ("Nghị quyết A về Chương trình C |và triển khai| B") the document of the title does.
        """
        hit = _AND_DOES.match(gap.words)
        cue = gap.cues[0] if hit and gap.cues and gap.cues[0].start == hit.end() else None
        ours = self.stack.ours()
        if cue is None or ours is None or ours.clause is None or ours.clause.kind != cue.kind:
            return None
        if not is_light(gap.words[cue.end :]):
            return None
        place = gap.place(cue)
        if (titled := self._names_in_title(before)) is not None:
            return self.stack.push(Clause(cue.kind, "reported", titled, place, "title"), i)
        return self.stack.push(Clause(cue.kind, ours.clause.mode, SELF, place, "again"), i)

    def _names_in_title(self, before: int) -> int | None:
        """The numbered document whose title is about the plan or programme that stands before."""
        named = self.drafts[before]
        j = next((j for j in reversed(self.read_before[:-1]) if self.drafts[j].end <= named.start), None)
        if named.kind != "named" or named.type_id in ACTS or j is None or not self.drafts[j].number:
            return None
        return j if _ABOUT.fullmatch(self.page.folded, self.drafts[j].end, named.start) else None

    def _doer(self) -> int | None:
        """Which document acts: the subject of the open clause, or what "đã ban hành" names."""
        top = self.stack.open[-1].clause if self.stack.open else None
        if top:
            return top.subject if top.mode == "reported" and top.passive_of is None else None
        first = self.places[0]
        issued = self.page.folded.endswith("đã ban hành ", self.start, self.drafts[first].opening)
        return first if issued else None

    def _of_title(self, i: int, subject: int, gap: Gap) -> Clause | None:
        """The cue that ends the title words between a document and the one it acts on."""
        words = gap.words
        hits = acting(gap, self.drafts[i].number is not None) if len(words) <= _LONGEST_TITLE else []
        if not hits or hits[-1].kind in (*ANSWERS, "based_on"):
            return None
        cue, residue = hits[-1], words[hits[-1].end :]
        if not (is_light(residue) or (cue.kind in CHANGES and is_part(residue))):
            return None
        if is_denied(words, cue) or clause_begins(self.page, gap.start, gap.start + cue.start):
            return None
        if not may_act(cue.kind, self.drafts[subject], self.drafts[i]):
            return None
        return Clause(cue.kind, "reported", subject, gap.place(cue), "title")

    def _say(self, i: int, clause: Clause) -> Iterator[Said]:
        if clause.passive_of is not None:
            yield Said(clause.kind, clause.mode, i, clause.passive_of, clause.cue)
            return
        if clause.subject == SELF and not (
            _may_be(clause.kind, self.drafts[i]) and self._is_meant(clause, i)
        ):
            return
        if clause.mode == "directed" and clause.kind in CHANGES and self.drafts[i].type_id == "hien-phap":
            return  # "làm Hiến pháp và sửa đổi Hiến pháp" is what a body may do
        for kind in kinds_of(self.page.folded[slice(*clause.cue)], clause.kind) or (clause.kind,):
            for subject in self._subjects(clause.subject):
                yield Said(kind, clause.mode, subject, i, clause.cue)

    def _is_meant(self, clause: Clause, i: int) -> bool:
        """Whether an answer is to the mention: of "Xét |Báo cáo của B về kết quả thực hiện| Kế hoạch …" the
        report is considered, and the plan only told of.
        """
        if not _may_be(clause.kind, self.drafts[i]):
            return False
        told = self.drafts[i].kind == "named" and clause.kind in ANSWERS
        return not (told and _PAPER_ON.search(self.page.folded, clause.cue[1], self.drafts[i].opening))

    def _subjects(self, subject: int) -> Iterator[int]:
        """The subject and those listed before it that share its date: the title is theirs too."""
        yield subject
        while subject > 0:
            left, right = self.drafts[subject - 1], self.drafts[subject]
            if not (left.date and left.date == right.date and left.end <= right.opening):
                return
            if not is_next(Gap(self.page, left.end, right.opening)):
                return
            subject -= 1
            yield subject

    def _made_in(self, i: int, before: int, gap: Gap) -> Said | None:
        """ "Chiến lược … tại Quyết định số 2289/QĐ-TTg": the decision made the strategy."""
        target = before
        while (to := self.drafts[target].refers_to) is not None:
            target = to
        made = self.drafts[target]
        named = made.kind == "named" and made.type_id is not None and made.type_id not in ACTS
        if not (named or is_standard(made)):
            return None
        hit = MADE_IN.match(gap.words)
        if not hit or (hit["by"] == "theo" and not self.drafts[i].number and not hit["made"]):
            return None
        words = self.reach + hit.start("by"), self.reach + hit.end("by")
        return Said("promulgates", "reported", i, before, words)

    def _made(self, i: int, before: int, gap: Gap) -> Series | None:
        """What changes a regulation changes the decision that it was issued with."""
        if not self._made_in(i, before, gap):
            return None
        top = self.stack.open[-1]
        changed = top.clause is not None and top.clause.kind in CHANGES and "ban hành" in gap.words
        return self.stack.push(top.clause if changed else None, i, maker=True)

    def _ended(self) -> Iterator[Said]:
        """What stands behind a list without a clause: "Nghị quyết A và Nghị quyết B |hết hiệu lực|"."""
        first = self.stack.open[0] if self.stack.open else None
        if first is None or first.clause is not None or first.items[0] != self.places[0]:
            return
        if not (self.page.enacts and self.page.part_at(self.drafts[first.items[0]].start) == "body"):
            return
        head = self.drafts[first.items[0]]
        if not head.provision and _MATTER_IN.match(self.page.folded, self.start, head.opening):
            return
        last = max(self.drafts[j].end for j in self._about(first.items))
        behind = [self.drafts[j].opening for j in self.places if self.drafts[j].opening > last]
        said = ended(self.page, self.start, self.drafts[first.items[0]].opening, last, self.end, behind)
        for i in first.items:
            if said and self.drafts[i].kind != "back" and not self.page.quoted(self.drafts[i].start):
                yield Said(said[0], "asserted", SELF, i, said[1])

    def _about(self, items: Sequence[int]) -> Iterator[int]:
        """The mentions that only say more of these: who amended them, whom they amend, a short name."""
        known, flow = set(items), self.page.flow
        pairs: dict[int, set[int]] = {}
        for one in self.said:
            if one.mode == "reported":
                pairs.setdefault(one.subject, set()).add(one.object)
                pairs.setdefault(one.object, set()).add(one.subject)
        for j in self.places:
            draft = self.drafts[j]
            short = flow[draft.end : draft.end + 1] == ")" and draft.kind != "named"
            if not (j in known or short or known & pairs.get(j, set())):
                return
            known.add(j)
            yield j


_RULES = (
    _Sentence._made, _Sentence._ground, _Sentence._list, _Sentence._passive, _Sentence._title,
    _Sentence._behind_title, _Sentence._second, _Sentence._again, _Sentence._clause,
)  # fmt: skip
"""What a gap may be, tried in order."""


def _may_be(kind: str, thing: Reference) -> bool:
    """Whether a document may be what another answers or considers: no act of general rules is."""
    return kind not in ANSWERS or thing.type_id not in _GENERAL


_GENERAL = (*ACTS, "nghi-dinh", "thong-tu", "thong-tu-lien-tich")
