"""Questions that want to reach another host: read, refused, and, each lock open, stopped by the next.

The doors: the library with both engines, the command, the endpoint and the tools for language models.
"""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
import rdflib
import serving
from conftest import LETTERS
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import letter
from pyoxigraph import Literal, RdfFormat

from vnlegal import sandbox
from vnlegal.cli import main
from vnlegal.cli.frame import MISUSE
from vnlegal.corpus import Corpus
from vnlegal.graph import limits
from vnlegal.graph.engines import Pyoxigraph, Rdflib, Stream, Term
from vnlegal.graph.sparql import PARTS, Query, RefusedQueryError, read
from vnlegal.graph.stores import Store

ENGINES: tuple[limits.Engine, ...] = ("pyoxigraph", "rdflib")


class Listener:
    """A server that remembers whether anybody came."""

    def __init__(self) -> None:
        seen = self.seen = list[str]()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                seen.append(self.path)
                self.send_error(500)

            do_POST = do_GET  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                return

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/x"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    one = Listener()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture(scope="module")
def held() -> Mapping[str, Store]:
    corpus = Corpus.of([letter("Thực hiện Nghị quyết số 50/NQ-CP.")])
    return {"pyoxigraph": Store.of(corpus), "rdflib": Store.of(corpus, "rdflib")}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return serving.built(tmp_path_factory.mktemp("attacks") / "store", LETTERS[:1])


