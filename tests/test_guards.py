"""What no document can do to another: no link is made of it, and the claim stays."""

from __future__ import annotations

import pytest

from vnlegal.corpus import Corpus
from vnlegal.document import parse
from vnlegal.graph.triples import corpus_quads

_HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH KON TUM\nSố: 12/KH-UBND\nKon Tum, ngày 01 tháng 3 năm 2021\nKẾ HOẠCH\nVề việc A\n"
)
_CASES = [
    ("Thực hiện Quyết định số 15/QĐ-TTg ngày 02/02/2021 của Thủ tướng Chính phủ, tỉnh làm như sau:", 1),
    ("Thực hiện Quyết định số 15/QĐ-TTg ngày 02/02/2023 của Thủ tướng Chính phủ, tỉnh làm như sau:", 0),
    ("Thực hiện Nghị quyết số 5/2022/NQ-HĐND của Hội đồng nhân dân tỉnh, tỉnh làm như sau:", 0),
    ("Thông tư số 5/2020/TT-BTC sửa đổi Thông tư số 7/2019/TT-BTC được áp dụng.", 1),
    ("Thông tư số 5/2018/TT-BTC sửa đổi Thông tư số 7/2019/TT-BTC được áp dụng.", 0),
]


@pytest.mark.parametrize(("sentence", "links"), _CASES)
def test_only_what_can_be_is_a_link(sentence: str, links: int) -> None:
    document = parse(_HEAD + sentence + "\n")
    corpus = Corpus.of([document])
    assert len(corpus.links) == links
    assert len(document.claims) >= links


@pytest.mark.parametrize(("sentence", "links"), _CASES[:3])
def test_the_graph_has_the_same_edges(sentence: str, links: int) -> None:
    corpus = Corpus.of([parse(_HEAD + sentence + "\n")])
    quads = list(corpus_quads(corpus))
    assert sum(quad.predicate.endswith("#implements>") for quad in quads) == links
    assert any(quad.predicate.endswith("#targetImplements>") for quad in quads) == bool(links)
    assert any("/claim/implements/" in quad.subject for quad in quads)


def test_a_law_is_of_the_day_on_which_it_was_passed() -> None:
    """The page prints no day, the table of acts knows it: nothing of that year acts on what came later."""
    sentence = "Luật Đường bộ số 35/2024/QH15 thực hiện Quyết định số {} ngày {} của Thủ tướng Chính phủ."
    for number, day, links in (("5/QĐ-TTg", "15/01/2024", 1), ("1044/QĐ-TTg", "26/9/2024", 0)):
        document = parse(_HEAD.replace("2021", "2025") + sentence.format(number, day) + "\n")
        assert len([one for one in document.claims if one.kind == "implements"]) == 1
        assert len(Corpus.of([document]).links) == links
