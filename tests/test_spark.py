"""Spark: the same documents give the same works, mentions, claims, links, graph and lineage as in memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import LETTERS, ROOT

from vnlegal.bulk.load import NoQuadsError, load
from vnlegal.bulk.parse import parse_one, row_of
from vnlegal.bulk.spark import Counts, SparkMissingError, local_session, run
from vnlegal.cli import main
from vnlegal.corpus import Corpus
from vnlegal.corpus.kept_document import unpacked
from vnlegal.graph.lineage import lineage
from vnlegal.graph.stores import Store

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

sys.path.append(str(ROOT / "tests" / "benchmarks"))
COUNT = 70


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    pytest.importorskip("pyspark")
    try:
        made = local_session("local[2]")
    except SparkMissingError as error:
        pytest.skip(str(error))
    yield made
    made.stop()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages that cite one another, one of them twice, and one file that holds nothing."""
    from letters import write

    folder = tmp_path_factory.mktemp("in")
    paths = write(COUNT, folder)
    (folder / "again.txt").write_bytes(paths[50].read_bytes())
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture(scope="module")
def corpus(pages: Path) -> Corpus:
    rows = [parse_one(path) for path in (*sorted(pages.rglob("*.txt")), *LETTERS)]
    return Corpus.of(unpacked(row.packed) for row in rows if row.packed)


@pytest.fixture(scope="module")
def output(
    session: SparkSession, pages: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Counts]:
    """The pages as files, the four letters as a table of texts."""
    folder = tmp_path_factory.mktemp("out")
    texts = [(str(path), path.read_text("utf-8")) for path in LETTERS]
    table = str(folder / "letters.parquet")
    session.createDataFrame(texts, "path string, text string").write.parquet(table)
    return folder / "kho", run(session, [str(pages), table], str(folder / "kho"))


def rows(session: SparkSession, output: tuple[Path, Counts], name: str) -> list[Any]:
    found: list[Any] = session.read.parquet(str(output[0] / name)).collect()
    return found


def test_counts_are_those_of_the_corpus(output: tuple[Path, Counts], corpus: Corpus) -> None:
    counts = output[1]
    assert counts.documents == len(corpus.documents) == COUNT + 1 + len(LETTERS)
    assert counts.unread == 1
    assert counts.mentions == sum(len(one.mentions) for one in corpus.documents)
    assert counts.claims == sum(len(one.claims) for one in corpus.documents)
    assert counts.works == len(corpus.works) > COUNT
    assert counts.links == len(corpus.links) > COUNT


def test_every_work_and_link_is_the_same(
    session: SparkSession, output: tuple[Path, Counts], corpus: Corpus
) -> None:
    found = {(one.iri, one.number, one.title, one.date, one.in_corpus, *one.documents)
             for one in rows(session, output, "works")}  # fmt: skip
    assert found == {(one.iri, one.number, one.title, one.date, one.in_corpus, *one.documents)
                     for one in corpus.works}  # fmt: skip
    links = {
        (one.kind, one.source, one.target, *one.modes, one.evidence) for one in rows(session, output, "links")
    }
    assert links == {
        (one.kind, one.source, one.target, *one.modes, len(one.evidence)) for one in corpus.links
    }


def test_every_resolution_is_the_same(
    session: SparkSession, output: tuple[Path, Counts], corpus: Corpus
) -> None:
    found = {(one.path, one.id, one.status, *one.candidates) for one in rows(session, output, "resolutions")}
    assert found == {(one.path, one.mention, one.status, *one.candidates) for one in corpus.resolutions}


def test_records_are_those_of_one_process(
    session: SparkSession, output: tuple[Path, Counts], corpus: Corpus
) -> None:
    found = {one.path: one.record for one in rows(session, output, "documents") if one.status == "read"}
    assert found == {one.source.path: row_of(one).document["record"] for one in corpus.documents}
    lost = [one for one in rows(session, output, "documents") if one.status == "unread"]
    assert [(Path(one.path).name, one.reason) for one in lost] == [("empty.txt", "tệp rỗng")]


def test_quads_loaded_give_the_store(output: tuple[Path, Counts], corpus: Corpus, tmp_path: Path) -> None:
    load([output[0] / "quads"], tmp_path / "kho")
    assert list(Store.open(tmp_path / "kho").nquads()) == list(Store.of(corpus).nquads())


def test_lineage_by_joins_is_that_of_the_walk(
    session: SparkSession, output: tuple[Path, Counts], corpus: Corpus
) -> None:
    found = {(one.work, one.ancestor): one.depth for one in rows(session, output, "lineage")}
    expected = {
        (work.iri, other): depth
        for work in corpus.works
        for other, depth in lineage(corpus, work.iri).depths.items()
        if other != work.iri
    }
    assert found == expected
    assert max(found.values()) > 2


def test_nothing_is_left_of_the_way(output: tuple[Path, Counts]) -> None:
    assert not (output[0] / "work").exists()


def test_without_java_the_message_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert main(["spark", str(LETTERS[0]), "-o", str(tmp_path / "kho"), "--master", "local[2]"]) == 2
    assert "cần Java 17" in capsys.readouterr().err


def test_an_old_java_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(SparkMissingError, match=r"11\.0\.2"):
        local_session("local[2]")


@pytest.mark.parametrize("missing", ["pyspark.sql", "pandas", "pyarrow"])
def test_without_a_library_the_message_says_so(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(SparkMissingError, match=r"pip install 'vnlegal\[spark\]'"):
        local_session("local[2]")


def test_nothing_to_load_is_said(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(NoQuadsError, match="không có tệp"):
        load([tmp_path / "none"], tmp_path / "kho")
    (tmp_path / "page.txt").write_text("Số: 1/QĐ-TTg")
    with pytest.raises(NoQuadsError, match=r"page\.txt"):
        load([tmp_path / "page.txt"], tmp_path / "kho")
