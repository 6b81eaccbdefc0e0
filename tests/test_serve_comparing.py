"""A text that is posted to the explorer: read, checked, shown beside its findings, and kept nowhere."""

from __future__ import annotations

import io
import re
import tempfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import serving

pytest.importorskip("starlette")
pytest.importorskip("httpx")

from starlette.testclient import TestClient

from vnlegal.formats.frame import Overdue
from vnlegal.serve import app
from vnlegal.serve.pages import comparing
from vnlegal.serve.pages.comparing import MAX_FILE, PATH, SECONDS
from vnlegal.serve.posting import parts

TEXT = """\
ỦY BAN NHÂN DÂN
TỈNH KON TUM

Số: 1071/UBND-KGVX

Kon Tum, ngày 05 tháng 4 năm 2021

Kính gửi: Sở Tư pháp.

Thực hiện Công văn số 1906/VPCP-KGVX ngày 24 tháng 3 năm 2021 của Văn phòng Chính phủ và Nghị định số
127/2007/ND-CP ngày 01 tháng 8 năm 2007 của Chính phủ, <script>alert(1)</script> đề nghị Sở Tư pháp báo cáo./.
"""
MARKED = re.compile(r'<mark class="flag flag-(\w+)" title="(\d+)\. [^"]*" id="cho-(\d+)">([^<]+)</mark>')


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return serving.built(tmp_path_factory.mktemp("compared") / "store")


@pytest.fixture(scope="module")
def client(store: Path) -> TestClient:
    return TestClient(app(store), headers={"Accept": "text/html"})


def _pasted(client: TestClient, text: str) -> Any:
    return client.post(PATH, files={"van-ban": (None, text), "tep": ("", b"")})


def test_the_form_is_on_every_page_and_asks_for_nothing_else(client: TestClient) -> None:
    assert f'href="{PATH}"' in client.get("/").text
    page = client.get(PATH).text
    assert 'enctype="multipart/form-data"' in page
    assert 'class="compared"' not in page
    assert client.post("/", data={"q": "1"}).status_code == 405


def test_text_and_findings_stand_side_by_side(client: TestClient) -> None:
    page = _pasted(client, TEXT)
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    marked = {unescape(words): severity for severity, _, _, words in MARKED.findall(page.text)}
    assert marked["ngày 24 tháng 3 năm 2021"] == "error"
    assert marked["127/2007/ND-CP"] == "note"
    for number in re.findall(r'href="#cho-(\d+)"', page.text):
        assert f'id="cho-{number}"' in page.text
        assert f'id="phat-hien-{number}"' in page.text
    assert "lỗi: 1, " in page.text
    assert "viết “127/2007/NĐ-CP”" in page.text
    assert '<a class="mention" href="/id/doc/vpcp/2021/1906-vpcp-kgvx"' in page.text
    assert re.search(
        r'<a href="/id/doc/vpcp/2021/1906-vpcp-kgvx\?[^"]*#char=\d+,\d+">1906/VPCP-KGVX</a>', page.text
    )
    assert "<script>alert" not in page.text


def test_a_few_lines_that_begin_with_a_citation_are_shown_as_they_are(client: TestClient) -> None:
    page = _pasted(client, "Công văn số 1906/VPCP-KGVX ngày 24/3/2021 của Văn phòng Chính phủ.\n").text
    shown = re.search(r'<article class="text"[^>]*>(.*?)</article>', page, re.DOTALL)
    assert shown
    words = re.sub(r"<[^>]+>", "", shown[1])
    assert words == "Công văn số 1906/VPCP-KGVX ngày 24/3/2021 của Văn phòng Chính phủ.\n"
    assert [unescape(found[3]) for found in MARKED.findall(page) if found[0] == "error"] == ["ngày 24/3/2021"]


def test_only_what_the_store_knows_is_a_link(client: TestClient) -> None:
    """A law that the table of acts alone knows has no page here."""
    page = _pasted(client, "Thực hiện Nghị quyết số 50/NQ-CP và Luật Đất đai số 31/2024/QH15.").text
    shown = page[page.index("Thực hiện") :]
    assert 'href="/id/doc/cp/2020/50-nq-cp' in shown
    assert "/id/doc/qh/2024/31-qh15" not in shown
    assert "Luật Đất đai số 31/2024/QH15 · " in shown


def test_a_word_file_is_read(client: TestClient) -> None:
    docx: Any = pytest.importorskip("docx")
    made, file = docx.Document(), io.BytesIO()
    for line in TEXT.split("\n\n"):
        made.add_paragraph(line)
    made.save(file)
    page = client.post(PATH, files={"tep": ("công văn.docx", file.getvalue())}).text
    assert "công văn.docx · lỗi: 1, " in page
    assert "127/2007/ND-CP" in {unescape(words) for _, _, _, words in MARKED.findall(page)}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("a.docx", b"PK\x03\x04not a package"), "tệp nén hỏng"),
        (("a.txt", b"\n \n"), "tệp rỗng"),
        (("", b""), "văn bản phải có từ 1 đến"),
    ],
)
def test_what_cannot_be_read_is_said(client: TestClient, file: tuple[str, bytes], said: str) -> None:
    page = client.post(PATH, files={"tep": file, "van-ban": (None, "  ")})
    assert page.status_code == 200
    assert said in page.text
    assert 'class="compared"' not in page.text


def test_a_file_that_takes_too_long_is_told_with_the_way_out(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow:
        def read(self, name: str, data: bytes) -> None:
            raise Overdue(f"đọc quá {SECONDS} giây")

    monkeypatch.setattr(comparing, "_GUARD", Slow())
    page = client.post(PATH, files={"tep": ("quet.pdf", b"%PDF-1.4\n")})
    assert page.status_code == 200
    assert f"quet.pdf: đọc quá {SECONDS} giây" in page.text
    assert "vnlegal check TỆP --output html=doi-chieu.html" in page.text
    english = client.post(f"{PATH}?lang=en", files={"tep": ("quet.pdf", b"%PDF-1.4\n")}).text
    assert "does not wait for scans" in english
    assert "vnlegal check FILE" in english
    assert "html=doi-chieu.html" not in client.post(PATH, files={"tep": ("a.txt", b"\n")}).text


def test_too_much_is_refused(client: TestClient) -> None:
    assert client.post(PATH, files={"tep": ("a.txt", b"a" * MAX_FILE)}).status_code == 413


def test_nothing_is_stored(
    client: TestClient, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = {path: path.stat().st_mtime_ns for path in store.rglob("*")}
    secret = "từ không nơi nào có quỳnhquỳnh"
    assert secret in _pasted(client, f"{TEXT}\n{secret}\n").text
    assert 'class="problem"' in client.post(PATH, files={"tep": ("a.docx", b"PK" + b"x" * (3 << 20))}).text
    assert {path: path.stat().st_mtime_ns for path in store.rglob("*")} == before
    assert list(tmp_path.iterdir()) == []
    assert secret not in client.get(PATH).text


def test_fields_of_a_form_keep_every_byte() -> None:
    data = bytes(range(256)) + b"\r\n\r--x\n\n--\r\n"
    body = (
        b'--xyz\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n' + data + b"\r\n--xyz--\r\n"
    )
    assert parts("multipart/form-data; boundary=xyz", body)["a"].data == data
    assert parts("text/plain", b"x") == parts("", b"") == {}
