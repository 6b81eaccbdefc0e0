"""A page costs what its length costs: four times as long, four times the steps and at most a quarter more.

Steps are calls of functions, as the profiler of Python counts them: the same on every machine.  What one
call of the regular-expression engine costs is measured in `tests/benchmarks/parse_speed.py`.
"""

from __future__ import annotations

import cProfile
from collections.abc import Callable

import pytest
from long_pages import decree, plan
from long_shapes import SHAPES

from vnlegal.document import parse
from vnlegal.formats import html

_SIZE, _TIMES, _GROWTH = 16_000, 4, 1.25


def _steps(work: Callable[[], object]) -> int:
    counted = cProfile.Profile()
    counted.runcall(work)
    return sum(entry.callcount for entry in counted.getstats())


@pytest.fixture(scope="module", autouse=True)
def _tables_of_words_are_read() -> None:
    parse(decree() + plan())


@pytest.mark.parametrize("name", SHAPES)
def test_steps_grow_with_the_length(name: str) -> None:
    pages = [SHAPES[name].page(size) for size in (_SIZE, _SIZE * _TIMES)]
    short, long = (_steps(lambda page=page: parse(page)) / len(page) for page in pages)  # type: ignore[misc]
    assert long <= short * _GROWTH


def test_a_web_page_of_many_paragraphs() -> None:
    def read(count: int) -> float:
        page = f"<html><body>{'<p>Việc này</p>' * count}</body></html>".encode()
        return _steps(lambda: html.read(page)) / count

    read(1)
    assert read(800) <= read(200) * _GROWTH
