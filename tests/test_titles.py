"""Two printings of one title: what does not count, what does, and how a difference is shown."""

from __future__ import annotations

import pytest

from vnlegal.checks.titles import Likeness, compare, difference, is_shortened, spelt_alike, words

ALIKE = (
    ("việc nâng cấp UBND", "nâng cấp Ủy ban nhân dân"),
    ("tổ chức HĐND các cấp", "Tổ chức Hội đồng nhân dân các cấp"),
    ("kế hoạch của BCA năm 2020", "kế hoạch của Bộ Công an năm 2020"),
    ("sắp xếp đvhc cấp xã", "sắp xếp đơn vị hành chính cấp xã"),
    ("chương trình của GDĐT", "chương trình của Bộ Giáo dục và Đào tạo"),  # no initials
    ("quản lý đất đai năm…", "quản lý đất đai"),
    ("quản lý đất đ..", "quản lý đất rừng"),
    ("lúa gạo.", "“lúa gạo”;"),
    ("về lúa gạo, được sửa đổi, bổ sung năm 2020", "lúa gạo"),
    ("lúa gạo, Quyết định số 1/QĐ-TTg về ngô", "lúa gạo"),
    ("lúa gạo ngày 5 tháng 3 năm 2020 của Chính phủ", "lúa gạo"),
    ("lúa gạo (sau đây gọi là Nghị định 1)", "lúa gạo"),
    ("quy định về xử lý", "xử lý"),
    ("v/v xử lý", "việc xử lý"),
    ("giai đoạn 2021 – 2025", "giai đoạn 2021-2025"),
    ("thực hiện NQ số 5 / NQ-CP ngày 5/3/2020", "thực hiện Nghị quyết 5/NQ-CP ngày 05-03-2020"),
    ("hoà giải ở cơ sở", "Hòa giải ở cơ sở"),
)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_does_not_count(one: str, other: str) -> None:
    assert compare(one, other) is compare(other, one) is Likeness.SAME


@pytest.mark.parametrize(
    ("one", "other", "likeness", "shown"),
    [
        ("lúa gạo", "lúa ngô", Likeness.DIFFERENT, "“lúa gạo” ≠ “lúa ngô”"),
        ("của TTg về lúa", "của Thủ tướng về lúa", Likeness.DIFFERENT, "“của ttg về” ≠ “của thủ tướng về”"),
        ("về lúa; gạo", "lúa, gạo", Likeness.PUNCTUATION, "“lúa; gạo” ≠ “lúa, gạo”"),
        ("lúa, gạo, ngô", "lúa gạo, ngô", Likeness.PUNCTUATION, "“lúa, gạo” ≠ “lúa gạo”"),
        ("lúa gạo", "lúa gạo, ngô", Likeness.SAME, "“lúa gạo” ≠ “lúa gạo ngô”"),  # cut short
        ("một hai ba bốn năm", "một hai ba năm", Likeness.DIFFERENT, "“hai ba bốn năm” ≠ “hai ba năm”"),
        ("cam bưởi hồng chanh mận lê đào", "ổi bưởi na chanh sen lê vải", Likeness.DIFFERENT,
         "“cam bưởi” ≠ “ổi bưởi”; "
         "“cam bưởi hồng chanh” ≠ “ổi bưởi na chanh”; “hồng chanh mận lê” ≠ “na chanh sen lê”"),
        ("", "lúa", Likeness.UNKNOWN, "“” ≠ “lúa”"),
        ("", "", Likeness.UNKNOWN, ""),
    ],
)  # fmt: skip
def test_what_counts_and_how_it_is_shown(one: str, other: str, likeness: Likeness, shown: str) -> None:
    assert compare(one, other) is likeness
    assert difference(one, other) == shown


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("kinh doanh xăng dầu", "kinhdoanh xăng dâu", True),
        ("kinh doanh xăng dầu", "kinh doanh xăng", True),  # cut
        ("về lúa", "vê lúa", True),
        ("cơ cấu tổ chức", "cơ cu tchức", True),  # letters with marks are lost
        ("cơ cấu tổ chức", "cơ cấu tổ hức", False),  # one without
        ("giao đất", "giá đất", False),
        ("lúa gạo", "lúa ngô", False),
    ],
)
def test_what_a_copy_may_have_lost(one: str, other: str, alike: bool) -> None:
    assert spelt_alike(one, other) is spelt_alike(other, one) is alike


@pytest.mark.parametrize(
    ("short", "full", "is_so"),
    [
        ("Chiến lược về lúa", "Chiến lược quốc gia về trồng lúa", True),
        ("Chiến lược về lúa", "Chiến lược về lúa", False),
        ("Chiến lược về ngô", "Chiến lược quốc gia về lúa", False),
        ("lúa về Chiến lược", "Chiến lược quốc gia về lúa", False),
    ],
)
def test_what_only_leaves_words_out(short: str, full: str, is_so: bool) -> None:
    assert is_shortened(short, full) is is_so


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("UBND", ("ủy", "ban", "nhân", "dân")),  # of whatever level
        ("VPCP", ("văn", "phòng", "chính", "phủ")),
        ("BCA", ("bca",)),  # three letters may mean anything
        ("TTg", ("ttg",)),
        ("QĐ", ("quyết", "định")),
    ],
)
def test_what_an_abbreviation_is_read_as(short: str, long: tuple[str, ...]) -> None:
    assert words(f"lúa của {short}") == ("lúa", "của", *long)


def test_words_are_without_marks_and_in_comparable_form() -> None:
    assert words("V/v: triển khai NQ 5/NQ-CP, “Lúa”;") == (
        "triển", "khai", "nghị", "quyết", "5/nq-cp", "lúa",
    )  # fmt: skip
