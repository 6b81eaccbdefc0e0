"""The words that govern a mention: cues of `vocabulary/relations.toml`, and what may stand around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import regex

from .. import late
from ..scan import Begun, plain
from ..vocabulary import (
    alternatives,
    doc_types_by_name,
    kinds_where,
    one_cue_of,
    one_of,
    one_of_before,
    relations,
    words,
)

CHANGES = kinds_where(lambda row: row.family == "change")
"""The kinds of claim by which a document loses its force or changes."""

KINDS = kinds_where(lambda row: row.cues)
"""The kinds of claim that cues make; the others come of grammars."""

ANSWERS = kinds_where(lambda row: row.opens == "answer")
"""The kinds by which a document answers another: it considers a proposal, it replies to a letter."""

ORDERED = kinds_where(lambda row: "directed" in row.modes)
"""The kinds that a document may order others to do."""

_KIND_OF: Mapping[str, str] = {cue: row.id for row in relations() for cue in row.cues}
_ENACTING = words("claims", "enacting")


def _any(*keys: str) -> str:
    return one_of("claims", *keys)


# An account of carrying something out ("kết quả thực hiện") is a cue of its own; a "tổ công tác" does it.
_ACCOUNT = (
    rf"(?:(?<!tổ ){_any('accounts')}(?:,| và|, và)? ){{1,3}}"
    rf"(?:của |việc |\d{{1,2}} (?:năm|tháng) ){{0,2}}{one_cue_of('implements')}"
    rf"|(?<!\p{{L}})báo cáo (?:về )?(?:việc )?{one_cue_of('implements')}"
)
_BOUND = (
    rf"(?<={_any('bound')} (?:việc )?(?:tổ chức |triển khai |tổ chức triển khai )?){one_cue_of('implements')}"
)
# The cues of all relations, and accounts of carrying out: "thực hiện", "báo cáo kết quả thực hiện".
_CUE = Begun(
    late.re(alternatives({"báo cáo", *words("claims", "accounts"), *_KIND_OF})),
    late.regex(rf"(?P<account>{_ACCOUNT})|(?!{_BOUND})(?P<cue>{one_cue_of(*KINDS)})"),
)

OPENING = late.re(
    plain(
        rf"[\s\d.,;:)“\"*'`´~_|-]{{0,12}}(?:{_any('openers')}[ ,]{{0,2}})?(?:tiếp tục )?"
        rf"(?P<cue>{one_cue_of(*kinds_where(lambda row: row.opens))}"
        rf"|về(?= đề nghị của )|xem xét(?= (?:$|{_any('asking')} ))"
        rf"|(?:{alternatives(words('claims', 'answered'))})(?= (?:nội dung )?$)"
        r")"
    )
)
"""A sentence that begins with what this document itself does."""

ABOUT = frozenset(words("claims", "answered"))
"""Words in front of a paper that the sentence answers: "|Liên quan đến| Công văn số 5 …, Sở có ý kiến"."""

_OPENED = {"về": "considers", "xem xét": "considers", **dict.fromkeys(ABOUT - {"về"}, "responds_to")}
"""What some words do where a sentence begins, only: "|Về đề nghị của Bộ A tại| Công văn số 5"."""

PASSIVE = late.regex(
    r"(?:(?:^|,? ?\(?| )(?:đã )?(?:được|bị) |^ ?\()(?P<verb>[\p{L}, ]{4,60}?)"
    r"(?: (?:một số|các) (?:điều|nội dung))?"
    rf"(?: năm \d{{4}})? {_any('passive_by')}(?: các)?(?: điều \d+)? ?$"
)
"""Between object and subject: "đã được sửa đổi, bổ sung một số điều theo"."""

MADE_IN = late.regex(
    r"^[”\"]?(?: ?\([^()]{2,80}\)?)?\)?(?: năm \d{4})?"
    r"(?: hiện hành)?(?P<made>(?: do [^;:,.()]{4,90}?)?,? \(?(?:được )?(?:ban hành|phê duyệt)(?: kèm)?)?"
    r" (?P<by>tại|theo|kèm theo) $"
)
"""Between an instrument and the document that made it: "(Chiến lược) năm 2024 tại"."""

# Directions between "Căn cứ" and a number: "Căn cứ| ý kiến chỉ đạo| của …".
DIRECTIONS = late.regex(rf" (?:các )?{_any('directions')}")
# Words that make of "thực hiện" an account: "tổng kết |thực hiện".
REPORTING = late.regex(rf"{_any('reporting')}(?! của )")
NOMINAL = late.regex(
    r"^[\s\d.)“\"*-]{0,12}(?:tuy nhiên,? )?(?:(?:về )?việc|về (?:đề nghị|đề xuất|kiến nghị)) [^.;]{0,200}$"
)
"""A topic or a subject, not an order: "Tuy nhiên việc tổng hợp, báo cáo …", "4. Về việc điều chỉnh …"."""


_TYPES = alternatives(doc_types_by_name())
# What may stand between a cue and what it governs: "thực hiện| nghiêm các nội dung của |Chỉ thị".
_LIGHT = late.re(
    plain(
        rf"^(?:[ ,]|{_any('manner')})*"
        r"(?:(?:của |các |những |toàn bộ |một phần |việc |nội dung |điều \d+ )*"
        rf"|(?:{_any('listing')} |ý kiến )*{_any('matter')}[^;.:]{{0,150}}?)[ “\"(]*$"
    )
)
# What may not: "thực hiện| chế độ theo |Nghị định".
_BLOCKS = late.re(plain(rf"(?<!một số ){_any('blocks')}| theo (?:các )?$"))
# "Bãi bỏ Danh mục … ban hành kèm theo Quyết định số …", "Bãi bỏ cụm từ … tại khoản 2 Điều 5 Thông tư số …"
_PORTION = rf"{_any('portions')}(?<!điều(?= (?:lệ|kiện|ước|hành|tra)(?!\p{{L}})))"
# A part of what is changed: "bãi bỏ| khoản 2 Điều 5 của |Nghị định", "| Chương II gồm các điều từ |Điều 5".
_PART = late.regex(
    rf"^:? {_PORTION}(?:: ?(?=“”))?(?:[^;:]|; (?={_PORTION})){{0,200}}?"
    r"(?:ban hành kèm theo|(?<!theo )quy định tại|(?<!(?:theo|đúng) quy định )tại|của)"
    rf"(?: {_PORTION}[^;:]{{0,60}}?)? $"
    rf"|^ (?:các )?{_PORTION} [^;:“”]{{1,160}}?(?:,| và|,? (?:bao )?gồm)(?: (?:các|điều|từ))* $|^ từ $"
)
# What denies it: "|không |thay thế", "|đề nghị |sửa đổi".
_DENIED = late.regex(rf"(?r){one_of_before('claims', 'denied')}(?: \p{{L}}{{1,12}}){{0,2}},? ?")
# What is only thought of: "|nghiên cứu, |sửa đổi".
_WEIGHED = late.regex(rf"(?r){one_of_before('claims', 'weighed')}(?: \p{{L}}{{1,12}}){{0,2}},? ?")
# What is only planned or of an unnamed act: "|dự kiến |sửa đổi", "Luật| mới |thay thế".
_UNREAL = late.regex(
    rf"(?r){one_of_before('claims', 'unreal')}(?: (?:của )?(?:quốc hội|chính phủ)| mới)?,? ?"
)
# A draft does it: "|dự thảo Nghị định |sửa đổi".
_OF_DRAFT = late.regex(rf"(?r)dự thảo (?:{_TYPES})(?: hành động)? ")
# Words of drafting in front of a change.
_DRAFT = late.regex(_any("drafts"))


class Cue(NamedTuple):
    """A cue in a gap: which kind of claim it makes, where it stands, its words."""

    kind: str
    start: int
    end: int
    words: str


def cues(gap: str) -> list[Cue]:
    """All cues of a folded gap, in order.

    >>> [cue[:3] for cue in cues("báo cáo kết quả thực hiện")]
    [('reports_on', 8, 25)]
    """
    return [
        Cue("reports_on" if m["account"] else _KIND_OF[m["cue"]], m.start(), m.end(), m[0])
        for m in _CUE.finditer(gap)
    ]


def kinds_of(cue: str, kind: str) -> tuple[str, ...]:
    """All kinds that a cue of several verbs makes: "sửa đổi, bổ sung và bãi bỏ" amends and repeals.

    >>> kinds_of("sửa đổi, bổ sung, bãi bỏ", "amends"), kinds_of("bãi bỏ", "repeals")
    (('amends', 'repeals'), ('repeals',))
    """
    if kind not in CHANGES:
        return (kind,)
    verbs = _VERBS.split(cue)
    if verbs[0] != "thay thế":  # in "sửa đổi, bổ sung, thay thế" provisions take the place of others
        verbs = [verb for verb in verbs if verb != "thay thế"]
    parts = [part for verb in verbs if (part := _KIND_OF.get(verb)) in CHANGES]
    return tuple(dict.fromkeys(parts)) if kind in parts and len(parts) > 1 else (kind,)


# Between the verbs of one cue: "sửa đổi|, |bổ sung| và |bãi bỏ".
_VERBS = late.re(r", | và | hoặc ")


def kind_of(cue: str) -> str:
    """The kind of claim that the words of a cue make by themselves."""
    return _KIND_OF.get(cue) or _OPENED[cue]


def changed_by(words: str) -> tuple[str, regex.Match[str]] | None:
    """Which change the words in front of a mention say that it makes: "X |được sửa đổi bởi| Y"."""
    hit = PASSIVE.search(words)
    kind = next((c.kind for c in cues(hit["verb"]) if c.kind in CHANGES), None) if hit else None
    return (kind, hit) if hit and kind else None


def enacts(doc_type: str | None) -> bool:
    """Whether the articles of such a document state what it does itself."""
    return doc_type in _ENACTING


# "thực hiện |các nhiệm vụ được giao tại |Công điện …", "thực thi |phương án đã được phê duyệt tại |…"
_TASKED = late.re(
    plain(
        rf"^(?:[ ,]|{_any('manner')})*(?:các |những |toàn bộ )?{_any('matter', 'plans')}[^;.:]{{0,150}}?"
        rf"{_any('tasked')} (?:tại|trong|theo|kèm theo)(?: các)? $"
    )
)


# "thực hiện đồng bộ |các nhiệm vụ, giải pháp theo |Nghị quyết …": nothing more between.
_MATTER_BY = late.re(
    plain(
        rf"^(?:[ ,]|{_any('manner')})*(?:các |những |toàn bộ )?{_any('matter')}"
        rf"(?:(?:,| và) {_any('matter')})* theo (?:các )?$"
    )
)


# "thay thế |các Quyết định: |số 15/QĐ-UBND …, số 16/QĐ-UBND …"
_TYPES_OF_LIST = late.regex(
    rf"^ (?:các|những) (?:{_TYPES})"
    r"(?: của [^:;.]{2,80})?(?: sau(?: đây)?)?: ?$"
)


# "thực hiện nghiêm |các Nghị quyết của Đảng, |Nghị quyết số 96/2019/QH14": first some that are not named.
_UNNAMED = late.regex(
    rf"^(?:[ ,]|{_any('manner')})*(?:các|những) (?:{_TYPES})"
    r"(?: của [^;:.,]{2,40}(?:, của [^;:.,]{2,40})?)?(?:,| và)(?: các)? $"
)


# "thực hiện |chỉ đạo, hướng dẫn của Bộ Nội vụ tại |Công văn …": not what is done by that guidance.
_GUIDANCE = late.re(
    plain(rf"^(?:[ ,]|{_any('manner')})*(?:{_any('matter')}(?:,| và) )?hướng dẫn của [^;.:,]{{2,80}} tại $")
)


def is_light(residue: str) -> bool:
    """Whether what stands between a cue and a mention leaves the mention governed by the cue.

    >>> is_light(" chỉ đạo của phó thủ tướng chính phủ tại "), is_light(" các chế độ theo quy định của ")
    (True, False)
    """
    if (
        _TASKED.match(residue)
        or _MATTER_BY.match(residue)
        or _GUIDANCE.match(residue)
        or _TYPES_OF_LIST.match(residue)
        or _UNNAMED.match(residue)
    ):
        return True
    return _LIGHT.match(residue) is not None and _BLOCKS.search(residue) is None


def is_part(residue: str) -> bool:
    """Whether what stands between a change and a mention is a part of the document mentioned.

    >>> is_part(" danh mục thủ tục hành chính ban hành kèm theo ")
    True
    """
    return (
        _PART.match(_QUOTED.sub("“”", residue) if "“" in residue or '"' in residue else residue) is not None
    )


# Words that are quoted: "bãi bỏ nội dung |“…”| tại khoản 2".
_QUOTED = late.regex(r"[“\"][^“”\"]{1,600}[”\"]")


def is_denied(gap: str, cue: Cue) -> bool:
    """Whether the words before a cue say that nothing is done: a draft, a proposal, a negation.

    A change ("sửa đổi …") also belongs to somebody else where an unnamed act stands before it: "Thông tư
    mới thay thế Thông tư số …".
    """
    near = max(0, cue.start - 60)
    if _DENIED.match(gap, near, cue.start):
        return True
    if _OF_DRAFT.match(gap, near, cue.start):
        return True
    if cue.kind not in CHANGES and cue.kind != "guides":
        return False
    if _WEIGHED.match(gap, near, cue.start) or _UNREAL.match(gap, near, cue.start):
        return True
    return _DRAFT.search(gap, 0, cue.start) is not None
