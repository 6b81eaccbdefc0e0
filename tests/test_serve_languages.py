"""The explorer in English: by the address, by a cookie, by what the browser wants; data as they are."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
import serving
from jinja2 import nodes

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from starlette.testclient import TestClient

from vnlegal.language import catalogue
from vnlegal.serve import app
from vnlegal.serve.wording import TABS

TEMPLATES = Path(__file__).parent.parent / "vnlegal" / "serve" / "templates"
OWN = "/id/doc/ubnd-kon-tum/2021/1070-ubnd-kgvx"
IRI = f"https://w3id.org/vnlegal{OWN}"
PAGES = (
    "/", "/?q=50", "/?q=khongcogi", "/nhiem-vu", f"/chuong-trinh?vb={IRI}", "/sparql",
    "/sparql?question=ancestors", f"/sparql?question=ancestors&work={IRI}", "/khong-co",
    f"/tai/html?vb={IRI}", f"/tai/svg?vb={IRI}", *(f"{OWN}?tab={tab}" for tab in TABS),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return serving.built(tmp_path_factory.mktemp("languages") / "store")


@pytest.fixture
def client(store: Path) -> TestClient:
    """A browser that has chosen nothing yet."""
    return TestClient(app(store), headers={"Accept": "text/html"}, raise_server_exceptions=False)


def _said() -> list[str]:
    """What the templates say, but for single words, which documents use too."""
    trees = [jinja2.Environment().parse(path.read_text("utf-8")) for path in TEMPLATES.iterdir()]
    found = (one for tree in trees for one in tree.find_all(nodes.Call))
    calls = [one for one in found if getattr(one.node, "name", "") == "tr"]
    texts = {one.args[0].value for one in calls if isinstance(one.args[0], nodes.Const)}
    pieces = {piece.strip() for text in texts for piece in catalogue.Pattern.of(text).between}
    return [piece for piece in pieces if len(piece.split()) > 3 and piece not in catalogue.known(piece)]


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_english_all_over(client: TestClient, address: str) -> None:
    page = client.get(address, headers={"Accept-Language": "en"}).text
    said = _said()
    assert len(said) > 30
    assert [piece for piece in said if piece in page] == []


def test_the_address_asks_and_is_remembered(client: TestClient) -> None:
    asked = client.get(f"{OWN}?tab=thuoc-tinh&lang=en")
    assert '<html lang="en">' in asked.text
    assert "Date of issue" in asked.text
    assert "2021-04-02" in asked.text
    assert '<html lang="en">' in client.get("/").text
    assert '<html lang="vi">' in client.get("/?lang=vi", headers={"Accept-Language": "en"}).text
    assert "Tìm văn bản" in client.get("/", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("fr,en;q=0.5", "en"),
        ("fr", "vi"),
        ("en;q=0, vi", "vi"),
        ("", "vi"),
        ("\x00;;q=x", "vi"),
    ],
)
def test_the_browser_wants_it(client: TestClient, wanted: str, language: str) -> None:
    page = client.get("/", headers={"Accept-Language": wanted})
    assert f'<html lang="{language}">' in page.text
    assert "Accept-Language" in page.headers["vary"]


def test_who_wants_nothing_gets_the_language_of_the_server(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNLEGAL_LANG", "en")
    page = client.get("/").text
    assert '<html lang="en">' in page
    assert "Tìm văn bản" not in page


@pytest.mark.parametrize("cookie", ["lang=xx", "lang=", "=;;", "lang=en/../"])
def test_a_cookie_of_a_stranger_is_nothing(client: TestClient, cookie: str) -> None:
    assert '<html lang="vi">' in client.get("/", headers={"Cookie": cookie}).text


def test_words_of_documents_stay_vietnamese(client: TestClient) -> None:
    page = client.get(f"{OWN}?tab=noi-dung", headers={"Accept-Language": "en"}).text
    assert '<article class="text" lang="vi"' in page
    assert "chỉ đạo của Phó Thủ tướng Chính phủ Vũ Đức Đam" in page


@pytest.mark.parametrize(
    "address", ["/openapi.json", f"/api/work?number={IRI}", f"/api/lineage?number={IRI}", "/api/nothing"]
)
def test_answers_for_programs_are_the_same(client: TestClient, address: str) -> None:
    said = {
        client.get(address, headers={"Accept": "application/json", "Accept-Language": wanted}).text
        for wanted in ("en", "vi")
    }
    assert len(said) == 1
