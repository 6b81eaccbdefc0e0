"""The SPARQL page as somebody uses it; its fixture fails on any complaint of the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def _replace(page: Page, words: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def test_a_query_is_written_completed_and_asked(page: Page) -> None:
    page.goto("/sparql")
    _replace(page, "PREFIX vnl: <https://w3id.org/vnlegal/ns#>\nSELECT ?a { ?a vnl:impl")
    page.wait_for_selector(".cm-tooltip-autocomplete >> text=thực hiện, triển khai")
    page.keyboard.press("Escape")
    page.keyboard.type("ements ?b ")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer")
    assert page.locator("#answer").inner_text().strip().endswith("dòng")
    assert "query=PREFIX" in page.url
    # The address holds the query: a reload gives the same editor and the same answer.
    page.reload()
    page.wait_for_selector(".cm-content >> text=vnl:implements")


def test_a_long_query_is_posted(page: Page) -> None:
    page.goto("/sparql")
    page.wait_for_selector(".editor")
    _replace(page, "ASK {} #")
    page.evaluate("() => { document.querySelector('#query').value += 'x'.repeat(9000) }")
    page.click(".free button[type=submit]")
    page.wait_for_selector("#answer")
    assert page.locator("#answer").inner_text().strip() == "Có"
    assert page.url.endswith("/sparql")


def test_a_named_question_and_its_copies(page: Page) -> None:
    page.goto("/sparql")
    page.click("text=Những văn bản thực hiện văn bản này")
    page.fill("input[name=work]", "50/NQ-CP")
    page.click(".question button[type=submit]")
    page.click(".answer td a >> nth=0")
    page.wait_for_url("**/id/doc/**")
    page.go_back()
    page.click("text=Sao thành Python")
    page.click("[data-copies=snippet-2]")
    page.wait_for_selector("text=Đã sao chép")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "'work': '50/NQ-CP'" in copied
    assert "urlopen" in copied


def test_mistakes_are_told_as_text(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="vi-VN")
    page.goto(f"{address}/sparql?query=SELECT <script>alert(1)</script>")
    assert "không nhận script trong câu truy vấn" in page.locator("[role=alert]").inner_text()
    assert page.locator("main script").count() == 0
    page.close()


def test_the_page_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{address}/sparql")
    page.fill("#query", "SELECT ?n { VALUES ?n { 1 2 3 } }")
    page.click(".free button[type=submit]")
    assert page.locator("#answer").inner_text().strip() == "3 dòng"
    context.close()


def test_nothing_is_wider_than_a_telephone(browser: Browser, address: str) -> None:
    for path in (
        "/sparql",
        "/sparql?question=lineage-evidence&work=1070",
        "/sparql?question=tasks-of-body-due",
    ):
        page = browser.new_page(locale="vi-VN", viewport={"width": 390, "height": 844})
        page.goto(f"{address}{path}")
        page.wait_for_selector(".editor")
        assert page.evaluate("() => document.documentElement.scrollWidth") == 390
        page.close()
