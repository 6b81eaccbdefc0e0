"""What a line says of the items below it, and what stands behind a list: "…", "… sau đây hết hiệu lực:".

Điều 3. Bãi bỏ các Thông tư sau đây:          Các Nghị định sau đây hết hiệu lực:
1. Thông tư số …                              a) Nghị định số …
"""

from __future__ import annotations

from collections.abc import Sequence

from .. import late
from ..vocabulary import alternatives, doc_types_by_name, one_of
from .chunks import Gap
from .cues import CHANGES, Cue, cues, is_denied
from .modes import mode_of
from .page import Page
from .series import SELF, Clause

_GOVERNED = ("based_on", "implements", "considers", *CHANGES)
# "A và B |hết hiệu lực|", "A |bị bãi bỏ|", "Điều 2 A |nay bãi bỏ và thay bằng| Điều 2 mới",
# "A |được thay thế bằng Quyết định này|"; not "… bởi Nghị định B",
# nor the field of a site "Hết hiệu lực bởi: …".
_ENDED = late.regex(
    rf"(?<!chưa )(?<!không )(?P<cue>{one_of('claims', 'ended')}"
    r"|(?<!\p{L})(?:được|bị) thay thế(?= (?:bởi|bằng) [\p{L} ]{4,30} này(?!\p{L}))"
    r"|(?<!\p{L})được (?:sửa đổi|bổ sung)[^.;:]{0,60} như sau"
    r"|(?<!\p{L})nay (?:(?:được )?bãi bỏ(?! và thay)"
    r"|(?:bãi bỏ và )?(?:được )?thay bằng(?= (?:điều|khoản|điểm) )))"
    rf"(?! (?:bởi|theo|tại|bằng)(?: ?:| (?!\p{{L}}+(?: \p{{L}}+)? này)))"
)
# Where what stands behind a list ends.
_END = late.regex(r"[.;|]")
# A time or case in front: "đến khi |hết hiệu lực"; nothing ends now.
_WHEN = late.regex(r"(?<!\p{L})(?:ngày|khi|đến khi|thời điểm|trước|nếu|trường hợp|mà)(?: \p{L}+){0,2} ?$")
# "Các quy định |trái với quy định của| Luật A đều bị bãi bỏ": the law stands.
_CONTRARY = late.regex(
    r"(?<!\p{L})(?:trái|khác|không phù hợp)(?: với)?(?: (?:các )?quy định)?(?: (?:của|tại|trong))? ?$"
)
# Documents of any type: "Nghị định", "văn bản".
_DOCUMENTS = late.regex(rf"(?<!\p{{L}})(?:{alternatives(doc_types_by_name())}|văn bản)(?!\p{{L}})")
# "… thực hiện dự án X được hỗ trợ |như sau|:".
_AS_FOLLOWS = late.regex(r"(?<!\p{L})như sau(?: đây)?\s*:?\s*$")
# The line names what it carries out itself: "Triển khai Kế hoạch |số 1|48/KH-TLĐ, Ban Thường vụ đề nghị:".
_NUMBERED = late.regex(r"(?<!\p{L})số \d")
# The heading of grounds: "Căn cứ pháp lý".
_GROUNDS = late.regex(
    r"(?:các )?căn cứ(?: pháp lý| pháp luật| xây dựng| ban hành| lập)?(?: kế hoạch| đề án)?\s*"
)
# The field of a site: "| |Căn cứ| pháp lý | Nghị quyết số …".
_FIELD_OF_GROUNDS = late.regex(r"(?r)\| (?P<cue>căn cứ)(?: pháp lý| pháp luật| ban hành)? \| ")
# What leads the text, not the grounds above it: "Theo đề nghị của …, |QUYẾT ĐỊNH:|".
_ENACTS = late.regex(r"(?<!\p{L})(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ ĐỊNH|NGHỊ QUYẾT|THÔNG TƯ|CHỈ THỊ)\s?:\s*$")
# Chunks that may stand before the mention of an item.
_ITEM = late.regex(r"[LQVNPBTWA]*")
# What the President orders: "NAY |CÔNG BỐ|: / Luật Giao thông đường thuỷ nội địa đã được … thông qua".
_NOW = late.regex(r"(?<!\p{L})nay (?P<cue>công bố) ?:? ?$")
_DEEPEST = 3
_HEADING = 60
_NEAR = 60  # characters behind "thực hiện" in which the documents of the list are named
_LONGEST = 420


