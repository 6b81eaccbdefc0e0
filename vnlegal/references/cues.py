"""The words that govern a mention: cues from `vocabulary/claims.toml`, and what may stand behind them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import regex

from ..vocabulary import table

ACTIVE = (
    "implements", "based_on", "guides", "amends", "replaces", "repeals", "suspends", "corrects",
    "consolidates", "extends", "promulgates", "considers", "responds_to",
)  # fmt: skip
CHANGES = frozenset({"amends", "replaces", "repeals", "suspends", "corrects", "consolidates", "extends"})


class Cue(NamedTuple):
    """A cue in a gap: which kind of claim it makes, where it stands, its words."""

    kind: str
    start: int
    end: int
    words: str


@cache
def listed(key: str) -> tuple[str, ...]:
    """A word list of `vocabulary/claims.toml`, longest first."""
    return tuple(sorted(table("claims")[key], key=len, reverse=True))


def one_of(key: str) -> str:
    """A pattern for any word of the list."""
    return rf"(?<!\p{{L}})(?:{'|'.join(map(regex.escape, listed(key)))})(?!\p{{L}})"


@cache
def _kinds() -> Mapping[str, str]:
    return {cue: kind for kind in ACTIVE for cue in listed(kind)}


def kind_of(words: str) -> str | None:
    """The kind of claim that these cue words make by themselves."""
    return _kinds().get(words)


@cache
def _cue() -> regex.Pattern[str]:
    """Any cue; an account of carrying something out ("kết quả thực hiện") is one of its own."""
    facts, verbs = "|".join(listed("reported")), "|".join(listed("implements"))
    account = (
        rf"(?:(?:{facts})(?:,| và|, và)? ){{1,3}}(?:của )?(?:việc )?(?:{verbs})|báo cáo (?:về )?(?:việc )?(?:{verbs})"
    )
    cues = "|".join(regex.escape(cue) for cue in sorted(_kinds(), key=len, reverse=True))
    return regex.compile(rf"(?<!\p{{L}})(?:(?P<account>{account})|(?P<cue>{cues}))(?!\p{{L}})")


def cues(gap: str) -> list[Cue]:
    """All cues of a folded gap, in order."""
    return [
        Cue("reports_on" if m["account"] else _kinds()[m["cue"]], m.start(), m.end(), m[0])
        for m in _cue().finditer(gap)
    ]


@cache
def pattern(name: str) -> regex.Pattern[str]:
    """The compiled patterns that are built from word lists."""
    by = "|".join(listed("passive_by"))
    manner, matter = "|".join(listed("manner")), "|".join(listed("matter"))
    opening = "|".join(regex.escape(w) for k in ("implements", "based_on", "considers", "responds_to") for w in listed(k))
    return regex.compile(
        {
            "blocks": one_of("blocks"),
            "unreal": rf"(?r){one_of('unreal')}(?: (?:của )?(?:quốc hội|chính phủ)| mới)?,? ?",
            "denied": rf"(?r){one_of('denied')}(?: \p{{L}}+){{0,2}},? ?",
            "draft": rf"{one_of('drafts')}",
            "reporting": one_of("reporting"),
            "ended": rf"[^.;|]{{0,400}}?{one_of('ended')}",
            # "đã được sửa đổi, bổ sung một số điều theo"
            "passive": rf"(?:^|,? )(?:đã )?(?:được|bị) (?P<verb>[\p{{L}}, ]{{4,60}}?)"
            rf"(?: (?:một số|các) (?:điều|nội dung))?(?: năm \d{{4}})? (?:{by})(?: các)?(?: điều \d+)? ?$",
            # "(Chiến lược) năm 2024 tại"
            "made_in": r"^[”\"]?(?: ?\([^()]{2,80}\)?)?\)?(?: năm \d{4})?"
            r"(?: (?:được )?(?:ban hành|phê duyệt)(?: kèm)?)? (?:tại|theo|kèm theo) $",
            # "Tuy nhiên việc tổng hợp, báo cáo …": a nominal subject, not an order
            "nominal": r"^[\s“\"*-]*(?:tuy nhiên,? )?việc [^.;]{3,200}$",
            # what may stand between a cue and its object
            "light": rf"^(?:[ ,]|{manner})*(?:(?:của |các |những |toàn bộ |một phần |việc |nội dung |điều \d+ )*"
            rf"|(?:các |những |toàn bộ |ý kiến )?(?:{matter})(?!\p{{L}})[^;.:]{{0,150}}?)[ “\"(]*$",
            "opening": rf"[\s\d.)“\"*-]*(?:(?:để|nhằm|về việc|v/v|tiếp theo|ngoài ra|đồng thời)[ ,]*)?(?:tiếp tục )?"
            rf"(?P<cue>{opening})(?!\p{{L}})",
        }[name]
    )


def is_light(residue: str) -> bool:
    """Whether what stands between a cue and a mention leaves the mention governed by the cue.

    >>> is_light(" chỉ đạo của phó thủ tướng chính phủ tại "), is_light(" các chế độ theo quy định của ")
    (True, False)
    """
    return pattern("light").match(residue) is not None and pattern("blocks").search(residue) is None


def is_denied(gap: str, cue: Cue) -> bool:
    """Whether the words before a cue say that nothing is done: a draft, a proposal, a negation.

    A change ("sửa đổi …") also belongs to somebody else where an unnamed act stands before it: "Thông tư
    mới thay thế Thông tư số …".
    """
    if pattern("denied").match(gap, max(0, cue.start - 60), cue.start):
        return True
    if cue.kind not in CHANGES and cue.kind != "guides":
        return False
    unnamed = pattern("unreal").match(gap, max(0, cue.start - 60), cue.start)
    return unnamed is not None or pattern("draft").search(gap, 0, cue.start) is not None


def ascii(text: str) -> str:
    """Lower-case letters without marks, đ as d."""
    parts = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))