# URL is where somebody listens.  S is what must not be asked.
S = "SERVICE<URL>{?a ?b ?c}"
# Attacks by their kind: what each hopes that a reader and an engine understand differently.
KINDS: Mapping[str, Mapping[str, str]] = {
    "what ends a name": {
        "a return and an empty name": f"PREFIX d: <x:D> SELECT ?a {{ ?s ?p ?o . # c\r ?x a d:.{S}\n}}",
        "a name ends before the dot": f"PREFIX d: <x:> SELECT * {{ ?x a d:b.{S} }}",
        "an empty name": f"PREFIX : <x:> SELECT * {{ ?x a :.{S} }}",
        "a blank node ends before the dot": f"SELECT * {{ ?x a _:b.{S} }}",
        "a colon within": f"PREFIX d: <x:> SELECT * {{ ?x a d:b:.{S} }}",
    },
    "escapes of a name": {
        "a dot": f"PREFIX d: <x:> SELECT * {{ ?x a d:b\\..{S} }}",
        "a number sign": f"PREFIX d: <x:> SELECT * {{ ?x a d:b\\# . {S}\n }}",
        "a percent sign": f"PREFIX d: <x:> SELECT * {{ ?x a d:b%2E.{S} }}",
    },
    "what ends a number or a truth": {
        "a number and a dot": f"SELECT * {{ ?x ?y 1.{S} }}",
        "a decimal": f"SELECT * {{ ?x ?y 1.5{S} }}",
        "an exponent": f"SELECT * {{ ?x ?y 1.e5.{S} }}",
        "a truth": f"SELECT * {{ ?x ?y true{S} }}",
    },
    "what ends a variable": {
        "no space": f"SELECT * {{ ?x ?y ?z.{S} }}",
        "a combining sign": f"SELECT * {{ ?x ?y ?z\u0300.{S} }}",
    },
    "what follows a literal": {
        "a language": f"SELECT * {{ ?x ?y 'a'@vi.{S} }}",
        "a datatype": f"SELECT * {{ ?x ?y 'a'^^<x:y>.{S} }}",
    },
    "what ends a comment": {
        "a carriage return": f"SELECT * {{ # c\r{S}\n}}",
        "a line separator": f"SELECT * {{ # c\u2028{S}\n}}",
        "a next line": f"SELECT * {{ # c\x85{S}\n}}",
        "a form feed": f"SELECT * {{ # c\x0c{S}\n}}",
        "a null": f"SELECT * {{ # c\x00{S}\n}}",
        "an escaped line feed": f"SELECT * {{ # c\\u000A{S}\n}}",
    },
    "what a comment hides": {
        "a quote": f"SELECT * {{ # it's\n {S} # '\n }}",
        "a long quote": f"SELECT * {{ # '''\n {S} # '''\n }}",
        "a bracket": f"SELECT * {{ # }}\n {S} }}",
    },
    "escaped quotes": {
        "at the end": f"SELECT * {{ ?x ?y 'a\\u0027. {S} #' }}",
        "let in": f"SELECT * {{ OPTIONAL {{ ?s ?p 'a\\u0027 # x' }} {S}\n }}",
        "of a long string": f'SELECT * {{ ?s ?p """a\\u0022\\u0022\\u0022 # x""" . {S}\n }}',
        "by eight digits": f"SELECT * {{ ?s ?p 'a\\U00000027 . {S} # ' }}",
    },
    "escaped backslashes": {
        "before the quote": f"SELECT * {{ ?x ?y 'a\\u005C' . {S} # ' }}",
        "before u": f"SELECT * {{ ?x ?y 'a\\\\u0027 . {S} # ' }}",
    },
    "long strings": {
        "one that ends late": f"SELECT * {{ ?x ?y '''a'''' . {S} # ''' }}",
        "an empty one": f"SELECT * {{ ?x ?y '' . {S} # '' }}",
        "one over a line that may not": f"SELECT * {{ ?x ?y 'a\n . {S} # ' }}",
    },
    "IRIs": {
        "a quote": f"SELECT * {{ ?x ?y <x:'> . {S} # '> }}",
        "an escaped end": f"SELECT * {{ ?x ?y <x:\\u003E> . {S} # > }}",
        "a number sign": f"SELECT * {{ ?x ?y <x:#> . {S} }}",
        "less than that looks like one": f"SELECT * {{ FILTER(?x<?y) {S} FILTER(?y>?x) }}",
    },
    "the word written otherwise": {
        "escaped": f"SELECT * {{ S\\u0045RVICE{S[7:]} }}",
        "in wide letters": f"SELECT * {{ \uff33ERVICE{S[7:]} }}",
        "with a dotted i": f"SELECT * {{ SERV\u0130CE{S[7:]} }}",
        "in small letters": "select * { service silent <URL> { ?a ?b ?c } }",
        "with a sign of no width": f"SELECT * {{ SER\u200bVICE{S[7:]} SERVICE\u200b{S[7:]} }}",
    },
    "prefixes": {
        "the word as one": "PREFIX SERVICE: <URL> SELECT * { SERVICE:{?a ?b ?c} }",
        "one after it": "PREFIX : <URL> SELECT * { ?s ?p ?o .SERVICE:{ ?a ?b ?c } }",
        "one declared twice": f"PREFIX d: <x:> PREFIX d: <URL> SELECT * {{ SERVICE d:{S[12:]} }}",
    },
    "the base": {
        "the address as base": "BASE <URL> SELECT * { SERVICE<>{?a ?b ?c} }",
        "an address within it": "BASE <URL> SELECT * { GRAPH <y> { ?a ?b ?c } SERVICE <y> { ?a ?b ?c } }",
    },
    "an address that is computed": {
        "in a subquery": "SELECT * { { SELECT * { SERVICE ?u {?a ?b ?c} VALUES ?u { <URL> } } } }",
        "by BIND": "SELECT * { BIND(IRI('URL') AS ?u) SERVICE ?u { ?a ?b ?c } }",
    },
    "groups within expressions": {
        "EXISTS in an order": f"SELECT * {{ }} ORDER BY (EXISTS {{ {S} }})",
        "NOT EXISTS in HAVING": f"SELECT (COUNT(*) AS ?n) {{ }} HAVING (NOT EXISTS {{ {S} }})",
        "EXISTS in BIND": f"SELECT * {{ BIND(EXISTS {{ {S} }} AS ?x) }}",
        "EXISTS in a list": f"ASK {{ FILTER(1 IN (1, EXISTS {{ {S} }})) }}",
    },
    "groups within groups": {
        "MINUS": f"SELECT * {{ ?s ?p ?o MINUS {{ {S} }} }}",
        "GRAPH": f"SELECT * {{ GRAPH ?g {{ {S} }} }}",
        "UNION": f"SELECT * {{ {{ }} UNION {{ {S} }} }}",
        "CONSTRUCT WHERE": f"CONSTRUCT WHERE {{ {S} }}",
    },
    "other graphs": {
        "FROM": "SELECT * FROM <URL> { ?s ?p ?o }",
        "FROM NAMED": "SELECT * FROM NAMED <URL> { GRAPH <URL> { ?s ?p ?o } }",
        "FROM after a comment": "SELECT * # x\rFROM <URL>\n { ?s ?p ?o }",
        "FROM of DESCRIBE": "DESCRIBE <x:y> FROM <URL>",
        "FROM of CONSTRUCT": "CONSTRUCT FROM <URL> WHERE { ?s ?p ?o }",
        "the graph of an address": "SELECT * { GRAPH <URL> { ?s ?p ?o } }",
        "what an address is": "DESCRIBE <URL>",
    },
    "updates": {
        "INSERT": f"INSERT {{ ?s ?p ?o }} WHERE {{ {S} }}",
        "LOAD": "LOAD SILENT <URL>",
        "LOAD after a query": "ASK {} ; LOAD <URL>",
        "COPY": "COPY <URL> TO DEFAULT",
    },
    "functions": {
        "the address as one": "SELECT (<URL>(1) AS ?x) {}",
        "as one that sums up": "SELECT (<URL>(DISTINCT ?x) AS ?y) { ?x ?p ?o }",
    },
    "marks of bytes": {
        "of their order": f"\ufeffSELECT * {{ {S} }}",
        "half a letter": f"SELECT * {{ ?x ?y '\ud800' . {S} }}",
    },
    "values": {
        "an address": "SELECT * { VALUES ?x { <URL> } ?x ?p ?o }",
        "the words in one": f"SELECT * {{ VALUES ?x {{ '}} }} {S} #' }} ?x ?p ?o }}",
    },
}  # fmt: skip
ATTACKS = {f"{kind}: {name}": query for kind, found in KINDS.items() for name, query in found.items()}
TOLD = "what ends a name: a return and an empty name"  # the one that once got through