def lead_clause(page: Page, start: int, gap: Gap, at: int, end: int) -> Clause | None:
    """What the line that leads the line of a mention says of it; its sentence is `start:end`."""
    lines = page.text.lines
    i = lines.at(at)
    if field := _FIELD_OF_GROUNDS.match(page.folded, max(0, start - _NEAR), start):
        return Clause("based_on", "asserted", SELF, field.span("cue"), "lead")
    now = _NOW.search(page.folded, max(0, at - _NEAR), at) if page.own_type == "lenh" else None
    if now is not None:
        return Clause("promulgates", "asserted", SELF, now.span("cue"), "lead")
    if lines.all[i].words > start or page.part_at(at) not in ("body", "preamble") or page.quoted(at):
        return None
    if (colon := _inner_lead(page, gap)) is not None:
        return colon
    if (
        gap.cues
        or len(gap.words) > 160
        or not _ITEM.fullmatch(gap.letters)
        or _ENDED.search(page.folded, at, end)
    ):
        return None
    above = lines.lead(i)
    for _ in range(_DEEPEST):
        if above is None:
            return None
        line = lines.all[above]
        if _ENACTS.search(page.flow, line.words, line.end):
            return None  # articles follow, no items of a list
        if clause := _of_line(page, line.words, line.end, lines.last(above) == ":"):
            return clause
        if line.kind == "none" and line.end - line.words < _HEADING and lines.last(above) not in ".;:,":
            return None  # a heading: what stands above it leads another list
        above = lines.lead(above)
    return None


def _inner_lead(page: Page, gap: Gap) -> Clause | None:
    """A lead and its list in one line: "… quy định về lãi suất hết hiệu lực, bao gồm: |Thông tư …"."""
    found = _ENDED.search(gap.words) if page.enacts and gap.words.rstrip().endswith(":") else None
    if found is None or _WHEN.search(gap.words, 0, found.start("cue")):
        return None
    cue = gap.start + found.start("cue"), gap.start + found.end("cue")
    return Clause(_kind(found["cue"]), "asserted", SELF, cue, "lead")


def _of_line(page: Page, start: int, end: int, colon: bool) -> Clause | None:
    """The clause of a line that leads: the last cue, or what is said behind "sau đây"."""
    words = page.folded[start:end]
    if colon and (found := _ENDED.search(words)) and _DOCUMENTS.search(words, 0, found.start("cue")):
        cue = start + found.start("cue"), start + found.end("cue")
        return Clause(_kind(found["cue"]), "asserted", SELF, cue, "lead")
    hits = [cue for cue in cues(words) if cue.kind in _GOVERNED]
    if not hits or len(words) > _LONGEST:
        return None
    return _of_colon(page, start, words, hits) if colon else _of_heading(page, start, words, hits)


def _of_heading(page: Page, start: int, words: str, hits: Sequence[Cue]) -> Clause | None:
    """ "Điều 1. Bãi bỏ các Thông tư" without a colon: the heading begins with a change."""
    if hits[0].kind == "based_on" and _GROUNDS.fullmatch(words):
        return Clause("based_on", "asserted", SELF, (start + hits[0].start, start + hits[0].end), "lead")
    cue = next((cue for cue in hits if cue.kind in CHANGES), None)
    if cue is None or words[: cue.start].strip() or not page.enacts:
        return None
    return Clause(cue.kind, "asserted", SELF, (start + cue.start, start + cue.end), "lead")


def _of_colon(page: Page, start: int, words: str, hits: Sequence[Cue]) -> Clause | None:
    """ "Nghị định này bãi bỏ các văn bản sau:", "Căn cứ:"; it speaks of documents and denies nothing."""
    cue = hits[-1]
    residue = words[cue.end :]
    near = len(residue) if cue.kind in CHANGES else _NEAR
    if residue.strip(" :\n") and not _DOCUMENTS.search(residue, 0, near):
        return None
    if cue.kind == "implements" and (_AS_FOLLOWS.search(residue) or _NUMBERED.search(residue)):
        return None  # what is done follows, not what is carried out
    if is_denied(words, cue) or any(later.start > cue.start for later in cues(words)):
        return None
    place = start + cue.start, start + cue.end
    if cue.kind in ("based_on", "considers"):
        return Clause(cue.kind, "asserted", SELF, place, "lead") if not words[: cue.start].strip() else None
    mode = mode_of(page, cue, words, page.part_at(start), start + len(words))
    return Clause(cue.kind, mode, SELF, place, "lead") if mode else None


def ended(
    page: Page, start: int, first: int, last: int, end: int, others: Sequence[int]
) -> tuple[str, tuple[int, int]] | None:
    """The change that is told behind a list which begins at `first` and ends at `last`, and its cue."""
    stop = min([end, *others])
    if mark := _END.search(page.folded, last, stop):
        stop = mark.start()
    found = _ENDED.search(page.folded, last, stop)
    if (
        found is None
        or _WHEN.search(page.folded, start, first)
        or _CONTRARY.search(page.folded, start, first)
    ):
        return None
    return _kind(found["cue"]), found.span("cue")


def _kind(cue: str) -> str:
    if cue.endswith("thay bằng"):
        return "amends"
    if "thay thế" in cue:
        return "replaces"
    return "amends" if "sửa đổi" in cue or "bổ sung" in cue else "repeals"
