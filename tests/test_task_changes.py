"""Changes of a plan by a later document: read, given to the rows that they may mean, never applied."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from vnlegal import parse
from vnlegal.cli import main
from vnlegal.corpus import Corpus
from vnlegal.corpus.duties import LedgerFilter, LedgerRow, ledger, read_ledger
from vnlegal.document import as_source
from vnlegal.outputs.ledgers import get
from vnlegal.outputs.ledgers.frame import Handwritten
from vnlegal.outputs.ledgers.xlsx import read_typed
from vnlegal.parts.task_changes import read_task_changes
from vnlegal.text import Text

HEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH AN GIANG\nSố: {number}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Độc lập - Tự do - Hạnh phúc\nAn Giang, ngày {day}\n"
)
END = "\nNơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A\n"
PLAN = (
    HEAD.format(number="15/KH-UBND", day="05 tháng 3 năm 2026")
    + "KẾ HOẠCH\nTriển khai công tác bến đò\n\n"
    + "| STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n"
    + "| I | AN TOÀN | | |\n"
    + "| 1 | Rà soát các bến đò đang hoạt động | Sở Xây dựng | 30/4/2026 |\n"
    + "| 2 | Kiểm định phương tiện chở khách | Công an tỉnh | 31/5/2026 |\n"
    + "| II | ĐẦU TƯ | | |\n"
    + "| 1 | Nâng cấp bến đò Hòa An | Sở Xây dựng | Quý III/2026 |\n"
    + "| 3 | Lập dự toán sửa chữa bến đò | Sở Tài chính | 30/6/2026 |\n"
    + END
)
TITLE = "Kế hoạch số 15/KH-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh An Giang"
CHANGE = (
    HEAD.format(number="310/QĐ-UBND", day="20 tháng 6 năm 2026")
    + f"QUYẾT ĐỊNH\nSửa đổi, bổ sung một số nội dung của {TITLE}\n\n"
    + f"Điều 1. Sửa đổi, bổ sung một số nội dung của {TITLE} như sau:\n"
    + "1. Bổ sung nhiệm vụ số 4 vào mục II Phụ lục: Sở Y tế tập huấn cứu hộ, hoàn thành trước ngày "
    + "30/9/2026.\n"
    + "2. Bãi bỏ nhiệm vụ số 2 mục I Phụ lục kèm theo Kế hoạch.\n"
    + "3. Điều chỉnh thời hạn hoàn thành nhiệm vụ số 1 mục II từ quý III/2026 sang quý IV/2026.\n"
    + "4. Chuyển nhiệm vụ số 3 mục II từ Sở Tài chính sang Sở Xây dựng.\n"
    + "5. Điều chỉnh thời hạn hoàn thành nhiệm vụ số 1 đến ngày 31/12/2026.\n"
    + "6. Bãi bỏ nhiệm vụ số 19 mục II Phụ lục kèm theo Kế hoạch.\n"
    + "7. Sửa đổi nhiệm vụ “Rà soát các bến đò” thành rà soát toàn bộ bến khách ngang sông.\n"
    + "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.\n"
    + END
)
TODAY = date(2026, 7, 1)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.of(parse(as_source(page, f"{n}.md")) for n, page in enumerate((PLAN, CHANGE)))


@pytest.fixture(scope="module")
def rows(corpus: Corpus) -> tuple[LedgerRow, ...]:
    return ledger(corpus, TODAY)


def _changes(rows: tuple[LedgerRow, ...], words: str) -> list[tuple[str, str, tuple[str, ...], int]]:
    (row,) = (one for one in rows if words in one.action)
    return [(one.kind, one.value, one.actors, len(one.rows)) for one in row.changes]


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("tập huấn cứu hộ", [("added", "2026-09-30", (), 1)]),
        ("Kiểm định phương tiện", [("dropped", "", (), 1)]),
        ("Nâng cấp bến đò", [("put off", "2026-Q4", (), 1), ("put off", "2026-12-31", (), 2)]),
        ("Lập dự toán", [("handed over", "", ("Sở Xây dựng",), 1)]),
        ("Rà soát các bến đò", [("put off", "2026-12-31", (), 2), ("reworded", "", (), 1)]),
    ],
)
def test_a_change_stands_at_the_tasks_that_it_may_mean(
    rows: tuple[LedgerRow, ...], words: str, changes: list[tuple[str, str, tuple[str, ...], int]]
) -> None:
    assert _changes(rows, words) == changes


def test_nothing_is_applied(rows: tuple[LedgerRow, ...]) -> None:
    before = {row.id: row for row in Corpus.of([parse(as_source(PLAN, "0.md"))]).tasks(TODAY)}
    for row in rows:
        if row.id in before:
            old = before[row.id]
            assert (row.actors, row.action, row.value, row.last, row.by_time, row.by_evidence) == (
                old.actors, old.action, old.value, old.last, old.by_time, old.by_evidence,
            )  # fmt: skip
    assert len(set(before) & {row.id for row in rows}) == 4


def test_each_tells_its_sentence_and_its_document(rows: tuple[LedgerRow, ...]) -> None:
    (row,) = (one for one in rows if "Kiểm định" in one.action)
    (change,) = row.changes
    assert change.sentence == "Bãi bỏ nhiệm vụ số 2 mục I Phụ lục kèm theo Kế hoạch"
    assert (change.document, change.day) == ("310/QĐ-UBND", date(2026, 6, 20))
    assert CHANGE[change.span.start : change.span.end] == change.sentence


LOST = "Bãi bỏ nhiệm vụ số 19 mục II Phụ lục kèm theo Kế hoạch"


def test_what_is_not_found_is_not_lost(corpus: Corpus) -> None:
    lost = read_ledger(corpus, TODAY).unplaced
    assert [(one.kind, one.numbers) for one in lost] == [("dropped", ("19",))]


@pytest.mark.parametrize("name", ["text", "json", "csv"])
def test_each_shape_tells_what_is_not_found(corpus: Corpus, name: str) -> None:
    read = read_ledger(corpus, TODAY)
    page = get(name).write(read.rows, TODAY, Handwritten(), read.unplaced).decode()
    assert LOST in page
    assert LOST not in get(name).write(read.rows, TODAY, Handwritten(), ()).decode()


def test_a_workbook_tells_what_is_not_found_on_a_sheet_of_its_own(corpus: Corpus, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    read, made = read_ledger(corpus, TODAY), tmp_path / "so.xlsx"
    made.write_bytes(get("xlsx").write(read.rows, TODAY, Handwritten(), read.unplaced))
    _, line = openpyxl.load_workbook(made)["Thay đổi chưa rõ nhiệm vụ"].iter_rows(values_only=True)
    assert line[:5] == ("bãi bỏ, theo 310/QĐ-UBND", LOST, "310/QĐ-UBND", datetime(2026, 6, 20), "19")
    again = read_typed(made)
    assert set(again.cells) == {row.id for row in read.rows}


def test_a_document_that_changes_no_plan_is_not_heard() -> None:
    other = CHANGE.replace("15/KH-UBND", "99/KH-UBND")
    corpus = Corpus.of(parse(as_source(page, f"{n}.md")) for n, page in enumerate((PLAN, other)))
    assert [row.changes for row in ledger(corpus, TODAY) if row.document == "15/KH-UBND"] == [()] * 4


@pytest.mark.parametrize(
    "words",
    [
        "Đề nghị Ủy ban nhân dân tỉnh xem xét bãi bỏ nhiệm vụ số 5 mục II.",
        "Ủy ban nhân dân tỉnh đã điều chỉnh thời hạn hoàn thành nhiệm vụ số 7.",
        "Căn cứ Quyết định số 9/QĐ-UBND về việc bổ sung nhiệm vụ cho Sở Y tế.",
        "Hoàn thành nhiệm vụ số 5 trong quý III năm 2026.",
    ],
)
def test_what_is_asked_or_was_done_changes_nothing(words: str) -> None:
    assert read_task_changes(Text.of(f"{words}\n"), ()) == ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ke-hoach.md").write_text(PLAN, "utf-8")
    (tmp_path / "quyet-dinh.md").write_text(CHANGE, "utf-8")
    return tmp_path


def test_the_command_shows_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask = ["tasks", str(folder), "--on", "2026-07-01"]
    assert main([*ask, "--state", "changed", "--format", "json"]) == 0
    said = capsys.readouterr()
    tasks = json.loads(said.out)["tasks"]
    assert len(tasks) == 5
    assert {one["kind"] for task in tasks for one in task["changes"]} == {
        "added", "dropped", "put off", "handed over", "reworded",
    }  # fmt: skip
    assert "nhiệm vụ số 19" in said.err
    assert main(ask) == 0
    page = capsys.readouterr().out
    assert "! bãi bỏ, theo 310/QĐ-UBND: “Bãi bỏ nhiệm vụ số 2 mục I" in page
    assert "chưa rõ nhiệm vụ nào trong 2" in page
    assert main([*ask, "--format", "csv"]) == 0
    assert "thay đổi" in capsys.readouterr().out.splitlines()[0]


def test_the_filter(rows: tuple[LedgerRow, ...]) -> None:
    assert sum(LedgerFilter(state="changed").keeps(row) for row in rows) == 5
