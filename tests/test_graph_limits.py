"""Questions with limits: cut in rows and in time, and said to be; refusals come through from the child."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from conftest import LETTERS

from vnlegal.cli import main
from vnlegal.corpus import read_document
from vnlegal.graph import limits
from vnlegal.graph.build import build
from vnlegal.graph.disk import DamagedStoreError
from vnlegal.graph.engines import Term
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


TWO = "SELECT ?a { VALUES ?a { 1 2 } }"


@pytest.fixture
def written(store: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """What the child writes, without a child; the clock would end the process of the tests."""
    clock: list[float] = []
    monkeypatch.setattr("vnlegal.sandbox.clock", clock.append)

    def answer(question: str, bounds: Limits | None = None, engine: Engine = "pyoxigraph") -> bytes:
        bounds = bounds or Limits(seconds=5)
        request = msgspec.json.encode((str(store), question, {}, bounds, engine))
        lines = [line + b"\n" for line in limits._answer(request)]
        assert clock[-1] == bounds.seconds + 1  # the child's own clock rings after its parent's
        return b"".join(lines)

    return answer


@pytest.mark.parametrize("engine", ENGINES)
def test_the_last_row_that_is_allowed_is_given(written: Callable[..., bytes], engine: Engine) -> None:
    for rows, cut in ((2, ""), (1, "quá 1 dòng"), (0, "quá 0 dòng")):
        bounds = Limits(rows=rows)
        answer = limits._read(written(TWO, bounds, engine), bounds, "memory")
        assert ([row["a"] for row in answer], answer.cut) == ([1, 2][:rows], cut)


def test_an_answer_that_breaks_off_says_why(written: Callable[..., bytes]) -> None:
    whole = written(TWO)
    lines = whole.splitlines(keepends=True)
    for output, rows in ((b"", 0), (lines[0], 0), (b"".join(lines[:2]), 1), (b"".join(lines[:2]) + b"[", 1)):
        answer = limits._read(output, Limits(), "seconds")
        assert (len(answer), answer.cut) == (rows, "quá 60 giây")
    assert limits._read(whole, Limits(), "seconds").cut == ""


@pytest.mark.parametrize(("asked", "error"), [("ASK {", RefusedQueryError), ("none", UnknownQuestionError)])
def test_what_the_child_refuses_its_parent_raises(
    written: Callable[..., bytes], asked: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        limits._read(written(asked), Limits(), "seconds")
    late = b'["head",["a"]]\n' + msgspec.json.encode(("error", "DamagedStoreError", "hỏng")) + b"\n"
    with pytest.raises(DamagedStoreError, match="hỏng"):
        limits._read(late, Limits(), "seconds")


def test_the_bytes_of_an_answer_are_counted() -> None:
    empty = len(msgspec.json.encode(("row", (Term("literal", ""),)))) + 1
    for size, count, cut in ((1 << 19, 1, ""), (1 << 19, 2, "bytes"), ((1 << 20) - empty, 1, "")):
        row = (Term("literal", "a" * size),)
        *lines, end = limits._within(iter([row] * count), Limits(answer=1))
        assert (len(lines), msgspec.json.decode(end)) == (1, ["end", cut])
