"""One slip in a correct citation: what the checker makes of it, family by family.

A made-up document cites another that stands in the corpus, with number, day, issuer and title as its header
has them; a third cites it too.  Then one thing is changed.  The checker may find it or say nothing; it may
never flag what is right.  The thresholds below are what was measured, less what chance may take.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

import pytest
from makers import official
from makers.official import ISSUERS, Act
from test_planted import PARSED

from vnlegal import checks
from vnlegal.checks.view import View
from vnlegal.corpus import Corpus
from vnlegal.document import as_source, parse
from vnlegal.model import Document, Finding, Span

CASES = 40
Slip = Callable[[Random, Act], Act | None]


def _digit(rng: Random, number: str, at: int) -> str:
    other = rng.choice([digit for digit in "123456789" if digit != number[at]])
    return number[:at] + other + number[at + 1 :]


def _serial(rng: Random, one: Act) -> Act:
    digits = [at for at, c in enumerate(one.number) if c.isdigit() and not set(one.number[:at]) & set("/-")]
    return replace(one, number=_digit(rng, one.number, rng.choice(digits)))


def _year_of_number(rng: Random, one: Act) -> Act | None:
    if f"/{one.day.year}/" not in one.number:
        return None
    return replace(
        one, number=one.number.replace(f"/{one.day.year}/", f"/{one.day.year - rng.choice((1, 2, 10))}/")
    )


def _swapped(rng: Random, one: Act) -> Act | None:
    """Two neighbouring digits of the number change places."""
    serial = one.number.split("/")[0].split("-")[0]
    pairs = [i for i in range(len(serial) - 1) if serial[i] != serial[i + 1] and serial[i + 1] != "0"]
    if not pairs:
        return None
    at = rng.choice(pairs)
    swapped = serial[:at] + serial[at + 1] + serial[at] + serial[at + 2 :]
    return replace(one, number=swapped + one.number[len(serial) :])


def _day(rng: Random, one: Act) -> Act:
    return replace(one, day=one.day.replace(day=rng.choice([d for d in range(1, 29) if d != one.day.day])))


def _month(rng: Random, one: Act) -> Act:
    months = [m for m in range(1, 13) if m != one.day.month]
    return replace(one, day=one.day.replace(month=rng.choice(months), day=min(one.day.day, 28)))


def _year(rng: Random, one: Act) -> Act:
    return replace(
        one, day=one.day.replace(year=one.day.year - rng.choice((1, 2, 10)), day=min(one.day.day, 28))
    )


def _issuer(rng: Random, one: Act) -> Act:
    others = [issuer for issuer in ISSUERS if issuer.name != one.issuer.name]
    return replace(one, issuer=replace(one.issuer, name=rng.choice(others).name))


def _kind(rng: Random, one: Act) -> Act | None:
    state = ("NĐ", "TT", "QĐ", "CT", "KH", "TB")
    return replace(one, kind=rng.choice([k for k in state if k != one.kind])) if one.kind in state else None


def _title(rng: Random, one: Act) -> Act:
    return replace(one, title=rng.choice([t for t in official.TITLES if t != one.title]))


# Family → the slip, and the share of the cases that must be found.  A wrong year of a number that shows none
# makes the number of another year, which nobody holds; a wrong serial is found where it is near a right one.
FAMILIES: dict[str, tuple[Slip, float]] = {
    "serial": (_serial, 0.65),
    "digits swapped": (_swapped, 0.65),
    "year of number": (_year_of_number, 0.95),
    "day": (_day, 0.95),
    "month": (_month, 0.95),
    "year": (_year, 0.15),
    "issuer": (_issuer, 0.95),
    "type": (_kind, 0.95),
    "title": (_title, 0.95),
}


@dataclass(frozen=True)
class Case:
    """A family of three documents: the cited one, one that cites it rightly, and the one that slips."""

    cited: Act
    pages: tuple[str, str, str]
    citation: str

    def corpus(self, citation: str | None = None) -> Corpus:
        last = self.pages[2] if citation is None else self.pages[2].replace(self.citation, citation)
        names = ("cited.txt", "other.txt", "slip.txt")
        return Corpus.of(
            _parsed(page, name) for page, name in zip((*self.pages[:2], last), names, strict=True)
        )


@cache
def _parsed(page: str, name: str) -> Document:
    return parse(as_source(page, name))


def _page(rng: Random, own: Act, body: str) -> str:
    lines = [*official.head(rng, own), *(official.addressees(rng) if not own.kind else ()), body]
    return "\n".join([*lines, *official.closing(rng, own)]) + "\n"


@cache
def cases() -> tuple[Case, ...]:
    return tuple(_case(Random(f"mutation {seed}")) for seed in range(CASES))


def _case(rng: Random) -> Case:
    cited = official.act(rng, latest=date(2023, 1, 1))
    citing = [official.act(rng, rng.choice(ISSUERS[3:10])) for _ in range(2)]
    citing = [replace(one, day=cited.day + timedelta(days=rng.randint(10, 400))) for one in citing]
    said = official.full(cited)
    bodies = [f"Thực hiện {said}, {one.issuer.name} đề nghị các đơn vị báo cáo." for one in citing]
    pages = [_page(rng, one, body) for one, body in zip(citing, bodies, strict=True)]
    return Case(cited, (_page(rng, cited, "Các đơn vị thực hiện."), pages[0], pages[1]), said)


def found(corpus: Corpus) -> tuple[Finding, ...]:
    return checks.check(corpus, preview=True)


def signature(one: Finding) -> tuple[str, str, str]:
    return one.code, one.path, one.evidence[0].text if one.evidence else ""


def new(corpus: Corpus, before: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that were not there before the slip, wherever they have moved."""
    left = Counter(map(signature, before))
    for one in found(corpus):
        left[signature(one)] -= 1
        if left[signature(one)] < 0:
            yield one


