"""How a mention was read: which rule gave each piece, and which documents a back reference could mean.

What is said here follows from the same stages that read the page; nothing is remembered for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..model import Claim
from ..vocabulary import label, relations
from .antecedents import Scopes, agrees_with, first_meant, identity
from .backs import points
from .governors import read_steps
from .page import Page, Read, Reference
from .short_names import is_nested

RULES: Mapping[str, str] = {
    "number:law": "số của luật, nghị quyết của Quốc hội",
    "number:normative": "số có năm: văn bản quy phạm pháp luật",
    "number:joint": "số của văn bản liên tịch",
    "number:admin": "số và tên loại viết tắt, không có năm",
    "number:letter": "số của công văn: cơ quan và đơn vị, không có tên loại",
    "number:consolidated": "số của văn bản hợp nhất",
    "number:copy": "số của bản sao",
    "number:party": "số của văn bản Đảng: gạch nối sau số",
    "number:legacy": "số theo lối trước năm 1997",
    "number:standard": "số của tiêu chuẩn, quy chuẩn",
    "number:court": "số của bản án, quyết định của tòa án",
    "number:other": "ký hiệu lạ, nhận vì đứng sau chữ “số”",
    "number:bare": "số không có ký hiệu, có ngày ở sau",
    "number:blank": "dự thảo chưa có số, chỉ có ký hiệu",
    "number:shared": "ký hiệu dùng chung với số cuối danh sách",
    "number:short": "ký hiệu không in, theo chỗ khác của trang, theo bảng luật hoặc theo loại văn bản",
    "type:head": "tên loại đứng trước số",
    "type:list": "tên loại dùng chung của danh sách",
    "type:name": "tên loại mở đầu tên gọi",
    "type:abbreviation": "chữ viết tắt của luật",
    "type:back": "tên loại của lời nhắc lại",
    "date:behind": "ngày viết liền sau",
    "date:before": "ngày viết trước cơ quan ban hành",
    "issuer:behind title": "“của” và tên cơ quan cuối trích yếu, đúng với ký hiệu",
    "issuer:behind": "“của” và tên cơ quan viết liền sau",
    "issuer:of": "tên cơ quan giữa tên loại và số",
    "issuer:before": "tên cơ quan viết ngay trước",
    "issuer:list": "tên cơ quan dùng chung của danh sách",
    "issuer:name": "tên cơ quan ở cuối tên gọi",
    "title:behind": "tên gọi viết sau số",
    "provision:before": "điều khoản viết trước",
    "provision:behind": "điều khoản viết sau",
}
"""What the `by` of a field of a mention means."""

CLAUSES: Mapping[str, str] = {
    "none": "không mệnh đề nào, dẫn chiếu thường",
    "opening": "từ mở đầu câu: văn bản này tự nói",
    "issued": "từ mở đầu câu, nói về văn bản được ban hành cuối câu",
    "cue": "từ dẫn đứng trước",
    "by itself": "văn bản này tự nói về mình",
    "answer": "xét, trả lời",
    "further ground": "căn cứ thêm",
    "further clause": "mệnh đề thứ hai của cùng một câu",
    "title": "tên gọi của văn bản đứng trước",
    "passive": "được sửa đổi, bãi bỏ bởi",
    "lead": "dòng dẫn đứng trên",
    "made": "nơi ban hành",
    "ground": "căn cứ tiếp theo",
    "list": "mục tiếp theo của danh sách",
    "behind_title": "mục tiếp theo, sau tên gọi",
    "clause": "mệnh đề mới",
    "declared": "chỗ đặt tên gọi tắt",
}
"""What the rules mean that read the words in front of a mention; their letters are those of `chunks`."""

_PIECES = {
    "provision": "điều khoản", "doc_type": "loại", "number": "số", "blank": "ký hiệu", "date": "ngày",
    "issuer": "cơ quan", "title": "tên gọi",
}  # fmt: skip
_KINDS = {
    "numbered": "có số",
    "named": "gọi bằng tên",
    "back": "nhắc lại văn bản đã nêu",
    "self": "chỉ chính văn bản này",
}
_MODES = {"asserted": "tự nói", "reported": "thuật lại", "directed": "giao việc"}
_SCOPES = ("trong câu", "trong đoạn", "trong cả văn bản")


@dataclass(frozen=True, slots=True)
class Piece:
    """One field of a mention: what it is called, its value, the words it was read from, the rule."""

    name: str
    value: str
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An earlier document that a back reference could mean, and what removed it (None: nothing did)."""

    mention: str
    words: str
    removed: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reading of one mention; `str()` is its text in Vietnamese."""

    mention: str
    words: str
    kind: str
    pieces: tuple[Piece, ...]
    candidates: tuple[Candidate, ...]
    verdict: str | None
    claims: tuple[str, ...]
    chunks: str = ""
    rule: str = ""
    series: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield f"{self.mention} “{self.words}”: {self.kind}"
        yield from (f"  {one.name}: {one.value} ← “{one.words}” ({one.rule})" for one in self.pieces)
        if self.rule != "none" or self.chunks:
            yield f"  đứng sau: {self.chunks or '(không gì)'} → {CLAUSES.get(self.rule, self.rule)}"
        if len(self.series) > 1:
            yield f"  cùng danh sách: {', '.join(self.series)}"
        yield from (f"  quan hệ: {claim}" for claim in self.claims)
        yield from (f"  {line}" for line in self.why())

    def why(self) -> Iterator[str]:
        """The lines that say how a back reference was decided."""
        for one in self.candidates:
            if one.removed:
                yield f"loại {one.mention} “{one.words}”: {one.removed}"
            else:
                yield f"có thể là {one.mention} “{one.words}”"
        if self.verdict:
            yield f"kết luận: {self.verdict}"


def explain(page: Page, drafts: Sequence[Reference], claims: Sequence[Claim], id: str) -> Explanation:
    """How the mention `id` ("m3") of a page was read; KeyError if there is none."""
    i = int(id.removeprefix("m")) - 1 if id.removeprefix("m").isdecimal() else -1
    if not 0 <= i < len(drafts):
        raise KeyError(id)
    draft = drafts[i]
    candidates, verdict = _antecedents(page, drafts, i) if draft.kind == "back" else ((), None)
    step = read_steps(page, drafts).get(i)
    return Explanation(
        mention=f"m{i + 1}",
        words=page.words(draft.start, draft.end),
        kind=_KINDS[draft.kind],
        pieces=tuple(_pieces(page, draft)),
        candidates=candidates,
        verdict=verdict,
        claims=tuple(_claim(one) for one in claims if id in (one.subject, one.object)),
        chunks=step.letters if step else "",
        rule=step.rule if step else "none",
        series=tuple(f"m{j + 1}" for j in step.items) if step else (),
    )


def _pieces(page: Page, draft: Reference) -> Iterator[Piece]:
    for field, name in _PIECES.items():
        read: Read[object] | None = getattr(draft, field)
        if read is not None:
            value = label(str(read.value)) if field == "doc_type" else str(read.value)
            shared = field in ("date", "issuer") and read.start >= draft.end
            rule = RULES.get(read.by, read.by) + (" văn bản cuối danh sách" if shared else "")
            yield Piece(name, value, page.words(read.start, read.end), rule)


def _claim(one: Claim) -> str:
    relation = relations().get(one.kind).label
    return f"{one.subject} {relation} {one.object} ({_MODES[one.mode]}), từ “{one.cue.value}”"


def _antecedents(page: Page, drafts: Sequence[Reference], i: int) -> tuple[tuple[Candidate, ...], str]:
    """The documents that a back reference could mean, and which it was."""
    declared = None if points(page, drafts[i].start, drafts[i].end) else _declaration(page, drafts, i)
    if page.quoted(drafts[i].start) and drafts[i].refers_to is None:
        return (), "không quyết định: lời trích, văn bản được nhắc là văn bản bị sửa đổi"
    begins = tuple(Scopes(page).begins(drafts[i if declared is None else declared].start))
    earlier = _last_of_each(drafts, i if declared is None else declared)
    if declared is None:
        return _weighed(page, drafts, i, earlier, begins)
    return _named(page, drafts, declared, [j for j in earlier if drafts[j].end > begins[0]])


def _last_of_each(drafts: Sequence[Reference], i: int) -> list[int]:
    """For each document mentioned before mention `i` its last mention, in page order."""
    last: dict[str, int] = {}
    for j in range(i):
        one = drafts[j]
        undecided = one.kind == "back" and one.refers_to is None
        if one.end <= drafts[i].start and one.kind != "self" and not undecided:
            last.pop(identity(drafts, j), None)
            last[identity(drafts, j)] = j
    return list(last.values())


def _weighed(
    page: Page, drafts: Sequence[Reference], i: int, earlier: Sequence[int], begins: Sequence[int]
) -> tuple[tuple[Candidate, ...], str]:
    """Scope, then agreement of types, then abstain; see `antecedents`."""
    kind, to = drafts[i].type_id, drafts[i].refers_to
    agreeing = [j for j in earlier if kind in agrees_with(drafts[j].type_id)]
    n = next((n for n in range(3) if any(drafts[j].end > begins[n] for j in agreeing)), 2)
    removed: dict[int, str] = {
        j: f"đã có văn bản cùng loại {_SCOPES[n]}" if j in agreeing else f"không phải {label(kind or '')}"
        for j in earlier
        if j not in agreeing or drafts[j].end <= begins[n]
    }
    left = len(earlier) - len(removed)
    verdict = f"m{(to or 0) + 1}, văn bản duy nhất cùng loại {_SCOPES[n]}"
    if to is None:
        few = f"có {left} văn bản cùng loại {_SCOPES[n]}" if left else "chưa có văn bản cùng loại"
        verdict = f"không quyết định: {few}"
    return tuple(_candidate(page, drafts, j, removed.get(j)) for j in earlier), verdict


def _declaration(page: Page, drafts: Sequence[Reference], i: int) -> int:
    """The mention, `i` or an earlier one, that declares the short name for the same document."""
    words, to = page.folded[drafts[i].start : drafts[i].end], drafts[i].refers_to
    alike = (j for j in range(i) if drafts[j].kind == "back" and drafts[j].refers_to == to)
    return next((j for j in alike if page.folded[drafts[j].start : drafts[j].end] == words), i)


def _named(
    page: Page, drafts: Sequence[Reference], declared: int, scope: Sequence[int]
) -> tuple[tuple[Candidate, ...], str]:
    """The documents of the sentence that declares a short name; see `short_names`."""
    kind, to = drafts[declared].type_id, drafts[declared].refers_to
    removed: dict[int, str] = {}
    for j in scope:
        if drafts[j].type_id != kind:
            removed[j] = f"không phải {label(kind or '')}"
        elif first_meant(drafts, j) != to:
            nested = is_nested(page, drafts, j)
            removed[j] = "đứng trong tên của văn bản trước nó" if nested else "có văn bản cùng loại gần hơn"
    start = drafts[declared].start
    bracket = page.flow.rfind("(", 0, start) > page.flow.rfind(")", 0, start)
    verdict = f"m{(to or 0) + 1}: tên gọi tắt đặt tại m{declared + 1}"
    if not bracket:
        verdict = f"m{(to or 0) + 1}: trên trang chỉ một văn bản có số ấy"
    return tuple(_candidate(page, drafts, j, removed.get(j)) for j in scope), verdict


def _candidate(page: Page, drafts: Sequence[Reference], j: int, removed: str | None) -> Candidate:
    return Candidate(f"m{j + 1}", page.words(drafts[j].start, drafts[j].end), removed)
