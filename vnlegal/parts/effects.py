"""Hiệu lực thi hành: from when, or until when, a document says that it is in force.

"Luật này có hiệu lực thi hành từ ngày …", "… kể từ ngày ký", "… sau 45 ngày kể từ ngày ký", "… đến hết
ngày …" (Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15, Điều 53; Nghị định 30/2020/NĐ-CP).  What a
document says of some of its provisions is kept apart: "Điều 190 của Luật này có hiệu lực từ ngày …".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import regex

from .. import late
from ..model import Effect, Field
from ..notation import dates
from ..scan import Led, Match
from ..text import Text, fold
from ..vocabulary import doc_types
from .layout import Layout
from .wording import any_of

_TYPES = "|".join(
    regex.escape(fold(name)).replace(r"\ ", r"\s+")
    for name in late.longest_first({name for row in doc_types() for name in (row.label, *row.names)})
)
_SUBJECT = rf"(?P<part>(?:của|tại|trong)\s+)?(?<!\p{{L}})(?:{_TYPES})\s+"
_FORCE = rf"(?:(?P<ends>{any_of('effect ends')})|(?P<begins>{any_of('effect begins')}))"
_EFFECT = rf"(?P<this>này\s+)?(?:bắt\s+đầu\s+)?{_FORCE}"
# "Nghị quyết| này được Hội đồng nhân dân tỉnh … thông qua ngày 06/7/2018 và |có hiệu lực", "Quyết định| này
# thay thế Quyết định số … và |có hiệu lực".
_THIS_WAS = r"(?P<this>này\s+)(?:(?:đã\s+)?được|thay\s+thế|bãi\s+bỏ)\s"
_PASSED = (
    rf"{_THIS_WAS}(?:(?P<passed>[^.;]{{8,180}}?thông\s+qua[^.;]{{0,80}}?)(?:,|\svà)"
    rf"|(?<!được\s)[^.;]{{8,260}}?\svà)\s+{_FORCE}"
)
# What says that something takes or loses effect (Luật 64/2025/QH15, Điều 53).
_CLAUSE = Led(
    late.regex(rf"{_EFFECT}|{_THIS_WAS}"), _SUBJECT, late.regex(rf"{_SUBJECT}(?:{_EFFECT}|{_PASSED})")
)
# From a day on: " kể từ |ngày 01/01/2026".
_FROM = late.regex(r"\s*,?\s*(?:kể\s+)?từ\s+(?=ngày)")
# So many days after another: " sau 45 ngày kể từ |ngày ký".
_AFTER = late.regex(r"\s*,?\s*sau\s+(?P<days>\d{1,3})\s+ngày\s*,?\s*(?:kể\s+)?từ\s+(?=ngày)")
# What begins on a day of its own beside the whole: ", trừ các quy định về … thì |có hiệu lực kể từ| ngày …",
# ". Riêng Điều 5 |có hiệu lực từ| ngày …".
_EXCEPT = late.regex(
    r"[,;.]?\s*(?P<words>riêng|trừ)\s(?:[^.;\n]{3,240}?\s)(?<!này\s)"
    rf"(?:{any_of('effect begins')})\s+(?:kể\s+)?từ\s+(?=ngày)"
)
# Until a day: " đến hết |ngày 31/12/2026".
_UNTIL = late.regex(r"\s*,?\s*(?:và\s+)?(?:cho\s+)?đến\s+(?P<whole>hết\s+)?(?=ngày)")
# The day of the document: "ngày ký".
_OWN_DAY = late.regex(any_of("effect own day"))
_REACH, _NEAR = 400, 60


def read_effects(text: Text, layout: Layout, own: Field[date] | None) -> tuple[Effect, ...]:
    """What the document says of its own effect; `own` is its date, for "kể từ ngày ký"."""
    day = own.value if own else None
    return tuple(
        effect
        for region in layout.of("body")
        for match in _CLAUSE.finditer(text.folded, region.start, region.end)
        if not text.lines.quoted(match.start()) and (match["this"] or _opens(text, match))
        for effect in _effects(text, match, day, region.end)
    )


def _opens(text: Text, match: Match) -> bool:
    """Whether "Quyết định có hiệu lực …", without "này", opens its sentence."""
    at = match.start()
    return match["part"] is None and text.lines.clause(at) == at and text.clean[at].isupper()


def _effects(text: Text, match: Match, own: date | None, limit: int) -> Iterator[Effect]:
    at, whole = match.end(), match["part"] is None
    own = _adopted(match["passed"], text.folded[at : at + _NEAR]) or own
    end = text.lines.next_stop(at, min(limit, at + _REACH))
    begin = match.start() if whole else max(text.lines.clause(match.start()), match.start() - _REACH)

    def effect(kind: str, shift: int, start: int, found: tuple[int, date]) -> Effect:
        field = text.field(found[1] + timedelta(shift), start, found[0], "effect")
        return Effect("begins" if kind == "begins" else "ends", field, whole, text.span(begin, end))

    lead = _FROM.match(text.folded, at, end) or _AFTER.match(text.folded, at, end)
    if lead and (found := _day(text, lead.end(), end, own)):
        # A day from which something is out of force is one after its last.
        shift = int(lead["days"]) if "days" in lead.groupdict() else -1 if match["ends"] else 0
        yield effect("ends" if match["ends"] else "begins", shift, lead.end(), found)
        at = found[0]
        if whole and match["begins"]:
            yield from _excepted(text, (at, end), limit, own)
    until = _UNTIL.match(text.folded, at, end)
    if until and (found := _day(text, until.end(), end, own)):
        yield effect("ends", 0, until.end(), found)


def _adopted(passed: str | None, behind: str) -> date | None:
    """The day of adoption that the clause itself gives, from which "kể từ ngày thông qua" counts."""
    found = next(iter(dates.find(passed)), None) if passed and "thông qua" in behind else None
    return found[2] if found else None


def _excepted(text: Text, places: tuple[int, int], limit: int, own: date | None) -> Iterator[Effect]:
    """Provisions that begin on a day of their own, told behind that of the whole or behind its sentence."""
    for at in dict.fromkeys(places):
        end = min(limit, at + _REACH)
        apart = _EXCEPT.match(text.folded, at, end)
        if apart and (found := _day(text, apart.end(), end, own)):
            field = text.field(found[1], apart.end(), found[0], "effect")
            yield Effect("begins", field, False, text.span(apart.start("words"), found[0]))


def _day(text: Text, at: int, end: int, own: date | None) -> tuple[int, date] | None:
    """A day written here, or the document's own ("ngày ký"): its end and the day."""
    if day := next((one for one in dates.find(text.folded[at:end]) if one[0] == 0), None):
        return at + day[1], day[2]
    words = _OWN_DAY.match(text.folded, at, end)
    return (words.end(), own) if words and own else None
