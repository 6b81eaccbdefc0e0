"""In which mode this document acts on another: it says so of itself, it orders others, or neither."""

from __future__ import annotations

from .. import late
from ..model import Mode
from ..notation import body_names
from ..notation.dates import NEWS
from ..text import fold
from ..vocabulary import alternatives, doc_types_by_name, label, one_of
from .cues import CHANGES, NOMINAL, ORDERED, REPORTING, Cue, cues, is_denied
from .page import Page

_TYPES = alternatives(doc_types_by_name())
# Who draws up the document itself: "UBND tỉnh |xây dựng Kế hoạch| thực hiện …".
_DRAWN_UP = late.regex(rf"{one_of('claims', 'drawn_up')} (?P<type>{_TYPES})(?: \p{{L}}+){{0,10}}? $")
# What is enclosed with it: "Ban hành |kèm theo Quyết định này Kế hoạch |thực hiện …".
_ENCLOSED = late.regex(
    rf"kèm theo (?:{_TYPES}) này [“\"]?(?:{_TYPES})(?: hành động)?(?: [\p{{L}}\d]+){{0,8}}? $"
)
# What a decision issues: "Điều 1. |Ban hành Kế hoạch |thực hiện Nghị quyết …".
_ISSUES = late.regex(
    rf"[\s\d.)“\"*-]{{0,12}}(?:ban hành|phê duyệt)(?: kèm theo)? [“\"]?(?:{_TYPES})(?: hành động)?"
    r"(?: của \p{L}+(?: \p{L}+)?)? "
)
# "bám sát |các chương trình hành động| thực hiện Nghị quyết …": they do it, nobody is told to.
_MANY_PLANS = late.regex(rf"(?r)(?:các|những) (?:{_TYPES})(?: hành động)? ")
# What shows that the text itself follows: "như sau:".
_AS_FOLLOWS = late.regex(r"(?P<so>(?:như|nội dung(?: chủ yếu| cụ thể| chính)?) sau(?: đây)?) ?[:.]|[.;]\s")
# The heading above a place: "I. MỤC ĐÍCH, YÊU CẦU".
_HEADING_ABOVE = late.regex(
    r"(?rm)^[*# ]*(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})?)[.)/-]+\s*(?P<words>\p{Lu}[\p{L},\s]{3,60}):?\n"
)
# A heading that tells what the document is for.
_PURPOSE = late.regex(r"mục\s(?:đích|tiêu)|quan\sđiểm|ý\snghĩa")
# A sentence that tells of the past: "Trong những năm qua, …".
_PAST = late.regex(
    r"[\s\d.)“\"*-]{0,12}(?:(?:trong )?(?:những năm|thời gian|các năm|\d{1,3} năm|vừa) qua"
    r"|(?:sau|qua)(?: hơn| gần)? \d{1,2} (?:năm|tháng)(?! kể từ))(?!\p{L})"
)
# Somebody has done it: "Bộ Y tế |đã tổ chức |triển khai Nghị quyết …".
_DONE = late.regex(r"(?r)(?<!\p{L})đã(?: (?!giao|được|yêu|đề|chỉ)\p{L}+){0,4} ")
# Who begins a line and has done something: "|Quốc hội đã |thông qua Nghị quyết …".
_HAS_DONE = late.regex(r"(?:\p{L}+ ){1,8}?đã (?!giao|được|yêu|đề|chỉ)")
# A report that is spoken of: "nhấn mạnh đến |nội dung Báo cáo| tổng kết 10 năm thực hiện Nghị quyết …".
_OF_REPORT = late.regex(r"(?<!\p{L})(?:nội dung|dự thảo|thông qua|nghe) báo cáo $")
# What a document does that speaks of another.
_TELLS = late.regex(rf" (?:cũng |đã |còn )?{one_of('claims', 'telling')}")
# What a page without a head calls itself: "|Quyết định này |có hiệu lực …".
_ITSELF = late.regex(rf"(?:{_TYPES}) này(?!\p{{L}})")
# A day that has passed: "Ngày 05/6/2024, |Bộ Y tế tổ chức hội nghị triển khai …".
_ON_DAY = late.regex(r"[\s\d.)“\"*-]{0,12}(?=ngày \d)")
_PORTION = 2500
_NAMED = 160  # characters in which a law is named with its number
_REACH = 500
TELLING = ("to-trinh", "bao-cao")
"""Types of documents that go to a higher body, which they cannot order to do anything."""

