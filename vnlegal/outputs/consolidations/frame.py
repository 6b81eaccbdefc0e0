"""What a shape of an act on a day is, and the words that all shapes share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ...corpus.consolidation import Consolidated, Unapplied
from ...language import tr, written
from ...model import Work
from ...notation import eids
from ..frame import Sheet

ORIGINALS = "Văn bản gốc có giá trị pháp lý; bản này do máy tính ra, không phải văn bản hợp nhất chính thức."
STATES = {
    "in-force": "có hiệu lực", "repealed": "được bãi bỏ", "not-yet": "chưa có hiệu lực", "unknown": "chưa rõ",
}  # fmt: skip
"""How the states of a provision on a day are called."""


@dataclass(frozen=True, slots=True)
class ConsolidationOutput:
    """One way to write an act on a day; `write` yields pieces of text."""

    name: str
    media_type: str
    write: Callable[[Consolidated, Sheet], Iterator[str]]


def called(work: Work) -> str:
    """What an act is called: its number, else its name."""
    return work.number or work.title or work.iri


def day(on: date | None) -> str:
    """A day as people write it, or that it is not known."""
    return written(on) if on else tr("ngày chưa rõ")


def marked(found: Consolidated, marks: dict[int, list[int]]) -> Iterator[str]:
    """The text, with the numbers of notes where they hang."""
    at = 0
    for place in sorted(marks):
        yield found.text[at:place]
        yield "".join(f"[{n}]" for n in marks[place])
        at = place
    yield found.text[at:]


def open_marks(found: Consolidated, first: int = 1) -> dict[int, list[int]]:
    """Where units end that an order left open, with the numbers of those orders."""
    marks: dict[int, list[int]] = {}
    for one in found.provisions:
        if one.named:
            marks.setdefault(one.end, []).extend(n + first for n in one.named)
    return marks


def reason(one: Unapplied) -> str:
    """Why an order was not carried out, each reason as it is said."""
    return "; ".join(tr(why) for why in one.why.split("; "))


def told(one: Unapplied) -> str:
    """An order that was not carried out: what it says, where, and why not."""
    where = ", ".join(eids.words(eid) for eid in dict.fromkeys(one.eids) if eid != "act")
    since = " " + tr("từ {day}", day=day(one.day)) if one.day else ""
    left = f"{where}: {tr('chưa rõ')}{since}" if where else tr("không rõ điều khoản nào liên quan")
    return f"{called(one.work)}: “{one.words}” – {reason(one)}; {left}"
