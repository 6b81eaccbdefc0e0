"""A short run of the fuzz, the pages that failed once, and the harness itself.

The long run: `python tests/fuzz/run.py --cases 20000 --seed 1`.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from fuzz import run
from fuzz.corrupt import WAYS

from vnlegal.text import Text

# Seeds that still fail, with the kind of their fault and why.  Strict: what is mended must leave the list.
KNOWN: dict[str, tuple[str, str]] = {}


def _seed(path: Path) -> object:
    reason = KNOWN.get(path.stem, ("", ""))[1]
    marks = pytest.mark.xfail(reason=reason, strict=True) if reason else ()
    return pytest.param(path, marks=marks, id=path.stem)


@pytest.mark.parametrize("path", [_seed(path) for path in run.seeds()])
def test_a_page_that_failed_once_does_not_again(path: Path) -> None:
    assert run.problems(path.read_bytes().decode("utf-8", "surrogatepass")) == []


def test_no_spoiled_page_raises_misleads_or_costs_too_much() -> None:
    figures = run.run(300, seed=1)
    known = {fault for fault, _ in KNOWN.values()}
    assert [line for fault, line in figures.faults.items() if fault not in known] == []
    assert figures.cases == 300
    assert set(figures.ways) == set(WAYS)


def test_the_same_seed_gives_the_same_cases() -> None:
    assert [run.case(5, n) for n in range(20)] == [run.case(5, n) for n in range(20)]
    assert run.case(5, 1) != run.case(6, 1)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_spoils_the_page(way: str) -> None:
    page = run.pages()[0]
    assert any(WAYS[way](Random(seed), page) != page for seed in range(5))
    assert WAYS[way](Random(1), "") is not None


def test_a_fault_is_made_small_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SEEDS", tmp_path)
    monkeypatch.setattr(run, "problems", lambda page: ["lost: the word"] if "Lưu" in page else [])
    kept = run.keep("lost", run.Case(0, (), run.pages()[0]))
    assert kept.read_text("utf-8") == "Lưu"
    assert run.seeds() == [kept]


def test_cleaning_composes_what_markup_kept_apart() -> None:
    clean = Text.of("nhân*\u0301dân").clean
    assert Text.of(clean).clean == clean
