"""The endpoint as its clients see it: the protocol, the shapes, the limits, many at once; and its page."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import serving
import shown
from conftest import LETTERS, ROOT
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("starlette")
pytest.importorskip("httpx")

import endpoint_load
import httpx

from vnlegal.graph.limits import Limits
from vnlegal.graph.questions import questions
from vnlegal.graph.stores import Store
from vnlegal.serve.pool import BusyError, JobError, Pool, Reply
from vnlegal.serve.sparql_page import editable

LABELS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX vnl: <https://w3id.org/vnlegal/ns#>
SELECT ?label ?other WHERE { ?work vnl:implements ?next . ?work rdfs:label ?label . ?next rdfs:label ?other }
ORDER BY ?label ?other"""
LONG = 600.0  # seconds that no question here reaches, however busy the machine is
EXPLODES = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
WORK = "https://w3id.org/vnlegal/id/doc/ubnd-kon-tum/2021/1070-ubnd-kgvx"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return serving.built(tmp_path_factory.mktemp("endpoint") / "store")


@pytest.fixture(scope="module")
def site(store: Path) -> Iterator[str]:
    with serving.running(store) as address:
        yield address


@pytest.fixture(scope="module")
def endpoint(site: str) -> str:
    return f"{site}/sparql"


@pytest.fixture(scope="module")
def expected(store: Path) -> list[dict[str, str | None]]:
    return Store.open(store).query(LABELS).values()


def _get(endpoint: str, accept: str = "*/*", **parameters: str) -> Any:
    return httpx.get(endpoint, params=parameters, headers={"Accept": accept}, timeout=60)


# Clients


def test_rdflib_s_store_asks_it(endpoint: str, expected: list[dict[str, str | None]]) -> None:
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import RDFS
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    for method in ("GET", "POST", "POST_FORM"):
        graph = Graph(SPARQLStore(endpoint, method=method))
        rows = [{"label": str(row[0]), "other": str(row[1])} for row in graph.query(LABELS)]  # type: ignore[index]
        assert rows == expected
        labels = list(graph.objects(URIRef(WORK), RDFS.label))
        assert labels == [Literal("1070/UBND-KGVX", lang="vi")]
        assert bool(graph.query(f"ASK {{ <{WORK}> ?p ?o }}").askAnswer)
        made = graph.query(f"CONSTRUCT {{ <{WORK}> ?p ?o }} WHERE {{ <{WORK}> ?p ?o }}").graph
        assert made is not None
        assert (URIRef(WORK), RDFS.label, labels[0]) in made


def test_sparqlwrapper_asks_it(endpoint: str, expected: list[dict[str, str | None]]) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    asked = wrapper.SPARQLWrapper(endpoint)
    asked.setQuery(LABELS)
    for method in (wrapper.GET, wrapper.POST):
        for request in (wrapper.URLENCODED, wrapper.POSTDIRECTLY)[: 1 + (method == wrapper.POST)]:
            asked.setMethod(method)
            asked.setRequestMethod(request)
            asked.setReturnFormat(wrapper.JSON)
            rows = asked.query().convert()["results"]["bindings"]
            assert [{name: cell["value"] for name, cell in row.items()} for row in rows] == expected
    for shape in (wrapper.XML, wrapper.CSV, wrapper.TSV):
        asked.setReturnFormat(shape)
        assert asked.query().convert()
    asked.setQuery(f"CONSTRUCT {{ <{WORK}> ?p ?o }} WHERE {{ <{WORK}> ?p ?o }}")
    for shape in (wrapper.TURTLE, wrapper.XML, wrapper.RDFXML):
        asked.setReturnFormat(shape)
        assert asked.query().convert()


# Shapes


def test_every_shape_gives_the_same_rows(endpoint: str, expected: list[dict[str, str | None]]) -> None:
    from rdflib.query import Result

    kinds = {
        "application/sparql-results+json": "json",
        "application/sparql-results+xml": "xml",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
    }
    for accept, name in kinds.items():
        answer = _get(endpoint, accept, query=LABELS)
        assert answer.headers["content-type"].startswith(accept)
        read = Result.parse(io.BytesIO(answer.content), format=name)
        assert [{"label": str(row[0]), "other": str(row[1])} for row in read] == expected  # type: ignore[index]
        assert answer.content == _get(endpoint, query=LABELS, format=name).content
    both = [_get(endpoint, accept, query="ASK {}") for accept in kinds]
    assert json.loads(both[0].text)["boolean"] is True
    assert "true" in both[1].text
    assert both[2].text.strip() == both[3].text.strip() == "true"


