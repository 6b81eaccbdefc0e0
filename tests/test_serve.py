"""The pages of the explorer: what they show, where they lead, and that documents stay text on them."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import hostile
import pytest
import serving
from conftest import LETTERS

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from starlette.testclient import TestClient

from vnlegal.serve import app
from vnlegal.serve.pages.exports import EXPORTS
from vnlegal.serve.wording import TABS

OWN = "/id/doc/ubnd-kon-tum/2021/1070-ubnd-kgvx"
CITED = "/id/doc/cp/2020/50-nq-cp"
FILES = [one for one in EXPORTS if one != "png"]  # drawn by the browser


class Page(HTMLParser):
    """The tags and words of a page, as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def links(self) -> list[str]:
        """Where its links lead."""
        return [found["href"] or "" for tag, found in self.tags if tag == "a" and "href" in found]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(
        app(serving.built(tmp_path_factory.mktemp("pages") / "store")), headers={"Accept": "text/html"}
    )


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(app(hostile.built(tmp_path_factory.mktemp("hostile"))), headers={"Accept": "text/html"})


def _page(client: TestClient, address: str, status: int = 200) -> Page:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return Page(answer.text)


# Search


@pytest.mark.parametrize(
    "typed",
    [
        "1070",
        "số 1070",
        "so 1070",
        "1070/UBND-KGVX",
        "1070/ubnd-kgvx",
        "công văn số 1070/UBND-KGVX ngày 02/4/2021",
    ],
)
def test_a_number_is_found_as_people_type_it(client: TestClient, typed: str) -> None:
    found = [link for link in _page(client, f"/?q={typed}").links() if link.startswith("/id/")]
    assert found == [OWN]


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("/?q=đột phá phát triển khoa học", "57-nq-tw"),
        ("/?q=dot pha phat trien khoa hoc", "57-nq-tw"),
        ("/?q=17/4/2020", "50-nq-cp"),
        ("/?q=50/nq-cp", "50-nq-cp"),
        ("/?co-quan=bo chinh tri&xep=cu", "52-nq-tw"),
        ("/?tu=2025-04-01&den=30/4/2025", "3598-vpcp-kgvx"),
        ("/?loai=ke-hoach&tu=2020-06-01", "2039-kh-ubnd"),
        ("/?q=chiến lược quốc gia zzzz", "chien-luoc-quoc-gia"),
    ],
)
def test_words_dates_and_issuers_are_found(client: TestClient, address: str, first: str) -> None:
    found = [link for link in _page(client, address).links() if link.startswith("/id/")]
    assert first in found[0]


def test_nothing_found_says_so(client: TestClient) -> None:
    assert "Không có văn bản nào cho “zzzz”" in _page(client, "/?q=zzzz").words


def test_suggestions_lead_to_pages(client: TestClient) -> None:
    found = client.get("/goi-y.json?q=nghị quyết 50").json()
    assert [one["url"] for one in found][:1] == [CITED]


@pytest.mark.parametrize(
    "typed", ['"', "'", "*", "NEAR(", "a AND", "-", "^", "số", "  ", "{issuers}:x", "\x00", "\U0001f600"]
)
def test_no_words_break_the_search(client: TestClient, typed: str) -> None:
    assert client.get("/", params={"q": typed, "co-quan": typed, "trang": typed}).status_code == 200
    assert client.get("/goi-y.json", params={"q": typed}).status_code == 200
    assert client.get("/nhiem-vu", params={"co-quan": typed}).status_code == 200


# A document


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_the_text_stands_on_its_page_whole(client: TestClient, path: Path) -> None:
    """The text content of the article is the source text: places are found by counting its characters."""
    number = path.stem.partition("-")[0]
    link = next(one for one in _page(client, f"/?q={number}").links() if one.startswith("/id/"))
    page = client.get(f"{link}?tab=noi-dung").text
    article = page[page.index(">", page.index("<article")) + 1 : page.index("</article>")]
    assert Page(article).words == path.read_text("utf-8")


def test_mentions_claims_and_tasks_are_lit(client: TestClient) -> None:
    page = _page(client, f"{OWN}?tab=noi-dung")
    lit = {found["id"]: found for _, found in page.tags if found.get("id", "").startswith("char=")}  # type: ignore[union-attr]
    assert lit["char=436,497"]["href"] == CITED
    assert "thực hiện, triển khai → 1906/VPCP-KGVX (tự nói)" in (lit["char=306,538"]["title"] or "")
    assert lit["char=2339,2546"]["title"] == "Nhiệm vụ: Sở Khoa học và Công nghệ · thời hạn 2021-05-15"


def test_layers_are_switched_by_the_address(client: TestClient) -> None:
    page = _page(client, f"{OWN}?tab=noi-dung&an=vien-dan,nhiem-vu")
    classes = {name for _, found in page.tags for name in (found.get("class") or "").split()}
    assert "claim" in classes
    assert not classes & {"mention", "task", "deadline"}


