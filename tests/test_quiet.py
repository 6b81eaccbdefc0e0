"""A checker that stays switched on: what is no slip is not told; a rule says no more than it has earned."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import findings as readings
import pytest

from vnlegal import checks
from vnlegal.checks import RULES
from vnlegal.checks.frame import earned, measured
from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.formats import decode
from vnlegal.model import Document, Finding, Span
from vnlegal.outputs.frame import Sheet
from vnlegal.outputs.reports import get

HEAD = "CHÍNH PHỦ\n\nSố: 9/2026/NĐ-CP\n\nHà Nội, ngày 14 tháng 01 năm 2026\n\nNGHỊ ĐỊNH\nVề lưu trữ\n\n"
ROWS = tomllib.loads((Path(__file__).parent / "cases" / "checks" / "silent.toml").read_text("utf-8"))["case"]


def findings(code: str, page: str) -> list[tuple[str, str]]:
    found = checks.check(Corpus.of([parse(decode("a.txt", page.encode()))]), select=[code], preview=True)
    return [(one.code, one.message) for one in found]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["kind"])
def test_what_is_no_slip_is_not_told(row: dict[str, str]) -> None:
    assert findings(row["code"], row["page"]) == []


def test_a_part_repealed_is_not_the_whole() -> None:
    change = HEAD.replace("9/2026", "8/2023").replace("2026", "2023")
    change += (
        "Điều 1. Bãi bỏ\n\nBãi bỏ cụm từ “thanh tra” tại khoản 3 Điều 4 của Nghị định số 5/2020/NĐ-CP.\n"
    )
    rests = (
        HEAD + "Căn cứ Nghị định số 5/2020/NĐ-CP ngày 03 tháng 01 năm 2020 của Chính phủ;\n\nĐiều 1. Một\n"
    )
    pages = [parse(decode(f"{i}.txt", page.encode())) for i, page in enumerate((change, rests))]
    assert checks.check(Corpus.of(pages), select=["VL302"]) == ()


def test_regulating_is_regulating_on() -> None:
    cite = "Theo Nghị định số 37/2005/NĐ-CP ngày 18 tháng 3 năm 2005 của Chính phủ quy định{} thủ tục.\n"
    pages = [parse(decode(f"{i}.txt", cite.format(on).encode())) for i, on in enumerate(("", " về"))]
    assert checks.check(Corpus.of(pages), select=["VL201"]) == ()


def test_a_badly_read_page_gives_notes() -> None:
    slip = "Thực hiện Quyết định số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ.\n"
    bad = "BO TAI CHINH CONG HOA XA HOI CHU NGHIA VIET NAM sửa đỗi, bỗ sung Nghị dịnh quy định chỉ tiết\n\n"
    for page, severity in ((slip, "error"), (bad + slip, "note")):
        found = checks.check(Corpus.of([parse(decode("a.txt", page.encode()))]), select=["VL102"])
        assert [one.severity for one in found] == [severity]


def test_no_rule_says_more_than_it_has_earned() -> None:
    bounds = {"error": 0.95, "warning": 0.85, "note": 0.0}
    assert {code for code, _ in measured()} <= {rule.code for rule in RULES}
    for (code, said), (read, right) in measured().items():
        allowed = earned(code, said)
        assert right <= read
        assert read < 10 or right >= bounds[allowed] * read, code
    assert all(rule.level == earned(rule.code, rule.severity) for rule in RULES)


def test_notes_of_one_rule_stand_together() -> None:
    page = (
        "Theo Thông tư số 02/2012/TT- BNV của Bộ Nội vụ.\n\n" * 4
        + "Theo Thông tư số 3/2012/TT- BTC của Bộ Y tế.\n"
    )
    report = checks.report(Corpus.of([parse(decode("a.txt", page.encode()))]), select=["VL105"])
    shown = "".join(get("text").write(report, Sheet()))
    assert len(report.findings) == 5
    assert shown.count("VL105") == 1
    assert "và 4 lưu ý nữa" in shown
    assert "a.txt:9:18: 3/2012/TT- BTC" in shown


def test_the_verdicts_on_real_pages_are_of_rules_that_there_are() -> None:
    read = readings.readings()
    assert len(read) >= 250
    assert len({one.digest for one in read}) == len(read)
    assert {one.code for one in read} <= {rule.code for rule in RULES}
    assert {one.severity for one in read} == {"error", "warning", "note"}


def test_what_a_rule_has_earned_is_what_was_read() -> None:
    assert measured() == readings.counted()
    assert readings.table() in readings.DOCS.read_text("utf-8")


def test_a_finding_is_known_again_where_the_page_has_moved() -> None:
    page = "Theo Nghị quyết số 54/2025/NĐ-CP thì bến có phao.\n"
    span = Span(5, 32)
    moved = "\n\n" + page.replace(" thì", "\nthì")
    assert readings.digest("VL102", page, span) == readings.digest("VL102", moved, Span(7, 34))
    assert readings.digest("VL102", page, span) != readings.digest("VL204", page, span)


def test_what_is_found_is_joined_with_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Theo Nghị quyết số 54/2025/NĐ-CP.\n", "utf-8")
    (tmp_path / "known.tsv").write_text("file\tnumber\na.txt\t9/2026/NĐ-CP\n", "utf-8")
    shown, count = readings.join(tmp_path, tmp_path / "known.tsv", ["VL102"], True)
    assert shown.split("\t")[1:3] == ["VL102", "error"]
    assert count == "VL102 error not read: 1"


CUT = HEAD + "Điều 1. Một\n\n{said}\n\nĐiều 2. Hai\n\nBến có phao.\n\nĐiều 3. Ba\n\nBến có đèn.\n"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Theo Điều 9 Nghị định này.", [("warning", "Không có Điều 9: 9/2026/NĐ-CP chỉ có đến Điều 3")]),
        (
            "Theo Điều 9 Nghị định này, Điều 7 Nghị định này và khoản 2 Điều 12 Nghị định này.",
            [("note", "Bản 9/2026/NĐ-CP ở đây có lẽ thiếu phần sau Điều 3: có nhắc Điều 9, Điều 7, Điều 12")],
        ),
    ],
)
def test_a_copy_cut_short_is_told_once(said: str, told: list[tuple[str, str]]) -> None:
    page = parse(decode("a.txt", CUT.format(said=said).encode()))
    found = checks.check(Corpus.of([page]), select=["VL501"])
    assert [(one.severity, one.message) for one in found] == told


def recognised(page: str) -> Document:
    """A page that was read by OCR."""
    source = decode("b.txt", page.encode())
    seen = Finding("VL902", "note", "trang 1 đọc bằng OCR", "b.txt", Span(0, len(page)))
    return parse(replace(source, findings=(seen,)))


def test_marks_that_ocr_lost_are_no_other_title() -> None:
    cite = "Theo Nghị định số 37/2005/NĐ-CP ngày 18 tháng 3 năm 2005 của Chính phủ về kinh doanh xăng {}.\n"
    clean = parse(decode("a.txt", cite.format("dầu").encode()))
    for other, count in ((recognised(cite.format("dâu")), 0), (recognised(cite.format("nhớt")), 1)):
        assert len(checks.check(Corpus.of([clean, other]), select=["VL201"])) == count
    typed = parse(decode("b.txt", cite.format("dâu").encode()))
    assert len(checks.check(Corpus.of([clean, typed]), select=["VL201"])) == 1


def test_what_ocr_read_is_no_error_and_says_so() -> None:
    slip = "Thực hiện Quyết định số 50/NQ-CP ngày 17 tháng 4 năm 2020 của Chính phủ.\n"
    (found,) = checks.check(Corpus.of([recognised(slip)]), select=["VL102"])
    assert found.severity == "warning"
    assert (found.hint or "").endswith("xem lại bản gốc")


def test_one_slip_is_told_once() -> None:
    page = HEAD + "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15 ngày {} tháng 02 năm 2025;\n"
    pages = [parse(decode(f"{day}.txt", page.format(day).encode())) for day in (18, 19)]
    found = checks.check(Corpus.of(pages), select=["VL202", "VL208"], preview=True)
    assert [(one.code, one.path) for one in found] == [("VL208", "19.txt")]
    assert [one.code for one in checks.check(Corpus.of(pages), select=["VL202"])] == ["VL202"]


def test_a_wrong_type_word_is_told_by_one_rule() -> None:
    page = "Theo Nghị quyết số 54/2025/NĐ-CP.\n\nTheo Nghị định số 54/2025/NĐ-CP, bến có phao.\n"
    found = checks.check(Corpus.of([parse(decode("a.txt", page.encode()))]))
    assert [one.code for one in found] == ["VL102"]
    assert len(checks.check(Corpus.of([parse(decode("a.txt", page.encode()))]), select=["VL204"])) == 1


def test_the_majority_is_told_with_its_count() -> None:
    cite = "Theo Nghị định số 37/2005/NĐ-CP ngày {} tháng 3 năm 2005 của Chính phủ về bến đò.\n"
    days = (18, 18, 18, 28)
    pages = [parse(decode(f"{i}.txt", cite.format(day).encode())) for i, day in enumerate(days)]
    (found,) = checks.check(Corpus.of(pages), select=["VL202"])
    assert (found.path, found.hint) == ("3.txt", "3 văn bản ghi như nơi khác, 1 ghi như ở đây")


GONE = HEAD.replace("9/2026", "8/2018").replace("2026", "2018")
REPEALS = GONE + "Điều 1. Bãi bỏ khoản 2 Điều 4 của Nghị định số 5/2010/NĐ-CP.\n"
AGAIN = GONE.replace("8/2018", "8/2019").replace("2018", "2019") + (
    "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 5/2010/NĐ-CP\n"
    "1. Bổ sung khoản 2 Điều 4 như sau:\n“2. Bến có đèn.”\n"
)
CITES = HEAD + "Điều 1. Bến theo {} Nghị định số 5/2010/NĐ-CP.\n"


@pytest.mark.parametrize(
    ("changes", "cited", "count"),
    [
        ((REPEALS,), "điểm a khoản 2 Điều 4", 1),
        ((REPEALS,), "khoản 3 Điều 4", 0),
        ((REPEALS,), "Điều 4", 0),
        ((REPEALS, AGAIN), "khoản 2 Điều 4", 0),
        ((), "khoản 2 Điều 4", 0),
    ],
)
def test_a_provision_that_was_repealed(changes: tuple[str, ...], cited: str, count: int) -> None:
    texts = (*changes, CITES.format(cited))
    pages = [parse(decode(f"{i}.txt", text.encode())) for i, text in enumerate(texts)]
    assert len(checks.check(Corpus.of(pages), select=["VL506"])) == count
