"""A cell that is a time and nothing else: days, months, quarters, halves, years, what returns or goes on."""

from __future__ import annotations

from datetime import date

import pytest

from vnlegal.parts.time_cells import read_time

TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("words", "value", "kind"),
    [
        ("thường xuyên", "CONTINUOUS", "continuous"),
        ("nhiệm vụ thường xuyên, hằng năm", "CONTINUOUS", "continuous"),
        ("hàng năm", "FREQ=YEARLY", "recurring"),
        ("định kỳ hằng tháng", "FREQ=MONTHLY", "recurring"),
        ("hằng quý", "FREQ=MONTHLY;INTERVAL=3", "recurring"),
        ("hàng tuần", "FREQ=WEEKLY", "recurring"),
        ("hàng ngày", "FREQ=DAILY", "recurring"),
        ("tháng 12 hằng năm", "FREQ=YEARLY;BYMONTH=12", "recurring"),
        ("2026", "2026", "period"),
        ("hoàn thành trong năm 2026", "2026", "period"),
        ("quý iii", "2026-Q3", "period"),
        ("quý i/2026", "2026-Q1", "period"),
        ("quý iv năm 2026", "2026-Q4", "period"),
        ("quí 3-2026", "2026-Q3", "period"),
        ("tháng 3/2026", "2026-03", "period"),
        ("xong 12/2026", "2026-12", "period"),
        ("6 tháng đầu năm 2026", "2026-01/2026-06", "period"),
        ("sáu tháng cuối năm 2026", "2026-07/2026-12", "period"),
        ("15/3/2026", "2026-03-15", "date"),
        ("trước ngày 15 tháng 3 năm 2026", "2026-03-15", "date"),
        ("2026 - 2030", "2026/2030", "period"),
        ("giai đoạn 2026-2030", "2026/2030", "period"),
        ("từ quý i đến quý iii/2026", "2026-Q1/2026-Q3", "period"),
        ("từ tháng 3 đến tháng 6/2026", "2026-03/2026-06", "period"),
        ("tháng 12/2026 đến tháng 1/2027", "2026-12/2027-01", "period"),
        ("từ 15/3 đến 30/6/2026", "2026-03-15/2026-06-30", "period"),
        ("từ 15/3/2026 đến 30/6/2026", "2026-03-15/2026-06-30", "period"),
        ("từ 15/3/2026 đến năm 2027", "2026-03-15/2027-12-31", "period"),
        ("6 tháng cuối năm 2026 - 2027", "2026-07/2027", "period"),
        ("từ quý i/2026 đến 6 tháng đầu năm 2027", "2026-Q1/2027-06", "period"),
        ("từ năm 2026", "2026/..", "period"),
        ("từ 15/3/2026", "2026-03-15/..", "period"),
        ("quý i/2026 trở đi", "2026-Q1/..", "period"),
        ("2026 và các năm tiếp theo", "2026/..", "period"),
    ],
)
def test_a_time(words: str, value: str, kind: str) -> None:
    found = read_time(words, TODAY)
    assert found is not None
    assert (found.value, found.kind) == (value, kind)
    assert (found.start, found.end) == (0, len(words))


@pytest.mark.parametrize(
    "words",
    ["", " . ", "sổ", "quý v", "tháng 13/2026", "13/2026", "31/2/2026", "2030-2026", "ngày 20",
     "từ tháng 13 đến tháng 6/2026", "từ tháng 0 đến tháng 6/2026", "theo tiến độ dự án", "0/2026"],
)  # fmt: skip
def test_what_is_none(words: str) -> None:
    assert read_time(words, TODAY) is None


def test_a_day_without_a_year_is_of_the_year_of_the_document() -> None:
    found = read_time(" ngày 15/3.\n", TODAY)
    assert found is not None
    assert (found.start, found.end, found.value, found.kind) == (1, 10, "2026-03-15", "date")
    assert read_time("ngày 15/3") is None