def test_there_are_thirty_of_twenty_kinds_besides_the_one_that_got_through() -> None:
    assert len(KINDS) >= 20
    assert len(set(ATTACKS.values()) - {ATTACKS[TOLD]}) >= 30


# The first lock: the grammar


@pytest.mark.parametrize("query", ATTACKS.values(), ids=ATTACKS)
def test_what_is_read_asks_nobody_else(query: str) -> None:
    """Refused; or what looked like a question to somebody else is a string, an IRI or a comment."""
    with suppress(RefusedQueryError):
        text = read(query).text
        words = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', " ", text).upper().split()
        assert not {"SERVICE", "FROM", "LOAD", "INSERT"} & set(words)
        assert read(text).text == text


@pytest.mark.parametrize("engine", ENGINES)
def test_no_attack_gets_out_of_the_library(
    engine: str, listener: Listener, held: Mapping[str, Store]
) -> None:
    for query in ATTACKS.values():
        with suppress(RefusedQueryError):
            assert not any(held[engine].query(query.replace("URL", listener.url)).rows)
    assert listener.seen == []


ASKED = """
from functools import cache
from vnlegal import sandbox
from vnlegal.graph import limits
limits._opened = cache(limits._opened)
def main():
    asked, answers = sandbox.pipes()
    while size := asked.read(4):
        for line in limits._answer(asked.read(int.from_bytes(size))):
            answers.write(line + b"\\n")
    answers.flush()
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_no_attack_gets_out_of_the_command(
    engine: limits.Engine, listener: Listener, stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One through the command itself; all through its child, which for once answers more than one."""
    query = ATTACKS[TOLD].replace("URL", listener.url)
    assert main(["query", query, "--store", str(stored), "--engine", engine]) == MISUSE
    (tmp_path / "asked.py").write_text(ASKED, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    child = sandbox.start("asked", bounds=sandbox.Bounds(2048))
    sent = [
        msgspec.json.encode((str(stored), one.replace("URL", listener.url), {}, limits.Limits(), engine))
        for one in ATTACKS.values()
        if "\ud800" not in one  # which no JSON can hold
    ]
    output, _ = child.communicate(b"".join(len(one).to_bytes(4) + one for one in sent), timeout=120)
    ends = [line for line in map(msgspec.json.decode, output.splitlines()) if line[0] in ("error", "end")]
    assert len(ends) == len(sent)
    assert sum(line[0] == "error" for line in ends) > len(sent) / 2
    assert listener.seen == []


def test_no_attack_gets_out_of_the_endpoint(listener: Listener, stored: Path) -> None:
    pytest.importorskip("starlette")
    httpx = pytest.importorskip("httpx")
    with serving.running(stored) as site, httpx.Client(timeout=60) as client:
        for query in ATTACKS.values():
            if "\ud800" in query:  # which UTF-8 cannot hold
                continue
            asked = query.replace("URL", listener.url)
            answers = [
                client.post(f"{site}/sparql", data={"query": asked}),
                client.get(f"{site}/sparql", params={"query": asked}),
            ]
            assert {answer.status_code for answer in answers} <= {200, 400}
    assert listener.seen == []


def test_no_attack_gets_out_of_the_tools(listener: Listener, stored: Path) -> None:
    """Each attack in the place of each word that a tool takes, through the server that a model speaks to."""
    pytest.importorskip("mcp")
    anyio = pytest.importorskip("anyio")
    from mcp import Client

    from vnlegal.serve.mcp import server

    places = (("look_up_document", "document"), ("trace_lineage", "document"), ("list_tasks", "body"))

    async def ask() -> int:
        answered = 0
        async with Client(server(stored)) as client:
            for query in ATTACKS.values():
                if "\ud800" not in query:
                    for tool, place in (*places, ("check_citations", "text")):
                        await client.call_tool(tool, {place: query.replace("URL", listener.url)})
                        answered += 1
        return answered

    assert anyio.run(ask) > 4 * 30
    assert listener.seen == []


HARMLESS = (
    'SELECT ?from ?service { ?from ?service "SERVICE <x:y> FROM" } # bỏ SERVICE',
    "SELECT * { ?s <http://x/service#from> ?o }",
    "PREFIX e: <x:> SELECT * { ?s e:from-service 'it\\'s SERVICE'@en }",
    "SELECT * { ?s ?p '''a 'FROM' b''' FILTER(?s<?p) }",
    "PREFIX e: <x:> ASK { ?s e:a.b/e:%20\\-c* ?o ; ^e:d+|!(e:f|^a) [ e:g (1 -2 3.5e1 true 'x'^^e:h) ] . }",
    "BASE <http://x/y/> PREFIX : <#> CONSTRUCT { ?s :p <z> } WHERE { ?s :p ?o MINUS { ?s a _:b.1 } }",
    "SELECT (GROUP_CONCAT(DISTINCT ?a; SEPARATOR=', ') AS ?b) { BIND(IF(1 IN (1,2), 3, 4) AS ?a) }",
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("query", HARMLESS)
def test_what_does_no_harm_is_asked(query: str, engine: str, held: Mapping[str, Store]) -> None:
    held[engine].query(query)
    assert read(read(query).text) == read(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p '\ud800' }",
        "SELECT * { ?s ?p '\\ud800' }",
        "SELECT * { ?s ?p ?o . \\u0023 x\n }",
        "ASK {" + "(" * 3000,
        "ASK " + "{" * 100 + "}" * 100,
        "ASK { FILTER(" + "+".join("1" * 60_000) + ") }",
        "SELECT * {" + " UNION ".join(["{}"] * 20_000) + "}",
        "SELECT * {" + "MINUS{?s ?p ?o}" * 8000 + "}",
        "ASK { ?s " + "/".join("a" * 60_000) + " ?o }",
        "ASK { ?s ?p nope:x }",
        "DESCRIBE * {",
        "",
    ],
    ids=range(12),
)
def test_what_no_engine_can_answer_is_refused(query: str, held: Mapping[str, Store]) -> None:
    """Some of these end the process that an engine runs in."""
    for store in held.values():
        with pytest.raises(RefusedQueryError):
            store.query(query)


