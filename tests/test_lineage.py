"""Lineage: chains, their evidence, cycles, limits; the same from a corpus and from a store."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import pytest
from conftest import LETTERS
from pages import chain, doc

from vnlegal.corpus import Corpus, load
from vnlegal.graph.lineage import Lineage, lineage
from vnlegal.graph.stated import Addressed, Edge, Stated, Statement, Way
from vnlegal.graph.stores import Store
from vnlegal.model import Work

LETTER = doc("ubnd-kon-tum/2021/1070-ubnd-kgvx")
PROGRAMME = doc("cp/2020/50-nq-cp/attach/chuong-trinh-hanh-dong")
RESOLUTION = doc("bo-chinh-tri/2019/52-nq-tw")


def four() -> Corpus:
    return load(LETTERS)


def said(found: Lineage) -> set[tuple[str, str, str]]:
    return {(found.label(s.edge.source), s.edge.kind, found.label(s.edge.target)) for s in found.steps}


def test_the_chain_of_the_four_letters() -> None:
    found = lineage(four(), LETTER)
    assert {found.label(work): found.depths[work] for work in found.others} == {
        "1906/VPCP-KGVX": 1,
        "50/NQ-CP": 1,
        "Chương trình hành động của Chính phủ": 2,
        "52-NQ/TW": 3,
    }
    assert said(found) == {
        ("1070/UBND-KGVX", "implements", "1906/VPCP-KGVX"),
        ("1070/UBND-KGVX", "implements", "50/NQ-CP"),
        ("1906/VPCP-KGVX", "implements", "50/NQ-CP"),
        ("50/NQ-CP", "promulgates", "Chương trình hành động của Chính phủ"),
        ("Chương trình hành động của Chính phủ", "implements", "52-NQ/TW"),
    }
    assert not found.cut
    assert not found.cycles


def test_two_documents_state_the_last_steps() -> None:
    speakers = {step.edge.target: step.speakers for step in lineage(four(), LETTER).steps}
    assert (speakers[PROGRAMME], speakers[RESOLUTION]) == (2, 2)


def test_every_statement_stands_where_it_says() -> None:
    corpus = four()
    texts = {document.source.path: document.source.text for document in corpus.documents}
    statements = [one for step in lineage(corpus, LETTER, "both").steps for one in step.statements]
    assert len(statements) > 5
    for one in statements:
        stretch = " ".join(texts[one.path][one.start : one.end].split())
        assert stretch == one.sentence
        assert one.cue in stretch


def test_downwards() -> None:
    found = lineage(four(), RESOLUTION, "down")
    assert {found.label(work) for work in found.others} == {
        "Chương trình hành động của Chính phủ", "50/NQ-CP", "123-KH/TU", "2039/KH-UBND",
        "1906/VPCP-KGVX", "1070/UBND-KGVX",
    }  # fmt: skip


def test_up_and_down_mirror_each_other() -> None:
    corpus = four()
    above = {work.iri: set(lineage(corpus, work.iri).others) for work in corpus.works}
    below = {work.iri: set(lineage(corpus, work.iri, "down").others) for work in corpus.works}
    assert all(lower in below[upper] for lower in above for upper in above[lower])
    assert all(upper in above[lower] for upper in below for lower in below[upper])


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
@pytest.mark.parametrize("direction", ["up", "down", "both"])
def test_a_store_gives_the_same(engine: str, direction: str) -> None:
    corpus = four()
    store = Store.of(corpus, engine)  # type: ignore[arg-type]
    for work in corpus.works:
        one = lineage(corpus, work.iri, direction)  # type: ignore[arg-type]
        other = lineage(store, work.iri, direction)  # type: ignore[arg-type]
        assert (one.steps, one.depths, one.cycles, one.cut) == (
            other.steps,
            other.depths,
            other.cycles,
            other.cut,
        )


def test_sparql_gives_the_same_ancestors() -> None:
    corpus = four()
    store = Store.of(corpus)
    for work in corpus.works:
        rows = store.query("ancestors", work=work.iri).values()
        assert {row["ancestor"] for row in rows} == set(lineage(corpus, work.iri).others)
        rows = store.query("descendants", work=work.iri).values()
        assert {row["descendant"] for row in rows} == set(lineage(corpus, work.iri, "down").others)


def test_depth_is_bounded_and_says_so() -> None:
    found = lineage(four(), LETTER, depth=1)
    assert {found.label(work) for work in found.others} == {"1906/VPCP-KGVX", "50/NQ-CP"}
    assert found.cut
    assert not lineage(four(), LETTER, depth=3).cut


def test_modes_and_kinds_can_be_chosen() -> None:
    asserted = lineage(four(), LETTER, modes=["asserted"])
    assert {asserted.label(work) for work in asserted.others} == {"1906/VPCP-KGVX", "50/NQ-CP"}
    considered = lineage(four(), doc("vpcp/2021/1906-vpcp-kgvx"), kinds=["considers"])
    assert {considered.label(work) for work in considered.others} == {"4009/BKHCN-CNC"}


def test_only_what_was_said_up_to_a_day_counts() -> None:
    found = lineage(four(), doc("vpcp/2021/1906-vpcp-kgvx"), on=date(2021, 3, 30))
    assert {one.speaker_label for step in found.steps for one in step.statements} == {"1906/VPCP-KGVX"}
    assert lineage(four(), LETTER, on=date(2021, 3, 30)).others == ()


class Drawn:
    """A graph drawn by hand, each edge stated once."""

    def __init__(self, *edges: tuple[str, str, str]) -> None:
        self.edges = [Edge(*edge) for edge in edges]

    def stated(self, work: str, kinds: Collection[str], way: Way) -> list[Stated]:
        ends = [(edge, edge.source if way == "out" else edge.target) for edge in self.edges]
        return [(edge, (SAID,)) for edge, end in ends if end == work and edge.kind in kinds]

    def neighbours(self, work: str, kind: str, way: Way) -> list[str]:
        return [edge.target if way == "out" else edge.source for edge, _ in self.stated(work, (kind,), way)]

    def spoken_to(self, work: str) -> list[Addressed]:
        return []

    def works(self, iris: Iterable[str]) -> dict[str, Work]:
        return {iri: Work(iri, None, iri, None, None, (), None) for iri in iris}


SAID = Statement("s", "s", None, "s.txt", "asserted", "", "", 0, 1)


def test_attachments_of_one_document_do_not_reach_each_other() -> None:
    drawn = Drawn(
        ("promulgates", "decision", "programme"), ("promulgates", "decision", "regulation"),
        ("implements", "programme", "above"), ("implements", "letter", "regulation"),
    )  # fmt: skip
    assert set(lineage(drawn, "letter").others) == {"regulation", "decision"}
    assert set(lineage(drawn, "decision").others) == {"programme", "regulation", "above"}
    assert set(lineage(drawn, "above", "down").others) == {"programme", "decision"}
    assert set(lineage(drawn, "decision", "down").others) == {"programme", "regulation", "letter"}


def test_two_circles_are_both_named() -> None:
    pairs = ("ab", "bc", "ca", "cd", "de", "ed", "ex")
    drawn = Drawn(*(("implements", pair[0], pair[1]) for pair in pairs))
    assert lineage(drawn, "a").cycles == (("a", "b", "c"), ("d", "e"))
    assert lineage(drawn, "x", "down").cycles == (("a", "b", "c"), ("d", "e"))


def test_a_cycle_ends_and_is_named() -> None:
    corpus = chain(4, circle=True)
    start = corpus.find("2/BNV-VP")[0].iri
    for direction in ("up", "down", "both"):
        found = lineage(corpus, start, direction)
        assert len(found.others) == 3
        assert [len(circle) for circle in found.cycles] == [4]
        assert found.cycles[0][0] == doc("bnv/2021/1-bnv-vp")


def test_no_cycle_in_a_chain_with_a_shortcut() -> None:
    assert lineage(four(), LETTER, "both").cycles == ()
