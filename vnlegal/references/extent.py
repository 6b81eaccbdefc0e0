"""How much of its object a change is about: the whole, or some of its provisions.

"Bãi bỏ Nghị định A" ends A; "sửa đổi một số điều của A" is about a part.  The words that say so stand before
the act: in its own item of a list, or in the lead above the list ("Các quy định về đất đai tại các văn bản
sau đây hết hiệu lực:"); what stands in other items is about other acts.  "A, trừ Điều 69" leaves a part of A;
"A, trừ trường hợp quy định tại khoản 3 Điều này" leaves none, for the case is one of the act that speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import late
from ..lines import Stop, stops
from ..model import Claim, Document, Span
from ..text import fold
from ..vocabulary import one_of
from .sentences import around, place_of

_NEAR, _LEAD, _BEHIND = 200, 400, 600
# Only portions are changed: "bãi bỏ| một số điều của |X".
_PORTIONS = late.regex(one_of("claims", "in_part"))
# What stands in an act and is not the act: "thay thế toàn bộ Bảng giá đất |tại| Quyết định X".
_WITHIN = late.regex(r"\b(?<!\bban hành )(?:tại|trong)$")
_TYPES = "văn bản|luật|bộ luật|pháp lệnh|nghị định|nghị quyết|thông tư|quyết định"
# "bãi bỏ toàn bộ một số văn bản": acts are counted, not what stands in them.
_ACTS = late.regex(rf"\b(?:toàn bộ|một số) (?:{_TYPES})\b")
# "…, trừ trường hợp quy định tại Điều 91 Nghị định này": a case of the act that speaks.
_CASES = late.regex(r"\btrừ (?:các )?trường hợp .*")
# "… về thuế tại các điều, khoản của các luật sau đây:": of listed acts; "các quy định sau đây:" are the acts.
_AT_LIST = late.regex(rf"\b(?:tại|của|trong) (?:các |những )?(?:điều[^:]{{0,40}} )?(?:{_TYPES})\b")
# "…, trừ quy định tại Điều 69 của Nghị định": what is left of an act that ends.
_EXCEPT = late.regex(
    r"\btrừ (?:các )?(?:(?:quy định|nội dung)(?: tại)? )?(?:các )?(?:điều|khoản|điểm|chương|mục)"
    r" (?P<of>[^;]+)"
)
# The act that speaks: "Nghị định |này|".
_OWN = late.regex(r"\bnày\b")


def in_part(document: Document, claim: Claim) -> bool:
    """Whether a claim is about a part of its object: "sửa đổi một số điều của …", "bãi bỏ Điều 5 …"."""
    thing, cue = place_of(document, claim), claim.cue.span
    if thing.provision:
        return True
    at = thing.span.start
    ahead = cue if cue and cue.end <= at else None
    item = max((stop.next for stop in _stops(document, max(0, at - _NEAR), at)), default=0)
    own = max(at - _NEAR, item, ahead.end if ahead else 0, *_ends(document, at), 0)
    listed = ahead is not None and item > ahead.end
    return (
        _of_portions(_words(document, own, at))
        or (listed and ahead is not None and _lead_of_portions(document, ahead, item))
        or _something_left(document, thing.span.end)
    )


def _of_portions(words: str) -> bool:
    return _PORTIONS.search(_ACTS.sub("", words)) is not None or _WITHIN.search(words) is not None


def _lead_of_portions(document: Document, cue: Span, item: int) -> bool:
    """Whether the lead that holds the cue, as far as its colon, speaks of portions of what is listed."""
    colon = document.source.text.find(":", cue.end, min(item, cue.end + _LEAD))
    if colon < 0:
        return False
    start = max(around(document, cue).start, *_ends(document, cue.start), 0)
    words = _CASES.sub("", _words(document, start, colon))
    return _of_portions(words) and _AT_LIST.search(words) is not None


def _something_left(document: Document, at: int) -> bool:
    """Whether something of an act that ends is said to stay, behind its name."""
    end = min((stop.at for stop in _stops(document, at, at + _BEHIND)), default=at + _BEHIND)
    found = _EXCEPT.search(_words(document, at, end))
    return found is not None and not _OWN.search(found["of"])


def _stops(document: Document, start: int, end: int) -> Iterator[Stop]:
    text = document.source.text
    return (stop for stop in stops(text, start, min(end, len(text))) if stop.next <= end)


def _ends(document: Document, at: int) -> list[int]:
    """Where mentions before a place end, with the titles behind them: those speak of rules as well."""
    titles = (one.title.span.end for one in document.mentions if one.title and one.title.span)
    return [end for end in (*(one.span.end for one in document.mentions), *titles) if end <= at]


def _words(document: Document, start: int, end: int) -> str:
    return " ".join(fold(document.source.text[start:end]).split())
