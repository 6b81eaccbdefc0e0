"""A page costs what its length costs: what is added to a long page takes no more steps than to a short one.

Steps are calls of functions, as the profiler of Python counts them: the same on every machine.  What one
call of the regular-expression engine costs is measured in `tests/benchmarks/parse_speed.py`.
"""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from functools import partial

import pytest
from long_pages import decree, plan
from long_shapes import SHAPES

from vnlegal.document import parse
from vnlegal.formats import html
from vnlegal.parts import head_lines
from vnlegal.text import bare

_SIZES, _GROWTH = (6_000, 12_000, 24_000), 1.25
_LITTLE = 0.05  # steps for a character: a page that nothing is found on


def steps(work: Callable[[], object]) -> int:
    counted = cProfile.Profile()
    counted.runcall(work)
    return sum(entry.callcount for entry in counted.getstats())


@pytest.fixture(scope="module", autouse=True)
def _tables_of_words_are_read() -> None:
    parse(decree() + plan())


@pytest.mark.parametrize("name", SHAPES)
def test_steps_grow_with_the_length(name: str) -> None:
    pages = [SHAPES[name].page(size) for size in _SIZES]
    parse(pages[0])  # patterns are compiled when they are first asked
    short, middle, long = ((len(page), steps(partial(parse, page))) for page in pages)
    assert _each(middle, long) <= _each(short, middle) * _GROWTH + _LITTLE


def _each(before: tuple[int, int], after: tuple[int, int]) -> float:
    """Steps for each character that was added."""
    return (after[1] - before[1]) / (after[0] - before[0])


def test_a_web_page_of_many_paragraphs() -> None:
    def read(count: int) -> float:
        page = f"<html><body>{'<p>Việc này</p>' * count}</body></html>".encode()
        return steps(lambda: html.read(page)) / count

    read(1)
    assert read(800) <= read(200) * _GROWTH


def test_a_line_that_may_be_worn_is_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not with all that stands before it, which no count of calls would show."""
    sizes: list[int] = []

    def noted(words: str) -> str:
        sizes.append(len(words))
        return bare(words)

    monkeypatch.setattr(head_lines, "bare", noted)
    parse(SHAPES["annexes"].page(12_000))
    assert sizes
    assert max(sizes) < 200