def test_the_longest_that_may_be_asked_is_answered(held: Mapping[str, Store]) -> None:
    store = held["pyoxigraph"]
    assert store.query("ASK { FILTER(" + "+".join("1" * (PARTS - 5)) + " > 0) }").rows
    assert store.query("SELECT * {" + " UNION ".join(["{}"] * (PARTS - 2)) + "}").rows
    assert len(store.query("SELECT * { VALUES ?x { " + "1 " * 20_000 + "} }").rows) == 20_000
    assert store.query("ASK " + "{" * 60 + "}" * 60).rows


_VOCABULARY = Store.of_vocabulary()
_SMALL = Store.of(Corpus.of([]), "rdflib")


@given(st.text(max_size=60))
def test_a_string_comes_through_both_engines(words: str) -> None:
    try:
        asked = read(f"SELECT ({Literal(words)} AS ?x) {{ }}")
    except RefusedQueryError:
        assert re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", words)
        return
    for store in (_VOCABULARY, _SMALL):
        ((cell,),) = store.engine.stream(asked, {})[1]
        assert cell is not None
        assert cell.value == words


@given(st.text("aSERVICE \n\r\t'\"\\<>#:.?u0027{}()xyz@^", max_size=80))
def test_no_text_is_read_as_something_else(words: str) -> None:
    """What is read of a query is read alike again, and what engines get has the words that were allowed."""
    with suppress(RefusedQueryError):
        made = read(f"PREFIX x: <x:> SELECT * {{ ?s ?p ?o . {words} }}")
        assert read(made.text) == made
        assert "SERVICE" not in re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|\?\w+|_:\S+', " ", made.text)