_ITEM = ' \n“"*-1234567890.:abcdđ)'
# What opens an article of old prints: "|Điều 3.- |Bãi bỏ", "|Nay |bãi bỏ".
_OPENS = late.regex(r"^\s*(?:điều (?:\d{1,3}|thứ \p{L}+)\s?[.:–-]+\s*)?(?:nay )?")


def mode_of(page: Page, cue: Cue, gap: str, part: str, at: int) -> Mode | None:
    """Asserted of this document, ordered of others, or neither; the mention begins at `at`."""
    before = gap[: cue.start]
    if cue.kind == "corrects" and (before.endswith("xin ") or _issuer_acts(page, before, at - len(gap))):
        return "asserted"  # "Bộ Tài chính xin đính chính": who says it does it
    if _formula(page, before) or _announced(page, before, at):
        return "asserted"
    if is_denied(gap, cue) or _MANY_PLANS.match(before):
        return None
    if part == "subject":
        return "asserted" if cue.kind != "reports_on" or page.own_type == "bao-cao" else None
    if part != "body" or NOMINAL.match(before):
        return None
    if cue.kind == "reports_on":
        if page.own_type == "bao-cao":
            return "asserted"
        if _OF_REPORT.search(before):
            return None
        reporting = cue.words.startswith(("báo cáo", "rà soát")) or REPORTING.search(before[-90:])
        return "directed" if reporting else None
    first = not _OPENS.sub("", before).strip(_ITEM) or before.rstrip(" ,").endswith("này")
    first = first or _by_itself(page, before)
    unordered = page.enacts and (first or _unordered(page, before, at - len(gap)))
    if cue.kind in CHANGES and (_by_itself(page, before) or unordered):
        return "asserted"
    if page.own_type in TELLING or _heads_article(page, at) or _purpose(page, at):
        return None
    start = at - len(gap)
    if _PAST.match(before) or _DONE.match(before) or _on_day_past(page, before, start):
        return None
    if cue.kind in CHANGES and not is_ordered(before) and _is_told(page, start + cue.start):
        return None
    return "directed" if cue.kind in ORDERED else None


def _issuer_acts(page: Page, before: str, start: int) -> bool:
    """Whether what stands before a cue is the name of who issues the document: "|Bộ Y tế |đính chính"."""
    end = body_names.end(page.flow, page.folded, start) if before.strip() else 0
    name = before.strip()
    return end == start + len(before.rstrip()) and any(
        name in fold(one.value.name) for one in page.own.issuers
    )


def _is_told(page: Page, at: int) -> bool:
    """Whether the line of a change tells what a body has done: "Quốc hội đã thông qua A, |sửa đổi |B"."""
    lines = page.text.lines
    return _HAS_DONE.match(page.folded, lines.all[lines.at(at)].words, at) is not None


def told_by(words: str) -> bool:
    """Whether a cited document is what speaks: "Hướng dẫn số 230/HD-BNV |nhấn mạnh |việc thực hiện …".

    >>> told_by(" nhấn mạnh việc thực hiện "), told_by(", các sở thực hiện ")
    (True, False)
    """
    return _TELLS.match(words) is not None


def _on_day_past(page: Page, before: str, start: int) -> bool:
    """Whether a sentence tells what was done on a day before that of the document itself."""
    if page.own.date is None and NEWS.match(before):
        return True
    begun = _ON_DAY.match(before)
    day = page.dates.get(start + begun.end()) if begun else None
    return day is not None and (page.own.date is None or day.value < page.own.date.value)


