"""What a store keeps of its work: dates of files that did not change, answers of a generation."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from conftest import LETTERS

from vnlegal.corpus import load
from vnlegal.corpus.ledger import Ledger
from vnlegal.formats import contents
from vnlegal.graph import build as builds
from vnlegal.graph import kept
from vnlegal.graph.build import Built, build
from vnlegal.graph.engines import Answer
from vnlegal.graph.packing import pack, restore
from vnlegal.graph.stores import Store
from vnlegal.graph.terms import name
from vnlegal.model import Document, Work

LONG_AGO = 1_600_000_000
QUESTION = "most-cited"


def read(path: Path) -> Document:
    return load([path]).documents[0]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The letters, as they were written long ago."""
    made = []
    for letter in LETTERS:
        path = tmp_path / "files" / Path(letter).name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(Path(letter).read_bytes())
        os.utime(path, (LONG_AGO, LONG_AGO))
        made.append(path)
    return made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose bytes a build has read."""
    names: list[str] = []
    plain = contents

    def told(path: str | Path) -> bytes:
        names.append(Path(path).name)
        return plain(path)

    monkeypatch.setattr(builds, "contents", told)
    return names


def test_a_file_of_the_same_size_and_date_is_not_opened(
    files: list[Path], opened: list[str], tmp_path: Path
) -> None:
    def again(*, trust_dates: bool = True) -> Built:
        opened.clear()
        return build(files, tmp_path / "kho", read, trust_dates=trust_dates)

    assert len(again().added) == 4
    assert len(opened) == 4
    assert (again().unchanged, opened) == (4, [])
    assert (again(trust_dates=False).unchanged, len(opened)) == (4, 4)
    os.utime(files[0], (LONG_AGO + 5, LONG_AGO + 5))
    assert (again().unchanged, opened) == (4, [files[0].name])
    files[1].write_text(files[1].read_text("utf-8") + "\nThêm một dòng.\n", "utf-8")
    assert len(again().changed) == 1
    assert opened == [files[1].name]
    # It was written just now: the same date proves nothing of it.
    assert (again().unchanged, opened) == (4, [files[1].name])


def test_what_is_told_beside_a_file_counts(files: list[Path], opened: list[str], tmp_path: Path) -> None:
    build(files, tmp_path / "kho", read)
    opened.clear()
    assert len(build(files, tmp_path / "kho", read, beside=lambda path: "số 1").changed) == 4
    assert len(opened) == 4


@pytest.fixture
def kho(files: list[Path], tmp_path: Path) -> Path:
    build(files, tmp_path / "kho", read)
    return tmp_path / "kho"


def test_packing_keeps_every_quad_and_is_undone_where_it_was_cut_short(kho: Path) -> None:
    generation = Store.open(kho).generation or kho
    before = set(Store.open(kho).nquads())
    pack(generation / "quads")
    assert set(Store.open(kho).nquads()) == before
    assert sorted(path.name for path in generation.glob("quads*")) == ["quads"]
    (generation / "quads").rename(generation / "quads.old")
    restore(generation / "quads")
    assert set(Store.open(kho).nquads()) == before


def ask(kho: Path, question: str = QUESTION, **parameters: str) -> Answer:
    return Store.open(kho).query(question, **parameters)


def without_engine(
    kho: Path, monkeypatch: pytest.MonkeyPatch, question: str = QUESTION, **parameters: str
) -> Answer:
    """What a store answers whose engine finds nothing."""
    store = Store.open(kho)
    monkeypatch.setattr(store.engine, "stream", lambda *_: (("none",), iter(())))
    return store.query(question, **parameters)


def test_an_answer_is_kept_with_its_generation(
    kho: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(ask(kho)) > 0
    assert without_engine(kho, monkeypatch) == ask(kho) == Store(Store.open(kho).engine).query(QUESTION)
    first = ask(kho)
    build(files[:1], kho, read)
    assert without_engine(kho, monkeypatch) == ask(kho) != first
    assert ask(kho) == Store(Store.open(kho).engine).query(QUESTION)


def test_an_update_looks_only_at_the_documents_that_it_touches(
    kho: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    plain = Ledger.work

    def work(ledger: Ledger, iri: str) -> Work | None:
        looked.append(iri)
        return plain(ledger, iri)

    monkeypatch.setattr(kept, "MOST", 0)  # all documents that are much cited are looked at each time
    monkeypatch.setattr(Ledger, "work", work)
    files[2].write_text(files[2].read_text("utf-8") + "\nThêm một dòng.\n", "utf-8")
    build(files, kho, read)
    works = set(Store.open(kho).engine.subjects(name("rdf:type"), name("vnl:Document")))
    assert 0 < len({*looked} & works) < len(works) / 2


def test_a_question_about_one_work_is_asked_each_time(kho: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(ask(kho, "implements", work="1070/UBND-KGVX")) > 0
    assert len(without_engine(kho, monkeypatch, "implements", work="1070/UBND-KGVX")) == 0


@pytest.mark.parametrize("harm", ["UPDATE answers SET rows = x'00'", "DROP TABLE answers"])
def test_a_damaged_answer_is_worked_out_again(kho: Path, harm: str) -> None:
    first = ask(kho)
    with sqlite3.connect((Store.open(kho).generation or kho) / "manifest.sqlite") as db:
        db.execute(harm)
    assert ask(kho) == first
