"""The questions of the retrieval benchmark, and how it ranks and counts (figures: docs/performance.md)."""

from __future__ import annotations

import pytest
import retrieval
from test_chunks import DECREE

from vnlegal.model import Span

FILE = "a.txt"


def test_the_questions_are_asked_once_and_of_many_acts() -> None:
    rows = retrieval.questions()
    assert len(rows) >= 120
    assert len({file for file, *_ in rows}) >= 30
    assert len({question for *_, question in rows}) == len(rows)
    assert all(eid.startswith("art_") and question.endswith("?") for _, eid, question in rows)


@pytest.mark.parametrize("words", [retrieval.syllables, retrieval.segmented, retrieval.syllables_and_words])
def test_a_question_finds_its_clause(words: retrieval.Words) -> None:
    ranked = retrieval.Ranked(list(retrieval.by_chunks(FILE, DECREE)), words)
    wanted = retrieval.provision(DECREE, "art_2__para_2")
    found = retrieval.answered(ranked, FILE, wanted, "Bến phải có phao cứu sinh nào?")
    assert (found.whole, found.half, found.budget) == (True, True, True)
    assert DECREE.source.text[wanted.start : wanted.end].startswith("2. Phao")


def test_half_a_provision_is_not_the_whole() -> None:
    wanted = Span(100, 200)
    cut = retrieval.Piece("", FILE, Span(0, 150))
    assert retrieval.share(cut, FILE, wanted) == 0.5
    assert retrieval.share(cut, "b.txt", wanted) == 0
    assert retrieval.share(retrieval.Piece("", FILE, Span(90, 200)), FILE, wanted) == 1
