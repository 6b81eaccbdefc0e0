"""Invented plans, directives and notices, whole: every task with who, with whom, by when, what of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from task_scoring import TaskScore, compare, marked, score_plans

import vnlegal

PLANS = Path(__file__).parent / "plans"


@pytest.fixture(scope="module")
def score() -> TaskScore:
    return score_plans(PLANS)


def test_tasks_are_found_and_nothing_else_is(score: TaskScore) -> None:
    assert score.owed > 150
    assert score.f1 >= 0.97, score.told
    assert score.found - score.hits <= 0.02 * score.found, score.told


@pytest.mark.parametrize(
    ("layer", "least"),
    [
        ("actors", 0.96),
        ("partners", 0.96),
        ("deadline", 0.96),
        ("product", 0.85),
        ("mode", 0.95),
        ("all", 0.94),
    ],
)
def test_each_field_is_right(score: TaskScore, layer: str, least: float) -> None:
    assert score.layer(layer) >= least, score.told


def test_the_score_sees_each_fault() -> None:
    text, truths = marked((PLANS / "a01-ct-ttg.txt").read_text("utf-8"))
    tasks = vnlegal.to_record(vnlegal.parse(text))["tasks"]
    for one in truths:
        one |= {"actors": ["Sở Bịa Đặt"], "mode": "committed", "product": "Giấy"}
    score = TaskScore()
    compare("x", [*truths[1:], truths[0] | {"action": "việc không ai thấy ở đâu cả"}], tasks, score)
    assert (score.hits, score.owed, score.found) == (len(truths) - 1, len(truths), len(tasks))
    assert [score.right[layer] for layer in ("actors", "product", "mode")] == [0, 0, 0]
    assert {line[1] for line in score.told} >= {"false", "missed", "actors", "product", "mode"}
