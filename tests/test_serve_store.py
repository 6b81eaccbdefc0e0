"""What the explorer reads: one generation at a time, several texts of one work, pictures that are cut."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from html import unescape
from pathlib import Path

import pytest
from pages import letter

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from starlette.testclient import TestClient

from vnlegal.graph.build import build
from vnlegal.model import Document
from vnlegal.serve import app
from vnlegal.serve.picture import MOST, View, picture
from vnlegal.serve.site import Site

HUB = "/id/doc/bnv/2021/14-bnv-vp"
TOLD = "Thực hiện Công văn số 14/BNV-VP ngày 01 tháng 3 năm 2021, Bộ Nội vụ yêu cầu báo cáo."


def _built(folder: Path, documents: Iterable[Document]) -> Path:
    """A store of documents, each in a file of its own."""
    by_path = {}
    for number, document in enumerate(documents):
        path = folder / f"{number:04}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.source.text, "utf-8")
        by_path[path] = document
    build(by_path, folder / "store", lambda path: by_path[path])
    return folder / "store"


def _hub(folder: Path, followers: int) -> Path:
    first = letter("Gửi các đơn vị.", number="14/BNV-VP", date=(2021, 3, 1))
    others = (
        letter(TOLD, number=f"{n}/BNV-VP", date=(2021, 5, 1 + n % 28)) for n in range(100, 100 + followers)
    )
    return _built(folder, [first, *others])


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _hub(tmp_path_factory.mktemp("crowded"), 230)


def test_a_picture_too_large_is_cut_and_says_so(crowded: Path) -> None:
    drawn = picture(Site.of(crowded).shelf, View(f"https://w3id.org/vnlegal{HUB}"))
    assert len(drawn.nodes) == MOST
    assert drawn.left_out == 231 - MOST
    page = TestClient(app(crowded)).get(f"{HUB}?tab=luoc-do", headers={"Accept": "text/html"}).text
    assert f"còn {231 - MOST} văn bản không vẽ vào được" in page


def test_a_long_list_goes_on_page_by_page(crowded: Path) -> None:
    client = TestClient(app(crowded), headers={"Accept": "text/html"})
    assert "Xem cả 230 văn bản" in client.get(f"{HUB}?tab=luoc-do").text
    pages = [client.get(f"{HUB}?tab=luoc-do&nhom=implements.in&trang={n}").text for n in range(1, 6)]
    listed = {line for page in pages for line in page.split('<span class="number">')[1:]}
    assert len({line.partition("<")[0] for line in listed}) == 230


def test_one_who_speaks_of_a_hub_sees_it_alone(crowded: Path) -> None:
    drawn = picture(Site.of(crowded).shelf, View("https://w3id.org/vnlegal/id/doc/bnv/2021/150-bnv-vp"))
    assert [node.hit.number for node in drawn.nodes] == ["14/BNV-VP", "150/BNV-VP"] or len(drawn.nodes) == 2
    assert next(node for node in drawn.nodes if node.hit.number == "14/BNV-VP").hidden == 229


def test_several_texts_of_one_work_are_chosen_by_the_address(tmp_path: Path) -> None:
    one = letter("Gửi các đơn vị, bản một.", path="a", number="14/BNV-VP")
    other = letter("Gửi các đơn vị, bản hai.", path="b", number="14/BNV-VP")
    client = TestClient(app(_built(tmp_path, [one, other])), headers={"Accept": "text/html"})
    assert "bản một" in client.get(f"{HUB}?tab=noi-dung").text
    page = client.get(f"{HUB}?tab=noi-dung&ban=2").text
    assert "bản hai" in page
    assert "Kho có 2 bản" in page


def test_a_sentence_leads_to_the_text_it_stands_in(tmp_path: Path) -> None:
    first = letter("Gửi các đơn vị.", number="14/BNV-VP", date=(2021, 3, 1))
    copies = [letter(f"{'Mở đầu. ' * n}{TOLD}", path=f"copy{n}", number="15/BNV-VP") for n in (0, 3)]
    client = TestClient(app(_built(tmp_path, [first, *copies])), headers={"Accept": "text/html"})
    page = client.get(f"{HUB}?tab=luoc-do").text
    links = {unescape(link) for link in re.findall(r'href="(/id/[^"]+ban=copy\d[^"]*)"', page)}
    assert len(links) == 2
    for link in links:
        path, _, place = link.partition("#")
        assert f'id="{place}"' in client.get(path).text


def test_a_new_generation_takes_its_place_without_anybody_waiting(tmp_path: Path) -> None:
    store = _built(tmp_path, [letter("Gửi các đơn vị.", number="14/BNV-VP")])
    client = TestClient(app(store), headers={"Accept": "text/html"})
    assert "15/BNV-VP" not in client.get("/").text
    _built(tmp_path, [letter("Gửi các đơn vị.", number="14/BNV-VP"), letter("Gửi.", number="15/BNV-VP")])
    for _ in range(100):
        if "15/BNV-VP" in client.get("/").text:
            break
        time.sleep(0.05)
    assert "15/BNV-VP" in client.get("/").text


def test_a_store_that_cannot_be_written_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = _built(tmp_path, [letter("Gửi các đơn vị.", number="14/BNV-VP")])
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert TestClient(app(store)).get(HUB).status_code == 200
    assert not list(store.glob("*/search.sqlite"))
