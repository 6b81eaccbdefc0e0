"""Notes of consolidated texts: which provision was changed by which provision of which act, from when.

"Khoản này được sửa đổi, bổ sung theo quy định tại khoản 1 Điều 2 của Luật số …, có hiệu lực kể từ ngày …"
(Pháp lệnh 01/2012/UBTVQH13, Điều 9, 13 and 14).  "Này" is the unit in which the mark of the note hangs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from ... import late
from ...lines import Stretch
from ...model import Document, Note, Operation, Portion, ProvisionReference, Scope, ToldChange, portions_at
from ...notation import dates, eids
from ...text import Text
from .orders import Op
from .phrases import find_phrases

# What opens the note of a consolidated text on grounds (Pháp lệnh 01/2012/UBTVQH13).
_BASIS = late.regex(r"có căn cứ ban hành như sau")
# Final articles of an act that amended: "Điều 15 của Nghị định số …, có hiệu lực …, quy định như sau: “…”".
_TRANSITION = late.regex(
    r"(?:các )?(?:điểm|khoản|điều|chương|mục|phần)(?!\p{L})[^“\"]{1,600}quy định như sau"
)
# A statement of change: what was changed ("Điểm này", "Cụm từ “A”", "Tên của Điều này"), and how.
_WHAT = late.regex(
    r"(?:các |một số |quy định |nội dung )*+(?:về [\p{L} ]{1,60} )?"
    r"(?:cụm từ|từ|điểm|khoản|điều|tiết|chương|mục|tiểu mục|phần|phụ lục|mẫu|đoạn|tên|tiêu đề|tại)(?!\p{L})"
)
# How a portion was changed: "Điều này| được bãi bỏ| theo …".
_HOW = late.regex(
    r" (?:(?:được|bị) (?P<how>sửa đổi|bổ sung|thay thế|thay|bãi bỏ|hủy bỏ|bỏ)|hết hiệu lực)(?!\p{L})"
)
# Where a further statement may begin.
_BEGINS = late.regex(r"[.;] ")
# From when: "có |hiệu lực từ |ngày …".
_EFFECT = late.regex(r"hiệu lực (?:thi hành )?(?:kể )?từ (?=ngày)")
# A further change: "|lần thứ hai|".
_ALSO = late.regex(r"lần thứ \p{L}+")
# The portion that a note hangs on: "|Khoản này|", "|điểm a|".
_LEVEL = late.regex(
    r"(?P<level>tiết|điểm|khoản|điều|tiểu mục|mục|chương|phần) (?:này|(?P<num>[\p{L}\d]{1,6}))(?!\p{L})"
)
# What stands in front of a mark: "1.²", "b)³".
_LABEL = late.regex(r"(?<![\p{L}\p{N}])(?:(?P<khoan>\d{1,3}[a-zđ]?)\.|(?P<diem>[a-zđ]\d?)\))\s*$")
_KINDS = {
    "tiết": "tiet", "điểm": "diem", "khoản": "khoan", "điều": "dieu", "tiểu mục": "tieu-muc", "mục": "muc",
    "chương": "chuong", "phần": "phan",
}  # fmt: skip
_OPERATIONS: dict[str, tuple[Operation, Op]] = {
    "sửa đổi": ("substitution", "mend"),
    "thay thế": ("substitution", "swap"),
    "thay": ("substitution", "swap"),
    "bổ sung": ("insertion", "add"),
}


_Noted = tuple[int, ProvisionReference]
_Begun = TypeVar("_Begun", bound=tuple[int, Any])
_SHORTEST = 12  # characters of a note that can tell a change: "được bãi bỏ" with its provision


class _Statement(NamedTuple):
    """One change that a note tells: what was changed and how, and where the words about it stand."""

    what: str
    how: str | None
    begin: int
    start: int
    end: int


class _Place(NamedTuple):
    """Where the mark of a note hangs: the portions around it, and the words in front."""

    chain: Sequence[Portion]
    before: str

    @staticmethod
    def of(text: Text, document: Document, note: Note) -> _Place:
        if note.anchor is None:
            return _Place((), "")
        at = text.at(note.anchor)[0]
        return _Place(portions_at(document.body, note.anchor), text.folded[max(0, at - 8) : at])


def find_changes(text: Text, document: Document) -> tuple[ToldChange, ...]:
    """What the notes of a document say of how it was changed, in their order."""
    if not document.notes:
        return ()
    noted = [(text.at(one.span)[0], one) for one in document.references if one.part == "note"]
    telling = (note for note in document.notes if note.span.end - note.span.start >= _SHORTEST)
    return tuple(change for note in telling for change in _changes(text, document, note, noted))


def _changes(text: Text, document: Document, note: Note, noted: Sequence[_Noted]) -> Iterator[ToldChange]:
    start, end = text.at(note.span)
    quoted = [(a - start, b - start) for a, b in _within(text.lines.quotations, start, end)]
    words = _visible(text.folded[start:end], quoted)
    begin = len(words) - len(words.lstrip(" .:*"))
    if _BASIS.search(words):
        yield ToldChange(note.mark, note.span, "basis")
        return
    if _TRANSITION.match(words, begin):
        yield ToldChange(note.mark, note.span, "transition")
        return
    place = _Place.of(text, document, note)
    for one in _statements(words, begin):
        inside = [ref for _, ref in _within(noted, start + one.start, start + one.end)]
        yield _change(note, words, one, place, inside, quoted, text.clean[start:end])


def _within(found: Sequence[_Begun], start: int, end: int) -> Sequence[_Begun]:
    """What begins in a stretch."""
    first = bisect_left(found, start, key=itemgetter(0))
    return found[first : bisect_left(found, end, first, key=itemgetter(0))]


def _visible(words: str, quoted: Sequence[Stretch]) -> str:
    for a, b in quoted:
        words = words[: a + 1] + "·" * (b - a - 2) + words[b - 1 :]
    return words


def _statements(words: str, begin: int) -> Iterator[_Statement]:
    """The changes of a note: one a sentence, or several ("lần thứ nhất …, lần thứ hai …")."""
    starts = [begin, *(one.end() for one in _BEGINS.finditer(words, begin)), len(words)]
    found = [
        (at, how)
        for at, stop in pairwise(starts)
        if _WHAT.match(words, at) and (how := _HOW.search(words, at, stop))
    ]
    for (at, how), stop in zip(found, [*(at for at, _ in found), len(words)][1:], strict=True):
        times = [time.start() for time in _ALSO.finditer(words, how.end(), stop)] or [at]
        for a, b in pairwise((*times, stop)):
            yield _Statement(words[at : how.start()], how["how"], at, a, b)


def _change(
    note: Note,
    words: str,
    one: _Statement,
    place: _Place,
    references: Sequence[ProvisionReference],
    quoted: Sequence[Stretch],
    printed: str,
) -> ToldChange:
    what = one.what
    op, verb = _OPERATIONS.get(one.how or "", ("repeal", "cut"))
    named = [q for q in quoted if one.begin <= q[0] < one.end]
    phrase = next(iter(find_phrases(words, named, verb)), None) if named else None
    scope: Scope = "phrase" if phrase else "heading" if what.startswith(("tên", "tiêu đề")) else "structure"
    source = next((ref for ref in references if ref.act.kind not in ("self", "unknown")), None)
    return ToldChange(
        note.mark,
        note.span,
        "change",
        op,
        scope,
        _target(what, place.chain, place.before, scope),
        _quoted(printed, phrase.old) if phrase and phrase.old else None,
        _quoted(printed, phrase.new) if phrase and phrase.new else None,
        source.act if source else None,
        source.targets[0].eid if source else None,
        _effect(words, one.start, one.end),
    )


def _quoted(printed: str, quote: Stretch) -> str:
    return " ".join(printed[quote[0] + 1 : quote[1] - 1].split())


def _target(what: str, chain: Sequence[Portion], before: str, scope: Scope) -> str | None:
    """The unit that "này" means: of its level around the mark; of a phrase the smallest."""
    if not chain:
        return None
    named = [] if scope == "phrase" else [*_LEVEL.finditer(what)]
    base = _unit(named[-1]["level"], chain, before) if named else chain[-1].eid
    if base is None:
        return None
    for one in reversed(named[:-1]):  # "khoản 2 Điều này"
        base = eids.join(base, eids.step(_KINDS[one["level"]], one["num"])) if one["num"] else base
    return f"{base}__intro" if what.startswith("đoạn mở đầu") else base


def _unit(level: str, chain: Sequence[Portion], before: str) -> str | None:
    """The unit of a level around the mark; one that the tree lacks by the label in front of the mark."""
    kind = _KINDS[level]
    if found := [portion for portion in chain if portion.kind == kind]:
        return found[-1].eid
    label = _LABEL.search(before)
    if label and label.lastgroup == kind:
        return eids.join(chain[-1].eid, eids.step(kind, label[kind]))
    return None


def _effect(words: str, start: int, end: int) -> date | None:
    """The day that the note prints, the last one that it gives of this change."""
    days = [
        found[2]
        for lead in _EFFECT.finditer(words, start, end)
        for found in dates.find(words[lead.end() : min(end, lead.end() + 60)])
        if found[0] == 0
    ]
    return days[-1] if days else None
