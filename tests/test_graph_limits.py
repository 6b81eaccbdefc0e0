"""Questions with limits: cut in rows and in time, and said to be; refusals come through from the child."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import LETTERS

from vnlegal.corpus import read_document
from vnlegal.graph.build import build
from vnlegal.graph.limits import Limits, ask
from vnlegal.graph.questions import BadParameterError
from vnlegal.graph.sparql import RefusedQueryError
from vnlegal.graph.stores import UnknownQuestionError

ALL = "SELECT * WHERE { ?s ?p ?o }"
# All pairs of three: more rows than anybody can wait for.
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a < ?d && ?d < ?g) }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("limits") / "store"
    build(LETTERS[:1], folder, read_document)
    return folder


def test_all_rows_are_given_within_the_limits(store: Path) -> None:
    answer = ask(store, "implements", {"work": "1070/UBND-KGVX"})
    assert answer.cut == ""
    assert len(answer.rows) == 2


def test_rows_are_cut_and_it_says_so(store: Path) -> None:
    answer = ask(store, ALL, {}, Limits(rows=7))
    assert (len(answer.rows), answer.cut) == (7, "quá 7 dòng")


def test_time_is_cut_and_it_says_so(store: Path) -> None:
    began = time.perf_counter()
    answer = ask(store, ENDLESS, {}, Limits(seconds=1.5))
    assert answer.cut == "quá 1.5 giây"
    assert time.perf_counter() - began < 10


@pytest.mark.parametrize(
    ("question", "parameters", "error"),
    [
        ("DELETE WHERE { ?s ?p ?o }", {}, RefusedQueryError),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", {}, RefusedQueryError),
        ("implements", {}, BadParameterError),
        ("no-such-question", {}, UnknownQuestionError),
    ],
)
def test_refusals_come_through(
    store: Path, question: str, parameters: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        ask(store, question, parameters)
