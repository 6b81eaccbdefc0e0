"""The graph as people take it away: networkx and its files, tables for Neo4j, Parquet, pandas and polars."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import networkx
import pytest
from conftest import LETTERS

from vnlegal.cli import main
from vnlegal.corpus import Corpus, load
from vnlegal.graph.build import build
from vnlegal.graph.engines import Answer, Term
from vnlegal.graph.network import to_networkx
from vnlegal.graph.stores import Store
from vnlegal.graph.tables import EDGES, NODES, rows, to_neo4j, to_parquet
from vnlegal.vocabulary import relations

ROOT = Path(__file__).parents[1]
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load(LETTERS)


@pytest.fixture(scope="module")
def kho(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("network") / "kho"
    build(LETTERS, path, lambda path: load([path]).documents[0])
    return path


def test_a_corpus_a_store_and_its_folder_give_the_same_graph(corpus: Corpus, kho: Path) -> None:
    kinds = ("implements", "promulgates", "based_on")
    one, *others = (to_networkx(source, kinds) for source in (corpus, Store.of(corpus), str(kho), kho))
    for other in others:
        assert set(other.nodes) == set(one.nodes)
        assert dict(other.edges) == dict(one.edges)
        for iri, values in one.nodes(data=True):
            loose = {"issuers", "title"}  # the store keeps bodies as they stand in IRIs
            assert {k: v for k, v in other.nodes[iri].items() if k not in loose} == {
                k: v for k, v in values.items() if k not in loose
            }


Write = Callable[[Any, Any], None]
Read = Callable[[Any], Any]


@pytest.mark.parametrize(
    ("write", "read"),
    [
        (networkx.write_graphml, networkx.read_graphml),
        (networkx.write_gexf, networkx.read_gexf),
        (networkx.write_gml, networkx.read_gml),
    ],
)
def test_every_file_of_networkx_takes_it(corpus: Corpus, write: Write, read: Read) -> None:
    graph, file = to_networkx(corpus), io.BytesIO()
    write(graph, file)
    file.seek(0)
    back = read(file)
    assert set(back.nodes) == set(graph.nodes)
    assert len(back.edges) == len(graph.edges)
    for key in ("number", "title", "name", "date"):
        assert set(back.nodes(data=key)) == set(graph.nodes(data=key))
    for key in ("kind", "statements", "evidence"):
        assert Counter(back.edges(data=key)) == Counter(graph.edges(data=key))


def test_an_edge_carries_the_sentences_that_state_it(corpus: Corpus) -> None:
    graph, texts = to_networkx(corpus), {one.source.path: one for one in corpus.documents}
    assert any(link.evidence[1:] for link in corpus.links)
    for link in corpus.links:
        said = graph.edges[link.source, link.target, link.kind]["evidence"].split("\n")
        assert set(said) == {" ".join(texts[one.path].text(one.sentence).split()) for one in link.evidence}


def test_neo4j_gets_all_works_and_relations(corpus: Corpus, tmp_path: Path) -> None:
    nodes, edges, cypher = to_neo4j(corpus, tmp_path / "neo4j")
    with nodes.open(encoding="utf-8") as file:
        works = list(csv.DictReader(file))
    assert tuple(works[0]) == NODES
    assert {row["iri"] for row in works} == {work.iri for work in corpus.works}
    assert {row["in_corpus"] for row in works} == {"true", "false"}
    with edges.open(encoding="utf-8") as file:
        links = {(row["kind"], row["source"], row["target"]) for row in csv.DictReader(file)}
    assert links == {(one.kind, one.source, one.target) for one in corpus.links}
    statements = cypher.read_text("utf-8").split(";\n")
    for row in relations():
        assert sum(f":{row.id.upper()}]" in one and f"'{row.id}'" in one for one in statements) == 1


def test_parquet_has_types(corpus: Corpus, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra: vnlegal[parquet]")
    nodes, edges = (parquet.read_table(path) for path in to_parquet(corpus, tmp_path))
    assert (tuple(nodes.column_names), tuple(edges.column_names)) == (NODES, EDGES)
    assert str(nodes.schema.field("year").type) == "int32"
    assert str(nodes.schema.field("date").type) == "date32[day]"
    read = [{**row, "date": str(row["date"] or "")} for row in nodes.to_pylist()]
    assert read == rows(corpus)[0]
    assert edges.to_pylist() == rows(corpus)[1]
    assert edges.num_rows == len(corpus.links)


def test_the_command_writes_tables(kho: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--store", str(kho), "--tables", "neo4j", "-o", str(tmp_path / "ra")]) == 0
    assert capsys.readouterr().out == ""
    assert sorted(path.name for path in (tmp_path / "ra").iterdir()) == [
        "edges.csv", "import.cypher", "nodes.csv"
    ]  # fmt: skip
    assert main(["export", "--store", str(kho), "--tables", "neo4j"]) == 2


CELLS = (
    (Term("literal", "3", f"{XSD}integer"), 3),
    (Term("literal", "2021", f"{XSD}gYear"), 2021),
    (Term("literal", "2021-05-15", f"{XSD}date"), date(2021, 5, 15)),
    (Term("literal", "true", f"{XSD}boolean"), True),
    (Term("literal", "0.5", f"{XSD}decimal"), 0.5),
    (Term("literal", "2021-13", f"{XSD}date"), "2021-13"),
    (Term("literal", "công văn", None, "vi"), "công văn"),
    (Term("iri", "https://example.org/1"), "https://example.org/1"),
    (None, None),
)


def test_rows_of_an_answer_are_python_values() -> None:
    answer = Answer(("value",), tuple((cell,) for cell, _ in CELLS))
    assert len(answer) == len(CELLS)
    assert [row["value"] for row in answer] == [value for _, value in CELLS]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_answers_become_frames(library: str) -> None:
    pytest.importorskip(library, reason="a user's own library")
    term = Term("literal", "2021-05-15", f"{XSD}date")
    answer = Answer(("day", "name"), ((term, Term("literal", "a")), (None, Term("literal", "b"))))
    frame = getattr(answer, f"to_{library}")()
    assert list(frame.columns) == ["day", "name"]
    assert len(frame) == 2
    assert frame["day"][0] == date(2021, 5, 15)
    assert list(getattr(Answer(("a", "b"), ()), f"to_{library}")().columns) == ["a", "b"]


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    with pytest.raises(ImportError, match="pip install polars"):
        Answer(("a",), ()).to_polars()


def test_the_notebook_shows_what_it_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    ran = 0
    for cell in json.loads((ROOT / "docs" / "graph.ipynb").read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
        assert printed.getvalue() == "".join("".join(one["text"]) for one in cell["outputs"])
        ran += 1
    assert ran >= 4
