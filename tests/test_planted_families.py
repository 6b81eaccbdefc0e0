"""Errors planted by rule in two invented texts: families of provisions, numbering, grounds and bodies.

Each family says how a clean text is changed; every place it fits is a case of its own, and the rule of the
family must speak of the changed words.  What else is said, as an error or a warning, is a false alarm.  The
stored shares (cases/checks/families.toml) may only rise.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vnlegal import checks
from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.formats import decode
from vnlegal.model import Finding, Span

HOME = Path(__file__).parent / "cases" / "checks"
TEXTS = {path.stem: path.read_text("utf-8") for path in sorted((HOME / "families").glob("*.txt"))}
STORED = tomllib.loads((HOME / "families.toml").read_text("utf-8"))
AROUND = 200


@dataclass(frozen=True)
class Case:
    family: str
    code: str
    text: str
    span: Span
    new: str

    @property
    def page(self) -> str:
        """The text with the error in it."""
        text = TEXTS[self.text]
        return text[: self.span.start] + self.new + text[self.span.end :]


@dataclass(frozen=True)
class Outcome:
    case: Case
    hit: bool
    false: tuple[Finding, ...]


def cases() -> Iterator[Case]:
    """Every place of every family, each given each of the family's writings in turn."""
    for row in STORED["family"]:
        text = TEXTS[row["text"]]
        for match in re.finditer(row["find"], text, re.MULTILINE):
            for new in row["write"]:
                yield Case(row["name"], row["code"], row["text"], Span(*match.span()), match.expand(new))


def findings(page: str) -> tuple[Finding, ...]:
    return checks.check(Corpus.of([parse(decode("a.txt", page.encode()))]), preview=True)


BEFORE = {name: findings(text) for name, text in TEXTS.items()}


def outcome(case: Case) -> Outcome:
    known = {(one.code, one.message) for one in BEFORE[case.text]}
    found = [one for one in findings(case.page) if (one.code, one.message) not in known]
    near = Span(case.span.start - AROUND, case.span.start + len(case.new) + AROUND)
    about = [one for one in found if any(passage.span.overlaps(near) for passage in one.evidence)]
    false = [one for one in found if one not in about and one.severity != "note"]
    return Outcome(case, any(one.code == case.code for one in about), tuple(false))


@cache
def outcomes() -> tuple[Outcome, ...]:
    return tuple(map(outcome, cases()))


def shares(count: Callable[[Outcome], int]) -> dict[str, int]:
    """A number by family."""
    counts: dict[str, int] = defaultdict(int)
    for one in outcomes():
        counts[one.case.family] += count(one)
    return counts


def test_there_are_enough_cases_of_enough_families() -> None:
    assert len(outcomes()) >= STORED["least"]["cases"]
    assert len(shares(lambda one: 1)) >= STORED["least"]["families"]


def test_the_clean_texts_give_no_error_and_no_warning() -> None:
    assert [one for found in BEFORE.values() for one in found if one.severity != "note"] == []


def test_every_family_is_found_as_often_as_before() -> None:
    planted, found = shares(lambda one: 1), shares(lambda one: one.hit)
    for row in STORED["family"]:
        assert found[row["name"]] >= row["found"] * planted[row["name"]], row["name"]


def test_nothing_else_is_said() -> None:
    false = [(one.case.new, [it.message for it in one.false]) for one in outcomes() if one.false]
    assert len(false) <= STORED["least"]["false"] * len(outcomes()), false
