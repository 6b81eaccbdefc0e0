"""What a document itself does to a mention: the clause that opens a sentence, or a cue in front of it.

"|Căn cứ| X", "Quyết định này |thay thế| X", "giao Sở A |thực hiện| X".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from .. import late
from ..model import Mode, Part
from ..notation import body_names
from ..scan import plain
from ..vocabulary import one_of
from .chunks import Gap
from .clauses import clause_begins
from .cues import (
    ABOUT,
    ANSWERS,
    CHANGES,
    DIRECTIONS,
    OPENING,
    Cue,
    changed_by,
    enacts,
    is_light,
    is_part,
    kind_of,
)
from .modes import TELLING, is_ordered, mode_of, speaks, told_by
from .page import Page, Reference
from .series import SELF, Clause

# A line of a site's history: "|25/10/2008 Được |bổ sung 58/2008/QĐ-UBND", by which it was changed.
_STATE = late.regex(r"(?:[\s|]\d{1,2}/\d{1,2}/\d{4}[\s|]{0,9}|^[\d/\s|.•-]{0,40})(?:được|bị) $")
# Who made what stands behind: "…, |Ủy ban nhân dân tỉnh đã ban hành |Kế hoạch số …".
_ISSUED = late.regex(r",? ?(?P<body>\p{Lu}[^,;.]{3,90}?) (?:đã |vừa )?(?:ban hành|có) $")
# What may stand before the body in the first words of a report: "# |Mới đây, |Chính phủ …".
_REPORT_OPENS = late.regex(r"[\s#*>“\"|-]*(?:(?:mới đây|vừa qua|hôm nay|ngày [\d/]{4,10}),? )?")
# "Chính phủ| vừa ban hành |Nghị định số …".
_HAS_ISSUED = late.regex(r" (?:đã |vừa |mới |chính thức )*(?:ký )?(?:ban hành|có) ")
# Where behind a comma a body may begin to act.
_NEXT_BODY = late.regex(r", (?=\p{Lu})")
# What answers a paper named in front: "Về Công văn số 5 …|, Sở A có ý kiến| như sau".
_ANSWERS_IT = late.regex(rf", (?=\p{{Lu}}|sau khi |qua )[^;:]{{0,240}}? {one_of('claims', 'answering')}")
_ANSWERED = {
    "cong-van": "responds_to",
    "van-ban": "responds_to",
    "to-trinh": "considers",
    "bao-cao": "considers",
}
_LONGEST_ANSWERED = 700
_LONGEST_OPENING = 320
_LONGEST_ITEM = 6  # lines over which an item may run
_PLANS = ("ke-hoach", "chuong-trinh")  # their items say what they themselves carry out
# "Căn cứ …|, các đơn vị| thực hiện X"; no clause begins in "Căn cứ mục tiêu, kế hoạch thực hiện X".
_CLAUSE = late.regex(
    r",\s(?:\p{Lu}|(?:các|từng) (?:đơn vị|cơ quan|sở|bộ|ban|ngành|địa phương|cấp|tổ chức|xã|huyện))"
)
_ITEMS = ("number", "sub", "letter", "dash", "plus", "bullet")
# The words of an act, not the act: "thay thế| cụm từ| “A” bằng …" (Nghị định 78/2025/NĐ-CP, Chương VI).
_WORDS = late.regex(r" (?:các |một số )?(?:cụm từ|từ)(?!\p{L}| ngày)")
# A rule of the act, and what tells it: "Căn cứ| quy định tại khoản 1 |Luật …| thì: |“…”".
_RULES_OF = late.regex(r" (?:các |những )?quy định (?:tại|của|trong)(?: [^;.:,]{1,30})? ")
# What leads to the words of the rule: "… thì:".
_QUOTES = late.regex(r"[^.;,]{0,120}(?:quy định|thì)? ?:|[^;:]{0,300}? thì ?:")
# What is corrected: "đính chính| một số sai sót trong |Quyết định số …".
_ERRORS_IN = late.re(plain(rf" (?:lại )?(?:các |một số )?{one_of('claims', 'errors')} (?:trong|tại|của) "))
# "Xét| tuyển| …": people or works are judged, no paper is considered.
_JUDGES = late.re(plain(rf" {one_of('claims', 'judging')}"))
# Who answers stands in front: "|Bộ Nội vụ xin trân trọng |phúc đáp Công văn số …".
_POLITE = late.regex(r"[^,;.:]{0,90}(?<!\p{L})(?:xin(?: được)? |trân trọng ){1,2}")
# Where it was considered: "|Tại phiên họp |… xem xét Tờ trình số …".
_MET = late.regex(r"[\s\d.)“\"*-]{0,12}tại (?:phiên họp|cuộc họp|hội nghị|kỳ họp)")


@dataclass(frozen=True)
class OwnClauses:
    """The clauses of this document in one sentence, `start:end`, which holds the mentions at `places`."""

    page: Page
    drafts: Sequence[Reference]
    places: Sequence[int]
    start: int
    end: int

    def basis(self, i: int, gap: Gap) -> Clause | None:
        """The clause of a preamble that a sentence opens with: a semicolon goes on with it."""
        opening = self._opening(gap) if self._part(i) == "preamble" else None
        return _opened(opening, gap) if opening else None

    def clause(self, i: int, gap: Gap) -> Clause | None:
        """What is done to mention `i`, or ordered to be done."""
        part, words = self._part(i), gap.words
        if opening := self._opening(gap):
            return self._of_opening(opening, gap, part)
        hits = acting(gap, self.drafts[i].number is not None)
        if not hits or changed_by(words) or (gap.start > self.start and told_by(words)):
            return None
        cue = hits[-1]
        if self._carries_out_too(cue, words, part):
            return _ours(gap, cue, "asserted", "further clause")
        if part == "preamble" and cue.kind not in (*ANSWERS, "based_on", "implements"):
            told = gap.start == self.start and speaks(self.page, words[: cue.start])  # else of a proposal
            return self._acting(cue, gap, part) if told else None
        if cue.kind in ANSWERS:
            late = _is_late(cue, words) or self._asked_too(cue, words)
            return _ours(gap, cue, "asserted", "answer") if late else None
        if cue.kind == "based_on" and self._further_ground(cue, words):
            return _ours(gap, cue, "asserted", "further ground")
        if cue.kind in ("based_on", "promulgates") and part != "subject":
            return None
        if cue.kind == "guides" and part != "subject":
            said = speaks(self.page, words[: cue.start]) and is_light(words[cue.end :])
            return _ours(gap, cue, "asserted", "by itself") if said else None
        return self._acting(cue, gap, part)

    def _further_ground(self, cue: Cue, words: str) -> bool:
        """ "Thực hiện chương trình công tác …; |căn cứ| Kế hoạch số …, Ban Bí thư ban hành"."""
        return self._opens() and words[: cue.start].endswith("; ") and not words[cue.end :].strip()

    def _carries_out_too(self, cue: Cue, words: str, part: Part) -> bool:
        """ "Căn cứ Luật …; |thực hiện| Chỉ thị số …, Ủy ban nhân dân tỉnh yêu cầu": this page does both."""
        return (
            cue.kind == "implements"
            and part in ("preamble", "body")
            and words[: cue.start].removesuffix("để ").endswith(("; ", ", ", " và "))
            and is_light(words[cue.end :])
            and self._opens()
            and not self._is_order(part)
        )

    def _asked_too(self, cue: Cue, words: str) -> bool:
        """ "Thực hiện Quyết định số …; |trên cơ sở đề xuất| của Sở X tại Tờ trình số …, ban hành"."""
        asked = cue.kind == "considers" and words[: cue.start].endswith(("; ", ", "))
        return asked and words.endswith(" tại ") and self._opens()

    def _opens(self) -> bool:
        """Whether the sentence begins with what this document itself does."""
        return OPENING.match(self.page.folded, self.start) is not None

    def _acting(self, cue: Cue, gap: Gap, part: Part) -> Clause | None:
        """A cue that acts on the mention by the words between them."""
        if cue.kind in CHANGES and _STATE.search(gap.words, 0, cue.start):
            return None
        if cue.kind == "based_on" or not self._reaches(cue, gap.words[cue.end :]):
            return None
        mode = mode_of(self.page, cue, gap.words, part, gap.end)
        if mode and cue.kind in CHANGES and self.page.headless and not is_ordered(gap.words[: cue.start]):
            if (told := announced(self.page, self.drafts)) is not None:
                return Clause(cue.kind, "reported", told, gap.place(cue), "announced")
            mode = None if self.page.tells else mode
        return _ours(gap, _of_words(cue, gap.words), mode, "cue") if mode else None

    def _reaches(self, cue: Cue, residue: str) -> bool:
        """Whether a cue acts on the mention behind `residue`; an enacting text also changes it in part."""
        if _is_noun(cue.kind, residue):
            return False
        if cue.kind == "corrects" and _ERRORS_IN.fullmatch(residue):
            return True
        return is_light(residue) or (cue.kind in CHANGES and self.page.enacts and is_part(residue))

    def _part(self, i: int) -> Part:
        return self.page.part_at(self.drafts[i].start)

    def _opening(self, gap: Gap) -> re.Match[str] | None:
        return OPENING.match(gap.words) if gap.start == self.start else None

    def _of_opening(self, opening: re.Match[str], gap: Gap, part: Part) -> Clause | None:
        """A sentence that begins with the cue says what this document itself does."""
        if part == "attachment":
            return None
        if gap.cues and self._carries_out_too(gap.cues[-1], gap.words, part):
            return _ours(gap, gap.cues[-1], "asserted", "further clause")
        clause, residue = _opened(opening, gap), gap.words[opening.end() :]
        if opening["cue"] in ABOUT and residue.strip() in ("", "nội dung"):
            return self._answered(clause)
        if opening["cue"] == "xét" and _JUDGES.match(residue):
            return None
        if opening["cue"] == "xem xét" and self._is_order(part):
            return None
        if clause.kind in ANSWERS:
            meant = len(residue) <= _LONGEST_OPENING and ";" not in residue and not _DID.search(residue)
            return clause if meant else None
        if clause.kind == "based_on" and (asked := self._proposal_too(gap, part)):
            return asked
        if clause.kind == "based_on" and part == "note":
            return None  # of the act that the note tells of
        if clause.kind == "based_on":
            if self.page.enacts and part == "body" and self._is_rule():
                return self._deeper(gap, opening.end(), part, ground=True)
            rests = (
                part == "preamble" or not residue.strip() or _rests_on(residue) or self._quotes(gap, residue)
            )
            return clause if rests else self._deeper(gap, opening.end(), part, ground=True)
        if _is_noun(clause.kind, residue):
            return None
        if not is_light(residue):
            return self._deeper(gap, opening.end(), part)
        if self._is_order(part):
            return clause._replace(mode="directed")
        executed = self._executes(clause)
        return None if executed.rule != "issued" and self._was_done() else executed

    def _answered(self, clause: Clause) -> Clause | None:
        """ "Liên quan đến Công văn số 5 của B|, Sở A có ý kiến| như sau": it is answered."""
        draft = self.drafts[self.places[0]]
        kind = _ANSWERED.get(draft.type_id or "") if draft.number else None
        said = _ANSWERS_IT.search(self.page.flow, draft.end, min(self.end, draft.end + _LONGEST_ANSWERED))
        return clause._replace(kind=kind) if kind and said else None

    def _proposal_too(self, gap: Gap, part: Part) -> Clause | None:
        """ "Căn cứ vào tình hình thực tế và |theo đề nghị| của Sở X tại công văn số …"."""
        cue = gap.cues[-1] if part == "preamble" and gap.cues else None
        asked = cue and cue.kind == "considers" and gap.words.endswith((" và ", ", "), 0, cue.start)
        return (
            _ours(gap, cue, "asserted", "answer") if cue and asked and gap.words.endswith(" tại ") else None
        )

    def _was_done(self) -> bool:
        """Whether a page without a head tells what somebody has done: "Thực hiện X, Sở Y tế đã tổ chức …"."""
        page, last = self.page, self.drafts[self.places[0]].end
        if not page.headless:
            return False
        for comma in _NEXT_BODY.finditer(page.flow, last, min(self.end, last + _LONGEST_OPENING)):
            stop = body_names.end(page.flow, page.folded, comma.end())
            if stop and page.folded.startswith(" đã ", stop):
                return True
        return False

    def _is_order(self, part: Part) -> bool:
        """Whether the sentence is an item that tells somebody what to do: "2. Triển khai Kết luận số …."; no
        body goes on with what it has done.
        """
        lines = self.page.text.lines
        i = lines.at(self.start)
        if part != "body" or lines.all[i].kind not in _ITEMS or lines.all[i].words != self.start:
            return False
        if self.page.own_type in (*TELLING, *_PLANS) or self.page.folded.startswith("để ", self.start):
            return False
        further = islice(lines.all, i + 1, i + 1 + _LONGEST_ITEM)
        ends = [line.end for line in takewhile(lambda line: line.kind == "none", further)]
        last = self.drafts[self.places[0]].end
        return not clause_begins(self.page, last, max(self.end, *ends, last))

    def _is_rule(self) -> bool:
        """Whether the sentence is a paragraph or point of an article: "1. Căn cứ Luật …, Chính phủ …"."""
        lines = self.page.text.lines
        i = lines.at(self.start)
        return lines.all[i].kind in ("number", "letter", "dieu") and lines.all[i].words == self.start

    def _quotes(self, gap: Gap, residue: str) -> bool:
        """ "Căn cứ |quy định tại khoản 1 |Luật … thì: “…”": the rule itself is told."""
        after = _QUOTES.match(self.page.folded, gap.end, self.end + 1)
        return _RULES_OF.fullmatch(residue) is not None and after is not None

    def _executes(self, clause: Clause) -> Clause:
        """ "Triển khai A và B, Ủy ban nhân dân tỉnh đã ban hành C": C carries out A and B."""
        for left, right in zip(self.places, self.places[1:], strict=False):
            start, end = self.drafts[left].end, self.drafts[right].opening
            issued = _ISSUED.search(self.page.flow, start, end) if start < end else None
            if issued and body_names.end(self.page.flow, self.page.folded, issued.start("body")):
                return clause._replace(mode="reported", subject=right, rule="issued")
        return clause

    def _deeper(self, gap: Gap, start: int, part: Part, *, ground: bool = False) -> Clause | None:
        """A later cue of the same sentence ("Triển khai …, báo cáo kết quả thực hiện X")."""
        hits = [cue for cue in gap.cues if cue.start >= start]
        if hits and hits[-1].kind == "based_on" and self._further_ground(hits[-1], gap.words):
            return _ours(gap, hits[-1], "asserted", "further ground")
        if not hits or hits[-1].kind in (*ANSWERS, "promulgates", "guides"):
            return None
        if ground and not _CLAUSE.search(self.page.flow, gap.start + start, gap.start + hits[-1].start):
            return None
        return self._acting(hits[-1], gap, part)


def announced(page: Page, drafts: Sequence[Reference]) -> int | None:
    """The document that a report begins with, as issued by its body: "Chính phủ vừa ban hành X"."""
    first = next((i for i, one in enumerate(drafts) if one.number), None)
    if first is None or not (issuer := drafts[first].issuer) or issuer.by != "issuer:before":
        return None
    if not enacts(drafts[first].type_id):
        return None
    before = page.folded[page.start : issuer.start]
    between = page.folded[issuer.end : drafts[first].opening]
    return first if _REPORT_OPENS.fullmatch(before) and _HAS_ISSUED.fullmatch(between) else None


def acting(gap: Gap, numbered: bool) -> list[Cue]:
    """The cues that may act on what follows: a number behind "ban hành kèm theo" is that of the maker, and
    what "được phê duyệt" describes is not approved here.
    """
    return [
        cue
        for cue in gap.cues
        if not (numbered and cue.words == "ban hành kèm theo")
        and not (cue.kind == "promulgates" and gap.words.endswith("được ", 0, cue.start))
    ]


def _is_noun(kind: str, residue: str) -> bool:
    """ "tại phần III. |Tổ chức thực hiện| của Kế hoạch số 5": it names a part, and nobody carries it out."""
    return kind == "implements" and residue.startswith(" của ")


def _ours(gap: Gap, cue: Cue, mode: Mode, rule: str) -> Clause:
    return Clause(cue.kind, mode, SELF, gap.place(cue), rule)


def _opened(opening: re.Match[str], gap: Gap) -> Clause:
    cue = Cue(kind_of(opening["cue"]), *opening.span("cue"), opening["cue"])
    return _ours(gap, cue, "asserted", "opening")


def _of_words(cue: Cue, words: str) -> Cue:
    """ "Thay thế |cụm từ| “A” bằng |cụm từ| “B” tại Điều 5 …" amends: nothing takes the place of the act."""
    of_words = cue.words.startswith("thay thế") and _WORDS.match(words, cue.end)
    return cue._replace(kind="amends") if of_words else cue


def _rests_on(residue: str) -> bool:
    """ "Căn cứ |chỉ đạo của Bộ Chính trị tại |Thông báo số …", "Căn cứ |quy định tại |Luật …"."""
    return DIRECTIONS.match(residue) is not None and is_light(residue)


# Another clause before the paper: "Trên cơ sở ý kiến của Bộ A|, Bộ B đã có |Công văn gửi … (Công văn số 5)".
_DID = late.re(r", [^,;:]{3,90} đã (?:có|gửi|ban hành) ")
_RECEIVED = ("nhận được", "đã nhận", "đã nhận được")


def _is_late(cue: Cue, words: str) -> bool:
    """ "Cục Thuế nhận được công văn số …", "…, sau khi nghe Báo cáo …": not first in its sentence."""
    if cue.words.startswith("sau khi ") or (cue.words in _RECEIVED and cue.start < 90):
        return True
    if cue.words in ("phúc đáp", "trả lời") and _POLITE.fullmatch(words, 0, cue.start):
        return True
    return cue.words.startswith("xem xét") and _MET.match(words) is not None
