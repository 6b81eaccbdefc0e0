"""Back references and self references: "Văn bản nêu trên", "Nghị định đó", "Quyết định này".

Scope, then type agreement, then declaration, then abstain; see `antecedents` and `short_names`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from .. import late
from ..scan import Led, Match, plain
from ..vocabulary import alternatives, one_of, words
from .antecedents import Antecedents, Scopes, merged
from .codification import TakenFrom
from .page import Cover, Page, Read, Reference
from .short_names import TYPE_BEFORE, TYPE_WORD, is_in_body_name, is_plural, read_type, with_short_names

# "Nghị định trên", but not "pháp luật trên không gian mạng", "quyết định trên cơ sở".
_POINTING = late.re(
    plain(
        rf"(?<!pháp ){TYPE_WORD} (?:(?!trên {one_of('mentions', 'place_behind')})"
        rf"{one_of('mentions', 'back')}|(?P<this>này)(?!\p{{L}}))"
    )
)
# What points back: "Nghị định |nêu trên|", quickly found.
_POINTERS = Led(late.re(rf" (?:{alternatives((*words('mentions', 'back'), 'này'))})"), TYPE_BEFORE, _POINTING)
# "hết hiệu lực |kể từ ngày |Luật này có hiệu lực".
_FROM_ITS_DAY = late.regex(r"(?r)(?:kể )?từ (?:ngày|khi) ")
# Somebody made it: "Thủ tướng Chính phủ |đã ký |Quyết định số …".
_WAS_MADE = late.regex(r"(?:đã|vừa|mới) (?:ký|ban hành|có|thông qua)(?: ban hành)? $")
_JOINTLY = {"thong-tu": "thong-tu-lien-tich", "nghi-quyet": "nghi-quyet-lien-tich"}
"""What a joint act calls itself, too: "Thông tư này"."""

# The same told of a day: "|Ngày 24/4/2023, UBND tỉnh ban hành |Quyết định số …".
_MAKES = late.regex(
    r"[\s#*>“\"]{0,12}(?:(?:sáng |chiều )?ngày [\d/]{5,10},? )?\p{L}[\p{L} ]{3,80} (?:ký )?ban hành $"
)
_MOST = 0.8  # what is nearly all: a collection of acts speaks of each by its type
_LOWER = words("mentions", "lower_back")


def find_backs(page: Page, drafts: Sequence[Reference]) -> list[Reference]:
    """`drafts` with back and self references added, in order; `refers_to` set where decided."""
    scopes = Scopes(page)
    found = sorted(drafts, key=lambda r: (r.start, -r.end))
    found = with_short_names(page, scopes, found)
    return merged(found, list(_pointers(page, scopes, found)))


def points(page: Page, start: int, end: int) -> bool:
    """Whether these words point back by themselves, as a declared short name does not."""
    return _POINTING.fullmatch(page.folded, start, end) is not None


def _pointers(page: Page, scopes: Scopes, found: Sequence[Reference]) -> Iterator[Reference]:
    taken, antecedents = Cover.of(found), Antecedents(scopes, found)
    pointers = [
        match
        for match in _POINTERS.finditer(page.folded)
        if not taken.touches(*match.span()) and not is_plural(page, match.start())
        if not is_in_body_name(page, match.start())
        if page.flow[match.start()].isupper() or match["type"] in _LOWER
    ]
    acts = TakenFrom(page, found) if page.codifies and pointers else None
    own = None if acts else page.own_type or _only_type(page, pointers)
    if own is not None and own == _spoken_of(page, found, pointers):
        own = None
    for match in pointers:
        start, end = match.span()
        kind = read_type(page, start, end)
        if match["this"]:
            if acts and acts.knows(start) and not page.quoted(start):
                yield from _of_article(acts.source(start), start, end, kind, found)
                continue
            yield from _this(page, start, end, kind, antecedents, own)
            continue
        target = antecedents.of(kind.value if kind else None, start)
        if target is not None or not _is_vague(page, start, end):
            yield Reference("back", start, end, doc_type=kind, refers_to=target)


def _only_type(page: Page, pointers: Sequence[Match]) -> str | None:
    """What a page without a letterhead calls itself: the type that stands before "này", nearly alone."""
    kinds = Counter(
        kind.value
        for match in pointers
        if match["this"] and not page.quoted(match.start()) and (kind := read_type(page, *match.span()))
    )
    del kinds["van-ban"]
    most = kinds.most_common(1)
    return most[0][0] if most and most[0][1] >= _MOST * kinds.total() else None


def _spoken_of(page: Page, found: Sequence[Reference], pointers: Sequence[Match]) -> str | None:
    """The type of the act that a page without head or articles begins with, or says that somebody has made:
    "Luật A số … có hiệu lực …", "Thủ tướng Chính phủ đã ký Quyết định số …".

    It tells of that act, which "Luật này" means, but for the clause that ends another on its own day.
    """
    if not found or not page.headless or page.has_articles:
        return None
    first = next((one for one in found if one.kind == "numbered"), found[0])
    before = page.folded[page.start : first.opening]
    if first.kind != "numbered" or not (
        _WAS_MADE.search(before) or _MAKES.fullmatch(before) or not before.strip('#*> "“')
    ):
        return None
    ends = any(_FROM_ITS_DAY.match(page.folded, max(0, one.start() - 16), one.start()) for one in pointers)
    return None if ends else first.type_id


def _is_vague(page: Page, start: int, end: int) -> bool:
    """Whether "văn bản đó" in small letters may mean any document that the rule speaks of."""
    return page.flow[start].islower() and page.folded.endswith(" đó", start, end)


def _of_article(
    said: int | None, start: int, end: int, kind: Read[str] | None, found: Sequence[Reference]
) -> Iterator[Reference]:
    """ "Nghị định này" in an article of the codification: the act it was taken from, if that is told."""
    if said is None or kind is None or found[said].type_id != kind.value:
        return
    if found[said].kind == "self":
        yield Reference("self", start, end, doc_type=kind)
    else:
        yield Reference("back", start, end, doc_type=kind, refers_to=said)


def _this(
    page: Page, start: int, end: int, kind: Read[str] | None, antecedents: Antecedents, own: str | None
) -> Iterator[Reference]:
    """ "Nghị định này": the document itself; inside quoted words the one that they are to stand in."""
    if page.quoted(start):
        yield Reference("back", start, end, doc_type=kind)
    elif kind and (kind.value == "van-ban" or (own and own in (kind.value, _JOINTLY.get(kind.value)))):
        yield Reference("self", start, end, doc_type=kind)
    elif kind and kind.value in page.annexed:
        yield Reference("back", start, end, doc_type=kind)
    elif (target := antecedents.of(kind.value if kind else None, start)) is not None:
        yield Reference("back", start, end, doc_type=kind, refers_to=target)
