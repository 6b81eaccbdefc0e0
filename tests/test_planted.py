"""Errors planted in clean texts, one at a time: what is found, and what is said besides.

A finding is about a case if its flagged place, or a place held against it, lies at the changed words
or carries the number that stood there.  One of the case's rule makes a hit; one of another rule is a
consequence (a changed day also differs from other places; a changed number leaves its next mention the
first); what is about something else is a false alarm.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from vnlegal import checks
from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.formats import decode
from vnlegal.model import Document, Finding, Span
from vnlegal.notation.numbers import find

ROOT = Path(__file__).parent
TEXTS = {
    path.stem: path.read_text("utf-8")
    for folder in (ROOT.parent / "corpus", ROOT / "cases" / "checks" / "texts")
    for path in sorted(folder.glob("*.txt"))
}
PARSED = {name: parse(decode(f"{name}.txt", text.encode())) for name, text in TEXTS.items()}
MINIMUM, FAMILIES = 120, 12


@dataclass(frozen=True)
class Case:
    family: str
    text: str
    old: str
    new: str
    code: str

    @property
    def span(self) -> Span:
        """Where the changed words stand, with a line around them."""
        begin = TEXTS[self.text].index(self.old)
        return Span(begin - 200, begin + len(self.new) + 200)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers in the words that were changed."""
        return tuple(number.compact for _, _, number in find(self.old))


@dataclass(frozen=True)
class Outcome:
    case: Case
    hit: bool
    false: tuple[Finding, ...]


def cases() -> tuple[Case, ...]:
    rows = tomllib.loads((ROOT / "cases" / "checks" / "planted.toml").read_text("utf-8"))["case"]
    return tuple(Case(**row) for row in rows)


def findings(documents: dict[str, Document]) -> tuple[Finding, ...]:
    return checks.check(Corpus.of(documents.values()), preview=True)


def signature(one: Finding) -> tuple[str, str, str]:
    return one.code, one.path, one.evidence[0].text


def run(case: Case, before: Counter[tuple[str, str, str]]) -> Outcome:
    text = TEXTS[case.text]
    assert text.count(case.old) >= 1, case
    changed = parse(decode(f"{case.text}.txt", text.replace(case.old, case.new, 1).encode()))
    left, new = before.copy(), []
    for one in findings({**PARSED, case.text: changed}):
        left[signature(one)] -= 1
        if left[signature(one)] < 0:
            new.append(one)
    about = [one for one in new if is_about(one, case)]
    hit = any(one.code == case.code for one in about)
    return Outcome(case, hit, tuple(one for one in new if one not in about))


def is_about(one: Finding, case: Case) -> bool:
    here = [passage for passage in one.evidence if passage.path == f"{case.text}.txt"]
    return any(
        passage.span.overlaps(case.span) or any(number in passage.text for number in case.numbers)
        for passage in here
    )


@cache
def before() -> Counter[tuple[str, str, str]]:
    """What is found in the texts as they are."""
    return Counter(map(signature, findings(PARSED)))


def test_there_are_enough_cases_of_enough_families() -> None:
    assert len(cases()) >= MINIMUM
    assert len({case.family for case in cases()}) >= FAMILIES


def test_the_untouched_texts_give_no_error() -> None:
    assert [one for one in findings(PARSED) if one.severity == "error"] == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.code} {case.text} {case.new}")
def test_an_error_is_found_and_nothing_else(case: Case) -> None:
    found = run(case, before())
    assert found.hit
    assert not found.false
