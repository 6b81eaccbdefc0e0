"""Stores on disk whose texts come, change and go hold what a store made anew would hold, quad for quad."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pages import page
from test_provisions import CIRCULAR, DECREE

from vnlegal.corpus import Corpus
from vnlegal.document import as_source, parse
from vnlegal.graph import kept, replacing, writer
from vnlegal.graph.build import Built, build
from vnlegal.graph.engines import Answer
from vnlegal.graph.homes import PROVISIONS, WORKS
from vnlegal.graph.stores import Store
from vnlegal.graph.writer import load

ACT = "Nghị định số 7/2025/NĐ-CP ngày 5 tháng 5 năm 2025 của Chính phủ"
PAGES = {
    "decree.txt": DECREE,
    "circular.txt": CIRCULAR,
    "same circular.txt": CIRCULAR.replace("Về đò", "Về đò ngang"),
    "letter.txt": page(f"Theo khoản 2 Điều 1 {ACT}, yêu cầu các sở báo cáo.", number="8/BNV-VP"),
    "told.txt": page(f"Công văn số 8/BNV-VP ngày 01 tháng 3 năm 2021 hướng dẫn {ACT}.", number="9/BNV-VP"),
    "no number.txt": f"Báo cáo\nThực hiện Điều 3 {ACT}.\n",
    "codified.txt": (
        "# Đò ngang\n\nĐiều 24.5.NĐ.1.9. Hiệu lực\n\n(Điều 9 Nghị định số 7/2025/NĐ-CP, có hiệu lực thi hành"
        " kể từ ngày 01/07/2025)\n\nNghị định này thay thế Nghị định số 8/2011/NĐ-CP.\n"
    ),
    "and one to it.txt": page("Thực hiện Công văn số 9/BNV-VP, gửi báo cáo.", number="10/BNV-VP"),
}
ALL = {*PAGES}
STEPS: tuple[set[str], ...] = (
    ALL, {"decree.txt"}, ALL - {"decree.txt", "letter.txt"}, {"letter.txt", "told.txt", "no number.txt"},
    {"circular.txt", "same circular.txt"}, {"same circular.txt", "no number.txt"}, ALL - {"told.txt"}, set(),
    ALL,
)  # fmt: skip


def bring(kho: Path, names: set[str]) -> Built:
    """Build the store of some pages, which stand beside it."""
    for name in names:
        (kho.parent / name).write_text(PAGES[name], "utf-8")
    paths = [kho.parent / name for name in sorted(names)]
    return build(paths, kho, lambda path: parse(as_source(PAGES[path.name], str(path))))


def anew(kho: Path, names: set[str]) -> list[str]:
    held = (parse(as_source(PAGES[name], str(kho.parent / name))) for name in sorted(names))
    return list(Store.of(Corpus.of(held), extent="between").nquads())


def graphs(store: Store) -> Iterator[str]:
    return (quad.graph[1:-1] for quad in store.quads())


@pytest.mark.parametrize(("at_once", "page", "many"), [(500, 200, 1_000), (1, 1, 1_000), (2, 3, 0)])
def test_whatever_comes_and_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int, page: int, many: int
) -> None:
    """The answers too, however many texts are taken in and kept at once, anew or by what was touched."""
    monkeypatch.setattr(kept, "_BATCH", at_once)
    monkeypatch.setattr(kept, "_PAGE", page)
    monkeypatch.setattr(kept, "_MANY", many)
    for names in STEPS:
        bring(tmp_path / "kho", names)
        store = Store.open(tmp_path / "kho")
        assert list(store.nquads()) == anew(tmp_path / "kho", names), names
        for question in kept.WHOLE:
            assert kept_of(store, question) == Store(store.engine).query(question), (names, question)


def kept_of(store: Store, question: str) -> Answer:
    """The answer that a build has kept, which nobody works out."""
    query, _ = store.bound(question)
    columns, rows = kept.answered(store.generation or Path(), query.text, lambda: ((), iter(())))
    return Answer(columns, tuple(rows))


def test_a_quad_has_its_graph_in_an_export_and_not_on_disk(tmp_path: Path) -> None:
    bring(tmp_path / "kho", ALL)
    store = Store.open(tmp_path / "kho")
    told = set(graphs(store))
    assert {WORKS, PROVISIONS} < told
    assert sum("/text/" in one for one in told) == len(PAGES)
    asked = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s <https://w3id.org/vnlegal/ns#%s> ?o } }"
    assert len(store.query(asked % "resolution")) == 0
    assert len(store.query(asked % "cites")) > 0


def test_a_build_that_was_cut_short_in_a_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a text stands what nothing leads to: the next build takes it out, also where the file is gone."""
    bring(tmp_path / "kho", {"decree.txt"})
    monkeypatch.setattr(writer, "load", _load_in_part)
    with suppress(KeyboardInterrupt):
        bring(tmp_path / "kho", ALL)
    gc.collect()  # the engine lets go of its files
    monkeypatch.undo()
    assert (tmp_path / "kho" / "next").exists()
    left = {"decree.txt", "letter.txt", "same circular.txt"}
    assert bring(tmp_path / "kho", left).rebuilt is None
    store = Store.open(tmp_path / "kho")
    assert list(store.nquads()) == anew(tmp_path / "kho", left)
    assert [kept_of(store, one) for one in kept.WHOLE] == [
        Store(store.engine).query(one) for one in kept.WHOLE
    ]


def test_a_build_that_was_cut_short_while_it_took_in_what_texts_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(tmp_path / "kho", ALL - {"letter.txt"})
    monkeypatch.setattr(kept, "_BATCH", 1)
    monkeypatch.setattr(kept._Keeper, "has_all", _stop)
    with suppress(KeyboardInterrupt):
        bring(tmp_path / "kho", ALL - {"told.txt"})
    gc.collect()
    monkeypatch.undo()
    bring(tmp_path / "kho", ALL - {"told.txt", "circular.txt"})
    store = Store.open(tmp_path / "kho")
    assert [kept_of(store, one) for one in kept.WHOLE] == [
        Store(store.engine).query(one) for one in kept.WHOLE
    ]


def _stop(keeper: object) -> bool:
    raise KeyboardInterrupt


def _load_in_part(engine: object, nquads: bytes, lines: int) -> None:
    kept = b"".join(line for line in nquads.splitlines(keepends=True) if b"#char=" in line)
    load(engine, kept or nquads, lines)  # type: ignore[arg-type]
    if kept:
        raise KeyboardInterrupt


def test_what_is_said_in_a_graph_goes_with_that_graph_alone() -> None:
    import pyoxigraph

    label = pyoxigraph.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    said = [
        pyoxigraph.Quad(
            pyoxigraph.NamedNode("https://example.org/a"),
            label,
            pyoxigraph.Literal(graph),
            pyoxigraph.NamedNode(f"https://example.org/{graph}"),
        )
        for graph in ("one", "other")
    ]
    engine = pyoxigraph.Store()
    engine.extend(said)
    assert replacing.clear(engine, []) == []
    assert len(engine) == 2
    assert replacing.clear(engine, ["https://example.org/one"]) == []
    assert list(engine) == said[1:]
