"""What was not read is told: missing parts, strings like numbers, holes among articles.

>>> from vnlegal.document import parse
>>> page = "BỘ NỘI VỤ\\nSố: 5/BNV-VP\\nKính gửi: Bộ Y tế.\\nTheo Nghị định số l5/2020/NĐ-CP./."
>>> [(one.code, one.hint) for one in parse(page).findings if one.code == "VP201"]
[('VP201', '15/2020/NĐ-CP')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from . import late
from .model import Document, Finding, Portion, Severity, Span
from .notation import numbers
from .parts.tree import Inside, ended, quotations
from .scan import Begun, Match, plain
from .text import Text
from .told import disagreements
from .vocabulary import doc_types, table

_BARE = str.maketrans("Đ", "D")
_SHORT = {short for row in doc_types() for short in (*row.state, *row.party)}
_FULL = {bare: short for short in _SHORT if (bare := short.translate(_BARE)) not in _SHORT}
_TYPES = "|".join(late.longest_first({*_SHORT, *_FULL}))
_PART = r"[/\\_.\-⁄]"
# Whatever has the shape of a number: serial, perhaps a year, type and issuer, with any marks between them.
_SHAPE = late.regex(
    rf"(?<![\p{{L}}\p{{N}}/])(?P<serial>[\dlOo]{{1,5}}[a-zđ]?)\s?(?!\.\s){_PART}{{1,2}}\s?"
    rf"(?:(?P<year>[12][\dOo]{{3}})\s?{_PART}{{0,2}}\s?)?"
    rf"(?P<type>{_TYPES})\s?{_PART}{{1,2}}\s?"
    r"(?P<rest>(?=[\p{L}&]?\p{Lu})\p{Lu}[\p{L}&]{1,9}(?:[-/]\p{Lu}[\p{L}&]{1,9}){0,3})"
    r"|(?<![\p{L}\p{N}/])\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?/\p{Lu}[\p{L}\d&]{0,9}(?:-\p{Lu}[\p{L}\d&.]{0,12}){1,4}"
    r"|(?<=[Ss]ố:?\s)\d{1,5}/(?:19|20)\d\d(?![/\d])"
)
# The same where it can begin: digits, or letters that look like them, a mark, a year or a capital.
_SHAPES = Begun(
    late.re(
        plain(
            rf"[0-9lOo](?<![^\W_].)(?<!/.)[\dlOo]{{0,4}}[a-zđ]?\s?(?!\.\s)"
            rf"(?:{_PART}{{1,2}}\s?(?:[12][\dOo]{{3}}\s?{_PART}{{0,2}}\s?)?\p{{Lu}}|/(?:19|20)\d\d)"
        )
    ),
    _SHAPE,
)
# Letters that look like others (Cyrillic), dashes, full-width forms: one for one.
_PLAIN = {
    **dict(zip("АВЕКМНОРСТХУ", "ABEKMHOPCTXY", strict=True)),
    **dict(zip("‐‑‒–—∕", "-----/", strict=True)),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
}
_ODD = late.re(f"[{re.escape(''.join(_PLAIN))}]")
_ARTICLE = late.regex(r"^(?:\|\s?)?(?P<line>Điều \d{1,3}[a-zđ]?)[.:](?=\s)", regex.MULTILINE)
_DIGITS = late.regex(r"\d+")
_PARTY = ("TW", "TU", "HU", "ThU", "ĐU")  # with a committee of the Party the hyphen comes first (36-HD/VPTW)
# "Mẫu số |01/TB-ĐĐKD|" names a form; the name of a file is no citation ("Thong tu 06_2026_TT-BNV.pdf").
_FORM = late.re(r"(?:mẫu|biểu|form)(?: số)?:? ?$")
_FILE = late.regex(r"[^\n|\]]{0,60}\.(?:pdf|docx?|xlsx?|zip)\b")
_NAMED = 5  # how many numbers of a site's list a finding names
_CASES = str.maketrans("lOo", "100")


@dataclass(frozen=True, slots=True)
class Kind:
    """A finding of reading: its code, severity, the parts that it is about, and its words."""

    code: str
    severity: Severity
    about: tuple[str, ...]
    vi: str
    types: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by code."""
    return {
        row["code"]: Kind(
            row["code"],
            row["severity"],
            tuple(row["about"]),
            row["vi"],
            frozenset(row.get("types", ())),
            frozenset(row.get("except", ())),
        )
        for row in table("findings")["finding"]
    }


def read_findings(document: Document, text: Text) -> tuple[Finding, ...]:
    """All findings of reading of a document, the missing parts first, then in page order."""
    told = (_finding(document, *one) for one in disagreements(document))
    found = [*_unread(document, text), *_articles(document, text), *_others(document), *told]
    return (*_missing(document), *sorted(found, key=lambda one: one.span or Span(0, 0)))


def _finding(
    document: Document, code: str, span: Span | None, words: str = "", hint: str | None = None
) -> Finding:
    kind = kinds()[code]
    message = kind.vi.format(text=" ".join(words.split()))
    return Finding(code, kind.severity, message, document.source.path, span, hint=hint, about=kind.about)