# The second lock: what becomes of a query that nobody has read

SENT = "SELECT * { SERVICE SILENT <URL> { ?a ?b ?c } }"


def test_the_engine_would_have_gone(listener: Listener, held: Mapping[str, Store]) -> None:
    """What the locks are worth: the engine alone sends the question."""
    engine = held["pyoxigraph"].engine
    assert isinstance(engine, Pyoxigraph)
    list(engine._found(Query("rows", SENT.replace("URL", listener.url)), {}))
    assert listener.seen == ["/x"]
    listener.seen.clear()


locked = pytest.mark.skipif(not sandbox.can_lock(), reason="this system takes the network from nobody")


@locked
def test_the_engine_in_this_process_has_no_network(listener: Listener, held: Mapping[str, Store]) -> None:
    list(held["pyoxigraph"].engine.stream(Query("rows", SENT.replace("URL", listener.url)), {})[1])
    told = Query("rows", SENT.replace("SILENT", "").replace("URL", listener.url))
    with pytest.raises(OSError, match="denied"):
        held["pyoxigraph"].engine.stream(told, {})
    assert listener.seen == []


@pytest.mark.parametrize("query", [SENT, "SELECT * FROM <URL> { ?a ?b ?c }"])
def test_rdflib_refuses_what_leads_out(query: str, listener: Listener, held: Mapping[str, Store]) -> None:
    with pytest.raises(RefusedQueryError):
        held["rdflib"].engine.stream(Query("rows", query.replace("URL", listener.url)), {})
    assert listener.seen == []