def is_about(one: Finding, path: str, place: Span) -> bool:
    """Whether the changed words are one of the places that a finding shows."""
    return any(passage.path == path and passage.span.overlaps(place) for passage in one.evidence)


@dataclass(frozen=True)
class Score:
    """Cases of a family, those found, and what was said of something else."""

    cases: int
    hits: int
    false: tuple[tuple[str, str, str], ...]


def score(slip: Slip, family: str) -> Score:
    hits, count, false = 0, 0, list[tuple[str, str, str]]()
    for number, case in enumerate(cases()):
        changed = slip(Random(f"{family} {number}"), case.cited)
        if changed is None or changed == case.cited:
            continue
        citation = official.full(changed)
        corpus = case.corpus(citation)
        at = corpus.documents[2].source.text.index(citation)
        place = Span(at, at + len(citation))
        said = list(new(corpus, found(case.corpus())))
        about = [one for one in said if is_about(one, "slip.txt", place)]
        count, hits = count + 1, hits + bool(about)
        false += [signature(one) for one in said if one not in about]
    return Score(count, hits, tuple(false))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_slip_is_found_or_passed_over_and_nothing_right_is_flagged(family: str) -> None:
    slip, share = FAMILIES[family]
    result = score(slip, family)
    assert result.cases >= 10
    assert result.false == ()
    assert result.hits >= share * result.cases, result


def test_right_citations_are_never_flagged() -> None:
    for case in cases():
        corpus = case.corpus()
        for path, page in zip(("other.txt", "slip.txt"), case.pages[1:], strict=True):
            place = Span(at := page.index(case.citation), at + len(case.citation))
            assert [signature(one) for one in found(corpus) if is_about(one, path, place)] == []


def test_two_slips_in_one_citation_are_found_too() -> None:
    """A wrong day and a wrong issuer: both are said, at the one citation."""
    hits = 0
    for number, case in enumerate(cases()):
        rng = Random(f"two {number}")
        citation = official.full(_day(rng, _issuer(rng, case.cited)))
        corpus = case.corpus(citation)
        hits += any(one.path == "slip.txt" for one in new(corpus, found(case.corpus())))
    assert hits >= 0.95 * len(cases())


# The texts of the tests, whose citations people wrote: each day of a work that another place dates, too.


def dated() -> Iterator[tuple[str, Span, str]]:
    """Path, place and words of the dates that can be held against another place."""
    view = View.of(Corpus.of(PARSED.values()))
    for work, cited in view.citations.items():
        stated = [one for one in (*view.headers.get(work, ()), *cited) if one.date and one.date.span]
        for one in stated:
            if one.mention and one.date and one.date.span and len(stated) > 1:
                yield one.document.source.path, one.date.span, one.document.text(one.date.span)


def test_a_wrong_day_in_a_text_that_people_wrote() -> None:
    before = found(Corpus.of(PARSED.values()))
    hits, count = 0, 0
    for path, span, words in dated():
        text = PARSED[path.removesuffix(".txt")].source.text
        wrong = re.sub(r"\d{1,2}", lambda day: f"{int(day[0]) % 28 + 1:02}", words, count=1)
        changed = parse(as_source(text[: span.start] + wrong + text[span.end :], path))
        corpus = Corpus.of({**PARSED, path.removesuffix(".txt"): changed}.values())
        said = list(new(corpus, before))
        place = Span(span.start - 200, span.start + len(wrong) + 200)
        about = [one for one in said if is_about(one, path, place)]
        assert [signature(one) for one in said if one not in about] == []
        count, hits = count + 1, hits + bool(about)
    assert count >= 15
    assert hits >= 0.9 * count, (hits, count)