def test_graphs_in_three_syntaxes(endpoint: str) -> None:
    from rdflib import Graph
    from rdflib.compare import isomorphic

    query = f"CONSTRUCT {{ ?s ?p ?o . ?s <x:y> [] }} WHERE {{ ?s ?p ?o FILTER(?s = <{WORK}>) }}"
    kinds = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml"}
    answers = {accept: _get(endpoint, accept, query=f"DESCRIBE <{WORK}>") for accept in kinds}
    graphs = [Graph().parse(data=answers[accept].content, format=kinds[accept]) for accept in kinds]
    assert len(graphs[0]) > 10
    assert all(isomorphic(graphs[0], one) for one in graphs)
    assert len(Graph().parse(data=_get(endpoint, query=query).content, format="turtle")) > 10


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_value_survives_every_shape(words: str) -> None:
    from vnlegal.graph.engines import Term
    from vnlegal.serve.results import shape

    row = (Term("literal", words, None, "vi"), None, Term("iri", "x:y"))
    columns = ("a", "b", "c")
    text = {
        name: shape(name, "rows").head(columns)
        + shape(name, "rows").row(columns, row)
        + shape(name, "rows").tail("")
        for name in ("json", "xml", "csv", "tsv")
    }
    assert json.loads(text["json"])["results"]["bindings"][0]["a"]["value"] == words
    assert list(csv.reader(io.StringIO(text["csv"], newline="")))[1] == [words, "", "x:y"]
    literal = ElementTree.fromstring(text["xml"]).find(".//{*}literal")
    assert literal is not None
    read = literal.text or ""
    assert read == re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", words)
    assert text["tsv"].count("\n") == 2


# The protocol


def test_post_in_both_ways(endpoint: str, expected: list[dict[str, str | None]]) -> None:
    direct = httpx.post(endpoint, content=LABELS, headers={"Content-Type": "application/sparql-query"})
    form = httpx.post(endpoint, data={"query": LABELS})
    assert direct.json() == form.json() == _get(endpoint, query=LABELS).json()
    assert len(direct.json()["results"]["bindings"]) == len(expected)


def test_service_description(endpoint: str) -> None:
    from rdflib import RDF, Graph, URIRef

    answer = _get(endpoint, "text/turtle")
    described = Graph().parse(data=answer.text, format="turtle", publicID=endpoint)
    service = URIRef("http://www.w3.org/ns/sparql-service-description#Service")
    assert (None, RDF.type, service) in described
    assert URIRef(endpoint) in set(described.objects())


