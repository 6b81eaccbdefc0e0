"""The task ledger: rows, states, filters; what it serves and to whom it reports; files that people edit."""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from vnlegal.cli import main
from vnlegal.corpus import Corpus
from vnlegal.corpus.duties import LedgerFilter, LedgerRow, ledger
from vnlegal.document import as_source, parse
from vnlegal.notation.periods import next_occurrence, occurrences
from vnlegal.outputs import ledgers
from vnlegal.outputs.ledgers.frame import COLUMNS, STATES, Handwritten
from vnlegal.outputs.record import to_record

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

Số: 15/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Lâm Đồng, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Triển khai công tác bến đò

Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. NHIỆM VỤ
1. Sở Xây dựng
- Rà soát các bến đò trên địa bàn tỉnh, hoàn thành trước ngày 30 tháng 4 năm 2026.
- Tổng hợp số liệu, báo cáo Ủy ban nhân dân tỉnh (qua Văn phòng Ủy ban nhân dân tỉnh) trước ngày 20 hằng tháng.
2. Sở Tài chính
- Bố trí kinh phí sửa chữa các bến đò, hoàn thành trong quý III năm 2026.
- Hướng dẫn các xã về thủ tục thanh toán. Thời gian thực hiện: Thường xuyên.
3. Sở Nội vụ
- Thực hiện Kế hoạch số 9/KH-UBND ngày 02 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh về thi đua.

Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn A
"""  # noqa: E501

REPORT = """ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG
SỞ XÂY DỰNG

Số: 40/BC-SXD

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Lâm Đồng, ngày 28 tháng 4 năm 2026

BÁO CÁO
Kết quả thực hiện Kế hoạch số 15/KH-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh

Sở Xây dựng báo cáo kết quả thực hiện Kế hoạch số 15/KH-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh như sau: Đã rà soát các bến đò.

Nơi nhận:
- Như trên;
- Lưu: VT.

GIÁM ĐỐC

