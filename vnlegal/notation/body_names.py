"""Names of bodies and offices in running text: where one that begins here ends.

A name begins at a word of the registry (`issuers.toml`), at an office ("Giám đốc Sở …") or at a head
word ("Trung tâm …"); it goes on with a place, a term ("khóa XV") or the body it belongs to.

>>> from vnlegal.text import fold
>>> text = "của Bộ trưởng Bộ Y tế quy định việc"
>>> text[4:end(text, fold(text), 4)]
'Bộ trưởng Bộ Y tế'
>>> text = "của Ủy ban nhân dân tỉnh Hưng Yên về tình hình"
>>> text[4:end(text, fold(text), 4)]
'Ủy ban nhân dân tỉnh Hưng Yên'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from .. import late
from ..scan import plain
from ..vocabulary import alternatives, doc_types_by_name, issuers_by_name, one_of, provinces_by_name

# One word of a name, what a dash without blanks ties to it too: "GD-ĐT", "Lao động-TB&XH".
_WORD = (
    r"(?:\p{Lu}+(?:-\p{Lu}+)+(?!\p{L})|[\p{L}\p{N}&/.]+"
    r"(?:(?<=\p{Ll})[-–](?!(?:Bộ|Sở|Ủy|UBND|HĐND|Ban|Tỉnh|Hội|Cục|Công)(?!\p{L}))\p{Lu}[\p{L}&]+)?)"
)
# The term behind a body: " khóa XIII".
_TERM = late.re(plain(r" (?:khóa|nhiệm kỳ) (?:[ivx]{1,5}|\d{1,2})(?![\p{L}\d])"))
_LOCAL_END = ("tỉnh", "thành phố", "huyện", "quận", "thị xã")
_UNIT_END = ("huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
_COMMITTEE_END = ("tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy")
# A proper name: up to four words with capitals: " Vĩnh Linh"; none that only begins with them ("VỀ").
_PROPER = late.regex(r" \p{Lu}[\p{Ll}’']*(?!\p{L})(?:[ -]\p{Lu}[\p{L}’']*){0,3}")
# One word of a proper name that is printed in capitals: " VĨNH".
_CAPITALS = late.regex(r" \p{Lu}{2,}(?!\p{L})")
# What may go on inside a name: a comma, a dash, another word.
_MORE = late.regex(rf"(?:,? |,? - | – |(?<=\p{{Ll}})- (?=\p{{Lu}})){_WORD}|, {_WORD}")
# Offices, first words, words that no name holds, places, first words of local bodies, who leads.
_ROLE, _HEAD, _STOP, _LOCALITY, _LOCAL, _LEADS = (
    late.re(plain(one_of("bodies", key)))
    for key in ("roles", "heads", "stops", "localities", "local_heads", "leading")
)
# "Công ty A. Nơi nhận": a dot ends the name, but for that of a unit ("TP. Hồ Chí Minh").
_FULL_STOP = late.regex(r"(?r)(?<![\p{L}\p{N}])(?!(?:TP|Tp|TX|Q|H|P)\.)[\p{L}\p{N}]+\.")
# "Ban Bí thư và Chỉ thị số 05": another document begins, not "Ban Tuyên giáo và Dân vận".
_NEXT_DOCUMENT = late.re(rf"(?:và|hoặc|cùng) (?:{'|'.join(sorted(doc_types_by_name()))}) (?:số )?\d")
# "Báo cáo", "Bộ luật": a document, no newspaper and no ministry.
_TYPE_WORD = late.re(
    plain(rf"(?:{alternatives(name for name in doc_types_by_name() if ' ' in name)})(?!\p{{L}})")
)
# "Tòa án nhân dân tỉnh A và Quyết định kháng nghị …": these types are in no body's name.
_NEXT_TYPE = late.regex(
    r"(?:và|hoặc|cùng) (?:Quyết định|Nghị quyết|Nghị định|Thông tư|Công văn|Tờ trình|Báo cáo|Văn bản|Chỉ thị"
    r"|Thông báo|Kết luận|Luật)(?!\p{L})"
)
# "của Thống đốc Ngân hàng Nhà nước, Khoản 1 và Khoản 2 Điều 4 Quyết định …": a part of the next document.
_NEXT_PART = late.regex(rf"{one_of('mentions', 'parts')} (?:\d|[ivx]+(?!\p{{L}})|[a-zđ](?!\p{{L}}))")
# What no name ends with: "Ban Chỉ đạo| các|", "Ủy ban| dự thảo|", but "chính quyền hai cấp".
_LOOSE_END = late.regex(r" (?:và|của|các|-|nay|dự thảo|(?<!(?:một|hai|ba|\d) )cấp)\.?$")
# What joins another document to a name; both grammars of it begin so.
_JOINS = ("và ", "hoặc ", "cùng ")
_MAX_WORDS = 26


@cache
def _names() -> re.Pattern[str]:
    """Registered names."""
    return _any_of(name for name in issuers_by_name() if " " in name)


@cache
def _places() -> re.Pattern[str]:
    return _any_of(provinces_by_name())


@cache
def _fields() -> re.Pattern[str]:
    """What ministries and departments look after, where that is several things: "giáo dục và đào tạo"."""
    names = (name[3:] for name in issuers_by_name() if name.startswith(("bộ ", "sở ")))
    return _any_of(name for name in names if " và " in name or "," in name)


def field_end(folded: str, at: int) -> int:
    """Where the field of a ministry that begins at `at` ends; 0 if none begins there.

    >>> field_end("ngành giáo dục và đào tạo", 6)
    25
    """
    return _longest(_fields(), folded, at)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """One of these names, the longest, one or two blanks between its words, its dashes set in any way."""
    return late.re(plain(rf"(?:{alternatives(names, _letters)})(?![\p{{L}}\p{{N}}])"))


def _letters(name: str) -> list[str]:
    return [_SET_ANYHOW.get(one) or re.escape(one) for one in name.replace(" - ", "-").replace(" và ", "+")]


_SET_ANYHOW = {" ": " {1,2}", "-": " ?[-–] ?", "+": " {1,2}(?:và|&) {1,2}"}


def _longest(names: re.Pattern[str], folded: str, at: int) -> int:
    """The end of the longest of `names` at `at`, or 0."""
    found = names.match(folded, at)
    return found.end() if found else 0


def past_words(folded: str, at: int, words: Sequence[str]) -> int:
    """The end of these words that begin at `at`, one or two blanks between them; 0 if others stand there."""
    for i, word in enumerate(words):
        if i:
            at += 1 + folded.startswith("  ", at)
        if not folded.startswith(word, at):
            return 0
        at += len(word)
    return at


def end(flow: str, folded: str, at: int) -> int:
    """Where the name of a body that begins at `at` ends; 0 if none begins there."""
    if not flow[at : at + 1].isupper():
        return 0
    role = _ROLE.match(folded, at)
    if role and (stop := _body(flow, folded, role.end() + 1)):
        return stop
    return _body(flow, folded, at) or _led(flow, folded, at)


def _led(flow: str, folded: str, at: int) -> int:
    """ "Trưởng phòng Văn hóa - Xã hội", "Trưởng Đoàn thanh tra", "Chánh Thanh tra tỉnh": who leads a body."""
    leads = _LEADS.match(folded, at)
    if leads is None:
        return 0
    begin = leads.end() + 1
    head = _HEAD.match(folded, begin)
    if head is None or not (flow[begin].isupper() or flow[head.end() + 1 : head.end() + 2].isupper()):
        return 0
    stop = _longest(_names(), folded, begin) or _run(flow, folded, begin, head.end())
    return _continued(flow, folded, begin, stop or head.end()) if stop or flow[begin].isupper() else 0


def known_end(flow: str, folded: str, at: int) -> int:
    """Where a body of the registry that begins at `at` ends, its office and place included; 0 if none does.

    >>> text = "Giám đốc Sở Y tế An Giang nghiệm thu"
    >>> text[:known_end(text, text.lower(), 0)], known_end("Trung tâm Y tế", "trung tâm y tế", 0)
    ('Giám đốc Sở Y tế An Giang', 0)
    """
    role = _ROLE.match(folded, at)
    if role and flow[role.end() + 1 : role.end() + 2].isupper():
        at = role.end() + 1
    return end(flow, folded, at) if _longest(_names(), folded, at) else 0


def small_end(flow: str, folded: str, at: int) -> int:
    """Where a name whose first word is in lower case ends: "giám đốc Sở Y tế", "phòng Kinh tế huyện"; or 0.

    >>> small_end("của phòng Nội vụ huyện", "của phòng nội vụ huyện", 4)
    22
    """
    word = _ROLE.match(folded, at) or _HEAD.match(folded, at)
    if word is None or not flow[word.end() + 1 : word.end() + 2].isupper():
        return 0
    return _body(flow, folded, word.end() + 1) or _run(flow, folded, at, word.end())


def _body(flow: str, folded: str, at: int) -> int:
    stop = _longest(_names(), folded, at)
    if not stop or folded[at:stop] in _BARE_HEADS:
        stop = _generic(flow, folded, at) or stop
    stop = _continued(flow, folded, at, stop) if stop else 0
    if stop and flow[stop + 1 : stop + 2].isupper() and _LOCAL.match(folded, at):
        return _longest(_places(), folded, stop + 1) or stop
    return stop


# Registered names that longer ones begin with: "Đảng ủy |Khối Doanh nghiệp tỉnh|".
_BARE_HEADS = ("đảng ủy", "đảng uỷ")


def _generic(flow: str, folded: str, at: int) -> int:
    """A name that begins with a head word and runs until a word that no name holds."""
    head = _HEAD.match(folded, at)
    if not head or not flow[at : at + 1].isupper() or _TYPE_WORD.match(folded, at):
        return 0
    return _run(flow, folded, at, head.end())


def _run(flow: str, folded: str, at: int, begins: int) -> int:
    """The end of a name behind its head word `at:begins`, or 0."""
    stop = begins
    for _ in range(_MAX_WORDS):
        if term := _TERM.match(folded, stop):
            return term.end()
        more = _MORE.match(flow, stop)
        if not more or _FULL_STOP.match(flow, at, stop):
            break
        begin = more.start() + len(more[0]) - len(more[0].lstrip(" ,-–"))
        if _ends_name(flow, folded, begin, comma=more[0].startswith(",")):
            break
        stop = more.end()
    stop = _trimmed(flow, at, stop)
    return stop if stop > begins or flow[at:stop].isupper() else 0


def _ends_name(flow: str, folded: str, begin: int, *, comma: bool) -> bool:
    if comma and not _is_list_name(flow, begin):
        return True
    if folded.startswith(_JOINS, begin) and (
        _NEXT_DOCUMENT.match(folded, begin) or _NEXT_TYPE.match(flow, begin)
    ):
        return True
    if (comma or flow[begin].isupper()) and _NEXT_PART.match(folded, begin):
        return True
    plain = flow[begin].islower() or flow[begin : begin + 2].isupper()
    return plain and _STOP.match(folded, begin) is not None and not _is_half(folded, begin)


def _is_half(folded: str, begin: int) -> bool:
    """ "Ban quản lý các công |trình", "Cảnh sát |giao thông": half of a word is none that ends a name."""
    if folded.startswith(_SECOND_HALVES, begin):
        return True
    return folded.startswith("trình", begin) and folded.endswith(_FIRST_HALVES, 0, begin)


_SECOND_HALVES = ("giao thông", "giao dịch", "giao lưu")
_FIRST_HALVES = (" công ", " chương ", " quy ", " giáo ", " lộ ", " tiến ")


def _is_list_name(flow: str, begin: int) -> bool:
    """Sở Văn hóa, Thể thao và Du lịch: a comma inside a name is followed by a capital and "và"."""
    stop = flow.find(" và ", begin, begin + 30)
    return flow[begin].isupper() and stop > 0 and not set(",;.(") & set(flow[begin:stop])


def _trimmed(flow: str, at: int, stop: int) -> int:
    """Without "và" and the like at the end."""
    while loose := _LOOSE_END.search(flow, at, stop):
        stop = loose.start()
    return stop - (flow[stop - 1] == ".")


def _continued(flow: str, folded: str, at: int, stop: int) -> int:
    """Past the place, term and parent body that follow a name."""
    for _ in range(3):
        after = _place(flow, folded, stop) or _parent(flow, folded, at, stop)
        if term := _TERM.match(folded, after or stop):
            after = term.end()
        if not after:
            break
        stop = after
    return stop


def _place(flow: str, folded: str, stop: int) -> int:
    """Past " tỉnh Hưng Yên", " Thành phố", " cấp xã", " Việt Nam"; 0 if nothing of the kind follows."""
    if folded[stop : stop + 1] != " ":
        return 0
    if folded.endswith(_LOCAL_END, 0, stop) and (named := _longest(_places(), folded, stop + 1)):
        return named
    if _ends_with_unit(folded, stop):
        return _proper(flow, folded, stop)
    if folded.endswith(_COMMITTEE_END, 0, stop) and (proper := _proper(flow, folded, stop)):
        return _longest(_places(), folded, stop + 1) or proper
    kind = _LOCALITY.match(folded, stop + 1)
    if kind:
        if named := _longest(_places(), folded, kind.end() + 1):
            return named
        proper = _proper(flow, folded, kind.end()) if flow[kind.end() - 1].islower() else 0
        return proper or kind.end()
    if folded.startswith(" cấp ", stop):
        level = _LOCALITY.match(folded, stop + 5)
        return level.end() if level else 0
    return stop + len(" việt nam") if folded.startswith(" việt nam", stop) else 0


def _proper(flow: str, folded: str, stop: int) -> int:
    """Past the proper name of a place, " Vĩnh Linh" or " VĨNH LINH"; 0 if none follows."""
    if _STOP.match(folded, stop + 1):
        return 0
    if proper := _PROPER.match(flow, stop):
        return proper.end()
    begins = stop
    while (word := _CAPITALS.match(flow, stop)) and not _STOP.match(folded, stop + 1):
        if _TERM.match(folded, stop):
            break
        stop = word.end()
    return stop if stop > begins else 0


def _ends_with_unit(folded: str, stop: int) -> bool:
    starts = (stop - len(one) for one in _UNIT_END if folded.endswith(one, 0, stop))
    return any(not folded[at - 1 : at].isalpha() for at in starts)


def _parent(flow: str, folded: str, at: int, stop: int) -> int:
    """The body that another belongs to, written right behind it."""
    if folded[stop : stop + 1] != " " or not flow[stop + 1 : stop + 2].isupper():
        return 0
    if folded.startswith(_UNDER_NONE, at) and folded.startswith(_OF_PLACES, stop + 1):
        return 0
    return _longest(_names(), folded, stop + 1)


# Ministries, and bodies of places, which none belongs to: "Bộ Y tế| Ủy ban nhân dân huyện".
_UNDER_NONE, _OF_PLACES = (
    ("bộ ", "chính phủ", "thủ tướng"),
    ("ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "sở "),
)