def _missing(document: Document) -> Iterator[Finding]:
    """Each part once that a document of this type should have and this one lacks."""
    preface, end = document.preface, document.conclusions
    signed = any(one.name for one in end.signatures)
    head = (preface.number, preface.issuers, preface.date, preface.doc_type, preface.addressees)
    if not any(head):
        yield _finding(document, "VP101" if signed else "VP100", None)
        return
    kind = preface.doc_type.value if preface.doc_type else ""
    has: tuple[tuple[str, object], ...] = (
        ("VP102", preface.number),
        ("VP103", preface.issuers),
        ("VP104", preface.date),
        ("VP105", preface.subject),
        ("VP106", preface.addressees),
        ("VP107", signed),
        ("VP108", end.recipients),
    )
    for code, part in has:
        row = kinds()[code]
        wanted = kind in row.types if row.types else kind not in row.spared
        if not part and wanted:
            yield _finding(document, code, None)


def _unread(document: Document, text: Text) -> Iterator[Finding]:
    """Strings with the shape of a number that no mention and no own number covers; the form in `hint`."""
    taken = _Taken(document)
    outside = {block.span: list[Span]() for block in document.blocks if block.kind == "furniture"}
    even = _ODD.sub(lambda odd: _PLAIN[odd[0]], text.flow)
    for match in _SHAPES.finditer(even):
        span = text.span(*match.span())
        if taken(span) or (match["type"] and _FILE.match(even, match.start())):
            continue
        if _FORM.search(text.folded, max(0, match.start() - 20), match.start()):
            yield _finding(document, "VP202", span, document.text(span))
        elif block := next((one for one in outside if one.start <= span.start < one.end), None):
            outside[block].append(span)
        else:
            yield _finding(document, "VP201", span, document.text(span), _resembles(match))
    yield from (_listed(document, spans) for spans in outside.values() if spans)


def _listed(document: Document, spans: Sequence[Span]) -> Finding:
    """The numbers of one stretch that a site prints, told once: its list of related documents."""
    named = list(dict.fromkeys(document.text(span) for span in spans))
    more = f" … ({len(named)} số)" if len(named) > _NAMED else ""
    words = ", ".join(named[:_NAMED]) + more
    return _finding(document, "VP203", Span(spans[0].start, spans[-1].end), words)


def _resembles(match: Match) -> str | None:
    """The number that it would be with the marks of the norm: "15/2020NĐ_CP" is like 15/2020/NĐ-CP."""
    if not match["type"]:
        return None
    serial = match["serial"][:-1].translate(_CASES) + match["serial"][-1:].translate(_CASES)
    year = f"/{match['year'].translate(_CASES)}" if match["year"] else ""
    rest = match["rest"].replace("/", "-")
    kind = _FULL.get(match["type"], match["type"])
    party = not year and rest in _PARTY
    number = numbers.parse(f"{serial}-{kind}/{rest}" if party else f"{serial}{year}/{kind}-{rest}")
    return str(number) if number else None


class _Taken:
    """Whether a stretch lies in a mention, the own number, or that of an attachment."""

    def __init__(self, document: Document) -> None:
        own = [document.preface.number, *(one.number for one in document.attachments)]
        spans = [one.span for one in document.mentions]
        spans += [place for one in document.mentions if one.number and (place := one.number.span)]
        self.spans = sorted({*spans, *(place for one in own if one and (place := one.span))})
        self.at, self.reach = 0, -1

    def __call__(self, span: Span) -> bool:
        """Asked in page order."""
        while self.at < len(self.spans) and self.spans[self.at].start <= span.start:
            self.reach = max(self.reach, self.spans[self.at].end)
            self.at += 1
        return span.end <= self.reach + 1


def _articles(document: Document, text: Text) -> Iterator[Finding]:
    """Holes in the numbers of articles, numbers out of order, lines "Điều n." that are no article here."""
    starts: set[int] = set()
    for tree in (document.body, *(one.body for one in document.attachments)):
        articles = [one for top in tree for one in top.walk() if one.kind == "dieu"]
        starts |= {text.at(one.span)[0] for one in articles}
        yield from _order(document, articles)
    lost = [match for match in _ARTICLE.finditer(text.clean) if match.start("line") not in starts]
    quoted = Inside(quotations(text, 0, len(text.clean)) if lost else ())
    for match in lost:
        at = match.start("line")
        if not quoted(at) and ended(text, at, 0):
            yield _finding(document, "VP303", text.span(*match.span("line")), match["line"])


def _order(document: Document, articles: Sequence[Portion]) -> Iterator[Finding]:
    """Holes, and articles out of order; one of these may stand where a number is missing."""
    numbered = [(one, number) for one in articles if (number := _value(one.num)) is not None]
    places: dict[int, int] = {number: i for i, (_, number) in enumerate(numbered)}
    last, slips = None, 0
    for i, (one, number) in enumerate(numbered):
        below = numbered[i + 1][1] if i + 1 < len(numbered) else 0
        waited = last is not None and (places.get(last + 1, -1) > i or last < below < number)
        if last is None or number == 1 or number in (last, last + 1):
            last, slips = number, 0
        elif number < last or waited:
            yield _finding(document, "VP302", one.span, f"Điều {one.num}")
            slips += 1
        else:
            if number > last + 1 + slips:
                lost = f"Điều {last + 1}" + (f" … {number - 1}" if number > last + 2 else "")
                yield _finding(document, "VP301", Span(one.span.start, one.span.start), lost)
            last, slips = number, 0


def _value(num: str) -> int | None:
    digits = _DIGITS.match(num)
    return int(digits[0]) if digits and num.count(".") == 0 else None


def _others(document: Document) -> Iterator[Finding]:
    for one in document.attachments:
        if one.number:
            yield _finding(document, "VP401", one.number.span, str(one.number.value))