Nguyễn Văn B
"""  # noqa: E501

TODAY = date(2026, 4, 10)


def _corpus(*pages: str) -> Corpus:
    return Corpus.of(parse(as_source(page, f"{n}.txt")) for n, page in enumerate(pages))


@pytest.fixture(scope="module")
def rows() -> tuple[LedgerRow, ...]:
    return ledger(_corpus(PLAN), TODAY)


def _row(rows: tuple[LedgerRow, ...], words: str) -> LedgerRow:
    (found,) = (row for row in rows if words in row.action)
    return found


def test_a_row_tells_who_what_when_and_where(rows: tuple[LedgerRow, ...]) -> None:
    row = _row(rows, "Rà soát các bến đò")
    assert row.actors == ("Sở Xây dựng",)
    assert (row.document, row.assigned, row.last) == ("15/KH-UBND", date(2026, 3, 5), date(2026, 4, 30))
    assert row.assigner == "Ủy ban nhân dân tỉnh Lâm Đồng"
    assert PLAN[row.span.start : row.span.end].startswith("Rà soát")


@pytest.mark.parametrize(
    ("words", "day", "state"),
    [
        ("Rà soát các bến đò", date(2026, 3, 20), "not due"),
        ("Rà soát các bến đò", date(2026, 4, 10), "soon"),
        ("Rà soát các bến đò", date(2026, 5, 1), "overdue"),
        ("Bố trí kinh phí", date(2026, 9, 30), "soon"),
        ("Hướng dẫn các xã", date(2030, 1, 1), "continuous"),
        ("Tổng hợp số liệu", date(2026, 4, 10), "soon"),
        ("Thực hiện Kế hoạch số 9", date(2026, 4, 10), "no limit"),
    ],
)
def test_the_state_by_time(words: str, day: date, state: str) -> None:
    assert _row(ledger(_corpus(PLAN), day), words).by_time == state


def test_a_task_that_returns_shows_its_next_day(rows: tuple[LedgerRow, ...]) -> None:
    assert _row(rows, "Tổng hợp số liệu").last == date(2026, 4, 20)
    assert _row(ledger(_corpus(PLAN), date(2026, 4, 21)), "Tổng hợp số liệu").last == date(2026, 5, 20)


def test_what_a_task_serves_and_to_whom_it_reports(rows: tuple[LedgerRow, ...]) -> None:
    assert _row(rows, "Rà soát các bến đò").programmes == ("57-NQ/TW",)
    assert _row(rows, "Thực hiện Kế hoạch số 9").programmes == ("9/KH-UBND",)
    told = _row(rows, "Tổng hợp số liệu")
    assert (told.report_to, told.report_via) == ("Ủy ban nhân dân tỉnh", "Văn phòng Ủy ban nhân dân tỉnh")
    assert _row(rows, "Bố trí kinh phí").report_to == ""


def test_the_record_holds_them() -> None:
    tasks = to_record(parse(PLAN))["tasks"]
    (told,) = (one for one in tasks if one["report"])
    span = told["report"]["via"]["span"]
    assert PLAN[span[0] : span[1]] == told["report"]["via"]["value"]
    assert all(one["serves"] for one in tasks)


@pytest.mark.parametrize("form", ["NFD", "CRLF"])
def test_the_place_of_a_report_however_it_is_written(form: str) -> None:
    text = PLAN.replace("\n", "\r\n") if form == "CRLF" else unicodedata.normalize("NFD", PLAN)
    (told,) = (one for one in to_record(parse(text))["tasks"] if one["report"])
    start, end = told["report"]["to"]["span"]
    assert unicodedata.normalize("NFC", text[start:end]) == "Ủy ban nhân dân tỉnh"


def test_a_report_proposes_and_a_passed_day_does_not() -> None:
    rows = ledger(_corpus(PLAN, REPORT), date(2026, 6, 1))
    by_words = {row.actors: row for row in rows if row.actors and row.by_time == "overdue"}
    assert by_words["Sở Xây dựng",].reported == ("40/BC-SXD",)
    assert by_words["Sở Xây dựng",].by_evidence == "reported"
    assert _row(rows, "Bố trí kinh phí").reported == ()  # another body has not reported


def test_ids_stay_when_another_task_comes_before() -> None:
    more = PLAN.replace(
        "1. Sở Xây dựng\n", "1. Sở Xây dựng\n- Lập sổ theo dõi bến đò trong tháng 4 năm 2026.\n"
    )
    before = {row.action: row.id for row in ledger(_corpus(PLAN), TODAY)}
    after = {row.action: row.id for row in ledger(_corpus(more), TODAY)}
    assert before.items() <= after.items()
    assert len(set(after.values())) == len(after)


def test_the_same_words_elsewhere_are_suggested_not_merged() -> None:
    other = PLAN.replace("15/KH-UBND", "16/KH-UBND")
    rows = ledger(_corpus(PLAN, other), TODAY)
    twins = [row for row in rows if "Rà soát các bến đò" in row.action]
    assert [row.alike for row in twins] == [(twins[1].id,), (twins[0].id,)]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (LedgerFilter(), 5),
        (LedgerFilter(body="sở tài chính"), 2),
        (LedgerFilter(programme="57-NQ/TW"), 4),
        (LedgerFilter(due=(date(2026, 8, 1), date(2026, 8, 31))), 2),  # within quý III, and the 20th again
        (LedgerFilter(state="continuous"), 1),
        (LedgerFilter(body="Bộ Y tế"), 0),
    ],
)
def test_filters(rows: tuple[LedgerRow, ...], wanted: LedgerFilter, count: int) -> None:
    assert sum(wanted.keeps(row) for row in rows) == count


def test_rules_that_do_not_tell_their_day_have_none() -> None:
    assert next_occurrence("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", TODAY) is None
    assert next_occurrence("FREQ=YEARLY", TODAY) is None
    twice = "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15+FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"
    assert [day.month for day in occurrences(twice, date(2026, 1, 1), date(2026, 12, 31))] == [6, 12]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, "utf-8")
    return path


def test_the_command_prints_shapes(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tasks", str(plan), "--on", "2026-04-10", "--format", "json"]) == 0
    page = json.loads(capsys.readouterr().out)
    assert (page["schema"], page["on"], len(page["tasks"])) == ("vnlegal/tasks/1", "2026-04-10", 5)
    assert main(["tasks", str(plan), "--on", "2026-04-10", "--state", "soon"]) == 0
    assert capsys.readouterr().out.startswith("SẮP ĐẾN HẠN (2)")
    assert main(["tasks", str(plan), "--on", "2026-04-10", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "\ufeff" + ",".join(COLUMNS)


def test_the_command_refuses_what_it_cannot_do(plan: Path) -> None:
    assert main(["tasks", str(plan), "--format", "xlsx"]) == 2
    with pytest.raises(SystemExit):
        main(["tasks", str(plan), "--due", "sang năm"])


def test_a_calendar_has_a_day_a_rule_and_an_alarm(rows: tuple[LedgerRow, ...]) -> None:
    icalendar = pytest.importorskip("icalendar", reason="the extra vnlegal[ledger] is not installed")
    page = ledgers.get("ics").write(rows, TODAY, Handwritten(), ())
    events = icalendar.Calendar.from_ical(page).walk("VEVENT")
    assert len(events) == sum(row.last is not None for row in rows) == 3
    again = next(one for one in events if "RRULE" in one)
    assert again["RRULE"].to_ical() == b"FREQ=MONTHLY;BYMONTHDAY=20"
    assert {one.subcomponents[0].name for one in events} == {"VALARM"}
    assert {str(one["UID"]) for one in events} == {f"{row.id}@vnlegal" for row in rows if row.last}


def test_a_workbook_keeps_what_people_typed(plan: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra vnlegal[ledger] is not installed")
    book = tmp_path / "so.xlsx"
    command = ["tasks", str(plan), "--on", "2026-04-10", "--format", "xlsx", "-o", str(book)]
    assert main(command) == 0
    ids, typed = _edit(openpyxl, book)
    plan.write_text(
        PLAN.replace("- Hướng dẫn các xã về thủ tục thanh toán. Thời gian thực hiện: Thường xuyên.\n", ""),
        "utf-8",
    )
    assert main(command) == 0
    found = openpyxl.load_workbook(book)
    assert found.sheetnames == ["Sổ nhiệm vụ", "Không còn thấy", "Bản gốc"]
    kept = {row["mã"]: row for name in found.sheetnames[:2] for row in _table(found[name])}
    assert set(kept) == ids  # the row that is gone stands on its own sheet
    for id, words in typed.items():
        assert (kept[id]["ghi chú"], kept[id]["phụ trách"]) == words
    assert all(kept[id]["trạng thái"] in STATES.values() for id in ids)


def test_what_is_typed_over_our_own_columns_is_kept(plan: Path, tmp_path: Path) -> None:
    """And comments on cells, and who confirms: through a second and a third workbook."""
    openpyxl = pytest.importorskip("openpyxl", reason="the extra vnlegal[ledger] is not installed")
    book = tmp_path / "so.xlsx"
    command = ["tasks", str(plan), "--on", "2026-04-10", "--format", "xlsx", "-o", str(book)]
    assert main(command) == 0
    opened = openpyxl.load_workbook(book)
    sheet, heads = opened.active, [cell.value for cell in opened.active[1]]
    id = sheet.cell(2, 1).value
    for head, words in (("chủ trì", "Sở Công Thương"), ("xác nhận", "Nguyễn Văn A, 9/4"), ("hạn", None)):
        sheet.cell(2, heads.index(head) + 1).value = words
    sheet.cell(2, heads.index("nội dung") + 1).comment = openpyxl.comments.Comment("hỏi lại Sở", "A")
    opened.save(book)
    for _ in range(2):
        assert main(command) == 0
        sheet = openpyxl.load_workbook(book).active
        (row,) = (one for one in _table(sheet) if one["mã"] == id)
        assert row["sửa: chủ trì"] == "Sở Công Thương"
        assert row["chủ trì"] == "Sở Xây dựng"
        assert row["bằng chứng"] == "đã xác nhận: Nguyễn Văn A, 9/4"
        (comment,) = (cell.comment for line in sheet.iter_rows() for cell in line if cell.comment)
        assert comment.text == "hỏi lại Sở"


def test_a_person_confirms_and_a_report_only_proposes(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra vnlegal[ledger] is not installed")
    book = tmp_path / "so.xlsx"
    ask = ["tasks", str(plan), "--on", "2026-04-10"]
    assert main([*ask, "--format", "xlsx", "-o", str(book)]) == 0
    opened = openpyxl.load_workbook(book)
    opened.active.cell(2, [cell.value for cell in opened.active[1]].index("xác nhận") + 1).value = "xong, B"
    opened.save(book)
    assert main([*ask, "--typed", str(book), "--state", "confirmed", "--format", "json"]) == 0
    (task,) = json.loads(capsys.readouterr().out)["tasks"]
    assert (task["confirmed"], task["by_evidence"]) == ("xong, B", "confirmed")
    assert main([*ask, "--state", "confirmed", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["tasks"] == []


def test_the_library_asks_as_the_command_does(rows: tuple[LedgerRow, ...]) -> None:
    corpus = _corpus(PLAN)
    assert corpus.tasks(TODAY) == rows
    assert len(corpus.tasks(TODAY, due="2026-08", assigner="tỉnh Lâm Đồng")) == 2
    assert corpus.tasks(TODAY, body="Sở Tài chính", state="continuous")[0].by_time == "continuous"
    assert corpus.tasks(TODAY, assigner="Bộ Y tế") == ()
    with pytest.raises(ValueError, match="no period"):
        corpus.tasks(TODAY, due="sang năm")


@pytest.mark.parametrize(
    ("actor", "doubtful"),
    [
        ("Sở Xây dựng", False),
        ("Chủ tịch Ủy ban nhân dân các tỉnh, thành phố từ Hà Tĩnh đến Lâm Đồng", False),
        ("các sở, ban, ngành", False),
        ("Công an thành phố Hà Nội", False),
        ("Thành phố Hồ Chí Minh, tỉnh Điện Biên", True),
        ("lực lượng tham gia", True),
        (
            "Ủy ban nhân dân tỉnh, chính quyền địa phương các đơn vị hành chính liên quan việc sắp xếp này",
            True,
        ),
        ("", True),
    ],
)
def test_who_is_charged_may_want_a_look(rows: tuple[LedgerRow, ...], actor: str, doubtful: bool) -> None:
    assert replace(rows[0], actors=(actor,) if actor else ()).is_doubtful is doubtful


def test_only_the_id_is_protected(rows: tuple[LedgerRow, ...]) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra vnlegal[ledger] is not installed")
    sheet = openpyxl.load_workbook(
        io.BytesIO(ledgers.get("xlsx").write(rows, TODAY, Handwritten(), ()))
    ).active
    assert sheet.protection.sheet
    assert sheet.auto_filter.ref
    assert [cell.value for cell in sheet[1] if cell.protection.locked] == ["mã"]
    assert isinstance(sheet["B2"].value, date)
    assert [cell.font.bold for cell in sheet["A"][:3]] == [True, False, False]  # the heads alone
    assert sheet["B2"].number_format == "dd/mm/yyyy"


def test_a_printed_ledger_holds_who_does_what_by_when(rows: tuple[LedgerRow, ...]) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the extra vnlegal[ledger] is not installed")
    sheet = openpyxl.load_workbook(
        io.BytesIO(ledgers.get("xlsx").write(rows, TODAY, Handwritten(), ()))
    ).active
    printed = [cell.value for cell in sheet[sheet.print_area.split("!")[-1].replace("$", "")][0]]
    assert printed[0] == "mã"
    assert {"hạn", "chủ trì", "nội dung"} <= set(printed)
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_document_without_a_number_goes_by_its_file() -> None:
    page = "1. Sở Y tế rà soát hồ sơ, hoàn thành trước ngày 30 tháng 4 năm 2026.\n"
    assert [row.document for row in _corpus(page).tasks(TODAY)] == ["0.txt"]


def _edit(openpyxl: object, path: Path) -> tuple[set[object], dict[object, tuple[str, str]]]:
    """As an office does: sort the rows the other way round, type notes, add a column."""
    book = openpyxl.load_workbook(path)  # type: ignore[attr-defined]
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    lines = [list(line) for line in sheet.iter_rows(min_row=2, values_only=True)][::-1]
    sheet.cell(1, len(heads) + 1, "phụ trách")
    typed = {}
    for n, line in enumerate(lines, 2):
        for column, value in enumerate(line, 1):
            sheet.cell(n, column, value)
        words = f"ghi chú {n}", f"người {n}"
        sheet.cell(n, heads.index("ghi chú") + 1, words[0])
        sheet.cell(n, len(heads) + 1, words[1])
        typed[line[0]] = words
    book.save(path)
    return {line[0] for line in lines}, typed


def _table(sheet: object) -> list[dict[str, object]]:
    heads, *lines = sheet.iter_rows(values_only=True)  # type: ignore[attr-defined]
    return [dict(zip(heads, line, strict=True)) for line in lines]


WRAPPED = """BỘ NỘI VỤ
Số: 12/BNV-VP
V/v rà soát văn bản
Hà Nội, ngày 20 tháng 11 năm 2025

Kính gửi: Các đơn vị thuộc Bộ

Bộ Nội vụ yêu cầu các đơn vị thực hiện:
1. Vụ
Pháp chế
- Rà soát các thông tư còn hiệu lực.
2. Cục
Văn thư và Lưu trữ nhà nước
- Báo cáo Bộ trưởng trước 15:00 ngày thứ Sáu hằng tuần.

Nơi nhận:
- Như trên;
- Lưu: VT.

CHÁNH VĂN PHÒNG

Nguyễn Văn A
"""


def test_a_heading_cut_behind_its_first_word_is_one_name() -> None:
    tasks = parse(WRAPPED).tasks
    names = [[" ".join(one.value.split()) for one in task.actors] for task in tasks]
    assert names == [["Vụ Pháp chế"], ["Cục Văn thư và Lưu trữ nhà nước"]]


def test_a_day_of_the_week_returns() -> None:
    (due,) = (task.deadline for task in parse(WRAPPED).tasks if task.deadline)
    assert (due.field.value, due.kind) == ("FREQ=WEEKLY;BYDAY=FR", "recurring")
