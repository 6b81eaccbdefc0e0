"""Errors planted by rule in texts that nobody chose: how many the rules find, and what they say besides.

    python tests/benchmarks/planted.py FOLDER [--each 15] [--show]

Every family names what it changes in what was read of a text (a date, a type, a provision …), so that it can
be planted in any text.  A finding of the family's rule at the changed words is a hit; an error or a warning
about another place, which the text did not give before, is a false alarm.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import vnlegal
from vnlegal.checks.cites_future import own_date
from vnlegal.checks.view import View
from vnlegal.corpus import Corpus
from vnlegal.document import as_source, parse
from vnlegal.model import Document, Finding, Mention, Span
from vnlegal.vocabulary.acts import acts_named

AROUND, OF_ONE = 200, 1
MERGER = date(2025, 7, 1)


class Change(NamedTuple):
    """Words to be written in a place."""

    span: Span
    new: str


Plants = Callable[[Document], Iterator[Change]]


def _cited(document: Document) -> Iterator[Mention]:
    """What the rules look at: what is cited by a number, in the document itself and in no quotation."""
    for one in document.mentions:
        if one.number and one.kind == "numbered" and one.part != "furniture" and not one.quoted:
            yield one


def _dated(document: Document) -> Iterator[tuple[Mention, Span, date]]:
    """Citations that print number and date together."""
    for one in _cited(document):
        if one.date and one.date.span and one.span.covers(one.date.span):
            yield one, one.date.span, one.date.value


def _year(document: Document, day: Span, year: int) -> Change | None:
    found = re.search(r"\d{4}(?!\d)", document.text(day))
    return Change(Span(day.start + found.start(), day.start + found.end()), str(year)) if found else None


def misdated_years(document: Document) -> Iterator[Change]:
    """The year of a date that is not the year of the number."""
    for one, span, day in _dated(document):
        number = one.number.value if one.number else None
        change = _year(document, span, day.year - 1)
        if change and number and number.form == "normative" and number.year == day.year:
            yield change


def later(document: Document) -> Iterator[Change]:
    """A date after that of the document."""
    own = own_date(document)
    for one, span, _ in _dated(document) if own else ():
        change = _year(document, span, own.value.year + 1) if own and one.part != "attachment" else None
        if change and own and own.span:
            yield change


def other_days(document: Document) -> Iterator[Change]:
    """A day that differs from another place of the text."""
    dated = list(_dated(document))
    counts = Counter(one.number.value.compact for one, _, _ in dated if one.number)
    for one, span, day in dated:
        if one.number and counts[one.number.value.compact] > 1:
            words = document.text(span)
            found = re.search(r"\d{1,2}", words)
            if found and int(found[0]) == day.day:
                new = f"{day.day % 27 + 1:02d}"
                yield Change(Span(span.start + found.start(), span.start + found.end()), new)


def _decrees(document: Document) -> Iterator[Mention]:
    """Citations of decrees of the Government."""
    yield from (one for one in _cited(document) if one.number and one.number.value.symbol == "NĐ-CP")


def other_laws(document: Document) -> Iterator[Change]:
    """A law, in force in our days, with the number of another."""
    for one in _cited(document):
        number, kind = one.number, one.doc_type
        before = document.source.text[max(0, one.span.start - AROUND) : one.span.start]
        if not (number and number.span and kind and kind.value == "luat") or "sửa đổi" in before:
            continue
        name = " ".join(document.text(Span(one.span.start, number.span.start)).split()).removesuffix(" số")
        if any(act.number == number.value.compact for act in acts_named(name)):
            yield Change(number.span, "45/2019/QH14" if "Lao động" not in name else "31/2024/QH15")


def other_types(document: Document) -> Iterator[Change]:
    """The name of a type that the symbol is not of."""
    for one in _decrees(document):
        span = one.doc_type.span if one.doc_type else None
        if span and document.text(span) == "Nghị định":
            yield Change(span, "Quyết định")


def without_bar(document: Document) -> Iterator[Change]:
    """ND-CP for NĐ-CP."""
    for one in _decrees(document):
        span = one.number.span if one.number else None
        if span and "NĐ" in document.text(span):
            yield Change(span, document.text(span).replace("NĐ", "ND"))


def other_issuers(document: Document) -> Iterator[Change]:
    """A decree of the Prime Minister."""
    for one in _decrees(document):
        span = one.issuer.span if one.issuer else None
        if span and one.span.covers(span) and document.text(span) == "Chính phủ":
            yield Change(span, "Thủ tướng Chính phủ")


def of_the_state(document: Document) -> Iterator[Change]:
    """A Party number with the separators of the State."""
    for one in _cited(document):
        span = one.number.span if one.number else None
        printed = re.fullmatch(r"(\d+)-(NQ|CT|KL|QĐ)/TW", document.text(span)) if span else None
        if span and printed and (one.date is None or one.date.value.year >= 1998):
            yield Change(span, f"{printed[1]}/{printed[2]}-TW")


def _own(document: Document, words: str) -> Iterator[tuple[Span, str]]:
    """Parts of the document that it refers to, which exist, by what is printed."""
    for one in document.references:
        known = [target.exists for target in one.targets] == [True] and one.status == "exact"
        if known and one.act.kind == "self" and one.part == "body" and not one.quoted:
            for found in re.finditer(words, document.text(one.span)):
                yield Span(one.span.start + found.start(1), one.span.start + found.end(1)), found[1]


def _is_misread(document: Document) -> bool:
    return View.of(Corpus.of([document])).misread(document)


def missing(document: Document) -> Iterator[Change]:
    """An article beyond the last of the document; none in a page that was misread: the rule is silent."""
    if _is_misread(document):
        return
    articles = [one.num for top in document.body for one in top.walk() if one.kind == "dieu"]
    last = max((int(num) for num in articles if num.isdigit()), default=0)
    yield from (Change(span, str(last + 9)) for span, _ in _own(document, r"Điều (\d+)"))


def lower_case(document: Document) -> Iterator[Change]:
    """An article cited in lower case."""
    yield from (Change(span, "điều") for span, _ in _own(document, r"khoản \d+ (Điều)(?= \d)"))


def no_letters(document: Document) -> Iterator[Change]:
    """A letter that no point has."""
    yield from (Change(span, "f") for span, _ in _own(document, r"điểm ([a-e])(?= khoản)"))


def twice(document: Document) -> Iterator[Change]:
    """A clause that bears the number of the one before.

    None where a document amends or was misread: the rule is silent.
    """
    if _is_misread(document):
        return
    amends = any(one.kind == "amends" and one.subject == "self" for one in document.claims)
    for article in (one for top in document.body for one in top.walk() if one.kind == "dieu"):
        clauses = [one for one in article.children if one.kind == "khoan"]
        whole = [one.num for one in clauses] == [str(i + 1) for i in range(len(clauses))]
        start = clauses[2].span.start if len(clauses) > 3 and whole and not amends else -1
        if start >= 0 and document.source.text.startswith("3.", start):
            yield Change(Span(start, start + 1), "2")


def districts(document: Document) -> Iterator[Change]:
    """A recipient of a level that is no more."""
    own = own_date(document)
    for one in document.conclusions.recipients if own and own.value >= MERGER else ():
        if one.body.span and one.purpose is None and one.body.value.startswith(("Các ", "Sở ", "UBND")):
            yield Change(one.body.span, "UBND các huyện, thị xã")


def no_deputies(document: Document) -> Iterator[Change]:
    """Somebody signs for the head who is no deputy."""
    for one in document.conclusions.signatures:
        place = one.position
        if one.capacity and "KT." in one.capacity.value and place and place.span and "PHÓ" in place.value:
            yield Change(place.span, "CHÁNH VĂN PHÒNG")


FAMILIES: tuple[tuple[str, Plants], ...] = (
    ("VL107", misdated_years), ("VL301", later), ("VL202", other_days), ("VL102", other_types),
    ("VL105", without_bar), ("VL103", other_issuers), ("VL104", of_the_state), ("VL208", other_laws),
    ("VL501", missing),
    ("VL502", lower_case), ("VL503", no_letters), ("VL505", twice), ("VL304", districts),
    ("VL601", no_deputies),
)  # fmt: skip


def findings(text: str) -> tuple[Finding, ...]:
    """What all rules say of one text alone."""
    return vnlegal.check(Corpus.of([parse(as_source(text, "a.txt"))]), preview=True)


def outcome(text: str, change: Change, code: str, before: set[tuple[str, str]]) -> tuple[bool, list[Finding]]:
    """Whether the rule speaks of the change, and what is said of other places."""
    start, end = change.span
    found = findings(text[:start] + change.new + text[end:])
    near = Span(start - AROUND, start + len(change.new) + AROUND)
    about = [one for one in found if any(place.span.overlaps(near) for place in one.evidence)]
    hit = any(one.code == code for one in about)
    fresh = [one for one in found if one not in about and (one.code, one.message) not in before]
    return hit, [one for one in fresh if one.severity != "note"]


def main() -> None:
    """Plant, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", type=int, default=15)
    parser.add_argument("--longest", type=int, default=60_000)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    planted, hits, false = Counter[str](), Counter[str](), Counter[str]()
    for path in sorted(one for one in args.folder.rglob("*") if one.suffix in (".txt", ".md")):
        text = path.read_text("utf-8", errors="replace")
        if len(text) > args.longest:
            continue
        document, before = parse(as_source(text, "a.txt")), None
        for code, plants in FAMILIES:
            if planted[code] >= args.each:
                continue
            for change in list(plants(document))[:OF_ONE]:
                if before is None:
                    before = {(one.code, one.message) for one in findings(text)}
                hit, others = outcome(text, change, code, before)
                planted[code] += 1
                hits[code] += hit
                false[code] += len(others)
                if args.show and (not hit or others):
                    around = text[max(change.span.start - 60, 0) : change.span.end + 60]
                    said = [one.message for one in others]
                    print(code, path.name, repr(around), repr(change.new), hit, said, sep="\t")
    print("| rule | planted | found | false alarms |\n| --- | --- | --- | --- |")
    for code, _ in FAMILIES:
        print(f"| {code} | {planted[code]} | {hits[code]} | {false[code]} |")
    print(f"| all | {planted.total()} | {hits.total()} | {false.total()} |")


if __name__ == "__main__":
    main()