def test_status_on_a_day(client: TestClient) -> None:
    assert "Chưa có hiệu lực" in _page(client, f"{OWN}?tab=thuoc-tinh&ngay=2020-01-01").words
    assert "Chưa rõ" in _page(client, f"{OWN}?tab=thuoc-tinh&ngay=2022-01-01").words


def test_relations_stand_both_ways_with_their_sentences(client: TestClient) -> None:
    words = _page(client, f"{CITED}?tab=luoc-do").words
    assert "Được thực hiện bởi" in re.sub(r"\s+", " ", words)
    assert "Triển khai Nghị quyết số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ" in words


def test_findings_show_both_passages(client: TestClient) -> None:
    page = client.get(f"{OWN}?tab=kiem-tra").text
    assert page.count("<figure>") >= 3
    assert "Trích yếu của 52-NQ/TW không khớp với nơi khác" in page


def test_a_work_that_is_only_cited_has_a_page(client: TestClient) -> None:
    for tab in TABS:
        assert "chỉ được viện dẫn" in _page(client, f"{CITED}?tab={tab}").words


@pytest.mark.parametrize(
    "address",
    [
        *("/id/doc/no/2020/1-x", "/id/", '/id/doc/"><b>', "/id/%00", "/nothing"),
        *("/tai/svg", "/tai/svg?vb=x", f"/tai/exe?vb={OWN}"),
    ],
)
def test_what_is_not_there_is_told_kindly(client: TestClient, address: str) -> None:
    assert "Không có trang này" in _page(client, address, 404).words


def test_every_link_leads_somewhere(client: TestClient) -> None:
    """All links of all pages around one document."""
    seen: set[str] = set()
    todo = ["/", "/nhiem-vu", "/doi-chieu", *(f"{OWN}?tab={tab}" for tab in TABS)]
    for page in todo:
        for link in _page(client, page).links():
            target = urljoin(page, link).partition("#")[0]
            if target not in seen and not target.startswith("/tai/png"):
                seen.add(target)
                assert client.get(target).status_code == 200, f"{page} → {target}"
    assert len(seen) > 50
    client.cookies.clear()  # which keep the language of the last link that chose one


# The picture


def test_the_picture_opens_further(client: TestClient) -> None:
    first = client.get(f"{OWN}?tab=luoc-do").text
    links = re.findall(r'class="expand" href="([^"]+)"', first)
    to_1906 = next(link.replace("&amp;", "&") for link in links if "1906" in link)
    second = client.get(to_1906).text
    assert first.count('class="node') < second.count('class="node')
    assert "4009/BKHCN-CNC" in second


@pytest.mark.parametrize(
    ("query", "kept", "gone"),
    [
        ("loai=cites", "dẫn chiếu", "thực hiện</text>"),
        ("tu=2021-01-01", "1906/VPCP-KGVX", "52-NQ/TW"),
        ("co-quan=bo chinh tri", "52-NQ/TW", "1906/VPCP-KGVX"),
        ("cach=asserted", "1906/VPCP-KGVX", 'reported">'),
    ],
)
def test_the_picture_is_filtered(client: TestClient, query: str, kept: str, gone: str) -> None:
    drawn = client.get(f"/tai/svg?vb={OWN}&{query}").text
    assert kept in drawn
    assert gone not in drawn


# Exports


@pytest.mark.parametrize("form", FILES)
def test_exports_are_files_of_their_kind(client: TestClient, form: str) -> None:
    answer = client.get(f"/tai/{form}?vb={OWN}")
    assert answer.status_code == 200
    assert 'filename="1070-ubnd-kgvx.' in answer.headers["content-disposition"]
    if form in ("svg", "graphml"):
        ElementTree.fromstring(answer.text)
    if form == "jsonld":
        assert json.loads(answer.text)["@graph"]
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
        assert {row["văn bản"] for row in rows} >= {"1070/UBND-KGVX", "50/NQ-CP"}
    if form == "txt":
        assert "Lê Ngọc Tuấn" in answer.text


def test_graphml_is_read_by_networkx(client: TestClient) -> None:
    import networkx

    graph = networkx.parse_graphml(client.get(f"/tai/graphml?vb={OWN}").text)
    assert {data["label"] for _, data in graph.nodes(data=True)} >= {"1070/UBND-KGVX", "52-NQ/TW"}


def test_the_saved_page_needs_nothing_else(client: TestClient) -> None:
    page = _page(client, f"/tai/html?vb={OWN}")
    loaded = [name for tag, found in page.tags for name in ("src", "srcset", "data") if name in found]
    assert loaded == []
    assert not [tag for tag, _ in page.tags if tag in ("link", "script", "iframe")]
    places = {found["id"] for _, found in page.tags if "id" in found}
    assert {link for link in page.links() if not link.startswith("#")} == set()
    assert {link[1:] for link in page.links()} <= places


