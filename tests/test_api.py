"""The JSON API: what it says it gives it gives, and no input makes it fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import serving
from conftest import LETTERS
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pages import page

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from starlette.testclient import TestClient

from vnlegal.corpus import read_document
from vnlegal.graph.build import build
from vnlegal.serve import app, checking
from vnlegal.serve.openapi import description
from vnlegal.serve.operations import OPERATIONS
from vnlegal.serve.shelf import Shelf

WORK = "https://w3id.org/vnlegal/id/doc/ubnd-kon-tum/2021/1070-ubnd-kgvx"
GET = sorted(name for name, one in OPERATIONS.items() if one.method == "GET")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    store = serving.built(tmp_path_factory.mktemp("api") / "store")
    return TestClient(app(store), headers={"Accept": "application/json"})


def _schema(path: str, method: str, status: int) -> dict[str, Any]:
    """The schema of an answer, with all that it refers to."""
    said = json.loads(json.dumps(description()))
    content = said["paths"][path][method]["responses"][str(status)]["content"]
    (schema,) = (one["schema"] for one in content.values())
    return {**schema, "components": said["components"]}


def _ask(client: TestClient, name: str, status: int = 200, **parameters: Any) -> Any:
    """The answer to a GET, which is as described."""
    answer = client.get(f"/api/{name}", params=parameters)
    assert answer.status_code == status, answer.text
    Draft202012Validator(_schema(f"/api/{name}", "get", status)).validate(answer.json())
    return answer.json()


def _check(client: TestClient, text: str) -> Any:
    answer = client.post("/api/check", json={"text": text})
    assert answer.status_code == 200, answer.text
    Draft202012Validator(_schema("/api/check", "post", 200)).validate(answer.json())
    return answer.json()


# What is described


def test_the_description_is_openapi(client: TestClient) -> None:
    said = client.get("/openapi.json").json()
    assert said == json.loads(json.dumps(description()))
    assert said["openapi"].startswith("3.1")
    assert {f"/api/{name}" for name in OPERATIONS} <= set(said["paths"])
    for schema in said["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for path in said["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            assert "200" in operation["responses"]


def test_every_reference_of_the_description_leads_somewhere() -> None:
    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if "$ref" in node else []
            return own + [found for one in node.values() for found in references(one)]
        return [r for one in node for r in references(one)] if isinstance(node, list | tuple) else []

    known = {f"#/components/schemas/{name}" for name in description()["components"]["schemas"]}
    found = references(description()["paths"]) + references(description()["components"])
    assert found
    assert set(found) <= known


# What is given


def test_search_and_document(client: TestClient) -> None:
    found = _ask(client, "search", q="so 1070")
    assert [one["iri"] for one in found["works"]] == [WORK]
    shown = _ask(client, "document", work="1070/ubnd-kgvx", text=True)
    (text,) = shown["texts"]
    number = text["record"]["preface"]["number"]
    assert text["text"][slice(*number["span"])] == number["value"] == "1070/UBND-KGVX"
    assert any(one["work"] for one in text["record"]["mentions"])
    assert _ask(client, "document", work=WORK)["texts"][0]["text"] is None
    assert _ask(client, "document", work="52-NQ/TW")["texts"] == []


def test_lineage_leads_from_sentence_to_sentence(client: TestClient) -> None:
    found = _ask(client, "lineage", work="1070")
    labels = {one["iri"]: one["label"] for one in found["works"]}
    assert "52-NQ/TW" in labels.values()
    assert {(labels[one["source"]], labels[one["target"]]) for one in found["steps"]} >= {
        ("1070/UBND-KGVX", "1906/VPCP-KGVX"),
        ("1906/VPCP-KGVX", "50/NQ-CP"),
    }
    texts = {f"corpus/{path.name}": path.read_text("utf-8") for path in LETTERS}
    for step in found["steps"]:
        for one in step["statements"]:
            words = texts[one["document"]][slice(*one["span"])]
            assert " ".join(words.split()) == one["sentence"]
    assert _ask(client, "lineage", work="1070", depth=1)["cut"] is True
    assert _ask(client, "lineage", work="1906", direction="down")["steps"]
    assert _ask(client, "lineage", work="1070", on="2000-01-01")["steps"] == []


def test_claims_go_both_ways(client: TestClient) -> None:
    both = _ask(client, "claims", work="1906")
    out, into = (_ask(client, "claims", work="1906", way=way)["steps"] for way in ("out", "in"))
    assert both["steps"] == out + into
    assert out
    assert into
    kinds = {one["kind"] for one in _ask(client, "claims", work="1906", kinds="implements,cites")["steps"]}
    assert kinds == {"implements", "cites"} & {one["kind"] for one in both["steps"]}


def test_status_says_unknown_where_no_text_tells(client: TestClient) -> None:
    assert _ask(client, "status", work="50/NQ-CP", on="2021-01-01")["status"] == "unknown"
    assert _ask(client, "status", work="50/NQ-CP", on="2019-01-01")["status"] == "not yet"


def test_tasks_of_a_body(client: TestClient) -> None:
    found = _ask(client, "tasks", body="Sở Khoa học và Công nghệ", dated=True)
    (first, *_) = found["tasks"]
    assert first["due"] == "2021-05-15"
    text = next(path for path in LETTERS if path.name in first["document"]).read_text("utf-8")
    assert "Hoàn thành trước ngày 15" in " ".join(text[slice(*first["span"])].split())
    assert _ask(client, "tasks", body="Sở không có")["total"] == 0


def test_questions_are_those_of_the_endpoint(client: TestClient) -> None:
    for one in _ask(client, "questions"):
        if not one["parameters"]:
            assert client.get("/sparql", params={"question": one["name"]}).status_code == 200


def test_check_states_facts_and_abstains(client: TestClient) -> None:
    text = (
        "Thực hiện Công văn số 1906/VPCP-KGVX ngày 24 tháng 3 năm 2021 của Văn phòng Chính phủ, "
        "Công văn số 1906/VPCP-KGVX ngày 23 tháng 3 năm 2021 của Văn phòng Chính phủ; "
        "Nghị định số 999/2019/NĐ-CP ngày 01/01/2019 của Chính phủ."
    )
    found = _check(client, text)
    for one in found["citations"]:
        assert text[slice(*one["span"])] == one["text"]
    states = [one["state"] for one in found["citations"]]
    assert states == ["differs", "agrees", "not in corpus"]
    (differs,) = (one for one in found["findings"] if one["name"] == "date-differs")
    ours, theirs = differs["passages"][:2]
    assert text[slice(*ours["span"])] == ours["text"] == "ngày 24 tháng 3 năm 2021"
    assert theirs["text"].endswith("23 tháng 3 năm 2021")


def test_check_reads_a_bare_citation(client: TestClient) -> None:
    text = "Công văn 1906/VPCP-KGVX ngày 24 tháng 3 năm 2021 của Văn phòng Chính phủ"
    (one,) = _check(client, text)["citations"]
    assert (one["text"], one["span"], one["state"]) == (text, [0, len(text)], "differs")
    posted = client.post(
        "/api/check", content=text.encode(), headers={"Content-Type": "text/plain; charset=utf-8"}
    )
    assert posted.json() == _check(client, text)


def test_check_finds_the_body_that_is_named_among_many(tmp_path: Path) -> None:
    """A number that eight provinces have: the text names the last of them, and a day that is not its own."""
    provinces = ("Cao Bằng", "Gia Lai", "Hà Giang", "Hải Dương", "Lào Cai", "Lâm Đồng", "Nghệ An", "Yên Bái")
    pages = {
        Path(f"{i}.txt"): page("Gửi các đơn vị.", "77/UBND-VX", f"ỦY BAN NHÂN DÂN\nTỈNH {name.upper()}", name)
        for i, name in enumerate(provinces)
    }
    for path, text in pages.items():
        (tmp_path / path).write_text(text, "utf-8")
    store = tmp_path / "store"
    build([tmp_path / path for path in pages], store, read_document)
    asked = checking.AskCheck(
        "Thực hiện Công văn số 77/UBND-VX ngày 21 tháng 5 năm 2021 của Ủy ban nhân dân tỉnh Yên Bái, Công "
        "văn số 77/UBND-VX ngày 20 tháng 5 năm 2021 của Ủy ban nhân dân tỉnh Gia Lai và Công văn số "
        "77/UBND-VX."
    )
    first, second, third = checking.check(Shelf.open(store), asked).citations
    assert (first.state, second.state, third.state) == ("differs", "agrees", "ambiguous")
    assert first.work
    assert first.work.issuers == "Ủy ban nhân dân tỉnh Yên Bái"
    assert third.work is None
    assert len(third.candidates) > 1


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: str(path.stem))
def test_a_letter_of_the_store_agrees_with_itself(client: TestClient, path: Path) -> None:
    found = _check(client, path.read_text("utf-8"))
    assert found["citations"]
    assert not [one for one in found["findings"] if one["severity"] == "error"]


def test_a_law_that_no_text_speaks_of_is_known_by_the_table(client: TestClient) -> None:
    found = _ask(client, "status", work="Luật Đất đai 2013", on="2026-01-01")
    assert (found["work"]["number"], found["work"]["held"]) == ("45/2013/QH13", False)
    assert found["work"]["issuers"] == "Quốc hội"
    assert found["status"] == "ended"
    assert found["table"]["ended_by"] == "31/2024/QH15"
    assert _ask(client, "lineage", work="BLHS 2015")["steps"] == []
    assert _ask(client, "status", work="50/NQ-CP")["table"] is None


# Mistakes


def test_what_is_unknown_or_several_is_said(client: TestClient) -> None:
    for name in ("document", "lineage", "claims", "status"):
        assert _ask(client, name, 404, work="99999/NQ-XX")["detail"]
        assert _ask(client, name, 404, work="https://w3id.org/vnlegal/id/doc/x/2020/1-x")
        several = _ask(client, name, 409, work="nghi quyet")
        assert len(several["candidates"]) > 1
        assert _ask(client, name, 400)["detail"].startswith("tham số không hợp lệ")
    _ask(client, "lineage", 400, work="1070", depth=0)
    _ask(client, "lineage", 400, work="1070", kinds="implements,x")
    _ask(client, "search", 400, q="x", unheard="of")
    _ask(client, "search", 400, since="hôm qua")
    assert client.get("/api/search?q=a&q=b").status_code == 400


def test_what_is_posted_has_limits(client: TestClient) -> None:
    def post(content: bytes, kind: str) -> int:
        return client.post("/api/check", content=content, headers={"Content-Type": kind}).status_code

    assert post(b"x" * (5 * 2**20), "text/plain") == 413
    assert post(b"x" * (2 * 2**20), "text/plain") == 400
    assert post(b"\xff", "text/plain") == 400
    assert post(b"", "text/plain") == 400
    assert post(b"{", "application/json") == 400
    assert post(b"[" * 100_000, "application/json") == 400
    assert post(b'{"text": 1, "x": 2}', "application/json") == 400
    assert post(b"x", "application/pdf") == 415
    assert client.get("/api/check").status_code == 405
    for answer in (client.delete("/api/document", params={"work": WORK}), client.get("/api/nowhere")):
        assert answer.status_code == (404 if "nowhere" in str(answer.url) else 405)
        assert answer.headers["content-type"] == "application/problem+json"


# No input makes it fail

NAMES = sorted(
    {
        one["name"]
        for path in description()["paths"].values()
        for op in path.values()
        for one in op.get("parameters", ())
    }
)
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["1070", WORK, f"{WORK}> . <x:y", "52-NQ/TW", "up", "both", "2021-02-30", "2021-04-02", "-1",
         "9" * 30, "true", "nan", "1e9", "implements,", ",", '"', "'", "*", "a OR b", 'a" NEAR b', "%00",
         "\x00", "số", "../../etc", "https://w3id.org/vnlegal/id/ ", "https://w3id.org/vnlegal/id/\x00\"<>"]
    ),
)  # fmt: skip


@given(
    st.sampled_from(GET),
    st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=5)), VALUES, max_size=6),
)
@settings(max_examples=300)
def test_no_question_makes_it_fail(client: TestClient, name: str, parameters: dict[str, str]) -> None:
    try:
        answer = client.get(f"/api/{name}", params=parameters)
    except UnicodeEncodeError:
        return  # half a surrogate pair: no client can send it
    assert answer.status_code in (200, 400, 404, 409)
    Draft202012Validator(_schema(f"/api/{name}", "get", answer.status_code)).validate(answer.json())


PIECES = st.sampled_from(
    ["Nghị quyết số 50/NQ-CP", "ngày 17/4/2020", "của Chính phủ", "Điều 1.", "\n", "Căn cứ",
     "(sau đây gọi là", "số", "1906/VPCP-KGVX", "Kính gửi:", "Nơi nhận:", "- Lưu: VT.", "|",
     "ngày 32/13/2021", "sửa đổi, bổ sung", "¹", "\x00"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join), st.binary(max_size=200)))
@settings(max_examples=100)
def test_no_text_makes_it_fail(client: TestClient, posted: str | bytes) -> None:
    try:
        content = posted if isinstance(posted, bytes) else posted.encode()
    except UnicodeEncodeError:
        return
    for kind in ("text/plain", "application/json"):
        answer = client.post("/api/check", content=content, headers={"Content-Type": kind})
        assert answer.status_code in (200, 400)
        if answer.status_code == 200 and isinstance(posted, str):
            for one in answer.json()["citations"]:
                assert posted[slice(*one["span"])] == one["text"]


@given(
    st.dictionaries(
        st.sampled_from(["query", "question", "work", "body", "format", "on"]),
        st.one_of(
            VALUES,
            st.sampled_from(["ASK {}", "SELECT * {?s ?p ?o} LIMIT 1", "implements", "successors", "csv"]),
        ),
        max_size=4,
    ),
    st.one_of(
        st.sampled_from(["text/html", "text/csv", "text/turtle", "*/*", ""]),
        st.text("a/*;q=.,1-", max_size=20),
    ),
)
@settings(max_examples=200)
def test_no_sparql_request_makes_it_fail(client: TestClient, parameters: dict[str, str], accept: str) -> None:
    try:
        answer = client.get("/sparql", params=parameters, headers={"Accept": accept})
        posted = client.post("/sparql", data=parameters, headers={"Accept": accept})
    except UnicodeEncodeError:
        return
    assert answer.status_code in (200, 400, 404)
    assert posted.status_code in (200, 400, 404, 415)
