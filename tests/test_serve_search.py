"""The search of the explorer: exact numbers of the type that was typed, laws by name, what is cited often."""

from __future__ import annotations

import pytest
from pages import page

from vnlegal.corpus import load
from vnlegal.graph.build import build
from vnlegal.serve.listing import Asked
from vnlegal.serve.shelf import Shelf

CITES = (
    "Thực hiện Quyết định số 126/QĐ-BNV ngày 01 tháng 02 năm 2021 của Bộ Nội vụ và Nghị định số "
    "126/2020/NĐ-CP ngày 19 tháng 10 năm 2020 của Chính phủ, Bộ Nội vụ yêu cầu các đơn vị báo cáo.",
    "Theo Quyết định số 126/QĐ-BNV ngày 01 tháng 02 năm 2021 của Bộ Nội vụ và Luật số 126/2020/QH14.",
    "Theo Bộ luật Lao động số 45/2019/QH14 và Bộ luật Lao động số 10/2012/QH13, đơn vị báo cáo.",
    "Nghị định số 145/2020/NĐ-CP ngày 14 tháng 12 năm 2020 của Chính phủ quy định chi tiết một số điều của "
    "Bộ luật Lao động về điều kiện lao động được thực hiện tại đơn vị.",
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("search")
    paths = []
    for number, body in enumerate(CITES, 1):
        paths.append(folder / f"{number}.txt")
        paths[-1].write_text(page(body, number=f"{number}/BNV-VP"), "utf-8")
    build(paths, folder / "kho", lambda path: load([path]).documents[0])
    return Shelf.open(folder / "kho")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("nghị định 126", "126/2020/NĐ-CP"),
        ("nghi dinh so 126", "126/2020/NĐ-CP"),
        ("quyết định 126", "126/QĐ-BNV"),
        ("126", "126/QĐ-BNV"),
        ("bộ luật lao động", "45/2019/QH14"),
        ("BLLĐ", "45/2019/QH14"),
        ("bộ luật lao động 2012", "10/2012/QH13"),
    ],
)
def test_what_is_meant_comes_first(shelf: Shelf, words: str, first: str) -> None:
    assert shelf.index.search(Asked(words)).hits[0].label == first