def test_tasks_as_calendar_and_table(client: TestClient) -> None:
    calendar = client.get("/nhiem-vu.ics").text
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert "DTSTART;VALUE=DATE:20210515\r\nDTEND;VALUE=DATE:20210516" in calendar
    assert "RRULE:FREQ=MONTHLY;BYMONTHDAY=20" in calendar
    assert calendar.count("BEGIN:VEVENT") == len(set(re.findall(r"UID:(\S+)", calendar)))
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"/nhiem-vu.csv?vb=https://w3id.org/vnlegal{OWN}").text.lstrip("\ufeff"))
        )
    )
    assert [row["thời hạn"] for row in rows if row["thời hạn"]] == ["2021-05-15"]


def test_tasks_of_a_body(client: TestClient) -> None:
    words = _page(client, "/nhiem-vu?co-quan=so khoa hoc cong nghe kon tum").words
    assert "2 nhiệm vụ" in words


# Safety


def test_every_answer_has_the_policy(client: TestClient) -> None:
    for address in ("/", OWN, "/nothing", "/assets/site.css", f"/tai/html?vb={OWN}", "/goi-y.json"):
        headers = client.get(address).headers
        policy = dict(
            part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert "unsafe" not in str(policy)
        assert headers["x-content-type-options"] == "nosniff"


def test_nothing_can_be_changed(client: TestClient) -> None:
    for address in ("/", OWN, "/nhiem-vu", f"/tai/html?vb={OWN}"):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert client.request(method, address).status_code == 405


def _hostile_pages(client: TestClient) -> list[str]:
    works = [link for link in _page(client, "/").links() if link.startswith("/id/")]
    tabs = [f"{work}?tab={tab}" for work in works for tab in TABS]
    asked = [
        f"/?q={hostile.MARKUP}",
        f"/nhiem-vu?co-quan={hostile.QUOTES}",
        f'{works[0]}?tab=luoc-do&co-quan="><b>',
    ]
    return ["/", "/nhiem-vu", *tabs, *asked, *(f"/tai/html?vb={work}" for work in works)]


def test_attacks_stay_text_on_every_page(attacked: TestClient) -> None:
    seen = ""
    for address in _hostile_pages(attacked):
        page = _page(attacked, address)
        for tag, found in page.tags:
            assert tag not in ("img", "b", "i", "iframe", "object") or not found.get("onerror"), address
            assert not [name for name in found if name.startswith("on")], (address, tag, found)
            assert tag != "script" or list(found) == ["type", "src"] or "src" in found, address
            for name in ("href", "src", "action", "formaction"):
                assert not (found.get(name) or "").strip().lower().startswith(("javascript:", "data:")), (
                    address
                )
        assert "img" not in {tag for tag, _ in page.tags}, address
        seen += page.words
    assert hostile.MARKUP in seen
    assert hostile.LINK in seen
    assert hostile.QUOTES in seen


@pytest.mark.parametrize("form", FILES)
def test_attacks_stay_text_in_every_export(attacked: TestClient, form: str) -> None:
    for work in (link for link in _page(attacked, "/").links() if link.startswith("/id/")):
        text = attacked.get(f"/tai/{form}?vb={work}").text
        if form in ("svg", "graphml"):
            tags = {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(text).iter()}
            assert not tags & {"script", "img", "b", "foreignObject"}
            assert hostile.QUOTES in "".join(ElementTree.fromstring(text).itertext())
        if form == "mermaid":
            assert not re.search(r"[<\"](?:script|img|b>)|javascript:", text)
        if form == "jsonld":
            assert (
                hostile.QUOTES in json.dumps(json.loads(text), ensure_ascii=False).replace('\\"', '"')
                or "14-bnv" in work
            )
        if form == "csv":
            cells = [cell for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_attacks_stay_text_in_calendar_and_table(attacked: TestClient) -> None:
    calendar = attacked.get("/nhiem-vu.ics").text
    names = {re.split("[:;]", line)[0] for line in calendar.replace("\r\n ", "").splitlines()}
    assert names <= {
        *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "UID", "DTSTAMP", "DTSTART", "DTEND", "RRULE"),
        *("SUMMARY", "DESCRIPTION", "URL", "TRANSP"),
    }
    rows = csv.reader(io.StringIO(attacked.get("/nhiem-vu.csv").text.lstrip("\ufeff")))
    cells = [cell for row in rows for cell in row]
    assert any(hostile.MARKUP in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_it_answers_under_its_own_names_alone(tmp_path: Path) -> None:
    named = app(serving.built(tmp_path / "store"), hosts=["127.0.0.1", "localhost"])
    assert TestClient(named, base_url="http://127.0.0.1:8000").get("/").status_code == 200
    assert TestClient(named, base_url="http://evil.example").get("/").status_code == 400
