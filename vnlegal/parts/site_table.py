"""What the table of a site above a text says of it: "| Số hiệu | 12/2031/NĐ-CP |", "Ngày ban hành: 5/2/2031".

Sites print the attributes of a document in fields of their own. They tell the head of a page that has no
letterhead, or only a summary; what the page itself prints comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from .. import late
from ..lines import Stretch
from ..model import Body, DocNumber, Field, Preface
from ..notation import dates, numbers
from ..text import Text, bare, fold, trim
from ..vocabulary import DocType, doc_types_by_abbreviation, doc_types_by_name
from .cells import cut
from .letterhead import body_field
from .wording import any_of, forms

_BY = "site table"
_ZONE = 4000
_QUICK = ("hiệu", "hieu", "số văn bản")  # a word of every label of a number
_FIELDS = ("number", "type", "date", "issuer", "title")
# The label of a cell that holds its value too: "Số hiệu: 12/2031/NĐ-CP".
_LABELLED = late.regex(r"(?:[-–+•] ?)?(?P<label>[\p{L}/, ]{6,24}) ?: ?(?=\S)")
# Words of which no value is made: "Đang cập nhật", "N/A".
_NONE = late.regex(r"(?:dang cap nhat|chua (?:co|ro)|khong ro|n/a|-+)\.?$")

# What follows the name of a body: " (NHNN)", " nước Cộng hòa xã hội chủ nghĩa Việt Nam".
_MORE = late.re(r" \(| nước cộng hòa")
# Between two bodies that issued jointly: "Bộ Tài chính|; |Bộ Nội vụ", "Bộ Y tế| - |Bộ Tài chính".
_NEXT_BODY = late.regex(rf"\s?(?:;|,|\s[-–])\s(?={any_of('body')})")
# A day as computers write it: "2031-02-05".
_ISO = late.re(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def told_by_site(text: Text, head: int) -> Preface:
    """What the fields of a site tell that stand above the end of the `head` or a little below it.

    Nothing unless they give one number, and one thing more.
    """
    stop = min(head + _ZONE, len(text.clean))
    if not any(text.folded.find(word, 0, stop) >= 0 for word in _QUICK):
        return Preface()
    found = _values(text, stop)
    number = _number(_words(text, found["number"])) if "number" in found else None
    if number is None or len(found) < 2:
        return Preface()
    told = Preface(number=text.field(number, *found["number"], _BY))
    if "date" in found and (day := _day(_words(text, found["date"]))):
        told = replace(told, date=text.field(day, *found["date"], _BY))
    if "type" in found and (type := _type(bare(fold(_words(text, found["type"]))))):
        told = replace(told, doc_type=text.field(type, *found["type"], _BY))
    elif number.doc_type and len(rows := doc_types_by_abbreviation(False).get(number.doc_type, ())) == 1:
        told = replace(told, doc_type=Field(rows[0].id, None, "form of the number"))
    if "title" in found:
        told = replace(told, subject=text.words(*found["title"], _BY))
    return replace(told, issuers=_issuers(text, found))


def _number(words: str) -> DocNumber | None:
    """The number that fills a field, that of a court included: "34/2025/DS-ST"."""
    whole = (number for start, end, number in numbers.find(words) if end - start == len(words))
    return numbers.parse(words) or next(whole, None)


def _words(text: Text, stretch: Stretch) -> str:
    return text.clean[slice(*stretch)]


def _type(words: str) -> str | None:
    """The type with which a value begins: "Nghị định của Chính phủ", "Luật (sửa đổi)"."""
    parts = words.replace("(", " (").split()
    named = (_types().get(" ".join(parts[:n])) for n in range(len(parts), 0, -1))
    return next((rows[0].id for rows in named if rows), None)


def _day(words: str) -> date | None:
    if _ISO.fullmatch(words):
        return date.fromisoformat(words)
    return dates.read(f"ngày {fold(words).removeprefix('ngày ')}")


def _issuers(text: Text, found: Mapping[str, Stretch]) -> tuple[Field[Body], ...]:
    """The body of the field "Cơ quan ban hành"; that of "Nơi ban hành" if it is one: it may be a town."""
    for field in ("issuer", "place"):
        if field in found:
            bodies = tuple(_body(text, *one) for one in _listed(text, *found[field]))
            return bodies if field == "issuer" or bodies[0].value.id else ()
    return ()


def _listed(text: Text, start: int, end: int) -> Iterator[Stretch]:
    """The bodies of a field: "Bộ Tài chính; Bộ Nội vụ", "Bộ Tài chính, Bộ Nội vụ"."""
    edges = [match.span() for match in _NEXT_BODY.finditer(text.folded, start, end)]
    begins = [start, *(stop for _, stop in edges)]
    yield from zip(begins, [*(begin for begin, _ in edges), end], strict=True)


def _body(text: Text, start: int, end: int) -> Field[Body]:
    more = _MORE.search(text.folded, start, end)
    return replace(body_field(text, [(start, more.start() if more else end)], None), by=_BY)


def _values(text: Text, stop: int) -> Mapping[str, Stretch]:
    """The first value of each field that gives one."""
    found: dict[str, Stretch] = {}
    for field, start, end in _fields(text, stop):
        value = trim(text.clean, start, end, " \n.;")
        if value[0] == value[1] or _NONE.match(bare(text.folded[slice(*value)])):
            continue
        if field == "number" and _words(text, found.setdefault(field, value)) != _words(text, value):
            return {}  # a list of documents
        found.setdefault(field, value)
    return found


def _fields(text: Text, stop: int) -> Iterator[tuple[str, int, int]]:
    """Labels with the cell behind them, or with what stands behind their colon."""
    label, line = "", -1
    for cell in cut(text, 0, stop):
        if label and cell.line == line:
            yield label, cell.start, cell.end
        label, line = _label(text.folded[cell.start : cell.end].strip(" :-–+•")), cell.line
        if found := _LABELLED.match(text.folded, cell.start, cell.end):
            yield _label(found["label"]), found.end(), cell.end


def _label(words: str) -> str:
    return _labels().get(bare(words).strip(), "")


@cache
def _labels() -> Mapping[str, str]:
    """The fields by their labels without marks: some sites print none."""
    return {bare(form): field for field in (*_FIELDS, "place") for form in forms(f"site {field}")}


@cache
def _types() -> Mapping[str, tuple[DocType, ...]]:
    return {bare(name): rows for name, rows in doc_types_by_name().items()}
