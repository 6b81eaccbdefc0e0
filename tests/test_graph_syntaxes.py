"""The syntaxes: how each kind of term is written, and one small graph whole in each of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vnlegal.graph.syntaxes import to_jsonld, to_rdf12, to_trig, to_turtle
from vnlegal.graph.terms import Quad, literal, name, to_nquads, typed

ONE, OTHER, FIRST, SECOND = (f"<http://a.example/{path}>" for path in ("1", "2", "g1", "g2"))

TERMS: tuple[tuple[str, str, Any], ...] = (
    (name("vnl:Work"), "vnl:Work", {"@id": "https://w3id.org/vnlegal/ns#Work"}),
    (name("vnl:"), "<https://w3id.org/vnlegal/ns#>", {"@id": "https://w3id.org/vnlegal/ns#"}),
    (name("vnl:a.b"), "<https://w3id.org/vnlegal/ns#a.b>", {"@id": "https://w3id.org/vnlegal/ns#a.b"}),
    (name("vnl:a-"), "vnl:a-", {"@id": "https://w3id.org/vnlegal/ns#a-"}),
    (ONE, "<http://a.example/1>", {"@id": "http://a.example/1"}),
    (literal("Nghị quyết"), '"Nghị quyết"', {"@value": "Nghị quyết"}),
    (literal("Nghị quyết", "vi"), '"Nghị quyết"@vi', {"@value": "Nghị quyết", "@language": "vi"}),
    (literal('a "b"\n\\c'), '"a \\"b\\"\\n\\\\c"', {"@value": 'a "b"\n\\c'}),
    (literal(50), "50", {"@value": "50", "@type": "http://www.w3.org/2001/XMLSchema#integer"}),
    (literal(True), "true", {"@value": "true", "@type": "http://www.w3.org/2001/XMLSchema#boolean"}),
    (
        typed("2025-05", "gYearMonth"),
        '"2025-05"^^xsd:gYearMonth',
        {"@value": "2025-05", "@type": "http://www.w3.org/2001/XMLSchema#gYearMonth"},
    ),
    (
        '"1"^^<http://a.example/day>',
        '"1"^^<http://a.example/day>',
        {"@value": "1", "@type": "http://a.example/day"},
    ),
)  # fmt: skip


@pytest.mark.parametrize(("term", "turtle", "jsonld"), TERMS, ids=[turtle for _, turtle, _ in TERMS])
def test_how_a_term_is_written(term: str, turtle: str, jsonld: object) -> None:
    quad = Quad(ONE, name("dct:relation"), term, FIRST)
    assert f"\n<http://a.example/1> dct:relation {turtle} .\n" in to_turtle([quad])
    (graph,) = json.loads(to_jsonld([quad]))["@graph"]
    assert graph["@graph"] == [{"@id": "http://a.example/1", "dct:relation": [jsonld]}]
    assert ("Nghị quyết" in term) is ("Nghị quyết" in to_jsonld([quad]))  # as it is read, not as \\u1ecb


GRAPH = (
    Quad(OTHER, name("rdf:type"), name("vnl:Work"), SECOND),
    Quad(ONE, name("eli:number"), literal("50/NQ-CP"), FIRST),
    Quad(ONE, name("rdf:type"), name("vnl:Work"), FIRST),
    Quad(ONE, name("dct:relation"), OTHER, SECOND),
    Quad(ONE, name("dct:relation"), ONE, SECOND),
    Quad(ONE, name("rdf:type"), name("vnl:Work"), SECOND),
)

TURTLE = """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix vnl: <https://w3id.org/vnlegal/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<http://a.example/1> a vnl:Work ;
  eli:number "50/NQ-CP" ;
  dct:relation <http://a.example/1>, <http://a.example/2> .

<http://a.example/2> a vnl:Work .

"""

TRIG = """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix vnl: <https://w3id.org/vnlegal/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

GRAPH <http://a.example/g1> {
  <http://a.example/1> a vnl:Work ;
    eli:number "50/NQ-CP" .

}

GRAPH <http://a.example/g2> {
  <http://a.example/1> a vnl:Work ;
    dct:relation <http://a.example/1>, <http://a.example/2> .

  <http://a.example/2> a vnl:Work .

}

"""

JSONLD = [
    {
        "@id": "http://a.example/g1",
        "@graph": [
            {"@id": "http://a.example/1", "eli:number": [{"@value": "50/NQ-CP"}], "@type": ["vnl:Work"]}
        ],
    },
    {
        "@id": "http://a.example/g2",
        "@graph": [
            {
                "@id": "http://a.example/1",
                "dct:relation": [{"@id": "http://a.example/1"}, {"@id": "http://a.example/2"}],
                "@type": ["vnl:Work"],
            },
            {"@id": "http://a.example/2", "@type": ["vnl:Work"]},
        ],
    },
]


def test_turtle_says_once_what_several_graphs_say() -> None:
    assert to_turtle(GRAPH) == TURTLE


def test_trig_has_a_block_for_each_graph() -> None:
    assert to_trig(GRAPH) == TRIG


def test_jsonld_has_a_node_for_each_subject_of_each_graph() -> None:
    made = json.loads(to_jsonld(GRAPH))
    assert made["@graph"] == JSONLD
    assert made["@context"]["vnl"] == "https://w3id.org/vnlegal/ns#"


def test_nquads_are_sorted_lines_and_without_a_graph_triples() -> None:
    assert to_nquads([GRAPH[4], GRAPH[4], Quad(*GRAPH[3][:3], "")]) == (
        f"{ONE} <http://purl.org/dc/terms/relation> {ONE} {SECOND} .\n"
        f"{ONE} <http://purl.org/dc/terms/relation> {OTHER} .\n"
    )


def test_rdf12_says_of_a_claim_with_a_target_which_triple_it_states() -> None:
    claim = "<http://a.example/1#claim>"
    quads = [
        Quad(ONE, name("vnl:claim"), claim, FIRST),
        Quad(claim, name("vnl:targetImplements"), OTHER, FIRST),
        Quad(ONE, name("vnl:targetImplements"), OTHER, FIRST),
        Quad(claim, name("vnl:mode"), literal("directed"), FIRST),
    ]
    new = set(to_rdf12(quads).splitlines()) - set(to_nquads(quads).splitlines())
    assert new == {f"{claim} {name('rdf:reifies')} <<( {ONE} {name('vnl:implements')} {OTHER} )>> {FIRST} ."}
    assert to_rdf12(reversed(quads)) == to_rdf12(quads) == "".join(sorted(to_rdf12(quads).splitlines(True)))
