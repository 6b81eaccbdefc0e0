"""The title of a cited document: what stands behind its number and says what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from .. import late
from ..notation import body_names
from ..scan import plain
from ..vocabulary import one_of
from .boundaries import name_end
from .numbered import DAY_ALONE, signs
from .page import Page, Read, Reference

# What opens a title, behind a day without its year and what the body is called now: " về ",
# " ngày 19/6 |về việc ", " (nay là Bộ A) |quy định ".
_OPENS = late.re(
    plain(
        rf"{DAY_ALONE}(?: ?|, (?=về |v/v ))(?:\((?:nay|trước đây|trước) là [^()]{{3,80}}\) ?"
        r"|\([^()\d]{3,40}\) (?=(?:về|v/v) ))?[“\"]?"
        rf"(?={one_of('mentions', 'titles')})"
    )
)
# A label of a site on the line below: "|Thay thế:| Nghị quyết số 5".
_LABEL = late.regex(r"[^:\n]{4,30} ?:")
# A line of its own, no title: "… theo Luật số 5/2022/QH15|\nSửa đổi mục 192 …".
_NEXT_LINE = late.regex(r"\s{0,3}\n\s{0,3}\p{Lu}\p{Ll}")
# The line below a title in capitals: "VỀ BẾN ĐÒ|\nNgày 24 …".
_LOWER_LINE = late.regex(r"\n\s{0,3}\p{Lu}\p{Ll}")
_CAPITALS = 6
# The sentence goes on with what the document says: "… |quy định: “Bến đò phải có phao”".
_SAYS = late.regex(r"(?:quy|xác) định ?[:“\"]")
# A title in quotation marks behind which the next sentence begins, its stop left out.
_QUOTED_TITLE = late.regex(r"[Vv]ề (?:việc )?(?:“[^“”]{5,300}”|\"[^\"]{5,300}\")(?= \p{Lu}\p{Ll})")
# A bracket that the end of the title leaves open: "về X| (sao| gửi kèm)".
_UNCLOSED = late.regex(r" ?\([^()]*$")
# Day and body of the act in whose title this one stands: "…| ngày 20/10/2017 của Bộ Công an|".
_OF_OUTER = late.regex(r" ngày \d{1,2}/\d{1,2}/\d{4} của [^,;()]{3,80}$")
# A title that is all in quotation marks: "về |“Đổi mới công tác giáo dục”|, công tác …".
_ALL_QUOTED = late.regex(r"(?:(?:về|v/v)(?: việc)? )[“\"][^“”\"]{8,300}[”\"](?=[,;.] )")
_JOINED = (", ", "; ", " và ", " các ", " những ")
# A separator before the next mention.
_NEXT = late.regex(r"(?r)(?P<separator>,|;|,? và)(?: các| những)? ")


def with_title(page: Page, drafts: Sequence[Reference], i: int) -> Reference:
    """Mention `i` with its title, and with the issuer that closes it, if its symbol names that body."""
    draft, title = drafts[i], read_title(page, drafts, i)
    symbol = draft.number.value.issuers if draft.number else ()
    if title is None or draft.issuer is not None or not symbol:
        return draft._replace(title=title)
    for of in reversed([*_OWNER.finditer(page.flow, title.start, title.end)]):
        stop = body_names.end(page.flow, page.folded, of.end())
        name = page.flow[of.end() : stop]
        if (
            not stop
            or not signs(name, symbol)
            or page.folded.startswith((" về ", " và ", ",", " năm "), stop)
        ):
            continue
        if stop < title.end and of.start() - title.start > _SHORTEST:  # the clause goes on, not the title
            title = Read(page.words(title.start, of.start()), title.start, of.start(), title.by)
        return draft._replace(title=title, issuer=Read(name, of.end(), stop, "issuer:behind title"))
    return draft._replace(title=title)


# Before the body that has issued what a title belongs to: "về nhiệm vụ năm học| của |Bộ Giáo dục và Đào tạo".
_OWNER = late.regex(r" của (?=\p{Lu})")
_SHORTEST = 8


def read_title(page: Page, drafts: Sequence[Reference], i: int) -> Read[str] | None:
    """The title behind mention `i`, or None."""
    draft = drafts[i]
    opening = _OPENS.match(page.folded, draft.end)
    if not opening or (draft.provision and page.folded.startswith("quy định", opening.end())):
        return None
    if "\n" in page.text.clean[draft.end : opening.end()] and _LABEL.match(page.folded, opening.end()):
        return None
    start = opening.end()
    if _NEXT_LINE.match(page.text.clean, draft.end) or _SAYS.match(page.folded, start):
        return None
    stop = name_end(page, start, start, "title", _next_item(page, start, islice(drafts, i + 1, i + 13)))
    if quoted := _QUOTED_TITLE.match(page.flow, start, stop):  # "về “Nhiệm vụ trọng tâm” Đây là …"
        stop = quoted.end()
    if page.flow[start : start + _CAPITALS].isupper() and (
        line := _LOWER_LINE.search(page.text.clean, start, stop)
    ):
        stop = line.start()
    if quoted := _ALL_QUOTED.match(page.folded, start, stop):
        stop = quoted.end()
    while stop > start and page.flow[stop - 1] in ' ,:“"”\n':
        stop -= 1
    if (open_bracket := _UNCLOSED.search(page.flow, start, stop)) and page.flow[stop : stop + 1] != ")":
        stop = open_bracket.start()
    words = page.flow[start:stop]
    if page.flow[stop : stop + 1] == "”" and words.count("“") > words.count("”"):
        stop += 1  # the quotation began inside the title
    if page.codifies and (day := _OF_OUTER.search(page.folded, start, stop)):
        stop = day.start()  # of the act in whose title this one stands
    title = page.words(start, stop)
    return Read(title, start, stop, "title:behind") if title.count(" ") >= 2 else None


def _next_item(page: Page, start: int, following: Iterable[Reference]) -> int | None:
    """Where the list goes on with the next document: "… về A|, Nghị quyết số 5"."""
    for at in (draft.opening for draft in following):
        if page.folded.endswith(_JOINED, start, at) and (item := _NEXT.match(page.folded, start, at)):
            return item.start()
    return None
