"""The task ledger in the explorer: the same as that of the library, on any day, by any filter."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from test_task_changes import CHANGE
from test_task_changes import PLAN as TABLED
from test_tasks_ledger import PLAN, REPORT

pytest.importorskip("starlette")
pytest.importorskip("jinja2")

from vnlegal.corpus import Corpus
from vnlegal.corpus.duties import LedgerRow, ledger
from vnlegal.document import as_source, parse
from vnlegal.graph.build import build
from vnlegal.serve.duties import ORDER
from vnlegal.serve.listing import Due
from vnlegal.serve.pages import answered
from vnlegal.serve.pool import JobError
from vnlegal.serve.schedule import deadline_words
from vnlegal.serve.shelf import Shelf

TWIN = PLAN.replace("15/KH-UBND", "16/KH-UBND").replace("1. Sở Xây dựng", "1. Lực lượng tham gia")
DAYS = (date(2026, 3, 20), date(2026, 4, 10), date(2026, 5, 1), date(2026, 9, 30), date(2027, 1, 1))
PROGRAMME = "https://w3id.org/vnlegal/id/doc/bo-chinh-tri/2024/57-nq-tw"
Get = Callable[..., str]


@pytest.fixture(scope="module")
def pages() -> dict[Path, Any]:
    texts = {"a.txt": PLAN, "b.txt": REPORT, "c.txt": TWIN}
    return {Path(path): parse(as_source(text, path)) for path, text in texts.items()}


@pytest.fixture(scope="module")
def shelf(pages: dict[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return _shelf(pages, tmp_path_factory.mktemp("ledger"))


def _shelf(pages: dict[Path, Any], folder: Path) -> Shelf:
    held = {folder / path: page for path, page in pages.items()}
    for path, page in held.items():
        path.write_text(page.source.text, "utf-8")
    build(held, folder / "store", lambda path: held[path])
    return Shelf.open(folder / "store")


@pytest.fixture(scope="module")
def get(shelf: Shelf) -> Get:
    """The words of a page, made in this process."""
    return _getter(shelf)


def _getter(shelf: Shelf) -> Get:
    def got(path: str, **query: str) -> str:
        scope = {
            "type": "http", "method": "GET", "scheme": "http", "path": path, "root_path": "",
            "query_string": urlencode(query).encode(), "server": ("a", 80), "headers": [(b"host", b"a")],
        }  # fmt: skip
        head, body = answered(shelf.folder, shelf, scope)
        assert head["status"] == 200
        return unescape(body.decode())

    return got


def _rows(shelf: Shelf, day: date, **asked: Any) -> list[LedgerRow]:
    return [one.row for one in shelf.index.ledger(day).page(Due(**asked))]


@pytest.mark.parametrize("day", DAYS)
def test_it_is_the_ledger_of_the_library(shelf: Shelf, pages: dict[Path, Any], day: date) -> None:
    wanted = {row.id: row for row in ledger(Corpus.of(pages.values()), day)}
    found = {row.id: row for row in _rows(shelf, day)}
    assert found.keys() == wanted.keys()
    for id, row in found.items():
        other = wanted[id]
        assert (row.first, row.last, row.by_time) == (other.first, other.last, other.by_time)
        assert (row.actors, row.programmes, row.reported, row.serves, row.by_evidence) == (
            other.actors, other.programmes, other.reported, other.serves, other.by_evidence,
        )  # fmt: skip
    states = shelf.index.ledger(day).states(Due())
    assert {one: states.get(one, 0) for one in ORDER} == {
        one: sum(row.by_time == one for row in wanted.values()) for one in ORDER
    }


def test_what_is_near_stands_first(shelf: Shelf) -> None:
    rows = _rows(shelf, date(2026, 4, 10))
    assert [ORDER.index(row.by_time) for row in rows] == sorted(ORDER.index(row.by_time) for row in rows)
    near = [row.last for row in rows if row.by_time == "soon" and row.last]
    assert near == sorted(near)
    assert len(near) == 4


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"body": "sở tài chính"}, 4),
        ({"body": "so xay dung"}, 2),
        ({"body": "Bộ Y tế"}, 0),
        ({"assigner": "uy ban nhan dan lam dong"}, 10),
        ({"assigner": "sở tài chính"}, 0),
        ({"programme": PROGRAMME}, 8),
        ({"programme": f"{PROGRAMME}-x"}, 0),
        ({"since": date(2026, 8, 1), "until": date(2026, 8, 31)}, 4),  # within quý III, and the 20th again
        ({"until": date(2026, 3, 1)}, 2),  # the 20th of every month came before as well
        ({"state": "continuous"}, 2),
        ({"state": "reported"}, 2),
        ({"state": "none"}, 8),
        ({"state": "doubtful"}, 2),
        ({"dated": True}, 8),
    ],
)
def test_filters(shelf: Shelf, asked: dict[str, Any], count: int) -> None:
    day = date(2026, 4, 10)
    assert len(_rows(shelf, day, **asked)) == count
    assert len(shelf.index.tasks(Due(**asked), day).tasks) == count


def test_a_review_begins_with_the_doubtful(shelf: Shelf) -> None:
    first = [one.row.actors for one in shelf.index.ledger(DAYS[1]).page(Due(size=3), review=True)]
    assert first[:2] == [()] * 2  # a heading that names nobody
    assert first[2]


def test_the_page_shows_the_row_and_where_it_leads(get: Get) -> None:
    page = get("/nhiem-vu")
    assert "Sổ nhiệm vụ" in page
    assert "10 nhiệm vụ" in page
    assert "báo cáo: 40/BC-SXD" in page
    assert "có thể trùng: " in page
    assert f"/chuong-trinh?{urlencode({'vb': PROGRAMME})}" in page
    assert "xem lại" in get("/nhiem-vu", **{"trang-thai": "doubtful"})
    assert "4 nhiệm vụ" in get("/nhiem-vu", **{"co-quan": "sở tài chính"})
    assert "0 nhiệm vụ" in get("/nhiem-vu", **{"trang-thai": "doubtful", "co-quan": "sở tài chính"})


def test_a_programme_has_its_plans_and_who_has_reported(get: Get) -> None:
    page = get("/chuong-trinh", vb=PROGRAMME)
    assert "Thực hiện 57-NQ/TW" in page
    rows = page.split("<tr>")[2:]
    assert [("15/KH-UBND" in row, "40/BC-SXD" in row) for row in rows] == [(True, True), (False, False)]
    assert "chưa có" in rows[1]
    assert "Không đọc thấy nhiệm vụ nào" in get("/chuong-trinh", vb="/id/doc/so-xd-lam-dong/2026/40-bc-sxd")


def test_a_programme_that_nobody_knows(shelf: Shelf, get: Get) -> None:
    with pytest.raises(JobError) as raised:
        get("/chuong-trinh", vb="/id/doc/nobody")
    assert raised.value.detail == 404


def test_the_workbook_of_a_filter(shelf: Shelf) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra vnlegal[ledger] is not installed")
    scope = {
        "type": "http", "method": "GET", "scheme": "http", "path": "/nhiem-vu.xlsx", "root_path": "",
        "query_string": b"trang-thai=doubtful", "server": ("a", 80), "headers": [],
    }  # fmt: skip
    _, body = answered(shelf.folder, shelf, scope)
    sheet = openpyxl.load_workbook(io.BytesIO(body)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(row[4], row[14]) for row in rows] == [(None, "16/KH-UBND")] * 2


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=FR", "thứ Sáu hằng tuần"),
        ("FREQ=MONTHLY;INTERVAL=3", "hằng quý"),
        ("FREQ=MONTHLY;INTERVAL=6", "6 tháng một lần"),
        ("FREQ=YEARLY;BYMONTH=12", "tháng 12 hằng năm"),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15+FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
         "ngày 15 tháng 6 hằng năm và ngày 15 tháng 12 hằng năm"),
    ],
)  # fmt: skip
def test_what_returns_is_told_as_people_say_it(rule: str, words: str) -> None:
    assert deadline_words("recurring", rule) == words


def test_what_a_later_document_changes_stands_at_its_task(tmp_path: Path) -> None:
    texts = {"a.md": TABLED, "b.md": CHANGE}
    pages = {Path(path): parse(as_source(text, path)) for path, text in texts.items()}
    shelf, day = _shelf(pages, tmp_path), date(2026, 7, 1)
    wanted = {row.id: row for row in ledger(Corpus.of(pages.values()), day)}
    found = {row.id: row for row in _rows(shelf, day)}
    assert set(found) == set(wanted)
    for id, row in found.items():
        assert [(one.kind, one.rows, one.sentence) for one in row.changes] == [
            (one.kind, one.rows, one.sentence) for one in wanted[id].changes
        ]
    page = _getter(shelf)("/nhiem-vu")
    assert "bãi bỏ, theo 310/QĐ-UBND" in page
    assert "“Bãi bỏ nhiệm vụ số 2 mục I Phụ lục kèm theo Kế hoạch”" in page
    assert "Thay đổi chưa rõ nhiệm vụ" in page
    assert "<q>Bãi bỏ nhiệm vụ số 19 mục II Phụ lục kèm theo Kế hoạch</q>" in page