OPENED = """
from vnlegal.graph import algebra, limits, stores
from vnlegal.graph.sparql import Query
def main():
    stores.read = lambda text: Query("rows", text)
    algebra._REFUSED = ()
    limits.main()
"""


@locked
@pytest.mark.parametrize("engine", ENGINES)
def test_the_child_has_no_network(
    engine: str, listener: Listener, stored: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the grammar and the refusal of rdflib put aside, the child still reaches nobody."""
    (tmp_path / "opened.py").write_text(OPENED, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    child = sandbox.start("opened", bounds=sandbox.Bounds(2048))
    asked: tuple[object, ...] = (str(stored), SENT.replace("URL", listener.url), {}, limits.Limits(), engine)
    output, _ = child.communicate(msgspec.json.encode(asked), timeout=60)
    assert b'"head"' in output
    assert listener.seen == []


# A chain of documents


@pytest.mark.parametrize("engine", ENGINES)
def test_a_chain_of_fifteen_hundred(engine: str) -> None:
    store = Store.of(Corpus.of([]), "rdflib" if engine == "rdflib" else "pyoxigraph")
    nquads = "".join(f"<x:{n}> <x:next> <x:{n + 1}> <x:g> .\n" for n in range(1500))
    if engine == "rdflib":
        store.rdflib().parse(data=nquads, format="nquads")
    else:
        assert isinstance(store.engine, Pyoxigraph)
        store.engine.store.load(nquads.encode(), format=RdfFormat.N_QUADS)
    count = "SELECT (COUNT(*) AS ?n) { %s }"
    for pattern, expected in (("<x:0> <x:next>+ ?o", 1500), ("?s <x:next>* <x:1500>", 1501)):
        assert store.query(count % pattern).values() == [{"n": str(expected)}]
    assert store.query("ASK { <x:0> <x:next>+ <x:1500> }").values() == [{"ask": "true"}]
    assert store.query("ASK { <x:1> <x:next>+ <x:1> }").values() == [{"ask": "false"}]


PATHS = (
    "?s <x:p>* ?o", "?s <x:p>+ ?o", "?s <x:p>? ?o", "<x:1> <x:p>* ?o", "?s <x:p>+ <x:3>",
    "?s (<x:p>|^<x:q>)+ ?o", "?s (<x:p>/<x:q>)* ?o", "?s !<x:p>/<x:p>? ?o",
    "?s ^(<x:p>+) ?o",
)  # fmt: skip


EDGES = st.lists(st.tuples(st.integers(0, 4), st.sampled_from("pq"), st.integers(0, 4)), max_size=12)


@settings(max_examples=40)
@given(EDGES, st.sampled_from(PATHS))
def test_paths_lead_to_the_same_ends_in_both_engines(edges: list[tuple[int, str, int]], pattern: str) -> None:
    """An end that the graph does not know is left out: there the engines differ over paths of no length."""
    told = [*edges, (1, "r", 3)]
    nquads = "".join(f"<x:{s}> <x:{p}> <x:{o}> <x:g> .\n" for s, p, o in told)
    one, other = Pyoxigraph.empty(), rdflib.Dataset(default_union=True)
    one.store.load(nquads.encode(), format=RdfFormat.N_QUADS)
    other.parse(data=nquads, format="nquads")
    query = read(f"SELECT DISTINCT ?s ?o {{ {pattern} }}")
    rows = [_pairs(engine.stream(query, {})) for engine in (one, Rdflib(other))]
    assert rows[0] == rows[1]


def _pairs(stream: Stream) -> set[frozenset[tuple[str, Term | None]]]:
    columns, rows = stream
    return {frozenset(zip(columns, row, strict=True)) for row in rows}
