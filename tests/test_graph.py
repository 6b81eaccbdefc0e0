"""The graph: triples, both engines, named questions, safety, ontology, shapes."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import networkx
import pytest
import rdflib
from conftest import LETTERS, ROOT
from pages import chain, doc, letter, mixed

from vnlegal.corpus import Corpus, load
from vnlegal.graph import syntaxes, vocabulary
from vnlegal.graph.network import to_networkx
from vnlegal.graph.questions import BadParameterError, questions, term
from vnlegal.graph.sparql import RefusedQueryError, read
from vnlegal.graph.stores import Store, UnknownQuestionError
from vnlegal.graph.terms import PREFIXES, to_nquads
from vnlegal.graph.triples import corpus_quads, document_quads, property_of, target_of
from vnlegal.model import Work
from vnlegal.notation.iris import text
from vnlegal.outputs import Sheet, answers
from vnlegal.vocabulary import relations

ANSWERS = ROOT / "tests" / "answers"
ASKED: dict[str, dict[str, object]] = {
    "ancestors": {"work": "1070/UBND-KGVX"},
    "bases": {"work": "44/BNV-VP"},
    "changed-by": {"work": "7/BNV-VP"},
    "cited-by": {"work": "7/BNV-VP"},
    "changed-between": {"work": "101/2030/QH17", "from": "2034-01-01", "until": "2036-12-31"},
    "changed-by-act": {"work": "115/2032/QH17"},
    "rests-on-changed": {"since": "2035-01-01"},
    "cites-provision": {"provision": "https://w3id.org/vnlegal/id/doc/cp/2020/30-nd-cp/dieu-5"},
    "descendants": {"work": "52-NQ/TW"},
    "implemented-by": {"work": "50/NQ-CP"},
    "implements": {"work": "1070"},
    "issued-by": {"body": "Văn phòng Chính phủ"},
    "lineage-evidence": {"work": "1070"},
    "mentions-of": {"work": "52-NQ/TW"},
    "successors": {"body": "Bộ Kế hoạch và Đầu tư", "on": "2025-09-02"},
    "tasks-due": {"from": "2021-01-01", "until": date(2021, 12, 31)},
    "tasks-of-body": {"body": "Sở Khoa học và Công nghệ tỉnh Kon Tum"},
    "tasks-of-body-due": {
        "body": "Sở Khoa học và Công nghệ tỉnh Kon Tum", "from": "2021-05-01", "until": "2021-05-31",
    },
    "who-said": {"source": "50/NQ-CP", "target": "Chương trình hành động của Chính phủ"},
}  # fmt: skip


@cache
def corpus() -> Corpus:
    return mixed(LETTERS)


@cache
def stores() -> tuple[Store, Store]:
    return Store.of(corpus()), Store.of(corpus(), "rdflib")


@cache
def laws() -> tuple[Store, Store]:
    """The invented law of wharves: no letter amends anything."""
    found = load([ROOT / "docs" / "examples" / "ben-thuy"])
    return Store.of(found), Store.of(found, "rdflib")


OF_LAW = ("changed-between", "changed-by-act", "rests-on-changed")


@pytest.mark.parametrize("name", sorted(questions()))
def test_both_engines_give_the_same_rows(name: str) -> None:
    ours, theirs = (
        store.query(name, **ASKED.get(name, {})) for store in (laws() if name in OF_LAW else stores())
    )
    assert ours.rows, "a question that nothing in the corpus answers shows nothing"
    assert ours.columns == theirs.columns
    assert sorted(map(str, ours.rows)) == sorted(map(str, theirs.rows))


@pytest.mark.parametrize("name", sorted(questions()))
def test_answers_are_the_golden_ones(name: str) -> None:
    """One file a question in tests/answers; `python tests/test_graph.py` writes them anew."""
    assert _golden(name) == (ANSWERS / f"{name}.csv").read_text("utf-8")


def test_no_golden_answer_is_left_over() -> None:
    assert {path.stem for path in ANSWERS.iterdir()} == set(questions())


def _golden(name: str) -> str:
    store = (laws() if name in OF_LAW else stores())[0]
    answer = store.query(name, **ASKED.get(name, {}))
    text = "".join(answers.get("csv").write(answer, Sheet()))
    return text.replace("\r\n", "\n").replace(f"{ROOT}/", "")


@pytest.mark.parametrize("name", sorted(questions()))
def test_questions_can_be_read(name: str) -> None:
    question = questions()[name]
    assert question.vi
    assert question.en
    assert all(one.about for one in question.parameters)
    assert "ORDER BY" in question.sparql
    assert read(question.sparql).form == "rows"


def test_there_are_twenty_questions() -> None:
    assert len(questions()) >= 20


def test_lineage_by_sparql() -> None:
    for store in stores():
        found = store.query("ancestors", work="1070/UBND-KGVX").values()
        assert [row["label"] for row in found] == [
            "52-NQ/TW", "50/NQ-CP", "Chương trình hành động của Chính phủ", "1906/VPCP-KGVX",
        ]  # fmt: skip
        said = store.query("lineage-evidence", work="1070").values()
        programme = [row for row in said if row["targetLabel"] == "52-NQ/TW"]
        assert {row["path"] and row["path"].rsplit("/")[-1] for row in programme} == {
            "1070-ubnd-kgvx.txt", "1906-vpcp-kgvx.txt",
        }  # fmt: skip


def test_offsets_lead_back_to_the_source() -> None:
    texts = {document.source.path: document.source.text for document in corpus().documents}
    rows = stores()[0].query("lineage-evidence", work="1070").values()
    for row in rows:
        stretch = texts[row["path"] or ""][int(row["start"] or 0) : int(row["end"] or 0)]
        assert " ".join(stretch.split()) == row["sentence"]


def test_tasks_of_a_body() -> None:
    rows = stores()[0].query("tasks-of-body", **ASKED["tasks-of-body"]).values()
    assert [row["dueDate"] for row in rows] == ["2021-05-15"]
    missed = stores()[0].query("tasks-of-body-due", **ASKED["tasks-of-body-due"] | {"from": "2021-05-16"})
    assert missed.rows == ()


def test_a_number_that_fits_several_works_is_no_parameter() -> None:
    one = letter("Gửi.", number="99/BYT-KCB", issuer="BỘ Y TẾ", date=(2021, 3, 4))
    two = letter("Gửi.", number="99/BYT-KCB", issuer="BỘ Y TẾ", date=(2015, 3, 4))
    with pytest.raises(BadParameterError, match="byt/2015"):
        Store.of(Corpus.of([one, two])).query("ancestors", work="99")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("work", "x> . ?s ?p ?o . <y"),
        ("work", "không phải IRI"),
        ("work", "Bộ Y tế"),
        ("body", 'a"b'),
        ("date", "2021-02-30"),
        ("date", "2021-05-15' OR"),
        ("year", "20 21"),
    ],
)
def test_parameters_are_checked(kind: str, value: str) -> None:
    with pytest.raises(BadParameterError):
        term(kind, value)


def test_text_parameters_cannot_leave_their_quotes() -> None:
    store = stores()[0]
    hostile = '" } # \\ \n <x>'
    answer = store.engine.select("SELECT ?t { BIND(?t AS ?x) }", {"t": term("text", hostile)})
    assert answer.values() == [{"t": hostile}]
    theirs = stores()[1].engine.select("SELECT ?t { BIND(?t AS ?x) }", {"t": term("text", hostile)})
    assert theirs.values() == [{"t": hostile}]


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { { SERVICE SILENT <http://example.org/> { ?s ?p ?o } } } }",
        "SELECT * { { SELECT * { SERVICE ?s { ?s ?p ?o } } } }",
        "SELECT * FROM <http://example.org/> { ?s ?p ?o }",
        "ASK FROM NAMED <http://example.org/> { ?s ?p ?o }",
        "INSERT DATA { <a:a> <b:b> <c:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/>",
        "CLEAR ALL",
        "SELECT * { " + "{" * 5000 + "}" * 5000 + " }",
        "nonsense of any kind",
    ],
)
def test_only_reading_is_allowed(sparql: str) -> None:
    with pytest.raises(RefusedQueryError):
        stores()[0].query(sparql)


def test_the_word_service_in_a_string_is_no_service() -> None:
    assert stores()[0].query('ASK { ?s ?p "SERVICE FROM LOAD" }').values() == [{"ask": "false"}]


def test_free_queries_see_the_union() -> None:
    path = "SELECT ?a { ?w vnl:implements+ ?a }".replace("vnl:implements", f"<{PREFIXES['vnl']}implements>")
    for store in stores():
        found = store.query(path.replace("?w", f"<{doc('ubnd-kon-tum/2021/1070-ubnd-kgvx')}>")).values()
        assert {row["a"] for row in found} == {doc("vpcp/2021/1906-vpcp-kgvx"), doc("cp/2020/50-nq-cp")}


@pytest.mark.parametrize(
    ("asked", "columns", "rows"),
    [
        ("ASK { ?s a ?kind }", ("ask",), ["true"]),
        ("ASK { ?s <https://example.org/none> ?o }", ("ask",), ["false"]),
        (
            "CONSTRUCT { <https://example.org/a> <https://example.org/b> 1 } WHERE { ?s a ?kind }",
            ("subject", "predicate", "object"),
            ["https://example.org/a https://example.org/b 1"],
        ),
        (
            "CONSTRUCT { ?s a 1 } WHERE { ?s <https://example.org/none> ?o }",
            ("subject", "predicate", "object"),
            [],
        ),
    ],
)
def test_yes_or_no_and_triples_by_both_engines(asked: str, columns: tuple[str, ...], rows: list[str]) -> None:
    for store in stores():
        found = store.query(asked)
        assert found.columns == columns
        assert [" ".join(cell.value for cell in row if cell) for row in found.rows] == rows


def test_unknown_question() -> None:
    with pytest.raises(UnknownQuestionError, match="ancestors"):
        stores()[0].query("no-such")
    with pytest.raises(BadParameterError, match="work"):
        stores()[0].query("ancestors")


def test_a_store_finds_what_the_corpus_finds() -> None:
    for typed in ("1070", "số 1906/vpcp-kgvx", "chuong trinh hanh dong", "52-NQ/TW", "10", "7/BNV-VP", ""):
        expected = [work.iri for work in corpus().find(typed)]
        assert [[work.iri for work in store.find(typed)] for store in stores()] == [expected, expected]


def test_a_store_knows_of_a_work_what_the_corpus_knows() -> None:
    def known(work: Work) -> tuple[object, ...]:
        key = work.key and (work.key.year, work.key.number)
        named = (work.number, work.doc_type, work.date, work.title, work.called)
        return (key, *named, len(work.issuers), len(work.documents), work.aliases)

    for store in stores():
        assert {one.iri: known(store.work(one.iri)) for one in corpus().works} == {
            one.iri: known(one) for one in corpus().works
        }
    held = corpus().work_of[corpus().documents[0].source.path]
    assert stores()[0].work(held.iri).documents == (text(corpus().documents[0].source),)


def test_snapshot_is_the_same_in_any_order_and_engine() -> None:
    forward, backward = corpus().documents, corpus().documents[::-1]
    texts = {to_nquads(corpus_quads(Corpus.of(order))) for order in (forward, backward)}
    assert len(texts) == 1
    held = to_nquads([*corpus_quads(corpus()), *vocabulary.vocabulary_quads()])
    assert {"".join(store.nquads()) for store in stores()} == {held}


def test_all_syntaxes_say_the_same() -> None:
    quads = set(corpus_quads(corpus()))
    expected = _lines(to_nquads(quads), "nquads")
    assert _lines(syntaxes.to_trig(quads), "trig") == expected
    assert _lines(syntaxes.to_jsonld(quads), "json-ld") == expected
    turtle = rdflib.Graph().parse(data=syntaxes.to_turtle(quads), format="turtle")
    assert len(turtle) == len({quad[:3] for quad in quads})


def _lines(text: str, syntax: str) -> set[str]:
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=syntax)
    return {" ".join(map(str, quad)) for quad in dataset.quads()}


def test_rdf12_names_the_stated_triples() -> None:
    pyoxigraph = pytest.importorskip("pyoxigraph")
    text = syntaxes.to_rdf12(corpus_quads(corpus()))
    quads = list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.N_QUADS))
    stated = [quad for quad in quads if quad.predicate.value.endswith("reifies")]
    assert len(quads) - len(stated) == len(set(corpus_quads(corpus())))
    assert len(stated) > 20


def test_directed_claims_give_no_edge() -> None:
    plan = doc("ubnd-kon-tum/2020/2039-kh-ubnd")
    amends = f"ASK {{ ?s <{PREFIXES['vnl']}amends> <{plan}> }}"
    assert stores()[0].query(amends).values() == [{"ask": "false"}]
    assert any(row["target"] == plan for row in stores()[0].query("directed").values())


def test_networkx_has_works_and_relations() -> None:
    graph = to_networkx(corpus())
    start = doc("ubnd-kon-tum/2021/1070-ubnd-kgvx")
    assert graph.nodes[start]["label"] == "1070/UBND-KGVX"
    assert graph.nodes[start]["in_corpus"]
    told = graph.edges[doc("vpcp/2021/1906-vpcp-kgvx"), doc("cp/2020/50-nq-cp"), "implements"]
    assert (told["modes"], len(told["speakers"].split())) == ("asserted reported", 2)
    implements = to_networkx(corpus(), ["implements"])
    assert networkx.descendants(implements, start) == {
        doc("vpcp/2021/1906-vpcp-kgvx"), doc("cp/2020/50-nq-cp"),
    }  # fmt: skip


def test_long_chain_by_sparql() -> None:
    store = Store.of(chain(300))
    assert len(store.query("ancestors", work="300/BNV-VP").rows) == 299


# The ontology


def test_vocabulary_is_fresh() -> None:
    written = (ROOT / "ontologies" / "vocabulary.ttl").read_text("utf-8")
    assert written == vocabulary.to_vocabulary()


def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(vocabulary.folder() / "vnlegal.ttl", format="turtle")


def test_every_term_used_is_declared() -> None:
    declared = {str(subject) for subject in ontology().subjects(rdflib.RDF.type)}
    used = {term[1:-1] for quad in corpus_quads(corpus()) for term in (quad.predicate, quad.object)}
    ours = {term for term in used if term.startswith(PREFIXES["vnl"])}
    assert len(ours) > 60
    assert sorted(ours - declared) == []


def test_every_declared_term_has_both_labels() -> None:
    graph = ontology()
    bare = []
    for subject in set(graph.subjects(rdflib.RDF.type)):
        languages = {getattr(label, "language", None) for label in graph.objects(subject, rdflib.RDFS.label)}
        if str(subject).startswith(PREFIXES["vnl"]) and languages != {"vi", "en"}:
            bare.append(str(subject))
    assert bare == []


def test_every_relation_is_a_property_with_an_inverse_and_a_target() -> None:
    graph = ontology()
    for row in relations():
        subject = rdflib.URIRef(PREFIXES["vnl"] + property_of(row.id))
        labels = {str(label) for label in graph.objects(subject, rdflib.RDFS.label)}
        assert labels == {row.label, row.label_en}
        inverse = graph.value(None, rdflib.OWL.inverseOf, subject)
        assert {str(label) for label in graph.objects(inverse, rdflib.RDFS.label)} == {
            row.inverse,
            row.inverse_en,
        }
        target = rdflib.URIRef(PREFIXES["vnl"] + target_of(row.id).partition(":")[2])
        assert (target, rdflib.RDFS.subPropertyOf, rdflib.URIRef(PREFIXES["vnl"] + "target")) in graph
        above = {str(parent) for parent in graph.transitive_objects(subject, rdflib.RDFS.subPropertyOf)}
        assert (PREFIXES["vnl"] + "lineage" in above) == (row.family == "lineage" and row.force != "makes")
        if row.eli:
            assert PREFIXES["eli"] + row.eli.partition(":")[2] in above


def test_borrowed_terms_exist() -> None:
    """Of ELI and Web Annotation only what those publish: the lists are closed."""
    known = json.loads((ROOT / "tests" / "borrowed_terms.json").read_text("utf-8"))
    graph = ontology() + rdflib.Graph().parse(vocabulary.folder() / "shapes.ttl")
    used = {str(node) for triple in graph for node in triple}
    used |= {term[1:-1] for quad in corpus_quads(corpus()) for term in (quad.predicate, quad.object)}
    for prefix in ("eli", "oa"):
        names = {term.removeprefix(PREFIXES[prefix]) for term in used if term.startswith(PREFIXES[prefix])}
        assert names
        assert sorted(names - set(known[prefix])) == []


def test_three_bodies_and_two_mergers() -> None:
    graph = rdflib.Graph().parse(vocabulary.folder() / "vocabulary.ttl", format="turtle")
    org = rdflib.Namespace(PREFIXES["org"])
    base = doc("").removesuffix("/doc/")
    new, old = rdflib.URIRef(f"{base}/org/ubnd-quang-ngai"), rdflib.URIRef(f"{base}/org/ubnd-quang-ngai~63")
    kon_tum = rdflib.URIRef(f"{base}/org/ubnd-kon-tum")
    event = graph.value(None, org.resultingOrganization, new)
    assert set(graph.objects(event, org.originalOrganization)) == {old, kon_tum}
    merged = graph.value(None, org.originalOrganization, rdflib.URIRef(f"{base}/org/bkhdt"))
    assert graph.value(merged, org.resultingOrganization) == rdflib.URIRef(f"{base}/org/btc")
    assert str(graph.value(merged, rdflib.DCTERMS.date)) == "2025-03-01"
    hanoi = {row for row in graph.subjects(rdflib.RDF.type, org.Organization) if "ubnd-ha-noi" in str(row)}
    assert hanoi == {rdflib.URIRef(f"{base}/org/ubnd-ha-noi")}


def test_issuer_of_its_time() -> None:
    head = {"number": "9/UBND-VP", "issuer": "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI", "place": "Quảng Ngãi"}
    old, new = letter("Gửi.", **head), letter("Gửi.", **head, date=(2025, 9, 1))
    bodies = {
        quad.object.rsplit("/", 1)[1]
        for quad in corpus_quads(Corpus.of([old, new]))
        if quad.predicate.endswith("issuedBy>")
    }
    assert bodies == {"ubnd-quang-ngai~63>", "ubnd-quang-ngai>"}


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_shapes_hold_for_every_document(path: object) -> None:
    conforms, report = _validate(_one(path))
    assert conforms, report


def test_shapes_find_what_is_wrong() -> None:
    graph = _one(LETTERS[0])
    vnl, oa = rdflib.Namespace(PREFIXES["vnl"]), rdflib.Namespace(PREFIXES["oa"])
    mention = next(graph.objects(None, vnl.mention))
    graph.remove((mention, oa.exact, None))
    claim = next(graph.subjects(rdflib.RDF.type, vnl.Claim))
    graph.set((claim, oa.start, rdflib.Literal(10**6)))
    graph.set((claim, vnl["mode"], rdflib.Literal("guessed")))
    conforms, report = _validate(graph)
    assert not conforms
    assert "guessed" in report
    assert "MinCountConstraintComponent" in report
    assert "LessThanOrEquals" in report


def _one(path: object) -> rdflib.Graph:
    alone = load([path])  # type: ignore[list-item]
    turtle = syntaxes.to_turtle(document_quads(alone.settled(alone.documents[0])))
    return rdflib.Graph().parse(data=turtle, format="turtle")


def _validate(graph: rdflib.Graph) -> tuple[bool, str]:
    pyshacl = pytest.importorskip("pyshacl")
    shapes = rdflib.Graph().parse(vocabulary.folder() / "shapes.ttl", format="turtle")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=shapes)
    return bool(conforms), str(report)


if __name__ == "__main__":
    ANSWERS.mkdir(exist_ok=True)
    for question in questions():
        (ANSWERS / f"{question}.csv").write_text(_golden(question), "utf-8")