REFUSED = {
    "SERVICE": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SERVICE in an OPTIONAL": "SELECT * { ?s ?p ?o OPTIONAL { SERVICE SILENT ?x { ?a ?b ?c } } }",
    "SERVICE escaped": "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SERVICE in EXISTS": "ASK { FILTER NOT EXISTS { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } }",
    "FROM": "SELECT * FROM <http://example.org/> { ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <http://example.org/> { GRAPH ?g { ?s ?p ?o } }",
    "LOAD": "LOAD <http://example.org/>",
    "INSERT": "INSERT DATA { <x:a> <x:b> <x:c> }",
    "DELETE": "DELETE WHERE { ?s ?p ?o }",
    "CLEAR": "CLEAR ALL",
    "DROP": "DROP GRAPH <x:g>",
    "two at once": "SELECT * { ?s ?p ?o } ; DROP ALL",
    "no SPARQL": "xin chào",
    "nothing": " ",
    "unknown prefix": "SELECT * { ?s nope:p ?o }",
    "deep": "SELECT * " + "{" * 3000 + "}" * 3000,
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_read_only_query_is_refused(endpoint: str, query: str) -> None:
    answers = [
        _get(endpoint, query=query),
        httpx.post(endpoint, data={"query": query}),
        httpx.post(endpoint, content=query, headers={"Content-Type": "application/sparql-query"}),
    ]
    for answer in answers:
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == 400
        assert answer.json()["detail"]


def test_what_the_protocol_offers_and_we_do_not(endpoint: str) -> None:
    assert (
        "default-graph-uri" in _get(endpoint, query=LABELS, **{"default-graph-uri": "x:y"}).json()["detail"]
    )
    assert _get(endpoint, query=LABELS, **{"named-graph-uri": "x:y"}).status_code == 400
    assert httpx.post(endpoint, data={"update": "CLEAR ALL"}).status_code == 400
    update = {"Content-Type": "application/sparql-update"}
    assert httpx.post(endpoint, content="CLEAR ALL", headers=update).status_code == 400
    assert httpx.get(f"{endpoint}?query=ASK%7B%7D&query=ASK%7B%7D").status_code == 400
    assert httpx.post(endpoint, json={"query": "ASK {}"}).status_code == 415
    assert httpx.post(endpoint, content=b"query=%ff").status_code == 415
    direct = {"Content-Type": "application/sparql-query"}
    assert httpx.post(endpoint, content=b"ASK {\xff}", headers=direct).status_code == 400
    assert httpx.post(endpoint, content=b"#" * 300_000, headers=direct).status_code == 413
    for method in ("PUT", "DELETE", "PATCH"):
        assert httpx.request(method, endpoint).status_code == 405


# Limits


@pytest.fixture(scope="module")
def narrow(store: Path) -> Iterator[Pool]:
    pool = Pool(store, size=1, limits=Limits(seconds=1.0, rows=50))
    yield pool
    pool.close()


def _run(pool: Pool, query: str) -> Reply:
    return pool.run("sparql", query, {"rows": "json", "boolean": "json", "graph": "turtle"})


def test_rows_are_cut_and_it_says_so(narrow: Pool) -> None:
    reply = _run(narrow, EXPLODES)
    assert reply.cut == "rows"
    assert reply.body.count(b'"a":') == 50
    assert _run(narrow, f"{EXPLODES} LIMIT 50").cut == ""


def test_time_is_cut_and_it_says_so(narrow: Pool) -> None:
    counted = f"SELECT (COUNT(*) AS ?n) {{ {EXPLODES} }}"
    with pytest.raises(JobError, match="quá 1 giây") as caught:
        _run(narrow, counted)
    assert (caught.value.kind, caught.value.detail) == ("late", "seconds")
    never = "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) = CONCAT(STR(?d), STR(?g))) }"
    with pytest.raises(JobError, match="quá 1 giây"):
        _run(narrow, never)
    # The child was ended; the next question finds another.
    assert b"true" in _run(narrow, "ASK {}").body


def test_what_was_found_in_time_is_given(narrow: Pool) -> None:
    endless = '?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) = CONCAT(STR(?d), "x")) BIND(2 AS ?n)'
    reply = _run(narrow, f"SELECT ?n {{ {{ BIND(1 AS ?n) }} UNION {{ {endless} }} }}")
    assert reply.cut == "seconds"
    assert reply.body.count(b'"n"') == 2  # the head, and the one row


def test_a_cut_answer_says_so_over_http(endpoint: str) -> None:
    answer = _get(endpoint, "application/sparql-results+json", query=EXPLODES.replace("*", "?a", 1))
    assert answer.status_code == 200
    assert answer.headers["vnlegal-cut"] == "rows"
    assert answer.json()["cut"] == "quá 50000 dòng"
    assert len(answer.json()["results"]["bindings"]) == 50_000
    answer = _get(endpoint, "application/sparql-results+xml", query=EXPLODES)
    assert answer.headers["vnlegal-cut"] == "bytes"
    assert answer.text.endswith("<!-- cut: quá 32 MB --></sparql>\n")
    assert "vnlegal-cut" not in _get(endpoint, query="ASK {}").headers


def test_one_row_that_is_too_large_is_not_sent(narrow: Pool) -> None:
    """Sixteen letters doubled 22 times are 64 MB, in one row."""
    steps = "".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(22))
    pool = Pool(narrow.store, size=1)
    for form in ("SELECT ?a22 {", "CONSTRUCT { <x:a> <x:b> ?a22 } {"):
        with pytest.raises(JobError, match="quá 32 MB"):
            _run(pool, f'{form} BIND("0123456789abcdef" AS ?a0) {steps} }}')
    pool.close()


