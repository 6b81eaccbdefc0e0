"""An act through time, in the explorer: its days, texts side by side, what was not carried out."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from urllib.parse import urlencode

import pytest
from conftest import ROOT

pytest.importorskip("starlette")
pytest.importorskip("jinja2")

from vnlegal.document import as_source, parse
from vnlegal.graph.build import build
from vnlegal.serve.pages import answered
from vnlegal.serve.pages.times import told_apart
from vnlegal.serve.shelf import Shelf

EXAMPLE = ROOT / "docs" / "examples" / "ben-thuy"
LAW, AMENDER, LAST = "/id/doc/qh/2030/101-qh17", "/id/doc/qh/2032/115-qh17", "/id/doc/qh/2035/130-qh18"
TEXTS = {path: path.read_text("utf-8") for path in sorted(EXAMPLE.glob("*.txt"))}
Get = Callable[..., str]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("times") / "store"
    build({path: path for path in TEXTS}, folder, lambda path: parse(as_source(TEXTS[path], path.name)))
    return Shelf.open(folder)


@pytest.fixture(scope="module")
def get(shelf: Shelf) -> Get:
    """The main part of a page, made in this process."""

    def got(work: str = LAW, language: str = "vi", **query: str) -> str:
        scope = {
            "type": "http", "method": "GET", "scheme": "http", "path": work, "root_path": "",
            "query_string": urlencode(query).encode(), "server": ("a", 80), "headers": [(b"host", b"a")],
            "language": language,
        }  # fmt: skip
        _, body = answered(shelf.folder, shelf, scope)
        return " ".join(unescape(body.decode()).partition("<main")[2].partition("</main>")[0].split())

    return got


def _at(path: str, words: str) -> str:
    """The place of words in a text, as addresses have it."""
    text = TEXTS[EXAMPLE / path]
    assert text.count(words) == 1
    return f"#char={text.index(words)},{text.index(words) + len(words)}"


def test_the_days_of_an_act_with_the_articles_that_each_touches(get: Get) -> None:
    page = get(tab="thoi-gian")
    days = [page.index(f'id="ngay-{day}"') for day in ("2033-07-01", "2034-01-01", "2036-01-01")]
    assert days == sorted(days)
    assert page.count('<circle cx="') == 3
    first = page[days[0] : days[1]]
    assert "đã tính 6 lệnh" in first
    assert '?tab=thoi-gian&dieu=art_5a#ngay-2033-07-01">Điều 5a</a> <small>mới</small>' in first
    assert f'href="{AMENDER}?tab=noi-dung#char=' in first
    last = page[days[2] :]
    assert "đã tính 2 lệnh · <b>chưa tính 1</b>" in last
    assert ">Điều 4</a> <small>chưa rõ</small>" in last


def test_what_was_not_carried_out_is_in_sight_with_its_sentence(get: Get) -> None:
    order = "Thay thế cụm từ “người coi bến” bằng cụm từ “người trông bến” tại khoản 1 Điều 4"
    page = get(tab="thoi-gian")
    left = page[page.index('id="chua-tinh"') :]
    assert f"<q>{order}</q>" in left
    assert f'href="{LAST}?tab=noi-dung{_at("130-2035-qh18.txt", order)}"' in left
    assert "không tìm thấy cụm từ" in left
    assert 'dieu=art_4__para_1">khoản 1 Điều 4</a>' in left


def test_the_texts_of_a_provision_stand_side_by_side_with_both_sentences(get: Get) -> None:
    page = get(tab="thoi-gian", dieu="art_5")
    before, after = page.split("<figure>")[1:]
    assert "Trước đó: từ 01/01/2031" in before
    assert "phải có áo phao." in before
    assert "Từ đó: từ 01/01/2036" in after
    assert "phao <mark>cho mỗi khách</mark>. <mark>2. Người lái đò ngang phải có chứng chỉ" in after
    order = _at("130-2035-qh18.txt", "Điều 5 được sửa đổi, bổ sung như sau")
    assert f'href="{LAST}?tab=noi-dung{order}">khoản 1 Điều 2 130/2035/QH18</a>' in page
    base = _at("101-2030-qh17.txt", "Điều 5. Đò ngang\nĐò ngang chở khách phải có áo phao.")
    assert f'href="{LAW}?tab=noi-dung{base}">101/2030/QH17</a>' in before


def test_a_provision_that_an_act_put_in_begins_with_it(get: Get) -> None:
    page = get(tab="thoi-gian", dieu="art_5a__para_2")
    assert page.index("Bổ sung Điều 5a vào sau Điều 5 như sau") < page.index("Bỏ cụm từ “và bình chữa cháy”")
    assert page.count("<figure>") == 3
    assert "áo phao <mark>và bình chữa cháy</mark>." in page
    assert 'dieu=art_5a">Điều 5a</a>' in page


def test_a_provision_left_open_says_so_where_it_is_read(get: Get) -> None:
    page = get(tab="thoi-gian", dieu="art_4__para_1")
    assert "lời văn dưới đây có thể không còn đúng" in page
    assert '<span class="state unknown">chưa rõ</span>' in page


def test_a_provision_that_nobody_changed(get: Get) -> None:
    page = get(tab="thoi-gian", dieu="art_1")
    assert "Không văn bản nào trong kho sửa điều khoản này." in page
    assert page.count("<figure>") == 1
    assert "<mark>" not in page


def test_the_whole_text_of_a_day_says_who_put_what_there(get: Get) -> None:
    page = get(tab="thoi-gian", ngay="2037-01-01")
    source = _at("115-2032-qh17.txt", "2. Chủ bến là tổ chức, cá nhân có giấy phép mở bến.")
    assert f'<a href="{AMENDER}?tab=noi-dung{source}">2. Chủ bến là tổ chức' in page
    assert '<a class="open" href="#chua-tinh">[1]</a>' in page
    early = get(tab="thoi-gian", ngay="2032-01-01")
    assert "<ins" not in early
    assert "Chủ bến là người được giao quản lý bến thủy." in early


def test_the_text_says_that_it_was_changed(get: Get) -> None:
    page = get(tab="noi-dung")
    assert "Kho có 2 văn bản sửa đổi hoặc chấm dứt văn bản này:" in page
    assert f'href="{LAW}?tab=thoi-gian">Xem lời văn theo thời gian</a>' in page
    assert 'tab=thoi-gian">Xem' not in get(AMENDER, tab="noi-dung")


def test_an_act_that_nothing_changes_and_a_provision_that_is_none(get: Get) -> None:
    assert "Không văn bản nào trong kho sửa đổi văn bản này." in get(AMENDER, tab="thoi-gian")
    assert 'id="dong-thoi-gian"' in get(tab="thoi-gian", dieu='"><b>')
    assert 'id="dong-thoi-gian"' in get(tab="thoi-gian", ngay="x")


def test_it_is_english_all_over(get: Get) -> None:
    page = get(language="en", tab="thoi-gian")
    assert "1 order not carried out" in page
    assert "6 orders carried out" in page
    one = get(language="en", tab="thoi-gian", dieu="art_5")
    assert "Before: from 2031-01-01" in one


@pytest.mark.parametrize(
    ("old", "new"), [("", "a b"), ("a b", ""), ("1. Áo phao;", "1. Áo phao và còi.\n2. Đèn."), (" \n", "x ")]
)
def test_pieces_are_the_whole_text(old: str, new: str) -> None:
    sides = told_apart(old, new)
    assert ["".join(one.words for one in side) for side in sides] == [old, new]
    shared = ["".join(one.words for one in side if not one.own).split() for side in sides]
    assert shared[0] == shared[1]


def test_long_texts_are_shown_whole() -> None:
    long = "đò " * 5_001
    assert [len(side) for side in told_apart(long, f"{long}x")] == [1, 1]
