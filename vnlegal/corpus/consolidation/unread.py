"""What an amending act says that was read as no order: it is told, so that nothing is left out in silence.

New text in quotation marks that no instruction holds, and a portion that begins with an order and has none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ... import late
from ...model import Document, Resolution, Span, Work, portions_at
from .versions import Unapplied

NOT_READ = "có văn bản mới hoặc lệnh mà chưa đọc được"
# New text: a quotation behind "như sau:", or one that opens a line with a number: “Điều 5. …”, “2. …”.
_NEW = late.regex(
    r"(?i:như sau)\s?:[*\s]{0,6}(?P<quote>[“\"«])"
    r"|\n[*| ]{0,6}(?P<quote>[“\"«])[* ]{0,6}"
    r"(?:Điều\s{1,3}\d|Chương\s{1,3}[IVX]|\d{1,3}[a-zđ]?\s?[.)]|[a-zđ]\d?\))"
)
# What a portion begins with that orders; "Sửa đổi, bổ sung một số điều …" only leads.
_VERBS = (
    r"(?:Sửa đổi|Bổ sung|Thay thế|Thay (?:các )?(?:cụm )?từ|Bãi bỏ|Hủy bỏ"
    r"|Bỏ(?= (?:các|cụm|điểm|khoản|điều|đoạn|từ) )"
    r"|Đánh (?:lại số|số lại)(?: thứ tự)?"
    r"|(?:Tách|Nhập|Gộp|Chuyển)(?= (?:các )?(?:điểm|khoản|điều)\s(?:\d{1,3}[a-zđ]?|[a-zđ]\d?)(?!\p{L})))"
)
_ORDER = late.regex(
    r"[*\s]{0,6}(?i:điều\s{1,3}\d{1,4}[a-zđ]?[.:]|\d{1,3}[a-zđ]?\s?[.)/-]|[a-zđ]\d?\s?\)|[-–+])?[*\s]{0,6}"
    + _VERBS
    + r"(?!\p{L})(?:, bổ sung|, thay thế|, bãi bỏ| và bổ sung)*"
    r"(?: (?:tên|tiêu đề|nội dung|quy định|toàn bộ|của|tại|các|một số|vào|thêm|cụm|đoạn mở đầu))*+"
    r" (?i:điểm|khoản|điều|chương|mục|phần|phụ lục|từ|mẫu|biểu|đoạn|câu|[“\"])"
)


class Held(NamedTuple):
    """A text with the work that it is of, and the works that its mentions mean, or may mean, by their ids."""

    document: Document
    work: Work
    means: dict[str, str]
    may_mean: dict[str, tuple[str, ...]]

    @staticmethod
    def of(document: Document, work: Work, resolutions: Iterable[Resolution]) -> Held:
        """A text with what its mentions were found to mean."""
        found = tuple(resolutions)
        means = {one.mention: one.target for one in found if one.target}
        return Held(document, work, means, {one.mention: one.candidates for one in found if not one.target})


def unread(held: Held, work: Work, amends: bool) -> Iterator[Unapplied]:
    """What an act says of a work that was read as no instruction; `amends`: it has others on it."""
    document = held.document
    if not amends or not document.body:
        return
    kept = _Kept(document)
    for span in sorted({*_new_text(document, kept), *_portions(document, kept)}):
        about = _about(held, span)
        if not about or work.iri in about or set(work.aliases) & about:
            yield Unapplied(document, held.work, span, None, ("act",), NOT_READ, None)


class _Kept:
    """The stretches that instructions hold: their clauses and their new text."""

    def __init__(self, document: Document) -> None:
        ones = document.instructions
        self.new = sorted(span for one in ones for span in one.new)
        self.ends = sorted(one.span.end for one in ones)
        self.carriers = {one.carrier[:i] for one in ones for i in _steps(one.carrier)}

    def in_new(self, at: int) -> bool:
        """Whether a position lies in new text."""
        i = bisect_right(self.new, at, key=lambda span: span.start) - 1
        return i >= 0 and at < self.new[i].end

    def ordered(self, at: int) -> bool:
        """Whether the clause of an instruction ends right before a position."""
        i = bisect_right(self.ends, at) - 1
        return i >= 0 and at - self.ends[i] < 16


def _steps(eid: str) -> list[int]:
    return [i for i in range(len(eid)) if eid.startswith("__", i)] + [len(eid)]


def _new_text(document: Document, kept: _Kept) -> Iterator[Span]:
    """Quotations that look like new text and are none that an instruction holds."""
    text = document.source.text
    begin, end = document.body[0].span.start, document.body[-1].span.end
    for found in _NEW.finditer(text, begin, end):
        at = found.start("quote")
        if not kept.in_new(at + 2) and not kept.in_new(at - 1) and not kept.ordered(at):
            line = text.find("\n", at, end)
            yield Span(found.start(), line if line >= 0 else end)


def _portions(document: Document, kept: _Kept) -> Iterator[Span]:
    """Portions that begin with an order, where neither they nor what is in them carries an instruction."""
    text = document.source.text
    for top in document.body:
        for one in top.walk():
            if one.eid in kept.carriers or kept.in_new(one.span.start):
                continue
            end = one.children[0].span.start if one.children else one.span.end
            found = _ORDER.match(text, one.span.start, end)
            if found:
                yield Span(one.span.start, _line(text, found.end(), end))


def _line(text: str, at: int, end: int) -> int:
    line = text.find("\n", at, end)
    return line if line >= 0 else end


def _about(held: Held, span: Span) -> set[str]:
    """The works that are named where a stretch stands: in it, or at the head of a portion around it."""
    document = held.document
    heads = [span]
    for one in portions_at(document.body, span):
        end = one.children[0].span.start if one.children else one.span.end
        heads.append(Span(one.span.start, min(end, one.span.start + 400)))
    found = list[str]()
    for head in heads:
        found = [
            iri
            for one in document.mentions
            if head.covers(one.span)
            and not one.quoted
            and (iri := held.means.get(one.id))
            and iri != held.work.iri
        ]
        if found:
            break
    return set(found)
