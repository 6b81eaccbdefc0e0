"""Mentions of plans, programmes, strategies … by name.

Such an instrument is named where a document makes it ("ban hành Chương trình …", "Quy chế … ban hành kèm
theo Quyết định số …"), or where the name itself says whose it is or for when ("Chiến lược quốc gia về …
đến năm 2030").  Any other "kế hoạch" is some plan.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from heapq import merge
from typing import Literal

import regex

from .. import late
from ..notation import body_names
from ..scan import Begun, plain
from ..vocabulary import alternatives, doc_types, doc_types_by_name, one_cue_of, one_of, one_of_before, words
from ..vocabulary.acts import ACTS
from .boundaries import FOR_WHEN, OWNED, boundaries, furthest, name_end
from .clauses import clause_begins
from .cues import enacts
from .page import Cover, Page, Read, Reference

_ROWS = [row for row in doc_types() if row.named and "treaty" not in row.classes and row.id not in ACTS]
_NAMES = {row.label for row in _ROWS} | {name for row in _ROWS for name in row.names if name.islower()}
_FORMS = sorted({form for name in _NAMES for form in (name.capitalize(), name.upper())}, key=len)
# The type word of a plan, programme or regulation with its capital: "|Kế hoạch| phát triển …".
_HEAD = late.re(
    plain(rf"(?<![\p{{L}}\p{{N}}])(?:{alternatives(_FORMS)})(?=[ ,;.)”\n])(?!(?i: hóa| hoá)(?!\p{{L}}))")
)
# The same, quickly found.
_HEADS = Begun(late.re(alternatives(_FORMS)), _HEAD)
# The same in small letters, where something in front says that it is made.
_SMALL_HEAD = late.regex(rf"(?:{alternatives(sorted(_NAMES, key=len))})(?=[ ,;.)”\n])")
_NATIONAL = words("mentions", "national")

MAKING = late.regex(
    rf"(?r)(?:{one_of_before('mentions', 'making')} (?:các |một số )?"
    rf"|kèm theo (?:{alternatives(doc_types_by_name())}) này(?: là)?:? )[“\"]?"
)
"""Words in front of an instrument that is only being made, matched backwards."""

MADE = late.re(plain(rf":? [“\"]?{one_of('mentions', 'makes')}(?: đồ án)? ?[“\"]?"))
"""What says that the act in front makes it: "Quyết định số 5| phê duyệt |Đề án …"."""
# Article 1 of an act that makes an instrument: "Điều 1. Ban hành |Quy chế …".
_FIRST = late.regex(
    r"Điều 1\. ?(?:Ban hành|Phê duyệt|Thông qua)(?: kèm theo [\p{L} ]{4,24} này(?: là)?:?)? “?"
)
# The years that end a name: " giai đoạn 2021 - 2025, định hướng đến năm 2030".
_ENDING_YEARS = late.regex(
    r",? (?:giai đoạn|thời kỳ|đến năm) [^,;]{4,30}(?:, (?:định hướng|tầm nhìn)[^,;]{4,30})?$"
)
# The symbol of a local body: "15/QĐ-|UB|ND".
_LOCAL = late.regex(r"UB|HĐND|HDND|/TU|/HU|/ĐU")
# What tells one plan from all of its kind: its years, whose it is, that it is numbered or quoted.
_TELLS_ONE = late.regex(rf"\d|{OWNED.pattern}| [ivx]{{2,5}}$")
# What leads to the subject of an act: "Nghị quyết số 5| về |Chương trình …".
_ABOUT = late.re(r" về (?:việc )?")
_PROPOSALS = ("to-trinh", "bao-cao")
# "Nghị định số … về |kế hoạch đầu tư công trung hạn|": they rule how such plans are made, and are about none.
_RULING = (*ACTS, "nghi-dinh", "thong-tu", "thong-tu-lien-tich")
Saying = Literal["", "about", "made", "made for all", "carried out"]
"""What the mention in front says of an instrument: is about it, has made it, for all provinces; or that
the page carries it out."""
_MAKES: tuple[Saying, ...] = ("made", "made for all")
# "Thực hiện |chương trình công tác năm 2024|, …" at the beginning of a line.
_CARRIED = late.regex(
    r"^(?:Thực hiện|Triển khai(?: thực hiện)?) (?=(?:chương trình|kế hoạch|đề án) )", regex.M
)
# A year that ends a name: "chương trình công tác| năm 2024|".
_OF_YEAR = late.regex(r" năm (?:học )?(?:19|20)\d\d(?: ?[-–] ?20\d\d)?$")
# A footnote that tells what its act makes: "Về việc ban hành |Quy chế …".
_NOTE_MAKES = late.regex(r"^Về (?:việc )?(?:ban hành|phê duyệt) [“\"]?", regex.MULTILINE)
# What binds a regulation to its act: "Quy chế …| ban hành kèm theo |Quyết định số …".
_ISSUED_WITH = late.regex(r"(?r)(?: hiện hành)?(?:,| \(|,? được)? ?ban hành (?:kèm )?theo ")
# "Quy định về … |tại Điều 5, Điều 6 |Quy chế … ban hành kèm theo": what has these articles is issued.
_IN_PART = late.regex(
    r" (?:tại|của) (?:(?:,? ?(?:và )?(?:các )?(?:điều|khoản|điểm|mục) [\da-zđ]{1,3}){1,6}) (?:của )?"
)
# "Sở |Quy hoạch - Kiến trúc|", "Ban |Chương trình quốc gia|": the name of a body.
_IN_BODY = late.regex(r"(?r)(?<!\p{L})(?:Sở|Viện|Cục|Vụ|Phòng|Ban|Hội|Trường|SỞ|VIỆN|CỤC|VỤ|PHÒNG|BAN) ")
# An instrument in the plural: "|các |kế hoạch"; it names none.
_MANY = late.regex(r"(?r)(?<!\p{L})(?:các|những) ")

# What no name runs over: marks, brackets, an empty line (unless it cuts a sentence), the next item.
_HARD_STOP = late.regex(r"[;:.()”“|\"]|\n\n(?!\p{Ll})|\n(?=[-+•] )")
# A name in quotation marks: "Đề án| “Xây dựng xã hội học tập”|".
_IN_QUOTES = late.regex(
    r"(?: \d{1,4})?(?i: về)? ?:? ?(?:[“\"]|'')(?P<name>(?:[^“”\"|']|'(?!')){8,320})(?:[”\"]|'')"
)
# A separator before the next mention: "Chương trình A|, |Quyết định số 5".
_JOINT = late.regex(r"(?r)(?:,|;|,? và)(?: các| tại)? ")
# What goes on to say what is carried out: "Kế hoạch| thực hiện |Nghị quyết số 5".
_CARRIES_OUT = late.re(plain(rf"(?:,? và)?,? (?:nhằm )?(?:tổ chức )?{one_cue_of('implements')} (?=\p{{L}})"))

# What makes a name that of one instrument.
_IDENTIFYING = late.regex(
    rf"(?<!cấp ){one_of('mentions', 'identifying')}"
    r"|(?: \d{1,2} năm)? \(?(?:19|20)\d\d ?[-–] ?20\d\d(?!\d)|năm 20\d\d và (?:năm )?20\d\d"
)
# Words, figures and marks that make no name: "|thực hiện| |năm| |2025|".
_COMMON = late.regex(rf"{one_of('mentions', 'common')}|\d+|[-–,()]")
# The number of an edition at the end: "Quy hoạch điện| viii|".
_EDITION = late.regex(r" [ivx]{2,5}$")
# "Quy hoạch chung |đô thị Sa Pa|", "Quy hoạch |tỉnh Hà Nam|": a plan of land, known by its place.
_OF_PLACE = late.regex(
    r"(?i: (?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|vùng|thủ đô|đặc khu"
    r"|(?:khu|cụm) (?:kinh tế|công nghiệp|đô thị|du lịch|công nghệ cao)|đô thị)(?: mới)?) \p{Lu}\p{Ll}"
)
# Rules of procedure, known by the body whose they are.
_RULES = ("quy chế", "nội quy", "điều lệ")
# Whose charter has a name of its own: "Điều lệ| Hội |Nông dân Việt Nam", "Điều lệ| Công đoàn Việt Nam|".
_CHARTERED = late.regex(
    rf" (?i:{one_of('mentions', 'chartered')}) (?:(?P<whole>Việt Nam)(?!\p{{L}})|(?=\p{{Lu}}))"
)
# What a rule of procedure stands behind: "|Căn cứ |Quy chế làm việc của …".
_RESTS_ON = late.regex(r"(?r)(?<!\p{L})(?:căn cứ|thực hiện)(?: vào)? ")
# The next body of a list: "của Bộ Chính trị|, |Ban Bí thư".
_AND_BODY = late.regex(r"(?:, | và )(?=\p{Lu})")
# A name up to its day: "Quy chế| hoạt động của Hội đồng nhân dân| ngày |02/4/2005".
_NAME_AND_DAY = late.regex(r"((?: [\p{L},]+){2,24}?),? (?:ngày )?")
# What leads to the owner: "Quy chế làm việc| của |Tỉnh ủy".
_OF_BODY = late.regex(r" của (?=\p{Lu})")
_PLANNED = (" theo đúng ", " theo ", " tại ")
_REACH = 330
_PARTS = ("phan", "chuong", "muc", "tieu")


def find_instruments(page: Page, numbered: Sequence[Reference]) -> list[Reference]:
    """All mentions of instruments by name, in order; `numbered` are the mentions with a number."""
    taken, starts = Cover.of(numbered), [r.start for r in numbered]
    said = _said(page, numbered)
    issued = dict(_issued_with(page, numbered))
    found: list[Reference] = []
    done = 0
    for start, end in _heads(page, said):
        if taken.holds(start) or start < done:
            continue
        if stop := issued.get(start):
            found.append(_reference(page, start, end, stop))
            done = stop
            continue
        if rules := _dated_rules(page, start, end, taken):
            found.append(rules)
            done = rules.end
            continue
        if stop := _charter_of(page, start, end) or _rules_of(page, start, end, taken):
            found.append(_reference(page, start, end, stop))
            done = stop
            continue
        if quoted := _quoted(page, start, end, said.get(start, "") in _MAKES):
            found.append(quoted)
            done = quoted.end
            continue
        behind = numbered[bisect_right(starts, end) :][:1]
        found += _instrument(page, start, end, said.get(start, ""), behind[0] if behind else None)
    own = _made_here(page)
    found = [one for one in found if not one.name or one.name not in own]
    found = _without_kinds(page, found)
    return sorted([*found, *_shortened(page, found, taken, own)], key=lambda one: one.start)


def _shortened(
    page: Page, found: Sequence[Reference], taken: Cover, own: Collection[str]
) -> Iterator[Reference]:
    """The names of these without the years that end them: "Chương trình Mỗi xã một sản phẩm"."""
    stems = {stem: one for one in found if (stem := _stem(one.name or ""))}
    stems = {stem: one for stem, one in stems.items() if not any(name.startswith(stem) for name in own)}
    if not stems:
        return
    inside = Cover.of(found)
    for start, end in _heads(page, ()):
        if inside.holds(start) or taken.holds(start) or _is_made_here(page, start) or _many(page, start):
            continue
        for stem, whole in stems.items():
            stop = start + len(stem)
            if page.folded.startswith(stem, start) and _ends_here(page, start, end, stop):
                yield _reference(page, start, end, stop)._replace(name=whole.name)
                break


def _ends_here(page: Page, start: int, end: int, at: int) -> bool:
    """Whether the name whose type word is `start:end` may end at this position."""
    if page.folded[at : at + 1] in ("", *',;.:()”"|') or page.folded.startswith(" (", at):
        return True
    return any(boundary.at == at for boundary in boundaries(page, start, end, "plan"))


def _without_kinds(page: Page, found: list[Reference]) -> list[Reference]:
    """Without what an act makes rules of: a kind of plan, not one ("Điều 23. Chương trình quốc gia …").

    The heading of an article names such a kind; and what the page prints in small letters too is none that
    begins a line.
    """
    doubtful = [one for one in found if one.name and not _TELLS_ONE.search(one.name)]
    if not doubtful or not page.has_articles:
        return found
    headings = tuple(
        page.words(line.words, line.end).lower() for line in page.text.lines.all if line.kind == "dieu"
    )
    kinds = {one.start for one in doubtful if _is_kind(page, one, headings)}
    return [one for one in found if one.start not in kinds]


def _is_kind(page: Page, one: Reference, headings: tuple[str, ...]) -> bool:
    name = one.name or ""
    if any(heading.count(" ") > 1 and name.startswith(heading) for heading in headings):
        return True
    lines = page.text.lines
    if lines.all[lines.at(one.start)].words != one.start:
        return False
    return any(page.flow[hit].islower() for hit in _places_of(page.folded, name))


def _places_of(folded: str, name: str) -> Iterator[int]:
    at = folded.find(name)
    while at >= 0:
        yield at
        at = folded.find(name, at + 1)


def _stem(name: str) -> str:
    """A name without its years, if what is left still says what it is about."""
    years = _ENDING_YEARS.search(name)
    stem = name[: years.start()] if years else ""
    return stem if len(_COMMON.sub(" ", stem).split()) > 4 else ""


def _made_here(page: Page) -> set[str]:
    """The names of what the document itself makes: "Điều 1. Ban hành Chương trình …"."""
    if not enacts(page.own_type):
        return set()
    names = set()
    for first in _FIRST.finditer(page.flow, page.start):
        if head := _HEAD.match(page.flow, first.end()):
            stop = _end(page, *head.span(), "", None)
            names.add(" ".join(page.folded[head.start() : stop].split()))
    return names


def _said(page: Page, numbered: Sequence[Reference]) -> dict[int, Saying]:
    """What the mention in front says of an instrument, by where that begins."""
    makers = [r for r in numbered if r.kind != "self" and r.type_id not in _PROPOSALS]
    abouts = (_about(page, r) for r in makers if enacts(r.type_id))
    said: dict[int, Saying] = {about: "about" for about in abouts if about}
    for maker in makers:
        if makes := MADE.match(page.folded, maker.end):
            said[makes.end()] = "made" if _LOCAL.search(maker.symbol) else "made for all"
    said |= dict.fromkeys((hit.end() for hit in _CARRIED.finditer(page.text.clean)), "carried out")
    for note in _NOTE_MAKES.finditer(page.text.clean):
        if page.part_at(note.start()) == "note":
            said[note.end()] = "made"
    return said


def _about(page: Page, maker: Reference) -> int:
    """Where the title of a document says what it is about, or 0; an act rules on no plan in lower case."""
    about = _ABOUT.match(page.folded, maker.end)
    if about is None or (maker.type_id in _RULING and page.flow[about.end() : about.end() + 1].islower()):
        return 0
    return about.end()


def _heads(page: Page, made: Collection[int]) -> Iterator[tuple[int, int]]:
    """Type words with a capital, and those in lower case of what is made."""
    spans = (match.span() for match in _HEADS.finditer(page.flow, page.start))
    capital = (
        one for one in spans if not page.folded.startswith(" này ", one[1])
    )  # "Quy chế này quy định …"
    small = [match.span() for at in sorted(made) if (match := _SMALL_HEAD.match(page.flow, at))]
    return merge(capital, small) if small else capital


def _quoted(page: Page, start: int, end: int, made: bool) -> Reference | None:
    """ "Đề án “Tuyên truyền, phổ biến pháp luật …” giai đoạn 2021 - 2025"."""
    quoted = _IN_QUOTES.match(page.flow, end)
    if not quoted or quoted["name"].count(" ") < 2 or "\n\n" in page.text.clean[start : quoted.end()]:
        return None
    if not made and (_many(page, start) or _is_made_here(page, start) or not _is_national(page, start, end)):
        return None
    when = FOR_WHEN.match(page.folded, quoted.end())
    reference = _reference(page, start, end, when.end() if when else quoted.end())
    name = f"{page.folded[start:end]} {page.folded[quoted.start('name') : quoted.end('name')]}"
    return reference._replace(name=" ".join(name.split()))


def _charter_of(page: Page, start: int, end: int) -> int:
    """The end of "Điều lệ Hội Nông dân Việt Nam", known by the organisation that it is of, or 0."""
    of = _CHARTERED.match(page.flow, end) if page.folded[start:end] == "điều lệ" else None
    if of is None or _is_made_here(page, start) or _is_own(page, start) or _is_heading(page, start, end):
        return 0
    return body_names.end(page.flow, page.folded, end + 1) or max(of.end("whole"), 0)


def _rests_on(page: Page, start: int) -> bool:
    """Whether rules stand behind "Căn cứ", or as the next of a list of grounds."""
    if _RESTS_ON.match(page.folded, max(0, start - 16), start):
        return True
    return page.part_at(start) == "preamble" and page.folded.endswith(("; ", " và "), 0, start)


def _rules_of(page: Page, start: int, end: int, taken: Cover) -> int:
    """The end of "Quy chế làm việc của Tỉnh ủy A nhiệm kỳ 2025 - 2030" behind "Căn cứ", or 0."""
    if page.folded[start:end] not in _RULES or not _rests_on(page, start):
        return 0
    for owned in _OF_BODY.finditer(page.flow, end, furthest(page, start, end)):
        if taken.touches(start, owned.end()):
            return 0
        if stop := body_names.end(page.flow, page.folded, owned.end()):
            stop = _listed(page, stop)
            when = FOR_WHEN.match(page.folded, stop)
            return when.end() if when else stop
    return 0


def _listed(page: Page, stop: int) -> int:
    """Where a list of bodies ends: "… của Ban Chấp hành Trung ương|, Bộ Chính trị, Ban Bí thư khóa XIII|;".

    A body that goes on with what it does begins another clause.
    """
    ends = stop
    while more := _AND_BODY.match(page.flow, stop):
        stop = body_names.end(page.flow, page.folded, more.end())
        if not stop:
            break
        ends = stop if page.flow[stop : stop + 1] in ",;." else ends
    return ends


def _dated_rules(page: Page, start: int, end: int, taken: Cover) -> Reference | None:
    """ "Quy chế hoạt động của Hội đồng nhân dân ngày 02 tháng 4 năm 2005" behind "Căn cứ"."""
    if page.folded[start:end] not in _RULES or not _RESTS_ON.match(page.folded, max(0, start - 16), start):
        return None
    limit = furthest(page, start, end)
    day = next((hit for at, hit in page.dates.items() if end < at < limit), None)
    name = _NAME_AND_DAY.fullmatch(page.folded, end, day.start) if day else None
    if (
        day is None
        or name is None
        or taken.touches(start, day.end)
        or _HARD_STOP.search(page.text.clean, end, day.start)
    ):
        return None
    called = _reference(page, start, end, end + len(name[1]))
    return called._replace(end=day.end, date=day._replace(by="date:behind"))


def _is_national(page: Page, start: int, end: int) -> bool:
    return page.folded[start:end].removesuffix(" hành động") in _NATIONAL


def _issued_with(page: Page, numbered: Sequence[Reference]) -> Iterator[tuple[int, int]]:
    """Start and end of "Quy chế …" in "Quy chế … ban hành kèm theo Quyết định số …"."""
    last = 0
    for reference in numbered:
        low, at = max(last, reference.opening - _REACH), reference.opening
        last = reference.end
        issued = _ISSUED_WITH.match(page.folded, low, at)
        if not issued or reference.kind == "self":
            continue
        for stop in _HARD_STOP.finditer(page.text.clean, low, issued.start()):
            low = stop.end()
        for part in _IN_PART.finditer(page.folded, low, issued.start()):
            low = part.end()
        low = max(low, page.part_starts[bisect_right(page.part_starts, issued.start()) - 1])
        ends = _before_maker(page, low, issued.start())
        head = _HEAD.search(page.flow, low, ends)
        if head and page.flow.count(" ", head.end(), ends) >= 2 and not _many(page, head.start()):
            yield head.start(), ends


def _before_maker(page: Page, low: int, at: int) -> int:
    """Where the name ends in "Quy chế cán bộ| do Ban Bí thư |ban hành theo Quyết định số 5"."""
    by = page.folded.rfind(" do ", low, at)
    return by if by >= 0 and body_names.end(page.flow, page.folded, by + len(" do ")) == at else at


def _many(page: Page, start: int) -> bool:
    return _MANY.match(page.folded, max(0, start - 8), start) is not None


def _reference(page: Page, start: int, end: int, stop: int) -> Reference:
    kind = Read(doc_types_by_name()[page.folded[start:end]][0].id, start, end, "type:name")
    if page.flow[max(0, start - 11) : start] == "Điều chỉnh ":  # the adjusted edition is another document
        start -= 11
    name = " ".join(page.folded[start:stop].split())
    return Reference("named", start, stop, doc_type=kind, name=name, issuer=_owner(page, start, stop))


def _instrument(
    page: Page, start: int, end: int, said: Saying, behind: Reference | None
) -> Iterator[Reference]:
    """The instrument whose type word stands at `start:end`; `behind` is the next mention with a number.

    A mention in front may have `said` something of it.
    """
    made = said in _MAKES
    head = page.folded[start:end]
    general = not _is_national(page, start, end) or _many(page, start)
    if general and page.flow[start].islower():
        return
    if _is_heading(page, start, end) or _IN_BODY.match(page.flow, max(0, start - 8), start):
        return
    if not made and (general or _is_made_here(page, start) or _is_own(page, start)):
        return
    planned = head == "quy hoạch" and page.folded[max(0, start - 12) : start].endswith(_PLANNED)
    stop = _end(page, start, end, "made" if planned else said, None if planned else behind)
    topic = " ".join(page.folded[end:stop].split())
    if topic.count(" ") < 1:
        return
    if (
        (made and page.flow[start].isupper())
        or _identifies(page, topic, start, stop)
        or (said == "carried out" and _OF_YEAR.search(f" {topic}"))
        or ((planned or said == "about") and len(_COMMON.sub(" ", topic).split()) > 2)
    ):
        yield _reference(page, start, end, stop)


def _is_made_here(page: Page, start: int) -> bool:
    return MAKING.match(page.folded, max(0, start - 40), start) is not None


def _is_heading(page: Page, start: int, end: int) -> bool:
    """Whether a type word in capitals heads an annex, alone on its line, or a part: "Mục 1 / QUY HOẠCH …"."""
    clean = page.text.clean
    if not clean[start:end].isupper():
        return False
    if clean[end : end + 1] == "\n" and clean[start - 1 : start] in ("\n", "|"):
        return True
    lines = page.text.lines
    i = lines.at(start)
    above = lines.all[i - 1] if lines.all[i].kind == "none" and i else lines.all[i]
    return above.kind in _PARTS and not clean[above.words : start].strip()


def _is_own(page: Page, start: int) -> bool:
    """Whether it is what a resolution or decision is about: "NGHỊ QUYẾT / Về Quy hoạch tổng thể …"."""
    if page.part_at(start) != "subject" or not enacts(page.own_type):
        return False
    begin = page.part_starts[bisect_right(page.part_starts, start) - 1]
    return page.folded[begin:start].strip() in ("", "về", "về việc")


def _identifies(page: Page, topic: str, start: int, stop: int) -> bool:
    """Whether the name says whose or for when, and on what; or stands in quotation marks."""
    if page.flow[start - 1 : start] in ("“", '"') and page.flow[stop : stop + 1] in ("”", '"'):
        return True
    if OWNED.search(f" {topic}") or _EDITION.search(topic):
        return True
    if page.folded.startswith("quy hoạch", start) and _OF_PLACE.search(page.flow, start, stop):
        return True
    return _IDENTIFYING.search(topic) is not None and len(_COMMON.sub(" ", topic).split()) > 1


def _end(page: Page, start: int, end: int, said: Saying, behind: Reference | None) -> int:
    """Where the name of an instrument ends; `end` itself where that is not sure."""
    made, limit = said in _MAKES, furthest(page, start, end)
    if said == "made for all" and (here := page.folded.find(" trên địa bàn ", end, limit)) >= 0:
        limit = here
    if behind and behind.opening < limit and (joint := _JOINT.match(page.folded, end, behind.opening)):
        limit, behind = joint.start(), None
    nested = behind if behind and behind.start < limit else None
    if carries := _carries(page, end, limit, nested):
        return carries
    if nested and made:
        return nested.end
    stop = min(limit, nested.start) if nested else limit
    return name_end(page, start, end, "made" if made else "plan", stop) or end


def _carries(page: Page, end: int, limit: int, nested: Reference | None) -> int:
    """Where a name stops to say what it carries out: "Chương trình hành động| thực hiện Nghị quyết số 5"."""
    carries = _CARRIES_OUT.search(page.folded, end, nested.start + 1 if nested else limit)
    if (
        carries
        and carries.start() > end
        and (nested or _HEAD.match(page.flow, carries.end()))
        and not clause_begins(page, end, carries.start())
        and (nested or _says_what(page.folded[end : carries.start()]))
    ):
        return carries.start()
    return 0


def _says_what(words: str) -> bool:
    """Whether words name an instrument; "Kế hoạch |tổng thể| thực hiện Chiến lược …" goes on."""
    return bool(_COMMON.sub(" ", words).split()) or OWNED.search(words) is not None


# Acts whose body stands behind them, not behind the plan: "Kế hoạch thực hiện |quyết định| của Thủ tướng".
_ACTS_OF = (" quyết định", " nghị quyết", " chỉ thị", " nghị định", " kết luận", " chỉ đạo", " ý kiến")
# An act in a name, whose body ends it: "Kế hoạch triển khai Chỉ thị số |31/CT|-TTg của Thủ tướng Chính phủ".
_OF_ANOTHER = late.regex(r"\d[/-]\p{Lu}")


def _owner(page: Page, start: int, stop: int) -> Read[str] | None:
    """ "… của Chính phủ" at the end of a name says who issued it."""
    hits = [hit for hit in OWNED.finditer(page.folded, start, stop) if hit.end() == stop]
    if hits and (
        _OF_ANOTHER.search(page.flow, start, hits[-1].start())
        or page.folded.endswith(_ACTS_OF, start + 1, hits[-1].start())
    ):
        return None
    return (
        Read(page.flow[hits[-1].start("owner") : stop], hits[-1].start("owner"), stop, "issuer:name")
        if hits
        else None
    )