def test_a_child_reads_what_was_published_last(tmp_path: Path) -> None:
    store = serving.built(tmp_path / "store", LETTERS[:1])
    pool = Pool(store, size=1)
    asked = "SELECT ?d { ?d <https://w3id.org/vnlegal/ns#inCorpus> true }"
    before = _run(pool, asked).body
    serving.built(store)
    after = _run(pool, asked).body
    assert (before.count(b'"d":'), after.count(b'"d":')) == (1, 4)
    pool.close()


def test_a_child_goes_when_nobody_is_left(store: Path) -> None:
    code = f"""
from vnlegal.serve.pool import Pool
pool = Pool({str(store)!r}, size=1)
pool.run("sparql", "ASK {{}}", {{"boolean": "json"}})
child, = pool._children
print(child.process.pid)
"""
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert not Path(f"/proc/{int(made.stdout)}/cmdline").exists()


# Named questions and the page

VALUES = {"work": "1070/UBND-KGVX", "source": "1070/UBND-KGVX", "target": "1906/VPCP-KGVX"} | {
    "body": "Sở Khoa học và Công nghệ tỉnh Kon Tum", "from": "2021-01-01", "until": "2021-12-31",
    "on": "2026-01-01", "since": "2020-01-01", "provision": "https://w3id.org/vnlegal/id/doc/cp/2020/30-nd-cp/dieu-5",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(questions()))
def test_a_named_question_and_its_editable_sparql_give_the_same(
    store: Path, endpoint: str, name: str
) -> None:
    given = {one.name: VALUES[one.name] for one in questions()[name].parameters}
    answer = _get(endpoint, "text/csv", question=name, **given)
    assert answer.status_code == 200
    _, bindings = Store.open(store).bound(name, **given)
    again = _get(endpoint, "text/csv", query=editable(questions()[name], bindings))
    assert again.text == answer.text


def test_a_question_that_is_none_or_lacks_something(endpoint: str) -> None:
    assert _get(endpoint, question="nope").status_code == 404
    assert _get(endpoint, question="implements").status_code == 400
    assert _get(endpoint, question="implements", work="1070", more="x").status_code == 400
    assert _get(endpoint, question="implements", query="ASK {}").status_code == 400


def _page(endpoint: str, **parameters: str) -> str:
    answer = _get(endpoint, "text/html,application/xhtml+xml,*/*;q=0.8", **parameters)
    assert answer.headers["content-type"].startswith("text/html")
    return str(answer.text)


def test_the_page_asks_and_answers(endpoint: str) -> None:
    assert "Những văn bản thực hiện văn bản này" in _page(endpoint)
    shown = _page(endpoint, question="implements", work="số 1070")
    assert "1906/VPCP-KGVX" in shown
    assert f"VALUES ?work {{ &lt;{WORK}&gt; }}" in shown
    assert "curl http://127.0.0.1" in shown
    assert "Kho không có dòng nào" in _page(endpoint, query="SELECT * { <x:y> ?p ?o }")
    assert "không nhận SERVICE" in _page(endpoint, query=REFUSED["SERVICE"])
    assert "500 dòng đầu" in _page(endpoint, query=EXPLODES)


def test_the_page_runs_nothing_that_a_value_holds(endpoint: str) -> None:
    evil = "<script>alert(1)</script>"
    query = f"""SELECT ?a ?b {{ BIND("{evil}" AS ?a) BIND(<javascript:alert(1)> AS ?b) }} #{evil}"""
    shown = _page(endpoint, query=query)
    assert evil not in shown
    assert shown.count("&lt;script&gt;") >= 3
    assert 'href="javascript' not in shown
    assert " style=" not in shown
    assert not re.search(r"<script(?![^>]* src=)", shown)
    assert not re.search(r"\son\w+=", shown.replace("&#", ""))
    assert evil not in _page(endpoint, question=evil, work=evil)


COPIED = (
    ({"question": "implements", "work": "1070"}, "1906/VPCP-KGVX"),
    ({"query": LABELS}, "1906/VPCP-KGVX"),
    ({"query": """SELECT ("a \\"'\\\\ \\n" AS ?q)\n{} # \"\"\" """}, "bindings"),
    ({"query": f"ASK {{ <{WORK}> ?p ?o }}"}, "true"),
    ({"query": f"DESCRIBE <{WORK}>"}, "rdfs:label"),
)


