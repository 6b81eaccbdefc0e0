"""Questions with limits: cut in rows and in time, and said to be; refusals come through from the child."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from conftest import LETTERS

from vnlegal.cli import main
from vnlegal.corpus import read_document
from vnlegal.graph.build import build
from vnlegal.graph.limits import Engine, Limits, ask
from vnlegal.graph.questions import BadParameterError
from vnlegal.graph.sparql import RefusedQueryError
from vnlegal.graph.stores import UnknownQuestionError

ENGINES: tuple[Engine, ...] = ("pyoxigraph", "rdflib")
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


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_are_cut_and_it_says_so(store: Path, engine: Engine) -> None:
    answer = ask(store, ALL, {}, Limits(rows=7), engine)
    assert (len(answer.rows), answer.cut) == (7, "quá 7 dòng")


@pytest.mark.parametrize("engine", ENGINES)
def test_time_is_cut_and_it_says_so(store: Path, engine: Engine) -> None:
    began = time.perf_counter()
    answer = ask(store, ENDLESS, {}, Limits(seconds=1.5), engine)
    assert answer.cut == "quá 1.5 giây"
    assert time.perf_counter() - began < 10


def doubled(times: int) -> str:
    """A query of one row: sixteen letters, doubled so many times."""
    steps = "".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(times))
    return f'SELECT ?a{times} {{ BIND("0123456789abcdef" AS ?a0) {steps} }}'


def test_one_row_that_is_too_large_is_not_sent(store: Path) -> None:
    """Sixteen letters doubled 20 times are 16 MB, in one row."""
    answer = ask(store, doubled(20), {}, Limits(answer=2))
    assert (answer.rows, answer.cut) == ((), "quá 2 MB")
    assert ask(store, doubled(10), {}, Limits(answer=2)).cut == ""


@pytest.mark.skipif(sys.platform != "linux", reason="the system bounds no memory")
def test_memory_is_bounded_and_it_says_so(store: Path) -> None:
    answer = ask(store, doubled(26), {}, Limits(memory=400))
    assert (answer.rows, answer.cut) == ((), "cần quá 400 MB bộ nhớ")


def test_a_cut_answer_has_an_exit_status_of_its_own(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", ALL, "--store", str(store), "--rows", "2", "--format", "csv"]) == 4
    written = capsys.readouterr()
    assert len(written.out.splitlines()) == 3
    assert "bị cắt: quá 2 dòng" in written.err
    assert main(["query", "ASK {}", "--store", str(store), "--rows", "2"]) == 0


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
