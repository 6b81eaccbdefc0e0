"""The doors of the server: half-sent requests, pages of other places, headers on every answer."""

from __future__ import annotations

import socket
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import serving

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("httpx")

import httpx
from starlette.testclient import TestClient

from vnlegal import serve
from vnlegal.graph.limits import Limits
from vnlegal.serve import connection, pages, pool
from vnlegal.serve.application import HEADERS, application
from vnlegal.serve.index import Index
from vnlegal.serve.site import Site

HALF = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = (
    b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/sparql-query\r\n\r\nASK"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return serving.built(tmp_path_factory.mktemp("doors") / "store")


@pytest.fixture(scope="module")
def site(store: Path) -> Iterator[str]:
    with serving.running(store) as address:
        yield address


def _open(site: str, data: bytes) -> socket.socket:
    host, port = site.removeprefix("http://").split(":")
    made = socket.create_connection((host, int(port)), timeout=10)
    made.sendall(data)
    return made


def _closed(one: socket.socket) -> bool:
    try:
        return one.recv(1000) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize("data", [b"", HALF, BODY], ids=["nothing", "half a head", "half a body"])
def test_a_request_that_does_not_end_is_closed(
    data: bytes, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SECONDS", 0.3)
    with _open(site, data) as one:
        assert _closed(one)
    with _open(site, b"GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") as one:
        assert one.recv(100).startswith(b"HTTP/1.1 200")
        one.sendall(HALF)
        until = time.monotonic() + 10
        while not _closed(one):  # what is left of the answer comes first
            assert time.monotonic() < until


def test_six_hundred_of_them_do_no_harm(site: str) -> None:
    many = [_open(site, HALF) for _ in range(600)]
    try:
        assert httpx.get(f"{site}/sparql", params={"query": "ASK {}"}, timeout=20).json()["boolean"] is True
        assert _closed(many[0])
    finally:
        for one in many:
            one.close()


def _guarded(headers: object) -> bool:
    found = {name.lower(): value for name, value in dict(headers).items()}  # type: ignore[call-overload]
    return all(found.get(name.lower()) == value for name, value in HEADERS.items())


def test_the_server_s_own_400_has_the_headers(site: str) -> None:
    for data in (b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\r\n\r\n"):
        with _open(site, data) as one:
            head, _, _ = one.recv(4000).partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        assert first.startswith("HTTP/1.1 400")
        assert _guarded(dict(line.split(": ", 1) for line in lines))


def test_every_answer_has_the_headers(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = serve.app(store, ("testserver",), ("https://a.example",))
    client = TestClient(made, raise_server_exceptions=False)
    asked = [client.get(path) for path in ("/", "/nothing", "/api/nothing", "/assets/site.css", "/sparql")]
    asked += [client.put("/"), client.get("/", headers={"Host": "other"})]
    asked += [client.get("/", headers={"Origin": "https://b.example"})]
    asked += [client.get("/", headers={"Origin": "https://a.example"})]

    def fails(*given: object, **named: object) -> object:
        raise ValueError("on purpose")

    monkeypatch.setattr("vnlegal.serve.pool.Pool.run", fails)
    asked.append(client.get("/?q=50"))
    monkeypatch.setattr("vnlegal.serve.site.Site.page", fails)
    asked.append(client.get("/?q=50"))
    assert [one.status_code for one in asked] == [200, 404, 404, 200, 200, 405, 400, 403, 200, 500, 500]
    assert all(_guarded(one.headers) for one in asked)


# Pages are made by children


def _asked_within(
    store: Path, limits: Limits, paths: Iterable[str] = ("/",), index: Path | None = None
) -> list[tuple[int, str]]:
    """Status and words of pages made by a child with limits of its own, and an index of its own."""
    site = Site.of(store)
    site._open[0] = replace(site.shelf, index=Index(index)) if index else site.shelf
    children = pool.Pool(store, 1, limits)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pages, "pool_of", lambda _: children)
        client = TestClient(application(site, pages.routes(site)), headers={"Accept": "text/html"})
        answers = [client.get(path) for path in paths]
    children.close()
    return [(one.status_code, one.text) for one in answers]


_ENDLESS = "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n"


def test_a_page_that_comes_to_no_end_is_ended(store: Path, tmp_path: Path) -> None:
    with sqlite3.connect(index := tmp_path / "search.sqlite") as db:
        db.execute(f"CREATE VIEW works AS {_ENDLESS}")
    ((status, words),) = _asked_within(store, replace(pool.LIMITS, seconds=0.2), index=index)
    assert status == 504
    assert "quá 0.2 giây" in words


@pytest.mark.parametrize(("limits", "why"), [({"seconds": 0}, "giây"), ({"answer": 0}, "MB")])
def test_a_page_has_limits(store: Path, limits: dict[str, int], why: str) -> None:
    paths = ("/", "/nhiem-vu.csv", "/tai/html?vb=/id/doc/cp/2020/50-nq-cp")
    for status, words in _asked_within(store, replace(pool.LIMITS, **limits), paths):
        assert status == 504
        assert why in words


# Pages of other places

QUERY = "/sparql?query=ASK%20%7B%7D"
PLACES: tuple[tuple[dict[str, str], int], ...] = (
    ({}, 200),
    ({"Origin": "http://testserver"}, 200),
    ({"Origin": "https://a.example"}, 200),
    ({"Origin": "https://b.example"}, 403),
    ({"Origin": "https://a.example.b.example"}, 403),
    ({"Origin": "null"}, 403),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
    ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"}, 403),
    ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}, 200),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
)


@pytest.mark.parametrize(("headers", "status"), PLACES)
def test_a_page_of_another_place_asks_nothing(store: Path, headers: dict[str, str], status: int) -> None:
    client = TestClient(serve.app(store, origins=("https://a.example",)))
    for answer in (client.get(QUERY, headers=headers), client.post(QUERY, headers=headers | _FORM)):
        assert answer.status_code == status
        named = headers.get("Origin") == "https://a.example"
        assert answer.headers.get("access-control-allow-origin") == ("https://a.example" if named else None)


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_nobody_may_ask_from_elsewhere_unless_named(store: Path) -> None:
    client = TestClient(serve.app(store))
    answer = client.get(QUERY, headers={"Origin": "https://a.example"})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-origin" not in client.options("/sparql", headers=asked).headers
