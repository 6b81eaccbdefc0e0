"""Who refers to a provision, in the explorer: counted beside the contents, listed by provision."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from urllib.parse import urlencode

import pytest

pytest.importorskip("starlette")
pytest.importorskip("jinja2")

from vnlegal.document import as_source, parse
from vnlegal.graph.build import build
from vnlegal.serve.pages import answered
from vnlegal.serve.pages.provisions import cited
from vnlegal.serve.shelf import Shelf

HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
DECREE = f"""CHÍNH PHỦ
{HEAD}Số: 9/2020/NĐ-CP
Hà Nội, ngày 5 tháng 3 năm 2020
NGHỊ ĐỊNH
Về bến đò
Điều 1. Bến đò
1. Bến đò phải có phao cứu sinh.
2. Đò chở không quá mười người.
Điều 2. Người coi bến
Người coi bến bảo đảm quy định tại khoản 1 Điều 1 Nghị định này.
Điều 3. Hiệu lực
Nghị định này có hiệu lực từ ngày 01 tháng 5 năm 2020.
"""
LETTER = f"""BỘ GIAO THÔNG VẬN TẢI
{HEAD}Số: 15/BGTVT-VT
Hà Nội, ngày 5 tháng 6 năm 2021
Kính gửi: Bộ Y tế.
Theo quy định tại khoản 2 Điều 1 Nghị định số 9/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về bến đò,
đò chở không quá mười người.
"""
WORK = "/id/doc/cp/2020/9-nd-cp"
Get = Callable[..., str]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("provisions")
    held = {folder / path: text for path, text in {"a.txt": DECREE, "b.txt": LETTER}.items()}
    for path, text in held.items():
        path.write_text(text, "utf-8")
    build(held, folder / "store", lambda path: parse(as_source(held[path], str(path))))
    return Shelf.open(folder / "store")


@pytest.fixture(scope="module")
def get(shelf: Shelf) -> Get:
    """A page, made in this process."""

    def got(**query: str) -> str:
        scope = {
            "type": "http", "method": "GET", "scheme": "http", "path": WORK, "root_path": "",
            "query_string": urlencode(query).encode(), "server": ("a", 80), "headers": [(b"host", b"a")],
            "language": "vi",
        }  # fmt: skip
        _, body = answered(shelf.folder, shelf, scope)
        return unescape(body.decode())

    return got


def test_a_whole_gathers_what_refers_to_its_units(shelf: Shelf) -> None:
    work = f"https://w3id.org/vnlegal{WORK}"
    found = cited(shelf, work, shelf.texts(work))
    assert {eid: len(one.places) for eid, one in found.items()} == {
        "art_1": 2, "art_1__para_1": 1, "art_1__para_2": 1,
    }  # fmt: skip
    assert found["art_1__para_2"].words == "khoản 2 Điều 1"


def test_the_contents_say_how_often_an_article_is_referred_to(get: Get) -> None:
    page = get(tab="noi-dung")
    assert f'href="{WORK}?tab=trich-dan&dieu=art_1#vien-dan-vao" title="2 nơi dẫn chiếu Điều 1"' in page
    assert "dieu=art_2" not in page


def test_the_places_of_one_provision(get: Get) -> None:
    page = get(tab="trich-dan", dieu="art_1")
    assert "Nơi dẫn chiếu Điều 1 " in page
    assert "2 · 1 từ văn bản khác" in page
    assert "15/BGTVT-VT" in page
    assert "Người coi bến bảo đảm quy định tại khoản 1 Điều 1" in page
    one = get(tab="trich-dan", dieu="art_1__para_2")
    assert "Nơi dẫn chiếu khoản 2 Điều 1 " in one
    assert "15/BGTVT-VT" in one
    assert "Người coi bến bảo đảm" not in one


def test_what_is_no_provision_asks_for_all(get: Get) -> None:
    assert "Nơi nói đến văn bản này" in get(tab="trich-dan", dieu="art_99")
