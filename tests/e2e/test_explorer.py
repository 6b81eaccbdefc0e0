"""The explorer as a clerk uses it, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import serving
from conftest import ROOT

from vnlegal.serve.wording import TABS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OWN = "/id/doc/ubnd-kon-tum/2021/1070-ubnd-kgvx"
# Waited for as functions: an expression is evaluated at each look, which the policy of the pages forbids.
LIT = """() => [...(CSS.highlights.get('lit') ?? [])].map((range) => range.toString()).join('')"""
SENTENCE = "Thực hiện chỉ đạo của Phó Thủ tướng Chính phủ Vũ Đức Đam tại Văn bản số 1906/VPCP-KGVX"


def test_from_search_to_evidence_to_lineage_to_export_to_sparql(page: Page, tmp_path: Path) -> None:
    """The whole way that the explorer is for."""
    page.goto("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("so 1070")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{OWN}")
    assert page.locator("h1").inner_text() == "1070/UBND-KGVX"

    page.click(".tabs >> text=Lược đồ")
    group = page.locator(".group", has_text="Thực hiện, triển khai").first
    group.locator("summary").first.click()
    group.locator(".evidence a").first.click()
    page.wait_for_function(f"() => ({LIT})().length > 20")
    assert page.evaluate(LIT).startswith(SENTENCE)
    assert "#char=306,538" in page.url
    top = page.evaluate("() => [...CSS.highlights.get('lit')][0].getBoundingClientRect().top")
    assert 0 < top < 900

    page.goto(f"{OWN}?tab=luoc-do")
    before = page.locator(".node").count()
    page.locator(".expand[aria-label^='1906/VPCP-KGVX']").dispatch_event("click")
    page.wait_for_function(f"() => document.querySelectorAll('.node').length > {before}")
    assert "mo=" in page.url
    assert page.locator("svg text", has_text="4009/BKHCN-CNC").count() == 1
    opened = page.locator(".node").count()
    page.reload()
    assert page.locator(".node").count() == opened
    page.go_back()
    page.wait_for_function(f"() => document.querySelectorAll('.node').length === {before}")
    page.go_forward()
    page.wait_for_function(f"() => document.querySelectorAll('.node').length === {opened}")

    page.click(".menu summary")
    for name, begins in (
        ("SVG", b"<svg"),
        ("PNG", b"\x89PNG"),
        ("GraphML", b"<?xml"),
        ("Trang HTML", b"<!doctype"),
    ):
        with page.expect_download() as waiting:
            page.click(f".menu a:has-text('{name}')")
        target = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(target)
        assert target.read_bytes().lstrip().startswith(begins), name
        if name != "Trang HTML":
            assert target.stat().st_size > 3000

    page.goto("/sparql")
    assert page.locator("text=Văn bản này thực hiện những văn bản nào").count() >= 1


def test_the_saved_page_works_from_disk(page: Page, tmp_path: Path) -> None:
    target = tmp_path / "saved.html"
    target.write_bytes(page.request.get(f"/tai/html?vb={OWN}").body())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(target.as_uri())
    assert page.locator("svg .node").count() >= 7
    page.locator(".arrows a[href^='#char=']").first.click()
    page.wait_for_selector("article :target")
    assert page.locator("article :target").count() == 1
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_a_selected_stretch_can_be_linked(page: Page) -> None:
    page.goto(f"{OWN}?tab=noi-dung")
    page.evaluate("""() => {
        const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
        while (!walker.nextNode().data.includes('Tuy nhiên'));
        const range = document.createRange();
        range.setStart(walker.currentNode, walker.currentNode.data.indexOf('Tuy nhiên'));
        range.setEnd(walker.currentNode, range.startOffset + 9);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    page.click("text=Sao chép liên kết đoạn này")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    page.goto("/")
    page.goto(copied)
    page.wait_for_function(f"() => ({LIT})().length > 0")
    assert page.evaluate(LIT) == "Tuy nhiên"


def test_the_address_of_a_page_is_copied(page: Page) -> None:
    page.goto(f"{OWN}?tab=trich-dan")
    page.click("text=Sao chép liên kết")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url


def test_the_picture_is_used_by_keyboard_alone(page: Page) -> None:
    page.goto(f"{OWN}?tab=luoc-do")
    page.wait_for_function("() => document.querySelectorAll('.canvas svg > g').length === 1")
    page.locator(".canvas").focus()
    moved = page.locator(".canvas svg > g").get_attribute("transform")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    page.wait_for_function(
        f"() => document.querySelector('.canvas svg > g').getAttribute('transform') !== '{moved}'"
    )
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.classList.contains('expand')"):
            break
    before = page.locator(".node").count()
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('mo=')")
    page.wait_for_function("() => document.activeElement.classList.contains('expand')")
    assert page.locator(".node").count() >= before


def test_an_arrow_leads_to_its_sentence(page: Page) -> None:
    page.goto(f"{OWN}?tab=luoc-do")
    page.locator("a.arrow[aria-label*='thực hiện, triển khai 1906']").dispatch_event("click")
    page.wait_for_selector(".arrows details[open] q")
    assert SENTENCE in page.locator(".arrows details[open] q").first.inner_text()


@pytest.mark.parametrize(("scheme", "locale"), [("light", "vi-VN"), ("dark", "en-GB")])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_screen(
    browser: Browser, address: str, width: int, scheme: str, locale: str
) -> None:
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 800}, locale=locale)
    page = context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for path in ("/", "/?q=nghi quyet", "/nhiem-vu", "/sparql", *(f"{OWN}?tab={tab}" for tab in TABS)):
        page.goto(path)
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, path
    context.close()