def _heads_article(page: Page, at: int) -> bool:
    """Whether a place lies in the heading of an article: "Điều 4. Trách nhiệm thực hiện Luật …"."""
    lines = page.text.lines
    i = lines.at(at)
    return page.enacts and lines.all[i].kind == "dieu" and lines.last(i) not in ".;:,"


# Somebody is to do it: "giao Bộ Y tế sửa đổi …", "Sở A có trách nhiệm bãi bỏ …".
_ORDERED = late.regex(one_of("claims", "ordering"))


def is_ordered(before: str) -> bool:
    """Whether the words in front of a cue say that somebody is to do it: "giao Bộ Y tế |sửa đổi"."""
    return _ORDERED.search(before) is not None


def _unordered(page: Page, before: str, start: int) -> bool:
    """Whether a change behind other words is this document's own: "Bãi bỏ khoản 1; |bãi bỏ| khoản 2 …"."""
    if _ORDERED.search(before):
        return False
    first = next(iter(cues(before)), None)
    goes_on = (
        first is not None
        and first.kind in CHANGES
        and (not before[: first.start].strip(_ITEM) or _begins_line(page, start + first.start))
    )
    return goes_on or ";" in before or before.startswith(("kể từ ngày", "từ ngày"))


def _begins_line(page: Page, at: int) -> bool:
    """Whether a line begins there, below a heading that has no mark: "Điều 3. Kỳ hạn / Bãi bỏ …"."""
    lines = page.text.lines
    return lines.all[lines.at(at)].words == at


def _purpose(page: Page, at: int) -> bool:
    """Whether the heading above says that here stands what the document is for."""
    heading = _HEADING_ABOVE.search(page.text.clean, max(0, at - _PORTION), at)
    return heading is not None and _PURPOSE.match(heading["words"].lower()) is not None


def speaks(page: Page, before: str) -> bool:
    """Whether the words before a cue name this document: "Thông tư này |quy định chi tiết"."""
    return _formula(page, before) or _by_itself(page, before)


def _formula(page: Page, before: str) -> bool:
    """ "Bộ trưởng Bộ Y tế ban hành Thông tư bãi bỏ …": the formula names this document."""
    if page.own_type is None:
        return False
    word = label(page.own_type)
    said = before.rstrip()
    return said.endswith((f"ban hành {word}", f"{word} này")) and not said.endswith(f"đã ban hành {word}")


def _announced(page: Page, before: str, at: int) -> bool:
    """ "Ủy ban nhân dân tỉnh xây dựng Kế hoạch hành động |thực hiện Chương trình … như sau:"."""
    if _ENCLOSED.search(before) or (page.enacts and _ISSUES.fullmatch(before)):
        return True
    hit = _DRAWN_UP.search(before)
    if hit is None or page.own_type not in (None, doc_types_by_name()[hit["type"]][0].id):
        return False
    end = _AS_FOLLOWS.search(page.folded, at, at + _REACH)
    return end is not None and end["so"] is not None


def _by_itself(page: Page, before: str) -> bool:
    """ "Quyết định này có hiệu lực kể từ ngày ký và thay thế …", "Thông tư số 5 (its own) thay thế …"."""
    subject = before.lstrip(_ITEM)
    if page.own_type is None:
        return _ITSELF.match(subject) is not None
    if not subject.startswith(label(page.own_type)):
        return False
    return subject.startswith(f"{label(page.own_type)} này ") or _by_number(page, subject)


def _by_number(page: Page, subject: str) -> bool:
    """Whether the subject is the document under its own number: "Luật Thuế A số 48/2031/QH17 ngày …"."""
    number = page.own.number.value.compact.lower() if page.own.number else ""
    at = subject.find(number, 0, _NAMED) if number else -1
    return at > 0 and not any(sign in subject[:at] for sign in ";:.")