@pytest.mark.parametrize(("asked", "expected"), COPIED)
def test_the_copied_snippets_run(endpoint: str, asked: dict[str, str], expected: str) -> None:
    codes = re.findall(r'<pre id="snippet-\d"[^>]*>(.*?)</pre>', _page(endpoint, **asked), re.DOTALL)
    curl, python = map(unescape, codes)
    ran = subprocess.run(
        [sys.executable, "-c", python], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout.strip()
    assert expected in ran.stdout or expected in ("bindings", "true")
    if shutil.which("curl"):
        ran = subprocess.run(["sh", "-c", curl], capture_output=True, text=True, check=True, timeout=60)
        assert not ran.stdout.startswith("{")
        assert expected in ran.stdout or expected == "bindings"


# What docs/endpoint.md shows


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_what_the_page_of_the_manual_shows(site: str, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "endpoint.md").read_text("utf-8")
    page = page.replace("http://127.0.0.1:8000", site)
    live = tmp_path / "endpoint.md"
    live.write_text(
        page.replace("<!-- not run: tests/test_sparql_endpoint.py runs it on a server -->\n\n", "")
    )
    assert shown.run_console(live, tmp_path) == 4
    assert shown.run_python(live) == 1


# Many at once


def test_many_at_once_get_right_answers(site: str) -> None:
    load = endpoint_load.run(site, clients=20, seconds=LONG, each=5)
    assert load.answers == 100
    assert (load.wrong, load.errors) == ((), ())


def test_a_heavy_client_does_not_shut_the_others_out(store: Path) -> None:
    """How long the others wait is measured in benchmarks/endpoint_load.py; here, that they need not wait.

    Whoever has given way is halted: what is asked of the others does not depend on how busy the machine is.
    """
    pool = Pool(store, limits=Limits(seconds=LONG), patience=LONG)
    heavy = f"SELECT (COUNT(*) AS ?n) {{ {EXPLODES} }}"
    with ThreadPoolExecutor(20) as threads:
        asked = [threads.submit(_run, pool, heavy) for _ in range(8)]
        while pool._slow._value:
            time.sleep(0.05)
            for child in [one for one in tuple(pool._children) if one.replaced]:
                child.process.send_signal(signal.SIGSTOP)
        assert b"true" in _run(pool, "ASK {}").body
        assert isinstance(threads.submit(_run, pool, heavy).exception(), BusyError)
        assert b"true" in _run(pool, "ASK {}").body
        assert not any(one.done() for one in asked)
        pool.close()
        assert all(isinstance(one.exception(), JobError) for one in asked)


def test_a_place_is_kept_for_what_can_multiply_nothing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no long question gives way, a short one still has a place: long ones may not take the last."""
    monkeypatch.setattr("vnlegal.serve.pool._QUICK", 1000.0)
    pool = Pool(store, size=2, limits=Limits(seconds=LONG), patience=LONG)
    heavy = f"SELECT (COUNT(*) AS ?n) {{ {EXPLODES} }}"
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(_run, pool, heavy) for _ in range(8)]
        while not any(one.served for one in tuple(pool._children)):
            time.sleep(0.02)
        for query in ("ASK {}", "ASK { ?s ?p ?o }", "SERVICE"):
            with suppress(JobError):
                assert b"true" in _run(pool, query).body
        assert not any(one.done() for one in asked)
        assert len(pool._children) == 2
        pool.patience = 0.0
        pool.close()
        assert all(one.exception() for one in asked)


def test_a_pool_that_is_warm_starts_nobody_more(store: Path) -> None:
    pool = Pool(store, size=3)
    pool.warm()
    ready = set(pool._children)
    assert len(ready) == 3
    assert b"true" in _run(pool, "ASK {}").body
    pool.warm()
    assert set(pool._children) == ready
    pool.close()


def test_a_slow_question_does_not_stop_the_others(store: Path) -> None:
    pool = Pool(store, size=2, limits=Limits(seconds=LONG), patience=LONG)
    with ThreadPoolExecutor(20) as threads:
        slow = threads.submit(_run, pool, f"SELECT (COUNT(*) AS ?n) {{ {EXPLODES} }}")
        quick = [threads.submit(_run, pool, "ASK {}") for _ in range(100)]
        assert all(b"true" in one.result().body for one in quick)
        assert not slow.done()
        pool.close()
        assert isinstance(slow.exception(), JobError)
