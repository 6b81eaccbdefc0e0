"""Old communes and their successors, and our table of provinces against an independent map."""

from __future__ import annotations

import subprocess
import sys

import pytest

from vnlegal import checks
from vnlegal.corpus import Corpus
from vnlegal.document import as_source, parse
from vnlegal.notation.places import Ended, ended, ended_level
from vnlegal.vocabulary import provinces

LETTER = (
    "VĂN PHÒNG CHÍNH PHỦ\nSố: 4010/VPCP-KGVX\nHà Nội, ngày {date}\n"
    "Kính gửi: Ủy ban nhân dân xã Đăk Hà, huyện Tu Mơ Rông, tỉnh Kon Tum.\nVăn phòng Chính phủ thông báo./.\n"
)


@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("UBND thị trấn Đăk Hà, huyện Đăk Hà, tỉnh Kon Tum", "xã Đăk Hà, tỉnh Quảng Ngãi"),
        ("phường Phúc Xá, quận Ba Đình, thành phố Hà Nội", "phường Hồng Hà, thành phố Hà Nội"),
    ],
)
def test_successors(name: str, now: str) -> None:
    found = ended(name)
    assert found is not None
    assert found.now == now


@pytest.mark.parametrize("name", ["Ủy ban nhân dân tỉnh Kon Tum", "xã A, huyện B, tỉnh C", "Sở Nội vụ", ""])
def test_no_old_commune(name: str) -> None:
    assert ended(name) is None


def test_the_table_of_provinces_agrees_with_the_map() -> None:
    """By name: Đồng Nai has become a centrally run city since the map was made."""
    from underthesea.address import convert_address

    differ = []
    for row in provinces():
        if row.era == 63:
            now = provinces().get(row.successor).name if row.successor else row.name
            if convert_address(row.full_name).new.province.split(" ", 1)[1].removeprefix("phố ") != now:
                differ.append(row.id)
    assert differ == []


@pytest.mark.parametrize(("day", "found"), [("12 tháng 5 năm 2025", []), ("12 tháng 8 năm 2025", ["VL304"])])
def test_an_old_commune_is_reported_from_the_day_of_the_merger(day: str, found: list[str]) -> None:
    corpus = Corpus.of([parse(as_source(LETTER.format(date=day), "x.txt"))])
    findings = [one for one in checks.report(corpus).findings if one.code == "VL304"]
    assert [one.code for one in findings] == found
    assert all(one.hint == "nay là xã Tu Mơ Rông, tỉnh Quảng Ngãi" for one in findings)


@pytest.mark.parametrize(
    ("name", "old", "now"),
    [
        ("Ủy ban nhân dân tỉnh Yên Bái", "tỉnh Yên Bái", "tỉnh Lào Cai"),
        ("Sở Tư pháp tỉnh Hậu Giang", "tỉnh Hậu Giang", "thành phố Cần Thơ"),
        ("UBND các huyện, thị xã", "UBND các huyện", None),
        ("Ủy ban nhân dân cấp huyện", "Ủy ban nhân dân cấp huyện", None),
        ("Phòng Văn hóa và Thông tin các quận, huyện", "Phòng Văn hóa và Thông tin các quận", None),
        ("Ban Thường vụ Huyện ủy", "Huyện ủy", None),
        ("Tòa án nhân dân huyện Đăk Hà", "Tòa án nhân dân huyện", None),
        ("Các huyện, thị xã, thành phố", "Các huyện", None),
    ],
)
def test_old_provinces_and_districts_are_told(name: str, old: str, now: str | None) -> None:
    assert ended_level(name) == Ended(old, now)


@pytest.mark.parametrize(
    "name",
    [
        "UBND tỉnh Lào Cai", "UBND tỉnh Đồng Nai", "UBND xã Ba Vì", "Bộ Y tế", "Công an xã",
        "Tòa án nhân dân khu vực 1", "Phòng Tổ chức cán bộ", "Thành ủy Hà Nội",
        "Trung tâm Y tế huyện Đăk Hà", "Phòng Văn hóa - Xã hội",
    ],
)  # fmt: skip
def test_units_of_today_are_not(name: str) -> None:
    assert ended_level(name) is None


def test_the_map_is_loaded_only_when_an_old_commune_is_named() -> None:
    code = (
        "import sys; from vnlegal.notation.places import ended; ended('{}'); "
        "print('underthesea' in sys.modules)"
    )
    for name, loaded in (
        ("UBND tỉnh Kon Tum", "False"),
        ("xã Đăk Hà, huyện Tu Mơ Rông, tỉnh Kon Tum", "True"),
    ):
        run = subprocess.run(
            [sys.executable, "-c", code.format(name)], capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == loaded
