"""Lineages in every shape: readable by the programs they are for, whatever a page contains."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from conftest import LETTERS
from pages import chain, page
from test_lineage import Drawn

import vnlegal
from vnlegal.cli import main
from vnlegal.corpus import Corpus, load
from vnlegal.document import as_source, parse
from vnlegal.graph.build import build
from vnlegal.graph.lineage import Lineage, lineage
from vnlegal.graph.network import to_networkx
from vnlegal.graph.stated import Statement
from vnlegal.graph.stores import Store
from vnlegal.graph.triples import label
from vnlegal.model import Document, Work
from vnlegal.outputs import Sheet, lineages
from vnlegal.outputs.evidence import quoted
from vnlegal.outputs.lineages.layout import HEIGHT, WIDTH, layout

SHAPES = tuple(one.name for one in lineages.LINEAGES)
HOSTILE = 'A"]; b -> c <script>alert(1)</script> & #quot; \\ `x` | {y} \x0b\n end'
SVG = "{http://www.w3.org/2000/svg}"


class Named(Drawn):
    """A graph drawn by hand whose works have hostile names."""

    def works(self, iris: Iterable[str]) -> dict[str, Work]:
        made = super().works(iris)
        return {iri: replace(work, number=f"{HOSTILE}{iri}", title=HOSTILE) for iri, work in made.items()}


def written(shape: str, found: Lineage) -> str:
    return "".join(lineages.get(shape).write(found, Sheet()))


@cache
def four() -> Lineage:
    return vnlegal.lineage(load(LETTERS), "1070/UBND-KGVX")


@cache
def hostile() -> Lineage:
    pairs = ("ab", "bc", "ca", "cd", "ad", "ee", "de", "ed")
    return lineage(Named(*(("implements", pair[0], pair[1]) for pair in pairs)), "a", "both")


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_names_every_work(shape: str) -> None:
    text = written(shape, four())
    # A picture may break a name into lines.
    flowed = re.sub(r"</text><text[^>]*>", " ", text)
    for iri in four().depths:
        assert four().label(iri) in flowed
    assert text == written(shape, four())


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_breaks_on_hostile_names_and_circles(shape: str) -> None:
    assert written(shape, hostile())


@pytest.mark.parametrize("shape", ["tree", "table", "svg"])
def test_circles_are_named(shape: str) -> None:
    assert written(shape, hostile()).count("Vòng lặp") == 2


def test_graphml_is_what_networkx_reads() -> None:
    graph = networkx.read_graphml(io.BytesIO(written("graphml", four()).encode()))
    own = to_networkx(load(LETTERS), ["implements", "guides", "promulgates"])
    assert set(graph.edges) <= {(one, other) for one, other, _ in own.edges}
    assert len(graph.edges) == len(four().steps)
    for iri, values in graph.nodes(data=True):
        assert values["label"] == own.nodes[iri]["label"]
        assert values["in_corpus"] == own.nodes[iri]["in_corpus"]
    assert all(values["evidence"] for *_, values in graph.edges(data=True))


def test_graphml_keeps_hostile_names() -> None:
    graph = networkx.read_graphml(io.BytesIO(written("graphml", hostile()).encode()))
    assert set(graph.nodes) == {"a", "b", "c", "d", "e"}
    assert all("<script>" in values["title"] for _, values in graph.nodes(data=True))


def test_dot_keeps_names_in_their_quotes() -> None:
    for found in (four(), hostile()):
        bare = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', written("dot", found))
        assert '"' not in bare.replace('""', "")
        edges = re.findall(r"^  (n\d+) -> (n\d+) \[", bare, re.MULTILINE)
        assert len(edges) == len(found.steps)
        assert re.sub(r'^  (n\d+( -> n\d+)?|node|edge) \[[\w=", .]*\];\n', "", bare, flags=re.MULTILINE) == (
            "digraph lineage {\n  rankdir=LR;\n}\n"
        )


def test_mermaid_keeps_names_in_their_quotes() -> None:
    text = written("mermaid", hostile())
    assert "<script" not in text
    for line in text.splitlines()[1:-2]:
        assert re.fullmatch(r'  n\d+(\["[^"\[\]`{}|]*"\]| -- "[^"\[\]`{}|]*" --> n\d+)', line), line


def test_the_picture_is_sound_and_fetches_nothing() -> None:
    for found in (four(), hostile()):
        root = ElementTree.fromstring(written("svg", found))
        tags = {one.tag.removeprefix(SVG) for one in root.iter()}
        assert tags <= {"svg", "title", "rect", "defs", "marker", "path", "g", "text"}
        names = {name for one in root.iter() for name in one.attrib}
        assert not {name for name in names if name.startswith("on") or "href" in name or name == "style"}


@pytest.mark.parametrize("found", [four, hostile])
def test_boxes_do_not_overlap_and_arrows_go_right(found: object) -> None:
    made = found()  # type: ignore[operator]
    where = layout(made)
    boxes = sorted(where.places.values())
    for x, y in boxes:
        assert 0 <= x <= where.width - WIDTH
        assert 0 <= y <= where.height - HEIGHT
    for one in boxes:
        for other in boxes:
            assert one == other or abs(one[0] - other[0]) >= WIDTH or abs(one[1] - other[1]) >= HEIGHT
    circles = {pair for circle in made.cycles for pair in zip(circle, (*circle[1:], circle[0]), strict=True)}
    back = {pair for pair in where.ways if where.places[pair[0]][0] >= where.places[pair[1]][0]}
    assert {pair for pair in back if pair[0] != pair[1]} <= circles


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Path]:
    """A chain of 1,100 documents, deeper than calls may go, as a corpus and as a store of stand-in files."""
    folder = tmp_path_factory.mktemp("long")
    corpus = chain(1100)
    documents: dict[str, Document] = {}
    for number, one in enumerate(corpus.documents):
        path = folder / f"{number}.txt"
        path.write_text(str(number))
        documents[str(path)] = replace(one, source=replace(one.source, path=str(path)))
    build(documents, folder / "store", lambda path: documents[str(path)])
    return corpus, folder / "store"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_chain_of_any_length_can_be_written(long: tuple[Corpus, Path], shape: str) -> None:
    found = vnlegal.lineage(long[0], "1100/BNV-VP")
    assert len(found.others) == 1099
    assert "1/BNV-VP" in written(shape, found)


def test_a_chain_of_any_length_is_walked(long: tuple[Corpus, Path]) -> None:
    store = Store.open(long[1])
    assert len(store.query("ancestors", work="1100/BNV-VP").rows) == 1099
    assert len(vnlegal.lineage(store, "1100/BNV-VP").others) == 1099


def test_a_chain_of_1100_by_the_command(
    long: tuple[Corpus, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    ask = ["1100/BNV-VP", "--store", str(long[1]), "--format", "json"]
    assert main(["lineage", *ask]) == 0
    assert len(json.loads(capsys.readouterr().out)["works"]) == 1100
    assert main(["query", "ancestors", "--param", "work=1100/BNV-VP", *ask[1:]]) == 0
    assert len(json.loads(capsys.readouterr().out)["results"]["bindings"]) == 1099


def test_a_circle_ends_in_sparql() -> None:
    store = Store.of(chain(5, circle=True))
    for question in ("ancestors", "descendants", "lineage-evidence"):
        assert len(store.query(question, work="3/BNV-VP").rows) in (4, 5)


# The command.


@pytest.fixture(scope="module")
def kho(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("lineages") / "kho"
    build(LETTERS, path, lambda path: load([path]).documents[0])
    return str(path)


def test_relations_modes_and_day_are_chosen(kho: str, capsys: pytest.CaptureFixture[str]) -> None:
    def steps(*options: str) -> set[str]:
        assert main(["lineage", *options, "--store", kho, "--format", "json"]) == 0
        return {one["kind"] for one in json.loads(capsys.readouterr().out)["steps"]}

    assert steps("1070") == {"implements", "promulgates"}
    assert steps("1070", "--mode", "asserted") == {"implements"}
    assert steps("1906", "--relation", "considers") == steps("1906", "--relation", "xét") == {"considers"}
    assert steps("1070", "--on", "2021-03-30") == set()
    for wrong in (["--relation", "loves"], ["--on", "30/3/2021"], ["--mode", "guessed"]):
        with pytest.raises(SystemExit):
            main(["lineage", "1070", *wrong, "--store", kho])


def test_status_and_successors_are_asked(kho: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "50/NQ-CP", "--on", "2021-01-01", "--store", kho]) == 0
    assert "50/NQ-CP (17/04/2020), ngày 01/01/2021: chưa rõ" in capsys.readouterr().out
    assert main(["status", "50/NQ-CP", "--store", kho, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "unknown"
    for body, successor in (("Bộ Kế hoạch và Đầu tư", "Bộ Tài chính"), ("UBND tỉnh Kon Tum", "Quảng Ngãi")):
        assert main(["successors", body, "--on", "2025-09-02"]) == 0
        assert successor in capsys.readouterr().out
        assert main(["successors", body, "--on", "2020-01-01", "--format", "csv"]) == 0
        shown = capsys.readouterr()
        assert shown.out.count("\r\n") == 1
        assert "chưa thấy" in shown.err
    assert main(["successors", "Hội Những Người Không Có"]) == 2


@pytest.mark.parametrize("syntax", ["nquads", "trig", "turtle", "jsonld", "rdf12"])
def test_a_store_is_exported(kho: str, syntax: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--store", kho, "--format", syntax]) == 0
    text = capsys.readouterr().out
    assert "1070-ubnd-kgvx" in text
    if syntax == "nquads":
        assert text == "".join(Store.open(kho).nquads())
        lines = text.splitlines()
        assert lines == sorted(set(lines))


def test_export_has_all_syntaxes() -> None:
    from vnlegal.cli import SHAPES
    from vnlegal.graph.syntaxes import SYNTAXES

    assert set(SHAPES["export"]) == set(SYNTAXES)


def test_the_public_door_finds_one_work(kho: str) -> None:
    corpus = load(LETTERS)
    iri = vnlegal.lineage(corpus, "1070").work
    for graph in (corpus, Store.of(corpus), kho):
        assert vnlegal.lineage(graph, iri).others == vnlegal.lineage(corpus, "1070").others
        for wrong in ("999/XX", "chương trình", iri + "x"):
            with pytest.raises(ValueError, match=r"kho không có|có thể là"):
                vnlegal.lineage(graph, wrong)


DECISION = (
    "ỦY BAN NHÂN DÂN TỈNH KON TUM\nSố: 12/QĐ-UBND\nKon Tum, ngày 01 tháng 3 năm 2021\nQUYẾT ĐỊNH\n"
    "Về việc A\nCăn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;\n"
    "QUYẾT ĐỊNH:\nĐiều 1. Bãi bỏ Quyết định số 7/QĐ-UBND ngày 02 tháng 3 năm 2019.\n"
)
SENT = "Kính gửi:\n- Bộ Y tế;\n- Bộ Công an;\n- Các cơ quan thuộc Chính phủ."
ORDER = page(
    "Giao Bộ Tài chính chủ trì xây dựng đề án trước ngày 30 tháng 6 năm 2021.",
    number="40/VPCP-TH", issuer="VĂN PHÒNG CHÍNH PHỦ", date=(2021, 1, 5),
).replace("Kính gửi: Bộ Y tế.", SENT)  # fmt: skip
ANSWER = page(
    "Thực hiện Công văn số 40/VPCP-TH ngày 05 tháng 01 năm 2021 của Văn phòng Chính phủ, Bộ Y tế yêu cầu.",
    number="9/BYT-KH", issuer="BỘ Y TẾ", date=(2021, 2, 1),
)  # fmt: skip
PLAN = (
    "ỦY BAN NHÂN DÂN TỈNH KON TUM\nSố: {number}/KH-UBND\nKon Tum, ngày 01 tháng {month} năm 2021\nKẾ HOẠCH\n"
    "Về việc A\n{body}\n"
)
FIRST = PLAN.format(
    number=20, month=3,
    body="Thực hiện Nghị quyết số 52-NQ/TW ngày 27 tháng 9 năm 2019 của Bộ Chính trị, UBND tỉnh yêu cầu.",
)  # fmt: skip
SECOND = PLAN.format(
    number=31, month=5,
    body="Kế hoạch này sửa đổi, bổ sung Kế hoạch số 20/KH-UBND ngày 01 tháng 3 năm 2021 của UBND tỉnh.",
)  # fmt: skip
OF_LAW = (
    "BỘ TÀI CHÍNH\nSố: 5/2021/TT-BTC\nHà Nội, ngày 01 tháng 6 năm 2021\nTHÔNG TƯ\n"
    "Sửa đổi, bổ sung một số điều của Thông tư số 8/2019/TT-BTC ngày 01 tháng 3 năm 2019\n"
    "Điều 1. Sửa đổi khoản 1 Điều 2 của Thông tư số 8/2019/TT-BTC ngày 01 tháng 3 năm 2019.\n"
)


def corpus_of(*pages: str) -> Corpus:
    return Corpus.of(parse(as_source(text, f"{n}.txt")) for n, text in enumerate(pages))


def names(corpus: Corpus, found: Lineage) -> set[str]:
    return {label(corpus.by_iri[iri]) for iri in found.others}


def test_the_relations_that_are_not_followed_are_folded_groups() -> None:
    corpus = corpus_of(DECISION)
    work = corpus.find("12/QĐ-UBND")[0].iri
    found = lineage(corpus, work)
    assert [(one.kind, one.way, len(one.works)) for one in found.elsewhere] == [
        ("based_on", "out", 1), ("repeals", "out", 1)
    ]  # fmt: skip
    for shape in ("tree", "table", "svg", "graphml"):
        assert "căn cứ: 1 văn bản (30/2020/NĐ-CP)" in written(shape, found)
    assert '--relation "căn cứ"' in written("tree", found)
    assert written("mermaid", found).count("1 văn bản (30/2020/NĐ-CP)") == 1
    asked = lineage(corpus, work, kinds=("based_on",))
    assert len(asked.steps) == 1
    assert [one.kind for one in asked.elsewhere] == ["repeals"]
    (told,) = json.loads(written("json", asked))["elsewhere"]
    assert (told["kind"], told["works"], len(told["first"])) == ("repeals", 1, 1)


def test_no_relation_of_a_work_is_hidden() -> None:
    """Each link of a work is a step of its lineage or stands in a group, whatever way was asked for."""
    corpus = Corpus.of(
        [*load(LETTERS).documents, *corpus_of(DECISION, ORDER, ANSWER, FIRST, SECOND).documents]
    )
    for direction in ("up", "down", "both"):
        for work in corpus.works:
            found = lineage(corpus, work.iri, direction)
            shown = {(one.edge.kind, one.edge.source, one.edge.target) for one in found.steps}
            for kind, way, others in found.elsewhere:
                shown |= {(kind, work.iri, one) if way == "out" else (kind, one, work.iri) for one in others}
            links = {(one.kind, one.source, one.target) for one in corpus.links}
            assert {one for one in links if work.iri in one[1:]} <= shown


def test_what_amends_a_plan_hangs_under_what_the_plan_carries_out() -> None:
    corpus = corpus_of(FIRST, SECOND)
    programme, first, second = (corpus.find(one)[0].iri for one in ("52-NQ/TW", "20/KH-UBND", "31/KH-UBND"))
    assert names(corpus, lineage(corpus, second)) == {"20/KH-UBND", "52-NQ/TW"}
    assert lineage(corpus, programme, "down").depths == {programme: 0, first: 1, second: 2}
    assert lineage(corpus, second, kinds=("implements",)).others == ()


def test_what_amends_an_act_that_only_sets_rules_hangs_under_nothing() -> None:
    corpus = corpus_of(OF_LAW)
    found = lineage(corpus, corpus.find("5/2021/TT-BTC")[0].iri)
    assert found.others == ()
    assert [(one.kind, one.way) for one in found.elsewhere] == [("amends", "out")]


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
def test_a_store_folds_and_asks_alike(engine: str) -> None:
    corpus = corpus_of(DECISION, ORDER, ANSWER, FIRST, SECOND)
    store = Store.of(corpus, engine)  # type: ignore[arg-type]
    for work in corpus.works:
        one, other = lineage(corpus, work.iri, "both"), lineage(store, work.iri, "both")
        assert (one.steps, one.elsewhere) == (other.steps, other.elsewhere)
        assert {row[1:] for row in one.asked} == {row[1:] for row in other.asked}


def test_who_has_answered_and_who_has_not() -> None:
    corpus = corpus_of(ORDER, ANSWER)
    work, answer = (corpus.find(one)[0].iri for one in ("40/VPCP-TH", "9/BYT-KH"))
    found = lineage(corpus, work, "down")
    assert {one.name: one.works for one in found.asked} == {
        "Bộ Y tế": (answer,), "Bộ Công an": (), "Bộ Tài chính": (), "Các cơ quan thuộc Chính phủ": ()
    }  # fmt: skip
    text = written("tree", found)
    assert "Bộ Y tế: 9/BYT-KH" in text
    assert "Chưa thấy văn bản của: Bộ Công an; Bộ Tài chính (kho không có chưa phải là chưa làm)" in text
    assert "Không rõ là những cơ quan nào: Các cơ quan thuộc Chính phủ" in text
    assert lineage(corpus, work).asked == ()


def test_of_a_long_sentence_the_words_about_the_work_are_shown() -> None:
    bases = "Căn cứ Luật Bến đò năm 2031; " * 20
    words = f"{bases}Thực hiện Nghị quyết số 7/NQ-CP ngày 01/02/2031 của Chính phủ; {bases}"
    said = Statement("s", "5/BNV", None, "a.txt", "asserted", "Thực hiện", words, 0, len(words))
    ((shown, place),) = quoted([said], "7/NQ-CP")
    assert shown.startswith("“… Thực hiện Nghị quyết số 7/NQ-CP ngày 01/02/2031")
    assert shown.endswith(" …”")
    assert place == f"— 5/BNV, a.txt [0–{len(words)}]"


def test_many_sentences_are_counted() -> None:
    said = [
        Statement("s", "5/BNV", None, "a.txt", "asserted", "Thực hiện", f"Thực hiện {n}/NQ-CP.", n, n)
        for n in range(5)
    ]
    assert [words for words, _ in quoted(said)][3:] == ["(và 2 nơi khác)"]