LAW = "/id/doc/qh/2030/101-qh17"


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the explorer of the invented law and the two that change it is served."""
    texts = sorted((ROOT / "docs" / "examples" / "ben-thuy").glob("*.txt"))
    with serving.running(serving.built(tmp_path_factory.mktemp("law") / "store", texts)) as found:
        yield found


def test_from_the_line_of_time_to_the_sentence(browser: Browser, law: str) -> None:
    """A reader of a law learns that it was changed, and by which words."""
    context = browser.new_context(base_url=law, viewport={"width": 1280, "height": 900}, locale="vi-VN")
    page = context.new_page()
    page.goto(LAW)
    page.click("text=Xem lời văn theo thời gian")
    page.wait_for_selector(".strip circle")
    assert page.locator(".strip circle").count() == 3
    assert "không tìm thấy cụm từ" in page.locator(".left").inner_text()
    page.click("#ngay-2036-01-01 >> text=Điều 5a")
    page.wait_for_selector("#ngay-2036-01-01 mark")
    assert page.locator("#ngay-2036-01-01 mark").all_inner_texts() == ["và bình chữa cháy"]
    left, right = (one.bounding_box() for one in page.locator("#ngay-2036-01-01 figure").all())
    assert left
    assert right
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]
    page.click("#ngay-2036-01-01 .orders a")
    page.wait_for_function(f"() => ({LIT})().length > 0")
    assert page.evaluate(LIT) == "Bỏ cụm từ “và bình chữa cháy” tại khoản 2 Điều 5a"
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_a_law_through_time_is_wider_than_the_screen(
    browser: Browser, law: str, width: int
) -> None:
    context = browser.new_context(base_url=law, viewport={"width": width, "height": 800}, locale="vi-VN")
    page = context.new_page()
    for asked in ("", "&dieu=art_5", "&dieu=art_4__para_1", "&ngay=2037-01-01"):
        page.goto(f"{LAW}?tab=thoi-gian{asked}")
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, asked
    context.close()


def test_everything_is_there_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto("/")
    page.fill("#quick", "1070")
    page.press("#quick", "Enter")
    page.click(".hits a")
    page.click(".tabs >> text=Lược đồ")
    page.wait_for_selector(".node")
    before = page.locator(".node").count()
    page.locator(".expand[aria-label^='1906/VPCP-KGVX']").click()
    page.wait_for_url("**mo=*")
    assert page.locator(".node").count() > before
    page.locator(".group summary").first.click()
    page.locator(".group .evidence a").first.click()
    assert page.locator("article :target").inner_text().startswith(SENTENCE)
    context.close()


def test_a_text_of_ones_own_is_checked_beside_its_findings(page: Page, tmp_path: Path) -> None:
    """Pasted on a wide page, dropped as a file on a phone."""
    text = "Thực hiện Công văn số 1906/VPCP-KGVX ngày 24 tháng 3 năm 2021 của Văn phòng Chính phủ./.\n"
    page.goto("/doi-chieu")
    page.fill("textarea", text)
    page.click(".post button")
    page.wait_for_selector(".compared")
    page.click(".findings .error h3 a")
    lit = page.locator(".text mark:target")
    assert lit.inner_text() == "ngày 24 tháng 3 năm 2021"
    left, right = (page.locator(one).bounding_box() for one in (".compared .text", ".beside"))
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]

    (tmp_path / "a.txt").write_text(text, "utf-8")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/doi-chieu")
    page.set_input_files("input[type=file]", tmp_path / "a.txt")
    page.click(".post button")
    page.wait_for_selector(".compared")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert "a.txt" in page.locator(".summary").inner_text()
